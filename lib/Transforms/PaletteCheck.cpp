// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Decoding what is to replace weights, before it does.

#include "PaletteCheck.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

using namespace coreai;
using clustering::Accuracy;

namespace {

/// A part of a weight, long against the cost of a task.
struct Block {
  Replacement *replacement;
  size_t begin;
  size_t end;
  Accuracy found = {};
};

} // namespace

static constexpr size_t kBlockElements = size_t(1) << 18;

/// Elements that are decoded at a time: they stay in the nearest cache.
static constexpr size_t kStripElements = 1024;

static decoding::ElementType getElementType(encoding::FloatFormat format) {
  switch (format) {
  case encoding::FloatFormat::F16:
    return decoding::ElementType::F16;
  case encoding::FloatFormat::BF16:
    return decoding::ElementType::BF16;
  case encoding::FloatFormat::F32:
    return decoding::ElementType::F32;
  case encoding::FloatFormat::F64:
    return decoding::ElementType::F64;
  case encoding::FloatFormat::F8E4M3FN:
    return decoding::ElementType::F8E4M3FN;
  case encoding::FloatFormat::F8E5M2:
    return decoding::ElementType::F8E5M2;
  }
  assert(false && "unknown format");
  return decoding::ElementType::F64;
}

/// Compares numbers, in several sums of each kind, which fill a vector
/// register.
static Accuracy compare(std::span<const double> originals,
                        std::span<const double> decoded) {
  constexpr size_t ways = 8;
  std::array<double, ways> errors = {}, norms = {}, largest = {};
  size_t whole = originals.size() / ways * ways;
  for (size_t i = 0; i < whole; i += ways)
    for (size_t way = 0; way < ways; ++way) {
      double original = originals[i + way];
      double error = std::abs(original - decoded[i + way]);
      errors[way] += error * error;
      norms[way] += original * original;
      largest[way] = error > largest[way] ? error : largest[way];
    }
  for (size_t i = whole; i < originals.size(); ++i) {
    double error = std::abs(originals[i] - decoded[i]);
    errors[0] += error * error;
    norms[0] += originals[i] * originals[i];
    largest[0] = std::max(largest[0], error);
  }
  Accuracy result;
  for (size_t way = 0; way < ways; ++way)
    result += {errors[way], norms[way], largest[way]};
  return result;
}

static Accuracy compare(const Block &block) {
  const Replacement &replacement = *block.replacement;
  std::array<double, kStripElements> originals, decoded;
  Accuracy result;
  for (size_t begin = block.begin; begin < block.end; begin += kStripElements) {
    size_t count = std::min(kStripElements, block.end - begin);
    auto originalStrip = std::span(originals).first(count);
    auto decodedStrip = std::span(decoded).first(count);
    decoding::decodeElements(getElementType(replacement.weight.format),
                             replacement.weight.bytes, begin, originalStrip);
    replacement.source->read(begin, decodedStrip);
    result += compare(originalStrip, decodedStrip);
  }
  return result;
}

/// Whether two measurements are of the same thing. Sums are added up in another
/// order, and of f32 products that round to bf16 a few round twice.
static bool areClose(const Accuracy &found, const Accuracy &claimed) {
  double norm = claimed.squaredNorm;
  double slack = 1e-6 * claimed.squaredError + 1e-12 * norm;
  double largestSlack = 1e-6 * claimed.maxAbsError + 1e-6 * std::sqrt(slack);
  return std::abs(found.squaredError - claimed.squaredError) <= slack &&
         std::abs(found.maxAbsError - claimed.maxAbsError) <= largestSlack &&
         std::isfinite(found.squaredError);
}

void coreai::check(llvm::MutableArrayRef<Replacement> replacements,
                   int workers) {
  std::vector<Block> blocks;
  for (Replacement &replacement : replacements)
    for (size_t begin = 0; begin < replacement.weight.count;
         begin += kBlockElements)
      blocks.push_back(
          {&replacement, begin,
           std::min(begin + kBlockElements, replacement.weight.count)});
  tbb::task_arena(workers).execute([&] {
    tbb::parallel_for(size_t(0), blocks.size(),
                      [&](size_t i) { blocks[i].found = compare(blocks[i]); });
  });
  size_t next = 0;
  for (Replacement &replacement : replacements) {
    Accuracy found;
    for (; next < blocks.size() && blocks[next].replacement == &replacement;
         ++next)
      found += blocks[next].found;
    replacement.isAsClaimed = areClose(found, replacement.claimed);
  }
}
