// SPDX-License-Identifier: BSL-1.0
// A passive instrument pickup with its volume and tone controls.
#pragma once

#include <gainstage/element.hpp>
#include <gainstage/stage.hpp>
#include <gainstage/validate.hpp>

#include <array>
#include <optional>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// A volume control: a potentiometer from the signal to ground, the output at its wiper.
struct volume_control {
    impedance track = detail::from_si<impedance>(250e3); ///< ohm, > 0
    /// The part of the track between wiper and ground: 1 is full volume, 0 is silence. (Of an audio taper this is not
    /// the angle.) 0, or 1e-6 to 1.
    double position = 1;
};

/// A tone control: a variable resistor and a capacitor from the signal to ground.
struct tone_control {
    impedance track = detail::from_si<impedance>(250e3); ///< ohm, > 0
    double position = 1;                                 ///< the part of the track in circuit, 0 to 1 (full treble)
    gainstage::capacitance capacitor = detail::from_si<capacitance>(22e-9); ///< F, > 0
};

/// A magnetic pickup. The level that a chain is analysed at is its open-circuit EMF, before the controls. The defaults
/// are a single coil of an electric guitar.
///
///        R      L
///   +---[ ]---(mmm)---+------+-------+------+
///   |                 |      |       |      |
///   |                 |      |      [ ]    [ ]
/// (emf)              === C  [ ]      |     [ ]<-----o
///   |                 |    eddy     ===    [ ]
///   |                 |    loss    tone   volume
///   +-----------------+------+-------+------+-------o
///
/// L and the capacitance of coil and cable resonate: f0 = 1/(2 pi sqrt(L C)). Every resistor makes thermal noise.
struct instrument_pickup {
    component_name name = "pickup";
    /// "DC resistance", ohm. > 0.
    impedance coil_resistance = detail::from_si<impedance>(6e3);
    /// Inductance, H. >= 0 (0: a pickup without coil, or not stated).
    gainstage::inductance inductance = detail::from_si<gainstage::inductance>(2.5);
    /// Capacitance of the winding, F. >= 0.
    gainstage::capacitance winding_capacitance = detail::from_si<gainstage::capacitance>(100e-12);
    /// Eddy currents in cover and poles, as a resistance across the coil, ohm. > 0. Empty: none.
    std::optional<impedance> eddy_loss{};
    /// Empty: no such control.
    std::optional<volume_control> volume = volume_control{};
    std::optional<tone_control> tone = tone_control{};
    connector output = connectors::ts_socket;

    using excitation = voltage_level;

    [[nodiscard]] constexpr bool is_turned_down() const { return volume && volume->position == 0; }

    /// Turned down, the wiper lies at ground: no voltage, no impedance, no noise.
    [[nodiscard]] constexpr std::array<element, 7> elements() const {
        std::array<element, 7> list{};
        list[0] = voltage_source(is_turned_down() ? 0 : 1);
        if (is_turned_down()) return list;
        list[1] = series_resistor(coil_resistance, noise::thermal, inductance);
        list[2] = shunt_capacitor(winding_capacitance);
        if (eddy_loss) list[3] = shunt_resistor(*eddy_loss);
        if (tone)
            list[4] =
                shunt_branch(detail::from_si<impedance>(tone->track.value() * tone->position), {}, tone->capacitor);
        if (volume) {
            list[5] = series_resistor(detail::from_si<impedance>(volume->track.value() * (1 - volume->position)));
            list[6] = shunt_resistor(detail::from_si<impedance>(volume->track.value() * volume->position));
        }
        return list;
    }

    constexpr void describe(stage_info& s) const {
        s.kind = stage_kind::instrument_pickup;
        s.output = output;
        s.gives = signal_class::instrument;
        s.topology = output_topology::unbalanced;
        s.dc_resistance = coil_resistance;
    }

    constexpr void check(field_checks& f) const {
        f.positive("coil_resistance", coil_resistance);
        f.not_negative("inductance", inductance);
        f.not_negative("winding_capacitance", winding_capacitance);
        if (eddy_loss) f.positive("eddy_loss", *eddy_loss);
        if (volume) {
            f.positive("volume.track", volume->track);
            double const p = volume->position;
            if (!(p == 0 || (p >= 1e-6 && p <= 1)))
                f.fail("volume.position", p, "", "must be 0 (silence), or a part of the track from 1e-6 to 1");
        }
        if (tone) {
            f.positive("tone.track", tone->track);
            if (!(tone->position >= 0 && tone->position <= 1))
                f.fail("tone.position", tone->position, "", "must be a part of the track, from 0 to 1");
            f.positive("tone.capacitor", tone->capacitor);
        }
    }
};

} // namespace gainstage
