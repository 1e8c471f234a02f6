// SPDX-License-Identifier: BSL-1.0
// Noise densities are in volts per root hertz.
// topic: Units
// cure: Write `_nV_per_rtHz`.
// expect-first: (could not convert|no viable conversion).*from .*voltage. to .*voltage_noise_density
// max-bytes-gcc: 900
// max-bytes-clang: 1800
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr gs::amplifier_noise noise{.input_voltage = 1.2_nV_per_rtHz};
#else
constexpr gs::amplifier_noise noise{.input_voltage = 1.2_nV};
#endif
