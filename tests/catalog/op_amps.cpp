// SPDX-License-Identifier: BSL-1.0
// The catalogue's operational amplifiers in a follower: noise, clip level and slope against figures published elsewhere.

#include "check.hpp"

#include <gainstage/analysis/analyze.hpp>
#include <gainstage/catalog/op_amps.hpp>
#include <gainstage/component/line_input.hpp>
#include <gainstage/component/line_output.hpp>
#include <gainstage/component/op_amp_stage.hpp>
#include <gainstage/literals.hpp>

#include <cmath>
#include <string>
#include <string_view>

namespace {

namespace gs = gainstage;
namespace catalog = gainstage::catalog;
using namespace gainstage::literals;
using test::within;

gs::stage_budget follower(gs::op_amp const& d, gs::frequency f = 1_kHz, gs::frequency_band band = {}) {
    gs::non_inverting_stage const stage{
        .device = d, .bias_resistor = {}, .feedback_resistor = 0_ohm, .gain_resistor = {}, .build_out_resistor = 0_ohm};
    auto const chain =
        gs::line_output{.output_impedance = 150_ohm} >> stage >> gs::line_input{.input_impedance = 10_kohm};
    REQUIRE(gs::validate(chain).empty());
    return gs::analyze(chain, 0_dBu, {.frequency = f, .band = band}).stages()[1];
}

} // namespace

TEST_SUITE("catalog/op_amps") {
    TEST_CASE("every device makes a valid stage, and what is not stated is reported as unknown") {
        for (auto const& d :
             {catalog::lm4562, catalog::opa1611, catalog::lt1115, catalog::opa140, catalog::opa134, catalog::tl072}) {
            CAPTURE(std::string(std::string_view(d.name)));
            (void)follower(d);
            gs::stage_info s;
            gs::non_inverting_stage{.device = d}.describe(s);
            CHECK(s.noise_is_stated == (d.input_voltage_noise && d.input_current_noise));
            CHECK(s.limit_is_stated == d.swing_from_rails.has_value());
        }
        CHECK_FALSE(catalog::tl072.input_voltage_noise.has_value());
    }

    TEST_CASE("noise with 150 ohm, white part, 20 kHz: LT1115 -129.6, LM4562 -124.9 dBu") {
        // From 2 to 20 kHz the corners count for nothing; 10 log10(19980/18000) = 0.453 dB to the whole band.
        gs::frequency_band const high{2_kHz, 20_kHz};
        CHECK(follower(catalog::lt1115, 1_kHz, high).noise.dBu() + 0.453 == within(-129.6, 0.06));
        CHECK(follower(catalog::lm4562, 1_kHz, high).noise.dBu() + 0.453 == within(-124.9, 0.06));
        // The optimum source of the LT1115: e_n/i_n = 750 ohm.
        CHECK(catalog::lt1115.input_voltage_noise->value() / catalog::lt1115.input_current_noise->value() ==
              within(750, 0.1));
    }

    TEST_CASE("LM4562: its model's 1/f noise, 6.81 nV at 10 Hz and 2.75 nV at 1 kHz by ngspice") {
        // The noise generator VNSE of the model (NLF = 6.3, FLW = 10, NVR = 2.7), alone in ngspice-39: 6.8078e-9 at 10 Hz,
        // 2.7469e-9 at 1 kHz, 2.6754e-9 at 100 kHz. The corner is rounded: 1 % at 10 Hz, and the white part is 1 % off.
        auto const density = [](double hertz) {
            auto const e = gs::detail::op_amp_voltage_noise(catalog::lm4562);
            return std::sqrt(
                gs::detail::noise_density<gs::element_kind::voltage_noise>(e, gs::at_frequency(hertz, 293.15_K)));
        };
        CHECK(density(10) == test::within_part(6.8078e-9, 0.01));
        CHECK(density(1e3) == test::within_part(2.7469e-9, 0.01));
        CHECK(density(100e3) == test::within_part(2.6754e-9, 0.01));
    }

    TEST_CASE("LM4562 on +-15 V: +22.1 dBu; none of them slews below that at 20 kHz") {
        CHECK(follower(catalog::lm4562).clip_level.dBu() == within(22.1, 0.06));
        // 20 V/us: 20e6/(2 pi 20 kHz sqrt 2) = 112.5 V RMS, +43.2 dBu: the rails come first.
        CHECK(follower(catalog::lm4562, 20_kHz).limited_by == gs::limit_law::voltage);
        CHECK(follower(catalog::tl072, 20_kHz).limited_by == gs::limit_law::slew);
        CHECK(follower(catalog::tl072, 20_kHz).clip_level.dBu() ==
              within(20 * std::log10(73.15 / std::sqrt(0.6)), 0.01)); // 13 V/us
    }
}
