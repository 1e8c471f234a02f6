// SPDX-License-Identifier: BSL-1.0
// Reports as plain text: what analyze(), diagnose(), powering() and validate() return, for a terminal of 100 columns.
#pragma once

#include <gainstage/analysis/budget.hpp>
#include <gainstage/analysis/powering.hpp>
#include <gainstage/report/characters.hpp>
#include <gainstage/report/format.hpp>
#include <gainstage/report/lines.hpp>
#include <gainstage/report/table.hpp>
#include <gainstage/rules/finding.hpp>
#include <gainstage/validate.hpp>

#include <algorithm>
#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

namespace detail {

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
    std::string const number = plain_number(value, s);
    return unit.empty() ? number : joined({number, " ", printable(unit_text(unit, s), s)});
}

inline void add_problems(std::string& out, problem_list const& problems, std::size_t indent, text_style const& s) {
    for (problem const& p : problems) {
        std::string line = joined({printable_name(p.component, s), ": "});
        if (!p.field.empty()) line += joined({printable(p.field, s), " = ", problem_value(p.value, p.unit, s), ": "});
        line += printable(p.reason, s);
        out += spaces(indent);
        add_wrapped(out, line, indent, indent + 4, s);
    }
    if (problems.dropped() > 0) out += joined({spaces(indent), "and ", std::to_string(problems.dropped()), " more\n"});
}

// ---- the budget's parts ----

[[nodiscard]] inline std::string conditions_text(budget_view const& b, text_style const& s) {
    conditions const& c = b.conditions();
    auto const edge = [&](frequency f) { return engineering(f.value(), "Hz", s, zeros::trimmed); };
    std::string const curve = printable(c.weighting.name(), s);
    return joined({"at ", format(b.excitation(), s), ", ", format(c.frequency, s), ", crest factor ",
                   format(figure{c.crest_factor.value(), figure_unit::dB}, s), "; noise ", edge(c.band.low), " to ",
                   edge(c.band.high), ", ", curve.empty() ? "unweighted" : curve, curve.empty() ? "" : "-weighted",
                   ", ", format(c.temperature, s)});
}

inline void add_heading(std::string& out, budget_view const& b, text_style const& s) {
    std::string names;
    std::string const arrow = joined({" ", arrow_sign.in(s), " "});
    std::size_t const n = b.stages().size();
    if (n > 0) names = printable_name(b.stages()[0].name, s);
    if (n > 2) names += joined({arrow, ellipsis_sign.in(s)});
    if (n > 1) names += joined({arrow, printable_name(b.stages()[n - 1].name, s)});
    std::string const how = conditions_text(b, s);
    if (columns(names) + 3 + columns(how) <= line_width(s)) {
        out += joined({names, names.empty() ? "" : "   ", how, "\n"});
        return;
    }
    if (!names.empty()) add_line(out, names, s);
    out += "  ";
    add_wrapped(out, how, 2, 4, s);
}

inline void add_stages(std::string& out, budget_view const& b, text_style const& s) {
    std::string const dash{dash_sign.in(s)};
    std::string const weight = printable(b.conditions().weighting.name(), s);
    std::string const noise_unit = weight.empty() ? "dBu" : joined({"dBu(", weight, ")"});
    std::string const ohm{ohm_sign.in(s)};
    std::string const arrow = joined({" ", arrow_sign.in(s), " "});
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
                 joined({"first to clip: ", printable_name(first.name, s), ", at ",
                         format(b.excitation() + b.headroom(), s)}),
                 s);
    if (b.has_full_scale()) add_line(out, joined({"digital level: ", format(b.digital_level(), s)}), s);
    if (b.output().noise.level().is_silent()) {
        add_line(out, "noise: none", s);
        return;
    }
    noise_contribution const most = b.dominant_noise();
    add_line(out,
             joined({"noise: ", printable_name(most.name, s), " makes ", format_percent(100 * most.share, s),
                     " of it; referred to the source ", format(b.input_referred_noise(), s), "; noise figure ",
                     format(figure{b.noise_figure().value(), figure_unit::dB}, s)}),
             s);
    if (!b.noise_converged())
        add_line(
            out,
            joined({"the noise figures may be off by ", format(figure{b.noise_error().value(), figure_unit::dB}, s),
                    ": the integral did not converge"}),
            s);
    if (b.excitation().is_sound() && !silent)
        add_line(out, joined({"the whole chain hisses like ", format(b.equivalent_noise_level(), s)}), s);
}

// ---- power ----

[[nodiscard]] inline std::string power_sentence(power_entry const& e, text_style const& s) {
    std::string const from = joined({word_for(e.feed.kind), " from ", printable_name(e.supply, s)});
    std::string const obstacle = printable_name(e.obstacle, s);
    std::string const at_terminals = joined({format(e.voltage, s), " at its terminals"});
    std::string const drawn = e.need.current.value() > 0 ? joined({", ", format(e.current, s), " drawn"})
                                                         : std::string{", its current is not stated"};
    std::string const needed =
        e.required.value() > 0 ? joined({", ", format(e.required, s), " needed"}) : std::string{};
    std::string need{word_for(e.need.kind)};
    if (e.need.max_voltage.value() > 0)
        need += joined({", ", engineering(e.need.min_voltage.value(), "V", s, zeros::trimmed), " to ",
                        engineering(e.need.max_voltage.value(), "V", s, zeros::trimmed)});
    switch (e.state) {
    case power_state::not_needed:
        return e.need.kind == power_kind::battery ? "not needed; it has a battery" : "not needed, and none arrives";
    case power_state::powered: return joined({"powered; ", from, ", ", at_terminals, drawn, needed});
    case power_state::marginal:
        return joined({"marginal; ", from, ", ", at_terminals, drawn, needed, "; only ", format(e.least_voltage, s),
                       " if the supply is at the lower end of its tolerance"});
    case power_state::unsupplied: return joined({"unsupplied; it needs ", need, ", and nothing supplies it"});
    case power_state::blocked:
        return joined({"blocked; it needs ", need, ", and ", obstacle, " keeps away the ", from});
    case power_state::shorted:
        return joined({"shorted; ", obstacle, " grounds one conductor of the ", from, ": ", format(e.fault_current, s),
                       " into ground, ", at_terminals, needed});
    case power_state::wrong_kind:
        return joined({"wrong kind; it needs ", need, ", and gets ", from, ", ", format(e.feed.supply, s)});
    case power_state::too_low: return joined({"too low; ", from, ", ", at_terminals, drawn, needed});
    case power_state::too_high:
        return joined({"too high; ", from, " of ", format(e.feed.supply, s), ", ", at_terminals, drawn, "; it stands ",
                       format(e.need.max_voltage, s)});
    case power_state::over_current:
        return joined({"over current; ", from, ", which gives ", format(e.feed.limit, s), " at most; it draws ",
                       format(e.need.current, s), ", ", at_terminals, needed});
    case power_state::exposed: {
        std::string out = joined({"exposed; it needs none and gets ", from, ", ", at_terminals});
        if (e.current.value() > 0) out += joined({", ", format(e.current, s), " through it"});
        else out += ", no current through it";
        if (e.fault_current.value() > 0)
            out += joined({"; ", obstacle, " grounds one conductor, ", format(e.fault_current, s), " into ground"});
        return out;
    }
    }
    return "?";
}

/// A finding with its reason and remedy.
inline void add_finding(std::string& out, finding const& f, text_style const& s) {
    std::string start = joined({"  ", printable(f.id, s), " "});
    std::size_t const indent = columns(start);
    std::string_view const word = word_for(f.severity);
    start += joined({word, spaces(9 - word.size())});
    // What has no title of its own, an impossible value of the whole chain, has its reason for one.
    std::string_view const title = f.title.empty() ? f.reason : f.title;
    std::string what = fill_in(title, f, s);
    bool const named = title.find("{stage}") != std::string_view::npos || std::string_view{f.stage}.empty();
    if (!named) what = joined({printable(f.stage, s), ": ", what});
    out += start;
    add_wrapped(out, what, columns(start), columns(start), s);
    if (!f.reason.empty() && !f.title.empty()) add_paragraph(out, fill_in(f.reason, f, s), indent, s);
    if (f.remedy.empty()) return;
    std::string const arrow = joined({arrow_sign.in(s), " "});
    std::size_t const hang = indent + columns(arrow);
    out += joined({spaces(indent), arrow});
    add_wrapped(out, fill_in(f.remedy, f, s), hang, hang, s);
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
    constexpr severity gravest_first[] = {severity::danger, severity::error, severity::warning, severity::unknown,
                                          severity::info};
    std::string counts;
    for (severity const v : gravest_first) {
        std::size_t n = 0;
        for (finding const& f : d.findings())
            if (f.severity == v) ++n;
        if (n == 0) continue;
        bool const countable = v == severity::danger || v == severity::error || v == severity::warning;
        counts += detail::joined(
            {counts.empty() ? "" : ", ", std::to_string(n), " ", detail::word_for(v), countable && n > 1 ? "s" : ""});
    }
    if (!counts.empty()) counts = detail::joined({" (", counts, ")"});
    std::string out;
    detail::add_line(out, detail::joined({"verdict: ", detail::word_for(d.verdict()), counts}), s);
    for (severity const v : gravest_first)
        for (finding const& f : d.findings())
            if (f.severity == v) detail::add_finding(out, f, s);
    if (d.findings().dropped() > 0)
        out += detail::joined({"  and ", std::to_string(d.findings().dropped()), " more\n"});
    return out;
}

/// Who needs power, and what becomes of it.
[[nodiscard]] inline std::string to_text(power_report const& report, text_style const& s = {}) {
    std::string out;
    for (power_entry const& e : report) {
        std::string line =
            detail::joined({"power of ", detail::printable_name(e.name, s), ": ", detail::power_sentence(e, s)});
        if (e.loaded) line += "; a resistor to ground on the way takes current away";
        if (e.at_risk) line += "; it can be harmed";
        detail::add_line(out, line, s);
    }
    if (report.empty()) out = "power: nothing to report\n";
    if (report.dropped() > 0) out += detail::joined({"and ", std::to_string(report.dropped()), " more\n"});
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
