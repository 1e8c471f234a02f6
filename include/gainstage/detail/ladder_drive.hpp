// SPDX-License-Identifier: BSL-1.0
// A ladder that is driven from one end, at several frequencies side by side.
#pragma once

#include <gainstage/detail/complex.hpp>
#include <gainstage/detail/ladder_walk.hpp>
#include <gainstage/detail/numbers.hpp>
#include <gainstage/detail/per_frequency.hpp>
#include <gainstage/element.hpp>
#include <gainstage/recursion.hpp>

#include <cstddef>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// The voltage, the current and the noise that a stage makes, at L frequencies, step by step. Every step is a loop over
/// all of them, which compilers turn into vector instructions.
template <std::size_t L>
class ladder_drive {
public:
    /// thermal is 4 k T, J.
    constexpr explicit ladder_drive(double thermal) : thermal_(thermal) {}

    constexpr void set_frequencies(double const (&hertz)[L]) {
        for (std::size_t j = 0; j < L; ++j) omega_[j] = 2 * pi * hertz[j];
    }
    constexpr step_conditions at(std::size_t j) const {
        return {omega_[j] / (2 * pi), omega_[j], 1 / omega_[j], thermal_};
    }
    constexpr ladder_state state(std::size_t j) const { return {{v_re_[j], v_im_[j]}, {i_re_[j], i_im_[j]}}; }
    /// Where the noise of the stages goes.
    constexpr void write_to(per_frequency<L>& own) { own_ = own.at; }

    constexpr void take(planned_step const& s) {
        double const x = s.x;
        if (s.flat && s.what == ladder_step::shunt_capacitor) return begin_with_capacitor(x, s.from);
        if (s.flat && s.what != ladder_step::colored_noise) spread(s.from);
        switch (s.what) {
        case ladder_step::series_resistor:
            if (s.y != 0) add_noise(s, i_re_, i_im_);
            for (std::size_t j = 0; j < L; ++j) {
                v_re_[j] += x * i_re_[j];
                v_im_[j] += x * i_im_[j];
            }
            return;
        case ladder_step::shunt_resistor:
            if (s.y != 0) add_noise(s, v_re_, v_im_);
            for (std::size_t j = 0; j < L; ++j) {
                i_re_[j] += x * v_re_[j];
                i_im_[j] += x * v_im_[j];
            }
            return;
        case ladder_step::shunt_capacitor:
            for (std::size_t j = 0; j < L; ++j) {
                double const y = x * omega_[j];
                i_re_[j] -= y * v_im_[j];
                i_im_[j] += y * v_re_[j];
            }
            return;
        case ladder_step::series: {
            if (s.y != 0) add_noise(s, i_re_, i_im_);
            element const e = *s.of;
            for (std::size_t j = 0; j < L; ++j) {
                complex const v =
                    complex{v_re_[j], v_im_[j]} + branch_impedance(e, at(j)) * complex{i_re_[j], i_im_[j]};
                v_re_[j] = v.re;
                v_im_[j] = v.im;
            }
            return;
        }
        case ladder_step::shunt: {
            element const e = *s.of;
            double const thermal = s.y;
            double noise[L];
            for (std::size_t j = 0; j < L; ++j) {
                complex const y = 1.0 / branch_impedance(e, at(j));
                complex const v{v_re_[j], v_im_[j]};
                complex const i = complex{i_re_[j], i_im_[j]} + y * v;
                noise[j] = thermal * norm(y) * norm(v);
                i_re_[j] = i.re;
                i_im_[j] = i.im;
            }
            if (thermal != 0) add(noise, s.first);
            return;
        }
        case ladder_step::scale_voltage: return scale(s, v_re_, v_im_);
        case ladder_step::scale_current: return scale(s, i_re_, i_im_);
        case ladder_step::voltage_noise: return add_noise(s, i_re_, i_im_);
        case ladder_step::current_noise: return add_noise(s, v_re_, v_im_);
        case ladder_step::colored_noise: return add_colored_noise(s);
        case ladder_step::virtual_ground:
            for (std::size_t j = 0; j < L; ++j) {
                complex const v = s.of->resistance * inverse_open_loop(*s.of, at(j));
                v_re_[j] = v.re;
                v_im_[j] = v.im;
            }
            return;
        case ladder_step::end_section: return;
        }
    }
    /// The same at all frequencies.
    constexpr void spread(ladder_state const& s) {
        double const v_re = s.v.re, v_im = s.v.im, i_re = s.i.re, i_im = s.i.im;
        for (std::size_t j = 0; j < L; ++j) {
            v_re_[j] = v_re;
            v_im_[j] = v_im;
            i_re_[j] = i_re;
            i_im_[j] = i_im;
        }
    }
    /// |v|^2
    constexpr void get_size(per_frequency<L>& out) const {
        double size[L];
        for (std::size_t j = 0; j < L; ++j) size[j] = v_re_[j] * v_re_[j] + v_im_[j] * v_im_[j];
        for (std::size_t j = 0; j < L; ++j) out.at[j] = size[j];
        out.flat = false;
    }
    /// 1/|i|^2
    constexpr void get_inverse(per_frequency<L>& out) const {
        double inverse[L];
        for (std::size_t j = 0; j < L; ++j) inverse[j] = 1 / (i_re_[j] * i_re_[j] + i_im_[j] * i_im_[j]);
        for (std::size_t j = 0; j < L; ++j) out.at[j] = inverse[j];
        out.flat = false;
    }

private:
    constexpr void begin_with_capacitor(double x, ladder_state const s) { // a copy: it cannot be one of the others
        for (std::size_t j = 0; j < L; ++j) {
            double const y = x * omega_[j];
            v_re_[j] = s.v.re;
            v_im_[j] = s.v.im;
            i_re_[j] = s.i.re - y * s.v.im;
            i_im_[j] = s.i.im + y * s.v.re;
        }
    }
    /// To what the stage makes itself.
    [[gnu::always_inline]] constexpr void add(double const (&noise)[L], bool first) const {
        if (first)
            for (std::size_t j = 0; j < L; ++j) own_[j] = noise[j];
        else
            for (std::size_t j = 0; j < L; ++j) own_[j] += noise[j];
    }
    [[gnu::always_inline]] constexpr void add_noise(planned_step const& s, double const (&re)[L],
                                                    double const (&im)[L]) const {
        double const density = s.y;
        double noise[L];
        for (std::size_t j = 0; j < L; ++j) noise[j] = density * (re[j] * re[j] + im[j] * im[j]);
        add(noise, s.first);
    }
    constexpr void add_colored_noise(planned_step const& s) const {
        element const& e = *s.of;
        double noise[L];
        for (std::size_t j = 0; j < L; ++j) {
            double size = s.y;
            if (!s.flat)
                size = e.kind == element_kind::current_noise ? norm(complex{v_re_[j], v_im_[j]})
                                                             : norm(complex{i_re_[j], i_im_[j]});
            noise[j] =
                size * (e.kind == element_kind::network_noise ? noise_density<element_kind::network_noise>(e, at(j))
                                                              : noise_density<element_kind::voltage_noise>(e, at(j)));
        }
        add(noise, s.first);
    }
    constexpr void scale(planned_step const& s, double (&re)[L], double (&im)[L]) {
        double const x = s.x;
        double const y = s.y;
        if (y != 1)
            for (std::size_t j = 0; j < L; ++j) own_[j] *= y;
        if (x == 1) return;
        for (std::size_t j = 0; j < L; ++j) re[j] *= x;
        for (std::size_t j = 0; j < L; ++j) im[j] *= x;
    }

    double thermal_;
    double* own_ = nullptr;
    // Arrays of one size behind each other, as compilers want them.
    alignas(alignment) double v_re_[L];
    alignas(alignment) double v_im_[L];
    alignas(alignment) double i_re_[L];
    alignas(alignment) double i_im_[L];
    alignas(alignment) double omega_[L];
};

} // namespace gainstage::detail
