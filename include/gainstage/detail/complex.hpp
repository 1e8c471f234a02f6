// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <gainstage/detail/math.hpp>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

// A complex number re + j im for constant expressions and as the value of a Boost.Units quantity. Unlike std::complex
// it does not recover infinities from NaN, and it expects magnitudes within about 1e-60..1e60.
struct complex {
    double re = 0.0;
    double im = 0.0;

    constexpr complex() noexcept = default;
    // A real number is a complex one.
    constexpr complex(double real) noexcept : re{real} {} // NOLINT(google-explicit-constructor)
    constexpr complex(double real, double imaginary) noexcept : re{real}, im{imaginary} {}

    [[nodiscard]] friend constexpr bool operator==(complex const&, complex const&) noexcept = default;

    [[nodiscard]] friend constexpr complex operator+(complex const& z) noexcept { return z; }
    [[nodiscard]] friend constexpr complex operator-(complex const& z) noexcept { return {-z.re, -z.im}; }

    [[nodiscard]] friend constexpr complex operator+(complex const& a, complex const& b) noexcept {
        return {a.re + b.re, a.im + b.im};
    }
    [[nodiscard]] friend constexpr complex operator-(complex const& a, complex const& b) noexcept {
        return {a.re - b.re, a.im - b.im};
    }
    // (a + jb)(c + jd) = (ac - bd) + j(ad + bc)
    [[nodiscard]] friend constexpr complex operator*(complex const& a, complex const& b) noexcept {
        return {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
    }
    // a / b = a conj(b) / |b|^2; b = 0 is no constant expression.
    [[nodiscard]] friend constexpr complex operator/(complex const& a, complex const& b) noexcept {
        double const square = b.re * b.re + b.im * b.im;
        return {(a.re * b.re + a.im * b.im) / square, (a.im * b.re - a.re * b.im) / square};
    }

    [[nodiscard]] friend constexpr complex operator+(complex const& a, double b) noexcept { return {a.re + b, a.im}; }
    [[nodiscard]] friend constexpr complex operator+(double a, complex const& b) noexcept { return {a + b.re, b.im}; }
    [[nodiscard]] friend constexpr complex operator-(complex const& a, double b) noexcept { return {a.re - b, a.im}; }
    [[nodiscard]] friend constexpr complex operator-(double a, complex const& b) noexcept { return {a - b.re, -b.im}; }
    [[nodiscard]] friend constexpr complex operator*(complex const& a, double b) noexcept {
        return {a.re * b, a.im * b};
    }
    [[nodiscard]] friend constexpr complex operator*(double a, complex const& b) noexcept {
        return {a * b.re, a * b.im};
    }
    [[nodiscard]] friend constexpr complex operator/(complex const& a, double b) noexcept {
        return {a.re / b, a.im / b};
    }
    // a / b = a conj(b) / |b|^2
    [[nodiscard]] friend constexpr complex operator/(double a, complex const& b) noexcept {
        double const part = a / (b.re * b.re + b.im * b.im);
        return {part * b.re, 0 - part * b.im};
    }

    constexpr complex& operator+=(complex const& z) noexcept { return *this = *this + z; }
    constexpr complex& operator-=(complex const& z) noexcept { return *this = *this - z; }
    constexpr complex& operator*=(complex const& z) noexcept { return *this = *this * z; }
    constexpr complex& operator/=(complex const& z) noexcept { return *this = *this / z; }
};

// An imaginary number j im, for products that need no more.
struct imaginary {
    double im = 0.0;

    // (a + jb) jc = -bc + jac
    [[nodiscard]] friend constexpr complex operator*(complex const& a, imaginary const& b) noexcept {
        return {-(a.im * b.im), a.re * b.im};
    }
    [[nodiscard]] friend constexpr complex operator+(complex const& a, imaginary const& b) noexcept {
        return {a.re, a.im + b.im};
    }
};
[[nodiscard]] constexpr double norm(imaginary const& z) noexcept { return z.im * z.im; }

// re - j im
[[nodiscard]] constexpr complex conj(complex const& z) noexcept { return {z.re, -z.im}; }

// |z|^2 = re^2 + im^2
[[nodiscard]] constexpr double norm(complex const& z) noexcept { return z.re * z.re + z.im * z.im; }

// |z| = sqrt(re^2 + im^2)
[[nodiscard]] constexpr double magnitude(complex const& z) noexcept { return sqrt(norm(z)); }

// The angle of z in radians, -pi..pi.
[[nodiscard]] constexpr double phase(complex const& z) noexcept { return atan2(z.im, z.re); }

} // namespace gainstage::detail
