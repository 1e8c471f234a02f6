// SPDX-License-Identifier: BSL-1.0
// The first stage decides the noise: what comes before any gain cannot be made quieter afterwards.
#include <gainstage/catalog/catalog.hpp>
#include <gainstage/gainstage.hpp>
#include <gainstage/report/text.hpp>

#include <iostream>
#include <string>
#include <string_view>

namespace gs = gainstage;
using namespace gainstage::literals;

gs::preamp with_gain(gs::preamp p, gs::decibels gain) {
    p.gain = gain;
    return p;
}
// A resistor with a connector: it gives nothing but its thermal noise.
gs::line_output resistor(gs::impedance r) { return {.name = "resistor", .output_impedance = r}; }
// A distance has no sign: "1.6 dB".
std::string distance(gs::decibels d) { return gs::format(gs::figure{d.value(), gs::figure_unit::dB}); }

// Two typical stages. A line stage is built for volts: it hisses some 30 dB more than a microphone preamp.
constexpr gs::preamp low_impedance_preamp{
    .name = "preamp",
    .gain = 40_dB,
    .input_impedance = 2_kohm,
    .noise = gs::amplifier_noise{.input_voltage = 1_nV_per_rtHz, .input_current = 2_pA_per_rtHz}};
constexpr gs::preamp line_stage{.name = "line stage",
                                .gain = 40_dB,
                                .input_impedance = 10_kohm,
                                .noise = gs::equivalent_input_noise{.level = -95_dBu, .source_impedance = 100_ohm},
                                .max_output = 22_dBu,
                                .accepts = gs::signal_class::line};

void compare(char const* title, auto const& chain) {
    auto const budget = gs::analyze(chain, 94_dBSPL);
    std::cout << title << ": SNR " << distance(budget.output().snr) << ", " << distance(budget.noise_figure())
              << " noisier than the microphone alone\n";
    for (auto const& part : budget.noise_contributions())
        std::cout << "  " << std::string_view{part.name} << " makes " << gs::format_percent(100 * part.share) << '\n';
    std::cout << gs::diagnose(chain, 94_dBSPL);
}

int main() {
    std::cout << "1. A resistance hisses, 20 Hz to 20 kHz, at 20 degrees Celsius\n";
    for (gs::impedance r : {150_ohm, 300_ohm, 10_kohm})
        std::cout << "  " << gs::format(r) << ": " << gs::format(gs::noise_level_of(gs::thermal_noise(r))) << '\n';

    std::cout << "\n2. A THAT1510 preamp at 150 ohm, 20 Hz to 22 kHz, 300 K: quieter the more it amplifies\n";
    for (gs::decibels gain : {10_dB, 20_dB, 30_dB, 40_dB, 50_dB, 60_dB}) {
        auto const chain = resistor(150_ohm) >> with_gain(gs::catalog::thatmicpre_1510, gain) >> gs::line_input{};
        auto const budget =
            gs::analyze(chain, gs::voltage_level::silence(), {.band = {20_Hz, 22_kHz}, .temperature = 300_K});
        std::cout << "  gain " << gs::format(gain) << ": equivalent input noise "
                  << gs::format(budget.input_referred_noise()) << ", noise figure " << distance(budget.noise_figure())
                  << '\n';
    }

    std::cout << "\n3. A preamp of 1 nV, 2 pA and 2 kohm suits a low source impedance\n";
    for (gs::impedance r : {20_ohm, 150_ohm, 500_ohm, 10_kohm, 100_kohm}) {
        auto const budget = gs::analyze(resistor(r) >> low_impedance_preamp >> gs::line_input{}, -60_dBu);
        std::cout << "  " << gs::format(r) << ": noise figure " << distance(budget.noise_figure()) << ", loading takes "
                  << distance(budget.stages().front().loading_loss) << '\n';
    }

    std::cout << "\n4. Shure SM58, singing at 94 dB SPL, 50 dB of gain: early or late\n";
    auto const lead = gs::catalog::shure_sm58 >> gs::catalog::microphone_cable;
    compare("early, preamp 50 dB",
            lead >> with_gain(gs::catalog::thatmicpre_1510, 50_dB) >> gs::catalog::focusrite_forte_line);
    compare("late, preamp 10 dB, line stage 40 dB",
            lead >> with_gain(gs::catalog::thatmicpre_1510, 10_dB) >> line_stage >> gs::catalog::focusrite_forte_line);
}
