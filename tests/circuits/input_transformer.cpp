// SPDX-License-Identifier: BSL-1.0
// A microphone input transformer with its load: input_transformer.cir.

#include "circuits/circuit.hpp"

#include <gainstage/analysis/analyze.hpp>
#include <gainstage/component/line_input.hpp>
#include <gainstage/component/line_output.hpp>
#include <gainstage/component/transformer.hpp>
#include <gainstage/literals.hpp>

TEST_SUITE("circuits/input_transformer") {
    namespace gs = gainstage;
    using namespace gainstage::literals;
    using test::si;
    using test::within;

    TEST_CASE("Jensen's JT-115K-E between 150 ohm and 150 kohm") {
        test::circuit const deck("input_transformer");
        gs::transformer const jensen{.turns_ratio = 10,
                                     .primary_resistance = 19.7_ohm,
                                     .secondary_resistance = 2465_ohm,
                                     .primary_inductance = si<gs::inductance>(9.621),
                                     .leakage_inductance = si<gs::inductance>(100e-6),
                                     .core_loss = 14577_ohm,
                                     .secondary_capacitance = 100_pF};
        auto const chain = gs::line_output{.name = "microphone", .output_impedance = 150_ohm} >> jensen >>
                           gs::line_input{.name = "input", .input_impedance = 150_kohm};
        deck.compare("jensen", chain);
        deck.compare("backwards", gs::line_output{.name = "source", .output_impedance = 600_ohm} >>
                                      gs::transformer{.turns_ratio = 0.1,
                                                      .primary_resistance = 2465_ohm,
                                                      .secondary_resistance = 19.7_ohm,
                                                      .primary_inductance = si<gs::inductance>(962.1),
                                                      .leakage_inductance = si<gs::inductance>(10e-3),
                                                      .core_loss = 1.4577_Mohm,
                                                      .primary_capacitance = 470_pF,
                                                      .secondary_capacitance = 1_nF} >>
                                      gs::line_input{.name = "input", .input_impedance = 2_kohm});

        // The sheet: gain 19.65 to 19.85 dB from the primary's terminals, 1.40 kohm, 17.0 kohm (with the 150 kohm
        // across).
        auto const b = gs::analyze(chain, 0_dBu);
        CHECK(b.stage("transformer").gain.value() == within(19.75, 0.1));
        CHECK(gs::magnitude(b.stage("microphone").load_impedance).value() == within(1400, 5));
        double const z = gs::magnitude(b.stage("transformer").source_impedance).value();
        CHECK(z * 150e3 / (z + 150e3) == within(17.0e3, 100));
        // -3 dB at 2.5 Hz, against mid-band.
        auto const low = gs::analyze(chain, 0_dBu, {.frequency = 2.5_Hz});
        CHECK((low.output().level - b.output().level).value() == within(-3.01, 0.02));
        // The thermal noise of the windings and the core, by hand: at the secondary the source is 15 kohm, the rest
        // (15k + 1970) || 1457.7k + 2465 - all of it makes noise: 4kT * 19,240 ohm. The source's part of it is 15 kohm
        // times (1457.7/(1457.7 + 16.97))^2 = 14,657 ohm. 10 log10(19240/14657) = 1.18 dB.
        CHECK(b.noise_figure().value() == within(1.18, 0.01));
    }
}
