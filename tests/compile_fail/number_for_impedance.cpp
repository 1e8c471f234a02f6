// SPDX-License-Identifier: BSL-1.0
// A bare number where an impedance belongs: ohms or kilohms?
// topic: Units
// cure: Give the number its unit.
// expect-first: (could not convert .* from .int. to|no viable conversion from .int. to) .*impedance
// max-bytes-gcc: 700
// max-bytes-clang: 1600
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr gs::line_input input{.input_impedance = 10_kohm};
#else
constexpr gs::line_input input{.input_impedance = 10000};
#endif
