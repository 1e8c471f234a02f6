#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Instructions of one analysis of the five-stage chain at -O2, by gainstage and by hand (raw/), counted by valgrind on each
# compiler that is there. Prints a table and writes it to a JSON file; fails if gainstage needs more than 1.05 times what
# the hand-written code needs, with std::complex or with a complex type of its own.
#   sh bench/instructions.sh [DIRECTORY_FOR_RESULTS]
set -eu
cd "$(dirname "$0")/.."
out=${1:-build/bench}
mkdir -p "$out"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# One count is the difference of 20 and 10 analyses, a tenth of it: what starting a program costs drops out.
count() { # program, who
    for n in 10 20; do
        valgrind --tool=callgrind --callgrind-out-file=/dev/null "$1" "$2" $n 2>&1 | sed -n 's/.*Collected : //p'
    done | { read -r ten; read -r twenty; echo $(((twenty - ten) / 10)); }
}

# Of one budget of gainstage, with everything that is called: what follows checking and lowering, the noise of the band,
# its integral, the drives and the sums in it. 0 where the compiler has made it part of its caller.
parts() { # program
    valgrind --tool=callgrind --callgrind-out-file="$work/parts" "$1" gainstage 100 >/dev/null 2>&1
    callgrind_annotate --inclusive=yes --threshold=100 "$work/parts" | grep -v with_kind | awk '
        { gsub(",", "", $1); n = $1 / 100 }
        { gsub(/gainstage::v[0-9_]+::/, "gainstage::") } # without the namespace of the version
        / gainstage::analyze_circuit</ { circuit = n }
        /:auto gainstage::detail::band_noise<[^{]*$/ { noise = n }
        / gainstage::detail::integrate_over_band</ && !/:auto/ { integral = n }
        /noise_pass<.*::go_leftward\(/ { leftward = n }
        /noise_pass<.*::go_rightward\(/ { rightward = n }
        END { printf "\"analyze_circuit\": %d, \"band_noise\": %d, \"integral\": %d, \"noise_pass\": %d", circuit, noise, integral, leftward + rightward }'
}

printf '%-34s %10s %16s %6s %16s %6s\n' compiler gainstage std::complex ratio 'own complex' ratio
status=0
rows=
for compiler in g++ clang++; do
    command -v $compiler >/dev/null || continue
    for complex in STD OF_ITS_OWN; do
        $compiler -std=c++20 -O2 -DRAW_COMPLEX_$complex -Iinclude bench/raw/instructions.cpp bench/raw/five_stages.cpp \
            -o "$work/$compiler.$complex"
    done
    library=$(count "$work/$compiler.STD" gainstage)
    standard=$(count "$work/$compiler.STD" by_hand)
    own=$(count "$work/$compiler.OF_ITS_OWN" by_hand)
    version=$($compiler --version | sed -n '1s/ *(.*)//; 1s/^.*version/clang/; 1p')
    ratio() { awk "BEGIN { printf \"%.3f\", $library / $1 }"; }
    printf '%-34s %10d %16d %6s %16d %6s\n' "$version" "$library" "$standard" "$(ratio "$standard")" "$own" "$(ratio "$own")"
    rows="$rows${rows:+,}
  {\"compiler\": \"$version\", \"gainstage\": $library, \"std_complex\": $standard, \"own_complex\": $own, $(parts "$work/$compiler.STD")}"
    if [ $((library * 100)) -gt $((standard * 105)) ] || [ $((library * 100)) -gt $((own * 105)) ]; then
        echo "$compiler: more than 1.05 times the hand-written code" >&2
        status=1
    fi
done
printf '{"instructions": [%s\n]}\n' "$rows" >"$out/instructions.json"
exit $status
