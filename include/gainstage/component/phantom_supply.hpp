// SPDX-License-Identifier: BSL-1.0
// Phantom power: IEC 61938 P12, P24 and P48.
#pragma once

#include <gainstage/element.hpp>
#include <gainstage/stage.hpp>
#include <gainstage/validate.hpp>

#include <array>
#include <optional>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

enum class phantom_standard : unsigned char { p12, p24, p48 };

/// A phantom supply. Empty fields take the standard's value:
///
///            voltage      feed resistor per leg   current
///   P12      12 +- 1 V         680 ohm             15 mA
///   P24      24 +- 4 V       1,200 ohm             10 mA
///   P48      48 +- 4 V       6,800 ohm             10 mA
///
///       +V                                The same voltage on both conductors: no DC between them. For the signal the two
///     +--+--+                             resistors lie in series across the line: 13.6 kohm for P48, with their noise.
///     R     R                             Of the capacitors one lies in each leg: for the signal half of one in series.
///   o-+-----)--||--o  hot
///   o-------+--||--o  cold
///
/// Source: IEC 61938:2018, as read in the sources of the project's tests.
struct phantom_supply {
    component_name name = "phantom supply";
    phantom_standard standard = phantom_standard::p48;
    /// Open-circuit voltage, V.
    std::optional<gainstage::voltage> voltage{};
    /// Tolerance of the voltage, +- V.
    std::optional<gainstage::voltage> tolerance{};
    /// Resistor in each leg, ohm. > 0.
    std::optional<impedance> feed_resistor{};
    /// Greatest current for one microphone, A.
    std::optional<current> current_limit{};
    /// Switched on. Off, the resistors stay in circuit.
    bool on = true;
    /// The input impedance stated for the preamp behind already contains the feed resistors (many sheets mean it so):
    /// they then do not load the signal a second time, and their noise is part of the preamp's.
    bool in_input_impedance = false;
    /// Capacitor in each leg that keeps the DC away from what is behind, F. 22 uF per leg before 2 kohm: 7 Hz. > 0. Empty:
    /// none that matters to the signal.
    std::optional<capacitance> blocking{};
    connector input = connectors::xlr_female;
    /// Inside a preamp there is no connector behind the supply.
    connector output = connectors::unspecified;
    /// By which part the two feed resistors differ; IEC 61938: 0.4 % at most. 0 … 1.
    double feed_mismatch = 0.004;

    /// What the supply gives, with the standard's values filled in.
    [[nodiscard]] constexpr power_feed feed() const {
        struct row {
            double volts, tolerance, ohms, amperes;
        };
        row const s = standard == phantom_standard::p12   ? row{12, 1, 680, 15e-3}
                      : standard == phantom_standard::p24 ? row{24, 4, 1200, 10e-3}
                                                          : row{48, 4, 6800, 10e-3};
        return {power_kind::phantom, voltage.value_or(detail::from_si<gainstage::voltage>(s.volts)),
                tolerance.value_or(detail::from_si<gainstage::voltage>(s.tolerance)),
                feed_resistor.value_or(detail::from_si<impedance>(s.ohms)),
                current_limit.value_or(detail::from_si<current>(s.amperes))};
    }

    [[nodiscard]] constexpr std::array<element, 2> elements(hookup const& to = {}) const {
        double const feeds = to.is_one_sided() ? 1 : 2; // that of a conductor at ground is shorted
        std::array<element, 2> list{};
        if (!in_input_impedance)
            list[0] = shunt_resistor(detail::from_si<impedance>(feeds * feed().feed_resistor.value()));
        if (blocking) list[1] = series_capacitor(detail::from_si<capacitance>(blocking->value() / to.legs()));
        return list;
    }

    constexpr void describe(stage_info& s) const {
        s.kind = stage_kind::phantom_supply;
        s.input = input;
        s.output = output;
        if (on) s.feed = feed();
        s.dc.blocks = blocking.has_value();
        if (in_input_impedance) return; // the preamp's CMRR is then stated with them
        s.common_mode.leg_to_ground = feed().feed_resistor;
        s.common_mode.leg_mismatch = feed_mismatch;
    }

    constexpr void check(field_checks& f) const {
        if (voltage) f.not_negative("voltage", *voltage);
        if (tolerance) f.not_negative("tolerance", *tolerance);
        if (feed_resistor) f.positive("feed_resistor", *feed_resistor);
        if (current_limit) f.not_negative("current_limit", *current_limit);
        if (blocking) f.positive("blocking", *blocking);
        f.part("feed_mismatch", feed_mismatch);
    }
};

} // namespace gainstage
