// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <gainstage/version.hpp>

#include <limits>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

inline constexpr double pi = 3.14159265358979323846;
inline constexpr double sqrt_2 = 1.41421356237309504880;
inline constexpr double infinity = std::numeric_limits<double>::infinity();

[[nodiscard]] constexpr double square(double x) { return x * x; }
[[nodiscard]] constexpr double larger(double a, double b) { return a > b ? a : b; }

} // namespace gainstage::detail
