// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Memory that runs out in a worker: an error, and the program as it was; and
// memory that is limited. This is a binary of its own, since it replaces
// operator new.

#include "PalettePrograms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <malloc.h>
#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <thread>

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
static std::atomic<bool> hasFailed = false;
static const std::thread::id mainThread = std::this_thread::get_id();

/// Bytes that are allocated, and the most that were.
static std::atomic<size_t> current = 0;
static std::atomic<size_t> highest = 0;

static void *allocate(size_t size, size_t alignment) {
  bool isMain = std::this_thread::get_id() == mainThread;
  if (isShort && !isMain && --allocationsLeft < 0) {
    ++failures;
    hasFailed = true;
    throw std::bad_alloc();
  }
  // On a busy machine this thread would have done it all before others wake.
  constexpr size_t scratchSize = 4096;
  if (isShort && isMain && size >= scratchSize && !hasFailed)
    std::this_thread::sleep_for(std::chrono::microseconds(200));
  size_t rounded =
      (std::max<size_t>(size, 1) + alignment - 1) & ~(alignment - 1);
  void *memory = std::aligned_alloc(alignment, rounded);
  if (!memory)
    throw std::bad_alloc();
  size_t now = current += malloc_usable_size(memory);
  size_t before = highest;
  while (before < now && !highest.compare_exchange_weak(before, now))
    ;
  return memory;
}

static void release(void *memory) {
  current -= malloc_usable_size(memory);
  std::free(memory);
}

// All forms: those of a sanitizer's runtime don't call each other.
using std::align_val_t;
using std::nothrow_t;

static void *allocateOrNull(size_t size, align_val_t alignment) noexcept {
  try {
    return allocate(size, static_cast<size_t>(alignment));
  } catch (const std::bad_alloc &) {
    return nullptr;
  }
}

static constexpr align_val_t kDefault{__STDCPP_DEFAULT_NEW_ALIGNMENT__};

// NOLINTBEGIN(readability-named-parameter)
#define COREAI_REPLACE(NEW, DELETE)                                            \
  void *NEW(size_t n) { return allocate(n, static_cast<size_t>(kDefault)); }   \
  void *NEW(size_t n, align_val_t a) {                                         \
    return allocate(n, static_cast<size_t>(a));                                \
  }                                                                            \
  void *NEW(size_t n, const nothrow_t &) noexcept {                            \
    return allocateOrNull(n, kDefault);                                        \
  }                                                                            \
  void *NEW(size_t n, align_val_t a, const nothrow_t &) noexcept {             \
    return allocateOrNull(n, a);                                               \
  }                                                                            \
  void DELETE(void *p) noexcept { release(p); }                                \
  void DELETE(void *p, size_t) noexcept { release(p); }                        \
  void DELETE(void *p, align_val_t) noexcept { release(p); }                   \
  void DELETE(void *p, size_t, align_val_t) noexcept { release(p); }           \
  void DELETE(void *p, const nothrow_t &) noexcept { release(p); }             \
  void DELETE(void *p, align_val_t, const nothrow_t &) noexcept { release(p); }
COREAI_REPLACE(operator new, operator delete)
COREAI_REPLACE(operator new[], operator delete[])
#undef COREAI_REPLACE
// NOLINTEND(readability-named-parameter)

//===----------------------------------------------------------------------===//
// Runs
//===----------------------------------------------------------------------===//

namespace {

class Memory : public testing::Test {
protected:
  Memory() : limit(tbb::global_control::max_allowed_parallelism, 4) {
    ProgramBuilder load(&context);
    std::vector<double> values;
    for (size_t i = 0; i < 256 * 512; ++i)
      values.push_back(std::sin(static_cast<double>(i * i)));
    weight = makeElements(&context, consumer.shape, elements::FloatFormat::F32,
                          values);
  }

  static std::string print(ModuleOp program) {
    std::string text;
    llvm::raw_string_ostream os(text);
    program.print(os);
    return text;
  }

  /// Calls \p run with options for each way of clustering.
  static void forEachKind(llvm::function_ref<void(PalettizeOptions &)> run) {
    PalettizeOptions options;
    options.inPlace = true;
    for (int64_t dim : {1, 2})
      for (bool fastMode : {true, false})
        for (Granularity granularity :
             {Granularity::PerTensor, Granularity::PerGroupedChannel}) {
          SCOPED_TRACE(testing::Message()
                       << dim << fastMode << int(granularity));
          options.weights.clusterDim = dim;
          options.weights.enableFastKmeansMode = fastMode;
          options.weights.granularity = granularity;
          run(options);
        }
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

  /// Palettizes, and checks that the limit is kept. Returns errors.
  std::string runLimited(const PalettizeOptions &options) {
    OwningOpRef<ModuleOp> program = makeProgram(consumer, weight);
    std::string errors;
    ScopedDiagnosticHandler handler(&context, [&](Diagnostic &diagnostic) {
      if (diagnostic.getSeverity() == DiagnosticSeverity::Error)
        errors += diagnostic.str();
      return success();
    });
    highest = current.load();
    size_t before = highest;
    tbb::task_arena(4).execute([&] {
      EXPECT_EQ(succeeded(palettizeWeights(*program, options)), errors.empty());
    });
    if (errors.empty()) {
      EXPECT_LE(highest - before, options.maxMemory);
    } else { // Before work starts.
      EXPECT_LE(highest - before, size_t(1) << 20);
    }
    return errors;
  }

  MLIRContext context;
  Consumer consumer{"Linear", Reader::Linear, {256, 512}, 1};
  ElementsAttr weight;
  tbb::global_control limit;
};

TEST_F(Memory, ThatRunsOutIsAnErrorAndChangesNothing) {
  long total = 0;
  forEachKind([&](PalettizeOptions &options) { total += failEach(options); });
  EXPECT_GT(total, 0);
}

/// Of all kinds of scratch, and of what is stored.
TEST_F(Memory, KeepsToTheLimit) {
  forEachKind([&](PalettizeOptions &options) {
    options.maxMemory = 1;
    std::string error = runLimited(options);
    uint64_t least = 0;
    ASSERT_EQ(sscanf(error.c_str() + error.find("use at least"),
                     "use at least %luM", &least),
              1)
        << error;
    for (uint64_t extra : {0, 4, 9}) {
      options.maxMemory = (least + extra) << 20;
      EXPECT_EQ(runLimited(options), "");
    }
    options.maxMemory = (least - 1) << 20;
    EXPECT_NE(runLimited(options), "");
  });
}

} // namespace
