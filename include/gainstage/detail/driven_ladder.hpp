// SPDX-License-Identifier: BSL-1.0
// The ladders of a chain, driven from each end: their sections, and for every stage the steps that depend on frequency.
#pragma once

#include <gainstage/circuit.hpp>
#include <gainstage/detail/complex.hpp>
#include <gainstage/detail/ladder_walk.hpp>
#include <gainstage/detail/numbers.hpp>
#include <gainstage/element.hpp>
#include <gainstage/recursion.hpp>

#include <cstddef>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// A stage as one of the drives sees it.
struct driven_stage {
    std::size_t begin; ///< its steps
    std::size_t end;
    own_noise own;    ///< behind the last section that ends in it
    bool ends;        ///< a section ends in it
    bool only_shunts; ///< its terminals are the node that those of the stage before are
    bool flat;        ///< |v|^2 at its terminals, seen from this side, is `size` at all frequencies
    double size;
};

/// Ends the last section. Not a null pointer: in a constant expression GCC 12 does not compare one with the address of a
/// temporary's element.
inline constexpr element chain_end{};

/// The ladder between two elements that let nothing back, or an end of the chain.
struct ladder_section {
    std::size_t first;  ///< the stages whose terminals lie in it,
    std::size_t last;   ///< up to the one in which it ends
    element const* end; ///< the amplifier or virtual ground in which it ends, or chain_end
    own_noise own;      ///< of the stage in which it ends
    bool flat;          ///< D is the same at all frequencies
    bool gain_flat;     ///< so is the gain of what ends it
    bool only_sums;     ///< nothing behind it depends on the frequency: the sums at its end are enough
    double inverse;     ///< 1/|D|^2
    double gain;        ///< of power

    [[nodiscard]] constexpr bool is_last() const { return end->kind == element_kind::nothing; }
};

/// Both drives of a chain. The left end of a section is a short circuit, driven with 1 A; the right end is open, driven
/// with 1 V, or a virtual ground, driven with 1 A.
template <class Storage>
struct driven_ladder {
    constexpr driven_ladder(circuit const& c, double four_k_t) : stages(c.stages.size()), thermal(four_k_t) {
        Storage::resize(leftward, c.elements.size() + 1);
        Storage::resize(rightward, c.elements.size() + 1);
        Storage::resize(sections, c.elements.size() + 1);
        Storage::resize(left, stages);
        Storage::resize(right, stages);
        drive_leftward(c);
        drive_rightward(c);
    }

    /// D where a section ends.
    static constexpr complex determinant(ladder_state const& drive, element const& end, step_conditions const& at) {
        if (end.kind != element_kind::summing_op_amp) return drive.i;
        return drive.v + end.resistance * inverse_open_loop(end, at) * drive.i;
    }
    /// |A|^2 of what ends a section, for its open-circuit voltage; Rf^2 of a virtual ground, for the current into it.
    static constexpr double power_gain(element const& end, step_conditions const& at) {
        if (end.kind == element_kind::summing_op_amp) return square(end.gain * end.resistance);
        thevenin_source s{};
        return step_forward(end, at, s).scale;
    }

    std::size_t stages;
    double thermal; ///< 4 k T, J
    std::size_t section_count = 0;
    typename Storage::template per_element<planned_step> leftward;
    typename Storage::template per_element<planned_step> rightward;
    typename Storage::template per_element<ladder_section> sections;
    typename Storage::template per_stage<driven_stage> left;  ///< driven from the left
    typename Storage::template per_stage<driven_stage> right; ///< driven from the right

private:
    constexpr void drive_leftward(circuit const c) { // a copy: what is written cannot be a part of it
        ladder_walk walk(&leftward[0], thermal, false);
        walk.begin_section({{1}, {}});
        for (std::size_t k = stages; k-- > 0;) {
            driven_stage& p = right[k];
            set_size(p, walk);
            if (k == 0) return;
            p.begin = walk.size();
            p.ends = false;
            walk.begin_own();
            for (std::size_t e = c.first[k + 1]; e-- > c.first[k];) {
                element const& what = c.elements[e];
                if (!is_one_way(what.kind)) {
                    walk.take(what);
                    continue;
                }
                // Between it and the terminals behind the stage nothing is asked for.
                walk.forget_behind(p.begin);
                walk.begin_at(what);
                walk.begin_own();
                p.ends = true;
            }
            set_own(p, walk);
        }
    }
    constexpr void drive_rightward(circuit const c) {
        ladder_walk walk(&rightward[0], thermal, true);
        walk.begin_section({{}, {1}});
        sections[0].first = 0;
        for (std::size_t k = 0; k < stages; ++k) {
            driven_stage& p = left[k];
            p.begin = walk.size();
            walk.begin_own();
            p.only_shunts = k > 0;
            for (std::size_t e = c.first[k]; e < c.first[k + 1]; ++e) {
                element const& what = c.elements[e];
                if (!is_across(what.kind)) p.only_shunts = false;
                if (!is_one_way(what.kind)) {
                    walk.take(what);
                    continue;
                }
                if (e == 0 && what.kind == element_kind::source) continue;
                end_section(k, what, walk);
                walk.end_section(what);
                sections[section_count].first = k;
                walk.begin_section({{}, {1}});
                walk.begin_own();
            }
            set_own(p, walk);
            set_size(p, walk);
        }
        end_section(stages, chain_end, walk);
        bool flat = true;
        for (std::size_t s = section_count; s-- > 0;) {
            sections[s].only_sums = flat && sections[s].gain_flat;
            flat = sections[s].only_sums && sections[s].flat;
        }
    }
    static constexpr bool is_across(element_kind k) {
        return k == element_kind::shunt || k == element_kind::current_noise || k == element_kind::limit;
    }
    static constexpr void set_size(driven_stage& p, ladder_walk const& walk) {
        p.flat = walk.is_flat();
        p.size = norm(walk.state().v);
    }
    static constexpr void set_own(driven_stage& p, ladder_walk const& walk) {
        p.end = walk.size();
        p.own = walk.own();
    }
    constexpr void end_section(std::size_t stage, element const& what, ladder_walk const& walk) {
        ladder_section& s = sections[section_count++];
        s.last = stage;
        s.end = &what;
        s.own = walk.own();
        s.flat = walk.is_flat();
        s.gain_flat = true;
        s.gain = 0;
        double const size = norm(determinant(walk.state(), what, walk.any_frequency()));
        s.inverse = size < infinity ? 1 / size : infinity; // not 0, which would be silence
        if (s.is_last()) return;
        bool const is_flat = detail::is_flat(what);
        bool const is_virtual_ground = what.kind == element_kind::summing_op_amp;
        if (is_virtual_ground && !is_flat) s.flat = false;
        s.gain_flat = is_virtual_ground || is_flat;
        s.gain = power_gain(what, walk.any_frequency());
    }
};

} // namespace gainstage::detail
