#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# FILE compiles to an object without a warning; its static_asserts are the test.
#   check.sh WORK FILE COMPILER FLAG...
# A line '// flags: FLAG...' in FILE adds flags.
set -eu
work=$1
file=$2
shift 2
. tests/unchanged.sh

begin "$work" "$("$1" --version) $*" include "$file" tests/static/check.sh
# shellcheck disable=SC2046
"$@" $(sed -n 's|^// flags: *||p' "$file") -std=c++20 -Iinclude -c "$file" -o "$work.o"
passed
