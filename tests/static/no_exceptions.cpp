// SPDX-License-Identifier: BSL-1.0
// flags: -fno-exceptions -fno-rtti
// The core without exceptions and without run-time type information, at compile time and at run time.
#include <gainstage/dynamic_chain.hpp>
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

constexpr auto chain = gs::microphone{} >> gs::cable{} >> gs::phantom_supply{} >> gs::preamp{} >> gs::line_input{};
static_assert(gs::analyze(chain, 94_dBSPL, {.weighting = gs::weighting::a}).valid());
static_assert(gs::diagnose(chain, 94_dBSPL).has("GS411"));

int main() {
    gs::dynamic_chain c(chain);
    return gs::diagnose(c, gs::sound_level::from_dBSPL(94)).has("GS411") && gs::powering(c).size() == 1 ? 0 : 1;
}
