// SPDX-License-Identifier: BSL-1.0
// A U pad before a microphone input with phantom power: u_pad_phantom.cir.

#include "circuits/circuit.hpp"

#include <gainstage/analysis/analyze.hpp>
#include <gainstage/component/line_input.hpp>
#include <gainstage/component/line_output.hpp>
#include <gainstage/component/pad.hpp>
#include <gainstage/component/phantom_supply.hpp>
#include <gainstage/literals.hpp>

TEST_SUITE("circuits/u_pad_phantom") {
    namespace gs = gainstage;
    using namespace gainstage::literals;
    using test::within;

    TEST_CASE("a U pad before a microphone input with phantom power") {
        gs::line_output const source{
            .name = "source", .output_impedance = 150_ohm, .topology = gs::output_topology::symmetrical};
        gs::pad const pad{.network = {gs::pad_kind::u, 680_ohm, 150_ohm, {}}};
        gs::line_input const input{.name = "input", .input_impedance = 2_kohm};
        test::circuit const deck("u_pad_phantom");
        deck.compare("pad", source >> pad >> gs::phantom_supply{} >> input);
        deck.compare("bare pad", source >> pad >> input);
        deck.compare("no pad", source >> input);

        // By hand: 150 || 2000 = 139.535; 139.535/(150 + 1360 + 139.535) = 0.084590 = -21.454 dB; without the pad
        // 2000/2150 = -0.628 dB: the pad takes 20.825 dB. The source sees 1360 + 139.535 = 1499.5 ohm.
        auto const b = gs::analyze(source >> pad >> input, 0_dBu);
        CHECK(b.output().cumulative_gain.value() == within(-21.454, 0.00051));
        CHECK((gs::analyze(source >> input, 0_dBu).output().level - b.output().level).value() == within(20.825, 0.001));
        CHECK(gs::magnitude(b.stage("source").load_impedance).value() == within(1499.5, 0.051));
        // Phantom's 13.6 kohm across 139.535: 138.118/(1510 + 138.118) = 0.083803 = -21.535 dB.
        auto const p = gs::analyze(source >> pad >> gs::phantom_supply{} >> input, 0_dBu);
        CHECK(p.output().cumulative_gain.value() == within(-21.535, 0.00051));
    }
}
