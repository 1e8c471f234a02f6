#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Builds everything and runs all tests; ctest's summary comes last. Installs what that needs.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."
. tests/install.sh

missing_too() {
    have_doctest || echo doctest-dev
    have ngspice || echo ngspice
    # A second compiler, where it is easily had.
    ! can_install || have clang++ || echo clang
}

install_missing
say "Building in build/tests ..."
build build/tests all -DCMAKE_BUILD_TYPE=Debug # optimizing takes three times as long to compile
exec ctest --test-dir build/tests --parallel "$(jobs_to_run)" --output-on-failure
