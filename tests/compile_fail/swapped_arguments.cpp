// SPDX-License-Identifier: BSL-1.0
// Attenuation first, then the impedance.
// topic: Fields
// cure: Swap them.
// expect-first: (could not convert|no viable conversion) .*from .gainstage::impedance. to .gainstage::decibels
// max-bytes-gcc: 800
// max-bytes-clang: 1600
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr auto network = gs::u_pad(20_dB, 150_ohm);
#else
constexpr auto network = gs::u_pad(150_ohm, 20_dB);
#endif
