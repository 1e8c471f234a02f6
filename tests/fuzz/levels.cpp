// SPDX-License-Identifier: BSL-1.0
// Arbitrary doubles through levels, gains, quantities, literals, weightings, the mathematics, waveforms and their texts.
#include "figures.hpp"

#include <gainstage/report/text.hpp>

#include <cstdint>
#include <string>

namespace {

using namespace fuzz;
using namespace gs::literals;

gs::text_style style(bytes& in) {
    gs::text_style s;
    s.ascii = in.maybe();
    return s;
}

/// Only what is NaN reads as such, and nothing reads as nothing.
void hold_text(std::string const& text, bool of_number) {
    hold(!text.empty(), "a figure without a text");
    hold(!of_number || text.find("nan") == std::string::npos, "a number that reads as NaN");
    for (char const c : text) hold(static_cast<unsigned char>(c) >= ' ', "a control character in a figure's text");
}

template <class... Q>
void texts(double x, gs::text_style const& s) {
    (hold_text(format(gs::detail::from_si<Q>(x), s), number(x)), ...);
}

void quantities(double x, double y, gs::text_style const& s) {
    texts<gs::voltage, gs::current, gs::impedance, gs::capacitance, gs::inductance, gs::frequency, gs::temperature,
          gs::length, gs::power, gs::pressure, gs::acoustic_sensitivity, gs::voltage_noise_density,
          gs::current_noise_density, gs::capacitance_per_length, gs::resistance_per_length, gs::inductance_per_length,
          gs::slew_rate, gs::angle, gs::time_delay>(x, s);
    hold_text(format(gs::complex_impedance{gs::complex_impedance::boost_quantity::from_value({x, y})}, s),
              number(x) && number(y));
    hold_text(gs::format_percent(x, s), number(x));
    auto const v = gs::detail::from_si<gs::voltage>(x);
    auto const r = gs::detail::from_si<gs::impedance>(y);
    if (y != 0) {
        gs::current const i = v / r;
        hold(number(i) || !std::isfinite(x) || !std::isfinite(y), "Ohm's law of numbers is not a number");
    }
    hold(operator""_kohm(static_cast<long double>(x)).value() == x * 1e3 || !number(x),
         "a literal that is not its number");
    (void)operator""_degC(static_cast<long double>(x));
}

void levels(double a, double b, gs::text_style const& s) {
    auto const x = gs::voltage_level::from_dBu(a);
    auto const y = gs::voltage_level::from_dBV(b);
    gs::decibels const d{b};
    bool const numbers = number(a) && number(b);
    hold_text(format(x, s), number(a));
    hold_text(format(d, s), number(b));
    hold_text(format(gs::sound_level::from_dBSPL(a), s), number(a));
    hold_text(format(gs::digital_level::from_dBFS(a), s), number(a));
    hold_text(format(gs::voltage_noise_level{x, gs::audio_band, gs::weighting::a}, s), number(a));
    if (!numbers) return;
    hold(number(x - y), "the distance of two levels is not a number");
    if (std::isfinite(b)) hold(number(x + d) && number(x - d), "a level plus decibels is not a number");
    auto const sum = power_sum(x, y);
    hold(number(sum) && sum >= x && sum >= y, "a sum below its parts");
    hold(power_sum(y, x) == sum, "a sum that depends on the order");
    hold(rms_voltage(x).value() >= 0 && amplitude_ratio(d) >= 0 && power_ratio(d) >= 0, "a negative size");
    hold(number(level_of(gs::detail::from_si<gs::voltage>(a))) && number(gs::gain_of_power_ratio(a)) &&
             number(gs::gain_of_amplitude_ratio(a)),
         "a level of a number is not a number");
    if (std::abs(a) < 5000)
        hold(std::abs((level_of(rms_voltage(x)) - x).value()) < 1e-9,
             "a level that does not come back from its voltage");
}

/// The algorithms of constant expressions say what the standard's functions say.
void mathematics(double x) {
    namespace d = gs::detail;
    auto const agrees = [](double ours, double standard) {
        return ours == standard || (std::isnan(ours) && std::isnan(standard)) ||
               std::abs(ours - standard) <= 4e-16 * std::abs(standard) + std::numeric_limits<double>::denorm_min();
    };
    hold(agrees(d::constant::sqrt(x), std::sqrt(x)), "sqrt");
    hold(agrees(d::constant::ln(x), std::log(x)), "ln");
    hold(agrees(d::constant::log10(x), std::log10(x)), "log10");
    hold(agrees(d::constant::exp(x), std::exp(x)), "exp");
    hold(agrees(d::constant::exp10(x), std::pow(10.0, x)), "exp10");
    hold(agrees(d::constant::atan(x), std::atan(x)), "atan");
    hold(agrees(d::constant::asin(x), std::asin(x)), "asin");
}

template <class Wave>
void waveform(double overdrive) {
    Wave const wave{gs::decibels{overdrive}};
    hold(wave.thd() >= 0 && std::isfinite(wave.thd()), "an infinite THD");
    hold(wave.thd_of_total() >= 0 && wave.thd_of_total() <= 1, "harmonics greater than the whole");
    hold(number(wave.level()), "a distorted sine without a level");
    for (std::size_t n = 0; n < 8; ++n) hold(number(wave.harmonic(n)), "a harmonic that is not a number");
}

void curves(double f, double g) {
    auto const at = gs::detail::from_si<gs::frequency>(f);
    for (auto const& w : {gs::weighting::none, gs::weighting::a, gs::weighting::c, gs::weighting::itu_r_468}) {
        if (f > 0 && f <= 1e12) hold(w.power_gain(at) >= 0, "a weighting that is not a gain");
        if (f >= 1e-21 && f < g && g <= 1e12)
            hold(noise_bandwidth(w, {at, gs::detail::from_si<gs::frequency>(g)}).value() >= 0,
                 "a negative noise bandwidth");
    }
    auto const low = gs::detail::from_si<gs::frequency>(f);
    auto const high = gs::detail::from_si<gs::frequency>(g);
    auto const list = gs::log_spaced<7>(low, high);
    if (f >= 1e-21 && f < g && g <= 1e12)
        for (auto const& each : list) // but for rounding
            hold(each.value() >= f * (1 - 1e-13) && each.value() <= g * (1 + 1e-13), "a grid that leaves its band");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    bytes in(data, size);
    auto const s = style(in);
    in.allow_anything(in.maybe());
    double x = in.any_double();
    double y = in.any_double();
    if (in.maybe()) x = 1000 * std::remainder(x, 1);
    quantities(x, y, s);
    levels(x, y, s);
    mathematics(x);
    curves(x, y);
    if (number(x)) {
        waveform<gs::clipped_sine>(x);
        waveform<gs::slewed_sine>(x);
        waveform<gs::saturated_sine>(x);
    }
    return 0;
}
