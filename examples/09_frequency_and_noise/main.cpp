// SPDX-License-Identifier: BSL-1.0
// A microphone on a long cable, over frequency: where the response ends and why, and who makes the noise where.
#include <gainstage/gainstage.hpp>
#include <gainstage/report/text.hpp>

#include <iostream>
#include <optional>
#include <string>
#include <string_view>

namespace gs = gainstage;
using namespace gainstage::literals;

// A dynamic microphone of 200 ohm, a preamp with a low cut at 80 Hz and a bandwidth of 150 kHz, a converter.
constexpr auto rig(gs::length run) {
    return gs::microphone{.name = "microphone", .sensitivity = 2_mV_per_Pa, .output_impedance = 200_ohm} >>
           gs::cable{.name = "cable", .length = run, .capacitance = 100_pF_per_m, .resistance = 0.08_ohm_per_m} >>
           gs::preamp{.name = "preamp",
                      .gain = 50_dB,
                      .input_impedance = 2_kohm,
                      .output_impedance = 100_ohm,
                      .noise = gs::amplifier_noise{.input_voltage = 1.5_nV_per_rtHz, .input_current = 2_pA_per_rtHz},
                      .low_corner = 80_Hz,
                      .high_corner = 150_kHz} >>
           gs::line_input{.name = "converter",
                          .input_impedance = 10_kohm,
                          .full_scale = 20_dBu,
                          .dynamic_range = gs::dynamic_range{115_dB, gs::weighting::a}};
}

std::string distance(gs::decibels d) { return gs::format(gs::figure{d.value(), gs::figure_unit::dB}); }

void print(std::string_view which, std::optional<gs::corner> const& corner) {
    std::cout << "    " << which << ": ";
    if (!corner) std::cout << "none between 1 mHz and 1 GHz\n";
    else
        std::cout << gs::format(corner->at) << ", " << words(corner->cause) << ", " << std::string_view{corner->stage}
                  << " (" << distance(corner->recovered) << " of it)\n";
}

// A design rule, held by the compiler: with 100 m of cable the channel is flat to 1 dB at 20 kHz.
constexpr auto channel = gs::frequency_response(rig(100_m));
static_assert(channel.at(20_kHz, "converter").gain > channel.at(1_kHz, "converter").gain - 1_dB);

int main() {
    std::cout << "1. 100 m of cable: from the microphone's open-circuit voltage to the converter\n";
    auto const response = gs::frequency_response(rig(100_m));
    for (gs::frequency const& f : {20_Hz, 80_Hz, 1_kHz, 20_kHz, 80_kHz}) {
        auto const point = response.at(f, "converter");
        std::cout << "  " << gs::format(f) << ": " << gs::format(point.gain) << ", " << gs::format(point.phase)
                  << ", group delay " << gs::format(point.group_delay) << '\n';
    }

    std::cout << "\n2. Where the response has lost 3 dB against 1 kHz, and what causes it\n";
    for (gs::length const& run : {10_m, 100_m, 300_m}) {
        auto const corners = gs::frequency_response(rig(run)).corners("converter");
        std::cout << "  " << gs::format(run) << " of cable\n";
        print("lower", corners.low);
        print("upper", corners.high);
    }

    std::cout << "\n3. 100 m of cable: the noise at the converter, and who makes it\n";
    auto const spectrum = gs::noise_spectrum(rig(100_m));
    for (gs::frequency const& f : {20_Hz, 1_kHz, 20_kHz}) {
        std::cout << "  " << gs::format(f) << ": " << gs::format(spectrum.at(f, "converter").density);
        for (auto const& part : spectrum.contributions(f, "converter"))
            std::cout << ", " << std::string_view{part.name} << ' ' << gs::format_percent(100 * part.share);
        std::cout << '\n';
    }

    std::cout << "\n4. The same, over a band\n";
    for (auto const& band : {gs::audio_band, gs::frequency_band{300_Hz, 3.4_kHz}}) {
        auto const noise = spectrum.band("converter", band);
        std::cout << "  " << gs::format(band.low) << " to " << gs::format(band.high) << ": " << gs::format(noise.level)
                  << (noise.converged && noise.error() < 0.0001_dB ? ", right to 0.0001 dB\n" : ", not exact\n");
    }
    std::cout << "  A-weighted: " << gs::format(spectrum.band("converter", gs::audio_band, gs::weighting::a).level)
              << '\n';
}
