// SPDX-License-Identifier: BSL-1.0
// Coupling capacitors: behind phantom power, before a preamp and before a line input.

#include "check.hpp"

#include <gainstage/analysis/analyze.hpp>
#include <gainstage/analysis/powering.hpp>
#include <gainstage/component/combo_input.hpp>
#include <gainstage/component/line_input.hpp>
#include <gainstage/component/line_output.hpp>
#include <gainstage/component/microphone.hpp>
#include <gainstage/component/phantom_supply.hpp>
#include <gainstage/component/preamp.hpp>
#include <gainstage/literals.hpp>

namespace {

namespace gs = gainstage;
using namespace gainstage::literals;
using test::si;
using test::within;

gs::line_output source_of(double ohms) { return {.output_impedance = si<gs::impedance>(ohms)}; }
// Level at f relative to 100 kHz, at the last stage.
double drop_at(auto const& chain, double hertz) {
    auto const at = [&](double f) {
        return gs::analyze(chain, 0_dBu, {.frequency = si<gs::frequency>(f)}).output().level.dBu();
    };
    return at(hertz) - at(100e3);
}

} // namespace

TEST_SUITE("component/coupling") {
    TEST_CASE("22 uF in each leg before 2 kohm: 11 uF, 7 Hz") {
        // domain.md section 10; 1/(2 pi 2000 11 uF) = 7.234 Hz. The feed resistors lie in front and count as the source.
        gs::phantom_supply const supply{.blocking = 22_uF};
        auto const chain = source_of(1e-6) >> supply >> gs::preamp{.gain = 0_dB, .input_impedance = 2_kohm} >>
                           gs::line_input{.input_impedance = si<gs::impedance>(1e12)};
        CHECK(drop_at(chain, 7.234) == within(-3.010, 0.001));
        CHECK(drop_at(chain, 72.34) == within(-0.0432, 0.0001)); // 10 log10(1.01)
        // In a combo input, too.
        gs::combo_input const combo{.microphone = {.gain = 0_dB, .input_impedance = 2_kohm}, .phantom = supply};
        auto const behind = source_of(1e-6) >> combo >> gs::line_input{.input_impedance = si<gs::impedance>(1e12)};
        CHECK(drop_at(behind, 7.234) == within(-3.010, 0.001));
    }

    TEST_CASE("the capacitors come behind the supply: its power goes to the left all the same") {
        gs::microphone const m{.transducer = gs::transducer_kind::condenser,
                               .power = gs::phantom_power{.current = 2_mA}};
        auto const direct = gs::powering(m >> gs::phantom_supply{} >> gs::preamp{} >> gs::line_input{});
        auto const blocked =
            gs::powering(m >> gs::phantom_supply{.blocking = 22_uF} >> gs::preamp{} >> gs::line_input{});
        REQUIRE(direct.size() == 1);
        REQUIRE(blocked.size() == 1);
        CHECK(blocked[0].state == gs::power_state::powered);
        CHECK(blocked[0].voltage.value() == within(41.2, 1e-9)); // 48 V - 2 mA 3.4 kohm
        CHECK(blocked[0].voltage.value() == direct[0].voltage.value());
        // A supply that is off hides the next one.
        auto const second = gs::powering(m >> gs::phantom_supply{.on = false, .blocking = 22_uF} >>
                                         gs::phantom_supply{.name = "other"} >> gs::preamp{} >> gs::line_input{});
        REQUIRE(second.size() == 1);
        CHECK(second[0].state == gs::power_state::blocked);
    }

    TEST_CASE("a PC's microphone input: 1 uF and 20 kohm, 8 Hz") {
        // facts/line_io.csv, AD1985; 1/(2 pi 20 k 1 uF) = 7.958 Hz
        gs::preamp const input{.gain = 20_dB, .input_impedance = 20_kohm, .coupling = 1_uF};
        CHECK(drop_at(source_of(1e-6) >> input >> gs::line_input{.input_impedance = si<gs::impedance>(1e12)}, 7.958) ==
              within(-3.010, 0.001));
        CHECK(drop_at(source_of(1e-6) >> gs::line_input{.input_impedance = 20_kohm, .coupling = 1_uF}, 7.958) ==
              within(-3.010, 0.001));
    }
}
