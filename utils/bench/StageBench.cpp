// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Micro-benchmarks of the stages that a weight passes through: count its
// values, solve for centroids, store them, assign elements, pack indices; and
// for vectors, seed and assign. Each runs in one thread unless its name says
// otherwise, and reports elements per second.

#include "Clustering/Scalar/DistinctValues.h"
#include "Clustering/Scalar/EntryLookup.h"
#include "Clustering/Scalar/Histogram.h"
#include "Clustering/Scalar/StoredTable.h"
#include "Clustering/Vector/Codebook.h"
#include "Clustering/Vector/Kernels.h"
#include "coreai/Clustering/KMeans1D.h"
#include "coreai/Clustering/Palettizer.h"
#include "coreai/Elements/BitPacking.h"
#include "coreai/Elements/FloatFormat.h"

#include <benchmark/benchmark.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <random>
#include <vector>

using namespace coreai;
using namespace coreai::clustering;
using elements::FloatFormat;
using elements::loadPattern;

//===----------------------------------------------------------------------===//
// Inputs
//===----------------------------------------------------------------------===//

/// Normal numbers, as all inputs here are: what a stage costs depends on how
/// many values there are, and little on how they lie.
static std::vector<std::byte> makeWeight(FloatFormat format, size_t elements) {
  std::mt19937_64 random(elements);
  std::normal_distribution<double> normal(0, 0.02);
  std::vector<std::byte> weight(elements * elements::byteWidth(format));
  for (size_t i = 0; i < elements; ++i)
    elements::store(format, weight.data(), i, normal(random));
  return weight;
}

/// Distinct ascending values, as many as asked for: quantiles of a normal
/// distribution, and what each counts.
static DistinctValues makeValues(size_t count) {
  std::mt19937_64 random(count);
  std::normal_distribution<double> normal(0, 0.02);
  DistinctValues distinct;
  std::vector<double> values(count);
  for (double &value : values)
    value = normal(random);
  std::sort(values.begin(), values.end());
  for (double value : values)
    distinct.append(value, 1 + static_cast<double>(random() % 16));
  return distinct;
}

/// A weight that is one group.
static PaletteRequest describe(FloatFormat format,
                               const std::vector<std::byte> &weight) {
  PaletteRequest result;
  result.format = format;
  result.weight = weight;
  result.groups.channels = weight.size() / elements::byteWidth(format);
  result.groups.groupChannels = result.groups.channels;
  return result;
}

static void setElements(benchmark::State &state, size_t elements) {
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(elements));
}

/// One thread, so that stages compare with each other.
static tbb::task_arena &oneThread() {
  static tbb::task_arena arena(1);
  return arena;
}

//===----------------------------------------------------------------------===//
// Count
//===----------------------------------------------------------------------===//

/// Value by value: 16-bit patterns are counted, if there are enough of them,
/// and others sorted.
template <FloatFormat format>
static void countValues(benchmark::State &state) {
  size_t elements = static_cast<size_t>(state.range(0));
  std::vector<std::byte> data = makeWeight(format, elements);
  PaletteRequest request = describe(format, data);
  DistinctScratch scratch;
  DistinctValues result;
  oneThread().execute([&] {
    while (state.KeepRunning()) {
      result.reset({request, 0});
      benchmark::DoNotOptimize(collectDistinct({request, 0}, scratch, result));
    }
  });
  setElements(state, elements);
}
BENCHMARK(countValues<FloatFormat::F16>)
    ->Name("count/f16")
    ->RangeMultiplier(16)
    ->Range(1 << 12, 1 << 24);
BENCHMARK(countValues<FloatFormat::F32>)
    ->Name("count/f32")
    ->RangeMultiplier(16)
    ->Range(1 << 12, 1 << 20);

/// What fast mode does with large groups instead.
static void countBins(benchmark::State &state) {
  size_t elements = static_cast<size_t>(state.range(0));
  std::vector<std::byte> data = makeWeight(FloatFormat::F32, elements);
  PaletteRequest request = describe(FloatFormat::F32, data);
  DistinctValues result;
  oneThread().execute([&] {
    while (state.KeepRunning()) {
      result.reset({request, 0});
      collectHistogram({request, 0}, result);
    }
  });
  setElements(state, elements);
}
BENCHMARK(countBins)
    ->Name("count/f32-histogram")
    ->RangeMultiplier(4)
    ->Range(1 << 20, 1 << 24);

//===----------------------------------------------------------------------===//
// Solve
//===----------------------------------------------------------------------===//

/// Arguments: values, clusters. Items are values.
static void solve(benchmark::State &state) {
  DistinctValues distinct = makeValues(static_cast<size_t>(state.range(0)));
  KMeans1DSolver solver;
  while (state.KeepRunning())
    benchmark::DoNotOptimize(solver
                                 .solve(distinct.values, distinct.weights,
                                        static_cast<unsigned>(state.range(1)))
                                 .error);
  setElements(state, distinct.values.size());
}
BENCHMARK(solve)->Name("solve")->ArgsProduct(
    {{1 << 9, 1 << 12, 1 << 15, 1 << 18}, {2, 16, 64, 256}});

/// From centroids to entries that a table can hold. Arguments as above.
static void roundCentroids(benchmark::State &state) {
  DistinctValues distinct = makeValues(static_cast<size_t>(state.range(0)));
  std::vector<double> centroids =
      solveKMeans1D(distinct.values, distinct.weights,
                    static_cast<unsigned>(state.range(1)))
          .centroids;
  TableLevels levels(FloatFormat::F16, 1);
  while (state.KeepRunning())
    benchmark::DoNotOptimize(roundToLevels(distinct, levels, centroids));
  setElements(state, distinct.values.size());
}
BENCHMARK(roundCentroids)
    ->Name("round/f16")
    ->ArgsProduct({{1 << 12, 1 << 15}, {16, 256}});

//===----------------------------------------------------------------------===//
// Assign
//===----------------------------------------------------------------------===//

/// A table of quantiles, as thresholds.
template <FloatFormat format>
static std::vector<PatternOf<format>> makeThresholds(unsigned bits) {
  size_t entries = size_t(1) << bits;
  DistinctValues distinct = makeValues(entries * 64);
  std::vector<double> decoded;
  decoded.reserve(entries);
  for (size_t e = 0; e < entries; ++e)
    decoded.push_back(elements::decode(
        format, elements::encode(format, distinct.values[e * 64 + 32])));
  std::vector<PatternOf<format>> thresholds(entries);
  computeThresholds<format, PatternOf<format>>(decoded, thresholds);
  return thresholds;
}

template <typename Bits, typename Lookup>
static void assign(benchmark::State &state, const std::vector<std::byte> &data,
                   const Lookup &lookup) {
  size_t elements = data.size() / sizeof(Bits);
  std::vector<uint8_t> labels(elements);
  while (state.KeepRunning()) {
    for (size_t i = 0; i < elements; ++i)
      labels[i] = lookup(loadPattern<Bits>(data.data(), i));
    benchmark::ClobberMemory();
  }
  setElements(state, elements);
}

/// Argument: bits of an index.
template <FloatFormat format>
static void assignBySearch(benchmark::State &state) {
  using Bits = PatternOf<format>;
  unsigned bits = static_cast<unsigned>(state.range(0));
  std::vector<Bits> thresholds = makeThresholds<format>(bits);
  assign<Bits>(state, makeWeight(format, 1 << 18),
               SearchLookup<Bits>{thresholds.data(), bits});
}
BENCHMARK(assignBySearch<FloatFormat::F16>)
    ->Name("assign/f16-search")
    ->Arg(1)
    ->Arg(4)
    ->Arg(8);
BENCHMARK(assignBySearch<FloatFormat::F32>)
    ->Name("assign/f32-search")
    ->Arg(1)
    ->Arg(4)
    ->Arg(8);

template <FloatFormat format>
static void assignByCell(benchmark::State &state) {
  using Bits = PatternOf<format>;
  unsigned bits = static_cast<unsigned>(state.range(0));
  std::vector<Bits> thresholds = makeThresholds<format>(bits);
  std::vector<uint8_t> cells;
  assign<Bits>(state, makeWeight(format, 1 << 18),
               CellLookup<Bits>(thresholds, cells));
}
BENCHMARK(assignByCell<FloatFormat::F16>)
    ->Name("assign/f16-cells")
    ->Arg(1)
    ->Arg(4)
    ->Arg(8);
BENCHMARK(assignByCell<FloatFormat::F32>)
    ->Name("assign/f32-cells")
    ->Arg(1)
    ->Arg(4)
    ->Arg(8);

//===----------------------------------------------------------------------===//
// Pack
//===----------------------------------------------------------------------===//

/// Argument: bits of an index.
static void pack(benchmark::State &state) {
  unsigned bits = static_cast<unsigned>(state.range(0));
  std::mt19937 random(bits);
  std::vector<uint8_t> labels(1 << 20);
  for (uint8_t &label : labels)
    label = static_cast<uint8_t>(random() & ((1u << bits) - 1));
  std::vector<std::byte> packed(elements::packedSize(labels.size(), bits));
  while (state.KeepRunning()) {
    elements::pack(labels, bits, packed);
    benchmark::ClobberMemory();
  }
  setElements(state, labels.size());
}
BENCHMARK(pack)->Name("pack")->Arg(1)->Arg(2)->Arg(3)->Arg(4)->Arg(6)->Arg(8);

//===----------------------------------------------------------------------===//
// Vectors
//===----------------------------------------------------------------------===//

/// Tiles of normal vectors of length \p dim.
static std::vector<TileBuffer> makeTiles(size_t count, size_t dim) {
  std::mt19937_64 random(dim);
  std::normal_distribution<float> normal(0, 0.2f);
  std::vector<TileBuffer> tiles(count);
  for (TileBuffer &tile : tiles)
    for (size_t d = 0; d < dim; ++d)
      for (float &value : tile.values[d])
        value = normal(random);
  return tiles;
}

/// The inner loop of Lloyd's iteration. Arguments: length of vectors, entries.
/// Items are vectors.
static void assignVectors(benchmark::State &state) {
  size_t dim = static_cast<size_t>(state.range(0));
  size_t entries = static_cast<size_t>(state.range(1));
  std::vector<TileBuffer> tiles = makeTiles(16, dim);
  std::mt19937_64 random(entries);
  std::normal_distribution<float> normal(0, 0.2f);
  std::vector<double> codes(entries * dim);
  for (double &code : codes)
    code = normal(random);
  Codebook codebook(entries, dim, /*weighted=*/false);
  codebook.assign(codes);
  TileLabels labels;
  while (state.KeepRunning())
    for (const TileBuffer &tile : tiles) {
      findNearest({tile.values[0].data(), nullptr, kTileVectors}, codebook,
                  labels);
      benchmark::DoNotOptimize(labels);
    }
  setElements(state, tiles.size() * kTileVectors);
}
BENCHMARK(assignVectors)
    ->Name("vectors/assign")
    ->ArgsProduct({{2, 4, 8, 16}, {16, 256}});

/// The inner loop of seeding. Argument: length of vectors.
static void seedVectors(benchmark::State &state) {
  size_t dim = static_cast<size_t>(state.range(0));
  std::vector<TileBuffer> tiles = makeTiles(16, dim);
  std::vector<float> point(dim, 0.01f);
  TileRow bounds; // For its alignment.
  bounds.fill(1e30f);
  while (state.KeepRunning())
    for (const TileBuffer &tile : tiles)
      benchmark::DoNotOptimize(
          lowerDistances({tile.values[0].data(), nullptr, kTileVectors}, dim,
                         point.data(), bounds.data(), bounds.data()));
  setElements(state, tiles.size() * kTileVectors);
}
BENCHMARK(seedVectors)->Name("vectors/seed")->Arg(2)->Arg(4)->Arg(8)->Arg(16);

BENCHMARK_MAIN();
