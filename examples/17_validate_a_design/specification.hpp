// SPDX-License-Identifier: BSL-1.0
// The specification: what the hardware is sold for. Whoever includes this compiles only hardware that meets it.
#pragma once

#include "hardware.hpp"

namespace specification {

namespace gs = gainstage;
namespace figures = gainstage::figures;
using namespace gainstage::literals;
using hardware::max_gain;
using hardware::min_gain;

inline constexpr gs::conditions a_weighted{.weighting = gs::weighting::a};

// Each figure is computed once, from the hardware's definition; the table of the datasheet prints the same constants.
inline constexpr auto quiet = gs::analyze(hardware::on_microphone(max_gain), -60_dBu, a_weighted);
inline constexpr auto loud = gs::analyze(hardware::on_microphone(min_gain), 4_dBu, a_weighted);
inline constexpr auto line = gs::analyze(hardware::on_line, 4_dBu, a_weighted);
inline constexpr auto bass = gs::analyze(hardware::on_microphone(max_gain), -60_dBu, {.frequency = 20_Hz});
inline constexpr auto treble = gs::analyze(hardware::on_microphone(max_gain), -60_dBu, {.frequency = 20_kHz});

inline constexpr auto equivalent_input_noise = quiet.input_referred_noise().level();
inline constexpr auto max_microphone_level = loud.max_input();
inline constexpr auto microphone_range = loud.dynamic_range();
inline constexpr auto microphone_impedance = magnitude(quiet.stage("generator").load_impedance);
inline constexpr auto max_line_level = line.max_input();
inline constexpr auto line_range = line.dynamic_range();
inline constexpr auto line_impedance = magnitude(line.stage("generator").load_impedance);
inline constexpr auto bass_loss = quiet.output().level - bass.output().level;
inline constexpr auto treble_loss = quiet.output().level - treble.output().level;

static_assert(gs::met<gs::require("microphone input",
                                  figures::named("equivalent input noise, A", equivalent_input_noise) < -128_dBu)>);
static_assert(gs::met<gs::require("microphone input", figures::named("maximum level", max_microphone_level) > 16_dBu)>);
static_assert(gs::met<gs::require("microphone input", figures::named("dynamic range, A", microphone_range) > 114_dB)>);
static_assert(gs::met<gs::require("microphone input", figures::named("impedance", microphone_impedance) > 2_kohm)>);
static_assert(gs::met<gs::require("microphone input", figures::named("loss at 20 Hz", bass_loss) < 0.5_dB)>);
static_assert(gs::met<gs::require("microphone input", figures::named("loss at 20 kHz", treble_loss) < 0.5_dB)>);
static_assert(gs::met<gs::require("line input", figures::named("maximum level", max_line_level) > 21_dBu)>);
static_assert(gs::met<gs::require("line input", figures::named("dynamic range, A", line_range) > 114_dB)>);
static_assert(gs::met<gs::require("line input", figures::named("impedance", line_impedance) > 20_kohm)>);

// A microphone that draws the most the standard allows still gets its power, and a hook-up that fits is not blamed.
inline constexpr gs::microphone hungry{.name = "hungry microphone",
                                       .transducer = gs::transducer_kind::condenser,
                                       .sensitivity = 20_mV_per_Pa,
                                       .output_impedance = 100_ohm,
                                       .self_noise = 14_dBA,
                                       .max_spl = 130_dBSPL,
                                       .power = gs::phantom_power{.current = 10_mA}};
inline constexpr auto studio = hungry >> gs::cable{} >> hardware::channel(30_dB);
inline constexpr auto volts_at_10_mA = gs::powering(studio)[0].voltage;

static_assert(gs::met<gs::require("phantom power", figures::named("voltage at 10 mA", volts_at_10_mA) > 13_V)>);
static_assert(gs::diagnose(studio, 94_dBSPL).verdict() == gs::verdict::pass);

// What a user can get wrong is found: a line output on the XLR socket.
static_assert(gs::diagnose(hardware::generator(100_ohm, gs::connectors::xlr_male) >> hardware::channel(max_gain), 4_dBu)
                  .has("GS202"));

} // namespace specification
