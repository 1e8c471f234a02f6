// SPDX-License-Identifier: BSL-1.0
// Plug-in power: the bias of recorders, cameras, PCs and telephones.
#pragma once

#include <gainstage/element.hpp>
#include <gainstage/stage.hpp>
#include <gainstage/validate.hpp>

#include <array>
#include <optional>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// A bias voltage through a resistor onto the signal conductor. For a two-wire electret the resistor is also the load:
/// halve it and the level halves. Default: 2.5 V through 2.2 kohm. There is no universal standard (JEITA CP-1203A, IEC
/// 61938:2013): 1.5 V to 5 V, 1 to 10 kohm.
///
///      +Vb
///       |
///      [R]         C
///       |
///   o---+----------||---o
struct plug_in_power {
    component_name name = "plug-in power";
    gainstage::voltage voltage = detail::from_si<gainstage::voltage>(2.5);
    /// > 0
    impedance resistor = detail::from_si<impedance>(2200);
    /// +- V
    gainstage::voltage tolerance{};
    /// Coupling capacitor behind it, F; empty: none that matters.
    std::optional<capacitance> coupling{};
    bool on = true;
    connector input = connectors::mini_stereo_socket;
    connector output = connectors::unspecified;

    [[nodiscard]] constexpr std::array<element, 2> elements() const {
        return {shunt_resistor(resistor), coupling ? series_capacitor(*coupling) : element{}};
    }

    constexpr void describe(stage_info& s) const {
        s.kind = stage_kind::plug_in_power;
        s.input = input;
        s.output = output;
        if (on) s.feed = {power_kind::plug_in, voltage, tolerance, resistor, {}};
    }

    constexpr void check(field_checks& f) const {
        f.not_negative("voltage", voltage);
        f.not_negative("tolerance", tolerance);
        f.positive("resistor", resistor);
        if (coupling) f.positive("coupling", *coupling);
    }
};

} // namespace gainstage
