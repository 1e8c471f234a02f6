// SPDX-License-Identifier: BSL-1.0
// A component of your own: a name, and the elements it is made of.
#include <gainstage/gainstage.hpp>
#include <gainstage/report/spice.hpp>
#include <gainstage/report/text.hpp>

#include <array>
#include <iostream>

namespace gs = gainstage;
using namespace gainstage::literals;

namespace studio {

// Keeps radio out of a microphone input: a resistor in each leg, a capacitor across.
struct rf_filter {
    gs::component_name name = "RF filter";
    gs::impedance resistor = 100_ohm; // in each leg
    gs::capacitance capacitor = 470_pF;

    constexpr std::array<gs::element, 2> elements() const {
        return {gs::series_resistor(2.0 * resistor), gs::shunt_capacitor(capacitor)};
    }
    constexpr void check(gs::field_checks& f) const {
        f.not_negative("resistor", resistor);
        f.not_negative("capacitor", capacitor);
    }
};

} // namespace studio

constexpr auto chain = gs::microphone{.name = "microphone", .output_impedance = 200_ohm} >> studio::rf_filter{} >>
                       gs::preamp{.name = "preamp",
                                  .input_impedance = 2_kohm,
                                  .noise = gs::amplifier_noise{.input_voltage = 1_nV_per_rtHz},
                                  .max_output = 22_dBu} >>
                       gs::line_input{.name = "line in", .full_scale = 20_dBu};

// In a constant expression: the filter costs less than 1 dB at 20 kHz.
static_assert(gs::analyze(chain, 94_dBSPL, {.frequency = 20_kHz}).stage("RF filter").gain > -1_dB);

int main() {
    auto const budget = gs::analyze(chain, 94_dBSPL);
    std::cout << budget << gs::diagnose(chain, 94_dBSPL);

    std::cout << "\nWhat the filter's 200 ohm add to the noise: "
              << gs::format(gs::figure{100 * budget.noise_contributions()[1].share, gs::figure_unit::percent})
              << "\n\nA capacitor that cannot exist\n"
              << gs::validate(gs::microphone{} >> studio::rf_filter{.capacitor = 470_pF - 1_nF} >> gs::line_input{});

    std::cout << "\nThe same chain as a netlist\n" << gs::to_spice(chain, 94_dBSPL);
}
