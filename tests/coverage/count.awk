# SPDX-License-Identifier: BSL-1.0
# Counts what llvm-cov's text shows: awk -f count.awk exceptions.txt lines.txt. README.md says what counts. The last
# line begins with "passed" or "failed".

function percent(part, whole) { return whole == 0 ? 100 : 100 * part / whole }
function trimmed(s) {
    gsub(/^[ \t]+|[ \t]+$/, "", s)
    return s
}
function indent(s) {
    match(s, /^ */)
    return RLENGTH
}
# What was not run is printed, unless the list has it.
function miss(place, what) {
    if (place in listed) {
        used[listed[place]] = 1
        return 1
    }
    missing = missing sprintf("  %s:%d: %s: %s\n", file, place, what, trimmed(text[place]))
    return 0
}
# The lines of this file that the list has, each alone or with its block.
function find_listed(    place, code, block, depth) {
    split("", listed)
    block = ""
    for (place = 1; place <= last; ++place) {
        code = trimmed(text[place])
        if (block == "" && (file ": " code " ... }") in exception) {
            block = file ": " code " ... }"
            depth = indent(text[place])
        }
        if (block != "") listed[place] = block
        else if ((file ": " code) in exception) listed[place] = file ": " code
        if (block != "" && indent(text[place]) == depth && code ~ /^}/) block = ""
    }
}
function end_of_file(    place, k, at, way) {
    if (file == "") return
    find_listed()
    for (place = 1; place <= last; ++place) {
        if (place in count) {
            ++lines[file]
            if (count[place]) ++run[file]
            else listed_lines[file] += miss(place, "not run")
        }
        for (k = 1; k <= positions[place]; ++k) {
            at = position[place, k]
            for (way = 1; way <= 2; ++way) {
                ++branches[file]
                if (taken[at, way]) ++took[file]
                else listed_branches[file] += miss(place, never[way] " in column " column[at])
            }
        }
    }
    split("", count); split("", text); split("", positions); split("", position); split("", taken)
    last = 0
}
function add(name) {
    lines["total"] += lines[name]; run["total"] += run[name]; listed_lines["total"] += listed_lines[name]
    branches["total"] += branches[name]; took["total"] += took[name]; listed_branches["total"] += listed_branches[name]
}
function or_nothing(n) { return n ? n : "" }
function row(name) {
    printf "%-34s %4d/%-4d %5.1f  %4d/%-4d %5.1f  %6s %5s\n", name,
        run[name], lines[name], percent(run[name], lines[name]),
        took[name], branches[name], percent(took[name], branches[name]),
        or_nothing(listed_lines[name]), or_nothing(listed_branches[name])
}

BEGIN {
    never[1] = "never true"
    never[2] = "never false"
}
# exceptions.txt
FNR == NR {
    if ($0 != "" && $0 !~ /^#/) exception[$0] = 1
    next
}
# lines.txt: a file's name, its lines, and under a line its branches, for every instance of a template again.
/^\/.*:$/ {
    end_of_file()
    file = $0
    sub(/.*include\/gainstage\//, "", file)
    sub(/:$/, "", file)
    files[++n_files] = file
    next
}
/^ *[0-9]+\|/ {
    bar = index($0, "|")
    last = substr($0, 1, bar - 1) + 0
    rest = substr($0, bar + 1)
    bar = index(rest, "|")
    text[last] = substr(rest, bar + 1)
    times = trimmed(substr(rest, 1, bar - 1))
    if (times != "" && text[last] ~ /[A-Za-z0-9]/ && text[last] !~ /^ *\/\//) count[last] = times != "0"
    next
}
/Branch \([0-9]+:[0-9]+\): \[True/ {
    at = $0
    sub(/.*\(/, "", at)
    sub(/\).*/, "", at)
    if (!((at, 1) in taken)) {
        split(at, part, ":")
        position[part[1], ++positions[part[1]]] = at
        column[at] = part[2]
        taken[at, 1] = taken[at, 2] = 0
    }
    if ($0 !~ /True: 0,/) taken[at, 1] = 1
    if ($0 !~ /False: 0\]/) taken[at, 2] = 1
}
END {
    end_of_file()
    print "header                                 lines     %    branches     %   listed: lines, branches"
    for (k = 1; k <= n_files; ++k) {
        row(files[k])
        add(files[k])
    }
    row("total")
    if (missing != "") printf "\nnot run, and not listed:\n%s", missing
    for (e in exception)
        if (!(e in used)) {
            printf "\nlisted, but run or gone: %s\n", e
            stale = 1
        }
    l = percent(run["total"], lines["total"])
    b = percent(took["total"], branches["total"])
    good = l >= 98 && b >= 95 && !stale
    printf "\n%s: %.1f %% of the lines, %.1f %% of the branches\n", good ? "passed" : "failed", l, b
}
