// SPDX-License-Identifier: BSL-1.0
// A microphone's limits by frequency and by load, and its 1/f noise; the same of a preamp.

#include "check.hpp"

#include <gainstage/analysis/analyze.hpp>
#include <gainstage/catalog/microphones.hpp>
#include <gainstage/component/cable.hpp>
#include <gainstage/component/combo_input.hpp>
#include <gainstage/component/line_input.hpp>
#include <gainstage/component/line_output.hpp>
#include <gainstage/component/microphone.hpp>
#include <gainstage/component/preamp.hpp>
#include <gainstage/literals.hpp>

#include <cmath>
#include <string>

namespace {

namespace gs = gainstage;
using namespace gainstage::literals;
using test::si;
using test::within;

gs::line_input load(gs::impedance z) { return {.name = "load", .input_impedance = z}; }
gs::impedance const open = 1000000_Mohm;

// oracles.md gives 0 dBV = +2.2185 dBu.
double const dBV = 2.2185;

double level_at(gs::microphone const& m, gs::frequency f) {
    return gs::analyze(m >> load(open), 94_dBSPL, {.frequency = f}).output().level.dBu();
}
double noise_of(gs::microphone const& m, gs::frequency_band band, gs::weighting w) {
    return gs::analyze(m >> load(open), 94_dBSPL, {.band = band, .weighting = w}).equivalent_noise_level().dBSPL();
}

} // namespace

TEST_SUITE("component/microphone") {
    // Its sheet (1990): 127 dB SPL into 800 ohm, clipping at -1 dBV; 119 dB SPL into 150 ohm, clipping at -12 dBV.
    TEST_CASE("SM89: the maximum SPL follows the load") {
        auto const into = [](gs::impedance z) { return gs::analyze(gs::catalog::shure_sm89 >> load(z), 94_dBSPL); };
        CHECK(into(800_ohm).max_input().dBSPL() == within(127, 1e-6));
        CHECK(into(150_ohm).max_input().dBSPL() == within(119, 1e-6));
        CHECK(into(800_ohm).stages()[0].limited_by == gs::limit_law::voltage);
        CHECK(into(150_ohm).stages()[0].limited_by == gs::limit_law::current);
        // By hand: 22.4 mV/Pa x 44.774 Pa x 800/900 = 0.8915 V, -1.0 dBV; 22.4 mV/Pa x 17.825 Pa x 150/250 = 0.2396 V,
        // -12.4 dBV.
        CHECK(into(800_ohm).stages()[0].clip_level.dBu() == within(-1 + dBV, 0.05));
        CHECK(into(150_ohm).stages()[0].clip_level.dBu() == within(-12.41 + dBV, 0.01));
        CHECK(into(150_ohm).stages()[0].clip_level.dBu() == within(-12 + dBV, 0.5)); // as printed
        // Between them both limits meet at (100 + Z) I = emf(127 dB SPL): I = 0.39928 V/250 ohm = 1.5971 mA, 1.0029 V/I = 628.0
        // ohm, Z = 528.0 ohm.
        CHECK(into(527_ohm).stages()[0].limited_by == gs::limit_law::current);
        CHECK(into(529_ohm).stages()[0].limited_by == gs::limit_law::voltage);
    }

    TEST_CASE("a cable's capacitance draws from the output current: 2 mA peak into 30 nF at 20 kHz is -6.3 dBu") {
        // I/(2 pi f C) = 2 mA/(125664 x 30 nF) = 0.5305 V peak, 0.3751 V RMS.
        gs::microphone m{.output_impedance = 1_ohm};
        m.max_output_current = si<gs::current>(2e-3 / std::sqrt(2));
        auto const clip = [&](gs::length l, gs::capacitance_per_length c, gs::frequency f) {
            gs::cable const run{.length = l, .capacitance = c, .resistance = 0_ohm_per_m};
            return gs::analyze(m >> run >> load(open), 94_dBSPL, {.frequency = f}).stages()[0].clip_level.dBu();
        };
        CHECK(clip(300_m, 100_pF_per_m, 20_kHz) == within(-6.3, 0.05));
        CHECK(clip(100_m, 100_pF_per_m, 20_kHz) == within(3.2, 0.05)); // 10 nF
        m.max_output_current = si<gs::current>(0.8e-3 / std::sqrt(2));
        CHECK(clip(100_m, 100_pF_per_m, 20_kHz) == within(-4.7, 0.06));
        m.max_output_current = si<gs::current>(0.4e-3 / std::sqrt(2));
        CHECK(clip(100_m, 100_pF_per_m, 20_kHz) == within(-10.7, 0.06));
    }

    TEST_CASE("of two statements of the current the lower one decides; a pad changes nothing") {
        gs::microphone m{.sensitivity = 10_mV_per_Pa, .output_impedance = 100_ohm};
        m.max_spl_into = gs::max_level_into_load{120_dBSPL, 100_ohm}; // 0.2 V/200 ohm = 1 mA
        CHECK(m.output_current_limit()->value() == within(1e-3, 1e-8));
        m.max_output_current = 2_mA;
        CHECK(m.output_current_limit()->value() == within(1e-3, 1e-8));
        m.max_output_current = 0.5_mA;
        CHECK(m.output_current_limit()->value() == 0.5e-3);
        m.max_output_current = {};
        m.pad = 10_dB;
        CHECK(m.output_current_limit()->value() == within(1e-3, 1e-8));
        CHECK(gs::analyze(m >> load(100_ohm), 94_dBSPL).max_input().dBSPL() == within(130, 1e-6));
        CHECK_FALSE(gs::microphone{}.output_current_limit().has_value());
    }

    // 10 mV/Pa at 120 dB SPL, 20 Pa: 0.2 V, -13.9794 dBV. With 10 dB in front it takes 130 dB SPL to get there.
    TEST_CASE("a pad raises the maximum SPL, and the voltage there stays") {
        gs::microphone m{.sensitivity = 10_mV_per_Pa, .max_spl = 120_dBSPL};
        auto const budget = [&] { return gs::analyze(m >> load(open), 94_dBSPL); };
        CHECK(budget().max_input().dBSPL() == within(120, 1e-6));
        CHECK(budget().stages()[0].clip_level.dBu() == within(-13.9794 + dBV, 1e-4));
        m.pad = 10_dB;
        CHECK(budget().max_input().dBSPL() == within(130, 1e-6));
        CHECK(budget().stages()[0].clip_level.dBu() == within(-13.9794 + dBV, 1e-4));
    }

    TEST_CASE("frequency range: -3 dB at its ends, and the sensitivity at 1 kHz as stated") {
        gs::microphone const m{.sensitivity = 1.85_mV_per_Pa, .low_corner = 50_Hz, .high_corner = 16_kHz};
        // SM58: 94 dB SPL gives -52.4 dBu; 1.85 mV/Pa at 93.979 dB SPL.
        CHECK(level_at(m, 1_kHz) == within(level_at(gs::microphone{}, 1_kHz), 1e-9));
        CHECK(level_at(m, 1_kHz) == within(-52.4, 0.05));
        // Re the flat middle, which is 10 log10((1 + 0.05^2)(1 + 0.0625^2)) = 0.02777 dB above 1 kHz: at 50 Hz
        // -10 log10(2 (1 + (50/16000)^2)) = -3.01034, at 16 kHz -10 log10(2 (1 + (50/16000)^2)) the same.
        double const middle = level_at(m, 1_kHz) + 0.02777;
        CHECK(level_at(m, 50_Hz) - middle == within(-3.01034, 0.0001));
        CHECK(level_at(m, 16_kHz) - middle == within(-3.01034, 0.0001));
        CHECK(level_at(m, 5_Hz) - middle == within(-20.0432, 0.0001)); // 10 log10(1 + 10^2)
        // One end alone, an octave from 1 kHz: there 3.0103 dB below the flat part, at 1 kHz 10 log10(1 + 1/4) = 0.9691 dB.
        gs::microphone const low{.sensitivity = 1.85_mV_per_Pa, .low_corner = 500_Hz};
        gs::microphone const high{.sensitivity = 1.85_mV_per_Pa, .high_corner = 2_kHz};
        for (gs::microphone const& one : {low, high})
            CHECK(level_at(one, 1_kHz) == within(level_at(gs::microphone{}, 1_kHz), 1e-9));
        CHECK(level_at(low, 500_Hz) - level_at(low, 1_kHz) == within(0.9691 - 3.0103, 0.0001));
        CHECK(level_at(high, 2_kHz) - level_at(high, 1_kHz) == within(0.9691 - 3.0103, 0.0001));
    }

    TEST_CASE("1/f self-noise: the stated dB(A) holds, and more of it lies at low frequencies") {
        gs::microphone const white{.output_impedance = 200_ohm, .self_noise = 14_dBA};
        gs::microphone flicker = white;
        flicker.self_noise_corner = 1_kHz;
        CHECK(noise_of(white, gs::audio_band, gs::weighting::a) == within(14, 0.001));
        CHECK(noise_of(flicker, gs::audio_band, gs::weighting::a) == within(14, 0.001));
        // Unweighted. White: 10 log10(19980/12467) = 2.048 dB more. With the corner: (19980 + 1000 ln 1000)/(12467.18 + 1000 L_A),
        // L_A = 3.576626 (Simpson's rule, 200,000 steps over ln f): 26887.76/16043.81, 2.242 dB more.
        CHECK(noise_of(white, gs::audio_band, gs::weighting::none) == within(16.048, 0.001));
        CHECK(noise_of(flicker, gs::audio_band, gs::weighting::none) == within(16.2423, 0.001));
        CHECK(gs::flicker_integral(gs::weighting::a) == within(3.576626, 0.0001));
        CHECK(gs::flicker_integral(gs::weighting::none) == within(6.907755, 1e-6)); // ln 1000
        // A figure in another band.
        flicker.self_noise = gs::sound_noise_level{20_dBSPL, {100_Hz, 10_kHz}, gs::weighting::c};
        CHECK(noise_of(flicker, {100_Hz, 10_kHz}, gs::weighting::c) == within(20, 0.001));
        // One at 1 Hz, where it counts.
        flicker.self_noise = gs::sound_noise_level{20_dBSPL, {1_Hz, 2_Hz}, gs::weighting::none};
        flicker.self_noise_corner = 1_Hz;
        CHECK(noise_of(flicker, {1_Hz, 2_Hz}, gs::weighting::none) == within(20, 0.001));
    }

    TEST_CASE("a preamp's 1/f corners") {
        auto const noise_behind = [](gs::amplifier_noise const& n, gs::impedance z) {
            auto const chain =
                gs::line_output{.output_impedance = z} >>
                gs::preamp{.gain = 20_dB, .input_impedance = open, .output_impedance = 0_ohm, .noise = n} >> load(open);
            return gs::analyze(chain, 0_dBu).output().noise.dBu();
        };
        double const thermal = 4 * 1.380649e-23 * 293.15;
        double const flat = 19980, below = 6.907755; // B, ln 1000
        gs::impedance const z = 10_kohm;
        auto const at_output = [&](double input_squared, double output_squared) {
            return 10 * std::log10((100 * (input_squared + thermal * 1e4 * flat) + output_squared) / 0.6);
        };
        CHECK(noise_behind({.input_voltage = 20_nV_per_rtHz, .input_voltage_corner = 300_Hz}, z) ==
              within(at_output(400e-18 * (flat + 300 * below), 0), 0.0005));
        CHECK(noise_behind({.input_current = 3_pA_per_rtHz, .input_current_corner = 500_Hz}, z) ==
              within(at_output(9e-24 * 1e8 * (flat + 500 * below), 0), 0.0005));
        CHECK(noise_behind({.output_voltage = 300_nV_per_rtHz, .output_voltage_corner = 200_Hz}, z) ==
              within(at_output(0, 9e-14 * (flat + 200 * below)), 0.0005));
    }

    TEST_CASE("a preamp's slew rate and output current") {
        auto const clip = [](gs::preamp const& p, gs::impedance z, gs::frequency f) {
            return gs::analyze(gs::line_output{} >> p >> load(z), -40_dBu, {.frequency = f}).stages()[1];
        };
        // 2 pi 20 kHz 17.341 V sqrt(2) = 3.0818 V/us for +27 dBu.
        gs::preamp const slow{.output_impedance = 0_ohm, .max_output = 40_dBu, .slew_rate = 3.0818_V_per_us};
        CHECK(clip(slow, open, 20_kHz).clip_level.dBu() == within(27, 0.001));
        CHECK(clip(slow, open, 20_kHz).limited_by == gs::limit_law::slew);
        CHECK(clip(slow, open, 1_kHz).clip_level.dBu() == within(40, 0.001));
        // 10 mA RMS into 600 ohm: 6 V, +17.782 dBu.
        gs::preamp const weak{.output_impedance = 50_ohm, .max_output_current = 10_mA};
        CHECK(clip(weak, 600_ohm, 1_kHz).clip_level.dBu() == within(17.782, 0.001));
        CHECK(clip(weak, 600_ohm, 1_kHz).limited_by == gs::limit_law::current);
        // Behind a combo socket the same.
        auto const combo =
            gs::analyze(gs::line_output{} >> gs::combo_input{.microphone = weak} >> load(600_ohm), -40_dBu);
        CHECK(combo.stages()[1].clip_level.dBu() == within(17.782, 0.001));
    }

    // The transducer's coil, and a microphone made for powering by its signal conductors; a ribbon, an electret on bias, and
    // what runs on a battery of its own, see a fault.
    TEST_CASE("who stands phantom power") {
        auto const stands = [](gs::transducer_kind kind, gs::power_need const& power) {
            gs::stage_info s;
            gs::microphone{.transducer = kind, .power = power}.describe(s);
            return s.tolerates_phantom;
        };
        using kind = gs::transducer_kind;
        CHECK(stands(kind::condenser, gs::phantom_power{}));
        CHECK(stands(kind::condenser, gs::a_b_power{}));
        CHECK(stands(kind::ribbon, gs::phantom_power{})); // with an amplifier behind the ribbon
        CHECK(stands(kind::dynamic, {}));
        CHECK_FALSE(stands(kind::ribbon, {}));
        CHECK_FALSE(stands(kind::electret, gs::bias_power{}));
        CHECK_FALSE(stands(kind::condenser, gs::battery_power{}));
    }

    TEST_CASE("impossible values") {
        auto const only = [](gs::microphone const& m) {
            auto const problems = gs::validate(m >> load(open));
            REQUIRE(problems.size() == 1);
            return std::string(problems[0].field);
        };
        CHECK(only({.low_corner = 20_kHz, .high_corner = 20_Hz}) == "high_corner");
        CHECK(only({.self_noise_corner = 100_Hz}) == "self_noise_corner");
        CHECK(only({.self_noise_corner = 1_Hz}) == "self_noise_corner");
        CHECK(only({.max_spl = 110_dBSPL, .max_spl_into = gs::max_level_into_load{119_dBSPL, 150_ohm}}) ==
              "max_spl_into.level");
    }

    TEST_CASE("at compile time") {
        constexpr auto chain = gs::microphone{.low_corner = 50_Hz,
                                              .high_corner = 15_kHz,
                                              .self_noise = 14_dBA,
                                              .self_noise_corner = 200_Hz,
                                              .max_spl = 130_dBSPL,
                                              .max_spl_into = gs::max_level_into_load{120_dBSPL, 150_ohm}} >>
                               gs::cable{} >> gs::preamp{.slew_rate = 10_V_per_us, .max_output_current = 20_mA} >>
                               gs::cable{} >> gs::line_input{.full_scale = 20_dBu};
        static_assert(gs::analyze(chain, 94_dBSPL).valid());
        CHECK(gs::analyze(chain, 94_dBSPL).noise_converged());
    }
}
