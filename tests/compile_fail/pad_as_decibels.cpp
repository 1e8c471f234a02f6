// SPDX-License-Identifier: BSL-1.0
// A pad is a network of resistors: its attenuation alone does not say what it loads.
// topic: Fields
// cure: `u_pad(20_dB, 150_ohm)`, `l_pad()` or `h_pad()`.
// expect-first: (cannot convert .gainstage::decibels. to .gainstage::pad_kind|no viable conversion from .gainstage::decibels. to .gainstage::pad_kind)
// max-bytes-gcc: 700
// max-bytes-clang: 500
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr gs::pad attenuator{.network = gs::u_pad(20_dB, 150_ohm)};
#else
constexpr gs::pad attenuator{.network = 20_dB};
#endif
