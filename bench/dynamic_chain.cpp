// SPDX-License-Identifier: BSL-1.0
// A chain that is built at run time: what does it cost more than one that the compiler knows?
//
// Measured: analyze() of the same five stages as a `chain` and as a `dynamic_chain`, and building the latter. They run
// the same passes; the difference is the heap and the virtual calls. Not measured: reading a chain from a file.
#include "five_stages.hpp"

#include <gainstage/dynamic_chain.hpp>

#include <benchmark/benchmark.h>

namespace {

using namespace gainstage::literals;

template <class Chain>
void analyse(benchmark::State& state, Chain chain) {
    for (auto _ : state) {
        bench::touch(chain);
        auto budget = gainstage::analyze(chain, 94_dBSPL);
        bench::touch(budget);
    }
    state.counters["analyses/s"] = benchmark::Counter(1, benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK_CAPTURE(analyse, chain, bench::five_stages());
BENCHMARK_CAPTURE(analyse, dynamic_chain, gainstage::dynamic_chain(bench::five_stages()));

void build(benchmark::State& state) {
    auto const chain = bench::five_stages();
    for (auto _ : state) {
        gainstage::dynamic_chain copy(chain);
        bench::touch(copy);
    }
    state.counters["chains/s"] = benchmark::Counter(1, benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(build);

} // namespace
