// SPDX-License-Identifier: BSL-1.0
// What lies between a driver and the joint where the cold leg is grounded: one leg of it, if each leg is driven by itself.
#include "check.hpp"

#include <gainstage/gainstage.hpp>

#include <doctest/doctest.h>

namespace gs = gainstage;
using namespace gainstage::literals;
using test::within;

namespace {

constexpr gs::adapter joint{.input = gs::connectors::xlr_female, .output = gs::connectors::ts_plug};
constexpr gs::line_input input{.input_impedance = 10_kohm, .input = gs::connectors::ts_socket};

template <class Part>
double level(gs::output_topology topology, Part const& part) {
    gs::line_output const driver{.output_impedance = 150_ohm, .topology = topology, .output = gs::connectors::xlr_male};
    return gs::analyze(driver >> part >> joint >> input, 0_dBu).output().level.dBu();
}
constexpr gs::phantom_supply p48{.output = gs::connectors::xlr_male};

} // namespace

TEST_SUITE("component/one_leg") {
    // By hand, and with two legs drawn in ngspice-39 (-21.74, -15.72, -6.180 dB):
    //   the pad's shunt beside the input, 150 || 10k = 147.78 ohm, behind one leg of 75 + 680 ohm
    TEST_CASE("a U pad, 680/150/680") {
        // Half the voltage: 20 log10(0.5 * 147.78/902.78)
        CHECK(level(gs::output_topology::symmetrical, gs::pad{}) == within(-21.740, 0.001));
        // All of it: 6.021 dB more
        CHECK(level(gs::output_topology::impedance_balanced, gs::pad{}) == within(-15.719, 0.001));
        // A floating source drives through both: 20 log10(147.78/(150 + 1360 + 147.78))
        CHECK(level(gs::output_topology::floating, gs::pad{}) == within(-20.998, 0.001));
    }
    //   one feed resistor beside the input, 6.8k || 10k = 4047.6 ohm
    TEST_CASE("the feed resistors of P48") {
        // Behind 75 ohm, half the voltage: 20 log10(0.5 * 4047.6/4122.6)
        CHECK(level(gs::output_topology::symmetrical, p48) == within(-6.180, 0.001));
        // Behind 150 ohm: 20 log10(4047.6/4197.6)
        CHECK(level(gs::output_topology::floating, p48) == within(-0.316, 0.001));
    }
}
