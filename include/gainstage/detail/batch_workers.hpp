// SPDX-License-Identifier: BSL-1.0
// What one thread of a batch does.
#pragma once

#include <gainstage/analysis/analyze.hpp>
#include <gainstage/analysis/band_noise.hpp>
#include <gainstage/analysis/batch_figures.hpp>
#include <gainstage/analysis/signal.hpp>
#include <gainstage/detail/lane_block.hpp>
#include <gainstage/detail/lane_quadrature.hpp>
#include <gainstage/dynamic_chain.hpp>
#include <gainstage/validate.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// The factor on the excitation up to the limits; `margin` is the excitation of the largest sine. Silence has none.
inline double overload_of(double margin, double drive, double crest) {
    return drive > 0 ? margin / drive * crest : infinity;
}

/// The passes of analyze() on one circuit. False: its values together leave the range of numbers.
inline bool figures_one_at_a_time(circuit const& c, double drive, double crest, conditions const& cond, bool with_noise,
                                  output_figures& out) {
    signal_pass<dynamic_storage, complex> signal(c);
    signal(c, at_frequency(cond.frequency.value(), cond.temperature));
    double margin = infinity;
    for (auto const& s : signal.stages) margin = (std::min)(margin, s.clip_margin);
    double const v = magnitude(signal.stages.back().v);
    out = {v * drive, overload_of(margin, drive, crest), 0, 0, true, true};
    if (!with_noise) return is_finite(v);
    auto const noise = band_noise<dynamic_storage>(c, cond.band, cond.weighting, cond.temperature);
    std::size_t const n = c.stages.size();
    for (std::size_t k = n * n - n; k < n * n; ++k) out.noise_power += noise.integral[k];
    out.noise_error = noise.relative_error;
    return is_finite(v) && is_finite(out.noise_power);
}

/// As a part of the power.
inline double noise_tolerance_of(batch_options const& o) { return exp10(o.noise_tolerance.value() / 10) - 1; }

/// What one thread has: a block of lanes, and the figures of one chunk.
template <class Variants>
class variant_worker {
public:
    static constexpr std::size_t chunk = 32 * lane_count;

    variant_worker(Variants variants, std::size_t count, excitation drive, conditions const& cond,
                   batch_options const& options, std::span<quadrature_nodes const> levels)
        : variants_(std::move(variants)), count_(count), cond_(cond), levels_(levels), drive_(drive.rms()),
          crest_(exp10((sine_crest_factor - cond.crest_factor).value() / 20)), tolerance_(noise_tolerance_of(options)),
          with_noise_(options.noise), figures_(chunk) {}

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
        if (!with_noise_) take(begin, width, states);
        for (auto const& nodes : levels_) {
            if (!with_noise_ || std::ranges::count(states, lane_state::loaded) == 0) break;
            lanes_.noise(nodes);
            take(begin, width, states);
        }
        alone(begin, width, states);
    }
    /// The figures that are good.
    void take(std::size_t begin, std::size_t width, lane_states& states) {
        for (std::size_t l = 0; l < width; ++l) {
            if (states[l] != lane_state::loaded) continue;
            double const power = lanes_.noise_power()[l];
            double const error = lanes_.noise_error()[l];
            double const v = sqrt(lanes_.voltage2()[l]);
            if (!(error <= tolerance_ * power && is_finite(v) && is_finite(power) && lanes_.rings()[l] == 0)) continue;
            double const overload = overload_of(sqrt(lanes_.margin2()[l]), drive_, crest_);
            figures_[begin + l] = {v * drive_, overload, power, power > 0 ? error / power : 0, true, false};
            states[l] = lane_state::done;
            ++report_.computed;
        }
    }
    /// Those whose lane gave no good figures.
    void alone(std::size_t begin, std::size_t width, lane_states const& states) {
        for (std::size_t l = 0; l < width; ++l) {
            if (states[l] != lane_state::other_kinds && states[l] != lane_state::loaded) continue;
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
    std::span<quadrature_nodes const> levels_;
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

/// One thread's part of respond(): a point for every frequency, or a voltage for every frequency and stage.
template <class Point>
class respond_worker {
public:
    static constexpr std::size_t chunk = 32 * lane_count;

    respond_worker(circuit const& c, std::span<frequency const> frequencies, std::span<Point> points, temperature t)
        : first_(c.first), frequencies_(frequencies), points_(points), voltages_(c.stages.size()) {
        lanes_.put_everywhere(c.elements);
        at_.thermal = at_frequency(1, t).thermal;
    }
    void operator()(std::size_t number) {
        report_ = {};
        std::size_t const end = (std::min)(frequencies_.size(), (number + 1) * chunk);
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
        if constexpr (std::is_same_v<Point, output_point>) lanes_.respond(at_, s);
        else lanes_.respond(at_, first_, voltages_);
        for (std::size_t l = 0; l < width; ++l) {
            bool const possible = is_possible(frequencies_[begin + l]);
            put(begin + l, l, possible, s);
            if (!possible && report_.invalid++ == 0) report_.first_invalid = begin + l;
            if (possible) ++report_.computed;
        }
    }
    void put(std::size_t i, std::size_t l, bool possible, lane_source const& s) {
        if constexpr (std::is_same_v<Point, output_point>)
            points_[i] = possible ? output_point{s.v.re[l], s.v.im[l], s.n[l]} : output_point{};
        else {
            Point* const row = &points_[i * voltages_.size()];
            for (std::size_t k = 0; k < voltages_.size(); ++k)
                row[k] = possible ? Point{voltages_[k].re[l], voltages_[k].im[l]} : Point{};
        }
    }

    std::span<std::size_t const> first_;
    std::span<frequency const> frequencies_;
    std::span<Point> points_;
    std::vector<complex_lane> voltages_; ///< at every stage
    lane_block lanes_;
    basic_lane_frequency<lane> at_;
    batch_report report_;
};

} // namespace gainstage::detail
