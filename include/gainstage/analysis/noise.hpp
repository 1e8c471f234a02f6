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
template <class Storage>
struct noise_pass {
    typename Storage::template per_stage<complex> y_behind{};
    typename Storage::template per_pair<double> right{};
    typename Storage::template per_stage<double> noise{};

    constexpr explicit noise_pass(std::size_t stages) {
        Storage::resize(y_behind, stages);
        Storage::resize(right, stages * stages);
        Storage::resize(noise, stages);
    }

    template <class Out>
    constexpr void operator()(circuit const& c, step_conditions const& at, Out& out) {
        backward(c, at);
        forward(c, at, out);
    }

private:
    constexpr void scale(std::size_t begin, std::size_t end, double factor) {
        if (factor == 1) return;
        for (std::size_t i = begin; i < end; ++i) noise[i] *= factor;
    }

    constexpr void backward(circuit const& c, step_conditions const& at) {
        std::size_t const n = c.stages.size();
        complex y;
        for (std::size_t i = 0; i < n; ++i) noise[i] = 0;
        for (std::size_t k = n; k-- > 0;) {
            y_behind[k] = y;
            for (std::size_t i = k + 1; i < n; ++i) right[k * n + i] = noise[i];
            if (k == 0) return;
            for (std::size_t e = c.first[k + 1]; e-- > c.first[k];) {
                noise_step const step = step_backward(c.elements[e], at, y);
                scale(k, n, step.scale);
                noise[k] += step.added;
            }
        }
    }

    template <class Out>
    constexpr void forward(circuit const& c, step_conditions const& at, Out& out) {
        std::size_t const n = c.stages.size();
        thevenin_source s;
        for (std::size_t i = 0; i < n; ++i) noise[i] = 0;
        for (std::size_t k = 0; k < n; ++k) {
            for (std::size_t e = c.first[k]; e < c.first[k + 1]; ++e) {
                noise_step const step = step_forward(c.elements[e], at, s);
                scale(0, k + 1, step.scale);
                noise[k] += step.added;
            }
            double const loading = 1 / norm(1.0 + s.z * y_behind[k]);
            double const across = loading * norm(s.z);
            for (std::size_t i = 0; i <= k; ++i) out[k * n + i] = noise[i] * loading;
            for (std::size_t i = k + 1; i < n; ++i) out[k * n + i] = right[k * n + i] * across;
        }
    }
};

} // namespace gainstage::detail
