#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# run.sh [MUTANTS [SEED]]: changes one constant, sign or comparison of a header at a time, and asks the tests that tests.txt
# names for it. The same seed chooses the same mutants. Those of equivalent.txt change no figure, and count apart.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/../.."
count=${1:-120}
seed=${2:-1}
work=build/mutation
rm -rf "$work"
mkdir -p "$work"

# Every mutant with its tests, then some of them by chance (Park and Miller's generator: the same with every awk).
sed '/^ *#/d; /^ *$/d' tests/mutation/tests.txt | while read -r header tests; do
    awk -f tests/mutation/mutants.awk "include/gainstage/$header" | awk -v tests="$tests" '{ print $0 "\t" tests }'
done | awk -v seed="$seed" '
    BEGIN { x = seed * 7919 % 2147483646 + 1 }
    { x = x * 16807 % 2147483647; printf "%010d\t%s\n", x, $0 }' | sort >"$work/all.txt"
head -n "$count" "$work/all.txt" >"$work/chosen.txt"

# "include/gainstage/HEADER: LINE" of each equivalent one; one that is no longer a mutant, or is two, says nothing.
sed -n 's|^[^# ]|include/gainstage/&|p' tests/mutation/equivalent.txt >"$work/equivalent.txt"
awk -F '\t' '
    NR == FNR { entries[$0]; next }
    { ++mutants[$2 ": " $7] }
    END {
        for (entry in entries) if (mutants[entry] != 1) {
            printf "equivalent.txt: %d mutants are %s\n", mutants[entry], entry
            failed = 1
        }
        exit failed
    }' "$work/equivalent.txt" "$work/all.txt"

echo "$(wc -l <"$work/chosen.txt") of $(wc -l <"$work/all.txt") mutants, seed $seed"

"${CXX:-g++}" -std=c++20 -O0 -c tests/main.cpp -o "$work/main.o"
for header in $(sed '/^ *#/d; s/ .*//' tests/mutation/tests.txt); do
    [ -e "include/gainstage/$header" ] || { echo "tests.txt: no such header: $header"; exit 1; }
done

# One word a line: none holds a newline.
awk -F '\t' -v work="$work" '{
    print work; print NR
    for (i = 2; i <= 6; ++i) print $i
    n = split($8, tests, " ")
    for (i = 1; i <= 7; ++i) print tests[i <= n ? i : n]
}' "$work/chosen.txt" | tr '\n' '\0' |
    xargs -0 -n 14 -P "$(getconf _NPROCESSORS_ONLN)" sh tests/mutation/mutant.sh >"$work/results.txt"

# An equivalent mutant that a test notices is none.
awk -F '\t' '
    NR == FNR { equivalent[$0]; next }
    {
        header = $2
        sub(/:.*/, "", header)
        became = $1
        if ((header ": " $3) in equivalent) became = became == "survived" ? "equivalent" : "not equivalent: " became
        if (became != "caught") print became "\t" $2 "\t" $3 | "sort"
        ++n[became]
        wrong += became ~ /^not/
    }
    END {
        close("sort")
        total = n["caught"] + n["survived"]
        printf "%d caught of %d (%.1f %%), %d equivalent, %d are no program\n", n["caught"], total,
            100 * n["caught"] / total, n["equivalent"], n["no program"]
        exit n["caught"] < 0.95 * total || wrong
    }' "$work/equivalent.txt" "$work/results.txt"
