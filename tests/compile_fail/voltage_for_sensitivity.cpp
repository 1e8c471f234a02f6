// SPDX-License-Identifier: BSL-1.0
// A microphone's sensitivity is in volts per pascal.
// topic: Units
// cure: Write `_mV_per_Pa`.
// expect-first: (could not convert|no viable conversion).*from .*voltage. to .*acoustic_sensitivity
// max-bytes-gcc: 800
// max-bytes-clang: 1800
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr gs::microphone mic{.sensitivity = 15_mV_per_Pa};
#else
constexpr gs::microphone mic{.sensitivity = 15_mV};
#endif
