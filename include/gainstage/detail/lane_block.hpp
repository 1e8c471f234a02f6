// SPDX-License-Identifier: BSL-1.0
// A block of circuits in lanes: signal, noise and resonances of all of them.
#pragma once

#include <gainstage/analysis/budget.hpp>
#include <gainstage/circuit.hpp>
#include <gainstage/detail/lane_quadrature.hpp>
#include <gainstage/detail/lane_steps.hpp>
#include <gainstage/detail/lanes.hpp>
#include <gainstage/element.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// What became of one circuit of a block.
enum class lane_state : unsigned char {
    loaded,
    invalid,     ///< nothing to compute
    other_kinds, ///< not of the block's kinds of elements: computed one at a time
    done,
};
using lane_states = std::array<lane_state, lane_count>;

class lane_block {
public:
    // Squares: roots are taken of what is wanted.
    [[nodiscard]] lane const& voltage2() const { return voltage2_; } ///< of the voltage per unit of excitation
    [[nodiscard]] lane const& margin2() const { return margin2_; }   ///< of the excitation of the largest sine, RMS
    [[nodiscard]] lane const& noise_power() const { return noise_power_; } ///< V^2
    [[nodiscard]] lane const& noise_error() const { return noise_error_; } ///< V^2
    [[nodiscard]] lane const& rings() const { return rings_; } ///< not 0: a resonance lies between two nodes

    /// The kinds of elements become those of a circuit.
    void adopt(std::span<element const> circuit) {
        has_kinds_ = true;
        if (!is_of_these_kinds(circuit)) take_kinds(circuit);
        for (std::size_t e = 0; e < circuit.size(); ++e) elements_[e].begin(circuit[e]);
    }
    void forget_kinds() { has_kinds_ = false; }
    [[nodiscard]] bool has_kinds() const { return has_kinds_; }

    /// A circuit into a lane; false if its kinds are not those of the block.
    [[nodiscard]] bool put(std::size_t l, std::span<element const> circuit) {
        if (!is_of_these_kinds(circuit)) return false;
        for (std::size_t e = 0; e < circuit.size(); ++e) elements_[e].set(l, circuit[e]);
        return true;
    }
    /// An element that differs from lane to lane: put_one() in every lane follows.
    void begin_one(std::size_t e, element const& like) { elements_[e].begin(like); }
    void put_one(std::size_t l, std::size_t e, element const& value) { elements_[e].set(l, value); }

    /// Lanes that were not loaded are computed along as copies of one that was. False if there is none.
    [[nodiscard]] bool end_block(lane_states const& states) {
        std::size_t model = 0;
        while (model < lane_count && states[model] != lane_state::loaded) ++model;
        if (model == lane_count) return false;
        for (std::size_t l = 0; l < lane_count; ++l)
            if (states[l] != lane_state::loaded)
                for (auto& e : elements_) e.copy(l, model);
        return true;
    }

    /// Voltage at the output, and the margin to the nearest limit.
    void signal(conditions const& cond) {
        auto const at = frequency_of_every_lane(cond.frequency.value(), 0);
        margin2_.fill(infinity);
        if (!behind_.empty()) {
            complex_lane y{};
            std::size_t k = behind_.size();
            for (std::size_t e = elements_.size(); e-- > 0;) {
                if (elements_[e].kind == element_kind::limit) behind_[--k] = y;
                else lane_backward(elements_[e], at, y);
            }
        }
        lane_source s{};
        std::size_t k = 0;
        for (lane_element const& e : elements_) {
            if (e.kind == element_kind::limit) lane_limit(e, at, s, behind_[k++], &margin2_);
            else lane_forward<account::signal>(e, at, s);
        }
        for (std::size_t l = 0; l < lane_count; ++l) voltage2_[l] = s.v.re[l] * s.v.re[l] + s.v.im[l] * s.v.im[l];
    }

    /// The noise at the output, integrated; and whether something rings between the nodes.
    void noise(std::span<quadrature_node const> nodes) {
        bool const watched = can_ring();
        rings_.fill(0);
        noise_power_.fill(0);
        noise_error_.fill(0);
        lane difference{};
        bool first = true;
        for (quadrature_node const& node : nodes) {
            if (node.is_edge) {
                for (std::size_t l = 0; l < lane_count; ++l) noise_error_[l] += std::fabs(difference[l]);
                difference.fill(0);
                if (!watched) continue;
            }
            lane_source s{};
            if (watched) forward_watching(node.at, s);
            else
                for (lane_element const& e : elements_) lane_forward<account::noise>(e, node.at, s);
            if (first) rings_.fill(0); // there was no frequency before
            first = false;
            for (std::size_t l = 0; l < lane_count; ++l) {
                noise_power_[l] += node.weight * s.n[l];
                difference[l] += node.difference * s.n[l];
            }
        }
    }

    /// The whole chain in every lane.
    void put_everywhere(std::span<element const> circuit) {
        adopt(circuit);
        for (std::size_t l = 0; l < lane_count; ++l)
            for (std::size_t e = 0; e < circuit.size(); ++e) elements_[e].set(l, circuit[e]);
    }
    /// Voltage and noise density at the output, at a frequency for every lane.
    void respond(basic_lane_frequency<lane> const& at, lane_source& s) const {
        s = {};
        for (lane_element const& e : elements_) lane_forward<account::signal>(e, at, s);
        complex_lane const v = s.v;
        s = {};
        for (lane_element const& e : elements_) lane_forward<account::noise>(e, at, s);
        s.v = v;
    }

    /// The voltage at every stage with everything connected, at a frequency for every lane. first: the elements of stage
    /// k begin at first[k].
    void respond(basic_lane_frequency<lane> const& at, std::span<std::size_t const> first,
                 std::span<complex_lane> voltages) const {
        complex_lane y{};
        for (std::size_t k = voltages.size(); k-- > 0;) {
            voltages[k] = y;
            for (std::size_t e = first[k + 1]; e-- > first[k];) lane_backward(elements_[e], at, y);
        }
        lane_source s{};
        for (std::size_t k = 0; k < voltages.size(); ++k) {
            for (std::size_t e = first[k]; e < first[k + 1]; ++e) lane_forward<account::signal>(elements_[e], at, s);
            lane_load(s, &voltages[k]);
        }
    }

private:
    void take_kinds(std::span<element const> circuit) {
        elements_.assign(circuit.size(), {});
        std::size_t limits = 0;
        for (std::size_t e = 0; e < circuit.size(); ++e) {
            elements_[e].kind = circuit[e].kind;
            elements_[e].law = circuit[e].law;
            if (circuit[e].kind == element_kind::limit) ++limits;
        }
        behind_.resize(limits);
        before_.resize(circuit.size());
    }
    [[nodiscard]] bool is_of_these_kinds(std::span<element const> circuit) const {
        if (circuit.size() != elements_.size()) return false;
        for (std::size_t e = 0; e < circuit.size(); ++e)
            if (circuit[e].kind != elements_[e].kind || circuit[e].law != elements_[e].law) return false;
        return true;
    }
    [[nodiscard]] bool can_ring() const {
        for (lane_element const& e : elements_) {
            if (e.kind == element_kind::summing_op_amp) return true;
            if (e.kind != element_kind::series && e.kind != element_kind::shunt) continue;
            for (std::size_t l = 0; l < lane_count; ++l)
                if (e.inductance[l] > 0) return true;
        }
        return false;
    }
    void forward_watching(basic_lane_frequency<every_lane> const& at, lane_source& s) {
        complex_lane h{};
        h.re.fill(1);
        for (std::size_t k = 0; k < elements_.size(); ++k) {
            lane_element const& e = elements_[k];
            if (e.kind == element_kind::shunt || e.kind == element_kind::summing_op_amp)
                lane_watch(e, at, s, &h, &before_[k], &rings_);
            lane_forward<account::noise>(e, at, s);
            bool const decoupled = e.kind == element_kind::amplifier || e.kind == element_kind::op_amp ||
                                   e.kind == element_kind::summing_op_amp;
            if (!decoupled) continue;
            h.re.fill(1);
            h.im.fill(0);
        }
    }

    std::vector<lane_element> elements_;
    std::vector<complex_lane> behind_; ///< every limit: the admittance
    std::vector<complex_lane> before_; ///< every element: resonance_watch's phase at the last frequency
    lane voltage2_;
    lane margin2_;
    lane noise_power_;
    lane noise_error_;
    lane rings_;
    bool has_kinds_ = false;
};

} // namespace gainstage::detail
