// SPDX-License-Identifier: BSL-1.0
// A chain has one source.
// topic: Chains
// cure: Take the second one away; two sources are two chains.
// expect-first: a chain has one source and begins with it: take the other one away
// max-bytes-gcc: 1400
// max-bytes-clang: 1400
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr auto chain = gs::microphone{} >> gs::cable{};
#else
constexpr auto chain = gs::microphone{} >> gs::line_output{};
#endif
