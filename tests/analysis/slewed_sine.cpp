// SPDX-License-Identifier: BSL-1.0
// A slew-limited sine against the limiter itself, stepped through time, and against the triangle's Fourier series.

#include "check.hpp"

#include <gainstage/analysis/slewed_sine.hpp>
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
using test::within_part;

constexpr double pi = 3.14159265358979323846;

gs::slewed_sine driven(double ratio) { return gs::slewed_sine{gs::decibels{20 * std::log10(ratio)}}; }

/// y follows a sin u, but by no more than 1 per radian: the last of 40 periods, once it has settled.
std::vector<double> stepped(double a, std::size_t points) {
    double const step = 2 * pi / static_cast<double>(points);
    std::vector<double> wave(points);
    double y = 0;
    for (std::size_t i = 0; i < 40 * points; ++i) {
        double const x = a * std::sin(step * static_cast<double>(i + 1));
        y += std::clamp(x - y, -step, step);
        wave[i % points] = y;
    }
    return wave;
}
double harmonic_of(std::vector<double> const& wave, std::size_t n) {
    std::complex<double> sum;
    auto const points = static_cast<double>(wave.size());
    for (std::size_t i = 0; i < wave.size(); ++i)
        sum += wave[i] * std::polar(1.0, -2 * pi * static_cast<double>(n) * static_cast<double>(i + 1) / points);
    return 2 * std::abs(sum) / points;
}
double mean_square(std::vector<double> const& wave) {
    double sum = 0;
    for (double const y : wave) sum += y * y;
    return sum / static_cast<double>(wave.size());
}

static_assert(gs::slewed_sine{0_dB}.thd() == 0);
static_assert(gs::slewed_sine{3_dB}.thd() > 0.02);
static_assert(!gs::slewed_sine{5.3_dB}.is_triangle());
static_assert(gs::slewed_sine{5.5_dB}.is_triangle());

} // namespace

TEST_SUITE("analysis/slewed_sine") {
    TEST_CASE("the limiter stepped through time: fundamental, harmonics, RMS value and THD") {
        for (double const a : {1.01, 1.1, 1.3, 1.5, 1.7, 1.85, 1.87, 2.5, 10.0}) {
            CAPTURE(a);
            gs::slewed_sine const wave = driven(a);
            std::vector<double> const y = stepped(a, 200000);
            double const first = harmonic_of(y, 1);
            CHECK(wave.is_distorted());
            CHECK(gs::amplitude_ratio(wave.fundamental()) == within(first, 2e-5));
            for (std::size_t n = 2; n <= 9; ++n) {
                CAPTURE(n);
                CHECK(wave.harmonic(n) == within(harmonic_of(y, n) / first, 2e-5));
            }
            double const square = mean_square(y);
            CHECK(wave.level().value() == within(10 * std::log10(2 * square), 2e-4));
            // THD is the root of a small difference: compared as a power.
            CHECK(wave.thd() * wave.thd() == within(2 * square / (first * first) - 1, 5e-5));
        }
    }

    TEST_CASE("where the slew begins and ends: both points lie on the sine, and the line between them has slope 1") {
        // cos p = 1/A, and A (sin q + sin p) = q + p with p + q = pi * slewing().
        for (double const a : {1.001, 1.05, 1.2, 1.6, 1.8, 1.862}) {
            CAPTURE(a);
            double const p = std::acos(1 / a);
            double const q = pi * driven(a).slewing() - p;
            CHECK(a * (std::sin(q) + std::sin(p)) == within(q + p, 1e-11));
            CHECK(q > p);
            CHECK(a * std::cos(q) < 1 + 1e-12);
            CHECK(q <= pi - p + 1e-9);
        }
    }

    TEST_CASE("a little over the limit it slews from -p to 2p") {
        // A = 1/cos p = 1 + p^2/2 and sin x = x - x^3/6: of A (sin q + sin p) = q + p there is left 3p^2 = q^2 - qp + p^2, so
        // q = 2p. With the next terms of both, A = 1 + p^2/2 + 5p^4/24 and x^5/120, it is 2p (1 + p^2/20).
        for (double const p : {4e-4, 7e-4, 9.9e-4, 2e-3}) {
            CAPTURE(p);
            CHECK(driven(1 / std::cos(p)).slewing() == within_part((3 * p + p * p * p / 10) / pi, 1e-8));
        }
    }

    TEST_CASE("the triangle: harmonics 1/n^2, fundamental 4/pi, THD sqrt(pi^4/96 - 1) = 12.115 %") {
        for (double const dB : {5.5, 10.0, 40.0, 300.0, 1e6, test::infinity}) {
            CAPTURE(dB);
            gs::slewed_sine const wave{gs::decibels{dB}};
            CHECK(wave.is_triangle());
            CHECK(wave.slewing() == 1);
            CHECK(100 * wave.thd() == within(12.115, 0.0005));
            CHECK(wave.thd() == within(std::sqrt(std::pow(pi, 4) / 96 - 1), 1e-9));
            CHECK(wave.harmonic(3) == within(1.0 / 9, 1e-15));
            CHECK(wave.harmonic(5) == within(1.0 / 25, 1e-15));
            CHECK(wave.harmonic(4) == 0);
            CHECK(gs::amplitude_ratio(wave.fundamental()) == within(4 / pi, 1e-12));
            // A triangle of amplitude pi/2 has an RMS value of pi/2/sqrt(3); the largest sine, of amplitude 1, 1/sqrt(2).
            CHECK(wave.level().value() == within(20 * std::log10(pi / 2 / std::sqrt(3.0) * std::sqrt(2.0)), 1e-9));
        }
    }

    TEST_CASE("continuous where slewing begins, and where it becomes a triangle") {
        for (double const dB : {1e-12, 1e-9, 1e-6, 4e-6, 5e-6, 1e-4}) {
            CAPTURE(dB);
            gs::slewed_sine const wave{gs::decibels{dB}};
            CHECK(wave.thd() < 1e-6);
            CHECK(wave.level().value() == within(dB, 1e-5));
            CHECK(wave.fundamental().value() == within(dB, 1e-5));
            CHECK(wave.slewing() == within(0, 0.005));
            CHECK(wave.harmonic(3) < 1e-6);
        }
        double const threshold = std::sqrt(1 + pi * pi / 4);
        CHECK(threshold == within(1.862, 0.0005));
        gs::slewed_sine const before = driven(threshold * (1 - 1e-9));
        gs::slewed_sine const after = driven(threshold * (1 + 1e-9));
        CHECK_FALSE(before.is_triangle());
        CHECK(after.is_triangle());
        CHECK(before.thd() == within(after.thd(), 1e-7));
        CHECK(before.level().value() == within(after.level().value(), 1e-7));
        CHECK(before.slewing() == within(1, 1e-6));
        for (std::size_t n = 3; n <= 9; n += 2) CHECK(before.harmonic(n) == within(after.harmonic(n), 1e-7));
    }

    TEST_CASE("below the limit nothing happens; silence and NaN distort nothing") {
        for (double const dB : {0.0, -0.1, -60.0, -test::infinity}) {
            gs::slewed_sine const wave{gs::decibels{dB}};
            CHECK_FALSE(wave.is_distorted());
            CHECK(wave.thd() == 0);
            CHECK(wave.thd_of_total() == 0);
            CHECK(wave.slewing() == 0);
            CHECK(wave.harmonic(1) == 1);
            CHECK(wave.harmonic(3) == 0);
            CHECK(wave.level().value() == within(dB, 1e-9));
        }
        CHECK(gs::slewed_sine{gs::decibels{test::not_a_number}}.thd() == 0);
    }

    TEST_CASE("Parseval: the harmonics' root sum of squares is THD; THD rises with the overdrive") {
        double before = 0;
        for (double const dB : {0.1, 0.5, 1.0, 2.0, 3.0, 4.0, 5.0, 5.39}) {
            CAPTURE(dB);
            gs::slewed_sine const wave{gs::decibels{dB}};
            double sum = 0;
            for (std::size_t n = 3; n <= 1001; n += 2) sum += wave.harmonic(n) * wave.harmonic(n);
            CHECK(std::sqrt(sum) == within(wave.thd(), 1e-6));
            CHECK(wave.thd_of_total() == within(wave.thd() / std::sqrt(1 + wave.thd() * wave.thd()), 1e-9));
            CHECK(wave.thd() > before);
            before = wave.thd();
        }
    }
}
