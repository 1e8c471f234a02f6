// SPDX-License-Identifier: BSL-1.0
// The noise of a band: the one integral behind analyze() and noise_spectrum().
#pragma once

#include <gainstage/analysis/noise.hpp>
#include <gainstage/chain.hpp>
#include <gainstage/detail/complex.hpp>
#include <gainstage/element.hpp>
#include <gainstage/quadrature.hpp>
#include <gainstage/recursion.hpp>
#include <gainstage/weighting.hpp>

#include <cstddef>

namespace gainstage::detail {

/// Whether a circuit can ring: it has an inductor, or a virtual ground, whose input is inductive (Rf (1/A0 + jf/GBW)).
constexpr bool can_resonate(circuit const& c) {
    for (element const& e : c.elements)
        if (e.inductance > 0 || e.kind == element_kind::summing_op_amp) return true;
    return false;
}

/// Watches for resonances between two frequencies, however sharp. With z looking left, zb of a shunt branch,
///
///   h = product of (z + zb) over the shunts of a ladder
///
/// is its characteristic polynomial in jw, without the denominators. Its roots are the natural modes, and its phase turns by
/// half a circle where the frequency passes one of high Q. It is watched behind every shunt, so that two modes at once
/// cannot make up a full circle.
template <class Storage>
class resonance_watch {
public:
    constexpr resonance_watch(circuit const& c, temperature t) : circuit_(c), temperature_(t), needed_(can_resonate(c)) {
        Storage::resize(before_, c.elements.size() + 1);
    }

    /// Some phase has turned by more than 30 degrees since the last frequency. `first`: there is none yet.
    constexpr bool turned(double hertz, bool first) {
        if (!needed_) return false;
        step_conditions const at = at_frequency(hertz, temperature_);
        thevenin_source s;
        complex h{1};
        bool far_off = false;
        for (std::size_t k = 0; k < circuit_.elements.size(); ++k) {
            element const& e = circuit_.elements[k];
            bool const is_shunt = e.kind == element_kind::shunt && e.resistance < infinity && e.elastance < infinity;
            if (is_shunt) h = unit(h * (s.z + branch_impedance(e, at)));
            if (e.kind == element_kind::summing_op_amp) h = unit(h * (s.z + e.resistance * inverse_open_loop(e, at)));
            complex const turn = h * conj(before_[k]);
            if (turn.re < 0 || turn.re * turn.re < 3 * turn.im * turn.im) far_off = true;
            before_[k] = h;
            (void)step_forward(e, at, s);
            if (s.z == complex{}) h = {1};
        }
        return far_off && !first;
    }

private:
    static constexpr complex unit(complex const& z) {
        double const size = abs(z.re) + abs(z.im);
        return size > 0 ? z / size : complex{1};
    }

    circuit circuit_;
    temperature temperature_;
    bool needed_;
    typename Storage::template per_element<complex> before_{};
};

/// The weighted power densities at a frequency, V^2/Hz: at stage k, made by stage c, in density[k * stages + c].
template <class Storage>
class weighted_noise {
public:
    constexpr weighted_noise(circuit const& c, weighting const& w, temperature t)
        : circuit_(c), weighting_(w), temperature_(t), pass_(c.stages.size()) {}

    template <class Values>
    constexpr void operator()(double hertz, Values& density) {
        pass_(circuit_, at_frequency(hertz, temperature_), density);
        double const w = weighting_.power_gain(si_value<frequency>(hertz));
        if (w == 1) return;
        for (double& d : density) d *= w;
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
