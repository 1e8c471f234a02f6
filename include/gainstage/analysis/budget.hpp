// SPDX-License-Identifier: BSL-1.0
// The result of analyze(): the level budget of a chain.
#pragma once

#include <gainstage/circuit.hpp>
#include <gainstage/detail/storage.hpp>
#include <gainstage/element.hpp>
#include <gainstage/level.hpp>
#include <gainstage/noise_level.hpp>
#include <gainstage/stage.hpp>
#include <gainstage/validate.hpp>

#include <cstddef>
#include <span>
#include <string_view>
#include <utility>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// Under which conditions a chain is analysed.
struct conditions {
    gainstage::frequency frequency = detail::from_si<gainstage::frequency>(1e3); ///< of the signal. > 0
    decibels crest_factor =
        sine_crest_factor; ///< peak over RMS of the programme; a sine has 3.01 dB, speech 12, music 10 to 20
    frequency_band band{}; ///< of the noise
    gainstage::weighting weighting = gainstage::weighting::none; ///< of the noise
    gainstage::temperature temperature = room_temperature;       ///< of every resistor. > 0
};

/// What a chain is driven with: a sound level or a voltage level.
class excitation {
public:
    constexpr excitation() = default;
    constexpr excitation(sound_level l) : dB_(l.dBSPL()), sound_(true) {}
    constexpr excitation(voltage_level l) : dB_(l.dBu()) {}

    [[nodiscard]] constexpr bool is_sound() const { return sound_; }
    /// In dB SPL or dBu.
    [[nodiscard]] constexpr double dB() const { return dB_; }
    /// In Pa or V, RMS.
    [[nodiscard]] constexpr double rms() const {
        return sound_ ? rms_pressure(sound_level::from_dBSPL(dB_)).value()
                      : rms_voltage(voltage_level::from_dBu(dB_)).value();
    }
    /// Of the same kind, with another RMS value in Pa or V.
    [[nodiscard]] constexpr excitation with_rms(double rms_value) const {
        if (rms_value == detail::infinity) {
            excitation e = *this;
            e.dB_ = detail::infinity;
            return e;
        }
        if (sound_) return level_of(detail::from_si<pressure>(rms_value));
        return level_of(detail::from_si<voltage>(rms_value));
    }
    [[nodiscard]] constexpr excitation operator-(decibels d) const { return *this + -d; }
    [[nodiscard]] constexpr excitation operator+(decibels d) const {
        excitation e = *this;
        e.dB_ += d.value();
        return e;
    }
    [[nodiscard]] constexpr sound_level as(sound_level const*) const { return sound_level::from_dBSPL(dB_); }
    [[nodiscard]] constexpr voltage_level as(voltage_level const*) const { return voltage_level::from_dBu(dB_); }
    [[nodiscard]] constexpr excitation as(excitation const*) const { return *this; }

private:
    double dB_ = -detail::infinity;
    bool sound_ = false;
};

/// The figures of one stage. They are those of its output terminals, with everything connected; for a load, those of its
/// input terminals, but level and noise are those behind its coupling capacitor if it has one.
struct stage_budget {
    component_name name;
    voltage_level level; ///< RMS
    voltage_level peak;  ///< level + crest factor: the peak voltage on the same scale
    /// The RMS level here of the largest sine that this stage passes; +inf if it has no limit.
    voltage_level clip_level = voltage_level::from_dBu(detail::infinity);
    decibels headroom{detail::infinity};       ///< how much the programme may rise until its peaks clip in this stage
    limit_law limited_by = limit_law::voltage; ///< what limits it, if clip_level is finite
    bool clips = false;                        ///< its peaks clip in this stage: headroom < 0
    voltage_noise_level noise;       ///< in the band, weighted; all that comes before and what acts back from behind
    decibels snr{-detail::infinity}; ///< level over noise
    decibels gain{0};                ///< of this stage, loaded: from its input terminals, of a source from its EMF
    decibels cumulative_gain{0};     ///< from the source's open-circuit voltage (EMF)
    decibels loading_loss{0};        ///< what the load takes off the open-circuit level: -20 log10|Zl/(Zs + Zl)|
    complex_impedance source_impedance{}; ///< seen looking back into the terminals
    complex_impedance load_impedance{};   ///< seen looking forward from them
};

/// One stage's part of a noise.
struct noise_contribution {
    component_name name;
    double share = 0;          ///< of the noise power, 0 … 1
    voltage_noise_level level; ///< this part alone
};

namespace detail {

inline constexpr stage_budget no_such_stage{};

/// Called in constant evaluation only, where it stops the compiler with its name.
inline void no_stage_has_this_name() {}

/// Single figures of a budget.
struct budget_summary {
    gainstage::conditions conditions;
    gainstage::excitation excitation;
    problem_list problems;
    double emf_per_unit = 0;          ///< RMS volts of the source, open circuit, for an excitation of 1 Pa or 1 V
    double max_excitation = infinity; ///< Pa or V, RMS: the largest sine that nothing clips
    double noise_error = 0;           ///< relative, of the noise powers
    bool noise_converged = true;
};

/// The questions that every kind of budget answers. Self has stages(), infos(), summary() and noise_powers().
///
/// A temporary budget answers with copies, which outlive it: `for (auto const& s : analyze(chain, level).stages())`. A
/// pointer into it or a view of it does not compile.
template <class Self>
class budget_queries {
public:
    /// False: an impossible value was found; problems() says which, and every figure is silence.
    [[nodiscard]] constexpr bool valid() const { return problems().empty(); }
    [[nodiscard]] constexpr problem_list const& problems() const& { return self().summary().problems; }
    [[nodiscard]] constexpr problem_list problems() && { return self().summary().problems; }

    [[nodiscard]] constexpr gainstage::conditions const& conditions() const& { return self().summary().conditions; }
    [[nodiscard]] constexpr gainstage::conditions conditions() && { return self().summary().conditions; }
    [[nodiscard]] constexpr gainstage::excitation excitation() const { return self().summary().excitation; }

    /// The stage of that name, or nullptr.
    [[nodiscard]] constexpr stage_budget const* find_stage(std::string_view name) const& {
        for (auto const& s : self().stages())
            if (s.name == name) return &s;
        return nullptr;
    }
    stage_budget const* find_stage(std::string_view name) && = delete;
    /// The stage of that name. If there is none: a stage without a name, at silence; in a constant expression an error.
    [[nodiscard]] constexpr stage_budget const& stage(std::string_view name) const& {
        for (auto const& s : self().stages())
            if (s.name == name) return s;
        if (std::is_constant_evaluated()) no_stage_has_this_name();
        return no_such_stage;
    }
    [[nodiscard]] constexpr stage_budget stage(std::string_view name) && { return std::as_const(*this).stage(name); }
    /// The last stage: the load.
    [[nodiscard]] constexpr stage_budget const& output() const& {
        return self().stages().empty() ? no_such_stage : self().stages().back();
    }
    [[nodiscard]] constexpr stage_budget output() && { return std::as_const(*this).output(); }

    [[nodiscard]] constexpr bool clips() const { return headroom().value() < 0; }
    /// The least headroom of any stage; +inf if nothing has a limit.
    [[nodiscard]] constexpr decibels headroom() const { return first_to_clip().headroom; }
    /// The stage that clips first as the level rises; one without a name if nothing has a limit.
    [[nodiscard]] constexpr stage_budget const& first_to_clip() const& {
        stage_budget const* first = &no_such_stage;
        for (auto const& s : self().stages())
            if (s.headroom < first->headroom) first = &s;
        return *first;
    }
    [[nodiscard]] constexpr stage_budget first_to_clip() && { return std::as_const(*this).first_to_clip(); }

    /// The level in dBFS at a converter: its RMS level over the full-scale sine. Silence if the load states no full scale.
    [[nodiscard]] constexpr gainstage::digital_level digital_level() const {
        if (!has_full_scale() || !valid()) return gainstage::digital_level::silence();
        return gainstage::digital_level::from_dBFS((output().level - *self().infos().back().full_scale).value());
    }
    [[nodiscard]] constexpr bool has_full_scale() const {
        return !self().infos().empty() && self().infos().back().full_scale.has_value();
    }

    /// The noise at the output, referred to the source's open-circuit voltage (through the gain at the signal's frequency):
    /// equivalent input noise, with the source's own. Of a source that is turned down +inf; silence if there is no noise.
    [[nodiscard]] constexpr voltage_noise_level input_referred_noise() const {
        if (output().noise.level().is_silent()) return output().noise;
        return output().noise - output().cumulative_gain;
    }
    /// The same as an equivalent sound level, for a chain that begins with a microphone: what the whole chain hisses.
    [[nodiscard]] constexpr sound_noise_level equivalent_noise_level() const {
        sound_level level = sound_level::silence();
        if (excitation().is_sound() && valid() && excitation().rms() > 0)
            level = sound_level::from_dBSPL(excitation().dB()) - output().snr;
        return {level, conditions().band, conditions().weighting};
    }
    /// How much the chain worsens the source's signal-to-noise ratio: the noise at the output over the part of it that
    /// the source itself makes. If that is the thermal noise of its impedance this is the noise figure (IEEE: at 290 K; here
    /// at conditions.temperature). +inf for a noiseless source; 0 dB if nothing makes noise.
    [[nodiscard]] constexpr decibels noise_figure() const {
        std::size_t const n = self().stages().size();
        double total = 0;
        for (std::size_t c = 0; c < n; ++c) total += noise_power(n - 1, c);
        if (total == 0) return decibels{0};
        double const own = noise_power(n - 1, 0);
        return own > 0 ? gain_of_power_ratio(total / own) : decibels{infinity};
    }
    /// From the noise to the largest undistorted sine, at the output.
    [[nodiscard]] constexpr decibels dynamic_range() const {
        if (!valid()) return decibels{0};
        // Not from the budget's level: silence has a dynamic range too.
        auto const& sum = self().summary();
        if (sum.max_excitation == infinity) return decibels{infinity};
        voltage_level const largest = level_of(from_si<voltage>(sum.max_excitation * sum.emf_per_unit));
        return largest + output().cumulative_gain - output().noise;
    }
    /// Stated error of every noise figure, dB: the quadrature's.
    [[nodiscard]] constexpr decibels noise_error() const {
        return gain_of_power_ratio(1 + self().summary().noise_error);
    }
    /// False: the noise integral did not reach its tolerance; noise_error() says what it reached.
    [[nodiscard]] constexpr bool noise_converged() const { return self().summary().noise_converged; }

    /// What stage `contributor` makes of the noise at stage `at`.
    [[nodiscard]] constexpr noise_contribution noise_contribution_of(std::size_t contributor, std::size_t at) const {
        double total = 0;
        for (std::size_t c = 0; c < self().stages().size(); ++c) total += noise_power(at, c);
        double const own = noise_power(at, contributor);
        return {self().stages()[contributor].name,
                total > 0 ? own / total : 0,
                {level_of(from_si<voltage>(detail::sqrt(own))), conditions().band, conditions().weighting}};
    }
    /// The stage that makes most of the noise at the output, with its share.
    [[nodiscard]] constexpr noise_contribution dominant_noise() const {
        std::size_t const n = self().stages().size();
        if (n == 0) return {};
        std::size_t most = 0;
        for (std::size_t c = 1; c < n; ++c)
            if (noise_power(n - 1, c) > noise_power(n - 1, most)) most = c;
        return noise_contribution_of(most, n - 1);
    }

private:
    [[nodiscard]] constexpr Self const& self() const { return static_cast<Self const&>(*this); }
    [[nodiscard]] constexpr double noise_power(std::size_t at, std::size_t contributor) const {
        return self().noise_powers()[at * self().stages().size() + contributor];
    }
};

} // namespace detail

/// A budget as the rules see it, whatever chain it comes from. Valid as long as the budget it was made from.
class budget_view : public detail::budget_queries<budget_view> {
public:
    constexpr budget_view(std::span<stage_budget const> stages, std::span<stage_info const> infos,
                          std::span<double const> noise_powers, detail::budget_summary const& summary)
        : stages_(stages), infos_(infos), noise_powers_(noise_powers), summary_(&summary) {}

    [[nodiscard]] constexpr std::span<stage_budget const> stages() const { return stages_; }
    /// What each stage is: connectors, power, kind.
    [[nodiscard]] constexpr std::span<stage_info const> infos() const { return infos_; }
    [[nodiscard]] constexpr std::span<double const> noise_powers() const { return noise_powers_; }
    [[nodiscard]] constexpr detail::budget_summary const& summary() const { return *summary_; }

private:
    std::span<stage_budget const> stages_;
    std::span<stage_info const> infos_;
    std::span<double const> noise_powers_;
    detail::budget_summary const* summary_;
};

/// What analyze() returns. Excitation is the kind of level that the chain is driven with.
template <class Storage, class Excitation>
class basic_budget : public detail::budget_queries<basic_budget<Storage, Excitation>> {
    template <class T>
    using per_stage = typename Storage::template per_stage<T>;
    template <class T>
    using per_pair = typename Storage::template per_pair<T>;

public:
    /// From the source to the load.
    [[nodiscard]] constexpr std::span<stage_budget const> stages() const& { return stages_; }
    [[nodiscard]] constexpr per_stage<stage_budget> stages() && { return std::move(stages_); }
    [[nodiscard]] constexpr std::span<stage_info const> infos() const& { return infos_; }
    [[nodiscard]] constexpr per_stage<stage_info> infos() && { return std::move(infos_); }
    /// V^2 in the band, weighted, at stage k by stage c: [k * stages + c].
    [[nodiscard]] constexpr std::span<double const> noise_powers() const& { return noise_powers_; }
    [[nodiscard]] constexpr per_pair<double> noise_powers() && { return std::move(noise_powers_); }
    [[nodiscard]] constexpr detail::budget_summary const& summary() const& { return summary_; }
    [[nodiscard]] constexpr detail::budget_summary summary() && { return summary_; }
    [[nodiscard]] constexpr budget_view view() const& { return {stages_, infos_, noise_powers_, summary_}; }
    budget_view view() && = delete;

    /// The RMS level of the source at which the first stage just begins to clip, for the crest factor of the conditions;
    /// +inf if nothing has a limit.
    [[nodiscard]] constexpr Excitation max_input() const {
        gainstage::excitation const largest_sine = summary_.excitation.with_rms(valid_max_excitation());
        // Of an invalid budget the crest factor may be anything.
        decibels const crest = this->valid() ? summary_.conditions.crest_factor - sine_crest_factor : decibels{0};
        return (largest_sine + -crest).as(static_cast<Excitation const*>(nullptr));
    }
    /// Every stage's part of the noise at the output, in the order of the chain. The shares add up to 1.
    [[nodiscard]] constexpr auto noise_contributions() const { return noise_contributions_at(stages_.size() - 1); }
    /// Every stage's part of the noise at stage k.
    [[nodiscard]] constexpr auto noise_contributions_at(std::size_t k) const {
        per_stage<noise_contribution> list{};
        Storage::resize(list, stages_.size());
        for (std::size_t c = 0; c < stages_.size(); ++c) list[c] = this->noise_contribution_of(c, k);
        return list;
    }

private:
    [[nodiscard]] constexpr double valid_max_excitation() const {
        return this->valid() ? summary_.max_excitation : detail::infinity;
    }

    template <class S, class E>
    friend constexpr basic_budget<S, E> analyze_circuit(circuit const&, problem_list const&, excitation,
                                                        conditions const&);

    per_stage<stage_budget> stages_{};
    per_stage<stage_info> infos_{};
    per_pair<double> noise_powers_{};
    detail::budget_summary summary_{};
};

} // namespace gainstage
