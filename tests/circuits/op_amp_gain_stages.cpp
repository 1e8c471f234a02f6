// SPDX-License-Identifier: BSL-1.0
// Operational amplifier stages: op_amp_gain_stages.cir.

#include "circuits/circuit.hpp"

#include <gainstage/component/line_input.hpp>
#include <gainstage/component/line_output.hpp>
#include <gainstage/component/op_amp_stage.hpp>
#include <gainstage/literals.hpp>

TEST_SUITE("circuits/op_amp_gain_stages") {
    namespace gs = gainstage;
    using namespace gainstage::literals;

    TEST_CASE("a non-inverting stage, a follower, an inverting stage") {
        test::circuit const deck("op_amp_gain_stages");
        gs::op_amp const device{.input_voltage_noise = 5_nV_per_rtHz,
                                .voltage_noise_corner = 80_Hz,
                                .input_current_noise = 0.7_pA_per_rtHz,
                                .current_noise_corner = 250_Hz,
                                .open_loop_gain = 100_dB,
                                .gain_bandwidth = 3_MHz};
        auto const source = [](gs::impedance z) { return gs::line_output{.name = "source", .output_impedance = z}; };
        gs::line_input const input{.name = "input", .input_impedance = 10_kohm};
        deck.compare("non-inverting", source(1_kohm) >> gs::non_inverting_stage{.name = "stage",
                                                                                .device = device,
                                                                                .input_capacitor = 100_nF,
                                                                                .bias_resistor = 100_kohm,
                                                                                .input_capacitance = 100_pF,
                                                                                .feedback_resistor = 10_kohm,
                                                                                .gain_resistor = 1_kohm,
                                                                                .gain_capacitor = 22_uF,
                                                                                .build_out_resistor = 100_ohm,
                                                                                .output_capacitor = 10_uF} >>
                                          input);
        deck.compare("follower", source(47_kohm) >> gs::non_inverting_stage{.name = "stage",
                                                                            .device = device,
                                                                            .bias_resistor = 1_Mohm,
                                                                            .feedback_resistor = 10_kohm,
                                                                            .gain_resistor = std::nullopt,
                                                                            .build_out_resistor = 100_ohm} >>
                                     input);
        deck.compare("inverting", source(1_kohm) >> gs::inverting_stage{.name = "stage",
                                                                        .device = device,
                                                                        .input_capacitor = 10_uF,
                                                                        .input_resistor = 4700_ohm,
                                                                        .feedback_resistor = 47_kohm,
                                                                        .offset_resistor = 4300_ohm,
                                                                        .build_out_resistor = 47_ohm,
                                                                        .output_capacitor = 22_uF} >>
                                      input);
    }
}
