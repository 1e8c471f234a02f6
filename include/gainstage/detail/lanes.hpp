// SPDX-License-Identifier: BSL-1.0
// Many circuits at once. All have the same kinds of elements in the same order; a value is an array of one number for
// each circuit, a lane.
#pragma once

#include <gainstage/detail/numbers.hpp>
#include <gainstage/element.hpp>
#include <gainstage/recursion.hpp>

#include <array>
#include <cstddef>
#include <initializer_list>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

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
    Number omega{};         ///< rad/s
    Number inverse_omega{}; ///< s/rad
    double thermal = 0;     ///< 4 k T, J

    constexpr step_conditions operator[](std::size_t l) const { return {f[l], omega[l], inverse_omega[l], thermal}; }
};
constexpr basic_lane_frequency<every_lane> frequency_of_every_lane(double hertz, double thermal) {
    double const omega = 2 * pi * hertz;
    return {{hertz}, {omega}, {1 / omega}, thermal};
}
constexpr void set_frequency(basic_lane_frequency<lane>& at, std::size_t l, double hertz) {
    double const omega = 2 * pi * hertz;
    at.f[l] = hertz;
    at.omega[l] = omega;
    at.inverse_omega[l] = 1 / omega;
}

/// One circuit's element as the steps of recursion.hpp take it: what they divide by is there already.
struct lane_values {
    double thermal;
    double resistance;
    double inductance;
    double elastance;
    double parallel;
    double gain;
    double current_gain;
    double low_corner;
    double inverse_high;
    double inverse_open_loop;
    double power_density;
    double noise_corner;
};
constexpr double inverse_high_corner(lane_values const& e) { return e.inverse_high; }
constexpr double inverse_bandwidth(lane_values const& e) { return e.inverse_high; }
constexpr double inverse_dc_gain(lane_values const& e) { return e.inverse_open_loop; }
constexpr double power_density(lane_values const& e) { return e.power_density; }
constexpr bool is_open(lane_values const&) { return false; }

/// The form of an element in a lane, where an open branch is a large resistor.
constexpr step_form form_in_lane(element const& e) {
    if (e.kind == element_kind::source || e.kind == element_kind::amplifier)
        return has_corners(e) ? step_form::general : step_form::flat;
    if (e.kind != element_kind::series && e.kind != element_kind::shunt) return step_form::general;
    step_form const form = branch_form(e);
    return form == step_form::open ? step_form::resistor : form;
}

/// One element of all circuits.
struct lane_element {
    /// An open branch as an impedance: 1/z is below every rounding, and |z|^2 is still a number.
    static constexpr double open = 1e150;

    element_kind kind = element_kind::nothing;
    limit_law law = limit_law::voltage;
    step_form form = step_form::general; ///< right for every lane that was set since begin()
    lane thermal;                        ///< 1: the resistance makes thermal noise; 0: it does not
    lane resistance;                     ///< ohm
    lane inductance;                     ///< H
    lane elastance;                      ///< 1/F
    lane parallel;                       ///< ohm
    lane gain;
    lane current_gain;
    lane low_corner;        ///< Hz
    lane inverse_high;      ///< of the high corner, or of the gain-bandwidth product: 1/Hz
    lane inverse_open_loop; ///< 1/A0
    lane power_density;     ///< V^2/Hz or A^2/Hz
    lane noise_corner;      ///< Hz
    lane limit;

    [[gnu::always_inline]] constexpr lane_values operator[](std::size_t l) const {
        return {thermal[l],       resistance[l],   inductance[l], elastance[l],    parallel[l],
                gain[l],          current_gain[l], low_corner[l], inverse_high[l], inverse_open_loop[l],
                power_density[l], noise_corner[l]};
    }

    /// Before the lanes of a block are set: the form is that of a circuit's element until one differs.
    void begin(element const& e) { form = form_in_lane(e); }
    /// Puts one circuit's element, of the same kind, into a lane. Only what the kind has is written.
    [[gnu::always_inline]] void set(std::size_t l, element const& e) {
        switch (e.kind) {
        case element_kind::nothing: break;
        case element_kind::source:
        case element_kind::amplifier:
            gain[l] = e.gain;
            low_corner[l] = e.low_corner;
            inverse_high[l] = inverse_high_corner(e);
            if (has_corners(e)) form = step_form::general;
            break;
        case element_kind::op_amp:
        case element_kind::summing_op_amp:
            gain[l] = e.gain;
            resistance[l] = e.resistance;
            low_corner[l] = e.low_corner;
            inverse_high[l] = inverse_bandwidth(e);
            inverse_open_loop[l] = inverse_dc_gain(e);
            break;
        case element_kind::ratio:
            gain[l] = e.gain;
            current_gain[l] = e.current_gain;
            break;
        case element_kind::series:
        case element_kind::shunt:
            set_branch(l, e);
            if (form == step_form::resistor && (e.inductance != 0 || e.elastance != 0)) form = step_form::general;
            if (form == step_form::capacitor && (e.resistance != 0 || e.inductance != 0)) form = step_form::general;
            break;
        case element_kind::network_noise:
            set_branch(l, e);
            thermal[l] = e.thermal ? 1 : 0;
            parallel[l] = e.parallel;
            power_density[l] = detail::power_density(e);
            noise_corner[l] = e.noise_corner;
            break;
        case element_kind::voltage_noise:
        case element_kind::current_noise:
            resistance[l] = e.resistance;
            power_density[l] = detail::power_density(e);
            noise_corner[l] = e.noise_corner;
            break;
        case element_kind::limit: limit[l] = e.limit; break;
        }
    }
    void copy(std::size_t to, std::size_t from) {
        for (lane* values : {&thermal, &resistance, &inductance, &elastance, &parallel, &gain, &current_gain,
                             &low_corner, &inverse_high, &inverse_open_loop, &power_density, &noise_corner, &limit})
            (*values)[to] = (*values)[from];
    }

private:
    void set_branch(std::size_t l, element const& e) {
        bool const closed = !is_open(e);
        thermal[l] = e.thermal && closed ? 1 : 0;
        resistance[l] = closed ? e.resistance : open;
        inductance[l] = closed ? e.inductance : 0;
        elastance[l] = closed ? e.elastance : 0;
    }
};
constexpr step_form branch_form(lane_element const& e) { return e.form; }
constexpr bool has_corners(lane_element const& e) { return e.form != step_form::flat; }

} // namespace gainstage::detail
