// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Numbers with a decimal point, in any host.

#ifndef COREAI_LIB_SUPPORT_NUMERICLOCALE_H
#define COREAI_LIB_SUPPORT_NUMERICLOCALE_H

#include <locale.h>

namespace coreai {

/// While it lives, this thread writes numbers as the C locale does. LLVM writes
/// floats with snprintf, in JSON too, so a host whose locale has a comma would
/// get reports that no parser takes. Other threads, and what else a locale
/// says, are left alone.
class NumericLocale {
public:
  NumericLocale();
  ~NumericLocale();
  NumericLocale(const NumericLocale &) = delete;
  NumericLocale &operator=(const NumericLocale &) = delete;

private:
  locale_t before;
  /// Null if memory is short: then nothing is changed.
  locale_t locale;
};

} // namespace coreai

#endif // COREAI_LIB_SUPPORT_NUMERICLOCALE_H
