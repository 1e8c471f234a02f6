// SPDX-License-Identifier: BSL-1.0
// Where a circuit rings, however sharply: for integrals and searches over frequency, which must not step over it.
#pragma once

#include <gainstage/chain.hpp>
#include <gainstage/detail/complex.hpp>
#include <gainstage/detail/numbers.hpp>
#include <gainstage/element.hpp>
#include <gainstage/quantity.hpp>
#include <gainstage/recursion.hpp>

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
/// is its characteristic polynomial in jw, without the denominators. Its roots are the natural modes, and its phase
/// turns by half a circle where the frequency passes one of high Q. It is watched behind every shunt, so that two modes
/// at once cannot make up a full circle.
template <class Storage>
class resonance_watch {
public:
    constexpr resonance_watch(circuit const& c, temperature t)
        : circuit_(c), temperature_(t), needed_(can_resonate(c)) {
        Storage::resize(before_, c.elements.size() + 1);
    }

    /// False: the circuit cannot ring.
    [[nodiscard]] constexpr bool needed() const { return needed_; }
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

} // namespace gainstage::detail
