// SPDX-License-Identifier: BSL-1.0
// A line of 300 m: long_line.cir.

#include "circuits/circuit.hpp"

#include <gainstage/analysis/analyze.hpp>
#include <gainstage/component/cable.hpp>
#include <gainstage/component/line_input.hpp>
#include <gainstage/component/line_output.hpp>
#include <gainstage/literals.hpp>

TEST_SUITE("circuits/long_line") {
    namespace gs = gainstage;
    using namespace gainstage::literals;
    using test::within;

    TEST_CASE("300 m of cable") {
        test::circuit const deck("long_line");
        auto const output = [](gs::impedance z) { return gs::line_output{.name = "output", .output_impedance = z}; };
        auto const run = [](gs::length l) {
            return gs::cable{.name = "line", .length = l, .capacitance = 100_pF_per_m, .resistance = 0.084_ohm_per_m};
        };
        gs::line_input const input{.name = "input", .input_impedance = 10_kohm};
        deck.compare("200 ohm, one section", output(200_ohm) >> run(300_m) >> input);

        // Twenty cables of 15 m one behind the other are the twenty sections; only the last one has a probe.
        gs::cable piece = run(15_m);
        piece.name = "piece";
        auto const five = piece >> piece >> piece >> piece >> piece;
        auto const sections = five >> five >> five >> piece >> piece >> piece >> piece >> run(15_m);
        deck.compare_some("200 ohm, sections", output(200_ohm) >> sections >> input, {"output", "line", "input"});
        deck.compare_some("50 ohm, sections", output(50_ohm) >> sections >> input, {"output", "line", "input"});

        // What one section is off by, at 15.8 kHz from 200 ohm, by hand. With x = wRC = 2 pi 15,849 * 50.4 * 30n =
        // 0.15057 and t^2 = jx the line is 1/(cosh t + (Rs/R) t sinh t), the section 1/(1 + t^2/2 + (Rs/R)(t^2 +
        // t^4/4)). The series differ first in t^4: by x^2 (Rs/(12 R) - 1/24) = 0.006553, against 1 + j w C (Rs + R/2) =
        // 1 + 0.673 j. That is 8.686 * 0.006553/(1 + 0.673^2) = 0.0392 dB.
        auto const error = [&](double hertz) {
            auto const dB = [&](std::string_view hookup) {
                return 20 * std::log10(std::abs(deck.at(hookup, "input").volts[deck.index(hertz)]));
            };
            return std::abs(dB("200 ohm, one section") - dB("200 ohm, sections"));
        };
        CHECK(error(1e4 * std::pow(10, 0.2)) == within(0.0392, 0.001));

        // Sengpiel's formula, 1/(2 pi 200 ohm 30 nF) = 26.526 kHz, without the conductors' resistance: 3.01 dB down.
        auto const bare = output(200_ohm) >>
                          gs::cable{.length = 300_m, .capacitance = 100_pF_per_m, .resistance = 0_ohm_per_m} >>
                          gs::line_input{.input_impedance = test::si<gs::impedance>(1e12)};
        CHECK(gs::analyze(bare, 0_dBu, {.frequency = test::si<gs::frequency>(26526)}).output().level.dBu() ==
              within(-3.0103, 0.001));
    }
}
