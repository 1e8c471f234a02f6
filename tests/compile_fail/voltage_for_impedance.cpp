// SPDX-License-Identifier: BSL-1.0
// A voltage where an impedance belongs.
// topic: Units
// cure: Write the unit of the field: an impedance is in `_ohm`, `_kohm` or `_Mohm`.
// expect-first: (could not convert|no viable conversion).*from .*voltage. to .*impedance
// max-bytes-gcc: 800
// max-bytes-clang: 1700
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr gs::line_input input{.input_impedance = 10_kohm};
#else
constexpr gs::line_input input{.input_impedance = 10_V};
#endif
