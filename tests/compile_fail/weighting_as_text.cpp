// SPDX-License-Identifier: BSL-1.0
// A weighting is a curve, not its letter.
// topic: Noise
// cure: `weighting::a`, `weighting::c`, `weighting::itu_r_468`, `weighting::none`.
// expect-first: (could not convert|no viable conversion) .*to .*weighting
// max-bytes-gcc: 700
// max-bytes-clang: 1100
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr gs::conditions at{.weighting = gs::weighting::a};
#else
constexpr gs::conditions at{.weighting = "A"};
#endif
