// SPDX-License-Identifier: BSL-1.0
// Levels and gains. A level is a point on a decibel scale; a gain is a difference of two levels.
//
//   level - level = decibels     level +- decibels = level     decibels +- decibels = decibels
//
// level + level, or a level of one kind where another belongs, does not compile. A bare number is never a level.
#pragma once

#include <gainstage/detail/math.hpp>
#include <gainstage/detail/numbers.hpp>
#include <gainstage/quantity.hpp>

#include <compare>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// A gain, a loss, or the distance of two levels, in dB. -inf is a gain of zero.
class decibels {
public:
    constexpr decibels() = default;
    constexpr explicit decibels(double dB) : dB_(dB) {}

    /// The number of decibels.
    [[nodiscard]] constexpr double value() const { return dB_; }

    constexpr decibels operator-() const { return decibels{-dB_}; }
    constexpr decibels operator+() const { return *this; }
    constexpr decibels& operator+=(decibels b) { return *this = *this + b; }
    constexpr decibels& operator-=(decibels b) { return *this = *this - b; }
    friend constexpr decibels operator+(decibels a, decibels b) { return decibels{a.dB_ + b.dB_}; }
    friend constexpr decibels operator-(decibels a, decibels b) { return decibels{a.dB_ - b.dB_}; }
    friend constexpr decibels operator*(double n, decibels a) { return decibels{n * a.dB_}; }
    friend constexpr decibels operator*(decibels a, double n) { return decibels{n * a.dB_}; }
    friend constexpr decibels operator/(decibels a, double n) { return decibels{a.dB_ / n}; }
    friend constexpr auto operator<=>(decibels, decibels) = default;

private:
    double dB_ = 0;
};

namespace detail {
/// 10 log10(x) and 20 log10(x) with log10(0) = -inf, for x >= 0.
[[nodiscard]] constexpr double power_dB(double x) { return x > 0 ? 10 * log10(x) : -infinity; }
[[nodiscard]] constexpr double amplitude_dB(double x) { return x > 0 ? 20 * log10(x) : -infinity; }
[[nodiscard]] constexpr double from_power_dB(double dB) { return dB == -infinity ? 0 : exp10(dB / 10); }
[[nodiscard]] constexpr double from_amplitude_dB(double dB) { return dB == -infinity ? 0 : exp10(dB / 20); }

/// What every kind of level has in common. The value is in dB above the kind's own reference.
template <class Kind>
class level_base {
public:
    /// Silence: -inf dB.
    [[nodiscard]] static constexpr Kind silence() { return make(-infinity); }
    [[nodiscard]] constexpr bool is_silent() const { return dB_ == -infinity; }

    friend constexpr Kind operator+(Kind a, decibels b) { return make(a.dB_ + b.value()); }
    friend constexpr Kind operator+(decibels a, Kind b) { return make(a.value() + b.dB_); }
    friend constexpr Kind operator-(Kind a, decibels b) { return make(a.dB_ - b.value()); }
    friend Kind operator+(Kind, Kind) = delete; // two levels do not add, only their powers: power_sum()
    /// The distance; two silent levels are 0 dB apart.
    friend constexpr decibels operator-(Kind a, Kind b) {
        return a.dB_ == b.dB_ ? decibels{0} : decibels{a.dB_ - b.dB_};
    }
    friend constexpr bool operator==(Kind a, Kind b) { return a.dB_ == b.dB_; }
    friend constexpr auto operator<=>(Kind a, Kind b) { return a.dB_ <=> b.dB_; }

    /// The level of two incoherent signals together: their powers add. 10 log10(10^(a/10) + 10^(b/10)).
    [[nodiscard]] friend constexpr Kind power_sum(Kind a, Kind b) {
        double const high = a.dB_ > b.dB_ ? a.dB_ : b.dB_;
        double const low = a.dB_ > b.dB_ ? b.dB_ : a.dB_;
        if (low == -infinity || high == infinity) return make(high);
        return make(high + power_dB(1 + from_power_dB(low - high)));
    }

protected:
    constexpr level_base() = default;
    constexpr explicit level_base(double dB) : dB_(dB) {}
    static constexpr Kind make(double dB) { return Kind::from_reference(dB); }
    double dB_ = -infinity;
};

/// What a literal such as 10_dBV yields: the level, and a minus sign that is part of the number. (A level itself has no
/// minus sign: -(10 dBV) and -(12.2 dBu) are different levels, though 10 dBV and 12.2 dBu are the same.)
template <class Kind, Kind (*FromNumber)(double)>
class level_literal : public Kind {
public:
    constexpr explicit level_literal(double number) : Kind(FromNumber(number)), number_(number) {}
    constexpr level_literal operator-() const { return level_literal{-number_}; }
    constexpr level_literal operator+() const { return *this; }

private:
    double number_;
};

/// 0 dBu = sqrt(0.6) V: 1 mW in 600 ohm, kept as a voltage only. In dB re 1 V: 10 log10(0.6).
inline constexpr double zero_dBu_in_dBV = 10 * log10(0.6);
/// 0 dB SPL = 20 uPa.
inline constexpr double zero_dBSPL_pascals = 20e-6;
} // namespace detail

/// A voltage on a decibel scale: dBu (0 dBu = sqrt(0.6) V) and dBV (0 dBV = 1 V) are two spellings of one quantity.
/// Default: silence. Of a periodic signal the RMS voltage, unless a name says peak.
class voltage_level : public detail::level_base<voltage_level> {
public:
    constexpr voltage_level() = default;
    [[nodiscard]] static constexpr voltage_level from_dBu(double dBu) { return voltage_level{dBu}; }
    [[nodiscard]] static constexpr voltage_level from_dBV(double dBV) {
        return voltage_level{dBV - detail::zero_dBu_in_dBV};
    }
    [[nodiscard]] constexpr double dBu() const { return dB_; }
    [[nodiscard]] constexpr double dBV() const { return dB_ + detail::zero_dBu_in_dBV; }

private:
    friend class detail::level_base<voltage_level>;
    static constexpr voltage_level from_reference(double dB) { return voltage_level{dB}; }
    constexpr explicit voltage_level(double dBu) : level_base(dBu) {}
};

/// A sound pressure level: 0 dB SPL = 20 uPa, so that 1 Pa is 93.9794 dB SPL. Default: silence.
class sound_level : public detail::level_base<sound_level> {
public:
    constexpr sound_level() = default;
    [[nodiscard]] static constexpr sound_level from_dBSPL(double dBSPL) { return sound_level{dBSPL}; }
    [[nodiscard]] constexpr double dBSPL() const { return dB_; }

private:
    friend class detail::level_base<sound_level>;
    static constexpr sound_level from_reference(double dB) { return sound_level{dB}; }
    constexpr explicit sound_level(double dB) : level_base(dB) {}
};

/// A level in a digital system: 0 dBFS is the RMS value of a sine that just reaches full scale (AES17), so that a
/// full-scale square wave is +3.01 dBFS. Default: silence.
class digital_level : public detail::level_base<digital_level> {
public:
    constexpr digital_level() = default;
    [[nodiscard]] static constexpr digital_level from_dBFS(double dBFS) { return digital_level{dBFS}; }
    [[nodiscard]] constexpr double dBFS() const { return dB_; }

private:
    friend class detail::level_base<digital_level>;
    static constexpr digital_level from_reference(double dB) { return digital_level{dB}; }
    constexpr explicit digital_level(double dB) : level_base(dB) {}
};

// ---- crossings between logarithmic and linear: named, never implicit ----

/// 20 log10(|v| / sqrt(0.6) V). 0 V is silence.
[[nodiscard]] constexpr voltage_level level_of(voltage v) {
    double const volts = v.value() < 0 ? -v.value() : v.value();
    return voltage_level::from_dBV(detail::amplitude_dB(volts));
}
/// 20 log10(|p| / 20 uPa). 0 Pa is silence.
[[nodiscard]] constexpr sound_level level_of(pressure p) {
    double const pascals = p.value() < 0 ? -p.value() : p.value();
    return sound_level::from_dBSPL(detail::amplitude_dB(pascals / detail::zero_dBSPL_pascals));
}
/// The RMS voltage of a level: 10^(dBV/20) V; 0 V for silence.
[[nodiscard]] constexpr voltage rms_voltage(voltage_level level) {
    return detail::from_si<voltage>(detail::from_amplitude_dB(level.dBV()));
}
/// The RMS sound pressure of a level: 20 uPa * 10^(dB/20); 0 Pa for silence.
[[nodiscard]] constexpr pressure rms_pressure(sound_level level) {
    return detail::from_si<pressure>(detail::zero_dBSPL_pascals * detail::from_amplitude_dB(level.dBSPL()));
}
/// A gain as a ratio of voltages (or pressures), 10^(dB/20), and of powers, 10^(dB/10).
[[nodiscard]] constexpr double amplitude_ratio(decibels gain) { return detail::from_amplitude_dB(gain.value()); }
[[nodiscard]] constexpr double power_ratio(decibels gain) { return detail::from_power_dB(gain.value()); }
/// 20 log10 of a ratio of voltages, 10 log10 of a ratio of powers. 0 gives -inf dB; a negative ratio is taken for 0.
[[nodiscard]] constexpr decibels gain_of_amplitude_ratio(double ratio) { return decibels{detail::amplitude_dB(ratio)}; }
[[nodiscard]] constexpr decibels gain_of_power_ratio(double ratio) { return decibels{detail::power_dB(ratio)}; }

/// The crest factor of a sine: its peak over its RMS value, sqrt(2), 3.0103 dB.
inline constexpr decibels sine_crest_factor{10 * detail::log10(2.0)};

} // namespace gainstage
