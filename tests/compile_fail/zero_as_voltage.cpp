// SPDX-License-Identifier: BSL-1.0
// Boost's quantity can be made from 0; a voltage cannot.
// topic: Units
// cure: Give the zero its unit: `0_V`.
// expect-first: (conversion from .int. to non-scalar type|no viable conversion from .int. to) .*voltage
// max-bytes-gcc: 900
// max-bytes-clang: 1500
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr gs::voltage supply = 0_V;
#else
constexpr gs::voltage supply = 0;
#endif
