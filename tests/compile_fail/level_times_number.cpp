// SPDX-License-Identifier: BSL-1.0
// A level is a point: twice 4 dBu has no meaning.
// topic: Levels
// cure: 6 dB more is twice the voltage: `4_dBu + 6.02_dB`.
// expect-first: (no match for .operator\*.|invalid operands).*level
// max-bytes-gcc: 1000
// max-bytes-clang: 600
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr auto twice = 4_dBu + 6.02_dB;
#else
constexpr auto twice = 4_dBu * 2;
#endif
