// SPDX-License-Identifier: BSL-1.0
// The frequencies at which a batch computes noise: the same for every variant, known before the first.
#pragma once

#include <gainstage/analysis/budget.hpp>
#include <gainstage/detail/lanes.hpp>
#include <gainstage/detail/math.hpp>
#include <gainstage/quadrature.hpp>
#include <gainstage/quantity.hpp>
#include <gainstage/recursion.hpp>
#include <gainstage/weighting.hpp>

#include <cstddef>
#include <utility>
#include <vector>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// A frequency at which the noise is computed, and its weights in the integral: Kronrod's, with the weighting curve,
/// and by how much Gauss's differs. An edge of a panel has none: there only resonances are watched for.
struct quadrature_node {
    basic_lane_frequency<every_lane> at;
    double weight = 0;
    double difference = 0;
    bool is_edge = false;
};
using quadrature_nodes = std::vector<quadrature_node>;

/// integrate_over_band()'s rule with equal panels of at most so many decades, from the low end: edge, 15 nodes, edge,
/// 15 nodes, …, edge.
inline quadrature_nodes nodes_in_panels_of(double decades, conditions const& cond) {
    double const thermal = at_frequency(1, cond.temperature).thermal;
    double const start = ln(cond.band.low.value());
    double const width = ln(cond.band.high.value() / cond.band.low.value());
    int const wanted = static_cast<int>(width / (2.302585092994046 * decades) + 0.999999);
    int const panels = wanted < 1 ? 1 : wanted;
    double const half = width / panels / 2;
    quadrature_nodes nodes;
    auto const edge = [&](double u) { nodes.push_back({frequency_of_every_lane(exp(u), thermal), 0, 0, true}); };
    edge(start);
    for (int p = 0; p < panels; ++p) {
        double const centre = start + (2 * p + 1) * half;
        for (std::size_t n = 0; n < 15; ++n) {
            std::size_t const k = n < 8 ? n : 14 - n;
            double const x = gauss_kronrod_15::node[k];
            double const f = exp(centre + (n < 8 ? -x : x) * half);
            double const df = half * f * cond.weighting.power_gain(from_si<frequency>(f));
            nodes.push_back({frequency_of_every_lane(f, thermal), gauss_kronrod_15::kronrod[k] * df,
                             (gauss_kronrod_15::kronrod[k] - gauss_kronrod_15::gauss[k]) * df, false});
        }
        edge(centre + half);
    }
    return nodes;
}

/// The stated error of white noise through the weighting curve alone, relative.
inline double error_of_white_noise(quadrature_nodes const& nodes) {
    double power = 0;
    double error = 0;
    double difference = 0;
    for (quadrature_node const& node : nodes) {
        power += node.weight;
        difference += node.difference;
        if (!node.is_edge) continue;
        error += abs(difference);
        difference = 0;
    }
    return error / power;
}

/// Ever narrower panels: a variant takes the first whose stated error is within the tolerance. Panels that are too wide
/// for the weighting curve alone are left out.
inline std::vector<quadrature_nodes> quadrature_levels(conditions const& cond, double tolerance) {
    std::vector<quadrature_nodes> levels;
    for (double decades : {3.0, 1.5, 1.0, 0.5, 0.25}) {
        auto nodes = nodes_in_panels_of(decades, cond);
        if (!levels.empty() && nodes.size() == levels.back().size()) continue;
        if (error_of_white_noise(nodes) < tolerance / 2) levels.push_back(std::move(nodes));
    }
    return levels;
}

} // namespace gainstage::detail
