// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Random weights: numbers with the distributions that trained weights have, or
// that are hard for a compressor, as bytes in a weight's own format.

#ifndef COREAI_UTILS_GEN_WEIGHTS_H
#define COREAI_UTILS_GEN_WEIGHTS_H

#include "coreai/Elements/FloatFormat.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace coreai::gen {

enum class Distribution : uint8_t {
  Normal,   // What most initialisations draw, and trained layers stay close to.
  StudentT, // Heavier tails: a few outliers far from the rest.
  Laplace,  // A sharp peak at the mean, exponential tails.
  Uniform,  // No tails.
  Few       // A few distinct values, so that a small palette is exact.
};

/// What all weights of a program have in common.
struct WeightOptions {
  elements::FloatFormat format = elements::FloatFormat::F16;
  Distribution distribution = Distribution::Normal;

  /// Standard deviation; for Uniform half the width. 0.02 is what GPT-2 starts
  /// from, and in the range of what trained transformers end with.
  double scale = 0.02;

  /// Every output channel is multiplied by a factor of its own, whose natural
  /// logarithm is normal with mean 0 and this standard deviation.
  double rowScaleSpread = 0;

  /// Of StudentT. Above 2, or the variance isn't finite; at most a few hundred,
  /// where the distribution becomes normal.
  double degreesOfFreedom = 5;

  /// Of Few: how many values a weight's elements choose from, before factors
  /// of channels. They are drawn from the normal distribution.
  int64_t distinctValues = 16;

  uint64_t seed = 0;
};

/// One weight of a program.
struct WeightLayout {
  /// Tells the weights of a program apart: equal indices give equal elements.
  uint64_t index;

  /// Row-major element i belongs to output channel (i / inner) % channels.
  size_t channels;
  size_t inner;

  /// Added to every element.
  double mean = 0;
};

/// Fills a weight with random elements.
///
/// Shapes:  \p bytes holds a whole number of elements of `options.format`, all
///          of which are overwritten.
/// Returns: nothing. Element i depends on \p options, \p layout and i alone, so
///          the bytes are the same for any number of threads. Elements are
///          rounded to nearest; one beyond the largest finite number becomes
///          that number.
/// Errors:  none reported: options are asserted to be in range. Logarithms,
///          powers and cosines are the C library's, in single precision; one
///          that rounds them differently rounds some elements differently.
///
/// Runs in the caller's TBB arena.
void fillWeight(const WeightOptions &options, const WeightLayout &layout,
                std::span<std::byte> bytes);

} // namespace coreai::gen

#endif // COREAI_UTILS_GEN_WEIGHTS_H
