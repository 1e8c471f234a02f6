// SPDX-License-Identifier: BSL-1.0
// Operational amplifiers, the devices of the operational amplifier stages.
// Every figure was read at the address named with it. What the source does not give is left at the component's default
// and marked "not stated: typical"; noise and limits that are not given stay empty.
// A macromodel states its 1/f noise as a density at one frequency: the corner is f (density there/white density)^2.
#pragma once

#include <gainstage/component/op_amp.hpp>
#include <gainstage/literals.hpp>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::catalog {

using namespace gainstage::literals;

// ---- Bipolar inputs ----

/// LM4562 (LME49720).
///   voltage noise 2.7 nV, its 1/f part 6.3 nV at 10 Hz: corner 54 Hz
///   current noise 1.6 pA, its 1/f part 3.1 pA at 10 Hz: corner 38 Hz
///   open-loop gain 140 dB, gain-bandwidth 55 MHz
///   slew rate 20 V/us
///   output 1 V from the rails; +53 mA, -42 mA
/// Texas Instruments' macromodel of 2012, version 1.1. Read at github:kicad-spice-library/KiCad-Spice-Library,
///     Models/uncategorized/Bordodynovs Electronics Lib/sub/LM4562.txt
inline constexpr op_amp lm4562{.name = "LM4562",
                               .input_voltage_noise = 2.7_nV_per_rtHz,
                               .voltage_noise_corner = 54_Hz,
                               .input_current_noise = 1.6_pA_per_rtHz,
                               .current_noise_corner = 38_Hz,
                               .open_loop_gain = 140_dB,
                               .gain_bandwidth = 55_MHz,
                               .slew_rate = 20_V_per_us,
                               .swing_from_rails = 1_V,
                               .output_current = 42_mA};

/// OPA1611 (OPA1612).
///   voltage noise 1.24 nV, its 1/f part 23.85 nV at 0.1 Hz: corner 37 Hz
///   current noise 1.68 pA, its 1/f part 39.5 pA at 0.1 Hz: corner 55 Hz
///   open-loop gain: 922 at 100 kHz, so gain-bandwidth 92 MHz; 424,000 at 100 Hz, so 114 dB (the model simulated)
///   output short-circuit current +49.8 mA, -47 mA
///   slew rate and swing not stated
/// Texas Instruments' macromodel of 2018, final 1.1. Read at github:kicad-spice-library/KiCad-Spice-Library,
///     Models/uncategorized/Bordodynovs Electronics Lib/sub/OPA1611.txt
inline constexpr op_amp opa1611{.name = "OPA1611",
                                .input_voltage_noise = 1.24_nV_per_rtHz,
                                .voltage_noise_corner = 37_Hz,
                                .input_current_noise = 1.68_pA_per_rtHz,
                                .current_noise_corner = 55_Hz,
                                .open_loop_gain = 114_dB,
                                .gain_bandwidth = 92_MHz,
                                .output_current = 47_mA};

/// LT1115.
///   voltage noise 0.9 nV, current noise 1.2 pA: optimum source 750 ohm
///   gain-bandwidth not stated: typical; limits not stated
/// Read at https://groupdiy.com/threads/jung-mic-pre-anyone-tried-it.8626/page-3
inline constexpr op_amp lt1115{
    .name = "LT1115", .input_voltage_noise = 0.9_nV_per_rtHz, .input_current_noise = 1.2_pA_per_rtHz};

// ---- JFET inputs ----

/// OPA140 (OPA2140, OPA4140).
///   voltage noise 5.1 nV, corner 15 Hz; current noise 0.8 fA
///   open-loop gain 120 dB, gain-bandwidth 11 MHz
///   slew rate 20 V/us
///   output 0.05 V from the rails, 30 mA
/// A macromodel. Read at github:kicad-spice-library/KiCad-Spice-Library,
///     Models/uncategorized/Bordodynovs Electronics Lib/sub/OPA140.sub
inline constexpr op_amp opa140{.name = "OPA140",
                               .input_voltage_noise = 5.1_nV_per_rtHz,
                               .voltage_noise_corner = 15_Hz,
                               .input_current_noise = 0.8_fA_per_rtHz,
                               .open_loop_gain = 120_dB,
                               .gain_bandwidth = 11_MHz,
                               .slew_rate = 20_V_per_us,
                               .swing_from_rails = 0.05_V,
                               .output_current = 30_mA};

/// OPA134 (OPA2134).
///   current noise 3 fA; voltage noise not stated
///   gain-bandwidth 8 MHz: 402 uS/(2 pi 8 pF)
///   slew rate 20 V/us: 160 uA/8 pF
///   swing not stated
/// A macromodel of 1996. Read at github:kicad-spice-library/KiCad-Spice-Library,
///     Models/uncategorized/Bordodynovs Electronics Lib/sub/Sborka.lib
inline constexpr op_amp opa134{
    .name = "OPA134", .input_current_noise = 3_fA_per_rtHz, .gain_bandwidth = 8_MHz, .slew_rate = 20_V_per_us};

/// TL072.
///   gain-bandwidth 3 MHz: 282.8 uS/(2 pi 15 pF)
///   slew rate 13 V/us: 195 uA/15 pF
///   noise and swing not stated
/// A macromodel of 1989. Read at github:kicad-spice-library/KiCad-Spice-Library,
///     Models/uncategorized/Bordodynovs Electronics Lib/sub/TL072.cir
inline constexpr op_amp tl072{.name = "TL072", .gain_bandwidth = 3_MHz, .slew_rate = 13_V_per_us};

} // namespace gainstage::catalog
