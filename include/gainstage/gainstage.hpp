// SPDX-License-Identifier: BSL-1.0
// The umbrella: everything that needs only the standard library and Boost.Units.
#pragma once

// First, so that a message about a chain does not tell by which analysis it came.
#include <gainstage/chain.hpp>

#include <gainstage/analysis/analyze.hpp>
#include <gainstage/analysis/distortion.hpp>
#include <gainstage/analysis/frequency_response.hpp>
#include <gainstage/analysis/headroom.hpp>
#include <gainstage/analysis/interference.hpp>
#include <gainstage/analysis/noise_spectrum.hpp>
#include <gainstage/analysis/powering.hpp>
#include <gainstage/component/adc.hpp>
#include <gainstage/component/cable.hpp>
#include <gainstage/component/combo_input.hpp>
#include <gainstage/component/di_box.hpp>
#include <gainstage/component/instrument_pickup.hpp>
#include <gainstage/component/line_driver.hpp>
#include <gainstage/component/line_input.hpp>
#include <gainstage/component/line_output.hpp>
#include <gainstage/component/microphone.hpp>
#include <gainstage/component/op_amp_stage.hpp>
#include <gainstage/component/pad.hpp>
#include <gainstage/component/phantom_supply.hpp>
#include <gainstage/component/plug_in_power.hpp>
#include <gainstage/component/preamp.hpp>
#include <gainstage/component/transformer.hpp>
#include <gainstage/frequency_grid.hpp>
#include <gainstage/literals.hpp>
#include <gainstage/require.hpp>
#include <gainstage/rules/diagnose.hpp>
#include <gainstage/version.hpp>
