// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Memory that runs out in a worker: an error, and the program as it was. This
// is a binary of its own, since it replaces operator new.

#include "PalettePrograms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>
#include <thread>

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/task_arena.h>

using namespace mlir;
using namespace coreai;
using namespace coreai::test;

//===----------------------------------------------------------------------===//
// Memory that runs out
//===----------------------------------------------------------------------===//

/// Allocations of threads other than the test's that still succeed. Those of
/// the test's own thread always do: LLVM takes no exceptions.
static std::atomic<long> allocationsLeft = 0;
static std::atomic<bool> isShort = false;
static std::atomic<long> failures = 0;
static const std::thread::id mainThread = std::this_thread::get_id();

static void *allocate(size_t size, size_t alignment) {
  if (isShort && std::this_thread::get_id() != mainThread &&
      --allocationsLeft < 0) {
    ++failures;
    throw std::bad_alloc();
  }
  size_t rounded =
      (std::max<size_t>(size, 1) + alignment - 1) & ~(alignment - 1);
  void *memory = std::aligned_alloc(alignment, rounded);
  if (!memory)
    throw std::bad_alloc();
  return memory;
}

void *operator new(size_t size) {
  return allocate(size, __STDCPP_DEFAULT_NEW_ALIGNMENT__);
}
void *operator new(size_t size, std::align_val_t alignment) {
  return allocate(size, static_cast<size_t>(alignment));
}
void operator delete(void *memory) noexcept { std::free(memory); }
void operator delete(void *memory, size_t) noexcept { std::free(memory); }
void operator delete(void *memory, std::align_val_t) noexcept {
  std::free(memory);
}
void operator delete(void *memory, size_t, std::align_val_t) noexcept {
  std::free(memory);
}

//===----------------------------------------------------------------------===//
// Runs
//===----------------------------------------------------------------------===//

namespace {

class ShortMemory : public testing::Test {
protected:
  ShortMemory() : limit(tbb::global_control::max_allowed_parallelism, 4) {
    ProgramBuilder load(&context);
    std::vector<double> values;
    for (size_t i = 0; i < 256 * 512; ++i)
      values.push_back(std::sin(static_cast<double>(i * i)));
    weight = makeElements(&context, consumer.shape, encoding::FloatFormat::F32,
                          values);
  }

  static std::string print(ModuleOp program) {
    std::string text;
    llvm::raw_string_ostream os(text);
    program.print(os);
    return text;
  }

  /// Palettizes with less and less that succeeds. Where an allocation failed,
  /// so must the run, with an error and nothing else.
  ///
  /// Returns: how many failed in all.
  long failEach(const PalettizeOptions &options) {
    long total = 0;
    for (long count = 200; count >= 0; count -= 1 + count / 10) {
      OwningOpRef<ModuleOp> program = makeProgram(consumer, weight);
      std::string before = print(*program), errors;
      ScopedDiagnosticHandler handler(&context, [&](Diagnostic &diagnostic) {
        if (diagnostic.getSeverity() == DiagnosticSeverity::Error)
          errors += diagnostic.str();
        return success();
      });
      allocationsLeft = count;
      failures = 0;
      isShort = true;
      LogicalResult result = failure();
      // One core has no other threads by itself.
      tbb::task_arena(4).execute(
          [&] { result = palettizeWeights(*program, options); });
      isShort = false;
      EXPECT_EQ(succeeded(result), failures == 0);
      total += failures;
      if (failures == 0) {
        EXPECT_EQ(errors, "");
        continue;
      }
      EXPECT_EQ(errors, "not enough memory; fewer workers take less");
      EXPECT_EQ(print(*program), before);
    }
    return total;
  }

  MLIRContext context;
  Consumer consumer{"Linear", Reader::Linear, {256, 512}, 1};
  ElementsAttr weight;
  tbb::global_control limit;
};

TEST_F(ShortMemory, IsAnErrorAndChangesNothing) {
  PalettizeOptions options;
  options.inPlace = true;
  options.numKmeansWorkers = 4;
  long total = 0;
  for (int64_t dim : {1, 2})
    for (bool fastMode : {true, false})
      for (Granularity granularity :
           {Granularity::PerTensor, Granularity::PerGroupedChannel}) {
        SCOPED_TRACE(testing::Message() << dim << fastMode << int(granularity));
        options.weights.clusterDim = dim;
        options.weights.enableFastKmeansMode = fastMode;
        options.weights.granularity = granularity;
        total += failEach(options);
      }
  EXPECT_GT(total, 0);
}

} // namespace
