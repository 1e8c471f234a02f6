// SPDX-License-Identifier: BSL-1.0
// A source of your own: a component that says what it is driven with.
#include <gainstage/gainstage.hpp>
#include <gainstage/report/text.hpp>

#include <array>
#include <iostream>

namespace gs = gainstage;
using namespace gainstage::literals;

namespace studio {

// A moving-magnet cartridge: a coil whose inductance and whose load decide the treble.
struct cartridge {
    gs::component_name name = "cartridge";
    gs::impedance coil = 700_ohm;
    gs::inductance inductance = 500_mH;
    using excitation = gs::voltage_level; // a chain of it is analysed at a voltage level: open circuit

    constexpr std::array<gs::element, 2> elements() const {
        return {gs::voltage_source(), gs::series_resistor(coil, gs::noise::thermal, inductance)};
    }
    constexpr void describe(gs::stage_info& s) const {
        s.output = gs::connectors::rca_plug;
        s.gives = gs::signal_class::any;
        s.dc_resistance = coil;
    }
    constexpr void check(gs::field_checks& f) const { f.positive("coil", coil), f.positive("inductance", inductance); }
};

} // namespace studio

// 5 mV at 1 kHz into the 47 kohm and the 250 pF that it is made for (lead and input together).
constexpr auto chain =
    studio::cartridge{} >>
    gs::preamp{.name = "phono stage",
               .gain = 36_dB,
               .input_impedance = 47_kohm,
               .input_capacitance = 250_pF,
               .noise = gs::amplifier_noise{.input_voltage = 4_nV_per_rtHz, .input_current = 0.6_pA_per_rtHz},
               .max_output = 20_dBu,
               .accepts = gs::signal_class::any,
               .input = gs::connectors::rca_socket} >>
    gs::line_input{.name = "line in", .full_scale = 20_dBu};
constexpr gs::voltage_level five_millivolts = gs::level_of(5_mV);

static_assert(!gs::analyze(chain, five_millivolts).clips());

int main() {
    std::cout << gs::analyze(chain, five_millivolts) << gs::diagnose(chain, five_millivolts);

    std::cout << "\nThe coil with the capacitance of lead and input: level at the phono stage's input over 1 kHz\n";
    auto const response = gs::frequency_response(chain);
    auto const at = [&](gs::frequency f) { return response.at(f, "cartridge").gain; };
    for (gs::frequency const& f : {1_kHz, 5_kHz, 10_kHz, 15_kHz, 20_kHz})
        std::cout << "  " << gs::format(f) << "  " << gs::format(at(f) - at(1_kHz)) << '\n';
}
