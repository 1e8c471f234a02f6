// SPDX-License-Identifier: BSL-1.0
// From the microphone to the power amplifier: where the gain belongs, and which stage clips first.
#include <gainstage/catalog/catalog.hpp>
#include <gainstage/gainstage.hpp>
#include <gainstage/report/text.hpp>

#include <iostream>
#include <string>
#include <string_view>

namespace gs = gainstage;
using namespace gainstage::literals;

constexpr gs::conditions speech{.crest_factor = 12_dB};
constexpr auto microphone =
    gs::catalog::audio_technica_at4040 >> gs::catalog::microphone_cable >> gs::phantom_supply{.name = "P48"};
constexpr gs::preamp mixer_line{.name = "mixer line stage",
                                .gain = 0_dB,
                                .input_impedance = 10_kohm,
                                .noise = gs::equivalent_input_noise{.level = -95_dBu, .source_impedance = 100_ohm},
                                .max_output = 22_dBu,
                                .accepts = gs::signal_class::line};

gs::preamp with_gain(gs::preamp p, gs::decibels gain) {
    p.gain = gain;
    return p;
}
std::string distance(gs::decibels d) { return gs::format(gs::figure{d.value(), gs::figure_unit::dB}); }

auto rig(gs::decibels preamp_gain, gs::decibels mixer_gain) {
    return microphone >> with_gain(gs::catalog::thatmicpre_1510, preamp_gain) >> with_gain(mixer_line, mixer_gain) >>
           gs::catalog::yamaha_p7000s;
}

void distribute(gs::sound_level sound, gs::decibels preamp_gain, gs::decibels mixer_gain) {
    auto const budget = gs::analyze(rig(preamp_gain, mixer_gain), sound, speech);
    std::cout << gs::format(sound) << ", preamp " << gs::format(preamp_gain) << ", mixer " << gs::format(mixer_gain)
              << '\n';
    for (char const* name : {"ThatMicPre THAT1510", "mixer line stage", "Yamaha P7000S"}) {
        auto const& stage = budget.stage(name);
        std::cout << "  " << name << " " << gs::format(stage.level)
                  << (stage.clips ? ", clips by " + distance(-stage.headroom)
                                  : ", headroom " + distance(stage.headroom))
                  << '\n';
    }
    std::cout << "  clips first: " << std::string_view{budget.first_to_clip().name} << ", at "
              << gs::format(budget.max_input()) << "; SNR " << distance(budget.output().snr) << '\n';
}

int main() {
    std::cout << "1. Speech at 74 dB SPL, stage by stage\n" << gs::analyze(rig(40_dB, 0_dB), 74_dBSPL, speech);

    std::cout << "\n2. 40 dB in all for speech at 74 dB SPL: early, late, too early\n";
    distribute(74_dBSPL, 40_dB, 0_dB);
    distribute(74_dBSPL, 10_dB, 30_dB);
    distribute(74_dBSPL, 60_dB, -20_dB);

    std::cout << "\n3. Shouting at 110 dB SPL: the gain as it was, the mixer turned down, the preamp turned down\n";
    distribute(110_dBSPL, 40_dB, 0_dB);
    distribute(110_dBSPL, 40_dB, -36_dB);
    distribute(110_dBSPL, 4_dB, 0_dB);

    std::cout << "\n4. Behind the preamp it is line level, wherever it goes\n";
    auto const line = microphone >> with_gain(gs::catalog::thatmicpre_1510, 40_dB);
    auto const recording = gs::analyze(line >> gs::catalog::focusrite_forte_line, 74_dBSPL, speech);
    auto const amplifier = gs::analyze(line >> gs::catalog::yamaha_p7000s, 74_dBSPL, speech);
    auto const processing = gs::analyze(rig(40_dB, 0_dB), 74_dBSPL, speech);
    std::cout << "  microphone " << gs::format(recording.stages().front().level) << ", preamp gain "
              << gs::format(processing.stage("ThatMicPre THAT1510").gain) << ", line stage gain "
              << gs::format(processing.stage("mixer line stage").gain) << '\n'
              << "  processing " << gs::format(processing.stage("mixer line stage").level) << ", recording "
              << gs::format(recording.output().level) << " or " << gs::format(recording.digital_level())
              << ", power amplifier " << gs::format(amplifier.output().level) << '\n';
}
