// SPDX-License-Identifier: BSL-1.0
// The band integral against integrals that are known in closed form, and its stated error against the true one.

#include "check.hpp"

#include <gainstage/quadrature.hpp>

#include <array>
#include <cmath>
#include <complex>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

namespace {

using test::within;
using test::within_part;
namespace detail = gainstage::detail;
constexpr double pi = 3.14159265358979323846;

template <class Density>
auto integrate(double low, double high, Density density, double tolerance = gainstage::quadrature_tolerance) {
    return detail::integrate_over_band(
        low, high, std::array<double, 1>{}, [&](double f, auto& out) { out[0] = density(f); }, tolerance);
}

// The result is right to the tolerance, and says how right it is.
template <class Density>
void check_integral(double low, double high, Density density, double exact) {
    CAPTURE(low);
    CAPTURE(high);
    auto const r = integrate(low, high, density);
    double const error = std::abs(r.integral[0] - exact) / exact;
    CHECK(r.converged);
    CHECK(error <= 2.3e-4);                   // 0.001 dB, issue 2
    CHECK(error <= r.relative_error + 1e-12); // 1e-12: rounding
    CHECK(r.evaluations > 0);
    CHECK(r.evaluations % 15 == 0);
}

// |H|^2 of a resonator, 1 at f0: f^2 b^2/((f0^2 - f^2)^2 + f^2 b^2), b = f0/Q. With p = f0 (sqrt(1 - 1/4Q^2) + j/2Q) a root
// of the denominator in f, partial fractions give the antiderivative b^2/Im(p^2) Im(p/2 ln((f - p)/(f + p))).
double resonance(double f, double f0, double q) {
    double const b = f0 / q;
    double const d = f0 * f0 - f * f;
    return f * f * b * b / (d * d + f * f * b * b);
}
double resonance_integral(double low, double high, double f0, double q) {
    double const b = f0 / q;
    std::complex<double> const p = f0 * std::complex<double>{std::sqrt(1 - 1 / (4 * q * q)), 1 / (2 * q)};
    auto const at = [&](double f) { return std::imag(p / 2.0 * (std::log(f - p) - std::log(f + p))); };
    return b * b / std::imag(p * p) * (at(high) - at(low));
}

} // namespace

TEST_SUITE("analysis/quadrature") {
    // Weights below one make 0 of the least denormal, of some of the nodes at least.
    TEST_CASE("a density that underflows") {
        double const least = std::numeric_limits<double>::denorm_min();
        auto const r = integrate(0.5, 1, [=](double) { return least; });
        CHECK(r.converged);
        CHECK(r.integral[0] <= 10 * least);
    }

    // A resonance in the middle of a decade, ever sharper: the error of one panel grows steadily, until it is halved.
    TEST_CASE("a panel stays whole up to an error of 2e-6, 0.00001 dB, and no further") {
        double whole = 0;
        int halved = 0;
        for (double q = 0.5; q < 3; q *= 1.001) {
            auto const r = integrate(100, 1000, [=](double f) { return resonance(f, 316, q); });
            if (r.evaluations > 15) ++halved;
            else whole = std::fmax(whole, r.relative_error);
        }
        CHECK(halved > 0);
        CHECK(whole <= 2e-6);
        CHECK(whole > 1.9e-6);
    }

    TEST_CASE("white noise: f2 - f1") {
        for (auto const& [low, high] :
             {std::pair{20.0, 20e3}, {20.0, 22e3}, {1000.0, 1001.0}, {1.0, 1e6}, {1e-3, 1e9}, {300.0, 3400.0}}) {
            check_integral(
                low, high, [](double) { return 1.0; }, high - low);
            check_integral(
                low, high, [](double) { return 1e-18; }, 1e-18 * (high - low));
        }
        CHECK(integrate(20, 20e3, [](double) { return 1.0; }).integral[0] == within_part(19980, 1e-9));
    }

    TEST_CASE("1/f noise: ln(f2/f1)") {
        for (auto const& [low, high] : {std::pair{20.0, 20e3}, {0.1, 10.0}, {1.0, 1e6}})
            check_integral(
                low, high, [](double f) { return 1 / f; }, std::log(high / low));
        CHECK(integrate(20, 20e3, [](double f) { return 1 / f; }).integral[0] == within_part(std::log(1000.0), 1e-12));
    }

    TEST_CASE("white and 1/f together, corner at 1 kHz: f2 - f1 + fc ln(f2/f1)") {
        check_integral(
            20, 20e3, [](double f) { return 1 + 1000 / f; }, 19980 + 1000 * std::log(1000.0));
    }

    TEST_CASE("one-pole low-pass: fc (atan(f2/fc) - atan(f1/fc)), towards pi/2 fc") {
        for (double const fc : {1.0, 20.0, 100.0, 1e3, 5e3, 20e3, 1e6}) {
            CAPTURE(fc);
            check_integral(
                20, 20e3, [=](double f) { return 1 / (1 + f * f / (fc * fc)); },
                fc * (std::atan(20e3 / fc) - std::atan(20 / fc)));
        }
        auto const whole = integrate(1e-3, 1e9, [](double f) { return 1 / (1 + f * f / 1e6); });
        CHECK(whole.integral[0] == within_part(pi / 2 * 1000, 1e-4));
    }

    TEST_CASE("one-pole high-pass: f2 - f1 - fc (atan(f2/fc) - atan(f1/fc))") {
        for (double const fc : {5.0, 80.0, 1e3, 10e3})
            check_integral(
                20, 20e3, [=](double f) { return f * f / (f * f + fc * fc); },
                19980 - fc * (std::atan(20e3 / fc) - std::atan(20 / fc)));
    }

    TEST_CASE("a narrow resonance, Q = 50, wherever it lies; altogether pi/2 f0/Q") {
        for (double const q : {1.0, 5.0, 50.0})
            for (double const f0 : {25.0, 60.0, 200.0, 431.7, 1000.0, 2000.0, 6324.6, 15e3}) {
                CAPTURE(q);
                CAPTURE(f0);
                check_integral(
                    20, 20e3, [=](double f) { return resonance(f, f0, q); }, resonance_integral(20, 20e3, f0, q));
            }
        CHECK(resonance_integral(1e-6, 1e9, 1000, 50) == within_part(pi / 2 * 1000 / 50, 1e-4));
        // The same on a floor of white noise.
        check_integral(
            20, 20e3, [](double f) { return 0.01 + resonance(f, 1000, 50); },
            199.8 + resonance_integral(20, 20e3, 1000, 50));
    }

    TEST_CASE("several densities at once, each to its own tolerance, and in a vector as in an array") {
        auto const fill = [](double f, auto& out) {
            out[0] = 1;
            out[1] = 1e-20 * resonance(f, 700, 50);
            out[2] = 0;
            out[3] = 1 / f;
        };
        auto const fixed = detail::integrate_over_band(20, 20e3, std::array<double, 4>{}, fill);
        auto const dynamic = detail::integrate_over_band(20, 20e3, std::vector<double>(4), fill);
        CHECK(fixed.converged);
        CHECK(fixed.integral[0] == within_part(19980, 1e-6));
        CHECK(fixed.integral[1] == within_part(1e-20 * resonance_integral(20, 20e3, 700, 50), 2e-4));
        CHECK(fixed.integral[2] == 0);
        CHECK(fixed.integral[3] == within_part(std::log(1000.0), 1e-6));
        for (std::size_t i = 0; i < 4; ++i) CHECK(fixed.integral[i] == dynamic.integral[i]);
        CHECK(fixed.evaluations == dynamic.evaluations);
    }

    TEST_CASE("what does not converge says so, and still bounds its error") {
        // A step, to a tolerance that no halving of panels reaches.
        auto const step = [](double f) { return f < 1234.5 ? 1.0 : 0.0; };
        auto const r = integrate(20, 20e3, step, 1e-9);
        CHECK_FALSE(r.converged);
        CHECK(std::abs(r.integral[0] - 1214.5) / 1214.5 <= r.relative_error);
        // Nothing that can be integrated: it stops all the same.
        auto const noise = integrate(20, 20e3, [](double f) { return 1 + std::sin(f * f * 1e3); });
        CHECK_FALSE(noise.converged);
        CHECK(noise.evaluations <
              gainstage::most_evaluations + std::size_t{15} * 3 * 25); // and what is left of three trees of depth 24
    }

    // 1/f is constant over ln f: both rules have it whatever the width, so nothing is halved.
    TEST_CASE("panels of at most a decade, of 15 frequencies each, and the density is computed at no other") {
        struct row {
            double low, high;
            std::size_t panels;
        };
        for (row const& r : {row{1000, 1000.001, 1}, row{1e3, 10e3, 1}, row{1e3, 10.1e3, 2}, row{1e3, 90e3, 2},
                             row{20, 20e3, 3}, row{1, 1e9, 9}, row{1, 1.1e9, 10}}) {
            CAPTURE(r.high);
            std::size_t calls = 0;
            auto const result = integrate(r.low, r.high, [&](double f) {
                ++calls;
                return 1 / f;
            });
            CHECK(result.evaluations == 15 * r.panels);
            CHECK(calls == result.evaluations);
        }
    }

    // A step at a third of a decade lies at a third or two thirds of every panel around it. So each of these is halved, of
    // 1, 1/2, ... 2^-23 decades, and both halves are computed; those of 2^-24 are not. Beside the step a density of 1/f or
    // of 0 is exact.
    TEST_CASE("the halving ends with panels of 2^-24 decades") {
        double const at = 1000 * std::cbrt(10.0);
        auto const r = integrate(
            1e3, 10e3, [=](double f) { return f < at ? 1 / f : 0; }, 1e-11);
        CHECK_FALSE(r.converged);
        CHECK(r.evaluations == 15 * (1 + 2 * 24));
        CHECK(r.integral[0] == within_part(std::log(10.0) / 3, 3 * std::exp2(-24)));
    }

    // ln f is the same number at both ends, or nearly; f2/f1 is a double more than 1, right to half of what it exceeds 1 by.
    TEST_CASE("a band as narrow as the last place of its frequencies") {
        for (double const low : {1e-21, 0.3, 1.9999, 20.0, 1000.0, 20e3, 1e12}) {
            CAPTURE(low);
            double const high = std::nextafter(low, 2 * low);
            auto const r = integrate(low, high, [](double) { return 1.0; });
            CHECK(r.converged);
            CHECK(r.integral[0] > 0);
            CHECK(r.integral[0] <= 2.001 * (high - low));
        }
    }

    TEST_CASE("nothing to integrate") {
        auto const r = integrate(20, 20e3, [](double) { return 0.0; });
        CHECK(r.integral[0] == 0);
        CHECK(r.converged);
        CHECK(r.relative_error == 0);
    }

    TEST_CASE("at compile time") {
        constexpr auto r =
            detail::integrate_over_band(20, 20e3, std::array<double, 1>{}, [](double f, auto& out) { out[0] = 1 / f; });
        static_assert(r.converged);
        CHECK(r.integral[0] == within_part(std::log(1000.0), 1e-12));
    }
}
