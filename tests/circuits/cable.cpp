// SPDX-License-Identifier: BSL-1.0
// A balanced cable: cable.cir.

#include "circuits/circuit.hpp"

#include <gainstage/component/cable.hpp>
#include <gainstage/component/line_input.hpp>
#include <gainstage/component/line_output.hpp>
#include <gainstage/literals.hpp>

TEST_SUITE("circuits/cable") {
    namespace gs = gainstage;
    using namespace gainstage::literals;

    TEST_CASE("a cable of two conductors in a shield") {
        test::circuit const deck("cable");
        deck.compare("balanced", gs::line_output{.name = "output", .output_impedance = 600_ohm} >>
                                     gs::cable{.length = 100_m,
                                               .capacitance = 100_pF_per_m,
                                               .resistance = 0.084_ohm_per_m,
                                               .inductance = test::si<gs::inductance_per_length>(0.7e-6)} >>
                                     gs::line_input{.name = "input", .input_impedance = 10_kohm});
    }
}
