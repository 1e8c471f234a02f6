// SPDX-License-Identifier: BSL-1.0
// A load ends a chain.
// topic: Chains
// cure: Put the load last.
// expect-first: a load ends a chain: nothing can follow it
// max-bytes-gcc: 1300
// max-bytes-clang: 1300
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr auto chain = gs::preamp{} >> gs::line_input{};
#else
constexpr auto chain = gs::line_input{} >> gs::preamp{};
#endif
