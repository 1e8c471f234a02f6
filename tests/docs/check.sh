#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Every C++ block of PAGE compiles without a warning, and prints what the page says it prints.
#   check.sh WORK PAGE COMPILER FLAG...
set -eu
work=$1
page=$2
shift 2
. tests/unchanged.sh

rm -rf "$work"
mkdir -p "$work"
awk -v out="$work" -f tests/docs/extract.awk "$page"

begin "$work" "$("$1" --version) $*" include "$page" tests/docs
for source in "$work"/*.cpp; do
    base=${source%.cpp}
    if [ -e "$base.expected" ]; then
        "$@" -std=c++20 -Iinclude "$source" -o "$base"
        "$base" >"$base.actual"
        diff -u "$base.expected" "$base.actual"
    elif [ -e "$source" ]; then # else the page has no block to compile
        "$@" -std=c++20 -Iinclude -Wno-unused -fsyntax-only "$source"
    fi
done
passed
