// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Files in memory, for functions that read a file by its path.

#ifndef COREAI_UTILS_FUZZ_MEMORYFILE_H
#define COREAI_UTILS_FUZZ_MEMORYFILE_H

#include "Target.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <string>

namespace coreai::fuzz {

/// A file in memory, for as long as this lives.
class MemoryFile {
public:
  MemoryFile(const uint8_t *data, size_t size)
      : descriptor(memfd_create("input", 0)) {
    require(descriptor >= 0 && write(descriptor, data, size) == ssize_t(size),
            "a file in memory can be written");
  }
  ~MemoryFile() { close(descriptor); }
  MemoryFile(const MemoryFile &) = delete;
  MemoryFile &operator=(const MemoryFile &) = delete;

  std::string path() const {
    return "/proc/self/fd/" + std::to_string(descriptor);
  }

private:
  int descriptor;
};

} // namespace coreai::fuzz

#endif // COREAI_UTILS_FUZZ_MEMORYFILE_H
