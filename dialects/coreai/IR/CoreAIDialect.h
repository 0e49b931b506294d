// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The dialect, its types and its attributes.

#ifndef COREAI_IR_COREAIDIALECT_H
#define COREAI_IR_COREAIDIALECT_H

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/DialectImplementation.h"

#include "coreai/IR/CoreAIDialect.h.inc"
#include "coreai/IR/CoreAIEnums.h.inc"

#define GET_TYPEDEF_CLASSES
#include "coreai/IR/CoreAITypes.h.inc"

#define GET_ATTRDEF_CLASSES
#include "coreai/IR/CoreAIAttrs.h.inc"

#endif // COREAI_IR_COREAIDIALECT_H
