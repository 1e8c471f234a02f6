// SPDX-License-Identifier: BSL-1.0
// The noise at one frequency or at several side by side: at every stage, made by every stage.
#pragma once

#include <gainstage/circuit.hpp>
#include <gainstage/detail/complex.hpp>
#include <gainstage/detail/driven_ladder.hpp>
#include <gainstage/detail/ladder_drive.hpp>
#include <gainstage/detail/noise_sums.hpp>
#include <gainstage/detail/per_frequency.hpp>
#include <gainstage/element.hpp>
#include <gainstage/recursion.hpp>

#include <cstddef>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// The noise power densities at L frequencies, V^2/Hz, at stage k, made by stage c.
///
/// Between two elements that let nothing back, a ladder is driven once from each of its ends: from the right one, which
/// is open, with 1 V, which gives vr and ir everywhere; and from the left one, where the source is a short circuit,
/// with 1 A, which gives vl and il. The determinant
///
///   D = vl ir + vr il
///
/// is the same at every place. At terminals k, a noise voltage e in series or a current i across, at p, makes
///
///   e il(p) vr(k)/D     i vl(p) vr(k)/D     p before k
///   e ir(p) vl(k)/D     i vr(p) vl(k)/D     p behind k
///
/// so that a stage is known by two sums over what makes noise in it, and a frequency takes one division. At the right
/// end D is il. Source: reciprocity, as in Rohrer, Nagel, Meyer and Weber, Computationally Efficient Electronic-Circuit
/// Noise Calculations, IEEE J. Solid-State Circuits SC-6 (1971).
///
/// Whatever is the same at all frequencies is computed once (detail/driven_ladder.hpp). Not every stage at every stage
/// is a sum of its own: where vr(k) is the same at all frequencies, as behind the last capacitor, all that comes from
/// the left has the same weights as at the terminals before; a stage of shunts alone is one node
/// (detail/noise_sums.hpp).
template <class Storage, std::size_t L = 1>
class noise_pass {
public:
    /// Computes what does not depend on the frequency. c must live until the last run().
    constexpr noise_pass(circuit const& c, double thermal) : ladder_(c, thermal), sums_(ladder_), drive_(thermal) {
        Storage::resize(left_, ladder_.stages);
        Storage::resize(right_, ladder_.stages);
        for (std::size_t k = 0; k < ladder_.stages; ++k) {
            left_[k].size.flat = ladder_.left[k].flat;
            left_[k].size.at[0] = ladder_.left[k].size;
        }
    }

    /// How many sums a run makes.
    [[nodiscard]] constexpr std::size_t sum_count() const { return sums_.size(); }
    /// What stage c makes at stage k, out[k * stages + c], from such sums. What is 0 at every frequency is not written.
    constexpr void expand(auto const& sums, auto& out) const { sums_.expand(sums, out); }

    /// Two sums over the frequencies for each that is planned: with weights w and, of the first half alone, w times part.
    constexpr void run(double const (&hertz)[L], double const (&w)[L], double const (&part)[two_weights<L>::half],
                       double* all, double* some) {
        drive_.set_frequencies(hertz);
        go_leftward();
        go_rightward(two_weights<L>(w, part), all, some);
    }

private:
    /// A stage as one of the drives sees it.
    struct stage_noise {
        bool has_power;
        double passes;          ///< the factor on the noise of the stages before
        per_frequency<L> power; ///< of its own noise: the sum of n |i|^2 and n |v|^2
        per_frequency<L> size;  ///< |v|^2 at its terminals
    };

    constexpr void go_leftward() {
        for (std::size_t k = ladder_.stages; k-- > 1;) {
            driven_stage const& p = ladder_.right[k];
            drive_.write_to(right_[k].power);
            for (std::size_t i = p.begin; i < p.end; ++i) drive_.take(ladder_.leftward[i]);
            if (!p.own.flat) end_own(right_[k].power, p.own);
            if (!ladder_.right[k - 1].flat) drive_.get_size(right_[k - 1].size);
        }
    }
    constexpr void go_rightward(two_weights<L> const& weights, double* all, double* some) {
        std::size_t section = 0;
        for (std::size_t k = 0; k < ladder_.stages; ++k) {
            driven_stage const& p = ladder_.left[k];
            left_[k].has_power = false;
            drive_.write_to(left_[k].power);
            for (std::size_t i = p.begin; i < p.end; ++i) {
                planned_step const& s = ladder_.rightward[i];
                if (s.what != ladder_step::end_section) {
                    drive_.take(s);
                    continue;
                }
                ladder_section const& ended = ladder_.sections[section];
                if (s.flat && !ended.flat) drive_.spread(s.from);
                if (is_wanted(left_[k], ended.own, ended)) add_own(left_[k], ended.own);
                end_section(section++, weights, all, some);
                drive_.write_to(left_[k].has_power ? more_ : left_[k].power);
            }
            if (is_wanted(left_[k], p.own, ladder_.sections[section])) add_own(left_[k], p.own);
            if (!p.flat && !p.only_shunts) drive_.get_size(left_[k].size);
        }
        end_section(section, weights, all, some);
    }

    /// At the end of a section: its sums, and what goes on to the next one.
    constexpr void end_section(std::size_t number, two_weights<L> const& weights, double* all, double* some) {
        ladder_section const& s = ladder_.sections[number];
        per_frequency<L> inverse;
        set_inverse(s, inverse);
        two_weights<L> at_end(weights);
        at_end.become(weights, inverse);
        put_sums(sums_.sections[number], s.first, weights, at_end, all, some);
        if (s.is_last()) return;
        if (s.only_sums) {
            for (std::size_t c = 0; c <= s.last; ++c) left_[c].has_power = false;
            return;
        }
        set_gain(s, inverse);
        double passes = 1;
        for (std::size_t c = s.last + 1; c-- > 0;) {
            stage_noise& p = left_[c];
            if (p.has_power) {
                p.power *= inverse;
                p.power *= passes;
            }
            passes *= p.passes;
            p.passes = 1;
        }
    }

    constexpr void end_own(per_frequency<L>& power, own_noise const& own) const {
        power.flat = own.flat;
        double const rest = own.rest;
        if (own.flat) power.at[0] = rest;
        else if (rest != 0)
            for (std::size_t j = 0; j < L; ++j) power.at[j] += rest;
    }
    /// first: the stage in which the section begins.
    constexpr void put_sums(section_sums const& s, std::size_t first, two_weights<L> const& weights,
                            two_weights<L> const& at_end, double* all, double* some) const {
        if (s.merged.sum != no_sum) {
            two_sums more = s.merged_flat ? at_end.sum() : at_end.sum(left_[first].power);
            if (s.merged_flat) more *= s.merged_power;
            all[s.merged.sum] = s.merged.factor * all[s.merged.sum] + more.all;
            some[s.merged.sum] = s.merged.factor * some[s.merged.sum] + more.some;
        }
        two_weights<L> at_terminals(weights);
        for (std::size_t i = s.first; i < s.last; ++i) {
            planned_sum const& p = sums_.sums[i];
            bool const from_right = p.weights == planned_sum::from_right;
            if (p.begins && from_right) at_terminals.become(at_end, left_[p.stage].size);
            if (p.begins && p.weights == planned_sum::from_left) at_terminals.become(at_end, right_[p.stage].size);
            two_weights<L> const& at = p.weights == planned_sum::all       ? weights
                                       : p.weights == planned_sum::section ? at_end
                                                                           : at_terminals;
            auto const& makers = from_right ? right_ : left_;
            two_sums const found = p.by == no_sum ? at.sum() : at.sum(makers[p.by].power);
            all[i] = found.all;
            some[i] = found.some;
        }
    }
    /// Not if the plan knows all about it.
    static constexpr bool is_wanted(stage_noise const& p, own_noise const& own, ladder_section const& s) {
        return !own.flat || !s.only_sums || p.has_power;
    }
    /// Adds what a stage makes itself, since its beginning or that of the section.
    constexpr void add_own(stage_noise& p, own_noise const& own) {
        p.passes = own.passes;
        if (!own.exists()) {
            if (p.has_power) p.power *= own.passes;
            return;
        }
        if (p.has_power) {
            p.power *= own.passes;
            end_own(more_, own);
            p.power += more_;
        } else end_own(p.power, own);
        p.has_power = true;
    }
    /// 1/|D|^2. Of a number beyond the range of a double it is not 0, which would be silence, but infinite.
    constexpr void set_inverse(ladder_section const& s, per_frequency<L>& out) const {
        out.flat = s.flat;
        out.at[0] = s.inverse;
        if (s.flat) return;
        if (s.end->kind == element_kind::summing_op_amp)
            for (std::size_t j = 0; j < L; ++j)
                out.at[j] = 1 / norm(ladder_.determinant(drive_.state(j), *s.end, drive_.at(j)));
        else drive_.get_inverse(out);
        if (out.at[0] == 0 || out.at[L - 1] == 0 || out.at[L - 1 - L / 2] == 0) out.at[0] = infinity;
    }
    /// Times |A|^2.
    constexpr void set_gain(ladder_section const& s, per_frequency<L>& out) const {
        if (s.gain_flat) {
            out *= s.gain;
            return;
        }
        out.spread();
        for (std::size_t j = 0; j < L; ++j) out.at[j] *= ladder_.power_gain(*s.end, drive_.at(j));
    }

    driven_ladder<Storage> ladder_;
    noise_sums<Storage> sums_;
    ladder_drive<L> drive_;
    per_frequency<L> more_;                                   ///< what a stage makes beside what it made already
    typename Storage::template per_stage<stage_noise> left_;  ///< what comes from the left
    typename Storage::template per_stage<stage_noise> right_; ///< what comes from the right
};

/// The densities at one frequency, V^2/Hz: at stage k, made by stage c, in out[k * stages + c].
template <class Storage>
constexpr void noise_densities(circuit const& c, step_conditions const& at, auto& out) {
    double const hertz[1] = {at.frequency};
    double const one[1] = {1};
    noise_pass<Storage> pass(c, at.thermal);
    typename Storage::template per_pair<double> sums{};
    typename Storage::template per_pair<double> same{};
    Storage::resize(sums, c.stages.size() * c.stages.size());
    Storage::resize(same, c.stages.size() * c.stages.size());
    pass.run(hertz, one, one, &sums[0], &same[0]);
    pass.expand(sums, out);
}

} // namespace gainstage::detail
