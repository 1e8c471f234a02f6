// SPDX-License-Identifier: BSL-1.0
// Many variants of one chain, and many frequencies of it: what one costs when there are very many.
//
// Measured: the whole call, with the making of the variants, on one thread unless it says otherwise; "lanes" is the
// path that runs in vector registers. `perturbed` variants differ in the values of three elements, `made` ones are
// components that are checked and lowered, each anew. Not measured: what a user does with the figures.
#include <gainstage/analysis/batch.hpp>
#include <gainstage/gainstage.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <span>
#include <vector>

namespace gs = gainstage;
using namespace gainstage::literals;

namespace {

constexpr std::size_t count = 16384;

auto five_stages(double part = 0.5) {
    return gs::microphone{.name = "microphone",
                          .transducer = gs::transducer_kind::dynamic,
                          .output_impedance = (100 + 200 * part) * 1_ohm} >>
           gs::cable{.name = "lead", .length = (5 + 10 * part) * 1_m} >> gs::phantom_supply{.name = "phantom"} >>
           gs::preamp{.name = "preamp", .gain = gs::decibels{45 + 10 * part}, .max_output = 22_dBu} >>
           gs::line_input{.name = "input", .full_scale = 20_dBu};
}
auto eight_stages(double part = 0.5) {
    return gs::microphone{.name = "microphone",
                          .transducer = gs::transducer_kind::dynamic,
                          .output_impedance = (100 + 200 * part) * 1_ohm} >>
           gs::cable{.name = "lead"} >> gs::phantom_supply{.name = "phantom"} >>
           gs::preamp{.name = "preamp", .gain = gs::decibels{45 + 10 * part}} >> gs::line_driver{.name = "driver"} >>
           gs::cable{.name = "link", .length = (20 + 20 * part) * 1_m} >> gs::pad{.name = "pad"} >>
           gs::line_input{.name = "input"};
}
double part_of(std::size_t i) { return static_cast<double>(i % 1021) / 1021; }

template <class Chain>
auto perturbed(Chain const& chain) {
    gs::perturbation p(chain);
    p.vary("microphone", 1, &gs::element::resistance)
        .vary("lead", 1, &gs::element::resistance)
        .vary("preamp", 0, &gs::element::resistance);
    return p;
}
void values(std::size_t i, std::span<double> v) {
    double const part = part_of(i);
    v[0] = 100 + 200 * part;
    v[1] = 1 + part;
    v[2] = 2000 + 500 * part;
}

double sum = 0;
constexpr auto add_up = [](std::size_t, std::span<gs::output_figures const> figures) {
    for (auto const& f : figures) sum += f.rms + f.noise_power;
};

/// Counts variants, and says how many of them left the lanes.
void finish(benchmark::State& state, std::size_t variants, gs::batch_report const& report) {
    benchmark::DoNotOptimize(sum);
    if (report.invalid > 0 || !report.problems.empty()) state.SkipWithError("something cannot be computed");
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(variants));
    state.counters["one_at_a_time"] = static_cast<double>(report.one_at_a_time);
    state.counters["seconds_each"] =
        benchmark::Counter(static_cast<double>(state.iterations()) * static_cast<double>(variants),
                           benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

template <class Chain>
void run_perturbed(benchmark::State& state, Chain const& chain, gs::conditions const& cond,
                   gs::batch_options const& options) {
    auto const p = perturbed(chain);
    gs::batch_report report;
    for (auto _ : state) report = gs::analyze_variants(p, count, values, 94_dBSPL, cond, add_up, options);
    finish(state, count, report);
}

void five_stages_one_frequency(benchmark::State& state) {
    run_perturbed(state, five_stages(), {}, {.threads = 1, .noise = false});
}
BENCHMARK(five_stages_one_frequency);

void five_stages_noise_a_weighted(benchmark::State& state) {
    run_perturbed(state, five_stages(), {.weighting = gs::weighting::a}, {.threads = 1});
}
BENCHMARK(five_stages_noise_a_weighted);

void five_stages_noise_a_weighted_to_1e_5_dB(benchmark::State& state) {
    run_perturbed(state, five_stages(), {.weighting = gs::weighting::a},
                  {.threads = 1, .noise_tolerance = gs::decibels{1e-5}});
}
BENCHMARK(five_stages_noise_a_weighted_to_1e_5_dB);

void five_stages_made_noise_a_weighted(benchmark::State& state) {
    gs::batch_report report;
    for (auto _ : state)
        report = gs::analyze_variants(count, [](std::size_t i) { return five_stages(part_of(i)); }, 94_dBSPL,
                                      {.weighting = gs::weighting::a}, add_up, {.threads = 1});
    finish(state, count, report);
}
BENCHMARK(five_stages_made_noise_a_weighted);

/// The same, by analyze(): every stage, every contribution.
void five_stages_analyze_a_weighted(benchmark::State& state) {
    std::size_t i = 0;
    for (auto _ : state)
        sum += gs::analyze(five_stages(part_of(i++)), 94_dBSPL, {.weighting = gs::weighting::a}).output().noise.dBu();
    finish(state, 1, {});
}
BENCHMARK(five_stages_analyze_a_weighted);

/// A million of them, from components, on so many threads.
void eight_stages_made_noise(benchmark::State& state) {
    gs::batch_report report;
    for (auto _ : state)
        report = gs::analyze_variants(1'000'000, [](std::size_t i) { return eight_stages(part_of(i)); }, 94_dBSPL, {},
                                      add_up, {.threads = static_cast<unsigned>(state.range(0))});
    finish(state, 1'000'000, report);
}
BENCHMARK(eight_stages_made_noise)->Arg(1)->Arg(2)->Unit(benchmark::kSecond)->UseRealTime()->MeasureProcessCPUTime();

void eight_stages_perturbed_noise(benchmark::State& state) {
    auto const p = perturbed(eight_stages());
    gs::batch_report report;
    for (auto _ : state)
        report = gs::analyze_variants(p, 1'000'000, values, 94_dBSPL, {}, add_up,
                                      {.threads = static_cast<unsigned>(state.range(0))});
    finish(state, 1'000'000, report);
}
BENCHMARK(eight_stages_perturbed_noise)
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kSecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime();

/// One thread and two, in turn, by the clock on the wall: the best of both, and how many times as fast two are.
template <class Run>
void compare_threads(benchmark::State& state, Run const& run) {
    using clock = std::chrono::steady_clock;
    double best[2] = {1e9, 1e9};
    for (auto _ : state)
        for (unsigned threads : {1u, 2u}) {
            auto const start = clock::now();
            run(threads);
            double const seconds = std::chrono::duration<double>(clock::now() - start).count();
            best[threads - 1] = (std::min)(best[threads - 1], seconds);
        }
    benchmark::DoNotOptimize(sum);
    state.counters["one_thread_s"] = best[0];
    state.counters["two_threads_s"] = best[1];
    state.counters["speed_up"] = best[0] / best[1];
}
void eight_stages_made_noise_speed_up(benchmark::State& state) {
    compare_threads(state, [](unsigned threads) {
        (void)gs::analyze_variants(300'000, [](std::size_t i) { return eight_stages(part_of(i)); }, 94_dBSPL, {},
                                   add_up, {.threads = threads});
    });
}
BENCHMARK(eight_stages_made_noise_speed_up)->Iterations(5)->UseRealTime()->Unit(benchmark::kSecond);

void eight_stages_perturbed_noise_speed_up(benchmark::State& state) {
    auto const p = perturbed(eight_stages());
    compare_threads(state, [&](unsigned threads) {
        (void)gs::analyze_variants(p, 300'000, values, 94_dBSPL, {}, add_up, {.threads = threads});
    });
}
BENCHMARK(eight_stages_perturbed_noise_speed_up)->Iterations(5)->UseRealTime()->Unit(benchmark::kSecond);

/// Voltage and noise density at the output, per frequency.
void five_stages_sweep(benchmark::State& state) {
    auto const chain = five_stages();
    std::vector<gs::frequency> frequencies;
    for (std::size_t k = 0; k < count; ++k)
        frequencies.push_back(20 * std::pow(1000, static_cast<double>(k) / count) * 1_Hz);
    std::vector<gs::output_point> points(count);
    gs::batch_report report;
    for (auto _ : state) report = gs::respond(chain, frequencies, points, gs::room_temperature, {.threads = 1});
    benchmark::DoNotOptimize(points.data());
    finish(state, count, report);
}
BENCHMARK(five_stages_sweep);

/// The voltage at every stage, per frequency.
void five_stages_sweep_every_stage(benchmark::State& state) {
    auto const chain = five_stages();
    std::vector<gs::frequency> frequencies;
    for (std::size_t k = 0; k < count; ++k)
        frequencies.push_back(20 * std::pow(1000, static_cast<double>(k) / count) * 1_Hz);
    std::vector<gs::stage_voltage> voltages(5 * count);
    gs::batch_report report;
    for (auto _ : state) report = gs::respond(chain, frequencies, voltages, {.threads = 1});
    benchmark::DoNotOptimize(voltages.data());
    finish(state, count, report);
}
BENCHMARK(five_stages_sweep_every_stage);

/// The same by frequency_response(), one frequency at a time: gain, phase and group delay.
void five_stages_frequency_response(benchmark::State& state) {
    auto const response = gs::frequency_response(five_stages());
    std::size_t k = 0;
    for (auto _ : state)
        sum += response.at(20 * std::pow(1000, static_cast<double>(k++ % count) / count) * 1_Hz)[4].gain.value();
    finish(state, 1, {});
}
BENCHMARK(five_stages_frequency_response);

/// The machine's peak, to hold the others to: multiply-adds on independent vectors that stay in registers, two
/// operations each.
void peak_multiply_add(benchmark::State& state) {
    constexpr std::size_t lanes = 96; // twelve registers of 512 bits
    alignas(64) double x[lanes];
    for (std::size_t l = 0; l < lanes; ++l) x[l] = 1 + 1e-9 * static_cast<double>(l);
    double const a = 0.999999;
    double const b = 1e-6;
    for (auto _ : state) {
        for (int k = 0; k < 1000; ++k)
            for (double& lane : x) lane = lane * a + b;
        benchmark::DoNotOptimize(x);
    }
    state.counters["operations"] =
        benchmark::Counter(static_cast<double>(state.iterations()) * 1000 * lanes * 2, benchmark::Counter::kIsRate);
}
BENCHMARK(peak_multiply_add);

} // namespace
