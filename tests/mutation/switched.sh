#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# switched.sh WORK NUMBER "TEST...": does any of these programs (program.sh) notice a mutant? Prints its number, and which.
# A mutant that does not end, or takes all memory, is noticed.
set -u
ulimit -t 15
ulimit -v 4000000
for test in $3; do
    MUTANT=$2 timeout 300 "$1/$test/test" --abort-after=1 >/dev/null 2>&1 || { echo "$2 $test"; exit; }
done
echo "$2"
