#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# check.sh BUILD COMPILER: builds the tests with the address and undefined-behaviour sanitizers, and runs them. A first
# finding ends a test.
set -eu
build=$1
compiler=$2
. tests/unchanged.sh

printf 'int main() {}\n' | "$compiler" -fsanitize=address,undefined -x c++ - -o /dev/null 2>/dev/null || {
    echo "skipped: $compiler has no sanitizers (Debian: libclang-rt-dev)"
    exit 77
}
begin "$build" "$("$compiler" --version)" include tests CMakeLists.txt
mkdir -p "$build"
{
    cmake -S . -B "$build" -DCMAKE_BUILD_TYPE=None -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_CXX_FLAGS="-O0 -g1" \
        -DGAINSTAGE_SANITIZE=ON -DGAINSTAGE_BUILD_EXAMPLES=OFF -DGAINSTAGE_INSTALL=OFF &&
        cmake --build "$build" --parallel 2
} >"$build/log.txt" 2>&1 || {
    cat "$build/log.txt"
    exit 1
}
# The tests that run programs of ours; the others run compilers and scripts.
ctest --test-dir "$build" --output-on-failure --parallel 2 --tests-regex '^(unit|circuits|spice|properties)/'
passed
