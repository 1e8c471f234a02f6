// SPDX-License-Identifier: BSL-1.0
// A voltage where an impedance belongs.
// expect-match: (could not convert|no viable conversion) .*from .*voltage. to .*impedance
// max-bytes: 5000
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr gs::line_input input{.input_impedance = 10_kohm};
#else
constexpr gs::line_input input{.input_impedance = 10_V};
#endif

int main() { return input.input_impedance.value() > 0 ? 0 : 1; }
