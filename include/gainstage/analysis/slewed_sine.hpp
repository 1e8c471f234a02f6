// SPDX-License-Identifier: BSL-1.0
// What a slew-rate limit makes of a sine, in closed form.
#pragma once

#include <gainstage/analysis/distorted_sine.hpp>
#include <gainstage/detail/complex.hpp>
#include <gainstage/detail/math.hpp>
#include <gainstage/detail/numbers.hpp>
#include <gainstage/level.hpp>

#include <algorithm>
#include <cstddef>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// A sine x = A sin u of greatest slope A = 2 pi f Vpk/SR = 10^(overdrive/20) > 1, whose output y changes no faster than 1.
///
///        x .-.        y leaves x at u = -p, where the slope passes 1 (cos p = 1/A), and climbs with slope 1 until it
///         / / \       meets x again at u = q: A (sin q + sin p) = q + p. It follows x up to u = pi - p, where the same
///        / /y  \      begins with slope -1.
///       / /     .
///
/// If x is already too fast for y where they would meet, y never follows it: a triangle. That is so from 2 A sin p = pi,
/// A = sqrt(1 + pi^2/4) = 1.862, 5.4 dB. q is found by Newton's method in t = tan(u/2): sin u = 2t/(1 + t^2), cos u = (1 -
/// t^2)/(1 + t^2). With Yn the n-th Fourier coefficient of y, n odd (even ones vanish), and V its RMS value:
///
///   Yn = 2/(pi j n) [ integral from -p to q of e^(-jnu) du + A integral from q to pi - p of cos u e^(-jnu) du ]
///   V^2 = 1/pi [ A^3 (sin^3 q + sin^3 p)/3 + A^2/2 (pi - p - q + sin p cos p + sin q cos q) ]
///
/// The triangle has the amplitude pi/2, a fundamental of 4/pi and harmonics of 1/n^2: THD_F = sqrt(pi^4/96 - 1) = 12.1 %.
/// From the definition of the slew limit; an amplifier slews less sharply.
class slewed_sine : public distorted_sine {
public:
    /// The level of the sine over that of the largest one of its frequency that passes. Zero and below (and NaN): not
    /// slewed, no distortion.
    constexpr explicit slewed_sine(decibels overdrive) : distorted_sine(overdrive) {
        using detail::pi;
        if (!distorted_) return;
        if (is_triangle()) {
            fundamental_ = 4 / pi;
            rms_squared_ = pi * pi / 12;
            return;
        }
        double const a = amplitude_;
        double const start = detail::sqrt((a - 1) / (a + 1)); // tan(p/2)
        leave_ = circle_point(start);
        p_ = 2 * detail::atan(start);
        double const meet = meeting_point(start);
        meet_ = circle_point(meet);
        q_ = 2 * detail::atan(meet);
        fundamental_ = amplitude_of(1);
        double const sp = leave_.im;
        double const sq = meet_.im;
        rms_squared_ = (a * a * a * (sq * sq * sq + sp * sp * sp) / 3 +
                        a * a / 2 * (pi - p_ - q_ + sp * leave_.re + sq * meet_.re)) /
                       pi;
    }

    /// It never reaches the sine's own slope again: a triangle.
    [[nodiscard]] constexpr bool is_triangle() const {
        return amplitude_ * amplitude_ >= 1 + detail::pi * detail::pi / 4;
    }
    /// The part of the time that it slews, 0 … 1.
    [[nodiscard]] constexpr double slewing() const {
        if (!distorted_) return 0;
        return is_triangle() ? 1 : (p_ + q_) / detail::pi;
    }
    /// Amplitude of the n-th harmonic over that of the fundamental; 0 for even n. n = 1 gives 1.
    [[nodiscard]] constexpr double harmonic(std::size_t n) const {
        if (n == 1) return 1;
        if (!distorted_ || n % 2 == 0) return 0;
        auto const order = static_cast<double>(n);
        return is_triangle() ? 1 / (order * order) : amplitude_of(n) / fundamental_;
    }

private:
    /// e^(ju) with t = tan(u/2)
    static constexpr detail::complex circle_point(double t) { return {(1 - t * t) / (1 + t * t), 2 * t / (1 + t * t)}; }
    /// tan(q/2). The excess A (sin q + sin p) - q - p falls from q = p to q = pi - p, and is concave: bisection where
    /// Newton's step leaves the bracket.
    [[nodiscard]] constexpr double meeting_point(double start) const {
        // q = 2p (1 + p^2/20 + ...), to the same order in the tangents: nearer than the excess could tell
        if (start < 5e-4) return start * (2 + 2.4 * start * start);
        double low = start;
        double high = 1 / start;
        double t = (std::min)(2 * start, high);
        for (int i = 0; i < 60; ++i) {
            detail::complex const u = circle_point(t);
            double const excess = amplitude_ * (u.im + leave_.im) - 2 * detail::atan(t) - p_;
            (excess > 0 ? low : high) = t;
            double const slope = (amplitude_ * u.re - 1) * 2 / (1 + t * t);
            double next = slope < 0 ? t - excess / slope : low;
            if (!(next > low && next < high)) next = (low + high) / 2;
            if (detail::abs(next - t) <= 1e-16 * t) break;
            t = next;
        }
        return t;
    }
    /// |Yn|
    [[nodiscard]] constexpr double amplitude_of(std::size_t n) const {
        using detail::complex;
        // e^(-jnu) at -p, q and pi - p, and the integral of e^(-jmu) between the last two
        complex const at_p = leave_;
        complex const at_q = detail::conj(meet_);
        complex const at_end = -leave_;
        auto const integral = [](complex const& from, complex const& to, std::size_t m) {
            return (detail::integer_power(from, m) - detail::integer_power(to, m)) / complex{0, static_cast<double>(m)};
        };
        complex const lower = n == 1 ? complex{detail::pi - p_ - q_} : integral(at_q, at_end, n - 1);
        complex const slope = integral(at_p, at_q, n) + amplitude_ / 2 * (lower + integral(at_q, at_end, n + 1));
        return 2 / (detail::pi * static_cast<double>(n)) * magnitude(slope);
    }

    detail::complex leave_{1}; ///< e^(jp)
    detail::complex meet_{1};  ///< e^(jq)
    double p_ = 0;
    double q_ = 0;
};

} // namespace gainstage
