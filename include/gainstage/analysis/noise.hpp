// SPDX-License-Identifier: BSL-1.0
// The noise at one frequency: at every stage, made by every stage.
#pragma once

#include <gainstage/chain.hpp>
#include <gainstage/detail/complex.hpp>
#include <gainstage/recursion.hpp>

#include <cstddef>

namespace gainstage::detail {

/// The noise power densities at one frequency, V^2/Hz: at stage k, made by stage c, in out[k * stages + c].
///
/// At the terminals behind stage k, with z and n_c looking left, y and m_c looking right:
///
///   N_c = (n_c + m_c |z|^2) |1/(1 + z y)|^2
///
/// From behind an amplifier nothing acts back: such places of `out` are left as they are, zero.
template <class Storage>
struct noise_pass {
    typename Storage::template per_stage<complex> y_behind{};
    typename Storage::template per_pair<double> right{};
    typename Storage::template per_stage<double> noise{};
    typename Storage::template per_stage<std::size_t> reach{}; ///< behind the last stage that acts back on this one

    constexpr explicit noise_pass(std::size_t stages) {
        Storage::resize(y_behind, stages);
        Storage::resize(right, stages * stages);
        Storage::resize(noise, stages);
        Storage::resize(reach, stages);
    }

    /// `out` begins as zeros; every density is multiplied by the weight.
    template <class Out>
    constexpr void operator()(circuit const& c, step_conditions const& at, Out& out, double weight = 1) {
        backward(c, at);
        forward(c, at, out, weight);
    }

private:
    constexpr void backward(circuit const& c, step_conditions const& at) {
        std::size_t const n = c.stages.size();
        double* const made = noise.data();
        element const* const elements = c.elements.data();
        std::size_t end = n;
        complex y;
        for (std::size_t k = n; k-- > 0;) {
            y_behind[k] = y;
            reach[k] = end;
            double* const here = right.data() + k * n;
            for (std::size_t i = k + 1; i < end; ++i) here[i] = made[i];
            if (k == 0) return;
            noise_step stage{1, 0};
            for (std::size_t e = c.first[k + 1]; e-- > c.first[k];) stage.then(step_backward(elements[e], at, y));
            made[k] = stage.added;
            if (stage.scale == 0) end = k + 1;
            for (std::size_t i = k + 1; i < end; ++i) made[i] *= stage.scale;
        }
    }

    template <class Out>
    constexpr void forward(circuit const& c, step_conditions const& at, Out& out, double weight) {
        std::size_t const n = c.stages.size();
        double* const made = noise.data();
        element const* const elements = c.elements.data();
        thevenin_source s;
        for (std::size_t k = 0; k < n; ++k) {
            noise_step stage{1, 0};
            for (std::size_t e = c.first[k]; e < c.first[k + 1]; ++e) stage.then(step_forward(elements[e], at, s));
            for (std::size_t i = 0; i < k; ++i) made[i] *= stage.scale;
            made[k] = stage.added;
            double const loading = weight / norm(1.0 + s.z * y_behind[k]);
            double const across = loading * norm(s.z);
            double* const here = out.data() + k * n;
            double const* const behind = right.data() + k * n;
            for (std::size_t i = 0; i <= k; ++i) here[i] = made[i] * loading;
            for (std::size_t i = k + 1, end = reach[k]; i < end; ++i) here[i] = behind[i] * across;
        }
    }
};

} // namespace gainstage::detail
