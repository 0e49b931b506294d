// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Collects the diagnostics of a context, and requires that each has a message.

#ifndef COREAI_UTILS_FUZZ_DIAGNOSTICS_H
#define COREAI_UTILS_FUZZ_DIAGNOSTICS_H

#include "Target.h"

#include "mlir/IR/Diagnostics.h"

#include <string>

namespace coreai::fuzz {

/// Keeps the diagnostics of a context to itself, for as long as this lives.
/// Each of them, and each note, has to say something.
class Diagnostics {
public:
  explicit Diagnostics(mlir::MLIRContext *context)
      : handler(context, [this](mlir::Diagnostic &diagnostic) {
          require(!diagnostic.str().empty(), "a diagnostic says something");
          for (mlir::Diagnostic &note : diagnostic.getNotes())
            require(!note.str().empty(), "a note says something");
          errors += diagnostic.getSeverity() == mlir::DiagnosticSeverity::Error;
          text += diagnostic.str() + "\n";
          return mlir::success();
        }) {}

  unsigned errors = 0;
  std::string text;

private:
  mlir::ScopedDiagnosticHandler handler;
};

} // namespace coreai::fuzz

#endif // COREAI_UTILS_FUZZ_DIAGNOSTICS_H
