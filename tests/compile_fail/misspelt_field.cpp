// SPDX-License-Identifier: BSL-1.0
// A field that does not exist.
// topic: Fields
// cure: Spell the field as the component does.
// expect-first: (has no non-static data member named .sensitvity.|field designator .sensitvity. does not refer)
// max-bytes-gcc: 600
// max-bytes-clang: 900
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr gs::microphone mic{.sensitivity = 15_mV_per_Pa};
#else
constexpr gs::microphone mic{.sensitvity = 15_mV_per_Pa};
#endif
