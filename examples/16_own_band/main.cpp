// SPDX-License-Identifier: BSL-1.0
// A band of your own: its two ends.
#include <gainstage/gainstage.hpp>
#include <gainstage/report/text.hpp>

#include <iostream>

namespace gs = gainstage;
using namespace gainstage::literals;

constexpr gs::frequency_band telephone{300_Hz, 3400_Hz}; // ITU-T G.712
constexpr gs::frequency_band datasheet{22_Hz, 22_kHz};   // many a converter's sheet
constexpr gs::frequency_band ultrasound{20_kHz, 96_kHz};

constexpr gs::equivalent_input_noise stated{.level = -128_dBu, .at_gain = 60_dB, .band = datasheet};
constexpr auto chain = gs::microphone{.name = "microphone", .output_impedance = 150_ohm} >>
                       gs::preamp{.name = "preamp", .gain = 60_dB, .noise = stated, .max_output = 22_dBu} >>
                       gs::line_input{.name = "line in", .full_scale = 20_dBu};

// White noise in 3.1 kHz is 8.1 dB less than in 20 kHz: 10 log10(3100/19980).
constexpr auto wide = gs::analyze(chain, 94_dBSPL);
constexpr auto narrow = gs::analyze(chain, 94_dBSPL, {.band = telephone});
static_assert(wide.output().noise.level() - narrow.output().noise.level() > 8.05_dB);
// Noises of different bands are not compared: neither is below the other.
static_assert(!(wide.output().noise < narrow.output().noise) && !(narrow.output().noise < wide.output().noise));

int main() {
    for (gs::frequency_band const& band : {gs::audio_band, telephone, datasheet, ultrasound}) {
        auto const budget = gs::analyze(chain, 94_dBSPL, {.band = band});
        std::cout << gs::format(band.low) << " to " << gs::format(band.high) << ": " << budget.output().noise
                  << ", SNR " << budget.output().snr << '\n';
    }
}
