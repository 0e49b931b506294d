// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The entry points by which an MLIR tool loads libCoreAI.so: the dialect with
// --load-dialect-plugin, the passes with --load-pass-plugin.

#include "coreai/Conversion/Passes.h"
#include "coreai/IR/RegisterDialects.h"
#include "coreai/Transforms/Passes.h"

#include "mlir/Tools/Plugins/DialectPlugin.h"
#include "mlir/Tools/Plugins/PassPlugin.h"

static constexpr const char *kName = "CoreAI";

extern "C" LLVM_ATTRIBUTE_VISIBILITY_DEFAULT mlir::DialectPluginLibraryInfo
mlirGetDialectPluginInfo() {
  return {MLIR_PLUGIN_API_VERSION, kName, LLVM_VERSION_STRING,
          [](mlir::DialectRegistry *registry) {
            coreai::registerDialects(*registry);
          }};
}

extern "C" LLVM_ATTRIBUTE_VISIBILITY_DEFAULT mlir::PassPluginLibraryInfo
mlirGetPassPluginInfo() {
  return {MLIR_PLUGIN_API_VERSION, kName, LLVM_VERSION_STRING, [] {
            coreai::registerCoreAIPasses();
            coreai::registerCoreAIConversionPasses();
          }};
}
