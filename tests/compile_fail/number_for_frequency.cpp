// SPDX-License-Identifier: BSL-1.0
// A bare number where a frequency belongs.
// topic: Units
// cure: Give the number its unit: `1_kHz`.
// expect-first: (could not convert .* from .int. to|no viable conversion from .int. to) .*frequency
// max-bytes-gcc: 700
// max-bytes-clang: 1600
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr gs::conditions at{.frequency = 1_kHz};
#else
constexpr gs::conditions at{.frequency = 1000};
#endif
