// SPDX-License-Identifier: BSL-1.0
// A bare number where a temperature belongs: degrees or kelvin?
// topic: Units
// cure: Write `20_degC` or `293.15_K`.
// expect-first: (could not convert .* from .int. to|no viable conversion from .int. to) .*temperature
// max-bytes-gcc: 700
// max-bytes-clang: 1600
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr gs::conditions at{.temperature = 20_degC};
#else
constexpr gs::conditions at{.temperature = 20};
#endif
