# SPDX-License-Identifier: BSL-1.0
# Lists every mutant of the headers it is given, one a line: file, line, column, length, what to put there instead, and the
# line as it then is.
# A constant is changed, a sign or an operator turned round, a comparison negated; one at a time.

function mutant(column, width, instead,    line) {
    line = substr($0, 1, column - 1) instead substr($0, column + width)
    sub(/^ */, "", line)
    printf "%s\t%d\t%d\t%d\t%s\t%s\n", FILENAME, FNR, column, width, instead, line
}

function constants(code,    from, before, after, number, is_size) {
    from = 1
    while (match(substr(code, from), /[0-9][0-9.]*(e[-+]?[0-9]+)?/)) {
        from += RSTART - 1
        number = substr(code, from, RLENGTH)
        before = substr(code, from - 1, 1)
        after = substr(code, from + RLENGTH, 1)
        if (from == 1) before = " "
        is_size = before == "[" && substr(code, from) ~ /^[0-9]+\] = \{/
        if (before !~ /[A-Za-z0-9_.']/ && after !~ /[A-Za-z0-9_']/ && !is_size)
            mutant(from, RLENGTH, number ~ /[.e]/ && number + 0 != 0 ? "(" number " * 1.1)" : number + 1)
        from += RLENGTH
    }
}

function operators(code, sign, instead,    from, at) {
    from = 1
    while ((at = index(substr(code, from), " " sign " ")) > 0) {
        mutant(from + at, length(sign), instead)
        from += at + length(sign)
    }
}

# Preprocessor, declarations of templates, the sizes of arrays, and what tells the compiler only.
/^ *#/ || /^ *template/ || /static_assert/ || /std::array</ || /^ *using / || /\\$/ { next }
# A component's defaults are typical values, not formulas; some take more than one line.
FILENAME ~ /component\// && /^    [a-z][A-Za-z_:<>]* [a-z_]+( = |\{)/ && !/ const / { in_default = 1 }
in_default {
    if (/;/) in_default = 0
    next
}
{
    code = code_of($0)
    constants(code)
    operators(code, "+", "-")
    operators(code, "-", "+")
    operators(code, "*", "/")
    operators(code, "/", "*")
    operators(code, "+=", "-=")
    operators(code, "*=", "/=")
    operators(code, "<", ">=")
    operators(code, ">", "<=")
    operators(code, "<=", ">")
    operators(code, ">=", "<")
    operators(code, "==", "!=")
    operators(code, "!=", "==")
    if (code !~ / && [{=]/) operators(code, "&&", "||") # not of a member function for temporaries
    operators(code, "||", "&&")
}
