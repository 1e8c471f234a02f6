#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# mutant.sh WORK NAME FILE LINE COLUMN LENGTH INSTEAD "TEST...": does any test notice one mutant, compiled for it alone?
# Prints the number in its name, and what became of it.
set -u
main=$1/main.o
work=$1/$2
file=$3
line=$4
column=$5
width=$6
instead=$7
tests=$8

mutated=$work/${file#include/}
mkdir -p "$(dirname "$mutated")"
awk -v line="$line" -v column="$column" -v width="$width" -v instead="$instead" '
    NR == line { $0 = substr($0, 1, column - 1) instead substr($0, column + width) }
    { print }' "$file" >"$mutated"

say() {
    printf '%s\t%s\n' "${work##*/}" "$1"
    rm -rf "$work"
    exit 0
}

# The mutated header is found before the one that it stands for. A mutant that does not end is caught: its limit is processor
# time, so that other work on the machine does not count.
for test in $tests; do
    if ! timeout 900 "${CXX:-g++}" -std=c++20 -O0 -I"$work" -Iinclude -Itests -DGAINSTAGE_SOURCE_DIR="\"$PWD\"" \
        "tests/$test.cpp" "$main" -o "$work/test" >"$work/log.txt" 2>&1; then
        # A constant expression that fails is a test that fails; anything else is no program.
        if grep -qE 'static assertion|constant expression|constexpr|narrowing' "$work/log.txt"; then say caught; fi
        say "no program"
    fi
    (ulimit -t 120 && exec timeout 900 "$work/test") >"$work/log.txt" 2>&1 || say caught
done
say survived
