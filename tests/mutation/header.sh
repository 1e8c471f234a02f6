#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# header.sh WORK HEADER TEST...: what becomes of every mutant of a header. Each test is compiled once, with a switch for
# every mutant (switch.awk), and run once for each that it comes by. What a switch cannot do is put to mutant.sh: a mutant
# that does not compile so, one that only constant expressions meet, and a survivor, to the tests that still assert at
# compile time.
# results.txt: what became of it, its place, and the line as it then is. left.txt: the words for mutant.sh.
set -eu
all=$1
name=$(echo "$2" | tr / .)
work=$all/$name
header=include/gainstage/$2
mutated=$work/gainstage/$2
shift 2
mkdir -p "$(dirname "$mutated")"
awk -f tests/mutation/code.awk -f tests/mutation/mutants.awk "$header" >"$work/mutants.txt"
: >"$work/left_out.txt"
: >"$work/results.txt"
: >"$work/left.txt"

compile() { # SOURCE TEST NUMBER
    awk -f tests/mutation/code.awk -f tests/mutation/switch.awk \
        "$work/left_out.txt" "$work/mutants.txt" "$header" >"$mutated"
    "${CXX:-g++}" -std=c++20 -O1 -w -fconstexpr-ops-limit=1000000000 -I"$work" -Iinclude -Itests \
        -I"tests/$(dirname "$2")" -include tests/mutation/switches.hpp -DGAINSTAGE_SOURCE_DIR="\"$PWD\"" \
        "$1" "$all/main.o" -o "$work/test$3" >"$work/log.txt" 2>&1
}
# The lines that errors name, or that lead to them, stay as they are from now on. What does not parse is an error of its own:
# those that come of it name other lines.
leave_out() {
    place="/gainstage/${header#include/gainstage/}:[0-9]+"
    {
        grep 'error: expected' "$work/log.txt" | grep -oE "$place" | head -n 1 | grep . ||
            grep 'error:' "$work/log.txt" | grep -oE "$place" || grep -oE "$place" "$work/log.txt"
    } | sed 's/.*://' | grep -vxF -f "$work/left_out.txt" | sort -u >"$work/named.txt"
    cat "$work/named.txt" >>"$work/left_out.txt"
    [ -s "$work/named.txt" ]
}
# A mutant that does not end, or takes all memory, is caught.
run() ( # NUMBER MUTANT ASKED
    ulimit -t 20
    ulimit -v 4000000
    MUTANT=$2 ASKED=$3 exec timeout 300 "$work/test$1" --abort-after=1 >"$work/log.txt" 2>&1
)
# What a test computes at compile time it computes at run time here, where the compiler takes it so.
number=0
asserting=
for test in "$@"; do
    number=$((number + 1))
    sed 's/^static_assert(/MUTATION_CASE(/; s/^\(        *\)static_assert(/\1MUTATION_HOLDS(/
        s/^\(        *\)\(static \)\{0,1\}constexpr auto /\1auto const /
        s/^constexpr auto \([a-z_]* =\)/auto const \1 mutation::late{} |=/' "tests/$test.cpp" >"$work/test.cpp"
    source=$work/test.cpp
    until compile "$source" "$test" $number; do
        if leave_out; then continue; fi
        [ "$source" = "$work/test.cpp" ] || { echo "$header: $test does not compile with switches: $work/log.txt"; exit 1; }
        source=tests/$test.cpp
    done
    run $number 0 "$work/asked$number.txt" || { echo "$header: $test fails without a mutant: $work/log.txt"; exit 1; }
    if grep -qE 'static_assert|^constexpr auto [a-z_]* =' "$source"; then asserting="$asserting $test"; fi
done

# Only constant expressions have its functions: at run time <cmath> computes.
case $header in */constant_math.hpp) asserting=$* ;; esac

tab=$(printf '\t')
mutant=0
while IFS=$tab read -r _ line column width instead text; do
    mutant=$((mutant + 1))
    became=
    if ! grep -qx "$line" "$work/left_out.txt"; then
        number=0
        for _ in "$@"; do
            number=$((number + 1))
            grep -qx $mutant "$work/asked$number.txt" || continue
            became=survived
            { run $number $mutant ""; } 2>/dev/null || { became=caught; break; }
        done
    fi
    tests=
    if [ -z "$became" ]; then
        tests=$*
    elif [ $became = survived ] && ! grep -qxF "$header: $text" "$all/equivalent.txt"; then
        tests=$asserting
    fi
    if [ -n "$tests" ]; then
        printf '%s\n' "$all" "$name.$mutant" "$header" "$line" "$column" "$width" "$instead" "$text" "$tests" \
            >>"$work/left.txt"
    else
        printf '%s\t%s:%s:%s\t%s\n' "$became" "$header" "$line" "$column" "$text" >>"$work/results.txt"
    fi
done <"$work/mutants.txt"
rm -f "$work"/test*
