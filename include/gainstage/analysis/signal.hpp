// SPDX-License-Identifier: BSL-1.0
// The signal at one frequency: what every analysis of level, response and headroom starts from.
#pragma once

#include <gainstage/circuit.hpp>
#include <gainstage/detail/complex.hpp>
#include <gainstage/detail/numbers.hpp>
#include <gainstage/element.hpp>
#include <gainstage/recursion.hpp>

#include <cstddef>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// The signal at one stage: at its output terminals; of a load, behind its coupling capacitor. Number is complex or dual.
template <class Number>
struct stage_signal {
    Number v{};                         ///< volts per unit of excitation, with everything connected
    Number loading{};                   ///< open-circuit voltage over v: 1 + z y
    Number source{};                    ///< impedance seen looking back, ohm
    Number load{};                      ///< admittance seen looking forward, 1/ohm
    double clip_margin = infinity;      ///< the excitation, RMS, of the largest sine that this stage passes
    limit_law law = limit_law::voltage; ///< what limits it
};

/// Both recursions at one frequency. Storage gives the containers, for chains of fixed size or of any.
template <class Storage, class Number>
struct signal_pass {
    typename Storage::template per_element<Number> y{}; ///< the admittance in front of every element
    typename Storage::template per_stage<stage_signal<Number>> stages{};
    double emf = 0; ///< volts per unit of excitation: the source's open-circuit voltage

    constexpr explicit signal_pass(circuit const& c) {
        Storage::resize(y, c.elements.size() + 1);
        Storage::resize(stages, c.stages.size());
    }

    constexpr void operator()(circuit const& c, step_conditions const& at) {
        // Copies: what is written cannot be one of them.
        auto const elements = c.elements;
        auto const first = c.first;
        std::size_t const count = c.stages.size();
        Number load{};
        y[elements.size()] = load;
        for (std::size_t e = elements.size(); e-- > 0;) {
            if (!passes_signal(elements[e].kind)) step_backward(elements[e], at, load);
            y[e] = load;
        }
        basic_source<Number> s;
        for (std::size_t k = 0; k < count; ++k) {
            stage_signal<Number>& out = stages[k];
            bool const is_load = k + 1 == count;
            if (is_load) look(out, s, y[first[k]]);
            out.clip_margin = infinity;
            for (std::size_t e = first[k]; e < first[k + 1]; ++e) {
                element const& what = elements[e];
                if (!passes_signal(what.kind)) (void)step_forward(what, at, s);
                else if (what.kind == element_kind::limit) limit(out, what, at, s, y[e + 1]);
                if (what.kind == element_kind::source) emf = size_of(s.v);
            }
            if (is_load) out.v = s.v / (1.0 + s.z * y[first[k + 1]]);
            else look(out, s, y[first[k + 1]]);
        }
    }

private:
    static constexpr double size_of(complex const& z) { return magnitude(z); }
    static constexpr double size_of(dual const& z) { return magnitude(z.value); }

    static constexpr void look(stage_signal<Number>& out, basic_source<Number> const& s, Number const& load) {
        out.source = s.z;
        out.load = load;
        out.loading = 1.0 + s.z * load;
        out.v = s.v / out.loading;
    }
    static constexpr void limit(stage_signal<Number>& out, element const& e, step_conditions const& at,
                                basic_source<Number> const& s, Number const& load) {
        Number const v = s.v / (1.0 + s.z * load);
        double const here = size_of(e.law == limit_law::current ? v * load : v);
        if (!(here > 0)) return;
        double const margin = largest_sine(e, at.frequency) / here;
        if (margin >= out.clip_margin) return;
        out.clip_margin = margin;
        out.law = e.law;
    }
};

} // namespace gainstage::detail
