# SPDX-License-Identifier: BSL-1.0
# Sourced by format.sh and tidy.sh.
# shellcheck shell=sh

# find_tool NAME: sets $tool to version 14 of it. Other versions format and check otherwise: without it the test is skipped.
find_tool() {
    for tool in "$1-14" "$1"; do
        if "$tool" --version 2>/dev/null | grep -q 'version 14\.'; then
            return
        fi
    done
    echo "skipped: needs $1 14; here is: $("$1" --version 2>/dev/null | grep version || echo none)"
    exit 77
}
