// SPDX-License-Identifier: BSL-1.0
// Cables by what their sheets state per metre. The length is the user's to set; 10 m stands here.
// Every figure was read at the address named with it. What the source does not give is left at the component's default
// and marked "not stated: typical"; noise and limits that are not given stay empty.
// Connectors are those of the usual ready-made cable.
#pragma once

#include <gainstage/component/cable.hpp>
#include <gainstage/connector.hpp>
#include <gainstage/literals.hpp>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::catalog {

using namespace gainstage::literals;

// ---- Balanced, with XLR connectors ----

/// Typical microphone cable.
///   capacitance 100 pF/m, wire to wire
///   resistances not stated: typical
/// Read at http://www.sengpielaudio.com/calculator-cable.htm
inline constexpr cable microphone_cable{.name = "microphone cable",
                                        .length = 10_m,
                                        .capacitance = 100_pF_per_m,
                                        .input = connectors::xlr_female,
                                        .output = connectors::xlr_male};

/// Microphone cable of 32 pF/ft.
///   capacitance 105 pF/m (32 pF/ft)
///   resistances not stated: typical
/// Read at https://livesoundsystem.blogspot.com/2007/06/microphone-or-line-level-cables.html
inline constexpr cable microphone_cable_32pf_per_ft{.name = "microphone cable, 32 pF/ft",
                                                    .length = 10_m,
                                                    .capacitance = 105_pF_per_m,
                                                    .input = connectors::xlr_female,
                                                    .output = connectors::xlr_male};

/// Belden 1800F, 110 ohm, low capacitance.
///   capacitance 42.7 pF/m (13 pF/ft)
///   resistances not stated: typical
/// Read at https://www.belden.com/blogs/broadcast/cable-substitution
inline constexpr cable belden_1800f{.name = "Belden 1800F",
                                    .length = 10_m,
                                    .capacitance = 42.7_pF_per_m,
                                    .input = connectors::xlr_female,
                                    .output = connectors::xlr_male};

/// One pair of a Cat 5e or Cat 6 cable, with XLR adapters.
///   capacitance 49.2 pF/m (15 pF/ft)
///   resistances not stated: typical
/// Read at https://www.belden.com/blogs/broadcast/cable-substitution
inline constexpr cable cat5e_pair{.name = "Cat 5e pair",
                                  .length = 10_m,
                                  .capacitance = 49.2_pF_per_m,
                                  .input = connectors::xlr_female,
                                  .output = connectors::xlr_male};

// ---- Unbalanced, with RCA plugs ----

/// Belden 8241F, coaxial.
///   capacitance 55.8 pF/m (17 pF/ft)
///   shield resistance 0.0085 ohm/m (2.6 mohm/ft)
///   resistance of the conductor not stated: typical
///   connectors: the user's
/// Read at https://issuhub.com/view/index?id=4743&pageIndex=1246
inline constexpr cable belden_8241f{.name = "Belden 8241F",
                                    .length = 10_m,
                                    .capacitance = 55.8_pF_per_m,
                                    .shield_resistance = 0.0085_ohm_per_m,
                                    .input = connectors::rca_plug,
                                    .output = connectors::rca_plug};

// ---- Instrument cables, with 6.35 mm TS plugs ----

/// Typical guitar cable.
///   capacitance 100 pF/m (30 pF/ft)
///   resistances not stated: typical
/// Read at http://soundonsound.com/sos/nov09/articles/guitarcables.htm
inline constexpr cable guitar_cable{.name = "guitar cable",
                                    .length = 10_m,
                                    .capacitance = 100_pF_per_m,
                                    .input = connectors::ts_plug,
                                    .output = connectors::ts_plug};

/// D'Addario, standard instrument cable.
///   capacitance 148 pF/m (45 pF/ft)
///   resistances not stated: typical
/// Read at http://daddarioinc.blogspot.com/2009/03/capacitance-what-is-it-and-how-does-it.html
inline constexpr cable daddario_standard{.name = "D'Addario instrument cable",
                                         .length = 10_m,
                                         .capacitance = 148_pF_per_m,
                                         .input = connectors::ts_plug,
                                         .output = connectors::ts_plug};

/// D'Addario, low-capacitance instrument cable.
///   capacitance 108 pF/m (33 pF/ft)
///   resistances not stated: typical
/// Read at http://daddarioinc.blogspot.com/2009/03/capacitance-what-is-it-and-how-does-it.html
inline constexpr cable daddario_low_capacitance{.name = "D'Addario low-capacitance cable",
                                                .length = 10_m,
                                                .capacitance = 108_pF_per_m,
                                                .input = connectors::ts_plug,
                                                .output = connectors::ts_plug};

/// Elixir instrument cable.
///   capacitance 33 pF/m at most ("under 10 pF per foot")
///   resistances not stated: typical
/// Read at https://www.guitarplayer.com/.amp/technique/choosing-the-right-cable
inline constexpr cable elixir_instrument_cable{.name = "Elixir instrument cable",
                                               .length = 10_m,
                                               .capacitance = 33_pF_per_m,
                                               .input = connectors::ts_plug,
                                               .output = connectors::ts_plug};

/// Guitar cable of the 1960s.
///   capacitance 110 pF/m, from 300 pF for 8 to 10 ft
///   resistances not stated: typical
/// Read at https://wildepickups.com/pages/instrument-cable-and-sound
inline constexpr cable sixties_guitar_cable{.name = "1960s guitar cable",
                                            .length = 10_m,
                                            .capacitance = 110_pF_per_m,
                                            .input = connectors::ts_plug,
                                            .output = connectors::ts_plug};

} // namespace gainstage::catalog
