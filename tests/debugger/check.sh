#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# gdb shows levels and quantities as the field writes them.
#   check.sh WORK COMPILER
set -eu
work=$1
here=tests/debugger
mkdir -p "$work"
"$2" -std=c++20 -g -O0 -Iinclude $here/main.cpp -o "$work/main"
set --
for name in line speech alignment gain silence literal hiss source cable noise room load vocal.name vocal.sensitivity; do
    set -- "$@" -ex "printf \"$name \"" -ex "output $name" -ex 'printf "\n"'
done
gdb -nx -batch -q -iex 'set debuginfod enabled off' -ex 'source docs/debugger/gainstage_gdb.py' -ex 'break stop_here' \
    -ex run -ex up "$@" "$work/main" >"$work/log.txt" 2>&1 || true
sed -n '/^line /,$p' "$work/log.txt" >"$work/actual.txt"
diff -u $here/expected.txt "$work/actual.txt" || { cat "$work/log.txt"; exit 1; }
