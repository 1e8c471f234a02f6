// SPDX-License-Identifier: BSL-1.0
// What an overloaded stage makes of a sine: rails and currents clip it, a slew limit and a transformer core bend it.
#pragma once

#include <gainstage/analysis/clipped_sine.hpp>
#include <gainstage/analysis/saturated_sine.hpp>
#include <gainstage/analysis/slewed_sine.hpp>
#include <gainstage/element.hpp>
#include <gainstage/level.hpp>
#include <gainstage/name.hpp>
#include <gainstage/quantity.hpp>

#include <cstddef>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

namespace detail {

/// Calls f with the waveform that a law makes of a sine. A voltage source of limited current clips in a resistance; a
/// capacitance it charges no faster than dV/dt = I/C, which is a slew limit.
template <class F>
constexpr auto with_waveform(limit_law law, decibels overdrive, complex_impedance const& load, F f) {
    switch (law) {
    case limit_law::slew: return f(slewed_sine(overdrive));
    case limit_law::flux: return f(saturated_sine(overdrive));
    case limit_law::current:
        if (-reactance(load).value() > resistance(load).value()) return f(slewed_sine(overdrive));
        break;
    case limit_law::voltage: break;
    }
    return f(clipped_sine(overdrive));
}

} // namespace detail

/// What a sine of the level becomes at a stage.
struct stage_distortion {
    component_name name{};
    decibels overdrive{
        -detail::infinity};             ///< over the largest sine of whatever limits it so far; below 0: not distorted
    double thd = 0;                     ///< harmonics over the fundamental, a ratio
    voltage_level level{};              ///< RMS, after the limit
    component_name limited_by{};        ///< the stage that limits it, here or before; empty: none
    limit_law law = limit_law::voltage; ///< what limits it there
};

/// What a sine at the level of a budget, or of a headroom at one frequency, becomes at stage k, limited by the stages up to
/// it.
///
/// Two hard clips in a row are one, at whichever limit is lower when both are referred to the same point: the greatest
/// overdrive of the stages so far decides. That is exact for limits of one law; of different laws in a row the lesser one
/// is left out, and so is what the response behind the limit does to the harmonics. (The crest factor plays no part: the
/// signal is a sine.)
template <class Levels>
[[nodiscard]] constexpr stage_distortion distortion_at(Levels const& levels, std::size_t k) {
    auto const stages = levels.stages();
    stage_distortion d{.name = stages[k].name, .level = stages[k].level};
    std::size_t limiting = 0;
    for (std::size_t j = 0; j <= k; ++j) {
        decibels const over = stages[j].level - stages[j].clip_level;
        if (over.value() > d.overdrive.value()) {
            d.overdrive = over;
            limiting = j;
        }
    }
    if (!(d.overdrive.value() > 0)) return d;
    d.limited_by = stages[limiting].name;
    d.law = stages[limiting].limited_by;
    detail::with_waveform(d.law, d.overdrive, stages[limiting].load_impedance, [&](auto const& wave) {
        d.thd = wave.thd();
        d.level = stages[k].level - d.overdrive + wave.level();
    });
    return d;
}

/// What a sine has become at the end of the chain.
///
///   distortion(analyze(chain, 4_dBu))                            at the frequency of the conditions
///   distortion(headroom_response(chain, 4_dBu).at(30_Hz))        at another
template <class Levels>
[[nodiscard]] constexpr stage_distortion distortion(Levels const& levels) {
    if (levels.stages().empty()) return {};
    return distortion_at(levels, levels.stages().size() - 1);
}

} // namespace gainstage
