// SPDX-License-Identifier: BSL-1.0
// A requirement of a stage that does not exist.
// topic: Specifications
// cure: Spell the stage's name as the component's `name`.
// expect-first-gcc: preanp: no stage has this name
// expect-match-clang: in call to .not_met\(&"preanp"\[0\], &"no stage has this name"\[0\]\)
// max-bytes-gcc: 1500
// max-bytes-clang: 1600
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

constexpr auto budget = gs::analyze(gs::microphone{} >> gs::preamp{} >> gs::line_input{}, 94_dBSPL);
#ifdef TWIN
static_assert(gs::met<gs::require(budget, "preamp", gs::figures::gain > 30_dB)>);
#else
static_assert(gs::met<gs::require(budget, "preanp", gs::figures::gain > 30_dB)>);
#endif
