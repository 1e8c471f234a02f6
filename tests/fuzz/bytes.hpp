// SPDX-License-Identifier: BSL-1.0
// Chains and figures from the bytes that a fuzzer thinks of. Bytes that are not there are 0, which changes nothing.
//
// The fields of a component are bound one by one: a new field does not compile until it is listed here.
#pragma once

#include <gainstage/dynamic_chain.hpp>
#include <gainstage/gainstage.hpp>

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace fuzz {

namespace gs = gainstage;

/// Ends the run with a sentence if a law does not hold.
inline void hold(bool law, char const* sentence) {
    if (law) return;
    std::fprintf(stderr, "fuzz: %s\n", sentence);
    std::abort();
}

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

/// What a field holds in practice, in SI units: the middle of what is tried.
template <class Q>
inline constexpr double typical = 1;
template <>
inline constexpr double typical<gs::current> = 1e-3;
template <>
inline constexpr double typical<gs::impedance> = 1e3;
template <>
inline constexpr double typical<gs::capacitance> = 1e-9;
template <>
inline constexpr double typical<gs::frequency> = 1e3;
template <>
inline constexpr double typical<gs::temperature> = 300;
template <>
inline constexpr double typical<gs::length> = 10;
template <>
inline constexpr double typical<gs::acoustic_sensitivity> = 1e-2;
template <>
inline constexpr double typical<gs::voltage_noise_density> = 1e-9;
template <>
inline constexpr double typical<gs::current_noise_density> = 1e-12;
template <>
inline constexpr double typical<gs::capacitance_per_length> = 1e-10;
template <>
inline constexpr double typical<gs::resistance_per_length> = 0.1;
template <>
inline constexpr double typical<gs::inductance_per_length> = 1e-6;
template <>
inline constexpr double typical<gs::slew_rate> = 1e6;

inline constexpr double specials[] = {0.0,
                                      -0.0,
                                      std::numeric_limits<double>::quiet_NaN(),
                                      std::numeric_limits<double>::infinity(),
                                      -std::numeric_limits<double>::infinity(),
                                      std::numeric_limits<double>::denorm_min(),
                                      std::numeric_limits<double>::min(),
                                      std::numeric_limits<double>::max(),
                                      std::numeric_limits<double>::lowest(),
                                      std::numeric_limits<double>::epsilon(),
                                      1e-21,
                                      1e-300,
                                      1e300,
                                      1,
                                      -1,
                                      1 - 1e-16,
                                      200,
                                      -200,
                                      9.2e18,
                                      2147483648.0};

/// A component of a user's own, made of any elements. It has no check(): the library looks at its elements and facts.
struct own_component {
    gs::component_name name;
    std::array<gs::element, 4> parts{};
    gs::stage_info facts{};

    std::array<gs::element, 4> elements() const { return parts; }
    void describe(gs::stage_info& s) const {
        gs::stage_info const given = std::exchange(s, facts);
        s.name = given.name;
        s.role = given.role;
    }
};
template <class Level>
struct own_source : own_component {
    using excitation = Level;
};
struct own_load : own_component {
    static constexpr bool is_load = true;
};

class bytes {
public:
    bytes(std::uint8_t const* data, std::size_t size) : left_(data, size) {}

    std::uint8_t byte() {
        if (left_.empty()) return 0;
        auto const b = left_.front();
        left_ = left_.subspan(1);
        return b;
    }
    /// 0 to n - 1; n is at most 256.
    std::size_t below(std::size_t n) { return byte() % n; }
    bool maybe() { return byte() % 2 == 1; }
    /// Any double whatever.
    double raw() {
        std::array<std::uint8_t, 8> eight{};
        for (auto& b : eight) b = byte();
        return std::bit_cast<double>(eight);
    }
    double any_double() {
        auto const which = byte();
        return which < 128 ? specials[which % std::size(specials)] : raw();
    }
    std::string text(std::size_t most) {
        std::string out;
        for (std::size_t n = below(most + 1); n > 0; --n) out += static_cast<char>(byte());
        return out;
    }

    /// From here on fields may take any value, or only such as could be meant.
    void allow_anything(bool wild) { wild_ = wild; }

    template <class... Field>
    void change(Field&... field) {
        (put(field), ...);
    }
    template <class Enum>
    Enum one_of(std::size_t count) {
        return static_cast<Enum>(below(count));
    }

    // ---- figures ----

    void put(double& x) { scale(x, 0.5); }
    void put(int& n) {
        if (byte() >= 160) n = wild_ && maybe() ? static_cast<int>(0x01010101u * byte()) : 1 + byte() % 64;
    }
    void put(bool& b) {
        if (byte() >= 160) b = !b;
    }
    template <class Q>
        requires gs::detail::is_quantity<Q>
    void put(Q& q) {
        double x = q.value();
        scale(x, typical<Q>);
        q = gs::detail::from_si<Q>(x);
    }
    void put(gs::decibels& d) { d = gs::decibels{shifted(d.value())}; }
    void put(gs::voltage_level& l) { l = gs::voltage_level::from_dBu(shifted(l.is_silent() ? 0 : l.dBu())); }
    void put(gs::sound_level& l) { l = gs::sound_level::from_dBSPL(shifted(l.is_silent() ? 94 : l.dBSPL())); }
    template <class T>
    void put(std::optional<T>& o) {
        auto const what = byte();
        if (what < 128) return;
        if (what < 144) {
            o.reset();
            return;
        }
        if (!o) o.emplace();
        put(*o);
    }

    // ---- choices ----

    void put(gs::connector& c) {
        using namespace gs::connectors;
        static constexpr gs::connector known[] = {unspecified,
                                                  xlr_male,
                                                  xlr_female,
                                                  xlr_male_pin3_hot,
                                                  xlr_female_pin3_hot,
                                                  xlr_male_unbalanced,
                                                  xlr_female_unbalanced,
                                                  ts_plug,
                                                  ts_socket,
                                                  trs_plug,
                                                  trs_socket,
                                                  trs_stereo_plug,
                                                  trs_stereo_socket,
                                                  mini_ts_plug,
                                                  mini_ts_socket,
                                                  mini_stereo_plug,
                                                  mini_stereo_socket,
                                                  mini_trs_plug,
                                                  mini_trs_socket,
                                                  pc_microphone_socket,
                                                  pc_microphone_plug,
                                                  trrs_ctia_plug,
                                                  trrs_ctia_socket,
                                                  trrs_omtp_plug,
                                                  trrs_omtp_socket,
                                                  rca_plug,
                                                  rca_socket,
                                                  combo_socket};
        if (byte() >= 160) c = known[below(std::size(known))];
    }
    void put(gs::cold_leg& v) { choose(v, 3); }
    void put(gs::output_topology& v) { choose(v, 6); }
    void put(gs::signal_class& v) { choose(v, 5); }
    void put(gs::transducer_kind& v) { choose(v, 7); }
    void put(gs::pad_kind& v) { choose(v, 3); }
    void put(gs::phantom_standard& v) { choose(v, 3); }
    void put(gs::power_kind& v) { choose(v, 5); }
    void put(gs::weighting& w) {
        static constexpr gs::weighting curves[] = {gs::weighting::none, gs::weighting::a, gs::weighting::c,
                                                   gs::weighting::itu_r_468};
        if (byte() >= 160) w = curves[below(4)];
    }
    void put(gs::component_name& n) {
        if (byte() >= 160) n = gs::component_name{text(60)};
    }

    // ---- parts of components ----

    void put(gs::frequency_band& b) { change(b.low, b.high); }
    template <class Level>
    void put(gs::noise_level<Level>& n) {
        Level level = n.level();
        auto band = n.band();
        auto curve = n.weighting();
        change(level, band, curve);
        n = {level, band, curve};
    }
    void put(gs::dynamic_range& d) {
        if (d.value.value() == 0) d.value = gs::decibels{100};
        auto& [value, curve, band] = d;
        change(value, curve, band);
    }
    void put(gs::power_need& p) { change(p.kind, p.min_voltage, p.max_voltage, p.current, p.min_at_microphone); }
    void put(gs::gain_setting_resistor& r) {
        auto& [feedback, unset] = r;
        change(feedback, unset);
    }
    void put(gs::amplifier_noise_model& m) {
        auto const which = byte();
        if (which < 160) return;
        if (which < 176) m = {};
        else if (which < 216) {
            gs::amplifier_noise n;
            auto& [ev, ec, iv, ic, ov, oc, r] = n;
            change(ev, ec, iv, ic, ov, oc, r);
            m = n;
        } else {
            gs::equivalent_input_noise n;
            auto& [level, source, gain, band, curve, t, i, out] = n;
            change(level, source, gain, band, curve, t, i, out);
            m = n;
        }
    }
    void put(gs::pad_network& p) {
        auto& [kind, in, shunt, out] = p;
        change(kind, in, shunt, out);
    }
    void put(gs::core_limit& c) {
        auto& [level, at] = c;
        change(level, at);
    }
    void put(gs::max_level_into_load& m) {
        auto& [level, load] = m;
        change(level, load);
    }
    void put(gs::volume_control& c) {
        auto& [track, position] = c;
        change(track, position);
    }
    void put(gs::tone_control& c) {
        auto& [track, position, capacitor] = c;
        change(track, position, capacitor);
    }
    void put(gs::op_amp& c) {
        auto& [name, en, enc, in, inc, a0, gbw, slew, swing, limit] = c;
        change(name, en, enc, in, inc, a0, gbw, slew, swing, limit);
    }

    // ---- components of a user's own ----

    /// One element of any kind. Each kind reads some of the values; the others have any as well.
    void put(gs::element& e) {
        e.kind = one_of<gs::element_kind>(12);
        e.law = one_of<gs::limit_law>(4);
        e.thermal = maybe();
        auto& [kind, thermal, law, r, l, elastance, parallel, gain, current_gain, low, high, a0, gbw, density, corner,
               limit] = e;
        part_of(r, 1e3);
        part_of(l, 1e-3);
        part_of(elastance, 1e9);
        part_of(parallel, 1e4);
        part_of(gain, 10);
        part_of(current_gain, 0.1);
        part_of(low, 10);
        part_of(high, 1e5);
        part_of(a0, 1e5);
        part_of(gbw, 1e7);
        part_of(density, 1e-9);
        part_of(corner, 100);
        part_of(limit, 1);
        if (maybe()) gain = -gain;
    }
    void put(gs::stage_info& s) {
        auto& [name, role, kind, input, output, accepts, gives, transducer, topology, cold, dc_r, min_load, need, feed,
               dc, common, tolerates, is_amplifier, noise_stated, limit_stated, extrapolated, gain, max_gain, nominal,
               scale, run] = s;
        change(input, output, accepts, gives, transducer, topology, cold, dc_r, min_load, need, tolerates, is_amplifier,
               noise_stated, limit_stated, extrapolated, gain, max_gain, nominal, scale, run);
        change(feed.kind, feed.supply, feed.tolerance, feed.feed_resistor, feed.limit);
        change(dc.leg_resistance, dc.return_resistance, dc.blocks, dc.loads);
        auto& [earthed, isolates, imbalance, to_ground, mismatch, to_shield, unequal, cmrr] = common;
        change(earthed, isolates, imbalance, to_ground, to_shield, cmrr);
        part_of(mismatch, 0.01);
        part_of(unequal, 0.01);
    }
    void put(own_component& c) {
        c.name = "own";
        change(c.name);
        for (std::size_t n = below(c.parts.size() + 1), k = 0; k < n; ++k) put(c.parts[k]);
        if (byte() >= 128) put(c.facts);
    }
    template <class Level>
    void put(own_source<Level>& c) {
        put(static_cast<own_component&>(c));
        c.parts[0].kind = gs::element_kind::source;
    }

    // ---- components ----

    void put(gs::microphone& c) {
        auto& [name, kind, sensitivity, into, z, rated, low, high, noise, corner, spl, spl_into, most, pad, power, top,
               out] = c;
        change(name, kind, sensitivity, into, z, rated, low, high, noise, corner, spl, spl_into, most, pad, power, top,
               out);
    }
    void put(gs::line_output& c) {
        auto& [name, z, nominal, most, range, top, out, gives, safe, imbalance, earthed] = c;
        change(name, z, nominal, most, range, top, out, gives, safe, imbalance, earthed);
    }
    void put(gs::instrument_pickup& c) {
        auto& [name, r, l, cap, loss, volume, tone, out] = c;
        change(name, r, l, cap, loss, volume, tone, out);
    }
    void put(gs::cable& c) {
        auto& [name, length, cap, r, shield, l, in, out, cold, imbalance, contacts, to_shield, unequal] = c;
        change(name, length, cap, r, shield, l, in, out, cold, imbalance, contacts, to_shield, unequal);
    }
    void put(gs::adapter& c) {
        auto& [name, in, out, cold, blocks] = c;
        change(name, in, out, cold, blocks);
    }
    void put(gs::pad& c) {
        auto& [name, network, in, out, blocks] = c;
        change(name, network, in, out, blocks);
    }
    void put(gs::phantom_supply& c) {
        auto& [name, standard, v, tolerance, feed, limit, on, counted, blocking, in, out, unequal] = c;
        change(name, standard, v, tolerance, feed, limit, on, counted, blocking, in, out, unequal);
    }
    void put(gs::plug_in_power& c) {
        auto& [name, v, r, tolerance, coupling, on, in, out] = c;
        change(name, v, r, tolerance, coupling, on, in, out);
    }
    void put(gs::preamp& c) {
        auto& [name, gain, least, most, zin, cin, coupling, zout, noise, max_in, max_out, slew, limit, low, high,
               inverts, accepts, power, top, in, out, cmrr, common, imbalance, earthed] = c;
        change(name, gain, least, most, zin, cin, coupling, zout, noise, max_in, max_out, slew, limit, low, high,
               inverts, accepts, power, top, in, out, cmrr, common, imbalance, earthed);
    }
    void put(gs::combo_input& c) {
        auto& [name, microphone, line, phantom, in, out] = c;
        change(name, microphone, line, phantom, in, out);
    }
    void put(gs::transformer& c) {
        auto& [name, ratio, rp, rs, lp, leak, loss, cp, cs, core, cmrr, in, out] = c;
        change(name, ratio, rp, rs, lp, leak, loss, cp, cs, core, cmrr, in, out);
    }
    void put(gs::passive_di_box& c) {
        auto& [name, transformer, pad, in, out] = c;
        change(name, transformer, pad, in, out);
    }
    void put(gs::active_di_box& c) {
        auto& [name, gain, zin, cin, coupling, zout, noise, max_in, max_out, high, pad, power, top, in, out] = c;
        change(name, gain, zin, cin, coupling, zout, noise, max_in, max_out, high, pad, power, top, in, out);
    }
    void put(gs::line_driver& c) {
        auto& [name, gain, zin, out_r, tolerance, top, max_out, peak, slew, noise, low, high, safe, in, out, earthed] =
            c;
        change(name, gain, zin, out_r, tolerance, top, max_out, peak, slew, noise, low, high, safe, in, out, earthed);
    }
    void put(gs::non_inverting_stage& c) {
        auto& [name, device, supply, ci, rb, cin, rf, rg, cg, ro, co, accepts, in, out, earthed] = c;
        change(name, device, supply, ci, rb, cin, rf, rg, cg, ro, co, accepts, in, out, earthed);
    }
    void put(gs::inverting_stage& c) {
        auto& [name, device, supply, ci, r1, rf, rp, ro, co, accepts, in, out, earthed] = c;
        change(name, device, supply, ci, r1, rf, rp, ro, co, accepts, in, out, earthed);
    }
    void put(gs::difference_stage& c) {
        auto& [name, device, supply, ci, r1, r2, r3, r4, tolerance, ro, co, accepts, in, out, earthed] = c;
        change(name, device, supply, ci, r1, r2, r3, r4, tolerance, ro, co, accepts, in, out, earthed);
    }
    void put(gs::instrumentation_stage& c) {
        auto& [name, device, supply, ci, rb, cin, rf, rg, cg, behind, accepts, in, out, earthed] = c;
        change(name, device, supply, ci, rb, cin, rf, rg, cg, behind, accepts, in, out, earthed);
    }
    void put(gs::line_input& c) {
        auto& [name, nominal, zin, cin, coupling, scale, range, noise, digital, accepts, in, cmrr, common, earthed] = c;
        change(name, nominal, zin, cin, coupling, scale, range, noise, digital, accepts, in, cmrr, common, earthed);
    }
    void put(gs::adc& c) {
        auto& [name, scale, range, bits, rate, nominal, zin, cin, coupling, in, cmrr, common, earthed] = c;
        change(name, scale, range, bits, rate, nominal, zin, cin, coupling, in, cmrr, common, earthed);
    }
    void put(gs::conditions& c) {
        auto& [f, crest, band, curve, t] = c;
        change(f, crest, band, curve, t);
    }
    void put(gs::interference_conditions& c) {
        auto& [f, v, z, imbalance, signal] = c;
        change(f, v, z, imbalance, signal);
    }

    /// A component of kind k, changed as the bytes say.
    void append(gs::dynamic_chain& chain, std::size_t k) {
        static constexpr auto add = []<class C>(bytes& self, gs::dynamic_chain& to) {
            C c;
            self.put(c);
            to.append(c);
        };
        using maker = void (*)(bytes&, gs::dynamic_chain&);
        static constexpr auto of = []<class... C>(std::tuple<C...>*) {
            return std::array<maker, sizeof...(C)>{
                [](bytes& self, gs::dynamic_chain& to) { add.template operator()<C>(self, to); }...};
        };
        static constexpr auto makers = of(static_cast<components*>(nullptr));
        makers[k](*this, chain);
    }
    using components =
        std::tuple<gs::microphone, gs::line_output, gs::instrument_pickup, own_source<gs::sound_level>,
                   own_source<gs::voltage_level>, gs::line_input, gs::adc, own_load, own_component, gs::cable,
                   gs::adapter, gs::pad, gs::phantom_supply, gs::plug_in_power, gs::preamp, gs::combo_input,
                   gs::transformer, gs::passive_di_box, gs::active_di_box, gs::line_driver, gs::non_inverting_stage,
                   gs::inverting_stage, gs::difference_stage, gs::instrumentation_stage>;
    static constexpr std::size_t source_kinds = 5;
    static constexpr std::size_t load_kinds = 3;
    static constexpr std::size_t kinds = std::tuple_size_v<components>;

    /// Up to nine components: mostly from a source to a load, now and then in any order.
    gs::dynamic_chain chain() {
        gs::dynamic_chain out;
        bool const any_order = byte() >= 240;
        std::size_t const length = below(8);
        if (any_order) {
            for (std::size_t n = 0; n < length; ++n) append(out, below(kinds));
            return out;
        }
        append(out, below(source_kinds));
        for (std::size_t n = 0; n < length; ++n)
            append(out, source_kinds + load_kinds + below(kinds - source_kinds - load_kinds));
        append(out, source_kinds + below(load_kinds));
        return out;
    }
    /// A level of the kind that the chain takes, mostly.
    gs::excitation level_for(gs::dynamic_chain const& chain) {
        gs::sound_level sound = gs::sound_level::from_dBSPL(94);
        gs::voltage_level volts = gs::voltage_level::from_dBu(0);
        put(sound);
        put(volts);
        bool const right = byte() < 240;
        if (chain.takes_sound() == right) return sound;
        return volts;
    }

private:
    /// Mostly as it is; else some decades away; where anything is allowed also what cannot be.
    void scale(double& x, double typical_value) {
        auto const what = byte();
        if (what < 160) return;
        double const base = x == 0 ? typical_value : x;
        if (what < 208) x = base * std::pow(10, (byte() - 128) / 100.0);
        else if (what < 232 || !wild_) x = what % 8 == 0 ? 0 : base * std::pow(10, (byte() - 128) / 16.0);
        else x = any_double();
    }
    /// Often not there; else some decades around what is typical; where anything is allowed also what cannot be.
    void part_of(double& x, double typical_value) {
        auto const what = byte();
        if (what < 112) return;
        if (what < 208) x = typical_value * std::pow(10, (byte() - 128) / 32.0);
        else if (what < 224) x = 0;
        else if (what < 232) x = gs::detail::infinity;
        else if (wild_) x = any_double();
    }
    double shifted(double dB) {
        auto const what = byte();
        if (what < 160) return dB;
        if (what < 232 || !wild_) return dB + (byte() - 128) / (what % 2 == 0 ? 8.0 : 2.0);
        return any_double();
    }
    template <class Enum>
    void choose(Enum& v, std::size_t count) {
        if (byte() >= 160) v = static_cast<Enum>(below(count));
    }

    std::span<std::uint8_t const> left_;
    bool wild_ = false;
};

} // namespace fuzz
