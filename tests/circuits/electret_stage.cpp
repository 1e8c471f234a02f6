// SPDX-License-Identifier: BSL-1.0
// An electret capsule into a virtual ground: electret_stage.cir.

#include "circuits/circuit.hpp"

#include <gainstage/analysis/analyze.hpp>
#include <gainstage/component/line_input.hpp>
#include <gainstage/component/microphone.hpp>
#include <gainstage/component/op_amp_stage.hpp>
#include <gainstage/component/plug_in_power.hpp>
#include <gainstage/literals.hpp>

TEST_SUITE("circuits/electret_stage") {
    namespace gs = gainstage;
    using namespace gainstage::literals;
    using test::si;
    using test::within;

    // The capsule's current needs no input resistor.
    constexpr gs::impedance wire = si<gs::impedance>(1e-3);

    TEST_CASE("TIDU765: an electret capsule into a virtual ground") {
        test::circuit const deck("electret_stage");
        double const current = std::pow(10, -46. / 20) / 2200; // A/Pa
        gs::microphone const source{.transducer = gs::transducer_kind::electret,
                                    .sensitivity = si<gs::acoustic_sensitivity>(current * 100e3),
                                    .output_impedance = 100_kohm,
                                    .self_noise = gs::sound_noise_level{gs::level_of(si<gs::pressure>(1e-3)),
                                                                        gs::audio_band, gs::weighting::a}};
        gs::inverting_stage const stage{
            .name = "stage",
            .device = {.input_voltage_noise = 5_nV_per_rtHz, .input_current_noise = 0_pA_per_rtHz},
            .input_resistor = wire,
            .feedback_resistor = 270_kohm,
            .build_out_resistor = 49.9_ohm,
            .output_capacitor = 1_uF};
        gs::line_input const input{.name = "input", .input_impedance = 10_kohm};
        auto const bias = gs::plug_in_power{.resistor = 6200_ohm, .coupling = 10_uF};
        deck.compare("electret", source >> bias >> stage >> input);

        // The design's figures: 2.278 uA/Pa, and 1.228 V for 2 Pa with 269.52 kohm. By hand, with 270 kohm and
        // behind 49.9 ohm and 1 uF into 10 kohm: 2 * 2.278 uA * 270 kohm * 10k/|10.05k - j159| = 1.2239 V.
        CHECK(current == test::within_part(2.278e-6, 2e-4));
        auto const b = gs::analyze(source >> bias >> stage >> input, gs::level_of(2_Pa));
        double const volts = gs::rms_voltage(b.output().level).value();
        CHECK(volts == test::within_part(1.2239, 2e-4));
        CHECK(volts == test::within_part(1.228, 0.005));

        // Noise gain 44.548 and 9.990 nV/sqrt(Hz): 445.0 nV/sqrt(Hz) at the amplifier, from a capsule and an amplifier
        // without noise of their own. 10k/10.05k of it over sqrt(19 kHz).
        gs::microphone quiet = source;
        quiet.output_impedance = si<gs::impedance>(1e9);
        quiet.sensitivity = si<gs::acoustic_sensitivity>(current * 1e9);
        quiet.self_noise = gs::sound_noise_level{gs::sound_level::from_dBSPL(-100), gs::audio_band, gs::weighting::a};
        gs::inverting_stage ideal = stage;
        ideal.device.input_voltage_noise = 0_nV_per_rtHz;
        ideal.device.gain_bandwidth = si<gs::frequency>(1e12);
        auto const n = gs::analyze(quiet >> bias >> ideal >> input, gs::level_of(1_Pa),
                                   {.band = {1_kHz, 20_kHz}, .temperature = 298.15_K});
        CHECK(gs::rms_voltage(n.output().noise.level()).value() ==
              test::within_part(44.548 * 9.990e-9 * 10e3 / 10049.9 * std::sqrt(19e3), 3e-4));
    }
}
