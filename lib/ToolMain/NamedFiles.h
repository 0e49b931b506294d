// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Files that a command line gives to a program's inputs and outputs by name:
// options of the form name=file.

#ifndef COREAI_LIB_TOOLMAIN_NAMEDFILES_H
#define COREAI_LIB_TOOLMAIN_NAMEDFILES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"

#include <string>

namespace coreai {

/// Paths of files by the names of what they hold.
using NamedFiles = llvm::StringMap<std::string>;

/// Reads the values that the option \p option was given. Errors: another form,
/// a name twice, or a stream: text goes to standard output.
llvm::Expected<NamedFiles> parseNamedFiles(llvm::StringRef option,
                                           llvm::ArrayRef<std::string> values);

/// Errors: a file for a name that isn't in \p names, which \p option takes.
llvm::Error checkNames(const NamedFiles &files, llvm::StringRef option,
                       llvm::ArrayRef<llvm::StringRef> names);

/// Gives each of \p names that has no file one in \p folder. The names of these
/// files differ, and don't lead out of the folder.
void addFolder(llvm::StringRef folder, llvm::ArrayRef<llvm::StringRef> names,
               NamedFiles &files);

/// Finds files that would be lost if others were written.
class ReplacedFiles {
public:
  /// Programs that are read, and may not be replaced.
  explicit ReplacedFiles(llvm::ArrayRef<llvm::StringRef> programs)
      : programs(programs) {}

  /// Adds the files of \p names to what is to be written. Errors: a file that
  /// is a program, or that another name has, too.
  llvm::Error add(llvm::ArrayRef<llvm::StringRef> names,
                  const NamedFiles &files);

private:
  llvm::SmallVector<llvm::StringRef> programs;
  /// Names by what their files replace.
  llvm::StringMap<std::string> owners;
};

} // namespace coreai

#endif // COREAI_LIB_TOOLMAIN_NAMEDFILES_H
