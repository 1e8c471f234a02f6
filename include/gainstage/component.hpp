// SPDX-License-Identifier: BSL-1.0
// What makes a type a component, and what a chain of any kind does with one: describe, check and lower it.
#pragma once

#include <gainstage/detail/own_checks.hpp>
#include <gainstage/element.hpp>
#include <gainstage/name.hpp>
#include <gainstage/stage.hpp>
#include <gainstage/validate.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

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

} // namespace detail

} // namespace gainstage
