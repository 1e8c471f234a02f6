// SPDX-License-Identifier: BSL-1.0
// A level becomes a voltage only by name.
// topic: Levels
// cure: Write volts, or `rms_voltage(level)`.
// expect-first: (could not convert|no viable conversion) .*from .*dBV_literal.* to .*voltage
// max-bytes-gcc: 1100
// max-bytes-clang: 2100
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr gs::phantom_power need{.min_voltage = 44_V};
#else
constexpr gs::phantom_power need{.min_voltage = 33_dBV};
#endif
