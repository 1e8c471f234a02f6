// SPDX-License-Identifier: BSL-1.0
// Rules 4xx: who needs power, who gets it, who is harmed by it.
#pragma once

#include <gainstage/rules/rule.hpp>

#include <array>
#include <cstddef>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

namespace detail {

constexpr finding power_finding(power_entry const& e, std::string_view id, severity s) {
    finding f{.id = id, .severity = s, .stage = e.name, .other = e.supply};
    f.found = in_volt(e.voltage);
    f.limit = in_volt(e.required);
    f.more = in_ampere(e.current);
    return f;
}

/// Calls f for every entry in that state.
template <class F>
constexpr void for_each_in(rule_input const& in, power_state state, F f) {
    for (power_entry const& e : in.power)
        if (e.state == state) f(e);
}

constexpr void unsupplied(rule_input const& in, diagnosis& out) {
    for_each_in(in, power_state::unsupplied, [&](power_entry const& e) {
        finding f = power_finding(e, "GS401", severity::error);
        f.other = in.info(in.size() - 1).name;
        f.title = "{stage} needs power and gets none";
        f.reason =
            in.info(in.size() - 1).accepts == signal_class::line && in.first_amplifier() == in.size()
                ? "It holds an amplifier that is dead without power, and {other} is a line input, which gives none."
                : "It holds an amplifier that is dead without power.";
        for (std::size_t k = e.stage + 1; k < in.size(); ++k) {
            if (!in.info(k).is_amplifier || in.info(k).feed.kind != power_kind::none) continue;
            for (std::size_t j = k + 1; j < in.size(); ++j) {
                if (in.info(j).feed.kind == power_kind::none) continue;
                f.other = in.info(k).name;
                f.reason = "It holds an amplifier that is dead without power, and {other} lets no power through.";
            }
            break;
        }
        f.remedy = e.need.kind == power_kind::phantom
                       ? "Switch phantom power on, or put a phantom supply in front of the preamp."
                   : e.need.kind == power_kind::plug_in ? "Use an input with plug-in power (bias), not a line input."
                                                        : "Use a supply for A-B (T-) powering.";
        out.add(f);
    });
}

constexpr void too_low(rule_input const& in, diagnosis& out) {
    for_each_in(in, power_state::too_low, [&](power_entry const& e) {
        // A little too low is a loss, far too low is silence.
        bool const far_below = e.voltage.value() < 0.8 * e.required.value();
        finding f = power_finding(e, "GS402", far_below ? severity::error : severity::warning);
        f.title = "{stage} starves: {found} at its terminals where it needs {limit}";
        f.reason =
            "Drawing {more}, it loses the rest in the feed resistors and the cable; it distorts early, hisses or stays "
            "silent.";
        f.remedy = "Use a supply of higher voltage or with smaller feed resistors.";
        out.add(f);
    });
}

constexpr void marginal(rule_input const& in, diagnosis& out) {
    for_each_in(in, power_state::marginal, [&](power_entry const& e) {
        finding f = power_finding(e, "GS403", severity::warning);
        f.found = in_volt(e.least_voltage);
        f.title = "{stage} starves if {other} is at the lower end of its tolerance: {found} where it needs {limit}";
        f.reason = "The nominal voltage of the supply is enough; the least that its tolerance allows is not.";
        f.remedy = "Measure the supply, or take one of a closer tolerance.";
        out.add(f);
    });
}

constexpr void too_high(rule_input const& in, diagnosis& out) {
    for_each_in(in, power_state::too_high, [&](power_entry const& e) {
        finding f = power_finding(e, "GS404", severity::danger);
        f.found = e.feed.kind == power_kind::phantom ? in_volt(e.feed.supply) : in_volt(e.voltage);
        f.limit = in_volt(e.need.max_voltage);
        f.title = "{other} puts {found} on {stage}, which is made for {limit} at most";
        f.reason = "Above their greatest voltage its electronics can break down.";
        f.remedy = "Use the supply that it is made for, or an adapter that lowers the voltage.";
        out.add(f);
    });
}

constexpr void over_current(rule_input const& in, diagnosis& out) {
    for_each_in(in, power_state::over_current, [&](power_entry const& e) {
        finding f = power_finding(e, "GS405", severity::warning);
        f.found = in_ampere(e.need.current);
        f.limit = in_ampere(e.feed.limit);
        f.title = "{stage} draws {found}; {other} gives {limit} at most";
        f.reason = "The voltage sags, here and on the other channels of the same supply.";
        f.remedy = "Use a stronger supply.";
        out.add(f);
    });
}

constexpr void blocked(rule_input const& in, diagnosis& out) {
    for_each_in(in, power_state::blocked, [&](power_entry const& e) {
        finding f = power_finding(e, "GS406", severity::error);
        f.other = e.obstacle;
        f.title = "{other} keeps the power away from {stage}";
        f.reason = "The capacitor or transformer in it passes the signal but no direct current.";
        f.remedy = "Put the supply between {stage} and {other}.";
        out.add(f);
    });
}

constexpr void shorted(rule_input const& in, diagnosis& out) {
    for (power_entry const& e : in.power) {
        if (e.fault_current.value() == 0) continue;
        finding f = power_finding(e, "GS407",
                                  e.at_risk                         ? severity::danger
                                  : e.state == power_state::exposed ? severity::warning
                                                                    : severity::error);
        f.other = e.obstacle;
        f.found = in_ampere(e.fault_current);
        f.title = "unbalanced wiring at {other} shorts one leg of the phantom power of {stage}: {found}";
        f.reason = "Phantom power is harmless only as long as it is the same on both conductors. With one of them "
                   "grounded it lies "
                   "between the two, across {stage}.";
        f.remedy = "Switch phantom power off, or keep the connection balanced up to the supply.";
        out.add(f);
    }
}

constexpr void harmed(rule_input const& in, diagnosis& out) {
    for_each_in(in, power_state::exposed, [&](power_entry const& e) {
        if (e.feed.kind != power_kind::phantom || !e.at_risk) return;
        stage_info const& who = in.info(e.stage);
        bool const ribbon = who.transducer == transducer_kind::ribbon;
        finding f =
            power_finding(e, "GS408", ribbon && e.fault_current.value() == 0 ? severity::warning : severity::danger);
        f.found = in_volt(e.feed.supply);
        bool const coil = ribbon || who.transducer == transducer_kind::dynamic;
        bool const through = coil && e.fault_current.value() > 0;
        f.more = through ? in_ampere(e.current)
                         : in_ampere(from_si<current>(2 * e.feed.supply.value() / e.feed.feed_resistor.value()));
        f.title = "{other} puts {found} on {stage}";
        f.reason =
            through ? "With one conductor grounded, {more} of direct current flows through the coil or ribbon, which "
                      "is not "
                      "made for it; a ribbon is stretched."
            : ribbon
                ? "A ribbon is safe only as long as both conductors carry exactly the same voltage: plugging in, a "
                  "short or an unbalanced cable sends a current through it that stretches it."
            : who.role == stage_role::source && who.kind == stage_kind::microphone
                ? "Its electronics are not made for phantom power and can break down."
                : "Up to {more} flow into an output that is not made for it, and its coupling capacitors are charged.";
        f.remedy = "Switch phantom power off before connecting, or isolate with a transformer.";
        out.add(f);
    });
}

constexpr void bias_on_others(rule_input const& in, diagnosis& out) {
    for_each_in(in, power_state::exposed, [&](power_entry const& e) {
        if (e.feed.kind != power_kind::plug_in) return;
        stage_info const& who = in.info(e.stage);
        if (who.kind != stage_kind::microphone) return;
        bool const mems = who.transducer == transducer_kind::mems;
        bool const coil = who.transducer == transducer_kind::dynamic || who.transducer == transducer_kind::ribbon;
        if (!mems && !coil) return;
        finding f = power_finding(e, mems ? "GS412" : "GS409", severity::warning);
        f.title = mems ? "{other} biases {stage}, which has an amplifier of its own"
                       : "{other} drives {more} through {stage}";
        f.reason = mems ? "The bias resistor pulls its output away from its resting voltage, so that it clips early."
                        : "A direct current through a coil or ribbon pushes the diaphragm off its centre, and plugging "
                          "in thumps.";
        f.remedy = mems ? "Take the bias resistor out, or switch plug-in power off."
                        : "Switch plug-in power off, or put a capacitor in series.";
        out.add(f);
    });
}

constexpr void wrong_kind(rule_input const& in, diagnosis& out) {
    for_each_in(in, power_state::wrong_kind, [&](power_entry const& e) {
        finding f = power_finding(e, "GS410", e.at_risk ? severity::danger : severity::error);
        f.found = in_volt(e.feed.supply);
        f.title = "{other} gives another kind of power than {stage} needs";
        f.reason = e.need.kind == power_kind::a_b
                       ? "An A-B (T-) powered microphone needs 12 V between its two signal conductors, and "
                         "gets none there: it does not work."
                   : e.at_risk ? "An electret capsule made for a few volts gets {found}: its transistor can break down."
                               : "Plug-in power is far below phantom power, and is on one conductor only.";
        f.remedy = "Use the kind of supply that the microphone's sheet names, or an adapter made for the pair.";
        out.add(f);
    });
}

constexpr void harmless_phantom(rule_input const& in, diagnosis& out) {
    for_each_in(in, power_state::exposed, [&](power_entry const& e) {
        if (e.feed.kind != power_kind::phantom || e.at_risk) return;
        finding f = power_finding(e, "GS411", severity::info);
        f.title = "phantom power is on; {stage} does not need it";
        f.reason = "It does no harm as long as the wiring is balanced and sound: both conductors carry the same "
                   "voltage, so that "
                   "no current flows through {stage}.";
        f.remedy = "Switch it off if nothing else needs it.";
        out.add(f);
    });
}

constexpr void switch_on_last(rule_input const& in, diagnosis& out) {
    for_each_in(in, power_state::powered, [&](power_entry const& e) {
        if (e.feed.kind != power_kind::phantom || e.loaded) return;
        finding f = power_finding(e, "GS413", severity::info);
        f.found = in_volt(e.feed.supply);
        f.title = "{stage} is powered with {found} from {other}";
        f.reason = "Plugging in while the power is on sends a step of {found} into everything behind: a loud thump.";
        f.remedy = "Connect first, then switch on, with the monitors down.";
        out.add(f);
    });
}

constexpr void drained(rule_input const& in, diagnosis& out) {
    for (power_entry const& e : in.power) {
        if (!e.loaded || e.supply == "" || e.state == power_state::exposed) continue;
        finding f = power_finding(e, "GS414", severity::error);
        f.title = "a resistor between {stage} and {other} leads the supply current to ground";
        f.reason =
            "The shunt of an unbalanced pad lies between the signal conductor and ground, so that the supply's voltage "
            "does not reach {stage}.";
        f.remedy = "Use a balanced (U or H) pad, or put it behind the supply.";
        out.add(f);
    }
}

constexpr void unstated_current(rule_input const& in, diagnosis& out) {
    for (power_entry const& e : in.power) {
        if (e.need.kind != power_kind::phantom || e.need.current.value() > 0 || e.supply == "") continue;
        finding f = power_finding(e, "GS415", severity::unknown);
        f.title = "the supply current of {stage} is not stated";
        f.reason = "How much voltage the feed resistors leave for it cannot be judged.";
        f.remedy = "Take the current from the datasheet.";
        out.add(f);
    }
}

} // namespace detail

inline constexpr std::array power_rules{
    rule{"GS401", "needs power and gets none", &detail::unsupplied},
    rule{"GS402", "voltage too low", &detail::too_low},
    rule{"GS403", "voltage too low at the supply's tolerance", &detail::marginal},
    rule{"GS404", "voltage too high", &detail::too_high},
    rule{"GS405", "draws more than the supply gives", &detail::over_current},
    rule{"GS406", "path of the power blocked", &detail::blocked},
    rule{"GS407", "phantom power shorted by unbalanced wiring", &detail::shorted},
    rule{"GS408", "phantom power on a device it can harm", &detail::harmed},
    rule{"GS409", "plug-in power on a coil or ribbon", &detail::bias_on_others},
    rule{"GS410", "wrong kind of power", &detail::wrong_kind},
    rule{"GS411", "phantom power not needed, harmless", &detail::harmless_phantom},
    rule{"GS412", "bias on a microphone with an output of its own", nullptr}, // found together with GS409
    rule{"GS413", "phantom power: connect first", &detail::switch_on_last},
    rule{"GS414", "pad drains the supply", &detail::drained},
    rule{"GS415", "supply current not stated", &detail::unstated_current},
};

} // namespace gainstage
