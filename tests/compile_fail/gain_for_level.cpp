// SPDX-License-Identifier: BSL-1.0
// Decibels are a difference; a maximum output is a level.
// topic: Levels
// cure: Write the reference: `22_dBu`.
// expect-first: (could not convert|no viable conversion) .*from .*decibels. to .*voltage_level
// max-bytes-gcc: 800
// max-bytes-clang: 3700
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr gs::preamp amp{.max_output = 22_dBu};
#else
constexpr gs::preamp amp{.max_output = 22_dB};
#endif
