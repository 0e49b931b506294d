// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Replaces operator new to count bytes, and asks the kernel for its view.

#include "PeakMemory.h"

#include <malloc.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <new>

using namespace coreai::bench;

//===----------------------------------------------------------------------===//
// Allocations
//===----------------------------------------------------------------------===//

// Counting starts with the first watch, so that timed runs don't pay for it.
static std::atomic<bool> isCounting = false;
static std::atomic<long long> current = 0;
static std::atomic<long long> highest = 0;

static void count(void *memory, long long sign) {
  if (!memory || !isCounting.load(std::memory_order_relaxed))
    return;
  long long size = sign * static_cast<long long>(malloc_usable_size(memory));
  long long now = current.fetch_add(size, std::memory_order_relaxed) + size;
  long long before = highest.load(std::memory_order_relaxed);
  while (before < now && !highest.compare_exchange_weak(before, now))
    ;
}

static void *allocate(size_t size, size_t alignment) {
  // The size has to be a multiple of the alignment, and not zero.
  size_t rounded =
      (std::max<size_t>(size, 1) + alignment - 1) / alignment * alignment;
  void *memory = std::aligned_alloc(alignment, rounded);
  if (!memory)
    throw std::bad_alloc();
  count(memory, 1);
  return memory;
}

void *operator new(size_t size) {
  void *memory = std::malloc(std::max<size_t>(size, 1));
  if (!memory)
    throw std::bad_alloc();
  count(memory, 1);
  return memory;
}

void *operator new(size_t size, std::align_val_t alignment) {
  return allocate(size, static_cast<size_t>(alignment));
}

void operator delete(void *memory) noexcept {
  count(memory, -1);
  std::free(memory);
}

void operator delete(void *memory, size_t) noexcept { operator delete(memory); }

void operator delete(void *memory, std::align_val_t) noexcept {
  operator delete(memory);
}

void operator delete(void *memory, size_t, std::align_val_t) noexcept {
  operator delete(memory);
}

//===----------------------------------------------------------------------===//
// Pages
//===----------------------------------------------------------------------===//

/// A line of /proc/self/status, in bytes; 0 if there is none.
static size_t status(const char *format) {
  std::FILE *file = std::fopen("/proc/self/status", "r");
  if (!file)
    return 0;
  char line[256];
  size_t kibibytes = 0;
  while (std::fgets(line, sizeof(line), file))
    if (std::sscanf(line, format, &kibibytes) == 1)
      break;
  std::fclose(file);
  return kibibytes << 10;
}

PeakMemory::PeakMemory() {
  // Sets the kernel's high-water mark back to what is resident now.
  if (std::FILE *file = std::fopen("/proc/self/clear_refs", "w")) {
    std::fputs("5", file);
    std::fclose(file);
  }
  residentBefore = status("VmRSS: %zu kB");
  isCounting = true;
  allocatedBefore = static_cast<size_t>(std::max(current.load(), 0LL));
  highest = current.load();
}

size_t PeakMemory::allocated() const {
  long long peak = highest.load() - static_cast<long long>(allocatedBefore);
  return static_cast<size_t>(std::max(peak, 0LL));
}

size_t PeakMemory::resident() const {
  size_t peak = status("VmHWM: %zu kB");
  return peak > residentBefore ? peak - residentBefore : 0;
}
