// SPDX-License-Identifier: BSL-1.0
// A voltage becomes a level only by name.
// topic: Levels
// cure: `level_of(1.228_V)`.
// expect-first: (could not convert|no viable conversion) .*from .*voltage. to .*voltage_level
// max-bytes-gcc: 800
// max-bytes-clang: 3700
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr gs::line_input input{.nominal_level = gs::level_of(1.228_V)};
#else
constexpr gs::line_input input{.nominal_level = 1.228_V};
#endif
