// SPDX-License-Identifier: BSL-1.0
// Integration of a power density over a frequency band, adaptive, with a stated error.
#pragma once

#include <gainstage/detail/math.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

namespace gainstage {

/// What an integration over a band yields.
template <class Values>
struct band_integral {
    Values integral{};              ///< the integral of each density
    double relative_error = 0;      ///< estimate of the largest relative error of any of them (an upper bound in practice)
    bool converged = true;          ///< false: the subdivision limit was reached before the tolerance
    std::size_t evaluations = 0;    ///< at how many frequencies the density was computed
};

/// Relative tolerance of every band noise figure, of a panel: 2e-6 of a power is 0.00001 dB.
inline constexpr double quadrature_tolerance = 2e-6;

/// After so many evaluations no panel is halved any more, and what has not converged says so.
inline constexpr std::size_t most_evaluations = 20000;

namespace detail {

// Gauss-Kronrod, 7 and 15 points on [-1, 1] (Kronrod 1965; QUADPACK, Piessens et al. 1983, routine QK15).
struct gauss_kronrod_15 {
    static constexpr std::array<double, 8> node{0.991455371120812639206854697526329, 0.949107912342758524526189684047851,
                                                0.864864423359769072789712788640926, 0.741531185599394439863864773280788,
                                                0.586087235467691130294144945263955, 0.405845151377397166906606412076961,
                                                0.207784955007898467600689403773245, 0.0};
    static constexpr std::array<double, 8> kronrod{
        0.022935322010529224963732008058970, 0.063092092629978553290700663189204, 0.104790010322250183839876322541518,
        0.140653259715525918745189590510238, 0.169004726639267902826583426598550, 0.190350578064785409913256402421014,
        0.204432940075298892414161999234649, 0.209482141084727828012999174891714};
    static constexpr std::array<double, 8> gauss{0.0, 0.129484966168869693270611432679082,
                                                 0.0, 0.279705391489276667901467771423780,
                                                 0.0, 0.381830050505118944950369775488975,
                                                 0.0, 0.417959183673469387755102040816327};
};

/// One panel: both rules of the density times f (df = f du) over u = ln f in [a, b].
template <class Values, class Density>
constexpr void integrate_panel(double a, double b, Values& density, Values& kronrod, Values& gauss, Density& fill) {
    double const centre = (a + b) / 2;
    double const half = (b - a) / 2;
    for (std::size_t i = 0; i < kronrod.size(); ++i) kronrod[i] = gauss[i] = 0;
    for (std::size_t n = 0; n < 15; ++n) {
        std::size_t const k = n < 8 ? n : 14 - n;
        double const x = gauss_kronrod_15::node[k];
        double const f = exp(centre + (n < 8 ? -x : x) * half);
        fill(f, density);
        double const wk = gauss_kronrod_15::kronrod[k] * half * f;
        double const wg = gauss_kronrod_15::gauss[k] * half * f;
        for (std::size_t i = 0; i < kronrod.size(); ++i) {
            if (density[i] == 0) continue;
            kronrod[i] += wk * density[i];
            gauss[i] += wg * density[i];
        }
    }
}

/// The part of the largest |K - G| in its own integral.
template <class Values>
constexpr double panel_error(Values const& kronrod, Values const& gauss, Values const& scale) {
    double worst = 0;
    for (std::size_t i = 0; i < kronrod.size(); ++i) {
        if (kronrod[i] == gauss[i]) continue;
        double const difference = kronrod[i] > gauss[i] ? kronrod[i] - gauss[i] : gauss[i] - kronrod[i];
        double const whole = scale[i] > kronrod[i] ? scale[i] : kronrod[i];
        if (!(whole > 0)) continue; // underflow
        if (difference / whole > worst) worst = difference / whole;
    }
    return worst;
}

/// Nothing to watch: the densities have no resonance.
struct no_resonance {
    static constexpr bool turned(double, bool) { return false; }
};

/// No peak can hide between the nodes of this panel: the phases that are watched turn little from each to the next.
template <class Watch>
constexpr bool is_resolved(double a, double b, Watch& watch) {
    if constexpr (std::is_same_v<Watch, no_resonance>) return true;
    else {
        double const centre = (a + b) / 2;
        double const half = (b - a) / 2;
        (void)watch.turned(exp(a), true);
        for (std::size_t n = 0; n < 15; ++n) {
            double const x = gauss_kronrod_15::node[n < 8 ? n : 14 - n];
            if (watch.turned(exp(centre + (n < 8 ? -x : x) * half), false)) return false;
        }
        return !watch.turned(exp(b), false);
    }
}

/// Integrates densities over [low, high] hertz, 0 < low < high. `fill(f, density)` writes the densities at f; `zero`
/// gives their number and container. The variable is ln f, in which the responses of audio circuits are smooth.
///
/// The band is cut into panels of at most a decade. A panel whose 7- and 15-point results differ by more than the
/// tolerance (of the integral so far) is halved; the difference bounds the error of the 7-point result, so it overstates
/// that of the 15-point one, which is what is summed. Both results can miss a resonance that lies between two nodes:
/// `watch.turned(f, first)` says whether a phase has turned since the last f, and such a panel is halved as well. The
/// halving ends with panels of 2^-24 decades, and after most_evaluations.
template <class Values, class Density, class Watch = no_resonance>
constexpr band_integral<Values> integrate_over_band(double low, double high, Values zero, Density&& fill,
                                                    double tolerance = quadrature_tolerance, Watch watch = {}) {
    constexpr double decade = 2.302585092994046;
    constexpr int max_depth = 24;
    band_integral<Values> result{zero, 0, true, 0};
    Values density = zero;
    Values kronrod = zero;
    Values gauss = zero;
    double const start = ln(low);
    double const width = ln(high) - start;
    int const decades = static_cast<int>(width / decade + 0.999999);
    int const panels = decades < 1 ? 1 : decades;
    double const panel_width = width / panels;
    // From the top of the band down: most of a white noise lies there, so the integral so far is a fair scale.
    for (int p = panels - 1; p >= 0; --p) {
        double const panel_start = start + p * panel_width;
        // A panel and its halves, depth first and from the top: position counts pieces of size 2^-depth.
        int depth = 0;
        long position = 0;
        long pieces = 1;
        while (position < pieces) {
            double const piece = panel_width / static_cast<double>(pieces);
            double const b = panel_start + panel_width - static_cast<double>(position) * piece;
            bool const may_halve = depth < max_depth && result.evaluations < most_evaluations;
            bool const resolved = is_resolved(b - piece, b, watch);
            double error = 0;
            if (resolved || !may_halve) {
                integrate_panel(b - piece, b, density, kronrod, gauss, fill);
                result.evaluations += 15;
                error = panel_error(kronrod, gauss, result.integral);
            }
            if (!resolved || error > tolerance) {
                if (may_halve) {
                    ++depth;
                    position *= 2;
                    pieces *= 2;
                    continue;
                }
                result.converged = false;
            }
            result.relative_error += error;
            for (std::size_t i = 0; i < kronrod.size(); ++i) result.integral[i] += kronrod[i];
            ++position;
            while (depth > 0 && position % 2 == 0) {
                --depth;
                position /= 2;
                pieces /= 2;
            }
        }
    }
    return result;
}

} // namespace detail
} // namespace gainstage
