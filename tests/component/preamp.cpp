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
}
