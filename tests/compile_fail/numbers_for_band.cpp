// SPDX-License-Identifier: BSL-1.0
// Bare numbers where a band of frequencies belongs.
// topic: Units
// cure: Give both ends their unit: `{20_Hz, 20_kHz}`.
// expect-first: (could not convert|no viable conversion|no matching).*(frequency|int)
// max-bytes-gcc: 600
// max-bytes-clang: 2800
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr gs::conditions at{.band = {20_Hz, 20_kHz}};
#else
constexpr gs::conditions at{.band = {20, 20000}};
#endif
