// SPDX-License-Identifier: BSL-1.0
// Resistive attenuators: L, U and H pads, from resistors or from an attenuation and impedances.
#pragma once

#include <gainstage/element.hpp>
#include <gainstage/stage.hpp>
#include <gainstage/validate.hpp>

#include <array>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// L: unbalanced, series and shunt. U: balanced, a series resistor in each leg and a shunt. H: balanced, series
/// resistors in each leg on both sides of the shunt.
enum class pad_kind : unsigned char { l, u, h };

/// The resistors of a pad, ohm each. Series resistors are those of one leg.
struct pad_network {
    pad_kind kind = pad_kind::u;
    impedance series_in{};  ///< per leg, towards the source, >= 0
    impedance shunt{};      ///< across the signal, > 0
    impedance series_out{}; ///< per leg, towards the load, >= 0 (H only)
};

/// An L pad by its unloaded attenuation and its shunt: R1 = R2 (k - 1), k = 10^(dB/20), since k = (R1 + R2)/R2.
[[nodiscard]] constexpr pad_network l_pad(decibels attenuation, impedance shunt) {
    double const k = amplitude_ratio(attenuation);
    return {pad_kind::l, detail::from_si<impedance>(shunt.value() * (k - 1)), shunt, {}};
}
/// A U pad: the same total series resistance, half of it in each leg. 20 dB with 150 ohm: 2 x 675 ohm.
[[nodiscard]] constexpr pad_network u_pad(decibels attenuation, impedance shunt) {
    double const k = amplitude_ratio(attenuation);
    return {pad_kind::u, detail::from_si<impedance>(shunt.value() * (k - 1) / 2), shunt, {}};
}
/// An H pad that presents z_in and z_out to matching terminations, with N = 10^(dB/10):
///
///   shunt = 2 sqrt(N z_in z_out)/(N - 1)
///   series_in = (z_in (N + 1)/(N - 1) - shunt)/2    series_out = (z_out (N + 1)/(N - 1) - shunt)/2
///
/// The attenuation is that of power between the terminations. Below the minimum loss of unequal impedances a series
/// resistor would be negative, which validate() reports, as it does an attenuation of 0 dB or less. Source: Reference Data for Radio Engineers, ch. 11 (T pad, split).
[[nodiscard]] constexpr pad_network h_pad(decibels attenuation, impedance z_in, impedance z_out) {
    double const n = power_ratio(attenuation);
    if (!(n > 1)) return {pad_kind::h, {}, {}, {}}; // no attenuation, no pad: validate() reports the missing shunt
    double const shunt = 2 * detail::sqrt(n * z_in.value() * z_out.value()) / (n - 1);
    double const spread = (n + 1) / (n - 1);
    return {pad_kind::h, detail::from_si<impedance>((z_in.value() * spread - shunt) / 2),
            detail::from_si<impedance>(shunt), detail::from_si<impedance>((z_out.value() * spread - shunt) / 2)};
}
[[nodiscard]] constexpr pad_network h_pad(decibels attenuation, impedance z) { return h_pad(attenuation, z, z); }

/// An attenuator. Every resistor of it makes thermal noise. Default: the U pad of 20 dB that is usual before a
/// microphone input, 2 x 680 ohm and 150 ohm.
struct pad {
    component_name name = "pad";
    pad_network network{pad_kind::u, detail::from_si<impedance>(680), detail::from_si<impedance>(150), {}};
    connector input = connectors::xlr_female;
    connector output = connectors::xlr_male;
    /// A capacitor in each leg keeps phantom power away from what is in front.
    bool blocks_dc = false;

    [[nodiscard]] constexpr std::array<element, 3> elements(hookup const& to = {}) const {
        double const legs = network.kind == pad_kind::l ? 1 : to.legs();
        return {series_resistor(detail::from_si<impedance>(legs * network.series_in.value())),
                shunt_resistor(network.shunt),
                series_resistor(detail::from_si<impedance>(legs * network.series_out.value()))};
    }

    constexpr void describe(stage_info& s) const {
        s.kind = stage_kind::pad;
        s.input = input;
        s.output = output;
        s.dc.blocks = blocks_dc;
        // The shunt of a U or H pad joins two conductors of the same DC voltage; that of an L pad leads to ground.
        s.dc.loads = network.kind == pad_kind::l;
        s.dc.leg_resistance = detail::from_si<impedance>(network.series_in.value() + network.series_out.value());
    }

    constexpr void check(field_checks& f) const {
        f.not_negative("network.series_in", network.series_in);
        f.positive("network.shunt", network.shunt);
        f.not_negative("network.series_out", network.series_out);
    }
};

} // namespace gainstage
