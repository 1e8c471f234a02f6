// SPDX-License-Identifier: BSL-1.0
// Johnson-Nyquist noise of source resistors (facts/oracles.md O8): v = sqrt(4kTRB).

#include "check.hpp"

#include <gainstage/analysis/analyze.hpp>
#include <gainstage/analysis/noise.hpp>
#include <gainstage/analysis/signal.hpp>
#include <gainstage/component/cable.hpp>
#include <gainstage/component/line_input.hpp>
#include <gainstage/component/line_output.hpp>
#include <gainstage/component/pad.hpp>
#include <gainstage/component/preamp.hpp>
#include <gainstage/dynamic_chain.hpp>
#include <gainstage/element.hpp>
#include <gainstage/literals.hpp>
#include <gainstage/noise_level.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <string_view>

namespace {

namespace gs = gainstage;
using namespace gainstage::literals;
using test::within;

// The printed digit, half a unit, and a grain for the rounding of the table itself.
constexpr double printed_3 = 0.00051;
constexpr double printed_4 = 0.000051;

struct far_end {
    gs::component_name name = "far end";
    static constexpr bool is_load = true;
    constexpr std::array<gs::element, 2> elements() const {
        return {gs::shunt_resistor(5_kohm), gs::shunt_capacitor(1_nF)};
    }
};
struct row {
    double ohms, kelvin, bandwidth, nanovolts, dBu, dBV; // dBV: 0 where none is printed
};
constexpr row table[] = {
    {150, 290, 20e3, 1.5499, -130.965, -133.183},    {150, 293.15, 20e3, 1.5583, -130.918, -133.136},
    {150, 298.15, 20e3, 1.5716, -130.845, -133.063}, {150, 300, 20e3, 1.5764, -130.818, -133.036},
    {150, 300, 22e3, 1.5764, -130.404, 0},           {200, 290, 20e3, 1.7897, -129.715, 0},
    {200, 298.15, 20e3, 1.8147, -129.595, -131.814}, {200, 300, 20e3, 1.8203, -129.568, 0},
    {600, 290, 20e3, 3.0999, -124.944, 0},           {1000, 290, 20e3, 4.0019, -122.726, 0},
};

// "About 297 K", O8: the temperature at which 150 ohm have Lavry's 1.568 nV, (1.568e-9)^2/(4k*150).
constexpr double lavry = 1.568e-9 * 1.568e-9 / (4 * 1.380649e-23 * 150);

// Resistors, coils, capacitors and a transformer: everything that makes noise does so for being a resistance.
struct passive {
    gs::component_name name = "passive";
    int kind = 0;
    constexpr std::array<gs::element, 6> elements() const {
        switch (kind) {
        case 0:
            return {gs::shunt_capacitor(20_nF), gs::series_resistor(80_ohm, gs::noise::thermal, 3_mH),
                    gs::shunt_capacitor(10_nF)};
        case 1: return {gs::shunt_resistor(7_kohm), gs::ideal_transformer(-3), gs::series_resistor(900_ohm)};
        default:
            return {gs::series_capacitor(2_uF),  gs::shunt_branch(50_ohm, 20_mH, 100_nF),
                    gs::shunt_resistor(30_kohm), gs::series_resistor(300_ohm),
                    gs::ideal_transformer(0.2),  gs::shunt_resistor(400_ohm)};
        }
    }
};
constexpr auto network() {
    return gs::line_output{.output_impedance = 200_ohm} >> passive{} >> passive{.kind = 1} >> passive{.kind = 2} >>
           far_end{};
}

// A band of the given width.
constexpr gs::frequency_band band_of(double bandwidth) { return {20_Hz, test::si<gs::frequency>(20 + bandwidth)}; }

gs::voltage_noise_level level(double ohms, double kelvin, double bandwidth = 20e3) {
    return gs::noise_level_of(gs::thermal_noise(test::si<gs::impedance>(ohms), test::si<gs::temperature>(kelvin)),
                              band_of(bandwidth));
}

} // namespace

TEST_SUITE("oracles/thermal_noise") {
    TEST_CASE("O8: density and level of a resistance") {
        for (row const& r : table) {
            CAPTURE(r.ohms);
            CAPTURE(r.kelvin);
            auto const density =
                gs::thermal_noise(test::si<gs::impedance>(r.ohms), test::si<gs::temperature>(r.kelvin));
            CHECK(density.value() * 1e9 == within(r.nanovolts, printed_4));
            CHECK(level(r.ohms, r.kelvin, r.bandwidth).dBu() == within(r.dBu, printed_3));
            if (r.dBV < 0) CHECK(level(r.ohms, r.kelvin, r.bandwidth).dBV() == within(r.dBV, printed_3));
        }
    }

    TEST_CASE("O8: the same through a chain whose source is a resistance") {
        for (row const& r : table) {
            CAPTURE(r.ohms);
            CAPTURE(r.kelvin);
            auto const chain = gs::line_output{.output_impedance = test::si<gs::impedance>(r.ohms)} >>
                               gs::line_input{.input_impedance = 1000000_Mohm};
            auto const b = gs::analyze(
                chain, 0_dBu, {.band = band_of(r.bandwidth), .temperature = test::si<gs::temperature>(r.kelvin)});
            REQUIRE(b.valid());
            CHECK(b.noise_converged());
            CHECK(b.output().noise.dBu() == within(r.dBu, printed_3));
            if (r.dBV < 0) CHECK(b.output().noise.dBV() == within(r.dBV, printed_3));
            CHECK(b.noise_figure().value() == within(0, 1e-12));
        }
    }

    // At compile time: an absent dynamic range that is read is no constant expression.
    TEST_CASE("an output that states a maximum but no dynamic range has the noise of its resistance, no more") {
        constexpr auto b = gs::analyze(gs::line_output{.output_impedance = 150_ohm, .max_output = 20_dBu} >>
                                           gs::line_input{.input_impedance = 1000000_Mohm},
                                       0_dBu, {.band = band_of(20e3), .temperature = 290_K});
        static_assert(b.valid());
        CHECK(b.output().noise.dBu() == within(-130.965, printed_3));
    }

    TEST_CASE("O8: published anchors") {
        CHECK(level(150, 300).dBu() == within(-130.82, 0.005));        // Benchmark MP-4, 20 kHz
        CHECK(level(150, 300, 22e3).dBu() == within(-130.4, 0.05));    // ojg/thatmicpre, 22 kHz
        CHECK(level(150, lavry).dBu() == within(-130.864, printed_3)); // Lavry: -130.9 dBu, 1.568 nV
        CHECK(gs::thermal_noise(150_ohm, test::si<gs::temperature>(lavry)).value() * 1e9 == within(1.568, 0.00005));
        CHECK(gs::rms_voltage(level(150, 293.15).level()).value() * 1e6 == within(0.22, 0.005)); // Sound Devices
        CHECK(level(150, 293.15).dBV() == within(-133, 0.5));
        CHECK(gs::thermal_noise(1_kohm, 290_K).value() * 1e9 == within(4.00, 0.005)); // SCE
        CHECK(gs::thermal_noise(500_ohm, 290_K).value() * 1e9 == within(2.83, 0.005));
    }

    TEST_CASE("O8: published and wrong, kept as traps") {
        // Lavry's 0.225 uV and -122.8 dBu for 1 kohm; 0.2217 uV and -122.63 at 297 K.
        CHECK(gs::rms_voltage(level(150, lavry).level()).value() * 1e6 == within(0.2217, 0.0001));
        CHECK(gs::rms_voltage(level(150, lavry).level()).value() * 1e6 != within(0.225, 0.001));
        CHECK(level(1000, lavry).dBu() == within(-122.63, 0.01));
        CHECK(level(1000, lavry).dBu() != within(-122.8, 0.1));
        // V^2 = kTR, without the 4: 6.02 dB too little.
        CHECK(level(150, 290).dBu() != within(-130.965 - 6.02, 3));
        // Temperature conventions are 0.15 dB apart, bandwidths 0.41 dB (traps, 4).
        CHECK((level(150, 300).level() - level(150, 290).level()).value() ==
              within(10 * std::log10(300 / 290.0), 1e-9));
        CHECK((level(150, 300, 22e3).level() - level(150, 300).level()).value() == within(10 * std::log10(1.1), 1e-9));
    }

    TEST_CASE("O8: a divider of 1000 and 500 ohm has the noise of its Thevenin resistance, 333.3 ohm: 2.310 nV") {
        auto const chain = gs::line_output{.output_impedance = 1_kohm} >>
                           gs::pad{.network = {gs::pad_kind::l, 0_ohm, 500_ohm, 0_ohm}} >>
                           gs::line_input{.input_impedance = 1000000_Mohm};
        auto const b = gs::analyze(chain, 0_dBu, {.temperature = 290_K});
        CHECK(gs::white_noise_density(b.output().noise).value() * 1e9 == within(2.310, 0.0006));
        CHECK(gs::magnitude(b.output().source_impedance).value() == within(1000.0 / 3, 1e-6));
        // A power ratio of 1:2 in favour of the smaller resistor, which is the shunt: 4kT/R each, times 333.3^2.
        CHECK(b.noise_contributions()[0].share == within(1.0 / 3, 1e-9));
        CHECK(b.noise_contributions()[1].share == within(2.0 / 3, 1e-9));
    }

    // The capacitor of 100 pF before 10 kohm takes 18 dB of it at 20 kHz, and more below, of both parts alike: they remain 1:2, and
    // the noise figure is that of a third, 10 log10(3) dB.
    TEST_CASE("O8: the same divider before a load whose coupling capacitor takes most of the noise") {
        auto const chain = gs::line_output{.name = "1000 ohm", .output_impedance = 1_kohm} >>
                           gs::pad{.name = "500 ohm", .network = {gs::pad_kind::l, 0_ohm, 500_ohm, 0_ohm}} >>
                           gs::line_input{.coupling = 100_pF};
        auto const b = gs::analyze(chain, 0_dBu, {.temperature = 290_K});
        CHECK(b.noise_figure().value() == within(10 * std::log10(3.0), 1e-6));
        CHECK(b.dominant_noise().name == "500 ohm");
        CHECK(b.dominant_noise().share == within(2.0 / 3, 1e-9));
    }

    // Two equal noises, 3.01 dB above one; the load's is in series behind its terminals, and so not at the source's.
    TEST_CASE("O8: a load that adds as much noise as its source of 1000 ohm has") {
        auto const chain = gs::line_output{.output_impedance = 1_kohm} >>
                           gs::line_input{.input_impedance = 1000000_Mohm, .input_noise = level(1000, 290, 19980)};
        auto const b = gs::analyze(chain, 0_dBu, {.temperature = 290_K});
        CHECK(b.noise_figure().value() == within(10 * std::log10(2.0), 1e-6));
        CHECK(b.noise_contributions()[0].share == within(0.5, 1e-6));
        CHECK(b.noise_contributions()[1].share == within(0.5, 1e-6));
        CHECK(b.noise_contributions_at(0)[0].share == within(1, 1e-9));
        CHECK(b.noise_contributions_at(0)[1].share == 0);
    }

    // A thousandth of the 1000 ohm of the table at 290 K: 30 dB less, -152.726 dBu.
    TEST_CASE("O8: the noise of a resistance that is not in the signal's way, of 1 ohm") {
        struct hiss {
            gs::component_name name = "hiss";
            using excitation = gs::voltage_level;
            constexpr std::array<gs::element, 2> elements() const {
                return {gs::voltage_source(), gs::series_noise({}, {}, 1_ohm)};
            }
        };
        auto const b = gs::analyze(hiss{} >> gs::line_input{}, 0_dBu, {.band = band_of(20e3), .temperature = 290_K});
        CHECK(b.output().noise.dBu() == within(-152.726, printed_3));
        // Nothing makes none, and is left out.
        CHECK(gs::has_effect(gs::series_noise({}, {}, 1_ohm)));
        CHECK_FALSE(gs::has_effect(gs::series_noise({})));
        CHECK_FALSE(gs::has_effect(gs::shunt_noise({})));
    }

    TEST_CASE(
        "Nyquist: whatever a passive network is made of, its noise is 4kT Re Z of what is seen at the terminals") {
        for (double hertz = 3; hertz < 2e5; hertz *= 1.7) {
            CAPTURE(hertz);
            auto const low = network().lower();
            constexpr std::size_t n = 5;
            using storage = gs::detail::fixed_storage<decltype(network())::element_count, n>;
            auto const at = gs::at_frequency(hertz, gs::room_temperature);
            gs::detail::signal_pass<storage, gs::detail::complex> signal(low.view());
            signal(low.view(), at);
            std::array<double, n * n> density{};
            gs::detail::noise_densities<storage>(low.view(), at, density);
            for (std::size_t k = 0; k < n; ++k) {
                CAPTURE(k);
                double total = 0;
                for (std::size_t c = 0; c < n; ++c) total += density[k * n + c];
                // Seen at the terminals: both sides in parallel.
                auto const z = signal.stages[k].source / (1.0 + signal.stages[k].source * signal.stages[k].load);
                CHECK(total == test::within_part(4 * 1.380649e-23 * 293.15 * z.re, 1e-12));
            }
        }
    }

    TEST_CASE("Nyquist: 2400 dB of loss, and every pad has the noise of its own resistors") {
        // 1 Mohm and 1 kohm, 60 dB: at the terminals 1 Mohm, 1 kohm and the next pad's 1 Mohm in parallel.
        gs::dynamic_chain chain;
        chain.append(gs::line_output{.output_impedance = 1_kohm});
        for (int k = 0; k < 40; ++k) chain.append(gs::pad{.network = {gs::pad_kind::l, 1_Mohm, 1_kohm, 0_ohm}});
        chain.append(gs::line_input{.input_impedance = 1_Mohm});
        auto const b = gs::analyze(chain, 0_dBu);
        REQUIRE(b.valid());
        double const ohms = 1 / (1e-6 + 1e-3 + 1e-6);
        for (std::size_t k = 1; k < 40; ++k)
            CHECK(gs::white_noise_density(b.stages()[k].noise).value() ==
                  test::within_part(std::sqrt(4 * 1.380649e-23 * 293.15 * ohms), 2e-6));
    }

    TEST_CASE("3600 dB of loss: the square of it is no double, which is said and not taken for silence") {
        for (bool const reacts : {false, true}) {
            CAPTURE(reacts);
            gs::dynamic_chain chain;
            chain.append(gs::line_output{.output_impedance = 1_kohm});
            if (reacts) chain.append(gs::cable{.length = 10_m});
            for (int k = 0; k < 60; ++k) chain.append(gs::pad{.network = {gs::pad_kind::l, 1_Mohm, 1_kohm, 0_ohm}});
            chain.append(gs::line_input{.input_impedance = 1_Mohm});
            auto const b = gs::analyze(chain, 0_dBu);
            REQUIRE(b.problems().size() == 1);
            CHECK(b.problems()[0].reason.find("leave the range of numbers") != std::string_view::npos);
            CHECK(b.output().noise.dBu() == -test::infinity);
        }
    }

    TEST_CASE("O8: an amplifier of 1 nV on 150 ohm at 290 K has a noise figure of 1.511 dB") {
        auto const chain = gs::line_output{.output_impedance = 150_ohm} >>
                           gs::preamp{.noise = gs::amplifier_noise{.input_voltage = 1_nV_per_rtHz}} >> gs::line_input{};
        CHECK(gs::analyze(chain, 0_dBu, {.temperature = 290_K}).noise_figure().value() == within(1.511, printed_3));
    }
}
