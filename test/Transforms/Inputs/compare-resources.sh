#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# usage: compare-resources.sh <coreai-gen> <coreai-opt> <folder>
#
# Compares the resources of generated programs, and of palettized ones, with
# what --canonicalize --cse leaves of them.

set -eu
gen=$1
opt=$2
folder=$3
rm -rf "$folder"
mkdir -p "$folder"
cd "$folder"
resources() { grep -E '^ +[a-z0-9_.]+: "0x' "$1" | tr -d , | sort; }
for kind in mlp convnet transformer; do
  "$gen" "$kind" -o dense.mlir
  "$opt" dense.mlir --coreai-palettize=n_bits=3 -o palettized.mlir
  for form in dense palettized; do
    "$opt" "$form.mlir" --canonicalize --cse -o after.mlir
    resources "$form.mlir" >expected
    resources after.mlir >found
    test -s expected
    cmp expected found
  done
done
