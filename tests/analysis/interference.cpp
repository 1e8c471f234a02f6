// SPDX-License-Identifier: BSL-1.0
// Hum against datasheets of line receivers, against ngspice, and against sums done by hand.

#include "check.hpp"

#include <gainstage/dynamic_chain.hpp>
#include <gainstage/gainstage.hpp>

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string_view>

namespace {

namespace gs = gainstage;
namespace connectors = gainstage::connectors;
using namespace gainstage::literals;
using gs::hum_coupling;
using test::within;
using test::within_part;

constexpr double pi = 3.14159265358979323846;

// The shield of this lead has a megohm: practically all of the ground voltage is on the legs, as in a test of CMRR.
constexpr gs::cable no_shield{.name = "lead",
                              .length = 1_m,
                              .capacitance = 0_pF_per_m,
                              .resistance = 0_ohm_per_m,
                              .shield_resistance = 1000000_ohm_per_m};
constexpr gs::interference_conditions one_volt{.ground_voltage = 1_V, .ground_impedance = 0_ohm};

// A source without impedance, legs that differ by so much, and a receiver.
double rejection_dB(gs::impedance imbalance, gs::impedance leg, gs::impedance input, gs::decibels cmrr) {
    auto const chain = gs::line_output{.output_impedance = 0.000001_ohm, .leg_imbalance = imbalance} >> no_shield >>
                       gs::line_input{.input_impedance = input, .cmrr = cmrr, .common_mode_impedance = leg};
    auto const result = gs::interference(chain, 4_dBu, one_volt);
    REQUIRE(result.valid());
    REQUIRE(result.links().size() == 1);
    CHECK(result.links()[0].coupling == hum_coupling::balanced);
    return result.links()[0].rejection().value();
}

constexpr gs::cable rca{.name = "RCA lead",
                        .length = 10_m,
                        .shield_resistance = 0.1_ohm_per_m,
                        .input = connectors::rca_plug,
                        .output = connectors::rca_plug};
constexpr gs::line_output player{.name = "player",
                                 .output_impedance = 0.001_ohm,
                                 .topology = gs::output_topology::unbalanced,
                                 .output = connectors::rca_socket};
constexpr gs::line_input amplifier{.name = "amplifier", .input = connectors::rca_socket};
constexpr gs::line_output mixer{
    .name = "mixer", .topology = gs::output_topology::cross_coupled, .output = connectors::xlr_male};
constexpr gs::line_input console{
    .name = "console", .input = connectors::xlr_female, .cmrr = 80_dB, .common_mode_impedance = 10_kohm};
constexpr gs::cable xlr{.name = "XLR lead", .length = 10_m};

// A transformer of 1:1 that is ideal but for its common-mode rejection.
struct isolation {
    gs::component_name name = "isolation transformer";
    std::optional<gs::decibels> cmrr = 100_dB;
    constexpr std::array<gs::element, 1> elements() const { return {gs::ideal_transformer(1)}; }
    constexpr void describe(gs::stage_info& s) const {
        s.common_mode.isolates = true;
        s.common_mode.cmrr = cmrr;
    }
};

// An unbalanced output of 100 ohm behind an amplifier with 1 kohm in front; its limit is at its terminals.
struct booster {
    gs::component_name name = "booster";
    gs::element amplifies;
    constexpr std::array<gs::element, 4> elements() const {
        return {gs::series_resistor(1_kohm), amplifies, gs::series_resistor(100_ohm), gs::clip_limit(20_dBu)};
    }
    constexpr void describe(gs::stage_info& s) const {
        s.output = connectors::rca_socket;
        s.topology = gs::output_topology::unbalanced;
        s.is_amplifier = true;
        s.common_mode.earthed = true;
    }
};

gs::hum_link link_of(auto const& chain, gs::interference_conditions const& c = {}) {
    auto const result = gs::interference(chain, 4_dBu, c);
    REQUIRE(result.valid());
    REQUIRE(result.links().size() == 1);
    return result.links()[0];
}

// At compile time: 1 ohm and 0.3 mA.
constexpr auto consumer = gs::interference(player >> rca >> amplifier, -10_dBV);
static_assert(consumer.links()[0].coupling == hum_coupling::unbalanced);
static_assert(consumer.output().signal_to_hum() > 60_dB);
static_assert(consumer.output().signal_to_hum() < 61_dB);

} // namespace

TEST_SUITE("analysis/interference") {
    // INA1650 datasheet (TI SBOS818B), sec. 8.1.2 "Common-Mode Input Impedance", figures 42 and 43, read at
    // https://ti.com/document-viewer/INA1650/datasheet/common-mode-input-impedance-sbos8185954.html : with a CMRR of 92 dB "a
    // 20-ohm source impedance mismatch degrades the CMRR from 92 dB to 83.7 dB"; with 1 Mohm from COM to ground "to 89.6 dB".
    // Its input resistors are 500 kohm from each input to COM. With a resistor from COM to ground the star becomes a triangle:
    // legs of 500 k + 2 * 1 M = 2.5 Mohm to ground, and 1.25 Mohm between them, 2 * 2.5 M parallel to it is 1 Mohm as before.
    TEST_CASE("a line receiver's datasheet: 20 ohm in one leg") {
        CHECK(rejection_dB(0_ohm, 500_kohm, 1_Mohm, 92_dB) == within(92.0, 0.001));
        CHECK(rejection_dB(20_ohm, 500_kohm, 1_Mohm, 92_dB) == within(83.7, 0.05));
        CHECK(rejection_dB(20_ohm, 2500_kohm, 1_Mohm, 92_dB) == within(89.6, 0.05));
    }

    // INA134 datasheet as quoted at http://www.diyaudio.com/forums/solid-state/109063-ina134-input-impedance-mismatch.html : "A
    // 10 ohm mismatch in source impedance will degrade the common-mode rejection of a typical device to approximately 74 dB."
    // Four resistors of 25 kohm, so that each leg has 50 kohm to ground: 20 log10(50000/10) = 73.98 dB.
    TEST_CASE("a difference amplifier's datasheet: 10 ohm in one leg") {
        CHECK(rejection_dB(10_ohm, 50_kohm, 50_kohm, 200_dB) == within(74.0, 0.1));
        // The same from its parts, matched without tolerance.
        auto const chain = gs::line_output{.output_impedance = 0.000001_ohm, .leg_imbalance = 10_ohm} >> no_shield >>
                           gs::difference_stage{.r1 = 25_kohm, .r2 = 25_kohm, .resistor_tolerance = 0} >>
                           gs::line_input{};
        auto const result = gs::interference(chain, 4_dBu, one_volt);
        REQUIRE(result.valid());
        gs::hum_link const& link = result.links()[0];
        CHECK(link.leg_to_ground.value() == within_part(50e3, 1e-6));
        CHECK(link.rejection().value() == within(74.0, 0.1));
    }

    // 20 log10(Zcm/dZ), to the first order in dZ/Zcm.
    TEST_CASE("imbalance over common-mode impedance") {
        CHECK(rejection_dB(10_ohm, 10_kohm, 20_kohm, 200_dB) == within(60.0, 0.01));
        CHECK(rejection_dB(10_ohm, 20_kohm, 20_kohm, 200_dB) == within(66.02, 0.01));
        CHECK(rejection_dB(10_ohm, 10_Mohm, 20_kohm, 200_dB) == within(120.0, 0.01));
    }

    // ngspice-39 on this circuit (V, ohm, F), output between a and b:
    //   Vg g 0 ac 0.3 | Rg g s 1k | Rs s 0 3 | Ra s a 118 | Rb s b 108 | Cd a b 2.5n | Ca a 0 15.3n | Cb b 0 14.7n
    //   Rfa a 0 {6800/1.002} | Rfb b 0 {6800/0.998} | Rd a b 60k | Ria a 0 15k | Rib b 0 15k
    //   50 Hz:  v(s) 8.961893e-4  v(a,b) 1.876910e-6  (v(a)+v(b))/2 8.750556e-4
    //   10 kHz: v(s) 8.956812e-4  v(a,b) 1.161868e-5  (v(a)+v(b))/2 8.698188e-4
    TEST_CASE("legs, cable, phantom feed and input, against ngspice") {
        auto const chain = gs::line_output{.output_impedance = 200_ohm, .leg_imbalance = 10_ohm} >>
                           gs::cable{.length = 100_m,
                                     .capacitance = 100_pF_per_m,
                                     .resistance = 0.08_ohm_per_m,
                                     .shield_resistance = 0.03_ohm_per_m,
                                     .shield_capacitance = 150_pF_per_m,
                                     .capacitance_imbalance = 0.04} >>
                           gs::phantom_supply{} >>
                           gs::line_input{.input_impedance = 20_kohm, .cmrr = 60_dB, .common_mode_impedance = 15_kohm};
        auto const at = [&](gs::frequency f) { return link_of(chain, {.frequency = f}); };
        gs::hum_link const low = at(50_Hz);
        double const v = low.between_grounds.value();
        CHECK(v == within_part(0.3 * 3 / 1003, 1e-9)); // the line takes a thousandth of it, which is left out
        CHECK(low.by_imbalance.value() / v == within_part(1.876910e-6 / 8.961893e-4, 1e-5));
        CHECK(low.by_rejection.value() / v == within_part(8.750556e-4 / 8.961893e-4 / 1000, 1e-5));
        CHECK(low.hum.value() == within_part(low.by_imbalance.value() + low.by_rejection.value(), 1e-12));
        gs::hum_link const high = at(10_kHz);
        CHECK(high.by_imbalance.value() / v == within_part(1.161868e-5 / 8.956812e-4, 1e-5));
        CHECK(high.by_rejection.value() / v == within_part(8.698188e-4 / 8.956812e-4 / 1000, 1e-5));
        // 10 ohm apart; 15 kohm parallel to 6.8 kohm, and 15 nF: 4678.9 ohm and 4.712 uS at 50 Hz
        CHECK(low.imbalance.value() == within(10.0, 1e-9));
        CHECK(low.leg_to_ground.value() == within_part(1 / std::hypot(1 / 4678.899, 2 * pi * 50 * 15e-9), 1e-5));
    }

    // The consumer example of Whitlock (Jensen AN-004): 316 uA through a shield of 1 ohm are 316 uV, 60 dB below -10 dBV.
    TEST_CASE("an unbalanced lead of 1 ohm") {
        gs::interference_conditions const leakage{.ground_voltage = 316.227766_V, .ground_impedance = 1000000_ohm};
        auto const result = gs::interference(player >> rca >> amplifier, -10_dBV, leakage);
        CHECK(result.links()[0].between_grounds.value() == within_part(316.2e-6, 1e-3));
        CHECK(result.output().signal_to_hum().value() == within(60.0, 0.01));
        CHECK(result.output().hum.dBV() == within(-70.0, 0.01));
        CHECK(result.links()[0].rejection().value() == within(0.0, 0.01));
        CHECK(result.output().complete);
        // Belden 8241F: 2.6 mohm per foot (Handbook for Sound Engineers, p. 1217); 25 feet of it instead of 1 ohm are
        // 20 log10(0.065) = -23.7 dB.
        gs::cable heavy = rca;
        heavy.length = 7.62_m;
        heavy.shield_resistance = 0.0085_ohm_per_m;
        auto const better = gs::interference(player >> heavy >> amplifier, -10_dBV, leakage);
        CHECK(better.output().signal_to_hum().value() == within(60 + 23.7, 0.1));
        // Corroded contacts of 1 ohm: twice the resistance, 6.02 dB more.
        gs::cable corroded = rca;
        corroded.shield_contacts = 1_ohm;
        auto const worse = gs::interference(player >> corroded >> amplifier, -10_dBV, leakage);
        CHECK(worse.output().hum.dBV() == within(-63.98, 0.01));
    }

    // ngspice-39:  Vg g 0 ac 100 | Rg g s 1000 | Rs s 0 1 | Rsrc s x 1000 | Rc x y 2.4 | C1 x s 1.5n | C2 y s 1.5n
    //              Rin y 0 10k            60 Hz: v(y) 0.0907902286
    // Rs, the shield, is part of the signal's loop as well: the netlist's own, and so no longer exactly the 1/1001 that is
    // between the grounds without it.
    TEST_CASE("unbalanced with a source impedance, against ngspice") {
        gs::line_output source = player;
        source.output_impedance = 1_kohm;
        gs::cable lead = rca;
        lead.length = 30_m;
        lead.resistance = 0.08_ohm_per_m;
        lead.shield_resistance = 0.03_ohm_per_m;
        lead.shield_contacts = 0.1_ohm;
        gs::hum_link const l = link_of(source >> lead >> amplifier,
                                       {.frequency = 60_Hz, .ground_voltage = 100_V, .ground_impedance = 1_kohm});
        CHECK(l.between_grounds.value() == within_part(100.0 / 1001, 1e-9));
        CHECK(l.by_shield.value() == within_part(0.0907902286, 1e-5));
    }

    TEST_CASE("no loop: one mains device, a microphone, an instrument, a battery") {
        gs::line_output battery = player;
        battery.earthed = false;
        gs::line_output guitar = player;
        guitar.gives = gs::signal_class::instrument;
        for (gs::line_output const& source : {battery, guitar}) {
            auto const result = gs::interference(source >> rca >> amplifier, -10_dBV);
            CHECK(result.links()[0].coupling == hum_coupling::no_loop);
            CHECK(result.output().hum.is_silent());
            CHECK(result.output().signal_to_hum().value() == test::infinity);
        }
        auto const vocal =
            gs::interference(gs::microphone{} >> xlr >> gs::preamp{.name = "preamp"} >> xlr >> console, 94_dBSPL);
        REQUIRE(vocal.links().size() == 2);
        CHECK(vocal.links()[0].coupling == hum_coupling::no_loop);
        CHECK(vocal.links()[1].coupling == hum_coupling::balanced);
        CHECK(vocal.stage("preamp").hum.is_silent());
        CHECK_FALSE(vocal.output().hum.is_silent());
    }

    TEST_CASE("no cable between: the two grounds are one") {
        auto const result = gs::interference(player >> amplifier, -10_dBV);
        REQUIRE(result.links().size() == 1);
        CHECK(result.links()[0].coupling == hum_coupling::unbalanced);
        CHECK(result.links()[0].between_grounds.value() == 0);
        CHECK(result.output().hum.is_silent());
        // The signal is there: -10 dBV at the output, and at the input that bridges it.
        REQUIRE(result.stages().size() == 2);
        CHECK(result.stages()[0].name == "player");
        CHECK(result.stages()[0].signal.dBV() == within(-10, 1e-6));
        CHECK(result.stages()[0].hum.is_silent());
        CHECK(result.output().signal.dBV() == within(-10, 1e-6));
    }

    TEST_CASE("balanced, unbalanced, and what plugs make of it") {
        auto const coupling = [](auto const& chain) { return link_of(chain).coupling; };
        CHECK(coupling(mixer >> xlr >> console) == hum_coupling::balanced);
        CHECK(coupling(player >> rca >> amplifier) == hum_coupling::unbalanced);
        CHECK(coupling(mixer >> gs::cable{.output = connectors::rca_plug} >> amplifier) == hum_coupling::unbalanced);
        CHECK(coupling(player >> rca >> gs::adapter{.input = connectors::rca_socket, .output = connectors::xlr_male} >>
                       console) == hum_coupling::unbalanced);
        gs::cable shorter = rca;
        shorter.length = 0.5_m;
        CHECK(coupling(player >> shorter >>
                       gs::adapter{.input = connectors::rca_socket, .output = connectors::xlr_male} >> console) ==
              hum_coupling::unbalanced);
        // The sleeve of a TS plug grounds the ring of a balanced socket, and a TS socket that of a balanced plug.
        CHECK(coupling(mixer >> gs::cable{.output = connectors::ts_plug} >>
                       gs::line_input{.input = connectors::trs_socket}) == hum_coupling::unbalanced);
        CHECK(coupling(mixer >> gs::cable{.output = connectors::trs_plug} >>
                       gs::line_input{.input = connectors::ts_socket}) == hum_coupling::unbalanced);
        // A floating (transformer) output has no ground to return to.
        gs::line_output floating = mixer;
        floating.topology = gs::output_topology::floating;
        CHECK(coupling(floating >> gs::cable{.output = connectors::rca_plug} >> amplifier) == hum_coupling::isolated);
    }

    // A cable with its own cold conductor from an unbalanced output: the whole output impedance is in one leg only.
    // 1 kohm against 10 kohm of each leg and 20 kohm between: A = 1 + 1000 (1/10k + 0) = 1.1, B = 1, (Va - Vb) = -0.1/1.1.
    TEST_CASE("an unbalanced output into a balanced input") {
        gs::line_output source = player;
        source.output_impedance = 1_kohm;
        gs::cable lead = no_shield;
        lead.input = connectors::rca_plug;
        gs::line_input const in{.input_impedance = 20_kohm,
                                .input = connectors::xlr_female,
                                .cmrr = 200_dB,
                                .common_mode_impedance = 10_kohm};
        gs::hum_link const l = link_of(source >> lead >> in, one_volt);
        CHECK(l.coupling == hum_coupling::balanced);
        CHECK(l.imbalance.value() == within(1000.0, 1e-6));
        CHECK(l.hum.value() == within_part(0.1 / 1.1, 1e-6));
        // Both conductors of the cable have the same 10 ohm.
        lead.resistance = 10_ohm_per_m;
        CHECK(link_of(source >> lead >> in, one_volt).imbalance.value() == within(1000.0, 1e-6));
        // It need not have an unbalanced connector, nor be called unbalanced where its connector is.
        source.output = connectors::xlr_male;
        CHECK(link_of(source >> no_shield >> in, one_volt).imbalance.value() == within(1000.0, 1e-6));
        gs::line_output const jack{.output_impedance = 1_kohm, .output = connectors::rca_socket};
        CHECK(link_of(jack >> lead >> in, one_volt).imbalance.value() == within(1000.0, 1e-6));
    }

    // What lies before an amplifier is not seen from behind it, whatever amplifies; what limits it has no impedance.
    TEST_CASE("the impedance of an output is what lies behind its last amplifier") {
        gs::cable lead = no_shield;
        lead.input = connectors::rca_plug;
        for (gs::element const& amplifies :
             {gs::ideal_amplifier(10), gs::non_inverting_op_amp(10, {}), gs::summing_op_amp(10_kohm, {})}) {
            CAPTURE(static_cast<int>(amplifies.kind));
            auto const result = gs::interference(
                gs::line_output{.earthed = false} >> booster{.amplifies = amplifies} >> lead >> console, -20_dBu);
            REQUIRE(result.links().size() == 2);
            REQUIRE(result.links()[1].coupling == hum_coupling::balanced);
            CHECK(result.links()[1].imbalance.value() == within(100, 1e-6));
        }
    }

    TEST_CASE("a stated impedance of the legs counts, be it as low as 1 ohm") {
        gs::line_input const low{
            .input_impedance = 1_ohm, .input = connectors::xlr_female, .common_mode_impedance = 1_ohm};
        CHECK(link_of(mixer >> no_shield >> low).leg_to_ground.value() == within(1, 1e-9));
    }

    TEST_CASE("what is not stated: the least that it can be; a CMRR is left out and said so") {
        gs::line_input silent_sheet = console;
        silent_sheet.cmrr = {};
        silent_sheet.common_mode_impedance = {};
        auto const result = gs::interference(mixer >> xlr >> silent_sheet, 4_dBu);
        gs::hum_link const& l = result.links()[0];
        CHECK_FALSE(l.complete);
        CHECK_FALSE(result.output().complete);
        CHECK(result.stage("XLR lead").complete);
        CHECK(l.by_rejection.value() == 0);
        CHECK(l.imbalance.value() == within(10.0, 1e-9));          // IEC 60268-3
        CHECK(l.leg_to_ground.value() == within_part(5000, 1e-3)); // half of 10 kohm; 2 nF of cable beside it
        CHECK(link_of(mixer >> xlr >> silent_sheet, {.assumed_imbalance = 0_ohm}).imbalance.value() == 0);
    }

    TEST_CASE("a contact of 10 ohm in the lead adds to the output's imbalance") {
        gs::cable worn = xlr;
        worn.leg_imbalance = 10_ohm;
        gs::line_output matched = mixer;
        matched.leg_imbalance = 0_ohm;
        CHECK(link_of(matched >> xlr >> console).imbalance.value() == 0);
        CHECK(link_of(matched >> worn >> console).imbalance.value() == within(10.0, 1e-9));
        CHECK(link_of(mixer >> worn >> console).imbalance.value() == within(20.0, 1e-9));
    }

    TEST_CASE("a transformer interrupts the loop") {
        gs::hum_link const l = link_of(player >> rca >> isolation{} >> rca >> amplifier);
        CHECK(l.coupling == hum_coupling::isolated);
        CHECK(l.between_grounds.value() == within_part(0.3, 1e-12)); // all of it
        CHECK(l.rejection().value() == within(100.0, 0.01));
        CHECK(l.complete);
        gs::hum_link const unknown = link_of(player >> rca >> isolation{.cmrr = {}} >> rca >> amplifier);
        CHECK_FALSE(unknown.complete);
        CHECK(unknown.hum.value() == 0);
        // There is hum behind it, and none before.
        auto const result = gs::interference(player >> rca >> isolation{} >> rca >> amplifier, -10_dBV);
        CHECK(result.stages()[1].hum.is_silent());
        CHECK(gs::rms_voltage(result.stages()[2].hum).value() == within_part(0.3e-5, 1e-3));
        // Without a lead before it the same.
        CHECK(link_of(player >> isolation{} >> rca >> amplifier).coupling == hum_coupling::isolated);
    }

    // A transformer with its real windings does the same; a passive DI box is one.
    TEST_CASE("transformers and DI boxes of the library") {
        gs::transformer const one_to_one{.turns_ratio = 1,
                                         .primary_resistance = 50_ohm,
                                         .secondary_resistance = 50_ohm,
                                         .cmrr = 90_dB,
                                         .input = connectors::rca_socket,
                                         .output = connectors::rca_socket};
        gs::hum_link const l = link_of(player >> rca >> one_to_one >> rca >> amplifier);
        CHECK(l.coupling == hum_coupling::isolated);
        // 50 + 50 ohm before 10 kohm take 0.086 dB off hum and signal; 2 ohm of the cable too.
        CHECK(l.rejection().value() == within(90.09, 0.01));
        CHECK(l.by_rejection.value() == within_part(l.hum.value(), 1e-12)); // nothing else makes any
        CHECK(link_of(player >> rca >> gs::passive_di_box{} >> xlr >> console).coupling == hum_coupling::isolated);
    }

    // 1 % of 50 ohm in each leg: 1 ohm apart at worst. Against 10 kohm: 80 dB.
    TEST_CASE("a line driver and a converter") {
        auto const result = gs::interference(
            gs::line_output{.name = "tone", .earthed = false} >> gs::line_driver{.build_out = 50_ohm} >> no_shield >>
                gs::adc{.input_impedance = 20_kohm, .cmrr = 200_dB, .common_mode_impedance = 10_kohm},
            4_dBu, one_volt);
        REQUIRE(result.links().size() == 2);
        CHECK(result.links()[0].coupling == hum_coupling::no_loop);
        CHECK(result.links()[1].imbalance.value() == within(1.0, 1e-9));
        CHECK(result.links()[1].rejection().value() == within(80.09, 0.01)); // (1 + 50/10k)(1 + 51/10k): 0.087 dB
    }

    // Two devices on the mains with one on a battery between: one loop, 0.3 V through 1 kohm + 1 ohm + 3 ohm.
    TEST_CASE("one loop over two leads") {
        gs::preamp const booster{.name = "battery booster",
                                 .gain = 20_dB,
                                 .input_impedance = 1_Mohm,
                                 .output_impedance = 0_ohm,
                                 .topology = gs::output_topology::unbalanced,
                                 .input = connectors::rca_socket,
                                 .output = connectors::rca_socket,
                                 .earthed = false};
        gs::cable lead = rca;
        lead.length = 30_m;
        auto const chain = player >> rca >> booster >> lead >> amplifier;
        auto const result = gs::interference(chain, -10_dBV);
        REQUIRE(result.links().size() == 2);
        CHECK(result.links()[0].hum.value() == within_part(0.3 * 1 / 1004, 1e-4));
        CHECK(result.links()[1].hum.value() == within_part(0.3 * 3 / 1004, 1e-3));
        // The first is amplified tenfold and meets the second: 2.988 mV + 0.896 mV.
        CHECK(gs::rms_voltage(result.stage("battery booster").hum).value() == within_part(2.988e-3, 1e-3));
        CHECK(gs::rms_voltage(result.output().hum).value() == within_part(2.988e-3 + 0.896e-3, 1e-3));
        // With a transformer in the second lead all of the voltage is there, and none in the first.
        auto const broken =
            gs::interference(player >> rca >> booster >> lead >> isolation{} >> lead >> amplifier, -10_dBV);
        CHECK(broken.links()[0].coupling == hum_coupling::no_loop);
        CHECK(broken.stage("battery booster").hum.is_silent());
        CHECK(broken.links()[1].rejection().value() == within(100.0, 0.01));
    }

    // A low cut of 50 Hz takes 3.01 dB off the hum of 50 Hz and nothing off the signal.
    TEST_CASE("hum goes the way of the signal at its own frequency") {
        gs::preamp line{.name = "line amplifier",
                        .gain = 20_dB,
                        .input_impedance = 1_Mohm,
                        .output_impedance = 0_ohm,
                        .accepts = gs::signal_class::line,
                        .input = connectors::rca_socket};
        auto const plain = gs::interference(player >> rca >> line >> gs::line_input{}, -10_dBV);
        line.low_corner = 50_Hz;
        auto const cut = gs::interference(player >> rca >> line >> gs::line_input{}, -10_dBV);
        CHECK((plain.output().hum - cut.output().hum).value() == within(3.0103, 0.001));
        CHECK((plain.output().signal - cut.output().signal).value() == within(0.0109, 0.001)); // 1 kHz
        CHECK((plain.output().hum - gs::level_of(plain.links()[0].hum)).value() == within(20.0, 0.001));
    }

    // The hum does not depend on the source's voltage: the volume of a guitar turned down, its amplifier's output on the mains.
    TEST_CASE("a source that is turned down") {
        auto const with_volume = [](double position) {
            gs::instrument_pickup guitar{};
            guitar.volume->position = position;
            return gs::interference(
                guitar >>
                    gs::preamp{
                        .name = "amp", .gain = 20_dB, .input_impedance = 1_Mohm, .output = connectors::rca_socket} >>
                    rca >>
                    gs::preamp{
                        .name = "next", .gain = 20_dB, .input_impedance = 10_kohm, .input = connectors::rca_socket} >>
                    gs::line_input{},
                -10_dBV);
        };
        auto const loud = with_volume(1);
        auto const silent = with_volume(0);
        REQUIRE(loud.valid());
        REQUIRE(silent.valid());
        CHECK(silent.output().signal.is_silent());
        CHECK(silent.output().hum.dBu() == within(loud.output().hum.dBu(), 1e-9));
        // 0.3 V * 1/1001, less 100 ohm and 1.6 ohm of the leads into 10 kohm, times 10, less 100 ohm into 10 kohm: 2.937 mV
        CHECK(gs::rms_voltage(silent.output().hum).value() == within_part(0.3 / 1001 / 1.01016 * 10 / 1.01, 1e-4));
    }

    TEST_CASE("both kinds of chain give the same, in constant expressions too") {
        constexpr auto chain = mixer >> xlr >> gs::phantom_supply{} >> gs::preamp{.cmrr = 70_dB} >> xlr >> console;
        constexpr auto fixed = gs::interference(chain, 4_dBu);
        gs::dynamic_chain const same(chain);
        auto const dynamic = gs::interference(same, 4_dBu);
        REQUIRE(dynamic.valid());
        REQUIRE(dynamic.links().size() == fixed.links().size());
        for (std::size_t k = 0; k < fixed.stages().size(); ++k) {
            CAPTURE(k);
            CHECK(dynamic.stages()[k].hum.dBu() == within(fixed.stages()[k].hum.dBu(), 1e-9));
            CHECK(dynamic.stages()[k].signal.dBu() == within(fixed.stages()[k].signal.dBu(), 1e-9));
        }
    }

    TEST_CASE("bad input: named, and nothing computed") {
        auto const chain = player >> rca >> amplifier;
        auto const fails = [&](gs::interference_conditions const& c, std::string_view field) {
            CAPTURE(field);
            auto const result = gs::interference(chain, -10_dBV, c);
            REQUIRE_FALSE(result.valid());
            CHECK(result.problems()[0].component == "interference conditions");
            CHECK(result.problems()[0].field == field);
            CHECK(result.links().empty());
            CHECK(result.output().hum.is_silent());
        };
        fails({.frequency = 0_Hz}, "frequency");
        fails({.frequency = test::si<gs::frequency>(test::infinity)}, "frequency");
        fails({.frequency = test::si<gs::frequency>(test::not_a_number)}, "frequency");
        fails({.ground_voltage = 0_V - 1_V}, "ground_voltage");
        fails({.ground_impedance = 0_ohm - 1_ohm}, "ground_impedance");
        fails({.assumed_imbalance = 0_ohm - 1_ohm}, "assumed_imbalance");
        fails({.signal_frequency = 0_Hz}, "signal_frequency");
        gs::cable impossible = rca;
        impossible.length = 0_m - 1_m;
        auto const result = gs::interference(player >> impossible >> amplifier, -10_dBV);
        REQUIRE_FALSE(result.valid());
        CHECK(result.problems()[0].field == "length");
        CHECK(result.stages()[0].name == "player");
        // No ground voltage, or no impedance at all: no hum, and no NaN.
        CHECK(gs::interference(chain, -10_dBV, {.ground_voltage = 0_V}).output().hum.is_silent());
        CHECK(gs::interference(player >> amplifier, -10_dBV, {.ground_impedance = 0_ohm}).output().hum.is_silent());
        gs::dynamic_chain unfinished;
        unfinished.append(player);
        CHECK_FALSE(gs::interference(unfinished, -10_dBV).valid());
        CHECK_FALSE(gs::interference(gs::dynamic_chain(chain), 94_dBSPL).valid());
        CHECK(gs::interference(chain, gs::voltage_level::silence()).valid());
    }

    TEST_CASE("values that together leave the range of a double: named, and nothing computed") {
        struct lift {
            gs::component_name name = "lift";
            constexpr std::array<gs::element, 2> elements() const {
                return {gs::ideal_amplifier(1e300), gs::ideal_amplifier(1e300)};
            }
            constexpr void check(gs::field_checks&) const {} // it is trusted with any value
        };
        gs::preamp const line{
            .name = "line amplifier", .accepts = gs::signal_class::line, .input = connectors::rca_socket};
        auto const result = gs::interference(player >> rca >> line >> lift{} >> gs::line_input{}, -10_dBV);
        REQUIRE(result.problems().size() == 1);
        CHECK(result.problems()[0].component == "lift");
        CHECK(result.links().empty());
        CHECK(result.output().hum.is_silent());
        for (gs::stage_hum const& s : result.stages()) {
            CHECK(s.name == "");
            CHECK(s.signal.is_silent());
        }
        CHECK(result.stage("no such stage").name == "");
        CHECK(gs::interference(gs::dynamic_chain{}, -10_dBV).output().hum.is_silent());
    }

    TEST_CASE("impossible values of the fields that it reads") {
        auto const problem_of = [](auto const& chain) {
            auto const list = gs::validate(chain);
            REQUIRE(list.size() == 1);
            return std::string_view{list[0].field};
        };
        CHECK(problem_of(gs::line_output{.leg_imbalance = 0_ohm - 1_ohm} >> console) == "leg_imbalance");
        CHECK(problem_of(mixer >> gs::line_input{.common_mode_impedance = 4_kohm}) == "common_mode_impedance");
        CHECK(problem_of(mixer >> gs::line_input{.cmrr = 300_dB}) == "cmrr");
        CHECK(problem_of(mixer >> gs::preamp{.common_mode_impedance = 900_ohm} >> console) == "common_mode_impedance");
        CHECK(problem_of(mixer >> gs::preamp{.leg_imbalance = 0_ohm - 1_ohm} >> console) == "leg_imbalance");
        CHECK(problem_of(mixer >> gs::preamp{.cmrr = -300_dB} >> console) == "cmrr");
        CHECK(problem_of(mixer >> gs::phantom_supply{.feed_mismatch = 1} >> console) == "feed_mismatch");
        CHECK(problem_of(mixer >> gs::cable{.leg_imbalance = 0_ohm - 1_ohm} >> console) == "leg_imbalance");
        CHECK(problem_of(mixer >> gs::cable{.shield_contacts = 0_ohm - 1_ohm} >> console) == "shield_contacts");
        CHECK(problem_of(mixer >> gs::cable{.shield_capacitance = 201_pF_per_m} >> console) == "shield_capacitance");
        CHECK(problem_of(mixer >> gs::adc{.cmrr = 300_dB}) == "cmrr");
        CHECK(problem_of(mixer >> gs::adc{.common_mode_impedance = 4_kohm}) == "common_mode_impedance");
        CHECK(problem_of(mixer >> gs::cable{.capacitance_imbalance = test::not_a_number} >> console) ==
              "capacitance_imbalance");
    }

    // The feed resistors of a combo input lie beside its legs: 6.8 kohm parallel to half of 2 kohm is 871.8 ohm.
    TEST_CASE("a combo input's phantom feed") {
        gs::combo_input const combo{.phantom = gs::phantom_supply{}};
        auto const result = gs::interference(mixer >> xlr >> combo >> gs::line_input{}, 4_dBu);
        CHECK(result.links()[0].leg_to_ground.value() == within_part(871.8, 1e-3));
        // Legs of 4.7 kohm: 6.8 kohm parallel to 4.7 kohm is 2779.13 ohm. Feed resistors of 6800 +- 13.6 ohm, 0.4 % apart,
        // differ by 1/6786.4 - 1/6813.6 = 0.588237 uS, of 359.8253 uS in each leg.
        gs::stage_info s;
        gs::combo_input{.microphone = {.common_mode_impedance = 4.7_kohm}, .phantom = gs::phantom_supply{}}.describe(
            s, connectors::xlr_male);
        CHECK(s.common_mode.leg_to_ground.value() == within(2779.13, 0.01));
        CHECK(s.common_mode.leg_mismatch == within_part(0.588237 / 359.8253, 1e-4));
    }

    // A follower's input that only its source connects to ground: both legs have the whole voltage, alike.
    TEST_CASE("legs without any path to ground") {
        gs::non_inverting_stage const open{
            .bias_resistor = {}, .input_capacitance = {}, .input = connectors::xlr_female};
        auto const result = gs::interference(mixer >> no_shield >> open >> gs::line_input{}, 4_dBu, one_volt);
        REQUIRE(result.valid());
        REQUIRE(result.links().size() >= 1);
        gs::hum_link const& link = result.links()[0];
        REQUIRE(link.coupling == hum_coupling::balanced);
        CHECK(link.leg_to_ground.value() == test::infinity);
        CHECK(link.by_imbalance.value() == 0);
    }

    // Two conductors against a shield, each C, are C/2 between the two: no more than 2 x 100 pF/m, of 10 m.
    TEST_CASE("a cable that states no capacitance to its shield") {
        gs::cable const lead{.length = 10_m, .capacitance = 100_pF_per_m};
        auto const facts = gs::detail::describe_component(lead, {}).common_mode;
        CHECK(facts.leg_to_shield.value() == within_part(2e-9, 1e-12));
        // That much may be stated, and no more.
        CHECK(
            gs::validate(mixer >> gs::cable{.capacitance = 100_pF_per_m, .shield_capacitance = 200_pF_per_m} >> console)
                .empty());
    }
}
