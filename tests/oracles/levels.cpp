// SPDX-License-Identifier: BSL-1.0
// Alignment levels, decibel arithmetic, quantization (facts/oracles.md O14, O16, O17).

#include "check.hpp"

#include <gainstage/analysis/analyze.hpp>
#include <gainstage/analysis/distortion.hpp>
#include <gainstage/component/line_input.hpp>
#include <gainstage/component/line_output.hpp>
#include <gainstage/level.hpp>
#include <gainstage/literals.hpp>

#include <cmath>
#include <numbers>

namespace {

namespace gs = gainstage;
using namespace gainstage::literals;
using test::si;
using test::within;

double volts(gs::voltage_level l) { return gs::rms_voltage(l).value(); }

// What a converter reads for a level at its terminals: a source of no impedance worth mentioning.
double dBFS(gs::voltage_level level, gs::voltage_level full_scale) {
    auto const chain =
        gs::line_output{.output_impedance = si<gs::impedance>(1e-9)} >> gs::line_input{.full_scale = full_scale};
    return gs::analyze(chain, level).digital_level().dBFS();
}

} // namespace

TEST_SUITE("oracles/levels") {
    TEST_CASE("O14: volts of the converters' full scales") {
        CHECK(volts(18_dBu) == within(6.1528, 0.00006));
        CHECK(volts(18_dBu + gs::sine_crest_factor) == within(8.7014, 0.00006)); // peak
        CHECK(volts(24_dBu) == within(12.2765, 0.00006));
        CHECK(volts(22_dBu) == within(9.7516, 0.00006));
        CHECK(volts(20_dBu) == within(7.7460, 0.00006));
        CHECK(volts(13_dBu) == within(3.4600, 0.00006));
    }

    TEST_CASE("O14: professional and consumer line level") {
        CHECK(volts(4_dBu) == within(1.2277, 0.00006));
        CHECK(volts(-10_dBV) == within(0.31623, 0.000006));
        CHECK((-10_dBV).dBu() == within(-7.78, 0.005));
        CHECK((4_dBu - -10_dBV).value() == within(11.782, 0.0006));
        CHECK((0_dBV).dBu() == within(2.2185, 0.00006));
        CHECK((0_dBu).dBV() == within(-2.2185, 0.00006));
        // Folklore has 14 dB: the two numbers subtracted, of unlike references.
        CHECK((4_dBu - -10_dBV).value() != within(14, 1));
    }

    TEST_CASE("O14, traps 3: 0 dBu is sqrt(0.6) V and not 0.775 V; 1 Pa is 93.979 and not 94 dB SPL") {
        CHECK(volts(0_dBu) == within(0.774597, 5e-7));
        CHECK((gs::level_of(0.775_V) - 0_dBu).value() == within(0.0045, 0.0001));
        CHECK(gs::level_of(1_Pa).dBSPL() == within(93.979, 0.0005));
    }

    TEST_CASE("O14: alignment and full scale") {
        CHECK(dBFS(0_dBu, 18_dBu) == within(-18, 1e-6)); // EBU R68
        CHECK(dBFS(15_dBu, 18_dBu) == within(-3, 1e-6)); // R68: true peaks 15 dB above alignment
        CHECK(dBFS(4_dBu, 24_dBu) == within(-20, 1e-6)); // SMPTE RP155
        CHECK(dBFS(6_dBu, 16_dBu) == within(-10, 1e-6)); // ARD
        CHECK(dBFS(6_dBu, 15_dBu) == within(-9, 1e-6));  // ARD, as also found
        CHECK(dBFS(22_dBu, 22_dBu) == within(0, 1e-6));  // Japan, France
    }

    TEST_CASE("O14: a full-scale sine is 0 dBFS RMS, a full-scale square wave +3.01 dBFS (AES17)") {
        CHECK(gs::clipped_sine(0_dB).level().value() == within(0, 1e-12));
        CHECK(gs::clipped_sine(200_dB).level().value() == within(3.01, 0.0005));
    }

    TEST_CASE("O16: UnitsNet's sums: powers add, voltages do not") {
        auto const sum = [](double a, double b) {
            return power_sum(gs::voltage_level::from_dBu(a), gs::voltage_level::from_dBu(b)).dBu();
        };
        CHECK(sum(1.6, 0.7) == within(4.18357203248652, 1e-12));
        CHECK(sum(0.7, 1.6) == within(4.18357203248652, 1e-12));
        CHECK(sum(1.6, 0.7) != within(7.1822515393836, 1));     // the coherent sum
        CHECK((1.6_dB + 0.7_dB).value() == within(2.3, 1e-12)); // composition of gains
        CHECK(sum(10, 10) == within(13.010, 0.0004));           // 10 dBm and 10 dBm
        CHECK((10_dBu - 1_dB).dBu() == within(9, 1e-12));
    }

    TEST_CASE("O16: ratios, neper, uncorrelated sources") {
        CHECK(gs::amplitude_ratio(6_dB) == within(1.995, 0.0006));
        CHECK(gs::power_ratio(6_dB) == within(3.981, 0.0006));
        CHECK(gs::gain_of_amplitude_ratio(std::numbers::e).value() == within(8.686, 0.0006)); // 1 Np
        // Qucs #24: two uncorrelated volts make 1.414 V.
        CHECK(volts(power_sum(0_dBV, 0_dBV)) == within(1.414, 0.0006));
    }

    TEST_CASE("O17: SNR = 6.0206 N + 1.7609 dB, from the quantization noise LSB/sqrt(12)") {
        struct row {
            int bits;
            double dB;
        };
        constexpr row rows[] = {{8, 49.93}, {12, 74.01}, {16, 98.09}, {20, 122.17}, {24, 146.26}};
        for (row const& r : rows) {
            CAPTURE(r.bits);
            gs::voltage_level const full_scale = 18_dBu;
            double const step = 2 * std::sqrt(2.0) * volts(full_scale) / std::pow(2.0, r.bits);
            gs::voltage_noise_level const noise{gs::level_of(si<gs::voltage>(step / std::sqrt(12.0))), gs::audio_band,
                                                gs::weighting::none};
            gs::line_output const ideal{.output_impedance = si<gs::impedance>(1e-6)};
            auto const b = gs::analyze(ideal >> gs::line_input{.full_scale = full_scale, .input_noise = noise}, 4_dBu);
            REQUIRE(b.valid());
            CHECK(b.dynamic_range().value() == within(r.dB, 0.0056));
            CHECK(b.dynamic_range().value() == within(6.0206 * r.bits + 1.7609, 0.002));

            // And as a sheet's dynamic range, with any weighting.
            for (gs::weighting const w : {gs::weighting::none, gs::weighting::a}) {
                gs::line_input const converter{.full_scale = full_scale,
                                               .dynamic_range = gs::dynamic_range{gs::decibels{r.dB}, w}};
                auto const c = gs::analyze(ideal >> converter, 4_dBu, {.weighting = w});
                CHECK(c.dynamic_range().value() == within(r.dB, 0.001));
                CHECK(c.output().noise.dBu() == within(18 - r.dB, 0.001));
            }
        }
    }
}
