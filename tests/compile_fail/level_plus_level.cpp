// SPDX-License-Identifier: BSL-1.0
// Two levels do not add: 4 dBu + 4 dBu is not 8 dBu.
// expect-match: (no match for .operator\+.|invalid operands to binary expression)
// max-bytes: 12000
#include <gainstage/literals.hpp>

using namespace gainstage::literals;

#ifdef TWIN
auto const sum = 4_dBu + 4_dB;
#else
auto const sum = 4_dBu + 4_dBu;
#endif
