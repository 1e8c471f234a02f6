// SPDX-License-Identifier: BSL-1.0
// An output stage that drives a line: build-out resistors, balanced or not, with the limits of its amplifiers.
#pragma once

#include <gainstage/component/amplifier_noise.hpp>
#include <gainstage/element.hpp>
#include <gainstage/stage.hpp>
#include <gainstage/validate.hpp>

#include <array>
#include <optional>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// A line driver by its datasheet. The defaults are an integrated cross-coupled driver: 50 ohm in each leg, +6 dB.
///
///               +---|> +G/2 >---[ R ]---o  hot         voltages between the two legs; the limits are those
///   o--(e_n)--+-+                                      of the amplifiers, before the resistors
///      (i_n) [Zin]
///               +---|> -G/2 >---[ R ]---o  cold        Zin without noise: it is in e_n and i_n
///
/// What is left if only one leg is used depends on the topology:
///
///                        balanced     cold leg open   cold leg grounded
///   symmetrical          G    2R      G/2  R          G/2  R
///   cross_coupled        G    2R      G/2  R          G    2R   with half the maximum: one amplifier gives it all
///   floating             G    2R      G    2R         G    2R
///   impedance_balanced   G    2R      G    R          G    R    only the hot leg is driven
///   unbalanced           G    R       G    R          G    R
///
/// Source: Whitlock, Handbook for Sound Engineers, ch. 15; Rane Note 110.
struct line_driver {
    component_name name = "line driver";
    /// From the input to the open-circuit output, between the legs if balanced, dB.
    decibels gain{6};
    /// "Input impedance", ohm. > 0.
    impedance input_impedance = detail::from_si<impedance>(10e3);
    /// Resistor in each leg (of an unbalanced output: the one), ohm. >= 0.
    impedance build_out = detail::from_si<impedance>(50);
    /// Their tolerance, as a part: 0.01 for 1 %. 0 to 1.
    double build_out_tolerance = 0.01;
    output_topology topology = output_topology::cross_coupled;
    /// "Maximum output level", balanced, open circuit, the largest sine; empty: not stated.
    std::optional<voltage_level> max_output{};
    /// "Output current" or "short-circuit current", peak, A. > 0. Empty: not stated.
    std::optional<current> max_peak_current{};
    /// "Slew rate" of the output voltage (between the legs, if balanced: both amplifiers together). > 0. Empty: not
    /// stated.
    std::optional<gainstage::slew_rate> slew_rate{};
    /// Noise, without that of the build-out resistors; empty: not stated.
    amplifier_noise_model noise{};
    /// -3 dB, Hz; empty: not limited.
    std::optional<frequency> low_corner{};
    std::optional<frequency> high_corner{};
    /// Most outputs can be harmed by phantom power; true if the maker says that it is protected.
    bool protected_against_phantom = false;
    connector input = connectors::unspecified;
    connector output = connectors::xlr_male;
    /// A mains device, whose ground has a potential of its own. False: battery.
    bool earthed = true;

    [[nodiscard]] constexpr std::array<element, 10> elements(hookup const& to) const {
        double const part = fraction_left(topology, to.cold);
        double const g = amplitude_ratio(gain);
        std::array<element, 10> list{};
        list[0] = noise.input_current_noise();
        list[1] = noise.input_voltage_noise();
        list[2] = shunt_resistor(input_impedance, gainstage::noise::none);
        list[3] = noise.gain_resistor_noise(g);
        list[4] = ideal_amplifier(g * part, low_corner.value_or(frequency{}), high_corner.value_or(frequency{}));
        list[5] = noise.output_voltage_noise();
        list[5].density *= part;
        double const swing = largest_part(to.cold);
        if (max_output) list[6] = clip_limit(swing * rms_voltage(*max_output));
        if (slew_rate) list[7] = slew_limit(detail::from_si<gainstage::slew_rate>(slew_rate->value() * swing));
        if (max_peak_current)
            list[8] = current_limit(detail::from_si<current>(max_peak_current->value() / detail::sqrt_2));
        list[9] = series_resistor(detail::from_si<impedance>(build_out.value() * legs_in_circuit(to.cold)));
        return list;
    }

    constexpr void describe(stage_info& s) const {
        s.kind = stage_kind::line_driver;
        s.input = input;
        s.output = output;
        s.accepts = signal_class::line;
        s.gives = signal_class::line;
        s.topology = topology;
        s.is_amplifier = true;
        s.dc.blocks = true;
        s.gain = gain;
        s.tolerates_phantom = protected_against_phantom;
        s.noise_is_stated = noise.is_stated();
        s.limit_is_stated = max_output.has_value();
        s.common_mode.earthed = earthed;
        // At worst one resistor is at its upper limit, the other at its lower.
        if (topology != output_topology::unbalanced)
            s.common_mode.leg_imbalance = detail::from_si<impedance>(2 * build_out_tolerance * build_out.value());
    }

    constexpr void check(field_checks& f) const {
        f.gain("gain", gain);
        f.positive("input_impedance", input_impedance);
        f.not_negative("build_out", build_out);
        if (!(build_out_tolerance >= 0 && build_out_tolerance <= 1))
            f.fail("build_out_tolerance", build_out_tolerance, "", "must be a part of the resistance, from 0 to 1");
        f.level("max_output", max_output);
        if (max_peak_current) f.positive("max_peak_current", *max_peak_current);
        if (slew_rate) f.positive("slew_rate", *slew_rate);
        noise.check(f, gain);
        if (low_corner) f.positive("low_corner", *low_corner);
        if (high_corner) f.positive("high_corner", *high_corner);
        if (low_corner && high_corner && high_corner->value() <= low_corner->value())
            f.fail("high_corner", high_corner->value(), "Hz", "must be above low_corner");
    }

private:
    /// How many of the build-out resistors the signal's current meets.
    [[nodiscard]] constexpr double legs_in_circuit(cold_leg cold) const {
        if (topology == output_topology::unbalanced) return 1;
        return 2 * impedance_left(topology, cold);
    }
    /// The part of the balanced maximum, and slew rate, that is left: one of two opposite amplifiers gives half of it.
    [[nodiscard]] constexpr double largest_part(cold_leg cold) const {
        bool const opposite = topology == output_topology::symmetrical || topology == output_topology::cross_coupled;
        return opposite && cold != cold_leg::used ? 0.5 : 1;
    }
};

} // namespace gainstage
