// SPDX-License-Identifier: BSL-1.0
// A chain begins with its source.
// topic: Chains
// cure: Turn the chain round: source, then what follows it.
// expect-first: a chain has one source and begins with it: take the other one away
// max-bytes-gcc: 1400
// max-bytes-clang: 1400
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr auto chain = gs::microphone{} >> gs::preamp{};
#else
constexpr auto chain = gs::preamp{} >> gs::microphone{};
#endif
