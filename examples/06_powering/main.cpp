// SPDX-License-Identifier: BSL-1.0
// Active microphones need power, each its own kind; line inputs give none, and the wrong kind can do harm.
#include <gainstage/catalog/catalog.hpp>
#include <gainstage/gainstage.hpp>
#include <gainstage/report/text.hpp>

#include <initializer_list>
#include <iostream>
#include <string_view>

namespace gs = gainstage;
using namespace gainstage::literals;

constexpr gs::phantom_supply p48{.name = "P48"};
constexpr gs::phantom_supply p12{.name = "P12", .standard = gs::phantom_standard::p12};
constexpr gs::preamp microphone_input{.name = "microphone input", .gain = 30_dB, .input_impedance = 100_kohm};
constexpr gs::line_input line_in{.name = "recorder", .full_scale = 20_dBu};

// The bias of a recorder, on a 3.5 mm socket.
constexpr gs::plug_in_power bias(gs::voltage v, gs::impedance r) {
    return {.name = "recorder bias", .voltage = v, .resistor = r, .input = gs::connectors::mini_ts_socket};
}

// What powering() says of a chain, and those of its findings that are about power.
void explain(auto const& chain, auto level, std::initializer_list<std::string_view> ids) {
    gs::diagnosis const all = gs::diagnose(chain, level);
    gs::diagnosis about_power;
    for (auto id : ids)
        if (auto const* f = all.find(id)) about_power.add(*f);
    std::cout << gs::powering(chain) << about_power;
}

int main() {
    auto const& condenser = gs::catalog::audio_technica_at4040;
    auto const& electret = gs::catalog::panasonic_wm_61a;
    auto const& lead = gs::catalog::microphone_cable;

    std::cout << "1. Phantom power: out on two conductors in parallel, back by the shield\n"
              << gs::powering(gs::catalog::neumann_tlm_193 >> p48) << gs::powering(condenser >> p48)
              << gs::powering(gs::catalog::earthworks_m23 >> p48) << gs::powering(condenser >> p12);

    std::cout << "\n2. Plug-in power: 3 V through 2.2 kohm, and through half of that\n"
              << gs::powering(electret >> bias(3_V, 2.2_kohm)) << gs::powering(electret >> bias(3_V, 1.1_kohm));
    auto const whole = gs::analyze(electret >> bias(3_V, 2.2_kohm) >> microphone_input >> line_in, 94_dBSPL);
    auto const half = gs::analyze(electret >> bias(3_V, 1.1_kohm) >> microphone_input >> line_in, 94_dBSPL);
    auto const before = whole.stage("recorder bias").level;
    auto const after = half.stage("recorder bias").level;
    std::cout << "level at 94 dB SPL: " << gs::format(before) << ", then " << gs::format(after) << ": "
              << gs::format(after - before) << '\n';

    std::cout << "\n3. The same capsule on 2.5 V through 4.7 kohm, and on the 5 V bias of a PC\n"
              << gs::powering(electret >> bias(2.5_V, 4.7_kohm));
    gs::microphone pc_microphone = electret;
    pc_microphone.output = gs::connectors::pc_microphone_plug;
    gs::plug_in_power const pc_bias{
        .name = "PC bias", .voltage = 5_V, .resistor = 2.2_kohm, .input = gs::connectors::pc_microphone_socket};
    std::cout << gs::powering(pc_microphone >> pc_bias);

    std::cout << "\n4. Line inputs give none\n";
    explain(condenser >> lead >> line_in, 94_dBSPL, {"GS401"});
    explain(electret >> line_in, 94_dBSPL, {"GS401"});

    std::cout << "\n5. Phantom power where it does not belong: a CD player, a ribbon, a ribbon unbalanced\n";
    auto const input = p48 >> gs::catalog::thatmicpre_1510 >> line_in;
    gs::cable const rca_to_xlr{
        .name = "RCA-XLR cable", .length = 2_m, .input = gs::connectors::rca_plug, .output = gs::connectors::xlr_male};
    gs::adapter const unbalanced{.name = "unbalanced adapter", .output = gs::connectors::xlr_male_unbalanced};
    explain(gs::catalog::cd_player >> rca_to_xlr >> input, -10_dBV, {"GS407", "GS408"});
    explain(gs::catalog::coles_4038 >> lead >> input, 94_dBSPL, {"GS407", "GS408"});
    explain(gs::catalog::coles_4038 >> lead >> unbalanced >> input, 94_dBSPL, {"GS407", "GS408"});
}
