// SPDX-License-Identifier: BSL-1.0
// A weighting curve of your own: a name and a function of frequency.
#include <gainstage/gainstage.hpp>
#include <gainstage/report/text.hpp>

#include <array>
#include <iostream>

namespace gs = gainstage;
using namespace gainstage::literals;

// CCIR/ARM (Dolby, Robinson and Gundry, 1978): the curve of ITU-R BS.468, 0 dB at 2 kHz instead of 1 kHz.
constexpr double arm_power_gain(double hertz) {
    return gs::weighting::itu_r_468.power_gain(hertz * 1_Hz) / gs::weighting::itu_r_468.power_gain(2_kHz);
}
constexpr gs::weighting ccir_arm{"ARM", arm_power_gain};

constexpr auto chain =
    gs::microphone{.name = "ribbon", .transducer = gs::transducer_kind::ribbon, .sensitivity = 2_mV_per_Pa} >>
    gs::preamp{.name = "preamp",
               .gain = 60_dB,
               .noise = gs::amplifier_noise{.input_voltage = 1.2_nV_per_rtHz},
               .max_output = 22_dBu} >>
    gs::line_input{.name = "line in", .full_scale = 20_dBu};

// In the compiler too: 0 dB where it should be.
static_assert(ccir_arm.gain(2_kHz) > -0.001_dB && ccir_arm.gain(2_kHz) < 0.001_dB);

int main() {
    for (gs::weighting const& w : {gs::weighting::none, gs::weighting::a, gs::weighting::itu_r_468, ccir_arm}) {
        auto const budget = gs::analyze(chain, 94_dBSPL, {.weighting = w});
        std::cout << budget.output().noise << ", SNR " << budget.output().snr << '\n';
    }
}
