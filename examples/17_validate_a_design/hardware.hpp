// SPDX-License-Identifier: BSL-1.0
// The hardware: an audio interface with two channels. What a schematic and the parts' datasheets state, once.
#pragma once

#include <gainstage/gainstage.hpp>

namespace hardware {

namespace gs = gainstage;
using namespace gainstage::literals;

inline constexpr gs::decibels min_gain = 0_dB;
inline constexpr gs::decibels max_gain = 60_dB;

// An instrumentation amplifier, G = 1 + 10k/RG, behind 6.8 kohm feed resistors and coupling capacitors.
constexpr gs::preamp microphone_path(gs::decibels gain) {
    return {.gain = gain,
            .min_gain = min_gain,
            .max_gain = max_gain,
            .input_impedance = 3_kohm,
            .output_impedance = 50_ohm,
            .noise = gs::amplifier_noise{.input_voltage = 1.2_nV_per_rtHz,
                                         .input_current = 1_pA_per_rtHz,
                                         .output_voltage = 60_nV_per_rtHz,
                                         .gain_resistor = gs::gain_setting_resistor{.feedback = 10_kohm}},
            .max_output = 22_dBu,
            .low_corner = 5_Hz,
            .high_corner = 120_kHz};
}
// A line receiver that takes 4 dB away.
inline constexpr gs::preamp line_path{.gain = -4_dB,
                                      .input_impedance = 24_kohm,
                                      .output_impedance = 50_ohm,
                                      .noise = gs::amplifier_noise{.output_voltage = 30_nV_per_rtHz},
                                      .max_output = 22_dBu,
                                      .low_corner = 2_Hz,
                                      .high_corner = 200_kHz,
                                      .accepts = gs::signal_class::line};
inline constexpr gs::adc converter{.name = "converter",
                                   .full_scale = 18_dBu,
                                   .dynamic_range = gs::dynamic_range{118_dB, gs::weighting::a},
                                   .input_impedance = 10_kohm};

// One of the two channels: the plug decides which path it takes.
constexpr auto channel(gs::decibels gain) {
    return gs::combo_input{.name = "input",
                           .microphone = microphone_path(gain),
                           .line = line_path,
                           .phantom = gs::phantom_supply{.standard = gs::phantom_standard::p48}} >>
           converter;
}

// The measuring desk: a generator on an XLR or a jack plug.
constexpr gs::line_output generator(gs::impedance source, gs::connector const& plug) {
    return {.name = "generator",
            .output_impedance = source,
            .topology = gs::output_topology::floating,
            .output = plug,
            .protected_against_phantom = true};
}
constexpr auto on_microphone(gs::decibels gain) {
    return generator(150_ohm, gs::connectors::xlr_male) >> channel(gain);
}
inline constexpr auto on_line = generator(50_ohm, gs::connectors::trs_plug) >> channel(min_gain);

} // namespace hardware
