// SPDX-License-Identifier: BSL-1.0
// operator>> composes components into a chain, whose size is known at compile time: no heap, usable in constexpr.
#pragma once

#include <gainstage/component.hpp>
#include <gainstage/detail/lowering.hpp>
#include <gainstage/validate.hpp>

#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// The sentences that a wrong chain is refused with, by the compiler or in an error value.
namespace sentences {
inline constexpr std::string_view no_source = "this chain has no source: begin it with a microphone or a line output";
inline constexpr std::string_view no_load = "this chain has no load: end it with a line input";
inline constexpr std::string_view two_sources = "a chain has one source and begins with it: take the other one away";
inline constexpr std::string_view load_in_the_middle = "a load ends a chain: nothing can follow it";
inline constexpr std::string_view wrong_excitation =
    "the level is of the wrong kind: a microphone takes a sound level, a line output a voltage level";
} // namespace sentences

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
