// SPDX-License-Identifier: BSL-1.0
// A five-stage chain analysed at run time, as firmware would: the gain and the level are only known then.
#include <gainstage/analysis/analyze.hpp>
#include <gainstage/component/cable.hpp>
#include <gainstage/component/line_input.hpp>
#include <gainstage/component/microphone.hpp>
#include <gainstage/component/phantom_supply.hpp>
#include <gainstage/component/preamp.hpp>
#include <gainstage/literals.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

double volatile gain_knob = 40; // dB
double volatile loudness = 94;  // dB SPL

double volatile level, headroom, noise; // dBu, dB, dBu

int main() {
    auto const chain = gs::microphone{.sensitivity = 15_mV_per_Pa, .output_impedance = 150_ohm, .self_noise = 13_dBA} >>
                       gs::cable{.length = 10_m} >> gs::phantom_supply{} >>
                       gs::preamp{.gain = gs::decibels{gain_knob},
                                  .noise = gs::amplifier_noise{.input_voltage = 1.2_nV_per_rtHz},
                                  .max_output = 22_dBu} >>
                       gs::line_input{.full_scale = 20_dBu, .dynamic_range = gs::dynamic_range{110_dB}};
    auto const budget = gs::analyze(chain, gs::sound_level::from_dBSPL(loudness));
    level = budget.output().level.dBu();
    headroom = budget.headroom().value();
    noise = budget.output().noise.dBu();
    return budget.valid() && !budget.clips() ? 0 : 1;
}
