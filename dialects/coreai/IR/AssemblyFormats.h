// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Pieces of syntax that the declarative formats of ops share, named by their
// `custom<...>` directives.

#ifndef COREAI_IR_ASSEMBLYFORMATS_H
#define COREAI_IR_ASSEMBLYFORMATS_H

#include "mlir/IR/OpImplementation.h"

namespace coreai {

// Which of `T -> T` and `(T) -> T` an op prints isn't known for every op, so
// both are read; each op prints one.
mlir::ParseResult parseUnaryType(mlir::OpAsmParser &parser, mlir::Type &operand,
                                 mlir::Type &result);
void printUnaryType(mlir::OpAsmPrinter &printer, mlir::Operation *op,
                    mlir::Type operand, mlir::Type result);
mlir::ParseResult parseUnaryFunctionalType(mlir::OpAsmParser &parser,
                                           mlir::Type &operand,
                                           mlir::Type &result);
void printUnaryFunctionalType(mlir::OpAsmPrinter &printer, mlir::Operation *op,
                              mlir::Type operand, mlir::Type result);

// `C`, or `C -> T, T`, also read as `C -> (T, T)`.
mlir::ParseResult parseIfTypes(mlir::OpAsmParser &parser, mlir::Type &condition,
                               llvm::SmallVectorImpl<mlir::Type> &results);
void printIfTypes(mlir::OpAsmPrinter &printer, mlir::Operation *op,
                  mlir::Type condition, mlir::TypeRange results);

// A sparse type, also read stripped to its parameter in `<>`.
mlir::ParseResult parseSparseType(mlir::OpAsmParser &parser,
                                  mlir::Type &sparse);
void printSparseType(mlir::OpAsmPrinter &printer, mlir::Operation *op,
                     mlir::Type sparse);

// `(sparse) -> T`, also read as `sparse -> T`.
mlir::ParseResult parseFromSparseType(mlir::OpAsmParser &parser,
                                      mlir::Type &sparse, mlir::Type &result);
void printFromSparseType(mlir::OpAsmPrinter &printer, mlir::Operation *op,
                         mlir::Type sparse, mlir::Type result);

} // namespace coreai

#endif // COREAI_IR_ASSEMBLYFORMATS_H
