// SPDX-License-Identifier: BSL-1.0
// A headroom is in decibels; it is not held to a level.
// topic: Specifications
// cure: Compare a figure with a limit of its own kind.
// expect-first: (no match for .operator>.|invalid operands)
// max-bytes-gcc: 5100
// max-bytes-clang: 2400
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr auto spec = gs::figures::headroom > 6_dB;
#else
constexpr auto spec = gs::figures::headroom > 6_dBu;
#endif
