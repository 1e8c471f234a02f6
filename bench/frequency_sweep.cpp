// SPDX-License-Identifier: BSL-1.0
// A sweep of 1,000 frequencies: what does the response of every stage cost?
//
// Measured: magnitude, phase and exact group delay at every stage of a five-stage chain, at 1,000 frequencies in equal
// ratios from 20 Hz to 20 kHz; and the two -3 dB points of one stage with what causes them, each found by a search. Not
// measured: drawing the curve.
#include "five_stages.hpp"

#include <benchmark/benchmark.h>

namespace {

using namespace gainstage::literals;

void sweep(benchmark::State& state) {
    auto const response = gainstage::frequency_response(bench::five_stages());
    auto grid = gainstage::log_spaced<1000>(20_Hz, 20_kHz);
    for (auto _ : state) {
        bench::touch(grid);
        for (auto const& f : grid) {
            auto points = response.at(f);
            bench::touch(points);
        }
    }
    state.counters["frequency points/s"] =
        benchmark::Counter(static_cast<double>(grid.size()), benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(sweep);

void corners(benchmark::State& state) {
    auto const response = gainstage::frequency_response(bench::five_stages());
    for (auto _ : state) {
        auto found = response.corners("converter");
        bench::touch(found);
    }
    state.counters["searches/s"] = benchmark::Counter(1, benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(corners);

} // namespace
