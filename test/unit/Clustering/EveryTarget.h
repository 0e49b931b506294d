// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Running something in the version for each instruction set that this machine
// has.

#ifndef COREAI_TEST_UNIT_CLUSTERING_EVERYTARGET_H
#define COREAI_TEST_UNIT_CLUSTERING_EVERYTARGET_H

#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <cstdint>

namespace coreai::clustering {

/// Calls visit() once per instruction set.
template <typename Visitor>
void forEveryTarget(Visitor visit) {
  for (int64_t target : hwy::SupportedAndGeneratedTargets()) {
    SCOPED_TRACE(hwy::TargetName(target));
    hwy::SetSupportedTargetsForTest(target);
    visit();
  }
  hwy::SetSupportedTargetsForTest(0);
}

} // namespace coreai::clustering

#endif // COREAI_TEST_UNIT_CLUSTERING_EVERYTARGET_H
