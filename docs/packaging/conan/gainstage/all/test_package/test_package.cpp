// SPDX-License-Identifier: BSL-1.0
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

int main() {
    auto const chain = gs::microphone{} >> gs::preamp{.gain = 40_dB} >> gs::line_input{.full_scale = 20_dBu};
    return gs::analyze(chain, 94_dBSPL).clips() ? 1 : 0;
}
