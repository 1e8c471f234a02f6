// SPDX-License-Identifier: BSL-1.0
// Only components and chains go into a chain.
// topic: Chains
// cure: A length is a field of a cable: `cable{.length = 10_m}`.
// expect-first: this is not a component: a component has a name and elements\(\)
// max-bytes-gcc: 1500
// max-bytes-clang: 1600
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr auto chain = gs::microphone{} >> gs::cable{.length = 10_m};
#else
constexpr auto chain = gs::microphone{} >> 10_m;
#endif
