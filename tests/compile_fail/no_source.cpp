// SPDX-License-Identifier: BSL-1.0
// A chain without a source cannot be analysed.
// topic: Chains
// cure: Begin it with a microphone or a line output.
// expect-first: this chain has no source: begin it with a microphone or a line output
// max-bytes-gcc: 1600
// max-bytes-clang: 1400
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr auto chain = gs::line_output{} >> gs::preamp{} >> gs::line_input{};
#else
constexpr auto chain = gs::preamp{} >> gs::line_input{};
#endif

constexpr auto budget = gs::analyze(chain, 4_dBu);
