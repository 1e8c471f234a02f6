// SPDX-License-Identifier: BSL-1.0
// analyze(): level, peak, headroom, noise, gain and impedances at every stage of a chain.
#pragma once

#include <gainstage/analysis/band_noise.hpp>
#include <gainstage/analysis/budget.hpp>
#include <gainstage/analysis/signal.hpp>
#include <gainstage/chain.hpp>
#include <gainstage/circuit.hpp>
#include <gainstage/recursion.hpp>

#include <cstddef>
#include <type_traits>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

namespace detail {

constexpr problem_list check_conditions(problem_list problems, excitation e, conditions const& c) {
    component_name const name = "conditions";
    field_checks f(name, problems);
    f.positive("frequency", c.frequency);
    f.gain("crest_factor", c.crest_factor);
    if (c.crest_factor.value() < 0)
        f.fail("crest_factor", c.crest_factor.value(), "dB",
               "must not be negative: a peak is never below the RMS value");
    f.band("band", c.band);
    f.positive("temperature", c.temperature);
    component_name const signal = "signal";
    field_checks g(signal, problems);
    if (e.dB() != -infinity) {
        if (e.is_sound()) g.level("level", sound_level::from_dBSPL(e.dB()));
        else g.level("level", voltage_level::from_dBu(e.dB()));
    }
    return problems;
}

/// A frequency that the passes can be asked at: what a field of that kind may be.
constexpr bool is_possible(frequency f) {
    return f.value() >= smallest_positive && f.value() <= range_of<frequency>::largest;
}
/// Says what level a chain is driven with, if it is given another one or none. True if a Level is right.
template <class Chain, class Level>
constexpr bool expect_level() {
    constexpr bool fits = std::is_convertible_v<Level const&, gainstage::excitation_of<Chain>>;
    constexpr bool sound = std::is_same_v<gainstage::excitation_of<Chain>, sound_level>;
    static_assert(fits || !sound, "this chain begins with a microphone: its level is a sound level, such as 94_dBSPL");
    static_assert(fits || sound,
                  "this chain begins with a line output: its level is a voltage level, such as 4_dBu or -10_dBV");
    return fits;
}
template <class Level, class Chain>
concept NotLevelOf = !std::is_convertible_v<Level const&, gainstage::excitation_of<Chain>>;
struct no_level {};
/// The result of what does not compile.
using no_budget = basic_budget<fixed_storage<0, 0>, voltage_level>;

inline constexpr double zero_dBSPL_in_dBPa = amplitude_dB(zero_dBSPL_pascals);
/// What an excitation adds to the levels for 1 Pa or 1 V of it.
constexpr decibels gain_of_drive(excitation e) {
    return decibels{e.dB() + (e.is_sound() ? zero_dBSPL_in_dBPa : zero_dBu_in_dBV)};
}

constexpr complex_impedance impedance_of_admittance(complex y) {
    if (y.re == 0 && y.im == 0) return complex_impedance::boost_quantity::from_value(complex{infinity});
    return complex_impedance::boost_quantity::from_value(1.0 / y);
}

/// -inf where nothing comes out, or goes in.
constexpr decibels gain_between(voltage_level in, voltage_level out) {
    return in.is_silent() ? decibels{-infinity} : out - in;
}

/// The limit of a stage whose output is `v` volts per unit, and how far the peak of its programme stays below it.
template <class Stage>
constexpr void set_headroom(Stage& out, double v, double clip_margin, limit_law law) {
    if (!(clip_margin < infinity)) return;
    out.limited_by = law;
    out.clip_level = level_of(from_si<voltage>(v * clip_margin));
    out.headroom = out.clip_level + sine_crest_factor - out.peak;
    // A sine exactly at the limit passes: what is left of rounding is no overload.
    if (detail::abs(out.headroom.value()) < 1e-9) out.headroom = decibels{0};
    out.clips = out.headroom.value() < 0;
}

/// Behind a source that is turned down (no open-circuit voltage) the gains are -inf; any other gain of nothing is underflow.
constexpr bool is_finite_or_silent(stage_budget const& s, double noise_power, bool turned_down) {
    double const gains = turned_down ? 0 : s.gain.value() + s.cumulative_gain.value();
    double const sum = gains + s.loading_loss.value() + magnitude(s.source_impedance).value();
    return sum - sum == 0 && noise_power - noise_power == 0 && s.level.dBu() < infinity;
}

/// The passes behind analyze(), for any chain of possible values: the stages' budgets, what each makes of the noise at each,
/// in noise_powers[k * stages + c], and the rest of a summary that says under which conditions.
template <class Storage>
constexpr void compute_budget(circuit const& c, stage_budget* stages, double* noise_powers, budget_summary& summary) {
    std::size_t const n = c.stages.size();
    gainstage::conditions const& cond = summary.conditions;

    // Signal, at one frequency.
    signal_pass<Storage, complex> signal(c);
    signal(c, at_frequency(cond.frequency.value(), cond.temperature));
    summary.emf_per_unit = signal.emf;
    decibels const drive_gain = gain_of_drive(summary.excitation);
    voltage_level const emf = level_of(from_si<voltage>(signal.emf));
    voltage_level before = emf;
    for (std::size_t k = 0; k < n; ++k) {
        stage_budget& out = stages[k];
        stage_signal<complex> const& here = signal.stages[k];
        double const v = magnitude(here.v);
        out.source_impedance = complex_impedance::boost_quantity::from_value(here.source);
        out.load_impedance = impedance_of_admittance(here.load);
        out.loading_loss = gain_of_power_ratio(norm(here.loading));
        voltage_level const per_unit = level_of(from_si<voltage>(v));
        out.level = per_unit + drive_gain;
        out.peak = out.level + cond.crest_factor;
        out.gain = gain_between(before, per_unit);
        out.cumulative_gain = gain_between(emf, per_unit);
        if (here.clip_margin < summary.max_excitation) summary.max_excitation = here.clip_margin;
        set_headroom(out, v, here.clip_margin, here.law);
        before = per_unit;
    }

    // Noise, over the band.
    auto const integrated = band_noise<Storage>(c, cond.band, cond.weighting, cond.temperature);
    for (std::size_t i = 0; i < n * n; ++i) noise_powers[i] = integrated.integral[i];
    summary.noise_error = integrated.relative_error;
    summary.noise_converged = integrated.converged;
    for (std::size_t k = 0; k < n; ++k) {
        double power = 0;
        for (std::size_t i = 0; i < n; ++i) power += noise_powers[k * n + i];
        stage_budget& out = stages[k];
        out.noise = {level_of(from_si<voltage>(detail::sqrt(power))), cond.band, cond.weighting};
        out.snr = out.level - out.noise;
        if (!is_finite_or_silent(out, power, signal.emf == 0)) {
            component_name const name = out.name;
            field_checks f(name, summary.problems);
            f.fail("", 0, "",
                   "the values of the chain together leave the range of numbers: nothing is computed behind it");
            for (std::size_t i = 0; i < n * n; ++i) noise_powers[i] = 0;
            names_alone(c, stages);
            return;
        }
    }
}

} // namespace detail

/// The budget of a circuit, for any storage. Nothing is computed if there are problems.
template <class Storage, class Excitation>
[[nodiscard]] constexpr basic_budget<Storage, Excitation>
analyze_circuit(circuit const& c, problem_list const& problems, excitation drive, conditions const& cond) {
    basic_budget<Storage, Excitation> b;
    std::size_t const n = c.stages.size();
    Storage::resize(b.stages_, n);
    Storage::resize(b.infos_, n);
    Storage::resize(b.noise_powers_, n * n);
    b.summary_.conditions = cond;
    b.summary_.excitation = drive;
    b.summary_.problems = detail::check_conditions(problems, drive, cond);
    for (std::size_t k = 0; k < n; ++k) {
        b.infos_[k] = c.stages[k];
        b.stages_[k].name = c.stages[k].name;
    }
    if (b.summary_.problems.empty() && n > 0)
        detail::compute_budget<typename Storage::of_passes>(c, b.stages_.data(), b.noise_powers_.data(), b.summary_);
    return b;
}

/// Level, peak, headroom, clipping, noise, signal-to-noise ratio, gain and impedances at every stage.
///
/// The chain begins with a source and ends with a load. A microphone takes a sound_level, a line output a voltage_level:
/// its open-circuit level. Impossible values give a budget that is not valid() and says why; no figure is ever NaN.
///
///   constexpr auto budget = analyze(microphone{} >> preamp{} >> line_input{}, 94_dBSPL);
template <class... C>
[[nodiscard]] constexpr auto analyze(chain<C...> const& c, excitation_of<chain<C...>> level,
                                     conditions const& cond = {}) {
    using type = chain<C...>;
    if constexpr (detail::is_complete<type>()) {
        auto const problems = c.validate();
        auto const low = problems.empty() ? c.lower() : c.names(); // lowering divides: not with impossible values
        return analyze_circuit<detail::storage_of<type>, excitation_of<type>>(low.view(), problems, level, cond);
    }
}

// What does not compile, with a sentence that says why.
template <class... C, detail::NotLevelOf<chain<C...>> Level>
constexpr auto analyze(chain<C...> const&, Level const&, conditions const& = {}) {
    (void)detail::expect_level<chain<C...>, Level>();
    return detail::no_budget{};
}
template <class... C>
constexpr auto analyze(chain<C...> const& c) {
    return analyze(c, detail::no_level{});
}
template <Component C>
constexpr auto analyze(C const&, detail::any_excitation const&, conditions const& = {}) {
    static_assert(detail::is_chain<C>, "analyze() takes a whole chain: source >> ... >> load");
    return detail::no_budget{};
}

} // namespace gainstage
