// SPDX-License-Identifier: BSL-1.0
// Boost's quantity can be made from 0 and nullptr; a voltage cannot.
// expect-match: (conversion from .* to non-scalar type|no viable conversion from) .*voltage
// max-bytes: 3000
#include <gainstage/literals.hpp>

using namespace gainstage::literals;

#ifdef TWIN
gainstage::voltage const supply = 0_V;
#else
gainstage::voltage const supply = 0;
#endif
