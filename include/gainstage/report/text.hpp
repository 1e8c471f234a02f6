// SPDX-License-Identifier: BSL-1.0
// Reports as plain text: what analyze(), diagnose(), powering() and validate() return, for a terminal of 100 columns.
#pragma once

#include <gainstage/analysis/budget.hpp>
#include <gainstage/analysis/powering.hpp>
#include <gainstage/report/format.hpp>
#include <gainstage/rules/finding.hpp>
#include <gainstage/validate.hpp>

#include <algorithm>
#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gainstage {

namespace detail {

// ---- lines ----

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
    for_each_character(text, [&](code_point c, std::string_view bytes) {
        used += columns_of(c.value);
        full = full || used > room;
        if (!full) out += bytes;
    });
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
        for_each_character(piece, [&](code_point c, std::string_view bytes) { // a word longer than a line is broken
            std::size_t const w = columns_of(c.value);
            if (column + w > width) new_line();
            out += bytes;
            column += w;
        });
        first_word = false;
    }
    out += '\n';
}
inline void add_paragraph(std::string& out, std::string_view text, std::size_t indent, text_style const& s) {
    out += spaces(indent);
    add_wrapped(out, text, indent, indent, s);
}
inline void add_line(std::string& out, std::string_view text, text_style const& s) { add_wrapped(out, text, 0, 4, s); }

// ---- a table ----

/// One column. The first to be left out where the width is short is the one of the lowest rank; rank 0 always stays.
struct text_column {
    std::string head, unit;
    std::vector<std::string> cells;
    int rank = 0;
    bool left = false;

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
        for (auto const& c : table) sum += gap + c.width();
        return sum;
    };
    while (others() + (std::min)(name_width, least_name) > line_width(s)) {
        auto drop = table.end();
        for (auto c = table.begin(); c != table.end(); ++c)
            if (c->rank > 0 && (drop == table.end() || c->rank < drop->rank)) drop = c;
        if (drop == table.end()) break;
        table.erase(drop);
    }
    std::size_t const rest = line_width(s) > others() ? line_width(s) - others() : 0;
    name_width = (std::min)(name_width, (std::max)(rest, least_name));
    auto const row = [&](std::string const& name, auto const& cell, std::string const& mark) {
        std::string const shown = cut(name, name_width, s);
        std::string line = shown + spaces(name_width - columns(shown));
        for (auto const& c : table) {
            std::string const& text = cell(c);
            std::string const padding = spaces(c.width() - columns(text));
            line += spaces(gap) + (c.left ? text + padding : padding + text);
        }
        if (!mark.empty()) line += spaces(gap) + mark;
        line.erase(line.find_last_not_of(' ') + 1);
        (out += line) += '\n';
    };
    row(std::string{head}, [](text_column const& c) -> std::string const& { return c.head; }, {});
    row({}, [](text_column const& c) -> std::string const& { return c.unit; }, {});
    for (std::size_t k = 0; k < names.size(); ++k)
        row(
            names[k], [k](text_column const& c) -> std::string const& { return c.cells[k]; }, marks[k]);
}

// ---- words ----

[[nodiscard]] inline std::string_view word_for(severity v) {
    switch (v) {
    case severity::info: return "info";
    case severity::unknown: return "unknown";
    case severity::warning: return "warning";
    case severity::error: return "error";
    case severity::danger: return "danger";
    }
    return "?";
}
[[nodiscard]] inline std::string_view word_for(verdict v) {
    switch (v) {
    case verdict::pass: return "pass";
    case verdict::conditional: return "conditional";
    case verdict::indeterminate: return "indeterminate";
    case verdict::fail: return "fail";
    }
    return "?";
}
[[nodiscard]] inline std::string_view word_for(power_kind k) {
    switch (k) {
    case power_kind::none: return "no power";
    case power_kind::phantom: return "phantom power";
    case power_kind::plug_in: return "plug-in power";
    case power_kind::a_b: return "A-B power";
    case power_kind::battery: return "a battery";
    }
    return "?";
}

/// The value of a problem in its unit: engineering notation for SI units, a plain number otherwise.
[[nodiscard]] inline std::string problem_value(double value, std::string_view unit, text_style const& s) {
    for (std::string_view const si :
         {"V", "A", "ohm", "F", "H", "Hz", "m", "W", "Pa", "V/Pa", "V/rtHz", "A/rtHz", "F/m", "ohm/m", "H/m"})
        if (unit == si) return engineering(value, unit, s, zeros::trimmed);
    return plain_number(value, s) + (unit.empty() ? "" : " " + printable(unit_text(unit, s), s));
}

inline void add_problems(std::string& out, problem_list const& problems, std::size_t indent, text_style const& s) {
    for (problem const& p : problems) {
        std::string line = printable_name(p.component, s) + ": ";
        if (!p.field.empty()) line += printable(p.field, s) + " = " + problem_value(p.value, p.unit, s) + ": ";
        out += spaces(indent);
        add_wrapped(out, line + printable(p.reason, s), indent, indent + 4, s);
    }
    if (problems.dropped() > 0) out += spaces(indent) + "and " + std::to_string(problems.dropped()) + " more\n";
}

// ---- the budget's parts ----

[[nodiscard]] inline std::string conditions_text(budget_view const& b, text_style const& s) {
    conditions const& c = b.conditions();
    auto const edge = [&](frequency f) { return engineering(f.value(), "Hz", s, zeros::trimmed); };
    std::string const curve = printable(c.weighting.name(), s);
    std::string const weight = curve.empty() ? "unweighted" : curve + "-weighted";
    return "at " + format(b.excitation(), s) + ", " + format(c.frequency, s) + ", crest factor " +
           format(figure{c.crest_factor.value(), figure_unit::dB}, s) + "; noise " + edge(c.band.low) + " to " +
           edge(c.band.high) + ", " + weight + ", " + format(c.temperature, s);
}

inline void add_heading(std::string& out, budget_view const& b, text_style const& s) {
    std::string names;
    std::string const arrow = " " + std::string{arrow_sign.in(s)} + " ";
    if (!b.stages().empty()) names = printable_name(b.stages().front().name, s);
    if (b.stages().size() > 2) names += arrow + std::string{ellipsis_sign.in(s)};
    if (b.stages().size() > 1) names += arrow + printable_name(b.stages().back().name, s);
    std::string const how = conditions_text(b, s);
    if (columns(names) + 3 + columns(how) <= line_width(s)) {
        out += names + (names.empty() ? "" : "   ") + how + '\n';
        return;
    }
    if (!names.empty()) add_line(out, names, s);
    out += "  ";
    add_wrapped(out, how, 2, 4, s);
}

inline void add_stages(std::string& out, budget_view const& b, text_style const& s) {
    std::string const dash{dash_sign.in(s)};
    std::string const weight = printable(b.conditions().weighting.name(), s);
    std::string const noise_unit = weight.empty() ? "dBu" : "dBu(" + weight + ")";
    std::string const ohm{ohm_sign.in(s)};
    std::string const arrow = " " + std::string{arrow_sign.in(s)} + " ";
    text_column level{"level", "dBu", {}}, peak{"peak", "dBu", {}, 2}, limit{"clips at", "dBu", {}, 3},
        room{"headroom", "dB", {}}, noise{"noise", noise_unit, {}, 6}, snr{"SNR", "dB", {}, 5},
        gain{"gain", "dB", {}, 4}, z{"", "", {}, 1, true};
    std::vector<std::string> names, marks, sources;
    std::size_t source_width = (std::max)(columns("Zs"), columns(ohm));
    for (stage_budget const& k : b.stages()) {
        bool const unlimited = k.clip_level.dBu() == infinity;
        names.push_back(printable_name(k.name, s));
        marks.push_back(k.clips ? "CLIPS" : "");
        level.cells.push_back(decibel_number(k.level.dBu(), plus::written, s));
        peak.cells.push_back(decibel_number(k.peak.dBu(), plus::written, s));
        limit.cells.push_back(unlimited ? dash : decibel_number(k.clip_level.dBu(), plus::written, s));
        room.cells.push_back(unlimited ? dash : decibel_number(k.headroom.value(), plus::omitted, s));
        noise.cells.push_back(decibel_number(k.noise.dBu(), plus::written, s));
        snr.cells.push_back(decibel_number(k.snr.value(), plus::omitted, s));
        gain.cells.push_back(decibel_number(k.gain.value(), plus::written, s));
        sources.push_back(engineering(magnitude(k.source_impedance).value(), "", s));
        source_width = (std::max)(source_width, columns(sources.back()));
        z.cells.push_back(arrow + engineering(magnitude(k.load_impedance).value(), "", s));
    }
    auto const beside = [&](std::string const& source) { return spaces(source_width - columns(source)) + source; };
    for (std::size_t k = 0; k < sources.size(); ++k) z.cells[k] = beside(sources[k]) + z.cells[k];
    z.head = beside("Zs") + arrow + "ZL";
    z.unit = beside(ohm) + spaces(columns(arrow)) + ohm;
    add_table(out, "stage", names, {level, peak, limit, room, noise, snr, gain, z}, marks, s);
}

inline void add_summary(std::string& out, budget_view const& b, text_style const& s) {
    bool const silent = b.excitation().dB() == -infinity;
    stage_budget const& first = b.first_to_clip();
    if (silent) add_line(out, "first to clip: nothing, at silence", s);
    else if (!(first.headroom.value() < infinity)) add_line(out, "first to clip: no stage states a limit", s);
    else
        add_line(out,
                 "first to clip: " + printable_name(first.name, s) + ", at " + format(b.excitation() + b.headroom(), s),
                 s);
    if (b.has_full_scale()) add_line(out, "digital level: " + format(b.digital_level(), s), s);
    if (b.output().noise.level().is_silent()) {
        add_line(out, "noise: none", s);
        return;
    }
    noise_contribution const most = b.dominant_noise();
    add_line(out,
             "noise: " + printable_name(most.name, s) + " makes " + format_percent(100 * most.share, s) +
                 " of it; referred to the source " + format(b.input_referred_noise(), s) + "; noise figure " +
                 format(figure{b.noise_figure().value(), figure_unit::dB}, s),
             s);
    if (!b.noise_converged())
        add_line(out,
                 "the noise figures may be off by " + format(figure{b.noise_error().value(), figure_unit::dB}, s) +
                     ": the integral did not converge",
                 s);
    if (b.excitation().is_sound() && !silent)
        add_line(out, "the whole chain hisses like " + format(b.equivalent_noise_level(), s), s);
}

// ---- power ----

[[nodiscard]] inline std::string power_sentence(power_entry const& e, text_style const& s) {
    std::string const feed{word_for(e.feed.kind)};
    std::string const from = feed + " from " + printable_name(e.supply, s);
    std::string const obstacle = printable_name(e.obstacle, s);
    std::string const at_terminals = format(e.voltage, s) + " at its terminals";
    std::string const drawn = e.need.current.value() > 0 ? ", " + format(e.current, s) + " drawn"
                                                         : std::string{", its current is not stated"};
    std::string const needed = e.required.value() > 0 ? ", " + format(e.required, s) + " needed" : std::string{};
    std::string need{word_for(e.need.kind)};
    if (e.need.max_voltage.value() > 0)
        need += ", " + engineering(e.need.min_voltage.value(), "V", s, zeros::trimmed) + " to " +
                engineering(e.need.max_voltage.value(), "V", s, zeros::trimmed);
    switch (e.state) {
    case power_state::not_needed:
        return e.need.kind == power_kind::battery ? "not needed; it has a battery" : "not needed, and none arrives";
    case power_state::powered: return "powered; " + from + ", " + at_terminals + drawn + needed;
    case power_state::marginal:
        return "marginal; " + from + ", " + at_terminals + drawn + needed + "; only " + format(e.least_voltage, s) +
               " if the supply is at the lower end of its tolerance";
    case power_state::unsupplied: return "unsupplied; it needs " + need + ", and nothing supplies it";
    case power_state::blocked: return "blocked; it needs " + need + ", and " + obstacle + " keeps away the " + from;
    case power_state::shorted:
        return "shorted; " + obstacle + " grounds one conductor of the " + from + ": " + format(e.fault_current, s) +
               " into ground, " + at_terminals + needed;
    case power_state::wrong_kind:
        return "wrong kind; it needs " + need + ", and gets " + from + ", " + format(e.feed.supply, s);
    case power_state::too_low: return "too low; " + from + ", " + at_terminals + drawn + needed;
    case power_state::too_high:
        return "too high; " + from + " of " + format(e.feed.supply, s) + ", " + at_terminals + drawn + "; it stands " +
               format(e.need.max_voltage, s);
    case power_state::over_current:
        return "over current; " + from + ", which gives " + format(e.feed.limit, s) + " at most; it draws " +
               format(e.need.current, s) + ", " + at_terminals + needed;
    case power_state::exposed:
        return "exposed; it needs none and gets " + from + ", " + at_terminals +
               (e.current.value() > 0 ? ", " + format(e.current, s) + " through it" : ", no current through it") +
               (e.fault_current.value() > 0
                    ? "; " + obstacle + " grounds one conductor, " + format(e.fault_current, s) + " into ground"
                    : "");
    }
    return "?";
}

} // namespace detail

/// Impossible values, one per line: "component: field = value unit: reason". Empty if there are none.
[[nodiscard]] inline std::string to_text(problem_list const& problems, text_style const& s = {}) {
    std::string out;
    detail::add_problems(out, problems, 0, s);
    return out;
}

/// The budget: conditions, a row for every stage, and the figures of the whole chain. Where the width is short, columns
/// are left out: impedances, peak, clips at, gain, SNR, noise, in that order.
[[nodiscard]] inline std::string to_text(budget_view const& b, text_style const& s = {}) {
    std::string out;
    detail::add_heading(out, b, s);
    if (!b.valid()) {
        out += "not computed:\n";
        detail::add_problems(out, b.problems(), 2, s);
        return out;
    }
    detail::add_stages(out, b, s);
    detail::add_summary(out, b, s);
    return out;
}
template <class Storage, class Excitation>
[[nodiscard]] std::string to_text(basic_budget<Storage, Excitation> const& b, text_style const& s = {}) {
    return to_text(b.view(), s);
}

/// The verdict, then every finding with its reason and remedy, the gravest first.
[[nodiscard]] inline std::string to_text(diagnosis const& d, text_style const& s = {}) {
    std::string counts;
    std::vector<finding const*> ordered;
    for (severity const v : {severity::danger, severity::error, severity::warning, severity::unknown, severity::info}) {
        std::size_t const before = ordered.size();
        for (finding const& f : d.findings())
            if (f.severity == v) ordered.push_back(&f);
        std::size_t const n = ordered.size() - before;
        if (n == 0) continue;
        bool const countable = v == severity::danger || v == severity::error || v == severity::warning;
        counts += (counts.empty() ? "" : ", ") + std::to_string(n) + " " + std::string{detail::word_for(v)} +
                  (countable && n > 1 ? "s" : "");
    }
    std::string out;
    if (!counts.empty()) counts = " (" + counts + ")";
    detail::add_line(out, "verdict: " + std::string{detail::word_for(d.verdict())} + counts, s);
    for (finding const* f : ordered) {
        std::string start = "  " + detail::printable(f->id, s) + " ";
        std::size_t const indent = detail::columns(start);
        std::string const word{detail::word_for(f->severity)};
        start += word + detail::spaces(9 - word.size());
        // What has no title of its own, an impossible value of the whole chain, has its reason for one.
        std::string_view const title = f->title.empty() ? f->reason : f->title;
        std::string what = fill_in(title, *f, s);
        bool const named = title.find("{stage}") != std::string_view::npos || std::string_view{f->stage}.empty();
        if (!named) what = detail::printable(f->stage, s) + ": " + what;
        out += start;
        detail::add_wrapped(out, what, detail::columns(start), detail::columns(start), s);
        if (!f->reason.empty() && !f->title.empty()) detail::add_paragraph(out, fill_in(f->reason, *f, s), indent, s);
        if (f->remedy.empty()) continue;
        std::string const arrow = std::string{detail::arrow_sign.in(s)} + " ";
        std::size_t const hang = indent + detail::columns(arrow);
        out += detail::spaces(indent) + arrow;
        detail::add_wrapped(out, fill_in(f->remedy, *f, s), hang, hang, s);
    }
    if (d.findings().dropped() > 0) out += "  and " + std::to_string(d.findings().dropped()) + " more\n";
    return out;
}

/// Who needs power, and what becomes of it.
[[nodiscard]] inline std::string to_text(power_report const& report, text_style const& s = {}) {
    std::string out;
    for (power_entry const& e : report) {
        std::string line = "power of " + detail::printable_name(e.name, s) + ": " + detail::power_sentence(e, s);
        if (e.loaded) line += "; a resistor to ground on the way takes current away";
        if (e.at_risk) line += "; it can be harmed";
        detail::add_line(out, line, s);
    }
    if (report.empty()) out = "power: nothing to report\n";
    if (report.dropped() > 0) out += "and " + std::to_string(report.dropped()) + " more\n";
    return out;
}

// ---- streams ----

inline std::ostream& operator<<(std::ostream& out, budget_view const& b) { return out << to_text(b); }
template <class Storage, class Excitation>
std::ostream& operator<<(std::ostream& out, basic_budget<Storage, Excitation> const& b) {
    return out << to_text(b);
}
inline std::ostream& operator<<(std::ostream& out, diagnosis const& d) { return out << to_text(d); }
inline std::ostream& operator<<(std::ostream& out, power_report const& p) { return out << to_text(p); }
inline std::ostream& operator<<(std::ostream& out, problem_list const& p) { return out << to_text(p); }

inline std::ostream& operator<<(std::ostream& out, decibels d) { return out << format(d); }
inline std::ostream& operator<<(std::ostream& out, voltage_level l) { return out << format(l); }
inline std::ostream& operator<<(std::ostream& out, sound_level l) { return out << format(l); }
inline std::ostream& operator<<(std::ostream& out, digital_level l) { return out << format(l); }
inline std::ostream& operator<<(std::ostream& out, excitation const& e) { return out << format(e); }
inline std::ostream& operator<<(std::ostream& out, figure const& f) { return out << format(f); }
template <class Level>
std::ostream& operator<<(std::ostream& out, noise_level<Level> const& n) {
    return out << format(n);
}
template <class Q>
requires detail::is_quantity<Q> std::ostream& operator<<(std::ostream& out, Q const& q) { return out << format(q); }

} // namespace gainstage
