// SPDX-License-Identifier: BSL-1.0
// An operational amplifier and four resistors as a difference amplifier: the balanced line receiver.
#pragma once

#include <gainstage/component/op_amp.hpp>
#include <gainstage/element.hpp>
#include <gainstage/stage.hpp>
#include <gainstage/validate.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// Gain R2/R1 between the legs if R4/R3 = R2/R1. Every resistor makes thermal noise.
///
///                     +--[R2]--+
///   cold o--[C]-[R1]--+--|-\   |
///                        |  >--+--[ build-out ]--[Co]--o
///   hot  o--[C]-[R3]--+--|+/
///                     +--[R4]--gnd
///
/// A floating source drives one current i through R3 and R4, and back through R2 and R1. With d = v_p - v_n and
/// v2 = A (d + e_n):
///
///   v_s = i (Zs + R1 + R3) + d        d = i (R2 + R4) - v2
///
/// R1 + R3 in series, R2 + R4 across, e_n in series, then an admittance A/(R2 + R4): an inverting stage of the sums, with
/// the other sign. Each noise current sees its own resistor: i_n sqrt(R2^2 + R4^2)/(R2 + R4) across the sum. A source that
/// is symmetrical about ground gives the same if R4/R3 = R2/R1, which is what common-mode rejection rests on. But its two legs
/// do not carry the same current. With a part h of v_s on the hot leg, v_p = h v_s R4/(R3 + R4), and the inputs and the output give
///
///   hot  h v_s/(R3 + R4)      cold  (1 - h + h R4/(R3 + R4)) v_s/R1      output  (1 - h R3/(R3 + R4)) v_2/R2
///
/// instead of v_s/(R1 + R3) and v_2/(R2 + R4). It counts where an output current is limited.
///
/// Behind an unbalanced plug the cold leg is grounded: R3 and R4 divide, and R2 and R1 (with C) are the feedback of a
/// non-inverting stage. Before an unspecified connector the source is taken for balanced.
///
///   CMRR >= A_d/A_cm,   A_cm = |R1 R4 - R2 R3|/(R1 (R3 + R4)) + 4 t G/(1 + G)     t: tolerance of each resistor
///
/// which is (1 + G)/(4 t) for matched values. Source: Pallas-Areny and Webster (1991), IEEE Trans. Instrum. Meas. 40(4);
/// Whitlock, Handbook for Sound Engineers, ch. 15. The defaults are the receiver of unity gain with 10 kohm resistors.
struct difference_stage {
    component_name name = "difference stage";
    op_amp device{};
    /// Supply rails of +- so many volts. > 0, and more than the swing the device loses.
    voltage supply = detail::from_si<voltage>(15);
    /// C, in series with each leg, F; 0: none.
    capacitance input_capacitor{};
    /// Of the inverting leg: in series, and feedback, ohm. > 0.
    impedance r1 = detail::from_si<impedance>(10e3);
    impedance r2 = detail::from_si<impedance>(10e3);
    /// Of the non-inverting leg: in series, and to ground, ohm. > 0. Unless stated, those of the other leg.
    impedance r3 = r1;
    impedance r4 = r2;
    /// Of each resistor, a ratio (0.01 is 1 %), 0 to 1; empty: not stated, and neither is the CMRR.
    std::optional<double> resistor_tolerance{};
    /// In series with the output, ohm, 0 or more.
    impedance build_out_resistor = detail::from_si<impedance>(100);
    /// Co, in series with the output, F; 0: none.
    capacitance output_capacitor{};
    signal_class accepts = signal_class::line;
    connector input = connectors::unspecified;
    connector output = connectors::unspecified;
    /// A mains device with a ground of its own; false: it runs on a battery.
    bool earthed = true;

    /// (R2 + R4)/(R1 + R3), a ratio.
    [[nodiscard]] constexpr double gain() const { return (r2.value() + r4.value()) / (r1.value() + r3.value()); }

    /// The least common-mode rejection ratio that the resistors guarantee; empty: tolerance not stated. Of exact resistors
    /// (tolerance 0) none is the limit, and it is empty too.
    [[nodiscard]] constexpr std::optional<decibels> cmrr() const {
        if (!resistor_tolerance) return std::nullopt;
        double const unmatched = r1.value() * r4.value() - r2.value() * r3.value();
        double const common = detail::abs(unmatched) / (r1.value() * (r3.value() + r4.value())) +
                              4 * *resistor_tolerance * gain() / (1 + gain());
        if (!(common > 0)) return std::nullopt;
        return gain_of_amplitude_ratio(gain() / common);
    }

    [[nodiscard]] constexpr std::array<element, 13> elements(hookup const& to) const {
        return elements(to, to.driver == output_topology::symmetrical ? std::optional{0.5} : std::nullopt);
    }
    /// hot_part: h of a source that is referred to ground; empty: it floats.
    [[nodiscard]] constexpr std::array<element, 13> elements(hookup const& to, std::optional<double> hot_part) const {
        std::array<element, 13> list{};
        double const c = input_capacitor.value();
        element network{};
        if (is_unbalanced(to.plug)) {
            if (c > 0) list[0] = series_capacitor(input_capacitor);
            list[1] = series_resistor(r3);
            list[2] = shunt_resistor(r4);
            list[3] = detail::op_amp_current_noise(device);
            list[5] = detail::op_amp_network_noise(device, r2, r1, input_capacitor);
            list[6] = non_inverting_op_amp(1 + r2.value() / r1.value(), device.loop(),
                                           detail::leg_corner(r1, input_capacitor));
            network = shunt_branch(r1 + r2, {}, input_capacitor, noise::none);
        } else {
            impedance const sum = r2 + r4;
            double const both = detail::sqrt(r2.value() * r2.value() + r4.value() * r4.value()) / sum.value();
            if (c > 0) list[0] = series_capacitor(detail::from_si<capacitance>(c / 2));
            list[1] = series_resistor(r1 + r3);
            list[2] = shunt_resistor(sum);
            list[3] = detail::op_amp_current_noise(device, both);
            list[6] = summing_op_amp(sum, device.loop(), +1);
            double const at_output =
                hot_part ? r2.value() / (1 - *hot_part * r3.value() / (r3 + r4).value()) : sum.value();
            network = shunt_resistor(detail::from_si<impedance>(at_output), noise::none);
        }
        list[4] = detail::op_amp_voltage_noise(device);
        auto const behind = out().elements(device, supply, network);
        for (std::size_t i = 0; i < behind.size(); ++i) list[7 + i] = behind[i];
        return list;
    }

    /// From hot to cold, what the leg that carries more current carries besides the current from hot to cold. R1 times
    /// the cold leg's and R3 times the hot leg's add up to v_s, so the greater is v_s/(R1 + R3) or more.
    [[nodiscard]] constexpr element greater_leg(double hot_part) const {
        double const hot = hot_part / (r3 + r4).value();
        double const cold = (1 - hot_part + hot * r4.value()) / r1.value();
        double const both = (r1 + r3).value();
        double const more = (std::max)(hot, cold) - 1 / both;
        if (!(more > 1e-9 / both)) return {};
        // With C the corner is that of both legs.
        return shunt_branch(detail::from_si<impedance>(1 / more), {},
                            detail::from_si<capacitance>(input_capacitor.value() / 2 * both * more), noise::none);
    }

    constexpr void describe(stage_info& s) const {
        detail::describe_op_amp_stage(s, device, gain());
        s.input = input;
        s.output = output;
        s.accepts = accepts;
        s.common_mode.earthed = earthed;
        s.common_mode.cmrr = cmrr();
        s.common_mode.leg_to_ground = r3 + r4;
    }

    constexpr void check(field_checks& f) const {
        detail::check_op_amp_stage(f, device, supply, out());
        f.not_negative("input_capacitor", input_capacitor);
        f.positive("r1", r1);
        f.positive("r2", r2);
        f.positive("r3", r3);
        f.positive("r4", r4);
        detail::check_ratio(f, "r1", r2, r1);
        detail::check_ratio(f, "r3", r4, r3);
        if (resistor_tolerance && !(*resistor_tolerance >= 0 && *resistor_tolerance <= 1))
            f.fail("resistor_tolerance", *resistor_tolerance, "", "must be a ratio from 0 to 1 (1 % is 0.01)");
    }

private:
    [[nodiscard]] constexpr detail::op_amp_output out() const { return {build_out_resistor, output_capacitor}; }
};

} // namespace gainstage
