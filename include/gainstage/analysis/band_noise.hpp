// SPDX-License-Identifier: BSL-1.0
// The noise of a band: the one integral behind analyze() and noise_spectrum().
#pragma once

#include <gainstage/analysis/noise.hpp>
#include <gainstage/analysis/resonance_watch.hpp>
#include <gainstage/circuit.hpp>
#include <gainstage/quadrature.hpp>
#include <gainstage/quantity.hpp>
#include <gainstage/recursion.hpp>
#include <gainstage/weighting.hpp>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// The integral over a band of the weighted power densities, V^2: at stage k, made by stage c, in [k * stages + c].
template <class Storage>
constexpr auto band_noise(circuit const& c, frequency_band const& band, weighting const& w, temperature t) {
    using panel = quadrature_panel;
    using powers = typename Storage::template per_pair<double>;
    noise_pass<Storage, panel::size> pass(c, at_frequency(1, t).thermal);
    bool const flat = w == weighting::none;
    auto const sums = [&](panel const& p, auto& kronrod, auto& gauss) {
        if (flat) return pass.run(p.hertz, p.kronrod, p.gauss_part, kronrod.data(), gauss.data());
        alignas(alignment) double weighted[panel::size];
        for (std::size_t j = 0; j < panel::size; ++j)
            weighted[j] = p.kronrod[j] * w.power_gain(from_si<frequency>(p.hertz[j]));
        pass.run(p.hertz, weighted, p.gauss_part, kronrod.data(), gauss.data());
    };
    powers zero{};
    Storage::resize(zero, pass.sum_count());
    auto const found = integrate_over_band(band.low.value(), band.high.value(), zero, sums, quadrature_tolerance,
                                           resonance_watch<Storage>(c, t));
    band_integral<powers> out{{}, found.relative_error, found.converged, found.evaluations};
    Storage::resize(out.integral, c.stages.size() * c.stages.size());
    pass.expand(found.integral, out.integral);
    return out;
}

} // namespace gainstage::detail
