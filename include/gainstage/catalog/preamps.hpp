// SPDX-License-Identifier: BSL-1.0
// Microphone preamps, and the microphone inputs of interfaces.
// Every figure was read at the address named with it. What the source does not give is left at the component's default
// and marked "not stated: typical"; noise and limits that are not given stay empty.
// The gain is the user's to set; it stands at a usable middle value. Phantom power is a component of its own.
#pragma once

#include <gainstage/component/amplifier_noise.hpp>
#include <gainstage/component/preamp.hpp>
#include <gainstage/connector.hpp>
#include <gainstage/literals.hpp>
#include <gainstage/power_supply.hpp>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::catalog {

using namespace gainstage::literals;

// ---- Preamps ----

/// Focusrite ISA428 MkII, with a transformer; impedance switch at 1400 ohm.
///   gain 0 to 60 dB in steps and 0 to 20 dB of trim; set to 40 dB
///   input impedance 600, 1400, 2400 or 6800 ohm by a switch: 1400 ohm is chosen
///   equivalent input noise -126 dBu, 150 ohm, gain 60 dB, 22 Hz to 22 kHz, unweighted
///   output noise at unity gain -98 dBu
///   maximum input level +7.4 dBu
///   maximum output level +25 dBu
///   output impedance not stated: typical
/// Read at https://www.manualsdir.com/manuals/855560/
///     focusrite-isa428-mkii-rackmount-4-channel-microphone-preamp.html?page=15
inline constexpr preamp focusrite_isa428{.name = "Focusrite ISA428 MkII",
                                         .gain = 40_dB,
                                         .min_gain = 0_dB,
                                         .max_gain = 80_dB,
                                         .input_impedance = 1.4_kohm,
                                         .noise = equivalent_input_noise{.level = -126_dBu,
                                                                         .source_impedance = 150_ohm,
                                                                         .at_gain = 60_dB,
                                                                         .band = {22_Hz, 22_kHz},
                                                                         .output_noise = -98_dBu},
                                         .max_input = 7.4_dBu,
                                         .max_output = 25_dBu,
                                         .input = connectors::xlr_female,
                                         .output = connectors::xlr_male};

/// ThatMicPre with the THAT1510, open hardware.
///   gain 0 to 60 dB; set to 40 dB
///   input impedance 2.0 kohm
///   output impedance 200 ohm, impedance-balanced
///   noise: fitted to its table of output noise against gain (150 ohm, 20 Hz to 22 kHz), within 0.5 dB:
///     e_n 1.20 nV/rtHz, e_o 61.5 nV/rtHz, G = 1 + 10 kohm/R_G
///   maximum output level +20 dBu for 0.1 %
/// Read at github:ojg/thatmicpre, README.md
inline constexpr preamp thatmicpre_1510{
    .name = "ThatMicPre THAT1510",
    .gain = 40_dB,
    .min_gain = 0_dB,
    .max_gain = 60_dB,
    .input_impedance = 2_kohm,
    .output_impedance = 200_ohm,
    .noise = amplifier_noise{.input_voltage = 1.20_nV_per_rtHz,
                             .output_voltage = 61.5_nV_per_rtHz,
                             .gain_resistor = gain_setting_resistor{.feedback = 10_kohm, .unset_gain = 1}},
    .max_output = 20_dBu,
    .topology = output_topology::impedance_balanced,
    .input = connectors::xlr_female};

/// ThatMicPre with the THAT1512: quieter at low gain.
///   gain 0 to 60 dB; set to 40 dB
///   input impedance 2.0 kohm
///   output impedance 200 ohm, impedance-balanced
///   noise: fitted to its table of equivalent input noise (150 ohm, 20 Hz to 22 kHz), within 0.5 dB:
///     e_n 1.18 nV/rtHz, e_o 38.3 nV/rtHz, G = 0.5 + 5 kohm/R_G
///   maximum output level +20 dBu for 0.1 %
/// Read at github:ojg/thatmicpre, README.md
inline constexpr preamp thatmicpre_1512{
    .name = "ThatMicPre THAT1512",
    .gain = 40_dB,
    .min_gain = 0_dB,
    .max_gain = 60_dB,
    .input_impedance = 2_kohm,
    .output_impedance = 200_ohm,
    .noise = amplifier_noise{.input_voltage = 1.18_nV_per_rtHz,
                             .output_voltage = 38.3_nV_per_rtHz,
                             .gain_resistor = gain_setting_resistor{.feedback = 5_kohm, .unset_gain = 0.5}},
    .max_output = 20_dBu,
    .topology = output_topology::impedance_balanced,
    .input = connectors::xlr_female};

/// Texas Instruments PGA2505, integrated circuit on +-5 V.
///   gain 0 dB and 9 to 60 dB in steps of 3 dB; set to 30 dB
///   equivalent input noise -123 dBu, 150 ohm, gain 30 dB
///   input and output impedance, levels not stated: typical / none
/// Read at https://ti.com/product/PGA2505
inline constexpr preamp ti_pga2505{
    .name = "TI PGA2505",
    .gain = 30_dB,
    .min_gain = 0_dB,
    .max_gain = 60_dB,
    .noise = equivalent_input_noise{.level = -123_dBu, .source_impedance = 150_ohm, .at_gain = 30_dB},
    .input = connectors::unspecified};

// ---- Microphone inputs of interfaces, without their converters: see line_devices.hpp for line inputs.
// Where the sheet gives 0 dBFS at gain 0 dB, that is the level that the stage drives its converter to: max_output.

/// Focusrite Forte, microphone input.
///   gain 0 to 75 dB; set to 40 dB
///   equivalent input noise -128 dBu, 150 ohm, gain 60 dB, 22 Hz to 22 kHz
///   0 dBFS = +12 dBu at gain 0 dB (and -63 dBu at 75 dB)
///   impedances not stated: typical
/// Read at http://us.focusrite.com/usb-audio-interfaces/forte/specifications
inline constexpr preamp focusrite_forte{.name = "Focusrite Forte",
                                        .gain = 40_dB,
                                        .min_gain = 0_dB,
                                        .max_gain = 75_dB,
                                        .noise = equivalent_input_noise{.level = -128_dBu,
                                                                        .source_impedance = 150_ohm,
                                                                        .at_gain = 60_dB,
                                                                        .band = {22_Hz, 22_kHz}},
                                        .max_output = 12_dBu,
                                        .input = connectors::xlr_female};

/// Focusrite Scarlett 2i2, 3rd generation, microphone input.
///   gain range 56 dB, taken for 0 to 56 dB; set to 40 dB
///   input impedance 3 kohm
///   equivalent input noise -128 dBu, A-weighted; source 150 ohm and gain 56 dB not stated: typical
///   levels and output impedance not stated: typical / none
/// Read at https://podcastage.com/rev/2i23rd
inline constexpr preamp focusrite_scarlett_2i2_3rd{.name = "Focusrite Scarlett 2i2 3rd gen",
                                                   .gain = 40_dB,
                                                   .min_gain = 0_dB,
                                                   .max_gain = 56_dB,
                                                   .input_impedance = 3_kohm,
                                                   .noise = equivalent_input_noise{.level = -128_dBu,
                                                                                   .source_impedance = 150_ohm,
                                                                                   .at_gain = 56_dB,
                                                                                   .weighting = weighting::a},
                                                   .input = connectors::combo_socket};

/// MOTU M2 and M4, microphone input.
///   gain 0 to 60 dB; set to 40 dB
///   equivalent input noise -129 dBu, A-weighted; source 150 ohm and gain 60 dB not stated: typical
///   impedances and levels not stated: typical / none
/// Read at https://shivanshelectronics.in/products/motu-m2-copy
inline constexpr preamp motu_m2{.name = "MOTU M2",
                                .gain = 40_dB,
                                .min_gain = 0_dB,
                                .max_gain = 60_dB,
                                .noise = equivalent_input_noise{.level = -129_dBu,
                                                                .source_impedance = 150_ohm,
                                                                .at_gain = 60_dB,
                                                                .weighting = weighting::a},
                                .input = connectors::combo_socket};

/// RME Fireface 400, microphone input.
///   gain 0 dB and 10 to 65 dB; set to 40 dB
///   maximum input level +10 dBu at gain 0 dB
///   impedances and noise not stated: typical / none
/// Read at http://38.142.81.21:8001/manual/rme-audio/fireface-400/user-s-guide-english/page-31.html
inline constexpr preamp rme_fireface_400{.name = "RME Fireface 400",
                                         .gain = 40_dB,
                                         .min_gain = 0_dB,
                                         .max_gain = 65_dB,
                                         .max_output = 10_dBu,
                                         .input = connectors::xlr_female};

/// RME Babyface Pro, microphone input, without its pad of 11 dB.
///   gain 0 to 65 dB in steps of 1 dB; set to 40 dB
///   maximum input level +8 dBu at gain 0 dB (+19 dBu with the pad)
///   impedances and noise not stated: typical / none
/// Read at http://38.142.81.21:8001/manual/rme/rmebfp/user-manual-english/page-21.html
inline constexpr preamp rme_babyface_pro{.name = "RME Babyface Pro",
                                         .gain = 40_dB,
                                         .min_gain = 0_dB,
                                         .max_gain = 65_dB,
                                         .max_output = 8_dBu,
                                         .input = connectors::xlr_female};

/// A budget FireWire interface of the 2000s: its low impedance loads what is plugged in.
///   gain up to 44 dB; set to 30 dB
///   input impedance 600 ohm
///   equivalent input noise -115 dBu, A-weighted, 150 ohm, gain 44 dB
///   maximum input level +6.5 dBu
///   output impedance not stated: typical
/// Read at https://forums.cockos.com/showpost.php?p=614524&postcount=51
inline constexpr preamp generic_firewire_interface{.name = "budget FireWire interface",
                                                   .gain = 30_dB,
                                                   .max_gain = 44_dB,
                                                   .input_impedance = 600_ohm,
                                                   .noise = equivalent_input_noise{.level = -115_dBu,
                                                                                   .source_impedance = 150_ohm,
                                                                                   .at_gain = 44_dB,
                                                                                   .weighting = weighting::a},
                                                   .max_input = 6.5_dBu,
                                                   .input = connectors::xlr_female};

// ---- In-line booster ----

/// CT1, in-line booster, as measured.
///   gain 25.5 dB
///   maximum input level -28 dBu: clean up to about there
///   phantom power, impedances not stated: typical; noise not stated
/// Read at https://sendegate.de/t/neuer-guenstiger-inline-mikrofonvorverstaerker/10579/3
inline constexpr preamp ct1_booster{.name = "CT1 in-line booster",
                                    .gain = 25.5_dB,
                                    .min_gain = 25.5_dB,
                                    .max_gain = 25.5_dB,
                                    .max_input = -28_dBu,
                                    .power = phantom_power{},
                                    .input = connectors::xlr_female,
                                    .output = connectors::xlr_male};

} // namespace gainstage::catalog
