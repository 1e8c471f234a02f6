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

#include <ngspice/sharedspice.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
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

struct comparison {
    double ours = 1e9;
    double theirs = 1e9;
};
/// Each of a run's results is `units` analyses.
template <class Ours, class Theirs>
comparison compare(int our_count, double our_units, Ours const& ours, int their_count, double their_units,
                   Theirs const& theirs) {
    comparison best;
    for (int round = 0; round < 7; ++round) {
        best.ours = (std::min)(best.ours, time_of(our_count, ours) / our_units);
        best.theirs = (std::min)(best.theirs, time_of(their_count, theirs) / their_units);
    }
    return best;
}
void report(char const* chain, char const* what, comparison const& c, double goal) {
    std::printf("| %s | %s | %.3g | %.3g | %.0f | %.0f |\n", chain, what, 1 / c.ours, 1 / c.theirs, c.theirs / c.ours,
                goal);
    std::fflush(stdout);
}
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
void run(char const* name, Chain const& chain, gs::excitation_of<Chain> level, char const* first,
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
    report(name, "gain at every stage, one frequency", compare(5000, 1, our_ac, 40, 1, their_ac), 1000);

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
    report(name, "output of a variant, one frequency", compare(2, 4096, our_variants, 40, 1, their_variants), 1000);
    command("reset");

    // A sweep: per frequency.
    std::vector<gs::frequency> frequencies;
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
    report(name, "output, per frequency of 1,000", compare(20, 1000, our_sweep, 10, 1000, their_sweep), 1000);

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
    report(name, "noise at every stage, one frequency", compare(5000, 1, our_density, 40, 1, their_density), 1000);

    // The noise of 20 Hz to 20 kHz. The true value: ours with a tolerance 1e5 times as tight.
    auto const low = chain.lower();
    using storage = gs::detail::storage_of<Chain>;
    typename storage::template per_pair<double> zero{};
    auto const exact = gs::detail::integrate_over_band(
        20, 20e3, zero, gs::detail::weighted_noise<storage>(low.view(), gs::weighting::none, gs::room_temperature),
        2e-11, gs::detail::resonance_watch<storage>(low.view(), gs::room_temperature));
    std::size_t const n = Chain::stage_count;
    double power = 0;
    for (std::size_t c = 0; c < n; ++c) power += exact.integral[(n - 1) * n + c];
    double const truth = std::sqrt(power);
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
    std::fprintf(stderr, "%s: band noise is off by %.2g dB here, by %.2g dB in ngspice with %d points a decade\n", name,
                 our_error, their_error, their_points);
    if (our_error > allowed || their_error > allowed) std::exit(1);
    report(name, "band noise, analyze(): every stage", compare(200, 1, our_band, 3, 1, their_band), 200);
    auto const their_varied_band = [&] {
        alter();
        their_band();
    };
    report(name, "band noise, a variant's output", compare(2, 512, our_batch, 3, 1, their_varied_band), 200);
    command("remcirc");
}

} // namespace

int main() {
    ngSpice_Init(print, nullptr, leave, nullptr, nullptr, nullptr, nullptr);
    std::printf(
        "| chain | analysis | here, per second | ngspice, per second | ratio | goal |\n|---|---|---|---|---|---|\n");
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
    run("five stages", microphone >> lead >> phantom >> preamp >> line_in, 94_dBSPL, "microphone", "r_microphone_r1");

    auto const link = gs::cable{.name = "link", .length = 30_m};
    auto const driver = gs::line_driver{.name = "line driver"};
    auto const pad = gs::pad{.name = "pad"};
    run("eight stages", microphone >> lead >> phantom >> preamp >> driver >> link >> pad >> line_in, 94_dBSPL,
        "microphone", "r_microphone_r1");
}
