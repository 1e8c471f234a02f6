// SPDX-License-Identifier: BSL-1.0
// The noise of an amplifier, as datasheets state it, turned into a noise voltage and a noise current at its input and a
// noise voltage at its output, so that it comes out right at every gain and for every source.
#pragma once

#include <gainstage/element.hpp>
#include <gainstage/noise_level.hpp>
#include <gainstage/validate.hpp>

#include <optional>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// The resistor that sets the gain of an instrumentation-amplifier input stage: G = unset_gain + feedback/R_G. Its
/// thermal noise counts at low gains, where it is large.
struct gain_setting_resistor {
    impedance feedback{};  ///< "G = 1 + 10k/RG": 10 kohm. > 0
    double unset_gain = 1; ///< the gain without R_G, a ratio: the 1 of "G = 1 + 10k/RG"
};

/// Noise by its parts. With G the gain from the source's open-circuit voltage and A that from the input terminals:
///
///   e_out^2 = G^2 (e_n^2 + (i_n |Zs|)^2) + A^2 4kT R_G ((A - g0)/A)^2 + e_o^2      R_G = R0/(A - g0)
///
/// Each density is the white part; with a corner it is e^2 (1 + corner/f).
///
/// e_n and i_n contain the noise of the input resistance and stand in front of it. Source: Motchenbacher and Connelly
/// (1993), sec. 2.4; the term of R_G: each input transistor's emitter sees R_G in series with its noise voltage, multiplied
/// by the gain of the feedback network, R0/R_G = A - g0. It lies behind the input resistance.
struct amplifier_noise {
    voltage_noise_density input_voltage{}; ///< e_n at high gain, V/sqrt(Hz)
    frequency input_voltage_corner{};      ///< "1/f corner": where the 1/f part equals the white part, Hz; 0: white
    /// i_n between the input terminals, A/sqrt(Hz). Of a balanced input with i_n at each leg: i_n/sqrt(2).
    current_noise_density input_current{};
    frequency input_current_corner{};
    voltage_noise_density output_voltage{}; ///< e_o, what remains at the output at low gain, V/sqrt(Hz)
    frequency output_voltage_corner{};
    std::optional<gain_setting_resistor> gain_resistor{};
};

/// Equivalent input noise with the conditions that it means nothing without. Its level contains the thermal noise of the
/// source it was measured with; what is left is the amplifier's:
///
///   e_n^2 = V_EIN^2/B - 4kT R_s - (i_n R_s)^2 - (e_o/G)^2
///
/// An EIN below the thermal noise of its own source impedance is reported by validate().
struct equivalent_input_noise {
    voltage_level level = voltage_level::from_dBu(-128); ///< "EIN", dBu
    impedance source_impedance = detail::from_si<impedance>(150);
    std::optional<decibels> at_gain{}; ///< the gain it was measured at; empty: not stated, taken to hold at every gain
    frequency_band band{};
    gainstage::weighting weighting = gainstage::weighting::none;
    gainstage::temperature temperature = room_temperature;
    current_noise_density input_current{};       ///< i_n if stated, A/sqrt(Hz)
    std::optional<voltage_level> output_noise{}; ///< "output noise at minimum gain", same band and weighting
};

/// Either statement, as noise densities.
class amplifier_noise_model {
public:
    constexpr amplifier_noise_model(amplifier_noise const& n) : parts_(n) {}
    constexpr amplifier_noise_model(equivalent_input_noise const& n) : ein_(n) {}
    /// Nothing is stated: computed as noiseless, and reported as unknown.
    constexpr amplifier_noise_model() = default;

    [[nodiscard]] constexpr bool is_stated() const { return parts_ || ein_; }

    /// How far the gain is below the one that the EIN was measured at, if nothing is known of the output noise.
    [[nodiscard]] constexpr decibels extrapolated(decibels gain) const {
        if (!ein_ || !ein_->at_gain || ein_->output_noise || *ein_->at_gain <= gain) return decibels{0};
        return *ein_->at_gain - gain;
    }

    /// The noise voltage at the input, in front of the input resistance.
    [[nodiscard]] constexpr element input_voltage_noise() const {
        if (parts_) return series_noise(parts_->input_voltage, parts_->input_voltage_corner);
        double const squared = ein_ ? ein_input_squared() : 0;
        return series_noise(detail::from_si<voltage_noise_density>(squared > 0 ? detail::sqrt(squared) : 0));
    }
    /// That of R_G, behind the input resistance; the amplifier's voltage gain is a ratio.
    [[nodiscard]] constexpr element gain_resistor_noise(double gain) const {
        if (!parts_ || !parts_->gain_resistor) return {};
        // 4kT R_G ((A - g0)/A)^2 with R_G = R0/(A - g0) is 4kT R0 (A - g0)/A^2
        double const above = gain - parts_->gain_resistor->unset_gain;
        if (above <= 0) return {};
        return series_noise(
            {}, {}, detail::from_si<impedance>(parts_->gain_resistor->feedback.value() * above / (gain * gain)));
    }
    [[nodiscard]] constexpr element input_current_noise() const {
        if (parts_) return shunt_noise(parts_->input_current, parts_->input_current_corner);
        return shunt_noise(ein_ ? ein_->input_current : current_noise_density{});
    }
    [[nodiscard]] constexpr element output_voltage_noise() const {
        if (parts_) return series_noise(parts_->output_voltage, parts_->output_voltage_corner);
        return series_noise(detail::from_si<voltage_noise_density>(ein_output_density()));
    }

    constexpr void check(field_checks& f, decibels gain) const {
        if (parts_) {
            f.not_negative("noise.input_voltage", parts_->input_voltage);
            f.not_negative("noise.input_current", parts_->input_current);
            f.not_negative("noise.output_voltage", parts_->output_voltage);
            f.not_negative("noise.input_voltage_corner", parts_->input_voltage_corner);
            f.not_negative("noise.input_current_corner", parts_->input_current_corner);
            f.not_negative("noise.output_voltage_corner", parts_->output_voltage_corner);
            if (parts_->gain_resistor) {
                f.positive("noise.gain_resistor.feedback", parts_->gain_resistor->feedback);
                double const g0 = parts_->gain_resistor->unset_gain;
                if (!(g0 >= 0) || g0 > 1e10)
                    f.fail("noise.gain_resistor.unset_gain", g0, "", "must be a ratio of zero or more");
                else if (amplitude_ratio(gain) < g0 * (1 - 1e-9))
                    f.fail("gain", gain.value(), "dB",
                           "is below the gain that the stage has without its gain-setting resistor");
            }
        }
        if (ein_) check_ein(f);
    }

private:
    constexpr void check_ein(field_checks& f) const {
        problem_list nested;
        component_name const none;
        field_checks probe(none, nested);
        for (auto* to : {&probe, &f}) {
            to->level("noise.level", ein_->level);
            to->not_negative("noise.source_impedance", ein_->source_impedance);
            to->band("noise.band", ein_->band);
            to->positive("noise.temperature", ein_->temperature);
            to->not_negative("noise.input_current", ein_->input_current);
            to->level("noise.output_noise", ein_->output_noise);
            if (ein_->at_gain) to->gain("noise.at_gain", *ein_->at_gain);
        }
        // 1 % (0.04 dB) of tolerance: sheets round.
        if (nested.empty() && ein_input_squared() < -0.01 * ein_total_squared())
            f.fail("noise.level", ein_->level.dBu(), "dBu",
                   "is below the thermal noise of its source impedance: no amplifier can be that quiet");
    }
    [[nodiscard]] constexpr double ein_total_squared() const {
        return detail::square(white_noise_density({ein_->level, ein_->band, ein_->weighting}).value());
    }
    [[nodiscard]] constexpr double ein_output_density() const {
        if (!ein_ || !ein_->output_noise) return 0;
        return white_noise_density({*ein_->output_noise, ein_->band, ein_->weighting}).value();
    }
    [[nodiscard]] constexpr double ein_input_squared() const {
        double const rs = ein_->source_impedance.value();
        double const current = ein_->input_current.value() * rs;
        double const output = ein_->at_gain ? ein_output_density() / amplitude_ratio(*ein_->at_gain) : 0;
        return ein_total_squared() - 4 * boltzmann * ein_->temperature.value() * rs - current * current -
               output * output;
    }

    std::optional<amplifier_noise> parts_{};
    std::optional<equivalent_input_noise> ein_{};
};

} // namespace gainstage
