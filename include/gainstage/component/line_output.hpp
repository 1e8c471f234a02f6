// SPDX-License-Identifier: BSL-1.0
// A line-level source: CD player, synthesizer, interface or mixer output.
#pragma once

#include <gainstage/element.hpp>
#include <gainstage/noise_level.hpp>
#include <gainstage/stage.hpp>
#include <gainstage/validate.hpp>

#include <array>
#include <optional>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// An output by its datasheet. The level that a chain is analysed at is its open-circuit level.
///
///   (level)--[noise]--< clips at max_output >--[ Z ]--o
struct line_output {
    component_name name = "line output";
    /// "Output impedance", both legs together if balanced, ohm. > 0.
    impedance output_impedance = detail::from_si<impedance>(100);
    /// "Nominal output level"; empty: not stated.
    std::optional<voltage_level> nominal_level{};
    /// "Maximum output level", the largest sine, open circuit; empty: not stated.
    std::optional<voltage_level> max_output{};
    /// "Dynamic range" or "signal-to-noise ratio" below max_output; empty: the thermal noise of the output impedance.
    std::optional<gainstage::dynamic_range> dynamic_range{};
    output_topology topology = output_topology::unspecified;
    connector output = connectors::unspecified;
    /// Line, unless it is an instrument's or a loudspeaker's output.
    signal_class gives = signal_class::line;
    /// Most outputs can be harmed by phantom power; true if the maker says that it is protected.
    bool protected_against_phantom = false;
    /// Balanced: by how much the impedances of its two legs differ, ohm; empty: not stated, IEC 60268-3 tests with 10 ohm.
    std::optional<impedance> leg_imbalance{};
    /// A mains device, whose ground has a potential of its own. False: battery. An instrument never is.
    bool earthed = true;

    using excitation = voltage_level;

    [[nodiscard]] constexpr std::array<element, 4> elements(hookup const& to) const {
        double const part = fraction_left(topology, to.cold);
        std::array<element, 4> list{};
        list[0] = voltage_source(part);
        if (dynamic_range && max_output)
            list[1] = series_noise(detail::from_si<voltage_noise_density>(
                part * white_noise_density(noise_below(*max_output, *dynamic_range)).value()));
        if (max_output) list[2] = clip_limit(part * rms_voltage(*max_output));
        list[3] =
            series_resistor(detail::from_si<impedance>(output_impedance.value() * impedance_left(topology, to.cold)));
        return list;
    }

    constexpr void describe(stage_info& s) const {
        s.kind = stage_kind::line_output;
        s.output = output;
        s.gives = gives;
        s.topology = topology;
        s.nominal = nominal_level;
        s.limit_is_stated = max_output.has_value();
        s.tolerates_phantom = protected_against_phantom;
        s.dc_resistance = output_impedance;
        s.common_mode.leg_imbalance = leg_imbalance;
        s.common_mode.earthed = earthed && gives != signal_class::instrument;
    }

    constexpr void check(field_checks& f) const {
        f.positive("output_impedance", output_impedance);
        if (leg_imbalance) f.not_negative("leg_imbalance", *leg_imbalance);
        f.maximum("max_output", max_output, nominal_level);
        f.dynamic_range(dynamic_range);
        if (dynamic_range && !max_output)
            f.fail("dynamic_range", dynamic_range->value.value(), "dB",
                   "a dynamic range needs the max_output that it is below");
    }
};

} // namespace gainstage
