// SPDX-License-Identifier: BSL-1.0
// A microphone's chain is analysed at a sound level.
// topic: Chains
// cure: Write `_dBSPL`.
// expect-first: this chain begins with a microphone: its level is a sound level, such as 94_dBSPL
// max-bytes-gcc: 2400
// max-bytes-clang: 1900
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

constexpr auto chain = gs::microphone{} >> gs::preamp{} >> gs::line_input{};
#ifdef TWIN
constexpr auto budget = gs::analyze(chain, 94_dBSPL);
#else
constexpr auto budget = gs::analyze(chain, -50_dBu);
#endif
