// SPDX-License-Identifier: BSL-1.0
// Line outputs and line inputs: players, preamp outputs, sound cards, converters, power amplifiers.
// Every figure was read at the address named with it. What the source does not give is left at the component's default
// and marked "not stated: typical"; noise and limits that are not given stay empty.
#pragma once

#include <gainstage/component/adc.hpp>
#include <gainstage/component/line_input.hpp>
#include <gainstage/component/line_output.hpp>
#include <gainstage/connector.hpp>
#include <gainstage/literals.hpp>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::catalog {

using namespace gainstage::literals;

// ---- Outputs ----

/// CD player, the convention.
///   maximum 2 V: 0 dBFS, the nominal value
///   impedance not stated: typical
/// Read at http://www.diyaudio.com/forums/digital-source/
///     7087-what-correct-output-line-levels-unbalanced-balanced-print.html
inline constexpr line_output cd_player{.name = "CD player",
                                       .max_output = level_of(2_V),
                                       .topology = output_topology::unbalanced,
                                       .output = connectors::rca_socket};

/// Sony 209ES, CD player, as measured.
///   maximum 1.92 V: a full-scale sine
///   impedance not stated: typical
/// Read at http://www.diyaudio.com/forums/digital-source/
///     7087-what-correct-output-line-levels-unbalanced-balanced-print.html
inline constexpr line_output sony_209es{.name = "Sony 209ES",
                                        .max_output = level_of(1.92_V),
                                        .topology = output_topology::unbalanced,
                                        .output = connectors::rca_socket};

/// Harman Kardon HD200, CD player, as measured.
///   maximum 2.14 V: a full-scale sine
///   impedance not stated: typical
/// Read at http://www.diyaudio.com/forums/digital-source/
///     7087-what-correct-output-line-levels-unbalanced-balanced-print.html
inline constexpr line_output harman_kardon_hd200{.name = "Harman Kardon HD200",
                                                 .max_output = level_of(2.14_V),
                                                 .topology = output_topology::unbalanced,
                                                 .output = connectors::rca_socket};

/// Sound Blaster Live, line output of a PC, as measured.
///   maximum 0.93 V: a full-scale sine
///   impedance not stated: typical
/// Read at http://www.diyaudio.com/forums/digital-source/
///     7087-what-correct-output-line-levels-unbalanced-balanced-print.html
inline constexpr line_output sound_blaster_live{.name = "Sound Blaster Live",
                                                .max_output = level_of(0.93_V),
                                                .topology = output_topology::unbalanced,
                                                .output = connectors::mini_stereo_socket};

/// Panasonic SL-S360, portable CD player, line output, as measured.
///   maximum 0.65 V: a full-scale sine
///   impedance not stated: typical
/// Read at http://www.diyaudio.com/forums/digital-source/
///     7087-what-correct-output-line-levels-unbalanced-balanced-print.html
inline constexpr line_output panasonic_sl_s360{.name = "Panasonic SL-S360",
                                               .max_output = level_of(0.65_V),
                                               .topology = output_topology::unbalanced,
                                               .output = connectors::mini_stereo_socket};

/// Behringer UMC204HD, line output.
///   impedance 100 ohm
///   connector TRS
/// Read at https://www.faullab.com/post/cable-frequency-response/
inline constexpr line_output behringer_umc204hd_output{
    .name = "Behringer UMC204HD output", .output_impedance = 100_ohm, .output = connectors::trs_socket};

/// Focusrite ISA428 MkII, line output.
///   maximum +25 dBu
///   connector XLR
///   impedance not stated: typical
/// Read at https://www.manualsdir.com/manuals/855560/
///     focusrite-isa428-mkii-rackmount-4-channel-microphone-preamp.html?page=15
inline constexpr line_output focusrite_isa428_output{
    .name = "Focusrite ISA428 output", .max_output = 25_dBu, .output = connectors::xlr_male};

/// TL Audio PA-2001, valve preamp, XLR output.
///   nominal +4 dBu
///   maximum +26 dBu
///   impedance not stated: typical
/// Read at https://usersmanualguide.com/t-l-audio/amplifier/pa-2001-valve/user-manual/2accq
inline constexpr line_output tl_audio_pa2001_output{
    .name = "TL Audio PA-2001 output", .nominal_level = 4_dBu, .max_output = 26_dBu, .output = connectors::xlr_male};

/// Aurora Audio GTP8, preamp, line output.
///   maximum +26 dBu
///   impedance not stated: typical; connector not stated
/// Read at https://manualesdeusuario.es/aurora-audio/amplifier/gtp8/user-manual/2gb52
inline constexpr line_output aurora_gtp8_output{.name = "Aurora GTP8 output", .max_output = 26_dBu};

/// Buzz Audio Elixir, preamp, line output: the highest level here.
///   maximum +34 dBu
///   impedance not stated: typical; connector not stated
/// Read at https://www.manualshelf.com/manual/buzz-audio/elixir-mic-preamplifier/user-guide-english/page-4.html
inline constexpr line_output buzz_elixir_output{.name = "Buzz Elixir output", .max_output = 34_dBu};

/// Ericsson RX8000, broadcast receiver; its clip level can be set from +12 to +24 dBm.
///   impedance 50 ohm
///   maximum +20 dBu, one of the settings
///   connector: D-sub, which the library does not have
/// Read at https://www.easymanua.ls/ericsson/rx8000/manual?p=473
inline constexpr line_output ericsson_rx8000_output{
    .name = "Ericsson RX8000 output", .output_impedance = 50_ohm, .max_output = 20_dBu};

// ---- Inputs of sound cards, interfaces and mixers ----

/// ESI Juli@, RCA line input.
///   nominal -10 dBV
///   impedance 10 kohm
///   0 dBFS = +6 dBV
///   connector RCA
/// Read at https://guitarplayer.ru/guitar-studio/el-gitarazvukovuha-kakaya-kommutaciya-k-esi-juli/75
inline constexpr line_input esi_juli_rca{.name = "ESI Juli@ RCA",
                                         .nominal_level = -10_dBV,
                                         .input_impedance = 10_kohm,
                                         .full_scale = 6_dBV,
                                         .input = connectors::rca_socket};

/// ESI Juli@, TRS line input.
///   nominal +4 dBu
///   impedance 10 kohm
///   0 dBFS = +20 dBu
///   connector TRS
/// Read at https://guitarplayer.ru/guitar-studio/el-gitarazvukovuha-kakaya-kommutaciya-k-esi-juli/75
inline constexpr line_input esi_juli_trs{.name = "ESI Juli@ TRS",
                                         .nominal_level = 4_dBu,
                                         .input_impedance = 10_kohm,
                                         .full_scale = 20_dBu,
                                         .input = connectors::trs_socket};

/// RME Fireface 400, line input, reference Lo Gain.
///   impedance 10 kohm
///   0 dBFS = +19 dBu
///   connector TRS
/// Read at http://38.142.81.21:8001/manual/rme-audio/fireface-400/1-user-s-guide-english/page-55.html
inline constexpr line_input rme_fireface_400_lo_gain{.name = "RME Fireface 400 Lo Gain",
                                                     .input_impedance = 10_kohm,
                                                     .full_scale = 19_dBu,
                                                     .input = connectors::trs_socket};

/// RME Fireface 400, line input, reference +4 dBu.
///   nominal +4 dBu
///   impedance 10 kohm
///   0 dBFS = +13 dBu
///   connector TRS
/// Read at http://38.142.81.21:8001/manual/rme-audio/fireface-400/1-user-s-guide-english/page-55.html
inline constexpr line_input rme_fireface_400_plus_4{.name = "RME Fireface 400 +4 dBu",
                                                    .nominal_level = 4_dBu,
                                                    .input_impedance = 10_kohm,
                                                    .full_scale = 13_dBu,
                                                    .input = connectors::trs_socket};

/// RME Fireface 400, line input, reference -10 dBV.
///   nominal -10 dBV
///   impedance 10 kohm
///   0 dBFS = +2 dBV
///   connector TRS
/// Read at http://38.142.81.21:8001/manual/rme-audio/fireface-400/1-user-s-guide-english/page-55.html
inline constexpr line_input rme_fireface_400_minus_10{.name = "RME Fireface 400 -10 dBV",
                                                      .nominal_level = -10_dBV,
                                                      .input_impedance = 10_kohm,
                                                      .full_scale = 2_dBV,
                                                      .input = connectors::trs_socket};

/// RME Fireface 400, instrument input, without its pad.
///   nominal -10 dBV
///   impedance 470 kohm
///   0 dBFS = +2 dBV
///   connector TS
/// Read at http://38.142.81.21:8001/manual/rme-audio/fireface-400/1-user-s-guide-english/page-55.html
inline constexpr line_input rme_fireface_400_instrument{.name = "RME Fireface 400 instrument",
                                                        .nominal_level = -10_dBV,
                                                        .input_impedance = 470_kohm,
                                                        .full_scale = 2_dBV,
                                                        .accepts = signal_class::instrument,
                                                        .input = connectors::ts_socket};

/// Focusrite ISA428 MkII, line input.
///   nominal +4 dBu
///   impedance 10 kohm
///   maximum +25.4 dBu
///   connector XLR
/// Read at https://www.manualsdir.com/manuals/855560/
///     focusrite-isa428-mkii-rackmount-4-channel-microphone-preamp.html?page=15
inline constexpr line_input focusrite_isa428_line{.name = "Focusrite ISA428 line",
                                                  .nominal_level = 4_dBu,
                                                  .input_impedance = 10_kohm,
                                                  .full_scale = 25.4_dBu,
                                                  .digital = false,
                                                  .input = connectors::xlr_female};

/// Focusrite Forte, line input at its minimum gain.
///   nominal +4 dBu
///   0 dBFS = +20 dBu
///   dynamic range 116 dB, A-weighted
///   connector TRS
///   impedance not stated: typical
/// Read at http://us.focusrite.com/usb-audio-interfaces/forte/specifications
inline constexpr line_input focusrite_forte_line{
    .name = "Focusrite Forte line",
    .nominal_level = 4_dBu,
    .full_scale = 20_dBu,
    .dynamic_range = gainstage::dynamic_range{.value = 116_dB, .weighting = weighting::a},
    .input = connectors::trs_socket};

/// Focusrite Scarlett 2i2, 4th generation, line input at 0 dB.
///   0 dBFS = +22 dBu
///   connector TRS
///   impedance not stated: typical; dynamic range left out
/// Read at https://www.audiosciencereview.com/forum/index.php?threads/
///     focusrite-scarlett-2i2-4th-gen-interface-review.58790/page-6
inline constexpr line_input focusrite_scarlett_2i2_4th_line{
    .name = "Focusrite Scarlett 2i2 4th gen line", .full_scale = 22_dBu, .input = connectors::trs_socket};

/// Soundcraft Urei 1620LE, line input of a DJ mixer.
///   impedance 10 kohm
///   connector RCA
///   nominal -10 dBV class
/// Read at https://manualshive.com/en/manual/soundcraft/urei-1620le/1334281?page=21
inline constexpr line_input soundcraft_urei_1620le{.name = "Soundcraft Urei 1620LE",
                                                   .nominal_level = -10_dBV,
                                                   .input_impedance = 10_kohm,
                                                   .digital = false,
                                                   .input = connectors::rca_socket};

// ---- Converter chips: their connectors are those of the board ----

/// TI PCM1820, differential.
///   impedance 2.5 kohm of each pin: 5 kohm between the two
///   0 dBFS = 2 V
///   dynamic range 123 dB, A-weighted, with its dynamic range enhancer (113 dB without)
/// Read at https://ti.com/document-viewer/PCM1820/datasheet/GUID-XXXXXXXX-SF0T-XXXX-XXXX-000000196864
inline constexpr adc ti_pcm1820{.name = "TI PCM1820",
                                .full_scale = level_of(2_V),
                                .dynamic_range = gainstage::dynamic_range{.value = 123_dB, .weighting = weighting::a},
                                .input_impedance = 5_kohm};

/// TI PCM1821, differential.
///   impedance 10 kohm of each pin, on the PCM1820's sheet: 20 kohm between the two
///   0 dBFS = 2 V
///   dynamic range 106 dB, A-weighted
/// Read at https://ti.com/lit/pdf/SBASAH4
///     and https://ti.com/document-viewer/PCM1820/datasheet/GUID-XXXXXXXX-SF0T-XXXX-XXXX-000000196864
inline constexpr adc ti_pcm1821{.name = "TI PCM1821",
                                .full_scale = level_of(2_V),
                                .dynamic_range = gainstage::dynamic_range{.value = 106_dB, .weighting = weighting::a},
                                .input_impedance = 20_kohm};

/// TI PCM1863, differential.
///   0 dBFS = 4.2 V
///   dynamic range 110 dB, A-weighted
///   impedance not stated: typical
/// Read at https://ti.com/document-viewer/pcm1862/datasheet
inline constexpr adc ti_pcm1863_differential{.name = "TI PCM1863 differential",
                                             .full_scale = level_of(4.2_V),
                                             .dynamic_range =
                                                 gainstage::dynamic_range{.value = 110_dB, .weighting = weighting::a}};

/// TI PCM1863, single-ended.
///   0 dBFS = 2.1 V
///   dynamic range 110 dB, A-weighted
///   impedance not stated: typical
/// Read at https://ti.com/document-viewer/pcm1862/datasheet
inline constexpr adc ti_pcm1863_single_ended{.name = "TI PCM1863 single-ended",
                                             .full_scale = level_of(2.1_V),
                                             .dynamic_range =
                                                 gainstage::dynamic_range{.value = 110_dB, .weighting = weighting::a}};

// ---- Power amplifiers: full_scale is the level that drives them fully ----

/// Yamaha P7000S, power amplifier.
///   sensitivity +8 dBu for full output
///   connector XLR
///   impedance not stated: typical
/// Read at http://my.safaribooksonline.com/book/-/9780240817385/
///     chapter-16dot-line-inputs-and-outputs/161_external_signal_levels
inline constexpr line_input yamaha_p7000s{
    .name = "Yamaha P7000S", .full_scale = 8_dBu, .digital = false, .input = connectors::xlr_female};

/// Thomann S-75, power amplifier, set to 1.4 V.
///   sensitivity 1.4 V for full power (0.775 V at its other setting)
///   connector XLR
///   impedance not stated: typical
/// Read at https://www.easymanua.ls/thomann/s-75/manual?p=14
inline constexpr line_input thomann_s75{
    .name = "Thomann S-75", .full_scale = level_of(1.4_V), .digital = false, .input = connectors::xlr_female};

} // namespace gainstage::catalog
