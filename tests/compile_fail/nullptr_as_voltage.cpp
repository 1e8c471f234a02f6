// SPDX-License-Identifier: BSL-1.0
// Boost's quantity can be made from a null pointer; a voltage cannot.
// topic: Units
// cure: Write a voltage: `0_V`.
// expect-first: (conversion from .* to non-scalar type|no viable conversion from) .*voltage
// max-bytes-gcc: 1000
// max-bytes-clang: 1600
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr gs::voltage supply = 0_V;
#else
constexpr gs::voltage supply = nullptr;
#endif
