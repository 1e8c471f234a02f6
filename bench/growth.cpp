// SPDX-License-Identifier: BSL-1.0
// From 4 to 64 elements: how does the cost grow?
//
// Measured: `elements`, the budget of a chain of three stages whose middle one has more and more elements (resistors
// and capacitors by turns, as a line of many sections): it grows in proportion. `stages`, a chain of more and more
// cables of three elements: each stage's noise at each stage is a figure of its own, so with the stages their number
// grows as the square, and in the end the cost with it. `levels`, the same stages without noise: in proportion. Not
// measured: building the chain.
#include "five_stages.hpp"

#include <gainstage/dynamic_chain.hpp>

#include <benchmark/benchmark.h>

#include <array>
#include <cstddef>

namespace {

namespace gs = gainstage;
using namespace gainstage::literals;

template <std::size_t N>
struct line_of_sections {
    gs::component_name name = "line";
    std::array<gs::element, N> elements() const {
        std::array<gs::element, N> list{};
        for (std::size_t i = 0; i < N; ++i)
            list[i] = i % 2 == 0 ? gs::series_resistor(10_ohm) : gs::shunt_capacitor(100_pF);
        return list;
    }
};
gs::dynamic_chain chain_with_line(std::size_t sections) {
    gs::dynamic_chain chain;
    chain.append(gs::line_output{});
    switch (sections) {
    case 4: chain.append(line_of_sections<4>{}); break;
    case 8: chain.append(line_of_sections<8>{}); break;
    case 16: chain.append(line_of_sections<16>{}); break;
    case 32: chain.append(line_of_sections<32>{}); break;
    default: chain.append(line_of_sections<64>{}); break;
    }
    return chain.append(gs::line_input{});
}

void rate(benchmark::State& state, std::size_t elements) {
    state.SetComplexityN(static_cast<benchmark::IterationCount>(elements));
    state.counters["elements/s"] =
        benchmark::Counter(static_cast<double>(elements), benchmark::Counter::kIsIterationInvariantRate);
}

void elements(benchmark::State& state) {
    auto const count = static_cast<std::size_t>(state.range(0));
    auto const chain = chain_with_line(count);
    for (auto _ : state) {
        auto budget = gs::analyze(chain, 4_dBu);
        bench::touch(budget);
    }
    rate(state, count);
}
BENCHMARK(elements)->RangeMultiplier(2)->Range(4, 64)->Complexity(benchmark::oN);

gs::dynamic_chain chain_of_cables(std::size_t elements) {
    gs::dynamic_chain chain;
    chain.append(gs::line_output{});
    for (std::size_t i = 0; i < elements / 4; ++i) chain.append(gs::cable{});
    chain.append(gs::line_input{});
    return chain;
}
void stages(benchmark::State& state) {
    auto const count = static_cast<std::size_t>(state.range(0));
    auto const chain = chain_of_cables(count);
    for (auto _ : state) {
        auto budget = gs::analyze(chain, 4_dBu);
        bench::touch(budget);
    }
    rate(state, count);
}
BENCHMARK(stages)->RangeMultiplier(2)->Range(4, 64)->Complexity();

void levels(benchmark::State& state) {
    auto const count = static_cast<std::size_t>(state.range(0));
    auto const response = gs::headroom_response(chain_of_cables(count), 4_dBu);
    for (auto _ : state) {
        auto at = response.at(1_kHz);
        bench::touch(at);
    }
    rate(state, count);
}
BENCHMARK(levels)->RangeMultiplier(2)->Range(4, 64)->Complexity(benchmark::oN);

} // namespace
