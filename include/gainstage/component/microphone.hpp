// SPDX-License-Identifier: BSL-1.0
// A microphone: sound pressure in, a voltage behind an impedance out.
#pragma once

#include <gainstage/element.hpp>
#include <gainstage/noise_level.hpp>
#include <gainstage/stage.hpp>
#include <gainstage/validate.hpp>

#include <array>
#include <optional>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// A maximum sound level that holds into a load: "119 dB SPL into 150 ohm".
struct max_level_into_load {
    sound_level level;
    impedance load; ///< ohm, > 0
};

/// A microphone by its datasheet. The defaults are a typical vocal dynamic.
///
///      emf = sensitivity * p * (Z + RL)/RL          RL: the load of the sensitivity figure, infinite if open circuit
///   (emf)--[noise]--< clips at max_spl >--[ Z ]--< max_output_current >--o
///
/// Self-noise, an A-weighted sound level, becomes a white noise voltage: e = S * 20 uPa * 10^(dBA/20) / sqrt(B_A), with
/// B_A the A-weighted noise bandwidth (12,467 Hz). With a 1/f corner fc it is e^2 (1 + fc/f), and e is so much smaller that
/// the figure still holds: B_A + fc L_A in place of B_A, L_A = 3.577 (flicker_integral). Without a figure a passive microphone has the thermal noise of its
/// impedance (IEC 60268-4 gives passive microphones no other); of an active one that is only a lower bound, and the
/// rules say so.
struct microphone {
    component_name name = "microphone";
    transducer_kind transducer = transducer_kind::dynamic;
    /// "Sensitivity", V/Pa at 1 kHz. > 0.
    acoustic_sensitivity sensitivity = detail::from_si<acoustic_sensitivity>(1.85e-3);
    /// The load for which the sensitivity is stated, ohm ("into 1 kohm"); empty: open circuit. > 0.
    std::optional<impedance> sensitivity_load{};
    /// "Source impedance", the actual one, ohm. > 0. Of a two-wire electret capsule: the impedance of its transistor's
    /// drain, some 50 kohm or more; the "output impedance" of its sheet is only the load resistor.
    impedance output_impedance = detail::from_si<impedance>(300);
    /// "Rated load impedance", the least one recommended, ohm; 0: not stated.
    impedance rated_load{};
    /// "Frequency range" or "frequency response", -3 dB, Hz, first order; empty: not limited. The sensitivity holds at 1 kHz.
    std::optional<frequency> low_corner{};
    std::optional<frequency> high_corner{};
    /// "Equivalent noise level", dB(A); empty: not stated.
    std::optional<sound_noise_level> self_noise{};
    /// Below it the self-noise rises as 1/f, Hz; 0: white.
    frequency self_noise_corner{};
    /// "Maximum SPL", the largest sine; empty: not stated.
    std::optional<sound_level> max_spl{};
    /// A lower maximum SPL for a low load: the output stage gives no more current, I = emf/(Z + load); empty: not stated.
    std::optional<max_level_into_load> max_spl_into{};
    /// The largest output current, RMS of a sine (a peak current over sqrt(2)), A. What the cable's capacitance draws counts.
    /// Empty: not stated. If max_spl_into is stated too, the lower one decides.
    std::optional<current> max_output_current{};
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
        return detail::from_si<acoustic_sensitivity>(sensitivity.value() * loading * amplitude_ratio(-pad));
    }

    /// What the output current is limited to, RMS, by max_output_current and by max_spl_into; empty: neither is stated.
    [[nodiscard]] constexpr std::optional<current> output_current_limit() const {
        if (!max_spl_into) return max_output_current;
        double const volts = open_circuit_sensitivity().value() * rms_pressure(max_spl_into->level + pad).value();
        auto const most = detail::from_si<current>(volts / (output_impedance.value() + max_spl_into->load.value()));
        return max_output_current && max_output_current->value() < most.value() ? *max_output_current : most;
    }

    [[nodiscard]] constexpr std::array<element, 5> elements(hookup const& to) const {
        double const part = fraction_left(topology, to.cold);
        double const emf = open_circuit_sensitivity().value() * part;
        double const z = output_impedance.value() * impedance_left(topology, to.cold);
        std::array<element, 5> list{};
        list[0] = sound_source(detail::from_si<acoustic_sensitivity>(emf * over_1_kHz()),
                               low_corner.value_or(frequency{}), high_corner.value_or(frequency{}));
        if (self_noise) {
            double const pascals = rms_pressure(self_noise->level()).value();
            double bandwidth = noise_bandwidth(self_noise->weighting(), self_noise->band()).value();
            if (self_noise_corner.value() > 0)
                bandwidth += self_noise_corner.value() * flicker_integral(self_noise->weighting(), self_noise->band());
            list[1] = series_noise(detail::from_si<voltage_noise_density>(emf * pascals / detail::sqrt(bandwidth)),
                                   self_noise_corner);
        }
        if (max_spl) {
            double const volts = emf * rms_pressure(*max_spl + pad).value();
            list[2] = clip_limit(detail::from_si<voltage>(volts));
        }
        list[3] = series_resistor(detail::from_si<impedance>(z), self_noise ? noise::none : noise::thermal);
        if (auto const most = output_current_limit()) list[4] = current_limit(*most);
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
        if (low_corner) f.positive("low_corner", *low_corner);
        if (high_corner) f.positive("high_corner", *high_corner);
        if (low_corner && high_corner && high_corner->value() <= low_corner->value())
            f.fail("high_corner", high_corner->value(), "Hz", "must be above low_corner");
        f.level("self_noise", self_noise);
        f.not_negative("self_noise_corner", self_noise_corner);
        if (self_noise_corner.value() > 0 && !self_noise)
            f.fail("self_noise_corner", self_noise_corner.value(), "Hz",
                   "needs the self_noise that it is the corner of");
        f.level("max_spl", max_spl);
        if (max_spl_into) {
            f.level("max_spl_into.level", max_spl_into->level);
            f.positive("max_spl_into.load", max_spl_into->load);
            if (max_spl && max_spl_into->level > *max_spl)
                f.fail("max_spl_into.level", max_spl_into->level.dBSPL(), "dB SPL",
                       "is above max_spl, which holds for every load");
        }
        if (max_output_current) f.positive("max_output_current", *max_output_current);
        f.gain("pad", pad);
        if (pad.value() < 0) f.fail("pad", pad.value(), "dB", "must not be negative: an attenuator has no gain");
        f.need(power);
        if (self_noise && max_spl && *max_spl <= self_noise->level())
            f.fail("max_spl", max_spl->dBSPL(), "dB SPL", "the maximum must be above the self-noise");
    }

private:
    /// The sensitivity where the response is flat, over that at 1 kHz: |(1 - j fl/1 kHz)(1 + j 1 kHz/fh)|.
    [[nodiscard]] constexpr double over_1_kHz() const {
        if (!low_corner && !high_corner) return 1;
        double const low = low_corner ? low_corner->value() / 1000 : 0;
        double const high = high_corner ? 1000 / high_corner->value() : 0;
        return detail::sqrt((1 + low * low) * (1 + high * high));
    }
};

} // namespace gainstage
