// SPDX-License-Identifier: BSL-1.0
// Operational amplifier stages against published figures and calculations by hand; tests/circuits has them against
// ngspice. 4kT at 293.15 K is 1.618949e-20 J.

#include "check.hpp"

#include <gainstage/analysis/analyze.hpp>
#include <gainstage/component/cable.hpp>
#include <gainstage/component/line_input.hpp>
#include <gainstage/component/line_output.hpp>
#include <gainstage/component/op_amp_stage.hpp>
#include <gainstage/component/preamp.hpp>
#include <gainstage/dynamic_chain.hpp>
#include <gainstage/literals.hpp>

#include <cmath>
#include <string>

namespace {

namespace gs = gainstage;
using namespace gainstage::literals;
using test::si;
using test::within;
using test::within_part;

double const four_kt = 4 * 1.380649e-23 * 293.15;

constexpr gs::op_amp device{.input_voltage_noise = 5_nV_per_rtHz, .input_current_noise = 0.7_pA_per_rtHz};
constexpr gs::op_amp ideal{.input_voltage_noise = 0_nV_per_rtHz,
                           .input_current_noise = 0_pA_per_rtHz,
                           .open_loop_gain = 200_dB,
                           .gain_bandwidth = 1000000_MHz,
                           .swing_from_rails = 0_V};
gs::op_amp noisy(double nanovolts, double picoamperes) {
    return {.input_voltage_noise = si<gs::voltage_noise_density>(nanovolts * 1e-9),
            .input_current_noise = si<gs::current_noise_density>(picoamperes * 1e-12)};
}

gs::impedance const nothing = 1_ohm * 1e-3; // of a source: negligible
gs::impedance const open = 1000000_Mohm;    // of a load
gs::line_output source(gs::impedance z) { return {.name = "source", .output_impedance = z}; }
gs::line_input load(gs::impedance z) { return {.name = "load", .input_impedance = z}; }

// ---- what the cases below ask for: the figures behind a stage at 0 dBu, noise from 20 Hz to 20 kHz ----

template <class Stage>
gs::stage_budget behind(gs::impedance z, Stage const& stage, gs::impedance into = open, gs::frequency f = 1_kHz) {
    return gs::analyze(source(z) >> stage >> load(into), 0_dBu, {.frequency = f}).stages()[1];
}
template <class Stage>
double noise_behind(gs::impedance z, Stage const& stage) {
    return behind(z, stage).noise.dBu();
}
template <class Stage>
double level_behind(gs::impedance z, Stage const& stage, gs::frequency f = 1_kHz) {
    return behind(z, stage, open, f).level.dBu();
}
// A follower that adds nothing but its device's noise.
gs::non_inverting_stage follower(gs::op_amp const& d) {
    return {
        .device = d, .bias_resistor = {}, .feedback_resistor = 0_ohm, .gain_resistor = {}, .build_out_resistor = 0_ohm};
}

} // namespace

TEST_SUITE("component/op_amp_stage") {
    // ---- noise ----

    TEST_CASE("noise of devices with 150 ohm and with 10 kohm, 20 kHz, the source's included") {
        // From the devices' figures and e^2 = e_n^2 + (i_n R)^2 + 4kT R by hand, rounded to 0.1 dB.
        struct row {
            char const* name;
            double e_n, i_n, with_150;
        };
        for (row const& r :
             {row{"LT1115", 0.9, 1.2, -129.6}, row{"OPA1612", 1.1, 1.7, -129.1}, row{"LM4562", 2.7, 1.6, -124.9},
              row{"NE5534A", 3.5, 0.4, -123.1}, row{"NE5532", 5, 0.7, -120.4}, row{"OPA1642", 5.1, 0.0008, -120.2},
              row{"TL072", 18, 0.01, -109.6}}) {
            CAPTURE(std::string(r.name));
            CHECK(noise_behind(150_ohm, follower(noisy(r.e_n, r.i_n))) == within(r.with_150, 0.06));
        }
        CHECK(noise_behind(10_kohm, follower(noisy(5.1, 0.0008))) == within(-112.0, 0.06)); // OPA1642
        CHECK(noise_behind(10_kohm, follower(noisy(3.5, 0.4))) == within(-112.0, 0.06));    // NE5534A
        CHECK(noise_behind(10_kohm, follower(noisy(18, 0.01))) == within(-107.9, 0.06));    // TL072
        CHECK(noise_behind(10_kohm, follower(noisy(1.1, 1.7))) == within(-108.2, 0.06));    // OPA1612
    }

    TEST_CASE("OP270: E_n^2 = e_n^2 + (i_n Rs)^2 + 4kT Rs, in three regions") {
        // Its sheet: 3.2 nV; voltage noise decides below 1 kohm, the resistor from 1 to 20 kohm, current noise above. So
        // i_n R = sqrt(4kT R) at 20 kohm: i_n = sqrt(1.618949e-20/20e3) = 0.8997 pA.
        double const i_n = 0.8997e-12;
        auto const squared = [](double r) {
            return std::pow(10, noise_behind(si<gs::impedance>(r), follower(noisy(3.2, 0.8997))) / 10) * 0.6 / 19980;
        };
        for (double const r : {10.0, 300.0, 1e3, 5e3, 20e3, 100e3}) {
            CAPTURE(r);
            CHECK(squared(r) == within_part(3.2e-9 * 3.2e-9 + i_n * i_n * r * r + four_kt * r, 1e-5));
        }
        CHECK(3.2e-9 * 3.2e-9 > 0.5 * squared(300));
        CHECK(four_kt * 5e3 > 0.5 * squared(5e3));
        CHECK(i_n * i_n * 1e10 > 0.5 * squared(100e3));
    }

    TEST_CASE("1/f noise: e_n^2 (B + f_c ln(f2/f1))") {
        gs::op_amp flicker = noisy(5, 0);
        flicker.voltage_noise_corner = 100_Hz;
        // 25e-18 (19980 + 100 ln 1000)
        CHECK(noise_behind(nothing, follower(flicker)) ==
              within(10 * std::log10(25e-18 * (19980 + 690.7755) / 0.6), 0.0005));
        // 2 pA through 10 kohm, corner 200 Hz, and the resistor's own 4kT R B.
        gs::op_amp current = noisy(0, 2);
        current.current_noise_corner = 200_Hz;
        double const volts_squared = 4e-24 * 1e8 * (19980 + 200 * 6.907755) + four_kt * 1e4 * 19980;
        CHECK(noise_behind(10_kohm, follower(current)) == within(10 * std::log10(volts_squared / 0.6), 0.0005));
    }

    TEST_CASE("the feedback network: 9.9 kohm and 100 ohm make the noise of 99 ohm at the input") {
        gs::non_inverting_stage const stage{.device = ideal,
                                            .bias_resistor = {},
                                            .feedback_resistor = 9.9_kohm,
                                            .gain_resistor = 100_ohm,
                                            .build_out_resistor = 0_ohm};
        CHECK(noise_behind(150_ohm, stage) == within(40 + 10 * std::log10(four_kt * (150 + 99) * 19980 / 0.6), 0.0005));
    }

    TEST_CASE("the feedback network at the lowest frequencies, without a capacitor and far below its corner with one") {
        gs::non_inverting_stage stage{.device = ideal,
                                      .bias_resistor = {},
                                      .feedback_resistor = 9.9_kohm,
                                      .gain_resistor = 100_ohm,
                                      .build_out_resistor = 0_ohm};
        auto const noise = [&] {
            return gs::analyze(source(150_ohm) >> stage >> load(open), 0_dBu,
                               {.band = {si<gs::frequency>(1e-9), si<gs::frequency>(1e-8)}})
                .stages()[1]
                .noise.dBu();
        };
        CHECK(noise() == within(40 + 10 * std::log10(four_kt * (150 + 99) * 9e-9 / 0.6), 0.0005));
        // 1 F and 100 ohm: 1.6 mHz. Below it Rg is not there: a follower with 9.9 kohm.
        stage.gain_capacitor = si<gs::capacitance>(1);
        CHECK(noise() == within(10 * std::log10(four_kt * (150 + 9900) * 9e-9 / 0.6), 0.0005));
    }

    TEST_CASE("inverting stage of unity gain: noise gain 2, and the voltages of both resistors") {
        // 2 e_n at the output, and sqrt(4kT 10 kohm) of R1 and of Rf.
        gs::inverting_stage const stage{.device = noisy(5, 0), .build_out_resistor = 0_ohm};
        CHECK(noise_behind(nothing, stage) ==
              within(10 * std::log10((4 * 25e-18 + 2 * four_kt * 1e4) * 19980 / 0.6), 0.001));
    }

    // ---- an instrumentation amplifier on one chip, from parts ----

    TEST_CASE("SSM2019, table I: G = 1 + 10 kohm/Rg") {
        struct row {
            double rg, ratio, part;
        };
        for (row const& r : {row{4700, 3.2, 0.025}, row{1100, 10, 0.01}, row{330, 31.3, 0.001}, row{100, 100, 0.011},
                             row{32, 314, 0.002}, row{10, 1000, 0.002}}) {
            CAPTURE(r.rg);
            gs::instrumentation_stage const stage{.device = ideal,
                                                  .bias_resistor = 1000_Mohm,
                                                  .feedback_resistor = 5_kohm,
                                                  .gain_resistor = si<gs::impedance>(r.rg),
                                                  .difference = {.device = ideal, .build_out_resistor = 0_ohm}};
            CHECK(std::pow(10, level_behind(nothing, stage) / 20) == within_part(r.ratio, r.part));
        }
    }

    // THAT1510, measured by ojg/thatmicpre: 150 ohm, 20 Hz to 22 kHz, 300 K. The chip's input noise of 1.20 nV is that of two
    // devices. Its output noise of 61.5 nV contains the thermal noise of its R0 = 10 kohm, 12.87 nV at 300 K; the rest,
    // 60.14 nV, is here that of the difference stage: twice its device's. That this sum is the noise of the network:
    //   4kT Rg R0/(Rg + R0) = 4kT Rg (G - 1)/G = 4kT Rg ((G - 1)/G)^2 + 4kT R0/G^2      since R0 = Rg (G - 1)
    TEST_CASE("THAT1510 from parts: twelve measured rows within 0.6 dB, and equal to the preamp of its law") {
        struct row {
            double gain, output;
        };
        gs::conditions const as_measured{.band = {20_Hz, 22_kHz}, .temperature = 300_K};
        gs::op_amp input = ideal;
        input.input_voltage_noise = si<gs::voltage_noise_density>(1.20e-9 / std::sqrt(2));
        gs::op_amp second = ideal;
        second.input_voltage_noise =
            si<gs::voltage_noise_density>(std::sqrt(61.5e-9 * 61.5e-9 - 4 * 1.380649e-23 * 300 * 10e3) / 2);
        auto const measured = [&](auto const& stage) {
            return gs::analyze(source(150_ohm) >> stage >> load(open), -60_dBu, as_measured).output().noise.dBu();
        };
        for (row const& r :
             {row{0.001, -98.5}, row{10, -98.2}, row{15, -97.8}, row{20, -96.8}, row{25, -95.6}, row{30, -93.2},
              row{35, -89.8}, row{40, -86.8}, row{45, -82.6}, row{50, -77.8}, row{55, -73.1}, row{60, -68.3}}) {
            CAPTURE(r.gain);
            gs::instrumentation_stage const parts{
                .device = input,
                .bias_resistor = 1000_Mohm,
                .feedback_resistor = 5_kohm,
                .gain_resistor = si<gs::impedance>(10e3 / (std::pow(10, r.gain / 20) - 1)),
                .difference = {.device = second, .r1 = nothing, .r2 = nothing, .build_out_resistor = 0_ohm}};
            gs::preamp const law{.gain = gs::decibels{r.gain},
                                 .input_impedance = 2000_Mohm,
                                 .output_impedance = 0_ohm,
                                 .noise = gs::amplifier_noise{.input_voltage = 1.20_nV_per_rtHz,
                                                              .output_voltage = 61.5_nV_per_rtHz,
                                                              .gain_resistor = gs::gain_setting_resistor{10_kohm, 1}}};
            CHECK(measured(parts) == within(r.output, 0.6));
            CHECK(measured(parts) == within(measured(law), 0.001));
        }
    }

    // ---- limits ----

    TEST_CASE("clip level from the rails") {
        struct row {
            double rails, swing, dBu;
        };
        for (row const& r : {row{5, 1, 11.2}, row{12, 1, 20.0}, row{15, 1, 22.1}, row{15, 2, 21.5}, row{18, 1, 23.8}}) {
            CAPTURE(r.rails);
            gs::op_amp d = device;
            d.swing_from_rails = si<gs::voltage>(r.swing);
            gs::non_inverting_stage stage = follower(d);
            stage.supply = si<gs::voltage>(r.rails);
            CHECK(behind(nothing, stage).clip_level.dBu() == within(r.dBu, 0.06));
            gs::inverting_stage const turned{
                .device = d, .supply = si<gs::voltage>(r.rails), .build_out_resistor = 0_ohm};
            CHECK(behind(nothing, turned).clip_level.dBu() == within(r.dBu, 0.06));
            gs::difference_stage const four{
                .device = d, .supply = si<gs::voltage>(r.rails), .build_out_resistor = 0_ohm};
            CHECK(behind(nothing, four).clip_level.dBu() == within(r.dBu, 0.06));
            // Two input amplifiers in opposite phase: 6.02 dB more, where the one behind has the rails for it.
            gs::instrumentation_stage const two{
                .device = d,
                .supply = si<gs::voltage>(r.rails),
                .difference = {.device = ideal, .supply = 1000_V, .build_out_resistor = 0_ohm}};
            CHECK(behind(nothing, two).clip_level.dBu() == within(r.dBu + 6.02, 0.06));
        }
        // Not stated: no figure, and the stage says so.
        CHECK(behind(nothing, follower(device)).clip_level.dBu() == test::infinity);
        gs::stage_info s;
        follower(device).describe(s);
        CHECK_FALSE(s.limit_is_stated);
        CHECK(s.noise_is_stated);
        follower(gs::op_amp{.input_voltage_noise = 5_nV_per_rtHz}).describe(s);
        CHECK_FALSE(s.noise_is_stated);
        // Of the three amplifiers of an instrumentation stage each has to be known.
        auto const says = [&](gs::op_amp const& first, gs::op_amp const& second) {
            gs::instrumentation_stage{.device = first, .difference = {.device = second}}.describe(s);
            CHECK(s.noise_is_stated == s.limit_is_stated);
            return s.noise_is_stated;
        };
        CHECK(says(ideal, ideal));
        CHECK_FALSE(says(ideal, {}));
        CHECK_FALSE(says({}, ideal));
    }

    TEST_CASE("slew rate: +27 dBu at 20 kHz takes 3.1 V/us") {
        // 2 pi 20 kHz 17.341 V sqrt(2) = 3.0818 V/us
        gs::op_amp d = device;
        d.slew_rate = 3.0818_V_per_us;
        CHECK(behind(nothing, follower(d), open, 20_kHz).clip_level.dBu() == within(27, 0.001));
        CHECK(behind(nothing, follower(d), open, 20_kHz).limited_by == gs::limit_law::slew);
        CHECK(behind(nothing, follower(d), open, 10_kHz).clip_level.dBu() == within(33.0206, 0.001));
        // A microphone preamp's two input amplifiers have twice the slope between them.
        gs::instrumentation_stage const two{
            .device = d, .difference = {.device = ideal, .supply = 1000_V, .build_out_resistor = 0_ohm}};
        CHECK(behind(nothing, two, open, 20_kHz).clip_level.dBu() == within(33.0206, 0.001));
    }

    TEST_CASE("output current: the load and the feedback network draw from it") {
        gs::op_amp d = device;
        d.output_current = 10_mA;
        // 10 mA peak into 1 kohm parallel (9 + 1) kohm = 909.09 ohm: 9.0909 V peak, 6.4282 V RMS, +18.380 dBu.
        gs::non_inverting_stage const stage{
            .device = d, .feedback_resistor = 9_kohm, .gain_resistor = 1_kohm, .build_out_resistor = 0_ohm};
        CHECK(behind(nothing, stage, 1_kohm).clip_level.dBu() == within(18.380, 0.001));
        CHECK(behind(nothing, stage, 1_kohm).limited_by == gs::limit_law::current);
        // Inverting, Rf = 1 kohm: 500 ohm, 5 V peak, +13.187 dBu.
        gs::inverting_stage const turned{
            .device = d, .input_resistor = 1_kohm, .feedback_resistor = 1_kohm, .build_out_resistor = 0_ohm};
        CHECK(behind(nothing, turned, 1_kohm).clip_level.dBu() == within(13.187, 0.001));
        // Difference, R2 + R4 = 2 kohm: 666.7 ohm, 6.6667 V peak, +15.686 dBu.
        gs::difference_stage const four{.device = d, .r1 = 1_kohm, .r2 = 1_kohm, .build_out_resistor = 0_ohm};
        CHECK(behind(nothing, four, 1_kohm).clip_level.dBu() == within(15.686, 0.001));
    }

    // 14 V peak, 22.131 dBu; 1 V/us is 7.9577 V peak at 20 kHz, 17.224 dBu; 10 mA peak in 1 kohm are 10 V, 19.208 dBu. Two
    // amplifiers in opposite phase have twice the voltage and the slope, but the current flows through both: 10 mA peak in
    // 2 Rf + Rg = 1.5 kohm are 15 V, 22.730 dBu.
    TEST_CASE("a device of which all three limits are stated: the least decides") {
        gs::op_amp d = device;
        d.swing_from_rails = 1_V;
        d.slew_rate = 1_V_per_us;
        d.output_current = 10_mA;
        auto const limited = [](auto const& stage, gs::impedance into, gs::frequency f, gs::limit_law law) {
            auto const b = behind(nothing, stage, into, f);
            CHECK(b.limited_by == law);
            return b.clip_level.dBu();
        };
        using law = gs::limit_law;
        CHECK(limited(follower(d), open, 1_kHz, law::voltage) == within(22.131, 0.001));
        CHECK(limited(follower(d), open, 20_kHz, law::slew) == within(17.224, 0.001));
        CHECK(limited(follower(d), 1_kohm, 1_kHz, law::current) == within(19.208, 0.001));
        gs::instrumentation_stage two{
            .device = d,
            .feedback_resistor = 10_kohm,
            .gain_resistor = 10_kohm,
            .difference = {
                .device = ideal, .supply = 1000_V, .r1 = 1000_Mohm, .r2 = 1000_Mohm, .build_out_resistor = 0_ohm}};
        CHECK(limited(two, open, 1_kHz, law::voltage) == within(22.131 + 6.0206, 0.001));
        CHECK(limited(two, open, 20_kHz, law::slew) == within(17.224 + 6.0206, 0.001));
        two.feedback_resistor = 500_ohm;
        two.gain_resistor = 500_ohm;
        CHECK(limited(two, open, 1_kHz, law::current) == within(22.730, 0.001));
    }

    // Behind an unbalanced plug R2 and R1 lie from the output to ground, with C in series; R3 and R4 are not part of it.
    TEST_CASE("output current of a difference stage behind an unbalanced plug: R2 + R1, and the capacitor") {
        gs::op_amp d = ideal;
        d.swing_from_rails = {};
        d.output_current = 10_mA;
        auto hot = source(nothing);
        hot.output = gs::connectors::ts_plug;
        gs::difference_stage stage{
            .device = d, .r1 = 1_kohm, .r2 = 3_kohm, .r3 = 10_kohm, .r4 = 30_kohm, .build_out_resistor = 0_ohm};
        auto const into = [&](gs::impedance z) { return gs::analyze(hot >> stage >> load(z), 0_dBu).stages()[1]; };
        // 10 mA peak into 1 kohm parallel (1 + 3) kohm = 800 ohm: 8 V peak, 5.6569 V RMS, +17.270 dBu.
        CHECK(into(1_kohm).clip_level.dBu() == within(17.270, 0.001));
        CHECK(into(1_kohm).limited_by == gs::limit_law::current);
        // The network alone, with C of 4 kohm at 1 kHz, 1/(2 pi 1 kHz 4 kohm) = 39.789 nF: |4 - j4| kohm = 5.6569 kohm,
        // 56.569 V peak, 40 V RMS, +34.260 dBu.
        stage.input_capacitor = 39.788736_nF;
        CHECK(into(open).clip_level.dBu() == within(34.260, 0.001));
    }

    // Hot and cold at half of v_s each, four resistors of 1 kohm: v_p = v_n = v_s/4, so cold drives 3/4 v_s through R1, hot 1/4 v_s
    // through R3 (Kirchhoff), and the output, v_s, 3/4 v_s through R2.
    TEST_CASE("output current where the two legs of a difference stage are driven against ground") {
        gs::op_amp d = ideal;
        d.swing_from_rails = {};
        d.output_current = 10_mA;
        auto symmetrical = source(nothing);
        symmetrical.topology = gs::output_topology::symmetrical;
        auto one_leg = source(nothing);
        one_leg.output = gs::connectors::ts_plug;
        auto const limit = [](auto const& from, auto const& stage) {
            auto const s = gs::analyze(from >> stage >> load(open), 0_dBu).stages()[1];
            CHECK(s.limited_by == gs::limit_law::current);
            return s.clip_level.dBu();
        };
        gs::difference_stage const unity{.device = d, .r1 = 1_kohm, .r2 = 1_kohm, .build_out_resistor = 0_ohm};
        // 10 mA * 1 kohm/0.75 = 13.333 V peak, 9.4281 V RMS; of a floating source 20 V peak, 14.142 V RMS, in R2 + R4.
        CHECK(limit(symmetrical, unity) == within(21.707, 0.001));
        CHECK(limit(source(nothing), unity) == within(25.229, 0.001));

        // Two followers in front: the cold one drives 3/4 v_s through R1, whatever the source.
        gs::instrumentation_stage followers{.device = d, .gain_resistor = {}, .difference = unity};
        followers.difference.device = ideal;
        followers.difference.supply = 1000_V;
        CHECK(limit(symmetrical, followers) == within(21.707, 0.001));
        CHECK(limit(source(nothing), followers) == within(21.707, 0.001));
        // Of the difference amplifier itself the same.
        gs::instrumentation_stage last = followers;
        last.device = ideal;
        last.supply = 1000_V;
        last.difference.device = d;
        CHECK(limit(source(nothing), last) == within(21.707, 0.001));
        // With the cold input at ground cold stays there: 1/2 v_s through R1, and 1/2 v_s through R3 from hot.
        CHECK(limit(one_leg, followers) == within(25.229, 0.001));
        CHECK(limit(one_leg, last) == within(25.229, 0.001));
        // R3 and R4 ten times as low: hot drives v_s/2 into 200 ohm, 4 V peak.
        followers.difference.r3 = 100_ohm;
        followers.difference.r4 = 100_ohm;
        CHECK(limit(symmetrical, followers) == within(11.249, 0.001));

        // C of 100 ohm at 1 kHz in each leg: cold drives |1 + 1/(2 - j0.1)|/|1 - j0.1| v_s/2 through 1 kohm, 0.7458 v_s, so 13.408 V
        // peak; the output has 2/|2 - j0.2| = 0.99504 of it, 13.342 V peak.
        followers.difference = unity;
        followers.difference.device = ideal;
        followers.difference.supply = 1000_V;
        followers.difference.input_capacitor = 1591.5494_nF;
        CHECK(limit(symmetrical, followers) == within(21.7125, 0.01));
    }

    TEST_CASE("instrumentation stage behind an unbalanced plug: one bias resistor, and the hot amplifier clips first") {
        gs::op_amp d = ideal;
        d.swing_from_rails = 1_V;
        gs::instrumentation_stage const stage{
            .device = d,
            .bias_resistor = 1_kohm,
            .feedback_resistor = 1_kohm,
            .gain_resistor = 1_kohm,
            .difference = {.device = ideal, .supply = 1000_V, .build_out_resistor = 0_ohm}};
        auto hot = source(1_kohm);
        hot.output = gs::connectors::ts_plug;
        auto const one = gs::analyze(hot >> stage >> load(open), 0_dBu);
        auto const both = gs::analyze(source(1_kohm) >> stage >> load(open), 0_dBu);
        // Gain 3. 1 kohm into 1 kohm: 1/2; into 2 kohm: 2/3.
        CHECK(one.output().level.dBu() == within(20 * std::log10(1.5), 0.0001));
        CHECK(both.output().level.dBu() == within(20 * std::log10(2.0), 0.0001));
        // Hot: v (1 + Rf/Rg) = 14 V peak, v = 7 V, 3 v = 21 V peak between the outputs; balanced 28 V peak.
        CHECK(one.stages()[1].clip_level.dBu() == within(20 * std::log10(21 / std::sqrt(1.2)), 0.0001));
        CHECK(both.stages()[1].clip_level.dBu() == within(20 * std::log10(28 / std::sqrt(1.2)), 0.0001));
    }

    // ---- gain, bandwidth, impedance ----

    // 1 + 9.9 kohm/100 ohm; 9.9 kohm/100 ohm; (20 + 30) kohm/(10 + 15) kohm; (1 + 2 x 2 kohm/100 ohm) x 2.
    TEST_CASE("gains, as ratios and as what a stage says of itself") {
        auto const says = [](auto const& stage) {
            gs::stage_info s;
            stage.describe(s);
            REQUIRE(s.gain.has_value());
            return s.gain->value();
        };
        gs::non_inverting_stage const up{.feedback_resistor = 9.9_kohm, .gain_resistor = 100_ohm};
        CHECK(up.gain() == within(100, 1e-9));
        CHECK(says(up) == within(40, 1e-9));
        gs::inverting_stage const turned{.input_resistor = 100_ohm, .feedback_resistor = 9.9_kohm};
        CHECK(turned.gain() == within(99, 1e-9));
        CHECK(says(turned) == within(39.913, 0.0005));
        gs::difference_stage const four{.r1 = 10_kohm, .r2 = 20_kohm, .r3 = 15_kohm, .r4 = 30_kohm};
        CHECK(four.gain() == within(2, 1e-9));
        CHECK(says(four) == within(6.0206, 0.00005));
        gs::instrumentation_stage const in{.feedback_resistor = 2_kohm, .gain_resistor = 100_ohm, .difference = four};
        CHECK(in.gain() == within(82, 1e-9));
        CHECK(says(in) == within(38.2763, 0.00005));
        // A wire and no gain resistor.
        CHECK(follower(device).gain() == 1);
        CHECK(gs::instrumentation_stage{.gain_resistor = {}}.gain() == within(1, 1e-12));
    }

    TEST_CASE("-3 dB at the gain-bandwidth product over the noise gain: 10 MHz/100") {
        gs::non_inverting_stage const stage{
            .device = device, .feedback_resistor = 9.9_kohm, .gain_resistor = 100_ohm, .build_out_resistor = 0_ohm};
        double const mid = level_behind(nothing, stage);
        CHECK(mid == within(40, 0.002));
        CHECK(level_behind(nothing, stage, 100_kHz) - mid == within(-3.0103, 0.002));
        // The same resistors inverting: gain 99, the same corner.
        gs::inverting_stage const turned{
            .device = device, .input_resistor = 100_ohm, .feedback_resistor = 9.9_kohm, .build_out_resistor = 0_ohm};
        double const turned_mid = level_behind(nothing, turned);
        CHECK(turned_mid == within(20 * std::log10(99.0), 0.002));
        CHECK(level_behind(nothing, turned, 100_kHz) - turned_mid == within(-3.0103, 0.002));
    }

    TEST_CASE("a capacitor under the gain resistor: 1/(2 pi Rg Cg), and gain 1 far below") {
        // Rg = 100 ohm, Cg = 159.155 uF: 10 Hz. n = 1 + 99/(1 - j) = 50.5 + j 49.5: 70.714.
        gs::non_inverting_stage const stage{.device = ideal,
                                            .bias_resistor = {},
                                            .feedback_resistor = 9.9_kohm,
                                            .gain_resistor = 100_ohm,
                                            .gain_capacitor = 159.15494_uF,
                                            .build_out_resistor = 0_ohm};
        CHECK(level_behind(nothing, stage, 10_Hz) == within(20 * std::log10(70.714), 0.0005));
        CHECK(level_behind(nothing, stage, si<gs::frequency>(0.001)) == within(0, 0.0005));
    }

    TEST_CASE("a capacitor at the output and the load behind it: -3 dB at 1/(2 pi (Rb + RL) C)") {
        // 100 ohm + 900 ohm with 1.59155 uF: 100 Hz. 0.9 between the resistors: -0.9151 dB, and 3.0103 dB less there.
        auto const at = [](auto stage, gs::frequency f) {
            stage.build_out_resistor = 100_ohm;
            stage.output_capacitor = 1.5915494_uF;
            return behind(nothing, stage, 900_ohm, f).level.dBu();
        };
        gs::non_inverting_stage const wire = follower(ideal);
        CHECK(at(wire, 100_Hz) == within(-0.9151 - 3.0103, 0.0005));
        CHECK(at(wire, 100_kHz) == within(-0.9151, 0.0005));
        gs::inverting_stage const turned{.device = ideal};
        CHECK(at(turned, 100_Hz) == within(-0.9151 - 3.0103, 0.0005));
        gs::difference_stage const four{.device = ideal};
        CHECK(at(four, 100_Hz) == within(-0.9151 - 3.0103, 0.0005));
    }

    TEST_CASE("the input impedance of an inverting stage is R1 + Rf/(1 + A)") {
        // 100 kHz, A0 = 1e6, GBW = 10 MHz: A = 1/(1e-6 + j 0.01) = 0.01 - j 100, 1 + A = 1.01 - j 100,
        // 10 kohm/(1 + A) = 1.0099 + j 99.990 ohm.
        auto const b = gs::analyze(source(100_ohm) >> gs::inverting_stage{.device = device} >> load(open), 0_dBu,
                                   {.frequency = 100_kHz});
        CHECK(gs::resistance(b.stages()[0].load_impedance).value() == within(10001.0099, 0.001));
        CHECK(gs::reactance(b.stages()[0].load_impedance).value() == within(99.990, 0.001));
        // A difference stage of four 10 kohm: 20 kohm and the virtual short.
        auto const d = gs::analyze(source(100_ohm) >> gs::difference_stage{.device = ideal} >> load(open), 0_dBu);
        CHECK(gs::resistance(d.stages()[0].load_impedance).value() == within(20000, 0.01));
    }

    // ---- common mode ----

    TEST_CASE("common-mode rejection of four resistors: (1 + G)/(4 t)") {
        auto const cmrr = [](double t, gs::impedance r2) {
            return gs::difference_stage{.r2 = r2, .resistor_tolerance = t}.cmrr()->value();
        };
        CHECK(cmrr(0.01, 10_kohm) == within(33.979, 0.001)); // 20 log10(2/0.04)
        CHECK(cmrr(0.001, 10_kohm) == within(53.979, 0.001));
        CHECK(cmrr(0.01, 100_kohm) == within(48.787, 0.001)); // 20 log10(11/0.04)
        // Whitlock: 90 dB takes a match of 0.005 %. To a match the four tolerances add up: t = 0.00125 %, 92 dB.
        CHECK(cmrr(0.005e-2 / 4, 10_kohm) == within(92.04, 0.01));
        CHECK_FALSE(gs::difference_stage{}.cmrr().has_value());
        // R4 = 10.1 kohm: A_cm = (10 x 10.1 - 10 x 10)/(10 x 20.1) = 1/201, A_d = 20.1/20.
        gs::difference_stage const unlike{.r4 = 10.1_kohm, .resistor_tolerance = 0};
        CHECK(unlike.cmrr()->value() == within(20 * std::log10(201 * 20.1 / 20), 0.0001));
        // An input stage of gain 41 adds 32.256 dB.
        gs::instrumentation_stage const in{.difference = {.resistor_tolerance = 0.001}};
        CHECK(in.cmrr()->value() == within(53.979 + 32.256, 0.001));
        gs::stage_info s;
        in.describe(s);
        CHECK(s.common_mode.cmrr->value() == in.cmrr()->value());
        CHECK(s.common_mode.leg_to_ground.value() == 10e3);
        CHECK(s.common_mode.earthed);
    }

    // ---- impossible values ----

    TEST_CASE("what cannot be built is refused") {
        auto const only = [](auto const& stage) {
            auto const problems = gs::validate(source(100_ohm) >> stage >> load(10_kohm));
            REQUIRE(problems.size() == 1);
            CHECK_FALSE(gs::analyze(source(100_ohm) >> stage >> load(10_kohm), 0_dBu).valid());
            return std::string(problems[0].field);
        };
        gs::op_amp d = device;
        d.swing_from_rails = 2_V;
        CHECK(only(gs::non_inverting_stage{.device = d, .supply = 2_V}) == "supply");
        CHECK(only(gs::non_inverting_stage{.input_capacitor = 10_uF, .bias_resistor = {}}) == "input_capacitor");
        CHECK(only(gs::non_inverting_stage{.feedback_resistor = 1000_Mohm, .gain_resistor = nothing}) ==
              "gain_resistor");
        CHECK(only(gs::inverting_stage{.feedback_resistor = 0_ohm}) == "feedback_resistor");
        CHECK(only(gs::difference_stage{.resistor_tolerance = -0.01}) == "resistor_tolerance");
        CHECK(only(gs::difference_stage{.resistor_tolerance = 1.01}) == "resistor_tolerance");
        for (double const possible : {0.0, 0.01, 1.0})
            CHECK(gs::validate(source(100_ohm) >> gs::difference_stage{.resistor_tolerance = possible} >> load(10_kohm))
                      .empty());
        CHECK(only(gs::difference_stage{.resistor_tolerance = test::not_a_number}) == "resistor_tolerance");
        CHECK(only(gs::instrumentation_stage{.bias_resistor = 0_ohm}) == "bias_resistor");
        CHECK(only(gs::instrumentation_stage{.difference = {.r3 = 0_ohm}}) == "r3");
        d.open_loop_gain = -1_dB;
        CHECK(only(gs::inverting_stage{.device = d}) == "device.open_loop_gain");
        // As far as a gain goes: 0 dB and 200 dB, 1e10.
        for (gs::decibels const& gain : {0_dB, 200_dB}) {
            d.open_loop_gain = gain;
            CHECK(gs::validate(source(100_ohm) >> gs::inverting_stage{.device = d} >> load(10_kohm)).empty());
        }
        gs::inverting_stage most{.input_resistor = 1_ohm, .feedback_resistor = 10000_Mohm};
        CHECK(gs::validate(source(100_ohm) >> most >> load(10_kohm)).empty());
        most.feedback_resistor = 10500_Mohm;
        CHECK(only(most) == "input_resistor");
    }

    TEST_CASE("at compile time, and at run time in a dynamic chain, the same") {
        constexpr auto chain = gs::line_output{} >> gs::cable{} >>
                               gs::instrumentation_stage{.device = device, .gain_capacitor = 470_uF} >>
                               gs::inverting_stage{.device = device} >> gs::line_input{};
        constexpr auto budget = gs::analyze(chain, -40_dBu);
        static_assert(budget.valid());
        auto const again = gs::analyze(gs::dynamic_chain{chain}, -40_dBu);
        CHECK(again.output().noise.dBu() == within(budget.output().noise.dBu(), 1e-9));
        CHECK(again.output().level.dBu() == within(budget.output().level.dBu(), 1e-9));
    }
}
