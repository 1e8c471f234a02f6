#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Which lines and branches of include/gainstage the tests run: clang's coverage by source position. Fails below 98 % of
# the lines or 95 % of the branches, and where exceptions.txt no longer fits.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/../.."
build=build/coverage
clang=${CLANG:-clang++}
# The tools of the same version as the compiler: a Debian package llvm-14 calls them llvm-cov-14.
version=$("$clang" -dumpversion | cut -d. -f1)
tool() { command -v "$1-$version" || command -v "$1"; }
llvm_cov=$(tool llvm-cov)
llvm_profdata=$(tool llvm-profdata)

targets="gainstage_tests gainstage_circuits gainstage_laws spice_differential spice_transient"
mkdir -p "$build"
cmake -G "${CMAKE_GENERATOR:-Ninja}" -S . -B "$build" -DCMAKE_BUILD_TYPE=None -DCMAKE_CXX_COMPILER="$clang" \
    -DCMAKE_CXX_FLAGS="-O0 -fprofile-instr-generate -fprofile-update=atomic -fcoverage-mapping" \
    -DGAINSTAGE_BUILD_EXAMPLES=OFF -DGAINSTAGE_INSTALL=OFF >"$build/log.txt"
# shellcheck disable=SC2086 # a list of targets
cmake --build "$build" --parallel "$(getconf _NPROCESSORS_ONLN)" --target $targets >>"$build/log.txt"

rm -rf "$build/profiles" "$build/html"
objects=
for target in $targets; do
    RC_PARAMS=seed=1 LLVM_PROFILE_FILE="$build/profiles/$target" "$build/tests/$target" >>"$build/log.txt"
    objects="$objects ${objects:+-object }$build/tests/$target"
done
"$llvm_profdata" merge -o "$build/profile" "$build"/profiles/*

# shellcheck disable=SC2086 # a list of programs
show() {
    "$llvm_cov" show -instr-profile="$build/profile" -show-branches=count -show-instantiations=false "$@" $objects \
        include/gainstage
}
show -format=html -output-dir="$build/html"
show >"$build/lines.txt"
awk -f tests/coverage/count.awk tests/coverage/exceptions.txt "$build/lines.txt" | tee "$build/report.txt"
echo "each line: $build/html/index.html"
tail -n 1 "$build/report.txt" | grep -q '^passed'
