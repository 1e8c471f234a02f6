// SPDX-License-Identifier: BSL-1.0
// Rules 1xx: what plugs into what, and what the contacts do with the signal.
#pragma once

#include <gainstage/rules/rule.hpp>

#include <array>
#include <cstddef>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

namespace detail {

/// Calls f(k) for every joint between stage k and stage k + 1.
template <class F>
constexpr void for_each_joint(rule_input const& in, F f) {
    for (std::size_t k = 0; k + 1 < in.size(); ++k) f(k);
}

constexpr void does_not_mate(rule_input const& in, diagnosis& out) {
    for_each_joint(in, [&](std::size_t k) {
        mating const m = mate(in.info(k).output, in.info(k + 1).input);
        if (m != mating::wrong_shape && m != mating::wrong_gender) return;
        finding f{.id = "GS101", .severity = severity::error, .stage = in.info(k + 1).name, .other = in.info(k).name};
        f.title = "the plug of {other} does not fit {stage}";
        f.reason = m == mating::wrong_gender ? "Two plugs or two sockets cannot be joined."
                                             : "The two connectors are of different kinds.";
        f.remedy = "Use a cable or an adapter with the right connectors. It joins the plugs and changes nothing else.";
        out.add(f);
    });
}

constexpr void balanced_to_unbalanced(rule_input const& in, diagnosis& out) {
    for (std::size_t k = 0; k + 1 < in.size(); ++k) {
        stage_info const& driver = in.info(k);
        if (!in.drives(k)) continue;
        cold_leg const cold = cold_leg_behind(in.budget.infos(), k);
        if (cold == cold_leg::used || driver.topology == output_topology::unbalanced) continue;
        if (is_unbalanced(driver.output)) continue;
        double const left = fraction_left(driver.topology, cold);
        finding f{.id = "GS102", .severity = severity::info, .stage = driver.name};
        f.found = in_dB(-gain_of_amplitude_ratio(left));
        f.title = "balanced output of {stage} into an unbalanced input";
        if (driver.topology == output_topology::unspecified) {
            f.severity = severity::unknown;
            f.reason =
                "Whether the output keeps its level, or bears a grounded leg, depends on its output stage, which is "
                "not stated.";
            f.remedy =
                "Look up the output stage: two opposite drivers, transformer, cross-coupled or impedance balanced.";
        } else if (driver.topology == output_topology::symmetrical) {
            f.severity = severity::warning;
            f.reason =
                cold == cold_leg::grounded
                    ? "Each of the two drivers carries half the voltage, so that {found} is lost, and the cold driver "
                      "works into a short circuit."
                    : "Each of the two drivers carries half the voltage, so that {found} is lost.";
            f.remedy = "Leave the cold leg open, and make up the level; or use a transformer.";
        } else if (driver.topology == output_topology::floating && cold == cold_leg::open) {
            f.severity = severity::error;
            f.reason = "A transformer or capsule drives the voltage between its two legs: with one end open no signal "
                       "current flows.";
            f.remedy = "Connect the cold leg to ground at the unbalanced input.";
        } else if (driver.topology == output_topology::cross_coupled && cold == cold_leg::open) {
            f.severity = severity::warning;
            f.reason = "A cross-coupled output gives its whole level only with the cold leg grounded: {found} is lost.";
            f.remedy = "Connect the cold leg to ground at the unbalanced input.";
        } else {
            f.reason = "The level stays, but hum and noise that the cable picks up are no longer rejected.";
            f.remedy = "Keep the unbalanced part short.";
        }
        out.add(f);
    }
}

constexpr void stereo_into_balanced(rule_input const& in, diagnosis& out) {
    for_each_joint(in, [&](std::size_t k) {
        connector const& a = in.info(k).output;
        connector const& b = in.info(k + 1).input;
        if (mate(a, b) != mating::fits || !is_stereo(a) || !is_balanced(b)) return;
        out.add(
            {.id = "GS103",
             .severity = severity::error,
             .stage = in.info(k + 1).name,
             .other = in.info(k).name,
             .title = "stereo plug in the balanced mono input of {stage}",
             .reason = "The input takes the difference of tip and ring: what left and right have in common cancels.",
             .remedy = "Use a cable that splits left and right to two inputs."});
    });
}

constexpr bool is_headset(connector const& c) { return carries(c, contact::microphone); }

constexpr void headset_pinout(rule_input const& in, diagnosis& out) {
    for_each_joint(in, [&](std::size_t k) {
        connector const& a = in.info(k).output;
        connector const& b = in.info(k + 1).input;
        if (mate(a, b) != mating::fits || !is_headset(a) || !is_headset(b) || a.contacts == b.contacts) return;
        out.add({.id = "GS104",
                 .severity = severity::error,
                 .stage = in.info(k + 1).name,
                 .other = in.info(k).name,
                 .title = "CTIA and OMTP headset pin-outs meet at {stage}",
                 .reason =
                     "Microphone and ground are exchanged: the microphone gets its bias the wrong way round and stays "
                     "silent, and the earpieces play the difference of left and right.",
                 .remedy = "Use an adapter that exchanges ring 2 and sleeve."});
    });
}

constexpr void headset_contact_missed(rule_input const& in, diagnosis& out) {
    if (!in.starts_with_microphone()) return;
    for_each_joint(in, [&](std::size_t k) {
        connector const& a = in.info(k).output;
        connector const& b = in.info(k + 1).input;
        if (mate(a, b) != mating::fits || is_headset(a) == is_headset(b)) return;
        out.add(
            {.id = "GS105",
             .severity = severity::error,
             .stage = in.info(k + 1).name,
             .other = in.info(k).name,
             .title = "the headset's microphone contact meets none of its kind at {stage}",
             .reason =
                 "A four-pole headset connector carries the microphone on ring 2 or sleeve; one with fewer poles has "
                 "ground there.",
             .remedy = "Use a headset splitter with separate microphone and headphone plugs."});
    });
}

constexpr void mono_plug_in_stereo_socket(rule_input const& in, diagnosis& out) {
    for_each_joint(in, [&](std::size_t k) {
        connector const& a = in.info(k).output;
        stage_info const& b = in.info(k + 1);
        if (mate(a, b.input) != mating::fits || contact_count(a) != 2 || !is_stereo(b.input)) return;
        finding f{.id = "GS106", .severity = severity::warning, .stage = b.name, .other = in.info(k).name};
        f.title = "mono plug in the stereo socket of {stage}";
        f.reason = "The sleeve of the plug shorts the ring of the socket to ground: the right channel is silent.";
        if (b.feed.kind == power_kind::plug_in) {
            f.found = in_ampere(from_si<current>(b.feed.supply.value() / b.feed.feed_resistor.value()));
            f.reason =
                "The sleeve of the plug shorts the ring of the socket to ground: the right channel is silent, and its "
                "bias drives {found} into the short.";
        }
        f.remedy = "Use a three-pole plug with tip and ring joined, or with the ring open.";
        out.add(f);
    });
}

constexpr void wrong_side_of_combo(rule_input const& in, diagnosis& out) {
    for (std::size_t k = 1; k < in.size(); ++k) {
        stage_info const& s = in.info(k);
        if (s.kind != stage_kind::combo_input) continue;
        bool const line_path = s.accepts == signal_class::line;
        signal_class const arriving = in.arriving_at(k);
        if (!line_path && arriving == signal_class::line && in.info(k - 1).output.shape == connector_shape::xlr_3)
            out.add({.id = "GS107",
                     .severity = severity::warning,
                     .stage = s.name,
                     .other = in.info(in.driver_of(k)).name,
                     .title = "a line source on the XLR contacts of {stage}",
                     .reason =
                         "The XLR contacts lead to the microphone path: its gain, its low input impedance and phantom "
                         "power if it is on.",
                     .remedy = "Use a 6.35 mm plug: it selects the line path."});
        if (line_path && arriving == signal_class::microphone)
            out.add({.id = "GS108",
                     .severity = severity::error,
                     .stage = s.name,
                     .other = in.info(0).name,
                     .title = "a microphone on the 6.35 mm contacts of {stage}",
                     .reason = "The 6.35 mm contacts lead to the line path: little or no gain, and no phantom power.",
                     .remedy = "Use an XLR plug: it selects the microphone path."});
    }
}

constexpr void balanced_into_pc_socket(rule_input const& in, diagnosis& out) {
    for_each_joint(in, [&](std::size_t k) {
        connector const& a = in.info(k).output;
        stage_info const& b = in.info(k + 1);
        if (mate(a, b.input) != mating::fits || !is_balanced(a) || !carries(b.input, contact::bias)) return;
        out.add(
            {.id = "GS109",
             .severity = severity::warning,
             .stage = b.name,
             .other = in.info(k).name,
             .title = "balanced plug in the PC microphone socket of {stage}",
             .reason =
                 "The ring of that socket carries the bias voltage: it meets the cold leg, and drives a direct current "
                 "through the microphone.",
             .remedy = "Use an adapter that grounds the cold leg and leaves the ring open."});
    });
}

constexpr void polarity(rule_input const& in, diagnosis& out) {
    for_each_joint(in, [&](std::size_t k) {
        connector const& a = in.info(k).output;
        connector const& b = in.info(k + 1).input;
        if (mate(a, b) != mating::fits || a.shape != b.shape || !is_balanced(a) || !is_balanced(b)) return;
        if (a.contacts == b.contacts) return;
        out.add({.id = "GS110",
                 .severity = severity::info,
                 .stage = in.info(k + 1).name,
                 .other = in.info(k).name,
                 .title = "hot and cold are exchanged between {other} and {stage}",
                 .reason =
                     "One of the two has hot and cold the other way round (XLR: pin 3 hot). The polarity is inverted, "
                     "which is heard when the signal is mixed with others.",
                 .remedy = "Switch the polarity on one side, or exchange pins 2 and 3 in the cable."});
    });
}

/// Runs after all the others: it reads their findings.
constexpr void adapter_corrects_nothing(rule_input const& in, diagnosis& out) {
    bool const matters =
        out.has("GS201") || out.has("GS202") || out.has("GS301") || out.has("GS401") || out.has("GS408");
    if (!matters) return;
    for (std::size_t k = 0; k < in.size(); ++k) {
        if (in.info(k).kind != stage_kind::adapter) continue;
        out.add(
            {.id = "GS111",
             .severity = severity::info,
             .stage = in.info(k).name,
             .title = "{stage} joins the plugs and corrects nothing",
             .reason =
                 "An adapter has no gain, gives no power and changes no impedance: two devices that do not suit each "
                 "other still do not.",
             .remedy = "Put in what the other findings ask for: a preamp, a pad, a supply."});
        return;
    }
}

} // namespace detail

/// 1xx, as far as they stand alone; GS111 is last of all rules.
inline constexpr std::array connection_rules{
    rule{"GS101", "plug does not fit", &detail::does_not_mate},
    rule{"GS102", "balanced output into unbalanced input", &detail::balanced_to_unbalanced},
    rule{"GS103", "stereo plug in balanced mono input", &detail::stereo_into_balanced},
    rule{"GS104", "CTIA and OMTP mixed", &detail::headset_pinout},
    rule{"GS105", "headset microphone contact missed", &detail::headset_contact_missed},
    rule{"GS106", "mono plug in stereo socket", &detail::mono_plug_in_stereo_socket},
    rule{"GS107", "line source on a combo socket's XLR contacts", &detail::wrong_side_of_combo},
    rule{"GS108", "microphone on a combo socket's 6.35 mm contacts", nullptr}, // found together with GS107
    rule{"GS109", "balanced plug in PC microphone socket", &detail::balanced_into_pc_socket},
    rule{"GS110", "hot and cold exchanged", &detail::polarity},
};
inline constexpr std::array closing_rules{
    rule{"GS111", "adapter where something else is missing", &detail::adapter_corrects_nothing},
};

} // namespace gainstage
