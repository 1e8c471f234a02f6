// SPDX-License-Identifier: BSL-1.0
// expect-match: a chain has one source and begins with it: take the other one away
// max-bytes: 6000
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;

int main() {
#ifdef TWIN
    auto const chain = gs::microphone{} >> gs::cable{};
#else
    auto const chain = gs::microphone{} >> gs::line_output{};
#endif
    return gs::validate(chain).empty() ? 0 : 1;
}
