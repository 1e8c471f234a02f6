// SPDX-License-Identifier: BSL-1.0
// The recursions of recursion.hpp in lanes. Every step is one loop over the lanes without a branch, which compilers
// turn into vector instructions.
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

namespace gainstage::detail {

/// What is seen looking left: v in volts per unit of excitation, z in ohm, and the noise beside v in V^2/Hz.
struct lane_source {
    complex_lane v;
    complex_lane z;
    lane n;
};

/// What a forward pass keeps account of.
enum class account : unsigned char { signal, noise };

// v, z and n behind a gain a: v' = a v, z' = 0, n' = |a|^2 n. a = (re + j im) k
template <account A>
void amplify_lane(lane_source& s, std::size_t l, double re, double im, double k) {
    if constexpr (A == account::signal) {
        double const vr = s.v.re[l];
        double const vi = s.v.im[l];
        s.v.re[l] = k * (re * vr - im * vi);
        s.v.im[l] = k * (re * vi + im * vr);
    } else s.n[l] *= k * k * (re * re + im * im);
    s.z.re[l] = 0;
    s.z.im[l] = 0;
}

// With l = fl/f and h = f/fh:  A = G / ((1 - jl)(1 + jh)) = G (p - jq)/(p^2 + q^2), p = 1 + lh, q = h - l
template <account A, class At>
void lane_amplifier(lane_element const& e, At const& at, lane_source* GAINSTAGE_DETAIL_DISTINCT s) {
    for (std::size_t l = 0; l < lane_count; ++l) {
        double const low = e.low_corner[l] * at.inverse_f[l];
        double const high = e.inverse_high[l] * at.f[l];
        double const p = 1 + low * high;
        double const q = high - low;
        amplify_lane<A>(*s, l, p, -q, e.gain[l] / (p * p + q * q));
    }
}

// 1/(1/n + 1/A) = n conj(d)/|d|^2, d = 1 + n/A, n = 1 + (G - 1)(1 + jl)/(1 + l^2)
template <account A, class At>
void lane_op_amp(lane_element const& e, At const& at, lane_source* GAINSTAGE_DETAIL_DISTINCT s) {
    for (std::size_t l = 0; l < lane_count; ++l) {
        double const low = e.low_corner[l] * at.inverse_f[l];
        double const k = (e.gain[l] - 1) / (1 + low * low);
        double const nr = 1 + k;
        double const ni = k * low;
        double const ar = e.inverse_open_loop[l];
        double const ai = e.inverse_high[l] * at.f[l];
        double const dr = 1 + nr * ar - ni * ai;
        double const di = nr * ai + ni * ar;
        amplify_lane<A>(*s, l, nr * dr + ni * di, ni * dr - nr * di, 1 / (dr * dr + di * di));
    }
}

// -1/(1/A + z/Rf) = -Rf conj(d)/|d|^2, d = Rf/A + z
template <account A, class At>
void lane_summing(lane_element const& e, At const& at, lane_source* GAINSTAGE_DETAIL_DISTINCT s) {
    for (std::size_t l = 0; l < lane_count; ++l) {
        double const dr = e.resistance[l] * e.inverse_open_loop[l] + s->z.re[l];
        double const di = e.resistance[l] * e.inverse_high[l] * at.f[l] + s->z.im[l];
        amplify_lane<A>(*s, l, dr, -di, e.gain[l] * e.resistance[l] / (dr * dr + di * di));
    }
}

template <account A, class At>
void lane_series(lane_element const& e, At const& at, lane_source* GAINSTAGE_DETAIL_DISTINCT s) {
    for (std::size_t l = 0; l < lane_count; ++l) {
        s->z.re[l] += e.resistance[l];
        s->z.im[l] += e.inductance[l] * at.omega[l] - e.elastance[l] * at.inverse_omega[l];
        if constexpr (A == account::noise) s->n[l] += at.thermal * e.noise_resistance[l];
    }
}

// With q = conj(z + zb)/|z + zb|^2:  a = zb q;  v' = a v, z' = a z, n' = |a|^2 n + 4kTR |q z|^2
template <account A, class At>
void lane_shunt(lane_element const& e, At const& at, lane_source* GAINSTAGE_DETAIL_DISTINCT s) {
    for (std::size_t l = 0; l < lane_count; ++l) {
        double const br = e.resistance[l];
        double const bi = e.inductance[l] * at.omega[l] - e.elastance[l] * at.inverse_omega[l];
        double const zr = s->z.re[l];
        double const zi = s->z.im[l];
        double const dr = zr + br;
        double const di = zi + bi;
        double const inverse = 1 / (dr * dr + di * di);
        double const ar = (br * dr + bi * di) * inverse;
        double const ai = (bi * dr - br * di) * inverse;
        s->z.re[l] = ar * zr - ai * zi;
        s->z.im[l] = ar * zi + ai * zr;
        if constexpr (A == account::signal) {
            double const vr = s->v.re[l];
            double const vi = s->v.im[l];
            s->v.re[l] = ar * vr - ai * vi;
            s->v.im[l] = ar * vi + ai * vr;
        } else
            s->n[l] =
                inverse * ((br * br + bi * bi) * s->n[l] + at.thermal * e.noise_resistance[l] * (zr * zr + zi * zi));
    }
}

template <account A>
void lane_ratio(lane_element const& e, lane_source* GAINSTAGE_DETAIL_DISTINCT s) {
    for (std::size_t l = 0; l < lane_count; ++l) {
        double const a = e.gain[l];
        double const ab = a * e.current_gain[l];
        s->z.re[l] *= ab;
        s->z.im[l] *= ab;
        if constexpr (A == account::signal) {
            s->v.re[l] *= a;
            s->v.im[l] *= a;
        } else s->n[l] *= a * a;
    }
}

template <class At>
void lane_voltage_noise(lane_element const& e, At const& at, lane_source* GAINSTAGE_DETAIL_DISTINCT s) {
    for (std::size_t l = 0; l < lane_count; ++l)
        s->n[l] += e.power_density[l] * (1 + e.noise_corner[l] * at.inverse_f[l]) + at.thermal * e.noise_resistance[l];
}
template <class At>
void lane_current_noise(lane_element const& e, At const& at, lane_source* GAINSTAGE_DETAIL_DISTINCT s) {
    for (std::size_t l = 0; l < lane_count; ++l) {
        double const i2 =
            e.power_density[l] * (1 + e.noise_corner[l] * at.inverse_f[l]) + at.thermal * e.noise_resistance[l];
        s->n[l] += i2 * (s->z.re[l] * s->z.re[l] + s->z.im[l] * s->z.im[l]);
    }
}

// Z = Rf leg/(Rf + leg), leg = Rg + 1/jwC
template <class At>
void lane_network_noise(lane_element const& e, At const& at, lane_source* GAINSTAGE_DETAIL_DISTINCT s) {
    for (std::size_t l = 0; l < lane_count; ++l) {
        double const rf = e.parallel[l];
        double const br = e.resistance[l];
        double const bi = e.inductance[l] * at.omega[l] - e.elastance[l] * at.inverse_omega[l];
        double const dr = rf + br;
        double const k = rf / (dr * dr + bi * bi);
        double const re = k * (br * dr + bi * bi);
        double const im = k * (bi * dr - br * bi);
        double const i2 = e.power_density[l] * (1 + e.noise_corner[l] * at.inverse_f[l]);
        s->n[l] += at.thermal * e.thermal[l] * re + i2 * (re * re + im * im);
    }
}

/// step_forward() in every lane.
template <account A, class At>
void lane_forward(lane_element const& e, At const& at, lane_source& s) {
    switch (e.kind) {
    case element_kind::source:
        s.v.re.fill(1);
        s.v.im.fill(0);
        s.n.fill(0);
        lane_amplifier<A>(e, at, &s);
        break;
    case element_kind::series: lane_series<A>(e, at, &s); break;
    case element_kind::shunt: lane_shunt<A>(e, at, &s); break;
    case element_kind::ratio: lane_ratio<A>(e, &s); break;
    case element_kind::amplifier: lane_amplifier<A>(e, at, &s); break;
    case element_kind::op_amp: lane_op_amp<A>(e, at, &s); break;
    case element_kind::summing_op_amp: lane_summing<A>(e, at, &s); break;
    case element_kind::voltage_noise:
        if constexpr (A == account::noise) lane_voltage_noise(e, at, &s);
        break;
    case element_kind::current_noise:
        if constexpr (A == account::noise) lane_current_noise(e, at, &s);
        break;
    case element_kind::network_noise:
        if constexpr (A == account::noise) lane_network_noise(e, at, &s);
        break;
    case element_kind::nothing:
    case element_kind::limit: break;
    }
}

/// step_backward() in every lane, without noise.
template <class At>
void lane_backward(lane_element const& e, At const& at, complex_lane* GAINSTAGE_DETAIL_DISTINCT y) {
    switch (e.kind) {
    case element_kind::series: // y/(1 + y zb)
        for (std::size_t l = 0; l < lane_count; ++l) {
            double const br = e.resistance[l];
            double const bi = e.inductance[l] * at.omega[l] - e.elastance[l] * at.inverse_omega[l];
            double const yr = y->re[l];
            double const yi = y->im[l];
            double const dr = 1 + yr * br - yi * bi;
            double const di = yr * bi + yi * br;
            double const inverse = 1 / (dr * dr + di * di);
            y->re[l] = (yr * dr + yi * di) * inverse;
            y->im[l] = (yi * dr - yr * di) * inverse;
        }
        break;
    case element_kind::shunt: // y + 1/zb
        for (std::size_t l = 0; l < lane_count; ++l) {
            double const br = e.resistance[l];
            double const bi = e.inductance[l] * at.omega[l] - e.elastance[l] * at.inverse_omega[l];
            double const inverse = 1 / (br * br + bi * bi);
            y->re[l] += br * inverse;
            y->im[l] -= bi * inverse;
        }
        break;
    case element_kind::ratio:
        for (std::size_t l = 0; l < lane_count; ++l) {
            double const ab = e.gain[l] * e.current_gain[l];
            y->re[l] *= ab;
            y->im[l] *= ab;
        }
        break;
    case element_kind::summing_op_amp: // 1/(Rf (1/A0 + jf/GBW))
        for (std::size_t l = 0; l < lane_count; ++l) {
            double const br = e.resistance[l] * e.inverse_open_loop[l];
            double const bi = e.resistance[l] * e.inverse_high[l] * at.f[l];
            double const inverse = 1 / (br * br + bi * bi);
            y->re[l] = br * inverse;
            y->im[l] = -bi * inverse;
        }
        break;
    case element_kind::source:
    case element_kind::amplifier:
    case element_kind::op_amp:
        y->re.fill(0);
        y->im.fill(0);
        break;
    case element_kind::voltage_noise:
    case element_kind::current_noise:
    case element_kind::network_noise:
    case element_kind::nothing:
    case element_kind::limit: break;
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
    // Of a virtual ground zb is Rf (1/A0 + jf/GBW). It has no inductance and elastance, a branch no open-loop gain.
    double const branch = e.kind == element_kind::summing_op_amp ? 0 : 1;
    for (std::size_t l = 0; l < lane_count; ++l) {
        double const br = e.resistance[l] * (branch + e.inverse_open_loop[l]);
        double const bi = e.inductance[l] * at.omega[l] - e.elastance[l] * at.inverse_omega[l] +
                          e.resistance[l] * e.inverse_high[l] * at.f[l];
        double const dr = s.z.re[l] + br;
        double const di = s.z.im[l] + bi;
        double const xr = h->re[l] * dr - h->im[l] * di;
        double const xi = h->re[l] * di + h->im[l] * dr;
        double const size = std::fabs(xr) + std::fabs(xi);
        double const inverse = 1 / (size > 0 ? size : 1);
        double const hr = size > 0 ? xr * inverse : 1;
        double const hi = xi * inverse;
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
