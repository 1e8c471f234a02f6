// SPDX-License-Identifier: BSL-1.0
// Levels: what does a conversion cost?
//
// Measured: between dBu, dBV and volts, and a sum of powers, over an array of 1,024 values; each beside the bare call
// of std::log10 or std::pow that it cannot do without. Not measured: printing and reading levels.
#include "five_stages.hpp"

#include <benchmark/benchmark.h>

#include <array>
#include <cmath>

namespace {

namespace gs = gainstage;
constexpr std::size_t count = 1024;

double ramp(std::size_t i) { return 0.001 + 0.01 * static_cast<double>(i); }
void rate(benchmark::State& state) {
    state.counters["conversions/s"] =
        benchmark::Counter(static_cast<double>(count), benchmark::Counter::kIsIterationInvariantRate);
}

template <class From, class To, class Make, class One>
void measure(benchmark::State& state, Make const& make, One const& one) {
    std::array<From, count> from{};
    std::array<To, count> to{};
    for (std::size_t i = 0; i < count; ++i) from[i] = make(ramp(i));
    for (auto _ : state) {
        bench::touch(from);
        for (std::size_t i = 0; i < count; ++i) to[i] = one(from[i]);
        bench::touch(to);
    }
    rate(state);
}

constexpr auto as_is = [](double x) { return x; };
constexpr auto as_voltage = [](double x) { return gs::detail::from_si<gs::voltage>(x); };
constexpr auto as_level = [](double x) { return gs::voltage_level::from_dBu(x); };

void volts_to_dBu(benchmark::State& state) {
    measure<gs::voltage, gs::voltage_level>(state, as_voltage, [](gs::voltage v) { return gs::level_of(v); });
}
BENCHMARK(volts_to_dBu);
void bare_log10(benchmark::State& state) {
    measure<double, double>(state, as_is, [](double v) { return 20 * std::log10(v) - gs::detail::zero_dBu_in_dBV; });
}
BENCHMARK(bare_log10);
void dBu_to_volts(benchmark::State& state) {
    measure<gs::voltage_level, gs::voltage>(state, as_level, [](gs::voltage_level l) { return gs::rms_voltage(l); });
}
BENCHMARK(dBu_to_volts);
void bare_pow(benchmark::State& state) {
    measure<double, double>(state, as_is,
                            [](double l) { return std::pow(10.0, (l + gs::detail::zero_dBu_in_dBV) / 20); });
}
BENCHMARK(bare_pow);
void dBu_to_dBV(benchmark::State& state) {
    measure<gs::voltage_level, double>(state, as_level, [](gs::voltage_level l) { return l.dBV(); });
}
BENCHMARK(dBu_to_dBV);
void bare_addition(benchmark::State& state) {
    measure<double, double>(state, as_is, [](double l) { return l + gs::detail::zero_dBu_in_dBV; });
}
BENCHMARK(bare_addition);
void sum_of_powers(benchmark::State& state) {
    auto const other = gs::voltage_level::from_dBu(-3);
    measure<gs::voltage_level, gs::voltage_level>(state, as_level,
                                                  [=](gs::voltage_level l) { return power_sum(l, other); });
}
BENCHMARK(sum_of_powers);

} // namespace
