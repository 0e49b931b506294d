// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Micro-benchmarks of decoding: what one thread needs to turn a compressed
// weight of 1024 rows and 4096 columns into bytes. Named by the chain of ops
// and the type of the result.

#include "coreai/Decoding/Source.h"

#include <benchmark/benchmark.h>

#include <random>
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

//===----------------------------------------------------------------------===//
// Chains
//===----------------------------------------------------------------------===//

static SourcePtr table4(ElementType type) {
  return look(ElementType::UI4, {1, 1}, type);
}
static SourcePtr table8(ElementType type) {
  return look(ElementType::UI8, {1, 1}, type);
}
static SourcePtr table4PerRow(ElementType type) {
  return look(ElementType::UI4, {kRows, 1}, type);
}
static SourcePtr table4PerColumn(ElementType type) {
  return look(ElementType::UI4, {1, kColumns}, type);
}
static SourcePtr table4ScalePerRow(ElementType type) {
  return scale(table4(type), {kRows, 1}, type);
}
static SourcePtr table4ScalePerColumn(ElementType type) {
  return scale(table4(type), {1, kColumns}, type);
}
static SourcePtr table4Cast(ElementType type) {
  return makeCast(table4(ElementType::SI8), type);
}
static SourcePtr si8ScalePerRow(ElementType type) {
  return scale(randomBits(ElementType::SI8, {kRows, kColumns}), {kRows, 1},
               type);
}
static SourcePtr si4ScaleBlocks(ElementType type) {
  return scale(randomBits(ElementType::SI4, {kRows, kColumns}),
               {kRows, kColumns / 32}, type);
}
static SourcePtr sparse(ElementType type) {
  SourcePtr mask = randomBits(ElementType::UI1, {kRows, kColumns});
  return makeSparseToDense(normal(type, {countOnes(*mask)}), mask);
}

static void decode(benchmark::State &state, SourcePtr (*chain)(ElementType),
                   ElementType type) {
  SourcePtr source = chain(type);
  constexpr size_t block = size_t(1) << 16;
  std::vector<std::byte> bytes(storageSize(type, block));
  while (state.KeepRunning())
    for (size_t begin = 0; begin < source->size(); begin += block) {
      source->encode(begin, block, bytes);
      benchmark::DoNotOptimize(bytes.data());
    }
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations()) *
                          static_cast<int64_t>(source->size()));
}

#define DECODE(name, chain)                                                    \
  BENCHMARK_CAPTURE(decode, f16, chain, ElementType::F16)                      \
      ->Name("decode/" name "/f16");                                           \
  BENCHMARK_CAPTURE(decode, bf16, chain, ElementType::BF16)                    \
      ->Name("decode/" name "/bf16");                                          \
  BENCHMARK_CAPTURE(decode, f32, chain, ElementType::F32)                      \
      ->Name("decode/" name "/f32")

DECODE("table4", table4);
DECODE("table8", table8);
DECODE("table4-rows", table4PerRow);
DECODE("table4-columns", table4PerColumn);
DECODE("table4-scale-rows", table4ScalePerRow);
DECODE("table4-scale-columns", table4ScalePerColumn);
DECODE("table4-cast", table4Cast);
DECODE("si8-scale-rows", si8ScalePerRow);
DECODE("si4-scale-blocks", si4ScaleBlocks);
DECODE("sparse", sparse);
