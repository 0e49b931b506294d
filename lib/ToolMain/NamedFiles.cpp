// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads options of the form name=file, and checks them before a program runs.

#include "ToolMain/NamedFiles.h"

#include "coreai/Support/Error.h"
#include "coreai/Support/OutputFile.h"
#include "coreai/Support/Text.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

using namespace coreai;
using llvm::ArrayRef;
using llvm::Error;
using llvm::StringRef;

llvm::Expected<NamedFiles>
coreai::parseNamedFiles(StringRef option, ArrayRef<std::string> values) {
  NamedFiles files;
  for (StringRef value : values) {
    auto [name, path] = value.split('=');
    if (name.empty() || path.empty())
      return makeError("--{0} expects name=file.npy, got '{1}'", option,
                       printable(value));
    if (path == "-")
      return makeError("--{0} expects a file for '{1}', got '-'", option,
                       printable(name));
    if (!files.try_emplace(name, path.str()).second)
      return makeError("--{0} names '{1}' twice", option, printable(name));
  }
  return files;
}

Error coreai::checkNames(const NamedFiles &files, StringRef option,
                         ArrayRef<StringRef> names) {
  for (const auto &file : files)
    if (!llvm::is_contained(names, file.getKey()))
      return makeError(
          "no '{0}' in the graph; --{1} takes: {2}", printable(file.getKey()),
          option,
          names.empty() ? "nothing, there are none"
                        : llvm::join(llvm::map_range(names, printable), ", "));
  return Error::success();
}

static std::string getFileName(StringRef name) {
  std::string file;
  for (char c : name)
    if (llvm::isPrint(c) ? c == '/' || c == '%' : llvm::isASCII(c))
      file += llvm::formatv("%{0:X-2}", static_cast<unsigned>(c)).str();
    else
      file += c;
  return file + ".npy";
}

void coreai::addFolder(StringRef folder, ArrayRef<StringRef> names,
                       NamedFiles &files) {
  for (StringRef name : names) {
    llvm::SmallString<128> path(folder);
    llvm::sys::path::append(path, getFileName(name));
    files.try_emplace(name, path.str());
  }
}

Error ReplacedFiles::add(ArrayRef<StringRef> names, const NamedFiles &files) {
  for (StringRef name : names) {
    auto file = files.find(name);
    if (file == files.end())
      continue;
    StringRef path = file->second;
    for (StringRef program : programs)
      if (isSameFile(program, path))
        return makeError("'{0}' would replace {1}, which is a program; name "
                         "another file",
                         printable(name), path);
    std::string replaced = getReplacedFile(path);
    if (replaced.empty())
      continue;
    auto [owner, isNew] = owners.try_emplace(replaced, name.str());
    if (!isNew)
      return makeError("'{0}' and '{1}' would both be written to {2}",
                       printable(owner->second), printable(name), path);
  }
  return Error::success();
}
