// SPDX-License-Identifier: BSL-1.0
// One file, copied beside the program.
#include "gainstage.hpp"

#include <iostream>

namespace gs = gainstage;
using namespace gainstage::literals;

int main() {
    auto const chain = gs::microphone{} >> gs::preamp{.gain = 40_dB, .max_output = 22_dBu} >> gs::line_input{};
    std::cout << gs::analyze(chain, 94_dBSPL);
}
