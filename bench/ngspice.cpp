// SPDX-License-Identifier: BSL-1.0
// How many analyses a second, beside ngspice: the same circuits, written out by to_spice(), the same frequencies.
//
// Measured: one analysis of a circuit that is already there, in one process. ngspice is the shared library, so neither
// its start nor its parser counts; a figure is fetched from its memory, not from a file. Both have one thread. A round
// does first the one, then the other; the best of some rounds counts for each, so a busy machine cheats neither. Not
// measured: parsing, lowering, transients, and what only one of the two can do (weighted noise, levels, rules). What it
// does not say: that SPICE is slow. It solves a general network by LU factors, and finds an operating point first, even
// where all is linear; ours walks along a ladder.
//
// Each figure is computed by both and compared before anything is timed; a difference ends the program with an error.
#include <gainstage/analysis/batch.hpp>
#include <gainstage/gainstage.hpp>
#include <gainstage/report/spice.hpp>

#include <benchmark/benchmark.h>
#include <ngspice/sharedspice.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <span>
#include <sstream>
#include <string>
#include <vector>

namespace gs = gainstage;
using namespace gainstage::literals;

namespace {

// ---- ngspice ----

extern "C" {
int print(char* text, int, void*) {
    if (std::getenv("NGSPICE_VERBOSE") != nullptr) std::fprintf(stderr, "%s\n", text);
    return 0;
}
int leave(int status, NG_BOOL, NG_BOOL, int, void*) { std::exit(status == 0 ? 1 : status); }
}

void command(std::string text) {
    if (ngSpice_Command(text.data()) == 0) return;
    std::fprintf(stderr, "ngspice refuses: %s\n", text.c_str());
    std::exit(1);
}
vector_info const& vector_named(std::string name) {
    vector_info const* const v = ngGet_Vec_Info(name.data());
    if (v == nullptr || v->v_length < 1) {
        std::fprintf(stderr, "ngspice has no vector %s\n", name.c_str());
        std::exit(1);
    }
    return *v;
}
double magnitude_of(vector_info const& v, int k) {
    if (v.v_compdata != nullptr) return std::hypot(v.v_compdata[k].cx_real, v.v_compdata[k].cx_imag);
    return std::fabs(v.v_realdata[k]);
}
void load(std::string const& netlist) {
    std::vector<std::string> lines;
    std::istringstream in(netlist);
    for (std::string line; std::getline(in, line);)
        if (line.rfind(".ac", 0) != 0) lines.push_back(line);
    std::vector<char*> pointers;
    pointers.reserve(lines.size() + 1);
    for (auto& line : lines) pointers.push_back(line.data());
    pointers.push_back(nullptr);
    if (ngSpice_Circ(pointers.data()) != 0) std::exit(1);
}

// ---- clocks ----

double seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }
/// Seconds for one of `count` runs.
template <class Run>
double time_of(int count, Run const& run) {
    double const start = seconds();
    for (int i = 0; i < count; ++i) run();
    return (seconds() - start) / count;
}

double volatile sink; // whatever is computed is used

/// What is compared, in the order in which run() comes to it, and how many times as fast we want to be.
struct row {
    char const* what;
    double goal;
};
constexpr row rows[] = {{"gain_at_every_stage_one_frequency", 1000},
                        {"output_of_a_variant_one_frequency", 1000},
                        {"output_per_frequency_of_1000", 1000},
                        {"voltage_at_every_stage_per_frequency_of_1000", 1000},
                        {"noise_at_every_stage_one_frequency", 1000},
                        {"band_noise_at_every_stage", 200},
                        {"band_noise_of_a_variant", 200}};

/// One row at a time is measured; the others are only checked.
struct measurement {
    benchmark::State& state;
    std::size_t wanted;
    std::size_t number = 0;

    /// Rounds of `count` runs, each of so many analyses: first ours, then ngspice's.
    template <class Ours, class Theirs>
    void operator()(int our_count, double our_units, Ours const& ours, int their_count, double their_units,
                    Theirs const& theirs) {
        if (number++ != wanted) return;
        double here = 1e9;
        double there = 1e9;
        for (auto _ : state) {
            here = (std::min)(here, time_of(our_count, ours) / our_units);
            there = (std::min)(there, time_of(their_count, theirs) / their_units);
        }
        state.counters["here_per_second"] = 1 / here;
        state.counters["ngspice_per_second"] = 1 / there;
        state.counters["ratio"] = there / here;
        state.counters["goal"] = rows[wanted].goal;
    }
};

void must_agree(char const* what, double ours, double theirs, double dB) {
    double const off = 20 * std::log10(ours / theirs);
    if (std::fabs(off) <= dB) return;
    std::fprintf(stderr, "%s: %.10g here, %.10g in ngspice: %g dB apart\n", what, ours, theirs, off);
    std::exit(1);
}

/// ngspice's total noise with that many points a decade, V.
double their_band_noise(std::string const& node, int points) {
    command("noise " + node + " v_signal dec " + std::to_string(points) + " 20 20000");
    double const total = magnitude_of(vector_named("onoise_total"), 0);
    command("destroy all");
    return total;
}

/// One chain whose last stage is "line in" and whose first has a resistor, `varied` in the netlist, element 1 of it
/// here.
template <class Chain>
void run(measurement measure, Chain const& chain, gs::excitation_of<Chain> level, char const* first,
         std::string const& varied) {
    load(gs::to_spice(chain, level));
    std::string const node = "v(line_in)";
    double const emf = chain.lower().elements[0].gain;

    // Gain and phase at every stage at 1 kHz.
    auto const response = gs::frequency_response(chain);
    auto const our_ac = [&] { sink = response.at(1_kHz).back().gain.value(); };
    auto const their_ac = [&] {
        command("ac lin 1 1000 1000");
        sink = magnitude_of(vector_named(node), 0);
        command("destroy all");
    };
    our_ac();
    double const our_voltage = emf * std::pow(10, sink / 20);
    their_ac();
    must_agree("the voltage at 1 kHz", our_voltage, sink, 1e-4);
    measure(5000, 1, our_ac, 40, 1, their_ac);

    // The same with another resistance every time: a tolerance study.
    gs::perturbation vary(chain);
    vary.vary(first, 1, &gs::element::resistance);
    auto const our_variants = [&] {
        (void)gs::analyze_variants(
            vary, 4096, [](std::size_t i, std::span<double> r) { r[0] = 100 + static_cast<double>(i % 64); }, level, {},
            [](std::size_t, auto figures) { sink = figures.back().rms; }, {.threads = 1, .noise = false});
    };
    int step = 0;
    auto const alter = [&] { command("alter " + varied + " = " + std::to_string(100 + step++ % 64)); };
    auto const their_variants = [&] {
        alter();
        their_ac();
    };
    measure(2, 4096, our_variants, 40, 1, their_variants);
    command("reset");

    // A sweep: per frequency.
    std::vector<gs::frequency> frequencies;
    frequencies.reserve(1000);
    for (int k = 0; k < 1000; ++k)
        frequencies.push_back(gs::frequency{gs::frequency::boost_quantity::from_value(20 * std::pow(1000, k / 999.0))});
    std::vector<gs::output_point> points(frequencies.size());
    auto const our_sweep = [&] {
        (void)gs::respond(chain, frequencies, points, gs::room_temperature, {.threads = 1});
        sink = points.back().re;
    };
    double last = 0;
    auto const their_sweep = [&] {
        command("ac dec 333 20 20000");
        last = magnitude_of(vector_named(node), vector_named(node).v_length - 1);
        command("destroy all");
    };
    our_sweep();
    their_sweep();
    must_agree("the voltage at 20 kHz", std::hypot(points.back().re, points.back().im), last, 1e-4);
    measure(20, 1000, our_sweep, 10, 1000, their_sweep);

    // The same at every stage. ngspice has the voltage of every node in any case.
    std::size_t const stages = response.at(1_kHz).size();
    std::vector<gs::stage_voltage> voltages(frequencies.size() * stages);
    auto const our_stages = [&] {
        (void)gs::respond(chain, frequencies, voltages, {.threads = 1});
        sink = voltages.back().re;
    };
    our_stages();
    must_agree("the voltage at 20 kHz", std::hypot(voltages.back().re, voltages.back().im), last, 1e-4);
    measure(20, 1000, our_stages, 10, 1000, their_sweep);

    // The noise density at every stage at 1 kHz.
    auto const spectrum = gs::noise_spectrum(chain);
    auto const our_density = [&] { sink = spectrum.at(1_kHz).back().density.value(); };
    auto const their_density = [&] {
        command("noise " + node + " v_signal lin 1 1000 1000");
        command("setplot noise1");
        sink = magnitude_of(vector_named("onoise_spectrum"), 0);
        command("destroy all");
    };
    our_density();
    double const our_nv = sink;
    their_density();
    must_agree("the noise density at 1 kHz", our_nv, sink, 1e-4);
    measure(5000, 1, our_density, 40, 1, their_density);

    // The noise of 20 Hz to 20 kHz. The true value: by narrower panels, until 1e-8 dB can be stated.
    double truth = 0;
    (void)gs::analyze_variants(
        1, [&](std::size_t) { return chain; }, level, {},
        [&](std::size_t, auto f) { truth = std::sqrt(f[0].noise_power); },
        {.threads = 1, .noise_tolerance = gs::decibels{1e-8}});
    auto const off = [&](double v) { return std::fabs(20 * std::log10(v / truth)); };

    auto const our_band = [&] { sink = gs::rms_voltage(gs::analyze(chain, level).output().noise.level()).value(); };
    our_band();
    double const our_error = off(sink);
    auto const our_batch = [&] {
        (void)gs::analyze_variants(
            vary, 512, [](std::size_t i, std::span<double> r) { r[0] = 100 + static_cast<double>(i % 64); }, level, {},
            [](std::size_t, auto figures) { sink = figures.back().noise_power; }, {.threads = 1});
    };
    // As few points as ngspice needs for an error of 0.0001 dB; ours is below that in any case.
    double const allowed = 1e-4;
    int their_points = 5;
    while (off(their_band_noise(node, their_points)) > allowed && their_points < 10000) their_points *= 2;
    double const their_error = off(their_band_noise(node, their_points));
    auto const their_band = [&] { sink = their_band_noise(node, their_points); };
    if (rows[measure.wanted].goal == 200) {
        measure.state.counters["band_noise_off_dB"] = our_error;
        measure.state.counters["ngspice_off_dB"] = their_error;
        measure.state.counters["ngspice_points_per_decade"] = their_points;
    }
    if (our_error > allowed || their_error > allowed) std::exit(1);
    measure(200, 1, our_band, 3, 1, their_band);
    auto const their_varied_band = [&] {
        alter();
        their_band();
    };
    measure(2, 512, our_batch, 3, 1, their_varied_band);
    command("remcirc");
}

void beside_ngspice(benchmark::State& state, bool long_one, std::size_t wanted) {
    static bool const started = ngSpice_Init(print, nullptr, leave, nullptr, nullptr, nullptr, nullptr) == 0;
    if (!started) return state.SkipWithError("ngspice does not start");
    measurement const measure{state, wanted};
    auto const microphone = gs::microphone{.name = "microphone",
                                           .transducer = gs::transducer_kind::dynamic,
                                           .sensitivity = 1.85_mV_per_Pa,
                                           .output_impedance = 300_ohm};
    auto const lead = gs::cable{.name = "XLR lead", .length = 10_m};
    auto const phantom = gs::phantom_supply{.name = "phantom supply"};
    auto const preamp = gs::preamp{
        .name = "preamp",
        .gain = 50_dB,
        .input_impedance = 3_kohm,
        .output_impedance = 100_ohm,
        .noise = gs::equivalent_input_noise{.level = -128_dBu, .source_impedance = 150_ohm, .at_gain = 60_dB}};
    auto const line_in = gs::line_input{.name = "line in", .input_impedance = 10_kohm};
    if (!long_one)
        return run(measure, microphone >> lead >> phantom >> preamp >> line_in, 94_dBSPL, "microphone",
                   "r_microphone_r1");

    auto const link = gs::cable{.name = "link", .length = 30_m};
    auto const driver = gs::line_driver{.name = "line driver"};
    auto const pad = gs::pad{.name = "pad"};
    run(measure, microphone >> lead >> phantom >> preamp >> driver >> link >> pad >> line_in, 94_dBSPL, "microphone",
        "r_microphone_r1");
}

[[maybe_unused]] bool const registered = [] {
    for (bool long_one : {false, true})
        for (std::size_t k = 0; k < std::size(rows); ++k)
            benchmark::RegisterBenchmark(
                (std::string(long_one ? "eight_stages/" : "five_stages/") + rows[k].what).c_str(),
                [=](benchmark::State& state) { beside_ngspice(state, long_one, k); })
                ->Iterations(7);
    return true;
}();

} // namespace
