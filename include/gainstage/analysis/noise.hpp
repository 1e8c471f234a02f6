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
/// Whatever is the same at all frequencies is computed once, by prepare(). What is left are the steps of elements that
/// depend on frequency or see something that does: each is taken at all frequencies, which compilers turn into vector
/// instructions.
template <class Storage, std::size_t L = 1>
class noise_pass {
public:
    constexpr explicit noise_pass(std::size_t stages) {
        Storage::resize(left_, stages);
        Storage::resize(right_, stages);
        Storage::resize(meetings_, stages);
    }

    /// The densities at one frequency, in out[k * stages + c]. What is 0 at every frequency is not written.
    template <class Out>
    constexpr void operator()(circuit const& c, step_conditions const& at, Out& out) requires(L == 1) {
        double const hertz[1] = {at.frequency};
        double const one[1] = {1};
        prepare(c, at.thermal);
        run(hertz, one, one, out, out);
    }

    /// Computes what does not depend on the frequency. Before run(); c must live until then.
    constexpr void prepare(circuit const& c, double thermal) {
        stages_ = c.stages.size();
        thermal_ = thermal;
        Storage::resize(forward_, c.elements.size() + 1);
        Storage::resize(backward_, c.elements.size() + 1);
        reacting_ = 1;
        prepare_backward(c);
        prepare_forward(c);
    }

    /// Two sums of the densities over the frequencies, with weights w and, of the first half alone, w times part: in
    /// all[k * stages + c] and some.
    template <class Out>
    constexpr void run(double const (&hertz)[L], double const (&w)[L], double const (&part)[two_weights<L>::half],
                       Out& all, Out& some) {
        for (std::size_t j = 0; j < L; ++j) {
            hertz_[j] = hertz[j];
            omega_[j] = 2 * pi * hertz[j];
            inverse_omega_[j] = 1 / omega_[j];
        }
        backward();
        forward(two_weights<L>(w, part), all, some);
    }

private:
    /// Behind an element: what is seen there, and what has become of the noise in this stage so far. What it has made
    /// itself is own gain + more, what came in is multiplied by scale gain; own and scale are per frequency.
    struct account {
        complex seen;    ///< z looking left or y looking right, if it is the same at all frequencies
        bool seen_flat;  ///< it is
        bool noise_flat; ///< own is 0 and scale 1
        bool makes_noise;
        double gain;
        double more;

        constexpr void pass(noise_step const& step) {
            gain *= step.scale;
            more = more * step.scale + step.added;
        }
        constexpr void begin_stage() {
            noise_flat = true;
            makes_noise = false;
            gain = 1;
            more = 0;
        }
        /// z = 0 or y = 0, and nothing comes through.
        constexpr void see_nothing() {
            seen = {};
            seen_flat = true;
            begin_stage();
            gain = 0;
        }
    };
    /// An element's step at all frequencies.
    struct planned_step {
        element const* what;
        void (noise_pass::*take)(planned_step const&);
        double re; ///< the account before it
        double im;
        double gain;
        double more;
        bool seen_flat;
        bool noise_flat;
    };
    /// What a stage makes itself, at its end, and its factor on all that passes it.
    struct stage_noise {
        std::size_t first; ///< its steps
        std::size_t last;
        bool flat; ///< see account
        double gain;
        double more;
        per_frequency<L> own;
        per_frequency<L> scale;
        bool makes_noise;
        bool ends;   ///< to the left: nothing comes through
        bool scales; ///< its factor is asked for, not only at the first frequency
    };
    /// Where both recursions meet, behind a stage.
    struct meeting {
        complex z; ///< if it is the same at all frequencies
        complex y;
        bool z_flat;
        bool y_flat;
        alignas(alignment) double y_re[L];
        alignas(alignment) double y_im[L];
        per_frequency<L> loading; ///< |1/(1 + z y)|^2
        per_frequency<L> size;    ///< |z|^2
    };

    /// Takes the element's step if it is the same at all frequencies; if not, notes it down.
    template <bool Forward, class Kind>
    constexpr void plan(Kind kind, element const& e, account& now, planned_step*& next) const {
        constexpr element_kind k = Kind::kind;
        constexpr bool is_branch = k == element_kind::series || k == element_kind::shunt;
        if constexpr (k == element_kind::source ||
                      (!Forward && (k == element_kind::amplifier || k == element_kind::op_amp))) {
            now.see_nothing();
        } else if constexpr (k != element_kind::nothing) {
            if (detail::makes_noise<k>(e)) now.makes_noise = true;
            step_conditions const any{1, 2 * pi, 1 / (2 * pi), thermal_};
            // Whatever is seen there, the noise passes alike: in series with z, or beside y.
            constexpr bool beside = Forward ? k == element_kind::series || k == element_kind::voltage_noise
                                            : (k == element_kind::shunt && Kind::form != step_form::general) ||
                                                  k == element_kind::current_noise;
            bool const flat = Kind::form == step_form::resistor || Kind::form == step_form::flat || is_flat(e);
            constexpr bool decouples = Forward && (k == element_kind::amplifier || k == element_kind::op_amp);
            if (flat && (now.seen_flat || decouples)) {
                now.pass(step_at<Forward>(kind, e, any, now.seen));
                now.seen_flat = true;
                return;
            }
            if (beside && !is_branch && flat) {
                complex seen;
                return now.pass(step_at<Forward>(kind, e, any, seen));
            }
            constexpr bool only_seen = beside && is_branch;
            using kernel = std::conditional_t<is_branch, Kind, any_step>;
            *next++ = {&e,
                       &noise_pass::template take<Forward, only_seen, kernel>,
                       now.seen.re,
                       now.seen.im,
                       now.gain,
                       now.more,
                       now.seen_flat,
                       now.noise_flat};
            now.seen_flat = Forward && is_one_way(k); // z = 0
            now.seen = {};
            if constexpr (only_seen) {
                complex seen;
                now.pass(step_at<Forward>(kind, e, any, seen));
            } else {
                now.noise_flat = false;
                now.gain = 1;
                now.more = 0;
            }
        }
    }
    template <bool Forward>
    constexpr void plan(element const& e, account& now, planned_step*& next) const {
        with_kind(e, [&](auto kind) { plan<Forward>(kind, e, now, next); });
    }
    static constexpr void end_part(stage_noise& p, account const& now, bool scales) {
        p.makes_noise = now.makes_noise;
        p.gain = now.gain;
        p.more = now.more;
        p.scales = scales;
        p.flat = p.scale.flat = now.noise_flat;
        p.scale.at[0] = now.gain;
    }
    constexpr void prepare_backward(circuit const& c) {
        account now;
        now.see_nothing();
        planned_step* const steps = &backward_[0];
        planned_step* next = steps;
        for (std::size_t k = stages_; k-- > 0;) {
            meetings_[k].y = now.seen;
            meetings_[k].y_flat = now.seen_flat;
            if (k == 0) return;
            stage_noise& p = right_[k];
            p.first = static_cast<std::size_t>(next - steps);
            bool reacts = !now.seen_flat;
            p.ends = false;
            now.begin_stage();
            for (std::size_t e = c.first[k + 1]; e-- > c.first[k];) {
                element const& what = c.elements[e];
                if (is_one_way(what.kind)) p.ends = true;
                if (!passes_alike(what)) reacts = true;
                plan<false>(what, now, next);
            }
            if (reacts && reacting_ <= k) reacting_ = k + 1;
            p.last = static_cast<std::size_t>(next - steps);
            end_part(p, now, !p.ends);
        }
    }
    constexpr void prepare_forward(circuit const& c) {
        account now;
        now.see_nothing();
        planned_step* const steps = &forward_[0];
        planned_step* next = steps;
        for (std::size_t k = 0; k < stages_; ++k) {
            stage_noise& p = left_[k];
            p.first = static_cast<std::size_t>(next - steps);
            now.begin_stage();
            for (std::size_t e = c.first[k]; e < c.first[k + 1]; ++e) plan<true>(c.elements[e], now, next);
            p.last = static_cast<std::size_t>(next - steps);
            end_part(p, now, k < reacting_);

            meeting& m = meetings_[k];
            m.z = now.seen;
            m.z_flat = m.size.flat = now.seen_flat;
            m.loading.flat = m.z_flat && m.y_flat;
            m.size.at[0] = norm(m.z);
            if (m.loading.flat) m.loading.at[0] = 1 / norm(1.0 + m.z * m.y);
        }
    }

    template <bool Forward, class Kind>
    static constexpr noise_step step_at(Kind kind, element const& e, step_conditions const& at, complex& seen) {
        constexpr bool is_known = !std::is_same_v<Kind, any_step>;
        if constexpr (!Forward) {
            if constexpr (is_known) return step_backward(kind, e, at, seen);
            else return step_backward(e, at, seen);
        } else {
            thevenin_source s{{}, seen};
            noise_step step;
            if constexpr (is_known) step = step_forward(kind, e, at, s);
            else step = step_forward(e, at, s);
            seen = s.z;
            return step;
        }
    }
    /// OnlySeen: what it does to the noise is in the account already.
    template <bool Forward, bool OnlySeen, class Kind>
    constexpr void take(planned_step const& s) {
        if (s.seen_flat) {
            double const re = s.re;
            double const im = s.im;
            for (std::size_t j = 0; j < L; ++j) {
                re_[j] = re;
                im_[j] = im;
            }
        }
        if (!OnlySeen && s.noise_flat)
            for (std::size_t j = 0; j < L; ++j) {
                own_[j] = 0;
                scale_[j] = 1;
            }
        // A copy cannot alias the results.
        std::conditional_t<std::is_same_v<Kind, any_step>, element const&, element const> e = *s.what;
        double const thermal = thermal_;
        double const gain = s.gain;
        double const more = s.more;
        for (std::size_t j = 0; j < L; ++j) {
            complex seen{re_[j], im_[j]};
            noise_step const step =
                step_at<Forward>(Kind{}, e, {hertz_[j], omega_[j], inverse_omega_[j], thermal}, seen);
            re_[j] = seen.re;
            im_[j] = seen.im;
            if constexpr (OnlySeen) continue;
            own_[j] = (own_[j] * gain + more) * step.scale + step.added;
            scale_[j] *= gain * step.scale;
        }
    }
    constexpr void end_stage(stage_noise& p) const {
        p.own.flat = p.flat;
        p.own.at[0] = p.more;
        if (p.flat) return;
        double const gain = p.gain;
        double const more = p.more;
        alignas(alignment) double end[L];
        if (p.makes_noise) {
            for (std::size_t j = 0; j < L; ++j) end[j] = own_[j] * gain + more;
            for (std::size_t j = 0; j < L; ++j) p.own.at[j] = end[j];
        }
        p.scale.at[0] = scale_[0] * gain;
        if (!p.scales) return;
        for (std::size_t j = 0; j < L; ++j) end[j] = scale_[j] * gain;
        for (std::size_t j = 0; j < L; ++j) p.scale.at[j] = end[j];
    }

    constexpr void backward() {
        for (std::size_t k = stages_; k-- > 1;) {
            stage_noise& p = right_[k];
            for (std::size_t i = p.first; i < p.last; ++i) (this->*backward_[i].take)(backward_[i]);
            end_stage(p);
            meeting& m = meetings_[k - 1];
            if (m.y_flat) continue;
            for (std::size_t j = 0; j < L; ++j) m.y_re[j] = re_[j];
            for (std::size_t j = 0; j < L; ++j) m.y_im[j] = im_[j];
        }
    }

    template <class Out>
    constexpr void forward(two_weights<L> const& weights, Out& all, Out& some) {
        std::size_t const n = stages_;
        double loading_before = 1;
        for (std::size_t k = 0; k < n; ++k) {
            stage_noise& p = left_[k];
            for (std::size_t i = p.first; i < p.last; ++i) (this->*forward_[i].take)(forward_[i]);
            end_stage(p);
            meeting& m = meetings_[k];
            if (!m.loading.flat) load(m);
            two_weights<L> at(weights, m.loading);
            double* const row_all = &all[k * n];
            double* const row_some = &some[k * n];

            // From the left.
            if (k < reacting_) {
                for (std::size_t i = 0; i < k; ++i)
                    if (left_[i].makes_noise) left_[i].own *= p.scale;
                put(left_, 0, k + 1, at, row_all, row_some);
            } else {
                double const gain = p.scale.at[0] * m.loading.at[0] / loading_before;
                for (std::size_t i = 0; i < k; ++i) {
                    if (!left_[i].makes_noise) continue;
                    row_all[i] = gain * all[(k - 1) * n + i];
                    row_some[i] = gain * some[(k - 1) * n + i];
                }
                put(left_, k, k + 1, at, row_all, row_some);
            }
            loading_before = m.loading.at[0];

            // From the right.
            std::size_t reached = k + 1;
            if (reached < n) at *= m.size;
            while (reached < n) {
                std::size_t const from = reached;
                // As far as the stages between pass all alike, their sums have the same weights.
                while (reached < n) {
                    stage_noise const& r = right_[reached++];
                    if (r.ends || !(r.scale.flat && r.scale.at[0] == 1)) break;
                }
                put(right_, from, reached, at, row_all, row_some);
                stage_noise const& last = right_[reached - 1];
                if (last.ends) break;
                if (reached < n) at *= last.scale;
            }
        }
    }
    constexpr void load(meeting& m) const {
        complex const z = m.z;
        complex const y = m.y;
        alignas(alignment) double loading[L];
        alignas(alignment) double size[L];
        if (m.z_flat)
            for (std::size_t j = 0; j < L; ++j) loading[j] = 1 / norm(1.0 + z * complex{m.y_re[j], m.y_im[j]});
        else {
            if (m.y_flat)
                for (std::size_t j = 0; j < L; ++j) loading[j] = 1 / norm(1.0 + complex{re_[j], im_[j]} * y);
            else
                for (std::size_t j = 0; j < L; ++j)
                    loading[j] = 1 / norm(1.0 + complex{re_[j], im_[j]} * complex{m.y_re[j], m.y_im[j]});
            for (std::size_t j = 0; j < L; ++j) size[j] = norm(complex{re_[j], im_[j]});
            for (std::size_t j = 0; j < L; ++j) m.size.at[j] = size[j];
        }
        for (std::size_t j = 0; j < L; ++j) m.loading.at[j] = loading[j];
    }
    /// The sums of the stages' own noise with the weights `at`.
    template <class Parts>
    static constexpr void put(Parts const& parts, std::size_t begin, std::size_t end, two_weights<L>& at, double* all,
                              double* some) {
        for (std::size_t i = begin; i < end; ++i)
            if (parts[i].makes_noise) at.sum(parts[i].own, all[i], some[i]);
    }

    std::size_t stages_ = 0;
    double thermal_ = 0;
    /// The stages behind this number do the same at all frequencies to the voltage at their input terminals.
    std::size_t reacting_ = 0;
    typename Storage::template per_element<planned_step> forward_;
    typename Storage::template per_element<planned_step> backward_;
    typename Storage::template per_stage<stage_noise> left_;
    typename Storage::template per_stage<stage_noise> right_;
    typename Storage::template per_stage<meeting> meetings_;
    // In the stage that is walked through. Arrays of one size behind each other, as compilers want them.
    alignas(alignment) double re_[L]; ///< z looking left or y looking right
    alignas(alignment) double im_[L];
    alignas(alignment) double own_[L];
    alignas(alignment) double scale_[L];
    alignas(alignment) double hertz_[L];
    alignas(alignment) double omega_[L];
    alignas(alignment) double inverse_omega_[L];
};

} // namespace gainstage::detail
