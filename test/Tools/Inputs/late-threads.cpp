// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// To be preloaded: threads of MLIR's async runtime take their time between
// saying that a task is done and returning from it.

#include <dlfcn.h>
#include <unistd.h>

extern "C" void mlirAsyncRuntimeEmplaceToken(void *token) {
  using Function = void (*)(void *);
  static auto emplace = reinterpret_cast<Function>(
      dlsym(RTLD_NEXT, "mlirAsyncRuntimeEmplaceToken"));
  emplace(token);
  usleep(100000);
}
