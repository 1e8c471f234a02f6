// SPDX-License-Identifier: BSL-1.0
// Headroom as a function of frequency: what rails, output currents, slew rates and transformer cores leave, without the
// noise integral of analyze().
#pragma once

#include <gainstage/analysis/analyze.hpp>
#include <gainstage/analysis/budget.hpp>
#include <gainstage/analysis/signal.hpp>
#include <gainstage/chain.hpp>
#include <gainstage/circuit.hpp>
#include <gainstage/detail/lowering.hpp>
#include <gainstage/element.hpp>
#include <gainstage/level.hpp>
#include <gainstage/name.hpp>
#include <gainstage/recursion.hpp>
#include <gainstage/validate.hpp>
#include <gainstage/weighting.hpp>

#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// Level and headroom of one stage at one frequency. The fields mean what those of stage_budget do.
struct stage_headroom {
    component_name name;
    voltage_level level; ///< RMS
    voltage_level peak;  ///< level + crest factor
    /// The RMS level here of the largest sine of this frequency that the stage passes; +inf if it has no limit.
    voltage_level clip_level = voltage_level::from_dBu(detail::infinity);
    decibels headroom{detail::infinity};
    limit_law limited_by = limit_law::voltage; ///< what limits it at this frequency, if clip_level is finite
    bool clips = false;
    complex_impedance load_impedance{};
};

namespace detail {

inline constexpr stage_headroom no_such_stage_headroom{};

/// The pass behind headroom_response(): the headroom of every stage of a chain of possible values, in stages[k]. False, and
/// names alone: the frequency is none, or the values of the chain together leave the range of numbers.
template <class Storage>
constexpr bool compute_headroom(circuit const& c, excitation drive, conditions const& cond, frequency f,
                                stage_headroom* stages) {
    names_alone(c, stages);
    if (!is_possible(f)) return false;
    signal_pass<Storage, complex> signal(c);
    signal(c, at_frequency(f.value(), cond.temperature));
    decibels const drive_gain = gain_of_drive(drive);
    for (std::size_t k = 0; k < c.stages.size(); ++k) {
        stage_headroom& here = stages[k];
        auto const& found = signal.stages[k];
        double const v = magnitude(found.v);
        if (!is_finite(v)) {
            names_alone(c, stages);
            return false;
        }
        here.level = level_of(from_si<voltage>(v)) + drive_gain;
        here.peak = here.level + cond.crest_factor;
        here.load_impedance = impedance_of_admittance(found.load);
        set_headroom(here, v, found.clip_margin, found.law);
    }
    return true;
}

} // namespace detail

/// The headroom of every stage at one frequency. A temporary one answers with copies.
template <class Storage>
class basic_headroom {
    using stage_list = typename Storage::template per_stage<stage_headroom>;

public:
    /// False: the chain has impossible values, or the frequency is none (zero, negative, infinite, NaN). Every level is then
    /// silence.
    [[nodiscard]] constexpr bool valid() const { return valid_; }
    [[nodiscard]] constexpr gainstage::frequency frequency() const { return frequency_; }
    /// From the source to the load.
    [[nodiscard]] constexpr std::span<stage_headroom const> stages() const& { return stages_; }
    [[nodiscard]] constexpr stage_list stages() && { return std::move(stages_); }
    /// The stage of that name. If there is none: a stage without a name, at silence; in a constant expression an error.
    [[nodiscard]] constexpr stage_headroom const& stage(std::string_view name) const& {
        for (auto const& s : stages_)
            if (s.name == name) return s;
        if (std::is_constant_evaluated()) detail::no_stage_has_this_name();
        return detail::no_such_stage_headroom;
    }
    [[nodiscard]] constexpr stage_headroom stage(std::string_view name) && { return std::as_const(*this).stage(name); }
    /// The stage that clips first as the level rises; one without a name if nothing has a limit.
    [[nodiscard]] constexpr stage_headroom const& first_to_clip() const& {
        stage_headroom const* first = &detail::no_such_stage_headroom;
        for (auto const& s : stages_)
            if (s.headroom < first->headroom) first = &s;
        return *first;
    }
    [[nodiscard]] constexpr stage_headroom first_to_clip() && { return std::as_const(*this).first_to_clip(); }
    /// The least headroom of any stage; +inf if nothing has a limit.
    [[nodiscard]] constexpr decibels headroom() const { return first_to_clip().headroom; }
    [[nodiscard]] constexpr bool clips() const { return headroom().value() < 0; }

private:
    template <class S>
    friend constexpr basic_headroom<S> headroom_at(circuit const&, excitation, conditions const&, gainstage::frequency,
                                                   bool);

    stage_list stages_{};
    gainstage::frequency frequency_{};
    bool valid_ = false;
};

/// The headroom of a circuit at a frequency, for any storage. `possible` false: the names alone.
template <class Storage>
[[nodiscard]] constexpr basic_headroom<Storage> headroom_at(circuit const& c, excitation drive, conditions const& cond,
                                                            frequency f, bool possible = true) {
    basic_headroom<Storage> out;
    Storage::resize(out.stages_, c.stages.size());
    out.frequency_ = f;
    // Of no frequency there are the names.
    out.valid_ = detail::compute_headroom<typename Storage::of_passes>(c, drive, cond, possible ? f : frequency{},
                                                                       out.stages_.data());
    return out;
}

/// Headroom as a function of frequency, for a programme of one level and crest factor at every frequency. Lowered is the
/// storage of the chain's elements: the object owns them.
///
///   auto const response = headroom_response(chain, 4_dBu);
///   response.at(30_Hz).stage("transformer").headroom      the core's limit falls by 6 dB per octave
///   distortion(response.at(30_Hz)).thd                    what a sine of 30 Hz becomes
///   response.least({20_Hz, 20_kHz}).first_to_clip()       the worst case in a band
template <class Lowered, class Storage>
class basic_headroom_response {
public:
    constexpr basic_headroom_response(Lowered const& low, problem_list const& problems, excitation drive,
                                      conditions const& cond)
        : lowered_(low), problems_(detail::check_conditions(problems, drive, cond)), drive_(drive), conditions_(cond) {}

    /// False: an impossible value was found; problems() says which, and nothing is computed.
    [[nodiscard]] constexpr bool valid() const { return problems_.empty(); }
    [[nodiscard]] constexpr problem_list const& problems() const& { return problems_; }
    [[nodiscard]] constexpr problem_list problems() && { return problems_; }

    /// The headroom of every stage at a frequency; not valid() for one that is zero, negative, infinite or NaN.
    [[nodiscard]] constexpr basic_headroom<Storage> at(frequency f) const {
        return headroom_at<Storage>(lowered_.view(), drive_, conditions_, f, valid());
    }

    /// The frequency of the least headroom in a band, its ends included, and the headroom there; not valid() for a band that
    /// is empty or has an impossible end. If nothing has a limit: the lower end.
    ///
    /// Looked for at 50 frequencies per decade. Around each that has less headroom than its neighbours a golden-section
    /// search follows: it finds the frequency to 1 part in 1e6. A resonance narrower than the steps of 4.7 % is found by its
    /// skirts; one that has none, because something else decides on both sides of it, or another resonance within two steps,
    /// can be missed from a Q of 20 on.
    [[nodiscard]] constexpr basic_headroom<Storage> least(frequency_band const& band = {}) const {
        if (!valid() || !detail::is_possible(band.low) || !detail::is_possible(band.high) || !(band.low < band.high))
            return at({});
        return at(detail::from_si<frequency>(worst_frequency(band.low.value(), band.high.value())));
    }

private:
    [[nodiscard]] constexpr double worst_frequency(double low, double high) const {
        circuit const c = lowered_.view();
        detail::signal_pass<typename Storage::of_passes, detail::complex> signal(c);
        // The excitation of the largest sine that everything passes, Pa or V.
        auto const margin = [&](double hertz) {
            signal(c, at_frequency(hertz, conditions_.temperature));
            double least = detail::infinity;
            for (std::size_t k = 0; k < c.stages.size(); ++k)
                if (signal.stages[k].clip_margin < least) least = signal.stages[k].clip_margin;
            return least;
        };
        constexpr double per_decade = 50;
        double const decades = detail::log10(high / low);
        auto const steps = static_cast<std::size_t>(decades * per_decade) + 1;
        auto const grid = [&](std::size_t i) {
            if (i == 0) return low;
            return i >= steps ? high
                              : low * detail::exp10(decades * static_cast<double>(i) / static_cast<double>(steps));
        };

        double worst = low;
        double least = margin(low);
        auto const keep = [&](double f, double m) {
            if (m >= least) return;
            least = m;
            worst = f;
        };
        double before = detail::infinity;
        double here = least;
        for (std::size_t i = 0; i <= steps; ++i) {
            double const next = i < steps ? margin(grid(i + 1)) : detail::infinity;
            keep(grid(i), here);
            bool const lowest = here <= before && here <= next;
            bool const flat = here * (1 + 1e-9) >= before && here * (1 + 1e-9) >= next;
            if (lowest && !flat) {
                double const f = lowest_between(grid(i > 0 ? i - 1 : 0), grid(i + 1), margin);
                keep(f, margin(f));
            }
            before = here;
            here = next;
        }
        return worst;
    }

    /// The golden-section search, in ln f.
    template <class F>
    static constexpr double lowest_between(double from, double to, F const& margin) {
        constexpr double section = 0.61803398874989484820;
        double const origin = from;
        double left = 0;
        double right = detail::ln(to / from);
        auto const at_log = [&](double x) { return margin(origin * detail::exp(x)); };
        double a = right - section * (right - left);
        double b = left + section * (right - left);
        double at_a = at_log(a);
        double at_b = at_log(b);
        while (right - left > 1e-6) {
            if (at_a <= at_b) {
                right = b;
                b = a;
                at_b = at_a;
                a = right - section * (right - left);
                at_a = at_log(a);
            } else {
                left = a;
                a = b;
                at_a = at_b;
                b = left + section * (right - left);
                at_b = at_log(b);
            }
        }
        return origin * detail::exp(at_a <= at_b ? a : b);
    }

    Lowered lowered_;
    problem_list problems_;
    excitation drive_;
    conditions conditions_;
};

/// The headroom of a chain at any frequency, for a programme of this level. Of the conditions the crest factor and the
/// temperature count; their frequency does not.
template <class... C>
[[nodiscard]] constexpr auto headroom_response(chain<C...> const& c, excitation_of<chain<C...>> level,
                                               conditions const& cond = {}) {
    using type = chain<C...>;
    if constexpr (detail::is_complete<type>()) {
        auto const problems = c.validate();
        auto const low = problems.empty() ? c.lower() : c.names();
        return basic_headroom_response<detail::lowered_type<type>, detail::storage_of<type>>(low, problems, level,
                                                                                             cond);
    }
}

} // namespace gainstage
