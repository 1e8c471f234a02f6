# SPDX-License-Identifier: BSL-1.0
# Sourced by the check.sh scripts, which run a compiler: what passed before and has not changed since is skipped.
# shellcheck shell=sh

# begin WORK KEY FILE...: exits 0 if WORK.passed holds KEY and is newer than every FILE (and all that is in it).
begin() {
    stamp=$1.passed
    key=$2
    shift 2
    if [ -e "$stamp" ] && [ "$(cat "$stamp")" = "$key" ] && [ -z "$(find "$@" -newer "$stamp")" ]; then
        echo "unchanged since it last passed"
        exit 0
    fi
    mkdir -p "$(dirname "$stamp")"
    rm -f "$stamp"
    printf '%s\n' "$key" >"$stamp.new" # now: a file edited while the test runs is newer
}

passed() {
    mv "$stamp.new" "$stamp"
}
