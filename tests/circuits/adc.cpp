// SPDX-License-Identifier: BSL-1.0
// Converters: adc.cir.

#include "circuits/circuit.hpp"

#include <gainstage/component/adc.hpp>
#include <gainstage/component/line_output.hpp>
#include <gainstage/literals.hpp>

TEST_SUITE("circuits/adc") {
    namespace gs = gainstage;
    using namespace gainstage::literals;

    TEST_CASE("a converter by its bits, and by its dynamic range") {
        test::circuit const deck("adc");
        gs::line_output const source{.name = "source", .output_impedance = 100_ohm};
        deck.compare("bits", source >> gs::adc{.name = "converter",
                                               .full_scale = gs::level_of(2_V),
                                               .bits = 16,
                                               .sample_rate = 48_kHz,
                                               .input_impedance = 10_kohm,
                                               .input_capacitance = 1_nF,
                                               .coupling = 5_uF});
        deck.compare("range", source >> gs::adc{.name = "converter",
                                                .full_scale = gs::level_of(2_V),
                                                .dynamic_range = gs::dynamic_range{123_dB, gs::weighting::a},
                                                .input_impedance = 5_kohm});
    }
}
