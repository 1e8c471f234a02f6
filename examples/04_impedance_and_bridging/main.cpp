// SPDX-License-Identifier: BSL-1.0
// A voltage is passed on by bridging: a low source impedance into an input of several times as much.
#include <gainstage/catalog/catalog.hpp>
#include <gainstage/gainstage.hpp>
#include <gainstage/report/text.hpp>

#include <iomanip>
#include <iostream>
#include <numbers>
#include <string_view>

namespace gs = gainstage;
using namespace gainstage::literals;

gs::line_output source_of(gs::impedance z) { return {.name = "source", .output_impedance = z}; }
gs::line_input load_of(gs::impedance z) { return {.name = "load", .input_impedance = z}; }

// loss = -20 log10(ZL/(Zs + ZL)), as the chain has it.
void loss(char const* what, gs::impedance source, gs::impedance load) {
    auto const budget = gs::analyze(source_of(source) >> load_of(load), 4_dBu);
    std::cout << std::setw(6) << source.value() << std::setw(9) << load.value() << std::setw(8) << std::setprecision(2)
              << budget.output().loading_loss.value() << std::setprecision(0) << "  " << what << '\n';
}

// What a cable's capacitance takes off the top, behind a source impedance.
void roll_off(gs::impedance source, gs::length run) {
    gs::cable const cable{.length = run, .capacitance = 100_pF_per_m, .resistance = 0_ohm_per_m};
    auto const level_at = [&](gs::frequency f) {
        return gs::analyze(source_of(source) >> cable >> load_of(1000_Mohm), 4_dBu, {.frequency = f}).output().level;
    };
    gs::capacitance const c = cable.capacitance * run;
    gs::frequency const corner = 1.0 / (2 * std::numbers::pi * source * c);
    std::cout << std::setw(6) << source.value() << std::setw(6) << run.value() << " m  " << std::setw(7)
              << gs::format(c) << std::setw(10) << gs::format(corner) << std::setprecision(2) << std::setw(11)
              << (level_at(20_Hz) - level_at(corner)).value() << std::setw(11)
              << (level_at(20_Hz) - level_at(20_kHz)).value() << std::setprecision(0) << '\n';
}

int main() {
    std::cout << std::fixed << std::setprecision(0) << "Zs ohm   ZL ohm  dB loss\n";
    loss("microphone into a preamp, ten times: bridging", 150_ohm, 1.5_kohm);
    loss("microphone into a preamp", 150_ohm, 2_kohm);
    loss("microphone into a preamp, five times", 200_ohm, 1_kohm);
    loss("line output into a line input", 50_ohm, 10_kohm);
    loss("line output into a line input", 100_ohm, 10_kohm);
    loss("matched: most power, half the voltage", 600_ohm, 600_ohm);
    loss("high-impedance source into a line input", 10_kohm, 10_kohm);
    loss("high-impedance source into a preamp", 10_kohm, 2_kohm);
    loss("high-impedance source into an instrument input", 10_kohm, 1_Mohm);

    std::cout << "\nThe same preamp behind two sources\n";
    gs::preamp const preamp{.name = "preamp", .gain = 20_dB, .input_impedance = 2_kohm, .max_output = 22_dBu};
    auto const print = [](auto const& chain, auto level) {
        auto const budget = gs::analyze(chain, level);
        auto const& first = budget.stages().front();
        std::cout << "  " << std::string_view{first.name} << ", " << gs::format(gs::magnitude(first.source_impedance))
                  << " into " << gs::format(gs::magnitude(first.load_impedance)) << ": "
                  << gs::format(gs::figure{first.loading_loss.value(), gs::figure_unit::dB}) << " lost\n";
        if (auto const d = gs::diagnose(chain, level); auto const* f = d.find("GS301"))
            std::cout << "    " << f->id << ": " << gs::fill_in(f->remedy, *f) << '\n';
    };
    print(gs::catalog::shure_sm58 >> preamp >> load_of(10_kohm), 94_dBSPL);
    print(source_of(10_kohm) >> preamp >> load_of(10_kohm), -20_dBV);

    std::cout << "\nSource impedance and cable: a low-pass filter\n"
              << "Zs ohm   run        C    corner  dB there  dB, 20 kHz\n";
    roll_off(200_ohm, 10_m);
    roll_off(200_ohm, 100_m);
    roll_off(10_kohm, 5_m);
    roll_off(10_kohm, 100_m);
}
