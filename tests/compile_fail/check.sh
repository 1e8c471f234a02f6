#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# FILE must not compile, for the right reason, and says so briefly; its twin, which differs in one line, compiles.
#   check.sh WORK FILE COMPILER FLAG...
# In FILE:
#   // expect-match: <extended regular expression>   found in the compiler's output (one or more of these lines)
#   // forbid-match: <extended regular expression>   not found there (any number)
#   // max-bytes: <number>                           the output is no longer than this (at most one)
#   #ifdef TWIN
#   one line that compiles
#   #else
#   one line that does not
#   #endif
set -eu
export LC_ALL=C
work=$1
file=$2
shift 2
. tests/unchanged.sh

begin "$work" "$("$1" --version) $*" include "$file" tests/compile_fail/check.sh
log=$work.log

fail() {
    echo "$file: $1"
    if [ -e "$log" ]; then
        cat "$log"
    fi
    exit 1
}
values() { # of the comment lines named $1
    sed -n "s|^// $1: *||p" "$file"
}
lines() { # from the line $1 to the line $2
    sed -n "/^$1\$/,/^$2\$/p" "$file" | grep -c ''
}
compile() {
    "$@" -std=c++20 -Iinclude -fsyntax-only "$file" >"$log" 2>&1
}

rm -f "$log"
[ -n "$(values expect-match)" ] || fail "it has no line '// expect-match: ...'"
if [ "$(lines '#ifdef TWIN' '#else') $(lines '#else' '#endif')" != "3 3" ]; then
    fail "it must have one '#ifdef TWIN', with one line before and one line after '#else'"
fi

compile "$@" -DTWIN || fail "the twin does not compile"
if compile "$@"; then
    fail "it compiles"
fi

values expect-match | while IFS= read -r regex; do
    grep -Eq -e "$regex" "$log" || fail "the compiler does not say '$regex'"
done
values forbid-match | while IFS= read -r regex; do
    ! grep -Eq -e "$regex" "$log" || fail "the compiler says '$regex'"
done
bytes=$(wc -c <"$log")
limit=$(values max-bytes)
[ "$bytes" -le "${limit:-$bytes}" ] || fail "the compiler says $bytes bytes, more than $limit"
echo "$bytes bytes of diagnostics"
passed
