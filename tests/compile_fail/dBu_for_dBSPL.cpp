// SPDX-License-Identifier: BSL-1.0
// A maximum sound level is in dB SPL, not in dBu.
// topic: Levels
// cure: Write `_dBSPL`.
// expect-first: (could not convert|no viable conversion) .*from .*dBu_literal.* to .*sound_level
// max-bytes-gcc: 1000
// max-bytes-clang: 4500
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr gs::microphone mic{.max_spl = 130_dBSPL};
#else
constexpr gs::microphone mic{.max_spl = 130_dBu};
#endif
