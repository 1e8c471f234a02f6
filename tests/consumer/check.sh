#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# A consumer builds, without a warning, and runs.
#   check.sh WORK KIND COMPILER
set -eu
work=$1
kind=$2
export CXX=$3
here=tests/consumer
source=$(pwd)
strict="-Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wold-style-cast -Werror"

rm -rf "$work"
mkdir -p "$work"

quietly() {
    "$@" >"$work/log.txt" 2>&1 || {
        cat "$work/log.txt"
        exit 1
    }
}
install_to() { # an install tree, at $1
    quietly cmake -S . -B "$work/library" -DCMAKE_INSTALL_PREFIX="$1" -DGAINSTAGE_BUILD_TESTS=OFF -DGAINSTAGE_BUILD_EXAMPLES=OFF
    quietly cmake --install "$work/library"
}
build_with_cmake() { # OPTION...
    quietly cmake -S "$here/$kind" -B "$work/build" -DCMAKE_CXX_FLAGS="$strict" -DCMAKE_CXX_EXTENSIONS=OFF "$@"
    quietly cmake --build "$work/build"
    "$work/build/consumer"
}
compile() { # FLAG... FILE...
    # shellcheck disable=SC2086 # a list of flags
    "$CXX" -std=c++20 $strict "$@" -o "$work/consumer"
    "$work/consumer"
}

case $kind in
find_package)
    install_to "$work/prefix"
    # Headers suit every machine: the version file also says so to a 32-bit project, and refuses another minor version.
    quietly cmake -DFILE="$work/prefix/share/cmake/gainstage/gainstage-config-version.cmake" -P $here/find_package/version.cmake
    build_with_cmake -DCMAKE_PREFIX_PATH="$work/prefix"
    ;;
add_subdirectory | fetch_content)
    build_with_cmake -DGAINSTAGE_SOURCE="$source"
    quietly cmake --install "$work/build" --prefix "$work/prefix"
    [ ! -e "$work/prefix/include" ] || { echo "the consumer installs our headers"; exit 1; }
    ;;
pkg_config)
    install_to "$work/prefix"
    # shellcheck disable=SC2046 # the point of pkg-config
    compile $(PKG_CONFIG_PATH="$work/prefix/share/pkgconfig" pkg-config --cflags gainstage) "$here/main.cpp"
    ;;
single_header)
    sh $here/single_header/amalgamate.sh >"$work/gainstage.hpp"
    diff -q "$work/gainstage.hpp" include/single_header/gainstage.hpp ||
        { echo "the single header is not current: sh $here/single_header/amalgamate.sh >include/single_header/gainstage.hpp"; exit 1; }
    # The examples include the headers by name: here each of them is the one file.
    (cd include && find gainstage -name '*.hpp') | while IFS= read -r header; do
        mkdir -p "$work/include/$(dirname "$header")"
        printf '#pragma once\n#include "%s"\n' "$source/include/single_header/gainstage.hpp" >"$work/include/$header"
    done
    compile -Iinclude/single_header $here/single_header/main.cpp
    for example in examples/[0-9]*/main.cpp; do
        # shellcheck disable=SC2086 # a list of flags
        "$CXX" -std=c++20 $strict -I"$work/include" -fsyntax-only "$example"
    done
    ;;
two_units) compile -Iinclude $here/two_units/main.cpp $here/two_units/other.cpp ;;
hostile_macros | c_headers) compile -Iinclude $here/$kind/main.cpp ;;
no_exceptions) compile -fno-exceptions -fno-rtti -Iinclude $here/main.cpp ;;
*)
    echo "no consumer '$kind'"
    exit 1
    ;;
esac
