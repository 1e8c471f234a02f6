// SPDX-License-Identifier: BSL-1.0
// A chain without a load cannot be analysed.
// topic: Chains
// cure: End it with a line input.
// expect-first: this chain has no load: end it with a line input
// max-bytes-gcc: 1500
// max-bytes-clang: 1300
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr auto chain = gs::line_output{} >> gs::preamp{} >> gs::line_input{};
#else
constexpr auto chain = gs::line_output{} >> gs::preamp{};
#endif

constexpr auto budget = gs::analyze(chain, 4_dBu);
