// SPDX-License-Identifier: BSL-1.0
// Opt-in: variants of one chain in which single values of single elements differ.
#pragma once

#include <gainstage/chain.hpp>
#include <gainstage/detail/possible_element.hpp>
#include <gainstage/dynamic_chain.hpp>
#include <gainstage/element.hpp>
#include <gainstage/validate.hpp>

#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

namespace detail {

/// A value of an element that differs from variant to variant.
struct parameter {
    std::size_t element;
    std::size_t stage;
    double element::*value;
};

} // namespace detail

/// A chain, lowered once, and which of its elements' values differ from variant to variant. Excitation: sound_level or
/// voltage_level, as the chain's source has it.
///
///   perturbation p(vocal >> lead >> mic_preamp >> line_in);
///   p.vary("lead", 0, &element::resistance);
template <class Excitation>
class perturbation {
public:
    template <class... C>
    explicit perturbation(chain<C...> const& c) : problems_(c.validate()) {
        static_assert(detail::is_complete<chain<C...>>());
        auto const low = problems_.empty() ? c.lower() : c.names();
        base_.elements.assign(low.elements.begin(), low.elements.end());
        base_.stages.assign(low.stages.begin(), low.stages.end());
        base_.first.assign(low.first.begin(), low.first.end());
    }

    /// A value of the element with that index within a stage varies. A stage or an element that is not there is a
    /// problem.
    perturbation& vary(std::string_view stage, std::size_t index, double element::*value) {
        for (std::size_t k = 0; k < base_.stages.size(); ++k) {
            if (base_.stages[k].name != stage || index >= base_.first[k + 1] - base_.first[k]) continue;
            parameters_.push_back({base_.first[k] + index, k, value});
            return *this;
        }
        component_name const whole = "perturbation";
        field_checks(whole, problems_)
            .fail("element", static_cast<double>(index), "", "no stage of that name has such an element");
        return *this;
    }
    /// The elements of a stage, in the order of their indices; empty if there is no such stage.
    [[nodiscard]] std::span<element const> elements_of(std::string_view stage) const& {
        for (std::size_t k = 0; k < base_.stages.size(); ++k)
            if (base_.stages[k].name == stage)
                return std::span<element const>(base_.elements)
                    .subspan(base_.first[k], base_.first[k + 1] - base_.first[k]);
        return {};
    }
    std::span<element const> elements_of(std::string_view stage) && = delete;

    // Of a temporary, copies.
    [[nodiscard]] detail::dynamic_lowered const& base() const& { return base_; }
    [[nodiscard]] detail::dynamic_lowered base() && { return std::move(base_); }
    [[nodiscard]] std::span<detail::parameter const> parameters() const& { return parameters_; }
    [[nodiscard]] std::vector<detail::parameter> parameters() && { return std::move(parameters_); }
    [[nodiscard]] problem_list const& problems() const& { return problems_; }
    [[nodiscard]] problem_list problems() && { return problems_; }

private:
    detail::dynamic_lowered base_;
    std::vector<detail::parameter> parameters_;
    problem_list problems_;
};
template <class... C>
perturbation(chain<C...> const&) -> perturbation<excitation_of<chain<C...>>>;

} // namespace gainstage
