// SPDX-License-Identifier: BSL-1.0
// The primitives a component lowers to, and their forward and backward steps.
//
// A chain is a ladder of these, read from left to right. Two recursions make every voltage in it exact.
//
//   forward    what is seen looking left, as a Thevenin source:  open-circuit voltage v, impedance z
//   backward   what is seen looking right, as an admittance y (with its noise as a current)
//
//        z                          where the two meet:
//   +---[ ]---o---+
//   |             |                        v
//  (v)           [y]                 V = -------
//   |             |                      1 + z y
//   +---------o---+
//
// Noise runs along in both directions as a power density: V^2/Hz of the Thevenin source, A^2/Hz beside the admittance.
// Source: Motchenbacher and Connelly, Low-Noise Electronic System Design (1993), ch. 2 and 3.
#pragma once

#include <gainstage/detail/complex.hpp>
#include <gainstage/detail/numbers.hpp>
#include <gainstage/level.hpp>
#include <gainstage/quantity.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

namespace gainstage {

enum class element_kind : unsigned char {
    nothing,       ///< no effect; a place kept for something that is absent
    source,        ///< open-circuit voltage `gain` volts per unit of excitation (Pa or V)
    series,        ///< a branch in the signal path
    shunt,         ///< a branch across the signal path
    ratio,         ///< v2 = a v1, i1 = b i2: an ideal transformer has a = b = n
    amplifier,     ///< unilateral: infinite input and zero output impedance; gain, one low and one high corner
    voltage_noise, ///< a noise voltage in series
    current_noise, ///< a noise current across
    limit,         ///< the voltage here clips at a peak of sqrt(2) times `limit`
};

/// One primitive. Plain SI values: build it with the functions below, which take quantities.
struct element {
    element_kind kind = element_kind::nothing;
    bool thermal = false;      ///< series, shunt: the resistance makes Johnson-Nyquist noise
    double resistance = 0;     ///< series, shunt: ohm; voltage_noise: a resistance whose thermal noise is added, ohm
    double inductance = 0;     ///< series, shunt: H
    double elastance = 0;      ///< series, shunt: 1/C, 1/F; 0: no capacitor; infinite: an open branch
    double gain = 1;           ///< source, amplifier, ratio (a)
    double current_gain = 1;   ///< ratio (b)
    double low_corner = 0;     ///< amplifier: -3 dB corner of its high-pass, Hz; 0: none
    double high_corner = 0;    ///< amplifier: -3 dB corner of its low-pass, Hz; 0: none
    double density = 0;        ///< voltage_noise V/sqrt(Hz), current_noise A/sqrt(Hz), white part
    double noise_corner = 0;   ///< voltage_noise, current_noise: 1/f corner, Hz; 0: white
    double limit = 0;          ///< limit: RMS voltage of the largest sine, V
};

/// Thermal noise of a resistance, or none because it is counted elsewhere (in an amplifier's stated noise).
enum class noise : bool { none, thermal };

// ---- making elements ----

/// A source of `emf` volts (open circuit) per pascal.
[[nodiscard]] constexpr element sound_source(acoustic_sensitivity emf) {
    return {.kind = element_kind::source, .gain = emf.value()};
}
/// A source whose open-circuit voltage is the excitation, times a factor.
[[nodiscard]] constexpr element voltage_source(double factor = 1) {
    return {.kind = element_kind::source, .gain = factor};
}
/// A resistor and an inductor in the signal path.
[[nodiscard]] constexpr element series_resistor(impedance r, noise n = noise::thermal, inductance l = {}) {
    return {.kind = element_kind::series, .thermal = n == noise::thermal, .resistance = r.value(), .inductance = l.value()};
}
/// A capacitor in the signal path. C > 0.
[[nodiscard]] constexpr element series_capacitor(capacitance c) {
    return {.kind = element_kind::series, .elastance = 1 / c.value()};
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
    return {.kind = element_kind::amplifier, .gain = gain, .low_corner = low_corner.value(), .high_corner = high_corner.value()};
}
/// A noise voltage in series: e^2 (1 + corner/f), plus the thermal noise of a resistance that is not in the signal path.
[[nodiscard]] constexpr element series_noise(voltage_noise_density e, frequency corner = {}, impedance thermal_of = {}) {
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

// ---- the two recursions ----

/// The conditions of one step: the angular frequency and 4kT.
struct step_conditions {
    double frequency;   ///< Hz
    double omega;       ///< 2 pi f, rad/s
    double thermal;     ///< 4 k T, J
};

[[nodiscard]] constexpr step_conditions at_frequency(double hertz, temperature t) {
    return {hertz, 2 * detail::pi * hertz, 4 * boltzmann * t.value()};
}

/// What a step does to the noise that comes in, and what it adds.
struct noise_step {
    double scale = 1; ///< factor on every power density so far
    double added = 0; ///< power density of the element's own
};

/// What is seen looking left: v in volts per unit of excitation, z in ohm.
struct thevenin_source {
    detail::complex v;
    detail::complex z;
};

namespace detail {

/// z = R + jwL + 1/(jwC)
constexpr complex branch_impedance(element const& e, step_conditions const& at) {
    return {e.resistance, at.omega * e.inductance - e.elastance / at.omega};
}
/// 1/z, and 0 for an open branch.
constexpr complex branch_admittance(element const& e, step_conditions const& at) {
    if (e.resistance == infinity || e.elastance == infinity) return {};
    return 1.0 / branch_impedance(e, at);
}
constexpr double thermal_density(element const& e, step_conditions const& at) {
    return e.thermal ? at.thermal * e.resistance : 0;
}
constexpr double noise_density(element const& e, step_conditions const& at) {
    return e.density * e.density * (e.noise_corner > 0 ? 1 + e.noise_corner / at.frequency : 1) + at.thermal * e.resistance;
}
/// A(jf) = A0 / ((1 - j fl/f) (1 + j f/fh))
constexpr complex amplifier_gain(element const& e, step_conditions const& at) {
    complex a{e.gain, 0};
    if (e.low_corner > 0) a = a / complex{1, -e.low_corner / at.frequency};
    if (e.high_corner > 0) a = a / complex{1, at.frequency / e.high_corner};
    return a;
}

} // namespace detail

/// The Thevenin source seen after the element, from the one seen before it.
///
///   series    z' = z + zb                 adds 4kTR
///   shunt     v' = v/(1 + z yb)           adds 4kTR |yb z'|^2
///             z' = z/(1 + z yb)
///   ratio     v' = a v, z' = a b z
///   amplifier v' = A v, z' = 0
///   noise     v, z unchanged              adds e^2, or i^2 |z|^2
constexpr noise_step step_forward(element const& e, step_conditions const& at, thevenin_source& s) {
    using detail::norm;
    switch (e.kind) {
    case element_kind::source: s = {detail::complex{e.gain}, {}}; return {0, 0};
    case element_kind::series: s.z += detail::branch_impedance(e, at); return {1, detail::thermal_density(e, at)};
    case element_kind::shunt: {
        detail::complex const y = detail::branch_admittance(e, at);
        detail::complex const a = 1.0 / (1.0 + s.z * y);
        s = {s.v * a, s.z * a};
        return {norm(a), e.thermal ? detail::thermal_density(e, at) * norm(y * s.z) : 0};
    }
    case element_kind::ratio:
        s = {e.gain * s.v, (e.gain * e.current_gain) * s.z};
        return {e.gain * e.gain, 0};
    case element_kind::amplifier: {
        detail::complex const a = detail::amplifier_gain(e, at);
        s = {a * s.v, {}};
        return {norm(a), 0};
    }
    case element_kind::voltage_noise: return {1, detail::noise_density(e, at)};
    case element_kind::current_noise: return {1, detail::noise_density(e, at) * norm(s.z)};
    case element_kind::nothing:
    case element_kind::limit: break;
    }
    return {};
}

/// The admittance seen looking right before the element, from the one seen after it; noise as a current beside it.
///
///   series    y' = y/(1 + y zb)    scales by |1/(1 + y zb)|^2, adds 4kTR |y'|^2
///   shunt     y' = y + yb          adds 4kTR |yb|^2
///   ratio     y' = a b y           scales by b^2
///   amplifier y' = 0               nothing comes back
///   noise     y unchanged          adds e^2 |y|^2, or i^2
constexpr noise_step step_backward(element const& e, step_conditions const& at, detail::complex& y) {
    using detail::norm;
    switch (e.kind) {
    case element_kind::series: {
        detail::complex const a = 1.0 / (1.0 + y * detail::branch_impedance(e, at));
        y = y * a;
        return {norm(a), e.thermal ? detail::thermal_density(e, at) * norm(y) : 0};
    }
    case element_kind::shunt: {
        detail::complex const branch = detail::branch_admittance(e, at);
        y += branch;
        return {1, e.thermal ? detail::thermal_density(e, at) * norm(branch) : 0};
    }
    case element_kind::ratio: y = (e.gain * e.current_gain) * y; return {e.current_gain * e.current_gain, 0};
    case element_kind::source:
    case element_kind::amplifier: y = {}; return {0, 0};
    case element_kind::voltage_noise: return {1, detail::noise_density(e, at) * norm(y)};
    case element_kind::current_noise: return {1, detail::noise_density(e, at)};
    case element_kind::nothing:
    case element_kind::limit: break;
    }
    return {};
}

} // namespace gainstage
