// SPDX-License-Identifier: BSL-1.0
// noise_spectrum(): the noise density at every stage and any frequency, who makes it, and its integral over any band.
#pragma once

#include <gainstage/analysis/band_noise.hpp>
#include <gainstage/analysis/spectrum_base.hpp>
#include <gainstage/chain.hpp>
#include <gainstage/detail/lowering.hpp>
#include <gainstage/level.hpp>
#include <gainstage/noise_level.hpp>

#include <cstddef>
#include <optional>
#include <string_view>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// The noise at one stage and one frequency, all of it or what one stage makes of it.
struct noise_point {
    component_name name; ///< of the stage where it is; of a contribution, of the stage that makes it
    /// False: there is no such figure, and what follows is silence. The frequency is not within (0 Hz, 1 THz], the
    /// chain is not valid, or the numbers leave the range of a double.
    bool defined = false;
    voltage_noise_density density{};
    double share = 0; ///< of the noise power at that stage and frequency, 0 … 1; 0 of silence
};

/// The noise of a band at one stage, and how exact it is.
struct band_noise_level {
    component_name name;
    /// False: there is no such figure, and the level is silence: not 0 < low < high, the chain is not valid, or the
    /// numbers leave the range of a double.
    bool defined = false;
    voltage_noise_level level{};
    double relative_error = 0; ///< stated error of the noise power; an upper bound in practice
    bool converged = false;    ///< false: the integration stopped before its tolerance, at relative_error
    /// The same error in dB.
    [[nodiscard]] constexpr decibels error() const { return gain_of_power_ratio(1 + relative_error); }
};

/// What noise_spectrum() returns: the chain as a circuit, asked at any frequency. Densities are weighted by
/// conditions.weighting.
template <class Storage, class Lowered>
class basic_noise_spectrum : public detail::spectrum_base<Lowered> {
    using base = detail::spectrum_base<Lowered>;
    using base::conditions_;
    using base::low_;
    using passes = typename Storage::of_passes;

public:
    using base::base;

    /// The noise at every stage, from the source to the load: a list of noise_point.
    [[nodiscard]] constexpr auto at(frequency f) const {
        auto list = named();
        auto const density = powers_at(f);
        for (std::size_t k = 0; density && k < this->size(); ++k)
            if (auto const total = total_at(*density, k)) set(list[k], *total, *total);
        return list;
    }
    /// The noise at the stage of that name. If there is none: a point without a name, not defined; in a constant
    /// expression an error.
    [[nodiscard]] constexpr noise_point at(frequency f, std::string_view stage) const {
        std::size_t const k = this->index_of(stage);
        return k < this->size() ? at(f)[k] : noise_point{};
    }

    /// What every stage makes of the noise at the stage of that name, in the order of the chain. The shares add up
    /// to 1.
    [[nodiscard]] constexpr auto contributions(frequency f, std::string_view stage) const {
        auto list = named();
        std::size_t const k = this->index_of(stage);
        if (k == this->size()) return list;
        auto const density = powers_at(f);
        if (auto const total = density ? total_at(*density, k) : std::nullopt)
            for (std::size_t c = 0; c < this->size(); ++c) set(list[c], (*density)[k * this->size() + c], *total);
        return list;
    }
    /// What one stage makes of the noise at another.
    [[nodiscard]] constexpr noise_point contribution(frequency f, std::string_view stage,
                                                     std::string_view contributor) const {
        std::size_t const c = this->index_of(contributor);
        return c < this->size() ? contributions(f, stage)[c] : noise_point{};
    }

    /// The noise at the stage of that name in a band: the integral of the density, as analyze() has it.
    [[nodiscard]] constexpr band_noise_level band(std::string_view stage, frequency_band const& over,
                                                  weighting const& w) const {
        std::size_t const n = this->size();
        std::size_t const k = this->index_of(stage);
        if (k == n) return {};
        band_noise_level out{.name = low_.stages[k].name, .level = {voltage_level::silence(), over, w}};
        if (!this->has_answer_at(over.low) || !this->has_answer_at(over.high) ||
            !(over.low.value() < over.high.value()))
            return out;
        auto const integrated = detail::band_noise<passes>(low_.view(), over, w, conditions_.temperature);
        auto const total = total_at(integrated.integral, k);
        if (!total) return out;
        out.defined = true;
        out.level = {level_of(detail::from_si<voltage>(detail::sqrt(*total))), over, w};
        out.relative_error = integrated.relative_error;
        out.converged = integrated.converged;
        return out;
    }
    /// In a band, with conditions.weighting.
    [[nodiscard]] constexpr band_noise_level band(std::string_view stage, frequency_band const& over) const {
        return band(stage, over, conditions_.weighting);
    }
    /// In conditions.band, with conditions.weighting.
    [[nodiscard]] constexpr band_noise_level band(std::string_view stage) const {
        return band(stage, conditions_.band);
    }

private:
    using powers = typename passes::template per_pair<double>;

    [[nodiscard]] constexpr auto named() const {
        typename Storage::template per_stage<noise_point> list{};
        Storage::resize(list, this->size());
        for (std::size_t k = 0; k < this->size(); ++k) list[k].name = low_.stages[k].name;
        return list;
    }
    [[nodiscard]] constexpr std::optional<powers> powers_at(frequency f) const {
        if (!this->has_answer_at(f)) return std::nullopt;
        powers density{};
        passes::resize(density, this->size() * this->size());
        detail::noise_densities<passes>(low_.view(), at_frequency(f.value(), conditions_.temperature), density);
        double const w = conditions_.weighting.power_gain(f);
        for (std::size_t i = 0; i < density.size(); ++i) density[i] *= w;
        return density;
    }
    /// The sum of all contributions to stage k, if it is a number.
    [[nodiscard]] constexpr std::optional<double> total_at(powers const& p, std::size_t k) const {
        double total = 0;
        for (std::size_t c = 0; c < this->size(); ++c) total += p[k * this->size() + c];
        if (!detail::is_finite(total)) return std::nullopt;
        return total;
    }
    static constexpr void set(noise_point& out, double power, double total) {
        out.defined = true;
        out.density = detail::from_si<voltage_noise_density>(detail::sqrt(power));
        out.share = total > 0 ? power / total : 0;
    }
};

/// The noise of a chain over frequency. Whatever is impossible makes it not valid(), and says why; no figure is ever
/// NaN.
///
///   auto const spectrum = noise_spectrum(microphone{} >> preamp{} >> line_input{});
///   spectrum.at(1_kHz, "line input").density          V/sqrt(Hz)
///   spectrum.contributions(1_kHz, "line input")       who makes it
///   spectrum.band("line input", {300_Hz, 3.4_kHz})    its integral, with the error
template <class... C>
[[nodiscard]] constexpr auto noise_spectrum(chain<C...> const& c, conditions const& cond = {}) {
    using type = chain<C...>;
    if constexpr (detail::is_complete<type>()) {
        auto const problems = c.validate();
        return basic_noise_spectrum<detail::storage_of<type>, detail::lowered_type<type>>(
            problems.empty() ? c.lower() : c.names(), problems, cond);
    }
}

} // namespace gainstage
