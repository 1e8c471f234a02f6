// SPDX-License-Identifier: BSL-1.0
// Opt-in: many variants of one chain, and one chain at many frequencies, several at once in the lanes of vector
// registers and on several threads. What comes out is the same whatever the number of threads, bit for bit.
//
//   analyze_variants(1'000'000, make, 94_dBSPL, {}, sink)      variants from components: make(i) is a chain
//   analyze_variants(perturbation, 1'000'000, fill, ...)       variants from values of elements: nothing is lowered
//   respond(chain, frequencies, points)                        one chain, many frequencies, at the output
//   respond(chain, frequencies, voltages)                      at every stage
//
// The noise of a band is integrated by analyze()'s rule at frequencies that are the same for all variants. A variant
// for which the stated error of that misses the tolerance, or that rings in between, gets more of them; where the most
// are not enough it is computed one at a time, by the passes of analyze().
#pragma once

#include <gainstage/analysis/batch_figures.hpp>
#include <gainstage/analysis/perturbation.hpp>
#include <gainstage/chain.hpp>
#include <gainstage/detail/batch_workers.hpp>
#include <gainstage/detail/lane_quadrature.hpp>
#include <gainstage/detail/ordered_chunks.hpp>
#include <gainstage/detail/variants.hpp>
#include <gainstage/dynamic_chain.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <span>
#include <type_traits>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

namespace detail {

template <class Variants, class Sink>
batch_report run_variants(Variants const& variants, std::size_t count, excitation drive, conditions const& cond,
                          Sink& sink, batch_options const& options, problem_list const& problems = {}) {
    batch_report report;
    report.problems = check_conditions(problems, drive, cond);
    if (!report.problems.empty()) return report;
    auto const levels = quadrature_levels(cond, noise_tolerance_of(options));
    using worker = variant_worker<Variants>;
    run_ordered((count + worker::chunk - 1) / worker::chunk, options.threads,
                [&] { return worker(variants, count, drive, cond, options, levels); },
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

namespace detail {

/// `stride` points belong to every frequency.
template <class Chain, class Point>
batch_report respond_in_lanes(Chain const& c, std::span<frequency const> frequencies, std::span<Point> points,
                              std::size_t stride, temperature t, batch_options const& options) {
    if constexpr (is_chain<Chain>) static_assert(is_complete<Chain>());
    batch_report report;
    report.problems = check_conditions(c.validate(), {}, {.temperature = t});
    if (!report.problems.empty()) return report;
    auto const low = c.lower();
    std::size_t const n = (std::min)(frequencies.size(), points.size() / stride);
    using worker = respond_worker<Point>;
    run_ordered((n + worker::chunk - 1) / worker::chunk, options.threads,
                [&] { return worker(low.view(), frequencies.first(n), points.first(n * stride), t); },
                [&](worker& w) { w.deliver(report); });
    return report;
}
template <class Chain>
concept AnyChain = is_chain<Chain> || std::same_as<Chain, dynamic_chain>;

} // namespace detail

/// One chain at many frequencies: points[i] belongs to frequencies[i]. The spans must be of the same size; what is
/// beyond the shorter one is left alone. An impossible frequency gives a point of zeros and is counted. Chain is a
/// chain or a dynamic_chain.
template <detail::AnyChain Chain>
batch_report respond(Chain const& c, std::span<frequency const> frequencies, std::span<output_point> points,
                     temperature t = room_temperature, batch_options const& options = {}) {
    return detail::respond_in_lanes(c, frequencies, points, 1, t, options);
}

/// The same at every stage, as frequency_response() has it: the voltage at stage k and frequencies[i] is
/// voltages[i * n + k], n the number of stages.
template <detail::AnyChain Chain>
batch_report respond(Chain const& c, std::span<frequency const> frequencies, std::span<stage_voltage> voltages,
                     batch_options const& options = {}) {
    std::size_t const stages = c.names().stages.size();
    return detail::respond_in_lanes(c, frequencies, voltages, stages, room_temperature, options);
}

} // namespace gainstage
