#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Installs the packages of utils/packages.txt that are missing, and nothing
# else. Needs root, or sudo, only if one is.

set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)

missing=
for package in $(sed 's/#.*//' "$here/packages.txt"); do
  status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

echo "setup: installing$missing"
if [ "$(id -u)" = 0 ]; then
  as_root=
elif command -v sudo >/dev/null; then
  as_root=sudo
else
  echo "setup: this needs root or sudo, neither of which is at hand; as root, run:" >&2
  echo "  apt-get update && apt-get install --no-install-recommends$missing" >&2
  exit 1
fi
apt() {
  # Waits for another apt to finish rather than failing beside it.
  $as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get -o DPkg::Lock::Timeout=300 -qq "$@"
}
apt update
# The list is split into words on purpose.
# shellcheck disable=SC2086
apt install --yes --no-install-recommends $missing >/dev/null
