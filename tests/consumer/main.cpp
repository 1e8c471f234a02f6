// SPDX-License-Identifier: BSL-1.0
// What every consumer builds and runs: the umbrella, an analysis in the compiler and one at run time.
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

constexpr auto chain = gs::microphone{} >> gs::cable{} >> gs::preamp{.gain = 40_dB, .max_output = 22_dBu} >>
                       gs::line_input{.full_scale = 20_dBu};
static_assert(!gs::analyze(chain, 94_dBSPL).clips());

int main() {
    auto const budget = gs::analyze(chain, 110_dBSPL);
    return budget.valid() && budget.output().level > -60_dBu ? 0 : 1;
}
