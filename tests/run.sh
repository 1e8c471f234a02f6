#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Builds everything and runs all tests; ctest's summary comes last. Installs what that needs.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."
. tests/install.sh

missing_too() {
    have_doctest || echo doctest-dev
    have ngspice || echo ngspice
    have pkg-config || echo pkg-config
    have gdb || echo gdb
    # Where they are easily had: a second compiler, its sanitizers and its fuzzer, RapidCheck, what counts instructions, and what
    # sees to the form.
    ! can_install || have clang++ || echo clang
    ! can_install || have_fuzzer || echo libclang-rt-dev
    ! can_install || [ -e /usr/include/rapidcheck.h ] || echo librapidcheck-dev
    ! can_install || have valgrind || echo valgrind
    ! can_install || have clang-format || echo clang-format
    ! can_install || have clang-tidy || echo clang-tidy
}

have_fuzzer() {
    printf 'int main() {}\n' | clang++ -fsanitize=address,fuzzer-no-link -x c++ - -o /dev/null 2>/dev/null
}

install_missing
# A newer compiler with a library of its own, for tests/matrix, where there is such a package.
if can_install && ! { have clang++-19 && [ -e /usr/lib/llvm-19/include/c++/v1/__config ]; }; then
    say "Installing clang 19 with libc++ ..."
    apt_install clang-19 libc++-19-dev libc++abi-19-dev 2>/dev/null || say "There is none: the tests go without it."
fi
say "Building in build/tests ..."
build build/tests all -DCMAKE_BUILD_TYPE=Debug # optimizing takes three times as long to compile
exec ctest --test-dir build/tests --parallel "$(jobs_to_run)" --output-on-failure
