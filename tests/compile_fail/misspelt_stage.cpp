// SPDX-License-Identifier: BSL-1.0
// A stage that does not exist, in a constant expression.
// topic: Chains
// cure: Spell the stage's name as the component's `name`.
// expect-match: no_stage_has_this_name
// max-bytes-gcc: 1900
// max-bytes-clang: 1300
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

constexpr auto budget =
    gs::analyze(gs::line_output{} >> gs::line_input{.name = "converter", .full_scale = 20_dBu}, 4_dBu);
#ifdef TWIN
static_assert(budget.stage("converter").headroom > 6_dB);
#else
static_assert(budget.stage("convertor").headroom > 6_dB);
#endif
