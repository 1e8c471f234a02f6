// SPDX-License-Identifier: BSL-1.0
// Line outputs into line inputs: line_output.cir.

#include "circuits/circuit.hpp"

#include <gainstage/component/cable.hpp>
#include <gainstage/component/line_input.hpp>
#include <gainstage/component/line_output.hpp>
#include <gainstage/literals.hpp>

TEST_SUITE("circuits/line_output") {
    namespace gs = gainstage;
    using namespace gainstage::literals;

    TEST_CASE("line outputs, whole and with the cold leg grounded, and a line input") {
        test::circuit const deck("line_output");
        auto const output = [](gs::output_topology topology) {
            return gs::line_output{.name = "output",
                                   .output_impedance = 100_ohm,
                                   .max_output = 20_dBu,
                                   .dynamic_range = gs::dynamic_range{110_dB, gs::weighting::none},
                                   .topology = topology,
                                   .output = gs::connectors::xlr_male};
        };
        gs::line_input const balanced{.name = "input", .input_impedance = 10_kohm, .input = gs::connectors::xlr_female};
        gs::line_input const unbalanced{
            .name = "input", .input_impedance = 10_kohm, .input = gs::connectors::ts_socket};
        using gs::output_topology;
        deck.compare("drivers", output(output_topology::symmetrical) >> balanced);
        deck.compare("drivers, one leg", output(output_topology::symmetrical) >> gs::adapter{} >> unbalanced);
        deck.compare("transformer, grounded", output(output_topology::floating) >> gs::adapter{} >> unbalanced);
        deck.compare("impedance-balanced", output(output_topology::impedance_balanced) >> balanced);
        deck.compare("impedance-balanced, grounded",
                     output(output_topology::impedance_balanced) >> gs::adapter{} >> unbalanced);
        deck.compare("input", output(output_topology::unspecified) >>
                                  gs::line_input{.name = "input",
                                                 .input_impedance = 10_kohm,
                                                 .input_capacitance = 470_pF,
                                                 .input_noise = gs::voltage_noise_level{-95_dBu, gs::audio_band,
                                                                                        gs::weighting::none}});
        deck.compare("coupled", output(output_topology::symmetrical) >>
                                    gs::line_input{.name = "input", .input_impedance = 10_kohm, .coupling = 1_uF});
    }
}
