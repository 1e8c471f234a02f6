// SPDX-License-Identifier: BSL-1.0
// Levels are points on scales with different zeros: dBu, dBV, dB SPL, dBFS; their distances are decibels.
#include <gainstage/catalog/catalog.hpp>
#include <gainstage/gainstage.hpp>
#include <gainstage/report/text.hpp>

#include <iomanip>
#include <iostream>

namespace gs = gainstage;
using namespace gainstage::literals;

constexpr gs::text_style plain{.ascii = true};

// What a microphone brings to a line input when somebody speaks at 20 cm.
gs::voltage_level heard(gs::microphone const& m) { return gs::analyze(m >> gs::line_input{}, 74_dBSPL).output().level; }

// One voltage with its two spellings.
void spell(gs::voltage_level level) {
    std::cout << "  " << std::setw(8) << gs::format(gs::rms_voltage(level), plain) << std::showpos << std::setw(10)
              << level.dBu() << " dBu" << std::setw(10) << level.dBV() << " dBV\n"
              << std::noshowpos;
}

// One line source, and how many times the voltage of each microphone it has.
void compare(char const* source, gs::voltage_level level) {
    std::cout << "  " << std::left << std::setw(32) << source << std::right << std::setw(8)
              << gs::format(gs::rms_voltage(level), plain) << std::setprecision(0);
    for (auto const& m : {gs::catalog::coles_4038, gs::catalog::shure_sm58, gs::catalog::neumann_u87_ai})
        std::cout << std::setw(11) << gs::amplitude_ratio(level - heard(m));
    std::cout << '\n';
}

int main() {
    std::cout << std::fixed << std::setprecision(2) << "Two references for a voltage\n";
    for (gs::voltage_level const level :
         {gs::voltage_level{0_dBu}, gs::voltage_level{0_dBV}, gs::voltage_level{4_dBu}, gs::voltage_level{-10_dBV}})
        spell(level);
    gs::decibels const apart = 4_dBu - -10_dBV;
    std::cout << "  +4 dBu is " << apart.value() << " dB above -10 dBV, not 14: " << gs::amplitude_ratio(apart)
              << " times the voltage\n";

    std::cout << "\nSound\n";
    for (auto const level : {0_dBSPL, 74_dBSPL, 94_dBSPL})
        std::cout << "  " << gs::format(level, plain) << " is " << gs::format(gs::rms_pressure(level), plain) << '\n';
    std::cout << "  1 Pa is " << gs::level_of(1_Pa).dBSPL() << " dB SPL\n";

    std::cout << "\nLine level over the level of microphones at 74 dB SPL, as a ratio of voltages\n"
              << "  source                           voltage     ribbon    dynamic  condenser\n";
    compare("CD player, full scale", *gs::catalog::cd_player.max_output);
    compare("mixer main out, +4 dBu", 4_dBu);
    compare("audio interface, +4 dBu", 4_dBu);
    compare("synthesizer, 0 dBu", 0_dBu);
    compare("consumer line level, -10 dBV", -10_dBV);

    std::cout << "\nThe same +4 dBu in two digital systems\n"
              << "  EBU R68, 0 dBFS at +18 dBu: " << gs::format(0_dBFS + (4_dBu - 18_dBu), plain) << '\n'
              << "  SMPTE,   0 dBFS at +24 dBu: " << gs::format(0_dBFS + (4_dBu - 24_dBu), plain) << '\n';

    std::cout << "\nIncoherent levels add as powers\n"
              << "  -60 dBu and -60 dBu: " << gs::format(power_sum(-60_dBu, -60_dBu), plain) << '\n'
              << "  -60 dBu and -70 dBu: " << gs::format(power_sum(-60_dBu, -70_dBu), plain) << '\n'
              << "  -60 dBu and silence: " << gs::format(power_sum(-60_dBu, gs::voltage_level::silence()), plain)
              << '\n';
}
