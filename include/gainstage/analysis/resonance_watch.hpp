// SPDX-License-Identifier: BSL-1.0
// Where a circuit rings, however sharply: for integrals and searches over frequency, which must not step over it.
#pragma once

#include <gainstage/circuit.hpp>
#include <gainstage/detail/complex.hpp>
#include <gainstage/detail/numbers.hpp>
#include <gainstage/element.hpp>
#include <gainstage/quantity.hpp>
#include <gainstage/recursion.hpp>

#include <cstddef>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// Which elements of a circuit can ring: from the first section between two amplifiers that has an inductor, or ends in a
/// virtual ground, whose input is inductive (Rf (1/A0 + jf/GBW)), to the last. Empty if there is none.
struct element_range {
    std::size_t begin = 0;
    std::size_t end = 0;
};
constexpr bool stores_current(element const& e) { return e.inductance > 0 || e.kind == element_kind::summing_op_amp; }
constexpr element_range resonant_range(circuit const& c) {
    element_range range;
    std::size_t k = 0;
    while (k < c.elements.size() && !stores_current(c.elements[k])) ++k;
    if (k == c.elements.size()) return range;
    std::size_t section = 0;
    bool rings = false;
    for (k = 0; k < c.elements.size(); ++k) {
        element const& e = c.elements[k];
        bool const ends = e.kind == element_kind::amplifier || e.kind == element_kind::op_amp ||
                          e.kind == element_kind::summing_op_amp;
        if (stores_current(e)) rings = true;
        if (!ends && k + 1 < c.elements.size()) continue;
        if (rings && range.end == 0) range.begin = section;
        if (rings) range.end = k + 1;
        section = k + 1;
        rings = false;
    }
    return range;
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
        : circuit_(c), temperature_(t), range_(resonant_range(c)) {
        Storage::resize(before_, c.elements.size() + 1);
    }

    /// False: the circuit cannot ring.
    [[nodiscard]] constexpr bool needed() const { return range_.end != 0; }
    /// Some phase has turned by more than 30 degrees since the last frequency. `first`: there is none yet. After a turn
    /// the next frequency must be a first one.
    constexpr bool turned(double hertz, bool first) {
        if (!needed()) return false;
        step_conditions const at = at_frequency(hertz, temperature_);
        complex z;
        complex h{1};
        for (std::size_t k = range_.begin; k < range_.end; ++k) {
            element const& e = circuit_.elements[k];
            switch (e.kind) {
            case element_kind::series: z += branch_impedance(e, at); continue;
            case element_kind::ratio: z = (e.gain * e.current_gain) * z; continue;
            case element_kind::shunt:
            case element_kind::summing_op_amp: break;
            case element_kind::source:
            case element_kind::amplifier:
            case element_kind::op_amp: z = {}, h = {1}; continue;
            default: continue; // noise and limits
            }
            if (is_open(e)) continue;
            bool const is_shunt = e.kind == element_kind::shunt;
            complex const branch = is_shunt ? branch_impedance(e, at) : e.resistance * inverse_open_loop(e, at);
            complex const loop = z + branch;
            h = unit(h * loop);
            complex const turn = first ? h : h * conj(complex{before_[k].re, before_[k].im});
            if (!first && (turn.re < 0 || turn.re * turn.re < 3 * turn.im * turn.im)) return true;
            before_[k] = {h.re, h.im};
            if (is_shunt) z = z * branch / loop;
            else z = {}, h = {1};
        }
        return false;
    }

private:
    static constexpr complex unit(complex const& z) {
        double const size = (z.re < 0 ? -z.re : z.re) + (z.im < 0 ? -z.im : z.im);
        return size > 0 ? z / size : complex{1};
    }

    circuit circuit_;
    temperature temperature_;
    element_range range_;
    struct phase { // without a value until there is one
        double re;
        double im;
    };
    typename Storage::template per_element<phase> before_;
};

} // namespace gainstage::detail
