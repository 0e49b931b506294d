// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Buffers that outlive a run. Reads and writes are effects on memory, which
// passes keep in order, so that tokens have nothing left to do.

#include "Conversion/CoreAIToLinalg/Lowering.h"
#include "coreai/IR/StateOps.h"

#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace coreai;
using namespace coreai::lowering;

namespace {

class CreateTokenLowering : public Lowering<CreateTokenOp> {
public:
  using Lowering::Lowering;

  LogicalResult
  matchAndRewrite(CreateTokenOp op, OneToNOpAdaptor /*adaptor*/,
                  ConversionPatternRewriter &rewriter) const override {
    rewriter.replaceOpWithMultiple(op, ArrayRef{ValueRange()});
    return success();
  }
};

class ReadHandleLowering : public Lowering<ReadHandleOp> {
public:
  using Lowering::Lowering;

  /// The value is a copy: a later write doesn't change it.
  LogicalResult
  matchAndRewrite(ReadHandleOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Value buffer = adaptor.getHandle().front();
    auto type = cast<MemRefType>(buffer.getType());
    Value copy = memref::AllocOp::create(rewriter, loc, type);
    memref::CopyOp::create(rewriter, loc, buffer, copy);
    Value value = bufferization::ToTensorOp::create(
        rewriter, loc, getConvertedType(op.getValue()), copy, /*restrict=*/true,
        /*writable=*/true);
    rewriter.replaceOpWithMultiple(op,
                                   ArrayRef{ValueRange(value), ValueRange()});
    return success();
  }
};

class WriteHandleLowering : public Lowering<WriteHandleOp> {
public:
  using Lowering::Lowering;

  LogicalResult
  matchAndRewrite(WriteHandleOp op, OneToNOpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    auto write = bufferization::MaterializeInDestinationOp::create(
        rewriter, op.getLoc(), adaptor.getValue().front(),
        adaptor.getHandle().front());
    write.setRestrict(true);
    write.setWritable(true);
    rewriter.replaceOpWithMultiple(op, ArrayRef{ValueRange()});
    return success();
  }
};

} // namespace

void coreai::lowering::addStateLowerings(LoweringSet &set) {
  set.add<CreateTokenLowering, ReadHandleLowering, WriteHandleLowering>();
}
