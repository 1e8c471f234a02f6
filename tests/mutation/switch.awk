# SPDX-License-Identifier: BSL-1.0
# switch.awk LEFT_OUT MUTANTS HEADER (with code.awk): prints a header with a switch (switches.hpp) for each of its mutants,
# that of the n-th line of MUTANTS (mutants.awk's list, of all headers) having the number n. LEFT_OUT lists "HEADER LINE" of
# what stays as it is.
#
#   2        (mutation::on(n) ? 3 : 2)
#   a + b    a + mutation::op(n) + b                             any operator but the two that may leave b out
#   a && b   (mutation::on(n) ? bool(a || b) : bool(a && b))     the whole expression, since its grouping changes too

# Where the logical expression around a place begins and ends (the place after it).
function first_of(at,    i, c, depth) {
    depth = 0
    for (i = at - 1; i > 0; --i) {
        c = substr(code, i, 1)
        if (c ~ /[])}]/) ++depth
        else if (c ~ /[[({]/ && depth-- == 0) break
        else if (depth == 0 && (parts(i, c) || substr(code, i - 5, 7) ~ /^return[ \n]$/)) break
    }
    for (++i; substr(code, i, 1) ~ /[ \n]/;) ++i
    return i
}
function after(at,    i, c, depth) {
    depth = 0
    for (i = at; i <= length(code); ++i) {
        c = substr(code, i, 1)
        if (c ~ /[[({]/) ++depth
        else if (c ~ /[])}]/ && depth-- == 0) break
        else if (depth == 0 && parts(i, c)) break
    }
    while (substr(code, i - 1, 1) ~ /[ \n]/) --i
    return i
}
# What binds less than || does: punctuation, the conditional operator, an assignment.
function parts(i, c) {
    if (c ~ /[;,?]/) return 1
    if (c == ":") return substr(code, i - 1, 1) != ":" && substr(code, i + 1, 1) != ":"
    return c == "=" && substr(code, i - 1, 1) !~ /[=<>!]/ && substr(code, i + 1, 1) ~ /[ \n]/
}
function line_of(at,    line) {
    for (line = 1; line < lines && start[line + 1] <= at;) ++line
    return line
}

FILENAME == ARGV[1] {
    if ($1 == ARGV[3]) stays[$2]
    next
}
FILENAME == ARGV[2] {
    ++mutants
    split($0, field, "\t")
    if (field[1] != ARGV[3]) next
    if (!first) first = mutants
    last = mutants
    line[mutants] = field[2]; column[mutants] = field[3]; width[mutants] = field[4]; instead[mutants] = field[5]
    next
}
{
    raw[++lines] = $0
    start[lines] = length(code) + 1
    code = code code_of($0) "\n"
}
END {
    for (n = first; first && n <= last; ++n) {
        if (line[n] in stays) continue
        at = start[line[n]] + column[n] - 1
        was = substr(code, at, width[n])
        if (was ~ /^[0-9]/ && substr(code, at - 2, 2) ~ /p[-+]/) continue # of a hexadecimal constant
        if (was == "&&" || was == "||") {
            from = first_of(at)
            to = after(at)
            if (line_of(from) in stays) continue
            whole = substr(code, from, at - from) instead[n] substr(code, at + width[n], to - at - width[n])
            gsub(/\n */, " ", whole)
            before[from] = before[from] "(mutation::on(" n ") ? bool(" whole ") : bool("
            behind[to] = behind[to] "))"
        } else {
            if (was ~ /^[0-9]/) becomes[at] = "(mutation::on(" n ") ? " instead[n] " : " was ")"
            else becomes[at] = was " mutation::op(" n ") " was
            skip[at] = width[n]
        }
    }
    for (l = 1; l <= lines; ++l) {
        out = ""
        end = (l < lines ? start[l + 1] : length(code) + 1) - 1 # of the newline
        for (at = start[l]; at <= end;) {
            out = out behind[at] before[at]
            if (at in becomes) {
                out = out becomes[at]
                at += skip[at]
            } else {
                if (at < end) out = out substr(raw[l], at - start[l] + 1, 1)
                ++at
            }
        }
        # A constant of a function's own is computed each time, and so is one outside of functions where it is asked for.
        if (!(l in stays) && out ~ /mutation::/) {
            if (out ~ /^    +constexpr (double|int|long|std::size_t) [^(]* = /) sub(/constexpr /, "", out)
            if (match(out, /^inline constexpr double [A-Za-z0-9_]* = .*;$/)) {
                split(out, word, " ")
                sub(/^[^=]*= /, "", out)
                out = "inline constexpr struct { constexpr operator double() const { return " out " } } " word[4] "{};"
            }
        }
        print out substr(raw[l], end - start[l] + 1)
    }
}
