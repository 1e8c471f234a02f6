// SPDX-License-Identifier: BSL-1.0
// A specification that the design does not meet.
// topic: Specifications
// cure: Change the design, or the specification.
// expect-first-gcc: converter: headroom is [0-9.-]+ dB, must be above 3 dB
// expect-match-clang: in call to .not_met\(&"converter"\[0\], &"headroom"\[0\], [-+0-9.e]+, &"must be above"\[0\], 3
// max-bytes-gcc: 1500
// max-bytes-clang: 2100
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

constexpr auto input_channel =
    gs::microphone{
        .name = "studio condenser", .sensitivity = 15_mV_per_Pa, .output_impedance = 50_ohm, .self_noise = 13_dBA} >>
    gs::cable{.name = "snake", .length = 50_m} >> gs::phantom_supply{.name = "P48"} >>
    gs::preamp{.name = "preamp", .gain = 20_dB, .max_output = 26_dBu} >>
#ifdef TWIN
    gs::line_input{.name = "converter", .full_scale = 24_dBu};
#else
    gs::line_input{.name = "converter", .full_scale = 14_dBu};
#endif

constexpr auto loud = gs::analyze(input_channel, 125_dBSPL);
static_assert(gs::met<gs::require(loud, "preamp", gs::figures::headroom > 3_dB)>);
static_assert(gs::met<gs::require(loud, "converter", gs::figures::headroom > 3_dB)>);
