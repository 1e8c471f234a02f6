// SPDX-License-Identifier: BSL-1.0
// Literals for what datasheets print, from integers and decimals: 48_V, 1.85_mV_per_Pa, -128_dBu, 6.8_kohm.
#pragma once

#include <gainstage/level.hpp>
#include <gainstage/noise_level.hpp>
#include <gainstage/quantity.hpp>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

namespace detail {
/// What 20_degC yields: kelvin, with a minus sign that belongs to the number of degrees.
class celsius_literal : public temperature {
public:
    constexpr explicit celsius_literal(double degrees)
        : temperature(from_si<temperature>(degrees + 273.15)), degrees_(degrees) {}
    constexpr celsius_literal operator-() const { return celsius_literal{-degrees_}; }

private:
    double degrees_;
};

using dBu_literal = level_literal<voltage_level, &voltage_level::from_dBu>;
using dBV_literal = level_literal<voltage_level, &voltage_level::from_dBV>;
using dBSPL_literal = level_literal<sound_level, &sound_level::from_dBSPL>;
using dBFS_literal = level_literal<digital_level, &digital_level::from_dBFS>;
} // namespace detail

namespace literals {

// One pair of literals, for integers and for decimals: the unit, its value in SI units, its type.
#define GAINSTAGE_DETAIL_LITERAL(suffix, type, scale)                                                                  \
    constexpr type operator""_##suffix(unsigned long long n) {                                                         \
        return detail::from_si<type>(static_cast<double>(n) * (scale));                                                \
    }                                                                                                                  \
    constexpr type operator""_##suffix(long double n) {                                                                \
        return detail::from_si<type>(static_cast<double>(n) * (scale));                                                \
    }

GAINSTAGE_DETAIL_LITERAL(V, voltage, 1)
GAINSTAGE_DETAIL_LITERAL(mV, voltage, 1e-3)
GAINSTAGE_DETAIL_LITERAL(uV, voltage, 1e-6)
GAINSTAGE_DETAIL_LITERAL(nV, voltage, 1e-9)
GAINSTAGE_DETAIL_LITERAL(A, current, 1)
GAINSTAGE_DETAIL_LITERAL(mA, current, 1e-3)
GAINSTAGE_DETAIL_LITERAL(uA, current, 1e-6)
GAINSTAGE_DETAIL_LITERAL(ohm, impedance, 1)
GAINSTAGE_DETAIL_LITERAL(kohm, impedance, 1e3)
GAINSTAGE_DETAIL_LITERAL(Mohm, impedance, 1e6)
GAINSTAGE_DETAIL_LITERAL(pF, capacitance, 1e-12)
GAINSTAGE_DETAIL_LITERAL(nF, capacitance, 1e-9)
GAINSTAGE_DETAIL_LITERAL(uF, capacitance, 1e-6)
GAINSTAGE_DETAIL_LITERAL(uH, inductance, 1e-6)
GAINSTAGE_DETAIL_LITERAL(mH, inductance, 1e-3)
GAINSTAGE_DETAIL_LITERAL(H, inductance, 1)
GAINSTAGE_DETAIL_LITERAL(Hz, frequency, 1)
GAINSTAGE_DETAIL_LITERAL(kHz, frequency, 1e3)
GAINSTAGE_DETAIL_LITERAL(MHz, frequency, 1e6)
GAINSTAGE_DETAIL_LITERAL(Pa, pressure, 1)
GAINSTAGE_DETAIL_LITERAL(m, length, 1)
GAINSTAGE_DETAIL_LITERAL(mW, power, 1e-3)
GAINSTAGE_DETAIL_LITERAL(W, power, 1)
GAINSTAGE_DETAIL_LITERAL(K, temperature, 1)
GAINSTAGE_DETAIL_LITERAL(mV_per_Pa, acoustic_sensitivity, 1e-3)
GAINSTAGE_DETAIL_LITERAL(V_per_Pa, acoustic_sensitivity, 1)
GAINSTAGE_DETAIL_LITERAL(nV_per_rtHz, voltage_noise_density, 1e-9)
GAINSTAGE_DETAIL_LITERAL(pA_per_rtHz, current_noise_density, 1e-12)
GAINSTAGE_DETAIL_LITERAL(fA_per_rtHz, current_noise_density, 1e-15)
GAINSTAGE_DETAIL_LITERAL(pF_per_m, capacitance_per_length, 1e-12)
GAINSTAGE_DETAIL_LITERAL(ohm_per_m, resistance_per_length, 1)
GAINSTAGE_DETAIL_LITERAL(uH_per_m, inductance_per_length, 1e-6)
GAINSTAGE_DETAIL_LITERAL(V_per_us, slew_rate, 1e6)
GAINSTAGE_DETAIL_LITERAL(deg, angle, detail::pi / 180)
GAINSTAGE_DETAIL_LITERAL(ms, time_delay, 1e-3)
GAINSTAGE_DETAIL_LITERAL(us, time_delay, 1e-6)
GAINSTAGE_DETAIL_LITERAL(ns, time_delay, 1e-9)
#undef GAINSTAGE_DETAIL_LITERAL

#define GAINSTAGE_DETAIL_LEVEL_LITERAL(suffix, type)                                                                   \
    constexpr type operator""_##suffix(unsigned long long n) { return type{static_cast<double>(n)}; }                  \
    constexpr type operator""_##suffix(long double n) { return type{static_cast<double>(n)}; }

GAINSTAGE_DETAIL_LEVEL_LITERAL(dB, decibels)
GAINSTAGE_DETAIL_LEVEL_LITERAL(dBu, detail::dBu_literal)
GAINSTAGE_DETAIL_LEVEL_LITERAL(dBV, detail::dBV_literal)
GAINSTAGE_DETAIL_LEVEL_LITERAL(dBFS, detail::dBFS_literal)
GAINSTAGE_DETAIL_LEVEL_LITERAL(dBSPL, detail::dBSPL_literal)
GAINSTAGE_DETAIL_LEVEL_LITERAL(degC, detail::celsius_literal)
#undef GAINSTAGE_DETAIL_LEVEL_LITERAL

/// An equivalent noise level of a microphone, A-weighted, 20 Hz to 20 kHz: 13_dBA.
constexpr sound_noise_level operator""_dBA(unsigned long long n) {
    return {sound_level::from_dBSPL(static_cast<double>(n)), audio_band, weighting::a};
}
constexpr sound_noise_level operator""_dBA(long double n) {
    return {sound_level::from_dBSPL(static_cast<double>(n)), audio_band, weighting::a};
}

} // namespace literals
} // namespace gainstage
