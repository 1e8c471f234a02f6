// SPDX-License-Identifier: BSL-1.0
// A single component is no chain.
// topic: Chains
// cure: `source >> ... >> load`.
// expect-first: analyze\(\) takes a whole chain: source >> ... >> load
// max-bytes-gcc: 1200
// max-bytes-clang: 1200
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr auto budget = gs::analyze(gs::microphone{} >> gs::line_input{}, 94_dBSPL);
#else
constexpr auto budget = gs::analyze(gs::microphone{}, 94_dBSPL);
#endif
