// SPDX-License-Identifier: BSL-1.0
// An operational amplifier as a non-inverting stage: microphone preamp, buffer, line amplifier.
#pragma once

#include <gainstage/component/op_amp.hpp>
#include <gainstage/element.hpp>
#include <gainstage/stage.hpp>
#include <gainstage/validate.hpp>

#include <array>
#include <cstddef>
#include <optional>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// Gain 1 + Rf/Rg; with a capacitor under Rg it falls to 1 below 1/(2 pi Rg Cg). Every resistor makes thermal noise.
///
///   o--[Ci]--+----+----|+\      v1 here
///            |    |    |  >--+--[ build-out ]--[Co]--o
///          [Rb] ===   |-/   |
///            |    |    +-[Rf]+
///           gnd  gnd   |
///                     [Rg]--[Cg]--gnd
///
///   n(f) = 1 + Rf/(Rg + 1/jwCg)        v2 = v1/(1/n + 1/A)
///   noise at the + input: e_n^2 + (i_n |Zs|)^2 + 4kT Re Z + (i_n |Z|)^2,   Z = Rf parallel (Rg + 1/jwCg)
///
/// The inverting input is a node of Z = Rf || leg once the loop is closed: its noise current, and the thermal noise of Rf
/// and Rg, give there the voltage that the same impedance would by itself, which stands in series with e_n. Source: TI
/// SLVA043; Motchenbacher and Connelly (1993), ch. 3. The defaults are a gain of 11 (20.8 dB).
struct non_inverting_stage {
    component_name name = "non-inverting stage";
    op_amp device{};
    /// Supply rails of +- so many volts. > 0, and more than the swing the device loses.
    voltage supply = detail::from_si<voltage>(15);
    /// Ci, in series with the input, F; 0: none. It needs a bias resistor.
    capacitance input_capacitor{};
    /// Rb, from the input to ground, ohm. > 0; empty: the source is the path of the bias current.
    std::optional<impedance> bias_resistor = detail::from_si<impedance>(100e3);
    /// Of the device's input and the wiring, F.
    capacitance input_capacitance{};
    /// Rf, ohm, 0 or more: a follower may have a wire.
    impedance feedback_resistor = detail::from_si<impedance>(10e3);
    /// Rg, ohm. > 0; empty: a follower.
    std::optional<impedance> gain_resistor = detail::from_si<impedance>(1e3);
    /// Cg, in series with Rg, F; 0: none, gain at DC too.
    capacitance gain_capacitor{};
    /// In series with the output, ohm, 0 or more.
    impedance build_out_resistor = detail::from_si<impedance>(100);
    /// Co, in series with the output, F; 0: none.
    capacitance output_capacitor{};
    signal_class accepts = signal_class::any;
    connector input = connectors::unspecified;
    connector output = connectors::unspecified;
    /// A mains device with a ground of its own; false: it runs on a battery.
    bool earthed = true;

    /// 1 + Rf/Rg, a ratio.
    [[nodiscard]] constexpr double gain() const {
        return gain_resistor ? 1 + feedback_resistor.value() / gain_resistor->value() : 1;
    }

    [[nodiscard]] constexpr std::array<element, 13> elements() const {
        std::array<element, 13> list{};
        impedance const rg = gain_resistor.value_or(detail::from_si<impedance>(detail::infinity));
        capacitance const cg = gain_resistor ? gain_capacitor : capacitance{};
        if (input_capacitor.value() > 0) list[0] = series_capacitor(input_capacitor);
        if (bias_resistor) list[1] = shunt_resistor(*bias_resistor);
        list[2] = shunt_capacitor(input_capacitance);
        list[3] = detail::op_amp_current_noise(device);
        list[4] = detail::op_amp_voltage_noise(device);
        list[5] = detail::op_amp_network_noise(device, feedback_resistor, rg, cg);
        list[6] = non_inverting_op_amp(gain(), device.loop(), gain_resistor ? detail::leg_corner(rg, cg) : frequency{});
        element const network = gain_resistor ? shunt_branch(feedback_resistor + rg, {}, cg, noise::none) : element{};
        auto const behind = out().elements(device, supply, network);
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
        if (bias_resistor) f.positive("bias_resistor", *bias_resistor);
        if (!bias_resistor && input_capacitor.value() > 0)
            f.fail("input_capacitor", input_capacitor.value(), "F",
                   "leaves the input without a path for its bias current: give it a bias_resistor");
        f.not_negative("input_capacitance", input_capacitance);
        f.not_negative("feedback_resistor", feedback_resistor);
        f.not_negative("gain_capacitor", gain_capacitor);
        if (!gain_resistor) return;
        f.positive("gain_resistor", *gain_resistor);
        detail::check_ratio(f, "gain_resistor", feedback_resistor, *gain_resistor);
    }

private:
    [[nodiscard]] constexpr detail::op_amp_output out() const { return {build_out_resistor, output_capacitor}; }
};

} // namespace gainstage
