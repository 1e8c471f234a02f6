// SPDX-License-Identifier: BSL-1.0
// From components to the circuit that they make: each stage knows its neighbours, and adds its elements.
#pragma once

#include <gainstage/circuit.hpp>
#include <gainstage/component.hpp>
#include <gainstage/connector.hpp>
#include <gainstage/detail/storage.hpp>
#include <gainstage/stage.hpp>

#include <cstddef>
#include <span>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// Follows the output of stage k to the right, up to the next amplifier, transformer or load: what becomes of its cold leg?
constexpr cold_leg cold_leg_behind(std::span<stage_info const> stages, std::size_t k) {
    for (std::size_t j = k; j < stages.size(); ++j) {
        if (j > k) {
            stage_info const& s = stages[j];
            if (s.is_amplifier || s.common_mode.isolates || s.role == stage_role::load) break;
            if (is_balanced(s.input) && is_unbalanced(s.output)) return s.cold;
        }
        if (j + 1 < stages.size() && grounds_cold_leg(stages[j].output, stages[j + 1].input)) return cold_leg::grounded;
    }
    return cold_leg::used;
}
/// What stage k learns of its neighbours.
constexpr hookup hookup_of(std::span<stage_info const> stages, std::size_t k) {
    hookup to{k == 0 ? connector{} : stages[k - 1].output, cold_leg_behind(stages, k)};
    for (std::size_t j = k; j-- > 0;) {
        stage_info const& s = stages[j];
        if (s.role != stage_role::source && !s.is_amplifier && !s.common_mode.isolates) continue;
        to.driver = s.common_mode.isolates ? output_topology::floating : s.topology;
        break;
    }
    return to;
}

/// Chains of as many stages and about as many elements lower to the same type.
template <class Chain>
using lowered_type = lowered<rounded_up(Chain::element_count, 8), Chain::stage_count>;

/// Describes stage k, whose neighbour to the left has been.
template <class C>
constexpr void describe_stage(C const& c, std::size_t k, auto& out) {
    describe_component(c, k == 0 ? connector{} : out.stages[k - 1].output, out.stages[k]);
}
/// Adds the elements of stage k, when all stages have been described.
template <class C>
constexpr void lower_stage(C const& c, std::size_t k, auto& out) {
    append_elements(c, hookup_of(out.stages, k), out.elements);
    out.first[k + 1] = out.elements.size();
}

} // namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail
