#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Which lines and branches of include/ the tests run: GCC's --coverage, read by gcovr. Fails below 98 % of the lines or 95 % of
# the branches. build/coverage/html/index.html shows each line.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/../.."
build=build/coverage
rm -rf "$build/html"
mkdir -p "$build/html"

targets="gainstage_tests gainstage_circuits gainstage_laws spice_differential spice_transient"
export CMAKE_GENERATOR="${CMAKE_GENERATOR:-Ninja}"
cmake -S . -B "$build" -DCMAKE_BUILD_TYPE=None -DCMAKE_CXX_COMPILER="${CXX:-g++}" \
    -DCMAKE_CXX_FLAGS="-O0 --coverage -fprofile-abs-path" -DGAINSTAGE_BUILD_EXAMPLES=OFF -DGAINSTAGE_INSTALL=OFF >"$build/log.txt"
# shellcheck disable=SC2086 # a list of targets
cmake --build "$build" --parallel "$(getconf _NPROCESSORS_ONLN)" --target $targets >>"$build/log.txt"

find "$build" -name '*.gcda' -delete
for target in $targets; do
    RC_PARAMS=seed=1 "$build/tests/$target" >>"$build/log.txt"
done
gcovr --root . --filter include/gainstage/ --object-directory "$build" --exclude-throw-branches --exclude-unreachable-branches \
    --html-details "$build/html/index.html" --txt "$build/report.txt" --print-summary --fail-under-line 98 --fail-under-branch 95 "$build"
