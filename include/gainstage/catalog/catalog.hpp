// SPDX-License-Identifier: BSL-1.0
// The catalogue of devices, opt-in: no other header of the library includes it.
#pragma once

#include <gainstage/catalog/cables.hpp>
#include <gainstage/catalog/line_devices.hpp>
#include <gainstage/catalog/microphones.hpp>
#include <gainstage/catalog/preamps.hpp>
#include <gainstage/catalog/transformers.hpp>
