// SPDX-License-Identifier: BSL-1.0
// The noise of a band: the one integral behind analyze() and noise_spectrum().
#pragma once

#include <gainstage/analysis/noise.hpp>
#include <gainstage/analysis/resonance_watch.hpp>
#include <gainstage/chain.hpp>
#include <gainstage/quadrature.hpp>
#include <gainstage/quantity.hpp>
#include <gainstage/recursion.hpp>
#include <gainstage/weighting.hpp>

namespace gainstage::detail {

/// The weighted power densities at a frequency, V^2/Hz: at stage k, made by stage c, in density[k * stages + c].
template <class Storage>
class weighted_noise {
public:
    constexpr weighted_noise(circuit const& c, weighting const& w, temperature t)
        : circuit_(c), weighting_(w), temperature_(t), pass_(c.stages.size()) {}

    template <class Values>
    constexpr void operator()(double hertz, Values& density) {
        pass_(circuit_, at_frequency(hertz, temperature_), density, weighting_.power_gain(si_value<frequency>(hertz)));
    }

private:
    circuit circuit_;
    weighting weighting_;
    temperature temperature_;
    noise_pass<Storage> pass_;
};

/// The integral of those over a band, V^2.
template <class Storage>
constexpr auto band_noise(circuit const& c, frequency_band const& band, weighting const& w, temperature t) {
    typename Storage::template per_pair<double> zero{};
    Storage::resize(zero, c.stages.size() * c.stages.size());
    return integrate_over_band(band.low.value(), band.high.value(), zero, weighted_noise<Storage>(c, w, t),
                               quadrature_tolerance, resonance_watch<Storage>(c, t));
}

} // namespace gainstage::detail
