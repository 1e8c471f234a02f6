// SPDX-License-Identifier: BSL-1.0
// A line output's chain is analysed at a voltage level, not at a sound level.
// expect-match: no matching function for call to
// forbid-match: static_rational
// max-bytes: 6000
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

int main() {
    auto const chain = gs::line_output{} >> gs::line_input{};
#ifdef TWIN
    return gs::analyze(chain, 94_dBu).valid() ? 0 : 1;
#else
    return gs::analyze(chain, 94_dBSPL).valid() ? 0 : 1;
#endif
}
