#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# measure.sh [ROUNDS [DIRECTORY]]: what three programs cost to compile (-O0 -c), beside one that includes only Boost's SI
# units, one that adds the standard headers and one that has all headers of quickstart.cpp and does nothing: lines behind
# the preprocessor, templates that clang instantiates, time by the clock and of the processor (user and system). All programs are compiled in turn, ROUNDS times (5), and the shortest time of
# each counts. Prints a table and writes it to DIRECTORY/compile_time.json (build/bench) for bench/report.py; only the ratios
# mean something on another machine, and beside other work those of the processor's time mean more.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/../.."
here=bench/compile_time
rounds=${1:-5}
out=${2:-build/bench}
mkdir -p "$out"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
programs="$here/units.cpp $here/floor.cpp $here/umbrella.cpp $here/headers.cpp tests/headline/quickstart.cpp
    tests/headline/design_rules.cpp"

# The last line of `times` is what the subshell's children have used: "0m0.52s 0m0.07s".
processor_time() {
    (
        "$1" -std=c++20 -O0 -Iinclude -c "$2" -o "$dir/out.o"
        times
    ) | awk 'END { for (i = 1; i <= 2; ++i) { split($i, t, "m"); s += 60 * t[1] + t[2] } print s }'
}
for compiler in g++ clang++; do
    command -v $compiler >/dev/null || continue
    round=0
    while [ $round -lt "$rounds" ]; do
        for file in $programs; do
            start=$(date +%s%N)
            processor=$(processor_time $compiler "$file")
            echo "$compiler $(basename "$file" .cpp) $(($(date +%s%N) - start)) $processor"
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
awk -v json="$out/compile_time.json" '
    NF == 3 { count[$1, $2] = $3; next }
    !(($1, $2) in wall) || $3 / 1e9 < wall[$1, $2] { wall[$1, $2] = $3 / 1e9 }
    !(($1, $2) in processor) || $4 < processor[$1, $2] { processor[$1, $2] = $4 }
    { compilers[$1] }
    END {
        printf "%-14s %7s %10s", "program", "lines", "templates"
        for (c in compilers) printf " %10s wall, ratio  processor, ratio", c
        print ""
        printf "{\"compile_time\": [" >json
        n = split("units floor umbrella headers quickstart design_rules", program, " ")
        for (i = 1; i <= n; ++i) {
            p = program[i]
            printf "%-14s %7d %10d", p, count["lines", p], count["templates", p]
            printf "%s\n  {\"program\": \"%s\", \"lines\": %d, \"templates\": %d", (i > 1 ? "," : ""), p, count["lines", p],
                count["templates", p] >json
            for (c in compilers) {
                printf " %10.2f s  %5.2f   %7.2f s  %5.2f", wall[c, p], wall[c, p] / wall[c, "units"], processor[c, p],
                    processor[c, p] / processor[c, "units"]
                printf ", \"%s\": {\"wall\": %.3f, \"processor\": %.3f}", c, wall[c, p], processor[c, p] >json
            }
            print ""
            printf "}" >json
        }
        print "\n]}" >json
    }' "$dir/counts" "$dir/times"
