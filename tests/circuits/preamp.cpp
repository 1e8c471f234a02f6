// SPDX-License-Identifier: BSL-1.0
// A microphone preamp by its data sheet: preamp.cir.

#include "circuits/circuit.hpp"

#include <gainstage/component/line_input.hpp>
#include <gainstage/component/line_output.hpp>
#include <gainstage/component/preamp.hpp>
#include <gainstage/literals.hpp>

TEST_SUITE("circuits/preamp") {
    namespace gs = gainstage;
    using namespace gainstage::literals;

    TEST_CASE("a preamp with noise by its parts is an instrumentation amplifier with a gain-setting resistor") {
        test::circuit const deck("preamp");
        gs::line_output const source{.name = "microphone", .output_impedance = 150_ohm};
        gs::line_input const input{.name = "input", .input_impedance = 10_kohm};
        deck.compare("in-amp", source >> gs::preamp{.gain = 40_dB,
                                                    .input_impedance = 2_kohm,
                                                    .input_capacitance = 1_nF,
                                                    .output_impedance = 50_ohm,
                                                    .noise = gs::amplifier_noise{.input_voltage = 1.3_nV_per_rtHz,
                                                                                 .input_current = 1.1_pA_per_rtHz,
                                                                                 .output_voltage = 60_nV_per_rtHz},
                                                    .low_corner = 40_Hz,
                                                    .high_corner = 60_kHz} >>
                                   input);
        deck.compare("coupled", source >> gs::preamp{.gain = 40_dB,
                                                     .input_impedance = 2_kohm,
                                                     .coupling = 5_uF,
                                                     .output_impedance = 50_ohm,
                                                     .noise = gs::amplifier_noise{.input_voltage = 1.3_nV_per_rtHz,
                                                                                  .input_voltage_corner = 100_Hz,
                                                                                  .input_current = 1.1_pA_per_rtHz,
                                                                                  .input_current_corner = 400_Hz,
                                                                                  .output_voltage = 60_nV_per_rtHz,
                                                                                  .output_voltage_corner = 1_kHz},
                                                     .inverts = true} >>
                                    input);
        deck.compare("gain resistor",
                     source >> gs::preamp{.gain = 40_dB,
                                          .input_impedance = test::si<gs::impedance>(2e12),
                                          .output_impedance = 50_ohm,
                                          .noise = gs::amplifier_noise{.gain_resistor =
                                                                           gs::gain_setting_resistor{10_kohm, 1}}} >>
                         input);
    }
}
