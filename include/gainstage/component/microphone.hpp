// SPDX-License-Identifier: BSL-1.0
// A microphone: sound pressure in, a voltage behind an impedance out.
#pragma once

#include <gainstage/element.hpp>
#include <gainstage/noise_level.hpp>
#include <gainstage/stage.hpp>
#include <gainstage/validate.hpp>

#include <array>
#include <optional>

namespace gainstage {

/// A microphone by its datasheet. The defaults are a typical vocal dynamic.
///
///      emf = sensitivity * p * (Z + RL)/RL          RL: the load of the sensitivity figure, infinite if open circuit
///   (emf)--[noise]--< clips at max_spl >--[ Z ]--o
///
/// Self-noise, an A-weighted sound level, becomes a white noise voltage: e = S * 20 uPa * 10^(dBA/20) / sqrt(B_A), with
/// B_A the A-weighted noise bandwidth (12,467 Hz). Without a figure a passive microphone has the thermal noise of its
/// impedance (IEC 60268-4 gives passive microphones no other); of an active one that is only a lower bound, and the
/// rules say so.
struct microphone {
    component_name name = "microphone";
    transducer_kind transducer = transducer_kind::dynamic;
    /// "Sensitivity", V/Pa at 1 kHz. > 0.
    acoustic_sensitivity sensitivity = detail::si_value<acoustic_sensitivity>(1.85e-3);
    /// The load for which the sensitivity is stated, ohm ("into 1 kohm"); empty: open circuit. > 0.
    std::optional<impedance> sensitivity_load{};
    /// "Source impedance", the actual one, ohm. > 0. Of a two-wire electret capsule: the impedance of its transistor's
    /// drain, some 50 kohm or more; the "output impedance" of its sheet is only the load resistor.
    impedance output_impedance = detail::si_value<impedance>(300);
    /// "Rated load impedance", the least one recommended, ohm; 0: not stated.
    impedance rated_load{};
    /// "Equivalent noise level", dB(A); empty: not stated.
    std::optional<sound_noise_level> self_noise{};
    /// "Maximum SPL", the largest sine; empty: not stated.
    std::optional<sound_level> max_spl{};
    /// Attenuator in the microphone, dB, 0 or more: lowers the sensitivity and raises the maximum SPL. State the
    /// self-noise that holds with it.
    decibels pad{0};
    /// "Powering": phantom_power, bias_power, a_b_power, battery_power; empty: none needed.
    power_need power{};
    /// How its output drives the two conductors. Coils, transformers and most electronic outputs may have one grounded.
    output_topology topology = output_topology::floating;
    connector output = connectors::xlr_male;

    using excitation = sound_level;

    [[nodiscard]] constexpr bool is_passive() const {
        return transducer == transducer_kind::dynamic || transducer == transducer_kind::ribbon;
    }

    /// Open-circuit sensitivity with the pad, V/Pa.
    [[nodiscard]] constexpr acoustic_sensitivity open_circuit_sensitivity() const {
        double const loading =
            sensitivity_load ? (output_impedance.value() + sensitivity_load->value()) / sensitivity_load->value() : 1;
        return detail::si_value<acoustic_sensitivity>(sensitivity.value() * loading * amplitude_ratio(-pad));
    }

    [[nodiscard]] constexpr std::array<element, 4> elements(hookup const& to) const {
        double const part = fraction_left(topology, to.cold);
        double const emf = open_circuit_sensitivity().value() * part;
        double const z = output_impedance.value() * impedance_left(topology, to.cold);
        std::array<element, 4> list{};
        list[0] = sound_source(detail::si_value<acoustic_sensitivity>(emf));
        if (self_noise) {
            double const pascals = rms_pressure(self_noise->level()).value();
            double const bandwidth = noise_bandwidth(self_noise->weighting(), self_noise->band()).value();
            list[1] = series_noise(detail::si_value<voltage_noise_density>(emf * pascals / detail::sqrt(bandwidth)));
        }
        if (max_spl) {
            double const volts = emf * rms_pressure(*max_spl + pad).value();
            list[2] = clip_limit(level_of(detail::si_value<voltage>(volts)));
        }
        list[3] = series_resistor(detail::si_value<impedance>(z), self_noise ? noise::none : noise::thermal);
        return list;
    }

    constexpr void describe(stage_info& s) const {
        s.kind = stage_kind::microphone;
        s.output = output;
        s.gives = signal_class::microphone;
        s.transducer = transducer;
        s.topology = topology;
        s.min_load = rated_load;
        s.need = power;
        s.noise_is_stated = self_noise.has_value() || is_passive();
        s.limit_is_stated = max_spl.has_value() || transducer == transducer_kind::dynamic;
        if (is_passive()) s.dc_resistance = output_impedance;
        // Only a microphone made for phantom power, and a coil or transformer that sees it on both ends, is safe with it.
        s.tolerates_phantom = power.kind == power_kind::phantom || power.kind == power_kind::a_b ||
                              transducer == transducer_kind::dynamic;
    }

    constexpr void check(field_checks& f) const {
        f.positive("sensitivity", sensitivity);
        if (sensitivity_load) f.positive("sensitivity_load", *sensitivity_load);
        f.positive("output_impedance", output_impedance);
        f.not_negative("rated_load", rated_load);
        f.level("self_noise", self_noise);
        f.level("max_spl", max_spl);
        f.gain("pad", pad);
        if (pad.value() < 0) f.fail("pad", pad.value(), "dB", "must not be negative: an attenuator has no gain");
        f.need(power);
        if (self_noise && max_spl && *max_spl <= self_noise->level())
            f.fail("max_spl", max_spl->dBSPL(), "dB SPL", "the maximum must be above the self-noise");
    }
};

} // namespace gainstage
