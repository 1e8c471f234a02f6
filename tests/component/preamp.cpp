// SPDX-License-Identifier: BSL-1.0
// A preamp's two limits.

#include "check.hpp"

#include <gainstage/analysis/analyze.hpp>
#include <gainstage/component/cable.hpp>
#include <gainstage/component/line_input.hpp>
#include <gainstage/component/line_output.hpp>
#include <gainstage/component/preamp.hpp>
#include <gainstage/literals.hpp>

#include <doctest/doctest.h>

namespace gs = gainstage;
using namespace gainstage::literals;
using test::within;

TEST_SUITE("component/preamp") {
    // 6 dBu at the input, or 30 dBu at the output: of a gain of 20 dB the input decides, of 30 dB the output, at 0 dBu.
    TEST_CASE("its maximum input and output level") {
        auto const largest = [](gs::decibels gain) {
            auto const chain =
                gs::line_output{.output_impedance = 0.001_ohm} >>
                gs::preamp{.gain = gain, .output_impedance = 0.001_ohm, .max_input = 6_dBu, .max_output = 30_dBu} >>
                gs::line_input{};
            return gs::analyze(chain, -40_dBu).max_input().dBu();
        };
        CHECK(largest(20_dB) == within(6, 1e-4));
        CHECK(largest(30_dB) == within(0, 1e-4));
    }

    // 100 nV/rtHz in 19,980 Hz: 14.135 uV, -94.776 dBu; of two opposite drivers one leg has half of it, 6.021 dB less.
    TEST_CASE("its output noise, with both legs in use and with one") {
        gs::preamp const p{.gain = 0_dB,
                           .output_impedance = 0.001_ohm,
                           .noise = gs::amplifier_noise{.output_voltage = 100_nV_per_rtHz},
                           .topology = gs::output_topology::symmetrical,
                           .output = gs::connectors::xlr_male};
        gs::line_output const source{.output_impedance = 0.001_ohm};
        gs::line_input const open{.input_impedance = 1000_Mohm};
        CHECK(gs::analyze(source >> p >> open, 0_dBu).output().noise.dBu() == within(-94.776, 0.001));
        CHECK(gs::analyze(source >> p >> gs::adapter{.cold = gs::cold_leg::open} >> open, 0_dBu).output().noise.dBu() ==
              within(-100.797, 0.001));
    }

    // R_G = 10 kohm/(10 - 1); at the output 10^2 4kT R_G (9/10)^2 = 4kT 90 kohm, 9.542 dB above the -112.683 dBu of 10 kohm.
    TEST_CASE("the noise of its gain-setting resistor, whether or not the input has a limit") {
        gs::preamp p{.gain = 20_dB,
                     .noise = gs::amplifier_noise{.gain_resistor = gs::gain_setting_resistor{10_kohm, 1}}};
        auto const noise = [&] {
            return gs::analyze(gs::line_output{.output_impedance = 0.001_ohm} >> p >>
                                   gs::line_input{.input_impedance = 1000_Mohm},
                               -40_dBu)
                .output()
                .noise.dBu();
        };
        CHECK(noise() == within(-103.141, 0.001));
        p.max_input = 6_dBu;
        CHECK(noise() == within(-103.141, 0.001));
    }

    // Of two opposite drivers one leg has half the impedance, half the maximum and half the slew rate. 1 V/us is
    // 1e6/(2 pi 20 kHz) = 7.9577 V peak at 20 kHz, 17.224 dBu; 20 mA RMS do not limit it where nothing draws them.
    TEST_CASE("its output with both legs in use and with one: impedance and limits") {
        gs::preamp p{.gain = 0_dB,
                     .output_impedance = 200_ohm,
                     .slew_rate = 1_V_per_us,
                     .max_output_current = 20_mA,
                     .topology = gs::output_topology::symmetrical,
                     .output = gs::connectors::xlr_male};
        gs::line_input const open{.input_impedance = 1000_Mohm};
        auto const both = [&] { return gs::analyze(gs::line_output{} >> p >> open, 0_dBu, {.frequency = 20_kHz}); };
        auto const one = [&] {
            return gs::analyze(gs::line_output{} >> p >> gs::adapter{.cold = gs::cold_leg::open} >> open, 0_dBu,
                               {.frequency = 20_kHz});
        };
        CHECK(gs::magnitude(both().stages()[1].source_impedance).value() == within(200, 1e-6));
        CHECK(gs::magnitude(one().stages()[1].source_impedance).value() == within(100, 1e-6));
        CHECK(both().stages()[1].clip_level.dBu() == within(17.224, 0.001));
        CHECK(one().stages()[1].clip_level.dBu() == within(17.224 - 6.0206, 0.001));
        p.slew_rate = {};
        p.max_output = 20_dBu;
        CHECK(both().stages()[1].clip_level.dBu() == within(20, 1e-4));
        CHECK(one().stages()[1].clip_level.dBu() == within(20 - 6.0206, 1e-4));
    }
}
