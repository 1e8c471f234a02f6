// SPDX-License-Identifier: BSL-1.0
// Microphones: microphone.cir.

#include "circuits/circuit.hpp"

#include <gainstage/analysis/analyze.hpp>
#include <gainstage/component/cable.hpp>
#include <gainstage/component/line_input.hpp>
#include <gainstage/component/microphone.hpp>
#include <gainstage/literals.hpp>

TEST_SUITE("circuits/microphone") {
    namespace gs = gainstage;
    using namespace gainstage::literals;
    using test::within;

    TEST_CASE("a microphone by its sensitivity, its rated load and its self-noise") {
        test::circuit const deck("microphone");
        gs::microphone const condenser{.transducer = gs::transducer_kind::condenser,
                                       .sensitivity = 11_mV_per_Pa,
                                       .sensitivity_load = 1_kohm,
                                       .output_impedance = 50_ohm,
                                       .self_noise = 10_dBA,
                                       .topology = gs::output_topology::symmetrical};
        gs::line_input const balanced{.name = "input", .input_impedance = 1_kohm, .input = gs::connectors::xlr_female};
        gs::line_input const unbalanced{.name = "input", .input_impedance = 1_kohm, .input = gs::connectors::ts_socket};
        deck.compare("balanced", condenser >> balanced);
        deck.compare("one leg", condenser >> gs::adapter{} >> unbalanced);

        gs::microphone range = condenser;
        range.low_corner = 20_Hz;
        range.high_corner = 18_kHz;
        range.self_noise_corner = 100_Hz;
        deck.compare("range", range >> balanced);

        gs::microphone const coil{};
        deck.compare("coil, balanced", coil >> gs::line_input{.name = "input", .input_impedance = 2_kohm});
        deck.compare("coil, grounded", coil >> gs::adapter{} >> gs::line_input{.name = "input",
                                                                               .input_impedance = 2_kohm,
                                                                               .input = gs::connectors::ts_socket});

        // The sheet's sensitivity and noise: 11 mV at 1 Pa into 1 kohm, and 10 dB(A).
        gs::conditions const weighted{.weighting = gs::weighting::a};
        auto const b = gs::analyze(condenser >> balanced, gs::level_of(1_Pa), weighted);
        CHECK(gs::rms_voltage(b.output().level).value() == test::within_part(11e-3, 1e-9));
        CHECK(b.equivalent_noise_level().level().dBSPL() == within(10, 1e-3));
        // The cold leg of two opposite drivers lost: half the emf, behind 25 ohm: 5.775 mV * 1000/1025 = 5.6341 mV.
        auto const u = gs::analyze(condenser >> gs::adapter{} >> unbalanced, gs::level_of(1_Pa));
        CHECK(gs::rms_voltage(u.output().level).value() == test::within_part(5.6341e-3, 1e-4));
    }
}
