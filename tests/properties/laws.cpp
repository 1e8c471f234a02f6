// SPDX-License-Identifier: BSL-1.0
// The laws of the field, for whatever values RapidCheck thinks of.
#include <gainstage/dynamic_chain.hpp>
#include <gainstage/gainstage.hpp>

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cmath>
#include <cstddef>

namespace gs = gainstage;
using namespace gainstage::literals;

namespace {

template <class Q>
Q si(double v) {
    return gs::detail::from_si<Q>(v);
}

// Uniform in [low, high], and uniform in the logarithm: what a value of a part's datasheet is like.
double uniform(double low, double high) { return low + (high - low) * (*rc::gen::inRange(0, 1'000'001)) / 1e6; }
double log_uniform(double low, double high) { return std::exp(uniform(std::log(low), std::log(high))); }

gs::impedance ohms(double low, double high) { return si<gs::impedance>(log_uniform(low, high)); }

gs::line_output any_source() { return {.output_impedance = ohms(1, 1e5)}; }
gs::microphone any_microphone() {
    return {.sensitivity = si<gs::acoustic_sensitivity>(log_uniform(1e-4, 0.1)), .output_impedance = ohms(1, 1e4)};
}
gs::cable any_cable() {
    return {.length = si<gs::length>(log_uniform(0.1, 300)),
            .capacitance = si<gs::capacitance_per_length>(log_uniform(1e-11, 1e-9)),
            .resistance = si<gs::resistance_per_length>(log_uniform(1e-3, 1))};
}
gs::pad any_pad() { return {.network = gs::u_pad(gs::decibels{uniform(1, 40)}, ohms(50, 1e4))}; }
gs::preamp any_preamp() {
    return {.gain = gs::decibels{uniform(0, 70)},
            .input_impedance = ohms(500, 1e6),
            .output_impedance = ohms(1, 1e3),
            .noise = gs::amplifier_noise{.input_voltage = si<gs::voltage_noise_density>(log_uniform(1e-10, 1e-7)),
                                         .input_current = si<gs::current_noise_density>(log_uniform(1e-15, 1e-11)),
                                         .output_voltage = si<gs::voltage_noise_density>(log_uniform(1e-10, 1e-6))},
            .max_output = gs::voltage_level::from_dBu(uniform(10, 30))};
}
gs::line_input any_load() { return {.input_impedance = ohms(500, 1e6)}; }

gs::conditions any_conditions() {
    return {.frequency = si<gs::frequency>(log_uniform(20, 20e3)),
            .temperature = si<gs::temperature>(uniform(250, 350))};
}

bool same(double a, double b, double absolute) { return std::abs(a - b) <= absolute; }

#define LAW(sentence, ...)                                                                                             \
    TEST_CASE(sentence) { CHECK(rc::check(sentence, [] __VA_ARGS__)); }

} // namespace

LAW("more gain raises the level and the noise behind it by as much", {
    auto const source = any_microphone();
    auto preamp = any_preamp();
    preamp.noise = gs::amplifier_noise{.input_voltage = 1_nV_per_rtHz};
    auto const load = any_load();
    auto const before = gs::analyze(source >> preamp >> load, 94_dBSPL).stage("preamp");
    gs::decibels const more{uniform(-20, 20)};
    preamp.gain += more;
    auto const after = gs::analyze(source >> preamp >> load, 94_dBSPL).stage("preamp");
    RC_ASSERT(same((after.level - before.level).value(), more.value(), 1e-9));
    RC_ASSERT(same((after.noise.level() - before.noise.level()).value(), more.value(), 1e-9));
    RC_ASSERT(same((after.headroom - before.headroom).value(), -more.value(), 1e-9));
})

LAW("a louder source raises every level by as much and no noise", {
    auto const chain = any_microphone() >> any_cable() >> any_preamp() >> any_load();
    auto const conditions = any_conditions();
    gs::decibels const louder{uniform(-60, 60)};
    auto const a = gs::analyze(chain, 74_dBSPL, conditions);
    auto const b = gs::analyze(chain, 74_dBSPL + louder, conditions);
    for (std::size_t k = 0; k < a.stages().size(); ++k) {
        RC_ASSERT(same((b.stages()[k].level - a.stages()[k].level).value(), louder.value(), 1e-9));
        RC_ASSERT(b.stages()[k].noise == a.stages()[k].noise);
    }
})

LAW("a passive element never lowers the noise figure", {
    auto const source = any_source();
    auto const preamp = any_preamp();
    auto const load = any_load();
    auto const conditions = any_conditions();
    // Behind a preamp that does not load its source: loading changes what the amplifier's own noise is held against.
    auto const without = gs::analyze(source >> preamp >> load, 0_dBu, conditions).noise_figure();
    auto const with_pad = gs::analyze(source >> any_pad() >> preamp >> load, 0_dBu, conditions).noise_figure();
    auto resistor = any_cable();
    resistor.capacitance = si<gs::capacitance_per_length>(0);
    auto const with_resistor = gs::analyze(source >> resistor >> preamp >> load, 0_dBu, conditions).noise_figure();
    RC_ASSERT(with_pad.value() >= without.value() - 1e-9);
    RC_ASSERT(with_resistor.value() >= without.value() - 1e-9);
})

LAW("two matched pads commute", {
    gs::impedance const z = ohms(50, 1e4);
    gs::pad const a{.network = gs::h_pad(gs::decibels{uniform(1, 30)}, z)};
    gs::pad const b{.network = gs::h_pad(gs::decibels{uniform(1, 30)}, z)};
    gs::line_output const source{.output_impedance = z};
    gs::line_input const load{.input_impedance = z};
    auto const ab = gs::analyze(source >> a >> b >> load, 0_dBu);
    auto const ba = gs::analyze(source >> b >> a >> load, 0_dBu);
    RC_ASSERT(same(ab.output().level.dBu(), ba.output().level.dBu(), 1e-9));
    RC_ASSERT(same(ab.output().noise.dBu(), ba.output().noise.dBu(), 1e-9));
    RC_ASSERT(same(ab.noise_figure().value(), ba.noise_figure().value(), 1e-9));
})

LAW("the contributions sum to the total, at every stage", {
    auto const budget =
        gs::analyze(any_microphone() >> any_cable() >> any_pad() >> any_preamp() >> any_cable() >> any_load(), 94_dBSPL,
                    any_conditions());
    for (std::size_t k = 0; k < budget.stages().size(); ++k) {
        double sum = 0;
        gs::voltage_level total = gs::voltage_level::silence();
        for (auto const& n : budget.noise_contributions_at(k)) {
            sum += n.share;
            total = power_sum(total, n.level.level());
            RC_ASSERT(n.share >= 0);
        }
        RC_ASSERT(same(sum, 1, 1e-12));
        RC_ASSERT(same(total.dBu(), budget.stages()[k].noise.dBu(), 1e-9));
    }
})

LAW("a cable in two pieces is the same cable", {
    // In the audio band: a cable is a pi-section, whose error grows with the square of its length in wavelengths.
    auto const source = any_microphone();
    auto lead = any_cable();
    lead.length = si<gs::length>(log_uniform(0.1, 100));
    lead.capacitance = si<gs::capacitance_per_length>(log_uniform(3e-11, 2e-10));
    lead.resistance = si<gs::resistance_per_length>(log_uniform(1e-2, 0.2));
    double const part = uniform(0.1, 0.9);
    gs::cable first = lead;
    gs::cable second = lead;
    first.length = si<gs::length>(lead.length.value() * part);
    second.length = si<gs::length>(lead.length.value() * (1 - part));
    auto const load = any_load();
    auto const conditions = any_conditions();
    auto const whole = gs::analyze(source >> lead >> load, 94_dBSPL, conditions).output();
    auto const pieces = gs::analyze(source >> first >> second >> load, 94_dBSPL, conditions).output();
    RC_ASSERT(same(whole.level.dBu(), pieces.level.dBu(), 1e-3));
    RC_ASSERT(same(whole.noise.dBu(), pieces.noise.dBu(), 1e-3));
})

LAW("referred to the source, the noise never falls below its kTB", {
    auto const source = any_source();
    auto const conditions = any_conditions();
    auto const budget = gs::analyze(source >> any_cable() >> any_preamp() >> any_load(), 0_dBu, conditions);
    // Through what the source itself sees: its thermal noise passes to the output with the signal's gain at each frequency.
    RC_ASSERT(budget.noise_figure().value() >= -1e-9);
    auto const flat = gs::analyze(source >> any_preamp() >> any_load(), 0_dBu, conditions);
    double const floor = gs::noise_level_of(gs::thermal_noise(source.output_impedance, conditions.temperature)).dBu();
    RC_ASSERT(flat.input_referred_noise().dBu() >= floor - 1e-9);
})

LAW("more load impedance never lowers the level", {
    auto const source = any_microphone();
    auto const lead = any_cable();
    auto load = any_load();
    auto const conditions = any_conditions();
    auto const before = gs::analyze(source >> lead >> load, 94_dBSPL, conditions).output().level;
    load.input_impedance = si<gs::impedance>(load.input_impedance.value() * log_uniform(1, 1e3));
    auto const after = gs::analyze(source >> lead >> load, 94_dBSPL, conditions).output().level;
    RC_ASSERT(after.dBu() >= before.dBu() - 1e-9);
})

LAW("an adapter changes nothing", {
    auto const source = any_microphone();
    auto const preamp = any_preamp();
    auto const load = any_load();
    auto const conditions = any_conditions();
    gs::adapter const none{.input = {}, .output = {}};
    auto const without = gs::analyze(source >> preamp >> load, 94_dBSPL, conditions).output();
    auto const with = gs::analyze(source >> none >> preamp >> load, 94_dBSPL, conditions).output();
    RC_ASSERT(with.level == without.level);
    RC_ASSERT(with.noise == without.noise);
})

LAW("what the inputs are decides, bit for bit", {
    auto const chain = any_microphone() >> any_cable() >> any_preamp() >> any_load();
    auto const conditions = any_conditions();
    auto const a = gs::analyze(chain, 94_dBSPL, conditions);
    auto const b = gs::analyze(gs::dynamic_chain{chain}, gs::excitation{94_dBSPL}, conditions);
    for (std::size_t k = 0; k < a.stages().size(); ++k) {
        RC_ASSERT(a.stages()[k].level.dBu() == b.stages()[k].level.dBu());
        RC_ASSERT(a.stages()[k].noise.dBu() == b.stages()[k].noise.dBu());
    }
})
