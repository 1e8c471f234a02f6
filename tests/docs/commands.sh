#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Every command of PAGE's shell blocks runs, in a copy of the project, and succeeds. `sh tests/run.sh` is left out: it is
# what runs this.
#   commands.sh WORK PAGE
set -eu
work=$1
page=$2
rm -rf "$work"
mkdir -p "$work/copy"
tar -cf - --exclude=./build --exclude=./.git . | tar -xf - -C "$work/copy"
cd "$work/copy"
awk '/^```sh$/ { inside = 1; next } /^```/ { inside = 0 } inside' "$page" | sed 's/ *#.*//' |
    grep -v '^sh tests/run.sh$' | sed 's/^sudo //' >commands
[ -s commands ] || { echo "$page has no commands"; exit 1; }
while IFS= read -r command; do
    echo "\$ $command"
    env DESTDIR="$work/root" sh -c "$command" </dev/null >log 2>&1 || { cat log; exit 1; }
done <commands
