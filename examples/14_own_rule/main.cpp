// SPDX-License-Identifier: BSL-1.0
// A rule of your own: an identifier and a function of the budget.
#include <gainstage/gainstage.hpp>
#include <gainstage/report/text.hpp>

#include <array>
#include <iostream>

namespace gs = gainstage;
using namespace gainstage::literals;

// The house rule: 20 dB of headroom at every stage. Half the distance to the microphone is 6 dB more.
constexpr gs::rule house_headroom{
    "HOUSE1", "less than 20 dB of headroom", [](gs::rule_input const& in, gs::diagnosis& out) {
        for (auto const& stage : in.budget.stages())
            if (stage.headroom < 20_dB)
                out.add({.id = "HOUSE1",
                         .severity = gs::severity::warning,
                         .stage = stage.name,
                         .found = {stage.headroom.value(), gs::figure_unit::dB},
                         .limit = {20, gs::figure_unit::dB},
                         .title = "{stage} has {found} of headroom, the house asks for {limit}",
                         .reason = "A speaker who leans in to a quarter of the distance is 12 dB louder at once.",
                         .remedy = "Turn the gain of {stage} down, or of what is before it."});
    }};
constexpr std::array house_rules{house_headroom};

constexpr auto channel(gs::decibels gain) {
    return gs::microphone{.name = "lectern"} >>
           gs::preamp{.name = "preamp",
                      .gain = gain,
                      .noise = gs::amplifier_noise{.input_voltage = 1.2_nV_per_rtHz},
                      .max_output = 22_dBu} >>
           gs::line_input{
               .name = "recorder", .full_scale = 20_dBu, .dynamic_range = gs::dynamic_range{115_dB, gs::weighting::a}};
}

// It runs in the compiler like the library's own.
static_assert(gs::diagnose(channel(60_dB), 94_dBSPL, {.own_rules = house_rules}).has("HOUSE1"));
static_assert(!gs::diagnose(channel(45_dB), 94_dBSPL, {.own_rules = house_rules}).has("HOUSE1"));

int main() {
    for (gs::decibels const gain : {60_dB, 45_dB})
        std::cout << "Gain " << gain << '\n'
                  << gs::diagnose(channel(gain), 94_dBSPL, {.own_rules = house_rules}) << '\n';
}
