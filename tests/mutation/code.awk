# SPDX-License-Identifier: BSL-1.0
# What is text or comment becomes blanks, so that columns stay.
function code_of(line,    out, i, c, inside) {
    out = ""
    for (i = 1; i <= length(line); ++i) {
        c = substr(line, i, 1)
        if (!inside && substr(line, i, 2) == "//") break
        if (c == "\"" && substr(line, i - 1, 1) != "\\") {
            inside = !inside
            c = " "
        }
        out = out (inside ? " " : c)
    }
    return out
}
