// SPDX-License-Identifier: BSL-1.0
// A specification that the compiler checks, and whose failure names the stage, the figure and the limit:
//
//   static_assert(met<require(loud, "converter", figures::headroom > 6_dB)>);
//
// A static_assert's own text is fixed before anything is computed. A template argument is not: GCC prints one that is a
// text. clang does not, but prints the arguments of the call that a constant expression ended in.
#pragma once

#include <gainstage/analysis/budget.hpp>
#include <gainstage/detail/numbers.hpp>
#include <gainstage/level.hpp>
#include <gainstage/noise_level.hpp>
#include <gainstage/quantity.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// What require() finds: nothing if the requirement is met, otherwise a sentence. To be a template argument its members
/// are public.
struct requirement {
    static constexpr std::size_t capacity = 160;
    char text[capacity + 1] = {};

    [[nodiscard]] constexpr bool is_met() const { return text[0] == '\0'; }
    [[nodiscard]] constexpr std::string_view view() const& { return text; }
    std::string_view view() && = delete; // of a sentence that is gone
};

enum class relation : unsigned char { above, at_least, below, at_most };

namespace detail {

/// A figure as a number and its unit.
struct stated {
    double number;
    char const* unit;
};
constexpr stated state(double v) { return {v, ""}; }
constexpr stated state(decibels v) { return {v.value(), "dB"}; }
constexpr stated state(voltage_level v) { return {v.dBu(), "dBu"}; }
constexpr stated state(sound_level v) { return {v.dBSPL(), "dB SPL"}; }
constexpr stated state(digital_level v) { return {v.dBFS(), "dBFS"}; }
constexpr stated state(voltage_noise_level const& v) { return {v.dBu(), "dBu"}; }
constexpr stated state(sound_noise_level const& v) { return {v.dBSPL(), "dB SPL"}; }
constexpr stated state(voltage v) { return {v.value(), "V"}; }
constexpr stated state(current v) { return {v.value(), "A"}; }
constexpr stated state(impedance v) { return {v.value(), "ohm"}; }
constexpr stated state(frequency v) { return {v.value(), "Hz"}; }
constexpr stated state(power v) { return {v.value(), "W"}; }

/// The type in which a figure is held to a limit: a literal is its level, of a complex impedance counts the magnitude.
template <class T>
constexpr T comparable(T const& v) {
    return v;
}
template <class Kind, Kind (*FromNumber)(double)>
constexpr Kind comparable(level_literal<Kind, FromNumber> const& v) {
    return v;
}
constexpr impedance comparable(complex_impedance const& v) { return magnitude(v); }

template <class T>
constexpr bool are_alike(T const&, T const&) {
    return true;
}
template <class Level>
constexpr bool are_alike(noise_level<Level> const& a, noise_level<Level> const& b) {
    return a.is_like(b);
}

constexpr bool holds(double figure, relation r, double limit) {
    switch (r) {
    case relation::above: return figure > limit;
    case relation::at_least: return figure >= limit;
    case relation::below: return figure < limit;
    case relation::at_most: return figure <= limit;
    }
    return false;
}
constexpr char const* words(relation r) {
    switch (r) {
    case relation::above: return "must be above";
    case relation::at_least: return "must be at least";
    case relation::below: return "must be below";
    case relation::at_most: return "must be at most";
    }
    return "";
}

/// Writes the sentence; what is too long is cut off.
class requirement_writer {
public:
    constexpr requirement_writer& operator<<(std::string_view s) {
        for (char const c : s)
            if (size_ < requirement::capacity) out_.text[size_++] = c;
        return *this;
    }
    /// Four digits: "-2.282", "10000", "0.0032", "5.1e-9".
    constexpr requirement_writer& operator<<(double v) {
        if (v != v) return *this << "not a number";
        if (v < 0) *this << "-";
        double const size = v < 0 ? -v : v;
        if (size == infinity) return *this << "infinite";
        if (size == 0) return *this << "0";
        int exponent = 0;
        double mantissa = size;
        while (mantissa >= 10) mantissa /= 10, ++exponent;
        while (mantissa < 1) mantissa *= 10, --exponent;
        auto digits = static_cast<int>(mantissa * 1000 + 0.5);
        if (digits == 10000) digits = 1000, ++exponent;
        bool const plain = exponent >= -4 && exponent < 7;
        number(digits, plain ? exponent : 0);
        if (!plain) {
            *this << (exponent < 0 ? "e-" : "e");
            count(exponent < 0 ? -exponent : exponent);
        }
        return *this;
    }
    [[nodiscard]] constexpr requirement done() const { return out_; }

private:
    constexpr void digit(int d) { *this << std::string_view("0123456789").substr(static_cast<std::size_t>(d), 1); }
    constexpr void count(int n) {
        if (n >= 10) count(n / 10);
        digit(n % 10);
    }
    /// `digits`/1000 * 10^exponent, without zeros behind the point.
    constexpr void number(int digits, int exponent) {
        if (exponent < 0) *this << "0.";
        for (int zeros = exponent; zeros < -1; ++zeros) digit(0);
        for (int k = 0, place = 1000; k < 4 || k <= exponent; ++k, place /= 10) {
            if (k > exponent && digits == 0) return;
            if (k == exponent + 1 && exponent >= 0) *this << ".";
            digit(place > 0 ? digits / place : 0);
            if (place > 0) digits %= place;
        }
    }

    requirement out_{};
    std::size_t size_ = 0;
};

#if defined(__clang__)
/// Not constexpr: a constant expression ends here, and clang prints the arguments of not_met().
inline void a_requirement_is_not_met() {}
#else
constexpr void a_requirement_is_not_met() {}
#endif

constexpr requirement not_met(char const* who, char const* figure, double is, char const* must, double limit,
                              char const* unit) {
    if (std::is_constant_evaluated()) a_requirement_is_not_met();
    char const* const space = unit[0] == '\0' ? "" : " ";
    return (requirement_writer{} << who << ": " << figure << " is " << is << space << unit << ", " << must << " "
                                 << limit << space << unit)
        .done();
}
constexpr requirement not_met(char const* who, char const* why) {
    if (std::is_constant_evaluated()) a_requirement_is_not_met();
    return (requirement_writer{} << who << ": " << why).done();
}

template <requirement>
struct requirement_not_met; // never defined: its name is the message

/// A figure held to a limit.
template <class Figure, class Limit>
struct held_figure {
    Figure figure;
    relation how;
    Limit limit;
};

/// A figure by its name: compared with a limit of its own kind it is a condition for require().
template <class Value, class Where>
struct named_figure {
    using limit_type = decltype(comparable(std::declval<Value>()));
    using held = held_figure<named_figure, limit_type>;

    char const* name;
    Where where; ///< the member of stage_budget, or the value itself

    friend constexpr held operator>(named_figure const& f, limit_type l) { return {f, relation::above, l}; }
    friend constexpr held operator>=(named_figure const& f, limit_type l) { return {f, relation::at_least, l}; }
    friend constexpr held operator<(named_figure const& f, limit_type l) { return {f, relation::below, l}; }
    friend constexpr held operator<=(named_figure const& f, limit_type l) { return {f, relation::at_most, l}; }
};
template <class Value>
using stage_figure = named_figure<Value, Value stage_budget::*>;
template <class Value>
using value_figure = named_figure<Value, Value>;

template <class Value, class Held>
constexpr requirement require_value(char const* who, Value const& value, Held const& h) {
    auto const is = comparable(value);
    if (!are_alike(is, h.limit)) return not_met(who, "the noise and its limit have unlike bands or weightings");
    auto const [number, unit] = state(is);
    double const limit = state(h.limit).number;
    return holds(number, h.how, limit) ? requirement{} : not_met(who, h.figure.name, number, words(h.how), limit, unit);
}

} // namespace detail

/// The figures of a stage that a specification can name.
namespace figures {
inline constexpr detail::stage_figure<voltage_level> level{"level", &stage_budget::level};
inline constexpr detail::stage_figure<voltage_level> peak{"peak", &stage_budget::peak};
inline constexpr detail::stage_figure<voltage_level> clip_level{"clip level", &stage_budget::clip_level};
inline constexpr detail::stage_figure<decibels> headroom{"headroom", &stage_budget::headroom};
inline constexpr detail::stage_figure<voltage_noise_level> noise{"noise", &stage_budget::noise};
inline constexpr detail::stage_figure<decibels> snr{"signal-to-noise ratio", &stage_budget::snr};
inline constexpr detail::stage_figure<decibels> gain{"gain", &stage_budget::gain};
inline constexpr detail::stage_figure<decibels> cumulative_gain{"cumulative gain", &stage_budget::cumulative_gain};
inline constexpr detail::stage_figure<decibels> loading_loss{"loading loss", &stage_budget::loading_loss};
/// Magnitudes.
inline constexpr detail::stage_figure<complex_impedance> source_impedance{"source impedance",
                                                                          &stage_budget::source_impedance};
inline constexpr detail::stage_figure<complex_impedance> load_impedance{"load impedance",
                                                                        &stage_budget::load_impedance};

/// Any other figure, with a name for the message: `figures::named("noise figure", budget.noise_figure()) < 3_dB`.
template <class Value>
[[nodiscard]] constexpr auto named(char const* name, Value const& value) {
    using type = decltype(detail::comparable(value));
    return detail::value_figure<type>{name, detail::comparable(value)};
}
} // namespace figures

/// Holds a figure of the stage of that name to a limit. A stage that does not exist, and a budget that is not valid(),
/// meet no requirement.
template <class Storage, class Excitation, class Value, class Limit>
[[nodiscard]] constexpr requirement require(basic_budget<Storage, Excitation> const& budget, char const* stage,
                                            detail::held_figure<detail::stage_figure<Value>, Limit> const& condition) {
    stage_budget const* const found = budget.find_stage(stage);
    if (found == nullptr) return detail::not_met(stage, "no stage has this name");
    if (!budget.valid()) return detail::not_met(stage, "nothing was computed: the chain has an impossible value");
    return detail::require_value(stage, found->*condition.figure.where, condition);
}

/// Holds any figure to a limit; `who` stands in the message: `require("P48", figures::named("voltage", v) >= 44_V)`.
template <class Value, class Limit>
[[nodiscard]] constexpr requirement require(char const* who,
                                            detail::held_figure<detail::value_figure<Value>, Limit> const& condition) {
    return detail::require_value(who, condition.figure.where, condition);
}

/// True if the requirement is met. If it is not, this does not compile, and the message is the requirement's.
template <requirement Found>
inline constexpr bool met = detail::requirement_not_met<Found>::value;
template <>
inline constexpr bool met<requirement{}> = true;

} // namespace gainstage
