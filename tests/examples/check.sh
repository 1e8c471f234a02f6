#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# What PROGRAM prints is EXPECTED, to the byte.
#   check.sh PROGRAM EXPECTED
set -eu
if [ ! -e "$2" ]; then
    echo "$2 is missing. Check each figure that the program prints, then make it:"
    echo "    $1 >$2"
    exit 1
fi
actual=$(mktemp)
trap 'rm -f "$actual"' EXIT
"$1" >"$actual"
diff -u "$2" "$actual"
