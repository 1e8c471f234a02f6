// SPDX-License-Identifier: BSL-1.0
// An amplifier stage by its datasheet: microphone preamp, line amplifier, in-line booster.
#pragma once

#include <gainstage/component/amplifier_noise.hpp>
#include <gainstage/component/input_terminals.hpp>
#include <gainstage/element.hpp>
#include <gainstage/stage.hpp>
#include <gainstage/validate.hpp>

#include <array>
#include <optional>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// An amplifier with its input impedance, gain, noise and limits. The defaults are a typical microphone preamp.
///
///                 e_n                                    e_o
///   o---||---+---(  )---+---< max_input >---|> G >------(  )---[ Zout ]---< max_output, slew, current >---o
///    coupling|          |
///          (i_n)      [ Zin ]   without noise: it is in e_n and i_n
///
/// The gain is that from the input terminals to the open-circuit output. Equivalent input noise is referred to the
/// source's open-circuit voltage, so that it does not depend on Zin (Motchenbacher and Connelly, 1993, sec. 2.4).
struct preamp {
    component_name name = "preamp";
    /// Gain as set, dB.
    decibels gain{40};
    /// "Gain range"; empty: not stated.
    std::optional<decibels> min_gain{};
    std::optional<decibels> max_gain{};
    /// "Input impedance", differential if balanced, ohm. > 0.
    impedance input_impedance = detail::from_si<impedance>(2000);
    /// Across the input, F.
    gainstage::capacitance input_capacitance{};
    /// Coupling capacitor in series with the input, F (one in each leg of a balanced input: half of its value). With the
    /// input impedance a high-pass of 1/(2 pi Zin C). > 0. Empty: none that matters.
    std::optional<capacitance> coupling{};
    /// "Output impedance", ohm. >= 0.
    impedance output_impedance = detail::from_si<impedance>(100);
    /// "Equivalent input noise" or noise densities; empty: not stated.
    amplifier_noise_model noise{};
    /// "Maximum input level" at this gain, the largest sine; empty: only the output limits.
    std::optional<voltage_level> max_input{};
    /// "Maximum output level", the largest sine; empty: not stated.
    std::optional<voltage_level> max_output{};
    /// "Slew rate" at the output, V/s; empty: not stated.
    std::optional<gainstage::slew_rate> slew_rate{};
    /// The largest output current, RMS of a sine (a peak current over sqrt(2)), A; empty: not stated.
    std::optional<current> max_output_current{};
    /// "Frequency response", -3 dB, Hz; empty: not limited.
    std::optional<frequency> low_corner{};
    std::optional<frequency> high_corner{};
    /// Inverts the polarity.
    bool inverts = false;
    /// What its input is made for.
    signal_class accepts = signal_class::microphone;
    /// Power that an in-line booster needs from behind.
    power_need power{};
    output_topology topology = output_topology::unspecified;
    connector input = connectors::xlr_female;
    connector output = connectors::unspecified;
    /// "CMRR", with balanced legs, dB; empty: not stated.
    std::optional<decibels> cmrr{};
    /// "Common-mode input impedance", of each leg to ground, ohm; empty: not stated, taken for half the input impedance,
    /// the least that it can be.
    std::optional<impedance> common_mode_impedance{};
    /// Balanced output: by how much the impedances of its two legs differ, ohm; empty: not stated.
    std::optional<impedance> leg_imbalance{};
    /// A mains device, whose ground has a potential of its own. False: battery. An in-line booster never is.
    bool earthed = true;

    [[nodiscard]] constexpr std::array<element, 13> elements(hookup const& to) const {
        double const part = fraction_left(topology, to.cold);
        double const g = amplitude_ratio(gain);
        std::array<element, 13> list{};
        if (coupling) list[0] = series_capacitor(*coupling);
        list[1] = noise.input_current_noise();
        list[2] = noise.input_voltage_noise();
        list[3] = shunt_resistor(input_impedance, gainstage::noise::none);
        list[4] = shunt_capacitor(input_capacitance);
        list[5] = noise.gain_resistor_noise(g);
        if (max_input) list[6] = clip_limit(*max_input);
        list[7] = ideal_amplifier((inverts ? -g : g) * part, low_corner.value_or(frequency{}),
                                  high_corner.value_or(frequency{}));
        list[8] = noise.output_voltage_noise();
        list[8].density *= part;
        impedance const z = detail::from_si<impedance>(output_impedance.value() * impedance_left(topology, to.cold));
        list[9] = series_resistor(z, gainstage::noise::none);
        if (max_output) list[10] = clip_limit(part * rms_voltage(*max_output));
        if (slew_rate) list[11] = slew_limit(detail::from_si<gainstage::slew_rate>(slew_rate->value() * part));
        if (max_output_current) list[12] = current_limit(*max_output_current);
        return list;
    }

    constexpr void describe(stage_info& s) const {
        detail::describe_input(s, *this);
        s.kind = stage_kind::preamp;
        s.output = output;
        s.accepts = accepts;
        s.gives = signal_class::line;
        s.topology = topology;
        s.is_amplifier = true;
        s.need = power;
        s.gain = gain;
        s.max_gain = max_gain;
        s.noise_is_stated = noise.is_stated();
        s.limit_is_stated = max_output.has_value() || max_input.has_value();
        s.noise_extrapolated = noise.extrapolated(gain);
        s.common_mode.leg_imbalance = leg_imbalance;
        s.common_mode.earthed = earthed && power.kind == power_kind::none;
    }

    constexpr void check(field_checks& f) const {
        f.gain("gain", gain);
        if (min_gain) f.gain("min_gain", *min_gain);
        if (max_gain) f.gain("max_gain", *max_gain);
        if (min_gain && max_gain && *max_gain < *min_gain)
            f.fail("max_gain", max_gain->value(), "dB", "the maximum is below the minimum");
        if (max_gain && gain > *max_gain) f.fail("gain", gain.value(), "dB", "is above max_gain");
        if (min_gain && gain < *min_gain) f.fail("gain", gain.value(), "dB", "is below min_gain");
        detail::check_input(f, *this);
        f.not_negative("output_impedance", output_impedance);
        noise.check(f, gain);
        f.level("max_input", max_input);
        f.level("max_output", max_output);
        if (slew_rate) f.positive("slew_rate", *slew_rate);
        if (max_output_current) f.positive("max_output_current", *max_output_current);
        if (low_corner) f.positive("low_corner", *low_corner);
        if (high_corner) f.positive("high_corner", *high_corner);
        if (low_corner && high_corner && high_corner->value() <= low_corner->value())
            f.fail("high_corner", high_corner->value(), "Hz", "must be above low_corner");
        f.need(power);
        if (leg_imbalance) f.not_negative("leg_imbalance", *leg_imbalance);
    }
};

} // namespace gainstage
