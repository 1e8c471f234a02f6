// SPDX-License-Identifier: BSL-1.0
// Loading, pads, transformers, cables, the gain-setting resistor (facts/oracles.md O11, O12).

#include "check.hpp"

#include <gainstage/analysis/analyze.hpp>
#include <gainstage/component/cable.hpp>
#include <gainstage/component/line_input.hpp>
#include <gainstage/component/line_output.hpp>
#include <gainstage/component/microphone.hpp>
#include <gainstage/component/pad.hpp>
#include <gainstage/component/preamp.hpp>
#include <gainstage/literals.hpp>

#include <array>
#include <cmath>

namespace {

namespace gs = gainstage;
using namespace gainstage::literals;
using test::si;
using test::within;

gs::line_output source_of(double ohms) { return {.output_impedance = si<gs::impedance>(ohms)}; }
gs::line_input load_of(double ohms) { return {.input_impedance = si<gs::impedance>(ohms)}; }

struct transformer {
    gs::component_name name = "transformer";
    double ratio = 2;
    constexpr std::array<gs::element, 1> elements() const { return {gs::ideal_transformer(ratio)}; }
};

} // namespace

TEST_SUITE("oracles/loading") {
    TEST_CASE("O12: bridging losses") {
        struct row {
            double source, load, dB;
        };
        constexpr row rows[] = {{150, 1500, -0.828}, {150, 2000, -0.628}, {200, 1000, -1.584}, {200, 2000, -0.828},
                                {300, 1500, -1.584}, {50, 10e3, -0.043},  {600, 600, -6.021},  {100, 10e3, -0.086}};
        for (row const& r : rows) {
            CAPTURE(r.source);
            CAPTURE(r.load);
            auto const b = gs::analyze(source_of(r.source) >> load_of(r.load), 4_dBu);
            CHECK(b.output().level.dBu() == within(4 + r.dB, 0.00051));
            CHECK(b.output().cumulative_gain.value() == within(r.dB, 0.00051));
            CHECK(b.output().loading_loss.value() == within(-r.dB, 0.00051));
            CHECK(b.stages()[0].loading_loss.value() == within(-r.dB, 0.00051));
            CHECK(gs::magnitude(b.output().source_impedance).value() == within(r.source, 1e-9));
            CHECK(gs::magnitude(b.output().load_impedance).value() == within(r.load, 1e-9));
        }
    }

    TEST_CASE("O12: the U pad of 20 dB, Uneeda's worked example: 2 x 675 ohm, 150 ohm") {
        auto const exact = gs::u_pad(20_dB, 150_ohm);
        CHECK(exact.series_in.value() == within(675, 1e-9));
        CHECK(exact.shunt.value() == 150);

        gs::pad const built{}; // 680/150/680
        auto const unloaded = gs::analyze(source_of(1e-9) >> built >> load_of(1e15), 0_dBu);
        CHECK(unloaded.output().cumulative_gain.value() == within(-20.058, 0.00051));

        auto const b = gs::analyze(source_of(150) >> built >> load_of(2000), 0_dBu);
        CHECK(b.output().cumulative_gain.value() == within(-21.454, 0.00051));
        auto const direct = gs::analyze(source_of(150) >> load_of(2000), 0_dBu);
        CHECK((direct.output().level - b.output().level).value() == within(20.825, 0.00051 + 0.0005));
        CHECK(gs::magnitude(b.stages()[0].load_impedance).value() == within(1499.5, 0.051));
        CHECK(gs::magnitude(b.stages()[1].source_impedance).value() == within(136.4, 0.051));
        CHECK(gs::magnitude(b.output().source_impedance).value() == within(136.4, 0.051));
    }

    TEST_CASE("O12: L pad, dB = 20 log10((R1 + R2)/R2)") {
        for (double const dB : {6.0, 20.0, 40.0, 50.0}) {
            auto const n = gs::l_pad(gs::decibels{dB}, 100_ohm);
            CHECK(20 * std::log10((n.series_in.value() + n.shunt.value()) / n.shunt.value()) == within(dB, 1e-9));
            auto const b = gs::analyze(source_of(1e-9) >> gs::pad{.network = n} >> load_of(1e15), 0_dBu);
            CHECK(b.output().cumulative_gain.value() == within(-dB, 1e-6));
        }
        CHECK(gs::l_pad(40_dB, 100_ohm).series_in.value() == within(9900, 1e-6)); // 100 (100 - 1)
    }

    TEST_CASE("an H pad is matched on both sides") {
        // 600 to 150 ohm, 20 dB, N = 100: shunt 2 sqrt(100*600*150)/99 = 60.606; series (600*101/99 - 60.606)/2 = 275.758
        // and (150*101/99 - 60.606)/2 = 46.212 ohm per leg.
        auto const n = gs::h_pad(20_dB, 600_ohm, 150_ohm);
        CHECK(n.shunt.value() == within(60.606, 0.001));
        CHECK(n.series_in.value() == within(275.758, 0.001));
        CHECK(n.series_out.value() == within(46.212, 0.001));
        auto const b = gs::analyze(source_of(600) >> gs::pad{.network = n} >> load_of(150), 0_dBu);
        CHECK(gs::magnitude(b.stages()[0].load_impedance).value() == within(600, 1e-6));
        CHECK(gs::magnitude(b.stages()[1].source_impedance).value() == within(150, 1e-6));
        // Power: available EMF^2/(4*600), delivered V^2/150, 20 dB apart: V/EMF = sqrt(150/2400)/10 = 0.025 = -32.041 dB.
        CHECK(b.output().cumulative_gain.value() == within(-32.0412, 0.0001));
    }

    TEST_CASE("O12: transformer 1:2, 6.19 kohm at the secondary are 1547.5 ohm at the primary") {
        auto const b = gs::analyze(source_of(150) >> transformer{} >> load_of(6190), 0_dBu);
        CHECK(gs::magnitude(b.stages()[0].load_impedance).value() == within(1547.5, 1e-9));
        CHECK(gs::magnitude(b.output().source_impedance).value() == within(600, 1e-9)); // 150 n^2
        // 2 * 1547.5/1697.5
        CHECK(b.output().cumulative_gain.value() == within(20 * std::log10(2 * 1547.5 / 1697.5), 1e-9));
    }

    TEST_CASE("O12: optimum source impedance e_n/i_n = 0.9 nV/1.2 pA = 750 ohm") {
        auto const noise_figure = [](double ohms) {
            auto const chain = source_of(ohms) >>
                               gs::preamp{.noise = gs::amplifier_noise{.input_voltage = 0.9_nV_per_rtHz,
                                                                       .input_current = 1.2_pA_per_rtHz}} >>
                               load_of(10e3);
            return gs::analyze(chain, 0_dBu, {.temperature = 290_K}).noise_figure().value();
        };
        // F = 1 + 2 e_n i_n/4kT = 1 + 2*0.9e-9*1.2e-12/1.60155e-20 = 1.13487: 0.5495 dB
        CHECK(noise_figure(750) == within(0.5495, 0.0002));
        for (double const other : {75.0, 150.0, 700.0, 800.0, 7500.0}) CHECK(noise_figure(other) > noise_figure(750));
        // Symmetric on a logarithmic scale: e_n^2/R and i_n^2 R exchange places.
        CHECK(noise_figure(75) == within(noise_figure(7500), 1e-6));
    }

    TEST_CASE("O12: corner frequency of a cable, 1/(2 pi R C)") {
        struct row {
            double ohms, metres, farads_per_metre, hertz, tolerance;
        };
        constexpr double foot = 0.3048;
        constexpr row rows[] = {{100, 500 * foot, 32e-12 / foot, 99.47e3, 5},
                                {8e3, 20 * foot, 80e-12 / foot, 12.434e3, 0.5},
                                {200, 100, 100e-12, 79.58e3, 5}};
        for (row const& r : rows) {
            CAPTURE(r.hertz);
            auto const chain = source_of(r.ohms) >>
                               gs::cable{.length = si<gs::length>(r.metres),
                                         .capacitance = si<gs::capacitance_per_length>(r.farads_per_metre),
                                         .resistance = 0_ohm_per_m} >>
                               load_of(1e15);
            auto const gain = [&](double hertz) {
                return gs::analyze(chain, 0_dBu, {.frequency = si<gs::frequency>(hertz)})
                    .output()
                    .cumulative_gain.value();
            };
            double const low = gain(1);
            CHECK(low == within(0, 1e-6));
            CHECK(gain(r.hertz) - low == within(-3.0103, 0.001));
            // Bisection for -3.0103 dB.
            double below = r.hertz / 2, above = r.hertz * 2;
            for (int i = 0; i < 60; ++i) {
                double const middle = (below + above) / 2;
                (gain(middle) - low > -10 * std::log10(2.0) ? below : above) = middle;
            }
            CHECK(below == within(r.hertz, r.tolerance));
        }
    }

    TEST_CASE("O12: a ribbon of 2.449 mV/Pa gives -50 dBu at 1 Pa") {
        CHECK(gs::rms_voltage(-50_dBu).value() * 1e3 == within(2.449, 0.0006));
        auto const ribbon = [](double millivolts) {
            auto const chain = gs::microphone{.name = "ribbon",
                                              .transducer = gs::transducer_kind::ribbon,
                                              .sensitivity = si<gs::acoustic_sensitivity>(millivolts * 1e-3)} >>
                               load_of(1e15);
            return gs::analyze(chain, gs::level_of(1_Pa)).output().level.dBu();
        };
        CHECK(ribbon(2.449) == within(-50, 0.002));
        CHECK(ribbon(2.4) == within(-50, 0.2)); // as Self rounds it
    }

    TEST_CASE("O12: Royer's 300 ohm ribbon into 1200 and 1500 ohm") {
        // 20 log10(1200/1500) = -1.938; 300 -> 1.5k -1.584 dB
        CHECK(gs::analyze(source_of(300) >> load_of(1200), 0_dBu).output().level.dBu() == within(-1.938, 0.0006));
        CHECK(gs::analyze(source_of(300) >> load_of(1500), 0_dBu).output().level.dBu() == within(-1.584, 0.0006));
    }

    TEST_CASE("O11: SSM2019, G = 10k/R_G + 1: the noise of R_G at each gain of the datasheet's Table I") {
        struct row {
            double ohms, gain, printed_dB; // gain [V]: 10k/R_G + 1
        };
        constexpr row rows[] = {{4.7e3, 3.128, 10}, {1.1e3, 10.09, 20}, {330, 31.30, 30},
                                {100, 101, 40},     {32, 313.5, 50},    {10, 1001, 60}};
        for (row const& r : rows) {
            CAPTURE(r.ohms);
            double const g = 10e3 / r.ohms + 1;
            CHECK(g == test::within_part(r.gain, 5e-4));
            CHECK(20 * std::log10(g) == within(r.printed_dB, 0.1));
            // A noiseless amplifier on a short circuit: what is left is R_G, with the gain of the feedback network,
            // v_o = (G - 1) sqrt(4 kT R_G B).
            auto const chain =
                source_of(1e-9) >>
                gs::preamp{.gain = gs::gain_of_amplitude_ratio(g),
                           .input_impedance = 1000_Mohm,
                           .noise = gs::amplifier_noise{.gain_resistor = gs::gain_setting_resistor{10_kohm, 1}}} >>
                load_of(1e15);
            auto const b = gs::analyze(chain, 0_dBu, {.temperature = 290_K});
            REQUIRE(b.valid());
            double const volts = (g - 1) * std::sqrt(4 * 1.380649e-23 * 290 * r.ohms * 19980);
            CHECK(b.output().noise.dBV() == within(20 * std::log10(volts), 0.0002));
        }
    }
}
