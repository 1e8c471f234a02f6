// SPDX-License-Identifier: BSL-1.0
// Arbitrary chains of every component, with arbitrary values, through every analysis.
#include "figures.hpp"

#include <cstdint>

namespace {

using namespace fuzz;

gs::frequency any_frequency(bytes& in) {
    gs::frequency f = gs::detail::from_si<gs::frequency>(1e3);
    in.put(f);
    return f;
}

void powers(gs::dynamic_chain const& chain) {
    for (gs::power_entry const& e : powering(chain))
        hold_numbers("NaN in the powering", e.voltage, e.least_voltage, e.required, e.current, e.fault_current,
                     e.resistance);
}

void budgets(bytes& in, gs::dynamic_chain const& chain, gs::excitation level, gs::conditions const& conditions) {
    auto const budget = analyze(chain, level, conditions);
    hold_budget(budget);
    if (!validate(chain).empty()) hold(!budget.valid(), "impossible values in a valid budget");
    for (std::size_t k = 0; k < budget.stages().size(); ++k) hold_distortion(distortion_at(budget, k));

    auto const headroom = headroom_response(chain, level, conditions);
    if (!headroom.valid()) hold_explained(headroom.problems());
    hold_headroom(headroom.at(any_frequency(in)));
    if (in.byte() >= 200) {
        gs::frequency_band band;
        in.put(band);
        hold_headroom(headroom.least(band));
    }
}

void diagnoses(bytes& in, gs::dynamic_chain const& chain, gs::excitation level) {
    auto const diagnosis = diagnose(chain, level);
    for (gs::finding const& f : diagnosis.findings()) {
        hold(!f.reason.empty() && !f.remedy.empty(), "a finding without a reason or a remedy");
        if (f.id != gs::impossible_value_rule.id) // which shows the value, and that may be NaN
            hold_numbers("NaN in a finding", f.found.value, f.limit.value, f.more.value, f.missing_gain);
    }
    if (!validate(chain).empty()) hold(diagnosis.verdict() == gs::verdict::fail, "impossible values that do not fail");

    gs::interference_conditions conditions;
    in.put(conditions);
    auto const hum = interference(chain, level, conditions);
    if (!hum.valid()) hold_explained(hum.problems());
    for (gs::stage_hum const& s : hum.stages()) {
        hold_numbers("NaN in a hum", s.hum, s.signal, s.signal_to_hum());
        if (!hum.valid()) hold(s.hum.is_silent() && s.signal.is_silent(), "a figure of an invalid hum");
    }
    for (gs::hum_link const& l : hum.links())
        hold_numbers("NaN in a link", l.shield, l.between_grounds, l.imbalance, l.leg_to_ground, l.cmrr);
}

void responses(bytes& in, gs::dynamic_chain const& chain, gs::conditions const& conditions) {
    auto const response = frequency_response(chain, conditions);
    if (!response.valid()) hold_explained(response.problems());
    for (auto const& p : response.at(any_frequency(in))) {
        hold_numbers("NaN in a response", p.gain, p.phase, p.group_delay);
        if (!response.valid()) hold(!p.defined, "a figure of an invalid response");
    }
    if (in.byte() >= 230) {
        auto const lowered = chain.names();
        for (gs::stage_info const& s : lowered.stages) {
            auto const corners = response.corners(s.name);
            for (auto const& c : {corners.low, corners.high})
                if (c) hold_numbers("NaN in a corner", c->at, c->recovered);
        }
    }

    auto const spectrum = noise_spectrum(chain, conditions);
    if (!spectrum.valid()) hold_explained(spectrum.problems());
    for (auto const& p : spectrum.at(any_frequency(in))) {
        hold_numbers("NaN in a noise spectrum", p.density, p.share);
        if (!spectrum.valid()) hold(!p.defined, "a figure of an invalid spectrum");
    }
    if (in.byte() >= 230) {
        gs::frequency_band band;
        in.put(band);
        auto const lowered = chain.names();
        if (lowered.stages.empty()) return;
        auto const noise = spectrum.band(lowered.stages.back().name, band);
        hold_numbers("NaN in a band", noise.level, noise.relative_error);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    bytes in(data, size);
    in.allow_anything(in.byte() >= 192);
    gs::conditions conditions;
    in.put(conditions);
    auto const chain = in.chain();
    auto const level = in.level_for(chain);
    powers(chain);
    budgets(in, chain, level, conditions);
    diagnoses(in, chain, level);
    responses(in, chain, conditions);
    return 0;
}
