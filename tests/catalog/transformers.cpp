// SPDX-License-Identifier: BSL-1.0
// The catalogue's transformers against figures of their sheets that are not fields (facts/domain.md 5.3).

#include "check.hpp"

#include <gainstage/analysis/analyze.hpp>
#include <gainstage/catalog/transformers.hpp>
#include <gainstage/component/line_input.hpp>
#include <gainstage/component/line_output.hpp>
#include <gainstage/literals.hpp>

namespace {

namespace gs = gainstage;
namespace catalog = gainstage::catalog;
using namespace gainstage::literals;
using test::si;
using test::within;

auto loaded(gs::transformer const& t, double source, double load, double hertz = 1000) {
    return gs::analyze(gs::line_output{.output_impedance = si<gs::impedance>(source)} >> t >>
                           gs::line_input{.input_impedance = si<gs::impedance>(load)},
                       -40_dBu, {.frequency = si<gs::frequency>(hertz)});
}
double level(gs::transformer const& t, double source, double load, double hertz) {
    return loaded(t, source, load, hertz).output().level.dBu();
}

} // namespace

TEST_SUITE("catalog/transformers") {
    TEST_CASE("JT-115K-E: 1.40 kohm, 19.75 dB, 17.0 kohm, -0.26 dB at 20 Hz, -0.13 dB at 20 kHz, -3 dB at 90 kHz") {
        auto const& t = catalog::jensen_jt_115k_e;
        auto const b = loaded(t, 150, 150e3);
        CHECK(b.valid());
        CHECK(gs::magnitude(b.stages()[0].load_impedance).value() == within(1400, 5));
        CHECK(b.stages()[1].gain.value() == within(19.75, 0.1));
        double const open = gs::magnitude(b.stages()[1].source_impedance).value();
        CHECK(open * 150e3 / (open + 150e3) == within(17.0e3, 100));
        double const middle = level(t, 150, 150e3, 1000);
        CHECK(level(t, 150, 150e3, 20) - middle == within(-0.26, 0.005));
        CHECK(level(t, 150, 150e3, 20e3) - middle == within(-0.13, 0.01));
        CHECK(level(t, 150, 150e3, 90e3) - middle == within(-3, 0.1));
    }

    TEST_CASE("LL1538: +2 dBu at 20 Hz, +5.6 at 30, +10 at 50, +16 at 100") {
        struct row {
            double hertz, dBu;
        };
        for (row const r : {row{20, 2}, row{30, 5.6}, row{50, 10}, row{100, 16}}) {
            CAPTURE(r.hertz);
            CHECK(loaded(catalog::lundahl_ll1538, 1e-3, 1e12, r.hertz).max_input().dBu() == within(r.dBu, 0.05));
        }
    }
}
