// SPDX-License-Identifier: BSL-1.0
// What a component tells about itself besides its elements: what it is, what it plugs into, what power it needs or gives.
#pragma once

#include <gainstage/connector.hpp>
#include <gainstage/level.hpp>
#include <gainstage/name.hpp>
#include <gainstage/power_supply.hpp>
#include <gainstage/quantity.hpp>

#include <optional>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// Where in a chain a component can stand.
enum class stage_role : unsigned char { source, through, load };

enum class stage_kind : unsigned char {
    custom,
    microphone,
    line_output,
    cable,
    adapter,
    pad,
    phantom_supply,
    plug_in_power,
    preamp,
    line_input,
    combo_input,
    transformer,
    di_box,
    instrument_pickup,
    op_amp_stage,
    line_driver,
    adc,
};

enum class transducer_kind : unsigned char { none, dynamic, ribbon, active_ribbon, condenser, electret, mems };

/// The class of signal that an output gives or an input is made for.
enum class signal_class : unsigned char { any, microphone, line, instrument, loudspeaker };

/// What decides how much of a voltage between two grounds becomes signal.
struct common_mode_facts {
    bool earthed =
        false; ///< its ground has a potential of its own (a mains device): there can be a voltage to another one's
    bool isolates = false; ///< no conductor connects its two sides (a transformer): a ground loop ends here
    std::optional<impedance>
        leg_imbalance{}; ///< of an output or a run: by how much its two legs differ, ohm; empty: not stated
    impedance
        leg_to_ground{};     ///< of an input or a supply: impedance of each leg to ground, ohm; 0: none, or not stated
    double leg_mismatch = 0; ///< by which part of it the two legs differ, 0 … 1
    capacitance leg_to_shield{};      ///< of a run: each conductor to the shield, F
    double capacitance_imbalance = 0; ///< by which part of it the two conductors differ, 0 … 1
    std::optional<decibels> cmrr{};   ///< common-mode rejection ratio with balanced legs; empty: not stated
};

/// The facts of one stage that the rules, the powering pass and the reports read. Whatever is left out counts as unknown.
struct stage_info {
    component_name name;
    stage_role role = stage_role::through;
    stage_kind kind = stage_kind::custom;
    connector input;  ///< towards the source
    connector output; ///< towards the load

    signal_class accepts = signal_class::any; ///< what the input is made for
    signal_class gives = signal_class::any;   ///< what the output is

    transducer_kind transducer = transducer_kind::none;
    output_topology topology = output_topology::unspecified;
    cold_leg cold =
        cold_leg::grounded;    ///< where a balanced input meets an unbalanced output inside: the cold leg's end
    impedance dc_resistance{}; ///< of a source, between its conductors: a coil, a ribbon's transformer; 0: unknown
    impedance min_load{};      ///< least load the maker recommends; 0: not stated

    power_need need;
    power_feed feed;
    dc_path dc;
    common_mode_facts common_mode;
    bool tolerates_phantom = true; ///< false: DC on the signal conductors can harm it

    bool is_amplifier = false;     ///< separates what is before from what is behind: impedance, DC, wiring
    bool noise_is_stated = true;   ///< false: its sheet gives no noise, what is computed is only a lower bound
    bool limit_is_stated = true;   ///< false: its sheet gives no largest level
    decibels noise_extrapolated{}; ///< how far its gain is below the gain at which its noise was measured
    std::optional<decibels> gain;  ///< of an amplifier: as set
    std::optional<decibels> max_gain;
    std::optional<voltage_level> nominal;    ///< level the input is made for
    std::optional<voltage_level> full_scale; ///< RMS level of the largest sine a converter takes: 0 dBFS
    length run{};                            ///< of a cable
};

/// What a component learns of its neighbours when it is lowered to elements.
struct hookup {
    connector plug{};               ///< the connector that arrives from the left
    cold_leg cold = cold_leg::used; ///< what becomes of the cold leg of its output
    output_topology driver =
        output_topology::unspecified; ///< of what drives it: the source, amplifier or transformer before it

    /// In how many of its two legs the signal current flows. One leg alone, where the cold one is not used and the driver has
    /// each leg on its own; a floating driver's current comes back through the cold leg wherever that is grounded.
    [[nodiscard]] constexpr double legs() const { return 2 * impedance_left(driver, cold); }
    /// One of its conductors lies at ground, here or behind.
    [[nodiscard]] constexpr bool is_one_sided() const { return cold != cold_leg::used || (is_unbalanced(plug)); }
};

} // namespace gainstage
