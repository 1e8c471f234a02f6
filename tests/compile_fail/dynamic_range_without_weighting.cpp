// SPDX-License-Identifier: BSL-1.0
// A dynamic range means nothing without its weighting.
// topic: Noise
// cure: `dynamic_range{120_dB, weighting::a}`.
// expect-first: (could not convert|no viable conversion) .*from .*decibels. to .*dynamic_range
// max-bytes-gcc: 800
// max-bytes-clang: 3800
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr gs::line_input in{.dynamic_range = gs::dynamic_range{120_dB, gs::weighting::a}};
#else
constexpr gs::line_input in{.dynamic_range = 120_dB};
#endif
