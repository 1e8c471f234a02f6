#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Prints the level budgets and findings of three hook-ups (examples/00_quickstart). Installs and builds what that needs.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."
. tests/install.sh

missing_too() { :; }

install_missing
build build/examples example_00_quickstart -DGAINSTAGE_BUILD_TESTS=OFF -DGAINSTAGE_BUILD_EXAMPLES=ON
exec build/examples/examples/example_00_quickstart
