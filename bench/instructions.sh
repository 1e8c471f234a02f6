#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Instructions of one analysis of the five-stage chain at -O2, by gainstage and by hand (raw/), counted by valgrind on each
# compiler that is there. Prints a table and writes it to a JSON file; fails if gainstage needs more than 1.05 times what
# the hand-written code with std::complex needs.
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

# Of one budget of gainstage, with everything that is called: the whole, what follows checking and lowering, the band
# integral, the noise pass. 0 where the compiler has made it part of its caller.
parts() { # program
    valgrind --tool=callgrind --callgrind-out-file="$work/parts" "$1" gainstage 100 >/dev/null 2>&1
    callgrind_annotate --inclusive=yes --threshold=100 "$work/parts" | grep -v with_kind | awk '
        { gsub(",", "", $1); n = $1 / 100 }
        { gsub(/gainstage::v[0-9_]+::/, "gainstage::") } # without the namespace of the version
        / gainstage::analyze_circuit</ { circuit = n }
        / gainstage::detail::integrate_over_band</ { integral = n }
        /noise_pass<.*::forward</ { forward = n }
        /noise_pass<.*::backward\(/ { backward = n }
        /noise_pass<.*::prepare\(/ { prepare = n }
        END { printf "\"analyze_circuit\": %d, \"integral\": %d, \"noise_pass\": %d", circuit, integral + prepare, forward + backward + prepare }'
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
    if [ $((library * 100)) -gt $((standard * 105)) ]; then
        echo "$compiler: more than 1.05 times the hand-written code" >&2
        status=1
    fi
done
printf '{"instructions": [%s\n]}\n' "$rows" >"$out/instructions.json"
exit $status
