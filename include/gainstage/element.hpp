// SPDX-License-Identifier: BSL-1.0
// The primitives a component lowers to. A chain is a ladder of these, read from left to right; recursion.hpp computes it.
#pragma once

#include <gainstage/detail/numbers.hpp>
#include <gainstage/level.hpp>
#include <gainstage/quantity.hpp>

#include <array>
#include <cstddef>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

enum class element_kind : unsigned char {
    nothing,   ///< no effect; a place kept for something that is absent
    source,    ///< open-circuit voltage `gain` volts per unit of excitation (Pa or V), with one low and one high corner
    series,    ///< a branch in the signal path
    shunt,     ///< a branch across the signal path
    ratio,     ///< v2 = a v1, i1 = b i2: an ideal transformer has a = b = n
    amplifier, ///< unilateral: infinite input and zero output impedance; gain, one low and one high corner
    op_amp,    ///< a non-inverting operational amplifier with its feedback network: gain by the loop
    summing_op_amp, ///< an operational amplifier whose feedback resistor comes back to its input: a virtual ground
    voltage_noise,  ///< a noise voltage in series
    current_noise,  ///< a noise current across
    network_noise,  ///< the noise voltage of a feedback network, in series
    limit,          ///< the signal here clips at a sine of `limit`
};

/// What a limit holds.
enum class limit_law : unsigned char {
    voltage, ///< the voltage: rails, full scale
    current, ///< the current that flows on to the right: an output stage that gives no more
    slew,    ///< the rate of change of the voltage: falls 6 dB per octave with frequency
    flux,    ///< the magnetic flux, which is the voltage over frequency: falls 6 dB per octave towards low frequencies
};

/// One primitive. Plain SI values: build it with the functions below, which take quantities.
struct element {
    element_kind kind = element_kind::nothing;
    bool thermal = false;               ///< series, shunt, network_noise: the resistances make Johnson-Nyquist noise
    limit_law law = limit_law::voltage; ///< limit
    double resistance = 0;   ///< series, shunt: ohm; summing_op_amp: of the feedback; network_noise: of the gain leg;
                             ///< voltage_noise: a resistance whose thermal noise is added
    double inductance = 0;   ///< series, shunt: H
    double elastance = 0;    ///< series, shunt, network_noise: 1/C, 1/F; 0: no capacitor; infinite: an open branch
    double parallel = 0;     ///< network_noise: of the feedback, ohm
    double gain = 1;         ///< source, amplifier, op_amp, ratio (a); summing_op_amp: its sign
    double current_gain = 1; ///< ratio (b)
    double low_corner =
        0; ///< source, amplifier: -3 dB corner of the high-pass, Hz; op_amp: where its gain falls to 1; 0: none
    double high_corner = 0;                   ///< source, amplifier: -3 dB corner of the low-pass, Hz; 0: none
    double open_loop_gain = detail::infinity; ///< op_amp, summing_op_amp: A0
    double gain_bandwidth = detail::infinity; ///< op_amp, summing_op_amp: Hz
    double density = 0;      ///< voltage_noise V/sqrt(Hz), current_noise and network_noise A/sqrt(Hz), white part
    double noise_corner = 0; ///< of the density: 1/f corner, Hz; 0: white
    /// The RMS value of the largest sine: V or A; slew: the greatest slope, V/s; flux: V per hertz.
    double limit = 0;
};

/// It does something: the place of what is absent, and a noise of nothing, are left out of a chain's elements.
[[nodiscard]] constexpr bool has_effect(element const& e) {
    if (e.kind == element_kind::voltage_noise || e.kind == element_kind::current_noise)
        return e.density != 0 || e.resistance != 0;
    return e.kind != element_kind::nothing;
}
/// Nothing flows through the branch, or through the leg of a feedback network.
[[nodiscard]] constexpr bool is_open(element const& e) {
    return e.resistance == detail::infinity || e.elastance == detail::infinity;
}

/// Thermal noise of a resistance, or none because it is counted elsewhere (in an amplifier's stated noise).
enum class noise : bool { none, thermal };

// ---- making elements ----

/// A source of `emf` volts (open circuit) per pascal, with a first-order high-pass and low-pass; a corner of 0 Hz is none.
[[nodiscard]] constexpr element sound_source(acoustic_sensitivity emf, frequency low_corner = {},
                                             frequency high_corner = {}) {
    return {.kind = element_kind::source,
            .gain = emf.value(),
            .low_corner = low_corner.value(),
            .high_corner = high_corner.value()};
}
/// A source whose open-circuit voltage is the excitation, times a factor.
[[nodiscard]] constexpr element voltage_source(double factor = 1) {
    return {.kind = element_kind::source, .gain = factor};
}
/// A resistor and an inductor in the signal path.
[[nodiscard]] constexpr element series_resistor(impedance r, noise n = noise::thermal, inductance l = {}) {
    return {
        .kind = element_kind::series, .thermal = n == noise::thermal, .resistance = r.value(), .inductance = l.value()};
}
/// A capacitor in the signal path. C > 0.
[[nodiscard]] constexpr element series_capacitor(capacitance c) {
    return {.kind = element_kind::series, .elastance = 1 / c.value()};
}
/// A resistor, an inductor and a capacitor one after the other, across the signal path; what is zero is not there.
[[nodiscard]] constexpr element shunt_branch(impedance r, inductance l, capacitance c = {}, noise n = noise::thermal) {
    return {.kind = element_kind::shunt,
            .thermal = n == noise::thermal,
            .resistance = r.value(),
            .inductance = l.value(),
            .elastance = c.value() > 0 ? 1 / c.value() : 0};
}
/// A resistor across the signal path. R > 0.
[[nodiscard]] constexpr element shunt_resistor(impedance r, noise n = noise::thermal) {
    return {.kind = element_kind::shunt, .thermal = n == noise::thermal, .resistance = r.value()};
}
/// A capacitor across the signal path; 0 F is no capacitor.
[[nodiscard]] constexpr element shunt_capacitor(capacitance c) {
    if (c.value() == 0) return {};
    return {.kind = element_kind::shunt, .elastance = 1 / c.value()};
}
/// An ideal transformer, secondary voltage = n times primary voltage.
[[nodiscard]] constexpr element ideal_transformer(double n) {
    return {.kind = element_kind::ratio, .gain = n, .current_gain = n};
}
/// An ideal amplifier with a first-order high-pass and low-pass; a corner of 0 Hz is none. A negative gain inverts.
[[nodiscard]] constexpr element ideal_amplifier(double gain, frequency low_corner = {}, frequency high_corner = {}) {
    return {.kind = element_kind::amplifier,
            .gain = gain,
            .low_corner = low_corner.value(),
            .high_corner = high_corner.value()};
}
/// What an operational amplifier's loop is made of: A(jf) = 1/(1/A0 + jf/GBW).
struct open_loop {
    double dc_gain = detail::infinity; ///< A0, a ratio
    frequency gain_bandwidth = detail::from_si<frequency>(detail::infinity);
};
/// A non-inverting operational amplifier of gain G = 1 + Rf/Rg. `leg_corner` is 1/(2 pi Rg C) of a capacitor in series with
/// Rg, below which the gain falls to 1; 0 Hz: no capacitor.
///
///   n(f) = 1 + (G - 1)/(1 - j fc/f)        v2 = v1 / (1/n + 1/A)
[[nodiscard]] constexpr element non_inverting_op_amp(double gain, open_loop const& loop, frequency leg_corner = {}) {
    return {.kind = element_kind::op_amp,
            .gain = gain,
            .low_corner = leg_corner.value(),
            .open_loop_gain = loop.dc_gain,
            .gain_bandwidth = loop.gain_bandwidth.value()};
}
/// An operational amplifier with its feedback resistor from the output to this node, its other input at ground. The
/// resistor itself is a shunt in front of it (Miller): what is left is the admittance A/Rf and the gain -A.
///
///        +---[ Rf ]---+            v2 = -A v1        i1 = v1/Rf + A v1/Rf
///   o----+---|- >-----+---o                               shunt   this element
/// `sign` is -1, or +1 where the signal comes to the other input (difference amplifier). An infinite A0 is taken as 1e15,
/// so that the admittance stays a number: only a resonance at this node with a Q above 1e5 would show it (0.1 % at 1e6).
[[nodiscard]] constexpr element summing_op_amp(impedance feedback, open_loop const& loop, double sign = -1) {
    return {.kind = element_kind::summing_op_amp,
            .resistance = feedback.value(),
            .gain = sign,
            .open_loop_gain = loop.dc_gain < 1e15 ? loop.dc_gain : 1e15,
            .gain_bandwidth = loop.gain_bandwidth.value()};
}
/// The noise of a feedback network as it stands in series with the amplifier's input: the thermal noise 4kT Re Z and the
/// noise current of the inverting input, i |Z|, with Z = Rf parallel to (Rg + 1/jwC). C = 0 F: no capacitor; Rg infinite: a
/// follower.
[[nodiscard]] constexpr element feedback_noise(impedance rf, impedance rg, capacitance c, current_noise_density i,
                                               frequency corner = {}) {
    return {.kind = element_kind::network_noise,
            .thermal = true,
            .resistance = rg.value(),
            .elastance = c.value() > 0 ? 1 / c.value() : 0,
            .parallel = rf.value(),
            .density = i.value(),
            .noise_corner = corner.value()};
}
/// A noise voltage in series: e^2 (1 + corner/f), plus the thermal noise of a resistance that is not in the signal path.
[[nodiscard]] constexpr element series_noise(voltage_noise_density e, frequency corner = {},
                                             impedance thermal_of = {}) {
    return {.kind = element_kind::voltage_noise,
            .resistance = thermal_of.value(),
            .density = e.value(),
            .noise_corner = corner.value()};
}
/// A noise current across the path: i^2 (1 + corner/f).
[[nodiscard]] constexpr element shunt_noise(current_noise_density i, frequency corner = {}) {
    return {.kind = element_kind::current_noise, .density = i.value(), .noise_corner = corner.value()};
}
/// The voltage here clips: the RMS level of the largest sine that passes.
[[nodiscard]] constexpr element clip_limit(voltage_level largest_sine) {
    return {.kind = element_kind::limit, .limit = rms_voltage(largest_sine).value()};
}
/// The same by the RMS voltage of the largest sine.
[[nodiscard]] constexpr element clip_limit(voltage largest_sine) {
    return {.kind = element_kind::limit, .limit = largest_sine.value()};
}
/// The current that flows on from here clips: the RMS value of the largest sine.
[[nodiscard]] constexpr element current_limit(current largest_sine) {
    return {.kind = element_kind::limit, .law = limit_law::current, .limit = largest_sine.value()};
}
/// The voltage here changes no faster than this.
[[nodiscard]] constexpr element slew_limit(slew_rate fastest) {
    return {.kind = element_kind::limit, .law = limit_law::slew, .limit = fastest.value()};
}
/// A core saturates: the largest sine at one frequency; at another it is in proportion to that.
[[nodiscard]] constexpr element flux_limit(voltage_level largest_sine, frequency at) {
    return {
        .kind = element_kind::limit, .law = limit_law::flux, .limit = rms_voltage(largest_sine).value() / at.value()};
}
/// The RMS value of the largest sine that a limit passes at a frequency, V or A. A sine of amplitude a has the greatest
/// slope 2 pi f a, and the greatest flux a/(2 pi f).
[[nodiscard]] constexpr double largest_sine(element const& limit, double hertz) {
    switch (limit.law) {
    case limit_law::slew: return limit.limit / (2 * detail::pi * hertz * detail::sqrt_2);
    case limit_law::flux: return limit.limit * hertz;
    case limit_law::voltage:
    case limit_law::current: break;
    }
    return limit.limit;
}

} // namespace gainstage
