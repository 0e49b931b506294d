#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Proves the tree: installs what is missing, checks formats, builds, runs every
# test, the unit tests once more with assertions on, and each fuzz target for a
# minute. Ends with a line each that counts them. Given names of presets, such as
# asan or fuzz, it does that for those; with --full for all, and lints as a whole.

set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root"

known='release asserts asan tsan gcc fuzz'
usage() {
  echo "usage: utils/check.sh [--full | PRESET...], a preset being one of" >&2
  echo "  $known" >&2
  exit 2
}
lint=
presets=$*
case "$presets" in
'')
  lint=--quick
  presets='release asserts fuzz'
  ;;
--full)
  lint=--all
  presets=$known
  ;;
esac
for preset in $presets; do
  case " $known " in *" $preset "*) ;; *) usage ;; esac
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
  target=check-coreai
  # With assertions on, tests of numbers are enough; sanitizers have them too.
  [ "$preset" != asserts ] || target=check-coreai-unit
  cmake --build --preset "$preset" || status=$?
  cmake --build --preset "$preset" --target "$target" || status=$?
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

# Runs each fuzz target, and counts what is found.
fuzz() {
  results=build/fuzz-results.json
  rm -f "$results"
  status=0
  utils/fuzz/run --seconds=60 --json "$results" || status=$?
  if [ ! -f "$results" ]; then
    echo "check (fuzz): the targets didn't run" >&2
    return 1
  fi
  targets=$(grep -c '"target":' "$results" || true)
  quiet=$(grep -c '"finds": 0' "$results" || true)
  [ "$targets" != 0 ] && [ "$quiet" = "$targets" ] || status=1
  summary="$summary
check (fuzz): $targets targets, $((targets - quiet)) with finds"
  return "$status"
}

summary=
overall=0
case "$lint" in
--quick) utils/lint.sh --quick || overall=1 ;;
--all) utils/lint.sh || overall=1 ;;
esac
for preset in $presets; do
  if [ "$preset" = fuzz ]; then
    fuzz || overall=1
  else
    check "$preset" || overall=1
  fi
done
echo "$summary" | sed 1d
exit "$overall"
