// SPDX-License-Identifier: BSL-1.0
// A need of power is a window of voltage and a current.
// topic: Fields
// cure: `phantom_power{.min_voltage = 44_V, .max_voltage = 52_V, .current = 3_mA}`.
// expect-first: (could not convert|no viable conversion) .*from .*voltage. to .*power_need
// max-bytes-gcc: 800
// max-bytes-clang: 2300
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr gs::microphone mic{.power = gs::phantom_power{}};
#else
constexpr gs::microphone mic{.power = 48_V};
#endif
