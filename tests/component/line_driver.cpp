// SPDX-License-Identifier: BSL-1.0
// A line driver: DRV134 and THAT1646 (50 ohm per leg, +6 dB; facts/domain.md section 4), its wiring and its limits.

#include "check.hpp"

#include <gainstage/analysis/analyze.hpp>
#include <gainstage/component/cable.hpp>
#include <gainstage/component/line_driver.hpp>
#include <gainstage/component/line_input.hpp>
#include <gainstage/component/line_output.hpp>
#include <gainstage/dynamic_chain.hpp>
#include <gainstage/literals.hpp>

#include <cmath>

namespace {

namespace gs = gainstage;
using namespace gainstage::literals;
using gs::output_topology;
using test::si;
using test::within;

gs::line_output const source{.output_impedance = si<gs::impedance>(1e-3)};
gs::line_input load_of(double ohms, gs::connector const& input = gs::connectors::xlr_female) {
    return {.input_impedance = si<gs::impedance>(ohms), .input = input};
}
// Six times two, to the last digit: the tables below count in halves.
gs::decibels const twice{20 * std::log10(2.0)};

// Its cold leg: an XLR input uses it, an adapter to a TS plug grounds it or leaves it open.
auto hooked_up(gs::line_driver const& d, gs::cold_leg cold, double ohms) {
    gs::dynamic_chain c;
    c.append(source);
    c.append(d);
    if (cold == gs::cold_leg::used) {
        c.append(load_of(ohms));
        return c;
    }
    c.append(gs::adapter{.cold = cold});
    c.append(load_of(ohms, gs::connectors::ts_socket));
    return c;
}

} // namespace

TEST_SUITE("component/line_driver") {
    TEST_CASE("DRV134, THAT1646: +6 dB, 100 ohm; the bridging loss into 10 kohm") {
        auto const b = gs::analyze(source >> gs::line_driver{} >> load_of(10e3), 4_dBu);
        CHECK(gs::magnitude(b.stages()[1].source_impedance).value() == within(100, 1e-9));
        CHECK(b.output().level.dBu() == within(10 - 0.086, 0.0005)); // oracles.md O12: 100 -> 10 k
    }

    TEST_CASE("what is left of level and impedance with one leg") {
        struct row {
            output_topology topology;
            gs::cold_leg cold;
            double part, ohms, largest;
        };
        using enum gs::cold_leg;
        constexpr row rows[] = {{output_topology::symmetrical, used, 1, 100, 1},
                                {output_topology::symmetrical, open, 0.5, 50, 0.5},
                                {output_topology::symmetrical, grounded, 0.5, 50, 0.5},
                                {output_topology::cross_coupled, used, 1, 100, 1},
                                {output_topology::cross_coupled, open, 0.5, 50, 0.5},
                                {output_topology::cross_coupled, grounded, 1, 100, 0.5},
                                {output_topology::floating, used, 1, 100, 1},
                                {output_topology::floating, grounded, 1, 100, 1},
                                {output_topology::impedance_balanced, used, 1, 100, 1},
                                {output_topology::impedance_balanced, open, 1, 50, 1},
                                {output_topology::impedance_balanced, grounded, 1, 50, 1},
                                {output_topology::unbalanced, grounded, 1, 50, 1},
                                {output_topology::unbalanced, used, 1, 50, 1}};
        for (row const& r : rows) {
            CAPTURE(static_cast<int>(r.topology));
            CAPTURE(static_cast<int>(r.cold));
            gs::line_driver const d{.gain = twice, .topology = r.topology, .max_output = 24_dBu};
            auto const b = gs::analyze(hooked_up(d, r.cold, 1e12), gs::voltage_level{0_dBu});
            REQUIRE(b.valid());
            CHECK(b.output().level.dBu() == within(20 * std::log10(2 * r.part), 1e-6));
            CHECK(gs::magnitude(b.output().source_impedance).value() == within(r.ohms, 1e-6));
            CHECK(b.stages()[1].clip_level.dBu() == within(24 + 20 * std::log10(r.largest), 1e-6));
            // Half of two opposite amplifiers is half of their slew rate too. 1 V/us is 17.224 dBu at 20 kHz.
            gs::line_driver const slow{.gain = twice, .topology = r.topology, .slew_rate = si<gs::slew_rate>(1e6)};
            auto const steep =
                gs::analyze(hooked_up(slow, r.cold, 1e12), gs::voltage_level{0_dBu}, {.frequency = 20_kHz});
            CHECK(steep.stages()[1].clip_level.dBu() == within(17.224 + 20 * std::log10(r.largest), 0.001));
        }
    }

    TEST_CASE("thermal noise of the build-out resistors") {
        // 300 ohm: -127.91 dBu (domain.md section 6).
        gs::line_driver d{.build_out = 150_ohm};
        CHECK(gs::analyze(source >> d >> load_of(1e12), 0_dBu).output().noise.dBu() == within(-127.91, 0.005));
        // Input noise 10 nV/rtHz and +6.02 dB: 20 nV sqrt(19,980) = 2.827 uV = -108.75 dBu.
        d = {.gain = twice, .build_out = 0_ohm, .noise = gs::amplifier_noise{.input_voltage = 10_nV_per_rtHz}};
        CHECK(gs::analyze(source >> d >> load_of(1e12), 0_dBu).output().noise.dBu() == within(-108.75, 0.005));
        // A gain of 2 by R_G = 10 kohm/(2 - 1): its noise is halved at the input and doubled again, 10 kohm: -112.68 dBu.
        d.noise = gs::amplifier_noise{.gain_resistor = gs::gain_setting_resistor{10_kohm, 1}};
        CHECK(gs::analyze(source >> d >> load_of(1e12), 0_dBu).output().noise.dBu() == within(-112.68, 0.005));
    }

    TEST_CASE("current: 40 mA peak into 600 ohm and into a long line") {
        // 40/sqrt(2) mA in 600 ohm: 16.97 V = +26.81 dBu at the load.
        gs::line_driver const d{.max_peak_current = 40_mA};
        auto const b = gs::analyze(source >> d >> load_of(600), 0_dBu);
        CHECK(b.stages()[1].clip_level.dBu() == within(26.81, 0.005));
        CHECK(b.stages()[1].limited_by == gs::limit_law::current);
        // domain.md 5.1: V = I/(2 pi f C). 2 mA peak, 10 nF (100 m), 20 kHz: +3.2 dBu.
        gs::line_driver const weak{.build_out = 0_ohm, .max_peak_current = 2_mA};
        auto const line = gs::analyze(
            source >> weak >> gs::cable{.length = 100_m, .capacitance = 100_pF_per_m, .resistance = {}} >> load_of(1e9),
            0_dBu, {.frequency = 20_kHz});
        CHECK(line.stages()[1].clip_level.dBu() == within(3.2, 0.05));
    }

    TEST_CASE("slew rate: +27 dBu at 20 kHz needs 3.1 V/us") {
        // domain.md 5.4
        gs::line_driver const d{.gain = 0_dB, .build_out = 0_ohm, .slew_rate = si<gs::slew_rate>(3.1e6)};
        auto const b = gs::analyze(source >> d >> load_of(1e12), 0_dBu, {.frequency = 20_kHz});
        CHECK(b.max_input().dBu() == within(27, 0.1));
        CHECK(b.stages()[1].limited_by == gs::limit_law::slew);
        auto const low = gs::analyze(source >> d >> load_of(1e12), 0_dBu, {.frequency = 10_kHz});
        CHECK((low.max_input() - b.max_input()).value() == within(6.0206, 1e-6));
    }

    // 24 dBu; 1 V/us is 7.9577 V peak at 20 kHz, 17.224 dBu; 20 mA peak in 600 ohm, 12 V, are 20.792 dBu. The least decides.
    TEST_CASE("all three limits stated") {
        gs::line_driver const d{
            .build_out = 0_ohm, .max_output = 24_dBu, .max_peak_current = 20_mA, .slew_rate = si<gs::slew_rate>(1e6)};
        auto const limited = [&](double ohms, gs::frequency f, gs::limit_law law) {
            auto const b = gs::analyze(source >> d >> load_of(ohms), 0_dBu, {.frequency = f});
            CHECK(b.stages()[1].limited_by == law);
            return b.stages()[1].clip_level.dBu();
        };
        CHECK(limited(1e12, 1_kHz, gs::limit_law::voltage) == within(24, 1e-6));
        CHECK(limited(1e12, 20_kHz, gs::limit_law::slew) == within(17.224, 0.001));
        CHECK(limited(600, 1_kHz, gs::limit_law::current) == within(20.792, 0.001));
    }

    TEST_CASE("corners") {
        gs::line_driver const d{.gain = 0_dB, .build_out = 0_ohm, .low_corner = 10_Hz, .high_corner = 50_kHz};
        for (gs::frequency const& f : {10_Hz, 50_kHz})
            CHECK(gs::analyze(source >> d >> load_of(1e12), 0_dBu, {.frequency = f}).output().level.dBu() ==
                  within(-3.0103, 0.001));
    }

    TEST_CASE("imbalance of its legs: 1 % of 50 ohm, one high, one low: 1 ohm") {
        auto const imbalance = [](gs::line_driver const& d) {
            return gs::analyze(source >> d >> load_of(10e3), 0_dBu).infos()[1].common_mode.leg_imbalance;
        };
        CHECK(imbalance({})->value() == within(1, 1e-12));
        CHECK(imbalance({.build_out_tolerance = 0.001})->value() == within(0.1, 1e-12));
        CHECK_FALSE(imbalance({.topology = output_topology::unbalanced}).has_value());
        auto const problems = gs::validate(source >> gs::line_driver{.build_out_tolerance = 1.5} >> load_of(10e3));
        REQUIRE(problems.size() == 1);
        CHECK(problems[0].field == "build_out_tolerance");
    }

    TEST_CASE("at compile time") {
        constexpr auto b =
            gs::analyze(gs::line_output{} >> gs::line_driver{.max_output = 24_dBu} >> gs::line_input{}, 4_dBu);
        static_assert(b.valid() && b.stage("line driver").headroom > 10_dB);
    }
}
