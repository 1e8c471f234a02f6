#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# check.sh DIR TARGET COMPILER RUNS [SECONDS]: builds a fuzz target in DIR and lets it think of RUNS inputs, or of as many as
# it can within SECONDS, after all that it kept of earlier runs. The same runs find the same.
set -eu
dir=$1
target=$2
compiler=$3
runs=$4
seconds=${5:-0}

mkdir -p "$dir/corpus"
"$compiler" -std=c++20 -O2 -g1 -Iinclude -fno-omit-frame-pointer \
    -fsanitize=fuzzer,address,undefined,float-divide-by-zero,float-cast-overflow -fno-sanitize-recover=all \
    "tests/fuzz/$target.cpp" -o "$dir/$target"
exec "$dir/$target" -seed=1 -runs="$runs" -max_total_time="$seconds" -max_len=1024 -len_control=0 -timeout=60 \
    -verbosity=0 -print_final_stats=1 -artifact_prefix="$dir/" "$dir/corpus"
