// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reading weights and descriptions of rows.

#include "Job.h"

#include "coreai/Elements/BitPacking.h"

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <numeric>
#include <utility>

using namespace coreai;
using namespace coreai::bench;
using elements::FloatFormat;

void bench::fail(const std::string &message) {
  std::fprintf(stderr, "coreai-bench-run: %s\n", message.c_str());
  std::exit(EXIT_FAILURE);
}

size_t Weight::elements() const {
  return std::accumulate(shape.begin(), shape.end(), size_t(1),
                         std::multiplies<size_t>());
}

Weight bench::readWeight(const std::string &path, FloatFormat format,
                         std::vector<size_t> shape, size_t axis) {
  Weight weight = {format, std::move(shape), axis, {}};
  if (weight.shape.empty() || weight.elements() == 0)
    fail("expects a shape with elements");
  if (axis >= weight.shape.size())
    fail("expects an axis of the shape, got " + std::to_string(axis));
  std::FILE *file = std::fopen(path.c_str(), "rb");
  if (!file)
    fail("can't open " + path);
  size_t bytes = weight.elements() * elements::byteWidth(format);
  weight.data.resize(bytes);
  bool isWhole = std::fread(weight.data.data(), 1, bytes, file) == bytes &&
                 std::fgetc(file) == EOF;
  std::fclose(file);
  if (!isWhole)
    fail("expects " + std::to_string(bytes) + " bytes in " + path);
  return weight;
}

uint64_t bench::parseInteger(std::string_view text) {
  uint64_t value = 0;
  auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size())
    fail("expects an integer, got '" + std::string(text) + "'");
  return value;
}

Row bench::parseRow(std::string_view text) {
  Row row;
  while (!text.empty()) {
    std::string_view part = text.substr(0, text.find(','));
    text.remove_prefix(std::min(part.size() + 1, text.size()));
    size_t equals = part.find('=');
    if (equals == part.npos)
      fail("expects key=value, got '" + std::string(part) + "'");
    std::string_view key = part.substr(0, equals);
    uint64_t value = parseInteger(part.substr(equals + 1));
    if (key == "bits" && value <= 8 && elements::isPackedWidth(value))
      row.bits = static_cast<unsigned>(value);
    else if (key == "group")
      row.group = value;
    else if (key == "dim" && value >= 1 && value <= 16)
      row.dim = static_cast<unsigned>(value);
    else if (key == "scales" && value <= 1)
      row.scales = value;
    else if (key == "fast" && value <= 1)
      row.fast = value;
    else if (key == "seed")
      row.seed = value;
    else
      fail("unknown or out of range: '" + std::string(part) + "'");
  }
  if (row.scales && row.dim > 1)
    fail("expects scales=0 with vectors");
  return row;
}

clustering::ChannelGroups bench::groupsOf(const Weight &weight,
                                          const Row &row) {
  clustering::ChannelGroups groups;
  for (size_t d = 0; d < weight.shape.size(); ++d)
    (d < weight.axis    ? groups.outer
     : d == weight.axis ? groups.channels
                        : groups.inner) *= weight.shape[d];
  groups.groupChannels = row.group ? row.group : groups.channels;
  if (groups.channels % groups.groupChannels != 0 ||
      groups.groupChannels % row.dim != 0)
    fail("expects groups of " + std::to_string(groups.groupChannels) +
         " channels to divide " + std::to_string(groups.channels) +
         " channels, and vectors of " + std::to_string(row.dim) +
         " to divide groups");
  return groups;
}
