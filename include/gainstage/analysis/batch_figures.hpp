// SPDX-License-Identifier: BSL-1.0
// Opt-in: what a batch is asked for, and what it answers.
#pragma once

#include <gainstage/detail/math.hpp>
#include <gainstage/detail/numbers.hpp>
#include <gainstage/level.hpp>
#include <gainstage/quantity.hpp>
#include <gainstage/validate.hpp>

#include <cstddef>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// How a batch is computed.
struct batch_options {
    unsigned threads = 0; ///< 0: as many as the machine runs at once; 1: the calling thread, and no other
    bool noise = true;    ///< false: only the signal, at one frequency
    /// A variant's noise whose stated error is larger is integrated one at a time, to analyze()'s tolerance.
    decibels noise_tolerance{0.001};
};

/// One variant's figures at the chain's output. Plain numbers, 40 bytes: levels are computed when they are asked for.
struct output_figures {
    double rms = 0; ///< V, for the excitation of the batch
    double overload_ratio =
        detail::infinity;       ///< the greatest factor on the excitation before the peaks of the programme clip
    double noise_power = 0;     ///< V^2, in the band and with the weighting of the batch's conditions
    double noise_error = 0;     ///< relative, of the power: an upper bound in practice
    bool valid = false;         ///< false: an impossible value; nothing was computed
    bool one_at_a_time = false; ///< computed by analyze()'s passes

    [[nodiscard]] voltage_level level() const { return level_of(detail::from_si<voltage>(rms)); }
    /// In the band and with the weighting of the batch's conditions.
    [[nodiscard]] voltage_level noise() const { return level_of(detail::from_si<voltage>(detail::sqrt(noise_power))); }
    [[nodiscard]] decibels snr() const { return level() - noise(); }
    /// The least of any stage, as budget.headroom().
    [[nodiscard]] decibels headroom() const {
        decibels const h = gain_of_amplitude_ratio(overload_ratio);
        return detail::abs(h.value()) < 1e-9 ? decibels{0} : h;
    }
    [[nodiscard]] bool clips() const { return headroom().value() < 0; }
};

/// What became of a batch.
struct batch_report {
    std::size_t computed = 0;
    std::size_t invalid = 0;       ///< variants (or frequencies) with impossible values: not computed
    std::size_t one_at_a_time = 0; ///< of those computed: by analyze()'s passes
    std::size_t first_invalid = 0; ///< index, if there is one
    problem_list problems;         ///< of that one; or of the conditions, and then nothing was computed at all
};

/// The output at one frequency.
struct output_point {
    double re = 0; ///< volts per unit of excitation (Pa or V): real and imaginary part
    double im = 0;
    double noise = 0; ///< V^2/Hz
};

/// The voltage at a stage and one frequency, with everything connected; of a load, behind its coupling capacitor.
struct stage_voltage {
    double re = 0; ///< volts per unit of excitation (Pa or V): real and imaginary part
    double im = 0;
};

} // namespace gainstage
