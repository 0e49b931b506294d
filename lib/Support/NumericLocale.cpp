// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Numbers with a decimal point, in any host.

#include "Support/NumericLocale.h"

using namespace coreai;

static locale_t copyWithPoint(locale_t from) {
  locale_t copy = duplocale(from);
  if (!copy)
    return nullptr;
  locale_t changed = newlocale(LC_NUMERIC_MASK, "C", copy);
  if (!changed)
    freelocale(copy);
  return changed;
}

NumericLocale::NumericLocale()
    : before(uselocale(nullptr)), locale(copyWithPoint(before)) {
  if (locale)
    uselocale(locale);
}

NumericLocale::~NumericLocale() {
  if (!locale)
    return;
  uselocale(before);
  freelocale(locale);
}
