// SPDX-License-Identifier: BSL-1.0
// The noise of a room and the noise of an amplifier have no common scale.
// topic: Noise
// cure: Compare voltage noise with voltage noise.
// expect-first: (no match for .operator<.|invalid operands).*noise
// max-bytes-gcc: 4900
// max-bytes-clang: 2100
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

constexpr gs::voltage_noise_level room(-100_dBu, gs::audio_band, gs::weighting::a);
#ifdef TWIN
constexpr bool quieter = 13_dBA < 20_dBA;
#else
constexpr bool quieter = 13_dBA < room;
#endif
