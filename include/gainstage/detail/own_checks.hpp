// SPDX-License-Identifier: BSL-1.0
// What is checked of a component that has no check() of its own: its elements, and what it tells about itself.
#pragma once

#include <gainstage/detail/possible_element.hpp>
#include <gainstage/element.hpp>
#include <gainstage/stage.hpp>
#include <gainstage/validate.hpp>

#include <cstddef>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// Reports the first value of each element that it cannot have, and a source's element anywhere but at its beginning.
constexpr void check_elements(auto const& elements, bool of_source, field_checks& f) {
    std::size_t place = 0;
    for (element const& e : elements)
        if ((place++ == 0 && of_source) != (e.kind == element_kind::source))
            f.fail("elements", 0, "", "a source, and nothing else, begins with one sound_source or voltage_source");
    for (element const& e : elements) {
        for (double element::*const value : element_values) {
            if (is_possible(e, value)) continue;
            f.fail("elements", e.*value, "SI", "no element of this kind can have this value");
            break;
        }
    }
}

/// Reports each fact that no device can have.
constexpr void check_facts(stage_info const& s, field_checks& f) {
    f.not_negative("dc_resistance", s.dc_resistance);
    f.not_negative("min_load", s.min_load);
    f.need(s.need);
    if (s.feed.kind != power_kind::none) {
        f.not_negative("feed.supply", s.feed.supply);
        f.not_negative("feed.tolerance", s.feed.tolerance);
        f.positive("feed.feed_resistor", s.feed.feed_resistor);
        f.not_negative("feed.limit", s.feed.limit);
    }
    f.not_negative("dc.leg_resistance", s.dc.leg_resistance);
    f.not_negative("dc.return_resistance", s.dc.return_resistance);
    common_mode_facts const& c = s.common_mode;
    if (c.leg_imbalance) f.not_negative("common_mode.leg_imbalance", *c.leg_imbalance);
    f.not_negative("common_mode.leg_to_ground", c.leg_to_ground);
    f.part("common_mode.leg_mismatch", c.leg_mismatch);
    f.not_negative("common_mode.leg_to_shield", c.leg_to_shield);
    f.part("common_mode.capacitance_imbalance", c.capacitance_imbalance);
    if (c.cmrr) f.gain("common_mode.cmrr", *c.cmrr);
    f.gain("noise_extrapolated", s.noise_extrapolated);
    if (s.gain) f.gain("gain", *s.gain);
    if (s.max_gain) f.gain("max_gain", *s.max_gain);
    if (s.nominal) f.level("nominal", *s.nominal);
    if (s.full_scale) f.level("full_scale", *s.full_scale);
    f.not_negative("run", s.run);
}

} // namespace gainstage::detail
