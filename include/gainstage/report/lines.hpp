// SPDX-License-Identifier: BSL-1.0
// Lines of a report: words wrapped to its width.
#pragma once

#include <gainstage/report/characters.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

[[nodiscard]] inline std::size_t line_width(text_style const& s) {
    return s.width < 40 ? 40 : static_cast<std::size_t>(s.width);
}

[[nodiscard]] inline std::string spaces(std::size_t n) { return std::string(n, ' '); }

/// The text, cut to so many columns with an ellipsis.
[[nodiscard]] inline std::string cut(std::string const& text, std::size_t limit, text_style const& s) {
    if (columns(text) <= limit) return text;
    std::size_t const room = limit - (std::min)(limit, columns(ellipsis_sign.in(s)));
    std::string out;
    std::size_t used = 0;
    bool full = false;
    for (std::string_view rest = text; !rest.empty() && !full;) {
        character const c = take_character(rest);
        used += columns_of(c.point.value);
        full = used > room;
        if (!full) out += c.bytes;
    }
    return out += ellipsis_sign.in(s);
}

/// A number and its unit stay on one line: "48.0 V", "94.0 dB SPL".
[[nodiscard]] inline bool holds_together(std::string_view word, std::string_view next) {
    if (word == "dB") return next.substr(0, 3) == "SPL";
    std::string_view start = word;
    if (start.substr(0, minus_sign.utf8.size()) == minus_sign.utf8) start.remove_prefix(minus_sign.utf8.size());
    start.remove_prefix((std::min)(start.find_first_not_of("+-<>"), start.size()));
    bool const number = !start.empty() && ((start[0] >= '0' && start[0] <= '9') || start == infinity_sign.utf8);
    return number && std::string_view{",;:.)"}.find(word.back()) == std::string_view::npos;
}

/// Adds words to a last line that is `column` columns long; the lines that follow begin with `indent` spaces.
inline void add_wrapped(std::string& out, std::string_view text, std::size_t column, std::size_t indent,
                        text_style const& s) {
    std::size_t const width = line_width(s);
    indent = (std::min)(indent, width / 2);
    bool first_word = true;
    auto const new_line = [&] {
        (out += '\n') += spaces(indent);
        column = indent;
        first_word = true;
    };
    auto const next_word = [&text] {
        text.remove_prefix((std::min)(text.find_first_not_of(' '), text.size()));
        std::string_view const word = text.substr(0, text.find(' '));
        text.remove_prefix(word.size());
        return word;
    };
    std::string_view word = next_word();
    while (!word.empty()) {
        std::string piece{word};
        std::string_view following = next_word();
        while (!following.empty() && holds_together(word, following)) {
            (piece += ' ') += following;
            word = following;
            following = next_word();
        }
        word = following;
        std::size_t const n = columns(piece);
        if (!first_word && column + 1 + n > width) new_line();
        if (first_word && column > indent && column + n > width) new_line();
        if (!first_word) {
            out += ' ';
            ++column;
        }
        for (std::string_view rest = piece; !rest.empty();) { // a word longer than a line is broken
            character const c = take_character(rest);
            std::size_t const w = columns_of(c.point.value);
            if (column + w > width) new_line();
            out += c.bytes;
            column += w;
        }
        first_word = false;
    }
    out += '\n';
}
inline void add_paragraph(std::string& out, std::string_view text, std::size_t indent, text_style const& s) {
    out += spaces(indent);
    add_wrapped(out, text, indent, indent, s);
}
inline void add_line(std::string& out, std::string_view text, text_style const& s) { add_wrapped(out, text, 0, 4, s); }

} // namespace gainstage::detail
