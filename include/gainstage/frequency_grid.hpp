// SPDX-License-Identifier: BSL-1.0
// Frequencies to look at.
#pragma once

#include <gainstage/detail/math.hpp>
#include <gainstage/quantity.hpp>

#include <array>
#include <cstddef>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// N frequencies from low to high, both included, in equal ratios: `log_spaced<31>(20_Hz, 20_kHz)` are thirds of an
/// octave. low and high must be greater than zero and finite; otherwise every frequency is 0 Hz, at which nothing is
/// defined.
template <std::size_t N>
    requires(N >= 2)
[[nodiscard]] constexpr std::array<frequency, N> log_spaced(frequency low, frequency high) {
    std::array<frequency, N> grid{};
    if (!(low.value() > 0 && high.value() > 0 && detail::is_finite(low.value()) && detail::is_finite(high.value())))
        return grid;
    double const start = detail::ln(low.value());
    double const step = (detail::ln(high.value()) - start) / static_cast<double>(N - 1);
    for (std::size_t i = 0; i < N; ++i)
        grid[i] = detail::from_si<frequency>(detail::exp(start + static_cast<double>(i) * step));
    grid.front() = low;
    grid.back() = high;
    return grid;
}

} // namespace gainstage
