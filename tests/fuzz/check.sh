#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# check.sh DIR TARGET COMPILER RUNS: builds a fuzz target in DIR and gives it the inputs of corpus/TARGET and others made
# from them, RUNS in all, the same every time.
# check.sh DIR TARGET COMPILER 0 SECONDS: as many as it can within SECONDS, also from all that it kept of earlier runs.
set -eu
dir=$1
target=$2
compiler=$3
runs=$4
seconds=${5:-0}
. tests/unchanged.sh

sanitizers=fuzzer,address,undefined,float-divide-by-zero,float-cast-overflow
printf '#include <cstddef>\nextern "C" int LLVMFuzzerTestOneInput(unsigned char const*, std::size_t) { return 0; }\n' |
    "$compiler" -fsanitize=$sanitizers -x c++ - -o /dev/null 2>/dev/null || {
    echo "skipped: $compiler has no libFuzzer (Debian: libclang-rt-dev)"
    exit 77
}
[ "$runs" = 0 ] || begin "$dir" "$("$compiler" --version) $runs" include tests/fuzz
mkdir -p "$dir/corpus"
"$compiler" -std=c++20 -O1 -g1 -Iinclude -fno-omit-frame-pointer -fsanitize=$sanitizers -fno-sanitize-recover=all \
    "tests/fuzz/$target.cpp" -o "$dir/$target"
# Keeping account of how rare each feature is (entropic) takes longer than most inputs do.
set -- "$dir/$target" -max_len=1024 -len_control=0 -entropic=0 -timeout=60 -verbosity=0 -print_funcs=0 \
    -print_final_stats=1 -artifact_prefix="$dir/"
if [ "$runs" = 0 ]; then
    "$@" -max_total_time="$seconds" "$dir/corpus" "tests/fuzz/corpus/$target"
else
    new=$(mktemp -d)
    trap 'rm -r "$new"' EXIT
    # What the program compares guides the search, addresses among it: the same ones every time.
    fixed=
    if command -v setarch >/dev/null; then fixed="setarch $(uname -m) -R"; fi
    $fixed "$@" -seed=1 -reload=0 -runs="$runs" "$new" "tests/fuzz/corpus/$target"
    passed
fi
