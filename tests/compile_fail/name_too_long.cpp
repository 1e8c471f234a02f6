// SPDX-License-Identifier: BSL-1.0
// A component's name has at most 47 characters.
// topic: Fields
// cure: Shorten it.
// expect-first: a component's name has at most 47 characters: shorten it
// max-bytes-gcc: 1400
// max-bytes-clang: 1500
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr gs::cable lead{.name = "multicore, stage left to front of house"};
#else
constexpr gs::cable lead{.name = "multicore, stage left to front of house, channels 1 to 24"};
#endif
