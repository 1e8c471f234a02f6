// SPDX-License-Identifier: BSL-1.0
// A weighting curve is a power gain, a number, of a frequency in hertz.
// topic: Your own components, rules and curves
// cure: `[](double hertz) { return ...; }`.
// expect-first: (invalid user-defined conversion|no viable conversion|no matching).*(weighting|lambda)
// max-bytes-gcc: 2300
// max-bytes-clang: 1500
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr gs::weighting own{"own", [](double) { return 1.0; }};
#else
constexpr gs::weighting own{"own", [](gs::frequency) { return 1.0; }};
#endif
