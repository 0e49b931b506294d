#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Builds oneTBB, of Debian's source package, with the thread sanitizer's
# instrumentation, for the preset tsan. In the stock library the sanitizer
# doesn't see how threads wait for each other, and takes every task for a race.
# The list of sources that this needs is private: the host's stays as it is.

set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
prefix=$root/build/tsan-tbb
[ ! -f "$prefix/done" ] || exit 0

work=$root/build/tsan-tbb-work
rm -rf "$prefix" "$work"
mkdir -p "$work/apt/lists/partial" "$work/apt/cache/archives/partial" "$work/source"
trap 'rm -rf "$work"' EXIT

# The mirror and the key that packages come from already.
mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' \
  'Label: Debian' 'Codename: bookworm' | head -n 1)
echo "deb-src $mirror bookworm main" >"$work/apt/sources.list"
cd "$work/source"
apt() {
  apt-get -qq -o Dir::Etc::SourceList="$work/apt/sources.list" \
    -o Dir::Etc::SourceParts=/dev/null -o Dir::State::Lists="$work/apt/lists" \
    -o Dir::Cache="$work/apt/cache" -o APT::Sandbox::User="$(id -un)" "$@"
}
apt update
apt source onetbb

cmake -S onetbb-*/ -B "$work/build" -G Ninja \
  -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_INSTALL_PREFIX="$prefix" \
  -DCMAKE_INSTALL_LIBDIR=lib \
  -DCMAKE_C_COMPILER=clang-22 -DCMAKE_CXX_COMPILER=clang++-22 \
  -DCMAKE_CXX_COMPILER_LAUNCHER=ccache \
  -DCMAKE_CXX_FLAGS='-fsanitize=thread -fno-omit-frame-pointer' \
  -DTBB_TEST=OFF -DTBB_STRICT=OFF -DTBBMALLOC_BUILD=OFF >/dev/null
cmake --build "$work/build"
cmake --install "$work/build" >/dev/null
touch "$prefix/done"
