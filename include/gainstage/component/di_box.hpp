// SPDX-License-Identifier: BSL-1.0
// DI boxes: an instrument's high-impedance, unbalanced output made into a balanced signal of microphone level.
#pragma once

#include <gainstage/component/pad.hpp>
#include <gainstage/component/preamp.hpp>
#include <gainstage/component/transformer.hpp>
#include <gainstage/element.hpp>
#include <gainstage/stage.hpp>
#include <gainstage/validate.hpp>

#include <array>
#include <cstddef>
#include <optional>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

namespace detail {
/// The pad of a DI box, if it is switched in, in front of what follows.
template <std::size_t N>
constexpr std::array<element, 3 + N> behind_pad(std::optional<pad_network> const& network,
                                                std::array<element, N> const& behind) {
    std::array<element, 3 + N> list{};
    if (network) {
        auto const before = gainstage::pad{.network = *network}.elements();
        for (std::size_t i = 0; i < before.size(); ++i) list[i] = before[i];
    }
    for (std::size_t i = 0; i < N; ++i) list[3 + i] = behind[i];
    return list;
}
} // namespace detail

/// A passive DI box: a step-down transformer. It needs no power and joins no grounds; its input impedance is what lies
/// behind it times the square of the ratio. The defaults are a 12:1 box: 2 kohm of a preamp are 288 kohm at its input.
///
///   o--[ pad ]--+ 12 : 1 +--o
///               |        |
///   o-----------+        +--o
struct passive_di_box {
    component_name name = "DI box";
    /// Its transformer. Only the electrical fields count: name and connectors are those of the box.
    gainstage::transformer transformer{.turns_ratio = 1.0 / 12,
                                       .primary_resistance = detail::from_si<impedance>(2500),
                                       .secondary_resistance = detail::from_si<impedance>(30),
                                       .primary_inductance = detail::from_si<inductance>(500)};
    /// The pad for line or loudspeaker level, an L pad in front, if it is switched in.
    std::optional<pad_network> pad{};
    connector input = connectors::ts_socket;
    connector output = connectors::xlr_male;

    [[nodiscard]] constexpr auto elements() const { return detail::behind_pad(pad, transformer.elements()); }

    constexpr void describe(stage_info& s) const {
        transformer.describe(s);
        s.kind = stage_kind::di_box;
        s.input = input;
        s.output = output;
        s.accepts = pad ? signal_class::any : signal_class::instrument;
        s.gives = signal_class::microphone;
    }

    constexpr void check(field_checks& f) const {
        transformer.check(f);
        if (pad) gainstage::pad{.network = *pad}.check(f);
    }
};

/// An active DI box: a buffer, mostly a FET, with a high input impedance whatever lies behind it. It needs phantom
/// power or a battery. The defaults are a phantom-powered box of 1 Mohm.
///
///   o--[ pad ]---||---+---< max_input >---|> gain >---(noise)---[ Zout ]---< max_output >---o
///            coupling |
///                  [ Zin ]   without noise: it is in the stated noise
struct active_di_box {
    component_name name = "DI box";
    /// From the input to the open-circuit output, without the pad, dB. Many have 0 dB or lose some.
    decibels gain{0};
    /// "Input impedance", ohm. > 0.
    impedance input_impedance = detail::from_si<impedance>(1e6);
    /// Across the input, F. >= 0.
    gainstage::capacitance input_capacitance{};
    /// Coupling capacitor in series with the input, F. > 0. Empty: none that matters.
    std::optional<capacitance> coupling{};
    /// "Output impedance", ohm. >= 0.
    impedance output_impedance = detail::from_si<impedance>(150);
    /// Noise at the input; empty: not stated.
    amplifier_noise_model noise{};
    /// "Maximum input level", without the pad, and "maximum output level", the largest sine; empty: not stated.
    std::optional<voltage_level> max_input{};
    std::optional<voltage_level> max_output{};
    /// -3 dB, Hz; empty: not limited.
    std::optional<frequency> high_corner{};
    /// The pad in front, an L pad, if it is switched in.
    std::optional<pad_network> pad{};
    /// phantom_power or battery_power.
    power_need power = phantom_power{.current = detail::from_si<current>(4e-3)};
    output_topology topology = output_topology::impedance_balanced;
    connector input = connectors::ts_socket;
    connector output = connectors::xlr_male;

    /// What it is inside: an amplifier stage.
    [[nodiscard]] constexpr preamp buffer() const {
        return {.name = name,
                .gain = gain,
                .input_impedance = input_impedance,
                .input_capacitance = input_capacitance,
                .coupling = coupling,
                .output_impedance = output_impedance,
                .noise = noise,
                .max_input = max_input,
                .max_output = max_output,
                .high_corner = high_corner,
                .accepts = pad ? signal_class::any : signal_class::instrument,
                .power = power,
                .topology = topology,
                .input = input,
                .output = output};
    }

    [[nodiscard]] constexpr auto elements(hookup const& to) const {
        return detail::behind_pad(pad, buffer().elements(to));
    }

    constexpr void describe(stage_info& s) const {
        buffer().describe(s);
        s.kind = stage_kind::di_box;
        s.gives = signal_class::microphone;
    }

    constexpr void check(field_checks& f) const {
        buffer().check(f);
        if (pad) gainstage::pad{.network = *pad}.check(f);
    }
};

} // namespace gainstage
