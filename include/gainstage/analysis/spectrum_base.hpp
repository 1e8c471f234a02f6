// SPDX-License-Identifier: BSL-1.0
// What frequency_response() and noise_spectrum() have in common: a chain as a circuit, to be asked at any frequency.
#pragma once

#include <gainstage/analysis/analyze.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// Owns the lowered chain: of fixed size without a heap, of a dynamic_chain in vectors.
template <class Lowered>
class spectrum_base {
public:
    constexpr spectrum_base(Lowered low, problem_list const& problems, conditions const& cond)
        : low_(std::move(low)), problems_(check_conditions(problems, {}, cond)), conditions_(cond) {}

    /// False: an impossible value was found; problems() says which, and nothing is defined.
    [[nodiscard]] constexpr bool valid() const { return problems_.empty(); }
    [[nodiscard]] constexpr problem_list const& problems() const& { return problems_; }
    [[nodiscard]] constexpr problem_list problems() && { return problems_; }
    [[nodiscard]] constexpr gainstage::conditions const& conditions() const& { return conditions_; }
    [[nodiscard]] constexpr gainstage::conditions conditions() && { return conditions_; }

protected:
    [[nodiscard]] constexpr std::size_t size() const { return low_.stages.size(); }
    [[nodiscard]] constexpr bool has_answer_at(frequency f) const { return valid() && is_possible(f); }
    /// The index of a stage; size() if none has the name, in a constant expression an error.
    [[nodiscard]] constexpr std::size_t index_of(std::string_view name) const {
        std::size_t k = 0;
        while (k < size() && low_.stages[k].name != name) ++k;
        if (k == size() && std::is_constant_evaluated()) no_stage_has_this_name();
        return k;
    }

    Lowered low_;
    problem_list problems_;
    gainstage::conditions conditions_;
};

} // namespace gainstage::detail
