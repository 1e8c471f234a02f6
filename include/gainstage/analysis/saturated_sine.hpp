// SPDX-License-Identifier: BSL-1.0
// What a saturating transformer core makes of a sine, in closed form.
#pragma once

#include <gainstage/analysis/distorted_sine.hpp>
#include <gainstage/detail/complex.hpp>
#include <gainstage/detail/math.hpp>
#include <gainstage/detail/numbers.hpp>
#include <gainstage/level.hpp>

#include <cstddef>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// A sine A sin u, A = 10^(overdrive/20) > 1, on a core whose flux (the integral of the voltage) cannot pass +-1. From where
/// the voltage reverses the flux runs from -1 to 1; there the core saturates and nothing more comes through, until the
/// voltage reverses again: -1 + A (1 - cos s) = 1, cos s = 1 - 2/A.
///
///        .-|                          sin(s/2) = 1/sqrt A
///       /  |
///     -/   |----.    .----- u         With Yn the n-th Fourier coefficient, n odd (even ones vanish):
///      0   s     \   |
///                 \_-|
///
///   Yn = A/(pi j) [I(n-1) - I(n+1)]     I(m) = integral from 0 to s of e^(-jmu) du = 2 sin(ms/2)/m e^(-jms/2)
///   V^2 = A^2/(2 pi) (s - sin s cos s)
///
/// From the law of flux linkage, v = N dphi/dt, for a source of no impedance and a core of no loss with a sharp knee: no
/// distortion below its limit. A real core's is gradual: its level is stated at 1 % of THD, and a decibel or two above it
/// a real transformer distorts less than this. The flux, and with it the distortion, is inversely proportional to
/// frequency: Whitlock, "Audio Transformers", in Ballou, Handbook for Sound Engineers, 11.1.3.1.
class saturated_sine : public distorted_sine {
public:
    /// The level of the sine over that of the largest one of its frequency that passes. Zero and below (and NaN): not
    /// saturated, no distortion.
    constexpr explicit saturated_sine(decibels overdrive) : distorted_sine(overdrive) {
        if (!distorted_) return;
        double const a = amplitude_;
        half_ = {detail::sqrt((a - 1) / a), -1 / detail::sqrt(a)};
        s_ = 2 * detail::atan2(-half_.im, half_.re);
        fundamental_ = amplitude_of(1);
        rms_squared_ = a * a / (2 * detail::pi) * lobe();
    }

    /// The part of the time that the core is saturated, 0 … 1.
    [[nodiscard]] constexpr double saturation() const { return distorted_ ? 1 - s_ / detail::pi : 0; }

    /// Amplitude of the n-th harmonic over that of the fundamental; 0 for even n. n = 1 gives 1.
    [[nodiscard]] constexpr double harmonic(std::size_t n) const {
        if (n == 1) return 1;
        if (!distorted_ || n % 2 == 0) return 0;
        return amplitude_of(n) / fundamental_;
    }

private:
    /// s - sin s cos s, by its series where the difference would lose digits.
    [[nodiscard]] constexpr double lobe() const {
        if (s_ < 0.3) {
            double const x2 = 4 * s_ * s_;
            return s_ * x2 / 6 * (1 - x2 / 20 * (1 - x2 / 42 * (1 - x2 / 72 * (1 - x2 / 110))));
        }
        // sin s cos s = 2 sin(s/2) cos(s/2) (cos^2 - sin^2)
        double const product = half_.re * -half_.im;
        return s_ - 2 * product * (half_.re * half_.re - half_.im * half_.im);
    }
    /// |Yn|
    [[nodiscard]] constexpr double amplitude_of(std::size_t n) const {
        auto const integral = [this](std::size_t m) {
            if (m == 0) return detail::complex{s_};
            detail::complex const turn = detail::integer_power(half_, m);
            return -2 * turn.im / static_cast<double>(m) * turn;
        };
        return amplitude_ / detail::pi * magnitude(integral(n - 1) - integral(n + 1));
    }

    detail::complex half_{1}; ///< e^(-js/2)
    double s_ = 0;
};

} // namespace gainstage
