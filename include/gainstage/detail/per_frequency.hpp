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

    constexpr void operator*=(double factor) {
        if (factor == 1) return;
        if (flat) at[0] *= factor;
        else
            for (std::size_t j = 0; j < L; ++j) at[j] *= factor;
    }
    constexpr void operator*=(per_frequency const& factor) {
        if (factor.flat) return *this *= factor.at[0];
        spread();
        double product[L];
        for (std::size_t j = 0; j < L; ++j) product[j] = at[j] * factor.at[j];
        for (std::size_t j = 0; j < L; ++j) at[j] = product[j];
    }
    constexpr void operator+=(per_frequency const& other) {
        if (!other.flat) spread();
        if (flat) at[0] += other.at[0];
        else
            for (std::size_t j = 0; j < L; ++j) at[j] += other.flat ? other.at[0] : other.at[j];
    }
    constexpr void spread() {
        if (!flat) return;
        flat = false;
        for (std::size_t j = 1; j < L; ++j) at[j] = at[0];
    }
};

/// A sum over all frequencies, and one over some.
struct two_sums {
    double all = 0;
    double some = 0;

    constexpr void operator*=(double factor) {
        all *= factor;
        some *= factor;
    }
};

/// Weights w of the frequencies in two sums. In the second only the first half counts, by a given part.
template <std::size_t L>
class two_weights {
public:
    static constexpr std::size_t half = (L + 1) / 2;

    /// Both must stay where they are.
    constexpr two_weights(double const (&w)[L], double const (&part)[half]) : w_(w), part_(part) {}
    constexpr explicit two_weights(two_weights const& others)
        : w_(others.w_), part_(others.part_), factor_(others.factor_) {}
    two_weights& operator=(two_weights const&) = delete;

    /// Others, which must stay where they are, times a factor.
    constexpr void become(two_weights const& others, per_frequency<L> const& factor) {
        w_ = others.w_;
        factor_ = others.factor_;
        if (factor.flat) {
            factor_ *= factor.at[0];
            return;
        }
        numbers<L> product;
        for (std::size_t j = 0; j < L; ++j) product.at[j] = w_[j] * factor.at[j];
        for (std::size_t j = 0; j < L; ++j) own_w_.at[j] = product.at[j];
        w_ = own_w_.at;
    }

    /// Both sums of numbers times the weights.
    [[nodiscard]] constexpr two_sums sum(numbers<L> const& x) const {
        two_sums s = sums_with(x);
        s *= factor_;
        return s;
    }
    /// Both sums of the weights.
    [[nodiscard]] constexpr two_sums sum() const {
        two_sums s = sums_of_weights();
        s *= factor_;
        return s;
    }

private:
    // Pairs beside each other.
    constexpr two_sums sums_with(numbers<L> const& x) const {
        if constexpr (L == 1) return {x.at[0] * w_[0], x.at[0] * w_[0] * part_[0]};
        double all[2] = {};
        double some[2] = {};
        for (std::size_t j = 0; j < half; j += 2)
            for (std::size_t i = 0; i < 2; ++i) {
                double const product = x.at[j + i] * w_[j + i];
                all[i] += product + x.at[half + j + i] * w_[half + j + i];
                some[i] += product * part_[j + i];
            }
        return {all[0] + all[1], some[0] + some[1]};
    }
    constexpr two_sums sums_of_weights() const {
        if constexpr (L == 1) return {w_[0], w_[0] * part_[0]};
        double all[2] = {};
        double some[2] = {};
        for (std::size_t j = 0; j < half; j += 2)
            for (std::size_t i = 0; i < 2; ++i) {
                all[i] += w_[j + i] + w_[half + j + i];
                some[i] += w_[j + i] * part_[j + i];
            }
        return {all[0] + all[1], some[0] + some[1]};
    }

    double const* w_;
    double const* part_;
    double factor_ = 1;
    numbers<L> own_w_;
};

} // namespace gainstage::detail
