#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Proves the tree: installs what is missing, builds, runs every test, and ends
# with one line that counts them. With --full it also lints, and runs the tests
# under the address and undefined-behaviour sanitizers and in a GCC build.

set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root"

full=false
case "$*" in
'') ;;
--full) full=true ;;
*)
  echo "usage: utils/check.sh [--full]" >&2
  exit 2
  ;;
esac

utils/setup.sh

# Builds a preset and runs its tests. Prints the count; the status is honest.
check() {
  preset=$1
  shift
  results=build/$preset/test-results.json
  rm -f "$results"
  cmake --preset "$preset" "$@" >/dev/null
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
check release || overall=1
if $full; then
  utils/lint.sh || overall=1
  check asan || overall=1
  check gcc || overall=1
fi
echo "$summary" | sed 1d
exit "$overall"
