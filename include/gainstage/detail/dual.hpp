// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <gainstage/detail/complex.hpp>

namespace gainstage::detail {

// A complex quantity and its derivative with respect to the angular frequency. The recursions run over it as they run over
// `complex`; what comes out carries its exact slope, hence the group delay without a difference quotient.
// (Forward-mode differentiation: Griewank and Walther, Evaluating Derivatives, 2nd ed., ch. 3.)
struct dual {
    complex value;
    complex slope;

    constexpr dual() noexcept = default;
    // A number that does not depend on frequency.
    constexpr dual(complex const& v) noexcept : value{v} {} // NOLINT(google-explicit-constructor)
    constexpr dual(double v) noexcept : value{v} {}         // NOLINT(google-explicit-constructor)
    constexpr dual(complex const& v, complex const& s) noexcept : value{v}, slope{s} {}

    [[nodiscard]] friend constexpr dual operator+(dual const& a, dual const& b) noexcept {
        return {a.value + b.value, a.slope + b.slope};
    }
    // (ab)' = a'b + ab'
    [[nodiscard]] friend constexpr dual operator*(dual const& a, dual const& b) noexcept {
        return {a.value * b.value, a.slope * b.value + a.value * b.slope};
    }
    // (a/b)' = (a' - (a/b) b')/b
    [[nodiscard]] friend constexpr dual operator/(dual const& a, dual const& b) noexcept {
        complex const q = a.value / b.value;
        return {q, (a.slope - q * b.slope) / b.value};
    }
};

} // namespace gainstage::detail
