// SPDX-License-Identifier: BSL-1.0
// Operational amplifier stages from parts: the device, the resistors and capacitors around it, and its supply.
//
//   non_inverting_stage      1 + Rf/Rg            a high input impedance
//   inverting_stage          -Rf/R1               a virtual ground
//   difference_stage         R2/R1                balanced line input
//   instrumentation_stage    (1 + 2 Rf/Rg) R2/R1  balanced microphone input
//
// All take an op_amp as their device. Gain, bandwidth, noise and limits follow from the parts.
#pragma once

#include <gainstage/component/difference_stage.hpp>
#include <gainstage/component/instrumentation_stage.hpp>
#include <gainstage/component/inverting_stage.hpp>
#include <gainstage/component/non_inverting_stage.hpp>
#include <gainstage/component/op_amp.hpp>
