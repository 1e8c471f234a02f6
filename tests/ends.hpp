// SPDX-License-Identifier: BSL-1.0
// The ends of a chain that neither load nor add noise.
#pragma once

#include <gainstage/element.hpp>
#include <gainstage/level.hpp>
#include <gainstage/name.hpp>

#include <array>

namespace test {

struct ideal_source {
    gainstage::component_name name = "source";
    using excitation = gainstage::voltage_level;
    constexpr std::array<gainstage::element, 1> elements() const { return {gainstage::voltage_source()}; }
};
struct open_end {
    gainstage::component_name name = "open";
    static constexpr bool is_load = true;
    constexpr std::array<gainstage::element, 1> elements() const { return {gainstage::element{}}; }
};

} // namespace test
