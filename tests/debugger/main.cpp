// SPDX-License-Identifier: BSL-1.0
// What the debugger is shown: tests/debugger/expected.txt says how it must look.
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

int stop_here(int n) { return n; }

int main() {
    gs::voltage_level const line = 4_dBu;
    gs::sound_level const speech = 74_dBSPL;
    gs::digital_level const alignment = -18_dBFS;
    gs::decibels const gain = 40_dB;
    gs::voltage_level const silence{};
    auto const literal = -10_dBV;
    gs::sound_noise_level const hiss = 13_dBA;
    gs::impedance const source = 150_ohm;
    gs::capacitance const cable = 470_pF;
    gs::voltage_noise_density const noise = 1.2_nV_per_rtHz;
    gs::temperature const room = 20_degC;
    gs::microphone const vocal{.name = "vocal microphone"};
    auto const budget = gs::analyze(vocal >> gs::cable{.length = 100_m} >> gs::line_input{.name = "line in"}, 94_dBSPL);
    auto const load = budget.stages().front().load_impedance;
    (void)line, (void)speech, (void)alignment, (void)gain, (void)silence, (void)literal, (void)hiss, (void)source;
    (void)cable, (void)noise, (void)room, (void)load;
    return stop_here(0);
}
