// SPDX-License-Identifier: BSL-1.0
// Three operational amplifiers as an instrumentation amplifier: the microphone preamp with a balanced input.
#pragma once

#include <gainstage/component/difference_stage.hpp>
#include <gainstage/component/op_amp.hpp>
#include <gainstage/element.hpp>
#include <gainstage/stage.hpp>
#include <gainstage/validate.hpp>

#include <array>
#include <cstddef>
#include <optional>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// Gain (1 + 2 Rf/Rg) times that of the difference stage behind it. Every resistor makes thermal noise.
///
///   hot  o--[C]--+--|+\      first amplifier
///              [Rb] |  >---+------- hot of the difference stage
///               gnd |-/    |
///                    +[Rf]-+
///                    |
///                [Rg, Cg]
///                    |
///                    +[Rf]-+
///               gnd |-\    |
///              [Rb] |  >---+------- cold of the difference stage
///   cold o--[C]--+--|+/      second amplifier
///
/// Between hot and cold, with a source that floats or is symmetrical about ground: C/2 in series, 2 Rb across, two noise
/// voltages (e_n sqrt(2)), and two noise currents of which one half each flows between the inputs (i_n/sqrt(2)). The
/// feedback network is 2 Rf and Rg; each inverting input's noise current meets its own Rf, i_n sqrt(2) Rf at the output,
/// which is i_n/sqrt(2) in 2 Rf parallel Rg at the input. Both outputs swing in opposite phase: twice one device's limits of
/// voltage and slope. They drive 2 Rf + Rg and the difference stage, of which one leg takes more current than the other.
///
/// Behind an unbalanced plug the cold leg is grounded: C and Rb of the hot leg count, i_n of one input, and the hot
/// amplifier clips first, at (1 + Rf/Rg)/(1 + 2 Rf/Rg) of the whole voltage instead of a half. The cold input is at ground
/// through its C: 4kT Re Z + (i_n |Z|)^2 with Z = Rb || C stand in series too.
///
/// Common mode passes the first two at a gain of 1: CMRR is that of the difference stage times 1 + 2 Rf/Rg.
/// Source: Horowitz and Hill, The Art of Electronics, 3rd ed., sec. 5.15. The defaults are a gain of 41 (32.3 dB).
struct instrumentation_stage {
    component_name name = "instrumentation stage";
    /// Each of the two input amplifiers.
    op_amp device{};
    /// Supply rails of +- so many volts. > 0, and more than the swing the device loses.
    voltage supply = detail::from_si<voltage>(15);
    /// C, in series with each leg, F; 0: none. Phantom power needs one.
    capacitance input_capacitor{};
    /// Rb, from each input to ground, ohm. > 0.
    impedance bias_resistor = detail::from_si<impedance>(10e3);
    /// Between the inputs, F.
    capacitance input_capacitance{};
    /// Rf, each, ohm, 0 or more.
    impedance feedback_resistor = detail::from_si<impedance>(2e3);
    /// Rg, ohm. > 0; empty: two followers.
    std::optional<impedance> gain_resistor = detail::from_si<impedance>(100);
    /// Cg, in series with Rg, F; 0: none, gain at DC too.
    capacitance gain_capacitor{};
    /// Behind it: its resistors, its device and supply (unless stated, the same), its output. Name and connectors do not count.
    difference_stage difference{.device = device, .supply = supply};
    signal_class accepts = signal_class::microphone;
    connector input = connectors::unspecified;
    connector output = connectors::unspecified;
    /// A mains device with a ground of its own; false: it runs on a battery.
    bool earthed = true;

    /// 1 + 2 Rf/Rg, a ratio: of the first two amplifiers.
    [[nodiscard]] constexpr double first_gain() const {
        return gain_resistor ? 1 + 2 * feedback_resistor.value() / gain_resistor->value() : 1;
    }
    /// Of the whole stage, a ratio.
    [[nodiscard]] constexpr double gain() const { return first_gain() * difference.gain(); }

    /// The least common-mode rejection ratio; empty: the tolerance of the difference stage's resistors is not stated.
    [[nodiscard]] constexpr std::optional<decibels> cmrr() const {
        auto const behind = difference.cmrr();
        if (!behind) return std::nullopt;
        return *behind + gain_of_amplitude_ratio(first_gain());
    }

    [[nodiscard]] constexpr std::array<element, 26> elements(hookup const& to) const {
        std::array<element, 26> list{};
        bool const one_leg = is_unbalanced(to.plug);
        double const legs = one_leg ? 1 : 2;
        impedance const rg = gain_resistor.value_or(detail::from_si<impedance>(detail::infinity));
        impedance const rf = feedback_resistor + feedback_resistor;
        capacitance const cg = gain_resistor ? gain_capacitor : capacitance{};
        if (input_capacitor.value() > 0)
            list[0] = series_capacitor(detail::from_si<capacitance>(input_capacitor.value() / legs));
        list[1] = shunt_resistor(detail::from_si<impedance>(legs * bias_resistor.value()));
        list[2] = shunt_capacitor(input_capacitance);
        list[3] = detail::op_amp_current_noise(device, one_leg ? 1 : 1 / detail::sqrt_2);
        list[4] = detail::op_amp_voltage_noise(device, detail::sqrt_2);
        list[5] = detail::op_amp_network_noise(device, rf, rg, cg, 1 / detail::sqrt_2);
        if (one_leg && input_capacitor.value() > 0) // the other leg is at ground through its capacitor only
            list[6] = detail::op_amp_network_noise(device, bias_resistor, {}, input_capacitor);
        list[7] =
            non_inverting_op_amp(first_gain(), device.loop(), gain_resistor ? detail::leg_corner(rg, cg) : frequency{});
        // The output which swings most, hot, over the voltage between both.
        double const hot_part = one_leg ? (first_gain() + 1) / (2 * first_gain()) : 0.5;
        if (auto const most = device.max_output(supply)) list[8] = clip_limit(rms_voltage(*most) / hot_part);
        if (device.slew_rate)
            list[9] = slew_limit(detail::from_si<gainstage::slew_rate>(device.slew_rate->value() / hot_part));
        if (device.output_current) {
            list[10] = current_limit(detail::from_si<current>(device.output_current->value() / detail::sqrt_2));
            if (gain_resistor) list[11] = shunt_branch(rf + rg, {}, cg, noise::none);
            list[12] = difference.greater_leg(hot_part);
        }
        auto const behind = difference.elements({}, hot_part);
        for (std::size_t i = 0; i < behind.size(); ++i) list[13 + i] = behind[i];
        return list;
    }

    constexpr void describe(stage_info& s) const {
        detail::describe_op_amp_stage(s, device, gain());
        stage_info behind;
        difference.describe(behind);
        s.noise_is_stated = s.noise_is_stated && behind.noise_is_stated;
        s.limit_is_stated = s.limit_is_stated && behind.limit_is_stated;
        s.input = input;
        s.output = output;
        s.accepts = accepts;
        s.common_mode.earthed = earthed;
        s.common_mode.cmrr = cmrr();
        s.common_mode.leg_to_ground = bias_resistor;
    }

    constexpr void check(field_checks& f) const {
        detail::check_op_amp_stage(f, device, supply, {});
        f.not_negative("input_capacitor", input_capacitor);
        f.positive("bias_resistor", bias_resistor);
        f.not_negative("input_capacitance", input_capacitance);
        f.not_negative("feedback_resistor", feedback_resistor);
        f.not_negative("gain_capacitor", gain_capacitor);
        if (gain_resistor) {
            f.positive("gain_resistor", *gain_resistor);
            detail::check_ratio(f, "gain_resistor", feedback_resistor, *gain_resistor);
        }
        difference.check(f);
    }
};

} // namespace gainstage
