#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# program.sh WORK TEST: compiles a test with a switch for every mutant of every header (switch.awk), and runs it without one.
# WORK/TEST/asked.txt: how long that took, and the switches that it asked. Nothing is done again that is newer than what it is
# made of.
set -eu
all=$1
test=$2
work=$all/$test
if [ -e "$work/asked.txt" ] &&
    [ -z "$(find include "tests/$test.cpp" tests/*.hpp tests/mutation/*.awk tests/mutation/switches.hpp "$0" \
        -type f -newer "$work/begun")" ]; then
    exit 0
fi
rm -rf "$work"
mkdir -p "$work"
touch "$work/begun"
# Lines that do not compile with switches stay as they are; most are known from the tests before.
touch "$all/left_out.txt"
cp "$all/left_out.txt" "$work/left_out.txt"

switch() { # HEADER...: include/gainstage/...
    for header in "$@"; do
        mkdir -p "$work/$(dirname "${header#include/}")"
        awk -f tests/mutation/code.awk -f tests/mutation/switch.awk "$work/left_out.txt" "$all/all.txt" "$header" \
            >"$work/${header#include/}"
    done
}
# From now on the lines that errors name, or that lead to them, stay as they are. What does not parse is an error of its own:
# those that come of it name other lines.
leave_out() {
    place="$work/gainstage/[a-z_/]+\.hpp:[0-9]+"
    {
        grep 'error: expected\|error: parse error' "$work/log.txt" | grep -oE "$place" | head -n 1 | grep . ||
            grep 'error:' "$work/log.txt" | grep -oE "$place" || grep -oE "$place" "$work/log.txt"
    } | sed "s|^$work/|include/|; s|:| |" | grep -vxF -f "$work/left_out.txt" | sort -u >"$work/named.txt"
    [ -s "$work/named.txt" ] || return 1
    cat "$work/named.txt" >>"$work/left_out.txt"
    cat "$work/named.txt" >>"$all/left_out.txt"
    # shellcheck disable=SC2046 # words
    switch $(sed 's/ .*//' "$work/named.txt" | sort -u)
}
compile() { # SOURCE
    "${CXX:-g++}" -std=c++20 -O1 -w -fconstexpr-ops-limit=1000000000 -I"$work" -Iinclude -Itests \
        -I"tests/$(dirname "$test")" -include tests/mutation/switches.hpp -DGAINSTAGE_SOURCE_DIR="\"$PWD\"" \
        "$1" "$all/main.o" -o "$work/test" >"$work/log.txt" 2>&1
}

# shellcheck disable=SC2046 # words
switch $(cut -f 1 "$all/all.txt" | sort -u)
# What a test computes at compile time it computes at run time here, where the compiler takes it so.
sed 's/^static_assert(/MUTATION_CASE(/; s/^\(        *\)static_assert(/\1MUTATION_HOLDS(/
    s/^\(        *\)\(static \)\{0,1\}constexpr auto /\1auto const /
    s/^constexpr auto \([a-z_]* =\)/auto const \1 mutation::late{} |=/' "tests/$test.cpp" >"$work/test.cpp"
source=$work/test.cpp
until compile "$source"; do
    if leave_out; then continue; fi
    [ "$source" = "$work/test.cpp" ] || { echo "$test does not compile with switches: $work/log.txt" >&2; exit 255; }
    source=tests/$test.cpp
done
if grep -qE 'static_assert|^constexpr auto [a-z_]* =' "$source"; then touch "$work/asserts"; fi
MUTANT=0 ASKED=$work/asked.new "$work/test" --abort-after=1 >"$work/log.txt" 2>&1 ||
    { echo "$test fails without a mutant: $work/log.txt" >&2; exit 255; }
mv "$work/asked.new" "$work/asked.txt"
