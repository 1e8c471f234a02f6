// SPDX-License-Identifier: BSL-1.0
// The same chains in the compiler and at run time: every figure agrees to 1e-12. The compiler uses the library's own
// mathematics, the program the standard's.
#include "check.hpp"

#include <gainstage/gainstage.hpp>

#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>

namespace gs = gainstage;
using namespace gainstage::literals;

namespace {

// The largest relative difference, of decibels as of the ratios that they stand for.
struct difference {
    double worst = 0;

    void number(double a, double b) {
        if (a == b) return;
        worst = std::fmax(worst, std::abs(a - b) / std::fmax(std::abs(a), std::abs(b)));
        REQUIRE(std::isfinite(worst));
    }
    void dB(double a, double b) {
        if (a == b) return;
        worst = std::fmax(worst, std::abs(std::pow(10, (a - b) / 20) - 1));
        REQUIRE(std::isfinite(worst));
    }
    void impedance(gs::complex_impedance const& a, gs::complex_impedance const& b) {
        double const size = gs::magnitude(b).value();
        if (gs::magnitude(a).value() == size) return;
        worst = std::fmax(worst, std::hypot(gs::resistance(a).value() - gs::resistance(b).value(),
                                            gs::reactance(a).value() - gs::reactance(b).value()) /
                                     size);
        REQUIRE(std::isfinite(worst));
    }
    template <class Budget>
    void budget(Budget const& a, Budget const& b) {
        REQUIRE(a.valid());
        REQUIRE(b.valid());
        for (std::size_t k = 0; k < a.stages().size(); ++k) {
            gs::stage_budget const& x = a.stages()[k];
            gs::stage_budget const& y = b.stages()[k];
            dB(x.level.dBu(), y.level.dBu());
            dB(x.peak.dBu(), y.peak.dBu());
            dB(x.clip_level.dBu(), y.clip_level.dBu());
            dB(x.headroom.value(), y.headroom.value());
            dB(x.noise.dBu(), y.noise.dBu());
            dB(x.snr.value(), y.snr.value());
            dB(x.gain.value(), y.gain.value());
            dB(x.cumulative_gain.value(), y.cumulative_gain.value());
            dB(x.loading_loss.value(), y.loading_loss.value());
            impedance(x.source_impedance, y.source_impedance);
            impedance(x.load_impedance, y.load_impedance);
            CHECK(x.clips == y.clips);
            for (std::size_t c = 0; c < a.stages().size(); ++c)
                number(a.noise_contribution_of(c, k).share, b.noise_contribution_of(c, k).share);
        }
        dB(a.noise_figure().value(), b.noise_figure().value());
        dB(a.dynamic_range().value(), b.dynamic_range().value());
        auto const da = gs::distortion(a);
        auto const db = gs::distortion(b);
        number(da.thd, db.thd);
        dB(da.level.dBu(), db.level.dBu());
    }
    void noise(auto const& a, auto const& b) {
        REQUIRE(a.size() == b.size());
        for (std::size_t k = 0; k < a.size(); ++k) {
            CHECK(a[k].defined);
            CHECK(b[k].defined);
            number(a[k].density.value(), b[k].density.value());
        }
    }
    void diagnosis(gs::diagnosis const& a, gs::diagnosis const& b) {
        CHECK(a.verdict() == b.verdict());
        REQUIRE(a.findings().size() == b.findings().size());
        for (std::size_t i = 0; i < a.findings().size(); ++i) {
            CHECK(a.findings()[i].id == b.findings()[i].id);
            number(a.findings()[i].found.value, b.findings()[i].found.value);
        }
    }
    void power(gs::power_report const& a, gs::power_report const& b) {
        REQUIRE(a.size() == b.size());
        for (std::size_t i = 0; i < a.size(); ++i) {
            CHECK(a[i].state == b[i].state);
            number(a[i].voltage.value(), b[i].voltage.value());
            number(a[i].current.value(), b[i].current.value());
        }
    }
};

// A chain of ten components: what the compilers' default limits must allow.
constexpr auto ten =
    gs::microphone{.name = "condenser",
                   .transducer = gs::transducer_kind::condenser,
                   .sensitivity = 15_mV_per_Pa,
                   .output_impedance = 50_ohm,
                   .self_noise = 13_dBA,
                   .max_spl = 138_dBSPL,
                   .power = gs::phantom_power{.current = 3.2_mA}} >>
    gs::cable{.name = "lead", .length = 20_m} >> gs::pad{.name = "pad"} >> gs::cable{.name = "snake", .length = 50_m} >>
    gs::phantom_supply{.name = "P48"} >> gs::preamp{.name = "preamp",
                                                    .gain = 50_dB,
                                                    .noise = gs::amplifier_noise{.input_voltage = 1.2_nV_per_rtHz},
                                                    .max_output = 26_dBu} >>
    gs::cable{.name = "patch", .length = 2_m} >>
    gs::preamp{.name = "line stage",
               .gain = 0_dB,
               .input_impedance = 20_kohm,
               .noise = gs::amplifier_noise{.input_voltage = 8_nV_per_rtHz},
               .max_output = 24_dBu,
               .accepts = gs::signal_class::line} >>
    gs::cable{.name = "multicore", .length = 30_m} >>
    gs::line_input{
        .name = "converter", .full_scale = 24_dBu, .dynamic_range = gs::dynamic_range{118_dB, gs::weighting::a}};

// Ten again, with two resonances: the pickup's with its cable, the transformer's.
constexpr auto guitar = gs::instrument_pickup{.name = "pickup"} >> gs::cable{.name = "guitar lead", .length = 5_m} >>
                        gs::passive_di_box{.name = "DI"} >> gs::cable{.name = "stage lead", .length = 30_m} >>
                        gs::phantom_supply{.name = "P48"} >>
                        gs::preamp{.name = "preamp", .gain = 50_dB, .max_output = 22_dBu} >>
                        gs::cable{.name = "patch", .length = 2_m} >> gs::preamp{.name = "line stage", .gain = 0_dB} >>
                        gs::cable{.name = "multicore", .length = 30_m} >> gs::adc{.name = "converter", .bits = 24};

constexpr auto parts = gs::microphone{.name = "ribbon", .transducer = gs::transducer_kind::ribbon} >>
                       gs::transformer{.name = "input transformer"} >> gs::instrumentation_stage{.name = "in-amp"} >>
                       gs::line_driver{.name = "driver"} >> gs::line_input{.name = "line in", .full_scale = 20_dBu};

// Overdriven, so that distortion has something to compare.
constexpr auto overload = gs::line_output{.name = "player"} >>
                          gs::preamp{.name = "preamp", .gain = 40_dB, .max_output = 22_dBu} >> gs::line_input{};

constexpr gs::conditions a_weighted{.frequency = 3_kHz, .crest_factor = 12_dB, .weighting = gs::weighting::a};

// Its last elements ring, with nothing behind them.
constexpr auto straight = gs::instrument_pickup{.name = "pickup"} >> gs::cable{.name = "lead", .length = 5_m} >>
                          gs::line_input{.name = "amplifier", .input_impedance = 1_Mohm};

#define CHAIN(name, chain, level)                                                                                      \
    constexpr auto name##_budget = gs::analyze(chain, level, a_weighted);                                              \
    constexpr auto name##_spectrum = gs::noise_spectrum(chain, a_weighted);                                            \
    constexpr auto name##_noise = name##_spectrum.at(3_kHz);                                                           \
    constexpr auto name##_diagnosis = gs::diagnose(chain, level);                                                      \
    constexpr auto name##_power = gs::powering(chain);                                                                 \
    static_assert(chain.validate().empty());                                                                           \
    TEST_CASE("in the compiler and at run time: " #name) {                                                             \
        auto const copy = chain;                                                                                       \
        difference d;                                                                                                  \
        d.budget(name##_budget, gs::analyze(copy, level, a_weighted));                                                 \
        d.noise(name##_noise, gs::noise_spectrum(copy, a_weighted).at(3_kHz));                                         \
        d.diagnosis(name##_diagnosis, gs::diagnose(copy, level));                                                      \
        d.power(name##_power, gs::powering(copy));                                                                     \
        MESSAGE(#name << ": greatest relative difference " << d.worst);                                                \
        CHECK(d.worst <= 1e-12);                                                                                       \
    }

CHAIN(ten, ten, 94_dBSPL)
CHAIN(guitar, guitar, -20_dBV)
CHAIN(parts, parts, 94_dBSPL)
CHAIN(overload, overload, 4_dBu)
CHAIN(straight, straight, -20_dBV)

} // namespace
