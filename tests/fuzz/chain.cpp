// SPDX-License-Identifier: BSL-1.0
// Arbitrary chains of every component, and of a user's own, with arbitrary values. One of the bytes says through which
// analysis: so many more chains are tried in the same time than if each went through all.
#include "figures.hpp"

#include <gainstage/analysis/batch.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace {

using namespace fuzz;

/// What an analysis is asked about.
struct question {
    gs::conditions conditions;
    gs::dynamic_chain chain;
    gs::excitation level = gs::voltage_level::silence();
};

gs::frequency any_frequency(bytes& in) {
    gs::frequency f = gs::detail::from_si<gs::frequency>(1e3);
    in.put(f);
    return f;
}
gs::frequency_band any_band(bytes& in) {
    gs::frequency_band band;
    in.put(band);
    return band;
}
/// The name of a stage; "none" if there is no stage.
gs::component_name any_stage(bytes& in, gs::dynamic_chain const& chain) {
    std::size_t const k = in.byte();
    return chain.size() == 0 ? gs::component_name{"none"} : chain.names().stages[k % chain.size()].name;
}
/// What has no problems is a valid chain, and the other way round.
template <class Result>
void hold_validity(Result const& result, question const& q) {
    if (!result.valid()) hold_explained(result.problems());
    if (!validate(q.chain).empty()) hold(!result.valid(), "impossible values in a valid result");
}

// ---- one analysis each ----

void dc(bytes&, question const& q) {
    for (gs::power_entry const& e : powering(q.chain))
        hold_numbers("NaN in the powering", e.voltage, e.least_voltage, e.required, e.current, e.fault_current,
                     e.resistance);
}

void budget(bytes&, question const& q) {
    auto const budget = analyze(q.chain, q.level, q.conditions);
    hold_validity(budget, q);
    hold_budget(budget);
    for (std::size_t k = 0; k < budget.stages().size(); ++k) hold_distortion(distortion_at(budget, k));
}

void headroom(bytes& in, question const& q) {
    auto const response = headroom_response(q.chain, q.level, q.conditions);
    hold_validity(response, q);
    for (int i = 0; i < 3; ++i) {
        auto const headroom = response.at(any_frequency(in));
        hold_headroom(headroom);
        for (std::size_t k = 0; k < headroom.stages().size(); ++k) hold_distortion(distortion_at(headroom, k));
    }
}

void least_headroom(bytes& in, question const& q) {
    auto const response = headroom_response(q.chain, q.level, q.conditions);
    hold_headroom(response.least(any_band(in)));
}

void diagnosis(bytes&, question const& q) {
    auto const diagnosis = diagnose(q.chain, q.level);
    for (gs::finding const& f : diagnosis.findings()) {
        hold(!f.reason.empty() && !f.remedy.empty(), "a finding without a reason or a remedy");
        if (f.id != gs::impossible_value_rule.id) // which shows the value, and that may be NaN
            hold_numbers("NaN in a finding", f.found.value, f.limit.value, f.more.value, f.missing_gain);
    }
    if (!validate(q.chain).empty())
        hold(diagnosis.verdict() == gs::verdict::fail, "impossible values that do not fail");
}

void hum(bytes& in, question const& q) {
    gs::interference_conditions conditions;
    in.put(conditions);
    auto const hum = interference(q.chain, q.level, conditions);
    hold_validity(hum, q);
    for (gs::stage_hum const& s : hum.stages()) {
        hold_numbers("NaN in a hum", s.hum, s.signal, s.signal_to_hum());
        if (!hum.valid()) hold(s.hum.is_silent() && s.signal.is_silent(), "a figure of an invalid hum");
    }
    for (gs::hum_link const& l : hum.links())
        hold_numbers("NaN in a link", l.shield, l.between_grounds, l.imbalance, l.leg_to_ground, l.cmrr, l.by_shield,
                     l.by_imbalance, l.by_rejection, l.hum, l.signal, l.rejection(), l.signal_to_hum());
}

void response(bytes& in, question const& q) {
    auto const response = frequency_response(q.chain, q.conditions);
    hold_validity(response, q);
    for (int i = 0; i < 3; ++i) {
        for (auto const& p : response.at(any_frequency(in))) {
            hold_numbers("NaN in a response", p.gain, p.phase, p.group_delay);
            if (!response.valid()) hold(!p.defined, "a figure of an invalid response");
        }
    }
}

void corners(bytes& in, question const& q) {
    auto const response = frequency_response(q.chain, q.conditions);
    auto const stage = any_stage(in, q.chain);
    gs::frequency_band range{gs::detail::from_si<gs::frequency>(1), gs::detail::from_si<gs::frequency>(1e6)};
    in.put(range);
    auto const corners = response.corners(stage, range);
    for (auto const& c : {corners.low, corners.high})
        if (c) hold_numbers("NaN in a corner", c->at, c->recovered);
}

void spectrum(bytes& in, question const& q) {
    auto const spectrum = noise_spectrum(q.chain, q.conditions);
    hold_validity(spectrum, q);
    auto const stage = any_stage(in, q.chain);
    for (int i = 0; i < 2; ++i) {
        auto const f = any_frequency(in);
        for (auto const& list : {spectrum.at(f), spectrum.contributions(f, stage)}) {
            for (auto const& p : list) {
                hold_numbers("NaN in a noise spectrum", p.density, p.share);
                hold(p.share >= 0 && p.share <= 1, "a share outside of 0 ... 1");
                if (!spectrum.valid()) hold(!p.defined, "a figure of an invalid spectrum");
            }
        }
    }
}

void noise_band(bytes& in, question const& q) {
    auto const spectrum = noise_spectrum(q.chain, q.conditions);
    auto const stage = any_stage(in, q.chain);
    auto const noise = spectrum.band(stage, any_band(in));
    hold_numbers("NaN in a band", noise.level, noise.relative_error, noise.error());
}

// ---- batches, and that they give what analyze() gives ----

void hold_figures(gs::output_figures const& f) {
    hold_numbers("NaN in a batch", f.rms, f.overload_ratio, f.noise_power, f.noise_error, f.level(), f.noise(), f.snr(),
                 f.headroom());
    if (!f.valid) hold(f.rms == 0 && f.noise_power == 0, "a figure of an invalid variant");
}

bool is_close(double a, double b, double tolerance) { return a == b || std::abs(a - b) <= tolerance; }

void hold_same(gs::output_figures const& f, gs::dynamic_budget const& b) {
    if (!b.valid()) return; // it may be the fault of a stage in the middle, at which a batch does not look
    auto const& out = b.stages().back();
    hold(f.valid, "a batch without a variant that analyze() computes");
    // Close to the least of all doubles a square of one is none.
    if (f.rms > 1e-100) hold(is_close(f.level().dBu(), out.level.dBu(), 1e-6), "another level in a batch");
    if (f.rms > 1e-100) hold(is_close(f.headroom().value(), b.headroom().value(), 1e-6), "another headroom in a batch");
    double const tolerance = 0.01 + 20 * (f.noise_error + b.noise_error().value());
    if (f.noise_power > 1e-200) hold(is_close(f.noise().dBu(), out.noise.dBu(), tolerance), "another noise in a batch");
}

/// The chain, another one, and the chain again.
void batch(bytes& in, question const& q) {
    gs::batch_options options{.threads = 1};
    options.noise = in.byte() < 192;
    in.put(options.noise_tolerance);
    std::array const chains{q.chain, in.chain(), q.chain};
    std::vector<gs::output_figures> figures;
    auto const make = [&](std::size_t i) { return chains[i]; };
    auto const sink = [&](std::size_t, auto some) { figures.insert(figures.end(), some.begin(), some.end()); };
    auto const report = analyze_variants(chains.size(), make, q.level, q.conditions, sink, options);
    for (auto const& f : figures) hold_figures(f);
    hold(report.computed + report.invalid == figures.size(), "variants that are neither computed nor invalid");
    if (report.invalid > 0 || figures.empty()) hold_explained(report.problems);
    if (options.noise && !figures.empty()) hold_same(figures[0], analyze(q.chain, q.level, q.conditions));
}

/// A chain of any elements, of which some values differ.
template <class Level>
void vary(bytes& in, question const& q, Level level) {
    own_source<Level> source;
    own_component part;
    own_load load;
    in.change(source, part, load);
    gs::perturbation p(source >> part >> load);
    std::size_t const count = in.below(4);
    for (std::size_t i = 0; i < count; ++i) {
        auto const stage = in.below(2) == 0 ? std::string_view{part.name} : std::string_view{load.name};
        std::size_t const index = in.below(4);
        p.vary(stage, index, gs::detail::element_values[in.below(std::size(gs::detail::element_values))]);
    }
    std::vector<double> values(2 * p.parameters().size(), 1.0);
    for (double& v : values) in.put(v);
    auto const fill = [&](std::size_t i, std::span<double> to) {
        for (std::size_t k = 0; k < to.size(); ++k) to[k] = values[i * to.size() + k];
    };
    auto const sink = [&](std::size_t, auto some) {
        for (auto const& f : some) hold_figures(f);
    };
    gs::batch_options options{.threads = 1};
    options.noise = in.byte() < 192;
    auto const report = analyze_variants(p, 2, fill, level, q.conditions, sink, options);
    if (report.invalid > 0 || report.computed + report.invalid < 2) hold_explained(report.problems);
}

void perturbed(bytes& in, question const& q) {
    gs::sound_level sound = gs::sound_level::from_dBSPL(94);
    gs::voltage_level volts = gs::voltage_level::from_dBu(0);
    in.change(sound, volts);
    if (in.maybe()) vary(in, q, sound);
    else vary(in, q, volts);
}

/// Many frequencies at once, and that they give what one at a time gives.
void many_frequencies(bytes& in, question const& q) {
    std::array<gs::frequency, 3> frequencies{any_frequency(in), any_frequency(in), any_frequency(in)};
    std::array<gs::output_point, 3> points;
    auto const report = respond(q.chain, frequencies, points, q.conditions.temperature, {.threads = 1});
    if (report.computed + report.invalid == 0) return hold_explained(report.problems);
    hold(report.computed + report.invalid == points.size(), "frequencies that are neither computed nor impossible");
    auto const one_by_one = frequency_response(q.chain, {.temperature = q.conditions.temperature});
    for (std::size_t i = 0; i < points.size(); ++i) {
        auto const here = one_by_one.at(frequencies[i]);
        if (here.empty() || !here.back().defined) continue;
        hold_numbers("NaN in a point", points[i].re, points[i].im);
    }
}

constexpr void (*analyses[])(bytes&, question const&) = {dc,    budget,    headroom,        least_headroom, diagnosis,
                                                         hum,   response,  corners,         spectrum,       noise_band,
                                                         batch, perturbed, many_frequencies};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    bytes in(data, size);
    in.allow_anything(in.byte() >= 192);
    auto const analysis = analyses[in.below(std::size(analyses))];
    question q;
    in.put(q.conditions);
    q.chain = in.chain();
    q.level = in.level_for(q.chain);
    analysis(in, q);
    return 0;
}
