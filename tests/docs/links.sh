#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Every link of every page that stays inside the project leads to a file, and to a heading of it where it names one.
set -eu
git ls-files '*.md' 2>/dev/null | grep . >/dev/null && pages=$(git ls-files '*.md') || pages=$(find . -name '*.md' ! -path './build/*')

# The anchors of a page, as GitHub makes them: lower case, no punctuation, hyphens for spaces.
anchors() {
    sed -n '/^```/,/^```/d; s/^##* *//p' "$1" | tr '[:upper:]' '[:lower:]' | sed "s/[^[:alnum:] _-]//g; s/ /-/g"
}

failed=0
checked=0
for page in $pages; do
    for link in $(sed '/^```/,/^```/d' "$page" | grep -o '](\([^) ]*\))' | sed 's/^](//; s/)$//'); do
        case $link in
        *://* | mailto:*) continue ;;
        esac
        checked=$((checked + 1))
        path=${link%%#*}
        if [ -n "$path" ]; then
            target=$(dirname "$page")/$path
        else
            target=$page
        fi
        if [ ! -e "$target" ]; then
            echo "$page: there is no $link"
            failed=1
            continue
        fi
        case $link in
        *#*)
            anchors "$target" | grep -qx -e "${link#*#}" || {
                echo "$page: $target has no heading for ${link#*#}"
                failed=1
            }
            ;;
        esac
    done
done
echo "$checked links"
[ "$checked" -gt 0 ] && exit $failed
