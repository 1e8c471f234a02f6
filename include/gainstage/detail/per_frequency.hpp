// SPDX-License-Identifier: BSL-1.0
// Numbers side by side, one for each of several frequencies. Loops of fixed length over arrays that cannot be one
// another: that is what compilers make vector instructions of.
#pragma once

#include <gainstage/version.hpp>

#include <cstddef>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// A number at each of L frequencies; `flat`: the first one is that of all.
template <std::size_t L>
struct per_frequency {
    double at[L];
    bool flat;

    constexpr void operator*=(per_frequency const& factor) {
        if (factor.flat) {
            if (factor.at[0] == 1) return;
            if (flat) at[0] *= factor.at[0];
            else
                for (std::size_t j = 0; j < L; ++j) at[j] *= factor.at[0];
            return;
        }
        spread();
        multiply(at, factor.at);
    }
    constexpr void spread() {
        if (!flat) return;
        flat = false;
        for (std::size_t j = 1; j < L; ++j) at[j] = at[0];
    }
    /// a = a b, for the first N of b.
    template <std::size_t N>
    static constexpr void multiply(double (&a)[N], double const (&b)[L]) {
        double product[N];
        for (std::size_t j = 0; j < N; ++j) product[j] = a[j] * b[j];
        for (std::size_t j = 0; j < N; ++j) a[j] = product[j];
    }
};

/// Weights of the frequencies in two sums, of which the second has only the first M.
template <std::size_t L, std::size_t M>
struct two_weights {
    double w[L];
    double v[M];

    constexpr two_weights(double const (&first)[L], double const (&second)[M], per_frequency<L> const& factor) {
        if (factor.flat) {
            for (std::size_t j = 0; j < L; ++j) w[j] = first[j] * factor.at[0];
            for (std::size_t j = 0; j < M; ++j) v[j] = second[j] * factor.at[0];
        } else {
            for (std::size_t j = 0; j < L; ++j) w[j] = first[j] * factor.at[j];
            for (std::size_t j = 0; j < M; ++j) v[j] = second[j] * factor.at[j];
        }
    }
    constexpr void operator*=(per_frequency<L> const& factor) {
        double const f = factor.at[0];
        if (!factor.flat) {
            per_frequency<L>::multiply(w, factor.at);
            per_frequency<L>::multiply(v, factor.at);
        } else if (f != 1) {
            for (std::size_t j = 0; j < L; ++j) w[j] *= f;
            for (std::size_t j = 0; j < M; ++j) v[j] *= f;
        }
    }
    /// The sum of the first N, and that of products; as two sums that run beside each other.
    template <std::size_t N>
    static constexpr double sum(double const (&a)[N]) {
        double even = a[0];
        double odd = N > 1 ? a[N - 1] : 0;
        for (std::size_t j = 1; j + 1 < N; j += 2) {
            odd += a[j];
            even += a[j + 1];
        }
        return even + odd;
    }
    template <std::size_t N>
    static constexpr double dot(double const (&a)[L], double const (&b)[N]) {
        if constexpr (N == 1) return a[0] * b[0];
        double even = 0;
        double odd = 0;
        for (std::size_t j = 0; j < N; j += 2) {
            even += a[j] * b[j];
            odd += a[j + 1] * b[j + 1];
        }
        return even + odd;
    }
};

} // namespace gainstage::detail
