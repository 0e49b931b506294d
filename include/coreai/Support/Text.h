// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Text for people to read, whatever is in it.

#ifndef COREAI_SUPPORT_TEXT_H
#define COREAI_SUPPORT_TEXT_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

#include <string>
#include <vector>

namespace coreai {

/// Text from anywhere: in UTF-8, on one line, what can't be seen written as
/// `\u{A}`, so that it can't pass for anything else.
std::string printable(llvm::StringRef text);

/// Prints rows of printable cells, as many in each, under one another: the
/// first \p leftColumns to the left, others, which are numbers, to the right.
void printTable(llvm::ArrayRef<std::vector<std::string>> rows,
                size_t leftColumns, llvm::raw_ostream &os);

} // namespace coreai

#endif // COREAI_SUPPORT_TEXT_H
