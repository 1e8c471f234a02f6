#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# How large five_stages.cpp becomes without exceptions and RTTI, and what it must not need.
#   check.sh WORK COMPILER FLAG...
# WORK is for the files it makes. A cross compiler (arm-none-eabi-g++) sees Boost's headers and no others of this machine.
# LIMIT, if set, is the largest text + data of the linked program, in bytes.
set -eu
export LC_ALL=C
work=$1
compiler=$2
shift 2
file=tests/size/five_stages.cpp
. tests/unchanged.sh

begin "$work" "$("$compiler" --version) $* ${LIMIT-}" include "$file" tests/size/check.sh
case $compiler in
    *-g++) tools=${compiler%g++} ;;
    *) tools= ;;
esac
boost=$work.boost
mkdir -p "$boost"
for at in ${BOOST_ROOT-} /usr/include /usr/local/include; do
    if [ -e "$at/boost/units/quantity.hpp" ]; then
        ln -sfn "$at/boost" "$boost/boost"
        break
    fi
done

fail() {
    echo "$file: $1"
    exit 1
}
"$compiler" "$@" -std=c++20 -Os -fno-exceptions -fno-rtti -ffunction-sections -fdata-sections -Wno-psabi -Iinclude \
    -isystem "$boost" -c "$file" -o "$work.o"
"$compiler" "$@" -Wl,--gc-sections "$work.o" -o "$work.elf"

"${tools}nm" -C "$work.o" >"$work.symbols"
! grep -E 'operator (new|delete)|\b(malloc|calloc|realloc|free)$' "$work.symbols" || fail "it uses the heap"
! grep -E 'basic_string<|basic_string\(|ios_base|basic_[io]?stream|locale' "$work.symbols" || fail "it needs <iostream> or <string>"
! grep -E '__cxa_(throw|atexit|guard)|typeinfo|vtable|_GLOBAL__sub_I' "$work.symbols" ||
    fail "it needs exceptions, RTTI or initialization before main()"
! "${tools}objdump" -h "$work.o" | grep -E ' \.(init_array|preinit_array|ctors)' || fail "it has a static initializer"

"${tools}size" "$work.o" "$work.elf"
# Own code and data, then with the start-up code and the mathematics of the C library.
bytes=$("${tools}size" "$work.elf" | awk 'NR == 2 { print $1 + $2 }')
echo "no heap, no static initializer, no <iostream>, no <string>; $bytes bytes linked"
[ "$bytes" -le "${LIMIT-$bytes}" ] || fail "more than $LIMIT bytes"
passed
