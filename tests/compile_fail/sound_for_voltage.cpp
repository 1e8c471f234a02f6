// SPDX-License-Identifier: BSL-1.0
// A line output's chain is analysed at a voltage level.
// topic: Chains
// cure: Write `_dBu` or `_dBV`.
// expect-first: this chain begins with a line output: its level is a voltage level, such as 4_dBu or -10_dBV
// max-bytes-gcc: 2300
// max-bytes-clang: 1800
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

constexpr auto chain = gs::line_output{} >> gs::line_input{};
#ifdef TWIN
constexpr auto budget = gs::analyze(chain, 4_dBu);
#else
constexpr auto budget = gs::analyze(chain, 94_dBSPL);
#endif
