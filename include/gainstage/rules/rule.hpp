// SPDX-License-Identifier: BSL-1.0
// What a rule is: a function of a chain's budget and power, held against thresholds.
#pragma once

#include <gainstage/analysis/budget.hpp>
#include <gainstage/analysis/headroom.hpp>
#include <gainstage/analysis/interference.hpp>
#include <gainstage/analysis/powering.hpp>
#include <gainstage/rules/finding.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// The limits that the rules hold a chain to. Every one is a matter of judgement; change what does not suit you.
struct thresholds {
    /// GS201: a level this far below the one an input is made for is far too quiet.
    decibels too_quiet{20};
    /// GS203: less headroom than this is little.
    decibels little_headroom{6};
    /// GS204: peaks that stay this far below full scale leave a converter's range unused.
    decibels unused_range{40};
    /// GS301: a load that takes more than this. 1.6 dB is a load of 5 times the source impedance.
    decibels loading_loss{1.6};
    /// GS301: … and this is a fault. 6.5 dB is a load below the source impedance.
    decibels severe_loading_loss{6.5};
    /// GS302: how much a cable may take at the top of the audio band.
    decibels roll_off{1};
    /// GS209: the lowest frequency at which the programme may have its full level. The low B of a bass is 31 Hz.
    frequency bottom_of_band = detail::from_si<frequency>(30);
    /// GS210, GS211, GS302: the highest.
    frequency top_of_band = detail::from_si<frequency>(20e3);
    /// GS501, GS502: how much noisier than its microphone a chain may be.
    decibels noise_figure{3};
    /// GS503: the least signal-to-noise ratio; empty: none is asked for.
    std::optional<decibels> target_snr{};
    /// GS505: how far below the gain of its measurement an equivalent input noise is trusted.
    decibels noise_extrapolation{20};
    /// GS601, GS602, GS603: how far the hum must be below the signal. 60 dB: Whitlock (Jensen AN-004) calls it very poor.
    decibels signal_to_hum{60};
};

/// What a rule sees.
struct rule_input {
    budget_view budget;
    gainstage::circuit circuit;                ///< the elements, for passes of a rule's own
    std::span<stage_headroom const> at_bottom; ///< the headroom of every stage at limits.bottom_of_band
    std::span<stage_headroom const> at_top;    ///< … and at limits.top_of_band
    power_report const& power;
    gainstage::thresholds const& limits;
    interference_view hum;
    bool judges_balanced; ///< a voltage between grounds was asked for: balanced lines are held to it too

    [[nodiscard]] constexpr std::size_t size() const { return budget.stages().size(); }
    [[nodiscard]] constexpr stage_budget const& stage(std::size_t k) const { return budget.stages()[k]; }
    [[nodiscard]] constexpr stage_info const& info(std::size_t k) const { return budget.infos()[k]; }
    [[nodiscard]] constexpr bool starts_with_microphone() const { return info(0).gives == signal_class::microphone; }
    /// A source or an amplifier: what is behind it loads it.
    [[nodiscard]] constexpr bool drives(std::size_t k) const {
        return info(k).role == stage_role::source || info(k).is_amplifier;
    }
    /// The first amplifier, or size() if there is none.
    [[nodiscard]] constexpr std::size_t first_amplifier() const {
        for (std::size_t k = 0; k < size(); ++k)
            if (info(k).is_amplifier) return k;
        return size();
    }
    /// The last source, amplifier or transformer before stage k > 0.
    [[nodiscard]] constexpr std::size_t driver_of(std::size_t k) const {
        do --k;
        while (k > 0 && !info(k).is_amplifier && !info(k).common_mode.isolates);
        return k;
    }
    /// What kind of signal arrives at stage k > 0. What an in-line booster gives is still a microphone's, what a transformer
    /// gives is what it gets; a DI box says itself.
    [[nodiscard]] constexpr signal_class arriving_at(std::size_t k) const {
        std::size_t driver = driver_of(k);
        while (driver > 0 && info(driver).kind != stage_kind::di_box &&
               (info(driver).need.kind != power_kind::none || info(driver).gives == signal_class::any))
            driver = driver_of(driver);
        return info(driver).gives;
    }
};

/// A rule: a stable identifier, what it looks for in a few words, and the function that looks. A rule of your own:
///
///   constexpr gainstage::rule no_long_runs{"MY001", "cable over 50 m", [](rule_input const& in, diagnosis& out) { … }};
struct rule {
    std::string_view id;
    std::string_view summary;
    void (*check)(rule_input const& in, diagnosis& out);
};

namespace detail {

constexpr figure in_dB(decibels d) { return {d.value(), figure_unit::dB}; }
constexpr figure in_dBu(voltage_level l) { return {l.dBu(), figure_unit::dBu}; }
constexpr figure in_ohm(impedance z) { return {z.value(), figure_unit::ohm}; }
constexpr figure in_volt(voltage v) { return {v.value(), figure_unit::volt}; }
constexpr figure in_ampere(current i) { return {i.value(), figure_unit::ampere}; }

} // namespace detail

} // namespace gainstage
