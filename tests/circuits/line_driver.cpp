// SPDX-License-Identifier: BSL-1.0
// Line drivers: line_driver.cir.

#include "circuits/circuit.hpp"

#include <gainstage/component/cable.hpp>
#include <gainstage/component/line_driver.hpp>
#include <gainstage/component/line_input.hpp>
#include <gainstage/component/line_output.hpp>
#include <gainstage/literals.hpp>

TEST_SUITE("circuits/line_driver") {
    namespace gs = gainstage;
    using namespace gainstage::literals;

    TEST_CASE("a line driver, balanced and with one leg") {
        test::circuit const deck("line_driver");
        auto const driver = [](gs::output_topology topology) {
            return gs::line_driver{.name = "driver",
                                   .gain = gs::gain_of_amplitude_ratio(2),
                                   .topology = topology,
                                   .noise = gs::amplifier_noise{.input_voltage = 10_nV_per_rtHz,
                                                                .input_current = 1_pA_per_rtHz,
                                                                .output_voltage = 30_nV_per_rtHz}};
        };
        gs::line_output const source{.name = "source", .output_impedance = 1_kohm};
        gs::line_input const balanced{.name = "input", .input_impedance = 600_ohm, .input = gs::connectors::xlr_female};
        gs::line_input const unbalanced{
            .name = "input", .input_impedance = 600_ohm, .input = gs::connectors::ts_socket};
        deck.compare("balanced", source >> driver(gs::output_topology::symmetrical) >> balanced);
        for (auto const cold : {gs::cold_leg::open, gs::cold_leg::grounded}) {
            gs::adapter const adapter{.cold = cold};
            deck.compare("one leg", source >> driver(gs::output_topology::symmetrical) >> adapter >> unbalanced);
            deck.compare("impedance-balanced",
                         source >> driver(gs::output_topology::impedance_balanced) >> adapter >> unbalanced);
        }
    }
}
