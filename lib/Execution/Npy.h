// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Arrays in NumPy's .npy files.

#ifndef COREAI_LIB_EXECUTION_NPY_H
#define COREAI_LIB_EXECUTION_NPY_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

#include <cstddef>
#include <string>
#include <vector>

namespace coreai::execution {

/// The type of an array's elements, all of them little-endian.
struct NpyType {
  /// `b`oolean, signed `i`nteger, `u`nsigned integer, `f`loat or `c`omplex.
  char kind;
  /// Bytes: 1 for b; 1, 2, 4 or 8 for i and u; 2, 4 or 8 for f; 8 for c.
  unsigned size;

  bool operator==(const NpyType &) const = default;

  /// As in a file's header: `<f4`, `|u1`.
  std::string text() const;
};

/// An array, in row-major order without gaps.
struct NpyArray {
  NpyType type;
  llvm::SmallVector<int64_t> shape;
  std::vector<char> bytes;
};

/// Reads the contents of a file.
///
/// Errors: a file that isn't .npy, of a version other than 1.0 to 3.0, with an
///         element type not listed above, big-endian or in column-major order,
///         or with too few or too many bytes.
/// Source:
/// https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
llvm::Expected<NpyArray> parseNpy(llvm::StringRef contents);

/// Reads a file. Errors: also one that can't be read; all name the file.
llvm::Expected<NpyArray> readNpy(llvm::StringRef path);

/// Writes a file of version 1.0.
void writeNpy(llvm::raw_ostream &stream, NpyType type,
              llvm::ArrayRef<int64_t> shape, llvm::ArrayRef<char> bytes);

} // namespace coreai::execution

#endif // COREAI_LIB_EXECUTION_NPY_H
