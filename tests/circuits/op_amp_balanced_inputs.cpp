// SPDX-License-Identifier: BSL-1.0
// Operational amplifier stages with balanced inputs: op_amp_balanced_inputs.cir.

#include "circuits/circuit.hpp"

#include <gainstage/component/line_input.hpp>
#include <gainstage/component/line_output.hpp>
#include <gainstage/component/op_amp_stage.hpp>
#include <gainstage/literals.hpp>

TEST_SUITE("circuits/op_amp_balanced_inputs") {
    namespace gs = gainstage;
    using namespace gainstage::literals;

    TEST_CASE("a difference stage of unlike legs, an instrumentation stage") {
        test::circuit const deck("op_amp_balanced_inputs");
        gs::op_amp const device{.input_voltage_noise = 5_nV_per_rtHz,
                                .input_current_noise = 0.7_pA_per_rtHz,
                                .open_loop_gain = 120_dB,
                                .gain_bandwidth = 10_MHz};
        gs::line_output const source{.name = "source", .output_impedance = 100_ohm};
        gs::line_output const unbalanced{
            .name = "source", .output_impedance = 100_ohm, .output = gs::connectors::ts_plug};
        gs::line_input const input{.name = "input", .input_impedance = 10_kohm};
        gs::difference_stage const stage{.name = "stage",
                                         .device = device,
                                         .input_capacitor = 10_uF,
                                         .r1 = 10_kohm,
                                         .r2 = 22_kohm,
                                         .r3 = 12_kohm,
                                         .r4 = 27_kohm,
                                         .build_out_resistor = 47_ohm,
                                         .output_capacitor = 22_uF,
                                         .input = gs::connectors::trs_socket};
        deck.compare("floating", source >> stage >> input);
        deck.compare("unbalanced", unbalanced >> stage >> input);
        deck.compare("instrumentation", gs::line_output{.name = "source", .output_impedance = 150_ohm} >>
                                            gs::instrumentation_stage{.name = "stage",
                                                                      .device = device,
                                                                      .input_capacitor = 22_uF,
                                                                      .bias_resistor = 6800_ohm,
                                                                      .input_capacitance = 100_pF,
                                                                      .feedback_resistor = 2_kohm,
                                                                      .gain_resistor = 100_ohm,
                                                                      .gain_capacitor = 470_uF,
                                                                      .difference = {.device = device,
                                                                                     .input_capacitor = 10_uF,
                                                                                     .r1 = 5_kohm,
                                                                                     .r2 = 10_kohm,
                                                                                     .build_out_resistor = 100_ohm}} >>
                                            input);
    }
}
