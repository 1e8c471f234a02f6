// SPDX-License-Identifier: BSL-1.0
// A table of a report; columns are left out where its width is short.
#pragma once

#include <gainstage/report/characters.hpp>
#include <gainstage/report/lines.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// One column. The first to be left out where the width is short is the one of the lowest rank; rank 0 always stays.
struct text_column {
    std::string head, unit;
    std::vector<std::string> cells;
    int rank = 0;
    bool left = false;
    bool left_out = false;

    /// The head, the unit, and behind them the cells.
    [[nodiscard]] std::string const& row(std::size_t k) const { return k == 0 ? head : k == 1 ? unit : cells[k - 2]; }
    [[nodiscard]] std::size_t width() const {
        std::size_t w = (std::max)(columns(head), columns(unit));
        for (auto const& c : cells) w = (std::max)(w, columns(c));
        return w;
    }
};

/// Names, columns, and what stands at the end of a row.
inline void add_table(std::string& out, std::string_view head, std::vector<std::string> const& names,
                      std::vector<text_column> table, std::vector<std::string> const& marks, text_style const& s) {
    constexpr std::size_t gap = 2;
    constexpr std::size_t least_name = 8;
    std::size_t name_width = columns(head);
    std::size_t mark_width = 0;
    for (auto const& n : names) name_width = (std::max)(name_width, columns(n));
    for (auto const& m : marks) mark_width = (std::max)(mark_width, m.empty() ? 0 : gap + columns(m));
    auto const others = [&] {
        std::size_t sum = mark_width;
        for (auto const& c : table)
            if (!c.left_out) sum += gap + c.width();
        return sum;
    };
    while (others() + (std::min)(name_width, least_name) > line_width(s)) {
        text_column* drop = nullptr;
        for (auto& c : table)
            if (!c.left_out && c.rank > 0 && (drop == nullptr || c.rank < drop->rank)) drop = &c;
        if (drop == nullptr) break;
        drop->left_out = true;
    }
    std::size_t const rest = line_width(s) > others() ? line_width(s) - others() : 0;
    name_width = (std::min)(name_width, (std::max)(rest, least_name));
    for (std::size_t k = 0; k < names.size() + 2; ++k) {
        std::string line = cut(k == 0 ? std::string{head} : k == 1 ? std::string{} : names[k - 2], name_width, s);
        line += spaces(name_width - columns(line));
        for (auto const& c : table) {
            if (c.left_out) continue;
            std::string const padding = spaces(c.width() - columns(c.row(k)));
            line += spaces(gap);
            if (!c.left) line += padding;
            line += c.row(k);
            if (c.left) line += padding;
        }
        if (k > 1 && !marks[k - 2].empty()) line += spaces(gap) + marks[k - 2];
        line.erase(line.find_last_not_of(' ') + 1);
        (out += line) += '\n';
    }
}

} // namespace gainstage::detail
