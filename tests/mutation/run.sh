#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# run.sh [HEADER...]: changes one constant, sign or comparison of a header at a time, and asks the tests of tests.txt; without
# an argument, of every header in it. Those of equivalent.txt change no figure, and count apart.
#
#   all.txt        a line for each mutant (mutants.awk); its number is its line
#   TEST/          a test compiled with all of them (program.sh), and which it comes by
#   noticed.txt    the number of each mutant, and the test that noticed it, if one did
#   left.txt       what became of those that had to be compiled by themselves (mutant.sh)
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/../.."
work=build/mutation
mkdir -p "$work"
jobs=${JOBS:-$(getconf _NPROCESSORS_ONLN)}

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
for header in "$@"; do
    grep -q "^$header " "$work/tests.txt" || { echo "tests.txt does not name $header" >&2; exit 1; }
    echo "include/gainstage/$header"
done >"$work/headers.txt"

# Every test with every mutant in it.
"${CXX:-g++}" -std=c++20 -O0 -c tests/main.cpp -o "$work/main.o"
tests=$(sed 's/^[^ ]* *//' "$work/tests.txt" | tr ' ' '\n' | grep . | sort -u)
echo "$tests" | xargs -P "$jobs" -n 1 sh tests/mutation/program.sh "$work"

# Each mutant to the tests that come by it: the quickest first, those that tests.txt names for its header as if five times as
# quick; an equivalent one to those of its header only.
for test in $tests; do
    sed "1 { h; d }; G; s|\n| |; s|\$| $test|" "$work/$test/asked.txt"
done | awk -F '\t' '
    FILENAME == ARGV[1] { wanted[$1]; next }
    FILENAME == ARGV[2] { equivalent[$0]; next }
    FILENAME == ARGV[3] {
        header[FNR] = $1
        if (($1 ": " $6) in equivalent) few[FNR]
        next
    }
    FILENAME == ARGV[4] {
        n = split($0, word, " +")
        for (i = 2; i <= n; ++i) named["include/gainstage/" word[1], word[i]]
        next
    }
    {
        split($0, word, " ")
        h = header[word[1]]
        is_named = (h, word[3]) in named
        if (h in wanted && (is_named || !(word[1] in few))) print word[1], word[2] / (is_named ? 5 : 1), word[3]
    }' "$work/headers.txt" "$work/equivalent.txt" "$work/all.txt" "$work/tests.txt" - | sort -k 1,1n -k 2,2n | awk '
    $1 != last { if (last) print ""; print last = $1 }
    { printf "%s ", $3 }
    END { print "" }' >"$work/asked.txt"
tr '\n' '\0' <"$work/asked.txt" | xargs -r -0 -n 2 -P "$jobs" sh tests/mutation/switched.sh "$work" 2>/dev/null |
    sort -n >"$work/noticed.txt"

# What the switches leave, with the tests that tests.txt names: a mutant that no test asks; a survivor, where a test still has
# an assertion at compile time, or its header's functions compute in constant expressions only (at run time <cmath> does).
asserting=$(cd "$work" && find . -name asserts | sed 's|^\./||; s|/asserts$||')
awk -F '\t' -v asserting="$asserting" -v work="$work" '
    BEGIN {
        n = split(asserting, word, /[ \n]+/)
        for (i = 1; i <= n; ++i) asserts[word[i]]
    }
    FILENAME == ARGV[1] { wanted[$1]; next }
    FILENAME == ARGV[2] { equivalent[$0]; next }
    FILENAME == ARGV[3] {
        n = split($0, word, " +")
        for (i = 2; i <= n; ++i) {
            h = "include/gainstage/" word[1]
            of[h] = of[h] " " word[i]
            if (word[i] in asserts || h ~ /constant_math/) at_compile_time[h] = at_compile_time[h] " " word[i]
        }
        next
    }
    FILENAME == ARGV[4] {
        n = split($0, word, " ")
        survived[word[1]] = n == 1
        next
    }
    $1 in wanted {
        left = FNR in survived ? (survived[FNR] && !(($1 ": " $6) in equivalent) ? at_compile_time[$1] : "") : of[$1]
        if (left == "") next
        # One word a line: none holds a newline.
        print work; print "one/" FNR; print $1; print $2; print $3; print $4; print $5; print left
    }' "$work/headers.txt" "$work/equivalent.txt" "$work/tests.txt" "$work/noticed.txt" "$work/all.txt" >"$work/words.txt"
tr '\n' '\0' <"$work/words.txt" | xargs -r -0 -n 8 -P "$jobs" sh tests/mutation/mutant.sh >"$work/left.txt"

# An equivalent mutant that a test notices is none.
awk -F '\t' '
    FILENAME == ARGV[1] { wanted[$1]; next }
    FILENAME == ARGV[2] { equivalent[$0]; next }
    FILENAME == ARGV[3] {
        split($0, word, " ")
        became[word[1]] = word[2] == "" ? "survived" : "caught"
        next
    }
    FILENAME == ARGV[4] { became[$1] = $2; next }
    $1 in wanted {
        header = $1
        if (!(header in n)) order[++headers] = header
        b = became[FNR]
        if (b == "") b = "not tried"
        if ((header ": " $6) in equivalent) b = b == "survived" ? "equivalent" : "not equivalent: " b
        if (b != "caught" && b != "no program") print b "\t" FNR "\t" header ":" $2 ":" $3 "\t" $6
        ++n[header]
        ++of[header, b]
        ++all[b]
        wrong += b ~ /^not/
    }
    END {
        for (i = 1; i <= headers; ++i) {
            h = order[i]
            caught = of[h, "caught"]
            tried = caught + of[h, "survived"]
            printf "%-58s %4d: %4d of %4d caught (%5.1f %%), %d equivalent, %d are no program\n", h, n[h], caught, tried,
                100 * caught / (tried ? tried : 1), of[h, "equivalent"], of[h, "no program"]
        }
        total = all["caught"] + all["survived"]
        printf "%d of %d caught (%.1f %%), %d equivalent, %d are no program\n", all["caught"], total,
            100 * all["caught"] / (total ? total : 1), all["equivalent"], all["no program"]
        exit all["caught"] < 0.95 * total || wrong
    }' "$work/headers.txt" "$work/equivalent.txt" "$work/noticed.txt" "$work/left.txt" "$work/all.txt"
