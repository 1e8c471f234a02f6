// SPDX-License-Identifier: BSL-1.0
// Two levels do not add: 4 dBu + 4 dBu is not 8 dBu.
// topic: Levels
// cure: `power_sum()` adds the powers of two levels; a level plus decibels is a level.
// expect-first: (use of deleted function .*operator\+\(gainstage::voltage_level, gainstage::voltage_level\)|selected deleted operator .\+.)
// expect-match: two levels do not add
// max-bytes-gcc: 1300
// max-bytes-clang: 1900
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr auto sum = 4_dBu + 4_dB;
#else
constexpr auto sum = 4_dBu + 4_dBu;
#endif
