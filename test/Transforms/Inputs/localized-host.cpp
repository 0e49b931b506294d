// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// To be preloaded: makes any program a host that takes the locale of its user,
// in which a comma is the decimal point. Ends it if no such locale is there.

#include <clocale>
#include <cstdlib>
#include <cstring>

__attribute__((constructor)) static void localize() {
  if (!std::setlocale(LC_NUMERIC, "") ||
      std::strcmp(std::localeconv()->decimal_point, ",") != 0)
    std::abort();
}
