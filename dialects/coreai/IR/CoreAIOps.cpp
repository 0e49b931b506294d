// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A part of the generated op classes: COREAI_OP_SHARD, which the build defines,
// says which. Verifiers and folders stand in one file per topic, as the
// definitions do.

#include "coreai/IR/CoreAIOps.h"

#include "coreai/IR/AssemblyFormats.h"
#include "coreai/IR/VerifyUtils.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace coreai;

#if COREAI_OP_SHARD == 0
#define GET_OP_DEFS_0
#elif COREAI_OP_SHARD == 1
#define GET_OP_DEFS_1
#elif COREAI_OP_SHARD == 2
#define GET_OP_DEFS_2
#elif COREAI_OP_SHARD == 3
#define GET_OP_DEFS_3
#else
#error "more shards than are listed here"
#endif
#include "coreai/IR/CoreAIOps.cpp.inc"
