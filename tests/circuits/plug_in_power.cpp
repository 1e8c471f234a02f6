// SPDX-License-Identifier: BSL-1.0
// A two-wire electret on plug-in power: plug_in_power.cir.

#include "circuits/circuit.hpp"

#include <gainstage/component/line_input.hpp>
#include <gainstage/component/microphone.hpp>
#include <gainstage/component/plug_in_power.hpp>
#include <gainstage/literals.hpp>

TEST_SUITE("circuits/plug_in_power") {
    namespace gs = gainstage;
    using namespace gainstage::literals;

    TEST_CASE("a two-wire electret on plug-in power") {
        test::circuit const deck("plug_in_power");
        gs::microphone const capsule{.transducer = gs::transducer_kind::electret,
                                     .sensitivity = test::si<gs::acoustic_sensitivity>(std::pow(10, -35. / 20)),
                                     .sensitivity_load = 2200_ohm,
                                     .output_impedance = 50_kohm,
                                     .self_noise = 32_dBA};
        deck.compare("electret",
                     capsule >> gs::plug_in_power{.resistor = 2200_ohm, .coupling = 10_uF} >>
                         gs::line_input{.name = "input", .input_impedance = 10_kohm, .input_capacitance = 1_nF});
    }
}
