// SPDX-License-Identifier: BSL-1.0
// The distance of a sound level and a voltage level is no gain.
// topic: Levels
// cure: The sensitivity of the microphone connects them: let `analyze()` do it.
// expect-first: (no match for .operator-.|invalid operands).*level
// max-bytes-gcc: 6400
// max-bytes-clang: 2900
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr auto gain = 4_dBu - -50_dBu;
#else
constexpr auto gain = 4_dBu - 94_dBSPL;
#endif
