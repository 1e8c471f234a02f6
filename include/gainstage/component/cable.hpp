// SPDX-License-Identifier: BSL-1.0
// A cable, and an adapter: neither has gain, and neither corrects a level, an impedance or a missing supply.
#pragma once

#include <gainstage/element.hpp>
#include <gainstage/stage.hpp>
#include <gainstage/validate.hpp>

#include <array>
#include <optional>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// A cable by its length and what its sheet states per metre. The defaults are a 10 m microphone cable.
///
///   o--+--[ 2 r l   L' l ]--+--o      r: of one conductor. The signal current meets two: both conductors of a
///      |                    |         balanced cable, or the conductor and the shield.
///     === C' l/2           === C' l/2
struct cable {
    component_name name = "cable";
    gainstage::length length = detail::from_si<gainstage::length>(10);
    /// "Capacitance", conductor to conductor (or conductor to shield if unbalanced), F/m.
    capacitance_per_length capacitance = detail::from_si<capacitance_per_length>(100e-12);
    /// "Conductor resistance", of one conductor, ohm/m.
    resistance_per_length resistance = detail::from_si<resistance_per_length>(0.08);
    /// "Shield resistance", ohm/m: the way back of phantom and plug-in power.
    resistance_per_length shield_resistance = detail::from_si<resistance_per_length>(0.03);
    /// Loop inductance, H/m; rarely stated.
    inductance_per_length inductance{};
    connector input = connectors::xlr_female;
    connector output = connectors::xlr_male;
    /// If one end is balanced and the other is not: what the cable does with the cold conductor at the unbalanced end.
    cold_leg cold = cold_leg::grounded;
    /// Balanced: by how much the resistances of its two legs differ, contacts included, ohm; an oxidized contact has some.
    impedance leg_imbalance{};
    /// Contacts of the shield at both ends together, ohm.
    impedance shield_contacts{};
    /// "Capacitance", each conductor to the shield, F/m; empty: not stated, taken for twice that between the conductors,
    /// the most that it can be.
    std::optional<capacitance_per_length> shield_capacitance{};
    /// By which part of it the two conductors differ, 0 … 1; no sheet states it.
    double capacitance_imbalance = 0.05;

    [[nodiscard]] constexpr std::array<element, 3> elements(hookup const& to = {}) const {
        double const l = length.value();
        // Back through the other conductor, or through the shield.
        bool const unbalanced = is_unbalanced(input) && is_unbalanced(output);
        double const loop = unbalanced || to.legs() < 2
                                ? (resistance.value() + shield_resistance.value()) * l + shield_contacts.value()
                                : 2 * resistance.value() * l;
        auto const half = detail::from_si<gainstage::capacitance>(capacitance.value() * l / 2);
        return {shunt_capacitor(half),
                series_resistor(detail::from_si<impedance>(loop), noise::thermal,
                                detail::from_si<gainstage::inductance>(inductance.value() * l)),
                shunt_capacitor(half)};
    }

    constexpr void describe(stage_info& s) const {
        s.kind = stage_kind::cable;
        s.input = input;
        s.output = output;
        s.cold = cold;
        s.run = length;
        s.dc.leg_resistance = detail::from_si<impedance>(resistance.value() * length.value());
        s.dc.return_resistance =
            detail::from_si<impedance>(shield_resistance.value() * length.value() + shield_contacts.value());
        s.common_mode.leg_imbalance = leg_imbalance;
        s.common_mode.leg_to_shield = detail::from_si<gainstage::capacitance>(
            length.value() * (shield_capacitance ? shield_capacitance->value() : 2 * capacitance.value()));
        s.common_mode.capacitance_imbalance = capacitance_imbalance;
    }

    constexpr void check(field_checks& f) const {
        f.not_negative("length", length);
        f.not_negative("capacitance", capacitance);
        f.not_negative("resistance", resistance);
        f.not_negative("shield_resistance", shield_resistance);
        f.not_negative("inductance", inductance);
        f.not_negative("leg_imbalance", leg_imbalance);
        f.not_negative("shield_contacts", shield_contacts);
        if (shield_capacitance) {
            f.not_negative("shield_capacitance", *shield_capacitance);
            if (shield_capacitance->value() > 2 * capacitance.value() * (1 + 1e-9))
                f.fail("shield_capacitance", shield_capacitance->value(), "F/m",
                       "is more than twice the capacitance between the conductors, of which it is a part");
        }
        f.part("capacitance_imbalance", capacitance_imbalance);
    }
};

/// An adapter: one connector in, another out. It joins plugs; the signal, the impedances and the power stay what they
/// were, except that an unbalanced end leaves the cold leg open or grounds it.
struct adapter {
    component_name name = "adapter";
    connector input = connectors::xlr_female;
    connector output = connectors::ts_plug;
    /// If one end is balanced and the other is not: what the adapter does with the cold leg.
    cold_leg cold = cold_leg::grounded;
    /// It holds a capacitor or a transformer that stops DC (an adapter for recorders and cameras often does).
    bool blocks_dc = false;

    [[nodiscard]] constexpr std::array<element, 0> elements() const { return {}; }

    constexpr void describe(stage_info& s) const {
        s.kind = stage_kind::adapter;
        s.input = input;
        s.output = output;
        s.cold = cold;
        s.dc.blocks = blocks_dc;
    }
};

} // namespace gainstage
