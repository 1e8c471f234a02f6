// SPDX-License-Identifier: BSL-1.0
// Pads: pad.cir.

#include "circuits/circuit.hpp"

#include <gainstage/component/line_input.hpp>
#include <gainstage/component/line_output.hpp>
#include <gainstage/component/pad.hpp>
#include <gainstage/literals.hpp>

TEST_SUITE("circuits/pad") {
    namespace gs = gainstage;
    using namespace gainstage::literals;

    TEST_CASE("L, U and H pads") {
        test::circuit const deck("pad");
        auto const between = [](gs::impedance source, gs::pad_network const& network, gs::impedance load) {
            return gs::line_output{.name = "output", .output_impedance = source} >> gs::pad{.network = network} >>
                   gs::line_input{.name = "input", .input_impedance = load, .input_capacitance = 1_nF};
        };
        deck.compare("l", between(100_ohm, gs::l_pad(20_dB, 100_ohm), 10_kohm));
        deck.compare("u", between(150_ohm, {gs::pad_kind::u, 680_ohm, 150_ohm, {}}, 2_kohm));
        deck.compare("h", between(600_ohm, gs::h_pad(20_dB, 600_ohm, 150_ohm), 150_ohm));
    }
}
