// SPDX-License-Identifier: BSL-1.0
// Random chains, each with its C++ text. A kind of component is one small function: random values, and their text.
//
// Values are log-uniform (decibels uniform) over the range that real devices have; every second chain is extreme: its ranges
// are 30 times as wide at both ends (decibels: by 20 dB). Wider ones would ask for more digits than a double's matrix has:
// with 1e-3 ohm and 1e12 ohm in one node, ngspice loses 15 of its 16.
#pragma once

#include <gainstage/dynamic_chain.hpp>
#include <gainstage/gainstage.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <optional>
#include <random>
#include <string>

namespace test {

namespace gs = gainstage;

/// A component of the user's own from single elements, so that every element has its turn.
struct parts {
    gs::component_name name;
    std::array<gs::element, 3> list{};
    [[nodiscard]] constexpr std::array<gs::element, 3> elements() const { return list; }
};

struct random_chain {
    gs::dynamic_chain chain;
    std::string text; ///< as C++
};

class generator {
public:
    /// Chains are drawn one after the other: chain k of a seed is the same whatever follows.
    explicit generator(std::uint64_t seed) : random_(seed) {}

    /// 2 to 12 components that validate() finds nothing wrong with.
    random_chain next() {
        extreme_ = !extreme_;
        for (;;) {
            result_ = {};
            count_ = 0;
            one_of(sources);
            for (int through = integer(0, 10); through > 0; --through) one_of(kinds);
            one_of(loads);
            if (validate(result_.chain).empty()) return result_;
        }
    }

private:
    using kind = void (generator::*)();
    static kind const sources[3], loads[2], kinds[23];

    template <std::size_t N>
    void one_of(kind const (&list)[N]) {
        (this->*list[integer(0, static_cast<int>(N) - 1)])();
    }

    // ---- numbers: the standard's distributions differ between libraries ----

    double uniform(double low, double high) { return low + (high - low) * static_cast<double>(random_() >> 11) * 0x1p-53; }
    int integer(int low, int high) { return low + static_cast<int>(uniform(0, high - low + 1)); }
    bool maybe(double probability = 0.5) { return uniform(0, 1) < probability; }

    template <class Make>
    struct unit {
        char const* suffix;
        Make make;
    };
    template <class Make>
    unit(char const*, Make) -> unit<Make>; // clang needs it until 17
#define GAINSTAGE_TEST_UNIT(u) unit{"_" #u, [](double x) { return gs::literals::operator""_##u(static_cast<long double>(x)); }}

    static constexpr auto same = [](double x) { return x; };
    static constexpr unit<decltype(same)> plain{"", same}; ///< a ratio

    /// A number of four digits, as text and as the quantity that the text means.
    template <class Make>
    auto literal(double x, unit<Make> const& u, std::string& text) {
        char digits[32];
        std::snprintf(digits, sizeof digits, "%.4g", x);
        (text += digits) += u.suffix;
        return u.make(std::strtod(digits, nullptr));
    }
    template <class Make>
    auto value(unit<Make> const& u, double low, double high, std::string& text) {
        double const wide = extreme_ ? 30 : 1;
        return literal(std::exp(uniform(std::log(low / wide), std::log(high * wide))), u, text);
    }
    template <class Make>
    auto level(unit<Make> const& u, double low, double high, std::string& text) {
        double const wide = extreme_ ? 20 : 0;
        return literal(uniform(low - wide, high + wide), u, text);
    }
    /// A field of the component, and its text.
    template <class Field, class Make>
    void set(Field& field, char const* name, unit<Make> const& u, double low, double high) {
        field = value(u, low, high, begin_field(name));
    }
    template <class Field, class Make>
    void set_level(Field& field, char const* name, unit<Make> const& u, double low, double high) {
        field = level(u, low, high, begin_field(name));
    }
    template <class Field, class Value>
    void set_to(Field& field, char const* name, char const* text, Value const& v) {
        begin_field(name) += text;
        field = v;
    }
    std::string& begin_field(char const* name) { return ((fields_ += ", .") += name) += " = "; }

    /// A field that is an aggregate itself: `fill` sets its fields.
    template <class Fill>
    void set_nested(char const* name, char const* type, Fill const& fill) {
        std::string outer;
        outer.swap(fields_);
        fill();
        outer.swap(fields_);
        begin_field(name) += type;
        fields_ += '{' + (outer.empty() ? outer : outer.substr(2)) + '}';
    }
    template <class Component>
    Component begin(char const* kind_name) {
        fields_.clear();
        Component c;
        c.name = gs::component_name{std::string{kind_name} + ' ' + std::to_string(++count_)};
        return c;
    }
    template <class Component>
    void end(Component const& c, char const* type) {
        result_.chain.append(c);
        std::string& text = result_.text;
        if (!text.empty()) text += " >>\n";
        ((((text += type) += "{.name = \"") += std::string_view{c.name}) += '"') += fields_ + '}';
    }

    // ---- sources ----

    void microphone() {
        auto c = begin<gs::microphone>("microphone");
        set(c.sensitivity, "sensitivity", GAINSTAGE_TEST_UNIT(mV_per_Pa), 0.5, 50);
        set(c.output_impedance, "output_impedance", GAINSTAGE_TEST_UNIT(ohm), 30, 10e3);
        if (maybe()) {
            set_level(c.self_noise, "self_noise", GAINSTAGE_TEST_UNIT(dBA), 4, 30);
            if (maybe()) set(c.self_noise_corner, "self_noise_corner", GAINSTAGE_TEST_UNIT(Hz), 5, 1000);
        }
        if (maybe()) set_level(c.max_spl, "max_spl", GAINSTAGE_TEST_UNIT(dBSPL), 110, 150);
        if (maybe(0.3)) set(c.max_output_current, "max_output_current", GAINSTAGE_TEST_UNIT(mA), 0.5, 5);
        if (maybe()) set(c.low_corner, "low_corner", GAINSTAGE_TEST_UNIT(Hz), 5, 150);
        if (maybe()) set(c.high_corner, "high_corner", GAINSTAGE_TEST_UNIT(kHz), 8, 50);
        end(c, "gs::microphone");
    }
    void line_output() {
        auto c = begin<gs::line_output>("line output");
        set(c.output_impedance, "output_impedance", GAINSTAGE_TEST_UNIT(ohm), 10, 2e3);
        if (maybe()) {
            set_level(c.max_output, "max_output", GAINSTAGE_TEST_UNIT(dBu), 0, 26);
            begin_field("dynamic_range") += "gs::dynamic_range{";
            c.dynamic_range = gs::dynamic_range{level(GAINSTAGE_TEST_UNIT(dB), 80, 120, fields_)};
            fields_ += '}';
        }
        end(c, "gs::line_output");
    }

    void instrument_pickup() {
        auto c = begin<gs::instrument_pickup>("pickup");
        set(c.coil_resistance, "coil_resistance", GAINSTAGE_TEST_UNIT(kohm), 2, 15);
        set(c.inductance, "inductance", GAINSTAGE_TEST_UNIT(H), 0.1, 8);
        set(c.winding_capacitance, "winding_capacitance", GAINSTAGE_TEST_UNIT(pF), 50, 300);
        if (maybe()) set(c.eddy_loss, "eddy_loss", GAINSTAGE_TEST_UNIT(kohm), 100, 1000);
        if (maybe(0.3)) set_to(c.tone, "tone", "{}", std::nullopt);
        else
            set_nested("tone", "gs::tone_control", [&] {
                set(c.tone->track, "track", GAINSTAGE_TEST_UNIT(kohm), 100, 1000);
                c.tone->position = literal(uniform(0, 1), plain, begin_field("position"));
                set(c.tone->capacitor, "capacitor", GAINSTAGE_TEST_UNIT(nF), 10, 100);
            });
        set_nested("volume", "gs::volume_control", [&] {
            set(c.volume->track, "track", GAINSTAGE_TEST_UNIT(kohm), 100, 1000);
            c.volume->position = literal(uniform(0.01, 1), plain, begin_field("position"));
        });
        end(c, "gs::instrument_pickup");
    }

    // ---- between ----

    void cable() {
        auto c = begin<gs::cable>("cable");
        set(c.length, "length", GAINSTAGE_TEST_UNIT(m), 0.3, 300);
        set(c.capacitance, "capacitance", GAINSTAGE_TEST_UNIT(pF_per_m), 40, 300);
        set(c.resistance, "resistance", GAINSTAGE_TEST_UNIT(ohm_per_m), 0.01, 0.3);
        if (maybe()) set(c.inductance, "inductance", GAINSTAGE_TEST_UNIT(uH_per_m), 0.3, 1);
        end(c, "gs::cable");
    }
    void adapter() { end(begin<gs::adapter>("adapter"), "gs::adapter"); }
    void pad() {
        auto c = begin<gs::pad>("pad");
        std::string& text = begin_field("network");
        int const shape = integer(0, 2);
        text += shape == 0 ? "gs::u_pad(" : shape == 1 ? "gs::l_pad(" : "gs::h_pad(";
        auto const attenuation = literal(uniform(1, extreme_ ? 60 : 40), GAINSTAGE_TEST_UNIT(dB), text);
        text += ", ";
        auto const z = value(GAINSTAGE_TEST_UNIT(ohm), 100, 1000, text);
        text += ')';
        c.network = shape == 0 ? gs::u_pad(attenuation, z) : shape == 1 ? gs::l_pad(attenuation, z) : gs::h_pad(attenuation, z);
        end(c, "gs::pad");
    }
    void phantom_supply() {
        auto c = begin<gs::phantom_supply>("phantom supply");
        set(c.feed_resistor, "feed_resistor", GAINSTAGE_TEST_UNIT(ohm), 680, 6800);
        if (maybe()) set(c.blocking, "blocking", GAINSTAGE_TEST_UNIT(uF), 4.7, 100);
        end(c, "gs::phantom_supply");
    }
    void plug_in_power() {
        auto c = begin<gs::plug_in_power>("plug-in power");
        set(c.resistor, "resistor", GAINSTAGE_TEST_UNIT(kohm), 1, 10);
        if (maybe()) set(c.coupling, "coupling", GAINSTAGE_TEST_UNIT(uF), 0.1, 47);
        end(c, "gs::plug_in_power");
    }
    void preamp() {
        auto c = begin<gs::preamp>("preamp");
        amplify(c);
        end(c, "gs::preamp");
    }
    void amplify(gs::preamp& c) {
        set_level(c.gain, "gain", GAINSTAGE_TEST_UNIT(dB), -10, 60);
        set(c.input_impedance, "input_impedance", GAINSTAGE_TEST_UNIT(kohm), 1, 1000);
        if (maybe()) set(c.input_capacitance, "input_capacitance", GAINSTAGE_TEST_UNIT(pF), 10, 1000);
        if (maybe(0.3)) set(c.coupling, "coupling", GAINSTAGE_TEST_UNIT(uF), 0.1, 47);
        set(c.output_impedance, "output_impedance", GAINSTAGE_TEST_UNIT(ohm), 1, 600);
        stated_noise(c.noise);
        if (maybe(0.3)) set_level(c.max_input, "max_input", GAINSTAGE_TEST_UNIT(dBu), -20, 24);
        if (maybe(0.3)) set_level(c.max_output, "max_output", GAINSTAGE_TEST_UNIT(dBu), 0, 28);
        if (maybe(0.3)) set(c.slew_rate, "slew_rate", GAINSTAGE_TEST_UNIT(V_per_us), 0.5, 50);
        if (maybe(0.3)) set(c.max_output_current, "max_output_current", GAINSTAGE_TEST_UNIT(mA), 5, 50);
        if (maybe()) set(c.low_corner, "low_corner", GAINSTAGE_TEST_UNIT(Hz), 0.5, 150);
        if (maybe()) set(c.high_corner, "high_corner", GAINSTAGE_TEST_UNIT(kHz), 10, 500);
        if (maybe(0.2)) set_to(c.inverts, "inverts", "true", true);
    }
    void stated_noise(gs::amplifier_noise_model& noise) {
        if (maybe(0.2)) return;
        if (maybe(0.3)) {
            gs::equivalent_input_noise n;
            set_nested("noise", "gs::equivalent_input_noise", [&] {
                n.level = literal(uniform(-130, -100), GAINSTAGE_TEST_UNIT(dBu), begin_field("level"));
                n.input_current = literal(uniform(0.1, 1), GAINSTAGE_TEST_UNIT(pA_per_rtHz), begin_field("input_current"));
            });
            noise = n;
            return;
        }
        gs::amplifier_noise n;
        set_nested("noise", "gs::amplifier_noise", [&] {
            set(n.input_voltage, "input_voltage", GAINSTAGE_TEST_UNIT(nV_per_rtHz), 0.8, 20);
            set(n.input_current, "input_current", GAINSTAGE_TEST_UNIT(pA_per_rtHz), 0.01, 5);
            set(n.output_voltage, "output_voltage", GAINSTAGE_TEST_UNIT(nV_per_rtHz), 5, 200);
            if (maybe(0.3)) set(n.input_voltage_corner, "input_voltage_corner", GAINSTAGE_TEST_UNIT(Hz), 5, 1000);
            if (maybe(0.3)) set(n.input_current_corner, "input_current_corner", GAINSTAGE_TEST_UNIT(Hz), 5, 1000);
            if (maybe(0.3)) set(n.output_voltage_corner, "output_voltage_corner", GAINSTAGE_TEST_UNIT(Hz), 5, 1000);
            if (maybe()) {
                begin_field("gain_resistor") += "gs::gain_setting_resistor{";
                n.gain_resistor = gs::gain_setting_resistor{value(GAINSTAGE_TEST_UNIT(kohm), 1, 50, fields_), 0};
                fields_ += ", 0}";
            }
        });
        noise = n;
    }
    void combo_input() {
        auto c = begin<gs::combo_input>("combo input");
        if (maybe()) set_to(c.phantom, "phantom", "gs::phantom_supply{}", gs::phantom_supply{});
        set_nested("microphone", "", [&] { amplify(c.microphone); });
        end(c, "gs::combo_input");
    }
    void transformer() {
        auto c = begin<gs::transformer>("transformer");
        set(c.turns_ratio, "turns_ratio", plain, 0.1, 10);
        windings(c, 1);
        end(c, "gs::transformer");
    }
    /// Losses in proportion to the inductance keep every resonance broad.
    void windings(gs::transformer& c, double impedance_level) {
        set(c.primary_resistance, "primary_resistance", GAINSTAGE_TEST_UNIT(ohm), 5 * impedance_level, 200 * impedance_level);
        set(c.secondary_resistance, "secondary_resistance", GAINSTAGE_TEST_UNIT(ohm), 5, 2500);
        if (maybe(0.2)) set_to(c.primary_inductance, "primary_inductance", "{}", std::nullopt);
        else set(c.primary_inductance, "primary_inductance", GAINSTAGE_TEST_UNIT(H), impedance_level, 20 * impedance_level);
        if (c.primary_inductance)
            c.core_loss = literal(c.primary_inductance->value() * uniform(6e3, 60e3), GAINSTAGE_TEST_UNIT(ohm), begin_field("core_loss"));
        if (maybe()) set(c.leakage_inductance, "leakage_inductance", GAINSTAGE_TEST_UNIT(uH), 50 * impedance_level, 1000 * impedance_level);
        if (maybe()) set(c.primary_capacitance, "primary_capacitance", GAINSTAGE_TEST_UNIT(pF), 50, 500);
        if (maybe()) set(c.secondary_capacitance, "secondary_capacitance", GAINSTAGE_TEST_UNIT(pF), 50, 500);
        if (maybe()) {
            begin_field("core") += "gs::core_limit{";
            c.core = gs::core_limit{level(GAINSTAGE_TEST_UNIT(dBu), -10, 20, fields_), gs::literals::operator""_Hz(20ull)};
            fields_ += ", 20_Hz}";
        }
    }
    void passive_di_box() {
        auto c = begin<gs::passive_di_box>("passive box");
        if (maybe(0.3)) set_to(c.pad, "pad", "gs::l_pad(20_dB, 10_kohm)", gs::l_pad(gs::decibels{20}, gs::impedance{gs::literals::operator""_kohm(10ull)}));
        set_nested("transformer", "", [&] {
            set(c.transformer.turns_ratio, "turns_ratio", plain, 0.05, 0.2);
            windings(c.transformer, 50);
        });
        end(c, "gs::passive_di_box");
    }
    void active_di_box() {
        auto c = begin<gs::active_di_box>("active box");
        set_level(c.gain, "gain", GAINSTAGE_TEST_UNIT(dB), -20, 0);
        set(c.input_impedance, "input_impedance", GAINSTAGE_TEST_UNIT(Mohm), 0.2, 10);
        if (maybe()) set(c.input_capacitance, "input_capacitance", GAINSTAGE_TEST_UNIT(pF), 10, 300);
        if (maybe()) set(c.coupling, "coupling", GAINSTAGE_TEST_UNIT(nF), 10, 1000);
        set(c.output_impedance, "output_impedance", GAINSTAGE_TEST_UNIT(ohm), 50, 600);
        stated_noise(c.noise);
        if (maybe()) set_level(c.max_input, "max_input", GAINSTAGE_TEST_UNIT(dBu), 0, 20);
        if (maybe()) set(c.high_corner, "high_corner", GAINSTAGE_TEST_UNIT(kHz), 20, 200);
        end(c, "gs::active_di_box");
    }
    void line_driver() {
        auto c = begin<gs::line_driver>("line driver");
        set_level(c.gain, "gain", GAINSTAGE_TEST_UNIT(dB), 0, 12);
        set(c.input_impedance, "input_impedance", GAINSTAGE_TEST_UNIT(kohm), 1, 100);
        set(c.build_out, "build_out", GAINSTAGE_TEST_UNIT(ohm), 20, 150);
        if (maybe()) set_level(c.max_output, "max_output", GAINSTAGE_TEST_UNIT(dBu), 18, 28);
        if (maybe()) set(c.max_peak_current, "max_peak_current", GAINSTAGE_TEST_UNIT(mA), 20, 100);
        if (maybe()) set(c.slew_rate, "slew_rate", GAINSTAGE_TEST_UNIT(V_per_us), 5, 50);
        stated_noise(c.noise);
        if (maybe()) set(c.low_corner, "low_corner", GAINSTAGE_TEST_UNIT(Hz), 0.5, 20);
        if (maybe()) set(c.high_corner, "high_corner", GAINSTAGE_TEST_UNIT(kHz), 50, 500);
        end(c, "gs::line_driver");
    }

    // ---- from operational amplifiers ----

    void device(gs::op_amp& d) {
        set_nested("device", "", [&] {
            set(d.input_voltage_noise, "input_voltage_noise", GAINSTAGE_TEST_UNIT(nV_per_rtHz), 0.8, 20);
            if (maybe()) set(d.voltage_noise_corner, "voltage_noise_corner", GAINSTAGE_TEST_UNIT(Hz), 3, 300);
            set(d.input_current_noise, "input_current_noise", GAINSTAGE_TEST_UNIT(pA_per_rtHz), 0.01, 3);
            if (maybe()) set(d.current_noise_corner, "current_noise_corner", GAINSTAGE_TEST_UNIT(Hz), 10, 1000);
            set_level(d.open_loop_gain, "open_loop_gain", GAINSTAGE_TEST_UNIT(dB), 90, 140);
            set(d.gain_bandwidth, "gain_bandwidth", GAINSTAGE_TEST_UNIT(MHz), 1, 60);
            if (maybe()) set(d.slew_rate, "slew_rate", GAINSTAGE_TEST_UNIT(V_per_us), 0.5, 50);
            if (maybe()) set_to(d.swing_from_rails, "swing_from_rails", "2_V", gs::literals::operator""_V(2ull));
            if (maybe()) set(d.output_current, "output_current", GAINSTAGE_TEST_UNIT(mA), 10, 50);
        });
    }
    template <class Stage>
    void output_of(Stage& c) {
        set(c.build_out_resistor, "build_out_resistor", GAINSTAGE_TEST_UNIT(ohm), 20, 600);
        if (maybe()) set(c.output_capacitor, "output_capacitor", GAINSTAGE_TEST_UNIT(uF), 4.7, 100);
    }
    void non_inverting_stage() {
        auto c = begin<gs::non_inverting_stage>("non-inverting stage");
        device(c.device);
        if (maybe()) set(c.input_capacitor, "input_capacitor", GAINSTAGE_TEST_UNIT(uF), 0.1, 22);
        set(c.bias_resistor, "bias_resistor", GAINSTAGE_TEST_UNIT(kohm), 5, 1000);
        if (maybe()) set(c.input_capacitance, "input_capacitance", GAINSTAGE_TEST_UNIT(pF), 3, 300);
        set(c.feedback_resistor, "feedback_resistor", GAINSTAGE_TEST_UNIT(kohm), 1, 50);
        if (maybe(0.8)) set(c.gain_resistor, "gain_resistor", GAINSTAGE_TEST_UNIT(ohm), 20, 10e3);
        else set_to(c.gain_resistor, "gain_resistor", "{}", std::nullopt);
        if (c.gain_resistor && maybe()) set(c.gain_capacitor, "gain_capacitor", GAINSTAGE_TEST_UNIT(uF), 1, 1000);
        output_of(c);
        end(c, "gs::non_inverting_stage");
    }
    void inverting_stage() {
        auto c = begin<gs::inverting_stage>("inverting stage");
        device(c.device);
        if (maybe()) set(c.input_capacitor, "input_capacitor", GAINSTAGE_TEST_UNIT(uF), 0.1, 22);
        set(c.input_resistor, "input_resistor", GAINSTAGE_TEST_UNIT(kohm), 1, 50);
        set(c.feedback_resistor, "feedback_resistor", GAINSTAGE_TEST_UNIT(kohm), 1, 100);
        if (maybe()) set(c.offset_resistor, "offset_resistor", GAINSTAGE_TEST_UNIT(kohm), 1, 50);
        output_of(c);
        end(c, "gs::inverting_stage");
    }
    void resistors(gs::difference_stage& c) {
        set(c.r1, "r1", GAINSTAGE_TEST_UNIT(kohm), 1, 50);
        set(c.r2, "r2", GAINSTAGE_TEST_UNIT(kohm), 1, 50);
        set(c.r3, "r3", GAINSTAGE_TEST_UNIT(kohm), 1, 50);
        set(c.r4, "r4", GAINSTAGE_TEST_UNIT(kohm), 1, 50);
        output_of(c);
    }
    void difference_stage() {
        auto c = begin<gs::difference_stage>("difference stage");
        device(c.device);
        if (maybe()) set(c.input_capacitor, "input_capacitor", GAINSTAGE_TEST_UNIT(uF), 1, 47);
        resistors(c);
        end(c, "gs::difference_stage");
    }
    void instrumentation_stage() {
        auto c = begin<gs::instrumentation_stage>("instrumentation stage");
        device(c.device);
        if (maybe()) set(c.input_capacitor, "input_capacitor", GAINSTAGE_TEST_UNIT(uF), 1, 47);
        set(c.bias_resistor, "bias_resistor", GAINSTAGE_TEST_UNIT(kohm), 2, 100);
        set(c.feedback_resistor, "feedback_resistor", GAINSTAGE_TEST_UNIT(kohm), 1, 20);
        if (maybe(0.8)) set(c.gain_resistor, "gain_resistor", GAINSTAGE_TEST_UNIT(ohm), 20, 10e3);
        else set_to(c.gain_resistor, "gain_resistor", "{}", std::nullopt);
        if (c.gain_resistor && maybe()) set(c.gain_capacitor, "gain_capacitor", GAINSTAGE_TEST_UNIT(uF), 1, 1000);
        set_nested("difference", "", [&] {
            device(c.difference.device);
            resistors(c.difference);
        });
        end(c, "gs::instrumentation_stage");
    }

    // ---- single elements ----

    void capacitor() {
        auto c = begin<parts>("capacitor");
        begin_field("list") += "{gs::series_capacitor(";
        c.list[0] = gs::series_capacitor(value(GAINSTAGE_TEST_UNIT(uF), 0.1, 100, fields_));
        end_parts(c);
    }
    /// Of a quality factor of 0.1 to 100: a narrower one would need a spectrum of ngspice with 1e5 points.
    void resonance() {
        auto c = begin<parts>("trap");
        std::string inductor;
        std::string capacitor;
        auto const l = value(GAINSTAGE_TEST_UNIT(mH), 1, 1000, inductor);
        auto const cap = value(GAINSTAGE_TEST_UNIT(nF), 0.1, 1000, capacitor);
        double const quality = std::exp(uniform(std::log(0.1), std::log(100)));
        begin_field("list") += "{gs::shunt_branch(";
        auto const r = literal(std::sqrt(l.value() / cap.value()) / quality, GAINSTAGE_TEST_UNIT(ohm), fields_);
        fields_ += ", " + inductor + ", " + capacitor;
        c.list[0] = gs::shunt_branch(r, l, cap);
        end_parts(c);
    }
    /// A coil with the losses of its core and, mostly, of its wire: with any capacitor its quality is below some 300.
    void inductor() {
        auto c = begin<parts>("coil");
        std::string inductor;
        auto const l = value(GAINSTAGE_TEST_UNIT(H), 0.5, 20, inductor);
        double const ohm_per_hertz = 2 * gs::detail::pi * l.value();
        bool const wire = maybe(0.7);
        begin_field("list") += "{gs::shunt_branch(";
        auto const r = literal(wire ? ohm_per_hertz * uniform(0.3, 30) : 0, GAINSTAGE_TEST_UNIT(ohm), fields_);
        c.list[0] = gs::shunt_branch(r, l);
        fields_ += ", " + inductor + "), gs::shunt_resistor(";
        c.list[1] = gs::shunt_resistor(
            literal(ohm_per_hertz * uniform(300, wire ? 30e3 : 3e3), GAINSTAGE_TEST_UNIT(ohm), fields_));
        end_parts(c);
    }
    void ideal_transformer() {
        auto c = begin<parts>("ratio");
        begin_field("list") += "{gs::ideal_transformer(";
        c.list[0] = gs::ideal_transformer(number(0.1, 10));
        end_parts(c);
    }
    void op_amp() {
        auto c = begin<parts>("op-amp");
        begin_field("list") += "{gs::non_inverting_op_amp(";
        double const gain = maybe(0.2) ? literal(1, plain, fields_) : literal(1 + number_only(0.1, 100), plain, fields_);
        fields_ += ", ";
        auto const a = open_loop();
        if (gain > 1 && maybe()) {
            fields_ += ", ";
            c.list[0] = gs::non_inverting_op_amp(gain, a, value(GAINSTAGE_TEST_UNIT(Hz), 0.5, 50, fields_));
        } else c.list[0] = gs::non_inverting_op_amp(gain, a);
        end_parts(c);
    }
    void virtual_ground() {
        auto c = begin<parts>("summing amplifier");
        begin_field("list") += "{gs::series_resistor(";
        c.list[0] = gs::series_resistor(value(GAINSTAGE_TEST_UNIT(kohm), 1, 100, fields_));
        fields_ += "), gs::shunt_resistor(";
        std::string again;
        auto const r = value(GAINSTAGE_TEST_UNIT(kohm), 1, 100, again);
        c.list[1] = gs::shunt_resistor(r);
        fields_ += again + "), gs::summing_op_amp(" + again + ", ";
        auto const a = open_loop();
        double const sign = maybe() ? 1 : -1;
        fields_ += sign > 0 ? ", 1" : ", -1";
        c.list[2] = gs::summing_op_amp(r, a, sign);
        end_parts(c);
    }
    void network_noise() {
        auto c = begin<parts>("feedback");
        begin_field("list") += "{gs::feedback_noise(";
        auto const rf = value(GAINSTAGE_TEST_UNIT(kohm), 1, 100, fields_);
        fields_ += ", ";
        auto const rg = value(GAINSTAGE_TEST_UNIT(ohm), 10, 10e3, fields_);
        fields_ += ", ";
        auto const cap = maybe() ? value(GAINSTAGE_TEST_UNIT(uF), 1, 1000, fields_) : literal(0, GAINSTAGE_TEST_UNIT(uF), fields_);
        fields_ += ", ";
        auto const i = value(GAINSTAGE_TEST_UNIT(pA_per_rtHz), 0.1, 5, fields_);
        fields_ += ", ";
        c.list[0] = gs::feedback_noise(rf, rg, cap, i, corner());
        end_parts(c);
    }
    void flicker() {
        auto c = begin<parts>("noise");
        if (maybe()) {
            begin_field("list") += "{gs::series_noise(";
            auto const e = value(GAINSTAGE_TEST_UNIT(nV_per_rtHz), 1, 50, fields_);
            fields_ += ", ";
            auto const f = corner();
            fields_ += ", ";
            c.list[0] = gs::series_noise(e, f, value(GAINSTAGE_TEST_UNIT(ohm), 100, 10e3, fields_));
        } else {
            begin_field("list") += "{gs::shunt_noise(";
            auto const i = value(GAINSTAGE_TEST_UNIT(pA_per_rtHz), 0.1, 5, fields_);
            fields_ += ", ";
            c.list[0] = gs::shunt_noise(i, corner());
        }
        end_parts(c);
    }
    gs::frequency corner() {
        return maybe(0.7) ? value(GAINSTAGE_TEST_UNIT(Hz), 5, 1000, fields_) : literal(0, GAINSTAGE_TEST_UNIT(Hz), fields_);
    }
    gs::open_loop open_loop() {
        gs::open_loop a;
        fields_ += "{.dc_gain = ";
        if (maybe()) a.dc_gain = number(1e4, 1e7);
        else fields_ += "gs::detail::infinity";
        if (maybe(0.8)) {
            fields_ += ", .gain_bandwidth = ";
            a.gain_bandwidth = value(GAINSTAGE_TEST_UNIT(MHz), 0.5, 100, fields_);
        }
        fields_ += '}';
        return a;
    }
    void end_parts(parts const& c) {
        fields_ += ")}";
        end(c, "test::parts");
    }

    double number(double low, double high) { return value(plain, low, high, fields_); }
    double number_only(double low, double high) {
        std::string nowhere;
        return value(plain, low, high, nowhere);
    }

    // ---- loads ----

    void line_input() {
        auto c = begin<gs::line_input>("line input");
        set(c.input_impedance, "input_impedance", GAINSTAGE_TEST_UNIT(kohm), 0.6, 1000);
        if (maybe()) set(c.input_capacitance, "input_capacitance", GAINSTAGE_TEST_UNIT(pF), 10, 1000);
        if (maybe()) {
            set_level(c.full_scale, "full_scale", GAINSTAGE_TEST_UNIT(dBu), 6, 24);
            begin_field("dynamic_range") += "gs::dynamic_range{";
            c.dynamic_range = gs::dynamic_range{level(GAINSTAGE_TEST_UNIT(dB), 80, 120, fields_)};
            fields_ += '}';
        }
        if (maybe(0.3)) set(c.coupling, "coupling", GAINSTAGE_TEST_UNIT(uF), 0.1, 47);
        end(c, "gs::line_input");
    }
    void adc() {
        auto c = begin<gs::adc>("converter");
        set_level(c.full_scale, "full_scale", GAINSTAGE_TEST_UNIT(dBu), 0, 24);
        set(c.input_impedance, "input_impedance", GAINSTAGE_TEST_UNIT(kohm), 1, 100);
        if (maybe()) set(c.coupling, "coupling", GAINSTAGE_TEST_UNIT(uF), 0.1, 47);
        if (maybe()) set_to(c.bits, "bits", "16", 16);
        end(c, "gs::adc");
    }
#undef GAINSTAGE_TEST_UNIT

    std::mt19937_64 random_;
    bool extreme_ = true;
    random_chain result_;
    std::string fields_;
    int count_ = 0;
};

inline generator::kind const generator::sources[] = {&generator::microphone, &generator::line_output,
                                                     &generator::instrument_pickup};
inline generator::kind const generator::loads[] = {&generator::line_input, &generator::adc};
inline generator::kind const generator::kinds[] = {
    &generator::cable,           &generator::adapter,          &generator::pad,
    &generator::phantom_supply,  &generator::plug_in_power,    &generator::preamp,
    &generator::combo_input,     &generator::transformer,      &generator::passive_di_box,
    &generator::active_di_box,   &generator::line_driver,      &generator::non_inverting_stage,
    &generator::inverting_stage, &generator::difference_stage, &generator::instrumentation_stage,
    &generator::capacitor,       &generator::resonance,        &generator::inductor,
    &generator::ideal_transformer, &generator::op_amp,         &generator::virtual_ground,
    &generator::network_noise,   &generator::flicker};

} // namespace test
