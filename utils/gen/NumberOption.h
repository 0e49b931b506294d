// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Command-line options that set a number, within limits.

#ifndef COREAI_UTILS_GEN_NUMBEROPTION_H
#define COREAI_UTILS_GEN_NUMBEROPTION_H

#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

#include <cstdlib>
#include <string>
#include <type_traits>

namespace coreai::gen {

/// 1000000 for an integer, 1e+06 for a double.
template <typename Number>
std::string printNumber(Number number) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  if constexpr (std::is_integral_v<Number>)
    stream << number;
  else
    stream << llvm::format("%g", number);
  return text;
}

/// The numbers that an option takes, both ends included.
template <typename Number>
struct Range {
  Number low;
  Number high;
};

/// An option that sets a variable, whose present value is the default.
template <typename Number>
class NumberOption {
public:
  template <typename... Modifiers>
  NumberOption(llvm::StringRef name, Number &number, Range<Number> range,
               const llvm::Twine &meaning, const Modifiers &...modifiers)
      : range(range),
        help((meaning + " (default " + printNumber(number) + ")").str()),
        option(
            name, llvm::cl::location(number), llvm::cl::init(number),
            llvm::cl::desc(help),
            llvm::cl::callback([this](const Number &given) { check(given); }),
            modifiers...) {}

private:
  /// Ends the program with an error, as the library does where text isn't a
  /// number. It offers no gentler way: its parsers of numbers are final.
  void check(Number given) {
    // Written so that no range holds a NaN.
    if (given >= range.low && given <= range.high)
      return;
    option.error("expects " + printNumber(range.low) + " to " +
                 printNumber(range.high) + ", got " + printNumber(given));
    std::exit(EXIT_FAILURE);
  }

  Range<Number> range;
  std::string help;
  llvm::cl::opt<Number, /*ExternalStorage=*/true> option;
};

} // namespace coreai::gen

#endif // COREAI_UTILS_GEN_NUMBEROPTION_H
