// SPDX-License-Identifier: BSL-1.0
// A voltage level and a digital level have no common scale without a full-scale level.
// topic: Levels
// cure: Say what 0 dBFS is: `full_scale + -18 dB`.
// expect-first: (no match for .operator>.|invalid operands).*level
// max-bytes-gcc: 3300
// max-bytes-clang: 1500
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr bool hot = 4_dBu > 0_dBu;
#else
constexpr bool hot = 4_dBu > -18_dBFS;
#endif
