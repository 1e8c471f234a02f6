// SPDX-License-Identifier: BSL-1.0
// Magnitude, phase and group delay against textbook circuits in closed form; -3 dB points and their causes.

#include "check.hpp"
#include "ends.hpp"

#include <gainstage/analysis/frequency_response.hpp>
#include <gainstage/component/cable.hpp>
#include <gainstage/component/line_input.hpp>
#include <gainstage/component/line_output.hpp>
#include <gainstage/component/microphone.hpp>
#include <gainstage/component/preamp.hpp>
#include <gainstage/dynamic_chain.hpp>
#include <gainstage/frequency_grid.hpp>
#include <gainstage/literals.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <cstddef>
#include <string_view>
#include <vector>

namespace {

namespace gs = gainstage;
using namespace gainstage::literals;
using gs::operator>>;
using test::open_end;
using test::within;
using test::within_part;
constexpr double pi = 3.14159265358979323846;
constexpr double degree = 180 / pi;
double const half_power = 10 * std::log10(2.0);

struct ideal_source {
    gs::component_name name = "source";
    gs::element element = gs::voltage_source();
    using excitation = gs::voltage_level;
    constexpr std::array<gs::element, 1> elements() const { return {element}; }
};
// Up to three elements of one's own.
struct parts {
    gs::component_name name = "parts";
    std::array<gs::element, 3> list{};
    constexpr std::array<gs::element, 3> elements() const { return list; }
    constexpr void check(gs::field_checks&) const {} // it is trusted with any value
};
struct resistive_load {
    gs::component_name name = "load";
    gs::impedance r = 1_kohm;
    static constexpr bool is_load = true;
    constexpr std::array<gs::element, 1> elements() const { return {gs::shunt_resistor(r)}; }
};
// R and L in front of C and R.
struct reactive_load {
    gs::component_name name = "load";
    static constexpr bool is_load = true;
    constexpr std::array<gs::element, 3> elements() const {
        return {gs::series_resistor(10_kohm, gs::noise::thermal, 20_mH), gs::shunt_capacitor(1_nF),
                gs::shunt_resistor(10_kohm)};
    }
};

gs::conditions reference(double hertz) { return {.frequency = test::si<gs::frequency>(hertz)}; }
gs::frequency hertz(double f) { return test::si<gs::frequency>(f); }

} // namespace

TEST_SUITE("analysis/frequency_response") {
    TEST_CASE("RC low-pass: 1/(1 + jwRC), -45 degrees at the corner, group delay RC/(1 + (wRC)^2)") {
        double const rc = 1e3 * 100e-9;
        auto const response = gs::frequency_response(
            ideal_source{} >> parts{.list = {gs::series_resistor(1_kohm), gs::shunt_capacitor(100_nF)}} >> open_end{});
        REQUIRE(response.valid());
        for (gs::frequency const& f : gs::log_spaced<81>(1_Hz, 1_MHz)) {
            double const x = 2 * pi * f.value() * rc;
            auto const p = response.at(f, "parts");
            CAPTURE(f.value());
            CHECK(p.defined);
            CHECK(p.gain.value() == within(-10 * std::log10(1 + x * x), 1e-9));
            CHECK(degrees(p.phase) == within(-std::atan(x) * degree, 1e-9));
            CHECK(p.group_delay.value() == within_part(rc / (1 + x * x), 1e-9));
        }
        double const corner = 1 / (2 * pi * rc); // 1591.5 Hz
        CHECK(degrees(response.at(hertz(corner), "parts").phase) == within(-45, 1e-9));
        CHECK(response.at(hertz(corner), "parts").group_delay.value() == within_part(50e-6, 1e-9));
    }

    TEST_CASE("RC high-pass: jwRC/(1 + jwRC), +45 degrees at the corner, group delay RC/(1 + (wRC)^2)") {
        double const rc = 1e3 * 1e-6;
        auto const response = gs::frequency_response(
            ideal_source{} >> parts{.list = {gs::series_capacitor(1_uF)}} >> resistive_load{}, reference(1e6));
        for (gs::frequency const& f : gs::log_spaced<81>(0.1_Hz, 1_MHz)) {
            double const x = 2 * pi * f.value() * rc;
            auto const p = response.at(f, "load");
            CAPTURE(f.value());
            CHECK(p.gain.value() == within(20 * std::log10(x) - 10 * std::log10(1 + x * x), 1e-9));
            CHECK(degrees(p.phase) == within(std::atan(1 / x) * degree, 1e-9));
            CHECK(p.group_delay.value() == within_part(rc / (1 + x * x), 1e-9));
        }
        auto const corners = response.corners("load");
        REQUIRE(corners.low);
        CHECK(corners.low->at.value() == within_part(1 / (2 * pi * rc), 1e-7));
        CHECK(corners.low->stage == "parts");
        CHECK(corners.low->cause == gs::corner_cause::series_capacitance);
        CHECK(corners.low->recovered.value() == within(half_power, 1e-6));
        CHECK_FALSE(corners.high);
    }

    TEST_CASE("R, L and C: the second order, group delay 2Q/w0 at resonance") {
        // Across C: 1/(1 - x^2 + jx/Q), x = f/f0. Phase -atan2(x/Q, 1 - x^2); delay (1 + x^2)/(Q w0) / ((1 - x^2)^2 + (x/Q)^2).
        double const l = 0.1, c = 100e-9;
        double const w0 = 1 / std::sqrt(l * c);
        for (double const q : {0.5, 0.70710678118654752, 5.0, 50.0}) {
            double const r = std::sqrt(l / c) / q;
            auto const chain =
                ideal_source{} >>
                parts{.list = {gs::series_resistor(test::si<gs::impedance>(r), gs::noise::thermal, 100_mH),
                               gs::shunt_capacitor(100_nF)}} >>
                open_end{};
            auto const response = gs::frequency_response(chain, reference(1));
            for (gs::frequency const& f : gs::log_spaced<61>(10_Hz, 100_kHz)) {
                double const x = 2 * pi * f.value() / w0;
                double const d = (1 - x * x) * (1 - x * x) + x * x / q / q;
                auto const p = response.at(f, "open");
                CAPTURE(q);
                CAPTURE(f.value());
                CHECK(p.gain.value() == within(-10 * std::log10(d), 1e-8));
                CHECK(degrees(p.phase) == within(-std::atan2(x / q, 1 - x * x) * degree, 1e-8));
                CHECK(p.group_delay.value() == within_part((1 + x * x) / (q * w0) / d, 1e-8));
            }
            auto const resonance = response.at(hertz(w0 / 2 / pi), "open");
            CHECK(resonance.gain.value() == within(20 * std::log10(q), 1e-6));
            CHECK(degrees(resonance.phase) == within(-90, 1e-6));
            CHECK(resonance.group_delay.value() == within_part(2 * q / w0, 1e-8));
            // (1 - x^2)^2 + (x/Q)^2 = 2
            double const b = 1 - 1 / (2 * q * q);
            auto const corners = response.corners("open");
            REQUIRE(corners.high);
            CHECK(corners.high->at.value() == within_part(w0 / 2 / pi * std::sqrt(b + std::sqrt(b * b + 1)), 2e-6));
            CHECK_FALSE(corners.low);
        }
    }

    TEST_CASE("a series resonance as a band-pass: corners f0 (sqrt(1 + 1/4Q^2) -+ 1/2Q)") {
        // 100 ohm, L and C in series, across the 100 ohm: Q = sqrt(L/C)/R.
        double const l = 0.1, c = 100e-9;
        double const f0 = 1 / (2 * pi * std::sqrt(l * c));
        for (double const r : {20.0, 100.0, 1000.0, 4000.0}) {
            double const q = std::sqrt(l / c) / r;
            auto const response = gs::frequency_response(
                ideal_source{} >> parts{.list = {gs::series_resistor(0_ohm, gs::noise::none, 100_mH),
                                                 gs::series_capacitor(100_nF)}} >>
                    resistive_load{.r = test::si<gs::impedance>(r)},
                reference(f0));
            CAPTURE(q);
            auto const corners = response.corners("load");
            REQUIRE(corners.low);
            REQUIRE(corners.high);
            double const middle = std::sqrt(1 + 1 / (4 * q * q));
            CHECK(corners.low->at.value() == within_part(f0 * (middle - 1 / (2 * q)), 1e-8));
            CHECK(corners.high->at.value() == within_part(f0 * (middle + 1 / (2 * q)), 1e-8));
            CHECK(response.at(hertz(f0), "load").group_delay.value() == within_part(2 * q / (2 * pi * f0), 1e-8));
            if (q < 1) {
                CHECK(corners.low->cause == gs::corner_cause::series_capacitance);
                CHECK(corners.high->cause == gs::corner_cause::series_inductance);
            }
            if (q > 5) { // without the coil the capacitor would take still more, and the other way round
                CHECK(corners.low->cause == gs::corner_cause::none);
                CHECK(corners.high->cause == gs::corner_cause::none);
                CHECK(corners.low->recovered.value() == 0);
                CHECK(corners.low->stage == "");
            }
        }
    }

    TEST_CASE("O12: the corner of a source impedance and a cable") {
        // facts/oracles.md O12: 200 ohm, 100 m of 100 pF/m (Sengpiel): 79.58 kHz; 100 ohm, 500 ft of 32 pF/ft: 99.47 kHz;
        // 8 kohm, 20 ft of 80 pF/ft: 12.434 kHz. f = 1/(2 pi R C).
        struct row {
            double ohms, farads, kilohertz, printed;
        };
        for (row const& r : {row{200, 10e-9, 79.58, 0.005}, row{100, 500 * 32e-12, 99.47, 0.005},
                             row{8e3, 20 * 80e-12, 12.434, 0.0005}}) {
            gs::cable const run{.name = "run",
                                .length = 1_m,
                                .capacitance = test::si<gs::capacitance_per_length>(r.farads),
                                .resistance = {}};
            auto const chain = gs::line_output{.output_impedance = test::si<gs::impedance>(r.ohms)} >> run >>
                               gs::line_input{.input_impedance = 1000000_Mohm};
            auto const corners = gs::frequency_response(chain, reference(1)).corners("line input");
            REQUIRE(corners.high);
            CHECK(corners.high->at.value() / 1e3 == within(r.kilohertz, r.printed));
            CHECK(corners.high->at.value() == within_part(1 / (2 * pi * r.ohms * r.farads), 1e-7));
            CHECK(corners.high->stage == "run");
            CHECK(corners.high->cause == gs::corner_cause::shunt_capacitance);
            CHECK(corners.high->recovered.value() == within(half_power, 1e-6));
            CHECK_FALSE(corners.low);
        }
    }

    TEST_CASE("corners of sources and amplifiers are themselves, at every stage behind them") {
        auto const chain = ideal_source{.element = gs::sound_source(1_V_per_Pa, 30_Hz, 60_kHz)} >>
                           gs::preamp{.low_corner = 1_Hz, .high_corner = 2_MHz} >> gs::line_input{};
        auto const response = gs::frequency_response(chain);
        auto const at_source = response.corners("source");
        CHECK(at_source.low->cause == gs::corner_cause::source_low_corner);
        CHECK(at_source.high->cause == gs::corner_cause::source_high_corner);
        CHECK(at_source.low->stage == "source");
        // At 1 kHz the power has lost (1 + 0.03^2)(1 + (1/60)^2) = 1.001178, so 1 + x^2 = 2.002356: x = 1.001177.
        CHECK(at_source.low->at.value() == within(30 / 1.001177, 0.0001));
        CHECK(at_source.high->at.value() == within(60e3 * 1.001177, 0.2));
        CHECK(response.corners("line input").low->cause == gs::corner_cause::source_low_corner);

        auto const narrow = gs::frequency_response(
            ideal_source{} >> gs::preamp{.name = "amp", .low_corner = 80_Hz, .high_corner = 20_kHz} >> gs::line_input{},
            reference(std::sqrt(80 * 20e3)));
        auto const corners = narrow.corners("line input");
        CHECK(corners.low->cause == gs::corner_cause::amplifier_low_corner);
        CHECK(corners.high->cause == gs::corner_cause::amplifier_high_corner);
        CHECK(corners.low->stage == "amp");
        // A first-order band-pass: its corners have the reference as their geometric mean.
        CHECK(corners.low->at.value() * corners.high->at.value() == within_part(80 * 20e3, 1e-8));
        CHECK_FALSE(narrow.corners("source").low);
        CHECK_FALSE(narrow.corners("source").high);
    }

    TEST_CASE("a corner is right to 1e-9, wherever it is, whatever the gain, and however close to the reference") {
        // 1 + y^2 = 2 (1 + y0^2), y = fc/f or f/fc. It is the only cause: without it all of the 3.01 dB come back.
        for (double const gain : {1.0, 1.414214, 1.4142136, 1.41421357, 1000.0}) // sqrt(2): half the power is 1
            for (double const corner : {0.002, 0.1, 30.0, 1e4, 1e6})
                for (double const y0 : {1e-5, 0.4, 1.5}) {
                    CAPTURE(gain);
                    CAPTURE(corner);
                    CAPTURE(y0);
                    double const y = std::sqrt(1 + 2 * y0 * y0);
                    auto const corners = [&](gs::element const& e, double from) {
                        auto const chain = ideal_source{} >> parts{.list = {e}} >> open_end{};
                        return gs::frequency_response(chain, reference(from))
                            .corners("open", {hertz(1e-9), hertz(1e12)});
                    };
                    auto const low = corners(gs::ideal_amplifier(gain, hertz(corner)), corner / y0).low;
                    REQUIRE(low);
                    CHECK(low->at.value() == within_part(corner / y, 1e-9));
                    CHECK(low->recovered.value() == within(half_power, 1e-8));
                    auto const high = corners(gs::ideal_amplifier(gain, 0_Hz, hertz(corner)), corner * y0).high;
                    REQUIRE(high);
                    CHECK(high->at.value() == within_part(corner * y, 1e-9));
                    CHECK(high->recovered.value() == within(half_power, 1e-8));
                }
    }

    TEST_CASE("operational amplifiers: gain-bandwidth, the capacitor of the gain leg, a virtual ground") {
        // Non-inverting, G = 100, GBW 10 MHz: GBW/G = 100 kHz.
        auto const fast = gs::frequency_response(
            ideal_source{} >> parts{.list = {gs::non_inverting_op_amp(100, {.gain_bandwidth = 10_MHz})}} >> open_end{},
            reference(1));
        CHECK(fast.corners("open").high->at.value() == within_part(100e3, 1e-8));
        CHECK(fast.corners("open").high->cause == gs::corner_cause::gain_bandwidth);
        CHECK(fast.at(hertz(1), "open").gain.value() == within(40, 1e-6));

        // |n|^2 = (G^2 x^2 + 1)/(x^2 + 1) = G^2/2 at x^2 = 1 - 2/G^2, x = f/fc.
        auto const leg = gs::frequency_response(
            ideal_source{} >> parts{.list = {gs::non_inverting_op_amp(100, {}, 10_Hz)}} >> open_end{}, reference(1e6));
        CHECK(leg.corners("open").low->at.value() == within_part(10 * std::sqrt(1 - 2e-4), 1e-8));
        CHECK(leg.corners("open").low->cause == gs::corner_cause::feedback_capacitor);

        // Inverting, 1 kohm and 9 kohm: gain -9, noise gain 10, GBW 10 MHz: 1 MHz.
        auto const inverting = gs::frequency_response(
            ideal_source{} >> parts{.list = {gs::series_resistor(1_kohm), gs::shunt_resistor(9_kohm),
                                             gs::summing_op_amp(9_kohm, {.gain_bandwidth = 10_MHz})}} >>
                open_end{},
            reference(1));
        CHECK(inverting.at(hertz(1), "open").gain.value() == within(20 * std::log10(9.0), 1e-6));
        CHECK(std::abs(degrees(inverting.at(hertz(1), "open").phase)) == within(180, 1e-3));
        CHECK(inverting.corners("open").high->at.value() == within_part(1e6, 1e-8));
        CHECK(inverting.corners("open").high->cause == gs::corner_cause::gain_bandwidth);
        CHECK(inverting.corners("open").high->recovered.value() == within(half_power, 1e-6));
    }

    TEST_CASE("coils: 1 H across 1 kohm, and 1 H in front of 1 kohm: R/(2 pi L) = 159.155 Hz") {
        auto const across = gs::frequency_response(
            ideal_source{} >> parts{.list = {gs::series_resistor(1_kohm), gs::shunt_branch(0_ohm, 1_H)}} >> open_end{},
            reference(1e6));
        CHECK(across.corners("open").low->at.value() == within(159.155, 0.0005));
        CHECK(across.corners("open").low->cause == gs::corner_cause::shunt_inductance);
        auto const in_path = gs::frequency_response(
            ideal_source{} >> parts{.list = {gs::series_resistor(0_ohm, gs::noise::none, 1_H)}} >> resistive_load{},
            reference(0.01));
        CHECK(in_path.corners("load").high->at.value() == within(159.155, 0.0005));
        CHECK(in_path.corners("load").high->cause == gs::corner_cause::series_inductance);
    }

    TEST_CASE("of two causes the greater one is named, with its part") {
        // Two equal first-order corners at fc far apart from the reference: -3 dB at fc sqrt(sqrt(2) - 1), each takes half.
        auto const chain = ideal_source{} >> gs::preamp{.name = "first", .high_corner = 10_kHz} >>
                           gs::preamp{.name = "second", .high_corner = 10_kHz} >> gs::line_input{};
        auto const both = gs::frequency_response(chain, reference(0.1)).corners("line input");
        CHECK(both.high->at.value() == within_part(10e3 * std::sqrt(std::sqrt(2.0) - 1), 1e-8));
        CHECK(both.high->recovered.value() == within(half_power / 2, 1e-6));
        auto const unequal =
            gs::frequency_response(ideal_source{} >> gs::preamp{.name = "first", .high_corner = 12_kHz} >>
                                   gs::preamp{.name = "second", .high_corner = 10_kHz} >> gs::line_input{})
                .corners("line input");
        CHECK(unequal.high->stage == "second");
        // What is behind an interface can cause its corner too: the cable loads the source.
        auto const behind =
            gs::frequency_response(gs::line_output{.output_impedance = 10_kohm} >> gs::cable{} >> gs::line_input{})
                .corners("line output");
        CHECK(behind.high->stage == "cable");
    }

    TEST_CASE("two causes in the load: each is taken away by itself") {
        // H = 1/(1 + (R + jwL)(1/R + jwC)).
        auto const power = [](double f, double l, double c) {
            double const w = 2 * pi * f, r = 10e3;
            return 1 / std::norm(1.0 + std::complex{r, w * l} * std::complex{1 / r, w * c});
        };
        double above = 1, below = 1e6;
        for (int i = 0; i < 100; ++i) {
            double const middle = (above + below) / 2;
            (power(middle, 20e-3, 1e-9) < power(1, 20e-3, 1e-9) / 2 ? below : above) = middle;
        }
        auto const high = gs::frequency_response(ideal_source{} >> reactive_load{}, reference(1)).corners("load").high;
        REQUIRE(high);
        CHECK(high->at.value() == within_part(above, 1e-8));
        CHECK(high->cause == gs::corner_cause::shunt_capacitance);
        CHECK(high->recovered.value() ==
              within(10 * std::log10(power(above, 20e-3, 0) / power(above, 20e-3, 1e-9)), 1e-6));
        CHECK(power(above, 0, 1e-9) < power(above, 20e-3, 0));
    }

    TEST_CASE("a dip that is much narrower than a step of the search") {
        // A trap of r, L and C across a source of 10 ohm, at some 150 Hz, 0.002 Hz wide:
        // |H|^2 = (r^2 + X^2)/((R + r)^2 + X^2), X = wL - 1/wC.
        double const source = 10, r = 0.2, l = 1000, c = 1.1e-9;
        auto const chain =
            ideal_source{} >>
            parts{.list = {gs::series_resistor(10_ohm),
                           gs::shunt_branch(test::si<gs::impedance>(r), 1000_H, test::si<gs::capacitance>(c))}} >>
            open_end{};
        auto const power = [&](double x) { return (r * r + x * x) / ((source + r) * (source + r) + x * x); };
        double const w = 2 * pi * 1000;
        double const target = power(w * l - 1 / (w * c)) / 2;
        double const x = std::sqrt((target * (source + r) * (source + r) - r * r) / (1 - target));
        double const expected = (x / (2 * l) + std::sqrt(x * x / (4 * l * l) + 1 / (l * c))) / (2 * pi);
        auto const corners = gs::frequency_response(chain).corners("open");
        REQUIRE(corners.low);
        CHECK(corners.low->at.value() == within_part(expected, 1e-8));
        CHECK(corners.low->at.value() == within(151.7, 0.1));
        CHECK_FALSE(corners.high);
    }

    TEST_CASE("a peak and a dip within one step of the search") {
        // A trap behind 110 nF: H = z/(z + 1/jwCs). Zero where L and C resonate, 151.75 Hz; pole where L does with C and Cs in
        // series, 0.5 % above. The slopes at both ends of a step of 10 % are alike, but a natural mode lies between.
        double const r = 1e3, l = 1000, c = 1.1e-9, cs = 110e-9;
        auto const chain = ideal_source{} >>
                           parts{.list = {gs::series_capacitor(110_nF), gs::shunt_branch(1_kohm, 1000_H, 1.1_nF)}} >>
                           open_end{};
        auto const power = [&](double f) {
            double const w = 2 * pi * f;
            double const x = w * l - 1 / (w * c);
            return (r * r + x * x) / (r * r + (x - 1 / (w * cs)) * (x - 1 / (w * cs)));
        };
        double below = 1 / (2 * pi * std::sqrt(l * c));
        double above = below * std::sqrt(1 + c / cs);
        for (int i = 0; i < 100; ++i) {
            double const middle = (below + above) / 2;
            (power(middle) < power(1000) / 2 ? below : above) = middle;
        }
        auto const corners = gs::frequency_response(chain).corners("open");
        REQUIRE(corners.low);
        CHECK(corners.low->at.value() == within_part(above, 1e-8));
        // The same where the trap is a coil in the path and a capacitor across, the last element of all.
        auto const loaded =
            gs::frequency_response(
                ideal_source{} >> parts{.list = {gs::series_capacitor(110_nF)}} >>
                parts{.name = "trap",
                      .list = {gs::series_resistor(1_kohm, gs::noise::thermal, 1000_H), gs::shunt_capacitor(1.1_nF)}} >>
                open_end{})
                .corners("parts");
        REQUIRE(loaded.low);
        CHECK(loaded.low->at.value() == within_part(above, 1e-8));
    }

    TEST_CASE("a shallow dip between two steps of the search") {
        // A trap of 1 kohm, 1.1 H and 250 nF behind R: its bottom, at 303.5 Hz, is a little below or above half the power at
        // the reference. Above it there is no point; below it the first where |H|^2 = (r^2 + X^2)/((R + r)^2 + X^2) is half.
        double const r = 1e3, l = 1.1, c = 250e-9;
        auto const trap = [](gs::impedance source, double from) {
            auto const chain = ideal_source{} >>
                               parts{.list = {gs::series_resistor(source), gs::shunt_branch(1_kohm, 1.1_H, 250_nF)}} >>
                               open_end{};
            return gs::frequency_response(chain, reference(from)).corners("open");
        };
        auto const first = [&](double source, double from, double side) {
            double const all = (source + r) * (source + r);
            double const w = 2 * pi * from;
            double const x = w * l - 1 / (w * c);
            double const half = (r * r + x * x) / (all + x * x) / 2;
            double const y = side * std::sqrt((half * all - r * r) / (1 - half));
            return (y / (2 * l) + std::sqrt(y * y / (4 * l * l) + 1 / (l * c))) / (2 * pi);
        };
        auto const down = trap(433_ohm, 1000);
        REQUIRE(down.low);
        CHECK(down.low->at.value() == within_part(first(433, 1000, 1), 1e-8));
        CHECK(down.low->at.value() == within(306, 1));
        CHECK_FALSE(down.high);
        CHECK_FALSE(trap(430_ohm, 1000).low);

        auto const up = trap(440_ohm, 100);
        REQUIRE(up.high);
        CHECK(up.high->at.value() == within_part(first(440, 100, -1), 1e-8));
        CHECK(up.high->at.value() == within(297, 1));
        CHECK_FALSE(up.low);
        CHECK_FALSE(trap(435_ohm, 100).high);
    }

    TEST_CASE("a dip next to the reference: its near side, never a corner of the other direction") {
        // A band-pass, and a trap of r, L and C, with C across, behind R. In the other direction the mirror image f -> 400^2/f,
        // where C across becomes L.
        double const mirror = 400.0 * 400.0;
        double const r = 0.46, across = 0.49, x0 = 2.54,
                     f0 = 375; // ohm, of C at 400 Hz and of L and C of the trap at f0
        auto const power = [&](double f) {
            using std::complex;
            complex const trap{r, x0 * (f / f0 - f0 / f)};
            complex const z = 1.0 / (1.0 / trap + complex{0.0, f / 400 / across});
            return std::norm(z / (1.53 + z)) / (1 + 54 / f * 54 / f) / (1 + f / 2348 * f / 2348);
        };
        auto const si_l = [](double x, double f) { return test::si<gs::inductance>(x / (2 * pi * f)); };
        auto const si_c = [](double x, double f) { return test::si<gs::capacitance>(1 / (2 * pi * f * x)); };
        for (bool const up : {true, false})
            for (double from = 399; from < 415; from += 0.1) {
                CAPTURE(up);
                CAPTURE(from);
                double const tuned = up ? mirror / f0 : f0;
                parts const filter{.list = {up ? gs::ideal_amplifier(1, hertz(mirror / 2348), hertz(mirror / 54))
                                               : gs::ideal_amplifier(1, 54_Hz, 2348_Hz)}};
                parts const trap{
                    .name = "trap",
                    .list = {gs::series_resistor(test::si<gs::impedance>(1.53)),
                             gs::shunt_branch(test::si<gs::impedance>(r), si_l(x0, tuned), si_c(x0, tuned)),
                             up ? gs::shunt_branch(0_ohm, si_l(across, 400)) : gs::shunt_capacitor(si_c(across, 400))}};
                auto const response = gs::frequency_response(ideal_source{} >> filter >> trap >> open_end{},
                                                             reference(up ? mirror / from : from));
                auto const corners = response.corners("open");
                double above = from;
                double below = f0;
                for (int i = 0; i < 100; ++i) {
                    double const middle = (above + below) / 2;
                    (power(middle) < power(from) / 2 ? below : above) = middle;
                }
                auto const found = up ? corners.high : corners.low;
                REQUIRE(found);
                CHECK(found->at.value() == within_part(up ? mirror / above : above, 1e-8));
            }
    }

    TEST_CASE("the side of a deep dip that the search comes from") {
        // Two lossless traps behind 10 kohm each, at some 100 Hz and 10 kHz: |H|^2 = X^2/(R^2 + X^2) of each, X = wL - 1/wC.
        // From the second half of one dip, half the power is reached in the first half of the other, less than 1 % from its
        // bottom, where the level in dB is anything but straight.
        double const r = 10e3;
        double const l[] = {1, 0.016};
        double const c[] = {2.533e-6, 15.83e-9};
        auto const trap = [&](int k) {
            return gs::shunt_branch(0_ohm, test::si<gs::inductance>(l[k]), test::si<gs::capacitance>(c[k]));
        };
        auto const chain = ideal_source{} >> parts{.list = {gs::series_resistor(10_kohm), trap(0)}} >>
                           parts{.name = "next", .list = {gs::ideal_amplifier(1), gs::series_resistor(10_kohm)}} >>
                           parts{.name = "last", .list = {trap(1)}} >> open_end{};
        auto const power = [&](double f) {
            double product = 1;
            for (int k = 0; k < 2; ++k) {
                double const x = 2 * pi * f * l[k] - 1 / (2 * pi * f * c[k]);
                product *= x * x / (r * r + x * x);
            }
            return product;
        };
        // Between a bottom, where it is less, and a frequency where it is more.
        auto const half_power_of = [&](double from, double bottom, double more) {
            for (int i = 0; i < 100; ++i) {
                double const middle = (more + bottom) / 2;
                (power(middle) < power(from) / 2 ? bottom : more) = middle;
            }
            return more;
        };
        auto const bottom = [&](int k) { return 1 / (2 * pi * std::sqrt(l[k] * c[k])); };
        for (double const off : {0.002, 0.003, 0.004, 0.005, 0.006, 0.007, 0.008}) {
            CAPTURE(off);
            double const low = (1 + off) * bottom(0);
            auto const up = gs::frequency_response(chain, reference(low)).corners("open");
            REQUIRE(up.high);
            CHECK(up.high->at.value() == within_part(half_power_of(low, bottom(1), 0.95 * bottom(1)), 1e-8));
            double const high = (1 - off) * bottom(1);
            auto const down = gs::frequency_response(chain, reference(high)).corners("open");
            REQUIRE(down.low);
            CHECK(down.low->at.value() == within_part(half_power_of(high, bottom(0), 1.05 * bottom(0)), 1e-8));
        }
    }

    TEST_CASE("a dip whose bottom is a millionth below or above half the power") {
        // The same trap. At its bottom |H|^2 = r^2/S^2, S = R + r, of which k = (1 -+ 1e-6)/2 is to be that of the reference:
        // r^2/S^2 = k (r^2 + X^2)/(S^2 + X^2), so S^2 = r^2 X^2/(k (r^2 + X^2) - r^2). Its level is all but flat there.
        double const r = 1e3, l = 1.1, c = 250e-9;
        for (double const from : {1000.0, 100.0}) {
            CAPTURE(from);
            double const x = 2 * pi * from * l - 1 / (2 * pi * from * c);
            auto const sum = [&](double k) { return std::sqrt(r * r * x * x / (k * (r * r + x * x) - r * r)); };
            auto const corners = [&](double s) {
                auto const chain = ideal_source{} >> parts{.list = {gs::series_resistor(test::si<gs::impedance>(s - r)),
                                                                    gs::shunt_branch(1_kohm, 1.1_H, 250_nF)}} >>
                                   open_end{};
                auto const found = gs::frequency_response(chain, reference(from)).corners("open");
                return from > 500 ? found.low : found.high;
            };
            CHECK_FALSE(corners(sum((1 + 1e-6) / 2)));
            double const s = sum((1 - 1e-6) / 2);
            double const half = (r * r + x * x) / (s * s + x * x) / 2;
            double const y = std::copysign(std::sqrt((half * s * s - r * r) / (1 - half)), x);
            auto const found = corners(s);
            REQUIRE(found);
            CHECK(found->at.value() ==
                  within_part((y / (2 * l) + std::sqrt(y * y / (4 * l * l) + 1 / (l * c))) / (2 * pi), 1e-9));
        }
    }

    TEST_CASE("a notch on a slope of 120 dB per octave: 24 steps a decade do not pass it by") {
        // Ten high-passes far below their corners are a level of x^20, and a lossless trap behind R has |H|^2 = X^2/(R^2 + X^2).
        // With X = 2 w0 L sinh(d), d = ln(f/f0), the level rises, except where -coth(d) > 10: from d = -0.1003 to the notch. A
        // step is 0.0959. A tank behind an amplifier has no part in that level, but around it the steps are shorter. In the
        // other direction the same with ten low-passes.
        for (bool const up : {true, false})
            for (int k = 1; k <= 40; ++k) {
                CAPTURE(up);
                CAPTURE(k);
                double const f0 = 1000 * std::exp((up ? 1 : -1) * (0.03 + 0.02 * k));
                double const f1 = 1000 * std::exp((up ? 1 : -1) * 0.013 * k);
                double const l = 1 / (2 * pi * f0); // |X| = 1 ohm of either at the notch
                double const corner = 1000 * (up ? 1e3 : 1e-3);
                auto const pass =
                    up ? gs::ideal_amplifier(1, hertz(corner)) : gs::ideal_amplifier(1, 0_Hz, hertz(corner));
                parts const filter{.list = {pass, pass, pass}};
                auto const chain = ideal_source{} >> filter >> filter >> filter >>
                                   parts{.name = "trap",
                                         .list = {pass, gs::series_resistor(1_ohm),
                                                  gs::shunt_branch(0_ohm, test::si<gs::inductance>(l),
                                                                   test::si<gs::capacitance>(l))}} >>
                                   parts{.name = "tank",
                                         .list = {gs::ideal_amplifier(1),
                                                  gs::series_resistor(test::si<gs::impedance>(0.01), gs::noise::none,
                                                                      test::si<gs::inductance>(1 / (2 * pi * f1))),
                                                  gs::shunt_capacitor(test::si<gs::capacitance>(1 / (2 * pi * f1)))}} >>
                                   open_end{};
                auto const power = [&](double f) {
                    double const x = up ? f / corner : corner / f;
                    double const reactance = f / f0 - f0 / f;
                    return std::pow(x * x / (1 + x * x), 10) * reactance * reactance / (1 + reactance * reactance);
                };
                // The first half of the power: towards the notch the level falls from its highest.
                double above = 1000;
                for (double f = 1000; up ? f < f0 : f > f0; f *= up ? 1.0001 : 1 / 1.0001)
                    if (power(f) > power(above)) above = f;
                double below = f0;
                for (int i = 0; i < 100; ++i) {
                    double const middle = (above + below) / 2;
                    (power(middle) < power(1000) / 2 ? below : above) = middle;
                }
                auto const found = gs::frequency_response(chain).corners("trap");
                REQUIRE((up ? found.high : found.low));
                CHECK((up ? found.high : found.low)->at.value() == within_part(above, 1e-8));
                // The end of the range is no reason for a longer step.
                auto const near_end = gs::frequency_response(chain).corners(
                    "trap", {hertz((std::min)(1000.0, 0.6 * f0)), hertz((std::max)(1000.0, 1.6 * f0))});
                REQUIRE((up ? near_end.high : near_end.low));
            }
    }

    TEST_CASE("a resonance without any loss: |H| = 1/|1 - x^2|, half the power of x = 0 at x^2 = 1 + sqrt(2)") {
        auto const chain =
            ideal_source{} >>
            parts{.list = {gs::series_resistor(0_ohm, gs::noise::none, 100_mH), gs::shunt_capacitor(100_nF)}} >>
            open_end{};
        auto const corners = gs::frequency_response(chain, reference(0.01)).corners("open");
        REQUIRE(corners.high);
        CHECK(corners.high->at.value() ==
              within_part(std::sqrt(1 + std::sqrt(2.0)) / (2 * pi * 1e-4), 1e-8)); // 2472.9 Hz
        CHECK_FALSE(corners.low);
    }

    TEST_CASE("numbers that leave the range of a double: not defined, and no corner there") {
        // 2e154 above 10 kHz: the square of 1.34e154 is the largest double. At 1 kHz it is a tenth.
        auto const large = ideal_source{} >>
                           parts{.list = {gs::ideal_amplifier(2e77), gs::ideal_amplifier(1e77, 10_kHz)}} >> open_end{};
        auto const response = gs::frequency_response(large);
        CHECK(response.at(1_kHz, "open").defined);
        CHECK_FALSE(response.at(1_MHz, "open").defined);
        CHECK(response.at(1_MHz, "open").gain.value() == -test::infinity);
        CHECK_FALSE(response.corners("open").high);
        CHECK_FALSE(gs::frequency_response(large, reference(1e6)).corners("open").low);
        // At a corner of 0.01 Hz the delay is 1/(2 wc) = 8 s: times 1e308 it is no number.
        auto const slow = ideal_source{} >>
                          parts{.list = {gs::ideal_amplifier(1e77), gs::ideal_amplifier(1e77, hertz(0.01))}} >>
                          open_end{};
        CHECK(gs::frequency_response(slow).at(1_kHz, "open").defined);
        CHECK_FALSE(gs::frequency_response(slow).at(hertz(0.01), "open").defined);
        // Two high-passes of 1 kHz and a low-pass of 10 Hz, x^2/(1 + x^2)^2 at x = f/1 kHz: half of x = 1 at sqrt(2) - 1.
        // There, without one of the three, the power is no number: none is named.
        auto const edge =
            ideal_source{} >> parts{.list = {gs::ideal_amplifier(1e78), gs::ideal_amplifier(1.79e78, 1_kHz)}} >>
            parts{.name = "more", .list = {gs::ideal_amplifier(1, 1_kHz), gs::ideal_amplifier(1, 0_Hz, 10_Hz)}} >>
            open_end{};
        auto const corners = gs::frequency_response(edge).corners("open");
        REQUIRE(corners.low);
        CHECK(corners.low->at.value() == within_part(1000 * (std::sqrt(2.0) - 1), 1e-3));
        CHECK(corners.low->cause == gs::corner_cause::none);
    }

    TEST_CASE("the group delay is the slope of the phase: a central difference over a chain of everything") {
        auto const chain =
            gs::microphone{} >> gs::cable{.length = 300_m, .inductance = 0.6_uH_per_m} >>
            parts{.list = {gs::series_capacitor(10_uF), gs::ideal_transformer(5), gs::shunt_branch(100_ohm, 5_H)}} >>
            gs::preamp{.input_capacitance = 200_pF, .low_corner = 20_Hz, .high_corner = 50_kHz} >>
            parts{.name = "op amp",
                  .list = {gs::non_inverting_op_amp(10, {.dc_gain = 1e5, .gain_bandwidth = 3_MHz}, 2_Hz)}} >>
            parts{.name = "mix",
                  .list = {gs::series_resistor(10_kohm), gs::shunt_resistor(20_kohm),
                           gs::summing_op_amp(20_kohm, {.dc_gain = 1e5, .gain_bandwidth = 3_MHz})}} >>
            gs::line_input{.input_capacitance = 1_nF};
        auto const response = gs::frequency_response(chain);
        REQUIRE(response.valid());
        for (gs::frequency const& f : gs::log_spaced<23>(3_Hz, 300_kHz)) {
            double const h = f.value() * 1e-5;
            auto const here = response.at(f);
            auto const below = response.at(hertz(f.value() - h));
            auto const above = response.at(hertz(f.value() + h));
            for (std::size_t k = 0; k < here.size(); ++k) {
                CAPTURE(f.value());
                CAPTURE(k);
                double turn = above[k].phase.value() - below[k].phase.value();
                turn -= 2 * pi * std::round(turn / (2 * pi)); // the principal value jumps
                double const slope = -turn / (4 * pi * h);
                CHECK(here[k].group_delay.value() == within(slope, 1e-6 * std::abs(slope) + 1e-10 / f.value()));
            }
        }
    }

    TEST_CASE("gain and level are those of the budget") {
        auto const chain = gs::microphone{} >> gs::cable{} >> gs::preamp{.low_corner = 80_Hz} >> gs::line_input{};
        auto const budget = gs::analyze(chain, 94_dBSPL, reference(200));
        auto const points = gs::frequency_response(chain).at(200_Hz);
        for (std::size_t k = 0; k < points.size(); ++k) {
            CHECK(points[k].name == budget.stages()[k].name);
            CHECK(points[k].gain.value() == within(budget.stages()[k].cumulative_gain.value(), 1e-12));
        }
        // A source's own corner is part of the response, where the budget's gain begins behind it.
        auto const cornered = gs::frequency_response(
            ideal_source{.element = gs::sound_source(test::si<gs::acoustic_sensitivity>(-2), 100_Hz)} >> open_end{});
        CHECK(cornered.at(100_Hz, "source").gain.value() == within(-half_power, 1e-9));
        CHECK(degrees(cornered.at(100_Hz, "source").phase) == within(45, 1e-9));
    }

    TEST_CASE("a run-time chain has the same response, to the bit") {
        auto const chain = gs::microphone{} >> gs::cable{.length = 100_m} >>
                           gs::preamp{.low_corner = 80_Hz, .high_corner = 40_kHz} >> gs::line_input{};
        auto const fixed = gs::frequency_response(chain);
        auto const dynamic = gs::frequency_response(gs::dynamic_chain(chain));
        for (gs::frequency const& f : gs::log_spaced<31>(1_Hz, 1_MHz)) {
            auto const a = fixed.at(f);
            auto const b = dynamic.at(f);
            REQUIRE(a.size() == b.size());
            for (std::size_t k = 0; k < a.size(); ++k) {
                CHECK(a[k].name == b[k].name);
                CHECK(a[k].gain.value() == b[k].gain.value());
                CHECK(a[k].phase.value() == b[k].phase.value());
                CHECK(a[k].group_delay.value() == b[k].group_delay.value());
            }
        }
        auto const x = fixed.corners("line input");
        auto const y = dynamic.corners("line input");
        CHECK(x.low->at.value() == y.low->at.value());
        CHECK(x.high->at.value() == y.high->at.value());
        CHECK(x.high->cause == y.high->cause);
        CHECK(x.high->recovered.value() == y.high->recovered.value());
    }

    TEST_CASE("at compile time") {
        constexpr auto response = gs::frequency_response(
            gs::microphone{.output_impedance = 200_ohm} >> gs::cable{.name = "run", .length = 100_m} >>
            gs::preamp{.name = "preamp", .low_corner = 80_Hz} >> gs::line_input{});
        static_assert(response.valid());
        static_assert(response.at(80_Hz, "preamp").gain < response.at(1_kHz, "preamp").gain - 2.9_dB);
        static_assert(response.at(1_kHz, "run").group_delay < 3_us);
        static_assert(response.at(1_kHz, "run").phase < 0_deg);
        constexpr auto corners = response.corners("preamp");
        static_assert(corners.low->cause == gs::corner_cause::amplifier_low_corner);
        static_assert(corners.low->stage == "preamp");
        static_assert(corners.high->cause == gs::corner_cause::shunt_capacitance);
        static_assert(corners.high->stage == "run");
        static_assert(words(corners.high->cause) == "capacitance across the signal");
    }

    TEST_CASE("a corner outside the searched range is not there") {
        auto const chain =
            gs::line_output{.output_impedance = 200_ohm} >> gs::cable{.length = 100_m} >> gs::line_input{};
        auto const response = gs::frequency_response(chain);
        CHECK(response.corners("line input").high);
        CHECK_FALSE(response.corners("line input", gs::audio_band).high);
        CHECK_FALSE(response.corners("line input").low);
        // A range that does not hold the reference, or is none.
        for (auto const& range : {gs::frequency_band{2_kHz, 1_MHz},
                                  {20_Hz, 500_Hz},
                                  {1_MHz, 20_Hz},
                                  {0_Hz, 1_MHz},
                                  {20_Hz, hertz(test::infinity)},
                                  {hertz(test::not_a_number), 1_MHz},
                                  {hertz(-1), 1_MHz}}) {
            CHECK_FALSE(response.corners("line input", range).high);
            CHECK_FALSE(response.corners("line input", range).low);
        }
    }

    TEST_CASE("frequencies at which nothing is defined give silence, never NaN") {
        auto const response = gs::frequency_response(gs::microphone{} >> gs::cable{} >> gs::line_input{});
        for (double const f : {0.0, -0.0, -1.0, 1e-30, 1e13, test::infinity, -test::infinity, test::not_a_number}) {
            CAPTURE(f);
            for (auto const& p : response.at(hertz(f))) {
                CHECK_FALSE(p.defined);
                CHECK(p.name != "");
                CHECK(p.gain.value() == -test::infinity);
                CHECK(p.phase.value() == 0);
                CHECK(p.group_delay.value() == 0);
            }
        }
        // The ends of what a frequency may be.
        CHECK(response.at(hertz(1e-21), "cable").defined);
        CHECK(response.at(hertz(1e12), "cable").defined);
        CHECK_FALSE(response.at(1_kHz, "no such stage").defined);
        CHECK_FALSE(response.corners("no such stage").high);
    }

    TEST_CASE("impossible values and conditions: not valid, silence, and why") {
        auto const wrong =
            gs::frequency_response(gs::microphone{.output_impedance = 0_ohm} >> gs::cable{} >> gs::line_input{});
        CHECK_FALSE(wrong.valid());
        REQUIRE(wrong.problems().size() == 1);
        CHECK(wrong.problems()[0].field == "output_impedance");
        CHECK_FALSE(wrong.at(1_kHz, "cable").defined);
        CHECK(wrong.at(1_kHz, "cable").name == "cable");
        CHECK_FALSE(wrong.corners("cable").high);

        for (double const f : {0.0, -1.0, test::infinity, test::not_a_number}) {
            auto const r = gs::frequency_response(gs::microphone{} >> gs::cable{} >> gs::line_input{}, reference(f));
            CHECK_FALSE(r.valid());
            CHECK(r.problems()[0].field == "frequency");
            CHECK_FALSE(r.at(1_kHz, "cable").defined);
            CHECK_FALSE(r.corners("cable").high);
        }
        auto const empty = gs::frequency_response(gs::dynamic_chain{});
        CHECK_FALSE(empty.valid());
        CHECK(empty.at(1_kHz).empty());
        CHECK_FALSE(empty.corners("cable").high);
        auto const open = gs::frequency_response(gs::dynamic_chain{}.append(gs::microphone{}).append(gs::cable{}));
        CHECK(open.problems()[0].reason == gs::sentences::no_load);
    }

    TEST_CASE("silence has no phase and no corner") {
        auto const silent =
            gs::frequency_response(ideal_source{.element = gs::voltage_source(0)} >> gs::cable{} >> gs::line_input{});
        REQUIRE(silent.valid());
        auto const p = silent.at(1_kHz, "cable");
        CHECK(p.defined);
        CHECK(p.gain.value() == -test::infinity);
        CHECK(p.phase.value() == 0);
        CHECK(p.group_delay.value() == 0);
        CHECK_FALSE(silent.corners("cable").high);
        CHECK_FALSE(silent.corners("cable").low);
    }

    TEST_CASE("every cause has words of its own, and takes nothing from what does not have it") {
        std::vector<std::string_view> said{words(gs::corner_cause::none)};
        CHECK(said[0] == "no single element");
        for (gs::corner_cause const cause : gs::detail::corner_causes) {
            CHECK(std::ranges::count(said, words(cause)) == 0);
            said.push_back(words(cause));
            gs::element resistor = gs::series_resistor(1_kohm);
            CHECK_FALSE(gs::detail::take_away(resistor, cause));
        }
        gs::element capacitor = gs::series_capacitor(1_uF);
        CHECK_FALSE(gs::detail::take_away(capacitor, gs::corner_cause::none));
        CHECK_FALSE(gs::detail::take_away(capacitor, static_cast<gs::corner_cause>(99)));
        CHECK(gs::detail::take_away(capacitor, gs::corner_cause::series_capacitance));
        CHECK(capacitor.elastance == 0);
        // Of a source and an amplifier a corner goes to 0, which is none; so does the capacitor of a gain leg.
        for (auto const kind : {gs::element_kind::source, gs::element_kind::amplifier}) {
            bool const source = kind == gs::element_kind::source;
            gs::element both{.kind = kind, .low_corner = 20, .high_corner = 20e3};
            CHECK(gs::detail::take_away(both, source ? gs::corner_cause::source_low_corner
                                                     : gs::corner_cause::amplifier_low_corner));
            CHECK(both.low_corner == 0);
            CHECK(both.high_corner == 20e3);
            CHECK(gs::detail::take_away(both, source ? gs::corner_cause::source_high_corner
                                                     : gs::corner_cause::amplifier_high_corner));
            CHECK(both.high_corner == 0);
        }
        gs::element leg{.kind = gs::element_kind::op_amp, .low_corner = 1};
        CHECK(gs::detail::take_away(leg, gs::corner_cause::feedback_capacitor));
        CHECK(leg.low_corner == 0);
        // A virtual ground whose A0 is not stated: its admittance must stay a number.
        gs::element ground{.kind = gs::element_kind::summing_op_amp, .resistance = 1e3, .gain_bandwidth = 1e6};
        CHECK(gs::detail::take_away(ground, gs::corner_cause::gain_bandwidth));
        CHECK(ground.gain_bandwidth == test::infinity);
        CHECK(ground.open_loop_gain == 1e9);
        // One that is stated stays; so does an ideal one that is no virtual ground.
        gs::element stated{
            .kind = gs::element_kind::summing_op_amp, .resistance = 1e3, .open_loop_gain = 1e5, .gain_bandwidth = 1e6};
        CHECK(gs::detail::take_away(stated, gs::corner_cause::gain_bandwidth));
        CHECK(stated.open_loop_gain == 1e5);
        gs::element follower{.kind = gs::element_kind::op_amp, .gain_bandwidth = 1e6};
        CHECK(gs::detail::take_away(follower, gs::corner_cause::gain_bandwidth));
        CHECK(follower.open_loop_gain == test::infinity);
    }
}
