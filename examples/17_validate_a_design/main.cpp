// SPDX-License-Identifier: BSL-1.0
// The datasheet of an interface, printed from the constants that its specification holds it to.
#include "specification.hpp"

#include <gainstage/report/text.hpp>

#include <iostream>
#include <string>

namespace gs = gainstage;
using namespace gainstage::literals;

template <class Figure>
void row(char const* what, Figure const& value) {
    std::cout << "  " << what << std::string(36 - std::string_view{what}.size(), ' ') << value << '\n';
}

int main() {
    std::cout << "Microphone input (XLR)\n";
    row("gain", gs::format(hardware::min_gain) + " to " + gs::format(hardware::max_gain));
    row("input impedance", specification::microphone_impedance);
    row("maximum input level", specification::max_microphone_level);
    row("equivalent input noise, 150 ohm, A", specification::equivalent_input_noise);
    row("dynamic range, A", specification::microphone_range);
    row("20 Hz", -specification::bass_loss);
    row("20 kHz", -specification::treble_loss);
    row("phantom voltage at 10 mA", specification::volts_at_10_mA);
    std::cout << "Line input (6.35 mm)\n";
    row("input impedance", specification::line_impedance);
    row("maximum input level", specification::max_line_level);
    row("dynamic range, A", specification::line_range);

    std::cout << "\nThe whole input stage at its highest gain\n" << specification::quiet;

    // With an amplifier of 3 nV the specification would not compile. What the compiler would say:
    gs::preamp noisier = hardware::microphone_path(hardware::max_gain);
    noisier.noise = gs::amplifier_noise{.input_voltage = 3_nV_per_rtHz, .output_voltage = 60_nV_per_rtHz};
    auto const hiss =
        gs::analyze(hardware::generator(150_ohm, gs::connectors::xlr_male) >> noisier >> hardware::converter, -60_dBu,
                    specification::a_weighted);
    auto const noise = gs::figures::named("equivalent input noise, A", hiss.input_referred_noise().level());
    gs::requirement const verdict = gs::require("microphone input", noise < -128_dBu);
    std::cout << "\nWith a noisier amplifier\n  " << verdict.view() << '\n';
}
