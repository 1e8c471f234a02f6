#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Which registers the batch path computes in: how many arithmetic instructions of its lanes work on 512, 256 and 128
# bits, and how many on a single number, compiled for this machine at -O3. Fails if the lanes are not computed in vectors
# of 256 bits or more where the machine has them.
#   sh bench/vectors.sh [COMPILER]
set -eu
cd "$(dirname "$0")/.."
compiler=${1:-g++}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/lanes.cpp" <<'CODE'
#include <gainstage/detail/lane_steps.hpp>
using namespace gainstage::detail;
using one_frequency = basic_lane_frequency<every_lane>;
void signal_pass(lane_element const& e, one_frequency const& at, lane_source& s) {
    lane_forward<account::signal>(e, at, s);
}
void noise_pass(lane_element const& e, one_frequency const& at, lane_source& s) {
    lane_forward<account::noise>(e, at, s);
}
void backward_pass(lane_element const& e, one_frequency const& at, complex_lane& y) { lane_backward(e, at, y); }
void frequencies(lane_element const& e, basic_lane_frequency<lane> const& at, lane_source& s) {
    lane_forward<account::noise>(e, at, s);
}
void resonances(lane_element const& e, one_frequency const& at, lane_source const& s, complex_lane& h,
                complex_lane& before, lane& far_off) {
    lane_watch(e, at, s, &h, &before, &far_off);
}
CODE
"$compiler" -std=c++20 -O3 -march=native -Iinclude -c "$work/lanes.cpp" -o "$work/lanes.o"
"$compiler" -march=native -dM -E -x c++ /dev/null | grep -q __AVX__ && wide=1 || wide=0
"$compiler" --version | sed -n 1p
objdump -d --no-show-raw-insn "$work/lanes.o" | awk -v wide=$wide '
    $2 ~ /^v?(add|sub|mul|div|f[n]?m(add|sub)[0-9]*)pd$/ { if (/zmm/) ++n["zmm"]; else if (/ymm/) ++n["ymm"]; else ++n["xmm"] }
    $2 ~ /^v?(add|sub|mul|div|f[n]?m(add|sub)[0-9]*)sd$/ { ++n["single"] }
    END {
        printf "512 bits: %d, 256 bits: %d, 128 bits: %d, single numbers: %d\n", n["zmm"], n["ymm"], n["xmm"], n["single"]
        vectors = n["zmm"] + n["ymm"] + (wide ? 0 : n["xmm"])
        if (vectors == 0 || n["single"] * 10 > vectors) { print "not vectorized"; exit 1 }
    }'
