// SPDX-License-Identifier: BSL-1.0
// Phantom and plug-in power (facts/oracles.md O13; domain.md 1.3, 1.5).

#include "check.hpp"

#include <gainstage/analysis/powering.hpp>
#include <gainstage/component/cable.hpp>
#include <gainstage/component/microphone.hpp>
#include <gainstage/component/pad.hpp>
#include <gainstage/component/phantom_supply.hpp>
#include <gainstage/component/plug_in_power.hpp>
#include <gainstage/literals.hpp>

#include <array>
#include <string>

namespace {

namespace gs = gainstage;
using namespace gainstage::literals;
using gs::power_state;
using test::si;
using test::within;

// A phantom-powered microphone that takes any supply and draws the given current.
gs::microphone condenser(double milliamperes) {
    return {.name = "condenser",
            .transducer = gs::transducer_kind::condenser,
            .power = gs::phantom_power{.min_voltage = 1_V,
                                       .max_voltage = 60_V,
                                       .current = si<gs::current>(milliamperes * 1e-3),
                                       .min_at_microphone = 1_V}};
}
gs::phantom_supply supply(gs::phantom_standard s) { return {.standard = s}; }

gs::microphone electret(double milliamperes, double least_volts = 1.5) {
    return {.name = "electret",
            .transducer = gs::transducer_kind::electret,
            .power = gs::bias_power{.min_voltage = si<gs::voltage>(least_volts),
                                    .current = si<gs::current>(milliamperes * 1e-3)},
            .topology = gs::output_topology::unbalanced,
            .output = gs::connectors::mini_ts_plug};
}
gs::plug_in_power bias(double volts, double ohms) {
    return {.voltage = si<gs::voltage>(volts), .resistor = si<gs::impedance>(ohms)};
}

gs::power_entry powered(auto const& chain) {
    auto const report = gs::powering(chain);
    REQUIRE(report.size() == 1);
    return report[0];
}

} // namespace

TEST_SUITE("oracles/powering") {
    TEST_CASE("O13: the voltage that each standard leaves at its greatest current, and its short-circuit current") {
        struct row {
            gs::phantom_standard standard;
            double open, tolerance, feed, milliamperes, volts, short_circuit;
        };
        constexpr row rows[] = {{gs::phantom_standard::p48, 48, 4, 6800, 10, 14.0, 14.12},
                                {gs::phantom_standard::p24, 24, 4, 1200, 10, 18.0, 40.0},
                                {gs::phantom_standard::p12, 12, 1, 680, 15, 6.9, 35.3}};
        for (row const& r : rows) {
            CAPTURE(r.open);
            auto const e = powered(condenser(r.milliamperes) >> supply(r.standard));
            CHECK(e.feed.supply.value() == r.open);
            CHECK(e.feed.tolerance.value() == r.tolerance);
            CHECK(e.feed.feed_resistor.value() == r.feed);
            CHECK(e.feed.limit.value() * 1e3 == within(r.milliamperes, 1e-9));
            CHECK(e.voltage.value() == within(r.volts, 1e-9));
            CHECK(e.least_voltage.value() == within(r.volts - r.tolerance, 1e-9));
            CHECK(e.state == power_state::powered);
            // A little more than the greatest current is too much.
            CHECK(powered(condenser(r.milliamperes + 0.1) >> supply(r.standard)).state == power_state::over_current);
            // A short circuit draws Vs/(R/2), and no voltage is left.
            auto const shorted = powered(condenser(1e3) >> supply(r.standard));
            CHECK(shorted.current.value() * 1e3 == within(r.short_circuit, 0.05));
            CHECK(shorted.voltage.value() == within(0, 1e-9));
            CHECK(shorted.least_voltage.value() == 0);
        }
    }

    TEST_CASE("O13: P48, 4 mA: 34.4 V; 34.38 V with 6.81 kohm") {
        CHECK(powered(condenser(4) >> gs::phantom_supply{}).voltage.value() == within(34.4, 1e-9));
        CHECK(powered(condenser(4) >> gs::phantom_supply{.feed_resistor = 6.81_kohm}).voltage.value() ==
              within(34.38, 1e-9));
    }

    TEST_CASE("domain.md 1.3: P48 at various currents") {
        struct row {
            double milliamperes, volts;
        };
        constexpr row rows[] = {{0.8, 45.3}, {2, 41.2}, {3, 37.8}, {4.5, 32.7}, {5, 31.0}, {7, 24.2}, {10, 14.0}};
        for (row const& r : rows)
            CHECK(powered(condenser(r.milliamperes) >> gs::phantom_supply{}).voltage.value() == within(r.volts, 0.051));
        CHECK(powered(condenser(4.5) >> supply(gs::phantom_standard::p24)).voltage.value() == within(21.3, 0.051));
        CHECK(powered(condenser(4.5) >> supply(gs::phantom_standard::p12)).voltage.value() == within(10.5, 0.051));
    }

    TEST_CASE("O13: 100 m of 24 AWG, 4 mA: the conductors are in parallel, the shield is the way back") {
        auto const through = [](gs::resistance_per_length shield) {
            gs::cable const cable{.length = 100_m, .resistance = 0.084_ohm_per_m, .shield_resistance = shield};
            return powered(condenser(4) >> cable >> gs::phantom_supply{.feed_resistor = 6.81_kohm}).voltage.value();
        };
        // 48 - 0.004 (6810/2 + 8.4/2) = 34.3632; with a shield of 0.03 ohm/m 3 ohm more: 34.3512.
        CHECK(through(0_ohm_per_m) == within(34.3632, 1e-6));
        CHECK(through(0.03_ohm_per_m) == within(34.3512, 1e-6));
        CHECK(through(0.03_ohm_per_m) == within(34.3, 0.06)); // as printed by gera.services
        // Its topology, both conductors in series: 48 - 0.004 (3405 + 16.8) = 34.3128.
        CHECK(through(0_ohm_per_m) != within(34.3128, 0.03));
        CHECK(through(0.03_ohm_per_m) != within(34.3128, 0.03));
        // The loss is in the feed resistors: the cable takes 0.03 V of 13.65 V.
        CHECK(48 - through(0.03_ohm_per_m) < 1.01 * 4e-3 * 3405);
    }

    TEST_CASE("O13: the most power that P48 gives is 169.4 mW, not 240") {
        auto const e = powered(condenser(48 / 6.8) >> gs::phantom_supply{}); // half the short-circuit current
        CHECK(e.resistance.value() == within(3400, 1e-9));
        CHECK(e.voltage.value() * e.current.value() * 1e3 == within(169.4, 0.05));
        double most = 0;
        for (double mA = 0.1; mA < 14; mA += 0.1) {
            auto const at = powered(condenser(mA) >> gs::phantom_supply{});
            double const mW = at.voltage.value() * at.current.value() * 1e3;
            if (mW > most) most = mW;
        }
        CHECK(most <= 169.412);
        CHECK(most != within(240, 60));
    }

    TEST_CASE("O13: Schoeps CMC 1 tolerates P48 down to 30 V at 2 mA and P12 down to 11 V at 3 mA") {
        gs::microphone m = condenser(2);
        m.power = gs::phantom_power{.min_voltage = 30_V, .current = 2_mA};
        auto const on = [&](double volts, gs::phantom_standard standard) {
            return powered(m >> gs::phantom_supply{.standard = standard,
                                                   .voltage = si<gs::voltage>(volts),
                                                   .tolerance = 0_V})
                .state;
        };
        CHECK(on(48, gs::phantom_standard::p48) == power_state::powered);
        CHECK(on(30, gs::phantom_standard::p48) == power_state::powered);
        CHECK(on(29, gs::phantom_standard::p48) == power_state::too_low);
        m.power = gs::phantom_power{.min_voltage = 11_V, .current = 3_mA};
        CHECK(on(11, gs::phantom_standard::p12) == power_state::powered);
        CHECK(on(10, gs::phantom_standard::p12) == power_state::too_low);
        // 12 V +- 1 V reaches down to 11 V.
        CHECK(powered(m >> supply(gs::phantom_standard::p12)).state == power_state::powered);
    }

    // 4 mA through the feed resistors of IEC 61938 in parallel: 13.6 V with 6.8 kohm, 2.4 V with 1.2 kohm, 1.36 V with
    // 680 ohm. Between 13 V, the most of P12, and 20 V, the least of P24, no supply begins: 18 V counts as P24's, below it
    // as P12's; from 30 V as P48's.
    TEST_CASE("a window of the supply is a voltage at the microphone, through the feed resistors of its standard") {
        auto const required = [](double least) {
            gs::microphone m = condenser(4);
            m.power = gs::phantom_power{.min_voltage = si<gs::voltage>(least), .max_voltage = 52_V, .current = 4_mA};
            return powered(m >> gs::phantom_supply{}).required.value();
        };
        CHECK(required(44) == within(44 - 13.6, 1e-9));
        CHECK(required(30) == within(30 - 13.6, 1e-9));
        CHECK(required(29.5) == within(29.5 - 2.4, 1e-9));
        CHECK(required(18) == within(18 - 2.4, 1e-9));
        CHECK(required(17.5) == within(17.5 - 1.36, 1e-9));
        CHECK(required(11) == within(11 - 1.36, 1e-9));
        CHECK(required(1) == 0);
    }

    // 44 V to 52 V, and half a volt on both ends for rounding and for what a cable takes.
    TEST_CASE("a window of the supply: inside, at its ends, and beyond them") {
        gs::microphone m = condenser(4);
        m.power = gs::phantom_power{.min_voltage = 44_V, .max_voltage = 52_V, .current = 4_mA};
        auto const on = [&](double volts) {
            return powered(m >> gs::phantom_supply{.voltage = si<gs::voltage>(volts), .tolerance = 0_V});
        };
        for (double const volts : {43.52, 44.0, 48.0, 52.0, 52.48}) {
            CAPTURE(volts);
            CHECK(on(volts).state == power_state::powered);
        }
        CHECK(on(43.48).state == power_state::too_low);
        CHECK(on(52.52).state == power_state::too_high);
        CHECK(on(52.52).at_risk);
        // Of a capsule it is that of the voltage at itself: 2.2 V - 0.1 mA * 2 kohm.
        gs::microphone capsule = electret(0.1, 0.5);
        capsule.power = gs::bias_power{.min_voltage = 0.5_V, .max_voltage = 1_V, .current = 0.1_mA};
        auto const e = powered(capsule >> bias(2.2, 2e3));
        CHECK(e.voltage.value() == within(2, 1e-9));
        CHECK(e.state == power_state::too_high);
    }

    // V = 48 - I R/2: what is stated at the microphone itself has no half volt, and is enough if it is just there.
    TEST_CASE("a least voltage that is stated at the microphone itself") {
        auto const gets = [](double volts, double feed_ohms, gs::voltage least) {
            gs::microphone m = condenser(4);
            m.power = gs::phantom_power{.min_voltage = 1_V,
                                        .max_voltage = 60_V,
                                        .current = si<gs::current>((48 - volts) / (feed_ohms / 2)),
                                        .min_at_microphone = least};
            auto const e =
                powered(m >> gs::phantom_supply{.tolerance = 0_V, .feed_resistor = si<gs::impedance>(feed_ohms)});
            CHECK(e.voltage.value() == within(volts, 1e-9));
            CHECK(e.required == least);
            return e.state;
        };
        CHECK(gets(30, 6800, 30_V) == power_state::powered);
        CHECK(gets(29.7, 6800, 30_V) == power_state::too_low);
        CHECK(gets(1, 14e3, 1_V) == power_state::powered);
        CHECK(gets(0.8, 14e3, 1_V) == power_state::too_low);
    }

    TEST_CASE("O13: M-Audio's rule: phantom power on a TS plug shorts one leg, 7.06 mA") {
        gs::adapter const to_ts{.input = gs::connectors::xlr_female, .output = gs::connectors::ts_plug};
        gs::phantom_supply const on_jack{.input = gs::connectors::trs_socket};
        auto const e = powered(condenser(4) >> to_ts >> on_jack);
        CHECK(e.state == power_state::shorted);
        CHECK(e.fault_current.value() * 1e3 == within(7.06, 0.005)); // 48/6.8k
        // A dynamic microphone on the same plug is exposed; balanced, it sees no DC between its conductors.
        gs::microphone const dynamic{};
        auto const exposed = powered(dynamic >> to_ts >> on_jack);
        CHECK(exposed.state == power_state::exposed);
        CHECK(exposed.at_risk);
        // domain.md 1.4: a 200 ohm coil with one leg tied to pin 1 carries 48/(6800 + 200) = 6.9 mA.
        gs::microphone coil{};
        coil.output_impedance = 200_ohm;
        CHECK(powered(coil >> to_ts >> on_jack).current.value() * 1e3 == within(6.857, 0.001));
        CHECK(powered(coil >> to_ts >> on_jack).voltage.value() == within(48 * 200.0 / 7000, 1e-9)); // the divider
        auto const balanced = powered(dynamic >> gs::phantom_supply{});
        CHECK(balanced.current.value() == 0);
        CHECK_FALSE(balanced.at_risk);
    }

    // Where the cold conductor meets ground, in a run of several parts before the supply: in the adapter that ties it inside,
    // in the socket whose sleeve a balanced plug's ring touches, or at the plug whose sleeve touches a balanced socket's ring.
    TEST_CASE("the part that grounds one leg has its name, and not the one behind it") {
        gs::phantom_supply const on_jack{.name = "P48", .input = gs::connectors::trs_socket};
        gs::cable const run{.name = "run", .input = gs::connectors::ts_socket, .output = gs::connectors::ts_plug};
        auto const grounded_by = [](auto const& chain) {
            auto const e = powered(chain);
            CHECK(e.state == power_state::shorted);
            CHECK(e.fault_current.value() * 1e3 == within(7.06, 0.005)); // 48/6.8k
            return std::string(e.obstacle);
        };
        gs::adapter const inside{.name = "ties it inside", .output = gs::connectors::ts_plug};
        CHECK(grounded_by(condenser(4) >> inside >> run >> on_jack) == "ties it inside");

        gs::cable const balanced{.name = "balanced", .output = gs::connectors::trs_plug};
        gs::adapter const socket{
            .name = "TS socket", .input = gs::connectors::ts_socket, .output = gs::connectors::trs_plug};
        CHECK(grounded_by(condenser(4) >> balanced >> socket >> on_jack) == "TS socket");

        gs::adapter const plug{.name = "TS plug", .output = gs::connectors::ts_plug, .cold = gs::cold_leg::open};
        gs::cable const behind{
            .name = "behind", .input = gs::connectors::trs_socket, .output = gs::connectors::trs_plug};
        CHECK(grounded_by(condenser(4) >> plug >> behind >> on_jack) == "TS plug");
    }

    TEST_CASE("O13: plug-in power of the Sony MZ-NH700, 2.3 V") {
        // 0.33 mA into a short circuit: 2.3/0.33m = 6970 ohm. 0.27 mA with 0.5 V left: 1.8/0.27m = 6667 ohm.
        CHECK(powered(electret(1e3) >> bias(2.3, 6970)).current.value() * 1e3 == within(0.33, 0.0005));
        CHECK(powered(electret(0.27) >> bias(2.3, 6667)).voltage.value() == within(0.5, 0.0005));
        // Any resistor of the 6.7 to 7.0 kohm gives both to 0.1 V and 0.02 mA.
        for (double const ohms : {6.7e3, 6.8e3, 7.0e3}) {
            CHECK(powered(electret(1e3) >> bias(2.3, ohms)).current.value() * 1e3 == within(0.33, 0.02));
            CHECK(powered(electret(0.27) >> bias(2.3, ohms)).voltage.value() == within(0.5, 0.1));
        }
    }

    TEST_CASE("O13: a WM-61A, 2 V at 0.5 mA, starves on the usual 2.5 V through 2.2 kohm and on the Sony") {
        auto const usual = powered(electret(0.5, 2) >> gs::plug_in_power{});
        CHECK(usual.state == power_state::too_low);
        CHECK(usual.voltage.value() == within(1.4, 1e-9));
        CHECK(powered(electret(0.5, 2) >> bias(2.3, 6.8e3)).state == power_state::too_low);
        CHECK(powered(electret(0.5, 2) >> bias(5, 2.2e3)).state == power_state::powered);
        // 1.5 V, where it loses 3 dB, is also starved: 2.6 V - 0.5 mA * 2.2 kohm.
        auto const low = powered(electret(0.5, 2) >> bias(2.6, 2.2e3));
        CHECK(low.voltage.value() == within(1.5, 1e-9));
        CHECK(low.state == power_state::too_low);
    }

    TEST_CASE("domain.md 1.5: bias arithmetic, V = Vb - I R") {
        struct row {
            double supply, ohms, milliamperes, volts, short_circuit; // short circuit in mA, 0: not printed
        };
        constexpr row rows[] = {{2.5, 2.2e3, 0.3, 1.84, 1.14},
                                {2.5, 2.2e3, 0.5, 1.40, 1.14},
                                {5, 2.2e3, 0.5, 3.9, 2.27},
                                {2.5, 4.7e3, 0.5, 0.15, 0},
                                {5, 6.8e3, 0.5, 1.6, 0}};
        for (row const& r : rows) {
            CAPTURE(r.supply);
            CAPTURE(r.ohms);
            CHECK(powered(electret(r.milliamperes) >> bias(r.supply, r.ohms)).voltage.value() == within(r.volts, 1e-9));
            if (r.short_circuit > 0)
                CHECK(powered(electret(1e3) >> bias(r.supply, r.ohms)).current.value() * 1e3 ==
                      within(r.short_circuit, 0.005));
        }
        CHECK(powered(electret(0.5) >> bias(2.5, 4.7e3)).state == power_state::too_low); // "starved"
    }

    TEST_CASE("nothing supplies, or not the right kind") {
        CHECK(powered(condenser(4) >> gs::cable{}).state == power_state::unsupplied);
        CHECK(powered(condenser(4) >> gs::phantom_supply{.on = false}).state == power_state::unsupplied);
        CHECK(powered(electret(0.5) >> gs::phantom_supply{}).state == power_state::wrong_kind);
        CHECK(powered(condenser(4) >> gs::plug_in_power{}).state == power_state::wrong_kind);
    }

    // The source stands in every report, whatever it needs; a device on a battery behind it does not.
    TEST_CASE("nothing needs power") {
        struct battery_booster {
            gs::component_name name = "booster";
            constexpr std::array<gs::element, 1> elements() const { return {gs::ideal_amplifier(10)}; }
            constexpr void describe(gs::stage_info& s) const {
                s.need = gs::battery_power{};
                s.is_amplifier = true;
            }
        };
        auto const report = gs::powering(gs::microphone{.name = "dynamic"} >> battery_booster{} >> gs::cable{});
        REQUIRE(report.size() == 1);
        CHECK(report[0].name == "dynamic");
        CHECK(report[0].state == power_state::not_needed);
    }

    // The shunt of an L pad leads from the conductor to ground, and takes bias current away; that of a U pad lies between two
    // conductors of one voltage.
    TEST_CASE("a pad on the way of the power") {
        auto const loaded = [](gs::pad_kind kind) {
            gs::pad pad;
            pad.network.kind = kind;
            auto const report =
                gs::powering(gs::microphone{.power = gs::phantom_power{}} >> pad >> gs::phantom_supply{});
            REQUIRE(report.size() >= 1);
            return report[0].loaded;
        };
        CHECK(loaded(gs::pad_kind::l));
        CHECK_FALSE(loaded(gs::pad_kind::u));
        CHECK_FALSE(loaded(gs::pad_kind::h));
        // 3 mA through 6.8 kohm and, of an H pad, both resistors of each leg, 300 and 200 ohm: 48 - 3 mA 7300 ohm/2 = 37.05 V.
        auto const report =
            gs::powering(gs::microphone{.power = gs::phantom_power{.current = 3_mA}} >>
                         gs::pad{.network = {gs::pad_kind::h, 300_ohm, 150_ohm, 200_ohm}} >> gs::phantom_supply{});
        CHECK(report[0].voltage.value() == within(37.05, 1e-9));
    }
}
