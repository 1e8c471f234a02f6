#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# instantiations.sh DIR [--record]: how many templates clang instantiates for three programs, against baseline.txt beside
# this script; unlike seconds they are the same in every run. More than 5 % above it is an error, which says what grew.
# --record writes a new baseline. DIR is for what the compiler writes.
#
# The counts belong to one compiler and its libraries. With another one there is nothing to compare: that is said, and no error.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/../.."
here=bench/compile_time
dir=$1
clang=${CLANG:-clang++}
mkdir -p "$dir"

# The compiler, its standard library and Boost.
versions() {
    "$clang" --version | head -n 1
    printf '#include <version>\n#include <boost/version.hpp>\n_GLIBCXX_RELEASE _LIBCPP_VERSION BOOST_LIB_VERSION\n' |
        "$clang" -std=c++20 -E -P -x c++ - | tail -n 1
}

# PROGRAM KIND TEMPLATE COUNT, for every template whatever its arguments; those of fewer than 8 together.
count() {
    for file in $here/umbrella.cpp tests/headline/quickstart.cpp tests/headline/design_rules.cpp; do
        program=$(basename "$file" .cpp)
        "$clang" -std=c++20 -O0 -Iinclude -ftime-trace -ftime-trace-granularity=0 -c "$file" -o "$dir/$program.o"
        grep -o '"name":"Instantiate[A-Za-z]*","args":{"detail":"[^"]*' "$dir/$program.json" |
            sed 's/"name":"Instantiate//; s/","args":{"detail":"/ /; s/<.*//; s/(anonymous.*//' |
            LC_ALL=C sort | uniq -c | awk -v program="$program" '
                $1 < 8 { few += $1; next }
                { print program, $2, $3 == "" ? "-" : $3, $1 }
                END { print program, "any", "others", few }'
    done
}

if [ "${2-}" = --record ]; then
    {
        echo "# Template instantiations: program, kind, template, count. Made by $here/instantiations.sh DIR --record with"
        versions | sed 's/^/# /'
        count
    } >$here/baseline.txt
    exit
fi

if [ "$(versions)" != "$(sed -n '2,3s/^# //p' $here/baseline.txt)" ]; then
    echo "Skipped: the baseline is that of another compiler or library. It says"
    sed -n '2,3s/^# /  /p' $here/baseline.txt
    exit
fi
count >"$dir/now.txt"
awk '
    /^#/ { next }
    FNR == NR { was[$1] += $4; before[$1, $2, $3] = $4; next }
    { is[$1] += $4; name[++n] = $1 SUBSEP $2 SUBSEP $3; after[name[n]] = $4 }
    END {
        for (p in is) {
            more = 100 * (is[p] / was[p] - 1)
            printf "%s: %d templates instantiated, %+.1f %% of the recorded %d\n", p, is[p], more, was[p]
            if (more <= 5) continue
            bad = 1
            printf "  That is more than 5 %%. What grew most:\n"
            for (k = 1; k <= 12; ++k) {
                best = 0
                for (i = 1; i <= n; ++i) {
                    split(name[i], part, SUBSEP)
                    grown = after[name[i]] - before[name[i]]
                    if (part[1] == p && grown > best) { best = grown; which = i }
                }
                if (!best) break
                split(name[which], part, SUBSEP)
                printf "  %+6d  %-8s  %s\n", best, part[2], part[3]
                after[name[which]] = before[name[which]]
            }
        }
        if (bad) print "If it has to be so, record a new baseline: sh '"$here"'/instantiations.sh build/templates --record"
        exit bad
    }' $here/baseline.txt "$dir/now.txt"
