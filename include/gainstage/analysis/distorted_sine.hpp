// SPDX-License-Identifier: BSL-1.0
// What every waveform that a limit makes of a sine can be asked. Amplitudes are those over the largest sine that passes.
#pragma once

#include <gainstage/detail/complex.hpp>
#include <gainstage/detail/math.hpp>
#include <gainstage/level.hpp>

#include <algorithm>
#include <cstddef>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// From the amplitude b1 of the fundamental and the RMS value V:
///
///   THD_F = sqrt(2 V^2/b1^2 - 1), of the fundamental      THD_R = sqrt(1 - b1^2/(2 V^2)), of the whole
///
/// The difference leaves an error of some 1e-8 (-160 dB) in both.
class distorted_sine {
public:
    [[nodiscard]] constexpr bool is_distorted() const { return distorted_; }

    /// Harmonics over the fundamental, a ratio (0.48 is 48 %).
    [[nodiscard]] constexpr double thd() const {
        return distorted_ ? residue(2 * rms_squared_ / (fundamental_ * fundamental_) - 1) : 0;
    }
    /// Harmonics over the whole signal, a ratio.
    [[nodiscard]] constexpr double thd_of_total() const {
        return distorted_ ? residue(1 - fundamental_ * fundamental_ / (2 * rms_squared_)) : 0;
    }
    /// Level of the fundamental over the largest undistorted sine.
    [[nodiscard]] constexpr decibels fundamental() const { return gain_of_amplitude_ratio(fundamental_); }
    /// RMS level over that of the largest undistorted sine.
    [[nodiscard]] constexpr decibels level() const { return gain_of_power_ratio(2 * rms_squared_); }

protected:
    /// The level of the sine over that of the largest one that passes. Zero and below (and NaN): it stays a sine. What is
    /// above 300 dB is taken for 300 dB.
    constexpr explicit distorted_sine(decibels overdrive) {
        bool const is_number = overdrive.value() == overdrive.value();
        amplitude_ = is_number ? amplitude_ratio((std::min)(overdrive, decibels{300})) : 1;
        distorted_ = amplitude_ > 1;
        fundamental_ = amplitude_;
        rms_squared_ = amplitude_ * amplitude_ / 2;
    }

    double amplitude_;   ///< of the undistorted sine
    double fundamental_; ///< amplitude
    double rms_squared_;
    bool distorted_;

private:
    static constexpr double residue(double squared) { return squared > 0 ? detail::sqrt(squared) : 0; }
};

namespace detail {

/// z^n
constexpr complex integer_power(complex z, std::size_t n) {
    complex result{1};
    for (; n > 0; n /= 2) {
        if (n % 2 == 1) result = result * z;
        z = z * z;
    }
    return result;
}

} // namespace detail

} // namespace gainstage
