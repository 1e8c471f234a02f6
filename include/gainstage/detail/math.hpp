// SPDX-License-Identifier: BSL-1.0
// Mathematics of the passes: <cmath> at run time, the library's own algorithms in a constant expression.
#pragma once

#include <gainstage/detail/constant_math.hpp>

#include <cmath>
#include <type_traits>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

// Square root: correctly rounded.
[[nodiscard]] constexpr double sqrt(double x) noexcept {
    if (std::is_constant_evaluated()) {
        return constant::sqrt(x);
    }
    return std::sqrt(x);
}

// Natural logarithm: 0.6 ulp in a constant expression.
[[nodiscard]] constexpr double ln(double x) noexcept {
    if (std::is_constant_evaluated()) {
        return constant::ln(x);
    }
    return std::log(x);
}

// Decimal logarithm: 0.6 ulp in a constant expression, exact for every double next to a power of ten.
[[nodiscard]] constexpr double log10(double x) noexcept {
    if (std::is_constant_evaluated()) {
        return constant::log10(x);
    }
    return std::log10(x);
}

// e^x: 0.6 ulp in a constant expression.
[[nodiscard]] constexpr double exp(double x) noexcept {
    if (std::is_constant_evaluated()) {
        return constant::exp(x);
    }
    return std::exp(x);
}

// 10^x: 0.6 ulp in a constant expression, exact for x = 0, 1, ... 22.
[[nodiscard]] constexpr double exp10(double x) noexcept {
    if (std::is_constant_evaluated()) {
        return constant::exp10(x);
    }
    return std::pow(10.0, x);
}

// Arc tangent, -pi/2..pi/2: 0.6 ulp in a constant expression.
[[nodiscard]] constexpr double atan(double x) noexcept {
    if (std::is_constant_evaluated()) {
        return constant::atan(x);
    }
    return std::atan(x);
}

// Angle of the point (x, y), -pi..pi: 0.6 ulp in a constant expression.
[[nodiscard]] constexpr double atan2(double y, double x) noexcept {
    if (std::is_constant_evaluated()) {
        return constant::atan2(y, x);
    }
    return std::atan2(y, x);
}

// Arc sine, -pi/2..pi/2: 0.6 ulp in a constant expression.
[[nodiscard]] constexpr double asin(double x) noexcept {
    if (std::is_constant_evaluated()) {
        return constant::asin(x);
    }
    return std::asin(x);
}

// |x|: exact.
[[nodiscard]] constexpr double abs(double x) noexcept {
    if (std::is_constant_evaluated()) {
        return constant::abs(x);
    }
    return std::fabs(x);
}

// Whether x is not a number.
[[nodiscard]] constexpr bool is_nan(double x) noexcept {
    if (std::is_constant_evaluated()) {
        return constant::is_nan(x);
    }
    return std::isnan(x);
}

// Whether x is neither infinite nor NaN.
[[nodiscard]] constexpr bool is_finite(double x) noexcept {
    if (std::is_constant_evaluated()) {
        return constant::is_finite(x);
    }
    return std::isfinite(x);
}

} // namespace gainstage::detail
