// SPDX-License-Identifier: BSL-1.0
// Many circuits at once. All have the same kinds of elements in the same order; a value is an array of one number for
// each circuit, a lane.
#pragma once

#include <gainstage/detail/numbers.hpp>
#include <gainstage/element.hpp>

#include <array>
#include <cstddef>
#include <initializer_list>

namespace gainstage::detail {

/// How many circuits go together: four registers of AVX, two of AVX-512.
inline constexpr std::size_t lane_count = 16;

struct alignas(64) lane {
    std::array<double, lane_count> of{};

    constexpr double& operator[](std::size_t l) { return of[l]; }
    constexpr double const& operator[](std::size_t l) const { return of[l]; }
    constexpr void fill(double x) { of.fill(x); }
};
struct complex_lane {
    lane re;
    lane im;
};

/// The same number in every lane.
struct every_lane {
    double value = 0;

    constexpr double operator[](std::size_t) const { return value; }
};

/// Frequencies. Number is every_lane or lane: one for all, or one for each.
template <class Number>
struct basic_lane_frequency {
    Number f{};             ///< Hz
    Number inverse_f{};     ///< 1/Hz
    Number omega{};         ///< rad/s
    Number inverse_omega{}; ///< s/rad
    double thermal = 0;     ///< 4 k T, J
};
constexpr basic_lane_frequency<every_lane> frequency_of_every_lane(double hertz, double thermal) {
    double const omega = 2 * pi * hertz;
    return {{hertz}, {1 / hertz}, {omega}, {1 / omega}, thermal};
}
constexpr void set_frequency(basic_lane_frequency<lane>& at, std::size_t l, double hertz) {
    double const omega = 2 * pi * hertz;
    at.f[l] = hertz;
    at.inverse_f[l] = 1 / hertz;
    at.omega[l] = omega;
    at.inverse_omega[l] = 1 / omega;
}

/// One element of all circuits.
struct lane_element {
    /// An open branch as an impedance: 1/z is below every rounding, and |z|^2 is still a number.
    static constexpr double open = 1e150;

    element_kind kind = element_kind::nothing;
    limit_law law = limit_law::voltage;
    lane resistance;       ///< ohm
    lane noise_resistance; ///< the part of it that makes thermal noise, ohm
    lane thermal;          ///< of a feedback network: 1 if its resistances make thermal noise, 0 if not
    lane inductance;       ///< H
    lane elastance;        ///< 1/F
    lane parallel;         ///< ohm
    lane gain;
    lane current_gain;
    lane low_corner;        ///< Hz
    lane inverse_high;      ///< of the high corner, or of the gain-bandwidth product: 1/Hz
    lane inverse_open_loop; ///< 1/A0
    lane power_density;     ///< V^2/Hz or A^2/Hz
    lane noise_corner;      ///< Hz
    lane limit;

    /// Puts one circuit's element, of the same kind, into a lane. Only what the kind has is written.
    void set(std::size_t l, element const& e) {
        switch (e.kind) {
        case element_kind::nothing: break;
        case element_kind::source:
        case element_kind::amplifier:
            gain[l] = e.gain;
            low_corner[l] = e.low_corner;
            inverse_high[l] = e.high_corner > 0 ? 1 / e.high_corner : 0;
            break;
        case element_kind::op_amp:
        case element_kind::summing_op_amp:
            gain[l] = e.gain;
            resistance[l] = e.resistance;
            low_corner[l] = e.low_corner;
            inverse_high[l] = 1 / e.gain_bandwidth;
            inverse_open_loop[l] = 1 / e.open_loop_gain;
            break;
        case element_kind::ratio:
            gain[l] = e.gain;
            current_gain[l] = e.current_gain;
            break;
        case element_kind::series:
        case element_kind::shunt:
        case element_kind::network_noise: {
            bool const closed = e.resistance < infinity && e.elastance < infinity;
            resistance[l] = closed ? e.resistance : open;
            inductance[l] = closed ? e.inductance : 0;
            elastance[l] = closed ? e.elastance : 0;
            noise_resistance[l] = e.thermal && closed ? e.resistance : 0;
            thermal[l] = e.thermal ? 1 : 0;
            parallel[l] = e.parallel;
            power_density[l] = e.density * e.density;
            noise_corner[l] = e.noise_corner;
            break;
        }
        case element_kind::voltage_noise:
        case element_kind::current_noise:
            noise_resistance[l] = e.resistance;
            power_density[l] = e.density * e.density;
            noise_corner[l] = e.noise_corner;
            break;
        case element_kind::limit: limit[l] = e.limit; break;
        }
    }
    void copy(std::size_t to, std::size_t from) {
        for (lane* values :
             {&resistance, &noise_resistance, &thermal, &inductance, &elastance, &parallel, &gain, &current_gain,
              &low_corner, &inverse_high, &inverse_open_loop, &power_density, &noise_corner, &limit})
            (*values)[to] = (*values)[from];
    }
};

} // namespace gainstage::detail
