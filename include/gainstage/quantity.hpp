// SPDX-License-Identifier: BSL-1.0
// Physical quantities under the field's names: Boost.Units SI quantities of double.
//
// Each is a class of its own over boost::units::quantity, for two reasons. Boost's quantity can be made from a null
// pointer constant, so that `voltage v = 0;` compiles: here it does not. And a mistake is reported as "cannot convert
// impedance to voltage" rather than as a page of unit templates. Arithmetic is Boost's own and converts back.
#pragma once

#include <gainstage/detail/complex.hpp>
#include <gainstage/detail/math.hpp>
#include <gainstage/detail/numbers.hpp>

#include <boost/units/limits.hpp>
#include <boost/units/quantity.hpp>
#include <boost/units/systems/si/capacitance.hpp>
#include <boost/units/systems/si/current.hpp>
#include <boost/units/systems/si/electric_potential.hpp>
#include <boost/units/systems/si/frequency.hpp>
#include <boost/units/systems/si/inductance.hpp>
#include <boost/units/systems/si/length.hpp>
#include <boost/units/systems/si/plane_angle.hpp>
#include <boost/units/systems/si/power.hpp>
#include <boost/units/systems/si/pressure.hpp>
#include <boost/units/systems/si/resistance.hpp>
#include <boost/units/systems/si/temperature.hpp>
#include <boost/units/systems/si/time.hpp>

#include <cstddef>
#include <limits>
#include <type_traits>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

namespace detail {
namespace si = boost::units::si;

/// A Boost.Units quantity that cannot be made from a bare number or a null pointer.
template <class Unit, class Value = double>
class checked_quantity : public boost::units::quantity<Unit, Value> {
    /// A function: as a type trait it would print the unit's template in every error message.
    template <class Other>
    static constexpr bool has_this_unit() {
        if constexpr (std::is_base_of_v<boost_quantity, Other>) return true;
        else if constexpr (requires { typename Other::unit_type::dimension_type; }) {
            // Boost is asked last: that takes long, and every overload for another quantity would ask it.
            if constexpr (std::is_same_v<typename Other::unit_type::dimension_type, typename Unit::dimension_type>)
                return std::is_convertible_v<Other const&, boost_quantity>;
            else return false;
        } else return false;
    }

public:
    using boost_quantity = boost::units::quantity<Unit, Value>;

    constexpr checked_quantity() = default;
    /// From the result of Boost's arithmetic. A template, so that 0 and nullptr, which Boost's quantity takes, do not fit.
    template <class Other>
        requires(has_this_unit<Other>())
    constexpr checked_quantity(Other const& q) : boost_quantity(q) {}
};

template <class A, class B>
using product = typename boost::units::multiply_typeof_helper<A, B>::type;
template <class A, class B>
using ratio = typename boost::units::divide_typeof_helper<A, B>::type;
template <class A>
using square_root = typename boost::units::root_typeof_helper<A, boost::units::static_rational<2>>::type;
using root_hertz = square_root<si::frequency>;
} // namespace detail

/// Volt. RMS unless a name says peak or DC.
struct voltage : detail::checked_quantity<detail::si::electric_potential> {
    using checked_quantity::checked_quantity;
};
/// Ampere.
struct current : detail::checked_quantity<detail::si::current> {
    using checked_quantity::checked_quantity;
};
/// Ohm: a resistance, or the magnitude of an impedance.
struct impedance : detail::checked_quantity<detail::si::resistance> {
    using checked_quantity::checked_quantity;
};
/// Ohm, with its phase: real part resistance, imaginary part reactance.
struct complex_impedance : detail::checked_quantity<detail::si::resistance, detail::complex> {
    using checked_quantity::checked_quantity;
};
/// Farad.
struct capacitance : detail::checked_quantity<detail::si::capacitance> {
    using checked_quantity::checked_quantity;
};
/// Henry.
struct inductance : detail::checked_quantity<detail::si::inductance> {
    using checked_quantity::checked_quantity;
};
/// Hertz.
struct frequency : detail::checked_quantity<detail::si::frequency> {
    using checked_quantity::checked_quantity;
};
/// Kelvin.
struct temperature : detail::checked_quantity<detail::si::temperature> {
    using checked_quantity::checked_quantity;
};
/// Metre.
struct length : detail::checked_quantity<detail::si::length> {
    using checked_quantity::checked_quantity;
};
/// Watt.
struct power : detail::checked_quantity<detail::si::power> {
    using checked_quantity::checked_quantity;
};
/// Pascal, RMS sound pressure.
struct pressure : detail::checked_quantity<detail::si::pressure> {
    using checked_quantity::checked_quantity;
};
/// V/Pa: what a microphone gives for a sound pressure.
struct acoustic_sensitivity
    : detail::checked_quantity<detail::ratio<detail::si::electric_potential, detail::si::pressure>> {
    using checked_quantity::checked_quantity;
};
/// V/sqrt(Hz).
struct voltage_noise_density
    : detail::checked_quantity<detail::ratio<detail::si::electric_potential, detail::root_hertz>> {
    using checked_quantity::checked_quantity;
};
/// A/sqrt(Hz).
struct current_noise_density : detail::checked_quantity<detail::ratio<detail::si::current, detail::root_hertz>> {
    using checked_quantity::checked_quantity;
};
/// F/m.
struct capacitance_per_length : detail::checked_quantity<detail::ratio<detail::si::capacitance, detail::si::length>> {
    using checked_quantity::checked_quantity;
};
/// Ohm/m.
struct resistance_per_length : detail::checked_quantity<detail::ratio<detail::si::resistance, detail::si::length>> {
    using checked_quantity::checked_quantity;
};
/// H/m.
struct inductance_per_length : detail::checked_quantity<detail::ratio<detail::si::inductance, detail::si::length>> {
    using checked_quantity::checked_quantity;
};
/// V/s.
struct slew_rate : detail::checked_quantity<detail::ratio<detail::si::electric_potential, detail::si::time>> {
    using checked_quantity::checked_quantity;
};
/// Radian.
struct angle : detail::checked_quantity<detail::si::plane_angle> {
    using checked_quantity::checked_quantity;
};
/// Second: by how much something arrives later.
struct time_delay : detail::checked_quantity<detail::si::time> {
    using checked_quantity::checked_quantity;
};

/// |Z| = sqrt(R^2 + X^2).
[[nodiscard]] constexpr impedance magnitude(complex_impedance const& z) {
    return impedance::boost_quantity::from_value(detail::magnitude(z.value()));
}
/// The resistance R of Z = R + jX.
[[nodiscard]] constexpr impedance resistance(complex_impedance const& z) {
    return impedance::boost_quantity::from_value(z.value().re);
}
/// The reactance X of Z = R + jX.
[[nodiscard]] constexpr impedance reactance(complex_impedance const& z) {
    return impedance::boost_quantity::from_value(z.value().im);
}
/// An angle in degrees.
[[nodiscard]] constexpr double degrees(angle const& a) { return a.value() * (180 / detail::pi); }

namespace detail {
/// A quantity from its value in SI units.
template <class Quantity>
[[nodiscard]] constexpr Quantity from_si(double value) {
    return Quantity{Quantity::boost_quantity::from_value(value)};
}

template <class T>
inline constexpr bool is_quantity = false;
template <class T>
    requires requires { typename T::boost_quantity; }
inline constexpr bool is_quantity<T> = std::is_base_of_v<typename T::boost_quantity, T>;
} // namespace detail

namespace detail {
template <class T>
inline constexpr bool can_be_negative =
    std::is_same_v<T, voltage> || std::is_same_v<T, current> || std::is_same_v<T, power> ||
    std::is_same_v<T, pressure> || std::is_same_v<T, complex_impedance> || std::is_same_v<T, angle> ||
    std::is_same_v<T, time_delay>;
template <class>
inline constexpr bool always_false = false;
} // namespace detail

/// What is never negative has no minus sign: -10_ohm does not compile.
template <class Q>
    requires(detail::is_quantity<Q> && !detail::can_be_negative<Q>)
constexpr Q operator-(Q const& q) {
    static_assert(detail::always_false<Q>, "this quantity is never negative: take the minus sign away");
    return q;
}

/// 20 °C, the default temperature of every analysis.
inline constexpr temperature room_temperature = detail::from_si<temperature>(293.15);

/// Boltzmann's constant in J/K, exact by definition (SI, 2019).
inline constexpr double boltzmann = 1.380649e-23;

} // namespace gainstage

/// Limits of a quantity are those of double, in its unit.
template <class Q>
    requires gainstage::detail::is_quantity<Q>
class std::numeric_limits<Q> : public std::numeric_limits<typename Q::boost_quantity> {
};
