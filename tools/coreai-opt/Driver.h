// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads a program, runs passes on it and writes it, as the options of
// MlirOptMain say.

#ifndef COREAI_TOOLS_COREAI_OPT_DRIVER_H
#define COREAI_TOOLS_COREAI_OPT_DRIVER_H

#include "mlir/IR/DialectRegistry.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

#include <memory>

namespace coreai {

/// Does what MlirOptMain does, with two differences:
/// 1. A file named by a location is never opened to quote its line, since it
///    may be secret or a pipe.
/// 2. Comments such as expected-error are searched for only with
///    --verify-diagnostics.
///
/// Errors: reported as diagnostics.
llvm::LogicalResult runDriver(llvm::raw_ostream &output,
                              std::unique_ptr<llvm::MemoryBuffer> input,
                              const mlir::DialectRegistry &registry,
                              const mlir::MlirOptMainConfig &config);

} // namespace coreai

#endif // COREAI_TOOLS_COREAI_OPT_DRIVER_H
