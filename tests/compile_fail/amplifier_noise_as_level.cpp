// SPDX-License-Identifier: BSL-1.0
// An equivalent input noise means nothing without its source impedance and band.
// topic: Noise
// cure: `equivalent_input_noise{.level = -128_dBu, .source_impedance = 150_ohm}`.
// expect-first: (could not convert|no viable conversion) .*voltage_level.* to .gainstage::amplifier_noise_model
// max-bytes-gcc: 1100
// max-bytes-clang: 2400
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr gs::preamp amp{.noise = gs::equivalent_input_noise{.level = -128_dBu}};
#else
constexpr gs::preamp amp{.noise = -128_dBu};
#endif
