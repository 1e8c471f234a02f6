// SPDX-License-Identifier: BSL-1.0
// expect-match: a load ends a chain: nothing can follow it
// max-bytes: 6000
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;

int main() {
#ifdef TWIN
    auto const chain = gs::preamp{} >> gs::cable{};
#else
    auto const chain = gs::line_input{} >> gs::cable{};
#endif
    return gs::validate(chain).empty() ? 0 : 1;
}
