// SPDX-License-Identifier: BSL-1.0
// Hard clipping of a sine (facts/oracles.md O18).

#include "check.hpp"

#include <gainstage/analysis/analyze.hpp>
#include <gainstage/analysis/distortion.hpp>
#include <gainstage/component/line_input.hpp>
#include <gainstage/component/line_output.hpp>
#include <gainstage/literals.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace {

namespace gs = gainstage;
using namespace gainstage::literals;
using test::si;
using test::within;

double thd_percent(double overdrive_dB) { return 100 * gs::clipped_sine(gs::decibels{overdrive_dB}).thd(); }

// The overdrive at which THD reaches a percentage, by bisection.
double overdrive_of(double percent) {
    double low = 0, high = 40;
    for (int i = 0; i < 80; ++i) {
        double const middle = (low + high) / 2;
        (thd_percent(middle) < percent ? low : high) = middle;
    }
    return low;
}

} // namespace

TEST_SUITE("oracles/clipping") {
    TEST_CASE("O18: the table") {
        struct row {
            double overdrive, thd_f, thd_r, fundamental, rms;
        };
        constexpr row rows[] = {{0.1, 0.3369, 0.3369, 0.087, 0.087},  {0.5, 2.1889, 2.1884, 0.362, 0.364},
                                {1, 4.6316, 4.6266, 0.624, 0.634},    {2, 9.2499, 9.2106, 1.003, 1.040},
                                {3, 13.3795, 13.2613, 1.266, 1.343},  {6, 23.2371, 22.6340, 1.711, 1.939},
                                {10, 32.1637, 30.6189, 1.950, 2.377}, {20, 43.0397, 39.5335, 2.084, 2.822},
                                {300, 48.3426, 43.5236, 2.098, 3.010}};
        for (row const& r : rows) {
            CAPTURE(r.overdrive);
            gs::clipped_sine const wave{gs::decibels{r.overdrive}};
            CHECK(wave.is_clipped());
            CHECK(100 * wave.thd() == within(r.thd_f, 0.000051));
            CHECK(100 * wave.thd_of_total() == within(r.thd_r, 0.000051));
            CHECK(wave.fundamental().value() == within(r.fundamental, 0.00051));
            CHECK(wave.level().value() == within(r.rms, 0.00051));
        }
    }

    TEST_CASE("O18: overdrive at which THD reaches 0.1, 0.5, 1, 3 and 10 percent") {
        CHECK(overdrive_of(0.1) == within(0.0367, 0.000051));
        CHECK(overdrive_of(0.5) == within(0.139, 0.00051));
        CHECK(overdrive_of(1) == within(0.251, 0.00051));
        CHECK(overdrive_of(3) == within(0.666, 0.00051));
        CHECK(overdrive_of(10) == within(2.173, 0.00051));
    }

    TEST_CASE("O18: a sine clipped at 0.8 and at 0.4 of its peak (johndcook.com's example)") {
        CHECK(thd_percent(-20 * std::log10(0.8)) == within(8.979, 0.00051));
        CHECK(thd_percent(-20 * std::log10(0.4)) == within(28.094, 0.00051));
    }

    TEST_CASE("O18: the two definitions of THD: 75 % of the fundamental are 60 % of the whole") {
        // THD_R = THD_F/sqrt(1 + THD_F^2)
        CHECK(0.75 / std::sqrt(1 + 0.75 * 0.75) == within(0.6, 1e-12));
        for (double const dB : {0.01, 0.1, 1.0, 6.0, 20.0, 100.0}) {
            gs::clipped_sine const wave{gs::decibels{dB}};
            CHECK(wave.thd_of_total() == within(wave.thd() / std::sqrt(1 + wave.thd() * wave.thd()), 1e-9));
        }
    }

    TEST_CASE("below the limit nothing happens") {
        for (double const dB : {0.0, -0.1, -60.0}) {
            gs::clipped_sine const wave{gs::decibels{dB}};
            CHECK_FALSE(wave.is_clipped());
            CHECK(wave.thd() == 0);
            CHECK(wave.harmonic(3) == 0);
            CHECK(wave.level().value() == within(dB, 1e-9));
            CHECK(wave.fundamental().value() == within(dB, 1e-9));
        }
        gs::clipped_sine const silent{gs::decibels{-test::infinity}};
        CHECK(silent.thd() == 0);
        CHECK(silent.level().value() == -test::infinity);
        CHECK(gs::clipped_sine{gs::decibels{test::not_a_number}}.thd() == 0);
    }

    TEST_CASE("far overdriven it is a square wave: harmonics 1/n, THD sqrt(pi^2/8 - 1)") {
        for (double const dB : {200.0, 300.0, 1e6, test::infinity}) {
            gs::clipped_sine const square{gs::decibels{dB}};
            CHECK(square.thd() == within(std::sqrt(3.14159265358979 * 3.14159265358979 / 8 - 1), 1e-9));
            CHECK(square.squareness() == within(1, 1e-9));
            CHECK(square.level().value() == within(20 * std::log10(std::sqrt(2.0)), 1e-9));
            for (std::size_t n = 1; n < 60; n += 2)
                CHECK(square.harmonic(n) == within(1.0 / static_cast<double>(n), 1e-9));
            for (std::size_t n = 2; n < 60; n += 2) CHECK(square.harmonic(n) == 0);
        }
    }

    TEST_CASE("squareness: a sine of peak 2 stands at a limit of 1 from 30 to 150 degrees, 2/3 of its half period") {
        // It reaches the limit at asin(1/A): 45 degrees for A = sqrt(2), half of the time at it; 30 for A = 2; for A = 1/sin(1
        // degree) from 1 to 179, 178/180 of the time.
        for (auto const& [amplitude, part] : {std::pair{std::sqrt(2.0), 0.5}, {2.0, 2.0 / 3}, {57.298688, 178.0 / 180}})
            CHECK(gs::clipped_sine{gs::decibels{20 * std::log10(amplitude)}}.squareness() == within(part, 1e-9));
        CHECK(gs::clipped_sine{gs::decibels{-6}}.squareness() == 0);
    }

    TEST_CASE("Parseval: the harmonics' root sum of squares is THD") {
        // b_n falls off with 1/n^2, so what is left out behind n = 3001 is of the order of 1/n^3.
        for (double const dB : {0.1, 0.5, 1.0, 3.0, 6.0, 10.0, 20.0}) {
            CAPTURE(dB);
            gs::clipped_sine const wave{gs::decibels{dB}};
            double sum = 0;
            for (std::size_t n = 3; n <= 3001; n += 2) sum += wave.harmonic(n) * wave.harmonic(n);
            CHECK(std::sqrt(sum) == within(wave.thd(), 1e-6));
        }
    }

    TEST_CASE("harmonics by the Fourier integral itself") {
        // Midpoint rule over a quarter period: bn = (4/pi) integral of min(A sin x, 1) sin(n x) dx.
        constexpr int points = 200000;
        double const step = 3.14159265358979323846 / 2 / points;
        for (double const dB : {1.0, 6.0, 20.0}) {
            double const a = std::pow(10, dB / 20);
            gs::clipped_sine const wave{gs::decibels{dB}};
            double first = 0;
            for (std::size_t n = 1; n <= 9; n += 2) {
                double b = 0;
                for (int i = 0; i < points; ++i) {
                    double const x = (i + 0.5) * step;
                    b += (std::min)(a * std::sin(x), 1.0) * std::sin(static_cast<double>(n) * x) * step;
                }
                b *= 4 / 3.14159265358979323846;
                if (n == 1) {
                    first = b;
                    CHECK(wave.fundamental().value() == within(20 * std::log10(b), 1e-7));
                }
                CHECK(wave.harmonic(n) == within(b / first, 1e-8));
            }
        }
    }

    TEST_CASE("a chain that clips by 6 dB has the table's 23.2371 % and +1.939 dB") {
        auto const at = [](double dBu) {
            auto const chain = gs::line_output{.output_impedance = si<gs::impedance>(1e-9)} >>
                               gs::line_input{.name = "converter", .full_scale = 12_dBu};
            return gs::distortion(gs::analyze(chain, gs::voltage_level::from_dBu(dBu)));
        };
        auto const clipped = at(18);
        CHECK(clipped.overdrive.value() == within(6, 1e-9));
        CHECK(100 * clipped.thd == within(23.2371, 0.000051));
        CHECK(clipped.level.dBu() == within(12 + 1.939, 0.00051));
        CHECK(clipped.limited_by == "converter");
        auto const slightly = at(12.251); // O18: 1 % of THD
        CHECK(100 * slightly.thd == within(1, 0.005));
        auto const clean = at(11.9);
        CHECK(clean.thd == 0);
        CHECK(clean.level.dBu() == within(11.9, 1e-9));
    }

    TEST_CASE("a sine exactly at the limit passes: its headroom is 0 dB") {
        auto const chain = gs::line_output{.max_output = 20_dBu} >> gs::line_input{};
        for (double const dBu : {20.0, 20 - 1e-10, 20 + 1e-10}) {
            auto const budget = gs::analyze(chain, gs::voltage_level::from_dBu(dBu));
            CHECK(budget.headroom().value() == 0);
            CHECK_FALSE(budget.clips());
        }
        CHECK(gs::analyze(chain, gs::voltage_level::from_dBu(20.1)).clips());
    }
}
