// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Random weights from a counter-based generator: any element can be computed
// without those before it, hence in parallel.

#include "Weights.h"

#include "coreai/Elements/FloatArrays.h"

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numbers>
#include <span>
#include <vector>

using namespace coreai::gen;
using coreai::elements::FloatFormat;

namespace {

/// What a stream of random numbers is for. Streams of one weight don't share
/// numbers.
enum class Purpose : uint8_t { Elements, ChannelFactors, DistinctValues };

/// A sequence of random numbers that can be read at any position.
///
/// Source: G. L. Steele Jr., D. Lea, C. H. Flood, "Fast Splittable Pseudorandom
///         Number Generators", OOPSLA 2014, doi:10.1145/2660193.2660195. Their
///         state is a counter, so its n-th value needs no loop.
class RandomStream {
public:
  RandomStream(uint64_t seed, uint64_t weight, Purpose purpose)
      : key(mix(mix(mix(seed) + weight) + static_cast<uint64_t>(purpose))) {}

  /// 64 random bits.
  uint64_t bits(uint64_t position) const {
    // The step that the authors chose: 2^64 divided by the golden ratio.
    return mix(key + (position + 1) * 0x9E3779B97F4A7C15);
  }

  /// A number strictly between 0 and 1, symmetric about one half: an odd
  /// multiple of 2^-53.
  double unit(uint64_t position) const {
    auto integer = static_cast<int64_t>(bits(position) >> 12);
    return (static_cast<double>(integer) + 0.5) * 0x1p-52;
  }

  /// The cosine of a random angle.
  float cosine(uint64_t position) const {
    return std::cos(static_cast<float>(2 * std::numbers::pi * unit(position)));
  }

private:
  static uint64_t mix(uint64_t z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
  }

  uint64_t key;
};

} // namespace

// Draws are computed in single precision, which is faster than double and as
// precise as the widest format that weights are stored in.

/// Draw \p index from the normal distribution with mean 0 and variance 1. Of
/// the pair that the method yields only one is used: then a draw depends on
/// nothing but its index.
///
/// Source: G. E. P. Box, M. E. Muller, "A Note on the Generation of Random
///         Normal Deviates", Ann. Math. Statist. 29(2), 1958,
///         doi:10.1214/aoms/1177706645.
static float drawNormal(const RandomStream &random, uint64_t index) {
  auto unit = static_cast<float>(random.unit(2 * index));
  return std::sqrt(-2 * std::log(unit)) * random.cosine(2 * index + 1);
}

/// Draw \p index from Student's distribution, divided by its standard
/// deviation.
///
/// Source: R. W. Bailey, "Polar Generation of Random Variates with the
///         t-Distribution", Math. Comp. 62(206), 1994, doi:10.2307/2153537. His
///         angle comes from rejection, which a counter can't follow; here it is
///         drawn directly.
static float drawStudentT(const RandomStream &random, uint64_t index,
                          float degreesOfFreedom) {
  auto unit = static_cast<float>(random.unit(2 * index));
  float power = std::pow(unit, -2 / degreesOfFreedom);
  // The variance is degreesOfFreedom / (degreesOfFreedom - 2).
  float radius = std::sqrt((degreesOfFreedom - 2) * (power - 1));
  return radius * random.cosine(2 * index + 1);
}

/// Draw \p index from Laplace's distribution with mean 0 and variance 1: the
/// inverse of its distribution function.
static float drawLaplace(const RandomStream &random, uint64_t index) {
  double centred = random.unit(index) - 0.5;
  auto outside = static_cast<float>(1 - 2 * std::abs(centred));
  float magnitude = std::log(outside) / -std::numbers::sqrt2_v<float>;
  return std::copysign(magnitude, static_cast<float>(centred));
}

/// Fills \p bytes with `mean + factor * draw(i)`, the factor being that of the
/// element's channel.
template <FloatFormat format, typename DrawFn>
static void fillWith(const WeightLayout &layout,
                     std::span<const double> factors,
                     std::span<std::byte> bytes, const DrawFn &draw) {
  using namespace coreai::elements;
  const double largest = decode(format, firstNonFinite(format) - 1);
  auto fillRange = [&](const tbb::blocked_range<size_t> &range) {
    std::array<double, 1024> values;
    for (size_t i = range.begin(); i != range.end();) {
      size_t run = i / layout.inner;
      size_t count = std::min(
          {(run + 1) * layout.inner - i, range.end() - i, values.size()});
      double factor = factors[run % layout.channels];
      for (size_t j = 0; j != count; ++j)
        values[j] =
            std::clamp(layout.mean + factor * draw(i + j), -largest, largest);
      encode(format, std::span(values).first(count),
             bytes.subspan(i * byteWidth(format), count * byteWidth(format)));
      i += count;
    }
  };
  // A block takes about a millisecond: long against the cost of a task, short
  // against the time that a weight takes.
  constexpr size_t grain = size_t(1) << 15;
  size_t count = bytes.size() / byteWidth(format);
  tbb::parallel_for(tbb::blocked_range<size_t>(0, count, grain), fillRange);
}

void coreai::gen::fillWeight(const WeightOptions &options,
                             const WeightLayout &layout,
                             std::span<std::byte> bytes) {
  assert(layout.channels > 0 && layout.inner > 0 && "empty channels");
  assert(options.degreesOfFreedom > 2 && "the variance isn't finite");
  assert(options.distinctValues > 0 && "no value to choose");
  auto stream = [&](Purpose purpose) {
    return RandomStream(options.seed, layout.index, purpose);
  };

  std::vector<double> factors(layout.channels);
  RandomStream factorStream = stream(Purpose::ChannelFactors);
  for (size_t channel = 0; channel != factors.size(); ++channel)
    factors[channel] =
        options.scale *
        std::exp(options.rowScaleSpread * drawNormal(factorStream, channel));

  RandomStream random = stream(Purpose::Elements);
  auto degreesOfFreedom = static_cast<float>(options.degreesOfFreedom);
  auto fill = [&](const auto &draw) {
    switch (options.format) {
    case FloatFormat::F16:
      return fillWith<FloatFormat::F16>(layout, factors, bytes, draw);
    case FloatFormat::BF16:
      return fillWith<FloatFormat::BF16>(layout, factors, bytes, draw);
    case FloatFormat::F32:
      return fillWith<FloatFormat::F32>(layout, factors, bytes, draw);
    default:
      assert(false && "not a format that programs compute in");
    }
  };
  switch (options.distribution) {
  case Distribution::Normal:
    return fill([&](size_t i) { return drawNormal(random, i); });
  case Distribution::StudentT:
    return fill(
        [&](size_t i) { return drawStudentT(random, i, degreesOfFreedom); });
  case Distribution::Laplace:
    return fill([&](size_t i) { return drawLaplace(random, i); });
  case Distribution::Uniform:
    return fill([&](size_t i) { return 2 * random.unit(i) - 1; });
  case Distribution::Few: {
    std::vector<double> values(options.distinctValues);
    RandomStream valueStream = stream(Purpose::DistinctValues);
    for (size_t i = 0; i != values.size(); ++i)
      values[i] = drawNormal(valueStream, i);
    return fill(
        [&](size_t i) { return values[random.bits(i) % values.size()]; });
  }
  }
}
