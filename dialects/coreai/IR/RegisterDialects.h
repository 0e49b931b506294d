// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The dialects that every tool of this project knows.

#ifndef COREAI_IR_REGISTERDIALECTS_H
#define COREAI_IR_REGISTERDIALECTS_H

#include "coreai/IR/AicodeDialect.h"
#include "coreai/IR/CoreAIDialect.h"
#include "coreai/IR/UdmlDialect.h"

namespace coreai {

inline void registerDialects(mlir::DialectRegistry &registry) {
  registry.insert<AicodeDialect, CoreAIDialect, UdmlDialect>();
}

} // namespace coreai

#endif // COREAI_IR_REGISTERDIALECTS_H
