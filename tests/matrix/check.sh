#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# The whole library and the headline programs under one compiler with one set of flags: no warning, and the numbers are
# those of every other compiler.
#   check.sh WORK COMPILER FLAG...
# The headers are not system headers here: their warnings count.
set -eu
work=$1
shift
. tests/unchanged.sh

begin "$work" "$("$1" --version) $*" include tests/headline tests/matrix
strict="-Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wold-style-cast -Werror"
# shellcheck disable=SC2086 # a list of flags
compile() {
    "$@" $strict -Iinclude
}
compile "$@" -fsyntax-only tests/matrix/everything.cpp
compile "$@" -fsyntax-only tests/headline/design_rules.cpp
for program in numbers quickstart; do
    compile "$@" tests/headline/$program.cpp -o "$work.$program"
    "$work.$program" >"$work.$program.txt"
done
diff -u tests/matrix/numbers.txt "$work.numbers.txt"
diff -u examples/00_quickstart/expected.txt "$work.quickstart.txt"
passed
