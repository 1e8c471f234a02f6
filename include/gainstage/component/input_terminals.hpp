// SPDX-License-Identifier: BSL-1.0
// The input terminals of preamps, line inputs and converters by their sheets: what these have in common.
#pragma once

#include <gainstage/element.hpp>
#include <gainstage/level.hpp>
#include <gainstage/quantity.hpp>
#include <gainstage/stage.hpp>
#include <gainstage/validate.hpp>

#include <array>
#include <optional>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// The input of a load, its limit if it has one, and its own noise.
///
///   o---||---+-------< clips at limit >---(noise)---
///   coupling |
///          [ Z ]   without noise: it is in the stated noise
template <class Load>
[[nodiscard]] constexpr std::array<element, 5> load_elements(Load const& l, std::optional<voltage_level> const& limit,
                                                             voltage_noise_density own_noise) {
    std::array<element, 5> list{};
    if (l.coupling) list[0] = series_capacitor(*l.coupling);
    list[1] = shunt_resistor(l.input_impedance, noise::none);
    list[2] = shunt_capacitor(l.input_capacitance);
    if (limit) list[3] = clip_limit(*limit);
    list[4] = series_noise(own_noise);
    return list;
}

/// The level that a converter is made for, if its sheet has none: 18 dB below full scale (EBU R68).
[[nodiscard]] constexpr voltage_level alignment_level(voltage_level full_scale) { return full_scale - decibels{18}; }

/// What is known of the input: its plug, no DC through it, what becomes of a voltage common to its legs.
template <class Component>
constexpr void describe_input(stage_info& s, Component const& c) {
    s.input = c.input;
    s.dc.blocks = true;
    s.common_mode.cmrr = c.cmrr;
    s.common_mode.leg_to_ground = c.common_mode_impedance.value_or(impedance{});
    s.common_mode.earthed = c.earthed;
}

template <class Component>
constexpr void check_input(field_checks& f, Component const& c) {
    f.positive("input_impedance", c.input_impedance);
    f.not_negative("input_capacitance", c.input_capacitance);
    if (c.coupling) f.positive("coupling", *c.coupling);
    if (c.cmrr) f.gain("cmrr", *c.cmrr);
    f.common_mode_impedance(c.common_mode_impedance, c.input_impedance);
}

} // namespace gainstage::detail
