// SPDX-License-Identifier: BSL-1.0
// Opt-in: a chain that is built at run time, from a file for instance. The same components, the same passes.
#pragma once

#include <gainstage/analysis/analyze.hpp>
#include <gainstage/analysis/frequency_response.hpp>
#include <gainstage/analysis/headroom.hpp>
#include <gainstage/analysis/interference.hpp>
#include <gainstage/analysis/noise_spectrum.hpp>
#include <gainstage/analysis/powering.hpp>
#include <gainstage/chain.hpp>
#include <gainstage/circuit.hpp>
#include <gainstage/component.hpp>
#include <gainstage/detail/lowering.hpp>
#include <gainstage/rules/diagnose.hpp>

#include <concepts>
#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

namespace detail {

/// A component whose type is no longer known.
class any_component {
public:
    template <Component C>
    explicit any_component(C component) : model_(std::make_shared<model<C>>(std::move(component))) {}

    [[nodiscard]] component_name name() const { return model_->name(); }
    [[nodiscard]] stage_info describe(connector const& plug) const { return model_->describe(plug); }
    void check(problem_list& problems) const { model_->check(problems); }
    void lower(hookup const& to, std::vector<element>& out) const { model_->lower(to, out); }
    [[nodiscard]] stage_role role() const { return model_->role; }
    /// Of a source: it takes a sound level.
    [[nodiscard]] bool takes_sound() const { return model_->takes_sound; }

private:
    struct base {
        stage_role role = stage_role::through;
        bool takes_sound = false;
        base() = default;
        base(base const&) = delete;
        base& operator=(base const&) = delete;
        virtual ~base() = default;
        virtual component_name name() const = 0;
        virtual stage_info describe(connector const&) const = 0;
        virtual void check(problem_list&) const = 0;
        virtual void lower(hookup const&, std::vector<element>&) const = 0;
    };
    template <class C>
    struct model final : base {
        C component;
        explicit model(C c) : component(std::move(c)) {
            if constexpr (is_source<C>) {
                this->role = stage_role::source;
                this->takes_sound = std::is_same_v<typename C::excitation, sound_level>;
            } else if constexpr (is_load<C>) this->role = stage_role::load;
        }
        component_name name() const override { return component.name; }
        stage_info describe(connector const& plug) const override { return describe_component(component, plug); }
        void check(problem_list& problems) const override { check_component(component, problems); }
        void lower(hookup const& to, std::vector<element>& out) const override { append_elements(component, to, out); }
    };
    std::shared_ptr<base const> model_;
};

struct dynamic_storage {
    using of_passes = dynamic_storage;
    template <class T>
    using per_stage = std::vector<T>;
    template <class T>
    using per_pair = std::vector<T>;
    template <class T>
    using per_element = std::vector<T>;

    static void resize(auto& list, std::size_t n) { list.resize(n); }
};

/// The storage behind a circuit, of any size.
struct dynamic_lowered {
    std::vector<element> elements;
    std::vector<stage_info> stages;
    std::vector<std::size_t> first{0};

    [[nodiscard]] circuit view() const& { return {elements, stages, first}; }
    circuit view() && = delete;
};

} // namespace detail

/// A chain of components in a vector. What a chain refuses to compile is here an error value with the same sentence.
///
///   dynamic_chain c;
///   c.append(microphone{}).append(preamp{}).append(line_input{});
class dynamic_chain {
public:
    dynamic_chain() = default;
    template <class... C>
    explicit dynamic_chain(chain<C...> const& c) {
        append(c);
    }

    /// Adds a component, or all of a chain, at the end.
    template <class C>
    dynamic_chain& append(C const& c) {
        if constexpr (!detail::expect_link<C>()) return *this;
        else if constexpr (detail::is_chain<C>)
            c.list().apply([&](auto const&... part) { (parts_.emplace_back(part), ...); });
        else parts_.emplace_back(c);
        return *this;
    }
    dynamic_chain& append(dynamic_chain const& c) {
        std::size_t const count = c.size(); // c may be this chain
        for (std::size_t k = 0; k < count; ++k) parts_.push_back(detail::any_component(c.parts_[k]));
        return *this;
    }

    [[nodiscard]] std::size_t size() const { return parts_.size(); }

    /// Every impossible value, and whatever is wrong with the order: no source, no load, two sources, a load in the middle.
    [[nodiscard]] problem_list validate() const {
        problem_list problems;
        auto const wrong = [&](component_name const& who, std::string_view why) {
            field_checks(who, problems).fail("", 0, "", why);
        };
        component_name const whole = "chain";
        if (parts_.empty() || parts_.front().role() != stage_role::source) wrong(whole, sentences::no_source);
        for (std::size_t k = 0; k < parts_.size(); ++k) {
            if (k > 0 && parts_[k].role() == stage_role::source) wrong(parts_[k].name(), sentences::two_sources);
            if (k + 1 < parts_.size() && parts_[k].role() == stage_role::load)
                wrong(parts_[k].name(), sentences::load_in_the_middle);
        }
        if (parts_.empty() || parts_.back().role() != stage_role::load) wrong(whole, sentences::no_load);
        check(problems);
        return problems;
    }

    /// The same, and a level of the wrong kind for the source.
    [[nodiscard]] problem_list validate(excitation level) const {
        problem_list problems = validate();
        component_name const signal = "signal";
        if (problems.empty() && level.is_sound() != takes_sound())
            field_checks(signal, problems)
                .fail("level", level.dB(), level.is_sound() ? "dB SPL" : "dBu", sentences::wrong_excitation);
        return problems;
    }

    /// The impossible values alone, whatever the order.
    void check(problem_list& problems) const {
        for (auto const& p : parts_) p.check(problems);
    }

    /// The components' facts and elements. Only of a chain without impossible values: they divide.
    [[nodiscard]] detail::dynamic_lowered lower() const {
        detail::dynamic_lowered out;
        out.stages = describe();
        for (std::size_t k = 0; k < parts_.size(); ++k) {
            parts_[k].lower(detail::hookup_of(out.stages, k), out.elements);
            out.first.push_back(out.elements.size());
        }
        return out;
    }
    /// The facts alone, whatever the order of the components.
    [[nodiscard]] std::vector<stage_info> describe() const {
        std::vector<stage_info> stages;
        for (auto const& p : parts_) stages.push_back(p.describe(stages.empty() ? connector{} : stages.back().output));
        return stages;
    }
    /// The names of the stages alone: of a chain with problems.
    [[nodiscard]] detail::dynamic_lowered names() const {
        detail::dynamic_lowered out;
        out.stages.resize(parts_.size());
        out.first.resize(parts_.size() + 1);
        for (std::size_t k = 0; k < parts_.size(); ++k) out.stages[k].name = parts_[k].name();
        return out;
    }

    /// The source takes a sound level.
    [[nodiscard]] bool takes_sound() const { return !parts_.empty() && parts_.front().takes_sound(); }

private:
    std::vector<detail::any_component> parts_;
};

[[nodiscard]] inline problem_list validate(dynamic_chain const& c) { return c.validate(); }

namespace detail {
[[nodiscard]] inline dynamic_lowered lowered_of(dynamic_chain const& c, problem_list const& problems) {
    return problems.empty() ? c.lower() : c.names();
}
} // namespace detail

/// The budget of a dynamic_chain. Its max_input() is an excitation: a sound or a voltage level, as the source has it.
using dynamic_budget = basic_budget<detail::dynamic_storage, excitation>;

namespace detail {
// The passes below are templates of it, so that a program which has no dynamic_chain does not pay for compiling them.
template <class C>
concept DynamicChain = std::same_as<C, dynamic_chain>;
} // namespace detail

/// analyze() for a dynamic_chain. A level of the wrong kind, or a chain without source or load, gives a budget that is not
/// valid() and says why.
template <detail::DynamicChain C>
[[nodiscard]] dynamic_budget analyze(C const& c, excitation level, conditions const& cond = {}) {
    problem_list const problems = c.validate(level);
    auto const low = detail::lowered_of(c, problems);
    return analyze_circuit<detail::dynamic_storage, excitation>(low.view(), problems, level, cond);
}

/// frequency_response() for a dynamic_chain.
template <detail::DynamicChain C>
[[nodiscard]] auto frequency_response(C const& c, conditions const& cond = {}) {
    auto const problems = c.validate();
    return basic_frequency_response<detail::dynamic_storage, detail::dynamic_lowered>(detail::lowered_of(c, problems),
                                                                                      problems, cond);
}

/// noise_spectrum() for a dynamic_chain.
template <detail::DynamicChain C>
[[nodiscard]] auto noise_spectrum(C const& c, conditions const& cond = {}) {
    auto const problems = c.validate();
    return basic_noise_spectrum<detail::dynamic_storage, detail::dynamic_lowered>(detail::lowered_of(c, problems),
                                                                                  problems, cond);
}

/// headroom_response() for a dynamic_chain.
template <detail::DynamicChain C>
[[nodiscard]] auto headroom_response(C const& c, excitation level, conditions const& cond = {}) {
    problem_list const problems = c.validate(level);
    return basic_headroom_response<detail::dynamic_lowered, detail::dynamic_storage>(detail::lowered_of(c, problems),
                                                                                     problems, level, cond);
}

/// Hum in a dynamic_chain.
using dynamic_interference = basic_interference<detail::dynamic_storage>;
template <detail::DynamicChain C>
[[nodiscard]] dynamic_interference interference(C const& c, excitation level,
                                                interference_conditions const& cond = {}) {
    problem_list const problems = detail::check_conditions(c.validate(level), level, {});
    auto const low = detail::lowered_of(c, problems);
    return interference_of<detail::dynamic_storage>(low.view(), problems, level, cond);
}

/// DC of a dynamic_chain; empty if it has impossible values.
template <detail::DynamicChain C>
[[nodiscard]] power_report powering(C const& c) {
    problem_list problems;
    c.check(problems);
    return problems.empty() ? powering(c.describe()) : power_report{};
}

/// diagnose() for a dynamic_chain.
template <detail::DynamicChain C>
[[nodiscard]] diagnosis diagnose(C const& c, excitation level, diagnose_options const& options = {}) {
    return detail::diagnose_chain<detail::dynamic_storage>(c, level, options);
}

} // namespace gainstage
