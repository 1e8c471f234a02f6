// SPDX-License-Identifier: BSL-1.0
// Microphones of every kind, by their datasheets.
// Every figure was read at the address named with it. What the source does not give is left at the component's default
// and marked "not stated: typical"; noise and limits that are not given stay empty.
// Sensitivities are open-circuit unless a sensitivity_load stands with them.
#pragma once

#include <gainstage/component/microphone.hpp>
#include <gainstage/connector.hpp>
#include <gainstage/literals.hpp>
#include <gainstage/power_supply.hpp>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::catalog {

using namespace gainstage::literals;

// ---- Moving coils ----

/// Shure SM58, cardioid.
///   sensitivity 1.85 mV/Pa (-54.5 dBV/Pa)
///   impedance 300 ohm actual, 150 ohm rated
///   connector XLR
/// Read at http://en.wikipedia.org/wiki/Shure_SM58
inline constexpr microphone shure_sm58{.name = "Shure SM58",
                                       .transducer = transducer_kind::dynamic,
                                       .sensitivity = 1.85_mV_per_Pa,
                                       .output_impedance = 300_ohm,
                                       .output = connectors::xlr_male};

/// Shure SM57, cardioid.
///   sensitivity 1.6 mV/Pa (-56 dBV/Pa) [1]; another figure is in circulation, 1.88 mV/Pa [2]
///   impedance not stated: typical
/// [1] https://camtechno.blogspot.com/2011/07/what-is-difference-between-shure-58.html
/// [2] https://www.thomannmusic.no/shure_sm57_lc.htm
inline constexpr microphone shure_sm57{.name = "Shure SM57",
                                       .transducer = transducer_kind::dynamic,
                                       .sensitivity = 1.6_mV_per_Pa,
                                       .output = connectors::xlr_male};

/// Shure SM7B, cardioid: quiet, so that it needs much gain.
///   sensitivity 1.12 mV/Pa (-59 dBV/Pa)
///   impedance not stated: typical
/// Read at https://fxbgpublicradio.com/blog/hmm/sm7b
inline constexpr microphone shure_sm7b{.name = "Shure SM7B",
                                       .transducer = transducer_kind::dynamic,
                                       .sensitivity = 1.12_mV_per_Pa,
                                       .output = connectors::xlr_male};

/// AKG D 112, cardioid, for bass drums.
///   sensitivity 1.8 mV/Pa; its example: 140 dB SPL gives 360 mV
///   maximum 160 dB SPL, as claimed, without a distortion
///   impedance not stated: typical
/// Read at http://forums.seventhcircleaudio.com/viewtopic.php?f=2&t=106
///     and http://www.stephanschutze.com/reviews/category/akg
inline constexpr microphone akg_d112{.name = "AKG D 112",
                                     .transducer = transducer_kind::dynamic,
                                     .sensitivity = 1.8_mV_per_Pa,
                                     .max_spl = 160_dBSPL,
                                     .output = connectors::xlr_male};

/// Electro-Voice RE20, cardioid, with a transformer.
///   sensitivity 1.5 mV/Pa
///   impedance 150 ohm
///   connector XLR
/// Read at https://micpedia.com/electro-voice-re20
///     and https://de.wikipedia.org/wiki/Electro-Voice_RE20
inline constexpr microphone electro_voice_re20{.name = "Electro-Voice RE20",
                                               .transducer = transducer_kind::dynamic,
                                               .sensitivity = 1.5_mV_per_Pa,
                                               .output_impedance = 150_ohm,
                                               .output = connectors::xlr_male};

// ---- Ribbons ----

/// Coles 4038, figure of eight. Never phantom or T-power.
///   sensitivity 0.56 mV/Pa (-65 dB re 1 V/Pa) [1]
///   impedance 300 ohm [1]
///   maximum 125 dB SPL: 1 % at 110 Hz [1] (110 dB at 55 Hz)
///   never into a phantom or T-powered input [2]
///   connector: Western Electric 4069, here with its XLR adaptor [1]
/// [1] https://en-academic.com/dic.nsf/enwiki/11561475
/// [2] https://manualzz.com/doc/11112364/audio-engineering-associates
inline constexpr microphone coles_4038{.name = "Coles 4038",
                                       .transducer = transducer_kind::ribbon,
                                       .sensitivity = 0.56_mV_per_Pa,
                                       .output_impedance = 300_ohm,
                                       .max_spl = 125_dBSPL,
                                       .output = connectors::xlr_male};

/// A passive ribbon with its transformer, after Self, Small Signal Audio Design, 3rd ed., ch. 17.
///   sensitivity 2.4 mV/Pa (-50 dBu/Pa)
///   impedance 200 to 300 ohm: the middle
///   connector not stated: typical
/// Read at https://ebookreading.net/view/book/Small+Signal+Audio+Design%2C+3rd+Edition-EB9781000050448_26.html
inline constexpr microphone generic_ribbon{.name = "passive ribbon",
                                           .transducer = transducer_kind::ribbon,
                                           .sensitivity = 2.4_mV_per_Pa,
                                           .output_impedance = 250_ohm,
                                           .output = connectors::xlr_male};

/// Royer R-122, figure of eight, active: without power there is no sound.
///   sensitivity 10 mV/Pa
///   maximum SPL: the sheet says more than 135 dB
///   phantom power P48 required; window 48 +- 4 V and no current: not stated: typical
///   impedance and self-noise not stated: typical / none
/// Read at https://www.mixonline.com/technology/royer-r-122-369499
///     and http://www.royerlabs.com/articles/REC1002.html
inline constexpr microphone royer_r122{.name = "Royer R-122",
                                       .transducer = transducer_kind::active_ribbon,
                                       .sensitivity = 10_mV_per_Pa,
                                       .max_spl = 135_dBSPL,
                                       .power = phantom_power{},
                                       .output = connectors::xlr_male};

// ---- Large-diaphragm condensers ----

/// Neumann U 87 Ai, set to cardioid, with a transformer.
///   sensitivity 28 mV/Pa into 1 kohm
///   impedance 200 ohm
///   rated load 1 kohm
///   self-noise 12 dB(A)
///   maximum 117 dB SPL for 0.5 %, 127 dB with the pad of 10 dB; maximum output -6 dBu
///   phantom power 48 +- 4 V, 0.8 mA
///   connector XLR
/// Read at https://manualsdump.com/en/manuals/pelco-u_87_ai/240560/5
inline constexpr microphone neumann_u87_ai{
    .name = "Neumann U 87 Ai",
    .transducer = transducer_kind::condenser,
    .sensitivity = 28_mV_per_Pa,
    .sensitivity_load = 1_kohm,
    .output_impedance = 200_ohm,
    .rated_load = 1_kohm,
    .self_noise = 12_dBA,
    .max_spl = 117_dBSPL,
    .power = phantom_power{.min_voltage = 44_V, .max_voltage = 52_V, .current = 0.8_mA},
    .output = connectors::xlr_male};

/// Neumann TLM 103, cardioid, transformerless.
///   sensitivity 23 mV/Pa into 1 kohm
///   impedance 50 ohm
///   self-noise 7 dB(A)
///   maximum 138 dB SPL for 0.5 %
///   phantom power P48; window 48 +- 4 V and no current: not stated: typical
/// Read at https://eatsip365.com/understanding-neumann-tlm-103-specifications
inline constexpr microphone neumann_tlm_103{.name = "Neumann TLM 103",
                                            .transducer = transducer_kind::condenser,
                                            .sensitivity = 23_mV_per_Pa,
                                            .sensitivity_load = 1_kohm,
                                            .output_impedance = 50_ohm,
                                            .self_noise = 7_dBA,
                                            .max_spl = 138_dBSPL,
                                            .power = phantom_power{},
                                            .output = connectors::xlr_male};

/// Neumann TLM 193, cardioid, transformerless.
///   sensitivity 11 mV/Pa into 1 kohm
///   impedance 50 ohm
///   rated load 1 kohm
///   self-noise 10 dB(A)
///   maximum 140 dB SPL for 0.5 %; maximum output 2540 mV
///   phantom power 48 +- 4 V, 2.4 mA
///   connector XLR
/// Read at https://www.manualshelf.com/manual/neumann/tlm-193/manual-german/page-4.html
inline constexpr microphone neumann_tlm_193{
    .name = "Neumann TLM 193",
    .transducer = transducer_kind::condenser,
    .sensitivity = 11_mV_per_Pa,
    .sensitivity_load = 1_kohm,
    .output_impedance = 50_ohm,
    .rated_load = 1_kohm,
    .self_noise = 10_dBA,
    .max_spl = 140_dBSPL,
    .power = phantom_power{.min_voltage = 44_V, .max_voltage = 52_V, .current = 2.4_mA},
    .output = connectors::xlr_male};

/// Audio-Technica AT4040, cardioid.
///   sensitivity 25.1 mV/Pa (-32 dBV/Pa), open circuit
///   impedance 100 ohm
///   self-noise 12 dB(A)
///   maximum 145 dB SPL for 1 % at 1 kHz, 155 dB with the pad of 10 dB
///   phantom power 48 V, 4.2 mA; window +- 4 V not stated: typical
///   connector XLR
/// Read at https://manualsdump.com/en/manuals/audio-technica-40_series_studio_microphones/243367/2
inline constexpr microphone audio_technica_at4040{.name = "Audio-Technica AT4040",
                                                  .transducer = transducer_kind::condenser,
                                                  .sensitivity = 25.1_mV_per_Pa,
                                                  .output_impedance = 100_ohm,
                                                  .self_noise = 12_dBA,
                                                  .max_spl = 145_dBSPL,
                                                  .power = phantom_power{.current = 4.2_mA},
                                                  .output = connectors::xlr_male};

/// Lewitt LCT 440 PURE, cardioid.
///   sensitivity 27.4 mV/Pa
///   self-noise 7 dB(A)
///   maximum 140 dB SPL for 0.5 % at 1 kHz
///   phantom power P48; window 48 +- 4 V and no current: not stated: typical
///   impedance not stated: typical
/// Read at https://manualshive.com/ru/manual/lewitt/lct-440-pure/1886907?page=5
inline constexpr microphone lewitt_lct_440_pure{.name = "Lewitt LCT 440 PURE",
                                                .transducer = transducer_kind::condenser,
                                                .sensitivity = 27.4_mV_per_Pa,
                                                .self_noise = 7_dBA,
                                                .max_spl = 140_dBSPL,
                                                .power = phantom_power{},
                                                .output = connectors::xlr_male};

// ---- Small-diaphragm condensers and shotguns ----

/// Sennheiser MKH 40-P48, cardioid, RF condenser.
///   sensitivity 25 mV/Pa (8 mV/Pa and 16 dB(A) with the pad of 10 dB)
///   impedance 150 ohm
///   rated load 1 kohm; down to 600 ohm up to 130 dB SPL
///   self-noise 12 dB(A)
///   maximum 134 dB SPL for 0.5 % at 1 kHz, 142 dB with the pad
///   phantom power 48 +- 4 V, 2 mA
///   connector XLR
/// Read at https://gammaelectronics.xyz/audio_01-1988_sennheiser.html
inline constexpr microphone sennheiser_mkh_40{
    .name = "Sennheiser MKH 40-P48",
    .transducer = transducer_kind::condenser,
    .sensitivity = 25_mV_per_Pa,
    .output_impedance = 150_ohm,
    .rated_load = 1_kohm,
    .self_noise = 12_dBA,
    .max_spl = 134_dBSPL,
    .power = phantom_power{.min_voltage = 44_V, .max_voltage = 52_V, .current = 2_mA},
    .output = connectors::xlr_male};

/// Sennheiser MKH 406-P48, cardioid, RF condenser, of the 1970s.
///   sensitivity 20 mV/Pa
///   impedance 10 ohm
///   rated load 1 kohm; down to 200 ohm below 30 Pa
///   maximum 75 Pa, 131.5 dB SPL
///   phantom power 48 +- 12 V, 2 mA
///   connector: 3-pin DIN 41524, which the library does not have
///   self-noise: stated as a weighted signal-to-noise ratio of DIN 45590 only, left out
/// Read at https://manualsdump.com/en/manuals/sennheiser-mkh_406_p48/241991/4
inline constexpr microphone sennheiser_mkh_406_p48{
    .name = "Sennheiser MKH 406-P48",
    .transducer = transducer_kind::condenser,
    .sensitivity = 20_mV_per_Pa,
    .output_impedance = 10_ohm,
    .rated_load = 1_kohm,
    .max_spl = 131.5_dBSPL,
    .power = phantom_power{.min_voltage = 36_V, .max_voltage = 60_V, .current = 2_mA},
    .output = connectors::unspecified};

/// Rode NT5, cardioid.
///   sensitivity 12 mV/Pa
///   self-noise 16 dB(A)
///   phantom power 18 V to 48 V nominal, so up to the 52 V of a P48 supply; no current stated
///   impedance not stated: typical
/// Read at https://raajmaan.com/2019/05/08/
inline constexpr microphone rode_nt5{.name = "Rode NT5",
                                     .transducer = transducer_kind::condenser,
                                     .sensitivity = 12_mV_per_Pa,
                                     .self_noise = 16_dBA,
                                     .power = phantom_power{.min_voltage = 18_V, .max_voltage = 52_V},
                                     .output = connectors::xlr_male};

/// Neumann KMR 81 i, shotgun.
///   sensitivity 18 mV/Pa into 1 kohm
///   impedance 150 ohm
///   rated load 1 kohm
///   self-noise 12 dB(A)
///   maximum 128 dB SPL for 0.5 %, 138 dB with the pad of 10 dB; maximum output 1.3 dBu
///   phantom power 48 +- 4 V, 0.8 mA
///   connector XLR
/// Read at https://dependentmedia.com/the-sound-of-science
inline constexpr microphone neumann_kmr_81_i{
    .name = "Neumann KMR 81 i",
    .transducer = transducer_kind::condenser,
    .sensitivity = 18_mV_per_Pa,
    .sensitivity_load = 1_kohm,
    .output_impedance = 150_ohm,
    .rated_load = 1_kohm,
    .self_noise = 12_dBA,
    .max_spl = 128_dBSPL,
    .power = phantom_power{.min_voltage = 44_V, .max_voltage = 52_V, .current = 0.8_mA},
    .output = connectors::xlr_male};

// ---- T-power (A-B) ----

/// Sennheiser MKH 816 T, shotgun, RF condenser: 12 V between its signal pins.
///   sensitivity 40 mV/Pa
///   impedance 8 ohm
///   rated load 400 ohm; down to 200 ohm up to 10 Pa
///   self-noise 15 dB(A)
///   maximum 15 Pa, 118 dB SPL
///   T-power 12 +- 2 V, 6 mA
///   connector: 3-pin DIN, which the library does not have
/// Read at https://manualsdump.com/en/manuals/sennheiser-mkh_816_tu-3/242078/4
inline constexpr microphone sennheiser_mkh_816_t{
    .name = "Sennheiser MKH 816 T",
    .transducer = transducer_kind::condenser,
    .sensitivity = 40_mV_per_Pa,
    .output_impedance = 8_ohm,
    .rated_load = 400_ohm,
    .self_noise = 15_dBA,
    .max_spl = 118_dBSPL,
    .power = a_b_power{.min_voltage = 10_V, .max_voltage = 14_V, .current = 6_mA},
    .output = connectors::unspecified};

// ---- Electrets with phantom power ----

/// Audio-Technica AT2020, cardioid, back-electret.
///   sensitivity 14.1 mV/Pa (-37 dBV/Pa), open circuit
///   impedance 100 ohm
///   self-noise 20 dB(A)
///   maximum 144 dB SPL for 1 % at 1 kHz
///   phantom power P48; window 48 +- 4 V and no current: not stated: typical
/// Read at http://www.soundonsound.com/sos/feb06/articles/at2020.htm
///     and https://www.hollagully.com/audio-technica-at2020-cardioid-condenser-microphone-review/
inline constexpr microphone audio_technica_at2020{.name = "Audio-Technica AT2020",
                                                  .transducer = transducer_kind::electret,
                                                  .sensitivity = 14.1_mV_per_Pa,
                                                  .output_impedance = 100_ohm,
                                                  .self_noise = 20_dBA,
                                                  .max_spl = 144_dBSPL,
                                                  .power = phantom_power{},
                                                  .output = connectors::xlr_male};

/// Shure SM89, short shotgun: its headroom depends on the load.
///   sensitivity 22.4 mV/Pa (-33 dBV/Pa), open circuit
///   impedance 100 ohm
///   least load 800 ohm
///   self-noise 16 dB(A)
///   maximum 127 dB SPL for 0.5 % into 800 ohm, 119 dB into 150 ohm; clips at -1 dBV, -12 dBV
///   phantom power 11 V to 52 V, 2 mA
///   connector XLR
/// Read at https://gammaelectronics.xyz/audio_12-1990_shure.html
inline constexpr microphone shure_sm89{.name = "Shure SM89",
                                       .transducer = transducer_kind::electret,
                                       .sensitivity = 22.4_mV_per_Pa,
                                       .output_impedance = 100_ohm,
                                       .rated_load = 800_ohm,
                                       .self_noise = 16_dBA,
                                       .max_spl = 127_dBSPL,
                                       .max_spl_into = max_level_into_load{119_dBSPL, 150_ohm},
                                       .power =
                                           phantom_power{.min_voltage = 11_V, .max_voltage = 52_V, .current = 2_mA},
                                       .output = connectors::xlr_male};

/// Crown CM-150, omnidirectional, for measurement.
///   sensitivity 5.4 mV/Pa, open circuit
///   impedance 240 ohm
///   self-noise 26.5 dB(A)
///   maximum 127 dB SPL for 3 % at 48 V
///   phantom power 18 V to 48 V nominal, so up to the 52 V of a P48 supply; no current stated
///   connector XLR
/// Read at http://www.crownaudio.com/china/cm150.htm
inline constexpr microphone crown_cm_150{.name = "Crown CM-150",
                                         .transducer = transducer_kind::electret,
                                         .sensitivity = 5.4_mV_per_Pa,
                                         .output_impedance = 240_ohm,
                                         .self_noise = 26.5_dBA,
                                         .max_spl = 127_dBSPL,
                                         .power = phantom_power{.min_voltage = 18_V, .max_voltage = 52_V},
                                         .output = connectors::xlr_male};

/// Earthworks M23 (2nd generation), omnidirectional, for measurement: draws much current.
///   sensitivity 10 mV/Pa (-40 dBV/Pa)
///   maximum 140 dB SPL
///   phantom power P48, 7.2 mA; window 48 +- 4 V not stated: typical
///   impedance not stated: typical; self-noise not stated
/// Read at https://store.minet.jp/category/_EARTHWORKS/M23G2.html
inline constexpr microphone earthworks_m23{.name = "Earthworks M23",
                                           .transducer = transducer_kind::electret,
                                           .sensitivity = 10_mV_per_Pa,
                                           .max_spl = 140_dBSPL,
                                           .power = phantom_power{.current = 7.2_mA},
                                           .output = connectors::xlr_male};

// ---- Two-wire electrets with plug-in power, and MEMS ----

/// Panasonic WM-61A, bare capsule, here on a lead with a 3.5 mm plug.
///   sensitivity 17.8 mV/Pa (-35 dBV/Pa)
///   self-noise 32 dB(A), from the signal-to-noise ratio of 62 dB
///   plug-in power 0.5 mA; window 1.5 V to 10 V not stated: typical
///   impedance of the drain: typical, 50 kohm or more, not on sheets
///   load of the sensitivity figure 2.2 kohm not stated: typical
/// Read at https://nodus.ligo.caltech.edu:8081/40m/6565
///     and http://www.richardmudhar.com/articles/technote/micdesigns/index.html
inline constexpr microphone panasonic_wm_61a{.name = "Panasonic WM-61A",
                                             .transducer = transducer_kind::electret,
                                             .sensitivity = 17.8_mV_per_Pa,
                                             .sensitivity_load = 2.2_kohm,
                                             .output_impedance = 50_kohm,
                                             .self_noise = 32_dBA,
                                             .power = bias_power{.min_voltage = 1.5_V, .current = 0.5_mA},
                                             .topology = output_topology::unbalanced,
                                             .output = connectors::mini_ts_plug};

/// BL-MP6022P-2C-44DB, bare capsule of a microcontroller board.
///   sensitivity 6.3 mV/Pa (-44 +- 3 dBV/Pa)
///   self-noise 36 dB(A), from the signal-to-noise ratio of 58 dB
///   plug-in power 2 V, at most 0.5 mA; window 1 V to 10 V at the capsule not stated: typical
///   "Impedance < 2.2 kohm" is the load resistor, here that of the sensitivity figure
///   impedance of the drain: typical, 50 kohm or more, not on sheets
/// Read at https://onlinedocs.microchip.com/oxy/GUID-1795ED5E-CFCE-453C-8171-4DFEAAD6158E-en-US-1/
///     GUID-58802FBA-8DA0-4F20-9633-1A39FFDD393E.html
inline constexpr microphone generic_electret_capsule{.name = "electret capsule",
                                                     .transducer = transducer_kind::electret,
                                                     .sensitivity = 6.3_mV_per_Pa,
                                                     .sensitivity_load = 2.2_kohm,
                                                     .output_impedance = 50_kohm,
                                                     .self_noise = 36_dBA,
                                                     .power = bias_power{.current = 0.5_mA},
                                                     .topology = output_topology::unbalanced,
                                                     .output = connectors::mini_ts_plug};

/// Countryman B6 (standard gain), lavalier for a wireless transmitter.
///   sensitivity 6 mV/Pa into 10 kohm
///   load 10 kohm
///   impedance 5 kohm: computed, since 4 kohm instead of 10 kohm lowers the level by 3 to 4 dB
///   maximum 118 dB SPL (it was found to clip at 114 to 117 dB)
///   bias 0.5 mA; window 1 V to 10 V at the capsule not stated: typical
///   connector: that of the transmitter
/// Read at https://www.lectrosonics.com/wireless-faq/microphones/how-should-i-wire-a-countryman-b6-or-e6-for-
///     use-with-a-mm400a.html
inline constexpr microphone countryman_b6{.name = "Countryman B6",
                                          .transducer = transducer_kind::electret,
                                          .sensitivity = 6_mV_per_Pa,
                                          .sensitivity_load = 10_kohm,
                                          .output_impedance = 5_kohm,
                                          .rated_load = 10_kohm,
                                          .max_spl = 118_dBSPL,
                                          .power = bias_power{.current = 0.5_mA},
                                          .topology = output_topology::unbalanced,
                                          .output = connectors::unspecified};

/// InvenSense ICS-40180, MEMS on a board, fed by a supply pin of its own (260 uA) and not by its output.
///   sensitivity 12.6 mV/Pa (-38 dBV/Pa)
///   self-noise 29 dB(A), from the signal-to-noise ratio of 65 dB(A)
///   maximum 124 dB SPL, acoustic overload point
///   impedance not stated: typical
/// Read at https://learn.sparkfun.com/tutorials/mems-microphone-hookup-guide/hardware-overview
inline constexpr microphone invensense_ics_40180{.name = "InvenSense ICS-40180",
                                                 .transducer = transducer_kind::mems,
                                                 .sensitivity = 12.6_mV_per_Pa,
                                                 .self_noise = 29_dBA,
                                                 .max_spl = 124_dBSPL,
                                                 .power = battery_power{},
                                                 .topology = output_topology::unbalanced,
                                                 .output = connectors::unspecified};

} // namespace gainstage::catalog
