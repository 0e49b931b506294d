// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Numbers of twice the precision of double, held as the unevaluated sum of two
// doubles. Running sums need them: the sums grow, their differences stay small,
// and what a double rounds off is what remains of the difference.
//
// Source: T. J. Dekker, "A Floating-Point Technique for Extending the Available
//         Precision", Numerische Mathematik 18, 1971, doi:10.1007/BF01397083.

#ifndef COREAI_LIB_CLUSTERING_EXACT_DOUBLEDOUBLE_H
#define COREAI_LIB_CLUSTERING_EXACT_DOUBLEDOUBLE_H

namespace coreai::clustering {

/// The sum high + low, where low is what high rounds off.
struct DoubleDouble {
  double high = 0;
  double low = 0;

  explicit operator double() const { return high + low; }
};

/// a + b without rounding error.
inline DoubleDouble exactSum(double a, double b) {
  double sum = a + b;
  double bRounded = sum - a;
  return {sum, (a - (sum - bRounded)) + (b - bRounded)};
}

/// a + b without rounding error, provided that |a| >= |b| or a is zero.
inline DoubleDouble exactSumOrdered(double a, double b) {
  double sum = a + b;
  return {sum, b - (sum - a)};
}

/// a * b without rounding error, as long as neither 2^27 times a factor
/// overflows nor the last bits of the product underflow.
inline DoubleDouble exactProduct(double a, double b) {
  // Split each factor into halves of 26 bits, whose products are exact. A
  // fused multiply-add would do it in one instruction, but not every x86-64
  // has one, and its emulation is slower than this.
  constexpr double kSplitter = 0x1p27 + 1;
  double aSplit = kSplitter * a, aHigh = aSplit - (aSplit - a);
  double bSplit = kSplitter * b, bHigh = bSplit - (bSplit - b);
  double aLow = a - aHigh, bLow = b - bHigh;
  double product = a * b;
  double error =
      ((aHigh * bHigh - product) + aHigh * bLow + aLow * bHigh) + aLow * bLow;
  return {product, error};
}

inline DoubleDouble operator+(DoubleDouble a, DoubleDouble b) {
  DoubleDouble sum = exactSum(a.high, b.high);
  return exactSumOrdered(sum.high, sum.low + (a.low + b.low));
}

inline DoubleDouble operator-(DoubleDouble a, DoubleDouble b) {
  return a + DoubleDouble{-b.high, -b.low};
}

inline DoubleDouble operator*(DoubleDouble a, double b) {
  DoubleDouble product = exactProduct(a.high, b);
  return exactSumOrdered(product.high, product.low + a.low * b);
}

inline DoubleDouble operator*(DoubleDouble a, DoubleDouble b) {
  DoubleDouble product = exactProduct(a.high, b.high);
  return exactSumOrdered(product.high,
                         product.low + (a.high * b.low + a.low * b.high));
}

/// A sum of many terms, far more precise than each of them.
///
/// Unlike with DoubleDouble, what is rounded off stays apart until the sum is
/// read, so that an addition need not wait for the previous one to settle.
class RunningSum {
public:
  void add(double term) {
    DoubleDouble sum = exactSum(high, term);
    high = sum.high;
    low += sum.low;
  }

  void add(DoubleDouble term) {
    add(term.high);
    low += term.low;
  }

  /// True if nothing has been rounded off so far.
  bool isExact() const { return low == 0; }

  /// The sum, as double or DoubleDouble.
  template <typename Real>
  Real rounded() const {
    return static_cast<Real>(exactSumOrdered(high, low));
  }

private:
  double high = 0;
  double low = 0;
};

} // namespace coreai::clustering

#endif // COREAI_LIB_CLUSTERING_EXACT_DOUBLEDOUBLE_H
