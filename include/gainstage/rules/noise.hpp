// SPDX-License-Identifier: BSL-1.0
// Rules 5xx: who makes the noise, and whether it had to be.
#pragma once

#include <gainstage/rules/rule.hpp>

#include <array>
#include <cstddef>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

namespace detail {

/// The stage behind the source that makes most of the noise at the output.
constexpr std::size_t noisiest_behind_source(rule_input const& in) {
    std::size_t most = 1;
    for (std::size_t k = 2; k < in.size(); ++k)
        if (in.budget.noise_contribution_of(k, in.size() - 1).share >
            in.budget.noise_contribution_of(most, in.size() - 1).share)
            most = k;
    return most;
}

/// GS501 and GS502 ask the same question; which one is found depends on where the noise is made.
constexpr void chain_noise(rule_input const& in, diagnosis& out) {
    if (!in.starts_with_microphone() || !in.info(0).noise_is_stated || in.size() < 2) return;
    decibels const nf = in.budget.noise_figure();
    if (nf <= in.limits.noise_figure) return;
    std::size_t const k = noisiest_behind_source(in);
    std::size_t const amplifier = in.first_amplifier();
    bool const late = amplifier == in.size() ? in.info(k).role == stage_role::load : k > amplifier;
    finding f{.id = late ? "GS502" : "GS501",
              .severity = severity::warning,
              .stage = in.info(k).name,
              .other = in.info(0).name};
    f.found = in_dB(nf);
    f.limit = in_dB(in.limits.noise_figure);
    f.more = {100 * in.budget.noise_contribution_of(k, in.size() - 1).share, figure_unit::percent};
    if (late) {
        f.title = "{stage} makes {more} of the noise: the gain comes too late";
        f.reason =
            "The signal is still so small there that the chain is {found} noisier than its microphone alone. The first "
            "stage should decide the noise.";
        f.remedy = "More gain before {stage}.";
    } else {
        f.title = "{stage} makes {more} of the noise";
        f.reason = "The chain is {found} noisier than its microphone alone.";
        f.remedy = "A preamp with less noise, a more sensitive microphone, or less attenuation before the first gain.";
    }
    out.add(f);
}

constexpr void target_missed(rule_input const& in, diagnosis& out) {
    if (!in.limits.target_snr || in.budget.output().snr >= *in.limits.target_snr) return;
    out.add({.id = "GS503",
             .severity = severity::warning,
             .stage = in.budget.output().name,
             .other = in.budget.dominant_noise().name,
             .found = in_dB(in.budget.output().snr),
             .limit = in_dB(*in.limits.target_snr),
             .more = in_dB(*in.limits.target_snr - in.budget.output().snr),
             .title = "a signal-to-noise ratio of {found} at {stage} where {limit} is asked for",
             .reason = "{other} makes most of the noise.",
             .remedy = "{more} is missing: more level from the source, or less noise from {other}."});
}

constexpr void unstated_noise(rule_input const& in, diagnosis& out) {
    for (std::size_t k = 0; k < in.size(); ++k)
        if (!in.info(k).noise_is_stated)
            out.add({.id = "GS504",
                     .severity = severity::unknown,
                     .stage = in.info(k).name,
                     .title = "no noise figure is stated for {stage}",
                     .reason = "What is computed leaves its noise out: the real chain is noisier.",
                     .remedy = "Take its self-noise, dynamic range or input noise from the datasheet."});
}

constexpr void extrapolated_noise(rule_input const& in, diagnosis& out) {
    for (std::size_t k = 0; k < in.size(); ++k)
        if (in.info(k).noise_extrapolated > in.limits.noise_extrapolation)
            out.add({.id = "GS505",
                     .severity = severity::unknown,
                     .stage = in.info(k).name,
                     .found = in_dB(in.info(k).noise_extrapolated),
                     .limit = in_dB(in.limits.noise_extrapolation),
                     .title = "the noise of {stage} is stated for {found} more gain than it is set to",
                     .reason =
                         "At low gain the noise of the output stage adds to the equivalent input noise, and of that "
                         "nothing is stated.",
                     .remedy = "Fill in output_noise, or state the noise by its parts (amplifier_noise)."});
}

} // namespace detail

inline constexpr std::array noise_rules{
    rule{"GS501", "the preamp's noise over the microphone's", &detail::chain_noise},
    rule{"GS502", "a late stage makes the noise", nullptr}, // found together with GS501
    rule{"GS503", "target signal-to-noise ratio missed", &detail::target_missed},
    rule{"GS504", "noise not stated", &detail::unstated_noise},
    rule{"GS505", "equivalent input noise at another gain", &detail::extrapolated_noise},
};

} // namespace gainstage
