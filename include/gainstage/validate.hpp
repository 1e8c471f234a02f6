// SPDX-License-Identifier: BSL-1.0
// Impossible values are reported with component, field, value and reason before anything is computed.
#pragma once

#include <gainstage/detail/inplace_vector.hpp>
#include <gainstage/level.hpp>
#include <gainstage/name.hpp>
#include <gainstage/noise_level.hpp>
#include <gainstage/power_supply.hpp>
#include <gainstage/quantity.hpp>
#include <gainstage/weighting.hpp>

#include <optional>
#include <string_view>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// One impossible value. The texts live as long as the program.
struct problem {
    component_name component;
    std::string_view field;  ///< the name of the field, empty if the problem is the chain's own
    double value = 0;        ///< in `unit`
    std::string_view unit;   ///< "ohm", "V", "dBu", …; empty where there is no value
    std::string_view reason; ///< "must be greater than zero"
};

/// Up to 32 problems; dropped() counts the rest.
using problem_list = detail::inplace_vector<problem, 32>;

namespace detail {

template <class Q>
struct range_of; // symbol and the largest value that still describes an audio circuit

// Smallest positive value: below it, a reciprocal leaves the range in which nothing overflows.
inline constexpr double smallest_positive = 1e-21;

#define GAINSTAGE_DETAIL_RANGE(type, unit_symbol, largest_value)                                                       \
    template <>                                                                                                        \
    struct range_of<type> {                                                                                            \
        static constexpr std::string_view symbol = unit_symbol;                                                        \
        static constexpr double largest = largest_value;                                                               \
    };
GAINSTAGE_DETAIL_RANGE(voltage, "V", 1e6)
GAINSTAGE_DETAIL_RANGE(current, "A", 1e6)
GAINSTAGE_DETAIL_RANGE(impedance, "ohm", 1e15)
GAINSTAGE_DETAIL_RANGE(capacitance, "F", 1e3)
GAINSTAGE_DETAIL_RANGE(inductance, "H", 1e6)
GAINSTAGE_DETAIL_RANGE(frequency, "Hz", 1e12)
GAINSTAGE_DETAIL_RANGE(temperature, "K", 1e4)
GAINSTAGE_DETAIL_RANGE(length, "m", 1e6)
GAINSTAGE_DETAIL_RANGE(acoustic_sensitivity, "V/Pa", 1e6)
GAINSTAGE_DETAIL_RANGE(voltage_noise_density, "V/rtHz", 1)
GAINSTAGE_DETAIL_RANGE(current_noise_density, "A/rtHz", 1)
GAINSTAGE_DETAIL_RANGE(capacitance_per_length, "F/m", 1)
GAINSTAGE_DETAIL_RANGE(resistance_per_length, "ohm/m", 1e6)
GAINSTAGE_DETAIL_RANGE(inductance_per_length, "H/m", 1)
GAINSTAGE_DETAIL_RANGE(slew_rate, "V/s", 1e15)
#undef GAINSTAGE_DETAIL_RANGE

/// Greatest magnitude of a gain or a level, dB: a ratio of 1e10.
inline constexpr double largest_decibels = 200;

} // namespace detail

/// Checks the fields of one component and collects what is impossible.
class field_checks {
public:
    constexpr field_checks(component_name const& component, problem_list& problems)
        : component_(&component), problems_(&problems) {}

    /// v > 0
    template <class Q>
        requires detail::is_quantity<Q>
    constexpr void positive(std::string_view field, Q const& v) {
        if (in_range(v.value(), detail::smallest_positive, detail::range_of<Q>::largest)) return;
        report_quantity(field, v.value(), detail::range_of<Q>::symbol, false);
    }
    /// v >= 0
    template <class Q>
        requires detail::is_quantity<Q>
    constexpr void not_negative(std::string_view field, Q const& v) {
        if (v.value() == 0 || in_range(v.value(), detail::smallest_positive, detail::range_of<Q>::largest)) return;
        report_quantity(field, v.value(), detail::range_of<Q>::symbol, true);
    }
    /// A gain, finite and within +-200 dB.
    constexpr void gain(std::string_view field, decibels v) { decibel_number(field, v.value(), "dB"); }
    constexpr void level(std::string_view field, voltage_level v) { decibel_number(field, v.dBu(), "dBu"); }
    constexpr void level(std::string_view field, sound_level v) { decibel_number(field, v.dBSPL(), "dB SPL"); }
    template <class T>
    constexpr void level(std::string_view field, std::optional<T> const& v) {
        if (v) level(field, *v);
    }
    constexpr void band(std::string_view field, frequency_band const& b) {
        positive(field, b.low);
        positive(field, b.high);
        if (b.high.value() <= b.low.value())
            fail(field, b.high.value(), "Hz", "the band is empty: its upper end must be above its lower end");
    }
    template <class Level>
    constexpr void level(std::string_view field, noise_level<Level> const& v) {
        level(field, v.level());
        band(field, v.band());
    }
    /// A part of one: 0 <= v < 1.
    constexpr void part(std::string_view field, double v) {
        if (!numeric(field, v, "")) return;
        if (v < 0 || v >= 1) fail(field, v, "", "must be a part of one: 0 or more, and less than 1");
    }
    /// The largest level and the one that a device is made for; either may be missing.
    constexpr void maximum(std::string_view field, std::optional<voltage_level> const& largest,
                           std::optional<voltage_level> const& nominal) {
        level("nominal_level", nominal);
        level(field, largest);
        if (largest && nominal && *largest < *nominal)
            fail(field, largest->dBu(), "dBu", "the maximum is below the nominal level");
    }
    /// "Dynamic range" below the largest level.
    constexpr void dynamic_range(std::optional<gainstage::dynamic_range> const& d) {
        if (!d) return;
        gain("dynamic_range", d->value);
        band("dynamic_range.band", d->band);
        if (d->value.value() <= 0) fail("dynamic_range", d->value.value(), "dB", "must be greater than zero");
    }
    /// What a balanced input may have for each leg to ground: 2 Z in series lie across the input, and more beside them.
    constexpr void common_mode_impedance(std::optional<impedance> const& leg, impedance input) {
        if (!leg) return;
        positive("common_mode_impedance", *leg);
        if (2 * leg->value() < input.value() * (1 - 1e-9))
            fail("common_mode_impedance", leg->value(), "ohm",
                 "is below half the input impedance: the two legs in series would be less than the whole");
    }
    /// A window: 0 <= low <= high.
    template <class Q>
        requires detail::is_quantity<Q>
    constexpr void window(std::string_view field, Q const& low, Q const& high) {
        not_negative(field, low);
        not_negative(field, high);
        if (high.value() < low.value())
            fail(field, high.value(), detail::range_of<Q>::symbol,
                 "the window is reversed: its maximum is below its minimum");
    }
    constexpr void need(power_need const& n) {
        if (n.kind == power_kind::none || n.kind == power_kind::battery) return;
        window("power", n.min_voltage, n.max_voltage);
        not_negative("power.current", n.current);
        not_negative("power.min_at_microphone", n.min_at_microphone);
    }
    /// Reports a value that is impossible for a reason of the component's own.
    constexpr void fail(std::string_view field, double value, std::string_view unit, std::string_view reason) {
        problems_->push_back({*component_, field, value, unit, reason});
    }

private:
    // Nearly every value is in range: one comparison, before it is found out what is wrong.
    static constexpr bool in_range(double v, double least, double most) { return v >= least && v <= most; }
    constexpr void decibel_number(std::string_view field, double v, std::string_view unit) {
        if (!in_range(v, -detail::largest_decibels, detail::largest_decibels)) report_decibels(field, v, unit);
    }
    constexpr bool numeric(std::string_view field, double v, std::string_view unit) {
        if (v != v) {
            fail(field, v, unit, "is not a number");
            return false;
        }
        return true;
    }
    // A value that is not in range.
    constexpr void report_quantity(std::string_view field, double v, std::string_view unit, bool zero_is_good) {
        if (!numeric(field, v, unit)) return;
        if (v < 0 && zero_is_good) fail(field, v, unit, "must not be negative");
        else if (v <= 0) fail(field, v, unit, "must be greater than zero");
        else if (v < detail::smallest_positive) fail(field, v, unit, "is too close to zero for an audio circuit");
        else if (v == detail::infinity) fail(field, v, unit, "must be finite");
        else fail(field, v, unit, "is too large for an audio circuit");
    }
    constexpr void report_decibels(std::string_view field, double v, std::string_view unit) {
        if (!numeric(field, v, unit)) return;
        if (v == detail::infinity || v == -detail::infinity) fail(field, v, unit, "must be finite");
        else fail(field, v, unit, "is outside the range of +-200 dB");
    }

    component_name const* component_;
    problem_list* problems_;
};

} // namespace gainstage
