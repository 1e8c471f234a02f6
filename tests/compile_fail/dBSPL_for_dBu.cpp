// SPDX-License-Identifier: BSL-1.0
// A line output has no sound level.
// topic: Levels
// cure: Write `_dBu` or `_dBV`.
// expect-first: (could not convert|no viable conversion) .*from .*dBSPL_literal.* to .*voltage_level
// max-bytes-gcc: 1100
// max-bytes-clang: 4600
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr gs::line_output player{.max_output = 20_dBu};
#else
constexpr gs::line_output player{.max_output = 120_dBSPL};
#endif
