// SPDX-License-Identifier: BSL-1.0
// diagnose(): what is wrong with a hook-up, with figures, reasons and remedies.
#pragma once

#include <gainstage/analysis/analyze.hpp>
#include <gainstage/analysis/headroom.hpp>
#include <gainstage/analysis/interference.hpp>
#include <gainstage/analysis/powering.hpp>
#include <gainstage/rules/connection.hpp>
#include <gainstage/rules/impedance.hpp>
#include <gainstage/rules/interference.hpp>
#include <gainstage/rules/level.hpp>
#include <gainstage/rules/noise.hpp>
#include <gainstage/rules/power.hpp>
#include <gainstage/rules/rule.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <span>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// How diagnose() looks: the conditions of the analysis, the limits, and rules of your own, which run after the library's.
///
/// Hum on unbalanced lines between mains devices is always judged, with the defaults of interference_conditions. Balanced
/// lines are judged if `interference` is given: then an input that states no common-mode rejection leaves the verdict open.
struct diagnose_options {
    gainstage::conditions conditions{};
    gainstage::thresholds thresholds{};
    std::span<rule const> own_rules{};
    std::optional<interference_conditions> interference{};
};

/// Found before any rule runs: a value that no device can have.
inline constexpr rule impossible_value_rule{"GS001", "impossible value", nullptr};

/// Rules that run one after the other. std::span would do; the concepts of its iterators take longer to compile than a rule.
class rule_family {
public:
    template <std::size_t N>
    constexpr rule_family(std::array<rule, N> const& rules) : first_(rules.data()), count_(N) {}
    [[nodiscard]] constexpr rule const* begin() const { return first_; }
    [[nodiscard]] constexpr rule const* end() const { return first_ + count_; }

private:
    rule const* first_;
    std::size_t count_;
};

/// Every family of rules, in the order in which they run.
inline constexpr rule_family rule_families[] = {connection_rules, level_rules,        impedance_rules, power_rules,
                                                noise_rules,      interference_rules, closing_rules};

namespace detail {

/// The rules over a budget and the circuit that it came from, which is not asked for if the budget is not valid.
template <class Storage>
[[nodiscard]] constexpr diagnosis diagnose_circuit(budget_view const& budget, circuit const& c,
                                                   diagnose_options const& options) {
    diagnosis out;
    auto const report = [&](problem_list const& problems) {
        for (problem const& p : problems)
            out.add({.id = impossible_value_rule.id,
                     .severity = severity::error,
                     .stage = p.component,
                     .found = {p.value, figure_unit::none},
                     .title = p.field,
                     .reason = p.reason,
                     .remedy = "Correct the value: nothing was computed."});
        return !problems.empty();
    };
    interference_conditions const ground = options.interference.value_or(interference_conditions{});
    problem_list problems = budget.problems();
    component_name const limits = "thresholds";
    field_checks checks(limits, problems);
    checks.positive("bottom_of_band", options.thresholds.bottom_of_band);
    checks.positive("top_of_band", options.thresholds.top_of_band);
    if (problems.empty()) problems = check_interference({}, ground);
    if (report(problems)) return out;

    std::size_t const n = c.stages.size();
    typename Storage::template per_stage<hum_link> links{};
    typename Storage::template per_stage<stage_hum> hum{};
    typename Storage::template per_stage<stage_headroom> bottom{};
    typename Storage::template per_stage<stage_headroom> top{};
    Storage::resize(links, n);
    Storage::resize(hum, n);
    Storage::resize(bottom, n);
    Storage::resize(top, n);
    excitation const drive = budget.excitation();
    std::size_t const link_count = compute_hum<Storage>(c, drive, ground, links.data(), hum.data(), problems);
    if (report(problems)) return out;
    (void)compute_headroom<Storage>(c, drive, options.conditions, options.thresholds.bottom_of_band, bottom.data());
    (void)compute_headroom<Storage>(c, drive, options.conditions, options.thresholds.top_of_band, top.data());
    power_report const power = powering(c.stages);
    rule_input const in{budget,
                        c,
                        {bottom.data(), n},
                        {top.data(), n},
                        power,
                        options.thresholds,
                        {{links.data(), link_count}, {hum.data(), n}, ground},
                        options.interference.has_value()};
    auto const run = [&](auto const& rules) {
        for (rule const& r : rules)
            if (r.check != nullptr) r.check(in, out);
    };
    for (auto const& family : rule_families) run(family);
    run(options.own_rules);
    return out;
}

/// Either kind of chain; one with impossible values has no elements to show.
template <class Storage, class Chain, class Level>
[[nodiscard]] constexpr diagnosis diagnose_chain(Chain const& c, Level level, diagnose_options const& options) {
    auto const budget = analyze(c, level, options.conditions);
    if (!budget.valid()) return diagnose_circuit<Storage>(budget.view(), {}, options);
    auto const low = c.lower();
    return diagnose_circuit<Storage>(budget.view(), low.view(), options);
}

} // namespace detail

/// Runs every rule over a chain at a level. Nothing is forbidden: any hook-up that can be plugged in is explained.
template <class... C>
[[nodiscard]] constexpr diagnosis diagnose(chain<C...> const& c, excitation_of<chain<C...>> level,
                                           diagnose_options const& options = {}) {
    return detail::diagnose_chain<typename detail::storage_of<chain<C...>>::of_passes>(c, level, options);
}
// Does not compile, with a sentence that says why.
template <class... C, detail::NotLevelOf<chain<C...>> Level>
constexpr diagnosis diagnose(chain<C...> const&, Level const&, diagnose_options const& = {}) {
    (void)detail::expect_level<chain<C...>, Level>();
    return {};
}

} // namespace gainstage
