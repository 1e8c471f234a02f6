// SPDX-License-Identifier: BSL-1.0
// A gain is a difference, not a level.
// topic: Levels
// cure: Write `40_dB`.
// expect-first: (could not convert|no viable conversion) .*from .*dBu_literal.* to .*decibels
// max-bytes-gcc: 1000
// max-bytes-clang: 1500
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr gs::preamp amp{.gain = 40_dB};
#else
constexpr gs::preamp amp{.gain = 40_dBu};
#endif
