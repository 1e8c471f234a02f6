#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# docs/errors.md, from the cases here and from what check.sh kept of the compilers' words; and the suite's summary.
#   document.sh WORK          prints the summary, and fails if docs/errors.md is not what it would write
#   document.sh WORK --write  writes docs/errors.md
# WORK holds what check.sh kept, CASE.gcc.log and .words, CASE.clang.log and .words. Only GCC 12 and clang 14 write the
# page: others word it differently.
set -eu
export LC_ALL=C
work=$1
page=docs/errors.md

values() { # of the comment lines named $1 in the file $2
    sed -n "s|^// $1: *||p" "$2"
}

# --- the summary
cases=$(find tests/compile_fail -name '*.cpp' | wc -l)
for label in gcc clang; do
    worst=$(cd "$work" && find . -name "*.$label.log" -exec wc -c {} + | grep -v ' total$' | sort -n | tail -n 1)
    if [ -n "$worst" ]; then
        size=${worst%% ./*}
        name=${worst##*/}
        echo "$label: $((cases)) cases, the longest message has $((size)) bytes (${name%".$label.log"})"
    fi
done

# --- the page
said() { # by the compiler $1 about the file $2: its first error, and what is expected elsewhere in its words
    name=$(basename "$2" .cpp)
    {
        grep -m1 'error:' "$work/$name.$1.words"
        {
            values expect-match "$2"
            values "expect-match-$1" "$2"
        } | while IFS= read -r regex; do
            grep -E -m1 -e "$regex" "$work/$name.$1.words"
        done
    } | awk '!seen[$0]++' | sed 's/^[^ ]*:[0-9]*:[0-9]*: //; s/^ *\([0-9]* |\)\{0,1\} *//; s/\(lambda at [^:]*\)[0-9:]*/\1/
        s/^\(.\{360\}\).*/\1 .../'
}
block() { # of the file $1, between the lines $2 and $3
    echo "<!-- same-as: $1 -->"
    echo '```cpp'
    sed -n "/^$2\$/,/^$3\$/p" "$1" | sed '1d;$d'
    echo '```'
}
# shellcheck disable=SC2016 # the quotes of Markdown
write() {
    cat <<'END'
# What the compiler says, and what to do

Every mistake of the compile-fail suite, with the first error of GCC 12 and of clang 14 (and the line below it that names
the figure, where there is one), and the line that compiles. The suite checks that no message is longer than stated in
its case, and that none contains the templates of Boost.Units. GCC also names the namespace of the version, as in
`gainstage::v0_1::voltage`; here that is left out.

This page is made by the suite: `ctest --test-dir build/tests -R compile_fail/`, then
`sh tests/compile_fail/document.sh build/tests/tests/compile_fail --write`. A new file in `tests/compile_fail/` is a new
mistake.
END
    for topic in Units Levels Noise Fields Chains 'Your own components, rules and curves' Specifications; do
        printf '\n## %s\n' "$topic"
        for file in tests/compile_fail/*.cpp; do
            [ "$(values topic "$file")" = "$topic" ] || continue
            printf '\n### %s\n\n' "$(sed -n '2{s|^// ||;s|\.$||;p;}' "$file")"
            block "$file" '#else' '#endif'
            printf '\n```text\nGCC:   %s\nclang: %s\n```\n\n' "$(said gcc "$file" | sed '2,$s/^/       /')" \
                "$(said clang "$file" | sed '2,$s/^/       /')"
            printf '%s\n\n' "$(values cure "$file")"
            block "$file" '#ifdef TWIN' '#else'
        done
    done
}

for file in tests/compile_fail/*.cpp; do
    name=$(basename "$file" .cpp)
    for label in gcc clang; do
        if ! [ -e "$work/$name.$label.passed" ]; then
            echo "$page is not checked: $name has not passed with $label"
            exit 0
        fi
    done
done
if ! grep -Eq '^[^ ]+ \(.*\) 12\.[0-9.]+$' "$work/$name.gcc.passed" || ! grep -q 'clang version 14\.' "$work/$name.clang.passed"; then
    echo "$page is not checked: it has the words of GCC 12 and clang 14"
    exit 0
fi
if [ "${2-}" = --write ]; then
    write >"$page"
else
    write >"$work/errors.md"
    diff -u "$page" "$work/errors.md" || {
        echo "$page is not what the compilers say: sh tests/compile_fail/document.sh $work --write"
        exit 1
    }
fi
