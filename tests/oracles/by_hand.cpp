// SPDX-License-Identifier: BSL-1.0
// A whole budget against the same chain by hand: bench/raw, plain doubles without the library.

#include "../../bench/five_stages.hpp"
#include "../../bench/raw/five_stages.cpp"

#include "check.hpp"

#include <cstddef>

namespace {

using test::within_part;
constexpr double part = 1e-12;

void compare(gainstage::weighting const& w, double (*by_hand)(double), double dB_SPL) {
    auto const b =
        gainstage::analyze(bench::five_stages(), gainstage::sound_level::from_dBSPL(dB_SPL), {.weighting = w});
    raw::budget r;
    raw::analyze(bench::five_stages_by_hand, dB_SPL,
                 {.crest_factor = gainstage::sine_crest_factor.value(), .weighting = by_hand}, r);
    REQUIRE(b.valid());
    for (std::size_t k = 0; k < raw::stages; ++k) {
        CAPTURE(k);
        auto const& s = b.stages()[k];
        raw::stage const& h = r.at[k];
        CHECK(s.level.dBu() == within_part(h.level, part));
        CHECK(s.peak.dBu() == within_part(h.peak, part));
        CHECK(s.clip_level.dBu() == within_part(h.clip_level, part));
        CHECK(s.headroom.value() == within_part(h.headroom, part));
        CHECK(s.clips == h.clips);
        CHECK(s.noise.dBu() == within_part(h.noise, part));
        CHECK(s.snr.value() == within_part(h.snr, part));
        CHECK(s.gain.value() == test::within(h.gain, 1e-12)); // 0 dB between two stages that meet at one node
        CHECK(s.cumulative_gain.value() == within_part(h.cumulative_gain, part));
        CHECK(s.loading_loss.value() == test::within(h.loading_loss, 1e-12));
        CHECK(s.source_impedance.value().re == within_part(h.source_impedance.real(), part));
        CHECK(s.source_impedance.value().im == within_part(h.source_impedance.imag(), part));
        CHECK(s.load_impedance.value().re == within_part(h.load_impedance.real(), part));
        CHECK(s.load_impedance.value().im == within_part(h.load_impedance.imag(), part));
        for (std::size_t c = 0; c < raw::stages; ++c) {
            CAPTURE(c);
            CHECK(b.noise_powers()[k * raw::stages + c] == within_part(r.noise_power[k][c], part));
        }
    }
    CHECK(b.summary().max_excitation == within_part(r.max_excitation, part));
    CHECK(b.noise_converged() == r.noise_converged);
    // An estimate by the difference of two nearly equal sums: only that is equal.
    CHECK(b.summary().noise_error == test::within(r.noise_error, 1e-12));
}

} // namespace

TEST_SUITE("oracles/by_hand") {
    TEST_CASE("the chain of design_rules.cpp by hand: every figure to 1e-12") {
        compare(gainstage::weighting::none, nullptr, 94);
        compare(gainstage::weighting::a, raw::a_weighting, 125);
        compare(gainstage::weighting::a, raw::a_weighting, 140);
    }
}
