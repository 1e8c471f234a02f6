// SPDX-License-Identifier: BSL-1.0
// Rules 6xx: hum between the grounds of two mains devices.
#pragma once

#include <gainstage/analysis/interference.hpp>
#include <gainstage/rules/rule.hpp>

#include <array>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

namespace detail {

/// Calls f for every link of that coupling whose hum is too close to the signal; not at silence.
template <class F>
constexpr void for_each_hum(rule_input const& in, hum_coupling coupling, F f) {
    for (hum_link const& l : in.hum.links)
        if (l.coupling == coupling && !l.signal.is_silent() && l.signal_to_hum() < in.limits.signal_to_hum) f(l);
}

constexpr finding hum_finding(rule_input const& in, hum_link const& l, std::string_view id) {
    finding f{.id = id, .severity = severity::warning, .stage = l.to, .other = l.from};
    f.found = in_dB(l.signal_to_hum());
    f.limit = in_dB(in.limits.signal_to_hum);
    f.more = in_dBu(level_of(l.hum));
    return f;
}

constexpr void unbalanced_loop(rule_input const& in, diagnosis& out) {
    for_each_hum(in, hum_coupling::unbalanced, [&](hum_link const& l) {
        finding f = hum_finding(in, l, "GS601");
        f.title = "hum loop between {other} and {stage}: {more}, only {found} below the signal";
        f.reason = "Both are mains devices. The current between their grounds flows in the shield of an unbalanced "
                   "line, and what "
                   "drops there is in series with the signal; {limit} is the least that is asked for.";
        f.remedy = "A balanced connection, an isolation transformer, or a shorter cable with a heavier shield.";
        out.add(f);
    });
}

/// Two devices are never closer than that.
inline constexpr double shortest_run_metres = 0.5;

/// The run at which the hum is just as low as is asked for: Vg R/(Zg + R0 + R) = V, so that R = V (Zg + R0)/(Vg - V), with R0
/// the rest of the loop. The resistance of the contacts is counted with the cable's.
constexpr void unbalanced_run(rule_input const& in, diagnosis& out) {
    for_each_hum(in, hum_coupling::unbalanced, [&](hum_link const& l) {
        double const source = in.hum.conditions.ground_voltage.value();
        double const now = l.between_grounds.value();
        double const then = now * amplitude_ratio(l.signal_to_hum() - in.limits.signal_to_hum);
        // Vg/now = (Zg + R0 + R)/R gives Zg + R0 without a look at the rest of the loop.
        double const rest = l.shield.value() * (source - now) / now;
        double const metres = l.run.value() * then * rest / (source - then) / l.shield.value();
        if (metres < shortest_run_metres || !(metres < l.run.value()))
            return; // no length is short enough, or none is to blame
        finding f{.id = "GS605", .severity = severity::info, .stage = l.to, .other = l.from};
        f.found = {l.run.value(), figure_unit::metre};
        f.limit = {metres, figure_unit::metre};
        f.more = in_dB(in.limits.signal_to_hum);
        f.title = "{found} of unbalanced cable from {other} to {stage}, where {limit} would do";
        f.reason = "The resistance of the shield grows with its length, and with it the hum: {limit} of this cable "
                   "would leave it "
                   "{more} below the signal.";
        f.remedy = "Put the devices closer together, or use a cable whose shield has less resistance per metre.";
        out.add(f);
    });
}

constexpr void imbalance(rule_input const& in, diagnosis& out) {
    if (!in.judges_balanced) return;
    for_each_hum(in, hum_coupling::balanced, [&](hum_link const& l) {
        if (l.by_imbalance < l.by_rejection) return;
        finding f = hum_finding(in, l, "GS602");
        f.more = in_ohm(l.leg_to_ground);
        f.title = "the line from {other} to {stage} is not balanced well enough: hum {found} below the signal";
        f.reason = "Its two legs differ, and {more} from each leg to ground is little: the voltage between the grounds "
                   "does not "
                   "arrive alike on both, and what differs is amplified as signal. {limit} is asked for.";
        f.remedy = "An input with a higher common-mode impedance (a transformer's is highest), equal output "
                   "impedances, or new contacts.";
        out.add(f);
    });
}

constexpr void low_rejection(rule_input const& in, diagnosis& out) {
    if (!in.judges_balanced) return;
    auto const add = [&](hum_link const& l) {
        if (l.by_imbalance >= l.by_rejection || !l.cmrr) return;
        finding f = hum_finding(in, l, "GS603");
        f.more = in_dB(*l.cmrr);
        f.title = "a common-mode rejection of {more} is too little before {stage}: hum {found} below the signal";
        f.reason = "The voltage between the grounds of {other} and {stage} is on both legs alike, and this much of it "
                   "gets through. "
                   "{limit} is asked for.";
        f.remedy = "An input with more common-mode rejection, or an isolation transformer.";
        out.add(f);
    };
    for_each_hum(in, hum_coupling::balanced, add);
    for_each_hum(in, hum_coupling::isolated, add);
}

constexpr void unstated_rejection(rule_input const& in, diagnosis& out) {
    if (!in.judges_balanced) return;
    for (hum_link const& l : in.hum.links)
        if (!l.complete)
            out.add({.id = "GS604",
                     .severity = severity::unknown,
                     .stage = l.to,
                     .other = l.from,
                     .title = "no common-mode rejection is stated between {other} and {stage}",
                     .reason = "How much of the voltage between their grounds becomes signal cannot be judged.",
                     .remedy = "Take the CMRR of the input, or of the transformer, from the datasheet."});
}

} // namespace detail

inline constexpr std::array interference_rules{
    rule{"GS601", "hum loop on an unbalanced line", &detail::unbalanced_loop},
    rule{"GS602", "imbalance lets hum in", &detail::imbalance},
    rule{"GS603", "too little common-mode rejection", &detail::low_rejection},
    rule{"GS604", "common-mode rejection not stated", &detail::unstated_rejection},
    rule{"GS605", "unbalanced run too long", &detail::unbalanced_run},
};

} // namespace gainstage
