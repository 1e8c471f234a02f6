// SPDX-License-Identifier: BSL-1.0
// Sines that are clipped, by ngspice in a transient of the exported netlist: their Fourier series against distortion()
// and against textbook ones.
#include <gainstage/dynamic_chain.hpp>
#include <gainstage/gainstage.hpp>
#include <gainstage/report/spice.hpp>

#include <check.hpp>
#include <doctest/doctest.h>
#include <ngspice.hpp>

#include <array>
#include <cmath>
#include <complex>
#include <cstddef>
#include <numeric>
#include <string>
#include <vector>

namespace gs = gainstage;
using namespace gainstage::literals;
using test::within;

namespace {

constexpr double hertz = 1000;
constexpr double pi = gs::detail::pi;

struct wave {
    double fundamental; ///< amplitude
    double thd;         ///< of the fundamental
    double peak;
};

/// The Fourier series of one period of samples.
wave fourier(std::vector<double> const& v) {
    auto const n = static_cast<double>(v.size());
    double const mean = std::accumulate(v.begin(), v.end(), 0.0) / n;
    std::complex<double> b1;
    double square = 0;
    double peak = 0;
    for (std::size_t i = 0; i < v.size(); ++i) {
        b1 += (v[i] - mean) * std::polar(2 / n, -2 * pi * static_cast<double>(i) / n);
        square += (v[i] - mean) * (v[i] - mean) / n;
        peak = std::fmax(peak, std::abs(v[i]));
    }
    return {std::abs(b1), std::sqrt(std::fmax(0, 2 * square / std::norm(b1) - 1)), peak};
}

/// The last of some periods at a node, at so many points of equal distance, interpolated between ngspice's steps, which
/// are no longer than those.
std::vector<double> last_period(std::string const& netlist, std::string const& node, int periods, int points) {
    test::ngspice const spice;
    spice.write("chain.cir", netlist);
    double const step = 1 / hertz / points;
    spice.run("source chain.cir\ntran " + std::to_string(step * 1e9) + "n " +
              std::to_string((periods + 0.01) / hertz * 1e6) + "u " + std::to_string((periods - 1.01) / hertz * 1e6) +
              "u " + std::to_string(step * 1e9) + "n\nwrdata wave.txt v(" + node + ")\n");
    auto const rows = spice.read("wave.txt");
    std::vector<double> v;
    std::size_t k = 1;
    for (int i = 0; i < points; ++i) {
        double const t = (periods - 1) / hertz + i * step;
        while (k + 1 < rows.size() && rows[k][0] < t) ++k;
        double const part = (t - rows[k - 1][0]) / (rows[k][0] - rows[k - 1][0]);
        v.push_back(rows[k - 1][1] + part * (rows[k][1] - rows[k - 1][1]));
    }
    return v;
}

constexpr std::array overdrives{0.5, 1.0, 2.0, 3.0, 6.0, 10.0, 20.0, 40.0};

/// A sine so far over the first limit of a chain: ngspice and distortion() agree to 0.05 dB at its end.
template <class Chain>
void compare(Chain const& chain) {
    gs::spice_options const transient{.analysis = gs::spice_analysis::transient};
    for (double const overdrive : overdrives) {
        CAPTURE(overdrive);
        auto const level = analyze(chain, 0_dBu).max_input() + gs::decibels{overdrive};
        auto const expected = gs::distortion(analyze(chain, level));
        REQUIRE(expected.overdrive.value() == within(overdrive, 1e-9));
        double const total = rms_voltage(expected.level).value();
        double const fundamental = std::sqrt(2.0) * total / std::sqrt(1 + expected.thd * expected.thd);
        wave const w = fourier(last_period(to_spice(chain, level, transient), "line_input", 2, 10'000));
        CHECK(20 * std::log10(w.fundamental / fundamental) == within(0, 0.05));
        CHECK(20 * std::log10(w.thd / expected.thd) == within(0, 0.05));
    }
}

/// A source whose limit stands in front of its impedance: 1 mA.
struct current_limited {
    gs::component_name name = "source";
    using excitation = gs::voltage_level;
    [[nodiscard]] constexpr std::array<gs::element, 3> elements() const {
        return {gs::voltage_source(), gs::current_limit(1_mA), gs::series_resistor(100_ohm)};
    }
};

/// One limit behind a source of 100 ohm.
struct limited {
    gs::component_name name = "limited";
    gs::element limit;
    [[nodiscard]] constexpr std::array<gs::element, 1> elements() const { return {limit}; }
};

wave behind_limit(gs::element const& limit, gs::voltage_level level, int periods) {
    auto const chain = gs::line_output{} >> limited{.limit = limit} >> gs::line_input{.input_impedance = 10_Mohm};
    return fourier(
        last_period(to_spice(chain, level, {.analysis = gs::spice_analysis::transient}), "limited", periods, 10'000));
}

} // namespace

TEST_CASE("the cards run as they stand") {
    auto const chain =
        gs::microphone{.self_noise = 20_dBA} >> gs::cable{} >> gs::preamp{.max_output = 22_dBu} >> gs::line_input{};
    auto const rows = [&](gs::spice_analysis a, char const* vector) {
        test::ngspice const spice;
        spice.write("chain.cir", to_spice(chain, 94_dBSPL, {.analysis = a, .points_per_decade = 10}));
        spice.run(std::string{"source chain.cir\nrun\n"} + (a == gs::spice_analysis::noise ? "setplot noise1\n" : "") +
                  "wrdata out.txt " + vector + '\n');
        return spice.read("out.txt").size();
    };
    CHECK(rows(gs::spice_analysis::ac, "v(line_input)") == 31);
    CHECK(rows(gs::spice_analysis::noise, "onoise_spectrum") == 31);
    CHECK(rows(gs::spice_analysis::transient, "v(line_input)") > 10'000);
}

TEST_CASE("a sine that a preamp's output clips") {
    compare(gs::line_output{.output_impedance = 600_ohm} >> gs::pad{} >>
            gs::preamp{.gain = 40_dB, .output_impedance = 600_ohm, .max_output = 20_dBu} >>
            gs::line_input{.input_impedance = 2_kohm, .full_scale = 24_dBu});
}

TEST_CASE("a sine that the source clips, then a pad") {
    compare(gs::line_output{.max_output = 16_dBu} >> gs::pad{} >> gs::preamp{.gain = 20_dB, .max_output = 24_dBu} >>
            gs::line_input{});
}

TEST_CASE("a sine whose current is clipped") {
    compare(current_limited{} >> gs::line_input{.input_impedance = 1_kohm});
}

TEST_CASE("a sine below the slew rate passes, far above it becomes a triangle") {
    // A triangle of slope S has the peak S/(4 f), the fundamental 8/pi^2 of it, and THD_F = sqrt(pi^4/96 - 1) = 12.12
    // %.
    auto const limit = gs::slew_limit(gs::detail::from_si<gs::slew_rate>(1e4));
    double const largest = 1e4 / (2 * pi * hertz);
    auto const level = [&](double over) {
        return level_of(gs::detail::from_si<gs::voltage>(over * largest / std::sqrt(2.0)));
    };
    wave const below = behind_limit(limit, level(0.99), 2);
    CHECK(below.fundamental == test::within_part(0.99 * largest, 1e-4));
    CHECK(below.thd < 1e-4);
    wave const above = behind_limit(limit, level(100), 3);
    CHECK(above.fundamental == test::within_part(8 / (pi * pi) * 1e4 / (4 * hertz), 2e-3));
    CHECK(above.thd == within(0.1212, 5e-4));
}

TEST_CASE("a sine below the core's limit passes; above it the core lets through its volt-seconds") {
    // From a source v = A sin wt the flux goes from -F to F, F = L/w, until A (1 - cos wt)/w = 2 F: w t1 = acos(1 - 2
    // L/A). For the rest of the half period v = 0. Then a1 = (2A/pi) (t1/2 - sin(2 t1)/4) (sine), b1 = (A/pi) sin^2 t1
    // (cosine).
    auto const limit = gs::flux_limit(gs::voltage_level::from_dBV(0), 1_kHz);
    double const largest = std::sqrt(2.0);
    wave const below = behind_limit(limit, gs::voltage_level::from_dBV(-7), 3);
    CHECK(below.fundamental == test::within_part(largest * std::pow(10, -7 / 20.), 1e-3));
    CHECK(below.thd < 1e-3);
    double const a = 4 * largest;
    wave const above = behind_limit(limit, level_of(gs::detail::from_si<gs::voltage>(4)), 10);
    double const t1 = std::acos(1 - 2 * largest / a);
    double const sine = 2 * a / pi * (t1 / 2 - std::sin(2 * t1) / 4);
    double const cosine = a / pi * std::sin(t1) * std::sin(t1);
    CHECK(above.fundamental == test::within_part(std::hypot(sine, cosine), 5e-3));
}
