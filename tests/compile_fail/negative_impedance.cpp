// SPDX-License-Identifier: BSL-1.0
// A minus sign where nothing can be negative.
// topic: Units
// cure: Take the minus sign away.
// expect-first: this quantity is never negative: take the minus sign away
// max-bytes-gcc: 1500
// max-bytes-clang: 1600
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr gs::line_input input{.input_impedance = 10_kohm};
#else
constexpr gs::line_input input{.input_impedance = -10_kohm};
#endif
