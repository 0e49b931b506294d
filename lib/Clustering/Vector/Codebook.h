// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The entries that vectors are compared to.

#ifndef COREAI_LIB_CLUSTERING_VECTOR_CODEBOOK_H
#define COREAI_LIB_CLUSTERING_VECTOR_CODEBOOK_H

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace coreai::clustering {

/// The largest table.
inline constexpr size_t kMaxTableSize = 256;

/// Up to 256 vectors: the exact ones, and what the kernels derive from them.
class Codebook {
public:
  Codebook(size_t size, size_t dim, bool weighted);

  /// Replaces the entries by \p entries [size, dim], of magnitudes up to one or
  /// little more.
  void assign(std::span<const double> entries);

  size_t size() const { return count; }
  size_t dim() const { return length; }
  bool isWeighted() const { return weighted; }

  /// The entry nearest to \p vector [dim] in squared distance weighted with \p
  /// weights [dim], as double computes it, component by component. The first of
  /// several.
  uint8_t nearest(const double *vector, const double *weights) const;

  /// What a score is made of: for each entry |c|^2 / 2 and -c, or for weighted
  /// vectors the pairs of c_d^2 / 2 and -c_d.
  const float *terms() const { return scoreTerms.data(); }
  size_t termStride() const { return weighted ? 2 * length : length + 1; }

private:
  size_t count;
  size_t length;
  bool weighted;
  std::vector<double> components; // [dim, size], for loops over entries.
  std::vector<float> scoreTerms;  // [size, termStride()]
};

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_VECTOR_CODEBOOK_H
