#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Proves the tree: installs what is missing, builds, runs every test, and ends
# with one line that counts them. Given names of presets, such as asan or tsan,
# it does that for those; with --full for all, and lints.

set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root"

usage() {
  echo "usage: utils/check.sh [--full | release | asan | tsan | gcc ...]" >&2
  exit 2
}
lint=false
presets=${*:-release}
if [ "$presets" = --full ]; then
  lint=true
  presets='release asan tsan gcc'
fi
for preset in $presets; do
  case "$preset" in release | asan | tsan | gcc) ;; *) usage ;; esac
done

utils/setup.sh

# Builds a preset and runs its tests. Prints the count; the status is honest.
check() {
  preset=$1
  results=build/$preset/test-results.json
  rm -f "$results"
  [ "$preset" != tsan ] || utils/tsan/build-tbb.sh
  cmake --preset "$preset" >/dev/null
  status=0
  cmake --build --preset "$preset" || status=$?
  cmake --build --preset "$preset" --target check-coreai || status=$?
  if [ ! -f "$results" ]; then
    echo "check ($preset): the tests didn't run" >&2
    return 1
  fi
  # Results other than a failure that lit counts as success.
  total=$(grep -c '"code":' "$results" || true)
  passed=$(grep -cE '"code": "(PASS|FLAKYPASS)"' "$results" || true)
  skipped=$(grep -cE '"code": "(UNSUPPORTED|SKIPPED|EXCLUDED)"' "$results" || true)
  failed=$((total - passed - skipped))
  [ "$failed" = 0 ] && [ "$passed" != 0 ] || status=1
  summary="$summary
check ($preset): $passed passed, $failed failed, $skipped skipped"
  return "$status"
}

summary=
overall=0
if $lint; then
  utils/lint.sh || overall=1
fi
for preset in $presets; do
  check "$preset" || overall=1
done
echo "$summary" | sed 1d
exit "$overall"
