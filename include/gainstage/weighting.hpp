// SPDX-License-Identifier: BSL-1.0
// Frequency bands and the weighting curves of noise measurement: none, A, C, ITU-R 468.
#pragma once

#include <gainstage/detail/math.hpp>
#include <gainstage/detail/numbers.hpp>
#include <gainstage/level.hpp>
#include <gainstage/quadrature.hpp>
#include <gainstage/quantity.hpp>

#include <array>
#include <string_view>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// The band in which a noise is measured, 0 < low < high. Default 20 Hz to 20 kHz.
struct frequency_band {
    frequency low = detail::from_si<frequency>(20);
    frequency high = detail::from_si<frequency>(20e3);

    friend constexpr bool operator==(frequency_band const& a, frequency_band const& b) {
        return a.low.value() == b.low.value() && a.high.value() == b.high.value();
    }
};

/// 20 Hz to 20 kHz.
inline constexpr frequency_band audio_band{};

/// A weighting curve: a name and the power gain (the square of the voltage gain) at a frequency in hertz. A curve of
/// your own is `constexpr gainstage::weighting mine{"mine", [](double hertz) { return ...; }};`.
class weighting {
public:
    using curve = double (*)(double hertz);

    constexpr weighting(std::string_view name, curve curve_of_power_gain)
        : name_(name), power_gain_(curve_of_power_gain) {}

    /// What is written behind a level: "A" in dB(A). Empty for no weighting.
    [[nodiscard]] constexpr std::string_view name() const { return name_; }
    [[nodiscard]] constexpr double power_gain(frequency f) const { return power_gain_(f.value()); }
    [[nodiscard]] constexpr decibels gain(frequency f) const { return gain_of_power_ratio(power_gain(f)); }

    friend constexpr bool operator==(weighting const& x, weighting const& y) { return x.power_gain_ == y.power_gain_; }

    static const weighting none;      ///< flat: 0 dB everywhere
    static const weighting a;         ///< IEC 61672-1 A, 0 dB at 1 kHz
    static const weighting c;         ///< IEC 61672-1 C, 0 dB at 1 kHz
    static const weighting itu_r_468; ///< ITU-R BS.468-4, RMS (no quasi-peak detector), +12.2 dB at 6.3 kHz

private:
    std::string_view name_;
    curve power_gain_;
};

namespace detail {

constexpr double flat_power_gain(double) { return 1; }

// IEC 61672-1:2013, annex E, with x = f^2 and the pole frequencies f1..f4:
//
//              f4^2 f^4                                             f4^2 f^2
//   RA = ------------------------------------------------    RC = --------------------
//        (f^2+f1^2) sqrt((f^2+f2^2)(f^2+f3^2)) (f^2+f4^2)         (f^2+f1^2)(f^2+f4^2)
//
// each divided by its value at 1 kHz.
inline constexpr double f1_squared = 20.598997 * 20.598997;
inline constexpr double f2_squared = 107.65265 * 107.65265;
inline constexpr double f3_squared = 737.86223 * 737.86223;
inline constexpr double f4_squared = 12194.217 * 12194.217;

constexpr double c_unscaled(double f) {
    double const x = f * f;
    double const r = x * f4_squared / ((x + f1_squared) * (x + f4_squared));
    return r * r;
}
constexpr double a_unscaled(double f) {
    double const x = f * f;
    return square(x * x * f4_squared) /
           (square((x + f1_squared) * (x + f4_squared)) * (x + f2_squared) * (x + f3_squared));
}
inline constexpr double a_scale = 1 / a_unscaled(1000);
inline constexpr double c_scale = 1 / c_unscaled(1000);
constexpr double a_power_gain(double f) { return a_scale * a_unscaled(f); }
constexpr double c_power_gain(double f) { return c_scale * c_unscaled(f); }

// ITU-R BS.468-4, figure 1b: the response of the passive network of figure 1a. Its poles in rad/s, with one zero at
// s = 0, as derived from the network's element values by endolith/waveform_analysis (ITU_R_468_weighting.py):
//
//   H(s) = k s / ((s - p1)(s - p2)(s - p3)(s - p3*)(s - p4)(s - p4*)),   |H| = +12.2 dB at 6.3 kHz
//
// |jw - p|^2 |jw - p*|^2 = (a^2 + b^2 - w^2)^2 + (2 a w)^2 for p = a + jb.
constexpr double itu_pair(double w2, double a, double b) {
    double const d = a * a + b * b - w2;
    return d * d + 4 * a * a * w2;
}
constexpr double itu_unscaled(double f) {
    double const w2 = square(2 * pi * f);
    return w2 /
           ((w2 + square(25903.70104781628)) * (w2 + square(62675.1700584679)) *
            itu_pair(w2, 23615.53521363528, 36379.90893732929) * itu_pair(w2, 18743.74669072136, 62460.15645250649));
}
inline constexpr double itu_scale = exp10(1.22) / itu_unscaled(6300);
constexpr double itu_power_gain(double f) { return itu_scale * itu_unscaled(f); }

} // namespace detail

inline constexpr weighting weighting::none{"", &detail::flat_power_gain};
inline constexpr weighting weighting::a{"A", &detail::a_power_gain};
inline constexpr weighting weighting::c{"C", &detail::c_power_gain};
inline constexpr weighting weighting::itu_r_468{"468", &detail::itu_power_gain};

namespace detail {
/// The integral of |W(f)|^2 (white) or of |W(f)|^2/f (flicker) over a band.
constexpr double integrate_weighting(weighting const& w, frequency_band const& band, bool flicker = false) {
    return integrate_over_band(
               band.low.value(), band.high.value(), std::array<double, 1>{},
               [&](double f, auto& density) { density[0] = w.power_gain(from_si<frequency>(f)) / (flicker ? f : 1); })
        .integral[0];
}
// The band and curve of nearly every datasheet, integrated once; tests/oracles/weighting.cpp integrates them again.
inline constexpr double a_bandwidth = 12467.183669502429;
inline constexpr double a_flicker_integral = 3.5766259788677655;
} // namespace detail

/// The equivalent noise bandwidth of a curve within a band: the width of a flat band through which white noise would
/// pass the same power, relative to the curve's gain of 0 dB. integral of |W(f)|^2 df. A-weighted, 20 Hz to 20 kHz:
/// 12,467 Hz. Needs 0 < low < high.
[[nodiscard]] constexpr frequency noise_bandwidth(weighting const& w, frequency_band const& band = audio_band) {
    if (w == weighting::none) return detail::from_si<frequency>(band.high.value() - band.low.value());
    if (w == weighting::a && band == audio_band) return detail::from_si<frequency>(detail::a_bandwidth);
    return detail::from_si<frequency>(detail::integrate_weighting(w, band));
}

/// What a 1/f noise has in place of a bandwidth: integral of |W(f)|^2/f df, a number. A noise of e^2 (1 + fc/f) has the
/// power e^2 (B + fc L), B its noise_bandwidth and L this. Flat: ln(high/low). A-weighted, 20 Hz to 20 kHz: 3.577.
/// Needs 0 < low < high.
[[nodiscard]] constexpr double flicker_integral(weighting const& w, frequency_band const& band = audio_band) {
    if (w == weighting::none) return detail::ln(band.high.value() / band.low.value());
    if (w == weighting::a && band == audio_band) return detail::a_flicker_integral;
    return detail::integrate_weighting(w, band, true);
}

} // namespace gainstage
