// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// All ops, in reading order: a file per topic. The manual is made from this
// file; code is made from each topic's own.

#ifndef COREAI_IR_COREAIOPS_TD
#define COREAI_IR_COREAIOPS_TD

include "coreai/IR/CoreAIAttrs.td"
include "coreai/IR/CoreAIBase.td"
include "coreai/IR/CoreAIInterfaces.td"
include "coreai/IR/CoreAITypes.td"
include "coreai/IR/StructureOps.td"
include "coreai/IR/ControlFlowOps.td"
include "coreai/IR/StateOps.td"
include "coreai/IR/ElementwiseOps.td"
include "coreai/IR/MatmulOps.td"
include "coreai/IR/ShapeOps.td"
include "coreai/IR/ReductionOps.td"
include "coreai/IR/GatherOps.td"
include "coreai/IR/ConvolutionOps.td"
include "coreai/IR/PoolingOps.td"
include "coreai/IR/ResamplingOps.td"
include "coreai/IR/CompressionOps.td"

#endif // COREAI_IR_COREAIOPS_TD
