// SPDX-License-Identifier: BSL-1.0
// A bare number is not a level: of what, and in which unit?
// expect-match: conversion from .int. to (non-scalar type )?.(const )?gainstage::voltage_level.
// max-bytes: 3000
#include <gainstage/literals.hpp>

using namespace gainstage::literals;

#ifdef TWIN
gainstage::voltage_level const nominal = 4_dBu;
#else
gainstage::voltage_level const nominal = 4;
#endif
