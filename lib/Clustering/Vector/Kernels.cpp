// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The kernels that convert, label and measure tiles of vectors, compiled once
// per instruction set.

// The loops keep arrays of vectors, which must have a fixed size.
#define HWY_DISABLED_TARGETS                                                   \
  (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "Clustering/Vector/Kernels.cpp"
#include "Clustering/Vector/Kernels.h"

#include <hwy/foreach_target.h> // Must come before highway.h.
#include <hwy/highway.h>

#include <bit>
#include <cfloat>
#include <cstring>

HWY_BEFORE_NAMESPACE();
namespace coreai::clustering::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using FloatTag = hn::ScalableTag<float>;
using Floats = hn::Vec<FloatTag>;
using Ints = hn::Vec<hn::RebindToSigned<FloatTag>>;

static constexpr FloatTag floats;
static constexpr hn::RebindToSigned<FloatTag> ints;
static constexpr hn::Rebind<uint8_t, FloatTag> bytes;
static constexpr size_t kLanes = HWY_LANES(float);

//===----------------------------------------------------------------------===//
// Conversion
//===----------------------------------------------------------------------===//

template <typename Element>
static Floats loadAsFloats(const std::byte *source) {
  const auto *elements = reinterpret_cast<const Element *>(source);
  if constexpr (sizeof(Element) == sizeof(float)) {
    return hn::LoadU(floats, elements);
  } else {
    constexpr hn::Rebind<Element, FloatTag> narrow;
    return hn::PromoteTo(floats, hn::LoadU(narrow, elements));
  }
}

template <typename Element>
static void convert(const std::byte *source, size_t count, float factor1,
                    float factor2, float *out) {
  Floats first = hn::Set(floats, factor1);
  Floats second = hn::Set(floats, factor2);
  auto product = [&](const std::byte *from) {
    return hn::Mul(hn::Mul(loadAsFloats<Element>(from), first), second);
  };
  size_t i = 0;
  for (; i + kLanes <= count; i += kLanes)
    hn::StoreU(product(source + i * sizeof(Element)), floats, out + i);
  if (i == count)
    return;
  std::byte rest[kLanes * sizeof(Element)] = {};
  std::memcpy(rest, source + i * sizeof(Element),
              (count - i) * sizeof(Element));
  float converted[kLanes];
  hn::StoreU(product(rest), floats, converted);
  std::memcpy(out + i, converted, (count - i) * sizeof(float));
}

static void convertToFloatImpl(elements::FloatFormat format,
                               const std::byte *source, size_t count,
                               float factor1, float factor2, float *out) {
  switch (format) {
  case elements::FloatFormat::F16:
    return convert<hwy::float16_t>(source, count, factor1, factor2, out);
  case elements::FloatFormat::BF16:
    return convert<hwy::bfloat16_t>(source, count, factor1, factor2, out);
  default:
    return convert<float>(source, count, factor1, factor2, out);
  }
}

//===----------------------------------------------------------------------===//
// Nearest entries
//===----------------------------------------------------------------------===//

/// The scores of a few lanes' vectors against one entry after another. A
/// vector's components stay in registers if their number is known at compile
/// time; otherwise, \p staticDim is 0, and they come from the level-1 cache.
template <size_t staticDim, bool weighted, size_t unroll>
class Scores {
public:
  Scores(const float *factors, const float *weights, size_t dim)
      : factors(factors), weights(weights), dim(dim) {
    if constexpr (staticDim > 0)
      for (size_t d = 0; d < staticDim; ++d)
        for (size_t u = 0; u < unroll; ++u) {
          held[d][u] = load(factors, d, u);
          if constexpr (weighted)
            heldWeights[d][u] = load(weights, d, u);
        }
  }

  HWY_INLINE void operator()(const float *terms, Floats (&scores)[unroll]) {
    for (size_t u = 0; u < unroll; ++u)
      scores[u] = weighted ? hn::Zero(floats) : hn::Set(floats, terms[0]);
    size_t count = staticDim ? staticDim : dim;
    for (size_t d = 0; d < count; ++d)
      addComponent(terms, d, scores);
  }

private:
  static HWY_INLINE Floats load(const float *from, size_t d, size_t u) {
    return hn::Load(floats, from + d * kTileVectors + u * kLanes);
  }

  HWY_INLINE void addComponent(const float *terms, size_t d,
                               Floats (&scores)[unroll]) {
    Floats entry = hn::Set(floats, terms[weighted ? 2 * d + 1 : d + 1]);
    for (size_t u = 0; u < unroll; ++u) {
      Floats factor = staticDim ? held[d][u] : load(factors, d, u);
      if constexpr (weighted) {
        Floats square = hn::Set(floats, terms[2 * d]);
        Floats weight = staticDim ? heldWeights[d][u] : load(weights, d, u);
        scores[u] = hn::MulAdd(weight, square, scores[u]);
      }
      scores[u] = hn::MulAdd(factor, entry, scores[u]);
    }
  }

  const float *factors;
  const float *weights;
  size_t dim;
  Floats held[staticDim ? staticDim : 1][unroll];
  Floats heldWeights[staticDim ? staticDim : 1][unroll];
};

/// Appends the positions of set lanes to the doubtful ones.
template <typename Mask>
static HWY_INLINE void appendDoubtful(Mask mask, size_t position, size_t count,
                                      TileLabels &out) {
  uint8_t bits[8] = {};
  hn::StoreMaskBits(floats, mask, bits);
  uint64_t word;
  std::memcpy(&word, bits, sizeof(word));
  for (; word; word &= word - 1) {
    size_t vector = position + static_cast<size_t>(std::countr_zero(word));
    if (vector < count)
      out.doubtful[out.numDoubtful++] = static_cast<uint8_t>(vector);
  }
}

/// Labels unroll * kLanes vectors from \p position on. \p factors are the
/// tile's values, or their products with the weights.
template <size_t staticDim, bool weighted, size_t unroll>
static HWY_INLINE void labelLanes(const Tile &tile, const float *factors,
                                  const Codebook &codebook, size_t position,
                                  TileLabels &out) {
  Scores<staticDim, weighted, unroll> scoresOf(
      factors + position, weighted ? tile.weights + position : nullptr,
      codebook.dim());
  Floats best[unroll], second[unroll];
  Ints label[unroll];
  for (size_t u = 0; u < unroll; ++u) {
    best[u] = second[u] = hn::Set(floats, FLT_MAX);
    label[u] = hn::Zero(ints);
  }
  const float *terms = codebook.terms();
  size_t stride = codebook.termStride();
  int entries = static_cast<int>(codebook.size());
  for (int entry = 0; entry < entries; ++entry, terms += stride) {
    Floats scores[unroll];
    scoresOf(terms, scores);
    Ints current = hn::Set(ints, entry);
    for (size_t u = 0; u < unroll; ++u) {
      auto isBetter = hn::RebindMask(ints, hn::Lt(scores[u], best[u]));
      label[u] = hn::IfThenElse(isBetter, current, label[u]);
      second[u] = hn::Min(second[u], hn::Max(scores[u], best[u]));
      best[u] = hn::Min(best[u], scores[u]);
    }
  }

  // Roundings on the way: of entry and vector when they became floats, of the
  // entry's square, of the factor, and of two operations per term.
  size_t dim = codebook.dim();
  float roundings = static_cast<float>(weighted ? 4 * dim + 8 : 2 * dim + 6);
  Floats relative = hn::Set(floats, roundings * 0x1p-24f);
  for (size_t u = 0; u < unroll; ++u) {
    size_t lanes = position + u * kLanes;
    Floats norm = hn::Zero(floats);
    for (size_t d = 0; d < dim; ++d)
      norm = hn::MulAdd(
          hn::Load(floats, factors + d * kTileVectors + lanes),
          hn::Load(floats, tile.values + d * kTileVectors + lanes), norm);
    // Somewhat more than the bound, for the errors of its own evaluation. The
    // last term covers products too small to be normal numbers.
    Floats extent = hn::MulAdd(hn::Set(floats, 12.0f), norm,
                               hn::Mul(hn::Set(floats, 4.0f), best[u]));
    Floats margin = hn::MulAdd(relative, extent, hn::Set(floats, 0x1p-120f));
    auto isDoubtful = hn::Le(hn::Sub(second[u], best[u]), margin);
    hn::StoreU(hn::DemoteTo(bytes, label[u]), bytes, out.labels.data() + lanes);
    if (HWY_UNLIKELY(!hn::AllFalse(floats, isDoubtful)))
      appendDoubtful(isDoubtful, lanes, tile.count, out);
  }
}

template <size_t staticDim, bool weighted, size_t unroll>
static void labelTile(const Tile &tile, const Codebook &codebook,
                      TileLabels &out) {
  alignas(64) float products[weighted ? kMaxDim * kTileVectors : 1];
  const float *factors = tile.values;
  if constexpr (weighted) {
    for (size_t i = 0; i < codebook.dim() * kTileVectors; i += kLanes)
      hn::Store(hn::Mul(hn::Load(floats, tile.values + i),
                        hn::Load(floats, tile.weights + i)),
                floats, products + i);
    factors = products;
  }
  out.numDoubtful = 0;
  for (size_t i = 0; i < tile.count; i += unroll * kLanes)
    labelLanes<staticDim, weighted, unroll>(tile, factors, codebook, i, out);
}

/// Unrolled as far as a vector's components fit the registers.
template <bool weighted>
static void labelTileOfDim(const Tile &tile, const Codebook &codebook,
                           TileLabels &out) {
  switch (codebook.dim()) {
  case 2:
    return labelTile<2, weighted, weighted ? 2 : 4>(tile, codebook, out);
  case 3:
    return labelTile<3, weighted, 2>(tile, codebook, out);
  case 4:
    return labelTile<4, weighted, 2>(tile, codebook, out);
  default:
    return labelTile<0, weighted, 4>(tile, codebook, out);
  }
}

static void findNearestImpl(const Tile &tile, const Codebook &codebook,
                            TileLabels &out) {
  static_assert(kTileVectors % (4 * kLanes) == 0);
  if (codebook.isWeighted())
    labelTileOfDim<true>(tile, codebook, out);
  else
    labelTileOfDim<false>(tile, codebook, out);
}

//===----------------------------------------------------------------------===//
// Distances to one point
//===----------------------------------------------------------------------===//

/// Products and sums are rounded apart, since not every instruction set fuses
/// them, and lanes are added up as if there were always 16.
template <bool weighted>
static double lowerDistancesOf(const Tile &tile, size_t dim, const float *point,
                               const float *bounds, float *out) {
  constexpr size_t kSumLanes = 16;
  static_assert(kSumLanes % kLanes == 0 && kTileVectors % kSumLanes == 0);
  alignas(64) float sums[kSumLanes] = {};
  for (size_t i = 0; i < tile.count; i += kLanes) {
    Floats distance = hn::Zero(floats);
    for (size_t d = 0; d < dim; ++d) {
      Floats value = hn::Load(floats, tile.values + d * kTileVectors + i);
      Floats difference = hn::Sub(value, hn::Set(floats, point[d]));
      Floats square = hn::Mul(difference, difference);
      if constexpr (weighted)
        square = hn::Mul(square,
                         hn::Load(floats, tile.weights + d * kTileVectors + i));
      distance = hn::Add(distance, square);
    }
    distance = hn::Min(distance, hn::Load(floats, bounds + i));
    hn::Store(distance, floats, out + i);
    float *sum = sums + i % kSumLanes;
    hn::Store(hn::Add(hn::Load(floats, sum), distance), floats, sum);
  }
  double total = 0;
  for (float sum : sums)
    total += sum;
  return total;
}

static double lowerDistancesImpl(const Tile &tile, size_t dim,
                                 const float *point, const float *bounds,
                                 float *out) {
  return tile.weights ? lowerDistancesOf<true>(tile, dim, point, bounds, out)
                      : lowerDistancesOf<false>(tile, dim, point, bounds, out);
}

} // namespace coreai::clustering::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace coreai::clustering {

HWY_EXPORT(convertToFloatImpl);
HWY_EXPORT(findNearestImpl);
HWY_EXPORT(lowerDistancesImpl);

void convertToFloat(elements::FloatFormat format, const std::byte *source,
                    size_t count, float factor1, float factor2, float *out) {
  HWY_DYNAMIC_DISPATCH(convertToFloatImpl)
  (format, source, count, factor1, factor2, out);
}

void findNearest(const Tile &tile, const Codebook &codebook, TileLabels &out) {
  HWY_DYNAMIC_DISPATCH(findNearestImpl)(tile, codebook, out);
}

double lowerDistances(const Tile &tile, size_t dim, const float *point,
                      const float *bounds, float *out) {
  return HWY_DYNAMIC_DISPATCH(lowerDistancesImpl)(tile, dim, point, bounds,
                                                  out);
}

} // namespace coreai::clustering
#endif // HWY_ONCE
