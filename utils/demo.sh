#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# From a fresh clone to a palettized transformer: installs what is missing,
# builds, generates a program, palettizes it, and shows what became of each
# weight.

set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root"
log=build/demo/build.log
mkdir -p build/demo

utils/setup.sh
echo "Building (log: $log) ..."
if ! { cmake --preset release &&
  cmake --build --preset release --target coreai-opt coreai-gen; } >"$log" 2>&1
then
  tail -n 40 "$log" >&2
  echo "demo: the build failed; the whole log is in $root/$log" >&2
  exit 1
fi

# Runs a command and remembers it, to be shown at the end.
commands=
run() {
  line=
  for word; do
    case "$word" in
    *' '*) line="$line \"$word\"" ;;
    *) line="$line $word" ;;
    esac
  done
  commands="$commands
 $line"
  "$@"
}

bin=build/release/bin
run $bin/coreai-gen transformer --emit-bytecode -o build/demo/dense.mlirbc
run $bin/coreai-opt build/demo/dense.mlirbc \
  --coreai-palettize="n_bits=4 report=-" \
  --emit-bytecode -o build/demo/palettized.mlirbc
size() { wc -c <"build/demo/$1.mlirbc"; }
echo
echo "File: $(size dense) bytes before, $(size palettized) bytes after."
echo "Commands, from $root:$commands"
