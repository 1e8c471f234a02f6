// SPDX-License-Identifier: BSL-1.0
// Audio transformers. Ratio, resistances and core limit are the makers', read in transcriptions of the sheets named; what
// is computed from other figures of the sheet says so. What the sheet does not give is left out.
#pragma once

#include <gainstage/component/transformer.hpp>
#include <gainstage/literals.hpp>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::catalog {

using namespace gainstage::literals;

/// Jensen JT-115K-E, microphone input, 1:10.
///   windings 19.7 ohm, 2465 ohm
///   maximum -2.5 dBu at 20 Hz (1 % THD)
///   core loss: computed from the input impedance, 1.40 kohm at 1 kHz with 150 kohm on the secondary
///   inductance: computed from -0.26 dB at 20 Hz (150 ohm, 150 kohm); the -3 dB point, stated as 2.5 Hz, comes out at 5 Hz,
///   because a core's inductance rises towards low frequencies
///   leakage and capacitance: computed from -0.13 dB at 20 kHz and -3 dB at 90 kHz
/// Sheet: https://www.jensen-transformers.com/wp-content/uploads/2014/08/jt-115K-e1.pdf
inline constexpr transformer jensen_jt_115k_e{.name = "Jensen JT-115K-E",
                                              .turns_ratio = 10,
                                              .primary_resistance = 19.7_ohm,
                                              .secondary_resistance = 2465_ohm,
                                              .primary_inductance = 4.84_H,
                                              .leakage_inductance = 164_uH,
                                              .core_loss = 14.58_kohm,
                                              .secondary_capacitance = 136_pF,
                                              .core = core_limit{-2.5_dBu, 20_Hz}};

/// Lundahl LL1538, microphone input, 1:5 (primaries in parallel).
///   windings 22 ohm (2 x 44 ohm in parallel), 880 ohm
///   maximum +10 dBu at 50 Hz (1 % THD)
///   inductance, leakage, capacitance not stated (response +-0.3 dB, 10 Hz to 100 kHz)
/// Sheet: lundahltransformers.com, datasheets/1538_8xl.pdf (R980616)
inline constexpr transformer lundahl_ll1538{.name = "Lundahl LL1538",
                                            .turns_ratio = 5,
                                            .primary_resistance = 22_ohm,
                                            .secondary_resistance = 880_ohm,
                                            .primary_inductance = {},
                                            .core = core_limit{10_dBu, 50_Hz}};

} // namespace gainstage::catalog
