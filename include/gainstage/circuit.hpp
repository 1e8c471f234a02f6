// SPDX-License-Identifier: BSL-1.0
// A chain as the passes see it: elements, and the stages that they are of.
#pragma once

#include <gainstage/detail/inplace_vector.hpp>
#include <gainstage/element.hpp>
#include <gainstage/stage.hpp>

#include <array>
#include <cstddef>
#include <span>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// A chain as every pass sees it: its elements, its stages, and which elements are whose.
struct circuit {
    std::span<element const> elements;
    std::span<stage_info const> stages;
    std::span<std::size_t const> first; ///< the elements of stage k are first[k] … first[k + 1] - 1
};

namespace detail {
/// Makes the results of all stages those of which nothing but the name is known.
constexpr void names_alone(circuit const& c, auto* stages) {
    for (std::size_t k = 0; k < c.stages.size(); ++k) {
        stages[k] = {};
        stages[k].name = c.stages[k].name;
    }
}
} // namespace detail

/// The storage behind a circuit, of fixed size.
template <std::size_t Elements, std::size_t Stages>
struct lowered {
    detail::inplace_vector<element, Elements> elements{}; ///< those that have an effect
    std::array<stage_info, Stages> stages{};
    std::array<std::size_t, Stages + 1> first{};

    [[nodiscard]] constexpr circuit view() const& { return {{elements.begin(), elements.size()}, stages, first}; }
    circuit view() && = delete; // a view of nothing
};

} // namespace gainstage
