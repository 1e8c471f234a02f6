# SPDX-License-Identifier: BSL-1.0
# The C++ blocks of a Markdown page as source files; README.md beside this file has the rules.
#   awk -v out=DIRECTORY -f extract.awk PAGE
# Writes DIRECTORY/bodies.cpp, program_LINE.cpp and program_LINE.expected.

function error(text) {
    print FILENAME ":" first - 1 ": " text
    failed = 1
}

# Is the block, as whole lines, in the file?
function contained(path,    line, text) {
    text = "\n"
    while ((getline line <path) > 0) text = text line "\n"
    close(path)
    return index(text, "\n" block)
}

function location() {
    return "#line " first " \"" FILENAME "\"\n"
}

function begin_body() {
    if (bodies == "")
        bodies = "#include <gainstage/gainstage.hpp>\n#include <gainstage/report/text.hpp>\n#include <iostream>\n" \
                 "namespace gs = gainstage;\nusing namespace gainstage::literals;\n"
    else bodies = bodies "}\n"
    bodies = bodies "void block_at_line_" first "() {\n"
}

function end_of_block() {
    if (output_of) {
        if (language == "text") printf "%s", block >(out "/program_" output_of ".expected")
        else error("the program's output must follow in a ```text block")
        output_of = 0
    }
    if (mark ~ /^same-as: /) {
        sub(/^same-as: */, "", mark)
        if (block == "" || !contained(mark)) error("this block is not in " mark)
    } else if (language !~ /^(cpp|c\+\+|cxx|cc)$/) {
        return
    } else if (mark == "compile: body") {
        begin_body()
        bodies = bodies location() block
    } else if (mark == "compile: body, continued" && bodies != "") {
        bodies = bodies location() block
    } else if (mark ~ /^compile: program(, output: next)?$/) {
        printf "%s", location() block >(out "/program_" first ".cpp")
        if (mark ~ /next$/) output_of = first
    } else {
        error("a C++ block needs a mark that says how it is checked, see tests/docs/README.md")
    }
}

{ sub(/\r$/, "") }

fence == "" && match($0, /^ *```+/) {
    fence = substr($0, 1, RLENGTH)
    language = substr($0, RLENGTH + 1)
    gsub(/^ +| .*$/, "", language)
    indent = match(fence, /`/) - 1
    fence = substr(fence, indent + 1)
    first = FNR + 1
    block = ""
    next
}
fence != "" && /^ *```+ *$/ {
    ticks = $0
    gsub(/ /, "", ticks)
    if (length(ticks) >= length(fence)) {
        end_of_block()
        fence = mark = ""
        next
    }
}
fence != "" {
    match($0, /^ */)
    block = block substr($0, 1 + (RLENGTH < indent ? RLENGTH : indent)) "\n"
    next
}
/^ *~~~/ {
    first = FNR + 1
    error("use ``` for a block")
}
/^ *<!-- .* -->$/ {
    mark = $0
    gsub(/^ *<!-- *| *-->$/, "", mark)
    next
}
/[^ ]/ { mark = "" }

END {
    if (fence != "") error("this block does not end")
    if (output_of) error("the program's output must follow in a ```text block")
    if (bodies != "") printf "%s", bodies "}\n" >(out "/bodies.cpp")
    exit failed
}
