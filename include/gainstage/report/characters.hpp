// SPDX-License-Identifier: BSL-1.0
// Characters of a terminal: their columns, what is printable, and signs in UTF-8 or ASCII.
#pragma once

#include <gainstage/version.hpp>

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// How a text is written. ascii: 7-bit characters only ("-", "ohm", "u", "inf", "rtHz"), otherwise UTF-8. width: the
/// longest line in columns; less than 40 counts as 40.
struct text_style {
    bool ascii = false;
    int width = 100;
};

namespace detail {

// Spelled in bytes: a compiler may read this file in another encoding than UTF-8.
struct sign {
    std::string_view utf8, ascii;
    [[nodiscard]] std::string_view in(text_style const& s) const { return s.ascii ? ascii : utf8; }
};
inline constexpr sign minus_sign{"\xE2\x88\x92", "-"};
inline constexpr sign infinity_sign{"\xE2\x88\x9E", "inf"};
inline constexpr sign ohm_sign{"\xCE\xA9", "ohm"};
inline constexpr sign micro_sign{"\xC2\xB5", "u"};
inline constexpr sign root_sign{"\xE2\x88\x9A", "rt"};
inline constexpr sign degree_sign{"\xC2\xB0", " deg"};
inline constexpr sign arrow_sign{"\xE2\x86\x92", "->"};
inline constexpr sign ellipsis_sign{"\xE2\x80\xA6", "..."};
inline constexpr sign dash_sign{"\xE2\x80\x93", "-"};

// ---- characters ----

struct code_point {
    char32_t value = 0; ///< of what is not good: 0, one column wide
    std::size_t bytes = 1;
    bool good = false; ///< well-formed UTF-8
};

/// The first character of a text that is not empty.
[[nodiscard]] inline code_point first_code_point(std::string_view text) {
    auto const byte = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(text[i])); };
    char32_t const lead = byte(0);
    if (lead < 0x80) return {lead, 1, true};
    std::size_t const n = lead < 0xC2 || lead > 0xF4 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (n == 0 || text.size() < n) return {};
    char32_t value = lead & (0x7Fu >> n);
    for (std::size_t i = 1; i < n; ++i) {
        if ((byte(i) & 0xC0u) != 0x80u) return {};
        value = (value << 6) | (byte(i) & 0x3Fu);
    }
    bool const overlong = (n == 3 && value < 0x800) || (n == 4 && value < 0x10000);
    if (overlong || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return {};
    return {value, n, true};
}

/// Columns of a character in a terminal: 0 for a combining mark, 2 for East Asian and pictures, else 1.
[[nodiscard]] inline std::size_t columns_of(char32_t c) {
    auto const within = [c](char32_t low, char32_t high) { return c >= low && c <= high; };
    if (within(0x300, 0x36F) || within(0x200B, 0x200D) || within(0xFE00, 0xFE0F)) return 0;
    bool const wide = within(0x1100, 0x115F) || within(0x2E80, 0xA4CF) || within(0xAC00, 0xD7A3) ||
                      within(0xF900, 0xFAFF) || within(0xFE30, 0xFE6F) || within(0xFF01, 0xFF60) ||
                      within(0x1F300, 0x1FAFF) || within(0x20000, 0x3FFFD);
    return wide ? 2 : 1;
}

/// A character and the bytes that spell it.
struct character {
    code_point point;
    std::string_view bytes;
};
/// Takes the first character off a text that is not empty.
[[nodiscard]] inline character take_character(std::string_view& text) {
    code_point const c = first_code_point(text);
    character const first{c, text.substr(0, c.bytes)};
    text.remove_prefix(c.bytes);
    return first;
}

[[nodiscard]] inline std::size_t columns(std::string_view text) {
    std::size_t n = 0;
    while (!text.empty()) n += columns_of(take_character(text).point.value);
    return n;
}

/// A text of somebody else's, made fit for a line: no control characters, no broken UTF-8, ASCII if that is the style.
[[nodiscard]] inline std::string printable(std::string_view text, text_style const& s) {
    struct spelling {
        char32_t character;
        std::string_view ascii;
    };
    constexpr spelling spelled[] = {{0xA0, " "},     {0xB0, "deg "},  {0xB1, "+-"},   {0xB5, "u"},    {0xD7, "x"},
                                    {0x3A9, "ohm"},  {0x3BC, "u"},    {0x2010, "-"},  {0x2011, "-"},  {0x2013, "-"},
                                    {0x2014, "-"},   {0x2018, "'"},   {0x2019, "'"},  {0x201C, "\""}, {0x201D, "\""},
                                    {0x2026, "..."}, {0x2126, "ohm"}, {0x2192, "->"}, {0x2212, "-"},  {0x221A, "rt"},
                                    {0x221E, "inf"}};
    std::string out;
    while (!text.empty()) {
        auto const [c, bytes] = take_character(text);
        char32_t const v = c.value;
        bool const directs =
            (v >= 0x200E && v <= 0x200F) || (v >= 0x2028 && v <= 0x202E) || (v >= 0x2066 && v <= 0x2069) || v == 0xFEFF;
        if (!c.good || directs || (v >= 0x7F && v <= 0x9F)) out += '?';
        else if (v < 0x20) out += v == '\t' || v == '\n' || v == '\r' ? ' ' : '?';
        else if (v < 0x80 || !s.ascii) out += bytes;
        else {
            std::string_view replacement = "?";
            for (spelling const& one : spelled)
                if (one.character == v) replacement = one.ascii;
            out += replacement;
        }
    }
    return out;
}

[[nodiscard]] inline std::string printable_name(std::string_view name, text_style const& s) {
    return name.empty() ? "(no name)" : printable(name, s);
}

/// The pieces of a text behind each other.
[[nodiscard]] inline std::string joined(std::initializer_list<std::string_view> pieces) {
    std::string out;
    for (std::string_view const piece : pieces) out += piece;
    return out;
}

} // namespace detail

} // namespace gainstage
