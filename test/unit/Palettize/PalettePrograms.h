// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Programs with one weight, of every kind of op that reads one, and the call
// that palettizes them.

#ifndef COREAI_TEST_UNIT_PALETTIZE_PALETTEPROGRAMS_H
#define COREAI_TEST_UNIT_PALETTIZE_PALETTEPROGRAMS_H

#include "coreai/Elements/FloatFormat.h"
#include "coreai/IR/ConstantData.h"
#include "coreai/IR/CoreAIOps.h"
#include "coreai/Palettize/PalettizeWeights.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/Verifier.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace coreai::test {

//===----------------------------------------------------------------------===//
// Weights
//===----------------------------------------------------------------------===//

enum class Reader { Linear, TransposedLinear, Conv2d, GatherNd };

/// How a program reads its weight.
struct Consumer {
  const char *name;
  Reader reader;
  std::vector<int64_t> shape;
  int64_t axis;           // Of the output channels.
  int64_t convGroups = 1; // Of a convolution.
};

/// The type of \p format in MLIR.
inline mlir::Type getType(mlir::MLIRContext *context,
                          elements::FloatFormat format) {
  return getMlirType(context, elementType(format));
}

/// A constant's elements, kept as a resource, as those of real weights are.
inline mlir::ElementsAttr makeElements(mlir::MLIRContext *context,
                                       llvm::ArrayRef<int64_t> shape,
                                       elements::FloatFormat format,
                                       llvm::ArrayRef<double> values) {
  std::vector<std::byte> bytes(values.size() * elements::byteWidth(format));
  for (size_t i = 0; i < values.size(); ++i)
    elements::store(format, bytes.data(), i, values[i]);
  auto blob = mlir::HeapAsmResourceBlob::allocateAndCopyWithAlign(
      {reinterpret_cast<const char *>(bytes.data()), bytes.size()},
      /*align=*/16);
  return mlir::DenseResourceElementsAttr::get(
      mlir::RankedTensorType::get(shape, getType(context, format)), "weight",
      std::move(blob));
}

//===----------------------------------------------------------------------===//
// Programs
//===----------------------------------------------------------------------===//

/// Builds the ops of a graph, one after another.
class ProgramBuilder {
public:
  explicit ProgramBuilder(mlir::MLIRContext *context)
      : builder(context), loc(builder.getUnknownLoc()) {
    context->loadDialect<CoreAIDialect>();
  }

  /// Starts a program whose graph has arguments of \p inputs.
  mlir::OwningOpRef<mlir::ModuleOp> start(mlir::TypeRange inputs) {
    mlir::OwningOpRef<mlir::ModuleOp> program = mlir::ModuleOp::create(loc);
    builder.setInsertionPointToEnd(program->getBody());
    graph = GraphOp::create(builder, loc, "main",
                            builder.getFunctionType(inputs, {}));
    builder.setInsertionPointToEnd(&graph.getBody().front());
    return program;
  }

  void finish() { OutputOp::create(builder, loc, mlir::ValueRange()); }

  mlir::Value argument(unsigned index) {
    return graph.getBody().getArgument(index);
  }

  mlir::Value constant(mlir::ElementsAttr value) {
    return ConstantOp::create(builder, loc, value);
  }

  /// A constant of unsigned numbers: a vector, or a scalar if \p isScalar.
  mlir::Value sizes(llvm::ArrayRef<uint32_t> values, bool isScalar = false) {
    llvm::SmallVector<int64_t> shape;
    if (!isScalar)
      shape.push_back(static_cast<int64_t>(values.size()));
    auto type = mlir::RankedTensorType::get(
        shape, builder.getIntegerType(32, /*isSigned=*/false));
    return constant(mlir::DenseElementsAttr::get(type, values));
  }

  /// Reads \p weight as \p consumer does; the other operand is the graph's
  /// argument of inputType().
  mlir::Value read(const Consumer &consumer, mlir::Value weight) {
    auto type = mlir::cast<mlir::RankedTensorType>(weight.getType());
    mlir::Type element = type.getElementType();
    llvm::ArrayRef<int64_t> shape = type.getShape();
    switch (consumer.reader) {
    case Reader::TransposedLinear:
      weight = TransposeOp::create(
          builder, loc,
          mlir::RankedTensorType::get({shape[1], shape[0]}, element), weight,
          sizes({1, 0}));
      [[fallthrough]];
    case Reader::Linear:
      return BroadcastingBatchMatmulOp::create(
          builder, loc,
          mlir::RankedTensorType::get({2, shape[consumer.axis]}, element),
          argument(0), weight);
    case Reader::Conv2d: {
      mlir::Value ones = sizes({1, 1});
      return Conv2dOp::create(
          builder, loc,
          mlir::RankedTensorType::get({1, shape[0], 1, 1}, element),
          argument(0), weight, ones, ones,
          sizes({static_cast<uint32_t>(consumer.convGroups)},
                /*isScalar=*/true));
    }
    case Reader::GatherNd:
      return GatherNdOp::create(
          builder, loc, mlir::RankedTensorType::get({5, shape[1]}, element),
          weight, argument(0));
    }
    llvm_unreachable("unknown reader");
  }

  /// The type of the operand that \p consumer combines its weight with.
  mlir::Type inputType(const Consumer &consumer, mlir::Type element) {
    llvm::ArrayRef<int64_t> shape = consumer.shape;
    switch (consumer.reader) {
    case Reader::Linear:
    case Reader::TransposedLinear:
      return mlir::RankedTensorType::get({2, shape[1 - consumer.axis]},
                                         element);
    case Reader::Conv2d:
      return mlir::RankedTensorType::get(
          {1, shape[1] * consumer.convGroups, shape[2], shape[3]}, element);
    case Reader::GatherNd:
      return mlir::RankedTensorType::get(
          {5, 1}, builder.getIntegerType(32, /*isSigned=*/true));
    }
    llvm_unreachable("unknown reader");
  }

  mlir::OpBuilder builder;
  mlir::Location loc;

private:
  GraphOp graph;
};

/// A program in which \p consumer reads \p weight.
inline mlir::OwningOpRef<mlir::ModuleOp>
makeProgram(const Consumer &consumer, mlir::ElementsAttr weight) {
  ProgramBuilder build(weight.getContext());
  auto program =
      build.start(build.inputType(consumer, weight.getElementType()));
  build.read(consumer, build.constant(weight));
  build.finish();
  EXPECT_TRUE(succeeded(mlir::verify(*program)));
  return program;
}

/// The value that the first op to read a weight reads, before any transpose.
inline mlir::Value findWeight(mlir::ModuleOp program) {
  mlir::Value weight;
  program.walk([&](mlir::Operation *op) {
    if (isa<TransposeOp, GatherNdOp>(op))
      weight = op->getOperand(0);
    else if (isa<BroadcastingBatchMatmulOp, Conv2dOp>(op))
      weight = op->getOperand(1);
    else
      return mlir::WalkResult::advance();
    return mlir::WalkResult::interrupt();
  });
  return weight;
}

//===----------------------------------------------------------------------===//
// Palettizing
//===----------------------------------------------------------------------===//

/// What palettizing a program comes to.
struct Palettization {
  mlir::OwningOpRef<mlir::ModuleOp> program; // None if it failed.
  std::string errors;
  std::string warnings;
  PalettizeReport report;
};

/// Palettizes a copy of \p program.
inline Palettization palettize(mlir::ModuleOp program,
                               const PalettizeOptions &options) {
  Palettization result;
  mlir::ScopedDiagnosticHandler handler(
      program.getContext(), [&](mlir::Diagnostic &diagnostic) {
        if (diagnostic.getSeverity() == mlir::DiagnosticSeverity::Error)
          result.errors += diagnostic.str();
        if (diagnostic.getSeverity() == mlir::DiagnosticSeverity::Warning)
          result.warnings += diagnostic.str();
        return mlir::success();
      });
  auto palettized = palettizeWeights(program, options, &result.report);
  if (succeeded(palettized))
    result.program = std::move(*palettized);
  return result;
}

} // namespace coreai::test

#endif // COREAI_TEST_UNIT_PALETTIZE_PALETTEPROGRAMS_H
