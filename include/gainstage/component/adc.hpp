// SPDX-License-Identifier: BSL-1.0
// An analogue-to-digital converter: the end of a chain.
#pragma once

#include <gainstage/component/input_terminals.hpp>
#include <gainstage/detail/math.hpp>
#include <gainstage/element.hpp>
#include <gainstage/noise_level.hpp>
#include <gainstage/stage.hpp>
#include <gainstage/validate.hpp>

#include <array>
#include <optional>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// A converter by its chip's sheet, or an ideal one by its bits. (An input by the sheet of a whole device, analogue or
/// digital, is a `line_input`.) The defaults are a chip with a full scale of 2 V RMS.
///
///   o---||---+-------< clips at full_scale >---(noise)--- to 0 dBFS = full_scale
///   coupling |
///          [ Z ]   without noise: it is in the stated noise
///
/// An ideal converter of N bits has only quantization noise, white from 0 to half the sample rate, of q/sqrt(12) with
/// q = 2 sqrt(2) V_fs/2^N (Bennett, 1948):
///
///   SNR = 20 log10(2^N sqrt(3/2)) = 6.0206 N + 1.7609 dB
///
/// A sheet's dynamic range contains it: if both are stated, the dynamic range counts.
struct adc {
    component_name name = "ADC";
    /// "Full-scale input": the level of the largest sine, 0 dBFS (AES17).
    voltage_level full_scale = level_of(detail::from_si<voltage>(2));
    /// "Dynamic range" below full scale, with its weighting; empty: not stated.
    std::optional<gainstage::dynamic_range> dynamic_range{};
    /// Bits of an ideal converter, 1 to 64; counts if there is no dynamic_range.
    std::optional<int> bits{};
    /// Hz. > 0. The quantization noise is spread from 0 to half of it.
    frequency sample_rate = detail::from_si<frequency>(48e3);
    /// Level it is made for; empty: 18 dB below full_scale (EBU R68).
    std::optional<voltage_level> nominal_level{};
    /// "Input impedance", ohm; of a differential input between its pins: twice that of each. > 0.
    impedance input_impedance = detail::from_si<impedance>(10e3);
    /// Across the input, F. >= 0.
    gainstage::capacitance input_capacitance{};
    /// Coupling capacitor in series with the input, F (one in each leg of a balanced input: half of its value). > 0.
    /// Empty: none that matters.
    std::optional<capacitance> coupling{};
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
        return detail::load_elements(*this, full_scale, noise_density());
    }

    /// Of its own noise at its input, V/sqrt(Hz); 0 if neither dynamic range nor bits are stated.
    [[nodiscard]] constexpr voltage_noise_density noise_density() const {
        if (dynamic_range) return white_noise_density(noise_below(full_scale, *dynamic_range));
        if (!bits) return {};
        double steps = 1;
        for (int i = 0; i < *bits; ++i) steps *= 2;
        double const quantization = rms_voltage(full_scale).value() / (steps * detail::sqrt(1.5));
        return detail::from_si<voltage_noise_density>(quantization / detail::sqrt(sample_rate.value() / 2));
    }

    constexpr void describe(stage_info& s) const {
        detail::describe_input(s, *this);
        s.kind = stage_kind::adc;
        s.accepts = signal_class::line;
        s.nominal = nominal_level.value_or(detail::alignment_level(full_scale));
        s.full_scale = full_scale;
        s.noise_is_stated = dynamic_range || bits;
    }

    constexpr void check(field_checks& f) const {
        f.maximum("full_scale", full_scale, nominal_level);
        f.dynamic_range(dynamic_range);
        if (bits && (*bits < 1 || *bits > 64)) f.fail("bits", *bits, "", "must be from 1 to 64");
        f.positive("sample_rate", sample_rate);
        detail::check_input(f, *this);
    }
};

} // namespace gainstage
