// SPDX-License-Identifier: BSL-1.0
#include <gainstage/detail/complex.hpp>
#include <gainstage/detail/dual.hpp>

#include <doctest/doctest.h>

#include <boost/units/quantity.hpp>
#include <boost/units/systems/si/current.hpp>
#include <boost/units/systems/si/electric_potential.hpp>
#include <boost/units/systems/si/resistance.hpp>

#include <complex>
#include <random>
#include <type_traits>

namespace {

using gainstage::detail::complex;
using gainstage::detail::conj;
using gainstage::detail::magnitude;
using gainstage::detail::norm;
using gainstage::detail::phase;

static_assert(std::is_trivially_copyable_v<complex>);
static_assert(std::is_convertible_v<double, complex>);
static_assert(!std::is_convertible_v<complex, double>);

static_assert(complex{} == complex{0.0, 0.0});
static_assert(complex{3.0} == 3.0);
static_assert(complex{3.0, 1.0} != 3.0);

// By hand: j^2 = -1.
constexpr complex j{0.0, 1.0};
static_assert(j * j == -1.0);
static_assert(1.0 / j == -j);
static_assert(+j == j);

// By hand, with a = 1 + 2j and b = 3 - 4j.
constexpr complex a{1.0, 2.0};
constexpr complex b{3.0, -4.0};
static_assert(a + b == complex{4.0, -2.0});
static_assert(a - b == complex{-2.0, 6.0});
static_assert(a * b == complex{11.0, 2.0}); // 3 - 4j + 6j + 8
static_assert(a / b == complex{-0.2, 0.4}); // (1 + 2j)(3 + 4j) / 25 = (-5 + 10j) / 25
static_assert(-a == complex{-1.0, -2.0});
static_assert(conj(a) == complex{1.0, -2.0});
static_assert(norm(b) == 25.0);
static_assert(magnitude(b) == 5.0); // the 3-4-5 triangle

// With real numbers on either side.
static_assert(a + 1.0 == complex{2.0, 2.0});
static_assert(1.0 + a == complex{2.0, 2.0});
static_assert(a - 1.0 == complex{0.0, 2.0});
static_assert(1.0 - a == complex{0.0, -2.0});
static_assert(a * 2.0 == complex{2.0, 4.0});
static_assert(2.0 * a == complex{2.0, 4.0});
static_assert(a / 2.0 == complex{0.5, 1.0});
static_assert(5.0 / a == complex{1.0, -2.0});
static_assert(2 * a == complex{2.0, 4.0});

constexpr complex accumulated() {
    complex z = a;
    z += b;   // 4 - 2j
    z *= j;   // 2 + 4j
    z -= 1.0; // 1 + 4j
    z /= 2.0; // 0.5 + 2j
    return z;
}
static_assert(accumulated() == complex{0.5, 2.0});

// The angles of the axes and of a diagonal: multiples of pi / 4, as the nearest doubles.
static_assert(phase(1.0) == 0.0);
static_assert(phase(j) == 1.5707963267948966);
static_assert(phase(-1.0) == 3.141592653589793);
static_assert(phase(complex{1.0, -1.0}) == -0.7853981633974483);

// First-order low-pass at its corner, H = 1 / (1 + j): magnitude 1 / sqrt(2), phase -45 degrees.
constexpr complex low_pass = 1.0 / (1.0 + j);
static_assert(low_pass == complex{0.5, -0.5});
static_assert(norm(low_pass) == 0.5);
static_assert(phase(low_pass) == -0.7853981633974483);

// The stated range, at both ends.
static_assert(complex{1e60, 1e60} / complex{1e60, 1e60} == 1.0);
static_assert(magnitude(complex{3e60, 4e60}) > 4.999999999999999e60);
static_assert(magnitude(complex{3e-60, 4e-60}) < 5.000000000000001e-60);

// As the value of a quantity.
namespace units = boost::units;
using impedance = units::quantity<units::si::resistance, complex>;
using current = units::quantity<units::si::current, complex>;
using voltage = units::quantity<units::si::electric_potential, complex>;

constexpr impedance z1 = complex{600.0, 100.0} * units::si::ohms;
constexpr impedance z2 = complex{0.0, -50.0} * units::si::ohms;
static_assert(impedance{}.value() == complex{});
static_assert((z1 + z2).value() == complex{600.0, 50.0});
static_assert((z1 - z2).value() == complex{600.0, 150.0});
static_assert((-z1).value() == complex{-600.0, -100.0});
static_assert((z1 * complex{2.0}).value() == complex{1200.0, 200.0});
static_assert((complex{2.0} * z1).value() == complex{1200.0, 200.0});
static_assert((z1 / complex{2.0}).value() == complex{300.0, 50.0});
static_assert(complex{z1 / z1} == 1.0);
static_assert(z1 == z1 && z1 != z2);

// Ohm's law: (600 + 100j) ohm * j ampere = (-100 + 600j) volt.
constexpr voltage drop = z1 * current{j * units::si::amperes};
static_assert(drop.value() == complex{-100.0, 600.0});
// Two impedances in parallel: (600 + 100j)(-50j) / (600 + 50j) = (5000 - 30000j) / (600 + 50j).
constexpr impedance parallel = z1 * z2 / (z1 + z2);
static_assert(norm(parallel.value() * complex{600.0, 50.0} - complex{5000.0, -30000.0}) < 1e-20);

} // namespace

TEST_CASE("complex arithmetic agrees with std::complex") {
    std::mt19937_64 generator{20'260'801}; // NOLINT(cert-msc51-cpp): the same numbers in each run
    std::uniform_real_distribution<double> uniform{-10.0, 10.0};
    constexpr double tolerance = 1e-15; // relative to the magnitude of the result: some 4 ulp
    auto const agree = [](complex const& z, std::complex<double> const& expected) {
        return std::abs(std::complex<double>{z.re, z.im} - expected) <= tolerance * std::abs(expected);
    };
    for (int i = 0; i < 1000; ++i) {
        complex const x{uniform(generator), uniform(generator)};
        complex const y{uniform(generator), uniform(generator)};
        std::complex<double> const standard_x{x.re, x.im};
        std::complex<double> const standard_y{y.re, y.im};
        CAPTURE(i);
        CHECK(agree(x + y, standard_x + standard_y));
        CHECK(agree(x - y, standard_x - standard_y));
        CHECK(agree(x * y, standard_x * standard_y));
        CHECK(agree(x / y, standard_x / standard_y));
        CHECK(agree(+x - -y, standard_x + standard_y));
        CHECK(agree(x + y.re, standard_x + standard_y.real()));
        CHECK(agree(x.re + y, standard_x.real() + standard_y));
        CHECK(agree(x - y.re, standard_x - standard_y.real()));
        CHECK(agree(x.re - y, standard_x.real() - standard_y));
        CHECK(agree(x * y.re, standard_x * standard_y.real()));
        CHECK(agree(x.re * y, standard_x.real() * standard_y));
        CHECK(agree(x / y.re, standard_x / standard_y.real()));
        CHECK(agree(x.re / y, standard_x.real() / standard_y));
        complex z = x;
        z += y;
        z *= y;
        z -= x;
        z /= y;
        // The difference of two products is not right to a part of itself, but of what it was made of.
        auto const ratio = ((standard_x + standard_y) * standard_y - standard_x) / standard_y;
        CHECK(std::abs(std::complex<double>{z.re, z.im} - ratio) <=
              10 * tolerance * (std::abs(standard_x) + std::abs(standard_y) + std::abs(standard_x / standard_y)));
        complex const jy = complex{} + gainstage::detail::imaginary{y.im};
        CHECK(agree(x * gainstage::detail::imaginary{y.im}, standard_x * std::complex<double>{0, y.im}));
        CHECK(norm(jy) == norm(gainstage::detail::imaginary{y.im}));
        CHECK_FALSE(x == complex{x.re, y.im});
        CHECK_FALSE(x == complex{y.re, x.im});
        CHECK(agree(magnitude(x), std::abs(standard_x)));
        CHECK(agree(phase(x), std::arg(standard_x)));
    }
}

TEST_CASE("a dual number carries the derivative along") {
    // 1/(1 + jw) at w = 1: 1/(1 + j) = (1 - j)/2, and -j/(1 + jw)^2 = -j/2j = -1/2.
    using gainstage::detail::dual;
    dual const one{complex{1, 0}};
    dual const below{complex{1, 1}, complex{0, 1}};
    dual const q = one / below;
    CHECK(q.value == complex{0.5, -0.5});
    CHECK(q.slope == complex{-0.5, 0});
    // Times itself: 2 q q' = -(1 - j)/2. Plus itself: 2 q'.
    CHECK((q * q).slope == complex{-0.5, 0.5});
    CHECK((q + q).slope == complex{-1, 0});
}
