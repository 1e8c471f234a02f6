// SPDX-License-Identifier: BSL-1.0
// The source has an output impedance, the load an input impedance.
// topic: Fields
// cure: Give each device its own figure.
// expect-first: (has no non-static data member named .input_impedance.|field designator .input_impedance. does not refer)
// max-bytes-gcc: 600
// max-bytes-clang: 900
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr gs::line_output player{.output_impedance = 100_ohm};
#else
constexpr gs::line_output player{.input_impedance = 10_kohm};
#endif
