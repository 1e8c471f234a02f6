// SPDX-License-Identifier: BSL-1.0
// The recursions of recursion.hpp in lanes. Every step is one loop over the lanes without a branch, which compilers
// turn into vector instructions; the formulas are those of recursion.hpp.
//
// Only the output is looked at: behind the last element nothing loads the source any more, so the forward recursion
// alone gives its voltage v and its noise n. What a limit in the middle carries needs the admittance behind it, at one
// frequency.
#pragma once

#include <gainstage/detail/lanes.hpp>
#include <gainstage/element.hpp>

#include <cmath>
#include <cstddef>

// The arrays of two parameters are not the same: without this promise nothing is vectorized.
#if defined(_MSC_VER)
#define GAINSTAGE_DETAIL_DISTINCT __restrict
#else
#define GAINSTAGE_DETAIL_DISTINCT __restrict__
#endif

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// What is seen looking left: v in volts per unit of excitation, z in ohm, and the noise beside v in V^2/Hz.
struct lane_source {
    complex_lane v;
    complex_lane z;
    lane n;
};

/// What a forward pass keeps account of.
enum class account : unsigned char { signal, noise };

/// step_forward() in every lane.
template <account A, class Kind, class At>
void lane_forward(Kind kind, lane_element const& e, At const& at, lane_source* GAINSTAGE_DETAIL_DISTINCT s) {
    constexpr element_kind k = Kind::kind;
    constexpr bool is_noise =
        k == element_kind::voltage_noise || k == element_kind::current_noise || k == element_kind::network_noise;
    if constexpr (k == element_kind::nothing || (is_noise && A == account::signal)) return;
    for (std::size_t l = 0; l < lane_count; ++l) {
        thevenin_source here{{s->v.re[l], s->v.im[l]}, {s->z.re[l], s->z.im[l]}};
        noise_step const step = step_forward(kind, e[l], at[l], here);
        s->z.re[l] = here.z.re;
        s->z.im[l] = here.z.im;
        if constexpr (A == account::signal) {
            s->v.re[l] = here.v.re;
            s->v.im[l] = here.v.im;
        } else s->n[l] = s->n[l] * step.scale + step.added;
    }
}
template <account A, class At>
void lane_forward(lane_element const& e, At const& at, lane_source& s) {
    with_kind(e, [&](auto kind) { lane_forward<A>(kind, e, at, &s); });
}

/// step_backward() in every lane.
template <class Kind, class At>
void lane_backward(Kind kind, lane_element const& e, At const& at, complex_lane* GAINSTAGE_DETAIL_DISTINCT y) {
    for (std::size_t l = 0; l < lane_count; ++l) {
        complex here{y->re[l], y->im[l]};
        step_backward(kind, e[l], at[l], here);
        y->re[l] = here.re;
        y->im[l] = here.im;
    }
}
template <class At>
void lane_backward(lane_element const& e, At const& at, complex_lane& y) {
    with_kind(e, [&](auto kind) { lane_backward(kind, e, at, &y); });
}

/// Where both meet: y becomes the voltage v/(1 + z y).
inline void lane_load(lane_source const& s, complex_lane* GAINSTAGE_DETAIL_DISTINCT y) {
    for (std::size_t l = 0; l < lane_count; ++l) {
        complex const loading = 1.0 + complex{s.z.re[l], s.z.im[l]} * complex{y->re[l], y->im[l]};
        complex const v = complex{s.v.re[l], s.v.im[l]} * (1.0 / loading);
        y->re[l] = v.re;
        y->im[l] = v.im;
    }
}

/// The square of the excitation, RMS, of the largest sine that a limit passes, if that is less than `margin`. y: what
/// lies behind the limit.
inline void lane_limit(lane_element const& e, basic_lane_frequency<every_lane> const& at, lane_source const& s,
                       complex_lane const& y, lane* GAINSTAGE_DETAIL_DISTINCT margin) {
    double const per_limit = square(largest_sine({.law = e.law, .limit = 1}, at.f.value));
    bool const of_current = e.law == limit_law::current;
    for (std::size_t l = 0; l < lane_count; ++l) {
        double const dr = 1 + s.z.re[l] * y.re[l] - s.z.im[l] * y.im[l];
        double const di = s.z.re[l] * y.im[l] + s.z.im[l] * y.re[l];
        double const per_voltage = of_current ? y.re[l] * y.re[l] + y.im[l] * y.im[l] : 1;
        double const here = (s.v.re[l] * s.v.re[l] + s.v.im[l] * s.v.im[l]) * per_voltage;
        double const m = e.limit[l] * e.limit[l] * per_limit * (dr * dr + di * di) / (here > 0 ? here : 1);
        (*margin)[l] = here > 0 && m < (*margin)[l] ? m : (*margin)[l]; // without a signal nothing is limited
    }
}

/// resonance_watch in every lane: 1 in `far_off` where a phase has turned by more than 30 degrees since the last
/// frequency. h and `before` are those of resonance_watch; h is taken one step further, behind the element e with s
/// before it.
template <class At>
void lane_watch(lane_element const& e, At const& at, lane_source const& s, complex_lane* GAINSTAGE_DETAIL_DISTINCT h,
                complex_lane* GAINSTAGE_DETAIL_DISTINCT before, lane* GAINSTAGE_DETAIL_DISTINCT far_off) {
    double const is_shunt = e.kind == element_kind::shunt ? 1 : 0;
    for (std::size_t l = 0; l < lane_count; ++l) {
        lane_values const here = e[l];
        complex const branch = is_shunt * branch_impedance(here, at[l]) +
                               (1 - is_shunt) * here.resistance * inverse_open_loop(here, at[l]);
        complex const x = complex{h->re[l], h->im[l]} * (complex{s.z.re[l], s.z.im[l]} + branch);
        double const size = std::fabs(x.re) + std::fabs(x.im);
        double const inverse = 1 / (size > 0 ? size : 1);
        double const hr = size > 0 ? x.re * inverse : 1;
        double const hi = x.im * inverse;
        double const tr = hr * before->re[l] + hi * before->im[l];
        double const ti = hi * before->re[l] - hr * before->im[l];
        double const cone = tr < 0 ? -1 : tr * tr - 3 * ti * ti;
        (*far_off)[l] = cone < 0 ? 1 : (*far_off)[l];
        before->re[l] = hr;
        before->im[l] = hi;
        // Without an impedance in front of it a branch turns nothing behind it.
        double const z = std::fabs(s.z.re[l]) + std::fabs(s.z.im[l]);
        h->re[l] = z > 0 ? hr : 1;
        h->im[l] = z > 0 ? hi : 0;
    }
}

} // namespace gainstage::detail

#undef GAINSTAGE_DETAIL_DISTINCT
