// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads a program, runs passes on it and writes it, as options of MLIR's driver
// say.

#ifndef COREAI_TOOLS_COREAI_OPT_DRIVER_H
#define COREAI_TOOLS_COREAI_OPT_DRIVER_H

#include "mlir/IR/DialectRegistry.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

#include <memory>

namespace coreai {

/// Does what MlirOptMain does, but for two things. Files that locations in the
/// program name aren't opened, to quote a line: that would quote a password, or
/// wait for a pipe. And the input isn't searched for comments that expect
/// diagnostics, unless they are to be verified: of a gigabyte of weights, that
/// takes a tenth of the time.
///
/// Errors: reported as diagnostics.
llvm::LogicalResult runDriver(llvm::raw_ostream &output,
                              std::unique_ptr<llvm::MemoryBuffer> input,
                              const mlir::DialectRegistry &registry,
                              const mlir::MlirOptMainConfig &config);

} // namespace coreai

#endif // COREAI_TOOLS_COREAI_OPT_DRIVER_H
