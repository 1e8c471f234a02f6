// SPDX-License-Identifier: BSL-1.0
// Rules 3xx: bridging, cables, rated loads. Judged by the loss and the response they cause, not by a factor of ten.
#pragma once

#include <gainstage/recursion.hpp>
#include <gainstage/rules/rule.hpp>

#include <array>
#include <cstddef>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

namespace detail {

/// |V behind stage `at`| over the open-circuit voltage behind stage `from`, at a frequency.
constexpr double section_gain(circuit const& c, step_conditions const& f, std::size_t from, std::size_t at) {
    complex y;
    for (std::size_t e = c.elements.size(); e-- > c.first[at + 1];) step_backward(c.elements[e], f, y);
    thevenin_source s;
    double open = 0;
    for (std::size_t k = 0; k <= at; ++k) {
        for (std::size_t e = c.first[k]; e < c.first[k + 1]; ++e) (void)step_forward(c.elements[e], f, s);
        if (k == from) open = magnitude(s.v);
    }
    return open > 0 ? magnitude(s.v / (1.0 + s.z * y)) / open : 0;
}

/// A two-wire electret is a current source: the bias resistor is meant to take most of its open-circuit voltage.
constexpr bool is_two_wire(stage_info const& s) { return s.need.kind == power_kind::plug_in; }

constexpr void loading(rule_input const& in, diagnosis& out) {
    for (std::size_t k = 0; k + 1 < in.size(); ++k) {
        if (!in.drives(k) || is_two_wire(in.info(k))) continue;
        decibels const loss = in.stage(k).loading_loss;
        if (loss <= in.limits.loading_loss) continue;
        out.add(
            {.id = "GS301",
             .severity = loss > in.limits.severe_loading_loss ? severity::error : severity::warning,
             .stage = in.info(k).name,
             .found = in_dB(loss),
             .limit = in_ohm(magnitude(in.stage(k).source_impedance)),
             .more = in_ohm(magnitude(in.stage(k).load_impedance)),
             .title = "{stage} loses {found} in its load",
             .reason =
                 "A source impedance of {limit} drives a load of {more}. To pass the voltage on, the load should be "
                 "several times the source impedance (bridging).",
             .remedy = "Use an input of higher impedance, or put a buffer or a DI box in between.",
             .missing_gain = loss});
    }
}

constexpr void cable_roll_off(rule_input const& in, diagnosis& out) {
    step_conditions const low =
        at_frequency(in.budget.conditions().frequency.value(), in.budget.conditions().temperature);
    step_conditions const high = at_frequency(in.limits.top_of_band.value(), in.budget.conditions().temperature);
    for (std::size_t k = 0; k < in.size(); ++k) {
        if (in.info(k).kind != stage_kind::cable) continue;
        std::size_t const driver = in.driver_of(k);
        double const reference = section_gain(in.circuit, low, driver, k);
        double const top = section_gain(in.circuit, high, driver, k);
        if (reference <= 0 || top <= 0) continue;
        decibels const loss = gain_of_amplitude_ratio(reference / top);
        if (loss <= in.limits.roll_off) continue;
        out.add(
            {.id = "GS302",
             .severity = severity::warning,
             .stage = in.info(k).name,
             .other = in.info(driver).name,
             .found = in_dB(loss),
             .limit = {in.limits.top_of_band.value(), figure_unit::hertz},
             .more = in_ohm(magnitude(in.stage(driver).source_impedance)),
             .title = "{stage} loses {found} at {limit}",
             .reason =
                 "The source impedance of {other} ({more}) and the capacitance of the cable form a low-pass filter.",
             .remedy = "A shorter cable, one of less capacitance, or a source of lower impedance."});
    }
}

constexpr void below_rated_load(rule_input const& in, diagnosis& out) {
    for (std::size_t k = 0; k + 1 < in.size(); ++k) {
        double const least = in.info(k).min_load.value();
        impedance const load = magnitude(in.stage(k).load_impedance);
        if (least <= 0 || load.value() >= 0.95 * least) continue;
        out.add({.id = "GS303",
                 .severity = severity::warning,
                 .stage = in.info(k).name,
                 .found = in_ohm(load),
                 .limit = in_ohm(in.info(k).min_load),
                 .title = "{stage} works into {found}; its maker recommends {limit} or more",
                 .reason = "Below the rated load a microphone loses level and maximum level, and a ribbon its low end.",
                 .remedy = "Use an input of higher impedance."});
    }
}

} // namespace detail

inline constexpr std::array impedance_rules{
    rule{"GS301", "loading loss", &detail::loading},
    rule{"GS302", "cable roll-off", &detail::cable_roll_off},
    rule{"GS303", "load below the rated one", &detail::below_rated_load},
};

} // namespace gainstage
