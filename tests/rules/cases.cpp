// SPDX-License-Identifier: BSL-1.0
// One hook-up for each rule that it finds and one that it does not: docs/rules.md quotes them as they stand here.

#include <gainstage/gainstage.hpp>
#include <gainstage/report/format.hpp>

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>

namespace {

namespace gs = gainstage;
using namespace gainstage::literals;

auto const gs001 =
    gs::diagnose(gs::microphone{} >> gs::cable{} >> gs::preamp{.input_impedance = 0_ohm} >> gs::line_input{}, 94_dBSPL);

auto const not_gs001 = gs::diagnose(
    gs::microphone{} >> gs::cable{} >> gs::preamp{.input_impedance = 2_kohm} >> gs::line_input{}, 94_dBSPL);

// ---- 1xx: connections ----

auto const gs101 = gs::diagnose(gs::microphone{.output = gs::connectors::xlr_male} >>
                                    gs::preamp{.input = gs::connectors::trs_socket} >> gs::line_input{},
                                94_dBSPL);

auto const not_gs101 = gs::diagnose(gs::microphone{.output = gs::connectors::xlr_male} >>
                                        gs::preamp{.input = gs::connectors::xlr_female} >> gs::line_input{},
                                    94_dBSPL);

auto const gs102 =
    gs::diagnose(gs::line_output{.topology = gs::output_topology::symmetrical, .output = gs::connectors::trs_plug} >>
                     gs::line_input{.input = gs::connectors::ts_socket},
                 4_dBu);

auto const not_gs102 =
    gs::diagnose(gs::line_output{.topology = gs::output_topology::symmetrical, .output = gs::connectors::trs_plug} >>
                     gs::line_input{.input = gs::connectors::trs_socket},
                 4_dBu);

auto const gs103 = gs::diagnose(gs::line_output{.output = gs::connectors::trs_stereo_plug} >>
                                    gs::line_input{.input = gs::connectors::trs_socket},
                                -10_dBV);

auto const not_gs103 = gs::diagnose(gs::line_output{.output = gs::connectors::trs_stereo_plug} >>
                                        gs::line_input{.input = gs::connectors::trs_stereo_socket},
                                    -10_dBV);

auto const gs104 =
    gs::diagnose(gs::microphone{.transducer = gs::transducer_kind::electret,
                                .power = gs::bias_power{},
                                .output = gs::connectors::trrs_ctia_plug} >>
                     gs::plug_in_power{.input = gs::connectors::trrs_omtp_socket} >> gs::preamp{} >> gs::line_input{},
                 94_dBSPL);

auto const not_gs104 =
    gs::diagnose(gs::microphone{.transducer = gs::transducer_kind::electret,
                                .power = gs::bias_power{},
                                .output = gs::connectors::trrs_ctia_plug} >>
                     gs::plug_in_power{.input = gs::connectors::trrs_ctia_socket} >> gs::preamp{} >> gs::line_input{},
                 94_dBSPL);

auto const gs105 =
    gs::diagnose(gs::microphone{.transducer = gs::transducer_kind::electret,
                                .power = gs::bias_power{},
                                .output = gs::connectors::trrs_ctia_plug} >>
                     gs::plug_in_power{.input = gs::connectors::mini_stereo_socket} >> gs::preamp{} >> gs::line_input{},
                 94_dBSPL);

auto const not_gs105 =
    gs::diagnose(gs::microphone{.transducer = gs::transducer_kind::electret,
                                .power = gs::bias_power{},
                                .output = gs::connectors::mini_stereo_plug} >>
                     gs::plug_in_power{.input = gs::connectors::mini_stereo_socket} >> gs::preamp{} >> gs::line_input{},
                 94_dBSPL);

auto const gs106 =
    gs::diagnose(gs::microphone{.transducer = gs::transducer_kind::electret,
                                .power = gs::bias_power{},
                                .output = gs::connectors::mini_ts_plug} >>
                     gs::plug_in_power{.input = gs::connectors::mini_stereo_socket} >> gs::preamp{} >> gs::line_input{},
                 94_dBSPL);

auto const not_gs106 =
    gs::diagnose(gs::microphone{.transducer = gs::transducer_kind::electret,
                                .power = gs::bias_power{},
                                .output = gs::connectors::mini_ts_plug} >>
                     gs::plug_in_power{.input = gs::connectors::mini_ts_socket} >> gs::preamp{} >> gs::line_input{},
                 94_dBSPL);

auto const gs107 =
    gs::diagnose(gs::line_output{.output = gs::connectors::xlr_male} >> gs::combo_input{} >> gs::line_input{}, 4_dBu);

auto const not_gs107 =
    gs::diagnose(gs::line_output{.output = gs::connectors::trs_plug} >> gs::combo_input{} >> gs::line_input{}, 4_dBu);

auto const gs108 = gs::diagnose(gs::microphone{} >> gs::adapter{.output = gs::connectors::trs_plug} >>
                                    gs::combo_input{} >> gs::line_input{},
                                94_dBSPL);

auto const not_gs108 = gs::diagnose(gs::microphone{} >> gs::combo_input{} >> gs::line_input{}, 94_dBSPL);

auto const gs109 = gs::diagnose(gs::microphone{} >> gs::adapter{.output = gs::connectors::mini_trs_plug} >>
                                    gs::plug_in_power{.input = gs::connectors::pc_microphone_socket} >> gs::preamp{} >>
                                    gs::line_input{},
                                94_dBSPL);

auto const not_gs109 = gs::diagnose(gs::microphone{} >> gs::adapter{.output = gs::connectors::pc_microphone_plug} >>
                                        gs::plug_in_power{.input = gs::connectors::pc_microphone_socket} >>
                                        gs::preamp{} >> gs::line_input{},
                                    94_dBSPL);

auto const gs110 = gs::diagnose(
    gs::microphone{} >> gs::preamp{.input = gs::connectors::xlr_female_pin3_hot} >> gs::line_input{}, 94_dBSPL);

auto const not_gs110 =
    gs::diagnose(gs::microphone{} >> gs::preamp{.input = gs::connectors::xlr_female} >> gs::line_input{}, 94_dBSPL);

auto const gs111 = gs::diagnose(gs::microphone{} >> gs::adapter{.output = gs::connectors::ts_plug} >>
                                    gs::line_input{.input = gs::connectors::ts_socket},
                                94_dBSPL);

auto const not_gs111 =
    gs::diagnose(gs::microphone{} >> gs::preamp{.gain = 55_dB} >> gs::adapter{.output = gs::connectors::ts_plug} >>
                     gs::line_input{.input = gs::connectors::ts_socket},
                 94_dBSPL);

// ---- 2xx: levels ----

auto const gs201 = gs::diagnose(gs::microphone{} >> gs::cable{} >> gs::line_input{}, 94_dBSPL);

auto const not_gs201 =
    gs::diagnose(gs::microphone{} >> gs::cable{} >> gs::preamp{.gain = 55_dB} >> gs::line_input{}, 94_dBSPL);

auto const gs202 =
    gs::diagnose(gs::line_output{} >> gs::preamp{.gain = 40_dB, .max_output = 22_dBu} >> gs::line_input{}, 4_dBu);

auto const not_gs202 = gs::diagnose(
    gs::line_output{} >> gs::pad{} >> gs::preamp{.gain = 20_dB, .max_output = 22_dBu} >> gs::line_input{}, 4_dBu);

auto const gs203 = gs::diagnose(gs::line_output{} >> gs::line_input{.full_scale = 9_dBu}, 4_dBu);

auto const not_gs203 = gs::diagnose(gs::line_output{} >> gs::line_input{.full_scale = 22_dBu}, 4_dBu);

auto const gs204 =
    gs::diagnose(gs::line_output{} >> gs::line_input{.nominal_level = -10_dBV, .full_scale = 22_dBu}, -24_dBu);

auto const not_gs204 =
    gs::diagnose(gs::line_output{} >> gs::line_input{.nominal_level = -10_dBV, .full_scale = 22_dBu}, -10_dBV);

auto const gs205 =
    gs::diagnose(gs::microphone{.max_spl = 120_dBSPL} >> gs::preamp{.gain = 20_dB} >> gs::line_input{}, 126_dBSPL);

auto const not_gs205 =
    gs::diagnose(gs::microphone{.max_spl = 120_dBSPL} >> gs::preamp{.gain = 20_dB} >> gs::line_input{}, 100_dBSPL);

auto const gs206 = gs::diagnose(gs::line_output{} >> gs::line_input{.full_scale = 22_dBu}, 4_dBu);

auto const not_gs206 =
    gs::diagnose(gs::line_output{.max_output = 20_dBu} >> gs::line_input{.full_scale = 22_dBu}, 4_dBu);

auto const gs207 =
    gs::diagnose(gs::microphone{} >> gs::preamp{.gain = 40_dB, .max_gain = 45_dB} >> gs::line_input{}, 94_dBSPL);

auto const not_gs207 =
    gs::diagnose(gs::microphone{} >> gs::preamp{.gain = 40_dB, .max_gain = 60_dB} >> gs::line_input{}, 94_dBSPL);

auto const gs208 = gs::diagnose(gs::line_output{.gives = gs::signal_class::loudspeaker} >> gs::line_input{}, 30_dBu);

auto const not_gs208 = gs::diagnose(gs::line_output{.gives = gs::signal_class::line} >> gs::line_input{}, 4_dBu);

struct core {
    gs::component_name name = "transformer";
    gs::voltage_level limit = 10_dBu;
    std::array<gs::element, 1> elements() const { return {gs::flux_limit(limit, 50_Hz)}; }
};

auto const gs209 =
    gs::diagnose(gs::line_output{} >> core{.limit = 10_dBu} >> gs::line_input{.nominal_level = 8_dBu}, 8_dBu);

auto const not_gs209 =
    gs::diagnose(gs::line_output{} >> core{.limit = 22_dBu} >> gs::line_input{.nominal_level = 8_dBu}, 8_dBu);

struct buffer {
    gs::component_name name = "buffer";
    gs::slew_rate slew = 10_V_per_us;
    std::array<gs::element, 2> elements() const { return {gs::ideal_amplifier(1), gs::slew_limit(slew)}; }
};

auto const gs210 = gs::diagnose(gs::line_output{} >> buffer{.slew = 0.5_V_per_us} >> gs::line_input{}, 18_dBu);

auto const not_gs210 = gs::diagnose(gs::line_output{} >> buffer{.slew = 5_V_per_us} >> gs::line_input{}, 18_dBu);

struct weak_output {
    gs::component_name name = "output";
    using excitation = gs::voltage_level;
    std::array<gs::element, 2> elements() const { return {gs::voltage_source(), gs::current_limit(1.4_mA)}; }
};

auto const gs211 = gs::diagnose(weak_output{} >> gs::cable{.length = 100_m} >> gs::line_input{}, 10_dBu);

auto const not_gs211 = gs::diagnose(weak_output{} >> gs::cable{.length = 10_m} >> gs::line_input{}, 10_dBu);

// ---- 3xx: impedances ----

auto const gs301 = gs::diagnose(gs::line_output{.output_impedance = 7_kohm, .gives = gs::signal_class::instrument} >>
                                    gs::line_input{.input_impedance = 10_kohm},
                                -10_dBu);

auto const not_gs301 =
    gs::diagnose(gs::line_output{.output_impedance = 7_kohm, .gives = gs::signal_class::instrument} >>
                     gs::line_input{.input_impedance = 1_Mohm},
                 -10_dBu);

auto const gs302 = gs::diagnose(gs::line_output{.output_impedance = 10_kohm} >> gs::cable{.length = 20_m} >>
                                    gs::line_input{.input_impedance = 1_Mohm},
                                -10_dBu);

auto const not_gs302 = gs::diagnose(gs::line_output{.output_impedance = 100_ohm} >> gs::cable{.length = 20_m} >>
                                        gs::line_input{.input_impedance = 1_Mohm},
                                    -10_dBu);

auto const gs303 = gs::diagnose(gs::microphone{.output_impedance = 200_ohm, .rated_load = 1_kohm} >>
                                    gs::preamp{.input_impedance = 600_ohm} >> gs::line_input{},
                                94_dBSPL);

auto const not_gs303 = gs::diagnose(gs::microphone{.output_impedance = 200_ohm, .rated_load = 1_kohm} >>
                                        gs::preamp{.input_impedance = 2_kohm} >> gs::line_input{},
                                    94_dBSPL);

// ---- 4xx: power ----

auto const gs401 = gs::diagnose(
    gs::microphone{.transducer = gs::transducer_kind::condenser, .power = gs::phantom_power{.current = 3_mA}} >>
        gs::line_input{},
    94_dBSPL);

auto const not_gs401 = gs::diagnose(
    gs::microphone{.transducer = gs::transducer_kind::condenser, .power = gs::phantom_power{.current = 3_mA}} >>
        gs::phantom_supply{} >> gs::preamp{} >> gs::line_input{},
    94_dBSPL);

auto const gs402 = gs::diagnose(
    gs::microphone{.transducer = gs::transducer_kind::condenser, .power = gs::phantom_power{.current = 4_mA}} >>
        gs::phantom_supply{.standard = gs::phantom_standard::p12} >> gs::preamp{} >> gs::line_input{},
    94_dBSPL);

auto const not_gs402 = gs::diagnose(
    gs::microphone{.transducer = gs::transducer_kind::condenser, .power = gs::phantom_power{.current = 4_mA}} >>
        gs::phantom_supply{.standard = gs::phantom_standard::p48} >> gs::preamp{} >> gs::line_input{},
    94_dBSPL);

auto const gs403 =
    gs::diagnose(gs::microphone{.transducer = gs::transducer_kind::condenser,
                                .power = gs::phantom_power{.current = 4_mA, .min_at_microphone = 32_V}} >>
                     gs::phantom_supply{} >> gs::preamp{} >> gs::line_input{},
                 94_dBSPL);

auto const not_gs403 =
    gs::diagnose(gs::microphone{.transducer = gs::transducer_kind::condenser,
                                .power = gs::phantom_power{.current = 4_mA, .min_at_microphone = 32_V}} >>
                     gs::phantom_supply{.tolerance = 1_V} >> gs::preamp{} >> gs::line_input{},
                 94_dBSPL);

auto const gs404 = gs::diagnose(
    gs::microphone{.transducer = gs::transducer_kind::condenser,
                   .power = gs::phantom_power{.min_voltage = 11_V, .max_voltage = 13_V, .current = 3_mA}} >>
        gs::phantom_supply{.standard = gs::phantom_standard::p48} >> gs::preamp{} >> gs::line_input{},
    94_dBSPL);

auto const not_gs404 = gs::diagnose(
    gs::microphone{.transducer = gs::transducer_kind::condenser,
                   .power = gs::phantom_power{.min_voltage = 11_V, .max_voltage = 13_V, .current = 3_mA}} >>
        gs::phantom_supply{.standard = gs::phantom_standard::p12} >> gs::preamp{} >> gs::line_input{},
    94_dBSPL);

auto const gs405 = gs::diagnose(
    gs::microphone{.transducer = gs::transducer_kind::condenser, .power = gs::phantom_power{.current = 7.2_mA}} >>
        gs::phantom_supply{.current_limit = 4_mA} >> gs::preamp{} >> gs::line_input{},
    94_dBSPL);

auto const not_gs405 = gs::diagnose(
    gs::microphone{.transducer = gs::transducer_kind::condenser, .power = gs::phantom_power{.current = 7.2_mA}} >>
        gs::phantom_supply{} >> gs::preamp{} >> gs::line_input{},
    94_dBSPL);

auto const gs406 = gs::diagnose(
    gs::microphone{.transducer = gs::transducer_kind::condenser, .power = gs::phantom_power{.current = 3_mA}} >>
        gs::adapter{.output = gs::connectors::xlr_male, .blocks_dc = true} >> gs::phantom_supply{} >> gs::preamp{} >>
        gs::line_input{},
    94_dBSPL);

auto const not_gs406 = gs::diagnose(
    gs::microphone{.transducer = gs::transducer_kind::condenser, .power = gs::phantom_power{.current = 3_mA}} >>
        gs::phantom_supply{} >> gs::adapter{.output = gs::connectors::xlr_male, .blocks_dc = true} >> gs::preamp{} >>
        gs::line_input{},
    94_dBSPL);

auto const gs407 =
    gs::diagnose(gs::microphone{} >> gs::adapter{.output = gs::connectors::ts_plug} >>
                     gs::phantom_supply{.input = gs::connectors::trs_socket} >> gs::preamp{} >> gs::line_input{},
                 94_dBSPL);

auto const not_gs407 =
    gs::diagnose(gs::microphone{} >> gs::adapter{.output = gs::connectors::trs_plug} >>
                     gs::phantom_supply{.input = gs::connectors::trs_socket} >> gs::preamp{} >> gs::line_input{},
                 94_dBSPL);

auto const gs408 =
    gs::diagnose(gs::line_output{} >> gs::phantom_supply{} >> gs::preamp{.gain = 0_dB} >> gs::line_input{}, 4_dBu);

auto const not_gs408 = gs::diagnose(
    gs::line_output{} >> gs::phantom_supply{.on = false} >> gs::preamp{.gain = 0_dB} >> gs::line_input{}, 4_dBu);

auto const gs409 = gs::diagnose(gs::microphone{.output = gs::connectors::mini_stereo_plug} >> gs::plug_in_power{} >>
                                    gs::preamp{} >> gs::line_input{},
                                94_dBSPL);

auto const not_gs409 = gs::diagnose(gs::microphone{.output = gs::connectors::mini_stereo_plug} >>
                                        gs::plug_in_power{.on = false} >> gs::preamp{} >> gs::line_input{},
                                    94_dBSPL);

auto const gs410 = gs::diagnose(gs::microphone{.transducer = gs::transducer_kind::electret,
                                               .power = gs::bias_power{},
                                               .output = gs::connectors::xlr_male} >>
                                    gs::phantom_supply{} >> gs::preamp{} >> gs::line_input{},
                                94_dBSPL);

auto const not_gs410 = gs::diagnose(gs::microphone{.transducer = gs::transducer_kind::electret,
                                                   .power = gs::bias_power{},
                                                   .output = gs::connectors::mini_stereo_plug} >>
                                        gs::plug_in_power{} >> gs::preamp{} >> gs::line_input{},
                                    94_dBSPL);

auto const gs411 = gs::diagnose(gs::microphone{} >> gs::phantom_supply{} >> gs::preamp{} >> gs::line_input{}, 94_dBSPL);

auto const not_gs411 =
    gs::diagnose(gs::microphone{} >> gs::phantom_supply{.on = false} >> gs::preamp{} >> gs::line_input{}, 94_dBSPL);

auto const gs412 = gs::diagnose(gs::microphone{.transducer = gs::transducer_kind::mems,
                                               .power = gs::battery_power{},
                                               .output = gs::connectors::mini_stereo_plug} >>
                                    gs::plug_in_power{} >> gs::preamp{} >> gs::line_input{},
                                94_dBSPL);

auto const not_gs412 = gs::diagnose(gs::microphone{.transducer = gs::transducer_kind::mems,
                                                   .power = gs::battery_power{},
                                                   .output = gs::connectors::mini_stereo_plug} >>
                                        gs::plug_in_power{.on = false} >> gs::preamp{} >> gs::line_input{},
                                    94_dBSPL);

auto const gs413 = gs::diagnose(
    gs::microphone{.transducer = gs::transducer_kind::condenser, .power = gs::phantom_power{.current = 3_mA}} >>
        gs::phantom_supply{} >> gs::preamp{} >> gs::line_input{},
    94_dBSPL);

auto const not_gs413 =
    gs::diagnose(gs::microphone{.transducer = gs::transducer_kind::condenser, .power = gs::battery_power{}} >>
                     gs::preamp{} >> gs::line_input{},
                 94_dBSPL);

auto const gs414 = gs::diagnose(
    gs::microphone{.transducer = gs::transducer_kind::condenser, .power = gs::phantom_power{.current = 3_mA}} >>
        gs::pad{.network = gs::l_pad(20_dB, 150_ohm)} >> gs::phantom_supply{} >> gs::preamp{} >> gs::line_input{},
    94_dBSPL);

auto const not_gs414 = gs::diagnose(
    gs::microphone{.transducer = gs::transducer_kind::condenser, .power = gs::phantom_power{.current = 3_mA}} >>
        gs::pad{.network = gs::u_pad(20_dB, 150_ohm)} >> gs::phantom_supply{} >> gs::preamp{} >> gs::line_input{},
    94_dBSPL);

auto const gs415 =
    gs::diagnose(gs::microphone{.transducer = gs::transducer_kind::condenser, .power = gs::phantom_power{}} >>
                     gs::phantom_supply{} >> gs::preamp{} >> gs::line_input{},
                 94_dBSPL);

auto const not_gs415 = gs::diagnose(
    gs::microphone{.transducer = gs::transducer_kind::condenser, .power = gs::phantom_power{.current = 3_mA}} >>
        gs::phantom_supply{} >> gs::preamp{} >> gs::line_input{},
    94_dBSPL);

// ---- 5xx: noise ----

auto const gs501 = gs::diagnose(gs::microphone{} >>
                                    gs::preamp{.gain = 55_dB, .noise = gs::equivalent_input_noise{.level = -115_dBu}} >>
                                    gs::line_input{},
                                94_dBSPL);

auto const not_gs501 = gs::diagnose(
    gs::microphone{} >> gs::preamp{.gain = 55_dB, .noise = gs::equivalent_input_noise{.level = -128_dBu}} >>
        gs::line_input{},
    94_dBSPL);

auto const gs502 = gs::diagnose(gs::microphone{} >> gs::preamp{.gain = 20_dB} >>
                                    gs::line_input{.full_scale = 22_dBu, .dynamic_range = gs::dynamic_range{100_dB}},
                                94_dBSPL);

auto const not_gs502 =
    gs::diagnose(gs::microphone{} >> gs::preamp{.gain = 60_dB} >>
                     gs::line_input{.full_scale = 22_dBu, .dynamic_range = gs::dynamic_range{100_dB}},
                 94_dBSPL);

auto const gs503 =
    gs::diagnose(gs::microphone{} >> gs::preamp{} >> gs::line_input{}, 64_dBSPL, {.thresholds = {.target_snr = 60_dB}});

auto const not_gs503 =
    gs::diagnose(gs::microphone{} >> gs::preamp{} >> gs::line_input{}, 94_dBSPL, {.thresholds = {.target_snr = 60_dB}});

auto const gs504 = gs::diagnose(gs::line_output{} >> gs::line_input{.full_scale = 22_dBu}, 4_dBu);

auto const not_gs504 = gs::diagnose(
    gs::line_output{} >> gs::line_input{.full_scale = 22_dBu, .dynamic_range = gs::dynamic_range{110_dB}}, 4_dBu);

auto const gs505 = gs::diagnose(
    gs::microphone{} >>
        gs::preamp{.gain = 30_dB, .noise = gs::equivalent_input_noise{.level = -128_dBu, .at_gain = 60_dB}} >>
        gs::line_input{},
    94_dBSPL);

auto const not_gs505 = gs::diagnose(
    gs::microphone{} >>
        gs::preamp{.gain = 30_dB,
                   .noise = gs::equivalent_input_noise{.level = -128_dBu, .at_gain = 60_dB, .output_noise = -90_dBu}} >>
        gs::line_input{},
    94_dBSPL);

// ---- 6xx: interference ----

auto const gs601 =
    gs::diagnose(gs::line_output{.topology = gs::output_topology::unbalanced, .output = gs::connectors::rca_socket} >>
                     gs::cable{.length = 50_m, .input = gs::connectors::rca_plug, .output = gs::connectors::rca_plug} >>
                     gs::line_input{.input = gs::connectors::rca_socket},
                 -10_dBV);

auto const not_gs601 = gs::diagnose(
    gs::line_output{
        .topology = gs::output_topology::unbalanced, .output = gs::connectors::rca_socket, .earthed = false} >>
        gs::cable{.length = 50_m, .input = gs::connectors::rca_plug, .output = gs::connectors::rca_plug} >>
        gs::line_input{.input = gs::connectors::rca_socket},
    -10_dBV);

auto const gs602 =
    gs::diagnose(gs::line_output{} >> gs::cable{.leg_imbalance = 20_ohm} >> gs::line_input{.cmrr = 80_dB}, 4_dBu,
                 {.interference = gs::interference_conditions{.ground_voltage = 1_V, .ground_impedance = 1_ohm}});

auto const not_gs602 = gs::diagnose(
    gs::line_output{} >> gs::cable{.leg_imbalance = 20_ohm} >>
        gs::line_input{.cmrr = 80_dB, .common_mode_impedance = 10_Mohm},
    4_dBu, {.interference = gs::interference_conditions{.ground_voltage = 1_V, .ground_impedance = 1_ohm}});

auto const gs603 = gs::diagnose(
    gs::line_output{} >> gs::cable{} >> gs::line_input{.cmrr = 40_dB, .common_mode_impedance = 10_Mohm}, 4_dBu,
    {.interference = gs::interference_conditions{.ground_voltage = 1_V, .ground_impedance = 1_ohm}});

auto const not_gs603 = gs::diagnose(
    gs::line_output{} >> gs::cable{} >> gs::line_input{.cmrr = 80_dB, .common_mode_impedance = 10_Mohm}, 4_dBu,
    {.interference = gs::interference_conditions{.ground_voltage = 1_V, .ground_impedance = 1_ohm}});

auto const gs604 = gs::diagnose(gs::line_output{} >> gs::cable{} >> gs::line_input{}, 4_dBu,
                                {.interference = gs::interference_conditions{}});

auto const not_gs604 = gs::diagnose(gs::line_output{} >> gs::cable{} >> gs::line_input{.cmrr = 80_dB}, 4_dBu,
                                    {.interference = gs::interference_conditions{}});

auto const gs605 =
    gs::diagnose(gs::line_output{.topology = gs::output_topology::unbalanced, .output = gs::connectors::rca_socket} >>
                     gs::cable{.length = 50_m, .input = gs::connectors::rca_plug, .output = gs::connectors::rca_plug} >>
                     gs::line_input{.input = gs::connectors::rca_socket},
                 -10_dBV);

auto const not_gs605 =
    gs::diagnose(gs::line_output{.topology = gs::output_topology::unbalanced, .output = gs::connectors::rca_socket} >>
                     gs::cable{.length = 50_m,
                               .shield_resistance = 0.0085_ohm_per_m,
                               .input = gs::connectors::rca_plug,
                               .output = gs::connectors::rca_plug} >>
                     gs::line_input{.input = gs::connectors::rca_socket},
                 -10_dBV);

struct hook_ups {
    std::string_view id;
    gs::diagnosis const& finds;
    gs::diagnosis const& does_not;
};

hook_ups const cases[] = {
    {"GS001", gs001, not_gs001}, {"GS101", gs101, not_gs101}, {"GS102", gs102, not_gs102}, {"GS103", gs103, not_gs103},
    {"GS104", gs104, not_gs104}, {"GS105", gs105, not_gs105}, {"GS106", gs106, not_gs106}, {"GS107", gs107, not_gs107},
    {"GS108", gs108, not_gs108}, {"GS109", gs109, not_gs109}, {"GS110", gs110, not_gs110}, {"GS111", gs111, not_gs111},
    {"GS201", gs201, not_gs201}, {"GS202", gs202, not_gs202}, {"GS203", gs203, not_gs203}, {"GS204", gs204, not_gs204},
    {"GS205", gs205, not_gs205}, {"GS206", gs206, not_gs206}, {"GS207", gs207, not_gs207}, {"GS208", gs208, not_gs208},
    {"GS209", gs209, not_gs209}, {"GS210", gs210, not_gs210}, {"GS211", gs211, not_gs211}, {"GS301", gs301, not_gs301},
    {"GS302", gs302, not_gs302}, {"GS303", gs303, not_gs303}, {"GS401", gs401, not_gs401}, {"GS402", gs402, not_gs402},
    {"GS403", gs403, not_gs403}, {"GS404", gs404, not_gs404}, {"GS405", gs405, not_gs405}, {"GS406", gs406, not_gs406},
    {"GS407", gs407, not_gs407}, {"GS408", gs408, not_gs408}, {"GS409", gs409, not_gs409}, {"GS410", gs410, not_gs410},
    {"GS411", gs411, not_gs411}, {"GS412", gs412, not_gs412}, {"GS413", gs413, not_gs413}, {"GS414", gs414, not_gs414},
    {"GS415", gs415, not_gs415}, {"GS501", gs501, not_gs501}, {"GS502", gs502, not_gs502}, {"GS503", gs503, not_gs503},
    {"GS504", gs504, not_gs504}, {"GS505", gs505, not_gs505}, {"GS601", gs601, not_gs601}, {"GS602", gs602, not_gs602},
    {"GS603", gs603, not_gs603}, {"GS604", gs604, not_gs604}, {"GS605", gs605, not_gs605},
};

/// Every rule of the code: identifier and summary, as a heading of docs/rules.md has them.
std::set<std::string> rules_of_the_code() {
    std::set<std::string> all;
    auto const add = [&](gs::rule const& r) {
        CHECK_MESSAGE(all.insert(std::string{r.id} + " " + std::string{r.summary}).second, r.id);
    };
    add(gs::impossible_value_rule);
    for (auto const& family : gs::rule_families)
        for (gs::rule const& r : family) add(r);
    return all;
}

std::string page() {
    std::ifstream file(GAINSTAGE_SOURCE_DIR "/docs/rules.md");
    REQUIRE(file);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

TEST_SUITE("rules") {
    TEST_CASE("each rule finds its hook-up, and not the one beside it") {
        for (hook_ups const& c : cases) {
            CAPTURE(c.id);
            CHECK(c.finds.has(c.id));
            CHECK_FALSE(c.does_not.has(c.id));
        }
    }

    TEST_CASE("every rule of the code has its hook-ups") {
        std::set<std::string> shown;
        for (hook_ups const& c : cases) CHECK_MESSAGE(shown.insert(std::string{c.id}).second, c.id);
        std::set<std::string> in_the_code;
        for (std::string const& r : rules_of_the_code()) in_the_code.insert(r.substr(0, r.find(' ')));
        CHECK(shown == in_the_code);
    }

    TEST_CASE("docs/rules.md lists the rules of the code, no other, each with its two hook-ups") {
        std::set<std::string> headings;
        std::string const text = "\n" + page();
        for (std::size_t at = text.find("\n### "); at != std::string::npos;) {
            std::size_t const end = text.find('\n', at + 1);
            std::string const heading = text.substr(at + 5, end - at - 5);
            CAPTURE(heading);
            CHECK(headings.insert(heading).second);
            std::size_t const next = text.find("\n### ", end);
            std::string const section = text.substr(end, next == std::string::npos ? next : next - end);
            std::string const name = "gs" + heading.substr(2, 3);
            std::size_t const first = section.find("```cpp\nauto const " + name + " =");
            CHECK(first != std::string::npos);
            CHECK(section.find("```cpp\nauto const not_" + name + " =", first) != std::string::npos);
            at = next;
        }
        CHECK(headings == rules_of_the_code());
    }

    TEST_CASE("docs/rules.md states the thresholds") {
        gs::thresholds const t;
        std::string const text = page();
        auto const row = [&](std::string const& field, std::string const& value) {
            CHECK_MESSAGE(text.find("| `" + field + "` | " + value + " | GS") != std::string::npos,
                          field << " " << value);
        };
        auto const in_dB = [&](std::string const& field, gs::decibels d) {
            row(field, gs::detail::without_trailing_zeros(gs::detail::fixed_point(d.value(), 1)) + " dB");
        };
        in_dB("too_quiet", t.too_quiet);
        in_dB("little_headroom", t.little_headroom);
        in_dB("unused_range", t.unused_range);
        in_dB("loading_loss", t.loading_loss);
        in_dB("severe_loading_loss", t.severe_loading_loss);
        in_dB("roll_off", t.roll_off);
        row("bottom_of_band", gs::detail::fixed_point(t.bottom_of_band.value(), 0) + " Hz");
        row("top_of_band", gs::detail::fixed_point(t.top_of_band.value() / 1000, 0) + " kHz");
        in_dB("noise_figure", t.noise_figure);
        row("target_snr", t.target_snr ? "?" : "none");
        in_dB("noise_extrapolation", t.noise_extrapolation);
        in_dB("signal_to_hum", t.signal_to_hum);
    }

    TEST_CASE("texts: a title without a full stop, sentences with one, every placeholder filled in") {
        for (hook_ups const& c : cases) {
            for (gs::diagnosis const* d : {&c.finds, &c.does_not}) {
                for (gs::finding const& f : d->findings()) {
                    CAPTURE(f.id);
                    std::string const title = gs::fill_in(f.title, f);
                    std::string const reason = gs::fill_in(f.reason, f);
                    std::string const remedy = gs::fill_in(f.remedy, f);
                    CAPTURE(title + " / " + reason + " / " + remedy);
                    CHECK_FALSE(std::string_view{f.stage}.empty());
                    CHECK_FALSE(title.empty());
                    CHECK_FALSE(title.ends_with('.'));
                    CHECK(remedy.ends_with('.'));
                    if (f.id != "GS001") CHECK(reason.ends_with('.'));
                    for (std::string const* text : {&title, &reason, &remedy}) {
                        CHECK(text->find('{') == std::string::npos);
                        CHECK(text->find("  ") == std::string::npos);
                        CHECK(text->find('?') == std::string::npos);
                    }
                    // An empty name leaves a gap.
                    bool const names_other =
                        (std::string{f.title} += std::string{f.reason} += f.remedy).find("{other}") !=
                        std::string::npos;
                    if (names_other) CHECK_FALSE(std::string_view{f.other}.empty());
                }
            }
        }
    }
}
