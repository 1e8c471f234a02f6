// SPDX-License-Identifier: BSL-1.0
// frequency_response(): magnitude, phase and group delay at every stage, -3 dB points and what causes them.
#pragma once

#include <gainstage/analysis/corner.hpp>
#include <gainstage/analysis/resonance_watch.hpp>
#include <gainstage/analysis/signal.hpp>
#include <gainstage/analysis/spectrum_base.hpp>
#include <gainstage/chain.hpp>
#include <gainstage/circuit.hpp>
#include <gainstage/detail/complex.hpp>
#include <gainstage/detail/dual.hpp>
#include <gainstage/detail/lowering.hpp>
#include <gainstage/recursion.hpp>

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// The response at one stage and one frequency, from the source's open-circuit voltage (as it is without its own
/// corners) to the stage's output terminals; of a load, behind its coupling capacitor.
struct response_point {
    component_name name;
    /// False: there is no such figure, and what follows is silence. The frequency is not within (0 Hz, 1 THz], the
    /// chain is not valid, or the numbers leave the range of a double.
    bool defined = false;
    decibels gain{-detail::infinity};
    angle phase{}; ///< principal value, -180 to 180 degrees; 0 of silence
    /// -d phase/d omega, exact (not a difference quotient): how much later the envelope of a tone arrives.
    time_delay group_delay{};
};

/// Where -3 dB points are searched unless a range is given: 0.001 Hz to 1 GHz.
inline constexpr frequency_band corner_search_range{detail::from_si<frequency>(1e-3), detail::from_si<frequency>(1e9)};

/// What frequency_response() returns: the chain as a circuit, asked at any frequency.
template <class Storage, class Lowered>
class basic_frequency_response : public detail::spectrum_base<Lowered> {
    using base = detail::spectrum_base<Lowered>;
    using base::conditions_;
    using base::low_;
    using complex = detail::complex;
    using dual = detail::dual;
    using passes = typename Storage::of_passes;

public:
    constexpr basic_frequency_response(Lowered low, problem_list const& problems, conditions const& cond)
        : base(std::move(low), problems, cond) {
        for (element const& e : low_.elements)
            if (e.kind == element_kind::source) emf_ = e.gain;
    }

    /// The response at every stage, from the source to the load: a list of response_point.
    [[nodiscard]] constexpr auto at(frequency f) const {
        std::size_t const n = this->size();
        typename Storage::template per_stage<response_point> points{};
        Storage::resize(points, n);
        for (std::size_t k = 0; k < n; ++k) points[k].name = low_.stages[k].name;
        if (!this->has_answer_at(f)) return points;
        detail::signal_pass<passes, dual> pass(low_.view());
        pass(low_.view(), at_frequency(f.value(), conditions_.temperature));
        for (std::size_t k = 0; k < n; ++k) set(points[k], pass.stages[k].v);
        return points;
    }
    /// The response at the stage of that name. If there is none: a point without a name, not defined; in a constant
    /// expression an error.
    [[nodiscard]] constexpr response_point at(frequency f, std::string_view stage) const {
        std::size_t const k = this->index_of(stage);
        return k < this->size() ? at(f)[k] : response_point{};
    }

    /// The -3 dB points of the stage of that name: where its level is 3.01 dB (half the power) below that at
    /// conditions.frequency, right to 1e-9 of the frequency, and what causes them.
    ///
    /// The search goes outwards from conditions.frequency to the ends of the range, and takes the first point it meets.
    /// It goes in 24 steps a decade, in shorter ones past a resonance; a narrower dip shows by the slopes at both ends
    /// of a step. Both are empty if the response is not valid(), no stage has the name, the stage is silent at
    /// conditions.frequency, or that is not within the range.
    [[nodiscard]] constexpr response_corners corners(std::string_view stage,
                                                     frequency_band range = corner_search_range) const {
        std::size_t const k = this->index_of(stage);
        if (k == this->size() || !this->has_answer_at(range.low) || !this->has_answer_at(range.high)) return {};
        double const reference = conditions_.frequency.value();
        if (!(range.low.value() <= reference && reference <= range.high.value())) return {};
        search s{low_.view(), k, detail::signal_pass<passes, dual>(low_.view()),
                 detail::resonance_watch<passes>(low_.view(), conditions_.temperature)};
        response_corners out;
        if (auto const f = s.first_corner(reference, range.low.value())) out.low = cause_of(*f, k);
        if (auto const f = s.first_corner(reference, range.high.value())) out.high = cause_of(*f, k);
        return out;
    }

private:
    constexpr void set(response_point& out, dual const& v) const {
        double const size = detail::magnitude(v.value);
        if (!detail::is_finite(size)) return;
        if (!(detail::norm(v.value) > 0)) {
            out.defined = true;
            return;
        }
        double const delay = -(v.slope / v.value).im;
        if (!detail::is_finite(delay)) return;
        out.defined = true;
        out.gain = gain_of_amplitude_ratio(size / detail::abs(emf_));
        out.phase = detail::from_si<angle>(detail::phase(emf_ < 0 ? -v.value : v.value));
        out.group_delay = detail::from_si<time_delay>(delay);
    }

    /// The level of one stage over u = ln f: ln|v|^2, and its slope 2 omega Re(v'/v).
    struct point {
        double u;
        double level;
        double slope;
    };
    struct search {
        circuit c;
        std::size_t stage;
        detail::signal_pass<passes, dual> pass;
        detail::resonance_watch<passes> watch;

        constexpr point look(double u) {
            step_conditions const at = at_frequency(detail::exp(u), room_temperature);
            pass(c, at);
            dual const& v = pass.stages[stage].v;
            double const power = detail::norm(v.value);
            if (power == 0) return {u, -detail::infinity, 0};
            return {u, detail::ln(power), 2 * at.omega * (v.slope / v.value).re};
        }

        constexpr std::optional<double> first_corner(double from, double to) {
            constexpr double largest_step = 2.302585092994046 / 24;
            constexpr double smallest_step = 1e-9;
            double const end = detail::ln(to);
            double const outwards = to < from ? -1 : 1;
            point before = look(detail::ln(from));
            double const target = before.level - detail::ln(2.0);
            if (!detail::is_finite(target)) return std::nullopt;
            double step = largest_step;
            while (outwards * (end - before.u) > 0) {
                double u = before.u + outwards * step;
                if (outwards * (end - u) < 0) u = end;
                (void)watch.turned(detail::exp(before.u), true);
                if (watch.turned(detail::exp(u), false) && step > smallest_step) {
                    step /= 2;
                    continue;
                }
                point const here = look(u);
                if (!(here.level < detail::infinity)) return std::nullopt; // out of the range of numbers
                if (here.level < target) return crossing(before.u, here.u, target);
                if (outwards * before.slope < 0 && outwards * here.slope > 0)
                    if (auto const bottom = dip(before.u, here.u, outwards, target))
                        return crossing(before.u, *bottom, target);
                before = here;
                if (step < largest_step) step *= 2;
            }
            return std::nullopt;
        }

        /// A point below the target between two whose slopes lead down into a dip.
        constexpr std::optional<double> dip(double a, double b, double outwards, double target) {
            for (int i = 0; i < 40; ++i) {
                point const middle = look((a + b) / 2);
                if (middle.level < target) return middle.u;
                (outwards * middle.slope < 0 ? a : b) = middle.u;
            }
            return std::nullopt;
        }

        /// Where the level passes the target between a, above it, and b, below it. Newton's steps, every third one a
        /// halving, which also stands in where a step would leave the bracket.
        constexpr double crossing(double a, double b, double target) {
            double u = (a + b) / 2;
            for (int i = 0;; ++i) {
                point const here = look(u);
                (here.level < target ? b : a) = u;
                double next = u - (here.level - target) / here.slope;
                bool const inside = a < b ? a <= next && next <= b : b <= next && next <= a;
                if (!inside || i % 3 == 2) next = (a + b) / 2;
                if (detail::abs(next - u) < 1e-11) return detail::exp(next);
                u = next;
            }
        }
    };

    /// The level of stage k at the reference and at f, dB re 1 V per unit of excitation.
    struct two_levels {
        double reference;
        double here;
    };
    static constexpr two_levels levels(circuit const& c, std::size_t k, double reference, double f) {
        detail::signal_pass<passes, complex> pass(c);
        auto const level = [&](double hertz) {
            pass(c, at_frequency(hertz, room_temperature));
            return detail::power_dB(norm(pass.stages[k].v));
        };
        return {level(reference), level(f)};
    }

    /// Takes one kind of element away from one stage after the other. A cause is what lifts the level here; the
    /// greatest is what takes most off the difference to the reference.
    [[nodiscard]] constexpr corner cause_of(double f, std::size_t k) const {
        corner out{.at = detail::from_si<frequency>(f)};
        double const reference = conditions_.frequency.value();
        two_levels const with = levels(low_.view(), k, reference, f);
        Lowered changed = low_;
        for (std::size_t s = 0; s < this->size(); ++s) {
            for (corner_cause const cause : detail::corner_causes) {
                bool any = false;
                for (std::size_t e = low_.first[s]; e < low_.first[s + 1]; ++e)
                    any = detail::take_away(changed.elements[e], cause) || any;
                if (!any) continue;
                two_levels const without = levels(changed.view(), k, reference, f);
                decibels const recovered{(without.here - with.here) - (without.reference - with.reference)};
                if (without.here > with.here && recovered > out.recovered && detail::is_finite(recovered.value())) {
                    out.stage = low_.stages[s].name;
                    out.cause = cause;
                    out.recovered = recovered;
                }
                for (std::size_t e = low_.first[s]; e < low_.first[s + 1]; ++e) changed.elements[e] = low_.elements[e];
            }
        }
        return out;
    }

    double emf_ = 0; ///< volts per unit of excitation
};

/// The response of a chain at every stage and any frequency. It is relative to the source's open-circuit voltage; -3 dB
/// points are relative to conditions.frequency. Whatever is impossible makes it not valid(), and says why; no figure is
/// ever NaN.
///
///   constexpr auto response = frequency_response(microphone{} >> cable{} >> line_input{});
///   for (frequency const& f : log_spaced<31>(20_Hz, 20_kHz)) print(response.at(f, "line input").gain);
template <class... C>
[[nodiscard]] constexpr auto frequency_response(chain<C...> const& c, conditions const& cond = {}) {
    using type = chain<C...>;
    if constexpr (detail::is_complete<type>()) {
        auto const problems = c.validate();
        return basic_frequency_response<detail::storage_of<type>, detail::lowered_type<type>>(
            problems.empty() ? c.lower() : c.names(), problems, cond);
    }
}

} // namespace gainstage
