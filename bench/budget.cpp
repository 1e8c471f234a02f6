// SPDX-License-Identifier: BSL-1.0
// A whole budget: what does analyze() cost, and what does the same by hand?
//
// Measured: from the datasheet values of a five-stage chain to level, headroom, gain and impedances at every stage and
// the noise of a band, made by every stage; checking and lowering included. By hand (raw/): the same figures, without
// checks or names. Not measured: compiling, printing, reading a file. Their ratio is worth more than their times;
// ../instructions.sh counts it exactly.
#include "five_stages.hpp"

#include <benchmark/benchmark.h>

namespace {

void analyses(benchmark::State& state) {
    state.counters["analyses/s"] = benchmark::Counter(1, benchmark::Counter::kIsIterationInvariantRate);
}

void gainstage_budget(benchmark::State& state, gainstage::weighting const& weighting) {
    auto chain = bench::five_stages();
    gainstage::conditions conditions{.weighting = weighting};
    for (auto _ : state) {
        bench::touch(chain);
        bench::touch(conditions);
        auto budget = gainstage::analyze(chain, gainstage::sound_level::from_dBSPL(125), conditions);
        bench::touch(budget);
    }
    analyses(state);
}
BENCHMARK_CAPTURE(gainstage_budget, flat, gainstage::weighting::none);
BENCHMARK_CAPTURE(gainstage_budget, a_weighted, gainstage::weighting::a);

void by_hand_budget(benchmark::State& state, double (*weighting)(double)) {
    raw::five_stages datasheets = bench::five_stages_by_hand;
    raw::conditions conditions{.weighting = weighting};
    raw::budget budget;
    for (auto _ : state) {
        bench::touch(datasheets);
        bench::touch(conditions);
        raw::analyze(datasheets, 125, conditions, budget);
        bench::touch(budget);
    }
    analyses(state);
}
BENCHMARK_CAPTURE(by_hand_budget, flat, nullptr);
BENCHMARK_CAPTURE(by_hand_budget, a_weighted, raw::a_weighting);

} // namespace
