// SPDX-License-Identifier: BSL-1.0
// A null pointer is not a voltage, though Boost's quantity can be made from one.
// expect-match: (conversion from .* to non-scalar type|no viable conversion from) .*voltage
// forbid-match: boost::units::list
// max-bytes: 3000
#include <gainstage/gainstage.hpp>

using namespace gainstage::literals;

#ifdef TWIN
constexpr gainstage::voltage v = 0_V;
#else
constexpr gainstage::voltage v = nullptr;
#endif

int main() { return v.value() > 0 ? 1 : 0; }
