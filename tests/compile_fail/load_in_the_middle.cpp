// SPDX-License-Identifier: BSL-1.0
// A load ends a chain.
// topic: Chains
// cure: Put the load last.
// expect-first: a load ends a chain: nothing can follow it
// max-bytes-gcc: 1400
// max-bytes-clang: 1400
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr auto chain = gs::microphone{} >> gs::preamp{} >> gs::cable{};
#else
constexpr auto chain = gs::microphone{} >> gs::line_input{} >> gs::cable{};
#endif
