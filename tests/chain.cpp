// SPDX-License-Identifier: BSL-1.0
// Composition: chains at compile time and at run time, sub-chains, what is refused, and what the plugs decide.

#include "check.hpp"
#include "ends.hpp"

#include <gainstage/analysis/analyze.hpp>
#include <gainstage/analysis/powering.hpp>
#include <gainstage/component/cable.hpp>
#include <gainstage/component/combo_input.hpp>
#include <gainstage/component/difference_stage.hpp>
#include <gainstage/component/line_input.hpp>
#include <gainstage/component/line_output.hpp>
#include <gainstage/component/microphone.hpp>
#include <gainstage/component/pad.hpp>
#include <gainstage/component/phantom_supply.hpp>
#include <gainstage/component/plug_in_power.hpp>
#include <gainstage/component/preamp.hpp>
#include <gainstage/dynamic_chain.hpp>
#include <gainstage/literals.hpp>

#include <array>
#include <bit>
#include <cmath>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace {

namespace gs = gainstage;
namespace connectors = gainstage::connectors;
using namespace gainstage::literals;
using test::within;

// Every figure of a budget, to compare bit by bit.
template <class Budget>
std::vector<std::uint64_t> bits_of(Budget const& b) {
    std::vector<std::uint64_t> all;
    auto const add = [&](double x) { all.push_back(std::bit_cast<std::uint64_t>(x)); };
    for (auto const& s : b.stages()) {
        for (double const x :
             {s.level.dBu(), s.peak.dBu(), s.clip_level.dBu(), s.headroom.value(), s.noise.dBu(), s.snr.value(),
              s.gain.value(), s.cumulative_gain.value(), s.loading_loss.value(), s.source_impedance.value().re,
              s.source_impedance.value().im, s.load_impedance.value().re, s.load_impedance.value().im})
            add(x);
    }
    for (double const x : b.noise_powers()) add(x);
    for (auto const& n : b.noise_contributions()) add(n.share);
    for (double const x :
         {b.headroom().value(), b.noise_figure().value(), b.dynamic_range().value(), b.input_referred_noise().dBu(),
          b.equivalent_noise_level().dBSPL(), b.digital_level().dBFS(), b.noise_error().value()})
        add(x);
    return all;
}

template <class Chain>
void check_same(Chain const& fixed, gs::excitation_of<Chain> level, gs::conditions const& c = {}) {
    auto const a = gs::analyze(fixed, level, c);
    auto const b = gs::analyze(gs::dynamic_chain{fixed}, level, c);
    REQUIRE(a.valid());
    REQUIRE(b.valid());
    REQUIRE(a.stages().size() == b.stages().size());
    CHECK(bits_of(a) == bits_of(b));
    for (std::size_t k = 0; k < a.stages().size(); ++k) CHECK(a.stages()[k].name == b.stages()[k].name);
}

struct open_end {
    gs::component_name name = "open";
    static constexpr bool is_load = true;
    constexpr std::array<gs::element, 0> elements() const { return {}; }
};

gs::preamp const quiet_preamp{.name = "preamp",
                              .gain = 40_dB,
                              .noise =
                                  gs::amplifier_noise{.input_voltage = 1_nV_per_rtHz, .input_current = 2_pA_per_rtHz},
                              .max_output = 24_dBu,
                              .low_corner = 10_Hz,
                              .high_corner = 100_kHz};
gs::line_input const converter{
    .name = "converter", .full_scale = 18_dBu, .dynamic_range = gs::dynamic_range{110_dB, gs::weighting::a}};
gs::microphone const condenser{.name = "condenser",
                               .transducer = gs::transducer_kind::condenser,
                               .sensitivity = 20_mV_per_Pa,
                               .output_impedance = 200_ohm,
                               .self_noise = 13_dBA,
                               .max_spl = 130_dBSPL,
                               .power = gs::phantom_power{.current = 3_mA}};

// A balanced output of the given kind, on a bridging load, hooked up by a cable.
double level_through(gs::output_topology topology, gs::connector const& far_end, gs::connector const& socket,
                     gs::cold_leg cold = gs::cold_leg::grounded) {
    auto const chain = gs::line_output{.topology = topology, .output = connectors::trs_socket} >>
                       gs::cable{.length = 0_m, .input = connectors::trs_plug, .output = far_end, .cold = cold} >>
                       gs::line_input{.input_impedance = 1000_Mohm, .input = socket};
    return gs::analyze(chain, 4_dBu).output().level.dBu();
}

} // namespace

TEST_SUITE("chain") {
    TEST_CASE("a chain and a dynamic_chain give the same budget, bit by bit") {
        gs::microphone const dynamic{};
        check_same(dynamic >> gs::preamp{} >> gs::line_input{}, 94_dBSPL);
        check_same(dynamic >> gs::cable{.length = 100_m} >> quiet_preamp >> converter, 94_dBSPL,
                   {.frequency = 10_kHz, .crest_factor = 12_dB, .weighting = gs::weighting::a, .temperature = 300_K});
        check_same(condenser >> gs::cable{} >> gs::pad{} >> gs::phantom_supply{} >> quiet_preamp >> gs::cable{} >>
                       converter,
                   110_dBSPL, {.weighting = gs::weighting::itu_r_468});
        check_same(condenser >> gs::cable{} >> gs::combo_input{.phantom = gs::phantom_supply{}} >> converter, 94_dBSPL);
        check_same(gs::line_output{.max_output = 20_dBu, .dynamic_range = gs::dynamic_range{100_dB}} >> gs::adapter{} >>
                       converter,
                   4_dBu);
        check_same(gs::line_output{.topology = gs::output_topology::symmetrical, .output = connectors::trs_socket} >>
                       gs::cable{.input = connectors::trs_plug, .output = connectors::ts_plug} >>
                       gs::line_input{.input = connectors::ts_socket},
                   -10_dBV, {.band = {100_Hz, 5_kHz}});
        check_same(gs::microphone{.transducer = gs::transducer_kind::electret, .output_impedance = 50_kohm} >>
                       gs::plug_in_power{.coupling = 10_uF} >> quiet_preamp >> converter,
                   94_dBSPL);
        check_same(dynamic >> converter, gs::sound_level::silence());
    }

    TEST_CASE("sub-chains compose: however it is put together, the budget is the same") {
        gs::microphone const m{};
        auto const microphone_input = gs::phantom_supply{} >> quiet_preamp;
        auto const rear = microphone_input >> converter;
        auto const front = condenser >> gs::cable{};
        auto const flat = condenser >> gs::cable{} >> gs::phantom_supply{} >> quiet_preamp >> converter;
        auto const reference = bits_of(gs::analyze(flat, 94_dBSPL));
        CHECK(bits_of(gs::analyze(condenser >> gs::cable{} >> microphone_input >> converter, 94_dBSPL)) == reference);
        CHECK(bits_of(gs::analyze(condenser >> gs::cable{} >> rear, 94_dBSPL)) == reference);
        CHECK(bits_of(gs::analyze(front >> rear, 94_dBSPL)) == reference);
        CHECK(bits_of(gs::analyze(front >> microphone_input >> converter, 94_dBSPL)) == reference);
        gs::dynamic_chain part;
        part.append(microphone_input);
        CHECK(part.size() == 2);
        gs::dynamic_chain c;
        c.append(condenser).append(gs::cable{}).append(part).append(converter);
        CHECK(c.size() == 5);
        CHECK(bits_of(gs::analyze(c, 94_dBSPL)) == reference);
        // The part is reusable: it was not changed.
        CHECK(part.size() == 2);
        CHECK(gs::analyze(m >> microphone_input >> converter, 94_dBSPL).valid());
    }

    TEST_CASE("a chain knows what it is at compile time") {
        constexpr auto chain = gs::microphone{} >> gs::preamp{} >> gs::line_input{};
        static_assert(chain.stage_count == 3 && chain.has_source && chain.has_load);
        constexpr auto part = gs::phantom_supply{} >> gs::preamp{};
        static_assert(!part.has_source && !part.has_load);
        constexpr auto budget = gs::analyze(chain, 94_dBSPL);
        static_assert(budget.valid());
        // At run time the logarithms are those of the C library: the last digit may differ.
        auto const run_time = gs::analyze(chain, 94_dBSPL);
        for (std::size_t k = 0; k < budget.stages().size(); ++k) {
            CHECK(budget.stages()[k].level.dBu() == within(run_time.stages()[k].level.dBu(), 1e-12));
            CHECK(budget.stages()[k].noise.dBu() == within(run_time.stages()[k].noise.dBu(), 1e-12));
            CHECK(budget.stages()[k].gain.value() == within(run_time.stages()[k].gain.value(), 1e-12));
        }
    }

    TEST_CASE("the four sentences of a dynamic_chain") {
        gs::microphone const m{};
        gs::line_input const load{};
        auto const sentences_of = [](gs::dynamic_chain const& c) {
            auto const b = gs::analyze(c, 94_dBSPL);
            CHECK_FALSE(b.valid());
            CHECK(b.stages().size() == c.size());
            for (auto const& s : b.stages()) CHECK(s.level.is_silent());
            CHECK(b.output().level.is_silent());
            std::vector<std::string_view> all;
            for (auto const& p : b.problems()) all.push_back(p.reason);
            std::vector<std::string_view> validated;
            for (auto const& p : gs::validate(c)) validated.push_back(p.reason);
            CHECK(all == validated);
            return all;
        };
        using list = std::vector<std::string_view>;
        gs::dynamic_chain no_source, no_load, two_sources, load_in_the_middle, empty;
        no_source.append(quiet_preamp).append(load);
        CHECK(sentences_of(no_source) == list{"this chain has no source: begin it with a microphone or a line output"});
        no_load.append(m).append(quiet_preamp);
        CHECK(sentences_of(no_load) == list{"this chain has no load: end it with a line input"});
        two_sources.append(m).append(gs::line_output{.name = "second"}).append(load);
        CHECK(sentences_of(two_sources) == list{"a chain has one source and begins with it: take the other one away"});
        CHECK(gs::validate(two_sources)[0].component == "second");
        load_in_the_middle.append(m).append(load).append(quiet_preamp).append(load);
        CHECK(sentences_of(load_in_the_middle) == list{"a load ends a chain: nothing can follow it"});
        CHECK(gs::validate(load_in_the_middle)[0].component == "line input");
        CHECK(sentences_of(empty) == list{gs::sentences::no_source, gs::sentences::no_load});

        // And a fifth: the level is of the wrong kind.
        gs::dynamic_chain good;
        good.append(m).append(load);
        CHECK(gs::analyze(good, 94_dBSPL).valid());
        auto const wrong = gs::analyze(good, 4_dBu);
        REQUIRE(wrong.problems().size() == 1);
        CHECK(wrong.problems()[0].reason == gs::sentences::wrong_excitation);
        gs::dynamic_chain line;
        line.append(gs::line_output{}).append(load);
        CHECK_FALSE(gs::analyze(line, 94_dBSPL).valid());
        CHECK(gs::analyze(line, 4_dBu).valid());
    }

    // Some facts of a component are quotients of its values: of impossible ones there are none (the sanitizers watch).
    TEST_CASE("impossible values in a dynamic_chain are not described") {
        gs::dynamic_chain c;
        c.append(gs::microphone{})
            .append(gs::combo_input{.microphone = {.input_impedance = 0_ohm}, .phantom = gs::phantom_supply{}});
        c.append(gs::difference_stage{.r1 = 0_ohm, .resistor_tolerance = 0.01}).append(gs::line_input{});
        auto const budget = gs::analyze(c, 94_dBSPL);
        CHECK_FALSE(budget.valid());
        REQUIRE(budget.stages().size() == 4);
        CHECK(budget.stages()[2].name == "difference stage");
        CHECK(budget.infos()[1].kind == gs::stage_kind::custom);
        CHECK_FALSE(gs::frequency_response(c).valid());
        CHECK_FALSE(gs::noise_spectrum(c).valid());
        CHECK_FALSE(gs::headroom_response(c, 94_dBSPL).valid());
        CHECK_FALSE(gs::interference(c, 94_dBSPL).valid());
        CHECK(gs::powering(c).empty());
    }

    TEST_CASE("an open end draws no current: an infinite load, and nothing is lost") {
        auto const b = gs::analyze(gs::line_output{.output_impedance = 100_ohm} >> open_end{}, 4_dBu);
        REQUIRE(b.valid());
        CHECK(gs::resistance(b.stages()[0].load_impedance).value() == test::infinity);
        CHECK(gs::reactance(b.stages()[0].load_impedance).value() == 0);
        CHECK(b.output().loading_loss.value() == 0);
        CHECK(b.output().level.dBu() == within(4, 1e-9));
    }

    TEST_CASE("a level plus a gain, and minus one, whatever it is a level of") {
        gs::excitation const line = 4_dBu;
        CHECK((line + 6_dB).rms() == within(1.227653 * 1.995262, 5e-6)); // +4 dBu: 1.227653 V
        CHECK((line - 6_dB).rms() == within(1.227653 / 1.995262, 5e-6));
        gs::excitation const sound = 94_dBSPL;
        CHECK((sound + 20_dB).rms() == within(10.024, 0.0005)); // 94 dB SPL: 1.00237 Pa
        CHECK((sound - 20_dB).rms() == within(0.10024, 5e-6));
    }

    TEST_CASE("the nominal level of a line input: as stated, 18 dB below full scale (EBU R 68), or +4 dBu") {
        auto const nominal = [](gs::line_input const& in) {
            gs::stage_info s;
            in.describe(s);
            REQUIRE(s.nominal.has_value());
            return s.nominal->dBu();
        };
        CHECK(nominal({.nominal_level = -10_dBV, .full_scale = 18_dBu}) == within(-7.782, 0.0005));
        CHECK(nominal({.full_scale = 24_dBu}) == within(6, 1e-9));
        CHECK(nominal({}) == within(4, 1e-9));
    }

    TEST_CASE("only a microphone's chain that is driven hisses like a sound") {
        gs::microphone const m{.self_noise = 10_dBA};
        gs::line_input const in{.input_impedance = 1_Mohm};
        gs::conditions const weighted{.weighting = gs::weighting::a};
        CHECK(gs::analyze(m >> in, 94_dBSPL, weighted).equivalent_noise_level().dBSPL() == within(10, 0.001));
        CHECK(gs::analyze(m >> in, gs::sound_level::silence()).equivalent_noise_level().level().is_silent());
        CHECK(gs::analyze(gs::line_output{} >> in, 4_dBu).equivalent_noise_level().level().is_silent());
    }

    // The peaks of a sine are 20 log10(sqrt 2) = 3.01 dB above it, those of this programme 12 dB: they reach as high from a level
    // that is lower by the difference.
    TEST_CASE("the largest input of a programme is below that of a sine") {
        auto const chain = gs::line_output{.max_output = 20_dBu} >> gs::line_input{};
        CHECK(gs::analyze(chain, 4_dBu).max_input().dBu() == within(20, 1e-9));
        CHECK(gs::analyze(chain, 4_dBu, {.crest_factor = 12_dB}).max_input().dBu() ==
              within(20 + 10 * std::log10(2.0) - 12, 1e-9));
    }

    TEST_CASE("a stage by its name: the first that has it, or none") {
        auto const budget = gs::analyze(
            gs::line_output{} >> gs::cable{.name = "lead"} >> gs::cable{.name = "lead"} >> converter, 4_dBu);
        CHECK(budget.find_stage("lead") == &budget.stages()[1]);
        CHECK(budget.find_stage("converter") == &budget.output());
        CHECK(budget.find_stage("no such stage") == nullptr);
    }

    TEST_CASE("of what is not computed or not there every figure is silence, with neither gain nor loss") {
        auto const budget =
            gs::analyze(gs::line_output{.output_impedance = 0_ohm, .max_output = 20_dBu} >> converter, 4_dBu);
        REQUIRE_FALSE(budget.valid());
        for (gs::stage_budget const& s : {budget.stages()[0], budget.output(), budget.stage("no such stage")}) {
            CHECK(s.level.is_silent());
            CHECK(s.gain.value() == 0);
            CHECK(s.cumulative_gain.value() == 0);
            CHECK(s.loading_loss.value() == 0);
        }
        CHECK(budget.dynamic_range().value() == 0);
        CHECK(budget.noise_figure().value() == 0);
        CHECK(budget.dominant_noise().share == 0);
        CHECK(gs::analyze(gs::dynamic_chain{}, 4_dBu).dominant_noise().share == 0);
    }

    // What is driven without any impedance, and drives nothing, makes no noise: no stage has a part of it.
    TEST_CASE("a chain without any noise") {
        auto const budget = gs::analyze(test::ideal_source{} >> open_end{}, 4_dBu);
        REQUIRE(budget.valid());
        CHECK(budget.output().noise.level().is_silent());
        CHECK(budget.noise_figure().value() == 0); // nothing worsens a signal-to-noise ratio that stays infinite
        for (gs::noise_contribution const& c : budget.noise_contributions()) CHECK(c.share == 0);
    }

    TEST_CASE("a combo input routes by the plug") {
        gs::combo_input combo{.name = "combo",
                              .microphone = {.gain = 40_dB, .input_impedance = 2_kohm},
                              .line = {.gain = 0_dB, .input_impedance = 10_kohm}};
        gs::line_output const out{.name = "out", .output_impedance = 100_ohm, .output = connectors::xlr_male};
        auto const gain = [&](auto const& chain) { return gs::analyze(chain, -40_dBu).stage("combo").gain.value(); };
        auto const load = [&](auto const& chain) {
            auto const b = gs::analyze(chain, -40_dBu);
            return gs::magnitude(b.stages()[b.stages().size() - 3].load_impedance).value();
        };
        gs::line_input const rest{.name = "rest", .input_impedance = 1000_Mohm};
        gs::adapter const jack{.output = connectors::trs_plug};
        CHECK(gain(out >> combo >> rest) == within(40, 1e-5));
        CHECK(gain(out >> jack >> combo >> rest) == within(0, 1e-5));
        CHECK(gain(out >> gs::adapter{} >> combo >> rest) == within(0, 1e-5)); // TS
        CHECK(load(out >> combo >> rest) == within(2000, 1e-6));
        CHECK(load(out >> jack >> combo >> rest) == within(10e3, 1e-6));
        gs::line_output unspecified = out;
        unspecified.output = connectors::unspecified;
        CHECK(gain(unspecified >> combo >> rest) == within(40, 1e-5));

        // Phantom: its 13.6 kohm and its volts are on the XLR contacts only. 2k || 13.6k = 1743.6 ohm.
        combo.phantom = gs::phantom_supply{};
        CHECK(load(out >> combo >> rest) == within(1743.59, 0.01));
        CHECK(load(out >> jack >> combo >> rest) == within(10e3, 1e-6));
        auto const xlr = gs::powering(condenser >> combo >> rest);
        REQUIRE(xlr.size() == 1);
        CHECK(xlr[0].state == gs::power_state::powered);
        CHECK(xlr[0].supply == "combo");
        CHECK(xlr[0].voltage.value() == within(37.8, 1e-9)); // domain.md 1.3, 3 mA
        auto const on_jack = gs::powering(condenser >> jack >> combo >> rest);
        REQUIRE(on_jack.size() == 1);
        CHECK(on_jack[0].state == gs::power_state::unsupplied);
        CHECK(on_jack[0].voltage.value() == 0);
        // Off: no volts, but the resistors stay in circuit.
        combo.phantom->on = false;
        CHECK(gs::powering(condenser >> combo >> rest)[0].state == gs::power_state::unsupplied);
        CHECK(load(out >> combo >> rest) == within(1743.59, 0.01));
        combo.phantom->in_input_impedance = true;
        CHECK(load(out >> combo >> rest) == within(2000, 1e-6));
    }

    TEST_CASE("balanced to unbalanced: a symmetrical output loses 6.02 dB, a floating one nothing (O21)") {
        using t = gs::output_topology;
        double const lost = 20 * std::log10(0.5);
        auto const balanced = [](t x) { return level_through(x, connectors::trs_plug, connectors::trs_socket); };
        auto const grounded = [](t x) { return level_through(x, connectors::ts_plug, connectors::ts_socket); };
        auto const open = [](t x) {
            return level_through(x, connectors::ts_plug, connectors::ts_socket, gs::cold_leg::open);
        };
        for (t const x :
             {t::symmetrical, t::floating, t::cross_coupled, t::impedance_balanced, t::unbalanced, t::unspecified})
            CHECK(balanced(x) == within(4, 1e-5));
        CHECK(grounded(t::symmetrical) == within(4 + lost, 1e-5));
        CHECK(open(t::symmetrical) == within(4 + lost, 1e-5));
        CHECK(grounded(t::floating) == within(4, 1e-5));
        CHECK(grounded(t::cross_coupled) == within(4, 1e-5));
        CHECK(open(t::cross_coupled) == within(4 + lost, 1e-5)); // "pin 3 floating: up to 6 dB"
        CHECK(grounded(t::impedance_balanced) == within(4, 1e-5));
        // A balanced plug straight into an unbalanced socket grounds the ring.
        auto const direct = gs::line_output{.topology = t::symmetrical, .output = connectors::trs_socket} >>
                            gs::cable{.length = 0_m, .input = connectors::trs_plug, .output = connectors::trs_plug} >>
                            gs::line_input{.input_impedance = 1000_Mohm, .input = connectors::ts_socket};
        CHECK(gs::analyze(direct, 4_dBu).output().level.dBu() == within(4 + lost, 1e-5));
        // An amplifier in between is an output of its own.
        auto const behind = gs::line_output{.topology = t::symmetrical, .output = connectors::trs_socket} >>
                            gs::preamp{.gain = 0_dB,
                                       .input_impedance = 1000_Mohm,
                                       .input = connectors::trs_plug,
                                       .output = connectors::ts_socket} >>
                            gs::cable{.length = 0_m, .input = connectors::ts_plug, .output = connectors::ts_plug} >>
                            gs::line_input{.input_impedance = 1000_Mohm, .input = connectors::ts_socket};
        CHECK(gs::analyze(behind, 4_dBu).output().level.dBu() == within(4, 1e-4));
        // The same of a preamp's output.
        auto const preamp = gs::line_output{.output_impedance = 100_ohm} >>
                            gs::preamp{.gain = 20_dB,
                                       .input_impedance = 1000_Mohm,
                                       .topology = t::symmetrical,
                                       .output = connectors::trs_socket} >>
                            gs::cable{.length = 0_m, .input = connectors::trs_plug, .output = connectors::ts_plug} >>
                            gs::line_input{.input_impedance = 1000_Mohm, .input = connectors::ts_socket};
        CHECK(gs::analyze(preamp, -20_dBu).output().level.dBu() == within(lost, 1e-4));
    }

    TEST_CASE("a cable in two pieces is the same cable") {
        auto const whole = gs::cable{.length = 100_m};
        auto const half = gs::cable{.length = 50_m};
        auto const front = gs::line_output{.output_impedance = 200_ohm};
        auto const back = quiet_preamp >> converter;
        for (double const hertz : {20.0, 1e3, 10e3, 20e3}) {
            CAPTURE(hertz);
            gs::conditions const c{.frequency = test::si<gs::frequency>(hertz)};
            auto const one = gs::analyze(front >> whole >> back, 0_dBu, c);
            auto const two = gs::analyze(front >> half >> half >> back, 0_dBu, c);
            // The distributed line, g = sqrt(r jwC'), z0 = sqrt(r/jwC'), 0.16 ohm/m and 100 pF/m, from 200 ohm into 2 kohm:
            // V/E = 1/((1 + Zs/Zl) cosh gl + (z0/Zl + Zs/z0) sinh gl). Two pi sections come nearer to it than one.
            std::complex<double> const y{0, 2 * 3.14159265358979 * hertz * 100e-12};
            std::complex<double> const gl = std::sqrt(0.16 * y) * 100.0;
            std::complex<double> const z0 = std::sqrt(0.16 / y);
            double const line =
                -20 *
                std::log10(std::abs((1 + 200 / 2000.0) * std::cosh(gl) + (z0 / 2000.0 + 200.0 / z0) * std::sinh(gl)));
            CHECK(one.stages()[1].level.dBu() == within(line, 0.004));
            CHECK(two.stages()[2].level.dBu() == within(line, 0.001));
            CHECK(one.output().noise.dBu() == within(two.output().noise.dBu(), 0.004));
        }
        // Without resistance they are the same capacitor, exactly.
        gs::cable pure{.length = 100_m, .resistance = 0_ohm_per_m};
        gs::cable pure_half = pure;
        pure_half.length = 50_m;
        gs::conditions const high{.frequency = 20_kHz};
        CHECK(gs::analyze(front >> pure >> back, 0_dBu, high).output().level.dBu() ==
              within(gs::analyze(front >> pure_half >> pure_half >> back, 0_dBu, high).output().level.dBu(), 1e-9));
        // DC adds up.
        auto const at = [](auto const& chain) { return gs::powering(chain)[0].voltage.value(); };
        CHECK(at(condenser >> whole >> gs::phantom_supply{}) ==
              within(at(condenser >> half >> half >> gs::phantom_supply{}), 1e-12));
        // 48 - 3 mA (3400 + 8/2 + 3) = 37.779 V
        CHECK(at(condenser >> whole >> gs::phantom_supply{}) == within(37.779, 1e-9));
    }

    TEST_CASE("adapters correct nothing: neither level nor impedance nor noise") {
        gs::microphone const m{};
        auto const bare = gs::analyze(m >> converter, 94_dBSPL);
        auto const adapted = gs::analyze(m >> gs::adapter{.output = connectors::trs_plug} >> converter, 94_dBSPL);
        CHECK(adapted.output().level == bare.output().level);
        CHECK(adapted.output().noise == bare.output().noise);
        CHECK(adapted.output().source_impedance.value() == bare.output().source_impedance.value());
    }
}
