// SPDX-License-Identifier: BSL-1.0
// The noise at one frequency or at several side by side: at every stage, made by every stage.
#pragma once

#include <gainstage/chain.hpp>
#include <gainstage/detail/complex.hpp>
#include <gainstage/detail/per_frequency.hpp>
#include <gainstage/recursion.hpp>

#include <cstddef>
#include <type_traits>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// The noise power densities at L frequencies, V^2/Hz, at stage k, made by stage c.
///
/// At the terminals behind stage k, with z and n_c looking left, y and m_c looking right:
///
///   N_c = (n_c + m_c |z|^2) |1/(1 + z y)|^2
///
/// Behind its own stage n_c only changes with the whole of each stage that follows, and so does m_c in front of it: a
/// stage is known by what it makes itself and by one factor for all others. What a stage makes of the voltage at its
/// input does not depend on what is to the left: where that is the same at all frequencies, as behind the last
/// capacitor, the sums of all that comes from the left are those of the stage before, times a number.
///
/// Each element is looked at once and takes its step at all frequencies, which compilers turn into vector instructions;
/// as long as nothing depends on frequency, at one of them.
template <class Storage, std::size_t L = 1>
class noise_pass {
public:
    constexpr explicit noise_pass(std::size_t stages) {
        Storage::resize(y_behind_, stages);
        Storage::resize(left_, stages);
        Storage::resize(right_, stages);
    }

    /// The densities at one frequency, in out[k * stages + c].
    template <class Out>
    constexpr void operator()(circuit const& c, step_conditions const& at, Out& out) requires(L == 1) {
        double const hertz[1] = {at.frequency};
        double const one[1] = {1};
        prepare(c);
        run(c, hertz, at.thermal, one, one, out, out);
    }

    /// Looks at what does not depend on the frequency. Before run().
    constexpr void prepare(circuit const& c) {
        reacts_ = 1;
        for (std::size_t k = 0; k < c.stages.size(); ++k) {
            left_[k].makes_noise = right_[k].makes_noise = left_[k].ends = right_[k].ends = false;
            for (std::size_t e = c.first[k]; e < c.first[k + 1]; ++e) {
                element const& what = c.elements[e];
                if (!passes_alike(what)) reacts_ = k + 1;
                if (is_one_way(what.kind)) right_[k].ends = true;
                if (!detail::makes_noise(what)) continue;
                left_[k].makes_noise = true;
                if (!right_[k].ends) right_[k].makes_noise = true;
            }
        }
    }

    /// Two sums of the densities over the frequencies, with weights w and (fewer) v: in sum_w[k * stages + c] and
    /// sum_v.
    template <std::size_t M, class Out>
    constexpr void run(circuit const& c, double const (&hertz)[L], double thermal, double const (&w)[L],
                       double const (&v)[M], Out& sum_w, Out& sum_v) {
        thermal_ = thermal;
        for (std::size_t j = 0; j < L; ++j) {
            hertz_[j] = hertz[j];
            omega_[j] = 2 * pi * hertz[j];
        }
        backward(c);
        forward<M>(c, w, v, sum_w, sum_v);
    }

private:
    struct complex_per_frequency {
        double re[L];
        double im[L];
        bool flat;
    };
    /// What a stage makes itself, at its end, and its factor on all that passes it.
    struct part {
        per_frequency<L> own;
        per_frequency<L> scale;
        bool makes_noise;
        bool ends; ///< to the left: nothing comes through
    };

    /// The element's step at all frequencies, from what is seen there, or at one if that is enough.
    template <bool Forward>
    constexpr void step(element const& e) {
        if (e.kind == element_kind::source) return see_nothing(0);
        with_common_kind(e, [&](auto kind) {
            using type = decltype(kind);
            if constexpr (std::is_same_v<type, any_step>) {
                spread();
                steps<Forward, L>(kind, e);
                if (!is_one_way(e.kind)) return;
                if (Forward) seen_flat_ = true; // z = 0
                else if (e.kind != element_kind::summing_op_amp) see_nothing(0);
            } else {
                if constexpr (type::is_flat) {
                    if (flat_) return steps<Forward, 1>(kind, e);
                } else spread();
                steps<Forward, L>(kind, e);
                if constexpr (type::kind != element_kind::amplifier) return;
                if (Forward) seen_flat_ = true;
                else see_nothing(0);
            }
        });
    }
    /// z = 0 or y = 0, and the stage has made no noise yet; all others' is multiplied by `scale`.
    constexpr void see_nothing(double scale) {
        re_[0] = im_[0] = own_[0] = 0;
        scale_[0] = scale;
        flat_ = seen_flat_ = true;
    }
    template <bool Forward, std::size_t N, class Kind>
    constexpr void steps(Kind kind, element const& looked_at) {
        constexpr bool is_known = !std::is_same_v<Kind, any_step>;
        std::conditional_t<is_known, element const, element const&> e = looked_at; // a copy cannot alias the results
        double const thermal = thermal_;
        for (std::size_t j = 0; j < N; ++j) {
            step_conditions const at{hertz_[j], omega_[j], thermal};
            complex seen{re_[j], im_[j]};
            noise_step step;
            if constexpr (Forward) {
                thevenin_source s{{}, seen};
                if constexpr (is_known) step = step_forward(kind, e, at, s);
                else step = step_forward(e, at, s);
                seen = s.z;
            } else if constexpr (is_known) step = step_backward(kind, e, at, seen);
            else step = step_backward(e, at, seen);
            re_[j] = seen.re;
            im_[j] = seen.im;
            own_[j] = own_[j] * step.scale + step.added;
            scale_[j] *= step.scale;
        }
    }
    constexpr void spread() {
        seen_flat_ = false;
        if (!flat_) return;
        flat_ = false;
        double const first[4] = {re_[0], im_[0], own_[0], scale_[0]};
        for (std::size_t j = 1; j < L; ++j) {
            re_[j] = first[0];
            im_[j] = first[1];
            own_[j] = first[2];
            scale_[j] = first[3];
        }
    }
    constexpr void keep_seen(complex_per_frequency& z) const {
        z.flat = seen_flat_;
        z.re[0] = re_[0];
        z.im[0] = im_[0];
        if (seen_flat_) return;
        for (std::size_t j = 0; j < L; ++j) z.re[j] = re_[j];
        for (std::size_t j = 0; j < L; ++j) z.im[j] = im_[j];
    }
    constexpr void begin_stage() {
        flat_ = seen_flat_;
        for (std::size_t j = 0; j < (flat_ ? 1 : L); ++j) {
            own_[j] = 0;
            scale_[j] = 1;
        }
    }
    constexpr void end_stage(part& stage, bool others_pass) const {
        stage.own.flat = stage.scale.flat = flat_;
        stage.own.at[0] = own_[0];
        stage.scale.at[0] = scale_[0];
        if (flat_) return;
        if (stage.makes_noise)
            for (std::size_t j = 0; j < L; ++j) stage.own.at[j] = own_[j];
        if (others_pass)
            for (std::size_t j = 0; j < L; ++j) stage.scale.at[j] = scale_[j];
    }

    constexpr void backward(circuit const& c) {
        see_nothing(1);
        reacting_ = reacts_;
        for (std::size_t k = c.stages.size(); k-- > 0;) {
            keep_seen(y_behind_[k]);
            if (k == 0) return;
            part& stage = right_[k];
            begin_stage();
            if (!seen_flat_ && reacting_ <= k) reacting_ = k + 1;
            for (std::size_t e = c.first[k + 1]; e-- > c.first[k];) step<false>(c.elements[e]);
            end_stage(stage, !stage.ends);
        }
    }

    template <std::size_t M, class Out>
    constexpr void forward(circuit const& c, double const (&w)[L], double const (&v)[M], Out& sum_w, Out& sum_v) {
        std::size_t const n = c.stages.size();
        double loading_before = 1;
        see_nothing(1);
        for (std::size_t k = 0; k < n; ++k) {
            part& stage = left_[k];
            begin_stage();
            for (std::size_t e = c.first[k]; e < c.first[k + 1]; ++e) step<true>(c.elements[e]);
            end_stage(stage, k < reacting_);

            // |1/(1 + z y)|^2 at the terminals behind the stage, and |z|^2, by which what comes from the right differs.
            load(y_behind_[k], loading_, size_);
            two_weights<L, M> at(w, v, loading_);

            // From the left.
            if (k < reacting_) {
                for (std::size_t i = 0; i < k; ++i)
                    if (left_[i].makes_noise) left_[i].own *= stage.scale;
                put(left_, 0, k + 1, at, sum_w, sum_v, k * n);
            } else {
                double const gain = stage.scale.at[0] * loading_.at[0] / loading_before;
                for (std::size_t i = 0; i < k; ++i) {
                    sum_w[k * n + i] = gain * sum_w[(k - 1) * n + i];
                    sum_v[k * n + i] = gain * sum_v[(k - 1) * n + i];
                }
                put(left_, k, k + 1, at, sum_w, sum_v, k * n);
            }
            loading_before = loading_.at[0];

            // From the right.
            std::size_t reached = k + 1;
            if (reached < n) at *= size_;
            while (reached < n) {
                std::size_t const from = reached;
                // As far as the stages between pass all alike, their sums have the same weights.
                while (reached < n) {
                    part const& r = right_[reached++];
                    if (r.ends || !(r.scale.flat && r.scale.at[0] == 1)) break;
                }
                put(right_, from, reached, at, sum_w, sum_v, k * n);
                if (right_[reached - 1].ends) break;
                if (reached < n) at *= right_[reached - 1].scale;
            }
            for (; reached < n; ++reached) sum_w[k * n + reached] = sum_v[k * n + reached] = 0;
        }
    }
    /// |1/(1 + z y)|^2 and |z|^2.
    constexpr void load(complex_per_frequency const& y, per_frequency<L>& loading, per_frequency<L>& size) const {
        complex const z0{re_[0], im_[0]};
        complex const y0{y.re[0], y.im[0]};
        size.flat = seen_flat_;
        loading.flat = seen_flat_ && y.flat;
        size.at[0] = norm(z0);
        loading.at[0] = 1 / norm(1.0 + z0 * y0);
        if (loading.flat) return;
        if (seen_flat_)
            for (std::size_t j = 0; j < L; ++j) loading.at[j] = 1 / norm(1.0 + z0 * complex{y.re[j], y.im[j]});
        else {
            for (std::size_t j = 0; j < L; ++j) size.at[j] = norm(complex{re_[j], im_[j]});
            if (y.flat)
                for (std::size_t j = 0; j < L; ++j) loading.at[j] = 1 / norm(1.0 + complex{re_[j], im_[j]} * y0);
            else
                for (std::size_t j = 0; j < L; ++j)
                    loading.at[j] = 1 / norm(1.0 + complex{re_[j], im_[j]} * complex{y.re[j], y.im[j]});
        }
    }
    /// The sums of the stages' own noise with the weights `at`.
    template <std::size_t M, class Parts, class Out>
    static constexpr void put(Parts const& parts, std::size_t begin, std::size_t end, two_weights<L, M> const& at,
                              Out& sum_w, Out& sum_v, std::size_t row) {
        bool summed = false;
        double all_w = 0;
        double all_v = 0;
        for (std::size_t i = begin; i < end; ++i) {
            part const& stage = parts[i];
            double& to_w = sum_w[row + i];
            double& to_v = sum_v[row + i];
            if (!stage.makes_noise) to_w = to_v = 0;
            else if (stage.own.flat) {
                if (!summed) {
                    all_w = at.sum(at.w);
                    all_v = at.sum(at.v);
                    summed = true;
                }
                to_w = stage.own.at[0] * all_w;
                to_v = stage.own.at[0] * all_v;
            } else {
                to_w = at.dot(stage.own.at, at.w);
                to_v = at.dot(stage.own.at, at.v);
            }
        }
    }

    typename Storage::template per_stage<complex_per_frequency> y_behind_;
    typename Storage::template per_stage<part> left_;
    typename Storage::template per_stage<part> right_;
    // In the stage that is walked through. Arrays of one size behind each other, as compilers want them.
    double re_[L]; ///< z looking left or y looking right
    double im_[L];
    double own_[L];   ///< the noise it has made so far
    double scale_[L]; ///< what it has done so far to the noise that came in
    double hertz_[L];
    double omega_[L];
    double thermal_ = 0;
    per_frequency<L> loading_; ///< behind the stage
    per_frequency<L> size_;
    /// The stages behind this number do the same at all frequencies to the voltage at their input terminals.
    std::size_t reacting_ = 0;
    std::size_t reacts_ = 0; ///< the same by their own elements alone, whatever is behind them
    bool seen_flat_;         ///< z or y is the same at all frequencies: the first one is that of all
    bool flat_;              ///< all four are
};

} // namespace gainstage::detail
