// SPDX-License-Identifier: BSL-1.0
// A level has no minus sign: -(10 dBV) and -(12.2 dBu) are different levels.
// topic: Levels
// cure: A minus sign belongs to the number of a literal; the distance of two levels is their difference.
// expect-first: (no match for .operator-.|invalid argument type).*voltage_level
// max-bytes-gcc: 3400
// max-bytes-clang: 500
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr auto lower = gs::voltage_level(4_dBu) - 8_dB;
#else
constexpr auto lower = -gs::voltage_level(4_dBu);
#endif
