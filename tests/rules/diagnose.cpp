// SPDX-License-Identifier: BSL-1.0
// Verdicts, the figures of findings against hand computations, thresholds, rules of one's own, and sane hook-ups that
// must not be blamed. The rows of facts/domain.md section 8 and what finds them here:
//
//   MIC_INTO_LINE            GS201 (GS401 for an active microphone, GS502 for the hiss)
//   LINE_INTO_MIC            GS202, GS408
//   COND_NO_PHANTOM          GS401
//   PHANTOM_LOW              GS402, GS403
//   PHANTOM_OVERCURRENT      GS405, of one microphone; the sum over several channels is not of one chain
//   P48_INTO_UNBAL_OUT       GS407, GS408
//   P48_INTO_RIBBON          GS408: warning, danger with one leg grounded
//   P48_INTO_DYNAMIC         GS411: info; GS407 and GS408: danger with one leg grounded
//   P48_INTO_LINE_DEVICE     GS408; GS411 if the output is protected
//   T12_MISMATCH             not expressible: no component supplies A-B power
//   P48_SHORTED_INPUT        GS407, unbalanced input; a centre tap that is grounded is not expressible
//   P48_INTO_T               GS410
//   PIP_NEEDED               GS401
//   PIP_P48                  GS410: danger
//   PIP_STARVED              GS402
//   PIP_DC_THROUGH_DYNAMIC   GS409
//   MONO_PLUG_STEREO_JACK    GS106
//   PC_MIC_BALANCED          GS109
//   CTIA_OMTP                GS104 (GS105 for a socket without the contact)
//   COMBO_WRONG              GS107, GS108
//   IMP_LOW_LOAD             GS301, GS303
//   IMP_HIZ_INTO_LOW         GS301; the response of the pickup's inductance is not: an output has a resistance
//   CABLE_HF                 GS302
//   CABLE_SLEW               GS211
//   PAD_NEEDED               GS202
//   XFMR_LF_SAT              GS209
//   MIC_CLIP                 GS205
//   STAGE_OVERDRIVE          GS202, at the load
//   ADC_NOISE_LIMIT          GS502
//   GAIN_SHORTAGE            GS207
//   BOOSTER_WITHOUT_P48      GS401, at the booster
//   BOOSTER_BEFORE_COND      GS401, at the microphone
//   POLARITY                 GS110
//   PIN1/GROUND              GS102, GS601 (unbalanced), GS602, GS603; where a screen is connected inside is not expressible
//   PHANTOM_THUMP            GS413
//   SPEAKER_LEVEL            GS208
//   MEMS_EXTRA_BIAS          GS412
//   BAD_T12_POLARITY         not expressible: no component supplies A-B power
//   CONN_MISMATCH            GS101; stereo into mono: GS103

#include "check.hpp"

#include <gainstage/dynamic_chain.hpp>
#include <gainstage/gainstage.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <string_view>

namespace {

namespace gs = gainstage;
namespace connectors = gainstage::connectors;
using namespace gainstage::literals;
using gs::operator>>;
using gs::severity;
using gs::verdict;
using test::within;

// Every figure that a rule asks for is stated.
constexpr gs::microphone dynamic{.name = "dynamic", .output_impedance = 200_ohm, .max_spl = 150_dBSPL};
constexpr gs::microphone condenser{.name = "condenser",
                                   .transducer = gs::transducer_kind::condenser,
                                   .sensitivity = 20_mV_per_Pa,
                                   .output_impedance = 50_ohm,
                                   .rated_load = 1_kohm,
                                   .self_noise = 10_dBA,
                                   .max_spl = 134_dBSPL,
                                   .power = gs::phantom_power{.current = 4_mA}};
constexpr gs::microphone electret{.name = "electret",
                                  .transducer = gs::transducer_kind::electret,
                                  .sensitivity = 10_mV_per_Pa,
                                  .sensitivity_load = 2.2_kohm,
                                  .output_impedance = 50_kohm,
                                  .self_noise = 28_dBA,
                                  .max_spl = 115_dBSPL,
                                  .power = gs::bias_power{.min_voltage = 1_V},
                                  .topology = gs::output_topology::unbalanced,
                                  .output = connectors::mini_stereo_plug};
constexpr gs::microphone ribbon{
    .name = "ribbon", .transducer = gs::transducer_kind::ribbon, .output_impedance = 200_ohm, .max_spl = 150_dBSPL};
constexpr gs::preamp preamp{.name = "preamp",
                            .gain = 40_dB,
                            .max_gain = 60_dB,
                            .input_impedance = 2_kohm,
                            .noise = gs::equivalent_input_noise{.level = -128_dBu, .at_gain = 50_dB},
                            .max_output = 22_dBu};
constexpr gs::line_input converter{
    .name = "converter", .full_scale = 22_dBu, .dynamic_range = gs::dynamic_range{115_dB}};
constexpr gs::line_output line_out{.name = "line out", .max_output = 20_dBu};
constexpr gs::phantom_supply p48{.name = "P48"};
constexpr gs::adapter to_ts{.name = "adapter", .output = connectors::ts_plug};
constexpr gs::phantom_supply p48_on_jack{.name = "P48", .input = connectors::trs_socket};

gs::preamp with_gain(gs::decibels gain) {
    gs::preamp p = preamp;
    p.gain = gain;
    return p;
}
gs::microphone drawing(gs::current i) {
    gs::microphone m = condenser;
    m.power = gs::phantom_power{.current = i};
    return m;
}

gs::finding found(gs::diagnosis const& d, std::string_view id) {
    CAPTURE(id);
    REQUIRE(d.has(id));
    return *d.find(id);
}

// Whatever limits, as a component of one's own.
template <std::size_t N>
struct limited {
    gs::component_name name;
    std::array<gs::element, N> parts;
    constexpr std::array<gs::element, N> elements() const { return parts; }
};
struct limited_source {
    gs::component_name name;
    std::array<gs::element, 2> parts;
    using excitation = gs::voltage_level;
    constexpr std::array<gs::element, 2> elements() const { return parts; }
};

// The hook-ups of headline/quickstart.cpp.
constexpr gs::microphone vocal{.name = "vocal microphone",
                               .transducer = gs::transducer_kind::dynamic,
                               .sensitivity = 1.85_mV_per_Pa,
                               .output_impedance = 300_ohm};
constexpr gs::cable lead{.name = "XLR lead", .length = 10_m};
constexpr gs::phantom_supply phantom{.name = "phantom supply", .standard = gs::phantom_standard::p48};
constexpr gs::preamp mic_preamp{
    .name = "microphone preamp",
    .gain = 50_dB,
    .input_impedance = 3_kohm,
    .output_impedance = 100_ohm,
    .noise = gs::equivalent_input_noise{.level = -128_dBu, .source_impedance = 150_ohm, .at_gain = 60_dB},
    .max_output = 22_dBu};
constexpr gs::line_input line_in{.name = "line in", .input_impedance = 10_kohm, .full_scale = 20_dBu};
constexpr gs::line_output cd_player{.name = "CD player", .output_impedance = 100_ohm, .max_output = 8.2_dBu};

// At compile time: a condenser microphone into a line input.
static_assert(gs::diagnose(condenser >> lead >> line_in, 94_dBSPL).has("GS401"));
static_assert(gs::diagnose(condenser >> lead >> line_in, 94_dBSPL).verdict() == verdict::fail);

} // namespace

TEST_SUITE("rules/diagnose") {
    TEST_CASE("verdict: fail over indeterminate over conditional over pass") {
        gs::diagnosis d;
        CHECK(d.verdict() == verdict::pass);
        CHECK(d.findings().empty());
        auto const after = [&](severity s) {
            d.add({.id = "X", .severity = s});
            return d.verdict();
        };
        CHECK(after(severity::info) == verdict::pass);
        CHECK(after(severity::warning) == verdict::conditional);
        CHECK(after(severity::info) == verdict::conditional);
        CHECK(after(severity::unknown) == verdict::indeterminate);
        CHECK(after(severity::warning) == verdict::indeterminate);
        CHECK(after(severity::error) == verdict::fail);
        CHECK(after(severity::unknown) == verdict::fail);
        gs::diagnosis danger;
        danger.add({.id = "X", .severity = severity::danger});
        CHECK(danger.verdict() == verdict::fail);
    }

    TEST_CASE("verdict of chains: what is missing is never taken for good") {
        auto const chain = [](gs::preamp const& p) { return condenser >> lead >> p48 >> p >> converter; };
        CHECK(gs::diagnose(chain(preamp), 94_dBSPL).verdict() == verdict::pass);
        gs::preamp silent = preamp;
        silent.noise = {};
        CHECK(gs::diagnose(chain(silent), 94_dBSPL).verdict() == verdict::indeterminate);
        // 124 dB SPL: -1.8 dBu, with 20 dB of gain +18 dBu, peaks +21 dBu below +22 dBu.
        CHECK(gs::diagnose(chain(with_gain(20_dB)), 124_dBSPL, {.thresholds = {.noise_extrapolation = 40_dB}})
                  .verdict() == verdict::conditional);
        CHECK(gs::diagnose(chain(preamp), 124_dBSPL).verdict() == verdict::fail);
        // A finding of each kind: fail.
        CHECK(gs::diagnose(chain(silent), 124_dBSPL).verdict() == verdict::fail);
    }

    TEST_CASE("sane hook-ups pass") {
        auto const passes = [](gs::diagnosis const& d) {
            for (gs::finding const& f : d.findings()) {
                CAPTURE(f.id);
                CAPTURE(std::string_view{f.stage});
                CHECK(f.severity == severity::info);
            }
            CHECK(d.verdict() == verdict::pass);
        };
        passes(gs::diagnose(line_out >> converter, 4_dBu));
        passes(gs::diagnose(line_out >> gs::cable{.length = 3_m} >> converter, 4_dBu));
        passes(gs::diagnose(condenser >> lead >> p48 >> preamp >> converter, 94_dBSPL));
        passes(gs::diagnose(condenser >> gs::cable{.length = 100_m} >> p48 >> preamp >> converter, 94_dBSPL));
        passes(gs::diagnose(dynamic >> lead >> p48 >> with_gain(55_dB) >> converter, 94_dBSPL));
        passes(gs::diagnose(dynamic >> lead >> with_gain(55_dB) >> converter, 94_dBSPL));
        passes(gs::diagnose(ribbon >> lead >> with_gain(55_dB) >> converter, 94_dBSPL));
        passes(gs::diagnose(electret >> gs::plug_in_power{} >> with_gain(30_dB) >> converter, 94_dBSPL));
        gs::combo_input const combo{.microphone = preamp,
                                    .line = {.gain = 0_dB,
                                             .input_impedance = 10_kohm,
                                             .noise = gs::amplifier_noise{.input_voltage = 10_nV_per_rtHz},
                                             .max_output = 22_dBu,
                                             .accepts = gs::signal_class::line},
                                    .phantom = p48};
        passes(gs::diagnose(condenser >> lead >> combo >> converter, 94_dBSPL));
        gs::line_output balanced = line_out;
        balanced.output = connectors::trs_plug;
        balanced.topology = gs::output_topology::symmetrical;
        passes(gs::diagnose(balanced >> combo >> converter, 4_dBu));
        // What a preamp gives is line level, also on 6.35 mm contacts.
        gs::preamp outboard = preamp;
        outboard.output = connectors::trs_plug;
        passes(gs::diagnose(condenser >> lead >> p48 >> outboard >> combo >> converter, 94_dBSPL));
    }

    TEST_CASE("the right hook-up of the quickstart: nothing to mend, one figure is missing") {
        auto const d = gs::diagnose(vocal >> lead >> phantom >> mic_preamp >> line_in, 94_dBSPL);
        CHECK(d.verdict() == verdict::indeterminate);
        for (gs::finding const& f : d.findings()) CHECK(f.severity <= severity::unknown);
        CHECK(found(d, "GS504").stage == "line in");
        CHECK(found(d, "GS411").stage == "vocal microphone");
        CHECK(d.findings().size() == 2);
    }

    TEST_CASE("microphone into a line input: 54.7 dB of gain are missing") {
        auto const d = gs::diagnose(vocal >> lead >> line_in, 94_dBSPL);
        CHECK(d.verdict() == verdict::fail);
        gs::finding const f = found(d, "GS201");
        CHECK(f.severity == severity::error);
        CHECK(f.stage == "line in");
        CHECK(f.other == "vocal microphone");
        // 94 dB SPL is 1.00237 Pa: 1.8544 mV, -52.417 dBu; 300 ohm and 1.6 ohm of cable into 10 kohm: -0.258 dB.
        // The input is made for 18 dB below +20 dBu.
        CHECK(f.found.value == within(-52.675, 0.005));
        CHECK(f.found.unit == gs::figure_unit::dBu);
        CHECK(f.limit.value == within(2, 1e-9));
        CHECK(f.missing_gain.value() == within(54.675, 0.005));
        CHECK(f.more.value == within(54.675, 0.005));
    }

    TEST_CASE("domain.md 7.6: the gain that is missing to -18 dBFS at +20 dBu") {
        struct row {
            double mV_per_Pa, dBSPL, missing;
        };
        // SM58 at 100 dB SPL, SM7B at 85, Coles 4038 at 90, U87 at 94; into a high impedance, as the table has it.
        constexpr row rows[] = {{1.85, 100, 48}, {1.12, 85, 68}, {0.56, 90, 69}, {28, 94, 31}};
        gs::line_input input = line_in;
        input.input_impedance = 10_Mohm;
        for (row const& r : rows) {
            CAPTURE(r.mV_per_Pa);
            gs::microphone m = vocal;
            m.sensitivity = test::si<gs::acoustic_sensitivity>(r.mV_per_Pa * 1e-3);
            auto const d = gs::diagnose(m >> input, gs::sound_level::from_dBSPL(r.dBSPL));
            CHECK(found(d, "GS201").missing_gain.value() == within(r.missing, 0.75)); // printed without decimals
        }
    }

    TEST_CASE("CD player into a microphone input: overload, and phantom power on its output") {
        auto const d = gs::diagnose(cd_player >> lead >> phantom >> mic_preamp >> line_in, 4_dBu);
        CHECK(d.verdict() == verdict::fail);
        gs::finding const f = found(d, "GS202");
        CHECK(f.severity == severity::error);
        CHECK(f.stage == "microphone preamp");
        CHECK(f.other == "CD player");
        // 100 ohm and 1.6 ohm of cable into 3 kohm and 13.6 kohm in parallel (2458 ohm): -0.352 dB. Then 50 dB, and 100 ohm
        // into 10 kohm: -0.086 dB. +53.562 dBu where +22 dBu is the most.
        CHECK(f.found.value == within(4 - 0.352 + 50 - 0.086 - 22, 0.005));
        CHECK(f.missing_gain.value() == within(-31.562, 0.005));
        // The load clips by more: its most is +20 dBu.
        std::size_t overloads = 0;
        for (gs::finding const& g : d.findings()) {
            if (g.id != "GS202") continue;
            ++overloads;
            if (overloads == 2) {
                CHECK(g.stage == "line in");
                CHECK(g.found.value == within(4 - 0.352 + 50 - 0.086 - 20, 0.005));
            }
        }
        CHECK(overloads == 2);
        gs::finding const danger = found(d, "GS408");
        CHECK(danger.severity == severity::danger);
        CHECK(danger.stage == "CD player");
        CHECK(danger.found.value == within(48, 1e-9));
        CHECK(danger.more.value * 1e3 == within(14.12, 0.005)); // oracles.md O13: both legs, 48/3.4k
    }

    TEST_CASE("domain.md 7.7: a peak of +24 dBu into +9 dBu at 0 dB gain clips by 15 dB; a 20 dB pad is enough") {
        gs::preamp input = with_gain(0_dB);
        input.input_impedance = 1_Mohm;
        input.max_input = 9_dBu;
        auto const d = gs::diagnose(gs::line_output{} >> input >> gs::line_input{}, 24_dBu);
        CHECK(found(d, "GS202").found.value == within(15, 0.01));
        // The limit as it is seen at the output: 100 ohm into 10 kohm, -0.086 dB.
        CHECK(found(d, "GS202").limit.value == within(9 - 0.086, 0.001));
        gs::pad const pad{.network = gs::u_pad(20_dB, 150_ohm)};
        CHECK_FALSE(gs::diagnose(gs::line_output{} >> pad >> input >> gs::line_input{}, 24_dBu).has("GS202"));
    }

    TEST_CASE("oracles.md O18: the distortion of an overload") {
        struct row {
            double over, thd;
        };
        constexpr row rows[] = {{0.5, 2.1889}, {1, 4.6316}, {3, 13.3795}, {6, 23.2371}, {10, 32.1637}, {20, 43.0397}};
        for (row const& r : rows) {
            CAPTURE(r.over);
            gs::line_input const input{.input_impedance = 100_Mohm, .full_scale = 10_dBu};
            auto const f =
                found(gs::diagnose(gs::line_output{} >> input, gs::voltage_level::from_dBu(10 + r.over)), "GS202");
            CHECK(f.found.value == within(r.over, 1e-4));
            CHECK(f.more.value == within(r.thd, 0.001));
            CHECK(f.more.unit == gs::figure_unit::percent);
        }
    }

    TEST_CASE("overload of the source, of the microphone, and of a load that the preamp can overdrive") {
        auto const source = gs::diagnose(line_out >> converter, 21_dBu);
        CHECK(found(source, "GS202").stage == "line out");
        CHECK(found(source, "GS202").found.value == within(1, 1e-9));
        // 134 dB SPL at most.
        auto const mic = gs::diagnose(condenser >> p48 >> with_gain(0_dB) >> converter, 140_dBSPL);
        CHECK(found(mic, "GS205").found.value == within(6, 1e-9));
        CHECK_FALSE(gs::diagnose(condenser >> p48 >> with_gain(0_dB) >> converter, 130_dBSPL).has("GS205"));
        // The preamp gives +22 dBu, the converter takes +13 dBu. 20 mV/Pa: -31.7 dBu and 50 dB.
        gs::line_input low = converter;
        low.full_scale = 13_dBu;
        auto const late = gs::diagnose(condenser >> p48 >> with_gain(50_dB) >> low, 94_dBSPL);
        CHECK(found(late, "GS202").stage == "converter");
    }

    TEST_CASE("overload: a later stage that clips by less is not reported again") {
        gs::line_input input = converter;
        input.full_scale = 30_dBu;
        auto const d = gs::diagnose(line_out >> with_gain(40_dB) >> input, 4_dBu);
        std::size_t n = 0;
        for (gs::finding const& f : d.findings()) n += f.id == "GS202";
        CHECK(n == 1);
        CHECK(found(d, "GS202").stage == "preamp");
    }

    TEST_CASE("GS209: a core of -2.5 dBu at 20 Hz (JT-115K-E) at the bottom of the band") {
        // domain.md 5.3: +1.0 dBu at 30 Hz, so +4 dBu is 3 dB too much there, and passes at 1 kHz.
        constexpr limited<1> core{"transformer", {gs::flux_limit(-2.5_dBu, 20_Hz)}};
        constexpr gs::line_output source{.output_impedance = 1_ohm, .max_output = 20_dBu};
        auto const d = gs::diagnose(source >> core >> converter, 4_dBu);
        CHECK(d.verdict() == verdict::conditional);
        gs::finding const f = found(d, "GS209");
        CHECK(f.severity == severity::warning);
        CHECK(f.stage == "transformer");
        CHECK(f.found.value == within(4 - 1.0, 0.05));
        CHECK(f.limit.value == within(30, 1e-12));
        CHECK(f.more.value == within(1.0, 0.05));
        CHECK(f.missing_gain.value() == within(-3.0, 0.05));
        CHECK_FALSE(d.has("GS202"));
        // 200 Hz: +17.5 dBu.
        CHECK_FALSE(
            gs::diagnose(source >> core >> converter, 4_dBu, {.thresholds = {.bottom_of_band = 200_Hz}}).has("GS209"));
        CHECK_FALSE(gs::diagnose(source >> core >> converter, 0_dBu).has("GS209"));
        // The peaks of a programme count: 12 dB over RMS instead of 3.
        CHECK(gs::diagnose(source >> core >> converter, 0_dBu, {.conditions = {.crest_factor = 12_dB}}).has("GS209"));
        // Overload at the frequency of the analysis too: that is GS202, with the waveform of a saturated core. 20 Hz, 6.02 dB
        // over: 65.05 % (analysis/saturated_sine.cpp).
        auto const low = gs::diagnose(source >> core >> converter, gs::voltage_level::from_dBu(-2.5 + 6.0206),
                                      {.conditions = {.frequency = 20_Hz}});
        CHECK_FALSE(low.has("GS209"));
        CHECK(found(low, "GS202").stage == "transformer");
        CHECK(found(low, "GS202").more.value == within(65.05, 0.01));
        // At compile time.
        static_assert(gs::diagnose(source >> core >> converter, 4_dBu).has("GS209"));
    }

    TEST_CASE("GS001: an end of the band that is no frequency") {
        for (double const f : {0.0, -20.0, test::infinity, test::not_a_number}) {
            CAPTURE(f);
            auto const edge = test::si<gs::frequency>(f);
            auto const low = gs::diagnose(line_out >> converter, 4_dBu, {.thresholds = {.bottom_of_band = edge}});
            REQUIRE(low.findings().size() == 1);
            CHECK(low.verdict() == verdict::fail);
            CHECK(found(low, "GS001").stage == "thresholds");
            CHECK(found(low, "GS001").title == "bottom_of_band");
            auto const high = gs::diagnose(line_out >> converter, 4_dBu, {.thresholds = {.top_of_band = edge}});
            CHECK(found(high, "GS001").title == "top_of_band");
        }
    }

    TEST_CASE("GS210: +27 dBu at 20 kHz needs 3.1 V/us (domain.md 5.4)") {
        constexpr gs::line_output source{.output_impedance = 1_ohm, .max_output = 40_dBu};
        gs::line_input loud = converter;
        loud.full_scale = 40_dBu;
        auto const with = [&](gs::slew_rate s) {
            return gs::diagnose(source >> limited<2>{"buffer", {gs::ideal_amplifier(1), gs::slew_limit(s)}} >> loud,
                                27_dBu);
        };
        CHECK(with(3.0_V_per_us).has("GS210"));
        CHECK_FALSE(with(3.2_V_per_us).has("GS210"));
        // Half of it: 6 dB too much.
        gs::finding const f = found(with(1.54_V_per_us), "GS210");
        CHECK(f.severity == severity::warning);
        CHECK(f.stage == "buffer");
        CHECK(f.found.value == within(6.0, 0.05));
        CHECK(f.limit.value == within(20e3, 1e-9));
        CHECK(f.more.value == within(21.0, 0.05));
        // "Op-amps of 9 V/us and more are never slew limited at audio line level."
        CHECK(with(9_V_per_us).verdict() == verdict::pass);
    }

    TEST_CASE("GS211: 2 mA into 10 nF at 20 kHz pass +3.2 dBu (domain.md 5.1)") {
        limited_source const output{
            "output", {gs::voltage_source(), gs::current_limit(test::si<gs::current>(2e-3 / std::sqrt(2.0)))}};
        auto const into = [&](gs::capacitance c, gs::voltage_level l) {
            return gs::diagnose(output >> limited<1>{"line", {gs::shunt_capacitor(c)}} >> converter, l);
        };
        gs::finding const f = found(into(10_nF, 10_dBu), "GS211");
        CHECK(f.severity == severity::warning);
        CHECK(f.stage == "output");
        // The converter's 10 kohm beside the capacitor's 796 ohm take another 0.03 dB.
        CHECK(f.more.value == within(3.2, 0.06));
        CHECK(f.found.value == within(10 - 3.2, 0.06));
        CHECK(found(into(30_nF, 0_dBu), "GS211").more.value == within(-6.3, 0.06));
        CHECK_FALSE(into(10_nF, 3_dBu).has("GS211"));
        CHECK_FALSE(into(1_nF, 10_dBu).has("GS211"));
    }

    TEST_CASE("phantom power: what the feed resistors leave (oracles.md O13, domain.md 7.5)") {
        auto const on = [](gs::microphone const& m, gs::phantom_supply const& s) {
            return gs::diagnose(m >> s >> preamp >> converter, 94_dBSPL);
        };
        // Earthworks M23, first generation: 10 mA leave 48 - 0.01 * 3400 = 14.0 V. Its window of 44 V to 52 V allows 10 V.
        CHECK(on(drawing(10_mA), p48).verdict() == verdict::pass);
        gs::microphone m = condenser;
        m.power = gs::phantom_power{.current = 10_mA, .min_at_microphone = 20_V};
        auto f = found(on(m, p48), "GS402");
        CHECK(f.severity == severity::error);
        CHECK(f.found.value == within(14.0, 1e-9));
        CHECK(f.limit.value == within(20, 1e-9));
        CHECK(f.more.value * 1e3 == within(10, 1e-9));
        // On a weak supply of 40 V: 6.0 V where the window asks for 44 - 34 = 10 V.
        f = found(on(drawing(10_mA), {.voltage = 40_V}), "GS402");
        CHECK(f.found.value == within(6.0, 1e-9));
        CHECK(f.limit.value == within(10.0, 1e-9));
        // Schoeps CMC 1: 30 V and 2 mA are enough; 2 V less are not: 28 - 6.8 = 21.2 V where 23.2 V are needed.
        m.power = gs::phantom_power{.min_voltage = 30_V, .current = 2_mA};
        CHECK(on(m, {.voltage = 30_V, .tolerance = 0_V}).verdict() == verdict::pass);
        f = found(on(m, {.voltage = 28_V, .tolerance = 0_V}), "GS402");
        CHECK(f.severity == severity::warning); // short by less than a fifth
        CHECK(f.found.value == within(21.2, 1e-9));
        CHECK(f.limit.value == within(23.2, 1e-9));
        // 48 V - 4 V of tolerance: 44 - 0.004 * 3400 = 30.4 V.
        m.power = gs::phantom_power{.current = 4_mA, .min_at_microphone = 31_V};
        f = found(on(m, p48), "GS403");
        CHECK(f.found.value == within(30.4, 1e-9));
        CHECK(f.limit.value == within(31, 1e-9));
        // More than the 10 mA of P48.
        f = found(on(drawing(11_mA), p48), "GS405");
        CHECK(f.found.value * 1e3 == within(11, 1e-9));
        CHECK(f.limit.value * 1e3 == within(10, 1e-9));
        // 12 V only.
        m.power = gs::phantom_power{.min_voltage = 11_V, .max_voltage = 13_V, .current = 8_mA};
        f = found(on(m, p48), "GS404");
        CHECK(f.severity == severity::danger);
        CHECK(f.found.value == within(48, 1e-9));
        CHECK(f.limit.value == within(13, 1e-9));
        CHECK_FALSE(on(m, {.standard = gs::phantom_standard::p12}).has("GS404"));
    }

    TEST_CASE("phantom power with one leg grounded: 7.06 mA (oracles.md O13), 6.86 mA through a coil (domain.md 1.4)") {
        auto const coil = gs::diagnose(dynamic >> to_ts >> p48_on_jack >> preamp >> converter, 94_dBSPL);
        auto const f = found(coil, "GS407");
        CHECK(f.severity == severity::danger);
        CHECK(f.other == "adapter");
        CHECK(f.found.value * 1e3 == within(7.06, 0.005));                    // 48/6800
        CHECK(found(coil, "GS408").more.value * 1e3 == within(6.857, 0.001)); // 48/(6800 + 200)
        // A condenser microphone is dead, and not harmed.
        auto const dead = gs::diagnose(condenser >> to_ts >> p48_on_jack >> preamp >> converter, 94_dBSPL);
        CHECK(found(dead, "GS407").severity == severity::error);
        CHECK_FALSE(dead.has("GS413"));
        // A mono plug in the balanced socket does it by itself: its sleeve touches the ring.
        gs::line_output mono = line_out;
        mono.output = connectors::ts_plug;
        auto const device = gs::diagnose(mono >> p48_on_jack >> with_gain(0_dB) >> converter, 4_dBu);
        CHECK(found(device, "GS407").found.value * 1e3 == within(7.06, 0.005));
        CHECK(found(device, "GS407").other == "line out");
        CHECK(found(device, "GS408").severity == severity::danger);
        gs::microphone wired = dynamic;
        wired.output = connectors::xlr_male_unbalanced;
        CHECK(gs::diagnose(wired >> p48 >> preamp >> converter, 94_dBSPL).has("GS407"));
        CHECK_FALSE(gs::diagnose(dynamic >> p48 >> preamp >> converter, 94_dBSPL).has("GS407"));
    }

    TEST_CASE("phantom power on ribbons and on protected outputs") {
        auto const balanced = gs::diagnose(ribbon >> p48 >> preamp >> converter, 94_dBSPL);
        CHECK(found(balanced, "GS408").severity == severity::warning);
        auto const shorted = gs::diagnose(ribbon >> to_ts >> p48_on_jack >> preamp >> converter, 94_dBSPL);
        CHECK(found(shorted, "GS408").severity == severity::danger);
        gs::line_output safe = line_out;
        safe.protected_against_phantom = true;
        auto const d = gs::diagnose(safe >> p48 >> with_gain(0_dB) >> converter, 4_dBu);
        CHECK_FALSE(d.has("GS408"));
        CHECK(found(d, "GS411").severity == severity::info);
    }

    TEST_CASE("plug-in power: through a coil, too little, too much, the wrong kind") {
        gs::microphone coil = dynamic;
        coil.output = connectors::mini_stereo_plug;
        auto f = found(gs::diagnose(coil >> gs::plug_in_power{} >> preamp >> converter, 94_dBSPL), "GS409");
        CHECK(f.more.value * 1e3 == within(1.0417, 0.0001)); // 2.5/(2200 + 200)
        // domain.md 8, PIP_STARVED: EM172 needs 3 V; 2.5 V through 4.7 kohm at 0.5 mA leave 0.15 V.
        gs::microphone em172 = electret;
        em172.power = gs::bias_power{.min_voltage = 3_V, .current = 0.5_mA};
        f = found(gs::diagnose(em172 >> gs::plug_in_power{.resistor = 4.7_kohm} >> preamp >> converter, 94_dBSPL),
                  "GS402");
        CHECK(f.severity == severity::error);
        CHECK(f.found.value == within(0.15, 1e-9));
        CHECK(f.limit.value == within(3, 1e-9));
        // No bias, and phantom power instead of it.
        CHECK(found(gs::diagnose(electret >> preamp >> converter, 94_dBSPL), "GS401").severity == severity::error);
        gs::microphone on_xlr = electret;
        on_xlr.output = connectors::xlr_male;
        CHECK(found(gs::diagnose(on_xlr >> p48 >> preamp >> converter, 94_dBSPL), "GS410").severity ==
              severity::danger);
        // domain.md 8, MONO_PLUG_STEREO_JACK: 2.5/2200 = 1.14 mA into the short.
        gs::microphone mono = electret;
        mono.output = connectors::mini_ts_plug;
        f = found(gs::diagnose(mono >> gs::plug_in_power{} >> preamp >> converter, 94_dBSPL), "GS106");
        CHECK(f.found.value * 1e3 == within(1.136, 0.001));
        // P48_INTO_T: no function, no harm.
        gs::microphone t = condenser;
        t.power = gs::a_b_power{};
        CHECK(found(gs::diagnose(t >> p48 >> preamp >> converter, 94_dBSPL), "GS410").severity == severity::error);
    }

    TEST_CASE("plug-in power on what is neither a coil nor a MEMS microphone: nothing to say") {
        gs::microphone with_battery = electret;
        with_battery.power = gs::battery_power{};
        auto const d = gs::diagnose(with_battery >> gs::plug_in_power{} >> preamp >> converter, 94_dBSPL);
        CHECK_FALSE(d.has("GS409"));
        CHECK_FALSE(d.has("GS412"));
        gs::line_output jack = line_out;
        jack.topology = gs::output_topology::unbalanced;
        jack.output = connectors::mini_stereo_plug;
        CHECK_FALSE(gs::diagnose(jack >> gs::plug_in_power{} >> preamp >> converter, -20_dBu).has("GS409"));
    }

    TEST_CASE("phantom power on a microphone whose electronics do not stand it") {
        gs::microphone with_battery = electret;
        with_battery.power = gs::battery_power{};
        with_battery.output = connectors::xlr_male;
        auto const f = found(gs::diagnose(with_battery >> p48 >> preamp >> converter, 94_dBSPL), "GS408");
        CHECK(f.reason == "Its electronics are not made for phantom power and can break down.");
    }

    TEST_CASE("plugs: two sockets, two kinds, and the two ends of one cable") {
        gs::line_output player = line_out;
        gs::line_input in = converter;
        player.output = connectors::rca_socket;
        in.input = connectors::rca_socket;
        CHECK(found(gs::diagnose(player >> in, 4_dBu), "GS101").reason == "Two plugs or two sockets cannot be joined.");
        in.input = connectors::xlr_female;
        CHECK(found(gs::diagnose(player >> in, 4_dBu), "GS101").reason == "The two connectors are of different kinds.");
        gs::cable const rca{.input = connectors::rca_plug, .output = connectors::rca_plug};
        in.input = connectors::rca_socket;
        CHECK_FALSE(gs::diagnose(player >> rca >> in, 4_dBu).has("GS101"));
        CHECK(connectors::rca_plug == connectors::rca_plug);
        CHECK_FALSE(connectors::rca_plug == connectors::rca_socket);
        CHECK_FALSE(connectors::rca_plug == connectors::ts_plug);
        CHECK_FALSE(connectors::ts_plug == connectors::trs_plug);
    }

    TEST_CASE("loudspeaker level: the first input decides, a cable is none") {
        gs::line_output speaker = line_out;
        speaker.gives = gs::signal_class::loudspeaker;
        gs::line_input made_for_it = converter;
        made_for_it.accepts = gs::signal_class::loudspeaker;
        CHECK(found(gs::diagnose(speaker >> lead >> converter, 30_dBu), "GS208").severity == severity::danger);
        CHECK(found(gs::diagnose(speaker >> lead >> preamp >> converter, 30_dBu), "GS208").stage == "preamp");
        CHECK_FALSE(gs::diagnose(speaker >> lead >> made_for_it, 30_dBu).has("GS208"));
        made_for_it.accepts = gs::signal_class::any;
        CHECK_FALSE(gs::diagnose(speaker >> lead >> made_for_it, 30_dBu).has("GS208"));
        auto const direct = gs::diagnose(speaker >> converter, 30_dBu);
        CHECK(direct.find("GS999") == nullptr);
    }

    TEST_CASE("in-line boosters: without phantom power, and in front of a condenser") {
        gs::preamp booster = with_gain(25_dB);
        booster.name = "booster";
        booster.power = gs::phantom_power{.current = 1_mA};
        booster.output = connectors::xlr_male;
        CHECK_FALSE(gs::diagnose(dynamic >> booster >> p48 >> with_gain(30_dB) >> converter, 94_dBSPL).has("GS401"));
        CHECK(found(gs::diagnose(dynamic >> booster >> with_gain(30_dB) >> converter, 94_dBSPL), "GS401").stage ==
              "booster");
        auto const f = found(gs::diagnose(condenser >> booster >> p48 >> preamp >> converter, 94_dBSPL), "GS401");
        CHECK(f.stage == "condenser");
        CHECK(f.other == "booster");
        // What it gives to a combo socket is still a microphone's.
        gs::combo_input const combo{.phantom = p48};
        CHECK_FALSE(gs::diagnose(dynamic >> booster >> combo >> converter, 94_dBSPL).has("GS107"));
    }

    TEST_CASE("balanced into unbalanced: what each output stage loses") {
        auto const into_ts = [](gs::output_topology t, gs::cold_leg cold) {
            gs::line_output out = line_out;
            out.topology = t;
            out.output = connectors::trs_plug;
            gs::adapter const a{.input = connectors::trs_socket, .output = connectors::ts_plug, .cold = cold};
            return gs::diagnose(out >> a >> gs::line_input{.input = connectors::ts_socket}, 4_dBu);
        };
        using enum gs::output_topology;
        // Half the voltage is 20 log10 2 = 6.02 dB.
        CHECK(found(into_ts(symmetrical, gs::cold_leg::open), "GS102").found.value == within(6.0206, 1e-4));
        CHECK(found(into_ts(symmetrical, gs::cold_leg::grounded), "GS102").severity == severity::warning);
        CHECK(found(into_ts(floating, gs::cold_leg::grounded), "GS102").severity == severity::info);
        CHECK(found(into_ts(floating, gs::cold_leg::open), "GS102").severity == severity::error);
        CHECK(found(into_ts(cross_coupled, gs::cold_leg::grounded), "GS102").severity == severity::info);
        CHECK(found(into_ts(cross_coupled, gs::cold_leg::open), "GS102").found.value == within(6.0206, 1e-4));
        CHECK(found(into_ts(impedance_balanced, gs::cold_leg::open), "GS102").severity == severity::info);
        CHECK(found(into_ts(gs::output_topology::unspecified, gs::cold_leg::grounded), "GS102").severity ==
              severity::unknown);
        CHECK_FALSE(into_ts(unbalanced, gs::cold_leg::grounded).has("GS102"));
    }

    TEST_CASE("loading and cables") {
        // domain.md 8, IMP_HIZ_INTO_LOW: 7 kohm into 10 kohm loses 20 log10 1.7 = 4.61 dB, into 3 kohm 10.46 dB.
        gs::line_output const pickup{.output_impedance = 7_kohm, .gives = gs::signal_class::instrument};
        auto const into = [&](gs::impedance z) {
            return found(gs::diagnose(pickup >> gs::line_input{.input_impedance = z}, -10_dBu), "GS301");
        };
        CHECK(into(10_kohm).found.value == within(4.609, 0.001));
        CHECK(into(10_kohm).severity == severity::warning);
        CHECK(into(10_kohm).limit.value == within(7000, 1e-6));
        CHECK(into(10_kohm).more.value == within(10000, 1e-6));
        CHECK(into(3_kohm).found.value == within(10.458, 0.001));
        CHECK(into(3_kohm).severity == severity::error);
        // domain.md 8, CABLE_HF: 300 ohm and 20 nF: 26.5 kHz, at 20 kHz 10 log10(1 + (20/26.53)^2) = 1.95 dB. The cable's
        // own resistance (200 m) is left out here.
        gs::cable const long_one{.length = 200_m, .resistance = 0_ohm_per_m};
        gs::line_output const source{.output_impedance = 300_ohm};
        gs::line_input const input{.input_impedance = 100_Mohm};
        auto const f = found(gs::diagnose(source >> long_one >> input, 4_dBu), "GS302");
        // At 1 kHz 0.006 dB are lost already.
        CHECK(f.found.value == within(1.953 - 0.006, 0.003));
        CHECK_FALSE(gs::diagnose(source >> gs::cable{.length = 50_m} >> input, 4_dBu).has("GS302"));
    }

    TEST_CASE("gain shortage: what a booster has to give") {
        // 1.12 mV/Pa at 85 dB SPL: -65.8 dBu; 150 ohm into 2 kohm -0.63 dB, 100 ohm into 10 kohm -0.09 dB. To +4 dBu: 70.5 dB.
        gs::microphone sm7b = dynamic;
        sm7b.sensitivity = 1.12_mV_per_Pa;
        sm7b.output_impedance = 150_ohm;
        auto const f = found(gs::diagnose(sm7b >> with_gain(60_dB) >> converter, 85_dBSPL), "GS207");
        CHECK(f.found.value == within(70.5, 0.05));
        CHECK(f.limit.value == within(60, 1e-9));
        CHECK(f.more.value == within(10.5, 0.05));
    }

    TEST_CASE("thresholds are honoured") {
        auto const d = [](auto const& chain, auto level, gs::thresholds const& t) {
            return gs::diagnose(chain, level, {.thresholds = t});
        };
        auto const quiet = line_out >> converter; // +4 dBu wanted, -6 dBu there
        CHECK_FALSE(d(quiet, -6_dBu, {}).has("GS201"));
        CHECK(d(quiet, -6_dBu, {.too_quiet = 9_dB}).has("GS201"));
        // Peaks of a sine at +4 dBu: 18 dB below +22 dBu, 16 dB below the output's +20 dBu.
        CHECK_FALSE(d(quiet, 4_dBu, {}).has("GS203"));
        CHECK(d(quiet, 4_dBu, {.little_headroom = 17_dB}).has("GS203"));
        CHECK_FALSE(d(quiet, 4_dBu, {}).has("GS204"));
        CHECK(d(quiet, 4_dBu, {.unused_range = 14_dB}).has("GS204"));
        auto const loaded = dynamic >> preamp >> converter; // 200 ohm into 2 kohm: 0.83 dB
        CHECK_FALSE(d(loaded, 94_dBSPL, {}).has("GS301"));
        CHECK(found(d(loaded, 94_dBSPL, {.loading_loss = 0.8_dB}), "GS301").severity == severity::warning);
        CHECK(found(d(loaded, 94_dBSPL, {.loading_loss = 0.7_dB, .severe_loading_loss = 0.8_dB}), "GS301").severity ==
              severity::error);
        auto const with_cable = gs::line_output{.output_impedance = 300_ohm} >> gs::cable{.length = 100_m} >> converter;
        CHECK_FALSE(d(with_cable, 4_dBu, {}).has("GS302"));
        CHECK(d(with_cable, 4_dBu, {.roll_off = 0.3_dB}).has("GS302"));
        CHECK(d(with_cable, 4_dBu, {.top_of_band = 40_kHz}).has("GS302"));
        CHECK(d(dynamic >> with_gain(50_dB) >> converter, 94_dBSPL, {.noise_figure = 0.5_dB}).has("GS501"));
        CHECK_FALSE(d(dynamic >> with_gain(50_dB) >> converter, 94_dBSPL, {}).has("GS501"));
        CHECK(d(quiet, 4_dBu, {.target_snr = 130_dB}).has("GS503"));
        CHECK_FALSE(d(quiet, 4_dBu, {.target_snr = 60_dB}).has("GS503"));
        CHECK_FALSE(d(loaded, 94_dBSPL, {}).has("GS505")); // stated for 50 dB, set to 40 dB
        CHECK(found(d(loaded, 94_dBSPL, {.noise_extrapolation = 5_dB}), "GS505").found.value == within(10, 1e-9));
    }

    TEST_CASE("conditions are honoured: a crest factor takes its part of the headroom") {
        // Peaks of programme with 20 dB: 17 dB over those of a sine; +4 dBu has 16 dB below the output's +20 dBu.
        auto const sine = gs::diagnose(line_out >> converter, 4_dBu);
        auto const music = gs::diagnose(line_out >> converter, 4_dBu, {.conditions = {.crest_factor = 20_dB}});
        CHECK_FALSE(sine.has("GS202"));
        CHECK(found(music, "GS202").found.value == within(20 - 3.0103 - 16, 1e-3));
    }

    TEST_CASE("a rule of one's own runs after the library's") {
        static constexpr gs::rule long_cable{
            "MY001", "cable over 50 m", [](gs::rule_input const& in, gs::diagnosis& out) {
                for (std::size_t k = 0; k < in.size(); ++k)
                    if (in.info(k).run > 50_m)
                        out.add({.id = "MY001", .severity = severity::warning, .stage = in.info(k).name});
            }};
        constexpr std::array mine{long_cable};
        auto const run = [&](gs::length l) {
            return gs::diagnose(condenser >> gs::cable{.name = "run", .length = l} >> p48 >> preamp >> converter,
                                94_dBSPL, {.own_rules = mine});
        };
        CHECK_FALSE(run(50_m).has("MY001"));
        auto const d = run(60_m);
        CHECK(found(d, "MY001").stage == "run");
        CHECK(d.findings()[d.findings().size() - 1].id == "MY001");
        CHECK(d.verdict() == verdict::conditional);
    }

    TEST_CASE("impossible values: every one is reported, no rule runs") {
        auto const d = gs::diagnose(
            line_out >> gs::cable{.length = 0_m - 1_m, .capacitance = 0_pF_per_m - 1_pF_per_m} >> converter, 4_dBu);
        CHECK(d.verdict() == verdict::fail);
        CHECK(d.findings().size() == 2);
        for (gs::finding const& f : d.findings()) CHECK(f.id == "GS001");
        // A dynamic_chain without a load: an error value with the sentence that the compiler would have said.
        gs::dynamic_chain open;
        open.append(line_out);
        auto const e = gs::diagnose(open, gs::voltage_level::from_dBu(4));
        CHECK(found(e, "GS001").reason == gs::sentences::no_load);
    }

    TEST_CASE("a dynamic_chain gets the same findings") {
        auto const same_figure = [](gs::figure const& a, gs::figure const& b) {
            return a.unit == b.unit && (a.value == b.value || (a.value != a.value && b.value != b.value));
        };
        auto const compare = [&](auto const& chain, auto level) {
            auto const a = gs::diagnose(chain, level);
            auto const b = gs::diagnose(gs::dynamic_chain(chain), level);
            CHECK(a.verdict() == b.verdict());
            REQUIRE(a.findings().size() == b.findings().size());
            for (std::size_t k = 0; k < a.findings().size(); ++k) {
                gs::finding const& f = a.findings()[k];
                gs::finding const& g = b.findings()[k];
                CAPTURE(f.id);
                CHECK(f.id == g.id);
                CHECK(f.severity == g.severity);
                CHECK(f.stage == g.stage);
                CHECK(f.other == g.other);
                CHECK(same_figure(f.found, g.found));
                CHECK(same_figure(f.limit, g.limit));
                CHECK(same_figure(f.more, g.more));
                CHECK(f.title == g.title);
                CHECK(f.reason == g.reason);
                CHECK(f.remedy == g.remedy);
                CHECK(f.missing_gain.value() == g.missing_gain.value());
            }
        };
        gs::sound_level const sound = 94_dBSPL;
        gs::voltage_level const volts = 4_dBu;
        compare(vocal >> lead >> phantom >> mic_preamp >> line_in, sound);
        compare(vocal >> lead >> line_in, sound);
        compare(cd_player >> lead >> phantom >> mic_preamp >> line_in, volts);
        compare(dynamic >> to_ts >> p48_on_jack >> preamp >> converter, sound);
        compare(electret >> gs::plug_in_power{} >> preamp >> converter, sound);
        compare(line_out >> gs::cable{.length = 0_m - 1_m} >> converter, volts);
    }
}
