#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# FILE must not compile, for the right reason, and says so briefly; its twin, which differs in one line, compiles.
#   check.sh WORK FILE COMPILER FLAG...
# In FILE:
#   // cure: <text>                                  what to do; for docs/errors.md
#   // expect-first: <extended regular expression>   found in the first line of the compiler's output that has "error:"
#   // expect-match: <extended regular expression>   found in the compiler's output (one or more of either)
#   // forbid-match: <extended regular expression>   not found there (any number)
#   // max-bytes-gcc: <number>                       the output is no longer than this
#   // max-bytes-clang: <number>
#   #ifdef TWIN
#   one line that compiles
#   #else
#   one line that does not
#   #endif
# A line named expect-first-gcc, expect-match-clang, ... is for that compiler alone. Boost's unit templates are forbidden
# to every case. WORK.log keeps what the compiler said, WORK.words the same without the namespace of the version;
# document.sh makes docs/errors.md and the summary of them.
set -eu
export LC_ALL=C
work=$1
file=$2
shift 2
. tests/unchanged.sh

version=$("$1" --version)
case $version in
    *clang*) label=clang ;;
    *) label=gcc ;;
esac
begin "$work" "$version $*" include "$file" tests/compile_fail/check.sh
log=$work.log
words=$work.words

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
expected() { # of the comment lines named $1, for every compiler and for this one
    values "$1"
    values "$1-$label"
}
lines() { # from the line $1 to the line $2
    sed -n "/^$1\$/,/^$2\$/p" "$file" | grep -c ''
}
compile() {
    "$@" -std=c++20 -Iinclude -fsyntax-only "$file" >"$log" 2>&1
}

rm -f "$log"
[ -n "$(values cure)" ] || fail "it has no line '// cure: ...'"
[ -n "$(expected expect-first)$(expected expect-match)" ] || fail "it has no line '// expect-first: ...' or '// expect-match: ...'"
if [ "$(lines '#ifdef TWIN' '#else') $(lines '#else' '#endif')" != "3 3" ]; then
    fail "it must have one '#ifdef TWIN', with one line before and one line after '#else'"
fi

compile "$@" -DTWIN || fail "the twin does not compile"
if compile "$@"; then
    fail "it compiles"
fi
sed 's/gainstage::v[0-9_]*::/gainstage::/g' "$log" >"$words"

expected expect-first | while IFS= read -r regex; do
    grep -m1 'error:' "$words" | grep -Eq -e "$regex" || fail "the compiler does not begin with '$regex'"
done
expected expect-match | while IFS= read -r regex; do
    grep -Eq -e "$regex" "$words" || fail "the compiler does not say '$regex'"
done
{
    echo 'static_rational|boost::units::list'
    values forbid-match
} | while IFS= read -r regex; do
    ! grep -Eq -e "$regex" "$words" || fail "the compiler says '$regex'"
done
bytes=$(wc -c <"$log")
limit=$(values "max-bytes-$label")
[ -n "$limit" ] || fail "it has no line '// max-bytes-$label: ...'"
[ "$bytes" -le "$limit" ] || fail "the compiler says $bytes bytes, more than $limit"
echo "$bytes bytes of diagnostics"
passed
