// SPDX-License-Identifier: BSL-1.0
// A singer, a dynamic microphone, a preamp, a recorder: the level budget of the chain that works.
#include <gainstage/catalog/catalog.hpp>
#include <gainstage/gainstage.hpp>
#include <gainstage/report/text.hpp>

#include <iostream>

namespace gs = gainstage;
using namespace gainstage::literals;

int main() {
    // The devices: real ones from the catalogue, one of them with its gain set, and two described here.
    auto const microphone = gs::catalog::shure_sm58;
    auto const cable = gs::catalog::microphone_cable;
    auto const phantom = gs::phantom_supply{.on = false};
    auto preamp = gs::catalog::thatmicpre_1510;
    preamp.gain = 57_dB;
    auto const lead = gs::cable{.name = "XLR-TRS lead", .length = 3_m, .output = gs::connectors::trs_plug};
    auto const recorder = gs::catalog::focusrite_forte_line;

    // The chain, and the sound in front of it: 94 dB SPL, with the peaks of a voice 12 dB above.
    auto const chain = microphone >> cable >> phantom >> preamp >> lead >> recorder;
    auto const loudness = 94_dBSPL;
    gs::conditions const voice{.crest_factor = 12_dB};

    auto const budget = gs::analyze(chain, loudness, voice);
    std::cout << budget << gs::diagnose(chain, loudness, {.conditions = voice}) << '\n';

    // The same figures as pressure, volts and ratios.
    auto const& first = budget.stage(microphone.name);
    auto const& raised = budget.stage(preamp.name);
    auto const& last = budget.output();
    std::cout << "sound pressure         " << gs::format(gs::rms_pressure(loudness)) << '\n'
              << "the microphone gives   " << gs::format(gs::rms_voltage(first.level)) << ", "
              << gs::format(first.level) << '\n'
              << "the preamp multiplies  " << static_cast<int>(gs::amplitude_ratio(raised.gain) + 0.5) << " times, "
              << gs::format(raised.gain) << '\n'
              << "line level             " << gs::format(gs::rms_voltage(last.level)) << ", " << gs::format(last.level)
              << '\n'
              << "in the recording       " << gs::format(budget.digital_level()) << '\n'
              << "the voice clips from   " << gs::format(budget.max_input()) << '\n';
}
