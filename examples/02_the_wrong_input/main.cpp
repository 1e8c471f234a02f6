// SPDX-License-Identifier: BSL-1.0
// A microphone in a line input is lost in noise, a line source in a microphone input is a square wave; both repaired.
#include <gainstage/catalog/catalog.hpp>
#include <gainstage/gainstage.hpp>
#include <gainstage/report/text.hpp>

#include <iostream>
#include <string>

namespace gs = gainstage;
using namespace gainstage::literals;
namespace plugs = gainstage::connectors;

constexpr auto vocal = gs::catalog::shure_sm58;
constexpr auto cable = gs::catalog::microphone_cable;
constexpr gs::line_input recorder{.name = "recorder",
                                  .nominal_level = 4_dBu,
                                  .full_scale = 22_dBu,
                                  .dynamic_range = gs::dynamic_range{110_dB},
                                  .input = plugs::trs_socket};

constexpr gs::preamp microphone_input(gs::decibels gain) {
    auto preamp = gs::catalog::thatmicpre_1510;
    preamp.name = "microphone input";
    preamp.gain = gain;
    return preamp;
}

// A number of decibels in a sentence, without a plus sign.
std::string plain(gs::decibels d) { return gs::format(gs::figure{d.value(), gs::figure_unit::dB}); }

// The findings, and what the input leaves of a sine.
void hear(auto const& chain, gs::voltage_level level) {
    auto const sine = gs::distortion(gs::analyze(chain, level));
    gs::clipped_sine const wave(sine.overdrive);
    std::cout << gs::diagnose(chain, level);
    if (wave.is_clipped())
        std::cout << "  a sine " << plain(sine.overdrive) << " over: THD " << gs::format_percent(100 * wave.thd())
                  << "; 3rd, 5th, 7th harmonic " << gs::format_percent(100 * wave.harmonic(3)) << ", "
                  << gs::format_percent(100 * wave.harmonic(5)) << ", " << gs::format_percent(100 * wave.harmonic(7))
                  << '\n';
    else std::cout << "  a sine stays clean, " << plain(-sine.overdrive) << " below clipping\n";
    std::cout << '\n';
}

int main() {
    std::cout << "1. Microphone, speech at 20 cm, into a line input\n";
    constexpr gs::adapter adapter{.name = "XLR-TRS adapter", .output = plugs::trs_plug};
    auto const quiet = vocal >> cable >> adapter >> recorder;
    auto const lost = gs::analyze(quiet, 74_dBSPL);
    auto const missing = *recorder.nominal_level - lost.output().level;
    std::cout << gs::diagnose(quiet, 74_dBSPL) << "  " << gs::format(gs::rms_voltage(lost.output().level)) << " where "
              << gs::format(gs::rms_voltage(*recorder.nominal_level)) << " belong, "
              << static_cast<int>(gs::amplitude_ratio(missing) + 0.5) << " times too little; recorded at "
              << gs::format(lost.digital_level()) << "\n  any sound below "
              << gs::format(lost.equivalent_noise_level().level()) << " is lost in noise\n\n";

    std::cout << "   Repaired: a microphone input with 60 dB of gain, and lips at 2 cm, 20 dB louder\n";
    auto const right = vocal >> cable >> microphone_input(60_dB) >> recorder;
    auto const heard = gs::analyze(right, 94_dBSPL);
    std::cout << gs::diagnose(right, 94_dBSPL) << "  recorded at " << gs::format(heard.digital_level())
              << "\n  any sound below " << gs::format(heard.equivalent_noise_level().level())
              << " is lost in noise\n\n";

    std::cout << "2. CD player, 2 V, into a microphone input with 50 dB of gain\n";
    constexpr gs::cable to_xlr{.name = "RCA-XLR lead", .length = 2_m, .input = plugs::rca_plug};
    hear(gs::catalog::harman_kardon_hd200 >> to_xlr >> microphone_input(50_dB) >> recorder, gs::level_of(2_V));
    std::cout << "   Repaired: a line input, and music 12 dB below that\n";
    constexpr gs::cable to_ts{.name = "RCA-TS lead", .length = 2_m, .input = plugs::rca_plug, .output = plugs::ts_plug};
    hear(gs::catalog::harman_kardon_hd200 >> to_ts >> recorder, gs::level_of(2_V) - 12_dB);

    std::cout << "3. Mixer, +4 dBu, into a microphone input with 50 dB of gain\n";
    constexpr gs::line_output mixer{.name = "mixer main out", .max_output = 24_dBu, .output = plugs::xlr_male};
    hear(mixer >> cable >> microphone_input(50_dB) >> recorder, 4_dBu);
    std::cout << "   Repaired: a pad of 20 dB, and the gain turned down to 20 dB\n";
    hear(mixer >> cable >> gs::pad{} >> microphone_input(20_dB) >> recorder, 4_dBu);
}
