// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads any bytes as a .npy file: as an array, and as an input of a program.

#include "Execution/Npy.h"
#include "Execution/Tensors.h"
#include "MemoryFile.h"
#include "Target.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/MLIRContext.h"

using namespace mlir;
using namespace coreai;
using namespace coreai::execution;
using namespace coreai::fuzz;

/// An array survives being written and read again.
static void checkArray(llvm::StringRef contents) {
  llvm::Expected<NpyArray> array = parseNpy(contents);
  if (!array) {
    require(!llvm::toString(array.takeError()).empty(),
            "an error says something");
    return;
  }
  size_t size = array->type.size;
  for (int64_t dim : array->shape) {
    require(dim >= 0, "dimensions aren't negative");
    size *= static_cast<size_t>(dim);
  }
  require(size == array->bytes.size(), "an array has the bytes of its shape");

  std::string written;
  llvm::raw_string_ostream stream(written);
  writeNpy(stream, array->type, array->shape, array->bytes);
  llvm::Expected<NpyArray> again = parseNpy(written);
  require(bool(again), "what is written can be read");
  require(again->type == array->type && again->shape == array->shape &&
              again->bytes == array->bytes,
          "what is written is what was read");
}

/// The elements for an input are as many as it has.
static void checkInput(const uint8_t *data, size_t size) {
  static MLIRContext context(MLIRContext::Threading::DISABLED);
  static Builder builder(&context);
  static const Type types[] = {
      builder.getF32Type(), builder.getBF16Type(), builder.getIntegerType(1),
      builder.getIntegerType(3, false), builder.getIntegerType(32, true)};
  MemoryFile file(data, size);
  for (Type type : types) {
    Port port;
    port.name = "x";
    port.type = RankedTensorType::get({2, 3}, type);
    llvm::Expected<std::vector<char>> bytes = readTensor(port, file.path());
    if (!bytes)
      require(!llvm::toString(bytes.takeError()).empty(),
              "an error says something");
    else
      require(bytes->size() == port.byteSize(),
              "an input has as many bytes as its type");
  }
}

bool coreai::fuzz::testInput(const uint8_t *data, size_t size) {
  checkArray({reinterpret_cast<const char *>(data), size});
  checkInput(data, size);
  return true;
}
