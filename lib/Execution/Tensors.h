// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tensors by name: reading, writing, random ones, running a program on them,
// figures.

#ifndef COREAI_LIB_EXECUTION_TENSORS_H
#define COREAI_LIB_EXECUTION_TENSORS_H

#include "Execution/Program.h"

#include "llvm/ADT/StringMap.h"

#include <vector>

namespace coreai::execution {

/// Tensors by the names of their ports. Values are the ports' bytes.
using Tensors = llvm::StringMap<std::vector<char>>;

/// Runs \p program on copies of \p inputs, which has one tensor for every
/// input and piece of state. Writes the outputs to \p outputs and the state
/// that is left to \p state.
///
/// Units:   seconds.
/// Returns: what the graph itself took, without the copies.
double runOnTensors(Program &program, const Tensors &inputs, Tensors &outputs,
                    Tensors &state);

/// Reads a file of elements for \p port. Errors: another shape or type.
llvm::Expected<std::vector<char>> readTensor(const Port &port,
                                             llvm::StringRef path);

/// Made-up elements, the same for the same seed and name: floats of the
/// standard normal distribution, booleans, indices within their limit and other
/// integers from 0 to 9.
std::vector<char> makeRandomTensor(const Port &port, uint64_t seed);

/// Writes elements to a file. Errors: one that names it.
llvm::Error writeTensor(const Port &port, llvm::ArrayRef<char> bytes,
                        llvm::StringRef path);

/// Elements as numbers; complex ones as two.
std::vector<double> getNumbers(const Port &port, llvm::ArrayRef<char> bytes);

struct Summary {
  double min, max, mean;
  size_t nonFinite;
};

/// Of the finite numbers. NaN if there are none.
Summary summarize(llvm::ArrayRef<double> numbers);

/// The share of rows whose largest element is in the same place.
///
/// Shapes:  \p reference and \p other have the same size, a multiple of
///          \p rowLength.
/// Returns: NaN of no rows.
double argmaxAgreement(llvm::ArrayRef<double> reference,
                       llvm::ArrayRef<double> other, size_t rowLength);

} // namespace coreai::execution

#endif // COREAI_LIB_EXECUTION_TENSORS_H
