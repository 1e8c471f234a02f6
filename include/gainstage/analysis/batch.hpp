// SPDX-License-Identifier: BSL-1.0
// Opt-in: many variants of one chain, and one chain at many frequencies, several at once in the lanes of vector
// registers and on several threads. What comes out is the same whatever the number of threads, bit for bit.
//
//   analyze_variants(1'000'000, make, 94_dBSPL, conditions, sink)       variants from components: make(i) is a chain
//   analyze_variants(perturbation, 1'000'000, fill, ...)                variants from the values of elements: no
//   lowering respond(chain, frequencies, points)                                 one chain, many frequencies
//
// The noise of a band is integrated by analyze()'s rule with its first panels, one a decade. Variants for which that
// misses the tolerance, or that ring, are computed one at a time by the passes of analyze().
#pragma once

#include <gainstage/analysis/perturbation.hpp>
#include <gainstage/detail/lane_block.hpp>
#include <gainstage/detail/ordered_chunks.hpp>
#include <gainstage/dynamic_chain.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace gainstage {

/// How a batch is computed.
struct batch_options {
    unsigned threads = 0; ///< 0: as many as the machine runs at once; 1: the calling thread, and no other
    bool noise = true;    ///< false: only the signal, at one frequency
    /// A variant's noise whose stated error is larger is integrated one at a time, to analyze()'s tolerance.
    decibels noise_tolerance{0.001};
};

/// One variant's figures at the chain's output. Plain numbers, 40 bytes: levels are computed when they are asked for.
struct output_figures {
    double rms = 0; ///< V, for the excitation of the batch
    double overload_ratio =
        detail::infinity;       ///< the greatest factor on the excitation before the peaks of the programme clip
    double noise_power = 0;     ///< V^2, in the band and with the weighting of the batch's conditions
    double noise_error = 0;     ///< relative, of the power: an upper bound in practice
    bool valid = false;         ///< false: an impossible value; nothing was computed
    bool one_at_a_time = false; ///< computed by analyze()'s passes

    [[nodiscard]] voltage_level level() const { return level_of(detail::si_value<voltage>(rms)); }
    /// In the band and with the weighting of the batch's conditions.
    [[nodiscard]] voltage_level noise() const { return level_of(detail::si_value<voltage>(detail::sqrt(noise_power))); }
    [[nodiscard]] decibels snr() const { return level() - noise(); }
    /// The least of any stage, as budget.headroom().
    [[nodiscard]] decibels headroom() const {
        decibels const h = gain_of_amplitude_ratio(overload_ratio);
        return detail::abs(h.value()) < 1e-9 ? decibels{0} : h;
    }
    [[nodiscard]] bool clips() const { return headroom().value() < 0; }
};

/// What became of a batch.
struct batch_report {
    std::size_t computed = 0;
    std::size_t invalid = 0;       ///< variants (or frequencies) with impossible values: not computed
    std::size_t one_at_a_time = 0; ///< of those computed: by analyze()'s passes
    std::size_t first_invalid = 0; ///< index, if there is one
    problem_list problems;         ///< of that one; or of the conditions, and then nothing was computed at all
};

/// The output at one frequency.
struct output_point {
    double re = 0; ///< volts per unit of excitation (Pa or V): real and imaginary part
    double im = 0;
    double noise = 0; ///< V^2/Hz
};

namespace detail {

/// The passes of analyze() on one circuit. False: its values together leave the range of numbers.
inline bool figures_one_at_a_time(circuit const& c, double drive, double crest, conditions const& cond, bool with_noise,
                                  output_figures& out) {
    signal_pass<dynamic_storage, complex> signal(c);
    signal(c, at_frequency(cond.frequency.value(), cond.temperature));
    double margin = infinity;
    for (auto const& s : signal.stages) margin = (std::min)(margin, s.clip_margin);
    double const v = magnitude(signal.stages.back().v);
    out = {v * drive, margin / drive * crest, 0, 0, true, true};
    if (!with_noise) return is_finite(v);
    auto const noise = band_noise<dynamic_storage>(c, cond.band, cond.weighting, cond.temperature);
    std::size_t const n = c.stages.size();
    for (std::size_t k = n * n - n; k < n * n; ++k) out.noise_power += noise.integral[k];
    out.noise_error = noise.relative_error;
    return is_finite(v) && is_finite(out.noise_power);
}

/// Variants from a callable that gives chains.
template <class Make>
class made_variants {
public:
    made_variants(Make const& make, excitation drive) : make_(&make), drive_(drive) {}

    void begin_block(lane_block& lanes) const { lanes.forget_kinds(); }
    lane_state load(lane_block& lanes, std::size_t l, std::size_t i, problem_list& problems) const {
        auto const variant = (*make_)(i);
        problems = problems_of(variant);
        if (!problems.empty()) return lane_state::invalid;
        auto const low = variant.lower();
        if (!lanes.has_kinds()) lanes.adopt(low.elements);
        return lanes.put(l, low.elements) ? lane_state::loaded : lane_state::other_kinds;
    }
    [[nodiscard]] auto lowered_at(std::size_t i) const { return (*make_)(i).lower(); }

private:
    [[nodiscard]] problem_list problems_of(auto const& variant) const {
        if constexpr (requires { variant.validate(drive_); }) return variant.validate(drive_);
        else return variant.validate();
    }

    Make const* make_;
    excitation drive_;
};

/// Variants from values of elements.
template <class Fill>
class perturbed_variants {
public:
    perturbed_variants(dynamic_lowered const& base, std::span<parameter const> parameters, Fill const& fill)
        : base_(&base), parameters_(parameters), fill_(&fill), values_(parameters.size()), changed_(base.elements) {}

    void begin_block(lane_block& lanes) const {
        if (!lanes.has_kinds()) lanes.put_everywhere(base_->elements);
    }
    lane_state load(lane_block& lanes, std::size_t l, std::size_t i, problem_list& problems) {
        apply(i);
        lane_state state = lane_state::loaded;
        for (parameter const& p : parameters_) {
            if (is_possible(changed_[p.element], p.value)) continue;
            field_checks(base_->stages[p.stage].name, problems)
                .fail("", changed_[p.element].*p.value, "SI", "no element of this kind can have this value");
            state = lane_state::invalid;
        }
        if (state == lane_state::loaded)
            for (parameter const& p : parameters_) lanes.put_one(l, p.element, changed_[p.element]);
        return state;
    }
    [[nodiscard]] dynamic_lowered lowered_at(std::size_t i) {
        apply(i);
        dynamic_lowered low = *base_;
        low.elements = changed_;
        return low;
    }

private:
    void apply(std::size_t i) {
        (*fill_)(i, std::span<double>(values_));
        for (std::size_t k = 0; k < parameters_.size(); ++k)
            changed_[parameters_[k].element].*parameters_[k].value = values_[k];
    }

    dynamic_lowered const* base_;
    std::span<parameter const> parameters_;
    Fill const* fill_;
    std::vector<double> values_;
    std::vector<element> changed_;
};

/// A batch of chains is driven with what their source takes; chains built at run time with either kind.
template <class Chain>
struct batch_excitation {
    using type = gainstage::excitation_of<Chain>;
};
template <>
struct batch_excitation<dynamic_chain> {
    using type = excitation;
};
template <class Make>
using excitation_made = typename batch_excitation<std::invoke_result_t<Make const&, std::size_t>>::type;

/// What one thread has: a block of lanes, and the figures of one chunk.
template <class Variants>
class variant_worker {
public:
    static constexpr std::size_t chunk = 32 * lane_count;

    variant_worker(Variants variants, std::size_t count, excitation drive, conditions const& cond,
                   batch_options const& options, std::span<quadrature_node const> nodes)
        : variants_(std::move(variants)), count_(count), cond_(cond), nodes_(nodes), drive_(drive.rms()),
          crest_(exp10((sine_crest_factor - cond.crest_factor).value() / 20)),
          tolerance_(exp10(options.noise_tolerance.value() / 10) - 1), with_noise_(options.noise), figures_(chunk) {}

    void operator()(std::size_t number) {
        first_ = number * chunk;
        used_ = (std::min)(chunk, count_ - first_);
        report_ = {};
        for (std::size_t k = 0; k < used_; k += lane_count) block(k, (std::min)(lane_count, used_ - k));
    }
    template <class Sink>
    void deliver(batch_report& total, Sink& sink) {
        if (total.invalid == 0 && report_.invalid > 0) {
            total.first_invalid = report_.first_invalid;
            total.problems = report_.problems;
        }
        total.computed += report_.computed;
        total.invalid += report_.invalid;
        total.one_at_a_time += report_.one_at_a_time;
        sink(first_, std::span<output_figures const>(figures_.data(), used_));
    }

private:
    void block(std::size_t begin, std::size_t width) {
        lane_states states{};
        variants_.begin_block(lanes_);
        for (std::size_t l = 0; l < width; ++l) {
            states[l] = variants_.load(lanes_, l, first_ + begin + l, problems_);
            if (states[l] != lane_state::invalid) continue;
            reject(begin + l, problems_);
            problems_ = {};
        }
        for (std::size_t l = width; l < lane_count; ++l) states[l] = lane_state::invalid;
        if (!lanes_.end_block(states)) return alone(begin, width, states);
        lanes_.signal(cond_);
        if (with_noise_) lanes_.noise(nodes_);
        for (std::size_t l = 0; l < width; ++l) {
            if (states[l] != lane_state::loaded) continue;
            double const power = lanes_.noise_power()[l];
            double const error = lanes_.noise_error()[l];
            double const v = sqrt(lanes_.voltage2()[l]);
            bool const good = error <= tolerance_ * power && is_finite(v) && is_finite(power) && lanes_.rings()[l] == 0;
            if (!good) {
                states[l] = lane_state::other_kinds;
                continue;
            }
            double const overload = sqrt(lanes_.margin2()[l]) / drive_ * crest_;
            figures_[begin + l] = {v * drive_, overload, power, power > 0 ? error / power : 0, true, false};
            ++report_.computed;
        }
        alone(begin, width, states);
    }
    /// Those whose lane gave no good figures.
    void alone(std::size_t begin, std::size_t width, lane_states const& states) {
        for (std::size_t l = 0; l < width; ++l) {
            if (states[l] != lane_state::other_kinds) continue;
            auto const low = variants_.lowered_at(first_ + begin + l);
            if (figures_one_at_a_time(low.view(), drive_, crest_, cond_, with_noise_, figures_[begin + l])) {
                ++report_.computed;
                ++report_.one_at_a_time;
                continue;
            }
            problem_list problems;
            component_name const whole = "chain";
            field_checks(whole, problems)
                .fail("", 0, "", "the values of the chain together leave the range of numbers");
            reject(begin + l, problems);
        }
    }
    void reject(std::size_t k, problem_list const& problems) {
        figures_[k] = {};
        if (report_.invalid == 0 || first_ + k < report_.first_invalid) {
            report_.first_invalid = first_ + k;
            report_.problems = problems;
        }
        ++report_.invalid;
    }

    Variants variants_;
    std::size_t count_;
    conditions cond_;
    std::span<quadrature_node const> nodes_;
    double drive_;
    double crest_;
    double tolerance_;
    bool with_noise_;
    std::vector<output_figures> figures_;
    lane_block lanes_;
    std::size_t first_ = 0;
    std::size_t used_ = 0;
    problem_list problems_; ///< empty but while one is reported
    batch_report report_;
};

/// One thread's part of respond().
class respond_worker {
public:
    static constexpr std::size_t chunk = 32 * lane_count;

    respond_worker(circuit const& c, std::span<frequency const> frequencies, std::span<output_point> points,
                   temperature t)
        : frequencies_(frequencies), points_(points) {
        lanes_.put_everywhere(c.elements);
        at_.thermal = at_frequency(1, t).thermal;
    }
    void operator()(std::size_t number) {
        report_ = {};
        std::size_t const end = (std::min)(points_.size(), (number + 1) * chunk);
        for (std::size_t k = number * chunk; k < end; k += lane_count) block(k, (std::min)(lane_count, end - k));
    }
    void deliver(batch_report& total) const {
        if (total.invalid == 0) total.first_invalid = report_.first_invalid;
        total.computed += report_.computed;
        total.invalid += report_.invalid;
    }

private:
    void block(std::size_t begin, std::size_t width) {
        for (std::size_t l = 0; l < lane_count; ++l) {
            bool const possible = l < width && is_possible(frequencies_[begin + l]);
            set_frequency(at_, l, possible ? frequencies_[begin + l].value() : 1);
        }
        lane_source s;
        lanes_.respond(at_, s);
        for (std::size_t l = 0; l < width; ++l) {
            bool const possible = is_possible(frequencies_[begin + l]);
            points_[begin + l] = possible ? output_point{s.v.re[l], s.v.im[l], s.n[l]} : output_point{};
            if (!possible && report_.invalid++ == 0) report_.first_invalid = begin + l;
            if (possible) ++report_.computed;
        }
    }

    std::span<frequency const> frequencies_;
    std::span<output_point> points_;
    lane_block lanes_;
    basic_lane_frequency<lane> at_;
    batch_report report_;
};

template <class Variants, class Sink>
batch_report run_variants(Variants const& variants, std::size_t count, excitation drive, conditions const& cond,
                          Sink& sink, batch_options const& options, problem_list const& problems = {}) {
    batch_report report;
    report.problems = check_conditions(problems, drive, cond);
    if (!report.problems.empty()) return report;
    auto const nodes = quadrature_nodes(cond);
    using worker = variant_worker<Variants>;
    run_ordered((count + worker::chunk - 1) / worker::chunk, options.threads,
                [&] { return worker(variants, count, drive, cond, options, nodes); },
                [&](worker& w) { w.deliver(report, sink); });
    return report;
}

} // namespace detail

/// analyze() at the output, for `count` variants. make(i) gives variant i, a chain: its values may differ, its
/// components may not. It is called from several threads at once, in any order, and must not throw.
///
/// sink(first, figures) takes the figures of variants first, first + 1, …, some hundred at a time. It is called in the
/// order of the variants and never twice at once, so it may add up what it gets; the memory needed does not grow with
/// `count`.
///
///   auto const make = [](std::size_t i) { return microphone{...} >> preamp{...} >> line_input{...}; };
///   analyze_variants(1'000'000, make, 94_dBSPL, {}, [&](std::size_t, auto figures) {
///       for (auto const& f : figures) too_noisy += f.snr() < 60_dB;
///   });
template <std::regular_invocable<std::size_t> Make, class Sink>
batch_report analyze_variants(std::size_t count, Make const& make, detail::excitation_made<Make> level,
                              conditions const& cond, Sink&& sink, batch_options const& options = {}) {
    return detail::run_variants(detail::made_variants<Make>(make, level), count, level, cond, sink, options);
}

/// The same, of variants that are given by values of single elements: nothing is lowered again. fill(i, values) writes
/// the values of variant i, in the order of the perturbation's parameters.
template <class Excitation, class Fill, class Sink>
batch_report analyze_variants(perturbation<Excitation> const& p, std::size_t count, Fill const& fill,
                              std::type_identity_t<Excitation> level, conditions const& cond, Sink&& sink,
                              batch_options const& options = {}) {
    return detail::run_variants(detail::perturbed_variants<Fill>(p.base(), p.parameters(), fill), count, level, cond,
                                sink, options, p.problems());
}

/// One chain at many frequencies: points[i] belongs to frequencies[i]. The spans must be of the same size; what is
/// beyond the shorter one is left alone. An impossible frequency gives a point of zeros and is counted. Chain is a
/// chain or a dynamic_chain.
template <class Chain>
    requires detail::is_chain<Chain> || std::same_as<Chain, dynamic_chain>
        batch_report respond(Chain const& c, std::span<frequency const> frequencies, std::span<output_point> points,
                             temperature t = room_temperature, batch_options const& options = {}) {
        if constexpr (detail::is_chain<Chain>) static_assert(detail::is_complete<Chain>());
        batch_report report;
        report.problems = detail::check_conditions(c.validate(), {}, {.temperature = t});
        if (!report.problems.empty()) return report;
        auto const low = c.lower();
        std::size_t const n = (std::min)(frequencies.size(), points.size());
        using worker = detail::respond_worker;
        detail::run_ordered((n + worker::chunk - 1) / worker::chunk, options.threads,
                            [&] { return worker(low.view(), frequencies.first(n), points.first(n), t); },
                            [&](worker& w) { w.deliver(report); });
        return report;
    }

} // namespace gainstage
