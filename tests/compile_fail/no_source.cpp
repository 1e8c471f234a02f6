// SPDX-License-Identifier: BSL-1.0
// expect-match: this chain has no source: begin it with a microphone or a line output
// max-bytes: 6000
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr auto chain = gs::line_output{} >> gs::preamp{} >> gs::line_input{};
#else
constexpr auto chain = gs::preamp{} >> gs::line_input{};
#endif

int main() { (void)gs::analyze(chain, 4_dBu); }
