// SPDX-License-Identifier: BSL-1.0
// The chain that is measured: that of the headline program design_rules.cpp, by components and as datasheets for raw/.
#pragma once

#include "raw/five_stages.hpp"

#include <gainstage/gainstage.hpp>

namespace bench {

namespace gs = gainstage;
using namespace gainstage::literals;

inline auto five_stages() {
    return gs::microphone{.name = "studio condenser",
                          .transducer = gs::transducer_kind::condenser,
                          .sensitivity = 15_mV_per_Pa,
                          .output_impedance = 50_ohm,
                          .self_noise = 13_dBA,
                          .max_spl = 138_dBSPL,
                          .power = gs::phantom_power{.min_voltage = 44_V, .max_voltage = 52_V, .current = 3.2_mA}} >>
           gs::cable{.name = "snake", .length = 50_m, .capacitance = 100_pF_per_m, .resistance = 0.084_ohm_per_m} >>
           gs::phantom_supply{.name = "P48", .standard = gs::phantom_standard::p48} >>
           gs::preamp{.name = "preamp",
                      .gain = 20_dB,
                      .input_impedance = 2_kohm,
                      .output_impedance = 50_ohm,
                      .noise =
                          gs::amplifier_noise{.input_voltage = 1.2_nV_per_rtHz, .output_voltage = 61.5_nV_per_rtHz},
                      .max_output = 26_dBu} >>
           gs::line_input{.name = "converter",
                          .input_impedance = 10_kohm,
                          .full_scale = 24_dBu,
                          .dynamic_range = gs::dynamic_range{124_dB, gs::weighting::a}};
}

inline constexpr raw::five_stages five_stages_by_hand{.sensitivity = 15e-3,
                                                      .microphone_impedance = 50,
                                                      .self_noise = 13,
                                                      .max_spl = 138,
                                                      .cable_capacitance = 50 * 100e-12,
                                                      .cable_resistance = 2 * 50 * 0.084,
                                                      .feed_resistance = 2 * 6800,
                                                      .preamp_gain = 20,
                                                      .preamp_input = 2000,
                                                      .preamp_output = 50,
                                                      .preamp_input_noise = 1.2e-9,
                                                      .preamp_output_noise = 61.5e-9,
                                                      .preamp_max_output = 26,
                                                      .line_impedance = 10e3,
                                                      .line_full_scale = 24,
                                                      .line_dynamic_range = 124};

/// The compiler must take it for changed, and keep what was computed.
template <class T>
void touch(T& value) {
    asm volatile("" : : "g"(&value) : "memory");
}

} // namespace bench
