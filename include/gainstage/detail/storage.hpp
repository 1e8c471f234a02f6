// SPDX-License-Identifier: BSL-1.0
// Where analyses of a chain, whose size is known at compile time, keep their results and their numbers.
#pragma once

#include <gainstage/detail/inplace_vector.hpp>

#include <array>
#include <cstddef>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

constexpr std::size_t rounded_up(std::size_t n, std::size_t step) { return (n + step - 1) / step * step; }

/// For the passes: chains of up to so many elements and stages. They do not ask a list for its size, except one of pairs.
template <std::size_t Elements, std::size_t Stages>
struct pass_storage {
    template <class T>
    using per_stage = std::array<T, Stages>;
    template <class T>
    using per_pair = inplace_vector<T, Stages * Stages>;
    template <class T>
    using per_element = std::array<T, Elements + 1>;

    template <class T, std::size_t N>
    static constexpr void resize(std::array<T, N>&, std::size_t) {}
    template <class T, std::size_t N>
    static constexpr void resize(inplace_vector<T, N>& list, std::size_t n) {
        list.resize(n);
    }
};

/// For the results: lists of exactly that size.
template <std::size_t Elements, std::size_t Stages>
struct fixed_storage {
    /// One for nearly all chains, so that the passes are compiled once.
    using of_passes = pass_storage<rounded_up(Elements, 32), rounded_up(Stages, 8)>;
    template <class T>
    using per_stage = std::array<T, Stages>;
    template <class T>
    using per_pair = std::array<T, Stages * Stages>;
    template <class T>
    using per_element = std::array<T, Elements + 1>;

    static constexpr void resize(auto&, std::size_t) {}
};

/// Chains of as many stages and about as many elements have results of the same type.
template <class Chain>
using storage_of = fixed_storage<rounded_up(Chain::element_count, 8), Chain::stage_count>;

} // namespace gainstage::detail
