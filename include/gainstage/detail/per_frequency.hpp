// SPDX-License-Identifier: BSL-1.0
// Numbers side by side, one for each of several frequencies. Loops of fixed length over arrays that cannot be one
// another: that is what compilers make vector instructions of.
#pragma once

#include <gainstage/version.hpp>

#include <cstddef>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// Where a register of two doubles can be loaded from at once.
inline constexpr std::size_t alignment = 2 * sizeof(double);

template <std::size_t N>
struct alignas(alignment) numbers {
    double at[N];
};

/// A number at each of L frequencies; `flat`: the first one is that of all.
template <std::size_t L>
struct per_frequency : numbers<L> {
    using numbers<L>::at;
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

/// Weights w of the frequencies in two sums. In the second only the first half counts, by a given part.
template <std::size_t L>
class two_weights {
public:
    static constexpr std::size_t half = (L + 1) / 2;

    constexpr two_weights(double const (&w)[L], double const (&part)[half]) : w_(&own_w_), part_(&own_part_) {
        for (std::size_t j = 0; j < L; ++j) own_w_.at[j] = w[j];
        for (std::size_t j = 0; j < half; ++j) own_part_.at[j] = part[j];
        sums_ = sums_of_weights();
    }
    /// Others, which must stay where they are, times a factor.
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
        numbers<L> product;
        for (std::size_t j = 0; j < L; ++j) product.at[j] = w_->at[j] * factor.at[j];
        for (std::size_t j = 0; j < L; ++j) own_w_.at[j] = product.at[j];
        w_ = &own_w_;
        sums_ = {};
    }
    /// Both sums of numbers times the weights.
    constexpr void sum(per_frequency<L> const& x, double& all, double& some) {
        if (!x.flat) {
            two_sums const s = sums_with(x);
            all = factor_ * s.all;
            some = factor_ * s.some;
            return;
        }
        if (sums_.all == 0) sums_ = sums_of_weights();
        double const factor = x.at[0] * factor_;
        all = factor * sums_.all;
        some = factor * sums_.some;
    }

private:
    struct two_sums {
        double all = 0;
        double some = 0;
    };
    // Pairs beside each other.
    constexpr two_sums sums_with(numbers<L> const& x) const {
        if constexpr (L == 1) return {x.at[0] * w_->at[0], x.at[0] * w_->at[0] * part_->at[0]};
        double all[2] = {};
        double some[2] = {};
        for (std::size_t j = 0; j < half; j += 2)
            for (std::size_t i = 0; i < 2; ++i) {
                double const product = x.at[j + i] * w_->at[j + i];
                all[i] += product + x.at[half + j + i] * w_->at[half + j + i];
                some[i] += product * part_->at[j + i];
            }
        return {all[0] + all[1], some[0] + some[1]};
    }
    constexpr two_sums sums_of_weights() const {
        numbers<L> one;
        for (double& x : one.at) x = 1;
        return sums_with(one);
    }

    numbers<L> const* w_;
    numbers<half> const* part_;
    two_sums sums_; ///< of the weights alone, without the factor; 0: not known yet
    double factor_ = 1;
    numbers<L> own_w_;
    numbers<half> own_part_;
};

} // namespace gainstage::detail
