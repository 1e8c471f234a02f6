// SPDX-License-Identifier: BSL-1.0
// A preamp's two limits.

#include "check.hpp"

#include <gainstage/analysis/analyze.hpp>
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
}
