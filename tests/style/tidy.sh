#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# clang-tidy 14 has nothing to say of the sources, with the checks of .clang-tidy.
#   tidy.sh WORK        the headers, the examples and the headline programs
#   tidy.sh WORK all    the tests and the benchmarks too
# Most of clang-tidy's time goes into the headers of the standard library and of Boost. So many sources are one unit here,
# each in a namespace of its own; what they include comes before.
set -eu
export LC_ALL=C
work=$1
. tests/style/tool.sh
. tests/unchanged.sh

find_tool clang-tidy
begin "$work${2+.$2}" "$("$tool" --version)" .clang-tidy tests/style include examples tests/headline ${2+tests bench}
mkdir -p "$work"

tidy() { # the unit $1
    "$tool" --quiet --warnings-as-errors='*' --config-file=.clang-tidy "$1" -- -std=c++20 -Iinclude -Itests -Ibench \
        -fconstexpr-steps=100000000 -Wno-return-type -DGAINSTAGE_SOURCE_DIR='"."'
}
failed=0
each() { # FILE...: every source as a unit
    for file; do
        tidy "$file" || failed=1
    done
}
together() { # NAME FILE...: the sources as one unit; those that include another source, each alone
    unit=$work/$1.cpp
    shift
    for file; do
        shift
        if grep -q '^#include ".*\.cpp"' "$file"; then
            each "$file"
        else
            set -- "$@" "$file"
        fi
    done
    {
        for file; do included_by "$file"; done | sort -u
        n=0
        for file; do
            n=$((n + 1))
            printf 'namespace unit_%d {\n#include "%s"\n}\n' $n "$(pwd)/$file"
        done
    } >"$unit"
    each "$unit"
}
included_by() { # the source $1
    grep '^#include <' "$1" || true
    sed -n 's/^#include "\(.*\)".*/\1/p' "$1" | while IFS= read -r header; do
        beside=$(dirname "$1")/$header
        if [ -e "$beside" ]; then
            echo "#include \"$(pwd)/$beside\""
        else
            echo "#include \"$header\""
        fi
    done
}

# A filter that matches no header would find nothing, ever.
mkdir -p "$work/include/gainstage"
echo '#define not_in_capitals' >"$work/include/gainstage/planted.hpp"
echo '#include "include/gainstage/planted.hpp"' >"$work/planted.cpp"
if tidy "$work/planted.cpp" >"$work/planted.txt" 2>&1 || ! grep -q 'not_in_capitals.*identifier-naming' "$work/planted.txt"; then
    cat "$work/planted.txt"
    echo "clang-tidy does not see what is wrong in a header"
    exit 1
fi

find include/gainstage -name '*.hpp' | sed 's|^include/\(.*\)|#include <\1>|' >"$work/headers.cpp"
each "$work/headers.cpp"
together programs examples/*/main.cpp tests/headline/*.cpp
if [ "${2-}" = all ]; then
    for kind in analysis catalog circuits component detail oracles properties report rules spice static; do
        together $kind tests/$kind/*.cpp
    done
    together tests tests/[!m]*.cpp # without main.cpp
    each tests/fuzz/*.cpp tests/consumer/main.cpp tests/consumer/two_units/*.cpp tests/debugger/*.cpp tests/size/*.cpp
    together bench bench/*.cpp
    each bench/raw/five_stages.cpp
fi
[ $failed = 0 ] || exit 1
passed
