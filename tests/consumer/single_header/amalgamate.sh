#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# Prints the library as one header: the umbrella, then what is opt-in, which GAINSTAGE_CORE_ONLY leaves out.
#   sh tests/consumer/single_header/amalgamate.sh >include/single_header/gainstage.hpp
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/../../../include"

version=$(sed -n 's,^#define GAINSTAGE_VERSION_[A-Z]* \([0-9]*\)$,\1,p' gainstage/version.hpp | paste -s -d .)
cat <<HEAD
// SPDX-License-Identifier: BSL-1.0
// gainstage $version as one header. Made by tests/consumer/single_header/amalgamate.sh: change the headers, not this.
// Define GAINSTAGE_CORE_ONLY before it to leave out the reports and the catalogue, and with them <string> and <ostream>.
#pragma once
HEAD
core=$(cd . && find gainstage -name '*.hpp' ! -path 'gainstage/report/*' ! -path 'gainstage/catalog/*' | sort)
extra=$(find gainstage/report gainstage/catalog -name '*.hpp' | sort)

# Every header once, behind what it includes; foreign includes stay where they are first met.
# shellcheck disable=SC2086 # lists of files
awk '
function put(file,    line, path) {
    if (file in done) return
    done[file] = 1
    while ((getline line <file) > 0) {
        if (line ~ /^#include <gainstage\//) {
            path = line
            sub(/^#include </, "", path); sub(/>.*/, "", path)
            put(path)
        } else if (line ~ /^#include /) {
            if (!(line in foreign)) { foreign[line] = 1; print line }
        } else if (line !~ /^#pragma once/ && line !~ /^\/\/ SPDX-/) {
            print line
        }
    }
    close(file)
}
BEGIN {
    for (i = 1; i < ARGC; ++i)
        if (ARGV[i] == "--") { print "\n#ifndef GAINSTAGE_CORE_ONLY"; guarded = 1; split("", foreign) }
        else put(ARGV[i])
    if (guarded) print "#endif // GAINSTAGE_CORE_ONLY"
    exit
}' $core -- $extra | cat -s
