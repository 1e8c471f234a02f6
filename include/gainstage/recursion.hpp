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
// Noise runs along to the right as a power density, V^2/Hz of the Thevenin source. That is enough for the noise at the
// output; at every stage and made by every stage it is found by the ladders of analysis/noise.hpp.
// Source: Motchenbacher and Connelly, Low-Noise Electronic System Design (1993), ch. 2 and 3.
//
// The steps are written for two kinds of number: `complex`, and `dual`, which carries the slope over frequency along.
// And for two kinds of element: `element`, and one circuit's of many that are computed in lanes (detail/lanes.hpp).
#pragma once

#include <gainstage/detail/complex.hpp>
#include <gainstage/detail/dual.hpp>
#include <gainstage/detail/numbers.hpp>
#include <gainstage/element.hpp>
#include <gainstage/quantity.hpp>

#include <type_traits>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// The conditions of one step: the angular frequency and 4kT.
struct step_conditions {
    double frequency;     ///< Hz
    double omega;         ///< 2 pi f, rad/s
    double inverse_omega; ///< s/rad
    double thermal;       ///< 4 k T, J

    /// 1/f, s
    [[nodiscard]] constexpr double period() const { return 2 * detail::pi * inverse_omega; }
};

[[nodiscard]] constexpr step_conditions at_frequency(double hertz, temperature t) {
    double const omega = 2 * detail::pi * hertz;
    return {hertz, omega, 1 / omega, 4 * boltzmann * t.value()};
}

/// What a step does to the noise that comes in, and what it adds.
struct noise_step {
    double scale = 1; ///< factor on every power density so far
    double added = 0; ///< power density of the element's own
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
    double const x = b * at.period();
    return with_reactance<Number>(a, -x, x * at.inverse_omega);
}

/// What makes an element's steps shorter: a branch of one resistor or capacitor, an open one, a gain or a noise that is
/// the same at all frequencies.
enum class step_form : unsigned char { general, resistor, capacitor, open, flat };

constexpr step_form branch_form(element const& e) {
    if (is_open(e)) return step_form::open;
    if (e.inductance != 0) return step_form::general;
    if (e.elastance == 0) return step_form::resistor;
    return e.resistance == 0 ? step_form::capacitor : step_form::general;
}

/// It has a high-pass or a low-pass.
constexpr bool has_corners(element const& e) { return e.low_corner > 0 || e.high_corner > 0; }

// What the steps take of an element that is not one of its values.
constexpr double inverse_high_corner(element const& e) { return e.high_corner > 0 ? 1 / e.high_corner : 0; } // 1/Hz
constexpr double inverse_bandwidth(element const& e) { return 1 / e.gain_bandwidth; }                        // 1/Hz
constexpr double inverse_dc_gain(element const& e) { return 1 / e.open_loop_gain; }
constexpr double power_density(element const& e) { return e.density * e.density; } // V^2/Hz or A^2/Hz

/// z = R + jwL + 1/(jwC)
template <class Number = complex, class Element>
constexpr Number branch_impedance(Element const& e, step_conditions const& at) {
    double const down = e.elastance * at.inverse_omega;
    return with_reactance<Number>(e.resistance, at.omega * e.inductance - down, e.inductance + down * at.inverse_omega);
}
/// 1/z, and 0 for an open branch.
constexpr complex branch_admittance(element const& e, step_conditions const& at) {
    if (branch_form(e) == step_form::open) return {};
    return 1.0 / branch_impedance(e, at);
}
/// Both for a form that is known: a real or an imaginary number where that is all there is.
template <class Number, step_form Form, class Element>
constexpr auto known_impedance(Element const& e, step_conditions const& at) {
    if constexpr (Form == step_form::resistor) return e.resistance;
    else if constexpr (Form == step_form::capacitor && std::is_same_v<Number, complex>)
        return imaginary{-(e.elastance * at.inverse_omega)};
    else return branch_impedance<Number>(e, at);
}
template <class Number, step_form Form, class Element>
constexpr auto known_admittance(Element const& e, step_conditions const& at) {
    if constexpr (Form == step_form::resistor) return 1 / e.resistance;
    else if constexpr (Form == step_form::capacitor && std::is_same_v<Number, complex>)
        return imaginary{at.omega / e.elastance};
    else return 1.0 / branch_impedance<Number>(e, at);
}
constexpr double norm(double x) { return x * x; }

/// The kind and the form of an element, as a type.
template <element_kind Kind, step_form Form = step_form::general>
struct step_kind {
    static constexpr element_kind kind = Kind;
    static constexpr step_form form = Form;
};
/// An element of any kind, where a kind's own code is not worth its room.
struct any_step {};

/// It makes noise or limits, and does nothing to the signal.
constexpr bool passes_signal(element_kind k) {
    return k == element_kind::limit || k == element_kind::voltage_noise || k == element_kind::current_noise ||
           k == element_kind::network_noise;
}
/// Nothing passes it to the left.
constexpr bool is_one_way(element_kind k) {
    return k == element_kind::source || k == element_kind::amplifier || k == element_kind::op_amp ||
           k == element_kind::summing_op_amp;
}
/// Its steps do the same at every frequency, where what is seen there is the same.
constexpr bool is_flat(element const& e) {
    switch (e.kind) {
    case element_kind::series:
    case element_kind::shunt:
    case element_kind::network_noise: return e.inductance == 0 && e.elastance == 0 && e.noise_corner == 0;
    case element_kind::voltage_noise:
    case element_kind::current_noise: return e.noise_corner == 0;
    case element_kind::source:
    case element_kind::amplifier: return !has_corners(e);
    case element_kind::op_amp:
    case element_kind::summing_op_amp: return !(e.low_corner > 0) && e.gain_bandwidth == infinity;
    case element_kind::nothing:
    case element_kind::ratio:
    case element_kind::limit: break;
    }
    return true;
}
/// Calls f with an element's kind and form: they are looked up once, for one frequency or for many.
template <class Element, class F>
constexpr auto with_kind(Element const& e, F const& f) {
    switch (e.kind) {
    case element_kind::source:
        if (!has_corners(e)) return f(step_kind<element_kind::source, step_form::flat>{});
        return f(step_kind<element_kind::source>{});
    case element_kind::series:
        if (branch_form(e) == step_form::resistor) return f(step_kind<element_kind::series, step_form::resistor>{});
        return f(step_kind<element_kind::series>{});
    case element_kind::shunt: {
        step_form const form = branch_form(e);
        if (form == step_form::resistor) return f(step_kind<element_kind::shunt, step_form::resistor>{});
        if (form == step_form::capacitor) return f(step_kind<element_kind::shunt, step_form::capacitor>{});
        if (form == step_form::open) return f(step_kind<element_kind::nothing>{});
        return f(step_kind<element_kind::shunt>{});
    }
    case element_kind::ratio: return f(step_kind<element_kind::ratio>{});
    case element_kind::amplifier:
        if (!has_corners(e)) return f(step_kind<element_kind::amplifier, step_form::flat>{});
        return f(step_kind<element_kind::amplifier>{});
    case element_kind::op_amp: return f(step_kind<element_kind::op_amp>{});
    case element_kind::summing_op_amp: return f(step_kind<element_kind::summing_op_amp>{});
    case element_kind::voltage_noise: return f(step_kind<element_kind::voltage_noise>{});
    case element_kind::current_noise: return f(step_kind<element_kind::current_noise>{});
    case element_kind::network_noise: return f(step_kind<element_kind::network_noise>{});
    case element_kind::nothing:
    case element_kind::limit: break;
    }
    return f(step_kind<element_kind::nothing>{});
}

/// A(jf) = A0 / ((1 - j fl/f) (1 + j f/fh))
template <class Number, class Element>
constexpr Number amplifier_gain(Element const& e, step_conditions const& at) {
    return e.gain / (falling<Number>(1, e.low_corner, at) * rising<Number>(1, inverse_high_corner(e), at));
}
/// 1/A of an open loop: 1/A0 + j f/GBW.
template <class Number = complex, class Element>
constexpr Number inverse_open_loop(Element const& e, step_conditions const& at) {
    return rising<Number>(inverse_dc_gain(e), inverse_bandwidth(e), at);
}
/// 1/(1/n + 1/A), n = 1 + (G - 1)/(1 - j fc/f)
template <class Number, class Element>
constexpr Number closed_loop_gain(Element const& e, step_conditions const& at) {
    Number const n = 1.0 + (e.gain - 1) / falling<Number>(1, e.low_corner, at);
    return n * (1.0 / (1.0 + n * inverse_open_loop<Number>(e, at)));
}

template <class Element>
constexpr double thermal_density(Element const& e, step_conditions const& at) {
    return static_cast<double>(e.thermal) * at.thermal * e.resistance;
}
template <class Element>
constexpr double white_and_flicker(Element const& e, step_conditions const& at) {
    return power_density(e) * (1 + e.noise_corner * at.period());
}
/// Of the three kinds of noise: V^2/Hz or A^2/Hz.
template <element_kind Kind, class Element>
constexpr double noise_density(Element const& e, step_conditions const& at) {
    if constexpr (Kind != element_kind::network_noise) return white_and_flicker(e, at) + at.thermal * e.resistance;
    else {
        // Z = Rf (Rg + 1/jwC) / (Rf + Rg + 1/jwC)
        complex z{e.parallel};
        if (!is_open(e)) {
            complex const leg = branch_impedance(e, at);
            z = z * leg * (1.0 / (z + leg));
        }
        return static_cast<double>(e.thermal) * at.thermal * z.re + white_and_flicker(e, at) * norm(z);
    }
}

} // namespace detail

using thevenin_source = detail::basic_source<detail::complex>;

/// The Thevenin source seen after the element, from the one seen before it.
///
///   series    z' = z + zb                 adds 4kTR
///   shunt     v' = v zb/(z + zb)          adds 4kTR |z/(z + zb)|^2
///             z' = z zb/(z + zb)
///   ratio     v' = a v, z' = a b z
///   amplifier v' = A v, z' = 0
///   op_amp    v' = v/(1/n + 1/A), z' = 0
///   summing   v' = -v Rf/(Rf/A + z), z' = 0
///   noise     v, z unchanged              adds e^2, or i^2 |z|^2
template <class Kind, class Element, class Number>
[[gnu::always_inline]] constexpr noise_step step_forward(Kind, Element const& e, step_conditions const& at,
                                                         detail::basic_source<Number>& s) {
    using detail::norm;
    constexpr bool with_noise = std::is_same_v<Number, detail::complex>;
    constexpr element_kind kind = Kind::kind;
    auto const amplified = [&](Number const& a) -> noise_step {
        s = {a * s.v, {}};
        if constexpr (with_noise) return {norm(a), 0};
        else return {};
    };
    if constexpr (kind == element_kind::source) {
        if constexpr (Kind::form == detail::step_form::flat) s = {e.gain, {}};
        else s = {detail::amplifier_gain<Number>(e, at), {}};
        return {0, 0};
    } else if constexpr (kind == element_kind::series) {
        s.z = s.z + detail::known_impedance<Number, Kind::form>(e, at);
        return {1, detail::thermal_density(e, at)};
    } else if constexpr (kind == element_kind::shunt) {
        auto const branch = detail::known_impedance<Number, Kind::form>(e, at);
        Number const loop = s.z + branch;
        Number const a = (1.0 / loop) * branch;
        noise_step step;
        if constexpr (with_noise) {
            double const inverse = 1 / norm(loop);
            step = {norm(branch) * inverse, 0};
            if constexpr (Kind::form != detail::step_form::capacitor)
                step.added = detail::thermal_density(e, at) * (norm(s.z) * inverse);
        }
        s = {s.v * a, s.z * a};
        return step;
    } else if constexpr (kind == element_kind::ratio) {
        s = {e.gain * s.v, (e.gain * e.current_gain) * s.z};
        return {e.gain * e.gain, 0};
    } else if constexpr (kind == element_kind::amplifier) {
        if constexpr (Kind::form == detail::step_form::flat) return amplified(e.gain);
        else return amplified(detail::amplifier_gain<Number>(e, at));
    } else if constexpr (kind == element_kind::op_amp) {
        return amplified(detail::closed_loop_gain<Number>(e, at));
    } else if constexpr (kind == element_kind::summing_op_amp) {
        return amplified(e.gain * e.resistance / (e.resistance * detail::inverse_open_loop<Number>(e, at) + s.z));
    } else if constexpr (kind == element_kind::voltage_noise || kind == element_kind::network_noise) {
        return {1, detail::noise_density<kind>(e, at)};
    } else if constexpr (kind == element_kind::current_noise && with_noise) {
        return {1, detail::noise_density<kind>(e, at) * norm(s.z)};
    } else return {};
}
template <class Number>
constexpr noise_step step_forward(element const& e, step_conditions const& at, detail::basic_source<Number>& s) {
    return detail::with_kind(e, [&](auto kind) { return step_forward(kind, e, at, s); });
}

/// The admittance seen looking right before the element, from the one seen after it.
///
///   series    y' = y/(1 + y zb)
///   shunt     y' = y + yb
///   ratio     y' = a b y
///   amplifier y' = 0               nothing comes back
///   summing   y' = A/Rf            nothing comes back
template <class Kind, class Element, class Number>
[[gnu::always_inline]] constexpr void step_backward(Kind, Element const& e, step_conditions const& at, Number& y) {
    constexpr element_kind kind = Kind::kind;
    if constexpr (kind == element_kind::series) {
        y = y * (1.0 / (1.0 + y * detail::known_impedance<Number, Kind::form>(e, at)));
    } else if constexpr (kind == element_kind::shunt) {
        y = y + detail::known_admittance<Number, Kind::form>(e, at);
    } else if constexpr (kind == element_kind::ratio) {
        y = (e.gain * e.current_gain) * y;
    } else if constexpr (kind == element_kind::summing_op_amp) {
        y = 1.0 / (e.resistance * detail::inverse_open_loop<Number>(e, at));
    } else if constexpr (kind == element_kind::source || kind == element_kind::amplifier ||
                         kind == element_kind::op_amp) {
        y = {};
    }
}
template <class Number>
constexpr void step_backward(element const& e, step_conditions const& at, Number& y) {
    detail::with_kind(e, [&](auto kind) { step_backward(kind, e, at, y); });
}

} // namespace gainstage
