// SPDX-License-Identifier: BSL-1.0
// A bare number is not a level: of what, and in which unit?
// topic: Levels
// cure: Write `4_dBu`, `-10_dBV`, `94_dBSPL` or `-18_dBFS`.
// expect-first: conversion from .int. to (non-scalar type )?.(const )?gainstage::voltage_level.
// max-bytes-gcc: 1000
// max-bytes-clang: 1300
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr gainstage::voltage_level nominal = 4_dBu;
#else
constexpr gainstage::voltage_level nominal = 4;
#endif
