#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# run.sh [HEADER...]: changes one constant, sign or comparison of a header at a time, and asks the tests that tests.txt
# names for it; without an argument, of every header in it. Those of equivalent.txt change no figure, and count apart.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/../.."
work=build/mutation
rm -rf "$work"
mkdir -p "$work"

sed '/^ *#/d; /^ *$/d' tests/mutation/tests.txt >"$work/tests.txt"
while read -r header _; do
    [ -e "include/gainstage/$header" ] || { echo "tests.txt: no such header: $header"; exit 1; }
    awk -f tests/mutation/code.awk -f tests/mutation/mutants.awk "include/gainstage/$header"
done <"$work/tests.txt" >"$work/all.txt"

# "include/gainstage/HEADER: LINE" of each equivalent one; one that is no longer a mutant, or is two, says nothing.
sed -n 's|^[^# ]|include/gainstage/&|p' tests/mutation/equivalent.txt >"$work/equivalent.txt"
awk -F '\t' '
    NR == FNR { entries[$0]; next }
    { ++mutants[$1 ": " $6] }
    END {
        for (entry in entries) if (mutants[entry] != 1) {
            printf "equivalent.txt: %d mutants are %s\n", mutants[entry], entry
            failed = 1
        }
        exit failed
    }' "$work/equivalent.txt" "$work/all.txt"

# shellcheck disable=SC2046 # words
[ $# -gt 0 ] || set -- $(sed 's/ .*//' "$work/tests.txt")
"${CXX:-g++}" -std=c++20 -O0 -c tests/main.cpp -o "$work/main.o"
jobs=${JOBS:-$(getconf _NPROCESSORS_ONLN)}
for header in "$@"; do
    grep "^$header " "$work/tests.txt" || { echo "tests.txt does not name $header" >&2; exit 1; }
done | xargs -P "$jobs" -I {} sh -c "sh tests/mutation/header.sh $work {}"

# What the switches leave. One word a line: none holds a newline.
cat "$work"/*/left.txt | tr '\n' '\0' | xargs -r -0 -n 9 -P "$jobs" sh tests/mutation/mutant.sh >"$work/left.txt"

# An equivalent mutant that a test notices is none.
cat "$work"/*/results.txt "$work/left.txt" | sort | awk -F '\t' '
    NR == FNR { equivalent[$0]; next }
    {
        header = $2
        sub(/:.*/, "", header)
        if (!(header in n)) order[++headers] = header
        became = $1
        if ((header ": " $3) in equivalent) became = became == "survived" ? "equivalent" : "not equivalent: " became
        if (became != "caught" && became != "no program") print became "\t" $2 "\t" $3
        ++n[header]
        ++of[header, became]
        ++all[became]
        wrong += became ~ /^not/
    }
    END {
        for (i = 1; i <= headers; ++i) {
            h = order[i]
            caught = of[h, "caught"]
            alive = of[h, "survived"]
            printf "%-58s %4d: %4d of %4d caught (%5.1f %%), %d equivalent, %d are no program\n", h, n[h], caught,
                caught + alive, 100 * caught / (caught + alive), of[h, "equivalent"], of[h, "no program"]
        }
        total = all["caught"] + all["survived"]
        printf "%d of %d caught (%.1f %%), %d equivalent, %d are no program\n", all["caught"], total,
            100 * all["caught"] / total, all["equivalent"], all["no program"]
        exit all["caught"] < 0.95 * total || wrong
    }' "$work/equivalent.txt" -
