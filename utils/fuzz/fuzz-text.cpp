// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads any text as a program. The 32 bytes before it say how to palettize it.

#include "Program.h"
#include "Target.h"

#include <algorithm>
#include <string>

using namespace coreai::fuzz;

bool coreai::fuzz::testInput(const uint8_t *data, size_t size) {
  size_t begin = std::min<size_t>(size, 32);
  FuzzedDataProvider input(data, begin);
  PalettizeCase how = consumePalettizeCase(input);
  // The parser wants a zero behind it.
  std::string source(reinterpret_cast<const char *>(data) + begin,
                     size - begin);
  checkProgram(source, how, Origin::Text);
  return true;
}
