// SPDX-License-Identifier: BSL-1.0
// A voltage between the grounds of two mains devices: what an unbalanced line, a balanced one and a transformer make of it.
#include <gainstage/gainstage.hpp>
#include <gainstage/report/text.hpp>

#include <iostream>

namespace gs = gainstage;
namespace plug = gainstage::connectors;
using namespace gainstage::literals;

constexpr gs::interference_conditions two_outlets{
    .frequency = 50_Hz, .ground_voltage = 0.1_V, .ground_impedance = 0.7_ohm};

constexpr gs::line_output player{.name = "player",
                                 .output_impedance = 100_ohm,
                                 .max_output = level_of(2_V),
                                 .topology = gs::output_topology::unbalanced,
                                 .output = plug::rca_socket};
constexpr gs::cable rca{
    .name = "RCA lead", .shield_resistance = 0.03_ohm_per_m, .input = plug::rca_plug, .output = plug::rca_plug};
constexpr gs::line_input amplifier{.name = "amplifier", .input_impedance = 10_kohm, .input = plug::rca_socket};

constexpr gs::line_output mixer{.name = "mixer",
                                .output_impedance = 100_ohm,
                                .max_output = 24_dBu,
                                .topology = gs::output_topology::cross_coupled,
                                .output = plug::xlr_male,
                                .leg_imbalance = 0_ohm};
constexpr gs::cable xlr{.name = "XLR lead", .shield_resistance = 0.03_ohm_per_m};
constexpr gs::line_input recorder{.name = "recorder",
                                  .input_impedance = 20_kohm,
                                  .input = plug::xlr_female,
                                  .cmrr = 80_dB,
                                  .common_mode_impedance = 10_kohm};
constexpr gs::transformer isolation{.name = "isolation transformer",
                                    .turns_ratio = 1,
                                    .primary_resistance = 50_ohm,
                                    .secondary_resistance = 50_ohm,
                                    .primary_inductance = 20_H,
                                    .cmrr = 100_dB,
                                    .input = plug::rca_socket,
                                    .output = plug::rca_socket};

gs::cable of_length(gs::cable c, gs::length l) {
    c.length = l;
    return c;
}
gs::cable with_a_bad_contact(gs::cable c, gs::impedance ohms) {
    c.leg_imbalance = ohms;
    return c;
}
gs::line_input with_common_mode_impedance(gs::line_input in, gs::impedance z) {
    in.common_mode_impedance = z;
    return in;
}

void hum(char const* title, auto const& chain, gs::voltage_level level) {
    auto const result = gs::interference(chain, level, two_outlets);
    gs::hum_link const& line = result.links()[0];
    std::cout << "  " << title << ": " << gs::format(line.between_grounds) << " between the grounds, hum "
              << gs::format(result.output().hum) << ", "
              << gs::format(gs::figure{result.output().signal_to_hum().value(), gs::figure_unit::dB})
              << " below the signal\n";
}
void parts(auto const& chain) {
    auto const result = gs::interference(chain, 4_dBu, two_outlets);
    gs::hum_link const& line = result.links()[0];
    std::cout << "    legs " << gs::format(line.imbalance) << " apart, " << gs::format(line.leg_to_ground)
              << " to ground: " << gs::format(line.by_imbalance) << "; input: " << gs::format(line.by_rejection)
              << "; rejection " << gs::format(gs::figure{line.rejection().value(), gs::figure_unit::dB}) << '\n';
}

int main() {
    std::cout << "1. Unbalanced, -10 dBV\n";
    for (auto l : {1_m, 3_m, 10_m}) hum(gs::format(l).c_str(), player >> of_length(rca, l) >> amplifier, -10_dBV);

    std::cout << "\n2. Balanced, +4 dBu, 10 m\n";
    hum("equal legs", mixer >> xlr >> recorder, 4_dBu);
    parts(mixer >> xlr >> recorder);
    auto const worn = mixer >> with_a_bad_contact(xlr, 10_ohm);
    hum("a contact of 10 ohm", worn >> recorder, 4_dBu);
    parts(worn >> recorder);
    auto const better = with_common_mode_impedance(recorder, 10_Mohm);
    hum("the same into 10 Mohm", worn >> better, 4_dBu);
    parts(worn >> better);

    std::cout << "\n3. Unbalanced with a transformer, -10 dBV, 10 m\n";
    hum("isolated", player >> rca >> isolation >> of_length(rca, 0.5_m) >> amplifier, -10_dBV);

    std::cout << "\n4. What diagnose() says of 10 m unbalanced\n";
    auto const found = gs::diagnose(player >> rca >> amplifier, -10_dBV, {.interference = two_outlets});
    for (auto const& f : found.findings())
        if (f.id.starts_with("GS6"))
            std::cout << "  " << f.id << " " << gs::fill_in(f.title, f) << "\n    " << gs::fill_in(f.remedy, f) << '\n';
}
