// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The ops of every topic. A source that uses a few includes their topics alone:
// there are many.

#ifndef COREAI_IR_COREAIOPS_H
#define COREAI_IR_COREAIOPS_H

#include "coreai/IR/CompressionOps.h"
#include "coreai/IR/ControlFlowOps.h"
#include "coreai/IR/ConvolutionOps.h"
#include "coreai/IR/ElementwiseOps.h"
#include "coreai/IR/GatherOps.h"
#include "coreai/IR/MatmulOps.h"
#include "coreai/IR/PoolingOps.h"
#include "coreai/IR/ReductionOps.h"
#include "coreai/IR/ResamplingOps.h"
#include "coreai/IR/ShapeOps.h"
#include "coreai/IR/StateOps.h"
#include "coreai/IR/StructureOps.h"

#endif // COREAI_IR_COREAIOPS_H
