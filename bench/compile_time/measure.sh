#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# measure.sh [ROUNDS]: what three programs cost to compile, beside one that includes only Boost's SI units: lines behind the
# preprocessor, templates that clang instantiates, and seconds. All programs are compiled in turn, ROUNDS times (5), and
# the shortest time of each counts. Prints a table; only the ratios mean something on another machine.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/../.."
here=bench/compile_time
rounds=${1:-5}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
programs="$here/units.cpp $here/umbrella.cpp tests/headline/quickstart.cpp tests/headline/design_rules.cpp"

compile() {
    "$1" -std=c++20 -O0 -Iinclude -c "$2" -o "$dir/out.o"
}
for compiler in g++ clang++; do
    command -v $compiler >/dev/null || continue
    round=0
    while [ $round -lt "$rounds" ]; do
        for file in $programs; do
            start=$(date +%s%N)
            compile $compiler "$file"
            echo "$compiler $(basename "$file" .cpp) $(($(date +%s%N) - start))"
        done
        round=$((round + 1))
    done
done >"$dir/times"
for file in $programs; do
    program=$(basename "$file" .cpp)
    echo "lines $program $(${CXX:-g++} -std=c++20 -E -P -Iinclude "$file" | wc -l)"
    clang++ -std=c++20 -O0 -Iinclude -ftime-trace -ftime-trace-granularity=0 -c "$file" -o "$dir/$program.o"
    echo "templates $program $(grep -o '"name":"Instantiate' "$dir/$program.json" | wc -l)"
done >"$dir/counts"
awk '
    !(($1, $2) in value) || $3 < value[$1, $2] { value[$1, $2] = $3 }
    END {
        print "| program | lines | templates | GCC, s | clang, s | GCC, ratio | clang, ratio |"
        print "|---|---|---|---|---|---|---|"
        n = split("units umbrella quickstart design_rules", program, " ")
        for (i = 1; i <= n; ++i) {
            p = program[i]
            g = value["g++", p]
            c = value["clang++", p]
            printf "| %s | %d | %d | %.2f | %.2f | %.1f | %.1f |\n", p, value["lines", p], value["templates", p], g / 1e9, c / 1e9,
                g / value["g++", "units"], c / value["clang++", "units"]
        }
    }' "$dir/counts" "$dir/times"
