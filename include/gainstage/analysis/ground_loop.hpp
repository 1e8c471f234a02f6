// SPDX-License-Identifier: BSL-1.0
// Where the grounds of mains devices form a loop, and how its voltage meets the signal.
#pragma once

#include <gainstage/analysis/common_mode.hpp>
#include <gainstage/circuit.hpp>
#include <gainstage/connector.hpp>
#include <gainstage/element.hpp>
#include <gainstage/level.hpp>
#include <gainstage/recursion.hpp>
#include <gainstage/stage.hpp>

#include <cstddef>
#include <optional>
#include <span>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// The voltage between the grounds of two mains devices, as a source: what is there while nothing connects them, and its
/// impedance. The default drives 0.3 mA through a shield, the leakage current of common devices, and is 0.3 V on a balanced
/// line whose shield is open. Two outlets far apart can have as much behind an ohm or less.
/// Source: Whitlock, Handbook for Sound Engineers, "Grounding and Interfacing"; Jensen AN-004.
struct interference_conditions {
    gainstage::frequency frequency = detail::from_si<gainstage::frequency>(50); ///< of the mains. > 0
    voltage ground_voltage = detail::from_si<voltage>(0.3);                     ///< RMS, open circuit. >= 0
    impedance ground_impedance = detail::from_si<impedance>(1e3);               ///< >= 0
    /// Of balanced outputs that do not state by how much their legs differ: what IEC 60268-3 puts in one leg to measure the
    /// common-mode rejection of an input. >= 0
    impedance assumed_imbalance = detail::from_si<impedance>(10);
    gainstage::frequency signal_frequency =
        detail::from_si<gainstage::frequency>(1e3); ///< the hum is compared with it. > 0
};

/// How a voltage between two grounds gets into the signal.
enum class hum_coupling : unsigned char {
    no_loop,    ///< there is none: no second mains device, or the loop is interrupted elsewhere
    unbalanced, ///< the voltage across the shield is in series with the signal
    balanced,   ///< it is on both legs alike: only what differs between them is left
    isolated,   ///< a transformer is between: only its common-mode rejection is left
};

/// From one output (source or amplifier) to the next input. Voltages are RMS, at the input's terminals.
struct hum_link {
    component_name from{};
    component_name to{};
    std::size_t driver = 0;   ///< stage
    std::size_t receiver = 0; ///< stage
    hum_coupling coupling = hum_coupling::no_loop;
    impedance shield{};             ///< of the shield and its contacts, ohm
    length run{};                   ///< of the cables
    voltage between_grounds{};      ///< with the shield connected
    impedance imbalance{};          ///< balanced: by how much the two legs differ in series, ohm
    impedance leg_to_ground{};      ///< balanced: of each leg at the receiving end, magnitude, ohm
    std::optional<decibels> cmrr{}; ///< of the input, or of the transformer, as stated
    bool complete = true;           ///< false: a common-mode rejection is not stated, and its part is left out
    voltage by_shield{};            ///< unbalanced: what the shield's resistance makes
    voltage by_imbalance{};         ///< balanced: what the legs' imbalance makes
    voltage by_rejection{};         ///< balanced, isolated: what a finite common-mode rejection lets through
    voltage hum{};                  ///< all of it, in phase: the worst case
    voltage_level signal{};         ///< at the same terminals

    /// What is left of the voltage between the grounds: the effective common-mode rejection. +inf without a loop.
    [[nodiscard]] constexpr decibels rejection() const {
        return hum.value() > 0 ? gain_of_amplitude_ratio(between_grounds.value() / hum.value())
                               : decibels{detail::infinity};
    }
    /// +inf without hum.
    [[nodiscard]] constexpr decibels signal_to_hum() const { return signal - level_of(hum); }
};

namespace detail {

/// The next input behind output d.
constexpr std::size_t receiver_of(std::span<stage_info const> stages, std::size_t d) {
    std::size_t r = d + 1;
    while (r + 1 < stages.size() && !stages[r].is_amplifier) ++r;
    return r;
}
/// The stage between d and r, or the input r, that no conductor crosses; r + 1 if there is none. An output that floats (a
/// transformer's) is one too: 'd'.
constexpr std::size_t isolator(std::span<stage_info const> stages, std::size_t d, std::size_t r) {
    if (stages[d].topology == output_topology::floating) return d;
    for (std::size_t k = d + 1; k <= r; ++k)
        if (stages[k].common_mode.isolates) return k;
    return r + 1;
}
/// Unbalanced where it arrives, or on any cable of the way: the shield is the way back of the signal. A cable that begins at
/// an unbalanced output and ends balanced takes the cold leg back to the output's ground, which the input can reject.
constexpr bool returns_by_shield(std::span<stage_info const> stages, std::size_t d, std::size_t r) {
    if (is_unbalanced(stages[r].input) || is_unbalanced(stages[r - 1].output)) return true;
    for (std::size_t k = d + 1; k < r; ++k) {
        stage_info const& s = stages[k];
        if (s.run.value() > 0 && is_unbalanced(s.input) && is_unbalanced(s.output)) return true;
    }
    return false;
}

/// The line between output d and input r, as its elements and facts have it; all that differs, differs in the same
/// direction. What lies between the ends is put at the receiving end.
constexpr balanced_line line_between(circuit const& c, std::size_t d, std::size_t r, complex const& input,
                                     step_conditions const& at, double assumed_imbalance) {
    balanced_line l;
    stage_info const& driver = c.stages[d];
    complex source;
    for (std::size_t e = c.first[d]; e < c.first[r]; ++e) {
        element const& part = c.elements[e];
        bool const own = e < c.first[d + 1];
        if (own && part.kind != element_kind::series && part.kind != element_kind::shunt) {
            if (part.kind == element_kind::source || part.kind == element_kind::amplifier ||
                part.kind == element_kind::op_amp || part.kind == element_kind::summing_op_amp) {
                source = {};
                l = {};
            }
            continue;
        }
        if (part.kind == element_kind::series) {
            complex const z = branch_impedance(part, at);
            if (own) source += z;
            else {
                l.za += 0.5 * z;
                l.zb += 0.5 * z;
            }
        }
        if (part.kind == element_kind::shunt) l.yd += branch_admittance(part, at);
    }
    // An unbalanced output has all its impedance in one leg.
    if (driver.topology == output_topology::unbalanced || is_unbalanced(driver.output)) l.za += source;
    else {
        l.za += 0.5 * source + driver.common_mode.leg_imbalance.value_or(from_si<impedance>(assumed_imbalance)).value();
        l.zb += 0.5 * source;
    }
    auto const legs_to_ground = [&](complex const& y, double mismatch) {
        l.ya += (1 + mismatch / 2) * y;
        l.yb += (1 - mismatch / 2) * y;
        l.yd -= 0.5 * y;
    };
    l.yd += input;
    for (std::size_t k = d + 1; k <= r; ++k) {
        common_mode_facts const& f = c.stages[k].common_mode;
        if (k < r) l.za += f.leg_imbalance.value_or(impedance{}).value();
        legs_to_ground(complex{0, at.omega * f.leg_to_shield.value()}, f.capacitance_imbalance);
        if (f.leg_to_ground.value() > 0) legs_to_ground(complex{1 / f.leg_to_ground.value()}, f.leg_mismatch);
        else if (k == r) legs_to_ground(2.0 * input, f.leg_mismatch); // not stated: the least that it can be
    }
    return l;
}

/// The links of a chain, with the voltage between the grounds of each:
///
///   V = Vg Rs / (Zg + sum Rs)      Rs: shield; the sum is over the loop, from one mains device to the next
///
/// Where a transformer interrupts the loop all of Vg is across it. `links` has room for one of each stage; returns their number.
constexpr std::size_t find_links(std::span<stage_info const> stages, interference_conditions const& cond,
                                 hum_link* links) {
    std::size_t count = 0;
    for (std::size_t d = 0; d + 1 < stages.size(); d = receiver_of(stages, d)) {
        std::size_t const r = receiver_of(stages, d);
        hum_link& l = links[count++];
        l = {.from = stages[d].name, .to = stages[r].name, .driver = d, .receiver = r};
        double ohms = 0;
        double metres = 0;
        for (std::size_t k = d + 1; k < r; ++k) {
            ohms += stages[k].dc.return_resistance.value();
            metres += stages[k].run.value();
        }
        l.shield = from_si<impedance>(ohms);
        l.run = from_si<length>(metres);
        if (isolator(stages, d, r) <= r) l.coupling = hum_coupling::isolated;
        else l.coupling = returns_by_shield(stages, d, r) ? hum_coupling::unbalanced : hum_coupling::balanced;
    }
    for (std::size_t first = 0; first < count;) { // one loop after the other
        std::size_t end = first;
        double ohms = 0;
        bool broken = false;
        do {
            ohms += links[end].shield.value();
            broken = broken || links[end].coupling == hum_coupling::isolated;
            ++end;
        } while (end < count && !stages[links[end].driver].common_mode.earthed);
        bool const loop =
            stages[links[first].driver].common_mode.earthed && stages[links[end - 1].receiver].common_mode.earthed;
        for (; first < end; ++first) {
            hum_link& l = links[first];
            double const rs = l.shield.value();
            bool const isolated = l.coupling == hum_coupling::isolated;
            if (!loop || (broken && !isolated)) {
                l.coupling = hum_coupling::no_loop;
                continue;
            }
            double const part = isolated ? 1 : rs > 0 ? rs / (cond.ground_impedance.value() + ohms) : 0;
            l.between_grounds = from_si<voltage>(part * cond.ground_voltage.value());
        }
    }
    return count;
}

} // namespace detail

} // namespace gainstage
