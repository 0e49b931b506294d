// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Text for people to read, whatever is in it.

#include "coreai/Support/Text.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Unicode.h"

#include <algorithm>

using llvm::StringRef;

std::string coreai::printable(StringRef text) {
  std::string valid = llvm::json::fixUTF8(text), result;
  llvm::raw_string_ostream os(result);
  const auto *next = reinterpret_cast<const llvm::UTF8 *>(valid.data());
  const llvm::UTF8 *end = next + valid.size();
  while (next < end) {
    const llvm::UTF8 *begin = next;
    llvm::UTF32 character = 0;
    llvm::convertUTF8Sequence(&next, end, &character, llvm::strictConversion);
    if (llvm::sys::unicode::isPrintable(static_cast<int>(character)))
      os.write(reinterpret_cast<const char *>(begin), next - begin);
    else
      os << "\\u{" << llvm::utohexstr(character) << '}';
  }
  return result;
}

/// How many characters wide a printable text is: at least 0.
static size_t widthOf(StringRef text) {
  return static_cast<size_t>(
      std::max(llvm::sys::unicode::columnWidthUTF8(text), 0));
}

void coreai::printTable(llvm::ArrayRef<std::vector<std::string>> rows,
                        size_t leftColumns, llvm::raw_ostream &os) {
  std::vector<size_t> widths(rows.empty() ? 0 : rows.front().size());
  for (const std::vector<std::string> &row : rows)
    for (auto [width, cell] : llvm::zip_equal(widths, row))
      width = std::max(width, widthOf(cell));
  for (const std::vector<std::string> &row : rows) {
    std::string line;
    for (size_t i = 0; i < row.size(); ++i) {
      std::string padding(widths[i] - widthOf(row[i]), ' ');
      line += i == 0 ? "" : "  ";
      line += i < leftColumns ? row[i] + padding : padding + row[i];
    }
    os << StringRef(line).rtrim() << '\n'; // Nothing behind the last.
  }
}
