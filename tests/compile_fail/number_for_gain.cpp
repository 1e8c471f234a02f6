// SPDX-License-Identifier: BSL-1.0
// A bare number is no gain: a ratio or decibels?
// topic: Levels
// cure: Write `40_dB`, or `gain_of_amplitude_ratio(100)`.
// expect-first: (could not convert .* from .int. to|no viable conversion from .int. to) .*decibels
// max-bytes-gcc: 600
// max-bytes-clang: 1200
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr gs::preamp amp{.gain = 40_dB};
#else
constexpr gs::preamp amp{.gain = 40};
#endif
