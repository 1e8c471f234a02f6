// SPDX-License-Identifier: BSL-1.0
// A combo input: combo_input.cir.

#include "circuits/circuit.hpp"

#include <gainstage/component/combo_input.hpp>
#include <gainstage/component/line_input.hpp>
#include <gainstage/component/line_output.hpp>
#include <gainstage/literals.hpp>

TEST_SUITE("circuits/combo_input") {
    namespace gs = gainstage;
    using namespace gainstage::literals;

    TEST_CASE("the plug decides between two paths, and phantom power is on one of them") {
        test::circuit const deck("combo_input");
        gs::combo_input const combo{.microphone = {.gain = 40_dB,
                                                   .input_impedance = 2_kohm,
                                                   .coupling = 23.5_uF,
                                                   .noise = gs::amplifier_noise{.input_voltage = 2_nV_per_rtHz}},
                                    .line = {.gain = gs::gain_of_amplitude_ratio(2),
                                             .input_impedance = 10_kohm,
                                             .coupling = 2.2_uF,
                                             .noise = gs::amplifier_noise{.input_voltage = 15_nV_per_rtHz}},
                                    .phantom = gs::phantom_supply{}};
        gs::line_input const input{.name = "input", .input_impedance = 10_kohm};
        auto const source = [](gs::connector const& plug) {
            return gs::line_output{.name = "source", .output_impedance = 200_ohm, .output = plug};
        };
        deck.compare("xlr", source(gs::connectors::xlr_male) >> combo >> input);
        deck.compare("jack", source(gs::connectors::ts_plug) >> combo >> input);
    }
}
