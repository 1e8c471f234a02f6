// SPDX-License-Identifier: BSL-1.0
// A weighting is no band.
// topic: Noise
// cure: Each has its own field.
// expect-first: (could not convert|no viable conversion) .*weighting. to .gainstage::frequency.
// max-bytes-gcc: 800
// max-bytes-clang: 1700
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr gs::conditions at{.weighting = gs::weighting::a};
#else
constexpr gs::conditions at{.band = gs::weighting::a};
#endif
