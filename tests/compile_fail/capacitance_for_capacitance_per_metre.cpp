// SPDX-License-Identifier: BSL-1.0
// A cable's capacitance is per metre; the length is a field of its own.
// topic: Units
// cure: State picofarads per metre, `_pF_per_m`, and the length.
// expect-first: (could not convert|no viable conversion).*from .*capacitance. to .*capacitance_per_length
// max-bytes-gcc: 900
// max-bytes-clang: 1800
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr gs::cable lead{.length = 10_m, .capacitance = 100_pF_per_m};
#else
constexpr gs::cable lead{.length = 10_m, .capacitance = 1000_pF};
#endif
