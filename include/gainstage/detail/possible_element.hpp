// SPDX-License-Identifier: BSL-1.0
// Which values an element can have. The library's components check their fields instead; this is for elements that
// others make.
#pragma once

#include <gainstage/detail/numbers.hpp>
#include <gainstage/element.hpp>
#include <gainstage/validate.hpp>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// Whether an element's value is one that the recursions can take.
constexpr bool is_possible(element const& e, double element::*value) {
    double const x = e.*value;
    bool const may_be_negative = value == &element::gain || value == &element::current_gain;
    bool const may_be_infinite =
        value == &element::open_loop_gain || value == &element::gain_bandwidth ||
        ((value == &element::elastance || value == &element::resistance) &&
         (e.kind == element_kind::shunt || e.kind == element_kind::network_noise)); // an open branch
    double const size = may_be_negative && x < 0 ? -x : x;
    bool const in_range = size == 0 || (size >= smallest_positive && size <= 1 / smallest_positive);
    if (!in_range && !(may_be_infinite && x == infinity)) return false;
    switch (e.kind) {
    case element_kind::shunt: return e.resistance > 0 || e.inductance > 0 || e.elastance > 0;
    case element_kind::network_noise: return e.resistance > 0 || e.parallel > 0;
    case element_kind::op_amp: return e.open_loop_gain > 0 && e.gain_bandwidth > 0;
    case element_kind::summing_op_amp:
        return e.resistance > 0 && e.open_loop_gain > 0 && e.open_loop_gain <= 1e15 && e.gain_bandwidth > 0;
    case element_kind::limit: return e.limit > 0;
    default: return true;
    }
}

inline constexpr double element::*element_values[] = {
    &element::resistance,     &element::inductance,     &element::elastance,  &element::parallel,
    &element::gain,           &element::current_gain,   &element::low_corner, &element::high_corner,
    &element::open_loop_gain, &element::gain_bandwidth, &element::density,    &element::noise_corner,
    &element::limit};

} // namespace gainstage::detail
