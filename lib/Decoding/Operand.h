// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tables and parameters: small operands, parts of which are read again and
// again.

#ifndef COREAI_LIB_DECODING_OPERAND_H
#define COREAI_LIB_DECODING_OPERAND_H

#include "coreai/Decoding/Source.h"

namespace coreai::decoding {

/// A source's elements at hand, if they aren't too many for that.
class Operand {
public:
  /// An operand that \p elements are computed with.
  Operand(SourcePtr source, size_t elements);

  const Source &source() const { return *data; }

  /// Whether elements are read from memory.
  bool isCached() const { return !values.empty(); }

  /// Elements [begin, begin + n): where they are kept, or computed into
  /// \p scratch [n].
  const double *view(size_t begin, size_t n, double *scratch) const;

  /// The element at \p index.
  double operator[](size_t index) const {
    double scratch;
    return *view(index, 1, &scratch);
  }

private:
  SourcePtr data;
  std::optional<double> uniform;
  std::vector<double> values;
};

} // namespace coreai::decoding

#endif // COREAI_LIB_DECODING_OPERAND_H
