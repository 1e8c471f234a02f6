// SPDX-License-Identifier: BSL-1.0
// A line input: the end of a chain. It has little or no gain and supplies no power.
#pragma once

#include <gainstage/component/input_terminals.hpp>
#include <gainstage/element.hpp>
#include <gainstage/noise_level.hpp>
#include <gainstage/stage.hpp>
#include <gainstage/validate.hpp>

#include <array>
#include <optional>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// A line input of a mixer, recorder, converter or power amplifier. The defaults are a +4 dBu input of 10 kohm.
///
///   o---||---+-------< clips at full_scale >---(noise)--- to the converter
///   coupling |
///          [ Z ]   without noise: it is in the stated noise
///
/// For an input by the sheet of a whole device; a converter by its bits, or its chip's sheet, is an `adc`.
struct line_input {
    component_name name = "line input";
    /// Level it is made for: +4 dBu (professional), -10 dBV (consumer). Empty: 18 dB below full_scale (EBU R68), or
    /// +4 dBu if that is not stated either.
    std::optional<voltage_level> nominal_level{};
    /// "Input impedance", differential if balanced, ohm. > 0.
    impedance input_impedance = detail::from_si<impedance>(10e3);
    /// Across the input, F.
    gainstage::capacitance input_capacitance{};
    /// Coupling capacitor in series with the input, F (one in each leg of a balanced input: half of its value). > 0. Empty:
    /// none that matters.
    std::optional<capacitance> coupling{};
    /// The level of 0 dBFS of a converter, the largest sine; also the clip level of an analogue input, or the level that
    /// drives a power amplifier fully. Empty: not stated.
    std::optional<voltage_level> full_scale{};
    /// "Dynamic range" of the converter below full_scale, with its weighting; empty: not stated.
    std::optional<gainstage::dynamic_range> dynamic_range{};
    /// Noise of an analogue input, at its terminals; empty: not stated.
    std::optional<voltage_noise_level> input_noise{};
    /// It is a converter: full_scale is 0 dBFS.
    bool digital = true;
    /// What it is made for.
    signal_class accepts = signal_class::line;
    connector input = connectors::unspecified;
    /// "CMRR", with balanced legs, dB; empty: not stated.
    std::optional<decibels> cmrr{};
    /// "Common-mode input impedance", of each leg to ground, ohm; empty: not stated, taken for half the input impedance,
    /// the least that it can be.
    std::optional<impedance> common_mode_impedance{};
    /// A mains device, whose ground has a potential of its own. False: battery.
    bool earthed = true;

    static constexpr bool is_load = true;

    [[nodiscard]] constexpr std::array<element, 5> elements() const {
        auto const n = noise_at_input();
        return detail::load_elements(*this, full_scale, n ? white_noise_density(*n) : voltage_noise_density{});
    }

    /// The noise it adds at its terminals, if stated: full scale less the dynamic range, or input_noise.
    [[nodiscard]] constexpr std::optional<voltage_noise_level> noise_at_input() const {
        if (input_noise) return input_noise;
        if (!dynamic_range || !full_scale) return std::nullopt;
        return noise_below(*full_scale, *dynamic_range);
    }

    constexpr void describe(stage_info& s) const {
        detail::describe_input(s, *this);
        s.kind = stage_kind::line_input;
        s.accepts = accepts;
        s.nominal = nominal_level ? *nominal_level
                    : full_scale  ? detail::alignment_level(*full_scale)
                                  : voltage_level::from_dBu(4);
        if (digital) s.full_scale = full_scale;
        s.noise_is_stated = noise_at_input().has_value();
        s.limit_is_stated = full_scale.has_value();
    }

    constexpr void check(field_checks& f) const {
        detail::check_input(f, *this);
        f.maximum("full_scale", full_scale, nominal_level);
        f.dynamic_range(dynamic_range);
        if (dynamic_range && !full_scale && !input_noise)
            f.fail("dynamic_range", dynamic_range->value.value(), "dB",
                   "a dynamic range needs the full_scale that it is below");
        f.level("input_noise", input_noise);
    }
};

} // namespace gainstage
