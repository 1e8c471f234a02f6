// SPDX-License-Identifier: BSL-1.0
// A guitar pickup: resonance with its cable, loading, controls, noise (facts/domain.md 1.8, 5.1, section 6).

#include "check.hpp"

#include <gainstage/analysis/analyze.hpp>
#include <gainstage/analysis/distortion.hpp>
#include <gainstage/component/cable.hpp>
#include <gainstage/component/instrument_pickup.hpp>
#include <gainstage/component/line_input.hpp>
#include <gainstage/component/preamp.hpp>
#include <gainstage/dynamic_chain.hpp>
#include <gainstage/literals.hpp>
#include <gainstage/rules/diagnose.hpp>

#include <cmath>

namespace {

namespace gs = gainstage;
using namespace gainstage::literals;
using test::infinity;
using test::si;
using test::within;
using test::within_part;

// A coil alone, without controls.
gs::instrument_pickup coil(double ohms, double henry) {
    return {.coil_resistance = si<gs::impedance>(ohms),
            .inductance = si<gs::inductance>(henry),
            .winding_capacitance = {},
            .volume = {},
            .tone = {}};
}
gs::cable lead(double farad) {
    return {.length = 1_m,
            .capacitance = si<gs::capacitance_per_length>(farad),
            .resistance = {},
            .input = gs::connectors::ts_plug,
            .output = gs::connectors::ts_plug};
}
gs::line_input load_of(double ohms) {
    return {.input_impedance = si<gs::impedance>(ohms), .accepts = gs::signal_class::instrument};
}

double level_at(auto const& chain, double hertz) {
    auto const b = gs::analyze(chain, 0_dBu, {.frequency = si<gs::frequency>(hertz)});
    REQUIRE(b.valid());
    return b.output().level.dBu();
}

} // namespace

TEST_SUITE("component/instrument_pickup") {
    TEST_CASE("2.4 H and the cable: 7.26, 5.93, 4.59, 3.88, 3.25 kHz") {
        // domain.md 5.1; 300 pF: published as 6 kHz (wildepickups.com, instrument cable and sound). Of a series resonance with
        // R = 1 kohm the peak lies at f0 sqrt(1 - 1/(2 Q^2)), Q = sqrt(L/C)/R >= 49: less than 0.02 % below f0.
        struct row {
            double pF, kHz;
        };
        for (row const r : {row{200, 7.26}, row{300, 5.93}, row{500, 4.59}, row{700, 3.88}, row{1000, 3.25}}) {
            CAPTURE(r.pF);
            auto const chain = coil(1000, 2.4) >> lead(r.pF * 1e-12) >> load_of(1e12);
            double peak = 0;
            double best = -infinity;
            for (double f = 2000; f < 10e3; f += 5)
                if (double const l = level_at(chain, f); l > best) best = l, peak = f;
            CHECK(peak / 1000 == within(r.kHz, 0.0085));
        }
    }

    TEST_CASE("at resonance the coil's Q: sqrt(L/C)/R; eddy currents damp it") {
        // sqrt(2.4 H/300 pF) = 89,443 ohm, f0 = 5931.34 Hz; over 6 kohm: 14.907 = 23.468 dB
        auto p = coil(6000, 2.4);
        p.winding_capacitance = 300_pF;
        CHECK(level_at(p >> load_of(1e12), 5931.34) == within(23.468, 0.001));
        // 500 kohm across C: v = 1/(1 - w^2LC + jwRC + (R + jwL)/Rp) = 1/|R/Rp + j(R/Z0 + Z0/Rp)|
        //   = 1/|0.012 + j(0.067082 + 0.178885)| = 4.0608 = 12.172 dB
        p.eddy_loss = 500_kohm;
        CHECK(level_at(p >> load_of(1e12), 5931.34) == within(12.172, 0.001));
    }

    TEST_CASE("loading at low frequencies: 7 kohm into 10 k, 3 k, 1 M") {
        CHECK(level_at(coil(7000, 2.4) >> load_of(10e3), 1) == within(-4.61, 0.005));
        CHECK(level_at(coil(7000, 2.4) >> load_of(3e3), 1) == within(-10.46, 0.005));
        CHECK(level_at(coil(7000, 2.4) >> load_of(1e6), 1) == within(-0.06, 0.005));
    }

    TEST_CASE("10 kohm takes the treble too: L/R") {
        // corner (7 k + 10 k)/(2 pi 2.4) = 1127.4 Hz: 3.01 dB below the loss of 4.61 dB
        CHECK(level_at(coil(7000, 2.4) >> load_of(10e3), 1127.4) == within(-4.609 - 3.010, 0.005));
    }

    TEST_CASE("volume: a divider with its source resistance") {
        // Half of 250 kohm from a coil of 1 mohm: -6.02 dB, 62.5 kohm.
        auto p = coil(1e-3, 0);
        p.volume = gs::volume_control{.track = 250_kohm, .position = 0.5};
        auto const b = gs::analyze(p >> load_of(1e12), 0_dBu);
        CHECK(b.output().level.dBu() == within(-6.0206, 1e-4));
        CHECK(gs::magnitude(b.stages()[0].source_impedance).value() == within(62.5e3, 0.01));
        // At full volume it only loads: 6 k and 250 k, 20 log10(250/256) = -0.206 dB.
        p = coil(6000, 0);
        p.volume = gs::volume_control{};
        CHECK(level_at(p >> load_of(1e12), 1000) == within(-0.206, 0.001));
    }

    TEST_CASE("tone: turned down, the capacitor takes the resonance") {
        // 2.4 H and 22 nF: 692.64 Hz. At 5 kHz, far above it, 1/(1 - w^2LC) = 1/51.11: -34.17 dB
        auto p = coil(1, 2.4);
        p.tone = gs::tone_control{.track = 250_kohm, .position = 0, .capacitor = 22_nF};
        CHECK(level_at(p >> load_of(1e12), 5000) == within(-34.17, 0.01));
        // Open, 250 kohm across: 1 kHz, |(250 k - j7.23 k)/(250 k - j7.23 k + j15.08 k)| = 0.99993
        p.tone->position = 1;
        CHECK(level_at(p >> load_of(1e12), 1000) == within(0, 0.001));
    }

    TEST_CASE("thermal noise of the coil and of the controls") {
        // 10 kohm: -112.68 dBu (domain.md section 6).
        CHECK(gs::analyze(coil(10e3, 0) >> load_of(1e12), 0_dBu).output().noise.dBu() == within(-112.68, 0.005));
        // A pot of 40 kohm at a quarter, fed by 0 ohm: 30 k || 10 k = 7.5 kohm, 1.249 dB below 10 kohm.
        auto p = coil(1e-3, 0);
        p.volume = gs::volume_control{.track = 40_kohm, .position = 0.25};
        CHECK(gs::analyze(p >> load_of(1e12), 0_dBu).output().noise.dBu() == within(-112.68 - 1.249, 0.005));
        // A tone control's track of 10 kohm with 1 F across 10 kohm: 5 kohm.
        p = coil(10e3, 0);
        p.tone = gs::tone_control{.track = 10_kohm, .capacitor = si<gs::capacitance>(1)};
        CHECK(gs::analyze(p >> load_of(1e12), 0_dBu).output().noise.dBu() == within(-112.68 - 3.010, 0.005));
    }

    TEST_CASE("volume at 0: silence, and no figure is NaN") {
        gs::instrument_pickup p{};
        p.volume->position = 0;
        auto const chain =
            p >> lead(300e-12) >>
            gs::preamp{.gain = 20_dB,
                       .input_impedance = 1_Mohm,
                       .output_impedance = 0_ohm,
                       .noise = gs::amplifier_noise{.input_voltage = si<gs::voltage_noise_density>(10e-9)},
                       .max_output = 20_dBu,
                       .accepts = gs::signal_class::instrument} >>
            gs::line_input{.full_scale = 18_dBu};
        auto const check = [](auto const& b) {
            REQUIRE(b.valid());
            for (auto const& s : b.stages()) {
                CHECK(s.level.is_silent());
                CHECK(s.cumulative_gain.value() == -infinity);
                CHECK_FALSE(s.clips);
                for (double const x :
                     {s.peak.dBu(), s.clip_level.dBu(), s.headroom.value(), s.noise.dBu(), s.snr.value(),
                      s.gain.value(), s.loading_loss.value(), gs::magnitude(s.source_impedance).value(),
                      gs::magnitude(s.load_impedance).value()})
                    CHECK(x == x);
            }
            // What is left is the preamp's 10 nV/rtHz with a shorted input, 20 dB up: 10 nV sqrt(19,980) 10 = 14.135 uV
            CHECK(b.output().noise.dBu() == within(20 * std::log10(14.135e-6 / std::sqrt(0.6)), 0.001));
            CHECK(b.output().snr.value() == -infinity);
            CHECK(b.summary().max_excitation == infinity);
            CHECK(b.dynamic_range().value() == infinity);
            CHECK(b.noise_figure().value() == infinity);
            CHECK(b.input_referred_noise().dBu() == infinity);
            CHECK(b.digital_level().dBFS() == -infinity);
            auto const d = gs::distortion(b);
            CHECK(d.thd == d.thd);
            CHECK(d.overdrive.value() == d.overdrive.value());
        };
        check(gs::analyze(chain, -20_dBu));
        check(gs::analyze(gs::dynamic_chain{chain}, gs::voltage_level{-20_dBu}));
        (void)gs::diagnose(chain, -20_dBu);
        // Not even noise.
        auto const nothing = gs::analyze(p >> load_of(1e6), -20_dBu);
        CHECK(nothing.valid());
        CHECK(nothing.input_referred_noise().level().is_silent());
        CHECK(nothing.output().snr.value() == 0);
    }

    TEST_CASE("positions that are none") {
        for (double const x : {test::not_a_number, infinity, -1e-9, 1 + 1e-9, 1e-7, 5e-324}) {
            CAPTURE(x);
            gs::instrument_pickup p{};
            p.volume->position = x;
            auto const problems = gs::validate(p >> load_of(1e6));
            REQUIRE(problems.size() == 1);
            CHECK(problems[0].field == "volume.position");
        }
        for (double const x : {0.0, 1e-6, 1.0}) {
            CAPTURE(x);
            gs::instrument_pickup p{};
            p.volume->position = x;
            CHECK(gs::validate(p >> load_of(1e6)).empty());
        }
        for (double const x : {test::not_a_number, infinity, -1e-9, 1 + 1e-9}) {
            CAPTURE(x);
            gs::instrument_pickup p{};
            p.tone->position = x;
            auto const problems = gs::validate(p >> load_of(1e6));
            REQUIRE(problems.size() == 1);
            CHECK(problems[0].field == "tone.position");
        }
    }

    TEST_CASE("at compile time") {
        constexpr auto b =
            gs::analyze(gs::instrument_pickup{} >> gs::line_input{.input_impedance = si<gs::impedance>(1e6)}, -20_dBu);
        static_assert(b.valid() && b.output().level < -20_dBu);
    }
}
