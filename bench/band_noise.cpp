// SPDX-License-Identifier: BSL-1.0
// The noise of a band: what does the integral cost?
//
// Measured: the adaptive integral over 20 Hz to 20 kHz of every stage's noise made by every stage, of a chain that is
// lowered once; its stated error is below 0.0001 dB. Not measured: levels. A chain that can ring, such as a guitar's,
// also pays for the watch over its resonances.
#include "five_stages.hpp"

#include <benchmark/benchmark.h>

namespace {

using namespace gainstage::literals;

template <class Chain>
void band(benchmark::State& state, Chain const& chain, gainstage::weighting const& weighting) {
    auto const spectrum = gainstage::noise_spectrum(chain);
    gainstage::frequency_band over = gainstage::audio_band;
    gainstage::component_name const load = spectrum.at(1_kHz).back().name;
    gainstage::band_noise_level last;
    for (auto _ : state) {
        bench::touch(over);
        auto noise = spectrum.band(load, over, weighting);
        bench::touch(noise);
        last = noise;
    }
    if (!last.defined || !last.converged) state.SkipWithError("no band noise");
    state.counters["bands/s"] = benchmark::Counter(1, benchmark::Counter::kIsIterationInvariantRate);
    state.counters["error, dB"] = last.error().value();
}

auto guitar() {
    return gainstage::instrument_pickup{} >> gainstage::cable{.name = "lead", .length = 6_m} >>
           gainstage::line_input{.name = "amplifier", .input_impedance = 1_Mohm};
}

BENCHMARK_CAPTURE(band, flat, bench::five_stages(), gainstage::weighting::none);
BENCHMARK_CAPTURE(band, a_weighted, bench::five_stages(), gainstage::weighting::a);
BENCHMARK_CAPTURE(band, itu_r_468, bench::five_stages(), gainstage::weighting::itu_r_468);
BENCHMARK_CAPTURE(band, guitar, guitar(), gainstage::weighting::a);

} // namespace
