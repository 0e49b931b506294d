// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Micro-benchmarks of decoding: what one thread needs to turn a compressed
// weight of 1024 rows and 4096 columns into bytes. Named by the chain of ops
// and the type of the result.

#include "coreai/Decoding/Source.h"

#include <benchmark/benchmark.h>

#include <functional>
#include <random>
#include <string>
#include <vector>

using namespace coreai::decoding;

static constexpr size_t kRows = 1024;
static constexpr size_t kColumns = 4096;

/// Bits that are all as likely: indices, quantized data.
static SourcePtr randomBits(ElementType type, const Shape &shape) {
  std::mt19937_64 random(elementCount(shape));
  std::vector<std::byte> bytes(storageSize(type, elementCount(shape)));
  for (std::byte &byte : bytes)
    byte = std::byte(random());
  return makeConstant(type, shape, std::move(bytes));
}

/// Normal numbers: table entries, scales, values.
static SourcePtr normal(ElementType type, const Shape &shape) {
  std::mt19937_64 random(elementCount(shape));
  std::normal_distribution<double> distribution(0, 0.02);
  std::vector<double> values(elementCount(shape));
  for (double &value : values)
    value = distribution(random);
  convert(type, values);
  std::vector<std::byte> bytes(storageSize(type, values.size()));
  encodeElements(type, values, bytes);
  return makeConstant(type, shape, std::move(bytes));
}

/// Tables in \p counts blocks, for indices of \p type.
static SourcePtr look(ElementType type, Shape counts, ElementType entryType) {
  counts.insert(counts.end(), {size_t(1) << storageBits(type), 1});
  return makeLutToDense(randomBits(type, {kRows, kColumns}),
                        normal(entryType, counts), 0);
}

/// Scales in \p counts blocks, without offsets.
static SourcePtr scale(const SourcePtr &data, const Shape &counts,
                       ElementType type) {
  return makeBlockwiseShiftScale(data, normal(type, counts),
                                 makeSplat(data->type(), counts, 0),
                                 makeSplat(type, counts, 0));
}

static SourcePtr sparse(ElementType type) {
  SourcePtr mask = randomBits(ElementType::UI1, {kRows, kColumns});
  return makeSparseToDense(normal(type, {countOnes(*mask)}), mask);
}

static void decode(benchmark::State &state,
                   const std::function<SourcePtr()> &makeSource) {
  SourcePtr source = makeSource();
  constexpr size_t block = size_t(1) << 16;
  std::vector<std::byte> bytes(storageSize(source->type(), block));
  while (state.KeepRunning())
    for (size_t begin = 0; begin < source->size(); begin += block) {
      source->encode(begin, block, bytes);
      benchmark::DoNotOptimize(bytes.data());
    }
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations()) *
                          static_cast<int64_t>(source->size()));
}

static void registerChains(const std::string &name, ElementType type) {
  auto add = [&](const std::string &chain, std::function<SourcePtr()> make) {
    benchmark::RegisterBenchmark(("decode/" + chain + "/" + name).c_str(),
                                 decode, std::move(make));
  };
  using enum ElementType;
  Shape one = {1, 1}, rows = {kRows, 1}, columns = {1, kColumns};
  Shape blocks = {kRows, kColumns / 32};
  add("table4", [=] { return look(UI4, one, type); });
  add("table8", [=] { return look(UI8, one, type); });
  add("table4-rows", [=] { return look(UI4, rows, type); });
  add("table4-columns", [=] { return look(UI4, columns, type); });
  add("table4-scale-rows",
      [=] { return scale(look(UI4, one, type), rows, type); });
  add("table4-scale-columns",
      [=] { return scale(look(UI4, one, type), columns, type); });
  add("table4-cast", [=] { return makeCast(look(UI4, one, SI8), type); });
  add("si8-scale-rows",
      [=] { return scale(randomBits(SI8, {kRows, kColumns}), rows, type); });
  add("si4-scale-blocks",
      [=] { return scale(randomBits(SI4, {kRows, kColumns}), blocks, type); });
  add("sparse", [=] { return sparse(type); });
}

/// Registers at start-up, for the main function of StageBench.cpp.
static const bool kRegistered = [] {
  registerChains("f16", ElementType::F16);
  registerChains("bf16", ElementType::BF16);
  registerChains("f32", ElementType::F32);
  return true;
}();
