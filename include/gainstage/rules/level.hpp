// SPDX-License-Identifier: BSL-1.0
// Rules 2xx: too quiet, too loud, and the room between; too loud at one end of the band.
#pragma once

#include <gainstage/analysis/distortion.hpp>
#include <gainstage/analysis/headroom.hpp>
#include <gainstage/rules/rule.hpp>

#include <array>
#include <cstddef>
#include <span>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

namespace detail {

/// The gain that the load misses to reach the level it is made for; 0 if it states none, or at silence.
constexpr decibels gain_missing_at_load(rule_input const& in) {
    stage_info const& load = in.info(in.size() - 1);
    voltage_level const level = in.budget.output().level;
    if (!load.nominal || level.is_silent()) return decibels{0};
    return *load.nominal - level;
}

constexpr void too_quiet(rule_input const& in, diagnosis& out) {
    decibels const missing = gain_missing_at_load(in);
    if (missing <= in.limits.too_quiet) return;
    std::size_t const last = in.size() - 1;
    bool const bare = in.starts_with_microphone() && in.first_amplifier() == in.size();
    finding f{.id = "GS201",
              .severity = bare ? severity::error : severity::warning,
              .stage = in.info(last).name,
              .other = in.info(0).name};
    f.found = in_dBu(in.stage(last).level);
    f.limit = in_dBu(*in.info(last).nominal);
    f.more = in_dB(missing);
    f.missing_gain = missing;
    if (bare) {
        f.title = "a microphone straight into {stage}: {found} where {limit} is expected";
        f.reason = "A line input has little or no gain and is made for hundreds to thousands of times the voltage of a "
                   "microphone. Turned up later, the noise comes up with it.";
        f.remedy = "Put a microphone preamp in front of {stage}: {more} of gain is missing.";
    } else {
        f.title = "far too quiet for {stage}: {found} where {limit} is expected";
        f.reason = "The signal is {more} below the level that the input is made for. Turned up later, the noise comes "
                   "up with it.";
        f.remedy = "Add {more} of gain before {stage}.";
    }
    out.add(f);
}

constexpr void microphone_clips(rule_input const& in, diagnosis& out) {
    decibels const over = -in.stage(0).headroom;
    out.add(
        {.id = "GS205",
         .severity = severity::error,
         .stage = in.info(0).name,
         .found = in_dB(over),
         .limit = in_dBu(in.stage(0).clip_level),
         .title = "{stage} itself clips, by {found}",
         .reason = "The sound is above the microphone's maximum level. Nothing behind the microphone can mend that.",
         .remedy = "More distance, the microphone's own pad, or a microphone whose maximum level is {found} higher.",
         .missing_gain = -over});
}

/// Every stage that is overloaded by more than those before it: mending these in order mends all.
constexpr void overload(rule_input const& in, diagnosis& out) {
    decibels worst{0};
    for (std::size_t k = 0; k < in.size(); ++k) {
        stage_budget const& here = in.stage(k);
        decibels const over = -here.headroom;
        if (!here.clips || over <= worst) continue;
        worst = over;
        stage_info const& where = in.info(k);
        if (k == 0 && where.kind == stage_kind::microphone) {
            microphone_clips(in, out);
            continue;
        }
        finding f{.id = "GS202", .severity = severity::error, .stage = where.name};
        if (k > 0) f.other = in.info(in.driver_of(k)).name;
        f.found = in_dB(over);
        f.limit = in_dBu(here.clip_level);
        f.more = {100 * with_waveform(here.limited_by, here.level - here.clip_level, here.load_impedance,
                                      [](auto const& wave) { return wave.thd(); }),
                  figure_unit::percent};
        f.missing_gain = -over;
        if (k > 0 && in.arriving_at(k) == signal_class::line && where.accepts == signal_class::microphone) {
            f.title = "a line source into a microphone input: {stage} clips, by {found}";
            f.reason =
                "A microphone input amplifies a signal hundreds to thousands of times weaker. A sine of this level "
                "leaves it with {more} of distortion (a square wave has 48 %).";
            f.remedy = "Use a line input. Otherwise less gain or a pad: {found}, and some headroom on top.";
        } else {
            f.title = "{stage} clips, by {found}";
            f.reason =
                "The largest sine it passes is {limit}; a sine of this level leaves it with {more} of distortion.";
            f.remedy = k == 0 ? "Turn the source down: {found}, and some headroom on top."
                              : "Less gain before its limit, or a pad: {found}, and some headroom on top.";
        }
        out.add(f);
    }
}

constexpr void little_headroom(rule_input const& in, diagnosis& out) {
    decibels const room = in.budget.headroom();
    if (room.value() < 0 || room >= in.limits.little_headroom) return;
    stage_budget const& first = in.budget.first_to_clip();
    out.add({.id = "GS203",
             .severity = severity::warning,
             .stage = first.name,
             .found = in_dB(room),
             .limit = in_dB(in.limits.little_headroom),
             .title = "only {found} of headroom in {stage}",
             .reason = "Its peaks clip as soon as the signal rises by more than that.",
             .remedy = &first == &in.stage(0)
                           ? "A lower level at the source: {limit} above the loudest passage should be left."
                           : "Less gain before its limit: {limit} above the loudest passage should be left."});
}

constexpr void unused_range(rule_input const& in, diagnosis& out) {
    std::size_t const last = in.size() - 1;
    if (!in.info(last).full_scale || out.has("GS201") || in.stage(last).level.is_silent()) return;
    decibels const below = in.stage(last).headroom;
    if (below <= in.limits.unused_range) return;
    out.add({.id = "GS204",
             .severity = severity::warning,
             .stage = in.info(last).name,
             .found = in_dB(below),
             .limit = in_dB(in.limits.unused_range),
             .more = in_dB(below - in.limits.unused_range),
             .title = "the peaks stay {found} below the full scale of {stage}",
             .reason = "The signal uses only the lowest part of the converter's range, close to its noise.",
             .remedy = "More gain before it: {more} or more.",
             .missing_gain = below - in.limits.unused_range});
}

constexpr void unstated_limit(rule_input const& in, diagnosis& out) {
    for (std::size_t k = 0; k < in.size(); ++k)
        if (!in.info(k).limit_is_stated)
            out.add({.id = "GS206",
                     .severity = severity::unknown,
                     .stage = in.info(k).name,
                     .title = "no maximum level is stated for {stage}",
                     .reason = "Whether it is overloaded cannot be judged.",
                     .remedy = "Take its maximum level from the datasheet."});
}

constexpr void gain_shortage(rule_input const& in, diagnosis& out) {
    decibels const missing = gain_missing_at_load(in);
    std::size_t const k = in.first_amplifier();
    if (k == in.size() || !in.info(k).max_gain || !in.info(k).gain || missing.value() <= 0) return;
    decibels const left = *in.info(k).max_gain - *in.info(k).gain;
    if (missing - left < in.limits.little_headroom) return;
    out.add({.id = "GS207",
             .severity = severity::warning,
             .stage = in.info(k).name,
             .found = in_dB(*in.info(k).gain + missing),
             .limit = in_dB(*in.info(k).max_gain),
             .more = in_dB(missing - left),
             .title = "{found} of gain is needed, {stage} has {limit} at most",
             .reason = "Even at full gain the signal does not reach the level that the end of the chain is made for.",
             .remedy = "An in-line booster, a preamp with {more} more gain, or a more sensitive microphone.",
             .missing_gain = missing - left});
}

constexpr void loudspeaker_level(rule_input const& in, diagnosis& out) {
    if (in.info(0).gives != signal_class::loudspeaker) return;
    for (std::size_t k = 1; k < in.size(); ++k) {
        stage_info const& s = in.info(k);
        bool const input = s.is_amplifier || s.role == stage_role::load;
        if (!input) continue;
        if (s.accepts != signal_class::loudspeaker && s.accepts != signal_class::any)
            out.add({.id = "GS208",
                     .severity = severity::danger,
                     .stage = s.name,
                     .other = in.info(0).name,
                     .found = in_dBu(in.stage(0).level),
                     .title = "{other} gives loudspeaker level, {stage} is not made for it",
                     .reason = "A power amplifier gives {found}, and enough current to destroy an input.",
                     .remedy = "Take the signal before the power amplifier, or use a DI box or attenuator made for "
                               "loudspeaker level."});
        return;
    }
}

/// Stages that pass the programme at the frequency of the analysis but not at one end of the band, for one reason. `what`
/// has the texts.
constexpr void overload_at(rule_input const& in, std::span<stage_headroom const> there, frequency f, limit_law reason,
                           finding what, diagnosis& out) {
    for (std::size_t k = 0; k < in.size(); ++k) {
        stage_headroom const& here = there[k];
        if (!here.clips || here.limited_by != reason || in.stage(k).clips) continue;
        what.stage = here.name;
        what.found = in_dB(-here.headroom);
        what.limit = {f.value(), figure_unit::hertz};
        what.more = in_dBu(here.clip_level);
        what.missing_gain = here.headroom;
        out.add(what);
    }
}

constexpr void core_saturates(rule_input const& in, diagnosis& out) {
    overload_at(in, in.at_bottom, in.limits.bottom_of_band, limit_law::flux,
                {.id = "GS209",
                 .severity = severity::warning,
                 .title = "the core of {stage} saturates at {limit}: the level is {found} too high",
                 .reason =
                     "The largest sine it passes there is {more}: a transformer takes 6 dB less with every octave "
                     "down. Loud bass comes out distorted.",
                 .remedy = "A pad of {found} or a low-cut filter before it, or a transformer with a larger core."},
                out);
}

constexpr void too_slow(rule_input const& in, diagnosis& out) {
    overload_at(in, in.at_top, in.limits.top_of_band, limit_law::slew,
                {.id = "GS210",
                 .severity = severity::warning,
                 .title = "{stage} is too slow for this level at {limit}, by {found}",
                 .reason =
                     "The largest sine that its slew rate passes there is {more}. Louder treble becomes triangular, "
                     "and sounds harsh.",
                 .remedy = "{found} less level in it, or an amplifier with a higher slew rate."},
                out);
}

constexpr void out_of_current(rule_input const& in, diagnosis& out) {
    overload_at(in, in.at_top, in.limits.top_of_band, limit_law::current,
                {.id = "GS211",
                 .severity = severity::warning,
                 .title = "{stage} runs out of current at {limit}, by {found}",
                 .reason = "What it drives, the capacitance of the cable above all, takes all its current there with a "
                           "sine of {more}. Louder treble comes out distorted.",
                 .remedy = "A shorter cable or one of less capacitance, an output that gives more current, or {found} "
                           "less level."},
                out);
}

} // namespace detail

inline constexpr std::array level_rules{
    rule{"GS201", "far too quiet for the input", &detail::too_quiet},
    rule{"GS202", "overload", &detail::overload},
    rule{"GS203", "little headroom", &detail::little_headroom},
    rule{"GS204", "converter range unused", &detail::unused_range},
    rule{"GS205", "the microphone clips", nullptr}, // found together with GS202
    rule{"GS206", "maximum level not stated", &detail::unstated_limit},
    rule{"GS207", "gain shortage", &detail::gain_shortage},
    rule{"GS208", "loudspeaker level into an input", &detail::loudspeaker_level},
    rule{"GS209", "transformer core saturates", &detail::core_saturates},
    rule{"GS210", "slew rate too low", &detail::too_slow},
    rule{"GS211", "output current too low for the cable", &detail::out_of_current},
};

} // namespace gainstage
