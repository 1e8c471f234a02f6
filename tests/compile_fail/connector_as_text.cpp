// SPDX-License-Identifier: BSL-1.0
// A connector is a plug or socket with its wiring, not its name.
// topic: Fields
// cure: Take one of `connectors::`.
// expect-first: (cannot convert .const char\*. to|cannot initialize a member subobject of type) .gainstage::connector_shape
// max-bytes-gcc: 700
// max-bytes-clang: 600
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr gs::microphone mic{.output = gs::connectors::xlr_male};
#else
constexpr gs::microphone mic{.output = "XLR"};
#endif
