// SPDX-License-Identifier: BSL-1.0
// What require() says. That the compilers print it is tested in compile_fail/.
#include <gainstage/gainstage.hpp>

#include <doctest/doctest.h>

#include <limits>
#include <string>

namespace gs = gainstage;
namespace figures = gainstage::figures;
using namespace gainstage::literals;

namespace {

// 0 dBu into 10 kohm from 100 ohm: 20 log10(10000/10100) = -0.0864 dB, and a sine's headroom to 20 dBu is 20.0864 dB.
constexpr auto chain = gs::line_output{.name = "player", .output_impedance = 100_ohm} >>
                       gs::line_input{.name = "converter", .input_impedance = 10_kohm, .full_scale = 20_dBu};
constexpr auto budget = gs::analyze(chain, 0_dBu);

std::string said(gs::requirement const& r) { return std::string(r.view()); }
template <class Value>
std::string written(Value v) {
    return said(gs::require("x", figures::named("v", v) > Value(std::numeric_limits<double>::infinity())));
}

static_assert(gs::met<gs::require(budget, "converter", figures::headroom > 20_dB)>);
static_assert(gs::met<gs::require(budget, "converter", figures::headroom < 20.1_dB)>);
static_assert(gs::met<gs::require(budget, "converter", figures::level <= 0_dBu)>);
static_assert(gs::met<gs::require(budget, "converter", figures::clip_level >= 20_dBu)>);
static_assert(gs::met<gs::require(budget, "converter", figures::source_impedance <= 100_ohm)>);
static_assert(gs::met<gs::require("chain", figures::named("largest input", budget.max_input()) > 20_dBu)>);

} // namespace

TEST_CASE("a requirement that is not met says stage, figure and limit") {
    CHECK(said(gs::require(budget, "converter", figures::headroom > 26_dB)) ==
          "converter: headroom is 20.09 dB, must be above 26 dB");
    CHECK(said(gs::require(budget, "converter", figures::level >= 0_dBu)) ==
          "converter: level is -0.08643 dBu, must be at least 0 dBu");
    CHECK(said(gs::require(budget, "player", figures::load_impedance < 600_ohm)) ==
          "player: load impedance is 10000 ohm, must be below 600 ohm");
    CHECK(said(gs::require("P48", figures::named("supply voltage", 43.5_V) >= 44_V)) ==
          "P48: supply voltage is 43.5 V, must be at least 44 V");
    CHECK(said(gs::require("chain", figures::named("harmonic distortion", 0.02) <= 0.01)) ==
          "chain: harmonic distortion is 0.02, must be at most 0.01");
}

TEST_CASE("every kind of figure has its unit") {
    auto const above = [](auto is, auto limit) { return said(gs::require("x", figures::named("v", is) > limit)); };
    CHECK(above(94_dBSPL, 120_dBSPL) == "x: v is 94 dB SPL, must be above 120 dB SPL");
    CHECK(above(-30_dBFS, -18_dBFS) == "x: v is -30 dBFS, must be above -18 dBFS");
    CHECK(above(2.5_mA, 10_mA) == "x: v is 0.0025 A, must be above 0.01 A");
    CHECK(above(20_Hz, 20_kHz) == "x: v is 20 Hz, must be above 20000 Hz");
    CHECK(above(gs::power{1_V * 2_mA}, gs::power{1_V * 10_mA}) == "x: v is 0.002 W, must be above 0.01 W");
    CHECK(above(13_dBA, 20_dBA) == "x: v is 13 dB SPL, must be above 20 dB SPL");
}

TEST_CASE("a relation that its enumeration does not have holds for nothing") {
    auto const none = static_cast<gs::relation>(99);
    CHECK_FALSE(gs::detail::holds(1, none, 1));
    CHECK(std::string(gs::detail::words(none)).empty());
}

TEST_CASE("a requirement that is met says nothing; at the limit, 'at least' and 'at most' are") {
    CHECK(gs::require("x", figures::named("v", 1.0) >= 1.0).is_met());
    CHECK(gs::require("x", figures::named("v", 1.0) <= 1.0).is_met());
    CHECK_FALSE(gs::require("x", figures::named("v", 1.0) > 1.0).is_met());
    CHECK_FALSE(gs::require("x", figures::named("v", 1.0) < 1.0).is_met());
    CHECK(gs::require("x", figures::named("v", 1.0) > 0.5).is_met());
    CHECK(gs::require("x", figures::named("v", 1.0) < 1.5).is_met());
}

TEST_CASE("what does not exist or was not computed meets no requirement") {
    CHECK(said(gs::require(budget, "convertor", figures::headroom > 1_dB)) == "convertor: no stage has this name");
    auto const impossible = gs::analyze(gs::line_output{} >> gs::line_input{.input_impedance = 0_ohm}, 0_dBu);
    CHECK(said(gs::require(impossible, "line input", figures::headroom > 1_dB)) ==
          "line input: nothing was computed: the chain has an impossible value");
    double const nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(said(gs::require("x", figures::named("v", nan) <= 1.0)) == "x: v is not a number, must be at most 1");
}

TEST_CASE("noise is held only to noise that was measured alike") {
    gs::voltage_noise_level const a(-90_dBu, gs::audio_band, gs::weighting::a);
    gs::voltage_noise_level const flat(-80_dBu, gs::audio_band, gs::weighting::none);
    CHECK(gs::require("x", figures::named("noise", a) < a + 1_dB).is_met());
    CHECK(said(gs::require("x", figures::named("noise", a) < flat)) ==
          "x: the noise and its limit have unlike bands or weightings");
}

TEST_CASE("numbers have four digits") {
    CHECK(written(1.0) == "x: v is 1, must be above infinite");
    CHECK(written(-2.28214) == "x: v is -2.282, must be above infinite");
    CHECK(written(9.9996) == "x: v is 10, must be above infinite");
    CHECK(written(99.96) == "x: v is 99.96, must be above infinite");
    CHECK(written(47000.0) == "x: v is 47000, must be above infinite");
    CHECK(written(123456.0) == "x: v is 123500, must be above infinite");
    CHECK(written(0.0032) == "x: v is 0.0032, must be above infinite");
    CHECK(written(0.5) == "x: v is 0.5, must be above infinite");
    CHECK(written(5.1e-9) == "x: v is 5.1e-9, must be above infinite");
    CHECK(written(2.5e12) == "x: v is 2.5e12, must be above infinite");
    CHECK(written(0.0) == "x: v is 0, must be above infinite");
    CHECK(written(-std::numeric_limits<double>::infinity()) == "x: v is -infinite, must be above infinite");
}

TEST_CASE("a sentence that is too long is cut off") {
    std::string const name(200, 'n');
    CHECK(gs::require(name.c_str(), figures::named("v", 1.0) > 2.0).view().size() == gs::requirement::capacity);
}
