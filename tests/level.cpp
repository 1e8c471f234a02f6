// SPDX-License-Identifier: BSL-1.0
// Levels, decibels, literals, silence, crossings, noise levels.

#include "check.hpp"

#include <gainstage/level.hpp>
#include <gainstage/literals.hpp>
#include <gainstage/noise_level.hpp>

#include <cmath>
#include <compare>
#include <concepts>
#include <type_traits>

namespace {

namespace gs = gainstage;
using namespace gainstage::literals;
using test::infinity;
using test::within;

template <class A, class B>
concept addable = requires(A a, B b) {
    a + b;
};
template <class A, class B>
concept subtractable = requires(A a, B b) {
    a - b;
};
template <class A, class B>
concept comparable = requires(A a, B b) {
    a < b;
};
template <class A, class B>
concept multipliable = requires(A a, B b) {
    a* b;
};

// A point and a distance.
static_assert(!addable<gs::voltage_level, gs::voltage_level>);
static_assert(!addable<gs::sound_level, gs::sound_level>);
static_assert(!addable<gs::voltage_level, gs::sound_level>);
static_assert(!subtractable<gs::voltage_level, gs::sound_level>);
static_assert(!subtractable<gs::voltage_level, gs::digital_level>);
static_assert(!subtractable<gs::decibels, gs::voltage_level>);
static_assert(!addable<gs::voltage_level, double>);
static_assert(!addable<gs::decibels, double>);
static_assert(!comparable<gs::voltage_level, gs::sound_level>);
static_assert(!comparable<gs::voltage_level, double>);
static_assert(!multipliable<gs::voltage_level, double>);
static_assert(!std::convertible_to<double, gs::voltage_level>);
static_assert(!std::convertible_to<double, gs::decibels>);
static_assert(!std::convertible_to<gs::decibels, gs::voltage_level>);
static_assert(!std::convertible_to<gs::voltage, gs::voltage_level>);
static_assert(!std::convertible_to<gs::sound_level, gs::voltage_level>);
static_assert(std::same_as<decltype(4_dBu - 1_dB), gs::voltage_level>);
static_assert(std::same_as<decltype(4_dBu - 1_dBV), gs::decibels>);
static_assert(std::same_as<decltype(1_dB + 94_dBSPL), gs::sound_level>);
static_assert(std::same_as<decltype(1_dB + 2_dB), gs::decibels>);
static_assert(std::is_trivially_copyable_v<gs::voltage_level>);

// A quantity is no number and no other quantity.
static_assert(!std::convertible_to<int, gs::voltage>);
static_assert(!std::convertible_to<std::nullptr_t, gs::voltage>);
static_assert(!std::is_constructible_v<gs::voltage, double>);
static_assert(!std::is_constructible_v<gs::impedance, gs::voltage>);

} // namespace

TEST_SUITE("level") {
    TEST_CASE("the level of a negative voltage or pressure is that of its size") {
        CHECK(gs::level_of(test::si<gs::voltage>(-1)) == gs::level_of(1_V));
        CHECK(gs::level_of(test::si<gs::pressure>(-1)).dBSPL() == within(93.979, 0.001)); // 20 log10(1 / 20e-6)
    }

    TEST_CASE("levels and gains") {
        CHECK((4_dBu + 20_dB).dBu() == 24);
        CHECK((20_dB + 4_dBu).dBu() == 24);
        CHECK((4_dBu - 20_dB).dBu() == -16);
        CHECK((4_dBu - -6_dBu).value() == 10);
        CHECK((-18_dBFS + 6_dB).dBFS() == -12);
        CHECK((2 * 3_dB + 3_dB * 2 - 8_dB / 4).value() == 10);
        CHECK((-(+3_dB)).value() == -3);
        CHECK(4_dBu + gs::decibels{} == 4_dBu); // unless stated, no gain
        gs::decibels sum{1};
        sum += 2_dB;
        sum -= 5_dB;
        CHECK(sum == -2_dB);
        CHECK(3_dB < 4_dB);
        CHECK(-10_dBu < 4_dBu);
        CHECK(94_dBSPL > 93.98_dBSPL);
    }

    TEST_CASE("dBu and dBV are two spellings of one quantity") {
        // 10 log10(0.6) = -2.218487496 dB
        CHECK((0_dBu).dBV() == within(-2.218487496, 1e-9));
        CHECK((-10_dBV).dBu() == within(-10 + 2.218487496, 1e-9));
        CHECK(gs::voltage_level::from_dBV(3).dBV() == within(3, 1e-12));
        gs::voltage_level const mixed = -10_dBV;
        CHECK(mixed < 0_dBu);
    }

    TEST_CASE("literals: integers and decimals, and a minus sign that belongs to the number") {
        CHECK((-10_dBu).dBu() == -10);
        CHECK((-10_dBV).dBV() == within(-10, 1e-12)); // not -(10 dBV) = -12.2 dBu
        CHECK((-10.5_dBV).dBV() == within(-10.5, 1e-12));
        CHECK((-(-10_dBV)).dBV() == within(10, 1e-12));
        CHECK((+4_dBu).dBu() == 4);
        CHECK((-18_dBFS).dBFS() == -18);
        CHECK((-3.5_dBSPL).dBSPL() == -3.5);
        CHECK((-128.5_dBu).dBu() == -128.5);
        CHECK((20_degC).value() == 293.15);
        CHECK((-10_degC).value() == within(263.15, 1e-12)); // not -283.15 K
        CHECK((-10.5_degC).value() == within(262.65, 1e-12));
        gs::temperature const t = -40_degC;
        CHECK(t.value() == within(233.15, 1e-12));
        CHECK((6.8_kohm).value() == within(6800, 1e-9));
        CHECK((1.85_mV_per_Pa).value() == within(1.85e-3, 1e-15));
        CHECK((100_pF_per_m).value() == within(1e-10, 1e-22));
        CHECK((1.2_nV_per_rtHz).value() == within(1.2e-9, 1e-21));
        CHECK((48_V).value() == 48);
        CHECK((3.2_mA).value() == within(3.2e-3, 1e-15));
        CHECK((20_kHz).value() == 20e3);
        CHECK((300_K).value() == 300);
        auto const self_noise = 13_dBA;
        CHECK(self_noise.dBSPL() == 13);
        CHECK(self_noise.weighting() == gs::weighting::a);
        CHECK(self_noise.band() == gs::audio_band);
    }

    TEST_CASE("crossings between logarithmic and linear") {
        CHECK(gs::level_of(1_V).dBV() == within(0, 1e-12));
        CHECK(gs::level_of(1_V).dBu() == within(2.218487496, 1e-9));
        CHECK(gs::level_of(-1_V).dBV() == within(0, 1e-12));
        CHECK(gs::level_of(2_V).dBV() == within(20 * std::log10(2.0), 1e-12));
        CHECK(gs::level_of(1_Pa).dBSPL() == within(20 * std::log10(50000.0), 1e-12));
        CHECK(gs::level_of(test::si<gs::pressure>(20e-6)).dBSPL() == within(0, 1e-12)); // what the scale begins at
        CHECK(gs::rms_voltage(4_dBu).value() == within(std::sqrt(0.6) * std::pow(10, 0.2), 1e-12));
        CHECK(gs::rms_pressure(0_dBSPL).value() == within(20e-6, 1e-18));
        CHECK(gs::rms_pressure(114_dBSPL).value() == within(20e-6 * std::pow(10, 5.7), 1e-11));
        for (double dB = -200; dB <= 200; dB += 7.3) {
            auto const l = gs::voltage_level::from_dBu(dB);
            CHECK(gs::level_of(gs::rms_voltage(l)).dBu() == within(dB, 1e-11));
            CHECK(gs::gain_of_amplitude_ratio(gs::amplitude_ratio(gs::decibels{dB})).value() == within(dB, 1e-11));
            CHECK(gs::gain_of_power_ratio(gs::power_ratio(gs::decibels{dB})).value() == within(dB, 1e-11));
        }
        CHECK(gs::sine_crest_factor.value() == within(3.0103, 0.00001));
    }

    TEST_CASE("silence") {
        gs::voltage_level const silent;
        CHECK(silent.is_silent());
        CHECK(silent == gs::voltage_level::silence());
        CHECK(silent.dBu() == -infinity);
        CHECK(silent.dBV() == -infinity);
        CHECK(gs::level_of(0_V).is_silent());
        CHECK(gs::level_of(0_Pa).is_silent());
        CHECK(gs::rms_voltage(silent).value() == 0);
        CHECK(gs::rms_pressure(gs::sound_level::silence()).value() == 0);
        CHECK((silent + 100_dB).is_silent());
        CHECK((silent - silent).value() == 0);
        CHECK((silent - 0_dBu).value() == -infinity);
        CHECK((0_dBu - silent).value() == infinity);
        CHECK(silent < -500_dBu);
        CHECK(gs::gain_of_amplitude_ratio(0).value() == -infinity);
        CHECK(gs::gain_of_amplitude_ratio(-1).value() == -infinity);
        CHECK(gs::gain_of_power_ratio(0).value() == -infinity);
        CHECK(gs::amplitude_ratio(gs::decibels{-infinity}) == 0);
        CHECK(gs::power_ratio(gs::decibels{-infinity}) == 0);
        CHECK((0_dBu + gs::decibels{-infinity}).is_silent());
    }

    TEST_CASE("power_sum") {
        CHECK(power_sum(0_dBu, 0_dBu).dBu() == within(3.0103, 0.00001)); // 10 log10 2
        CHECK(power_sum(-10_dBu, 0_dBu).dBu() == within(10 * std::log10(1.1), 1e-12));
        CHECK(power_sum(60_dBSPL, 60_dBSPL).dBSPL() == within(63.0103, 0.00001));
        CHECK(power_sum(-100_dBu, 100_dBu).dBu() == within(100, 1e-12));
        gs::voltage_level const silent;
        CHECK(power_sum(silent, 4_dBu) == 4_dBu);
        CHECK(power_sum(4_dBu, silent) == 4_dBu);
        CHECK(power_sum(silent, silent).is_silent());
        auto const no_limit = gs::voltage_level::from_dBu(test::infinity);
        CHECK(power_sum(no_limit, no_limit) == no_limit);
        CHECK(power_sum(4_dBu, no_limit) == no_limit);
        // Of three, in any order: 10 log10(10^0.1 + 10^0.5 + 10^0.9) = 10 log10(1.258925 + 3.162278 + 7.943282) = 10.9221
        auto const abc =
            power_sum(power_sum(gs::voltage_level{1_dBu}, gs::voltage_level{5_dBu}), gs::voltage_level{9_dBu});
        auto const cba =
            power_sum(power_sum(gs::voltage_level{9_dBu}, gs::voltage_level{5_dBu}), gs::voltage_level{1_dBu});
        CHECK(abc.dBu() == within(10 * std::log10(std::pow(10, 0.1) + std::pow(10, 0.5) + std::pow(10, 0.9)), 1e-12));
        CHECK(abc.dBu() == within(cba.dBu(), 1e-12));
    }

    TEST_CASE("noise levels compare and add only if band and weighting are alike") {
        gs::frequency_band const other{20_Hz, 22_kHz};
        CHECK_FALSE(other == gs::audio_band);
        CHECK_FALSE(gs::frequency_band{10_Hz, 20_kHz} == gs::audio_band);
        gs::voltage_noise_level const quiet{-120_dBu, gs::audio_band, gs::weighting::none};
        gs::voltage_noise_level const loud{-110_dBu, gs::audio_band, gs::weighting::none};
        gs::voltage_noise_level const weighted{-120_dBu, gs::audio_band, gs::weighting::a};
        gs::voltage_noise_level const wider{-120_dBu, other, gs::weighting::none};
        CHECK(quiet < loud);
        CHECK(loud > quiet);
        CHECK(quiet == quiet);
        CHECK(quiet != loud);
        CHECK(quiet != weighted);
        for (auto const& unlike : {weighted, wider}) {
            CHECK_FALSE(unlike.is_like(loud));
            CHECK_FALSE(unlike < loud);
            CHECK_FALSE(unlike > loud);
            CHECK_FALSE(unlike <= quiet);
            CHECK_FALSE(unlike >= quiet);
            CHECK((unlike <=> quiet) == std::partial_ordering::unordered);
            CHECK_FALSE(power_sum(unlike, quiet).has_value());
        }
        auto const both = power_sum(quiet, quiet);
        REQUIRE(both.has_value());
        CHECK(both->dBu() == within(-116.9897, 0.0001));
        CHECK(both->weighting() == gs::weighting::none);
        CHECK((-60_dBu - quiet).value() == 60); // signal to noise
        CHECK((quiet + 10_dB) == loud);
        CHECK((loud - 10_dB) == quiet);
    }

    TEST_CASE("white noise: density and level") {
        // 1 nV/sqrt(Hz) over 19,980 Hz: 141.351 nV = -134.776 dBu
        auto const flat = gs::noise_level_of(1_nV_per_rtHz);
        CHECK(gs::rms_voltage(flat.level()).value() * 1e9 == within(141.351, 0.001));
        CHECK(flat.dBu() == within(20 * std::log10(141.351e-9 / std::sqrt(0.6)), 0.0001));
        for (auto const& w : {gs::weighting::none, gs::weighting::a, gs::weighting::c, gs::weighting::itu_r_468})
            CHECK(gs::white_noise_density(gs::noise_level_of(1_nV_per_rtHz, gs::audio_band, w)).value() * 1e9 ==
                  within(1, 1e-9));
        // O19: A-weighted -2.05 dB re 20 kHz, thus -2.048 dB re 19,980 Hz.
        auto const weighted = gs::noise_level_of(1_nV_per_rtHz, gs::audio_band, gs::weighting::a);
        CHECK((weighted.level() - flat.level()).value() == within(-2.048, 0.0006));
    }

    TEST_CASE("at compile time") {
        static_assert((4_dBu + 20_dB).dBu() == 24);
        static_assert(gs::voltage_level{}.is_silent());
        static_assert((-10_dBV).dBu() < -7.78 && (-10_dBV).dBu() > -7.79);
        static_assert(gs::rms_voltage(0_dBV).value() == 1);
    }
}
