// SPDX-License-Identifier: BSL-1.0
// A sine on a saturating core against the flux itself, stepped through time.

#include "check.hpp"

#include <gainstage/analysis/saturated_sine.hpp>
#include <gainstage/literals.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstddef>
#include <vector>

namespace {

namespace gs = gainstage;
using namespace gainstage::literals;
using test::within;

constexpr double pi = 3.14159265358979323846;

gs::saturated_sine driven(double ratio) { return gs::saturated_sine{gs::decibels{20 * std::log10(ratio)}}; }

/// The flux is the integral of a sin u and stops at +-1; the voltage is what it changes by. The second of two periods.
std::vector<double> stepped(double a, std::size_t points) {
    double const step = 2 * pi / static_cast<double>(points);
    std::vector<double> wave(points);
    double flux = -1;
    for (std::size_t i = 0; i < 2 * points; ++i) {
        double const wanted = flux + a * std::sin(step * (static_cast<double>(i) + 0.5)) * step;
        double const reached = std::clamp(wanted, -1.0, 1.0);
        wave[i % points] = (reached - flux) / step;
        flux = reached;
    }
    return wave;
}
double harmonic_of(std::vector<double> const& wave, std::size_t n) {
    std::complex<double> sum;
    auto const points = static_cast<double>(wave.size());
    for (std::size_t i = 0; i < wave.size(); ++i)
        sum += wave[i] * std::polar(1.0, -2 * pi * static_cast<double>(n) * (static_cast<double>(i) + 0.5) / points);
    return 2 * std::abs(sum) / points;
}
double mean_square(std::vector<double> const& wave) {
    double sum = 0;
    for (double const v : wave) sum += v * v;
    return sum / static_cast<double>(wave.size());
}

static_assert(gs::saturated_sine{0_dB}.thd() == 0);
static_assert(gs::saturated_sine{1_dB}.thd() > 0.05);

} // namespace

TEST_SUITE("analysis/saturated_sine") {
    TEST_CASE("the flux stepped through time: fundamental, harmonics, RMS value and THD") {
        for (double const a : {1.01, 1.1, 1.5, 2.0, 4.0, 20.0, 100.0}) {
            CAPTURE(a);
            gs::saturated_sine const wave = driven(a);
            std::vector<double> const v = stepped(a, 400000);
            double const first = harmonic_of(v, 1);
            CHECK(wave.is_distorted());
            CHECK(gs::amplitude_ratio(wave.fundamental()) == within(first, 2e-5));
            for (std::size_t n = 2; n <= 9; ++n) {
                CAPTURE(n);
                CHECK(wave.harmonic(n) == within(harmonic_of(v, n) / first, 2e-5));
            }
            double const square = mean_square(v);
            CHECK(wave.level().value() == within(10 * std::log10(2 * square), 0.002));
            CHECK(wave.thd() == within(std::sqrt(2 * square / (first * first) - 1), 0.002));
        }
    }

    TEST_CASE("6.02 dB over: half of every half period comes through, by hand") {
        // A = 2: cos s = 0, s = pi/2. b1 = 2 A/pi * integral of sin^2 = 1, a1 = 2 A/pi * integral of sin cos = 2/pi.
        // V^2 = A^2/(2 pi) * pi/2 = 1; THD^2 = 2/(1 + 4/pi^2) - 1 = 0.42316, THD 65.05 %.
        gs::saturated_sine const wave = driven(2);
        CHECK(wave.saturation() == within(0.5, 1e-12));
        CHECK(gs::amplitude_ratio(wave.fundamental()) == within(std::sqrt(1 + 4 / (pi * pi)), 1e-12));
        CHECK(wave.level().value() == within(10 * std::log10(2.0), 1e-10));
        CHECK(wave.thd() == within(std::sqrt(2 / (1 + 4 / (pi * pi)) - 1), 1e-12));
        CHECK(wave.thd() == within(0.6505, 0.00005));
    }

    TEST_CASE("continuous at the limit") {
        for (double const dB : {1e-13, 1e-9, 1e-6, 1e-4}) {
            CAPTURE(dB);
            gs::saturated_sine const wave{gs::decibels{dB}};
            CHECK(wave.thd() < 0.001);
            CHECK(wave.level().value() == within(dB, 2e-4));
            CHECK(wave.fundamental().value() == within(dB, 2e-4));
            CHECK(wave.saturation() < 0.003);
            CHECK(wave.harmonic(3) < 0.001);
        }
    }

    TEST_CASE("far overdriven the flux is a square wave: short pulses, a fundamental of 4/pi, all harmonics alike") {
        // A square wave of flux has harmonics 4/(pi n); the voltage is its slope, n times that.
        for (double const dB : {100.0, 200.0, 300.0, 1e6, test::infinity}) {
            CAPTURE(dB);
            gs::saturated_sine const wave{gs::decibels{dB}};
            CHECK(gs::amplitude_ratio(wave.fundamental()) == within(4 / pi, 1e-4));
            for (std::size_t n = 3; n <= 9; n += 2) CHECK(wave.harmonic(n) == within(1, 1e-3));
            CHECK(wave.saturation() == within(1, 0.003));
            CHECK(wave.thd() > 1);
            CHECK(std::isfinite(wave.thd()));
            CHECK(std::isfinite(wave.level().value()));
        }
        // A short piece of the sine is a ramp to A s with s = 2/sqrt A: V^2 = A^2 s^3/(3 pi) = 8 sqrt(A)/(3 pi).
        for (double const dB : {200.0, 300.0})
            CHECK(gs::saturated_sine{gs::decibels{dB}}.level().value() ==
                  within(10 * std::log10(2 * 8 * std::pow(10, dB / 40) / (3 * pi)), 1e-4));
        // What is above 300 dB is taken for 300 dB.
        CHECK(gs::saturated_sine{gs::decibels{1e6}}.level() == gs::saturated_sine{300_dB}.level());
    }

    TEST_CASE("both forms of the RMS value meet") {
        // s = 0.3 at A = 1/sin^2(0.15) = 44.777.
        double const a = 1 / (std::sin(0.15) * std::sin(0.15));
        CHECK(driven(a * 0.999999).level().value() == within(driven(a * 1.000001).level().value(), 1e-5));
        // What is left out of the series begins with (4 s^2)^5/(20 * 42 * 72 * 110 * 156), at s = 0.3 a part of 6e-12: 3e-11 dB.
        for (double const part : {0.84, 0.99, 1.01}) {
            double const s = 2 * std::asin(1 / std::sqrt(a * part));
            double const square = a * part * a * part / (2 * pi) * (s - std::sin(s) * std::cos(s));
            CHECK(driven(a * part).level().value() == within(10 * std::log10(2 * square), 4e-11));
        }
    }

    TEST_CASE("below the limit nothing happens; silence and NaN distort nothing") {
        for (double const dB : {0.0, -0.1, -60.0, -test::infinity}) {
            gs::saturated_sine const wave{gs::decibels{dB}};
            CHECK_FALSE(wave.is_distorted());
            CHECK(wave.thd() == 0);
            CHECK(wave.saturation() == 0);
            CHECK(wave.harmonic(1) == 1);
            CHECK(wave.harmonic(3) == 0);
            CHECK(wave.level().value() == within(dB, 1e-9));
        }
        CHECK(gs::saturated_sine{gs::decibels{test::not_a_number}}.thd() == 0);
    }
}
