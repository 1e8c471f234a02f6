// SPDX-License-Identifier: BSL-1.0
// A cascade in decibels whose noise figure is known: cascade.cir.

#include "circuits/circuit.hpp"

#include <gainstage/analysis/analyze.hpp>
#include <gainstage/component/line_input.hpp>
#include <gainstage/component/line_output.hpp>
#include <gainstage/component/pad.hpp>
#include <gainstage/component/preamp.hpp>
#include <gainstage/literals.hpp>

TEST_SUITE("circuits/cascade") {
    namespace gs = gainstage;
    using namespace gainstage::literals;
    using test::si;
    using test::within;

    TEST_CASE("MathWorks rfchain: gains 11, -3, 7 dB, noise figures 25, 3, 5 dB: 15 dB and 25.0058 dB") {
        test::circuit const deck("cascade");
        // Half of the voltage is lost at the matched output: 6.02 dB more. A noise figure is an equivalent input noise
        // of F 4kT R.
        auto const matched = [](gs::component_name const& name, double gain, double noise_figure) {
            double const ein = 4 * 1.380649e-23 * 290 * 600 * std::pow(10, noise_figure / 10) * 19980;
            return gs::preamp{.name = name,
                              .gain = gs::decibels{gain + 20 * std::log10(2)},
                              .input_impedance = 600_ohm,
                              .output_impedance = 600_ohm,
                              .noise =
                                  gs::equivalent_input_noise{.level = gs::level_of(si<gs::voltage>(std::sqrt(ein))),
                                                             .source_impedance = 600_ohm,
                                                             .temperature = 290_K}};
        };
        auto const chain = gs::line_output{.name = "source", .output_impedance = 600_ohm} >> matched("first", 11, 25) >>
                           gs::pad{.name = "attenuator", .network = gs::h_pad(3_dB, 600_ohm)} >>
                           matched("second", 7, 5) >> gs::line_input{.name = "load", .input_impedance = 600_ohm};
        deck.compare("rfchain", chain, 290_K);

        auto const b = gs::analyze(chain, 0_dBu, {.temperature = 290_K});
        CHECK(b.noise_figure().value() == within(25.0058, 1e-4));
        CHECK(b.output().cumulative_gain.value() + 20 * std::log10(2.0) == within(15, 1e-9)); // from half of the EMF

        // The simulator's own noise figure: its noise over that of 600 ohm through its gain.
        auto const& out = deck.at("rfchain", "load");
        std::size_t const i = deck.index(1000);
        double const source = 4 * 1.380649e-23 * 290 * 600 * std::norm(out.volts[i]);
        CHECK(10 * std::log10(out.noise[i] * out.noise[i] / source) == within(25.0058, 1e-4));
    }
}
