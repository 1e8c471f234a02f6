// SPDX-License-Identifier: BSL-1.0
// A self-noise means nothing without its weighting.
// topic: Noise
// cure: Datasheets state it A-weighted: `13_dBA`. Else `sound_noise_level{level, band, weighting}`.
// expect-first: (could not convert|no viable conversion) .*from .*dBSPL_literal.* to .*(sound_noise_level|noise_level<(gainstage::)?sound_level>)
// max-bytes-gcc: 1100
// max-bytes-clang: 4800
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr gs::microphone mic{.self_noise = 13_dBA};
#else
constexpr gs::microphone mic{.self_noise = 13_dBSPL};
#endif
