// SPDX-License-Identifier: BSL-1.0
// An operational amplifier by its datasheet, and what the stages built from it have in common.
#pragma once

#include <gainstage/element.hpp>
#include <gainstage/level.hpp>
#include <gainstage/name.hpp>
#include <gainstage/stage.hpp>
#include <gainstage/validate.hpp>

#include <array>
#include <optional>
#include <string_view>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// The device. What a datasheet does not give stays empty and counts as unknown, not as good.
///
///   e^2(f) = e_n^2 (1 + f_e/f)    i^2(f) = i_n^2 (1 + f_i/f)    A(jf) = 1/(1/A0 + j f/GBW)
///
/// Source: Horowitz and Hill, The Art of Electronics, 3rd ed., ch. 4 and 8; TI SLVA043, Noise Analysis in Operational
/// Amplifier Circuits.
struct op_amp {
    component_name name = "op amp";
    /// "Input voltage noise", the white part (mostly stated at 1 kHz), V/sqrt(Hz); empty: not stated.
    std::optional<voltage_noise_density> input_voltage_noise{};
    /// Where its 1/f part is as large as the white part, Hz; 0: white.
    frequency voltage_noise_corner{};
    /// "Input current noise" of each input, A/sqrt(Hz); empty: not stated.
    std::optional<current_noise_density> input_current_noise{};
    frequency current_noise_corner{};
    /// "Open-loop gain" at DC (120 dB is 1000 V/mV), 0 dB to 200 dB.
    decibels open_loop_gain{120};
    /// "Gain-bandwidth product", Hz. > 0.
    frequency gain_bandwidth = detail::from_si<frequency>(10e6);
    /// "Slew rate", V/s; empty: not stated.
    std::optional<gainstage::slew_rate> slew_rate{};
    /// How far its output stays away from either supply rail, V ("swing +-13 V" on +-15 V: 2 V); empty: not stated.
    std::optional<voltage> swing_from_rails{};
    /// "Output current", peak, A; empty: not stated.
    std::optional<current> output_current{};

    [[nodiscard]] constexpr open_loop loop() const { return {amplitude_ratio(open_loop_gain), gain_bandwidth}; }

    /// The largest sine at its output on supplies of +-`supply`: (Vs - Vswing)/sqrt(2) RMS; empty: swing not stated.
    [[nodiscard]] constexpr std::optional<voltage_level> max_output(voltage supply) const {
        if (!swing_from_rails) return std::nullopt;
        return level_of(detail::from_si<voltage>((supply.value() - swing_from_rails->value()) / detail::sqrt_2));
    }

    constexpr void check(field_checks& f) const {
        if (input_voltage_noise) f.not_negative("device.input_voltage_noise", *input_voltage_noise);
        f.not_negative("device.voltage_noise_corner", voltage_noise_corner);
        if (input_current_noise) f.not_negative("device.input_current_noise", *input_current_noise);
        f.not_negative("device.current_noise_corner", current_noise_corner);
        f.gain("device.open_loop_gain", open_loop_gain);
        if (open_loop_gain.value() < 0)
            f.fail("device.open_loop_gain", open_loop_gain.value(), "dB", "must not be negative: it is a gain");
        f.positive("device.gain_bandwidth", gain_bandwidth);
        if (slew_rate) f.positive("device.slew_rate", *slew_rate);
        if (swing_from_rails) f.not_negative("device.swing_from_rails", *swing_from_rails);
        if (output_current) f.positive("device.output_current", *output_current);
    }
};

namespace detail {

constexpr element op_amp_current_noise(op_amp const& d, double factor = 1) {
    double const i = d.input_current_noise ? d.input_current_noise->value() : 0;
    return shunt_noise(from_si<current_noise_density>(factor * i), d.current_noise_corner);
}
constexpr element op_amp_voltage_noise(op_amp const& d, double factor = 1) {
    double const e = d.input_voltage_noise ? d.input_voltage_noise->value() : 0;
    return series_noise(from_si<voltage_noise_density>(factor * e), d.voltage_noise_corner);
}
constexpr element op_amp_network_noise(op_amp const& d, impedance rf, impedance rg, capacitance c, double factor = 1) {
    double const i = d.input_current_noise ? d.input_current_noise->value() : 0;
    return feedback_noise(rf, rg, c, from_si<current_noise_density>(factor * i), d.current_noise_corner);
}
/// 1/(2 pi R C), 0 without a capacitor.
constexpr frequency leg_corner(impedance r, capacitance c) {
    return from_si<frequency>(c.value() > 0 ? 1 / (2 * pi * r.value() * c.value()) : 0);
}

/// From the output of an operational amplifier to the terminals. `feedback` is what its own network draws, a shunt without
/// noise; it counts only against the output current.
///
///   |> o--< rails >--< slew >--< current >--+--[ build-out ]--[ C ]--o
///                                         [Rf..]
struct op_amp_output {
    impedance build_out{};
    capacitance coupling{};

    [[nodiscard]] constexpr std::array<element, 6> elements(op_amp const& d, voltage supply,
                                                            element const& feedback) const {
        std::array<element, 6> list{};
        if (auto const most = d.max_output(supply)) list[0] = clip_limit(*most);
        if (d.slew_rate) list[1] = slew_limit(*d.slew_rate);
        if (d.output_current) {
            list[2] = current_limit(from_si<current>(d.output_current->value() / sqrt_2));
            list[3] = feedback;
        }
        list[4] = series_resistor(build_out);
        if (coupling.value() > 0) list[5] = series_capacitor(coupling);
        return list;
    }
};

constexpr void describe_op_amp_stage(stage_info& s, op_amp const& d, double gain) {
    s.kind = stage_kind::op_amp_stage;
    s.gives = signal_class::line;
    s.topology = output_topology::unbalanced;
    s.is_amplifier = true;
    s.dc.blocks = true;
    s.gain = gain_of_amplitude_ratio(gain);
    s.noise_is_stated = d.input_voltage_noise && d.input_current_noise;
    s.limit_is_stated = d.swing_from_rails.has_value();
}

constexpr void check_op_amp_stage(field_checks& f, op_amp const& d, voltage supply, op_amp_output const& out) {
    d.check(f);
    f.positive("supply", supply);
    if (d.swing_from_rails && supply.value() <= d.swing_from_rails->value())
        f.fail("supply", supply.value(), "V", "leaves no swing: it must be more than the device's swing_from_rails");
    f.not_negative("build_out_resistor", out.build_out);
    f.not_negative("output_capacitor", out.coupling);
}

/// A ratio of resistors that still is a gain.
constexpr void check_ratio(field_checks& f, std::string_view field, impedance feedback, impedance leg) {
    if (leg.value() > 0 && feedback.value() / leg.value() > 1e10)
        f.fail(field, leg.value(), "ohm", "is too small beside the feedback resistor: a gain of more than 200 dB");
}

} // namespace detail

} // namespace gainstage
