// SPDX-License-Identifier: BSL-1.0
// A load of your own: a component that ends a chain.
#include <gainstage/dynamic_chain.hpp>
#include <gainstage/gainstage.hpp>
#include <gainstage/report/text.hpp>

#include <array>
#include <iostream>

namespace gs = gainstage;
using namespace gainstage::literals;

namespace studio {

// An active loudspeaker: driven fully at its sensitivity.
struct active_loudspeaker {
    gs::component_name name = "loudspeaker";
    gs::impedance input_impedance = 10_kohm;
    gs::voltage_level full_drive = 6_dBu;
    static constexpr bool is_load = true;

    constexpr std::array<gs::element, 2> elements() const {
        return {gs::shunt_resistor(input_impedance, gs::noise::none), gs::clip_limit(full_drive)};
    }
    constexpr void describe(gs::stage_info& s) const {
        s.accepts = gs::signal_class::line;
        s.input = gs::connectors::xlr_female;
        s.nominal = full_drive - 12_dB;
    }
    constexpr void check(gs::field_checks& f) const {
        f.positive("input_impedance", input_impedance);
        f.level("full_drive", full_drive);
    }
};

} // namespace studio

constexpr gs::line_output mixer{.name = "mixer",
                                .max_output = 22_dBu,
                                .topology = gs::output_topology::cross_coupled,
                                .output = gs::connectors::xlr_male};
constexpr auto chain = mixer >> studio::active_loudspeaker{};

static_assert(gs::analyze(chain, 4_dBu).headroom() > 1.9_dB);

int main() {
    std::cout << gs::analyze(chain, 4_dBu) << gs::diagnose(chain, 4_dBu);
    std::cout << "\nToo loud\n" << gs::diagnose(chain, 12_dBu);
    std::cout << "\nThe same with a run-time chain: full drive at "
              << gs::analyze(gs::dynamic_chain{chain}, 4_dBu).max_input() << '\n';
}
