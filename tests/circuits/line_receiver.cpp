// SPDX-License-Identifier: BSL-1.0
// A line receiver: line_receiver.cir.

#include "circuits/circuit.hpp"

#include <gainstage/analysis/analyze.hpp>
#include <gainstage/component/line_input.hpp>
#include <gainstage/component/line_output.hpp>
#include <gainstage/component/op_amp_stage.hpp>
#include <gainstage/literals.hpp>

TEST_SUITE("circuits/line_receiver") {
    namespace gs = gainstage;
    using namespace gainstage::literals;
    using test::si;
    using test::within;

    TEST_CASE("THAT 1240, balanced and not") {
        test::circuit const deck("line_receiver");
        gs::difference_stage receiver{.name = "receiver",
                                      .device = {.input_voltage_noise = 8_nV_per_rtHz,
                                                 .voltage_noise_corner = 100_Hz,
                                                 .input_current_noise = 0.6_pA_per_rtHz,
                                                 .current_noise_corner = 300_Hz,
                                                 .gain_bandwidth = si<gs::frequency>(17.2e6)},
                                      .r1 = 9_kohm,
                                      .r2 = 9_kohm};
        auto const output = [](gs::connector const& plug) {
            return gs::line_output{.name = "output", .output_impedance = 600_ohm, .output = plug};
        };
        gs::line_input const input{.name = "input", .input_impedance = 10_kohm};
        deck.compare("symmetrical", output(gs::connectors::xlr_male) >> receiver >> input);
        deck.compare("floating", output(gs::connectors::xlr_male) >> receiver >> input);
        deck.compare("unbalanced", output(gs::connectors::ts_plug) >> receiver >> input);

        // From the terminals: unity gain, 18 kohm.
        auto const quiet =
            gs::line_output{.name = "output", .output_impedance = si<gs::impedance>(1e-3)} >> receiver >> input;
        auto const b = gs::analyze(quiet, 4_dBu, {.band = {1_kHz, 20_kHz}});
        CHECK(gs::magnitude(b.stage("output").load_impedance).value() == within(18e3, 10));
        CHECK(b.stage("receiver").cumulative_gain.value() == within(-0.0864, 0.001)); // 100 ohm into 10 kohm
        // By hand, see the deck: 29.95 nV/sqrt(Hz) and the 1/f parts, 8^2*4*100 (ln 20)/19e3 + 7.64^2*300 (ln 20)/19e3
        // = 6.8 nV^2 more; 100/101 of it over sqrt(19 kHz) is 4.103 uV, or -105.52 dBu. The sheet has -104 dBu, with
        // its own amplifier.
        CHECK(b.output().noise.dBu() == within(-105.52, 0.01));
        CHECK(gs::analyze(quiet, 4_dBu).output().noise.dBu() == within(-104, 1.5));

        receiver.input_capacitor = 10_uF;
        deck.compare("coupled", output(gs::connectors::xlr_male) >> receiver >> input);
    }
}
