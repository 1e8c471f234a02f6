// SPDX-License-Identifier: BSL-1.0
// An operational amplifier as an inverting stage: summing bus, polarity inverter, virtual ground.
#pragma once

#include <gainstage/component/op_amp.hpp>
#include <gainstage/element.hpp>
#include <gainstage/stage.hpp>
#include <gainstage/validate.hpp>

#include <array>
#include <cstddef>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// Gain -Rf/R1. Every resistor makes thermal noise.
///
///                      +--[Rf]--+
///   o--[Ci]--[R1]--o---+--|-\   |
///                      u  |  >--+--[ build-out ]--[Co]--o
///        gnd--[Rp]--------|+/
///
/// With u = v_n + e_n at the input proper and v2 = -A u, Kirchhoff's current law at the node is
///
///   (v_n - v_s)/R1 + v_n/Rf + A u/Rf = 0
///
/// Rf to ground, e_n in series, then an admittance A/Rf: that is how it is lowered, and it is exact. The input impedance is
/// R1 + Rf/(1 + A). The noise of what is at the + input, 4kT Rp + (i_n Rp)^2, stands in series with e_n.
struct inverting_stage {
    component_name name = "inverting stage";
    op_amp device{};
    /// Supply rails of +- so many volts. > 0, and more than the swing the device loses.
    voltage supply = detail::from_si<voltage>(15);
    /// Ci, in series with the input, F; 0: none.
    capacitance input_capacitor{};
    /// R1, ohm. > 0.
    impedance input_resistor = detail::from_si<impedance>(10e3);
    /// Rf, ohm. > 0.
    impedance feedback_resistor = detail::from_si<impedance>(10e3);
    /// Rp, from the + input to ground against the offset of the bias current, ohm; 0: none, or bypassed by a capacitor.
    impedance offset_resistor{};
    /// In series with the output, ohm, 0 or more.
    impedance build_out_resistor = detail::from_si<impedance>(100);
    /// Co, in series with the output, F; 0: none.
    capacitance output_capacitor{};
    signal_class accepts = signal_class::any;
    connector input = connectors::unspecified;
    connector output = connectors::unspecified;
    /// A mains device with a ground of its own; false: it runs on a battery.
    bool earthed = true;

    /// Rf/R1, a ratio; the output is in opposite phase.
    [[nodiscard]] constexpr double gain() const { return feedback_resistor.value() / input_resistor.value(); }

    [[nodiscard]] constexpr std::array<element, 13> elements() const {
        std::array<element, 13> list{};
        impedance const open = detail::from_si<impedance>(detail::infinity);
        if (input_capacitor.value() > 0) list[0] = series_capacitor(input_capacitor);
        list[1] = series_resistor(input_resistor);
        list[2] = shunt_resistor(feedback_resistor);
        list[3] = detail::op_amp_current_noise(device);
        list[4] = detail::op_amp_voltage_noise(device);
        list[5] = detail::op_amp_network_noise(device, offset_resistor, open, {});
        list[6] = summing_op_amp(feedback_resistor, device.loop());
        auto const behind = out().elements(device, supply, shunt_resistor(feedback_resistor, noise::none));
        for (std::size_t i = 0; i < behind.size(); ++i) list[7 + i] = behind[i];
        return list;
    }

    constexpr void describe(stage_info& s) const {
        detail::describe_op_amp_stage(s, device, gain());
        s.input = input;
        s.output = output;
        s.accepts = accepts;
        s.common_mode.earthed = earthed;
    }

    constexpr void check(field_checks& f) const {
        detail::check_op_amp_stage(f, device, supply, out());
        f.not_negative("input_capacitor", input_capacitor);
        f.positive("input_resistor", input_resistor);
        f.positive("feedback_resistor", feedback_resistor);
        f.not_negative("offset_resistor", offset_resistor);
        detail::check_ratio(f, "input_resistor", feedback_resistor, input_resistor);
    }

private:
    [[nodiscard]] constexpr detail::op_amp_output out() const { return {build_out_resistor, output_capacitor}; }
};

} // namespace gainstage
