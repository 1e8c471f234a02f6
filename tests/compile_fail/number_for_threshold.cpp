// SPDX-License-Identifier: BSL-1.0
// A threshold of a rule is in decibels.
// topic: Fields
// cure: Write `12_dB`.
// expect-first: (could not convert .* from .int. to|no viable conversion from .int. to) .*decibels
// max-bytes-gcc: 700
// max-bytes-clang: 1200
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr gs::thresholds strict{.little_headroom = 12_dB};
#else
constexpr gs::thresholds strict{.little_headroom = 12};
#endif
