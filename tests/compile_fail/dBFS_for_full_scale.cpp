// SPDX-License-Identifier: BSL-1.0
// Full scale is 0 dBFS by definition; what is asked is its level in volts.
// topic: Levels
// cure: State the analogue level that drives the converter to 0 dBFS, in `_dBu` or `_dBV`.
// expect-first: (could not convert|no viable conversion) .*from .*dBFS_literal.* to .*voltage_level
// max-bytes-gcc: 1100
// max-bytes-clang: 4600
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr gs::line_input converter{.full_scale = 20_dBu};
#else
constexpr gs::line_input converter{.full_scale = 0_dBFS};
#endif
