// SPDX-License-Identifier: BSL-1.0
// DC: who needs power, who gives it, what arrives, what is in the way, who can be harmed.
#pragma once

#include <gainstage/chain.hpp>
#include <gainstage/circuit.hpp>
#include <gainstage/detail/inplace_vector.hpp>
#include <gainstage/power_supply.hpp>
#include <gainstage/stage.hpp>

#include <cstddef>
#include <span>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

enum class power_state : unsigned char {
    not_needed,   ///< needs none and gets none
    powered,      ///< gets what it needs
    marginal,     ///< gets it from a supply at its nominal voltage, not from one at the lower end of its tolerance
    unsupplied,   ///< nothing supplies it
    blocked,      ///< a capacitor, a transformer or an amplifier is in the way
    shorted,      ///< a conductor that should carry it is tied to ground
    wrong_kind,   ///< what is supplied is not what it needs
    too_low,      ///< the voltage at its terminals is below what it needs
    too_high,     ///< the voltage is above what it stands
    over_current, ///< it draws more than the supply gives
    exposed,      ///< needs none, but gets it
};

/// The DC of one stage that needs power or is exposed to it.
struct power_entry {
    component_name name{}; ///< who
    std::size_t stage = 0;
    power_state state = power_state::not_needed;
    power_need need{};
    power_feed feed{};                  ///< what is supplied
    component_name supply{};            ///< by whom; empty if by nobody
    component_name obstacle{};          ///< what blocks or shorts it
    gainstage::voltage voltage{};       ///< at the terminals, at the nominal supply voltage
    gainstage::voltage least_voltage{}; ///< … at the lower end of the supply's tolerance
    gainstage::voltage required{};      ///< what it needs there
    gainstage::current current{};       ///< drawn, or driven through it where it has no use for it
    gainstage::current fault_current{}; ///< into a grounded conductor, if one is
    bool at_risk = false;               ///< it can be harmed
    bool loaded = false;                ///< a resistor to ground on the way takes current away
    impedance resistance{};             ///< of the way there and back, feed resistors included
};

using power_report = detail::inplace_vector<power_entry, 8>;

namespace detail {

/// What a supply meets on its way from stage `from` to the supply at the right of it.
struct power_path {
    std::size_t supply = 0;
    bool found = false;
    stage_info const* blocked_by = nullptr;
    stage_info const* grounded_by = nullptr; ///< the stage where the cold conductor is grounded
    double leg_ohms = 0;
    double return_ohms = 0;
    bool loaded = false;
};

constexpr power_path find_supply(std::span<stage_info const> stages, std::size_t from) {
    power_path p;
    for (std::size_t j = from; j + 1 < stages.size(); ++j) {
        stage_info const& next = stages[j + 1];
        // The joint between j and j + 1, then the inside of j + 1.
        if (!p.grounded_by && grounds_cold_leg(stages[j].output, next.input)) p.grounded_by = &next;
        // An unbalanced plug in a balanced socket: its sleeve, or its pin 3, grounds the cold contact.
        if (!p.grounded_by && carries(stages[j].output, contact::hot) && !carries(stages[j].output, contact::cold) &&
            !carries(stages[j].output, contact::bias) && is_balanced(next.input) &&
            mate(stages[j].output, next.input) == mating::fits)
            p.grounded_by = &stages[j];
        if (next.feed.kind != power_kind::none) {
            p.supply = j + 1;
            p.found = true;
            return p;
        }
        if (next.dc.blocks && !p.blocked_by) p.blocked_by = &next;
        if (next.dc.loads) p.loaded = true;
        bool const in_balanced = is_balanced(next.input);
        bool const out_balanced = is_balanced(next.output);
        if (!p.grounded_by && is_specified(next.input) && is_specified(next.output) && in_balanced != out_balanced &&
            next.cold == cold_leg::grounded)
            p.grounded_by = &next;
        if (next.is_amplifier || next.role == stage_role::load) return p;
        p.leg_ohms += next.dc.leg_resistance.value();
        p.return_ohms += next.dc.return_resistance.value();
    }
    return p;
}

/// Feed resistor of the IEC 61938 standard that a microphone's lowest supply voltage belongs to.
constexpr double standard_feed_ohms(double volts) { return volts >= 30 ? 6800 : volts >= 18 ? 1200 : 680; }

} // namespace detail

/// DC at the stage `at`, which needs power or may be exposed to it.
///
/// Phantom power: the current runs in both conductors in parallel and returns by the shield,
///
///   V = Vs - I (Rf/2 + r/2 + rs)       Rf, r: feed resistor and cable, per conductor; rs: shield
///
/// Plug-in power, on one conductor:     V = Vb - I (R + r + rs), and never more current than Vb/(R + r + rs)
///
/// A microphone that states a window for the supply (44 V to 52 V) and its current needs, at its terminals, what a
/// standard supply at the lower end of that window would leave there. Source: IEC 61938; Neumann, "Phantom power".
[[nodiscard]] constexpr power_entry power_at(std::span<stage_info const> stages, std::size_t at) {
    stage_info const& who = stages[at];
    power_entry e{.name = who.name, .stage = at, .need = who.need};
    detail::power_path const path = detail::find_supply(stages, at);
    bool const needs = who.need.kind != power_kind::none && who.need.kind != power_kind::battery;
    if (!path.found) {
        if (path.blocked_by) e.obstacle = path.blocked_by->name;
        e.state = needs ? power_state::unsupplied : power_state::not_needed;
        return e;
    }
    e.feed = stages[path.supply].feed;
    e.supply = stages[path.supply].name;
    e.loaded = path.loaded;
    if (path.blocked_by) {
        e.obstacle = path.blocked_by->name;
        e.state = needs ? power_state::blocked : power_state::not_needed;
        return e;
    }
    bool const phantom = e.feed.kind == power_kind::phantom;
    double const supply = e.feed.supply.value();
    double const feed = e.feed.feed_resistor.value();
    bool const one_leg = phantom && path.grounded_by != nullptr;
    double const legs = phantom && !one_leg ? 2 : 1;
    double const ohms = (feed + path.leg_ohms) / legs + path.return_ohms;
    e.resistance = detail::from_si<impedance>(ohms);
    if (one_leg) {
        e.obstacle = path.grounded_by->name;
        e.fault_current = detail::from_si<current>(supply / feed);
    }
    if (!needs) {
        // A coil between the conductors sees no DC if both carry the same; with one grounded, or on plug-in power, it
        // carries the current of the other.
        bool const through = one_leg || !phantom;
        double const amperes = through ? supply / (ohms + who.dc_resistance.value()) : 0;
        e.state = power_state::exposed;
        e.current = detail::from_si<current>(amperes);
        e.voltage = detail::from_si<voltage>(through ? supply - amperes * ohms : supply);
        e.least_voltage = e.voltage;
        e.at_risk = phantom && (!who.tolerates_phantom || (one_leg && who.role == stage_role::source));
        return e;
    }
    double amperes = who.need.current.value();
    if (amperes * ohms > supply) amperes = supply / ohms;
    e.current = detail::from_si<current>(amperes);
    e.voltage = detail::from_si<voltage>(supply - amperes * ohms);
    double const low_supply = supply - e.feed.tolerance.value();
    e.least_voltage = detail::from_si<voltage>(low_supply > amperes * ohms ? low_supply - amperes * ohms : 0);
    double const least = who.need.min_voltage.value();
    e.required = who.need.min_at_microphone.value() > 0 || who.need.kind != power_kind::phantom
                     ? who.need.min_at_microphone
                     : detail::from_si<voltage>(
                           detail::larger(0, least - who.need.current.value() * detail::standard_feed_ohms(least) / 2));
    if (e.feed.kind != who.need.kind) {
        e.state = power_state::wrong_kind;
        e.at_risk = phantom && !who.tolerates_phantom;
        return e;
    }
    // A window for phantom power is that of the supply's open voltage; half a volt on both ends is for rounding and for
    // what a cable takes.
    double const highest = phantom ? supply : e.voltage.value();
    bool const by_window = phantom && who.need.min_at_microphone.value() <= 0;
    double const wanted = by_window ? e.required.value() - 0.5 : e.required.value() * (1 - 1e-9);
    if (one_leg) e.state = power_state::shorted;
    else if (who.need.max_voltage.value() > 0 && highest > who.need.max_voltage.value() + 0.5) {
        e.state = power_state::too_high;
        e.at_risk = true;
    } else if (e.feed.limit.value() > 0 && who.need.current.value() > e.feed.limit.value() * (1 + 1e-9))
        e.state = power_state::over_current;
    else if (e.voltage.value() < wanted) e.state = power_state::too_low;
    else if (e.least_voltage.value() < wanted) e.state = power_state::marginal;
    else e.state = power_state::powered;
    return e;
}

/// DC of every stage of a circuit that needs power or is exposed to it: the source, and in-line boosters.
[[nodiscard]] constexpr power_report powering(std::span<stage_info const> stages) {
    power_report report;
    for (std::size_t k = 0; k < stages.size(); ++k) {
        if (stages[k].role != stage_role::source && stages[k].need.kind == power_kind::none) continue;
        power_entry const e = power_at(stages, k);
        if (k == 0 || e.state != power_state::not_needed) report.push_back(e);
    }
    return report;
}

/// DC of a chain. It need not be complete: a microphone and a supply are enough. Impossible values give an empty report.
template <class... C>
[[nodiscard]] constexpr power_report powering(chain<C...> const& c) {
    if (!c.validate().empty()) return {};
    return powering(c.lower().stages);
}

} // namespace gainstage
