// SPDX-License-Identifier: BSL-1.0
// An instrumentation-amplifier microphone preamp: instrumentation_preamp.cir.

#include "circuits/circuit.hpp"

#include <gainstage/analysis/analyze.hpp>
#include <gainstage/component/line_input.hpp>
#include <gainstage/component/line_output.hpp>
#include <gainstage/component/op_amp_stage.hpp>
#include <gainstage/component/phantom_supply.hpp>
#include <gainstage/literals.hpp>

TEST_SUITE("circuits/instrumentation_preamp") {
    namespace gs = gainstage;
    using namespace gainstage::literals;
    using test::si;
    using test::within;

    TEST_CASE("TI INA163 as a microphone preamp with phantom power") {
        test::circuit const deck("instrumentation_preamp");
        gs::op_amp const first{.input_voltage_noise = si<gs::voltage_noise_density>(1e-9 / std::sqrt(2)),
                               .input_current_noise = 2_pA_per_rtHz,
                               .gain_bandwidth = si<gs::frequency>(60e6)};
        gs::op_amp const third{.input_voltage_noise = 8_nV_per_rtHz,
                               .voltage_noise_corner = 200_Hz,
                               .input_current_noise = 0_pA_per_rtHz,
                               .gain_bandwidth = si<gs::frequency>(60e6)};
        gs::line_output const source{.name = "microphone", .output_impedance = 200_ohm};
        gs::line_input const input{.name = "input", .input_impedance = 10_kohm};
        auto const preamp = [&](gs::impedance rg) {
            return gs::instrumentation_stage{.name = "preamp",
                                             .device = first,
                                             .bias_resistor = 2200_ohm,
                                             .feedback_resistor = 3_kohm,
                                             .gain_resistor = rg,
                                             .difference = {.device = third,
                                                            .r1 = 6_kohm,
                                                            .r2 = 6_kohm,
                                                            .r3 = 6_kohm,
                                                            .r4 = 6_kohm,
                                                            .build_out_resistor = 0_ohm}};
        };
        auto const chain = source >> gs::phantom_supply{.blocking = 47_uF} >> preamp(61_ohm) >> input;
        deck.compare("ina163", chain);
        deck.compare("floating", chain);
        auto unbalanced = preamp(61_ohm);
        unbalanced.input_capacitor = 47_uF;
        deck.compare(
            "unbalanced",
            gs::line_output{.name = "microphone", .output_impedance = 200_ohm, .output = gs::connectors::ts_plug} >>
                unbalanced >> input);

        // The sheet's table of gains, printed to two or three digits.
        struct row {
            double ohms, gain;
        };
        for (row const r :
             {row{6000, 2}, {1500, 5}, {667, 10}, {316, 20}, {122, 50}, {61, 100}, {30, 200}, {12, 500}, {6, 1000}})
            CHECK(preamp(si<gs::impedance>(r.ohms)).gain() == test::within_part(r.gain, 0.01));
        // What the microphone meets, by hand: 13.6 kohm and 4.4 kohm in parallel, 3324 ohm; 200 ohm into it: -0.507 dB.
        auto const b = gs::analyze(chain, -60_dBu);
        CHECK(gs::magnitude(b.stage("microphone").load_impedance).value() == within(3324, 2));
        CHECK(b.stage("microphone").cumulative_gain.value() == within(-0.507, 0.002));
    }
}
