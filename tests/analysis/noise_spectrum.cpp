// SPDX-License-Identifier: BSL-1.0
// Noise densities against Johnson and Nyquist, band noise against closed forms, its stated error against the true one.

#include "check.hpp"
#include "ends.hpp"

#include <gainstage/analysis/noise_spectrum.hpp>
#include <gainstage/component/cable.hpp>
#include <gainstage/component/line_input.hpp>
#include <gainstage/component/line_output.hpp>
#include <gainstage/component/microphone.hpp>
#include <gainstage/component/preamp.hpp>
#include <gainstage/dynamic_chain.hpp>
#include <gainstage/frequency_grid.hpp>
#include <gainstage/literals.hpp>

#include <array>
#include <cmath>
#include <cstddef>

namespace {

namespace gs = gainstage;
using namespace gainstage::literals;
using gs::operator>>;
using test::open_end;
using test::within;
using test::within_part;
constexpr double pi = 3.14159265358979323846;
constexpr double k = 1.380649e-23;

struct resistor_source {
    gs::component_name name = "resistor";
    gs::impedance r = 1_kohm;
    gs::noise thermal = gs::noise::thermal;
    using excitation = gs::voltage_level;
    constexpr std::array<gs::element, 2> elements() const {
        return {gs::voltage_source(), gs::series_resistor(r, thermal)};
    }
};
struct part {
    gs::component_name name = "part";
    gs::element element{};
    constexpr std::array<gs::element, 1> elements() const { return {element}; }
};

gs::frequency hertz(double f) { return test::si<gs::frequency>(f); }
double power(gs::band_noise_level const& n) {
    double const v = gs::rms_voltage(n.level.level()).value();
    return v * v;
}
// Right to 0.0001 dB, and no worse than it says.
void check_band(gs::band_noise_level const& n, double exact) {
    CHECK(n.defined);
    CHECK(n.converged);
    double const error = std::abs(power(n) - exact) / exact;
    CHECK(error <= 2.3e-5);
    CHECK(error <= n.relative_error + 1e-12); // 1e-12: rounding
    CHECK(n.error().value() < 1e-4);
}

} // namespace

TEST_SUITE("analysis/noise_spectrum") {
    TEST_CASE("O8: the density of a resistance, and its level in a band") {
        struct row {
            double ohms, kelvin, nanovolts, dBu;
        };
        // facts/oracles.md O8, 20 Hz to 20,020 Hz.
        for (row const& r :
             {row{150, 290, 1.5499, -130.965}, row{150, 300, 1.5764, -130.818}, row{200, 298.15, 1.8147, -129.595},
              row{600, 290, 3.0999, -124.944}, row{1000, 290, 4.0019, -122.726}}) {
            auto const spectrum =
                gs::noise_spectrum(resistor_source{.r = test::si<gs::impedance>(r.ohms)} >> open_end{},
                                   {.temperature = test::si<gs::temperature>(r.kelvin)});
            REQUIRE(spectrum.valid());
            for (gs::frequency const& f : {1_Hz, 1_kHz, 1_MHz}) {
                CHECK(spectrum.at(f, "open").density.value() * 1e9 == within(r.nanovolts, 0.000051));
                CHECK(spectrum.at(f, "open").share == 1);
            }
            auto const band = spectrum.band("open", {20_Hz, hertz(20020)});
            CHECK(band.level.dBu() == within(r.dBu, 0.00051));
            check_band(band, 4 * k * r.kelvin * r.ohms * 20e3);
        }
    }

    TEST_CASE("1/f noise: e^2 (1 + fc/f), integrated e^2 (B + fc ln(fh/fl))") {
        auto const chain = resistor_source{.thermal = gs::noise::none} >>
                           part{.element = gs::series_noise(10_nV_per_rtHz, 200_Hz)} >> open_end{};
        auto const spectrum = gs::noise_spectrum(chain);
        CHECK(spectrum.at(200_Hz, "open").density.value() == within_part(10e-9 * std::sqrt(2.0), 1e-12));
        CHECK(spectrum.at(2_Hz, "open").density.value() == within_part(10e-9 * std::sqrt(101.0), 1e-12));
        for (auto const& b : {gs::frequency_band{20_Hz, 20_kHz}, {0.01_Hz, 1_kHz}, {1_Hz, 1_MHz}, {999_Hz, 1_kHz}}) {
            double const low = b.low.value(), high = b.high.value();
            check_band(spectrum.band("open", b), 1e-16 * (high - low + 200 * std::log(high / low)));
        }
    }

    TEST_CASE("R and C: 4kTR/(1 + (f/fc)^2), in a band 2kT/(pi C) (atan(fh/fc) - atan(fl/fc)), altogether kT/C") {
        double const kT = k * 293.15;
        for (double const c : {100e-12, 10e-9, 1e-6}) {
            auto const chain =
                resistor_source{} >> part{.element = gs::shunt_capacitor(test::si<gs::capacitance>(c))} >> open_end{};
            auto const spectrum = gs::noise_spectrum(chain);
            double const fc = 1 / (2 * pi * 1e3 * c);
            for (gs::frequency const& f : gs::log_spaced<13>(1_Hz, 1_MHz)) {
                double const x = f.value() / fc;
                CHECK(spectrum.at(f, "open").density.value() ==
                      within_part(std::sqrt(4 * kT * 1e3 / (1 + x * x)), 1e-12));
            }
            gs::frequency_band const wide{hertz(1e-5 * fc), hertz(1e5 * fc)};
            for (auto const& b : {gs::frequency_band{20_Hz, 20_kHz}, {1_Hz, 1_MHz}, {10_kHz, 11_kHz}, wide})
                check_band(spectrum.band("open", b),
                           2 * kT / (pi * c) * (std::atan(b.high.value() / fc) - std::atan(b.low.value() / fc)));
            CHECK(power(spectrum.band("open", wide)) == within_part(kT / c, 2e-5)); // outside it: 4/pi 1e-5
        }
    }

    TEST_CASE("weighted: white noise through a curve is its noise bandwidth") {
        auto const spectrum = gs::noise_spectrum(resistor_source{} >> open_end{}, {.weighting = gs::weighting::a});
        double const density = 4 * k * 293.15 * 1e3;
        // A is 0 dB at 1 kHz, -19.1 dB at 100 Hz (IEC 61672-1, table 3).
        CHECK(spectrum.at(1_kHz, "open").density.value() == within_part(std::sqrt(density), 1e-12));
        CHECK(20 * std::log10(spectrum.at(100_Hz, "open").density.value() / std::sqrt(density)) ==
              within(-19.1, 0.051));
        // 12,467 Hz: the A-weighted noise bandwidth.
        CHECK(power(spectrum.band("open")) == within_part(density * 12467, 1e-4));
        // The same at the resistor's own terminals.
        CHECK(spectrum.at(100_Hz, "resistor").density.value() ==
              within_part(spectrum.at(100_Hz, "open").density.value(), 1e-12));
        CHECK(spectrum.band("open").level.weighting() == gs::weighting::a);
        // Another curve for once; none.
        check_band(spectrum.band("open", gs::audio_band, gs::weighting::none), density * 19980);
        for (gs::weighting const& w : {gs::weighting::a, gs::weighting::c, gs::weighting::itu_r_468})
            CHECK(power(spectrum.band("open", gs::audio_band, w)) ==
                  within_part(density * gs::noise_bandwidth(w, gs::audio_band).value(), 1e-6));
    }

    TEST_CASE("contributions: of a divider of 1000 and 500 ohm, one and two thirds of the noise of 333.3 ohm") {
        auto const chain =
            resistor_source{} >> part{.name = "shunt", .element = gs::shunt_resistor(500_ohm)} >> open_end{};
        auto const spectrum = gs::noise_spectrum(chain, {.temperature = 290_K});
        auto const list = spectrum.contributions(1_kHz, "open");
        CHECK(list[0].name == "resistor");
        CHECK(list[0].share == within(1.0 / 3, 1e-12));
        CHECK(list[1].share == within(2.0 / 3, 1e-12));
        CHECK(list[2].share == 0);
        CHECK(spectrum.at(1_kHz, "open").density.value() * 1e9 == within(2.310, 0.0006)); // O8
        CHECK(spectrum.contribution(1_kHz, "open", "shunt").density.value() == within_part(list[1].density.value(), 0));
        CHECK(spectrum.contribution(1_kHz, "resistor", "shunt").share == within(2.0 / 3, 1e-12)); // it acts back
    }

    TEST_CASE("the band of a spectrum is the noise of the budget, to the bit, with the same parts") {
        auto const chain =
            gs::microphone{} >> gs::cable{.length = 100_m} >>
            gs::preamp{.noise = gs::amplifier_noise{.input_voltage = 1_nV_per_rtHz}, .low_corner = 80_Hz} >>
            gs::line_input{};
        gs::conditions const conditions{.weighting = gs::weighting::itu_r_468};
        auto const spectrum = gs::noise_spectrum(chain, conditions);
        auto const budget = gs::analyze(chain, 94_dBSPL, conditions);
        for (auto const& s : budget.stages()) {
            auto const band = spectrum.band(s.name);
            CHECK(band.level == s.noise);
            CHECK(band.error().value() == budget.noise_error().value());
            CHECK(band.converged);
        }
        // The density, summed by the midpoint rule in steps of 1 Hz.
        double sum = 0;
        for (double f = 20.5; f < 20e3; ++f) {
            double const e = spectrum.at(hertz(f), "line input").density.value();
            sum += e * e;
        }
        CHECK(power(spectrum.band("line input")) == within_part(sum, 1e-5));
    }

    TEST_CASE("a run-time chain has the same spectrum, to the bit") {
        auto const chain = gs::microphone{} >> gs::cable{.length = 100_m, .inductance = 0.6_uH_per_m} >> gs::preamp{} >>
                           gs::line_input{};
        auto const fixed = gs::noise_spectrum(chain);
        auto const dynamic = gs::noise_spectrum(gs::dynamic_chain(chain));
        for (gs::frequency const& f : gs::log_spaced<11>(1_Hz, 10_MHz))
            for (std::size_t i = 0; i < 4; ++i)
                CHECK(fixed.at(f)[i].density.value() == dynamic.at(f)[i].density.value());
        CHECK(fixed.band("preamp").level == dynamic.band("preamp").level);
        CHECK(fixed.band("preamp").relative_error == dynamic.band("preamp").relative_error);
    }

    TEST_CASE("at compile time") {
        constexpr auto spectrum = gs::noise_spectrum(gs::line_output{.output_impedance = 150_ohm} >>
                                                     gs::line_input{.input_impedance = 1000_Mohm});
        static_assert(spectrum.at(1_kHz, "line input").density > 1.558_nV_per_rtHz); // 1.5583 nV, O8
        static_assert(spectrum.at(1_kHz, "line input").density < 1.559_nV_per_rtHz);
        static_assert(spectrum.contributions(1_kHz, "line input")[0].share == 1);
        static_assert(spectrum.band("line input").converged);
        static_assert(spectrum.band("line input").level.level() < -130.9_dBu);
    }

    TEST_CASE("what does not converge says so") {
        // A curve of one's own with a thousand steps: no number of panels follows it.
        constexpr gs::weighting comb{"comb", [](double f) { return static_cast<long>(f / 10) % 2 == 0 ? 1.0 : 0.0; }};
        auto const spectrum = gs::noise_spectrum(resistor_source{} >> open_end{});
        auto const band = spectrum.band("open", gs::audio_band, comb);
        CHECK(band.defined);
        CHECK_FALSE(band.converged);
        CHECK(band.relative_error > gs::quadrature_tolerance);
        double const exact = 4 * k * 293.15 * 1e3 * 9990;
        CHECK(std::abs(power(band) - exact) / exact <= band.relative_error);
    }

    TEST_CASE("frequencies and bands at which nothing is defined give silence, never NaN") {
        auto const spectrum = gs::noise_spectrum(gs::microphone{} >> gs::cable{} >> gs::line_input{});
        for (double const f : {0.0, -1.0, 1e13, test::infinity, -test::infinity, test::not_a_number}) {
            CAPTURE(f);
            for (auto const& p : spectrum.at(hertz(f))) {
                CHECK_FALSE(p.defined);
                CHECK(p.name != "");
                CHECK(p.density.value() == 0);
                CHECK(p.share == 0);
            }
            CHECK_FALSE(spectrum.contributions(hertz(f), "cable")[0].defined);
            for (auto const& b : {gs::frequency_band{hertz(f), 20_kHz}, {20_Hz, hertz(f)}}) {
                if (f > 20 && f < 1e12) continue;
                auto const n = spectrum.band("cable", b);
                CHECK_FALSE(n.defined);
                CHECK_FALSE(n.converged);
                CHECK(n.name == "cable");
                CHECK(n.level.level().is_silent());
                CHECK(n.relative_error == 0);
            }
        }
        CHECK_FALSE(spectrum.band("cable", {20_kHz, 20_Hz}).defined);
        CHECK_FALSE(spectrum.band("cable", {1_kHz, 1_kHz}).defined);
        CHECK(spectrum.at(hertz(1e-21), "cable").defined);
        CHECK(spectrum.at(hertz(1e12), "cable").defined);
        CHECK(spectrum.at(1_kHz, "nobody").name == "");
        CHECK_FALSE(spectrum.at(1_kHz, "nobody").defined);
        CHECK_FALSE(spectrum.contribution(1_kHz, "cable", "nobody").defined);
        CHECK_FALSE(spectrum.contribution(1_kHz, "nobody", "cable").defined);
        CHECK_FALSE(spectrum.band("nobody").defined);
    }

    TEST_CASE("impossible values and conditions: not valid, silence, and why") {
        auto const wrong = gs::noise_spectrum(gs::microphone{.output_impedance = test::si<gs::impedance>(-1)} >>
                                              gs::cable{} >> gs::line_input{});
        CHECK_FALSE(wrong.valid());
        CHECK(wrong.problems()[0].field == "output_impedance");
        CHECK_FALSE(wrong.at(1_kHz, "cable").defined);
        CHECK_FALSE(wrong.band("cable").defined);
        auto const cold = gs::noise_spectrum(gs::microphone{} >> gs::line_input{}, {.temperature = {}});
        CHECK(cold.problems()[0].field == "temperature");
        CHECK_FALSE(cold.band("microphone").defined);
        auto const backwards = gs::noise_spectrum(gs::microphone{} >> gs::line_input{}, {.band = {20_kHz, 20_Hz}});
        CHECK(backwards.problems()[0].field == "band");
        auto const empty = gs::noise_spectrum(gs::dynamic_chain{});
        CHECK_FALSE(empty.valid());
        CHECK(empty.at(1_kHz).empty());
        CHECK_FALSE(empty.band("anything").defined);
    }

    TEST_CASE("a chain without noise is silent") {
        auto const spectrum = gs::noise_spectrum(resistor_source{.thermal = gs::noise::none} >> open_end{});
        CHECK(spectrum.at(1_kHz, "open").defined);
        CHECK(spectrum.at(1_kHz, "open").density.value() == 0);
        CHECK(spectrum.at(1_kHz, "open").share == 0);
        auto const band = spectrum.band("open");
        CHECK(band.defined);
        CHECK(band.converged);
        CHECK(band.level.level().is_silent());
    }
}
