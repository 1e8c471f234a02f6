// SPDX-License-Identifier: BSL-1.0
// Where a batch's variants come from: chains that are made, or values of elements.
#pragma once

#include <gainstage/analysis/budget.hpp>
#include <gainstage/analysis/perturbation.hpp>
#include <gainstage/chain.hpp>
#include <gainstage/detail/lane_block.hpp>
#include <gainstage/dynamic_chain.hpp>
#include <gainstage/element.hpp>
#include <gainstage/validate.hpp>

#include <cstddef>
#include <span>
#include <type_traits>
#include <vector>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// Variants from a callable that gives chains.
template <class Make>
class made_variants {
public:
    made_variants(Make const& make, excitation drive) : make_(&make), drive_(drive) {}

    void begin_block(lane_block& lanes) const { lanes.forget_kinds(); }
    lane_state load(lane_block& lanes, std::size_t l, std::size_t i, problem_list& problems) const {
        auto const variant = (*make_)(i);
        problems = problems_of(variant);
        if (!problems.empty()) return lane_state::invalid;
        auto const low = variant.lower();
        if (!lanes.has_kinds()) lanes.adopt(low.elements);
        return lanes.put(l, low.elements) ? lane_state::loaded : lane_state::other_kinds;
    }
    [[nodiscard]] auto lowered_at(std::size_t i) const { return (*make_)(i).lower(); }

private:
    [[nodiscard]] problem_list problems_of(auto const& variant) const {
        if constexpr (requires { variant.validate(drive_); }) return variant.validate(drive_);
        else return variant.validate();
    }

    Make const* make_;
    excitation drive_;
};

/// Variants from values of elements.
template <class Fill>
class perturbed_variants {
public:
    perturbed_variants(dynamic_lowered const& base, std::span<parameter const> parameters, Fill const& fill)
        : base_(&base), parameters_(parameters), fill_(&fill), values_(parameters.size()), changed_(base.elements) {}

    void begin_block(lane_block& lanes) const {
        if (!lanes.has_kinds()) lanes.put_everywhere(base_->elements);
        for (parameter const& p : parameters_) lanes.begin_one(p.element, base_->elements[p.element]);
    }
    lane_state load(lane_block& lanes, std::size_t l, std::size_t i, problem_list& problems) {
        apply(i);
        lane_state state = lane_state::loaded;
        for (parameter const& p : parameters_) {
            if (is_possible(changed_[p.element], p.value)) continue;
            field_checks(base_->stages[p.stage].name, problems)
                .fail("", changed_[p.element].*p.value, "SI", "no element of this kind can have this value");
            state = lane_state::invalid;
        }
        if (state == lane_state::loaded)
            for (parameter const& p : parameters_) lanes.put_one(l, p.element, changed_[p.element]);
        return state;
    }
    [[nodiscard]] dynamic_lowered lowered_at(std::size_t i) {
        apply(i);
        dynamic_lowered low = *base_;
        low.elements = changed_;
        return low;
    }

private:
    void apply(std::size_t i) {
        (*fill_)(i, std::span<double>(values_));
        for (std::size_t k = 0; k < parameters_.size(); ++k)
            changed_[parameters_[k].element].*parameters_[k].value = values_[k];
    }

    dynamic_lowered const* base_;
    std::span<parameter const> parameters_;
    Fill const* fill_;
    std::vector<double> values_;
    std::vector<element> changed_;
};

/// A batch of chains is driven with what their source takes; chains built at run time with either kind.
template <class Chain>
struct batch_excitation {
    using type = gainstage::excitation_of<Chain>;
};
template <>
struct batch_excitation<dynamic_chain> {
    using type = excitation;
};
template <class Make>
using excitation_made = typename batch_excitation<std::invoke_result_t<Make const&, std::size_t>>::type;

} // namespace gainstage::detail
