// SPDX-License-Identifier: BSL-1.0
// Bad input: every impossible value of every field is reported with component, field, value and reason, in a chain and in
// a dynamic_chain; and no figure of a budget is ever NaN, whatever goes in.

#include "check.hpp"

#include <gainstage/analysis/analyze.hpp>
#include <gainstage/analysis/distortion.hpp>
#include <gainstage/analysis/powering.hpp>
#include <gainstage/component/adc.hpp>
#include <gainstage/component/cable.hpp>
#include <gainstage/component/combo_input.hpp>
#include <gainstage/component/di_box.hpp>
#include <gainstage/component/instrument_pickup.hpp>
#include <gainstage/component/line_driver.hpp>
#include <gainstage/component/line_input.hpp>
#include <gainstage/component/line_output.hpp>
#include <gainstage/component/microphone.hpp>
#include <gainstage/component/op_amp_stage.hpp>
#include <gainstage/component/pad.hpp>
#include <gainstage/component/phantom_supply.hpp>
#include <gainstage/component/plug_in_power.hpp>
#include <gainstage/component/preamp.hpp>
#include <gainstage/component/transformer.hpp>
#include <gainstage/dynamic_chain.hpp>
#include <gainstage/literals.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace gs = gainstage;
using namespace gainstage::literals;
using test::infinity;
using test::not_a_number;
using test::si;

// ---- no NaN ----

double number(gs::voltage_level l) { return l.dBu(); }
double number(gs::sound_level l) { return l.dBSPL(); }
double number(gs::excitation const& e) { return e.dB(); }

// The first figure of a budget that is NaN; empty if none is.
template <class Budget>
std::string nan_in(Budget const& b) {
    std::string found;
    auto const look = [&](char const* what, double x) {
        if (found.empty() && x != x) found = what;
    };
    for (auto const& s : b.stages()) {
        look("level", s.level.dBu());
        look("peak", s.peak.dBu());
        look("clip_level", s.clip_level.dBu());
        look("headroom", s.headroom.value());
        look("noise", s.noise.dBu());
        look("snr", s.snr.value());
        look("gain", s.gain.value());
        look("cumulative_gain", s.cumulative_gain.value());
        look("loading_loss", s.loading_loss.value());
        look("source resistance", gs::resistance(s.source_impedance).value());
        look("source reactance", gs::reactance(s.source_impedance).value());
        look("load resistance", gs::resistance(s.load_impedance).value());
        look("load reactance", gs::reactance(s.load_impedance).value());
        look("source impedance", gs::magnitude(s.source_impedance).value());
        look("load impedance", gs::magnitude(s.load_impedance).value());
    }
    for (double const p : b.noise_powers()) look("noise_powers", p);
    look("headroom()", b.headroom().value());
    look("noise_figure()", b.noise_figure().value());
    look("dynamic_range()", b.dynamic_range().value());
    look("input_referred_noise()", b.input_referred_noise().dBu());
    look("equivalent_noise_level()", b.equivalent_noise_level().dBSPL());
    look("digital_level()", b.digital_level().dBFS());
    look("noise_error()", b.noise_error().value());
    look("dominant_noise()", b.dominant_noise().share);
    look("max_input()", number(b.max_input()));
    if (!b.stages().empty()) {
        for (auto const& n : b.noise_contributions()) {
            look("share", n.share);
            look("contribution", n.level.dBu());
        }
        auto const d = gs::distortion(b);
        look("overdrive", d.overdrive.value());
        look("thd", d.thd);
        look("distorted level", d.level.dBu());
    }
    return found;
}

// Invalid, and every figure silence.
template <class Budget>
void check_refused(Budget const& b) {
    CHECK_FALSE(b.valid());
    CHECK_FALSE(b.problems().empty());
    CHECK(nan_in(b) == "");
    for (auto const& s : b.stages()) {
        CHECK(s.level.is_silent());
        CHECK(s.noise.level().is_silent());
        CHECK_FALSE(s.name == "");
    }
    for (double const p : b.noise_powers()) CHECK(p == 0);
    CHECK_FALSE(b.clips());
}

// ---- fields ----

template <class C>
struct field {
    char const* name;
    void (*set)(C&, double);
    char kind; // p: > 0, n: >= 0, r: a ratio > 0, f: a part of 0 to 1, d: decibels, finite
};

std::vector<double> bad_values(char kind) {
    if (kind == 'p') return {not_a_number, infinity, -infinity, -1, -1e-300, 0, -0.0, 1e300, 5e-324};
    if (kind == 'r') return {not_a_number, infinity, -infinity, -1, 0, -0.0, 1e300, 5e-324};
    if (kind == 'f') return {not_a_number, infinity, -infinity, -1, -1e-300, 1.001, 1e300};
    if (kind == 'n') return {not_a_number, infinity, -infinity, -1, -1e-300, 1e300};
    return {not_a_number, infinity, -infinity, 1e300, -1e300, 201, -201};
}
// Anything that fits into a double.
constexpr double extremes[] = {5e-324, 1e-300, 1e-21, 1e-20,        1e-12,    1e-6,     1, 1e6,
                               1e12,   1e15,   1e100, 1e300,        1.7e308,  -1.7e308, 0, 199.9,
                               -199.9, 200,    -200,  not_a_number, infinity, -infinity};

bool same(double a, double b) { return a == b || (a != a && b != b) || std::abs(a - b) <= 1e-9 * std::abs(b); }

template <class C, class Around, class Level>
void check_fields(C const& good, std::vector<field<C>> const& fields, Around around, Level level) {
    std::string_view const name = good.name;
    CAPTURE(name);
    REQUIRE(gs::validate(around(good)).empty());
    auto const sound = gs::analyze(around(good), level);
    REQUIRE(sound.valid());
    CHECK(nan_in(sound) == "");
    for (auto const& f : fields) {
        std::string_view const field_name = f.name;
        CAPTURE(field_name);
        for (double const value : bad_values(f.kind)) {
            CAPTURE(value);
            C bad = good;
            f.set(bad, value);
            auto const chain = around(bad);
            gs::dynamic_chain const run_time{chain};
            for (auto const& problems : {gs::validate(chain), gs::validate(run_time)}) {
                bool found = false;
                for (auto const& p : problems) {
                    CHECK_FALSE(p.reason.empty());
                    found = found || (p.component == name && p.field == f.name && same(p.value, value));
                }
                CHECK(found);
            }
            check_refused(gs::analyze(chain, level));
            check_refused(gs::analyze(run_time, level));
            CHECK(gs::powering(chain).empty());
        }
    }
}

// Two fields at a time, at values from everywhere: valid or not, nothing is NaN.
template <class C, class Around, class Level>
void check_extremes(C const& good, std::vector<field<C>> const& fields, Around around, Level level) {
    std::string_view const name = good.name;
    CAPTURE(name);
    int computed = 0;
    for (std::size_t i = 0; i < fields.size(); ++i)
        for (std::size_t j = i; j < fields.size(); ++j)
            for (double const a : extremes)
                for (double const b : extremes) {
                    if (i == j && !same(a, b)) continue;
                    C c = good;
                    fields[i].set(c, a);
                    fields[j].set(c, b);
                    gs::dynamic_chain const chain{around(c)};
                    if (!gs::validate(chain).empty()) continue; // its refusal is check_fields' business
                    auto const budget = gs::analyze(chain, level);
                    auto const wrong = nan_in(budget);
                    ++computed;
                    if (wrong.empty()) continue;
                    CAPTURE(fields[i].name);
                    CAPTURE(a);
                    CAPTURE(fields[j].name);
                    CAPTURE(b);
                    CHECK(wrong == "");
                }
    CHECK(computed > 10);
}

#define FIELD(type, path, quantity, kind)                                                                              \
    {                                                                                                                  \
#path, [](type & c, double x) { c.path = si<gs::quantity>(x); }, kind                                          \
    }
#define LEVEL(type, path, make)                                                                                        \
    {                                                                                                                  \
#path, [](type & c, double x) { c.path = gs::make(x); }, 'd'                                                   \
    }
#define NUMBER(type, path, kind)                                                                                       \
    {                                                                                                                  \
#path, [](type & c, double x) { c.path = x; }, kind                                                            \
    }
#define GAIN(type, path)                                                                                               \
    {                                                                                                                  \
#path, [](type & c, double x) { c.path = gs::decibels{x}; }, 'd'                                               \
    }

using gs::sound_level;
using gs::voltage_level;

gs::microphone const phantom_microphone{.name = "M",
                                        .transducer = gs::transducer_kind::condenser,
                                        .self_noise = 14_dBA,
                                        .max_spl = 130_dBSPL,
                                        .power = gs::phantom_power{.current = 3_mA}};
std::vector<field<gs::microphone>> const microphone_fields{
    FIELD(gs::microphone, sensitivity, acoustic_sensitivity, 'p'),
    FIELD(gs::microphone, sensitivity_load, impedance, 'p'),
    FIELD(gs::microphone, output_impedance, impedance, 'p'),
    FIELD(gs::microphone, rated_load, impedance, 'n'),
    {"self_noise",
     [](gs::microphone& c, double x) {
         c.self_noise = {sound_level::from_dBSPL(x), gs::audio_band, gs::weighting::a};
     },
     'd'},
    {"self_noise",
     [](gs::microphone& c, double x) {
         c.self_noise = {14_dBSPL, {si<gs::frequency>(x), 20_kHz}, gs::weighting::none};
     },
     'p'},
    {"self_noise",
     [](gs::microphone& c, double x) {
         c.self_noise = {14_dBSPL, {20_Hz, si<gs::frequency>(x)}, gs::weighting::a};
     },
     'p'},
    LEVEL(gs::microphone, max_spl, sound_level::from_dBSPL),
    FIELD(gs::microphone, low_corner, frequency, 'p'),
    FIELD(gs::microphone, high_corner, frequency, 'p'),
    FIELD(gs::microphone, self_noise_corner, frequency, 'n'),
    {"max_spl_into.level",
     [](gs::microphone& c, double x) {
         c.max_spl_into = {sound_level::from_dBSPL(x), 150_ohm};
     },
     'd'},
    {"max_spl_into.load",
     [](gs::microphone& c, double x) {
         c.max_spl_into = {119_dBSPL, si<gs::impedance>(x)};
     },
     'p'},
    FIELD(gs::microphone, max_output_current, current, 'p'),
    GAIN(gs::microphone, pad),
    {"power", [](gs::microphone& c, double x) { c.power.min_voltage = si<gs::voltage>(x); }, 'n'},
    {"power", [](gs::microphone& c, double x) { c.power.max_voltage = si<gs::voltage>(x); }, 'n'},
    {"power.current", [](gs::microphone& c, double x) { c.power.current = si<gs::current>(x); }, 'n'},
    {"power.min_at_microphone", [](gs::microphone& c, double x) { c.power.min_at_microphone = si<gs::voltage>(x); },
     'n'},
};

gs::line_output const output{.name = "O", .max_output = 20_dBu, .dynamic_range = gs::dynamic_range{100_dB}};
std::vector<field<gs::line_output>> const output_fields{
    FIELD(gs::line_output, output_impedance, impedance, 'p'),
    LEVEL(gs::line_output, nominal_level, voltage_level::from_dBu),
    LEVEL(gs::line_output, max_output, voltage_level::from_dBu),
    {"dynamic_range", [](gs::line_output& c, double x) { c.dynamic_range->value = gs::decibels{x}; }, 'd'},
    {"dynamic_range.band", [](gs::line_output& c, double x) { c.dynamic_range->band.low = si<gs::frequency>(x); }, 'p'},
    {"dynamic_range.band", [](gs::line_output& c, double x) { c.dynamic_range->band.high = si<gs::frequency>(x); },
     'p'},
};

std::vector<field<gs::cable>> const cable_fields{
    FIELD(gs::cable, length, length, 'n'),
    FIELD(gs::cable, capacitance, capacitance_per_length, 'n'),
    FIELD(gs::cable, resistance, resistance_per_length, 'n'),
    FIELD(gs::cable, shield_resistance, resistance_per_length, 'n'),
    FIELD(gs::cable, inductance, inductance_per_length, 'n'),
};
std::vector<field<gs::pad>> const pad_fields{
    FIELD(gs::pad, network.series_in, impedance, 'n'),
    FIELD(gs::pad, network.shunt, impedance, 'p'),
    FIELD(gs::pad, network.series_out, impedance, 'n'),
};
std::vector<field<gs::phantom_supply>> const phantom_fields{
    FIELD(gs::phantom_supply, voltage, voltage, 'n'),         FIELD(gs::phantom_supply, tolerance, voltage, 'n'),
    FIELD(gs::phantom_supply, feed_resistor, impedance, 'p'), FIELD(gs::phantom_supply, current_limit, current, 'n'),
    FIELD(gs::phantom_supply, blocking, capacitance, 'p'),
};
std::vector<field<gs::plug_in_power>> const bias_fields{
    FIELD(gs::plug_in_power, voltage, voltage, 'n'),
    FIELD(gs::plug_in_power, tolerance, voltage, 'n'),
    FIELD(gs::plug_in_power, resistor, impedance, 'p'),
    FIELD(gs::plug_in_power, coupling, capacitance, 'p'),
};
std::vector<field<gs::preamp>> const preamp_fields{
    GAIN(gs::preamp, gain),
    GAIN(gs::preamp, min_gain),
    GAIN(gs::preamp, max_gain),
    FIELD(gs::preamp, input_impedance, impedance, 'p'),
    FIELD(gs::preamp, input_capacitance, capacitance, 'n'),
    FIELD(gs::preamp, coupling, capacitance, 'p'),
    FIELD(gs::preamp, output_impedance, impedance, 'n'),
    LEVEL(gs::preamp, max_input, voltage_level::from_dBu),
    LEVEL(gs::preamp, max_output, voltage_level::from_dBu),
    FIELD(gs::preamp, slew_rate, slew_rate, 'p'),
    FIELD(gs::preamp, max_output_current, current, 'p'),
    FIELD(gs::preamp, low_corner, frequency, 'p'),
    FIELD(gs::preamp, high_corner, frequency, 'p'),
};
// The noise of a preamp is a closed value: each field by a new one.
std::vector<field<gs::preamp>> const noise_fields{
    {"noise.input_voltage",
     [](gs::preamp& c, double x) { c.noise = gs::amplifier_noise{.input_voltage = si<gs::voltage_noise_density>(x)}; },
     'n'},
    {"noise.input_current",
     [](gs::preamp& c, double x) { c.noise = gs::amplifier_noise{.input_current = si<gs::current_noise_density>(x)}; },
     'n'},
    {"noise.output_voltage",
     [](gs::preamp& c, double x) { c.noise = gs::amplifier_noise{.output_voltage = si<gs::voltage_noise_density>(x)}; },
     'n'},
    {"noise.input_voltage_corner",
     [](gs::preamp& c, double x) {
         c.noise = gs::amplifier_noise{.input_voltage = 1_nV_per_rtHz, .input_voltage_corner = si<gs::frequency>(x)};
     },
     'n'},
    {"noise.input_current_corner",
     [](gs::preamp& c, double x) {
         c.noise = gs::amplifier_noise{.input_current = 1_pA_per_rtHz, .input_current_corner = si<gs::frequency>(x)};
     },
     'n'},
    {"noise.output_voltage_corner",
     [](gs::preamp& c, double x) {
         c.noise = gs::amplifier_noise{.output_voltage = 1_nV_per_rtHz, .output_voltage_corner = si<gs::frequency>(x)};
     },
     'n'},
    {"noise.gain_resistor.feedback",
     [](gs::preamp& c, double x) {
         c.noise = gs::amplifier_noise{.gain_resistor = gs::gain_setting_resistor{si<gs::impedance>(x), 1}};
     },
     'p'},
    {"noise.gain_resistor.unset_gain",
     [](gs::preamp& c, double x) {
         c.noise = gs::amplifier_noise{.gain_resistor = gs::gain_setting_resistor{10_kohm, x}};
     },
     'n'},
    {"noise.level",
     [](gs::preamp& c, double x) { c.noise = gs::equivalent_input_noise{.level = voltage_level::from_dBu(x)}; }, 'd'},
    {"noise.source_impedance",
     [](gs::preamp& c, double x) { c.noise = gs::equivalent_input_noise{.source_impedance = si<gs::impedance>(x)}; },
     'n'},
    {"noise.at_gain", [](gs::preamp& c, double x) { c.noise = gs::equivalent_input_noise{.at_gain = gs::decibels{x}}; },
     'd'},
    {"noise.band",
     [](gs::preamp& c, double x) {
         c.noise = gs::equivalent_input_noise{.band = {si<gs::frequency>(x), 20_kHz}};
     },
     'p'},
    {"noise.band",
     [](gs::preamp& c, double x) {
         c.noise = gs::equivalent_input_noise{.band = {20_Hz, si<gs::frequency>(x)}};
     },
     'p'},
    {"noise.temperature",
     [](gs::preamp& c, double x) { c.noise = gs::equivalent_input_noise{.temperature = si<gs::temperature>(x)}; }, 'p'},
    {"noise.input_current",
     [](gs::preamp& c, double x) {
         c.noise = gs::equivalent_input_noise{.input_current = si<gs::current_noise_density>(x)};
     },
     'n'},
    {"noise.output_noise",
     [](gs::preamp& c, double x) { c.noise = gs::equivalent_input_noise{.output_noise = voltage_level::from_dBu(x)}; },
     'd'},
};
gs::line_input const input{.name = "I", .full_scale = 18_dBu, .dynamic_range = gs::dynamic_range{110_dB}};
std::vector<field<gs::line_input>> const input_fields{
    LEVEL(gs::line_input, nominal_level, voltage_level::from_dBu),
    FIELD(gs::line_input, input_impedance, impedance, 'p'),
    FIELD(gs::line_input, input_capacitance, capacitance, 'n'),
    FIELD(gs::line_input, coupling, capacitance, 'p'),
    LEVEL(gs::line_input, full_scale, voltage_level::from_dBu),
    {"dynamic_range", [](gs::line_input& c, double x) { c.dynamic_range->value = gs::decibels{x}; }, 'd'},
    {"dynamic_range.band", [](gs::line_input& c, double x) { c.dynamic_range->band.low = si<gs::frequency>(x); }, 'p'},
    {"dynamic_range.band", [](gs::line_input& c, double x) { c.dynamic_range->band.high = si<gs::frequency>(x); }, 'p'},
    {"input_noise",
     [](gs::line_input& c, double x) {
         c.input_noise = {voltage_level::from_dBu(x), gs::audio_band, gs::weighting::a};
     },
     'd'},
    {"input_noise",
     [](gs::line_input& c, double x) {
         c.input_noise = {-90_dBu, {si<gs::frequency>(x), 20_kHz}, gs::weighting::none};
     },
     'p'},
};
std::vector<field<gs::combo_input>> const combo_fields{
    {"gain", [](gs::combo_input& c, double x) { c.microphone.gain = gs::decibels{x}; }, 'd'},
    {"gain", [](gs::combo_input& c, double x) { c.line.gain = gs::decibels{x}; }, 'd'},
    {"input_impedance", [](gs::combo_input& c, double x) { c.microphone.input_impedance = si<gs::impedance>(x); }, 'p'},
    {"input_impedance", [](gs::combo_input& c, double x) { c.line.input_impedance = si<gs::impedance>(x); }, 'p'},
    {"feed_resistor", [](gs::combo_input& c, double x) { c.phantom->feed_resistor = si<gs::impedance>(x); }, 'p'},
    {"voltage", [](gs::combo_input& c, double x) { c.phantom->voltage = si<gs::voltage>(x); }, 'n'},
};
gs::transformer const coil{.name = "T", .leakage_inductance = 100_uH, .core_loss = 15_kohm, .core = gs::core_limit{}};
std::vector<field<gs::transformer>> const transformer_fields{
    NUMBER(gs::transformer, turns_ratio, 'r'),
    FIELD(gs::transformer, primary_resistance, impedance, 'n'),
    FIELD(gs::transformer, secondary_resistance, impedance, 'n'),
    FIELD(gs::transformer, primary_inductance, inductance, 'p'),
    FIELD(gs::transformer, leakage_inductance, inductance, 'n'),
    FIELD(gs::transformer, core_loss, impedance, 'p'),
    FIELD(gs::transformer, primary_capacitance, capacitance, 'n'),
    FIELD(gs::transformer, secondary_capacitance, capacitance, 'n'),
    {"core.level", [](gs::transformer& c, double x) { c.core->level = voltage_level::from_dBu(x); }, 'd'},
    {"core.at", [](gs::transformer& c, double x) { c.core->at = si<gs::frequency>(x); }, 'p'},
    GAIN(gs::transformer, cmrr),
};
std::vector<field<gs::passive_di_box>> const passive_di_fields{
    {"turns_ratio", [](gs::passive_di_box& c, double x) { c.transformer.turns_ratio = x; }, 'r'},
    {"primary_inductance",
     [](gs::passive_di_box& c, double x) { c.transformer.primary_inductance = si<gs::inductance>(x); }, 'p'},
    {"network.series_in", [](gs::passive_di_box& c, double x) { c.pad->series_in = si<gs::impedance>(x); }, 'n'},
    {"network.shunt", [](gs::passive_di_box& c, double x) { c.pad->shunt = si<gs::impedance>(x); }, 'p'},
};
std::vector<field<gs::active_di_box>> const active_di_fields{
    GAIN(gs::active_di_box, gain),
    FIELD(gs::active_di_box, input_impedance, impedance, 'p'),
    FIELD(gs::active_di_box, input_capacitance, capacitance, 'n'),
    FIELD(gs::active_di_box, coupling, capacitance, 'p'),
    FIELD(gs::active_di_box, output_impedance, impedance, 'n'),
    LEVEL(gs::active_di_box, max_input, voltage_level::from_dBu),
    LEVEL(gs::active_di_box, max_output, voltage_level::from_dBu),
    FIELD(gs::active_di_box, high_corner, frequency, 'p'),
    {"noise.input_voltage",
     [](gs::active_di_box& c, double x) {
         c.noise = gs::amplifier_noise{.input_voltage = si<gs::voltage_noise_density>(x)};
     },
     'n'},
    {"network.shunt", [](gs::active_di_box& c, double x) { c.pad->shunt = si<gs::impedance>(x); }, 'p'},
    {"power.current", [](gs::active_di_box& c, double x) { c.power.current = si<gs::current>(x); }, 'n'},
};
gs::instrument_pickup const guitar{.name = "G", .eddy_loss = 500_kohm};
std::vector<field<gs::instrument_pickup>> const pickup_fields{
    FIELD(gs::instrument_pickup, coil_resistance, impedance, 'p'),
    FIELD(gs::instrument_pickup, inductance, inductance, 'n'),
    FIELD(gs::instrument_pickup, winding_capacitance, capacitance, 'n'),
    FIELD(gs::instrument_pickup, eddy_loss, impedance, 'p'),
    {"volume.track", [](gs::instrument_pickup& c, double x) { c.volume->track = si<gs::impedance>(x); }, 'p'},
    {"volume.position", [](gs::instrument_pickup& c, double x) { c.volume->position = x; }, 'f'},
    {"tone.track", [](gs::instrument_pickup& c, double x) { c.tone->track = si<gs::impedance>(x); }, 'p'},
    {"tone.position", [](gs::instrument_pickup& c, double x) { c.tone->position = x; }, 'f'},
    {"tone.capacitor", [](gs::instrument_pickup& c, double x) { c.tone->capacitor = si<gs::capacitance>(x); }, 'p'},
};
gs::line_driver const driver{.name = "D", .max_output = 24_dBu};
std::vector<field<gs::line_driver>> const driver_fields{
    GAIN(gs::line_driver, gain),
    FIELD(gs::line_driver, input_impedance, impedance, 'p'),
    FIELD(gs::line_driver, build_out, impedance, 'n'),
    NUMBER(gs::line_driver, build_out_tolerance, 'f'),
    LEVEL(gs::line_driver, max_output, voltage_level::from_dBu),
    FIELD(gs::line_driver, max_peak_current, current, 'p'),
    FIELD(gs::line_driver, slew_rate, slew_rate, 'p'),
    {"noise.input_voltage",
     [](gs::line_driver& c, double x) {
         c.noise = gs::amplifier_noise{.input_voltage = si<gs::voltage_noise_density>(x)};
     },
     'n'},
    FIELD(gs::line_driver, low_corner, frequency, 'p'),
    FIELD(gs::line_driver, high_corner, frequency, 'p'),
};
gs::adc const converter{.name = "Q", .dynamic_range = gs::dynamic_range{110_dB}, .bits = 24};
std::vector<field<gs::adc>> const adc_fields{
    LEVEL(gs::adc, full_scale, voltage_level::from_dBu),
    {"dynamic_range", [](gs::adc& c, double x) { c.dynamic_range->value = gs::decibels{x}; }, 'd'},
    {"dynamic_range.band", [](gs::adc& c, double x) { c.dynamic_range->band.low = si<gs::frequency>(x); }, 'p'},
    {"sample_rate", [](gs::adc& c, double x) { c.dynamic_range = {}, c.sample_rate = si<gs::frequency>(x); }, 'p'},
    LEVEL(gs::adc, nominal_level, voltage_level::from_dBu),
    FIELD(gs::adc, input_impedance, impedance, 'p'),
    FIELD(gs::adc, input_capacitance, capacitance, 'n'),
    FIELD(gs::adc, coupling, capacitance, 'p'),
};

gs::op_amp const device{.input_voltage_noise = 5_nV_per_rtHz,
                        .input_current_noise = 0.7_pA_per_rtHz,
                        .slew_rate = 9_V_per_us,
                        .swing_from_rails = 2_V,
                        .output_current = 30_mA};
// What every operational amplifier stage has; the device's fields are reported with its name before them.
template <class Stage>
std::vector<field<Stage>> stage_fields(std::vector<field<Stage>> own) {
    std::vector<field<Stage>> all{
        FIELD(Stage, device.input_voltage_noise, voltage_noise_density, 'n'),
        FIELD(Stage, device.voltage_noise_corner, frequency, 'n'),
        FIELD(Stage, device.input_current_noise, current_noise_density, 'n'),
        FIELD(Stage, device.current_noise_corner, frequency, 'n'),
        GAIN(Stage, device.open_loop_gain),
        FIELD(Stage, device.gain_bandwidth, frequency, 'p'),
        FIELD(Stage, device.slew_rate, slew_rate, 'p'),
        FIELD(Stage, device.swing_from_rails, voltage, 'n'),
        FIELD(Stage, device.output_current, current, 'p'),
        FIELD(Stage, supply, voltage, 'p'),
        FIELD(Stage, input_capacitor, capacitance, 'n'),
    };
    all.insert(all.end(), own.begin(), own.end());
    return all;
}
gs::non_inverting_stage const non_inverting{
    .name = "S", .device = device, .input_capacitor = 10_uF, .gain_capacitor = 220_uF, .output_capacitor = 10_uF};
auto const non_inverting_fields = stage_fields<gs::non_inverting_stage>({
    FIELD(gs::non_inverting_stage, bias_resistor, impedance, 'p'),
    FIELD(gs::non_inverting_stage, input_capacitance, capacitance, 'n'),
    FIELD(gs::non_inverting_stage, feedback_resistor, impedance, 'n'),
    FIELD(gs::non_inverting_stage, gain_resistor, impedance, 'p'),
    FIELD(gs::non_inverting_stage, gain_capacitor, capacitance, 'n'),
    FIELD(gs::non_inverting_stage, build_out_resistor, impedance, 'n'),
    FIELD(gs::non_inverting_stage, output_capacitor, capacitance, 'n'),
});
gs::inverting_stage const inverting{.name = "S", .device = device, .input_capacitor = 10_uF, .output_capacitor = 10_uF};
auto const inverting_fields = stage_fields<gs::inverting_stage>({
    FIELD(gs::inverting_stage, input_resistor, impedance, 'p'),
    FIELD(gs::inverting_stage, feedback_resistor, impedance, 'p'),
    FIELD(gs::inverting_stage, offset_resistor, impedance, 'n'),
});
gs::difference_stage const difference{
    .name = "S", .device = device, .input_capacitor = 10_uF, .output_capacitor = 10_uF};
auto const difference_fields = stage_fields<gs::difference_stage>({
    FIELD(gs::difference_stage, r1, impedance, 'p'),
    FIELD(gs::difference_stage, r2, impedance, 'p'),
    FIELD(gs::difference_stage, r3, impedance, 'p'),
    FIELD(gs::difference_stage, r4, impedance, 'p'),
    {"resistor_tolerance", [](gs::difference_stage& c, double x) { c.resistor_tolerance = x; }, 'n'},
});
gs::instrumentation_stage const instrumentation{
    .name = "S", .device = device, .input_capacitor = 22_uF, .gain_capacitor = 470_uF};
auto const instrumentation_fields = stage_fields<gs::instrumentation_stage>({
    FIELD(gs::instrumentation_stage, bias_resistor, impedance, 'p'),
    FIELD(gs::instrumentation_stage, input_capacitance, capacitance, 'n'),
    FIELD(gs::instrumentation_stage, feedback_resistor, impedance, 'n'),
    FIELD(gs::instrumentation_stage, gain_resistor, impedance, 'p'),
    FIELD(gs::instrumentation_stage, gain_capacitor, capacitance, 'n'),
    {"r2", [](gs::instrumentation_stage& c, double x) { c.difference.r2 = si<gs::impedance>(x); }, 'p'},
});

// Each component in its place, its neighbours good.
auto const as_microphone = [](gs::microphone const& c) {
    return c >> gs::cable{} >> gs::phantom_supply{} >> gs::preamp{} >> gs::line_input{};
};
auto const as_output = [](gs::line_output const& c) { return c >> gs::cable{} >> gs::line_input{}; };
auto const in_between = [](auto const& c) { return gs::microphone{} >> c >> gs::preamp{} >> gs::line_input{}; };
auto const as_preamp = [](gs::preamp const& c) {
    return gs::microphone{} >> gs::cable{} >> c >> gs::line_input{.full_scale = 18_dBu};
};
auto const as_input = [](gs::line_input const& c) { return gs::microphone{} >> gs::preamp{} >> c; };
auto const as_pickup = [](gs::instrument_pickup const& c) {
    return c >> gs::cable{} >> gs::active_di_box{} >> gs::line_input{};
};
auto const as_converter = [](gs::adc const& c) { return gs::microphone{} >> gs::preamp{} >> c; };
auto const as_combo = [](gs::combo_input const& c) { return gs::microphone{} >> c >> gs::line_input{}; };

template <class Visit>
void every_component(Visit visit) {
    visit(phantom_microphone, microphone_fields, as_microphone, gs::sound_level{94_dBSPL});
    visit(output, output_fields, as_output, gs::voltage_level{4_dBu});
    visit(gs::cable{.name = "C"}, cable_fields, in_between, gs::sound_level{94_dBSPL});
    visit(gs::pad{.name = "P"}, pad_fields, in_between, gs::sound_level{94_dBSPL});
    visit(gs::phantom_supply{.name = "S"}, phantom_fields, in_between, gs::sound_level{94_dBSPL});
    visit(gs::plug_in_power{.name = "B"}, bias_fields, in_between, gs::sound_level{94_dBSPL});
    visit(gs::preamp{.name = "A"}, preamp_fields, as_preamp, gs::sound_level{94_dBSPL});
    visit(gs::preamp{.name = "N"}, noise_fields, as_preamp, gs::sound_level{94_dBSPL});
    visit(non_inverting, non_inverting_fields, in_between, gs::sound_level{94_dBSPL});
    visit(inverting, inverting_fields, in_between, gs::sound_level{94_dBSPL});
    visit(difference, difference_fields, in_between, gs::sound_level{94_dBSPL});
    visit(instrumentation, instrumentation_fields, in_between, gs::sound_level{94_dBSPL});
    visit(input, input_fields, as_input, gs::sound_level{94_dBSPL});
    visit(gs::combo_input{.name = "X", .phantom = gs::phantom_supply{}}, combo_fields, as_combo,
          gs::sound_level{94_dBSPL});
    visit(coil, transformer_fields, in_between, gs::sound_level{94_dBSPL});
    visit(gs::passive_di_box{.name = "Y", .pad = gs::l_pad(20_dB, 1_kohm)}, passive_di_fields, in_between,
          gs::sound_level{94_dBSPL});
    visit(gs::active_di_box{.name = "Z", .pad = gs::l_pad(20_dB, 10_kohm)}, active_di_fields, in_between,
          gs::sound_level{94_dBSPL});
    visit(guitar, pickup_fields, as_pickup, gs::voltage_level{-20_dBu});
    visit(driver, driver_fields, in_between, gs::sound_level{94_dBSPL});
    visit(converter, adc_fields, as_converter, gs::sound_level{94_dBSPL});
}

// The one problem of a chain.
gs::problem only_problem(auto const& chain) {
    auto const problems = gs::validate(chain);
    REQUIRE(problems.size() == 1);
    return problems[0];
}

struct unchecked {
    gs::component_name name = "own";
    gs::element part{};
    gs::stage_info facts{};
    constexpr std::array<gs::element, 1> elements() const { return {part}; }
    constexpr void describe(gs::stage_info& s) const {
        s.feed = facts.feed;
        s.common_mode = facts.common_mode;
        s.run = facts.run;
    }
};
struct trusted_load : unchecked {
    static constexpr bool is_load = true;
    void check(gs::field_checks&) const {}
};

} // namespace

TEST_SUITE("validate") {
    TEST_CASE("NaN, infinity, negative, zero, out of range: every field of every component") {
        every_component(
            [](auto const& c, auto const& fields, auto around, auto level) { check_fields(c, fields, around, level); });
    }

    TEST_CASE("huge and tiny: no NaN, two fields at a time") {
        every_component([](auto const& c, auto const& fields, auto around, auto level) {
            check_extremes(c, fields, around, level);
        });
    }

    TEST_CASE("huge and tiny in different components at once") {
        auto const chain = [](double source, double series, double shunt, double dB, double load) {
            return gs::line_output{.output_impedance = si<gs::impedance>(source)} >>
                   gs::pad{.network = {gs::pad_kind::u, si<gs::impedance>(series), si<gs::impedance>(shunt),
                                       si<gs::impedance>(series)}} >>
                   gs::cable{.length = 1000000_m,
                             .capacitance = si<gs::capacitance_per_length>(1),
                             .inductance = si<gs::inductance_per_length>(1)} >>
                   gs::preamp{.gain = gs::decibels{dB}, .input_impedance = si<gs::impedance>(load)} >>
                   gs::preamp{.gain = gs::decibels{dB}, .input_impedance = si<gs::impedance>(load)} >>
                   gs::preamp{
                       .gain = gs::decibels{dB}, .input_impedance = si<gs::impedance>(load), .max_output = 200_dBu} >>
                   gs::line_input{.input_impedance = si<gs::impedance>(load), .full_scale = -200_dBu};
        };
        for (double const source : {1e-21, 1.0, 1e15})
            for (double const series : {0.0, 1e-21, 1e15})
                for (double const shunt : {1e-21, 1e15})
                    for (double const dB : {-200.0, 0.0, 200.0})
                        for (double const load : {1e-21, 1e15})
                            for (double const level : {-200.0, 200.0}) {
                                CAPTURE(source);
                                CAPTURE(series);
                                CAPTURE(shunt);
                                CAPTURE(dB);
                                CAPTURE(load);
                                CAPTURE(level);
                                auto const b = gs::analyze(chain(source, series, shunt, dB, load),
                                                           gs::voltage_level::from_dBu(level));
                                CHECK(nan_in(b) == "");
                                CHECK(b.problems().empty() == b.valid());
                            }
    }

    TEST_CASE("impossible conditions") {
        auto const chain = gs::microphone{} >> gs::preamp{} >> gs::line_input{};
        auto const refused = [&](gs::conditions const& c, std::string_view field) {
            CAPTURE(field);
            auto const fixed = gs::analyze(chain, 94_dBSPL, c);
            check_refused(fixed);
            check_refused(gs::analyze(gs::dynamic_chain{chain}, 94_dBSPL, c));
            bool found = false;
            for (auto const& p : fixed.problems()) found = found || (p.component == "conditions" && p.field == field);
            CHECK(found);
        };
        for (double const x : bad_values('p')) {
            CAPTURE(x);
            refused({.frequency = si<gs::frequency>(x)}, "frequency");
            refused({.band = {si<gs::frequency>(x), 20_kHz}}, "band");
            refused({.band = {20_Hz, si<gs::frequency>(x)}}, "band");
            refused({.temperature = si<gs::temperature>(x)}, "temperature");
        }
        for (double const x : {not_a_number, infinity, -infinity, -1.0, 1e300})
            refused({.crest_factor = gs::decibels{x}}, "crest_factor");
        refused({.band = {20_Hz, 20_Hz}}, "band");
        refused({.band = {20_kHz, 20_Hz}}, "band");
        CHECK(gs::analyze(chain, 94_dBSPL, {.crest_factor = 0_dB}).valid());
    }

    TEST_CASE("an impossible level") {
        auto const chain = gs::microphone{} >> gs::preamp{} >> gs::line_input{};
        for (double const x : {infinity, 201.0, -201.0, 1e300}) {
            CAPTURE(x);
            auto const b = gs::analyze(chain, gs::sound_level::from_dBSPL(x));
            check_refused(b);
            CHECK(b.problems()[0].component == "signal");
            CHECK(b.problems()[0].field == "level");
            check_refused(gs::analyze(gs::dynamic_chain{chain}, gs::sound_level::from_dBSPL(x)));
        }
        check_refused(gs::analyze(chain, gs::sound_level::from_dBSPL(not_a_number)));
        check_refused(gs::analyze(gs::line_output{} >> gs::line_input{}, gs::voltage_level::from_dBu(not_a_number)));
    }

    TEST_CASE("silence is a level: nothing is NaN, the noise is there") {
        auto const check_silent = [](auto const& chain, auto silence) {
            auto const b = gs::analyze(chain, silence);
            CHECK(b.valid());
            CHECK(nan_in(b) == "");
            for (auto const& s : b.stages()) {
                CHECK(s.level.is_silent());
                CHECK(s.snr.value() == -infinity);
                CHECK(s.noise.dBu() > -200);
                CHECK_FALSE(s.clips);
            }
            auto const d = gs::analyze(gs::dynamic_chain{chain}, silence);
            CHECK(nan_in(d) == "");
            CHECK_FALSE(b.clips());
        };
        auto const silence = gs::sound_level::silence();
        check_silent(gs::microphone{} >> gs::preamp{} >> gs::line_input{}, silence);
        check_silent(gs::microphone{.max_spl = 140_dBSPL} >> gs::preamp{.max_output = 20_dBu} >>
                         gs::line_input{.full_scale = 18_dBu},
                     silence);
        check_silent(gs::microphone{} >> gs::combo_input{} >> gs::line_input{.full_scale = 18_dBu}, silence);
        check_silent(gs::line_output{.max_output = 20_dBu, .dynamic_range = gs::dynamic_range{100_dB}} >>
                         gs::line_input{.full_scale = 18_dBu},
                     gs::voltage_level::silence());
        check_silent(gs::line_output{} >> gs::line_input{}, gs::voltage_level::silence());
    }

    TEST_CASE("what a chain takes and its dynamic range do not depend on the level, silence included") {
        auto const chain = gs::microphone{.max_spl = 140_dBSPL} >> gs::preamp{.gain = 40_dB, .max_output = 20_dBu} >>
                           gs::line_input{.full_scale = 18_dBu};
        gs::conditions const music{.crest_factor = 12_dB};
        auto const loud = gs::analyze(chain, 94_dBSPL, music);
        auto const silent = gs::analyze(chain, gs::sound_level::silence(), music);
        CHECK(silent.max_input().dBSPL() == test::within(loud.max_input().dBSPL(), 1e-9));
        CHECK(silent.dynamic_range().value() == test::within(loud.dynamic_range().value(), 1e-9));
        CHECK(loud.dynamic_range().value() ==
              test::within((loud.output().snr + loud.headroom() + 12_dB - gs::sine_crest_factor).value(), 1e-9));
        // Nothing that clips: no largest level.
        auto const unlimited = gs::analyze(gs::line_output{} >> gs::line_input{}, gs::voltage_level::silence());
        CHECK(unlimited.max_input().dBu() == infinity);
        CHECK(unlimited.dynamic_range().value() == infinity);
        auto const line =
            gs::line_output{.output_impedance = si<gs::impedance>(1e-9)} >> gs::line_input{.full_scale = 18_dBu};
        CHECK(gs::analyze(line, gs::voltage_level::silence()).max_input().dBu() == test::within(18, 1e-9));
    }

    TEST_CASE("a maximum below a nominal, reversed windows, empty bands") {
        auto const with = [](gs::line_input const& c) { return gs::line_output{} >> c; };
        auto p = only_problem(with({.nominal_level = 4_dBu, .full_scale = 0_dBu}));
        CHECK(p.component == "line input");
        CHECK(p.field == "full_scale");
        CHECK(p.value == 0);
        CHECK(p.unit == "dBu");
        CHECK(p.reason == "the maximum is below the nominal level");
        p = only_problem(gs::line_output{.nominal_level = 4_dBu, .max_output = 3_dBu} >> gs::line_input{});
        CHECK(p.field == "max_output");
        CHECK(p.reason == "the maximum is below the nominal level");
        p = only_problem(gs::microphone{.power = gs::phantom_power{.min_voltage = 52_V, .max_voltage = 44_V}} >>
                         gs::line_input{});
        CHECK(p.component == "microphone");
        CHECK(p.field == "power");
        CHECK(p.value == 44);
        CHECK(p.unit == "V");
        p = only_problem(gs::microphone{.power = gs::bias_power{.min_voltage = 5_V, .max_voltage = 2_V}} >>
                         gs::line_input{});
        CHECK(p.field == "power");
        p = only_problem(gs::microphone{.self_noise = 30_dBA, .max_spl = 20_dBSPL} >> gs::line_input{});
        CHECK(p.field == "max_spl");
        p = only_problem(gs::microphone{.pad = -10_dB} >> gs::line_input{});
        CHECK(p.field == "pad");
        auto const amplifier = [](gs::preamp const& c) { return gs::microphone{} >> c >> gs::line_input{}; };
        CHECK(only_problem(amplifier({.gain = 40_dB, .max_gain = 30_dB})).reason == "is above max_gain");
        CHECK(only_problem(amplifier({.gain = 0_dB, .min_gain = 10_dB})).reason == "is below min_gain");
        CHECK(gs::validate(amplifier({.gain = 20_dB, .min_gain = 30_dB, .max_gain = 10_dB}))[0].reason ==
              "the maximum is below the minimum");
        CHECK(only_problem(amplifier({.low_corner = 20_kHz, .high_corner = 20_Hz})).field == "high_corner");
        CHECK(only_problem(amplifier({.low_corner = 20_Hz, .high_corner = 20_Hz})).field == "high_corner");
        CHECK(only_problem(
                  amplifier({.gain = -6_dB,
                             .noise = gs::amplifier_noise{.gain_resistor = gs::gain_setting_resistor{10_kohm, 1}}}))
                  .field == "gain");
        for (gs::frequency_band const& band : {gs::frequency_band{20_kHz, 20_Hz}, gs::frequency_band{20_Hz, 20_Hz}}) {
            CHECK(only_problem(with({.input_noise = gs::voltage_noise_level{-90_dBu, band, gs::weighting::none}}))
                      .field == "input_noise");
            CHECK(only_problem(
                      with({.full_scale = 18_dBu, .dynamic_range = gs::dynamic_range{100_dB, gs::weighting::a, band}}))
                      .field == "dynamic_range.band");
            CHECK(only_problem(amplifier({.noise = gs::equivalent_input_noise{.band = band}})).field == "noise.band");
            CHECK(only_problem(gs::microphone{.self_noise = gs::sound_noise_level{20_dBSPL, band, gs::weighting::a}} >>
                               gs::line_input{})
                      .field == "self_noise");
        }
        // A dynamic range below nothing; of nothing.
        CHECK(only_problem(with({.dynamic_range = gs::dynamic_range{100_dB}})).field == "dynamic_range");
        CHECK(only_problem(with({.full_scale = 18_dBu, .dynamic_range = gs::dynamic_range{0_dB}})).reason ==
              "must be greater than zero");
        CHECK(only_problem(gs::line_output{.dynamic_range = gs::dynamic_range{100_dB}} >> gs::line_input{}).field ==
              "dynamic_range");
        CHECK(only_problem(gs::line_output{.max_output = 18_dBu, .dynamic_range = gs::dynamic_range{0_dB}} >>
                           gs::line_input{})
                  .reason == "must be greater than zero");
        // An H pad below its minimum loss: a negative resistor.
        CHECK(
            only_problem(gs::line_output{} >> gs::pad{.network = gs::h_pad(3_dB, 600_ohm, 150_ohm)} >> gs::line_input{})
                .field == "network.series_out");
    }

    TEST_CASE("pads from impossible attenuations are refused") {
        for (double const dB : {not_a_number, infinity, -infinity, -20.0, 1e300})
            for (auto const& network : {gs::l_pad(gs::decibels{dB}, 150_ohm), gs::u_pad(gs::decibels{dB}, 150_ohm),
                                        gs::h_pad(gs::decibels{dB}, 600_ohm)}) {
                CAPTURE(dB);
                check_refused(gs::analyze(gs::line_output{} >> gs::pad{.network = network} >> gs::line_input{}, 0_dBu));
            }
        // 0 dB: an L or U pad that does nothing but load; an H pad of 0 dB would need an infinite shunt.
        CHECK(gs::validate(gs::line_output{} >> gs::pad{.network = gs::u_pad(0_dB, 150_ohm)} >> gs::line_input{})
                  .empty());
        check_refused(
            gs::analyze(gs::line_output{} >> gs::pad{.network = gs::h_pad(0_dB, 600_ohm)} >> gs::line_input{}, 0_dBu));
    }

    TEST_CASE("many problems: the first 32 are kept, the rest counted") {
        gs::dynamic_chain c;
        c.append(gs::microphone{});
        for (int i = 0; i < 40; ++i) c.append(gs::pad{.network = {gs::pad_kind::u, 680_ohm, 0_ohm, 0_ohm}});
        c.append(gs::line_input{});
        auto const problems = gs::validate(c);
        CHECK(problems.size() == 32);
        CHECK(problems.dropped() == 8);
        check_refused(gs::analyze(c, 94_dBSPL));
    }

    // What element.hpp and stage.hpp say of each value.
    TEST_CASE("a component without check(): its elements and facts are checked") {
        using kind = gs::element_kind;
        auto const refused = [](unchecked const& part, std::string_view field) {
            auto const chain = gs::line_output{} >> part >> gs::line_input{};
            auto const problem = only_problem(chain);
            CHECK(problem.component == "own");
            CHECK(problem.field == field);
            check_refused(gs::analyze(chain, 0_dBu));
            CHECK_FALSE(gs::frequency_response(chain).valid());
            CHECK(gs::powering(chain).empty());
        };
        for (gs::element const& e :
             {gs::element{.kind = kind::shunt}, gs::element{.kind = kind::series, .resistance = not_a_number},
              gs::element{.kind = kind::series, .resistance = infinity},
              gs::element{.kind = kind::series, .inductance = -1}, gs::element{.kind = kind::amplifier, .gain = 1e-30},
              gs::element{.kind = kind::ratio, .current_gain = 1e30},
              gs::element{.kind = kind::op_amp, .open_loop_gain = 0},
              gs::element{.kind = kind::summing_op_amp, .resistance = 0, .open_loop_gain = 1e6},
              gs::element{.kind = kind::summing_op_amp, .resistance = 1},
              gs::element{.kind = kind::network_noise, .density = 1e-12},
              gs::element{.kind = kind::voltage_noise, .density = infinity},
              gs::element{.kind = kind::voltage_noise, .resistance = infinity}, gs::element{.kind = kind::limit},
              gs::voltage_source()})
            refused({.part = e}, "elements");
        for (gs::element const& e :
             {gs::element{}, gs::element{.kind = kind::shunt, .resistance = infinity},
              gs::element{.kind = kind::series}, gs::ideal_amplifier(-10), gs::non_inverting_op_amp(10, {}),
              gs::summing_op_amp(1_kohm, {}), gs::feedback_noise(0_ohm, 1_kohm, {}, {}), gs::clip_limit(0_dBu)})
            CHECK(gs::analyze(gs::line_output{} >> unchecked{.part = e} >> gs::line_input{}, 0_dBu).valid());

        unchecked supply;
        supply.facts.feed.kind = gs::power_kind::phantom;
        supply.facts.feed.supply = 48_V;
        refused(supply, "feed.feed_resistor");
        supply.facts.feed.feed_resistor = 6.8_kohm;
        CHECK(gs::validate(gs::line_output{} >> supply >> gs::line_input{}).empty());
        unchecked cable;
        cable.facts.run = si<gs::length>(not_a_number);
        refused(cable, "run");
        cable.facts.run = 10_m;
        cable.facts.common_mode.cmrr = gs::decibels{infinity};
        refused(cable, "common_mode.cmrr");

        struct silent_source : unchecked {
            using excitation = gs::voltage_level;
        };
        auto const problem = only_problem(silent_source{} >> gs::line_input{});
        CHECK(problem.field == "elements");
    }

    TEST_CASE("a noise that is no number is not silence") {
        trusted_load load;
        load.part = {.kind = gs::element_kind::voltage_noise, .resistance = infinity};
        auto const budget = gs::analyze(gs::line_output{} >> load, 0_dBu);
        check_refused(budget);
    }

    TEST_CASE("at compile time too") {
        constexpr auto b =
            gs::analyze(gs::line_output{.output_impedance = si<gs::impedance>(-1)} >> gs::line_input{}, 4_dBu);
        static_assert(!b.valid());
        static_assert(b.problems()[0].field == "output_impedance");
        static_assert(b.problems()[0].reason == "must be greater than zero");
        constexpr auto own =
            gs::analyze(gs::line_output{} >> unchecked{.part = gs::shunt_resistor(0_ohm)} >> gs::line_input{}, 4_dBu);
        static_assert(own.problems()[0].field == "elements");
    }
}
