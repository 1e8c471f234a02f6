// SPDX-License-Identifier: BSL-1.0
// Levels, quantities and figures in the notation of the field: "+4.0 dBu", "3.00 kΩ", "1.20 nV/√Hz".
//
// Never scientific notation, never "-0.0", and no locale: the decimal point is a point. What is too large or too close
// to zero for its notation is printed as a bound, ">999 TΩ", "<1 fV". An infinity is "∞", what is not a number is "?".
#pragma once

#include <gainstage/analysis/budget.hpp>
#include <gainstage/level.hpp>
#include <gainstage/noise_level.hpp>
#include <gainstage/quantity.hpp>
#include <gainstage/report/characters.hpp>
#include <gainstage/rules/finding.hpp>

#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

namespace detail {

// ---- numbers ----

/// 0 <= x < 1e12 with 0 to 3 decimals, halves rounded up.
[[nodiscard]] inline std::string fixed_point(double x, int decimals) {
    double scale = 1;
    for (int i = 0; i < decimals; ++i) scale *= 10;
    std::string digits = std::to_string(std::llround(x * scale));
    auto const n = static_cast<std::size_t>(decimals);
    if (n == 0) return digits;
    if (digits.size() <= n) digits.insert(0, n + 1 - digits.size(), '0');
    return digits.insert(digits.size() - n, 1, '.');
}

[[nodiscard]] inline std::string without_trailing_zeros(std::string number) {
    if (number.find('.') == std::string::npos) return number;
    number.erase(number.find_last_not_of('0') + 1);
    if (number.back() == '.') number.pop_back();
    return number;
}

/// "−" or nothing, and the number; "?" and infinities where it is none.
[[nodiscard]] inline bool is_special(double x) { return !(x - x == 0); }
[[nodiscard]] inline std::string special_number(double x, text_style const& s) {
    if (x != x) return "?";
    return std::string(x < 0 ? minus_sign.in(s) : "") += infinity_sign.in(s);
}

enum class plus : unsigned char { omitted, written };

/// A number of decibels, with one decimal.
[[nodiscard]] inline std::string decibel_number(double dB, plus sign, text_style const& s) {
    if (is_special(dB)) return special_number(dB, s);
    std::string digits = std::abs(dB) < 999999.95 ? fixed_point(std::abs(dB), 1) : "999999.9";
    if (digits == "0.0") return digits;
    std::string out;
    if (std::abs(dB) >= 999999.95) out = dB < 0 ? "<" : ">";
    if (dB < 0) out += minus_sign.in(s);
    else if (sign == plus::written) out += '+';
    return out += digits;
}

/// A number of no certain scale: up to three decimals, as few as needed.
[[nodiscard]] inline std::string plain_number(double x, text_style const& s) {
    if (is_special(x)) return special_number(x, s);
    if (x == 0) return "0";
    double const size = std::abs(x);
    std::string const negative{x < 0 ? minus_sign.in(s) : ""};
    if (size < 0.0005) return (x < 0 ? ">" : "<") + negative + "0.001";
    if (size >= 999999999.5) return (x < 0 ? "<" : ">") + negative + "999999999";
    return negative + without_trailing_zeros(fixed_point(size, 3));
}

/// A unit that is written in ASCII here, in the style's characters.
[[nodiscard]] inline std::string unit_text(std::string_view unit, text_style const& s) {
    std::string out{unit};
    if (s.ascii) return out;
    constexpr sign proper[] = {{ohm_sign.utf8, "ohm"}, {"\xE2\x88\x9AHz", "rtHz"}, {"/\xC2\xB5s", "/us"}};
    for (sign const& p : proper)
        if (auto const at = out.find(p.ascii); at != std::string::npos) out.replace(at, p.ascii.size(), p.utf8);
    return out;
}

enum class zeros : unsigned char { kept, trimmed };

/// Three significant digits and a prefix from f (1e-15) to T (1e12). `unit` in ASCII; without one, "3.00 k".
[[nodiscard]] inline std::string engineering(double x, std::string_view unit, text_style const& s,
                                             zeros z = zeros::kept) {
    struct metric_prefix {
        double factor;
        std::string_view name;
    };
    constexpr metric_prefix prefixes[] = {{1e12, "T"}, {1e9, "G"},  {1e6, "M"},  {1e3, "k"},   {1, ""},
                                          {1e-3, "m"}, {1e-6, "u"}, {1e-9, "n"}, {1e-12, "p"}, {1e-15, "f"}};
    constexpr std::size_t count = sizeof prefixes / sizeof prefixes[0];
    std::string out;
    std::string_view prefix;
    if (is_special(x)) out = special_number(x, s);
    else if (x == 0) out = "0";
    else {
        double const size = std::abs(x);
        std::string const negative{x < 0 ? minus_sign.in(s) : ""};
        std::size_t p = 0;
        while (p < count && size / prefixes[p].factor < 0.9995) ++p; // 0.9995 would be rounded up to 1.00
        if (p == count) {
            out = (x < 0 ? ">" : "<") + negative + "1";
            prefix = "f";
        } else {
            double const scaled = size / prefixes[p].factor;
            prefix = prefixes[p].name;
            if (scaled >= 999.5) out = (x < 0 ? "<" : ">") + negative + "999";
            else {
                std::string digits = fixed_point(scaled, scaled < 9.995 ? 2 : scaled < 99.95 ? 1 : 0);
                out = negative + (z == zeros::trimmed ? without_trailing_zeros(std::move(digits)) : digits);
            }
        }
    }
    if (prefix == "u") prefix = micro_sign.in(s);
    if (!prefix.empty() || !unit.empty()) ((out += ' ') += prefix) += unit_text(unit, s);
    return out;
}

} // namespace detail

// ---- decibels ----

/// "+54.2 dB"
[[nodiscard]] inline std::string format(decibels d, text_style const& s = {}) {
    return detail::decibel_number(d.value(), detail::plus::written, s) + " dB";
}
/// "+4.0 dBu": always in dBu.
[[nodiscard]] inline std::string format(voltage_level l, text_style const& s = {}) {
    return detail::decibel_number(l.dBu(), detail::plus::written, s) + " dBu";
}
/// "94.0 dB SPL"
[[nodiscard]] inline std::string format(sound_level l, text_style const& s = {}) {
    return detail::decibel_number(l.dBSPL(), detail::plus::omitted, s) + " dB SPL";
}
/// "−30.7 dBFS"
[[nodiscard]] inline std::string format(digital_level l, text_style const& s = {}) {
    return detail::decibel_number(l.dBFS(), detail::plus::written, s) + " dBFS";
}
/// "−88.9 dBu", weighted "−88.9 dBu(A)".
[[nodiscard]] inline std::string format(voltage_noise_level const& n, text_style const& s = {}) {
    std::string const level = format(n.level(), s);
    return n.weighting().name().empty() ? level : level + "(" + detail::printable(n.weighting().name(), s) + ")";
}
/// "16.4 dB SPL", weighted "16.4 dB(A)".
[[nodiscard]] inline std::string format(sound_noise_level const& n, text_style const& s = {}) {
    if (n.weighting().name().empty()) return format(n.level(), s);
    return detail::decibel_number(n.dBSPL(), detail::plus::omitted, s) + " dB(" +
           detail::printable(n.weighting().name(), s) + ")";
}
/// "94.0 dB SPL" or "+4.0 dBu", whichever it is.
[[nodiscard]] inline std::string format(excitation const& e, text_style const& s = {}) {
    return e.is_sound() ? format(e.as(static_cast<sound_level const*>(nullptr)), s)
                        : format(e.as(static_cast<voltage_level const*>(nullptr)), s);
}

// ---- quantities: three significant digits ----

/// "245 mV"
[[nodiscard]] inline std::string format(voltage const& v, text_style const& s = {}) {
    return detail::engineering(v.value(), "V", s);
}
/// "3.20 mA"
[[nodiscard]] inline std::string format(current const& v, text_style const& s = {}) {
    return detail::engineering(v.value(), "A", s);
}
/// "3.00 kΩ"
[[nodiscard]] inline std::string format(impedance const& v, text_style const& s = {}) {
    return detail::engineering(v.value(), "ohm", s);
}
/// "150 Ω − j 20.0 Ω"
[[nodiscard]] inline std::string format(complex_impedance const& z, text_style const& s = {}) {
    double const x = z.value().im;
    std::string out = format(resistance(z), s);
    ((out += ' ') += x < 0 ? detail::minus_sign.in(s) : "+") += " j ";
    return out += detail::engineering(x < 0 ? -x : x, "ohm", s);
}
/// "100 pF"
[[nodiscard]] inline std::string format(capacitance const& v, text_style const& s = {}) {
    return detail::engineering(v.value(), "F", s);
}
/// "1.00 mH"
[[nodiscard]] inline std::string format(inductance const& v, text_style const& s = {}) {
    return detail::engineering(v.value(), "H", s);
}
/// "20.0 kHz"
[[nodiscard]] inline std::string format(frequency const& v, text_style const& s = {}) {
    return detail::engineering(v.value(), "Hz", s);
}
/// "293 K"
[[nodiscard]] inline std::string format(temperature const& v, text_style const& s = {}) {
    double const k = v.value();
    return detail::plain_number(std::abs(k) >= 10 && std::abs(k) < 1e9 ? std::round(k) : k, s) + " K";
}
/// "10 m", "0.5 m", "15 mm"
[[nodiscard]] inline std::string format(length const& v, text_style const& s = {}) {
    double const m = v.value();
    if (std::abs(m) >= 0.1 && std::abs(m) < 1) return detail::plain_number(m, s) + " m";
    return detail::engineering(m, "m", s, detail::zeros::trimmed);
}
/// "1.00 mW"
[[nodiscard]] inline std::string format(power const& v, text_style const& s = {}) {
    return detail::engineering(v.value(), "W", s);
}
/// "1.00 Pa"
[[nodiscard]] inline std::string format(pressure const& v, text_style const& s = {}) {
    return detail::engineering(v.value(), "Pa", s);
}
/// "1.85 mV/Pa"
[[nodiscard]] inline std::string format(acoustic_sensitivity const& v, text_style const& s = {}) {
    return detail::engineering(v.value(), "V/Pa", s);
}
/// "1.20 nV/√Hz"
[[nodiscard]] inline std::string format(voltage_noise_density const& v, text_style const& s = {}) {
    return detail::engineering(v.value(), "V/rtHz", s);
}
/// "2.00 pA/√Hz"
[[nodiscard]] inline std::string format(current_noise_density const& v, text_style const& s = {}) {
    return detail::engineering(v.value(), "A/rtHz", s);
}
/// "100 pF/m"
[[nodiscard]] inline std::string format(capacitance_per_length const& v, text_style const& s = {}) {
    return detail::engineering(v.value(), "F/m", s);
}
/// "84.0 mΩ/m"
[[nodiscard]] inline std::string format(resistance_per_length const& v, text_style const& s = {}) {
    return detail::engineering(v.value(), "ohm/m", s);
}
/// "600 nH/m"
[[nodiscard]] inline std::string format(inductance_per_length const& v, text_style const& s = {}) {
    return detail::engineering(v.value(), "H/m", s);
}
/// "13.0 V/µs"
[[nodiscard]] inline std::string format(slew_rate const& v, text_style const& s = {}) {
    return detail::engineering(v.value() / 1e6, "V/us", s);
}
/// "−45.0°"
[[nodiscard]] inline std::string format(angle const& v, text_style const& s = {}) {
    return detail::decibel_number(degrees(v), detail::plus::written, s) + std::string(detail::degree_sign.in(s));
}
/// "1.59 µs"
[[nodiscard]] inline std::string format(time_delay const& v, text_style const& s = {}) {
    return detail::engineering(v.value(), "s", s);
}

/// "69 %"; below 10 with one decimal, "3.2 %". 100 is the whole.
[[nodiscard]] inline std::string format_percent(double percent, text_style const& s = {}) {
    double const size = std::abs(percent);
    if (detail::is_special(percent) || size == 0 || size >= 1e9) return detail::plain_number(percent, s) + " %";
    std::string const negative{percent < 0 ? detail::minus_sign.in(s) : ""};
    if (size < 0.05) return (percent < 0 ? ">" : "<") + negative + "0.1 %";
    return negative + detail::fixed_point(size, size < 9.95 ? 1 : 0) + " %";
}

/// A figure by its unit. Decibels in a sentence have no plus sign: "clips, by 12.1 dB".
[[nodiscard]] inline std::string format(figure const& f, text_style const& s = {}) {
    switch (f.unit) {
    case figure_unit::dB: return detail::decibel_number(f.value, detail::plus::omitted, s) + " dB";
    case figure_unit::dBu: return format(voltage_level::from_dBu(f.value), s);
    case figure_unit::dBSPL: return format(sound_level::from_dBSPL(f.value), s);
    case figure_unit::dBFS: return format(digital_level::from_dBFS(f.value), s);
    case figure_unit::volt: return detail::engineering(f.value, "V", s);
    case figure_unit::ampere: return detail::engineering(f.value, "A", s);
    case figure_unit::ohm: return detail::engineering(f.value, "ohm", s);
    case figure_unit::hertz: return detail::engineering(f.value, "Hz", s);
    case figure_unit::percent: return format_percent(f.value, s);
    case figure_unit::metre: return format(detail::from_si<length>(f.value), s);
    case figure_unit::none: break;
    }
    return detail::plain_number(f.value, s);
}

/// A finding's title, reason or remedy with {stage}, {other}, {found}, {limit} and {more} filled in. Any other braces
/// stay as they are, also those in a name.
[[nodiscard]] inline std::string fill_in(std::string_view text, finding const& f, text_style const& s = {}) {
    std::string out;
    while (!text.empty()) {
        std::size_t const open = text.find('{');
        out += detail::printable(text.substr(0, open), s);
        if (open == std::string_view::npos) break;
        text.remove_prefix(open);
        std::size_t const length = text.find('}') == std::string_view::npos ? 1 : text.find('}') + 1;
        std::string_view const field = text.substr(0, length);
        std::size_t taken = length;
        if (field == "{stage}") out += detail::printable_name(f.stage, s);
        else if (field == "{other}") out += detail::printable_name(f.other, s);
        else if (field == "{found}") out += format(f.found, s);
        else if (field == "{limit}") out += format(f.limit, s);
        else if (field == "{more}") out += format(f.more, s);
        else {
            out += '{';
            taken = 1;
        }
        text.remove_prefix(taken);
    }
    return out;
}

} // namespace gainstage
