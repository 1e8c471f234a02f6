// SPDX-License-Identifier: BSL-1.0
// Headroom and distortion by frequency: cores, slew rates and output currents against published figures
// (facts/domain.md 5.1, 5.3, 5.4) and closed forms.

#include "check.hpp"

#include <gainstage/analysis/distortion.hpp>
#include <gainstage/analysis/headroom.hpp>
#include <gainstage/component/line_input.hpp>
#include <gainstage/component/line_output.hpp>
#include <gainstage/component/microphone.hpp>
#include <gainstage/component/preamp.hpp>
#include <gainstage/dynamic_chain.hpp>
#include <gainstage/literals.hpp>

#include <array>
#include <cmath>
#include <cstddef>

namespace parts {

namespace gs = gainstage;
using namespace gainstage::literals;
using gs::operator>>;

/// A winding on a core: nothing but its limit.
struct core {
    gs::component_name name = "core";
    gs::voltage_level limit = -2.5_dBu;
    gs::frequency at = 20_Hz;
    constexpr std::array<gs::element, 1> elements() const { return {gs::flux_limit(limit, at)}; }
};
/// Two amplifiers whose gains together are no double.
struct lift {
    gs::component_name name = "lift";
    constexpr std::array<gs::element, 2> elements() const {
        return {gs::ideal_amplifier(1e200), gs::ideal_amplifier(1e200)};
    }
    constexpr void check(gs::field_checks&) const {} // it is trusted with any value
};
/// An amplifier of gain 1 with rails and a slew rate.
struct follower {
    gs::component_name name = "follower";
    gs::slew_rate slew = 3.1_V_per_us;
    gs::voltage_level rails = 22_dBu;
    constexpr std::array<gs::element, 3> elements() const {
        return {gs::ideal_amplifier(1), gs::clip_limit(rails), gs::slew_limit(slew)};
    }
};
/// A source of no impedance that gives so much current and no more.
struct weak_output {
    gs::component_name name = "weak output";
    gs::current peak = 2_mA;
    using excitation = gs::voltage_level;
    constexpr std::array<gs::element, 2> elements() const {
        return {gs::voltage_source(),
                gs::current_limit(gs::detail::from_si<gs::current>(peak.value() / gs::detail::sqrt_2))};
    }
};
/// R and L in series, C across.
struct resonator {
    gs::component_name name = "resonator";
    gs::impedance r = 100_ohm;
    gs::inductance l = 10_mH;
    gs::capacitance c = 100_nF;
    constexpr std::array<gs::element, 2> elements() const {
        return {gs::series_resistor(r, gs::noise::thermal, l), gs::shunt_capacitor(c)};
    }
};
struct capacitor {
    gs::component_name name = "cable";
    gs::capacitance value = 10_nF;
    constexpr std::array<gs::element, 1> elements() const { return {gs::shunt_capacitor(value)}; }
};
struct resistor {
    gs::component_name name = "resistor";
    gs::impedance value = 600_ohm;
    constexpr std::array<gs::element, 1> elements() const { return {gs::shunt_resistor(value)}; }
};

} // namespace parts

namespace {

namespace gs = gainstage;
using namespace gainstage::literals;
using gs::operator>>;
using test::si;
using test::within;

constexpr double pi = 3.14159265358979323846;

constexpr gs::line_output stiff{.name = "source", .output_impedance = si<gs::impedance>(1e-6)};
constexpr gs::line_input open{.name = "load", .input_impedance = si<gs::impedance>(1e12)};

gs::frequency hertz(double f) { return si<gs::frequency>(f); }

// At compile time.
constexpr auto small_core = gs::headroom_response(stiff >> parts::core{} >> open, -2.5_dBu);
static_assert(small_core.valid());
static_assert(small_core.at(10_Hz).clips());
static_assert(!small_core.at(20.1_Hz).clips());
static_assert(small_core.at(10_Hz).first_to_clip().limited_by == gs::limit_law::flux);
static_assert(small_core.least({20_Hz, 40_Hz}).frequency() == 20_Hz);
static_assert(gs::distortion(small_core.at(10_Hz)).law == gs::limit_law::flux);
static_assert(gs::distortion(small_core.at(10_Hz)).thd > 0.6);
static_assert(!small_core.at(0_Hz).valid());

} // namespace

TEST_SUITE("analysis/headroom") {
    TEST_CASE("domain.md 5.3: what a core takes is in proportion to frequency") {
        struct row {
            double level, rated, f, expected;
        };
        // Jensen JT-115K-E: -2.5 dBu at 20 Hz. Lundahl LL1538: +10 dBu at 50 Hz.
        constexpr row rows[] = {{-2.5, 20, 20, -2.5},  {-2.5, 20, 30, 1.0}, {-2.5, 20, 50, 5.5}, {-2.5, 20, 100, 11.5},
                                {-2.5, 20, 200, 17.5}, {10, 50, 20, 2},     {10, 50, 30, 5.6},   {10, 50, 100, 16}};
        for (row const& r : rows) {
            CAPTURE(r.f);
            parts::core const core{.limit = gs::voltage_level::from_dBu(r.level), .at = hertz(r.rated)};
            auto const there = gs::headroom_response(stiff >> core >> open, -10_dBu).at(hertz(r.f));
            CHECK(there.valid());
            CHECK(there.frequency() == hertz(r.f));
            CHECK(there.stage("core").clip_level.dBu() == within(r.expected, 0.05));
            CHECK(there.stage("core").headroom.value() == within(r.expected + 10, 0.05));
            CHECK(there.stage("core").limited_by == gs::limit_law::flux);
        }
    }

    TEST_CASE("domain.md 5.4: +27 dBu at 20 kHz needs 3.1 V/us") {
        parts::follower const f{.slew = 3.1_V_per_us, .rails = 40_dBu};
        auto const response = gs::headroom_response(stiff >> f >> open, 4_dBu);
        CHECK(response.at(20_kHz).stage("follower").clip_level.dBu() == within(27, 0.1));
        CHECK(response.at(20_kHz).stage("follower").limited_by == gs::limit_law::slew);
        // 6.02 dB per octave.
        CHECK(response.at(10_kHz).stage("follower").clip_level.dBu() ==
              within(response.at(20_kHz).stage("follower").clip_level.dBu() + 6.0206, 1e-4));
    }

    TEST_CASE("rails and slew rate in one stage: the lower one limits, and they meet at SR/(2 pi Vpk)") {
        // +22 dBu is a peak of 13.79 V: 1.7 V/us (JRC4558) reaches it up to 19.6 kHz.
        double const meet = 1.7e6 / (2 * pi * 0.7745966692 * std::pow(10, 22.0 / 20) * std::sqrt(2.0));
        CHECK(meet == within(19620, 20));
        auto const response = gs::headroom_response(stiff >> parts::follower{.slew = 1.7_V_per_us} >> open, 4_dBu);
        CHECK(response.at(hertz(meet * 0.999)).first_to_clip().limited_by == gs::limit_law::voltage);
        CHECK(response.at(hertz(meet * 0.999)).headroom().value() == within(18, 1e-6));
        CHECK(response.at(hertz(meet * 1.001)).first_to_clip().limited_by == gs::limit_law::slew);
        CHECK(response.at(hertz(meet * 2)).headroom().value() == within(18 - 6.0206, 1e-4));
    }

    TEST_CASE("domain.md 5.1: a limited current into 100 m of cable at 20 kHz") {
        struct row {
            double milliamperes, nanofarads, dBu;
        };
        constexpr row rows[] = {{0.4, 10, -10.7}, {0.8, 10, -4.7}, {2, 10, 3.2}, {2, 30, -6.3}};
        for (row const& r : rows) {
            CAPTURE(r.milliamperes);
            auto const chain = parts::weak_output{.peak = si<gs::current>(r.milliamperes * 1e-3)} >>
                               parts::capacitor{.value = si<gs::capacitance>(r.nanofarads * 1e-9)} >> open;
            auto const there = gs::headroom_response(chain, -20_dBu).at(20_kHz);
            CHECK(there.stage("weak output").clip_level.dBu() == within(r.dBu, 0.05));
            CHECK(there.stage("weak output").limited_by == gs::limit_law::current);
        }
    }

    TEST_CASE("domain.md 5.1: 50 mV/Pa into 100 nF, 129 dB SPL at 3 kHz and 137 at 1 kHz") {
        // 129 dB SPL at 3 kHz is 2.818 V: 5.312 mA RMS into 100 nF. At 1 kHz that current is reached 9.5 dB higher, at 138.5
        // dB SPL, which the 137 of the source rounds with whatever else limits there: the rails at 137.
        struct condenser {
            gs::component_name name = "condenser";
            using excitation = gs::sound_level;
            std::array<gs::element, 3> elements() const {
                return {gs::sound_source(50_mV_per_Pa), gs::clip_limit(gs::level_of(si<gs::voltage>(7.08))),
                        gs::current_limit(5.312_mA)};
            }
        };
        auto const response =
            gs::headroom_response(condenser{} >> parts::capacitor{.value = 100_nF} >> open, 120_dBSPL);
        CHECK(response.at(3_kHz).headroom().value() == within(129 - 120, 0.05));
        CHECK(response.at(3_kHz).first_to_clip().limited_by == gs::limit_law::current);
        CHECK(response.at(1_kHz).headroom().value() == within(137 - 120, 0.05));
        CHECK(response.at(1_kHz).first_to_clip().limited_by == gs::limit_law::voltage);
    }

    TEST_CASE("what analyze() says at that frequency") {
        auto const chain = gs::line_output{.max_output = 20_dBu} >> parts::core{.limit = 10_dBu} >>
                           parts::resonator{} >> parts::follower{} >> gs::line_input{.full_scale = 18_dBu};
        auto const response = gs::headroom_response(chain, 4_dBu, {.crest_factor = 12_dB});
        gs::dynamic_chain const vector{chain};
        auto const same = gs::headroom_response(vector, 4_dBu, {.crest_factor = 12_dB});
        for (double const f : {5.0, 20.0, 100.0, 1000.0, 5000.0, 20000.0, 1e5}) {
            CAPTURE(f);
            auto const budget = gs::analyze(chain, 4_dBu, {.frequency = hertz(f), .crest_factor = 12_dB});
            auto const there = response.at(hertz(f));
            auto const dynamic = same.at(hertz(f));
            REQUIRE(there.stages().size() == budget.stages().size());
            REQUIRE(dynamic.stages().size() == budget.stages().size());
            for (std::size_t k = 0; k < budget.stages().size(); ++k) {
                gs::stage_budget const& b = budget.stages()[k];
                gs::stage_headroom const& h = there.stages()[k];
                CHECK(h.name == b.name);
                CHECK(h.level.dBu() == within(b.level.dBu(), 1e-12));
                CHECK(h.peak.dBu() == within(b.peak.dBu(), 1e-12));
                CHECK(h.clip_level.dBu() == b.clip_level.dBu());
                CHECK(h.headroom.value() == within(b.headroom.value(), 1e-9));
                CHECK(h.limited_by == b.limited_by);
                CHECK(h.clips == b.clips);
                CHECK(gs::magnitude(h.load_impedance).value() == gs::magnitude(b.load_impedance).value());
                CHECK(dynamic.stages()[k].headroom.value() == h.headroom.value());
            }
            CHECK(gs::distortion(there).thd == gs::distortion(budget).thd);
            CHECK(gs::distortion(there).level.dBu() == within(gs::distortion(budget).level.dBu(), 1e-12));
        }
        CHECK(same.least().frequency() == response.least().frequency());
    }

    TEST_CASE("the worst case in a band: a core at its lower end, a slew rate at its upper") {
        auto const core = gs::headroom_response(stiff >> parts::core{} >> open, -20_dBu);
        CHECK(core.least({30_Hz, 20_kHz}).frequency() == 30_Hz);
        CHECK(core.least({30_Hz, 20_kHz}).headroom().value() == within(-2.5 + 3.5218 + 20, 1e-3));
        auto const slew = gs::headroom_response(stiff >> parts::follower{.rails = 60_dBu} >> open, 4_dBu);
        CHECK(slew.least().frequency() == 20_kHz);
        CHECK(slew.least({20_Hz, 5_kHz}).frequency() == 5_kHz);
        // Both in one chain, with the same headroom at both ends of a band when f1 f2 is that of where they meet.
        auto const both =
            gs::headroom_response(stiff >> parts::core{} >> parts::follower{.rails = 60_dBu} >> open, -20_dBu);
        CHECK(both.least({30_Hz, 20_kHz}).first_to_clip().name == "core");
        CHECK(both.least({5_kHz, 100_kHz}).first_to_clip().name == "follower");
    }

    TEST_CASE("the worst case in a band: a resonance inside it, by its closed form") {
        // R, L and C: |H| is greatest at w^2 = w0^2 - R^2/(2 L^2), where it is Q/sqrt(1 - 1/(4 Q^2)), Q = sqrt(L/C)/R.
        double const w0 = 1 / std::sqrt(10e-3 * 100e-9);
        for (double const q : {0.8, 1.0, 2.0, 5.0, 10.0, 30.0, 500.0}) {
            CAPTURE(q);
            double const r = std::sqrt(10e-3 / 100e-9) / q; // 1 microohm of it in the source
            double const f = std::sqrt(w0 * w0 - r * r / (2 * 10e-3 * 10e-3)) / (2 * pi);
            gs::line_input load = open;
            load.full_scale = 20_dBu;
            auto const response =
                gs::headroom_response(stiff >> parts::resonator{.r = si<gs::impedance>(r - 1e-6)} >> load, 0_dBu);
            // Bands whose grids lie differently around it.
            for (gs::frequency_band const& band : {gs::frequency_band{20_Hz, 20_kHz},
                                                   {17_Hz, 20_kHz},
                                                   {1_kHz, 7_kHz},
                                                   {1.01_kHz, 7.03_kHz},
                                                   {4_kHz, 100_kHz}}) {
                if (!(band.low.value() < f)) continue;
                auto const worst = response.least(band);
                CHECK(worst.frequency().value() == test::within_part(f, 1e-5));
                CHECK(worst.headroom().value() ==
                      within(20 - 20 * std::log10(q / std::sqrt(1 - 1 / (4 * q * q))), 1e-5));
                CHECK(worst.first_to_clip().name == "load");
            }
        }
    }

    TEST_CASE("the worst case in a band: a limit of the source itself") {
        // 2 mA into 10 nF: 20 lg(2) a decade less headroom towards high frequencies.
        auto const chain = parts::weak_output{} >> parts::capacitor{} >> open;
        CHECK(gs::headroom_response(chain, -20_dBu).least({1_kHz, 5_kHz}).frequency() == 5_kHz);
    }

    TEST_CASE("the worst case in a band that is narrower than a step of the search") {
        auto const slew = gs::headroom_response(stiff >> parts::follower{.rails = 60_dBu} >> open, 4_dBu);
        CHECK(slew.least({1_kHz, 1.01_kHz}).frequency() == 1.01_kHz);
        auto const core = gs::headroom_response(stiff >> parts::core{} >> open, -20_dBu);
        CHECK(core.least({1_kHz, 1.01_kHz}).frequency() == 1_kHz);
    }

    TEST_CASE("the worst case in a band: a resonance in its first steps, in its last, and amid two of 50 per decade") {
        // As above, Q = 2: |H| is greatest at w^2 = w0^2 - R^2/(2 L^2), and alike where w^2 is by as much less and more.
        double const r = std::sqrt(10e-3 / 100e-9) / 2;
        double const f = std::sqrt(1 / (10e-3 * 100e-9) - r * r / (2 * 10e-3 * 10e-3)) / (2 * pi);
        gs::line_input load = open;
        load.full_scale = 20_dBu;
        auto const response =
            gs::headroom_response(stiff >> parts::resonator{.r = si<gs::impedance>(r - 1e-6)} >> load, 0_dBu);
        for (double const steps : {0.1, 0.3, 0.7, 1.0, 1.3, 1.7, 2.1}) {
            CAPTURE(steps);
            double const edge = std::pow(10, steps / 50);
            CHECK(response.least({hertz(f / edge), hertz(10 * f)}).frequency().value() == test::within_part(f, 2e-6));
            CHECK(response.least({hertz(f / 10), hertz(f * edge)}).frequency().value() == test::within_part(f, 2e-6));
        }
        // 1.99 decades are 100 steps: in the middle of the 51st there is the peak, but for less than 1e-10.
        double const step = std::pow(10, 0.0199);
        double const low = f * std::sqrt(2 / (1 + step * step)) / std::pow(step, 50);
        for (double const off : {-1e-10, -1e-11, 0.0, 1e-11, 1e-10}) {
            gs::frequency_band const band{hertz(low * (1 + off)), hertz(low * std::pow(step, 100))};
            CHECK(response.least(band).frequency().value() == test::within_part(f, 2e-6));
        }
    }

    TEST_CASE("the worst case in a band: the higher one of two resonances, far apart and close together") {
        // |H|^2 = 1/((1 - x^2)^2 + (x/Q)^2) of each, x = f/f0, with an amplifier between them.
        struct resonance {
            double f0, q;
            double power(double f) const {
                double const x = f / f0;
                return 1 / ((1 - x * x) * (1 - x * x) + x * x / (q * q));
            }
            parts::resonator circuit() const { // with 10 mH
                double const reactance = 2 * pi * f0 * 10e-3;
                return {.r = si<gs::impedance>(reactance / q - 1e-6),
                        .c = si<gs::capacitance>(1 / (2 * pi * f0 * reactance))};
            }
        };
        struct buffer {
            gs::component_name name = "buffer";
            constexpr std::array<gs::element, 2> elements() const {
                return {gs::ideal_amplifier(1), gs::series_resistor(si<gs::impedance>(1e-6))};
            }
        };
        gs::line_input load = open;
        load.full_scale = 20_dBu;
        for (auto const& [first, second] : {std::array{resonance{1e3, 5}, resonance{1e4, 20}},
                                            {resonance{1e3, 20}, resonance{5e3, 2}},
                                            {resonance{1e3, 30}, resonance{1.12e3, 28}},
                                            {resonance{1e3, 28}, resonance{1.12e3, 32}},
                                            {resonance{1e3, 100}, resonance{1.07e3, 30}}}) {
            auto const response =
                gs::headroom_response(stiff >> first.circuit() >> buffer{} >> second.circuit() >> load, 0_dBu);
            double worst = 0;
            double peak = 0;
            for (double f = 500; f < 20e3; f *= 1 + 1e-6) {
                double const power = first.power(f) * second.power(f);
                if (power <= peak) continue;
                peak = power;
                worst = f;
            }
            for (double const step : {0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9}) {
                CAPTURE(step);
                auto const found = response.least({hertz(500 * std::pow(10, step / 50)), 20_kHz});
                CHECK(found.frequency().value() == test::within_part(worst, 3e-6));
                CHECK(found.headroom().value() == within(20 - 10 * std::log10(peak), 1e-5));
            }
        }
    }

    TEST_CASE("distortion by frequency") {
        // 6.02 dB over a core's limit: 65.05 % (saturated_sine.cpp), 10 Hz at its level for 20 Hz.
        auto const core = gs::headroom_response(stiff >> parts::core{} >> open, -2.5_dBu);
        auto const low = gs::distortion(core.at(10_Hz));
        CHECK(low.overdrive.value() == within(20 * std::log10(2.0), 1e-6));
        CHECK(low.thd == within(0.6505, 0.00005));
        CHECK(low.level.dBu() == within(-2.5 - 20 * std::log10(2.0) + 10 * std::log10(2.0), 1e-4));
        CHECK(low.limited_by == "core");
        CHECK(low.law == gs::limit_law::flux);
        CHECK(gs::distortion(core.at(20_Hz)).thd == 0);
        CHECK(gs::distortion(core.at(20_Hz)).limited_by == "");
        // 1 V/us and +20 dBu at 20 kHz: 2 pi 20e3 * 10.95 V = 1.376 V/us, by 2.776 dB too fast; at 40 kHz a triangle.
        auto const slew = gs::headroom_response(stiff >> parts::follower{.slew = 1_V_per_us} >> open, 20_dBu);
        CHECK(gs::distortion(slew.at(20_kHz)).overdrive.value() == within(2.776, 0.001));
        CHECK(gs::distortion(slew.at(20_kHz)).law == gs::limit_law::slew);
        CHECK(gs::distortion(slew.at(40_kHz)).thd == within(0.12115, 5e-6));
        // A triangle of amplitude pi/2 of the largest sine, 20 - 8.797 dBu; its RMS value is 2.161 dB above that sine's.
        CHECK(gs::distortion(slew.at(40_kHz)).level.dBu() == within(20 - 8.797 + 2.161, 0.001));
        CHECK(gs::distortion(slew.at(10_kHz)).thd == 0);
    }

    TEST_CASE("a limited current clips in a resistance and slews in a capacitance") {
        // 2 mA peak: 1.2 V in 600 ohm, +0.79 dBu. 6 dB more: 23.2371 % (oracles.md O18).
        auto const resistive = gs::headroom_response(parts::weak_output{} >> parts::resistor{} >> open,
                                                     gs::level_of(si<gs::voltage>(1.2 / std::sqrt(2.0))) + 6_dB);
        CHECK(100 * gs::distortion(resistive.at(1_kHz)).thd == within(23.2371, 0.001));
        CHECK(gs::distortion(resistive.at(1_kHz)).law == gs::limit_law::current);
        // 10 nF at 20 kHz: more than 5.4 dB over +3.2 dBu is a triangle.
        auto const capacitive = gs::headroom_response(parts::weak_output{} >> parts::capacitor{} >> open, 9_dBu);
        CHECK(gs::distortion(capacitive.at(20_kHz)).thd == within(0.12115, 5e-6));
        CHECK(gs::distortion(capacitive.at(20_kHz)).law == gs::limit_law::current);
    }

    TEST_CASE("the greatest overdrive so far decides, with its law") {
        auto const chain = stiff >> parts::core{} >> parts::follower{.rails = 0_dBu} >> open;
        auto const there = gs::headroom_response(chain, 3_dBu).at(20_Hz);
        CHECK(gs::distortion_at(there, 0).thd == 0);
        CHECK(gs::distortion_at(there, 1).law == gs::limit_law::flux);
        CHECK(gs::distortion_at(there, 1).overdrive.value() == within(5.5, 1e-6));
        CHECK(gs::distortion_at(there, 3).law == gs::limit_law::flux);
        auto const higher = gs::headroom_response(chain, 3_dBu).at(1_kHz);
        CHECK(gs::distortion_at(higher, 3).law == gs::limit_law::voltage);
        CHECK(gs::distortion_at(higher, 3).limited_by == "follower");
        CHECK(gs::distortion_at(higher, 3).thd == within(0.133795, 1e-6)); // O18: 3 dB
    }

    TEST_CASE("a frequency that is none, a band that is none") {
        auto const response = gs::headroom_response(stiff >> parts::core{} >> open, 20_dBu);
        for (double const f : {0.0, -1.0, -20.0, 1e-30, 1e13, test::infinity, -test::infinity, test::not_a_number}) {
            CAPTURE(f);
            auto const there = response.at(hertz(f));
            CHECK_FALSE(there.valid());
            REQUIRE(there.stages().size() == 3);
            for (auto const& s : there.stages()) {
                CHECK_FALSE(s.name == "");
                CHECK(s.level.is_silent());
                CHECK(s.headroom.value() == test::infinity);
                CHECK_FALSE(s.clips);
            }
            CHECK(gs::distortion(there).thd == 0);
            CHECK(gs::distortion(there).level.is_silent());
            CHECK_FALSE(response.least({hertz(f), 20_kHz}).valid());
            CHECK_FALSE(response.least({20_Hz, hertz(f)}).valid());
        }
        CHECK_FALSE(response.least({20_Hz, 20_Hz}).valid());
        CHECK_FALSE(response.least({20_kHz, 20_Hz}).valid());
        // The ends of what is possible.
        for (double const f : {1e-21, 1e-3, 1e9, 1e12}) {
            CAPTURE(f);
            auto const there = response.at(hertz(f));
            CHECK(there.valid());
            CHECK(there.headroom().value() == within(-22.5 + 20 * std::log10(f / 20), 1e-6));
        }
        CHECK(response.least({hertz(1e-21), hertz(1e12)}).frequency() == hertz(1e-21));
    }

    TEST_CASE("a name that no stage has: a stage without a name, at silence") {
        auto const there = gs::headroom_response(stiff >> parts::core{} >> open, 20_dBu).at(20_Hz);
        CHECK(there.stage("transformer").name == "");
        CHECK(there.stage("transformer").level.is_silent());
        CHECK(there.stage("transformer").headroom.value() == test::infinity);
    }

    TEST_CASE("nothing limits, nothing sounds") {
        auto const limitless = gs::headroom_response(stiff >> open, 20_dBu);
        CHECK(limitless.least().valid());
        CHECK(limitless.least().frequency() == 20_Hz);
        CHECK(limitless.least().headroom().value() == test::infinity);
        CHECK(limitless.least().first_to_clip().name == "");
        auto const silent = gs::headroom_response(stiff >> parts::core{} >> open, gs::voltage_level::silence());
        CHECK(silent.at(20_Hz).valid());
        CHECK(silent.at(20_Hz).headroom().value() == test::infinity);
        CHECK(silent.at(20_Hz).stage("core").clip_level.dBu() == within(-2.5, 1e-9));
        CHECK(silent.least().valid());
    }

    TEST_CASE("impossible values: problems, the names, no figures") {
        auto const bad =
            gs::line_output{.name = "out", .output_impedance = 0_ohm - 100_ohm} >> gs::line_input{.full_scale = 20_dBu};
        auto const response = gs::headroom_response(bad, 4_dBu);
        CHECK_FALSE(response.valid());
        CHECK(response.problems()[0].field == "output_impedance");
        CHECK_FALSE(response.at(1_kHz).valid());
        CHECK(response.at(1_kHz).stages()[0].name == "out");
        CHECK(response.at(1_kHz).stages()[0].level.is_silent());
        CHECK_FALSE(response.least().valid());
        CHECK_FALSE(
            gs::headroom_response(stiff >> open, 4_dBu, {.crest_factor = gs::decibels{test::not_a_number}}).valid());
        CHECK_FALSE(gs::headroom_response(stiff >> open, gs::voltage_level::from_dBu(test::infinity)).valid());
        // What a fixed chain refuses to compile.
        CHECK_FALSE(gs::headroom_response(gs::dynamic_chain{}, 4_dBu).valid());
        CHECK_FALSE(gs::headroom_response(gs::dynamic_chain{}, 4_dBu).at(1_kHz).valid());
        CHECK_FALSE(gs::headroom_response(gs::dynamic_chain{stiff >> open}, 94_dBSPL).valid());
    }

    TEST_CASE("values that together leave the range of a double: the names, no figures") {
        auto const response = gs::headroom_response(stiff >> parts::lift{} >> open, 4_dBu);
        CHECK(response.valid());
        auto const here = response.at(1_kHz);
        CHECK_FALSE(here.valid());
        CHECK(here.stages()[1].name == "lift");
        CHECK(here.stages()[1].level.is_silent());
        CHECK_FALSE(here.clips());
        // The budget names the stage.
        auto const budget = gs::analyze(stiff >> parts::lift{} >> open, 4_dBu);
        REQUIRE(budget.problems().size() == 1);
        CHECK(budget.problems()[0].component == "lift");
    }

    TEST_CASE("the end of a chain that has none") {
        CHECK(gs::distortion(gs::analyze(gs::dynamic_chain{}, 4_dBu)).thd == 0);
        auto const none = gs::analyze(gs::dynamic_chain{}, 4_dBu);
        CHECK(none.dominant_noise().name == "");
        CHECK(none.noise_figure().value() == 0);
        CHECK(none.output().name == "");
        CHECK_FALSE(none.has_full_scale());
        auto const budget = gs::analyze(stiff >> open, 4_dBu);
        CHECK(budget.stage("no such stage").name == "");
        CHECK(budget.stage("no such stage").level.is_silent());
        CHECK(budget.noise_figure().value() == 0); // nothing makes noise
        CHECK((budget.excitation() - 4_dB).dB() == within(0, 1e-12));
    }
}
