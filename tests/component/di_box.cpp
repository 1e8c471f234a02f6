// SPDX-License-Identifier: BSL-1.0
// Passive and active DI boxes between a pickup and a microphone preamp.

#include "check.hpp"

#include <gainstage/analysis/analyze.hpp>
#include <gainstage/analysis/powering.hpp>
#include <gainstage/component/cable.hpp>
#include <gainstage/component/di_box.hpp>
#include <gainstage/component/instrument_pickup.hpp>
#include <gainstage/component/line_input.hpp>
#include <gainstage/component/line_output.hpp>
#include <gainstage/component/phantom_supply.hpp>
#include <gainstage/component/preamp.hpp>
#include <gainstage/dynamic_chain.hpp>
#include <gainstage/literals.hpp>
#include <gainstage/rules/diagnose.hpp>

namespace {

namespace gs = gainstage;
using namespace gainstage::literals;
using test::si;
using test::within;
using test::within_part;

gs::line_output source_of(double ohms) {
    return {.output_impedance = si<gs::impedance>(ohms),
            .topology = gs::output_topology::unbalanced,
            .output = gs::connectors::ts_plug,
            .gives = gs::signal_class::instrument};
}
gs::line_input load_of(double ohms) { return {.input_impedance = si<gs::impedance>(ohms)}; }

} // namespace

TEST_SUITE("component/di_box") {
    TEST_CASE("12:1, ideal: 2 kohm behind it are 288 kohm, 20 kohm in front are 139 ohm, -21.58 dB") {
        gs::passive_di_box di{};
        di.transformer = {.turns_ratio = 1.0 / 12,
                          .primary_resistance = 0_ohm,
                          .secondary_resistance = 0_ohm,
                          .primary_inductance = {}};
        auto const b = gs::analyze(source_of(20e3) >> di >> load_of(2000), 0_dBu);
        CHECK(gs::magnitude(b.stages()[0].load_impedance).value() == within(288e3, 1e-6)); // 144 * 2000
        CHECK(gs::magnitude(b.stages()[1].source_impedance).value() == within(138.889, 0.001));
        CHECK(b.stages()[1].gain.value() == within(-21.584, 0.001)); // 20 log10(1/12)
    }

    TEST_CASE("the default box: windings, and the low end by its inductance") {
        // 2500 + 144 (30 + 2000) = 294,820 ohm at the input.
        gs::passive_di_box di{};
        di.transformer.primary_inductance = {};
        CHECK(
            gs::magnitude(gs::analyze(source_of(1) >> di >> load_of(2000), 0_dBu).stages()[0].load_impedance).value() ==
            within(294820, 0.1));
        // From 10 kohm: across 500 H lie (10 k + 2.5 k) || 144 * 2030 = 11,987 ohm: -3.01 dB at 3.816 Hz
        auto const at = [](double f) {
            return gs::analyze(source_of(10e3) >> gs::passive_di_box{} >> load_of(2000), 0_dBu,
                               {.frequency = si<gs::frequency>(f)})
                .output()
                .level.dBu();
        };
        CHECK(at(3.816) - at(10e3) == within(-3.010, 0.002));
    }

    TEST_CASE("a pickup keeps its level and its treble") {
        // 7 k + 2.4 H into a mic input of 2 kohm directly: 20 log10(2/9) = -13.06 dB at low frequencies. Through the box the
        // pickup sees 294.8 kohm: 20 log10(294.8/301.8) = -0.20 dB.
        gs::instrument_pickup const p{.coil_resistance = 7_kohm, .inductance = 2.4_H, .volume = {}, .tone = {}};
        gs::passive_di_box di{};
        di.transformer.primary_inductance = {};
        auto const direct = gs::analyze(p >> load_of(2000), -20_dBu, {.frequency = 1_Hz});
        auto const boxed = gs::analyze(p >> di >> load_of(2000), -20_dBu, {.frequency = 1_Hz});
        CHECK(direct.stages()[0].gain.value() == within(-13.06, 0.01));
        CHECK(boxed.stages()[0].gain.value() == within(-0.204, 0.001));
        // An active one of 1 Mohm: 20 log10(1000/1007) = -0.061 dB.
        CHECK(gs::analyze(p >> gs::active_di_box{} >> load_of(2000), -20_dBu, {.frequency = 1_Hz})
                  .stages()[0]
                  .gain.value() == within(-0.061, 0.001));
    }

    TEST_CASE("the passive box's core and pad") {
        gs::passive_di_box di{};
        di.transformer.core = gs::core_limit{10_dBu, 20_Hz};
        di.transformer.primary_resistance = 0_ohm;
        auto const at40 = [](auto const& box) {
            return gs::analyze(source_of(1e-3) >> box >> load_of(2000), 0_dBu, {.frequency = 40_Hz}).max_input().dBu();
        };
        CHECK(at40(di) == within(16.02, 0.005)); // 10 dBu + 20 log10(2)
        // 9 kohm and 1 kohm, loaded by 144 * 2030 = 292,320 ohm: 1000 || 292,320 = 996.6; 20 log10(9996.6/996.6) = 20.03 dB
        di.pad = gs::l_pad(20_dB, 1_kohm);
        CHECK(at40(di) == within(16.02 + 20.03, 0.01));
    }

    TEST_CASE("facts: what it takes, gives and isolates") {
        gs::preamp const mic_input{.input = gs::connectors::xlr_female};
        auto const passive =
            gs::analyze(source_of(1) >> gs::passive_di_box{} >> mic_input >> load_of(1e4), 0_dBu).infos()[1];
        CHECK(passive.kind == gs::stage_kind::di_box);
        CHECK(passive.accepts == gs::signal_class::instrument);
        CHECK(passive.gives == gs::signal_class::microphone);
        CHECK(passive.common_mode.isolates);
        CHECK(passive.dc.blocks);
        CHECK_FALSE(passive.is_amplifier);
        auto const active =
            gs::analyze(source_of(1) >> gs::active_di_box{} >> mic_input >> load_of(1e4), 0_dBu).infos()[1];
        CHECK(active.kind == gs::stage_kind::di_box);
        CHECK(active.accepts == gs::signal_class::instrument);
        CHECK(active.gives == gs::signal_class::microphone);
        CHECK_FALSE(active.common_mode.isolates);
        CHECK(active.is_amplifier);
        CHECK(active.input == gs::connectors::ts_socket);
        CHECK(active.output == gs::connectors::xlr_male);
    }

    TEST_CASE("power: the active box needs it, the passive one keeps it away from the instrument") {
        gs::phantom_supply const p48{};
        auto const powered = gs::powering(gs::instrument_pickup{} >> gs::active_di_box{} >> gs::cable{} >> p48 >>
                                          gs::preamp{} >> gs::line_input{});
        REQUIRE(powered.size() == 2);
        CHECK(powered[0].state == gs::power_state::not_needed);
        CHECK(powered[1].state == gs::power_state::powered);
        CHECK(powered[1].voltage.value() ==
              within(48 - 4e-3 * (3400 + 0.4 + 0.3), 1e-6)); // feed/2, 10 m: 0.8/2 + 0.3 ohm
        auto const dead = gs::powering(gs::instrument_pickup{} >> gs::active_di_box{} >> gs::cable{} >> gs::preamp{} >>
                                       gs::line_input{});
        REQUIRE(dead.size() == 2);
        CHECK(dead[1].state == gs::power_state::unsupplied);
        CHECK(gs::powering(gs::active_di_box{.power = gs::battery_power{}} >> gs::cable{} >> gs::preamp{} >>
                           gs::line_input{})
                  .size() <= 1);
        auto const passive = gs::powering(gs::instrument_pickup{} >> gs::passive_di_box{} >> gs::cable{} >> p48 >>
                                          gs::preamp{} >> gs::line_input{});
        REQUIRE(passive.size() == 1);
        CHECK(passive[0].state == gs::power_state::not_needed);
    }

    TEST_CASE("the active box: gain, coupling, noise, clip level, pad") {
        // 10 nF and 1 Mohm: 15.915 Hz
        gs::active_di_box di{.gain = -6_dB, .coupling = 10_nF, .output_impedance = 0_ohm};
        auto const at = [](gs::active_di_box const& box, double f) {
            return gs::analyze(source_of(1e-3) >> box >> load_of(1e12), 0_dBu, {.frequency = si<gs::frequency>(f)})
                .output()
                .level.dBu();
        };
        CHECK(at(di, 15.915) == within(-9.010, 0.001));
        CHECK(at(di, 100e3) == within(-6, 0.001));
        // 20 nV/rtHz over 19,980 Hz, half of it: 20e-9 * 141.35 * 0.50119 = 1.4168 uV
        di.noise = gs::amplifier_noise{.input_voltage = 20_nV_per_rtHz};
        di.coupling = {};
        auto const b = gs::analyze(source_of(1e-3) >> di >> load_of(1e12), 0_dBu);
        CHECK(gs::rms_voltage(b.output().noise.level()).value() == within_part(1.4168e-6, 1e-3));
        di.max_input = 6_dBu;
        CHECK(gs::analyze(source_of(1e-3) >> di >> load_of(1e12), 0_dBu).max_input().dBu() == within(6, 1e-3));
        di.pad = gs::l_pad(20_dB, 10_kohm); // 1 Mohm beside 10 kohm: 20 log10(1 + 9 (1 + 0.01)) = 20.08 dB
        CHECK(gs::analyze(source_of(1e-3) >> di >> load_of(1e12), 0_dBu).max_input().dBu() == within(26.08, 0.005));
    }

    TEST_CASE("a guitar through a DI box is diagnosed; in a dynamic chain it is the same") {
        auto const chain =
            gs::instrument_pickup{} >> gs::cable{.input = gs::connectors::ts_plug, .output = gs::connectors::ts_plug} >>
            gs::active_di_box{.noise = gs::amplifier_noise{.input_voltage = 20_nV_per_rtHz}, .max_input = 8_dBu} >>
            gs::cable{} >> gs::phantom_supply{} >> gs::preamp{.gain = 30_dB, .max_output = 22_dBu} >>
            gs::line_input{.full_scale = 18_dBu};
        auto const found = gs::diagnose(chain, -20_dBu);
        CHECK_FALSE(found.has("GS401"));
        CHECK_FALSE(found.has("GS101"));
        auto const fixed = gs::analyze(chain, -20_dBu);
        auto const run_time = gs::analyze(gs::dynamic_chain{chain}, gs::voltage_level{-20_dBu});
        CHECK(fixed.output().level.dBu() == run_time.output().level.dBu());
        CHECK(fixed.output().noise.dBu() == run_time.output().noise.dBu());
    }

    TEST_CASE("rules see a DI box's output: a cable behind it is not blamed for the pickup's treble") {
        // The pickup's own cable rolls off; the microphone cable behind the transformer does not.
        auto const chain = gs::instrument_pickup{} >> gs::cable{.name = "guitar lead",
                                                                .length = 6_m,
                                                                .input = gs::connectors::ts_plug,
                                                                .output = gs::connectors::ts_plug} >>
                           gs::passive_di_box{} >> gs::cable{.name = "XLR lead"} >> gs::preamp{.gain = 30_dB} >>
                           gs::line_input{};
        bool lead = false;
        bool xlr = false;
        auto const diagnosis = gs::diagnose(chain, -20_dBu);
        for (auto const& f : diagnosis.findings())
            if (f.id == "GS302") (f.stage == "guitar lead" ? lead : xlr) = true;
        CHECK(lead);
        CHECK_FALSE(xlr);
        // A line output through a DI box is a microphone input's signal; bare, and through a 1:1 transformer, it is not.
        auto const says_line = [](auto const& c) {
            for (auto const& f : gs::diagnose(c, 4_dBu).findings())
                if (f.id == "GS202" && f.title.find("a line source into a microphone input") == 0) return true;
            return false;
        };
        gs::line_output const out{.output = gs::connectors::ts_plug};
        gs::preamp const mic{.gain = 40_dB, .max_output = 20_dBu};
        CHECK(says_line(out >> mic >> gs::line_input{}));
        CHECK(says_line(out >> gs::transformer{.turns_ratio = 1} >> mic >> gs::line_input{}));
        CHECK_FALSE(says_line(out >> gs::passive_di_box{} >> mic >> gs::line_input{}));
        CHECK_FALSE(says_line(out >> gs::active_di_box{} >> mic >> gs::line_input{}));
    }

    TEST_CASE("at compile time") {
        constexpr auto b =
            gs::analyze(gs::instrument_pickup{} >> gs::passive_di_box{} >> gs::preamp{} >> gs::line_input{}, -20_dBu);
        static_assert(b.valid() && b.stage("DI box").gain < -20_dB);
    }
}
