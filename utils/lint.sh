#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Checks format, white space, licence lines, what Python's linter finds and what
# clang-tidy finds in the files that git tracks or would track. --fix repairs what
# can be repaired; --quick leaves out clang-tidy, which takes many minutes.

set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root"

fix=false
quick=false
for option; do
  case "$option" in
  --fix) fix=true ;;
  --quick) quick=true ;;
  *)
    echo "usage: utils/lint.sh [--fix] [--quick]" >&2
    exit 2
    ;;
  esac
done

utils/setup.sh
status=0
fail() {
  echo "lint: $*" >&2
  status=1
}

# Names in this tree hold no white space, so lists split into words safely.
# Fuzz input is what it is.
files() { git ls-files --cached --others --exclude-standard -- "$@" ':!utils/fuzz/corpus'; }

# White space: trailing blanks, a last line without its end.
for file in $(files); do
  [ -s "$file" ] || continue
  grep -Iq . "$file" || continue
  if $fix; then
    sed -i 's/[ \t]*$//' "$file"
    [ -z "$(tail -c 1 "$file")" ] || echo >>"$file"
  fi
  ! grep -nE '[[:blank:]]+$' "$file" /dev/null || fail "$file: trailing blanks"
  [ -z "$(tail -c 1 "$file")" ] || fail "$file: no newline at the end"
done

# Licence: on the first lines of what is code. Tests say what they test.
for file in $(files '*.cpp' '*.h' '*.td' '*.sh' 'dialects/*' 'lib/*' 'tools/*'); do
  case "$file" in *CMakeLists.txt | *.md | *.json | *.png) continue ;; esac
  head -n 3 "$file" | grep -q 'SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception' ||
    fail "$file: no SPDX line"
done

# Format.
sources=$(files '*.cpp' '*.h')
if $fix; then
  # shellcheck disable=SC2086
  clang-format-22 -i $sources
fi
# shellcheck disable=SC2086
clang-format-22 --dry-run -Werror $sources || fail "format: run utils/lint.sh --fix"

# Python: scripts without a suffix, too.
python=$(files '*.py' '*.py.in')
for file in $(files 'utils/*'); do
  case "$file" in *.*) continue ;; esac
  ! head -n 1 "$file" | grep -q python || python="$python $file"
done
# shellcheck disable=SC2086
flake8 $python || fail "flake8: see above"

if $quick; then
  [ "$status" = 0 ] && echo "lint: clean, but for clang-tidy, which --quick leaves out"
  exit "$status"
fi

# Findings. Needs the generated headers, so the build must have run.
tidy() {
  preset=$1
  shift
  log=build/lint-$preset.log
  run-clang-tidy-22 -quiet -p "build/$preset" "$@" >"$log" 2>&1 || {
    grep -E 'warning:|error:' "$log" >&2
    fail "clang-tidy: see $log"
  }
}
cmake --preset release >/dev/null
cmake --build --preset release >/dev/null
# shellcheck disable=SC2046
tidy release $(files 'dialects/*.cpp' 'lib/*.cpp' 'tools/*.cpp' 'utils/*.cpp' ':!utils/fuzz')
cmake --preset fuzz >/dev/null
cmake --build build/fuzz --target CoreAIIRIncGen CoreAIPassesIncGen >/dev/null
# shellcheck disable=SC2046
tidy fuzz $(files 'utils/fuzz/*.cpp')

[ "$status" = 0 ] && echo "lint: clean"
exit "$status"
