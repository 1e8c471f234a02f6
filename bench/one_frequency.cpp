// SPDX-License-Identifier: BSL-1.0
// One frequency: what does level and headroom of every stage cost, without the noise of a band?
//
// Measured: `asked`, a chain that is lowered once and asked at one frequency after another; `from_datasheets`, checking
// and lowering anew each time, as when a knob is turned; `noise`, the density at every stage made by every stage.
// Not measured: band noise (band_noise.cpp), phase and delay (frequency_sweep.cpp).
#include "five_stages.hpp"

#include <benchmark/benchmark.h>

namespace {

using namespace gainstage::literals;

void points(benchmark::State& state) {
    state.counters["frequency points/s"] = benchmark::Counter(1, benchmark::Counter::kIsIterationInvariantRate);
}

void asked(benchmark::State& state) {
    auto const response = gainstage::headroom_response(bench::five_stages(), 125_dBSPL);
    gainstage::frequency f = 1_kHz;
    for (auto _ : state) {
        bench::touch(f);
        auto levels = response.at(f);
        bench::touch(levels);
    }
    points(state);
}
BENCHMARK(asked);

void from_datasheets(benchmark::State& state) {
    auto chain = bench::five_stages();
    for (auto _ : state) {
        bench::touch(chain);
        auto levels = gainstage::headroom_response(chain, 125_dBSPL).at(1_kHz);
        bench::touch(levels);
    }
    points(state);
}
BENCHMARK(from_datasheets);

void noise(benchmark::State& state) {
    auto const spectrum = gainstage::noise_spectrum(bench::five_stages());
    gainstage::frequency f = 1_kHz;
    for (auto _ : state) {
        bench::touch(f);
        auto points_of_stages = spectrum.at(f);
        bench::touch(points_of_stages);
    }
    points(state);
}
BENCHMARK(noise);

} // namespace
