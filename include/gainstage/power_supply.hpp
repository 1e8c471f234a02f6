// SPDX-License-Identifier: BSL-1.0
// What a microphone needs in the way of power, and what an input supplies.
#pragma once

#include <gainstage/quantity.hpp>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

enum class power_kind : unsigned char {
    none,
    phantom, ///< IEC 61938: the same DC voltage on both signal conductors, return by the shield
    plug_in, ///< a bias voltage through a resistor on the signal conductor, return by the shield
    a_b,     ///< T-power, DIN 45595: 12 V between the two signal conductors
    battery, ///< its own
};

/// Phantom power as a microphone's datasheet asks for it: "48 V +-4 V, 3.2 mA".
struct phantom_power {
    voltage min_voltage = detail::from_si<voltage>(44); ///< least DC voltage of the supply, V
    voltage max_voltage = detail::from_si<voltage>(52); ///< greatest DC voltage of the supply, V
    gainstage::current current{};                       ///< DC drawn, A; 0: not stated
    /// Least DC voltage at the microphone itself, if its maker states it; 0: judged by the supply's window.
    voltage min_at_microphone{};
};

/// Plug-in power (bias) as an electret needs it at the capsule itself: what its transistor must keep to work. A sheet's
/// "1.5 V to 10 V" that is meant for the supply is to be lowered by what the load resistor takes.
struct bias_power {
    voltage min_voltage = detail::from_si<voltage>(1);                        ///< least DC voltage at the capsule, V
    voltage max_voltage = detail::from_si<voltage>(10);                       ///< greatest DC voltage at the capsule, V
    gainstage::current current = detail::from_si<gainstage::current>(0.5e-3); ///< DC drawn, A
};

/// A-B (T-) power: 12 V through 180 ohm in each conductor (DIN 45595).
struct a_b_power {
    voltage min_voltage = detail::from_si<voltage>(10);
    voltage max_voltage = detail::from_si<voltage>(14);
    gainstage::current current = detail::from_si<gainstage::current>(6e-3);
};

/// A battery inside: needs nothing from outside.
struct battery_power {};

/// What a microphone (or an in-line booster) needs: one of the above, or nothing.
struct power_need {
    power_kind kind = power_kind::none;
    voltage min_voltage{};
    voltage max_voltage{};
    gainstage::current current{};
    voltage min_at_microphone{};

    constexpr power_need() = default;
    constexpr power_need(phantom_power const& p)
        : kind(power_kind::phantom), min_voltage(p.min_voltage), max_voltage(p.max_voltage), current(p.current),
          min_at_microphone(p.min_at_microphone) {}
    constexpr power_need(bias_power const& p)
        : kind(power_kind::plug_in), min_voltage(p.min_voltage), max_voltage(p.max_voltage), current(p.current),
          min_at_microphone(p.min_voltage) {}
    constexpr power_need(a_b_power const& p)
        : kind(power_kind::a_b), min_voltage(p.min_voltage), max_voltage(p.max_voltage), current(p.current) {}
    constexpr power_need(battery_power) : kind(power_kind::battery) {}
};

/// What an input supplies.
struct power_feed {
    power_kind kind = power_kind::none;
    voltage supply{};           ///< open-circuit DC voltage, V
    voltage tolerance{};        ///< +- V
    impedance feed_resistor{};  ///< in each conductor (phantom), or in the one signal conductor (plug-in), ohm
    gainstage::current limit{}; ///< greatest current the supply is specified for, A; 0: not stated
};

/// What lies between two ends of a stage at DC.
struct dc_path {
    impedance leg_resistance{};    ///< of each signal conductor, ohm
    impedance return_resistance{}; ///< of the shield, ohm
    bool blocks = false;           ///< a capacitor, a transformer or an amplifier: no DC passes
    bool loads = false;            ///< a resistor from the signal conductor to ground takes the current away
};

} // namespace gainstage
