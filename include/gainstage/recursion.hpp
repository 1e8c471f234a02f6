// SPDX-License-Identifier: BSL-1.0
// The two recursions over a chain's elements. They make every voltage in it exact.
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
//
// The steps are written for two kinds of number: `complex`, and `dual`, which carries the slope over frequency along.
#pragma once

#include <gainstage/detail/complex.hpp>
#include <gainstage/detail/dual.hpp>
#include <gainstage/detail/numbers.hpp>
#include <gainstage/element.hpp>
#include <gainstage/quantity.hpp>

#include <type_traits>

namespace gainstage {

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

    /// This step and the next as one.
    constexpr void then(noise_step const& next) {
        scale *= next.scale;
        added = added * next.scale + next.added;
    }
};

namespace detail {

/// What is seen looking left: v in volts per unit of excitation, z in ohm.
template <class Number>
struct basic_source {
    Number v;
    Number z;
};

/// R + jX, with the slope dX/dw where the number carries one.
template <class Number>
constexpr Number with_reactance(double r, double x, double slope) {
    if constexpr (std::is_same_v<Number, dual>) return {complex{r, x}, complex{0, slope}};
    else return {r, x};
}
/// a + j b f
template <class Number>
constexpr Number rising(double a, double b, step_conditions const& at) {
    return with_reactance<Number>(a, b * at.frequency, b / (2 * pi));
}
/// a - j b/f
template <class Number>
constexpr Number falling(double a, double b, step_conditions const& at) {
    double const x = b / at.frequency;
    return with_reactance<Number>(a, -x, x / at.omega);
}

/// A branch of one resistor and nothing else: a real number does.
constexpr bool is_resistor(element const& e) { return e.inductance == 0 && e.elastance == 0 && e.resistance > 0; }
/// z = R + jwL + 1/(jwC)
template <class Number = complex>
constexpr Number branch_impedance(element const& e, step_conditions const& at) {
    double const down = e.elastance / at.omega;
    return with_reactance<Number>(e.resistance, at.omega * e.inductance - down, e.inductance + down / at.omega);
}
/// 1/z, and 0 for an open branch.
template <class Number = complex>
constexpr Number branch_admittance(element const& e, step_conditions const& at) {
    if (e.resistance == infinity || e.elastance == infinity) return {};
    return 1.0 / branch_impedance<Number>(e, at);
}
/// A(jf) = A0 / ((1 - j fl/f) (1 + j f/fh))
template <class Number = complex>
constexpr Number amplifier_gain(element const& e, step_conditions const& at) {
    Number a{e.gain};
    if (e.low_corner > 0) a = a / falling<Number>(1, e.low_corner, at);
    if (e.high_corner > 0) a = a / rising<Number>(1, 1 / e.high_corner, at);
    return a;
}
/// 1/A of an open loop: 1/A0 + j f/GBW.
template <class Number = complex>
constexpr Number inverse_open_loop(element const& e, step_conditions const& at) {
    return rising<Number>(1 / e.open_loop_gain, 1 / e.gain_bandwidth, at);
}
/// 1/(1/n + 1/A), n = 1 + (G - 1)/(1 - j fc/f)
template <class Number = complex>
constexpr Number closed_loop_gain(element const& e, step_conditions const& at) {
    Number n{e.gain};
    if (e.low_corner > 0) n = 1.0 + Number{e.gain - 1} / falling<Number>(1, e.low_corner, at);
    return n / (1.0 + n * inverse_open_loop<Number>(e, at));
}

constexpr double thermal_density(element const& e, step_conditions const& at) {
    return e.thermal ? at.thermal * e.resistance : 0;
}
constexpr double white_and_flicker(element const& e, step_conditions const& at) {
    return e.density * e.density * (e.noise_corner > 0 ? 1 + e.noise_corner / at.frequency : 1);
}
/// Of the three kinds of noise: V^2/Hz or A^2/Hz.
constexpr double noise_density(element const& e, step_conditions const& at) {
    if (e.kind != element_kind::network_noise) return white_and_flicker(e, at) + at.thermal * e.resistance;
    // Z = Rf (Rg + 1/jwC) / (Rf + Rg + 1/jwC)
    complex z{e.parallel};
    if (e.resistance != infinity) {
        complex const leg = branch_impedance(e, at);
        complex const loop = e.parallel + leg;
        z = e.parallel > 0 ? e.parallel * leg / loop : complex{};
    }
    return (e.thermal ? at.thermal * z.re : 0) + white_and_flicker(e, at) * norm(z);
}

} // namespace detail

using thevenin_source = detail::basic_source<detail::complex>;

namespace detail {
/// What all amplifiers do: the voltage is amplified, nothing of the impedance is left.
template <class Number>
constexpr noise_step amplify(basic_source<Number>& s, Number const& a) {
    s.v = a * s.v;
    s.z = {};
    if constexpr (std::is_same_v<Number, complex>) return {norm(a), 0};
    else return {};
}
} // namespace detail

/// The Thevenin source seen after the element, from the one seen before it.
///
///   series    z' = z + zb                 adds 4kTR
///   shunt     v' = v/(1 + z yb)           adds 4kTR |yb z'|^2
///             z' = z/(1 + z yb)
///   ratio     v' = a v, z' = a b z
///   amplifier v' = A v, z' = 0
///   op_amp    v' = v/(1/n + 1/A), z' = 0
///   summing   v' = -v/(1/A + z/Rf), z' = 0
///   noise     v, z unchanged              adds e^2, or i^2 |z|^2
template <class Number>
constexpr noise_step step_forward(element const& e, step_conditions const& at, detail::basic_source<Number>& s) {
    using detail::norm;
    constexpr bool with_noise = std::is_same_v<Number, detail::complex>;
    switch (e.kind) {
    case element_kind::source: s = {detail::amplifier_gain<Number>(e, at), {}}; return {0, 0};
    case element_kind::series:
        if (detail::is_resistor(e)) s.z += e.resistance;
        else s.z += detail::branch_impedance<Number>(e, at);
        return {1, detail::thermal_density(e, at)};
    case element_kind::shunt: {
        if (detail::is_resistor(e)) {
            double const y = 1 / e.resistance;
            Number const a = 1.0 / (1.0 + y * s.z);
            s.v *= a;
            s.z *= a;
            if constexpr (with_noise) return {norm(a), e.thermal ? at.thermal * y * norm(s.z) : 0};
            else return {};
        }
        Number const y = detail::branch_admittance<Number>(e, at);
        Number const a = 1.0 / (1.0 + s.z * y);
        s.v *= a;
        s.z *= a;
        if constexpr (with_noise) return {norm(a), e.thermal ? detail::thermal_density(e, at) * norm(y * s.z) : 0};
        else return {};
    }
    case element_kind::ratio:
        s = {e.gain * s.v, (e.gain * e.current_gain) * s.z};
        return {e.gain * e.gain, 0};
    case element_kind::amplifier: return detail::amplify<Number>(s, detail::amplifier_gain<Number>(e, at));
    case element_kind::op_amp: return detail::amplify<Number>(s, detail::closed_loop_gain<Number>(e, at));
    case element_kind::summing_op_amp:
        return detail::amplify<Number>(s, e.gain / (detail::inverse_open_loop<Number>(e, at) + s.z * Number{1 / e.resistance}));
    case element_kind::voltage_noise:
    case element_kind::network_noise: return {1, detail::noise_density(e, at)};
    case element_kind::current_noise:
        if constexpr (with_noise) return {1, detail::noise_density(e, at) * norm(s.z)};
        else return {};
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
///   summing   y' = A/Rf            nothing comes back
///   noise     y unchanged          adds e^2 |y|^2, or i^2
template <class Number>
constexpr noise_step step_backward(element const& e, step_conditions const& at, Number& y) {
    using detail::norm;
    constexpr bool with_noise = std::is_same_v<Number, detail::complex>;
    switch (e.kind) {
    case element_kind::series: {
        Number const a =
            1.0 / (1.0 + (detail::is_resistor(e) ? e.resistance * y : y * detail::branch_impedance<Number>(e, at)));
        y = y * a;
        if constexpr (with_noise) return {norm(a), e.thermal ? detail::thermal_density(e, at) * norm(y) : 0};
        else return {};
    }
    case element_kind::shunt: {
        if (detail::is_resistor(e)) {
            y += 1 / e.resistance;
            return {1, e.thermal ? at.thermal / e.resistance : 0};
        }
        Number const branch = detail::branch_admittance<Number>(e, at);
        y += branch;
        if constexpr (with_noise) return {1, e.thermal ? detail::thermal_density(e, at) * norm(branch) : 0};
        else return {};
    }
    case element_kind::ratio: y = (e.gain * e.current_gain) * y; return {e.current_gain * e.current_gain, 0};
    case element_kind::summing_op_amp:
        y = 1.0 / (e.resistance * detail::inverse_open_loop<Number>(e, at));
        return {0, 0};
    case element_kind::source:
    case element_kind::amplifier:
    case element_kind::op_amp: y = {}; return {0, 0};
    case element_kind::voltage_noise:
    case element_kind::network_noise:
        if constexpr (with_noise) return {1, detail::noise_density(e, at) * norm(y)};
        else return {};
    case element_kind::current_noise: return {1, detail::noise_density(e, at)};
    case element_kind::nothing:
    case element_kind::limit: break;
    }
    return {};
}

} // namespace gainstage
