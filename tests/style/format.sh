#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Every source is as clang-format 14 has it. Not the two programs that were given, nor what is made of other files.
set -eu
. tests/style/tool.sh

find_tool clang-format
find include/gainstage tests examples bench docs -name '*.[ch]pp' ! -path 'tests/headline/*' \
    ! -path 'examples/00_quickstart/*' -exec "$tool" --dry-run -Werror {} +
