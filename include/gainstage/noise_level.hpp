// SPDX-License-Identifier: BSL-1.0
// A noise level together with what it means nothing without: its bandwidth and its weighting.
#pragma once

#include <gainstage/level.hpp>
#include <gainstage/weighting.hpp>

#include <compare>
#include <optional>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// A level of noise in a band, with a weighting. Noise levels of unlike band or weighting are neither ordered nor
/// summed: comparing them is false both ways, their power_sum is empty.
template <class Level>
class noise_level {
public:
    constexpr noise_level() = default;
    constexpr noise_level(Level level, frequency_band band, weighting w) : level_(level), band_(band), weighting_(w) {}

    [[nodiscard]] constexpr Level level() const { return level_; }
    [[nodiscard]] constexpr frequency_band band() const { return band_; }
    [[nodiscard]] constexpr gainstage::weighting weighting() const { return weighting_; }

    [[nodiscard]] constexpr double dBu() const requires requires(Level l) { l.dBu(); }
    { return level_.dBu(); }
    [[nodiscard]] constexpr double dBV() const requires requires(Level l) { l.dBV(); }
    { return level_.dBV(); }
    [[nodiscard]] constexpr double dBSPL() const requires requires(Level l) { l.dBSPL(); }
    { return level_.dBSPL(); }

    /// Measured in the same band, with the same weighting.
    [[nodiscard]] constexpr bool is_like(noise_level const& other) const {
        return band_ == other.band_ && weighting_ == other.weighting_;
    }

    friend constexpr bool operator==(noise_level const& a, noise_level const& b) {
        return a.is_like(b) && a.level_ == b.level_;
    }
    friend constexpr std::partial_ordering operator<=>(noise_level const& a, noise_level const& b) {
        return a.is_like(b) ? a.level_ <=> b.level_ : std::partial_ordering::unordered;
    }
    /// Both noises together; empty if they were not measured alike.
    [[nodiscard]] friend constexpr std::optional<noise_level> power_sum(noise_level const& a, noise_level const& b) {
        if (!a.is_like(b)) return std::nullopt;
        return noise_level{power_sum(a.level_, b.level_), a.band_, a.weighting_};
    }
    /// Signal to noise: how far a level stands above this noise.
    friend constexpr decibels operator-(Level signal, noise_level const& noise) { return signal - noise.level_; }

    friend constexpr noise_level operator+(noise_level const& a, decibels b) {
        return {a.level_ + b, a.band_, a.weighting_};
    }
    friend constexpr noise_level operator-(noise_level const& a, decibels b) { return a + -b; }

private:
    Level level_{};
    frequency_band band_{};
    gainstage::weighting weighting_ = gainstage::weighting::none;
};

using voltage_noise_level = noise_level<voltage_level>;
using sound_noise_level = noise_level<sound_level>;

/// The level of a white noise of the given density: v = e sqrt(B), B the equivalent noise bandwidth.
[[nodiscard]] constexpr voltage_noise_level
noise_level_of(voltage_noise_density density, frequency_band band = audio_band, weighting w = weighting::none) {
    double const volts = density.value() * detail::sqrt(noise_bandwidth(w, band).value());
    return {level_of(detail::from_si<voltage>(volts)), band, w};
}

/// The density of a white noise of the given level: e = v / sqrt(B), B the equivalent noise bandwidth of its weighting.
[[nodiscard]] constexpr voltage_noise_density white_noise_density(voltage_noise_level const& noise) {
    double const bandwidth = noise_bandwidth(noise.weighting(), noise.band()).value();
    return detail::from_si<voltage_noise_density>(rms_voltage(noise.level()).value() / detail::sqrt(bandwidth));
}

/// Johnson-Nyquist noise of a resistance: e = sqrt(4 k T R), in V/sqrt(Hz).
[[nodiscard]] constexpr voltage_noise_density thermal_noise(impedance r, temperature t = room_temperature) {
    return detail::from_si<voltage_noise_density>(detail::sqrt(4 * boltzmann * t.value() * r.value()));
}

/// A dynamic range or signal-to-noise ratio as a converter's datasheet states it: full scale over the noise.
struct dynamic_range {
    decibels value{};
    gainstage::weighting weighting = gainstage::weighting::a;
    frequency_band band{};
};

/// The noise of a device: its dynamic range below its full scale.
[[nodiscard]] constexpr voltage_noise_level noise_below(voltage_level full_scale, dynamic_range const& d) {
    return {full_scale - d.value, d.band, d.weighting};
}

} // namespace gainstage
