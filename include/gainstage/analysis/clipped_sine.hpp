// SPDX-License-Identifier: BSL-1.0
// What hard clipping makes of a sine, in closed form.
#pragma once

#include <gainstage/analysis/distorted_sine.hpp>
#include <gainstage/detail/complex.hpp>
#include <gainstage/detail/math.hpp>
#include <gainstage/level.hpp>

#include <cstddef>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// A sine of amplitude A, clipped symmetrically at 1 (A = 10^(overdrive/20) > 1). With theta = asin(1/A), the phase at
/// which clipping begins, the amplitude of the n-th harmonic (n odd; even ones vanish) is
///
///   b1 = (2/pi) (A theta + cos theta)
///   bn = (4/pi) [ (A/2) (sin (n-1)theta/(n-1) - sin (n+1)theta/(n+1)) + cos(n theta)/n ]
///
/// and the RMS value
///
///   V^2 = (2/pi) [ (A^2/2)(theta - sin theta cos theta) + pi/2 - theta ]
///
/// THD_F = sqrt(2 V^2/b1^2 - 1), of the fundamental; THD_R = sqrt(1 - b1^2/(2 V^2)), of the whole. From the Fourier
/// integral of min(A sin, 1) over a quarter period. As the overdrive grows all tends to a square wave: THD_F 48.34 %.
class clipped_sine : public distorted_sine {
public:
    /// The level of the sine over the clip level. Zero and below (and NaN): not clipped, no distortion.
    constexpr explicit clipped_sine(decibels overdrive) : distorted_sine(overdrive) {
        if (!distorted_) return;
        sine_ = 1 / amplitude_;
        // cos = sqrt(1 - 1/A^2) = sqrt((A - 1)(A + 1))/A, without cancellation near A = 1
        cosine_ = detail::sqrt((amplitude_ - 1) * (amplitude_ + 1)) / amplitude_;
        theta_ = detail::atan2(sine_, cosine_);
        fundamental_ = 2 / detail::pi * (amplitude_ * theta_ + cosine_);
        rms_squared_ =
            2 / detail::pi * (amplitude_ * amplitude_ / 2 * (theta_ - sine_ * cosine_) + detail::pi / 2 - theta_);
    }

    [[nodiscard]] constexpr bool is_clipped() const { return distorted_; }

    /// How square the wave is: the part of the time that it stands at the limit, 0 … 1.
    [[nodiscard]] constexpr double squareness() const { return distorted_ ? 1 - 2 * theta_ / detail::pi : 0; }
    /// Amplitude of the n-th harmonic over that of the fundamental, with its sign; 0 for even n. n = 1 gives 1.
    [[nodiscard]] constexpr double harmonic(std::size_t n) const {
        if (n == 1) return 1;
        if (!distorted_ || n % 2 == 0) return 0;
        // Powers of e^(j theta)
        detail::complex const step{cosine_, sine_};
        detail::complex const below = detail::integer_power(step, n - 1);
        detail::complex const at = below * step;
        auto const order = static_cast<double>(n);
        double const lower = below.im / (order - 1);
        double const middle = at.re / order;
        double const upper = (at * step).im / (order + 1);
        return 4 / detail::pi * (amplitude_ / 2 * (lower - upper) + middle) / fundamental_;
    }

private:
    double sine_ = 0;
    double cosine_ = 0;
    double theta_ = 0;
};

} // namespace gainstage
