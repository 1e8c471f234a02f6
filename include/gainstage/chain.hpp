// SPDX-License-Identifier: BSL-1.0
// operator>> composes components into a chain, whose size is known at compile time: no heap, usable in constexpr.
#pragma once

#include <gainstage/detail/inplace_vector.hpp>
#include <gainstage/detail/own_checks.hpp>
#include <gainstage/detail/storage.hpp>
#include <gainstage/element.hpp>
#include <gainstage/stage.hpp>
#include <gainstage/validate.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

// ---- what makes a type a component ----

namespace detail {
template <class T>
inline constexpr bool is_array_of_elements = false;
template <std::size_t N>
inline constexpr bool is_array_of_elements<std::array<element, N>> = true;

template <class T>
concept has_plain_elements = requires(T const& t) {
    requires is_array_of_elements<std::remove_cvref_t<decltype(t.elements())>>;
};
template <class T>
concept has_hookup_elements = requires(T const& t, hookup const& h) {
    requires is_array_of_elements<std::remove_cvref_t<decltype(t.elements(h))>>;
};
template <class T>
concept has_elements = has_plain_elements<T> || has_hookup_elements<T>;
template <class T>
concept has_name = requires(T const& t) {
    { t.name } -> std::convertible_to<component_name>;
};
} // namespace detail

/// A component has a name, and says which elements it is made of: `elements()`, or `elements(hookup)` if that depends
/// on its neighbours, returning a std::array of element. It may also have
///
///   describe(stage_info&)          what it plugs into, what power it needs or gives (or with the arriving connector)
///   check(field_checks&)           which of its values are impossible; without it its elements and facts are checked
///   using excitation = ...;        it is a source: sound_level or voltage_level is what a chain of it is analysed at
///   static constexpr bool is_load  it is a load and ends a chain
template <class T>
concept Component = detail::has_name<T> && detail::has_elements<T>;

template <class T>
inline constexpr bool is_source = requires {
    typename T::excitation;
};
template <class T>
inline constexpr bool is_load = false;
template <class T>
    requires requires { T::is_load; }
inline constexpr bool is_load<T> = T::is_load;

/// The sentences that a wrong chain is refused with, by the compiler or in an error value.
namespace sentences {
inline constexpr std::string_view no_source = "this chain has no source: begin it with a microphone or a line output";
inline constexpr std::string_view no_load = "this chain has no load: end it with a line input";
inline constexpr std::string_view two_sources = "a chain has one source and begins with it: take the other one away";
inline constexpr std::string_view load_in_the_middle = "a load ends a chain: nothing can follow it";
inline constexpr std::string_view wrong_excitation =
    "the level is of the wrong kind: a microphone takes a sound level, a line output a voltage level";
} // namespace sentences

// ---- describing, checking and lowering one component: the same for every kind of chain ----

namespace detail {

/// s is a stage_info of which nothing is known yet.
template <class C>
constexpr void describe_component(C const& c, connector const& plug, stage_info& s) {
    s.name = c.name;
    s.role = is_source<C> ? stage_role::source : is_load<C> ? stage_role::load : stage_role::through;
    if constexpr (requires { c.describe(s, plug); }) c.describe(s, plug);
    else if constexpr (requires { c.describe(s); }) c.describe(s);
}
template <class C>
constexpr stage_info describe_component(C const& c, connector const& plug) {
    stage_info s;
    describe_component(c, plug, s);
    return s;
}
template <class C>
constexpr auto lower_component(C const& c, hookup const& to) {
    if constexpr (has_hookup_elements<C>) return c.elements(to);
    else return c.elements();
}
/// Adds those elements of a component that have an effect.
template <class C>
constexpr void append_elements(C const& c, hookup const& to, auto& list) {
    for (element const& part : lower_component(c, to))
        if (has_effect(part)) list.push_back(part);
}
template <class C>
constexpr void check_component(C const& c, problem_list& problems) {
    component_name const name = c.name;
    field_checks checks(name, problems);
    if constexpr (requires { c.check(checks); }) c.check(checks);
    else {
        check_elements(lower_component(c, hookup{}), is_source<C>, checks);
        check_facts(describe_component(c, connector{}), checks);
    }
}
template <class C>
inline constexpr std::size_t element_count =
    std::tuple_size_v<decltype(lower_component(std::declval<C const&>(), std::declval<hookup const&>()))>;

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

} // namespace detail

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

namespace detail {
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
} // namespace detail

// ---- the chain ----

namespace detail {
/// A component at its place in a chain.
template <std::size_t Place, class C>
struct placed {
    C component;
};
/// The components of a chain, by value. std::tuple would do, and takes many times as long to compile.
template <class Places, class... C>
struct component_list;
template <std::size_t... Place, class... C>
struct component_list<std::index_sequence<Place...>, C...> : placed<Place, C>... {
    /// f(component, component, ...)
    template <class F>
    constexpr decltype(auto) apply(F const& f) const {
        return f(static_cast<placed<Place, C> const&>(*this).component...);
    }
};
} // namespace detail

/// Components in order, from the source to the load. Made with operator>>. Without a source or a load it is a sub-chain
/// that can be reused: `auto const microphone_input = phantom >> preamp;`
template <class... Components>
class chain {
public:
    static constexpr std::size_t stage_count = sizeof...(Components);
    static constexpr std::size_t element_count = (detail::element_count<Components> + ... + 0);
    static constexpr bool has_source = (is_source<Components> || ...);
    static constexpr bool has_load = (is_load<Components> || ...);

    /// Two lists of components behind each other.
    template <std::size_t... AtFront, class... Front, std::size_t... AtBack, class... Back>
    constexpr chain(detail::component_list<std::index_sequence<AtFront...>, Front...> const& front,
                    detail::component_list<std::index_sequence<AtBack...>, Back...> const& back)
        : components_{{static_cast<detail::placed<AtFront, Front> const&>(front).component}...,
                      {static_cast<detail::placed<AtBack, Back> const&>(back).component}...} {}

    [[nodiscard]] constexpr auto const& list() const& { return components_; }
    void list() && = delete;
    /// References to the components, from the source to the load; of a temporary chain copies.
    [[nodiscard]] constexpr std::tuple<Components const&...> components() const& {
        return components_.apply([](auto const&... c) { return std::tuple<Components const&...>(c...); });
    }
    [[nodiscard]] constexpr std::tuple<Components...> components() && {
        return components_.apply([](auto const&... c) { return std::tuple<Components...>(c...); });
    }

    /// The components as elements.
    [[nodiscard]] constexpr detail::lowered_type<chain> lower() const {
        detail::lowered_type<chain> out;
        std::size_t k = 0;
        components_.apply([&](auto const&... c) { (detail::describe_stage(c, k++, out), ...); });
        k = 0;
        components_.apply([&](auto const&... c) { (detail::lower_stage(c, k++, out), ...); });
        return out;
    }

    /// The names of the stages alone: of a chain with impossible values, which cannot be lowered.
    [[nodiscard]] constexpr detail::lowered_type<chain> names() const {
        detail::lowered_type<chain> out;
        std::size_t k = 0;
        components_.apply([&](auto const&... c) { ((out.stages[k++].name = c.name), ...); });
        return out;
    }

    /// Every impossible value of every component.
    [[nodiscard]] constexpr problem_list validate() const {
        problem_list problems;
        components_.apply([&](auto const&... c) { (detail::check_component(c, problems), ...); });
        return problems;
    }

private:
    detail::component_list<std::index_sequence_for<Components...>, Components...> components_;
};

namespace detail {

template <class T>
inline constexpr bool is_chain = false;
template <class... C>
inline constexpr bool is_chain<chain<C...>> = true;

template <class T>
concept Link = Component<T> || is_chain<T>;

template <class T>
constexpr decltype(auto) list_of(T const& t) {
    if constexpr (is_chain<T>) return t.list();
    else return component_list<std::index_sequence<0>, T>{{t}};
}
template <class PlacesA, class PlacesB, class... A, class... B>
constexpr chain<A..., B...> join(component_list<PlacesA, A...> const& a, component_list<PlacesB, B...> const& b) {
    return {a, b};
}
template <class T>
constexpr bool holds_source() {
    if constexpr (is_chain<T>) return T::has_source;
    else return is_source<T>;
}
template <class T>
constexpr bool holds_load() {
    if constexpr (is_chain<T>) return T::has_load;
    else return is_load<T>;
}

/// A member of that name which cannot be called as the library calls it would be passed over in silence.
template <class T>
inline constexpr bool is_described = requires(T const& t, stage_info& s) {
    t.describe(s);
}
|| requires(T const& t, stage_info& s, connector const& c) { t.describe(s, c); };
template <class T>
inline constexpr bool describes_a_copy = requires(T const& t, stage_info const& s) {
    t.describe(s);
};
template <class T>
inline constexpr bool is_checked = requires(T const& t, field_checks& f) {
    t.check(f);
};
template <class T>
inline constexpr bool has_excitation = true;
template <class T>
    requires is_source<T>
inline constexpr bool has_excitation<T> =
    std::is_same_v<typename T::excitation, sound_level> || std::is_same_v<typename T::excitation, voltage_level>;

/// Says what a type lacks to stand in a chain; true if it lacks nothing.
template <class T>
constexpr bool expect_link() {
    if constexpr (!is_chain<T>) {
        constexpr bool named = has_name<T>;
        constexpr bool built = has_elements<T>;
        static_assert(named || built, "this is not a component: a component has a name and elements()");
        if constexpr (named || built) {
            static_assert(named, "a component has a name: `gainstage::component_name name = \"...\";`");
            static_assert(built,
                          "a component has `elements() const` (or `elements(hookup const&) const`) that returns a "
                          "std::array of gainstage::element");
            constexpr bool described = !requires { &T::describe; }
            || (is_described<T> && !describes_a_copy<T>);
            static_assert(described, "describe() of a component is `void describe(gainstage::stage_info&) const`");
            constexpr bool checked = !requires { &T::check; }
            || is_checked<T>;
            static_assert(checked, "check() of a component is `void check(gainstage::field_checks&) const`");
            static_assert(has_excitation<T>,
                          "`excitation` of a source is gainstage::sound_level or gainstage::voltage_level");
        }
    }
    return Link<T>;
}

/// What a chain is analysed at, by its source. Without a source any level will do: the missing source is reported.
struct any_excitation {
    constexpr any_excitation(auto const&) {}
};
template <class Chain>
struct excitation_of {
    using type = any_excitation;
};
template <class First, class... Rest>
    requires is_source<First>
struct excitation_of<chain<First, Rest...>> {
    using type = typename First::excitation;
};

} // namespace detail

/// sound_level or voltage_level, by the chain's source.
template <class Chain>
using excitation_of = typename detail::excitation_of<Chain>::type;

namespace detail {
/// The chain begins with a source and ends with a load; otherwise the compiler says which is missing.
template <class Chain>
consteval bool is_complete() {
    static_assert(Chain::has_source, "this chain has no source: begin it with a microphone or a line output");
    static_assert(Chain::has_load, "this chain has no load: end it with a line input");
    return Chain::has_source && Chain::has_load;
}
} // namespace detail

/// Puts b behind a. A second source and a component behind a load do not compile.
template <class A, class B>
    requires(detail::Link<A> || detail::Link<B>)
[[nodiscard]] constexpr auto operator>>(A const& a, B const& b) {
    constexpr bool a_fits = detail::expect_link<A>();
    constexpr bool b_fits = detail::expect_link<B>();
    if constexpr (!a_fits) return b;
    else if constexpr (!b_fits) return a;
    else {
        static_assert(!detail::holds_load<A>(), "a load ends a chain: nothing can follow it");
        static_assert(!detail::holds_source<B>(), "a chain has one source and begins with it: take the other one away");
        return detail::join(detail::list_of(a), detail::list_of(b));
    }
}

namespace literals {
// `using namespace gainstage::literals;` also joins components of a user's own namespace, which >> would not look beyond.
using gainstage::operator>>;
} // namespace literals

/// Every impossible value of a chain's components; empty if there is none.
template <class... C>
[[nodiscard]] constexpr problem_list validate(chain<C...> const& c) {
    return c.validate();
}

} // namespace gainstage
