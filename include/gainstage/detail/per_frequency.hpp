// SPDX-License-Identifier: BSL-1.0
// Numbers side by side, one for each of several frequencies. Loops of fixed length over arrays that cannot be one
// another: that is what compilers make vector instructions of.
#pragma once

#include <cstddef>

namespace gainstage::detail {

/// Where a register of two doubles can be loaded from at once.
inline constexpr std::size_t alignment = 2 * sizeof(double);

/// A number at each of L frequencies; `flat`: the first one is that of all.
template <std::size_t L>
struct per_frequency {
    alignas(alignment) double at[L];
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

/// Weights w of the frequencies in two sums. In the second only the first M count, by a given part.
template <std::size_t L, std::size_t M>
class two_weights {
public:
    constexpr two_weights(double const (&w)[L], double const (&part)[M]) : w_(w), part_(part) {}
    /// Others, times a factor.
    constexpr two_weights(two_weights const& others, per_frequency<L> const& factor)
        : w_(others.w_), part_(others.part_), sums_(others.sums_), factor_(others.factor_) {
        *this *= factor;
    }
    two_weights(two_weights const&) = delete;
    two_weights& operator=(two_weights const&) = delete;

    constexpr void operator*=(per_frequency<L> const& factor) {
        if (factor.flat) {
            factor_ *= factor.at[0];
            return;
        }
        double product[L];
        for (std::size_t j = 0; j < L; ++j) product[j] = w_[j] * factor.at[j];
        for (std::size_t j = 0; j < L; ++j) own_w_[j] = product[j];
        w_ = own_w_;
        sums_ = {};
    }
    /// Both sums of numbers times the weights.
    constexpr void sum(per_frequency<L> const& x, double& all, double& some) {
        if (x.flat && sums_.all == 0) sums_ = sums_with(one.at);
        two_sums const s = x.flat ? sums_ : sums_with(x.at);
        double const factor = x.flat ? x.at[0] * factor_ : factor_;
        all = factor * s.all;
        some = factor * s.some;
    }

private:
    struct two_sums {
        double all = 0;
        double some = 0;
    };
    struct ones {
        alignas(alignment) double at[L];
        constexpr ones() {
            for (double& x : at) x = 1;
        }
    };
    static constexpr auto one = ones{};

    // Pairs beside each other.
    constexpr two_sums sums_with(double const (&x)[L]) const {
        if constexpr (L == 1) return {x[0] * w_[0], x[0] * w_[0] * part_[0]};
        double all[2] = {};
        double some[2] = {};
        for (std::size_t j = 0; j < M; j += 2)
            for (std::size_t i = 0; i < 2; ++i) {
                double const product = x[j + i] * w_[j + i];
                all[i] += product;
                some[i] += product * part_[j + i];
            }
        for (std::size_t j = M; j < L; j += 2)
            for (std::size_t i = 0; i < 2; ++i) all[i] += x[j + i] * w_[j + i];
        return {all[0] + all[1], some[0] + some[1]};
    }

    double const* w_;
    double const* part_;
    two_sums sums_; ///< of the weights alone, without the factor; 0: not known yet
    double factor_ = 1;
    alignas(alignment) double own_w_[L];
};

} // namespace gainstage::detail
