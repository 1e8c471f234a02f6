// SPDX-License-Identifier: BSL-1.0
// A walk along a ladder that is driven from one end: what no frequency changes is computed, what is left is noted down.
#pragma once

#include <gainstage/detail/complex.hpp>
#include <gainstage/detail/numbers.hpp>
#include <gainstage/element.hpp>
#include <gainstage/recursion.hpp>

#include <cstddef>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// A ladder that is driven at one of its ends alone: the voltage across it, and the current that comes from the other
/// end. Away from that end it is, in either direction,
///
///   series   v' = v + z i        shunt   i' = i + v/z
struct ladder_state {
    complex v;
    complex i;
};

/// What a step does. `own` is the noise that a stage makes itself, x and y are the step's.
enum class ladder_step : unsigned char {
    series_resistor, ///< own += y |i|^2, v += x i
    series,          ///< own += y |i|^2, v += z i
    shunt_resistor,  ///< own += y |v|^2, i += x v
    shunt_capacitor, ///< i += jw x v
    shunt,           ///< own += thermal |v|^2, i += v/z
    scale_voltage,   ///< own *= y, v *= x
    scale_current,   ///< own *= y, i *= x
    voltage_noise,   ///< own += y |i|^2
    current_noise,   ///< own += y |v|^2
    colored_noise,   ///< own += density(f) y, or times |i|^2 or |v|^2 where these depend on the frequency
    virtual_ground,  ///< v = Rf/A, i = 1: the section to the left of an operational amplifier
    end_section
};

struct planned_step {
    ladder_step what;
    bool flat;  ///< v and i before it are the same at all frequencies: those of `from`
    bool first; ///< so was own, until this step
    element const* of;
    double x;
    double y;
    ladder_state from;
};

/// What a stage makes itself until its end or that of a section, and what becomes of other noise on the way.
struct own_noise {
    bool flat; ///< it is `rest` at all frequencies; if not, that is a part of it
    double rest;
    double passes; ///< the factor on other noise: of ideal transformers

    [[nodiscard]] constexpr bool exists() const { return !flat || rest != 0; }
};

/// Walks along a ladder from one end: takes what is the same at all frequencies, and notes down the rest.
class ladder_walk {
public:
    /// Steps are written to a list, at most one for an element.
    constexpr ladder_walk(planned_step* list, double thermal, bool to_the_right)
        : list_(list), next_(list), at_{1, 2 * pi, 1 / (2 * pi), thermal}, to_the_right_(to_the_right) {}

    [[nodiscard]] constexpr std::size_t size() const { return static_cast<std::size_t>(next_ - list_); }
    constexpr void forget_behind(std::size_t size) { next_ = list_ + size; }

    /// Any frequency: for what is the same at all of them.
    [[nodiscard]] constexpr step_conditions const& any_frequency() const { return at_; }
    [[nodiscard]] constexpr ladder_state const& state() const { return state_; }
    [[nodiscard]] constexpr bool is_flat() const { return flat_; }
    [[nodiscard]] constexpr own_noise const& own() const { return own_; }

    constexpr void begin_section(ladder_state const& s) {
        state_ = s;
        flat_ = true;
    }
    /// From what ends a section, to the left: an open end, or a virtual ground.
    constexpr void begin_at(element const& e) {
        begin_section({{1}, {}});
        if (e.kind != element_kind::summing_op_amp) return;
        begin_section({e.resistance * inverse_open_loop(e, at_), {1}});
        if (!detail::is_flat(e)) note(ladder_step::virtual_ground, &e);
    }
    constexpr void begin_own() { own_ = {true, 0, 1}; }
    constexpr void end_section(element const& e) {
        *next_++ = {ladder_step::end_section, flat_, false, &e, 0, 0, state_};
    }

    /// A template: where a constant needs it, clang has not yet made what a plain function would call.
    template <class Element>
    constexpr void take(Element const& e) {
        with_kind(e, [&](auto kind) { take(kind, e); });
    }

private:
    template <class Kind>
    constexpr void take(Kind, element const& e) {
        constexpr element_kind k = Kind::kind;
        constexpr bool is_resistor = Kind::form == step_form::resistor;
        if constexpr (k == element_kind::series) {
            double const thermal = unless_flat(norm(state_.i), thermal_density(e, at_));
            if (!is_resistor) note(ladder_step::series, &e, 0, thermal);
            else if (!flat_) note(ladder_step::series_resistor, &e, e.resistance, thermal);
            else state_.v = state_.v + e.resistance * state_.i;
        } else if constexpr (k == element_kind::shunt && is_resistor) {
            double const y = 1 / e.resistance;
            double const thermal = unless_flat(norm(state_.v), thermal_density(e, at_) * square(y));
            if (!flat_) note(ladder_step::shunt_resistor, &e, y, thermal);
            else state_.i = state_.i + y * state_.v;
        } else if constexpr (k == element_kind::shunt && Kind::form == step_form::capacitor) {
            note(ladder_step::shunt_capacitor, &e, 1 / e.elastance);
        } else if constexpr (k == element_kind::shunt) {
            note(ladder_step::shunt, &e, 0, thermal_density(e, at_));
        } else if constexpr (k == element_kind::ratio) {
            transform(e);
        } else if constexpr (k == element_kind::voltage_noise || k == element_kind::current_noise ||
                             k == element_kind::network_noise) {
            constexpr bool across = k == element_kind::current_noise;
            double const size = norm(across ? state_.v : state_.i);
            if (!detail::is_flat(e)) {
                bool const flat = flat_;
                if (flat && size == 0) return;
                note(ladder_step::colored_noise, &e, 0, flat ? size : 1);
                flat_ = flat;
            } else if (double const density = unless_flat(size, noise_density<k>(e, at_)); density != 0) {
                note(across ? ladder_step::current_noise : ladder_step::voltage_noise, &e, 0, density);
            }
        }
    }
    /// What is to be done about a white noise: nothing more, where v and i are the same at all frequencies.
    constexpr double unless_flat(double size, double density) {
        if (!flat_) return density;
        own_.rest += density * size;
        return 0;
    }
    /// v2 = a v1, i1 = b i2. Both drives are scaled so that D is the same on both sides; noise that passes becomes a^2
    /// times as large to the right, b^2 times to the left.
    constexpr void transform(element const& e) {
        double const ab = e.gain * e.current_gain;
        double const power = square(to_the_right_ ? e.gain : e.current_gain);
        auto const what = to_the_right_ ? ladder_step::scale_voltage : ladder_step::scale_current;
        if (!flat_ || !own_.flat) *next_++ = {what, false, false, &e, flat_ ? 1 : ab, own_.flat ? 1 : power, {}};
        own_.rest *= power;
        own_.passes *= power;
        if (!flat_) return;
        if (to_the_right_) state_.v = ab * state_.v;
        else state_.i = ab * state_.i;
    }
    constexpr void note(ladder_step what, element const* of, double x = 0, double y = 0) {
        *next_++ = {what, flat_, y != 0 && own_.flat, of, x, y, state_};
        flat_ = false;
        if (y != 0) own_.flat = false;
    }

    planned_step* list_;
    planned_step* next_;
    step_conditions at_;
    bool to_the_right_;
    ladder_state state_{};
    bool flat_ = true;
    own_noise own_{true, 0, 1};
};

} // namespace gainstage::detail
