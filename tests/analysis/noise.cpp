// SPDX-License-Identifier: BSL-1.0
// The noise at every stage, made by every stage, against calculations by hand: stages that hold amplifiers, transformers and
// virtual grounds, before and behind what depends on the frequency.

#include "check.hpp"

#include <gainstage/analysis/noise_spectrum.hpp>
#include <gainstage/dynamic_chain.hpp>
#include <gainstage/literals.hpp>

#include <array>
#include <cmath>
#include <complex>
#include <cstddef>
#include <string_view>

namespace {

namespace gs = gainstage;
using namespace gainstage::literals;
using gs::operator>>;
using test::si;
using test::within_part;
constexpr double pi = 3.14159265358979323846;
constexpr double four_kT = 4 * 1.380649e-23 * 293.15;

template <std::size_t N>
struct source_of {
    gs::component_name name = "source";
    std::array<gs::element, N> list;
    using excitation = gs::voltage_level;
    constexpr std::array<gs::element, N> elements() const { return list; }
};
template <std::size_t N>
struct stage_of {
    gs::component_name name = "stage";
    std::array<gs::element, N> list;
    constexpr std::array<gs::element, N> elements() const { return list; }
};
template <std::size_t N>
struct load_of {
    gs::component_name name = "load";
    static constexpr bool is_load = true;
    std::array<gs::element, N> list;
    constexpr std::array<gs::element, N> elements() const { return list; }
};
template <class... E>
auto source(E const&... e) {
    return source_of<1 + sizeof...(E)>{.list = {gs::voltage_source(), e...}};
}
template <class... E>
auto stage(E const&... e) {
    return stage_of<sizeof...(E)>{.list = {e...}};
}
template <class... E>
auto load(E const&... e) {
    return load_of<sizeof...(E)>{.list = {e...}};
}
auto open_end() { return load(gs::element{}); }

gs::element resistor(gs::impedance r) { return gs::series_resistor(r); }
gs::element noiseless(gs::impedance r) { return gs::series_resistor(r, gs::noise::none); }
gs::element hiss(double volts, gs::frequency corner = {}) {
    return gs::series_noise(si<gs::voltage_noise_density>(volts), corner);
}
gs::element current_hiss(double amperes, gs::frequency corner = {}) {
    return gs::shunt_noise(si<gs::current_noise_density>(amperes), corner);
}
// R without noise and C: a low-pass with a corner of 1/(2 pi 1 kohm 100 nF) = 1592 Hz.
auto low_pass() { return stage(noiseless(1_kohm), gs::shunt_capacitor(100_nF)); }
double through_low_pass(double f) {
    double const x = 2 * pi * f * 1e3 * 100e-9;
    return 1 / (1 + x * x);
}

constexpr double some_frequencies[] = {0.1, 1, 30, 1e3, 50e3};

// All noise there, V^2/Hz.
double power_at(auto const& spectrum, double f, std::string_view stage) {
    gs::noise_point const p = spectrum.at(si<gs::frequency>(f), stage);
    REQUIRE(p.defined);
    return p.density.value() * p.density.value();
}
double power_of(auto const& spectrum, double f, std::string_view stage, std::string_view maker) {
    gs::noise_point const p = spectrum.contribution(si<gs::frequency>(f), stage, maker);
    REQUIRE(p.defined);
    return p.density.value() * p.density.value();
}

} // namespace

TEST_SUITE("analysis/noise") {
    // ---- amplifiers within a stage ----

    TEST_CASE("noise before, between and behind the amplifiers of one stage: each is amplified by what follows it") {
        // Gains 10 and -5: 2 nV times 50, 30 nV times 5, 100 nV. White, and with corners of 100 Hz, 1 kHz and 50 Hz.
        for (bool const flickers : {false, true}) {
            CAPTURE(flickers);
            auto const corner = [&](gs::frequency f) { return flickers ? f : gs::frequency{}; };
            gs::element const first = hiss(2e-9, corner(100_Hz));
            gs::element const second = hiss(30e-9, corner(1_kHz));
            gs::element const third = hiss(100e-9, corner(50_Hz));
            auto const one = gs::ideal_amplifier(10);
            auto const two = gs::ideal_amplifier(-5);
            auto const exact = [&](double f) {
                double const part = flickers ? 1 / f : 0;
                return 4e-18 * 2500 * (1 + 100 * part) + 9e-16 * 25 * (1 + 1000 * part) + 1e-14 * (1 + 50 * part);
            };
            auto const in_source = gs::noise_spectrum(source(first, one, second, two, third) >> open_end());
            auto const in_stage = gs::noise_spectrum(source() >> stage(first, one, second, two, third) >> open_end());
            auto const filtered =
                gs::noise_spectrum(source() >> stage(first, one, second, two, third) >> low_pass() >> open_end());
            for (double const f : some_frequencies) {
                CHECK(power_at(in_source, f, "load") == within_part(exact(f), 1e-12));
                CHECK(power_at(in_stage, f, "load") == within_part(exact(f), 1e-12));
                CHECK(power_at(in_stage, f, "source") == 0);
                CHECK(power_at(filtered, f, "load") == within_part(exact(f) * through_low_pass(f), 1e-12));
            }
        }
    }

    TEST_CASE(
        "two amplifiers with nothing between them, and no noise but that in front: its density times both gains") {
        auto const chain = gs::noise_spectrum(
            source() >> stage(hiss(1e-9), gs::ideal_amplifier(10), gs::ideal_amplifier(10)) >> open_end());
        CHECK(power_at(chain, 1e3, "load") == within_part(1e-14, 1e-12));
    }

    TEST_CASE("an amplifier with an output transformer: its noise comes out n times as large") {
        // 2 nV, gain 10, n = 3; behind the amplifier 50 nV, also times 3; the 50 ohm of the winding.
        auto const amplifier =
            stage(hiss(2e-9, 100_Hz), gs::ideal_amplifier(10), hiss(50e-9), gs::ideal_transformer(3), resistor(50_ohm));
        auto const exact = [](double f) { return 4e-18 * 900 * (1 + 100 / f) + 25e-16 * 9 + four_kT * 50; };
        auto const quiet = stage(hiss(2e-9), gs::ideal_amplifier(10), gs::ideal_transformer(3));
        auto const plain = gs::noise_spectrum(source() >> amplifier >> open_end());
        auto const quiet_plain = gs::noise_spectrum(source() >> quiet >> open_end());
        auto const quiet_filtered = gs::noise_spectrum(source() >> quiet >> low_pass() >> open_end());
        for (double const f : some_frequencies) {
            CHECK(power_at(plain, f, "load") == within_part(exact(f), 1e-12));
            CHECK(power_at(quiet_plain, f, "load") == within_part(4e-18 * 900, 1e-12));
            CHECK(power_at(quiet_filtered, f, "load") == within_part(4e-18 * 900 * through_low_pass(f), 1e-12));
        }
    }

    TEST_CASE("in front of a virtual ground whose gain is the same at all frequencies: Rf/(1 + A) stands there") {
        // Rf = 10 kohm, A = 9: 1 kohm without noise (Miller). Rs and R1 are 1 kohm each. At the source's terminals Rs makes
        // 4kT Rs (2/3)^2, R1 4kT R1 (1/3)^2; and Rf 4kT/Rf as a current into 2 kohm parallel to 1 kohm, halved on the way.
        auto const spectrum =
            gs::noise_spectrum(source(resistor(1_kohm)) >> stage(resistor(1_kohm), gs::shunt_resistor(10_kohm),
                                                                 gs::summing_op_amp(10_kohm, {.dc_gain = 9})) >>
                               open_end());
        double const r_f = 1000.0 / 3;
        for (double const f : some_frequencies) {
            CHECK(power_of(spectrum, f, "source", "source") == within_part(four_kT * 1e3 * 4 / 9, 1e-12));
            CHECK(power_of(spectrum, f, "source", "stage") ==
                  within_part(four_kT * (1e3 / 9 + r_f * r_f / 10e3), 1e-12));
            // Behind it: e Rf/(R + Rf/(1 + A)) A/(1 + A), R = 2 kohm: a gain of 3 for either resistor.
            CHECK(power_of(spectrum, f, "load", "source") == within_part(four_kT * 1e3 * 9, 1e-12));
        }
    }

    // ---- corners and values of one ----

    TEST_CASE("corners below 1 Hz and at 1 Hz are corners") {
        for (double const f : some_frequencies) {
            CAPTURE(f);
            // A low-pass of 0.5 Hz: 1/(1 + (f/0.5)^2).
            auto const slow = gs::noise_spectrum(
                source(hiss(1e-9)) >> stage(gs::ideal_amplifier(10, {}, si<gs::frequency>(0.5))) >> open_end());
            CHECK(power_at(slow, f, "load") == within_part(1e-16 / (1 + 4 * f * f), 1e-12));
            // A gain leg with a corner of 0.5 Hz: |1 + 9/(1 - j 0.5/f)|^2 = (100 f^2 + 0.25)/(f^2 + 0.25).
            auto const leg = gs::noise_spectrum(
                source(hiss(1e-9)) >> stage(gs::non_inverting_op_amp(10, {}, si<gs::frequency>(0.5))) >> open_end());
            CHECK(power_at(leg, f, "load") == within_part(1e-18 * (100 * f * f + 0.25) / (f * f + 0.25), 1e-12));
            // 1/f noise of a current through 1 kohm, and of one through 9 kohm parallel to 1 kohm, corners of 1 Hz.
            auto const current =
                gs::noise_spectrum(source(noiseless(1_kohm)) >> stage(current_hiss(1e-12, 1_Hz)) >> open_end());
            CHECK(power_at(current, f, "load") == within_part(1e-18 * (1 + 1 / f), 1e-12));
            auto const feedback = gs::noise_spectrum(
                source() >> stage(gs::feedback_noise(9_kohm, 1_kohm, {}, si<gs::current_noise_density>(1e-12), 1_Hz)) >>
                open_end());
            CHECK(power_at(feedback, f, "load") == within_part(four_kT * 900 + 1e-24 * 900 * 900 * (1 + 1 / f), 1e-12));
        }
    }

    TEST_CASE("a farad, an ohm, a volt of noise in each square root of a hertz: one is a value as any other") {
        for (double const f : some_frequencies) {
            CAPTURE(f);
            // 1 ohm, and across it 1 ohm and 1 F: 1 V of noise in front becomes |1 + 1/jw|^2/|2 + 1/jw|^2.
            auto const branch = gs::noise_spectrum(
                source(hiss(1), noiseless(1_ohm)) >>
                stage(gs::shunt_branch(1_ohm, {}, si<gs::capacitance>(1), gs::noise::none)) >> open_end());
            double const w = 2 * pi * f;
            CHECK(power_at(branch, f, "load") == within_part((w * w + 1) / (4 * w * w + 1), 1e-12));
            // 1 F alone: |1/jw|^2/|1 + 1/jw|^2.
            auto const farad = gs::noise_spectrum(source(hiss(1), noiseless(1_ohm)) >>
                                                  stage(gs::shunt_capacitor(si<gs::capacitance>(1))) >> open_end());
            CHECK(power_at(farad, f, "load") == within_part(1 / (w * w + 1), 1e-12));
            // Behind a capacitor 1 V more, and once more with a corner of 1 Hz.
            auto const more = gs::noise_spectrum(source(hiss(1, 1_Hz), hiss(1), noiseless(1_kohm)) >>
                                                 stage(gs::shunt_capacitor(100_nF), hiss(1)) >> open_end());
            CHECK(power_of(more, f, "load", "source") == within_part((2 + 1 / f) * through_low_pass(f), 1e-12));
            CHECK(power_of(more, f, "load", "stage") == within_part(1, 1e-12));
        }
    }

    // ---- chains built at run time ----

    TEST_CASE("a run-time chain of a source and a load that do nothing, and one with amplifiers alone") {
        gs::dynamic_chain nothing;
        nothing.append(source());
        nothing.append(open_end());
        auto const silent = gs::noise_spectrum(nothing);
        CHECK(power_at(silent, 1e3, "load") == 0);
        CHECK(silent.band("load").converged);
        gs::dynamic_chain amplifiers;
        amplifiers.append(source(hiss(1e-9), gs::ideal_amplifier(2)));
        amplifiers.append(stage(gs::ideal_amplifier(2), gs::ideal_amplifier(2)));
        amplifiers.append(load(gs::ideal_amplifier(2)));
        CHECK(power_at(gs::noise_spectrum(amplifiers), 1e3, "load") == within_part(256e-18, 1e-12)); // 1 nV times 2^4
    }

    TEST_CASE("Nyquist, where every stage of a run-time chain makes noise of its own at every other: 4kT Re Z") {
        // Three times 1 kohm and 100 nF: z is seen to the left, y to the right.
        gs::dynamic_chain chain;
        chain.append(source(resistor(1_kohm), gs::shunt_capacitor(100_nF)));
        chain.append(stage(resistor(1_kohm), gs::shunt_capacitor(100_nF)));
        chain.append(load(resistor(1_kohm), gs::shunt_capacitor(100_nF)));
        auto const spectrum = gs::noise_spectrum(chain);
        for (double const f : some_frequencies) {
            CAPTURE(f);
            std::complex<double> const c = {0, 2 * pi * f * 100e-9};
            std::complex<double> const z1 = 1.0 / (1e-3 + c);
            std::complex<double> const z2 = 1.0 / (1.0 / (1e3 + z1) + c);
            std::complex<double> const z3 = 1.0 / (1.0 / (1e3 + z2) + c);
            std::complex<double> const y2 = 1.0 / (1e3 + 1.0 / c);
            std::complex<double> const y1 = 1.0 / (1e3 + 1.0 / (c + y2));
            CHECK(power_at(spectrum, f, "source") == within_part(four_kT * std::real(z1 / (1.0 + z1 * y1)), 1e-12));
            CHECK(power_at(spectrum, f, "stage") == within_part(four_kT * std::real(z2 / (1.0 + z2 * y2)), 1e-12));
            CHECK(power_at(spectrum, f, "load") == within_part(four_kT * std::real(z3), 1e-12));
        }
    }

    // ---- the range of numbers ----

    TEST_CASE("noise in front of more than 3080 dB of loss without any: not taken for silence") {
        // 50 times 60 dB, and 120 dB by the last resistor: the voltages within are numbers, the loss squared is none.
        auto const spectrum_of = [](auto const& first, auto const& second, gs::impedance last) {
            gs::dynamic_chain chain;
            chain.append(first);
            chain.append(second);
            for (int k = 0; k < 50; ++k)
                chain.append(stage(noiseless(1_Mohm), gs::shunt_resistor(1_kohm, gs::noise::none)));
            chain.append(stage(gs::shunt_resistor(last, gs::noise::none)));
            chain.append(open_end());
            return gs::noise_spectrum(chain);
        };
        for (gs::frequency const& corner : {0_Hz, 100_Hz})
            for (gs::element const& second : {noiseless(1_kohm), gs::shunt_capacitor(100_nF)}) {
                CAPTURE(corner.value());
                CAPTURE(second.elastance);
                auto const spectrum =
                    spectrum_of(source(hiss(1e-9, corner), noiseless(1_kohm)), stage(second), 1_ohm * 1e-3);
                CHECK(spectrum.valid());
                CHECK_FALSE(spectrum.at(1_kHz, "load").defined);
                CHECK_FALSE(spectrum.band("load").defined);
            }
        // 3070 dB, and below 159 Hz, 1 nF with 1 Mohm, more: beyond the range in a part of the band.
        CHECK_FALSE(spectrum_of(source(hiss(1e-9)), stage(gs::series_capacitor(1_nF)), si<gs::impedance>(1.0 / 3))
                        .band("load")
                        .defined);
    }
}
