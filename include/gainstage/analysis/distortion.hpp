// SPDX-License-Identifier: BSL-1.0
// What hard clipping makes of a sine, in closed form.
#pragma once

#include <gainstage/analysis/budget.hpp>
#include <gainstage/detail/math.hpp>
#include <gainstage/level.hpp>

#include <cstddef>

namespace gainstage {

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
class clipped_sine {
public:
    /// The level of the sine over the clip level. Zero and below (and NaN): not clipped, no distortion.
    constexpr explicit clipped_sine(decibels overdrive) {
        if (!(overdrive.value() > 0)) {
            amplitude_ = overdrive.value() <= 0 ? amplitude_ratio(overdrive) : 1;
            fundamental_ = amplitude_;
            rms_squared_ = amplitude_ * amplitude_ / 2;
            return;
        }
        if (overdrive.value() > 300) overdrive = decibels{300}; // a square wave to the last digit
        clipped_ = true;
        amplitude_ = amplitude_ratio(overdrive);
        sine_ = 1 / amplitude_;
        // cos = sqrt(1 - 1/A^2) = sqrt((A - 1)(A + 1))/A, without cancellation near A = 1
        cosine_ = detail::sqrt((amplitude_ - 1) * (amplitude_ + 1)) / amplitude_;
        theta_ = detail::atan2(sine_, cosine_);
        fundamental_ = 2 / detail::pi * (amplitude_ * theta_ + cosine_);
        rms_squared_ = 2 / detail::pi *
                       (amplitude_ * amplitude_ / 2 * (theta_ - sine_ * cosine_) + detail::pi / 2 - theta_);
    }

    [[nodiscard]] constexpr bool is_clipped() const { return clipped_; }

    /// Harmonics over the fundamental, a ratio (0.48 is 48 %).
    [[nodiscard]] constexpr double thd() const { return residue(2 * rms_squared_ / (fundamental_ * fundamental_) - 1); }
    /// Harmonics over the whole signal, a ratio.
    [[nodiscard]] constexpr double thd_of_total() const {
        return residue(1 - fundamental_ * fundamental_ / (2 * rms_squared_));
    }
    /// Level of the fundamental over the largest undistorted sine.
    [[nodiscard]] constexpr decibels fundamental() const { return gain_of_amplitude_ratio(fundamental_); }
    /// RMS level over that of the largest undistorted sine; +3.01 dB for a square wave.
    [[nodiscard]] constexpr decibels level() const { return gain_of_power_ratio(2 * rms_squared_); }
    /// How square the wave is: the part of the time that it stands at the limit, 0 … 1.
    [[nodiscard]] constexpr double squareness() const { return clipped_ ? 1 - 2 * theta_ / detail::pi : 0; }
    /// Amplitude of the n-th harmonic over that of the fundamental, with its sign; 0 for even n. n = 1 gives 1.
    [[nodiscard]] constexpr double harmonic(std::size_t n) const {
        if (n == 1) return 1;
        if (!clipped_ || n % 2 == 0) return 0;
        // Powers of e^(j theta), one after the other.
        detail::complex const step{cosine_, sine_};
        detail::complex power{1};
        for (std::size_t i = 0; i + 1 < n; ++i) power = power * step;
        auto const order = static_cast<double>(n);
        double const lower = power.im / (order - 1);
        power = power * step;
        double const middle = power.re / order;
        power = power * step;
        double const upper = power.im / (order + 1);
        return 4 / detail::pi * (amplitude_ / 2 * (lower - upper) + middle) / fundamental_;
    }

private:
    static constexpr double residue(double squared) { return squared > 0 ? detail::sqrt(squared) : 0; }

    double amplitude_ = 0;
    double sine_ = 0;
    double cosine_ = 0;
    double theta_ = 0;
    double fundamental_ = 0;
    double rms_squared_ = 0;
    bool clipped_ = false;
};

/// What a sine of the budget's level becomes at a stage.
struct stage_distortion {
    component_name name{};
    decibels overdrive{-detail::infinity}; ///< over the clip level of whatever limits it so far; below 0: not clipped
    double thd = 0;                        ///< harmonics over the fundamental, a ratio
    voltage_level level{};                 ///< RMS, after clipping
    component_name limited_by{};           ///< the stage that clips it, here or before
};

/// What a sine at the budget's level becomes at stage k, clipped by every stage up to it.
///
/// Two hard clips in a row are one, at whichever limit is lower when both are referred to the same point: the greatest
/// overdrive of the stages so far decides. (The crest factor of the budget plays no part: the signal is a sine.)
template <class Budget>
[[nodiscard]] constexpr stage_distortion distortion_at(Budget const& budget, std::size_t k) {
    auto const stages = budget.stages();
    stage_distortion d{.name = stages[k].name, .level = stages[k].level};
    for (std::size_t j = 0; j <= k; ++j) {
        decibels const over = stages[j].level - stages[j].clip_level;
        if (over.value() > d.overdrive.value()) {
            d.overdrive = over;
            d.limited_by = stages[j].name;
        }
    }
    if (d.overdrive.value() > 0) {
        clipped_sine const wave(d.overdrive);
        d.thd = wave.thd();
        d.level = stages[k].level - d.overdrive + wave.level();
    } else d.limited_by = {};
    return d;
}

/// What a sine at the budget's level has become at the end of the chain.
template <class Budget>
[[nodiscard]] constexpr stage_distortion distortion(Budget const& budget) {
    if (budget.stages().empty()) return {};
    return distortion_at(budget, budget.stages().size() - 1);
}

} // namespace gainstage
