// SPDX-License-Identifier: BSL-1.0
// Noise figures of cascades (facts/oracles.md O1, O3) through analyze() itself: Friis' formula appears nowhere here.

#include "check.hpp"

#include <gainstage/analysis/analyze.hpp>
#include <gainstage/component/line_input.hpp>
#include <gainstage/component/pad.hpp>
#include <gainstage/dynamic_chain.hpp>
#include <gainstage/literals.hpp>

#include <array>
#include <cmath>
#include <vector>

namespace {

namespace gs = gainstage;
using namespace gainstage::literals;
using test::within;
// Components of one's own, outside the library's namespace: nothing of theirs leads the compiler to its operator.
using gs::operator>>;

// In 600 ohm a power in dBm is the same number as the voltage in dBu.
constexpr double r0 = 600;
constexpr gs::impedance R0 = test::si<gs::impedance>(r0);
constexpr gs::conditions at_290_K{.temperature = 290_K};

struct matched_source {
    gs::component_name name = "source";
    using excitation = gs::voltage_level;
    constexpr std::array<gs::element, 2> elements() const { return {gs::voltage_source(), gs::series_resistor(R0)}; }
};

struct matched_load {
    gs::component_name name = "load";
    static constexpr bool is_load = true;
    constexpr std::array<gs::element, 1> elements() const { return {gs::shunt_resistor(R0, gs::noise::none)}; }
};

// A block of available power gain G and noise figure NF, matched on both sides. Between equal impedances the available
// gain is (A/2)^2, A the gain from the terminals to the open-circuit output. Its noise: e_n^2 = (F - 1) 4kT R0.
struct block {
    double gain_dB = 0;
    double noise_figure_dB = 0;
    gs::component_name name = "block";

    constexpr std::array<gs::element, 4> elements() const {
        double const excess = std::pow(10, noise_figure_dB / 10) - 1;
        double const density = std::sqrt(excess * 4 * 1.380649e-23 * 290 * r0);
        return {gs::series_noise(test::si<gs::voltage_noise_density>(density)), gs::shunt_resistor(R0, gs::noise::none),
                gs::ideal_amplifier(2 * std::pow(10, gain_dB / 20)), gs::series_resistor(R0, gs::noise::none)};
    }
};

gs::pad matched_attenuator(double dB) { return {.name = "attenuator", .network = gs::h_pad(gs::decibels{dB}, R0)}; }

gs::dynamic_budget cascade(std::vector<block> const& blocks, gs::voltage_level emf = 0_dBu) {
    gs::dynamic_chain c;
    c.append(matched_source{});
    for (block const& b : blocks) c.append(b);
    c.append(matched_load{});
    return gs::analyze(c, emf, at_290_K);
}
double noise_figure(std::vector<block> const& blocks) { return cascade(blocks).noise_figure().value(); }

// From the available power of the source (its EMF less 6.02 dB) to the power in the load, both in 600 ohm.
double power_gain(std::vector<block> const& blocks) {
    return cascade(blocks).output().cumulative_gain.value() + 20 * std::log10(2.0);
}

} // namespace

TEST_SUITE("oracles/cascade") {
    TEST_CASE("a single block has its own noise figure and gain") {
        for (double const nf : {0.5, 3.0, 5.0, 25.0}) CHECK(noise_figure({{10, nf}}) == within(nf, 1e-4));
        for (double const gain : {-7.0, 0.0, 35.0}) CHECK(power_gain({{gain, 3}}) == within(gain, 1e-9));
        CHECK(noise_figure({{20, 0}}) == within(0, 1e-9));
    }

    TEST_CASE("O1: MathWorks rfchain, NF 25.0000 25.0011 25.0058 dB and cumulative gain 11 8 15 dB") {
        CHECK(noise_figure({{11, 25}}) == within(25.0000, 1e-4));
        CHECK(noise_figure({{11, 25}, {-3, 3}}) == within(25.0011, 1e-4));
        CHECK(noise_figure({{11, 25}, {-3, 3}, {7, 5}}) == within(25.0058, 1e-4));
        CHECK(power_gain({{11, 25}}) == within(11, 1e-9));
        CHECK(power_gain({{11, 25}, {-3, 3}}) == within(8, 1e-9));
        CHECK(power_gain({{11, 25}, {-3, 3}, {7, 5}}) == within(15, 1e-9));
    }

    TEST_CASE("O1 with a resistive attenuator for the block of -3 dB: a matched pad's noise figure is its loss") {
        auto const c = matched_source{} >> block{11, 25} >> matched_attenuator(3) >> block{7, 5} >> matched_load{};
        auto const b = gs::analyze(c, 0_dBu, at_290_K);
        CHECK(b.noise_figure().value() == within(25.0058, 1e-4));
        CHECK(b.output().cumulative_gain.value() + 20 * std::log10(2.0) == within(15, 1e-9));
    }

    TEST_CASE("O3: scikit-rf test_noise, two amplifiers of 20 dB and 0.5 dB: F = 1.123238639") {
        CHECK(std::pow(10, noise_figure({{20, 0.5}, {20, 0.5}}) / 10) == within(1.123238639, 1e-6));
    }

    TEST_CASE("O3: gainlineup (a), (b), (c)") {
        double const a = noise_figure({{0, 5}, {10, 5}});
        double const b = noise_figure({{0, 5}, {30, 3}});
        double const c = noise_figure({{0, 5}, {30, 3}, {-6, 6}});
        CHECK(a == within(7.263, 0.0006));
        CHECK(b == within(6.188, 0.0006));
        CHECK(c == within(6.191, 0.0006));
        // The attenuator as resistors.
        auto const resistive =
            matched_source{} >> block{0, 5} >> block{30, 3} >> matched_attenuator(6) >> matched_load{};
        CHECK(gs::analyze(resistive, 0_dBu, at_290_K).noise_figure().value() == within(6.191, 0.0006));

        // What it printed before the fix, with g1 + g2 where g1 g2 belongs: 5.262, 5.001, 5.005 dB.
        CHECK(a != within(5.262, 1));
        CHECK(b != within(5.001, 1));
        CHECK(c != within(5.005, 1));
    }

    TEST_CASE("O3: gainlineup's Ka-band chain, 61.0 dB, -80 dBm to -19 dBm, NF 1.2176 dB") {
        std::vector<block> const blocks{{35, 1.2}, {-2, 2}, {-7, 8}, {25, 3}, {10, 5}};
        CHECK(power_gain(blocks) == within(61.0, 1e-9));
        CHECK(noise_figure(blocks) == within(1.2176, 1e-4));
        // -80 dBm available: an EMF of -80 dBu + 6.02 dB behind 600 ohm.
        auto const b = cascade(blocks, gs::voltage_level::from_dBu(-80 + 20 * std::log10(2.0)));
        CHECK(b.output().level.dBu() == within(-19, 1e-9));
    }

    TEST_CASE("O3: attenuators of 3, 1 and 2 dB at 290 K: NF = 6 dB") {
        auto const c = matched_source{} >> matched_attenuator(3) >> matched_attenuator(1) >> matched_attenuator(2) >>
                       matched_load{};
        auto const b = gs::analyze(c, 0_dBu, at_290_K);
        CHECK(b.noise_figure().value() == within(6, 1e-6));
        CHECK(b.output().cumulative_gain.value() + 20 * std::log10(2.0) == within(-6, 1e-9));
        // Matched all along: every joint sees 600 ohm both ways.
        for (auto const& s : b.stages()) {
            CHECK(gs::magnitude(s.source_impedance).value() == within(r0, 1e-6));
            CHECK(gs::magnitude(s.load_impedance).value() == within(r0, 1e-6));
        }
        // Passive noise left out, as in several simulators (MATLAB rfelement NF=0, skrf zero matrix): 0 dB.
        CHECK(b.noise_figure().value() != within(0, 5));
    }

    TEST_CASE("O3: README chain 20/1.5, -8/8, 25/4 dB: 1.500, 1.660, 1.934 dB") {
        CHECK(noise_figure({{20, 1.5}}) == within(1.500, 0.0006));
        CHECK(noise_figure({{20, 1.5}, {-8, 8}}) == within(1.660, 0.0006));
        CHECK(noise_figure({{20, 1.5}, {-8, 8}, {25, 4}}) == within(1.934, 0.0006));
    }

    TEST_CASE("O3: 20/2, -8/6, 15/10, 10/3 dB: 2.000, 2.081, 3.390, 3.394 dB") {
        CHECK(noise_figure({{20, 2}}) == within(2.000, 0.0006));
        CHECK(noise_figure({{20, 2}, {-8, 6}}) == within(2.081, 0.0006));
        CHECK(noise_figure({{20, 2}, {-8, 6}, {15, 10}}) == within(3.390, 0.0006));
        CHECK(noise_figure({{20, 2}, {-8, 6}, {15, 10}, {10, 3}}) == within(3.394, 0.0006));
    }

    TEST_CASE("the shares of a cascade add up to one, and the noise figure is the inverse of the source's share") {
        auto const b = cascade({{20, 1.5}, {-8, 8}, {25, 4}});
        double sum = 0;
        for (auto const& n : b.noise_contributions()) sum += n.share;
        CHECK(sum == within(1, 1e-12));
        CHECK(-10 * std::log10(b.noise_contributions()[0].share) == within(1.934, 0.0006));
        // The source makes 64 % of the noise at the output.
        CHECK(b.dominant_noise().name == "source");
        CHECK(-10 * std::log10(b.dominant_noise().share) == within(1.934, 0.0006));
        // A converter's own noise, 90 dB below +20 dBu, is far above the 600 ohm's -129 dBu: it counts at the output.
        auto const noisy = gs::analyze(matched_source{} >> gs::line_input{.name = "converter",
                                                                          .full_scale = 20_dBu,
                                                                          .dynamic_range = gs::dynamic_range{90_dB}},
                                       0_dBu);
        CHECK(noisy.dominant_noise().name == "converter");
        CHECK(noisy.dominant_noise().share > 0.99);
    }
}
