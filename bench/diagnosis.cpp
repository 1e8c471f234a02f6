// SPDX-License-Identifier: BSL-1.0
// A full diagnosis: what do the rules cost on top of the budget?
//
// Measured: diagnose() of a five-stage chain, from its datasheet values to the findings, and the budget alone beside
// it. Not measured: printing the findings.
#include "five_stages.hpp"

#include <benchmark/benchmark.h>

namespace {

using namespace gainstage::literals;

void diagnosis(benchmark::State& state) {
    auto chain = bench::five_stages();
    for (auto _ : state) {
        bench::touch(chain);
        auto findings = gainstage::diagnose(chain, 94_dBSPL);
        bench::touch(findings);
    }
    state.counters["diagnoses/s"] = benchmark::Counter(1, benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(diagnosis);

void budget_alone(benchmark::State& state) {
    auto chain = bench::five_stages();
    for (auto _ : state) {
        bench::touch(chain);
        auto budget = gainstage::analyze(chain, 94_dBSPL);
        bench::touch(budget);
    }
    state.counters["analyses/s"] = benchmark::Counter(1, benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(budget_alone);

} // namespace
