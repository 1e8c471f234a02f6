// SPDX-License-Identifier: BSL-1.0
// Which sums over the frequencies the noise of a chain is made of: found once, from what no frequency changes.
#pragma once

#include <gainstage/detail/driven_ladder.hpp>

#include <cstddef>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

inline constexpr std::size_t no_sum = static_cast<std::size_t>(-1);

/// A sum over the frequencies of weights times the power density of a stage's own noise.
struct planned_sum {
    enum weights_of : unsigned char {
        all,       ///< w
        section,   ///< w/|D|^2
        from_left, ///< w |vr|^2/|D|^2 at the terminals of `stage`
        from_right ///< w |vl|^2/|D|^2
    };
    weights_of weights;
    bool begins; ///< the one before has other weights
    std::size_t stage;
    std::size_t by; ///< the stage that makes the noise, seen from that side; no_sum: the sum of the weights alone
};
/// A number of times a sum.
struct sum_part {
    std::size_t sum; ///< no_sum: none
    double factor;
};

/// What is summed at the end of a section.
struct section_sums {
    std::size_t first; ///< its sums
    std::size_t last;
    // A sum from sections before becomes a factor of itself and what the stage in which the section begins makes in it.
    sum_part merged;
    bool merged_flat; ///< that is `merged_power` at all frequencies
    double merged_power;
};

/// The sums of a chain, and how all noise follows from them.
template <class Storage>
class noise_sums {
public:
    constexpr explicit noise_sums(driven_ladder<Storage> const& ladder) : stages_(ladder.stages) {
        Storage::resize(sums, stages_ * stages_);
        Storage::resize(sections, ladder.section_count);
        Storage::resize(parts_, stages_ * stages_);
        Storage::resize(makers_, stages_);
        plan(ladder);
    }

    /// How many there are, at most one for each stage at each.
    [[nodiscard]] constexpr std::size_t size() const { return count_; }
    /// What stage c makes at stage k, out[k * stages + c], from the sums. What is 0 at every frequency is not written.
    constexpr void expand(auto const& found, auto& out) const {
        for (std::size_t i = 0; i < stages_ * stages_; ++i)
            if (parts_[i].sum != no_sum) out[i] = parts_[i].factor * found[parts_[i].sum];
    }

    typename Storage::template per_pair<planned_sum> sums;
    typename Storage::template per_element<section_sums> sections;

private:
    /// What is known of a stage's noise on its way to the right.
    struct maker {
        bool makes_noise; ///< in the sections under way
        bool flat;        ///< that is `power` at all frequencies
        double power;
        std::size_t sum;  ///< of it, at the end of this section
        sum_part carried; ///< from sections before, where nothing depends on the frequency any more
        double passes;    ///< what becomes of the noise of stages before in this one, since the section began
    };

    constexpr void plan(driven_ladder<Storage> const& ladder) {
        for (std::size_t i = 0; i < stages_ * stages_; ++i) parts_[i] = {no_sum, 0};
        for (std::size_t c = 0; c < stages_; ++c) makers_[c] = {false, true, 0, no_sum, {no_sum, 0}, 1};
        for (section_ = 0; section_ < ladder.section_count; ++section_) {
            ladder_section const& s = ladder.sections[section_];
            section_sums& here = sections[section_];
            here.first = count_;
            here.merged.sum = no_sum;
            sum_of_section_ = no_sum;
            for (std::size_t c = 0; c < stages_; ++c) {
                makers_[c].carried.factor *= s.inverse;
                makers_[c].sum = no_sum;
            }
            for (std::size_t k = s.first; k < s.last; ++k) add_own(makers_[k], ladder.left[k].own);
            if (!s.is_last()) add_own(makers_[s.last], s.own);
            merge(here, makers_[s.first]);
            for (std::size_t k = s.first; k < s.last; ++k) plan_terminals(ladder, s, k);
            if (!s.is_last()) plan_end(s);
            here.last = count_;
        }
    }
    static constexpr void add_own(maker& m, own_noise const& own) {
        m.passes = own.passes;
        m.carried.factor *= own.passes;
        m.power = m.power * own.passes + own.rest;
        m.flat = m.flat && own.flat;
        if (own.exists()) m.makes_noise = true;
    }
    /// A stage that has sums from sections before, and makes more noise in this one.
    static constexpr void merge(section_sums& s, maker& m) {
        if (m.carried.sum == no_sum || !m.makes_noise) return;
        s.merged = m.carried;
        s.merged_flat = m.flat;
        s.merged_power = m.power;
        m.carried.factor = 1;
        m.makes_noise = false;
    }
    constexpr std::size_t add(planned_sum::weights_of w, std::size_t stage, std::size_t by) {
        bool const begins =
            count_ == sections[section_].first || sums[count_ - 1].weights != w || sums[count_ - 1].stage != stage;
        sums[count_] = {w, begins, stage, by};
        return count_++;
    }
    /// The sum of w/|D|^2.
    constexpr sum_part sum_of_weights(ladder_section const& s) {
        std::size_t& sum = s.flat ? sum_of_all_ : sum_of_section_;
        if (sum == no_sum) sum = add(s.flat ? planned_sum::all : planned_sum::section, 0, no_sum);
        return {sum, s.flat ? s.inverse : 1};
    }
    /// A stage's noise at the end of a section.
    constexpr sum_part part_of(ladder_section const& s, std::size_t c) {
        maker& m = makers_[c];
        if (m.carried.sum != no_sum) return m.carried;
        if (m.flat) return times(sum_of_weights(s), m.power);
        if (m.sum == no_sum) m.sum = add(planned_sum::section, 0, c);
        return {m.sum, 1};
    }
    static constexpr sum_part times(sum_part const& p, double factor) { return {p.sum, p.factor * factor}; }

    constexpr void plan_terminals(driven_ladder<Storage> const& ladder, ladder_section const& s, std::size_t k) {
        auto const& left = ladder.left;
        auto const& right = ladder.right;
        sum_part* const row = &parts_[k * stages_];
        if (left[k].only_shunts) {
            for (std::size_t c = 0; c < stages_; ++c) row[c] = (row - stages_)[c];
            return;
        }
        double factor = 1;
        std::size_t weights = no_sum;
        for (std::size_t c = k + 1; c-- > 0; factor *= makers_[c].passes) {
            maker const& m = makers_[c];
            if (!m.makes_noise && m.carried.sum == no_sum) continue;
            if (right[k].flat) row[c] = times(part_of(s, c), factor * right[k].size);
            else row[c] = times(sum_at(planned_sum::from_left, k, c, m.flat, m.power, weights), factor);
        }
        factor = 1;
        weights = no_sum;
        for (std::size_t c = k + 1; c < stages_; factor *= right[c++].own.passes) {
            driven_stage const& p = right[c];
            if (p.own.exists()) {
                if (left[k].flat && p.own.flat) row[c] = times(sum_of_weights(s), factor * left[k].size * p.own.rest);
                else row[c] = times(sum_at(planned_sum::from_right, k, c, p.own.flat, p.own.rest, weights), factor);
            }
            if (p.ends) return;
        }
    }
    /// Noise that is the same at all frequencies has the sum of the weights.
    constexpr sum_part sum_at(planned_sum::weights_of w, std::size_t k, std::size_t c, bool flat, double power,
                              std::size_t& weights) {
        if (!flat) return {add(w, k, c), 1};
        if (weights == no_sum) weights = add(w, k, no_sum);
        return {weights, power};
    }
    /// What goes on to the next section.
    constexpr void plan_end(ladder_section const& s) {
        double factor = s.gain;
        for (std::size_t c = s.last + 1; c-- > 0;) {
            maker& m = makers_[c];
            double const passes = m.passes;
            m.passes = 1;
            if (s.only_sums) {
                // The stage in which the section ends may make more: its sum is its own.
                if (m.makes_noise && m.carried.sum == no_sum && c == s.last) {
                    m.carried = {add(planned_sum::section, 0, m.flat ? no_sum : c), m.flat ? m.power : 1};
                    m.makes_noise = false;
                } else if (m.makes_noise || m.carried.sum != no_sum) {
                    m.carried = part_of(s, c);
                    m.makes_noise = false;
                }
                m.carried.factor *= factor;
                m.power = 0;
                m.flat = true;
            } else if (m.makes_noise) {
                m.flat = m.flat && s.flat && s.gain_flat;
                m.power *= s.inverse * factor;
            }
            factor *= passes;
        }
    }

    std::size_t stages_;
    std::size_t section_ = 0; ///< whose sums are planned
    std::size_t count_ = 0;
    std::size_t sum_of_all_ = no_sum;
    std::size_t sum_of_section_ = no_sum;
    typename Storage::template per_pair<sum_part> parts_;
    typename Storage::template per_stage<maker> makers_;
};

} // namespace gainstage::detail
