// SPDX-License-Identifier: BSL-1.0
// A -3 dB point of a response, and what can cause it.
#pragma once

#include <gainstage/element.hpp>
#include <gainstage/level.hpp>
#include <gainstage/name.hpp>
#include <gainstage/quantity.hpp>

#include <array>
#include <optional>
#include <string_view>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// What makes a response fall: the nature of an element.
enum class corner_cause : unsigned char {
    none,               ///< no single one: a resonance of high Q takes two, and falls further without either
    series_capacitance, ///< a coupling capacitor
    shunt_capacitance,  ///< of a cable, of an input
    series_inductance,  ///< of a coil, a transformer's leakage
    shunt_inductance,   ///< a transformer's primary
    source_low_corner,  ///< of a source, as its sheet states it
    source_high_corner,
    amplifier_low_corner, ///< of an amplifier, as its sheet states it; a low-cut filter
    amplifier_high_corner,
    feedback_capacitor, ///< in the gain leg of an operational amplifier: below it the gain falls to 1
    gain_bandwidth,     ///< of an operational amplifier
};

/// "capacitance across the signal"
[[nodiscard]] constexpr std::string_view words(corner_cause c) {
    switch (c) {
    case corner_cause::series_capacitance: return "capacitance in the signal path";
    case corner_cause::shunt_capacitance: return "capacitance across the signal";
    case corner_cause::series_inductance: return "inductance in the signal path";
    case corner_cause::shunt_inductance: return "inductance across the signal";
    case corner_cause::source_low_corner: return "lower limit of the source";
    case corner_cause::source_high_corner: return "upper limit of the source";
    case corner_cause::amplifier_low_corner: return "lower limit of the amplifier";
    case corner_cause::amplifier_high_corner: return "upper limit of the amplifier";
    case corner_cause::feedback_capacitor: return "capacitor in the feedback";
    case corner_cause::gain_bandwidth: return "gain-bandwidth product";
    case corner_cause::none: break;
    }
    return "no single element";
}

/// A -3 dB point: where the response has half the power that it has at the reference frequency.
struct corner {
    frequency at{};
    component_name stage{};                  ///< whose element causes it
    corner_cause cause = corner_cause::none; ///< which of its elements
    /// How much of the 3.01 dB comes back when that element is taken away: all of it where it is the only cause.
    decibels recovered{0};
};

/// The first -3 dB points below and above the reference frequency; empty where there is none in the searched range.
struct response_corners {
    std::optional<corner> low;
    std::optional<corner> high;
};

namespace detail {

/// Every cause that can be taken away.
inline constexpr std::array corner_causes{corner_cause::series_capacitance,   corner_cause::shunt_capacitance,
                                          corner_cause::series_inductance,    corner_cause::shunt_inductance,
                                          corner_cause::source_low_corner,    corner_cause::source_high_corner,
                                          corner_cause::amplifier_low_corner, corner_cause::amplifier_high_corner,
                                          corner_cause::feedback_capacitor,   corner_cause::gain_bandwidth};

/// Takes a cause away from an element: a capacitor or coil in the path is bridged, one across it is cut off, a corner
/// goes to 0 or to infinity. False: the element has no such thing.
constexpr bool take_away(element& e, corner_cause c) {
    auto const is = [&](element_kind kind, double part) { return e.kind == kind && part > 0; };
    switch (c) {
    case corner_cause::series_capacitance: return is(element_kind::series, e.elastance) && (e.elastance = 0, true);
    case corner_cause::series_inductance: return is(element_kind::series, e.inductance) && (e.inductance = 0, true);
    case corner_cause::shunt_capacitance: return is(element_kind::shunt, e.elastance) && (e = {}, true);
    case corner_cause::shunt_inductance: return is(element_kind::shunt, e.inductance) && (e = {}, true);
    case corner_cause::source_low_corner: return is(element_kind::source, e.low_corner) && (e.low_corner = 0, true);
    case corner_cause::source_high_corner: return is(element_kind::source, e.high_corner) && (e.high_corner = 0, true);
    case corner_cause::amplifier_low_corner:
        return is(element_kind::amplifier, e.low_corner) && (e.low_corner = 0, true);
    case corner_cause::amplifier_high_corner:
        return is(element_kind::amplifier, e.high_corner) && (e.high_corner = 0, true);
    case corner_cause::feedback_capacitor: return is(element_kind::op_amp, e.low_corner) && (e.low_corner = 0, true);
    case corner_cause::gain_bandwidth:
        if (e.kind != element_kind::op_amp && e.kind != element_kind::summing_op_amp) return false;
        if (e.gain_bandwidth == infinity) return false;
        e.gain_bandwidth = infinity;
        // The admittance of a virtual ground, A/Rf, must stay a number.
        if (e.kind == element_kind::summing_op_amp && e.open_loop_gain == infinity) e.open_loop_gain = 1e9;
        return true;
    case corner_cause::none: break;
    }
    return false;
}

} // namespace detail
} // namespace gainstage
