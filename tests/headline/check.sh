#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# FILE compiles without a warning, with nothing but the include path; the program succeeds and prints no NaN.
#   check.sh WORK FILE COMPILER FLAG...
set -eu
work=$1
file=$2
shift 2
. tests/unchanged.sh

begin "$work" "$("$1" --version) $*" include "$file" tests/headline/check.sh
"$@" -std=c++20 -Iinclude "$file" -o "$work.exe"
"$work.exe" >"$work.txt"
cat "$work.txt"
if grep -iw nan "$work.txt"; then
    echo "a NaN is printed"
    exit 1
fi
passed
