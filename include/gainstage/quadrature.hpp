// SPDX-License-Identifier: BSL-1.0
// Integration of a power density over a frequency band, adaptive, with a stated error.
#pragma once

#include <gainstage/detail/math.hpp>
#include <gainstage/detail/numbers.hpp>

#include <cstddef>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// What an integration over a band yields.
template <class Values>
struct band_integral {
    Values integral{};           ///< the integral of each density
    double relative_error = 0;   ///< estimate of the largest relative error of any of them (an upper bound in practice)
    bool converged = true;       ///< false: the subdivision limit was reached before the tolerance
    std::size_t evaluations = 0; ///< at how many frequencies the density was computed
};

/// Relative tolerance of every band noise figure, of a panel: 2e-6 of a power is 0.00001 dB.
inline constexpr double quadrature_tolerance = 2e-6;

/// After so many evaluations no panel is halved any more, and what has not converged says so.
inline constexpr std::size_t most_evaluations = 20000;

namespace detail {

// Gauss-Kronrod, 7 and 15 points on [-1, 1] (Kronrod 1965; QUADPACK, Piessens et al. 1983, routine QK15).
struct gauss_kronrod_15 {
    static constexpr double node[8] = {0.991455371120812639206854697526329, 0.949107912342758524526189684047851,
                                       0.864864423359769072789712788640926, 0.741531185599394439863864773280788,
                                       0.586087235467691130294144945263955, 0.405845151377397166906606412076961,
                                       0.207784955007898467600689403773245, 0.0};
    static constexpr double kronrod[8] = {0.022935322010529224963732008058970, 0.063092092629978553290700663189204,
                                          0.104790010322250183839876322541518, 0.140653259715525918745189590510238,
                                          0.169004726639267902826583426598550, 0.190350578064785409913256402421014,
                                          0.204432940075298892414161999234649, 0.209482141084727828012999174891714};
    static constexpr double gauss[8] = {
        0.0, 0.129484966168869693270611432679082, 0.0, 0.279705391489276667901467771423780,
        0.0, 0.381830050505118944950369775488975, 0.0, 0.417959183673469387755102040816327};
    static constexpr double gauss_part(std::size_t k) { return gauss[k] / kronrod[k]; }
};

/// The frequencies of a panel over u = ln f, with the weights of the 15-point rule, times f (df = f du), and what part of
/// them the 7-point rule has. 2 i and 2 i + 1 are a
/// pair of nodes; those of the 7-point rule come first, and of the centre, the first of all, the other half has no weight.
/// So there are 16 places, of which the 7-point rule has the first 8: numbers that fit the machines' vectors.
struct quadrature_panel {
    static constexpr std::size_t size = 16;
    static constexpr std::size_t gauss_size = 8;
    alignas(16) double hertz[size];
    alignas(16) double kronrod[size];
    alignas(16) static constexpr double gauss_part[gauss_size] = {
        gauss_kronrod_15::gauss_part(7), 0,
        gauss_kronrod_15::gauss_part(5), gauss_kronrod_15::gauss_part(5),
        gauss_kronrod_15::gauss_part(3), gauss_kronrod_15::gauss_part(3),
        gauss_kronrod_15::gauss_part(1), gauss_kronrod_15::gauss_part(1)};
};

/// Makes the panels. The nodes of all panels of one width are in the same ratios to their centre.
class panel_maker {
public:
    constexpr void operator()(double centre, double half, quadrature_panel& out) {
        using rule = gauss_kronrod_15;
        constexpr std::size_t order[8] = {7, 5, 3, 1, 6, 4, 2, 0};
        if (half != half_) {
            half_ = half;
            for (std::size_t i = 0; i < 8; ++i) ratio_[i] = exp(rule::node[order[i]] * half);
        }
        double const middle = exp(centre);
        for (std::size_t i = 0; i < 8; ++i) {
            out.hertz[2 * i] = middle * ratio_[i];
            out.hertz[2 * i + 1] = middle / ratio_[i];
            double const weight = rule::kronrod[order[i]] * half;
            out.kronrod[2 * i] = weight * out.hertz[2 * i];
            out.kronrod[2 * i + 1] = weight * out.hertz[2 * i + 1];
        }
        out.kronrod[1] = 0;
    }

private:
    double half_ = -1; // none yet
    double ratio_[8] = {};
};

/// A density that is computed at one frequency at a time, `density(f, values)`, integrated by both rules.
template <class Values, class Density>
class one_by_one {
public:
    constexpr one_by_one(Values const& zero, Density& density) : values_(zero), density_(&density) {}

    constexpr void operator()(quadrature_panel const& p, Values& kronrod, Values& gauss) {
        for (std::size_t i = 0; i < kronrod.size(); ++i) kronrod[i] = gauss[i] = 0;
        for (std::size_t n = 0; n < p.size; ++n) {
            if (p.kronrod[n] == 0) continue;
            (*density_)(p.hertz[n], values_);
            for (std::size_t i = 0; i < kronrod.size(); ++i) kronrod[i] += p.kronrod[n] * values_[i];
            if (n >= p.gauss_size) continue;
            for (std::size_t i = 0; i < kronrod.size(); ++i) gauss[i] += p.gauss_part[n] * p.kronrod[n] * values_[i];
        }
    }

private:
    Values values_;
    Density* density_;
};

/// The part of the largest |K - G| in its own integral.
template <class Values>
constexpr double panel_error(Values const& kronrod, Values const& gauss, Values const& scale) {
    constexpr double nothing = 1e-300; // where both rules give 0, or nearly
    double worst = 0;
    for (std::size_t i = 0; i < kronrod.size(); ++i) {
        double const size = larger(scale[i], kronrod[i]);
        worst = larger(abs(kronrod[i] - gauss[i]) / (size + nothing), worst);
    }
    return worst;
}

/// Nothing to watch: the densities have no resonance.
struct no_resonance {
    static constexpr bool needed() { return false; }
    static constexpr bool turned(double, bool) { return false; }
};

/// No peak can hide between the nodes of this panel: the phases that are watched turn little from each to the next.
template <class Watch>
constexpr bool is_resolved(double a, double b, Watch& watch) {
    if (!watch.needed()) return true;
    double const centre = (a + b) / 2;
    double const half = (b - a) / 2;
    (void)watch.turned(exp(a), true);
    for (std::size_t n = 0; n < 15; ++n) {
        double const x = gauss_kronrod_15::node[n < 8 ? n : 14 - n];
        if (watch.turned(exp(centre + (n < 8 ? -x : x) * half), false)) return false;
    }
    return !watch.turned(exp(b), false);
}

/// Integrates densities over [low, high] hertz, 0 < low < high. `density(f, values)` writes the densities at f, or
/// `density(panel, kronrod, gauss)` the sums of both rules over a panel; `zero` gives their number and container. The variable is ln f, in which the responses of audio circuits are smooth.
///
/// The band is cut into panels of at most a decade. A panel whose 7- and 15-point results differ by more than the
/// tolerance (of the integral so far) is halved; the difference bounds the error of the 7-point result, so it overstates
/// that of the 15-point one, which is what is summed. Both results can miss a resonance that lies between two nodes:
/// `watch.turned(f, first)` says whether a phase has turned since the last f, and such a panel is halved as well. The
/// halving ends with panels of 2^-24 decades, and after most_evaluations.
template <class Values, class Density, class Watch = no_resonance>
constexpr band_integral<Values> integrate_over_band(double low, double high, Values const& zero, Density&& density,
                                                    double tolerance = quadrature_tolerance, Watch watch = {}) {
    constexpr double decade = 2.302585092994046;
    constexpr int max_depth = 24;
    band_integral<Values> result{zero, 0, true, 0};
    quadrature_panel panel{};
    panel_maker make_panel;
    Values kronrod = zero;
    Values gauss = zero;
    double const start = ln(low);
    double const width = ln(high / low); // not of two logarithms: a narrow band has one too
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
                make_panel(b - piece / 2, piece / 2, panel);
                if constexpr (requires { density(panel, kronrod, gauss); }) density(panel, kronrod, gauss);
                else one_by_one(zero, density)(panel, kronrod, gauss);
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
