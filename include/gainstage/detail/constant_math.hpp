// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <gainstage/version.hpp>

#include <bit>
#include <cstdint>
#include <limits>

// Mathematics for constant expressions: C++20's <cmath> is not constexpr.
//
// gainstage::detail::constant::f is the library's own algorithm, which never calls <cmath>; called at run time it needs
// every operation rounded, that is -ffp-contract=off where there is fused multiply-add. gainstage::detail::f, in math.hpp,
// chooses between it and <cmath>.
//
// Error bounds are in units in the last place (ulp) of the exact result. They hold for IEEE 754 doubles rounded to
// nearest. Special cases (zeros, infinities, NaN, overflow, underflow) follow ISO C, Annex F, without its flags: an
// operation that would overflow or yield NaN is no constant expression, so such results are returned, not computed.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail::constant {

inline constexpr double infinity = std::numeric_limits<double>::infinity();
inline constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// An unevaluated sum hi + lo with |lo| much smaller than |hi|: some 106 bits from two doubles.
struct double_double {
    double hi;
    double lo;
};

// Constants split in two doubles. ln_2 and log10_2 keep 40 bits in hi: their product with an exponent is exact.
inline constexpr double_double ln_2 = {0x1.62e42fefa2p-1, 0x1.9ef35793c7673p-41};
inline constexpr double_double log10_2 = {0x1.34413509f6p-2, 0x1.9fef311f12b36p-42};
inline constexpr double_double ln_10 = {0x1.26bb1bbb55516p+1, -0x1.f48ad494ea3e9p-53};
inline constexpr double_double log10_e = {0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57};
inline constexpr double_double pi = {0x1.921fb54442d18p+1, 0x1.1a62633145c07p-53};
inline constexpr double_double half_pi = {0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54};

// atan(i / 8) for i = 0..8.
inline constexpr double_double atan_of_eighths[] = {
    {0.0, 0.0},
    {0x1.fd5ba9aac2f6ep-4, -0x1.cd37686760c17p-59},
    {0x1.f5b75f92c80ddp-3, 0x1.8ab6e3cf7afbdp-57},
    {0x1.6f61941e4def1p-2, -0x1.c63aae6f6e918p-56},
    {0x1.dac670561bb4fp-2, 0x1.a2b7f222f65e2p-56},
    {0x1.1e00babdefeb4p-1, -0x1.928df287a668fp-58},
    {0x1.4978fa3269ee1p-1, 0x1.2419a87f2a458p-56},
    {0x1.700a7c5784634p-1, -0x1.8c34d25aadef6p-56},
    {0x1.921fb54442d18p-1, 0x1.1a62633145c07p-55},
};

// a + b without error (Knuth, TAOCP vol. 2, 4.2.2, theorem B).
[[nodiscard]] constexpr double_double two_sum(double a, double b) noexcept {
    double const sum = a + b;
    double const part = sum - a;
    return {sum, (a - (sum - part)) + (b - part)};
}

// The upper 26 bits of a, for |a| < 2^996 (Veltkamp).
[[nodiscard]] constexpr double upper_half(double a) noexcept {
    double const shifted = 0x8000001p0 * a;
    return shifted - (shifted - a);
}

// a * b without error, unless it underflows (Dekker, Numer. Math. 18, 1971).
[[nodiscard]] constexpr double_double two_product(double a, double b) noexcept {
    double const product = a * b;
    double const a_hi = upper_half(a);
    double const b_hi = upper_half(b);
    double const a_lo = a - a_hi;
    double const b_lo = b - b_hi;
    return {product, a_lo * b_lo - (((product - a_hi * b_hi) - a_lo * b_hi) - a_hi * b_lo)};
}

// n / d to some 100 bits: q + (n - q d) / d.
[[nodiscard]] constexpr double_double quotient(double_double n, double_double d) noexcept {
    double const q = n.hi / d.hi;
    double_double const product = two_product(q, d.hi);
    return {q, (((n.hi - product.hi) - product.lo) + (n.lo - q * d.lo)) / d.hi};
}

// x < 0, or x is -0.
[[nodiscard]] constexpr bool sign_bit(double x) noexcept { return (std::bit_cast<std::uint64_t>(x) >> 63) != 0; }

// |x|: x without its sign bit. Exact.
[[nodiscard]] constexpr double abs(double x) noexcept {
    return std::bit_cast<double>(std::bit_cast<std::uint64_t>(x) & 0x7fff'ffff'ffff'ffffU);
}

[[nodiscard]] constexpr bool is_nan(double x) noexcept {
    return (std::bit_cast<std::uint64_t>(x) << 1) > 0xffe0'0000'0000'0000U;
}

[[nodiscard]] constexpr bool is_finite(double x) noexcept {
    return (std::bit_cast<std::uint64_t>(x) << 1) < 0xffe0'0000'0000'0000U;
}

// 2^n for n = -1022..1023.
[[nodiscard]] constexpr double power_of_two(int n) noexcept {
    return std::bit_cast<double>(static_cast<std::uint64_t>(n + 1023) << 52);
}

// x = mantissa * 2^exponent.
struct binary {
    double mantissa;
    int exponent;
};

// The parts of a finite x > 0, with 1 <= mantissa < 2.
[[nodiscard]] constexpr binary decompose(double x) noexcept {
    bool const denormal = x < (std::numeric_limits<double>::min)();
    auto const bits = std::bit_cast<std::uint64_t>(denormal ? x * 0x1p54 : x);
    return {std::bit_cast<double>((bits & 0x000f'ffff'ffff'ffffU) | 0x3ff0'0000'0000'0000U),
            static_cast<int>(bits >> 52) - (denormal ? 1023 + 54 : 1023)};
}

// Square root, correctly rounded: four steps of Heron's y = (y + m / y) / 2 for 1 <= m < 4 come within an ulp; the
// exact remainder m - y^2 then tells on which side of the midpoint to the next double the root lies.
[[nodiscard]] constexpr double sqrt(double x) noexcept {
    if (is_nan(x) || x == 0.0 || x == infinity) {
        return x;
    }
    if (x < 0.0) {
        return nan;
    }
    binary const parts = decompose(x);
    int const odd = parts.exponent & 1;
    double const m = odd != 0 ? 2.0 * parts.mantissa : parts.mantissa;
    double y = 0.7083 + m / 3.0;
    y = 0.5 * (y + m / y);
    y = 0.5 * (y + m / y);
    y = 0.5 * (y + m / y);
    y = 0.5 * (y + m / y);
    constexpr double ulp = std::numeric_limits<double>::epsilon();
    double_double const square = two_product(y, y);
    double const remainder = (m - square.hi) - square.lo;
    double const root = y + (remainder > y * ulp ? ulp : remainder <= -y * ulp ? -ulp : 0.0);
    return root * power_of_two((parts.exponent - odd) / 2);
}

// ln(m) for 1/sqrt(2) < m < sqrt(2): 2 atanh(s) = 2 (s + s^3/3 + s^5/5 + ...), s = (m - 1) / (m + 1).
[[nodiscard]] constexpr double_double ln_of_mantissa(double m) noexcept {
    double_double const s = quotient({m - 1.0, 0.0}, two_sum(m, 1.0));
    double const z = s.hi * s.hi;
    // clang-format off
    double const series =
        z * (1.0 / 3 + z * (1.0 / 5 + z * (1.0 / 7 + z * (1.0 / 9 + z * (1.0 / 11 + z * (1.0 / 13 +
        z * (1.0 / 15 + z * (1.0 / 17 + z * (1.0 / 19 + z * (1.0 / 21 + z * (1.0 / 23)))))))))));
    // clang-format on
    return {2.0 * s.hi, 2.0 * (s.lo + s.hi * series)};
}

// The parts of a finite x > 0, with 1/sqrt(2) < mantissa < sqrt(2).
[[nodiscard]] constexpr binary decompose_about_one(double x) noexcept {
    binary const parts = decompose(x);
    return parts.mantissa > 1.4142135 ? binary{0.5 * parts.mantissa, parts.exponent + 1} : parts;
}

// Natural logarithm: ln(m 2^k) = k ln(2) + ln(m). Within 0.6 ulp.
[[nodiscard]] constexpr double ln(double x) noexcept {
    if (is_nan(x) || x == infinity) {
        return x;
    }
    if (x <= 0.0) {
        return x < 0.0 ? nan : -infinity;
    }
    binary const parts = decompose_about_one(x);
    double_double const m = ln_of_mantissa(parts.mantissa);
    double_double const sum = two_sum(parts.exponent * ln_2.hi, m.hi);
    return sum.hi + (sum.lo + (parts.exponent * ln_2.lo + m.lo));
}

// Decimal logarithm: log10(m 2^k) = k log10(2) + ln(m) log10(e). Within 0.6 ulp.
[[nodiscard]] constexpr double log10(double x) noexcept {
    if (is_nan(x) || x == infinity) {
        return x;
    }
    if (x <= 0.0) {
        return x < 0.0 ? nan : -infinity;
    }
    binary const parts = decompose_about_one(x);
    double_double const m = ln_of_mantissa(parts.mantissa);
    double_double const product = two_product(m.hi, log10_e.hi);
    double_double const sum = two_sum(parts.exponent * log10_2.hi, product.hi);
    return sum.hi + (sum.lo + (parts.exponent * log10_2.lo + (product.lo + (m.hi * log10_e.lo + m.lo * log10_e.hi))));
}

// e^x for -746 < x < 709.79: 2^k e^r with r = x - k ln(2), |r| < 0.35, and e^r = 1 + r + r^2/2! + r^3/3! + ...
[[nodiscard]] constexpr double exp_in_range(double_double x) noexcept {
    int const k = static_cast<int>(x.hi * 0x1.71547652b82fep+0 + (x.hi < 0.0 ? -0.5 : 0.5)); // x / ln(2)
    double_double const r = two_sum(x.hi - k * ln_2.hi, x.lo - k * ln_2.lo);
    double_double const square = two_product(r.hi, r.hi);
    double const y = r.hi;
    // clang-format off
    double const series = y * square.hi *
        (1.0 / 6 + y * (1.0 / 24 + y * (1.0 / 120 + y * (1.0 / 720 + y * (1.0 / 5040 + y * (1.0 / 40320 +
        y * (1.0 / 362880 + y * (1.0 / 3628800 + y * (1.0 / 39916800 + y * (1.0 / 479001600 +
        y * (1.0 / 6227020800 + y * (1.0 / 87178291200))))))))))));
    // clang-format on
    double_double const linear = two_sum(1.0, r.hi);
    double_double const sum = two_sum(linear.hi, 0.5 * square.hi);
    double const mantissa = sum.hi + (sum.lo + (linear.lo + (0.5 * square.lo + (r.lo + r.lo * r.hi) + series)));
    return mantissa * power_of_two(k / 2) * power_of_two(k - k / 2);
}

// e^x. Within 0.6 ulp, denormal results within 1 ulp.
[[nodiscard]] constexpr double exp(double x) noexcept {
    if (is_nan(x)) {
        return x;
    }
    if (x > 709.782712893384) { // ln of the largest double
        return infinity;
    }
    if (x < -746.0) { // ln of half the smallest
        return 0.0;
    }
    return exp_in_range({x, 0.0});
}

// 10^x = e^(x ln(10)). Within 0.6 ulp, denormal results within 1 ulp; exact where 10^x is a double.
[[nodiscard]] constexpr double exp10(double x) noexcept {
    if (is_nan(x)) {
        return x;
    }
    if (x > 308.25471555991674) { // log10 of the largest double
        return infinity;
    }
    if (x < -324.0) { // log10 of half the smallest
        return 0.0;
    }
    double_double const product = two_product(x, ln_10.hi);
    return exp_in_range({product.hi, product.lo + x * ln_10.lo});
}

// atan(n / d) for 0 <= n <= d, where 0 / 0 counts as 0: with c = i / 8 next to n / d,
// atan(n / d) = atan(c) + atan(t), t = (n - c d) / (d + c n), |t| <= 1/16, and atan(t) = t - t^3/3 + t^5/5 - ...
[[nodiscard]] constexpr double_double atan_of_ratio(double_double n, double_double d) noexcept {
    double const ratio = d.hi > 0.0 ? n.hi / d.hi : 0.0;
    if (ratio < 0x1p-60) {
        return {ratio, 0.0};
    }
    double const scale = d.hi > 0x1p500 ? 0x1p-600 : d.hi < 0x1p-500 ? 0x1p600 : 1.0;
    double_double const y = {n.hi * scale, n.lo * scale};
    double_double const x = {d.hi * scale, d.lo * scale};
    int const i = static_cast<int>(8.0 * ratio + 0.5);
    double const c = i / 8.0;
    double_double const cx = two_product(c, x.hi);
    double_double const cy = two_product(c, y.hi);
    double_double const bottom = two_sum(x.hi, cy.hi);
    double_double const t = quotient(two_sum(y.hi - cx.hi, (y.lo - cx.lo) - c * x.lo),
                                     {bottom.hi, bottom.lo + (cy.lo + (x.lo + c * y.lo))});
    double const z = -t.hi * t.hi;
    // clang-format off
    double const series =
        z * (1.0 / 3 + z * (1.0 / 5 + z * (1.0 / 7 + z * (1.0 / 9 +
        z * (1.0 / 11 + z * (1.0 / 13 + z * (1.0 / 15)))))));
    // clang-format on
    double_double const sum = two_sum(atan_of_eighths[i].hi, t.hi);
    return {sum.hi, sum.lo + (atan_of_eighths[i].lo + (t.lo + t.hi * series))};
}

// a - b, where the hi parts are of like magnitude or a is the larger.
[[nodiscard]] constexpr double_double difference(double_double a, double_double b) noexcept {
    double_double const sum = two_sum(a.hi, -b.hi);
    return {sum.hi, sum.lo + (a.lo - b.lo)};
}

// The angle of the point (x, y), -pi..pi. Within 0.6 ulp, denormal results within 1 ulp.
[[nodiscard]] constexpr double atan2(double y, double x) noexcept {
    if (is_nan(x) || is_nan(y)) {
        return nan;
    }
    // Next to an infinite coordinate a finite one is nothing; two infinite ones are equal.
    bool const infinite = !is_finite(x) || !is_finite(y);
    double const rise = infinite ? (is_finite(y) ? 0.0 : 1.0) : abs(y);
    double const run = infinite ? (is_finite(x) ? 0.0 : 1.0) : abs(x);
    double_double const acute = rise <= run ? atan_of_ratio({rise, 0.0}, {run, 0.0})
                                            : difference(half_pi, atan_of_ratio({run, 0.0}, {rise, 0.0}));
    double_double const angle = sign_bit(x) ? difference(pi, acute) : acute;
    double const magnitude = angle.hi + angle.lo;
    return sign_bit(y) ? -magnitude : magnitude;
}

// Arc tangent. Within 0.6 ulp.
[[nodiscard]] constexpr double atan(double x) noexcept { return atan2(x, 1.0); }

// Arc sine: asin(x) = atan(x / sqrt(1 - x^2)). Within 0.6 ulp.
[[nodiscard]] constexpr double asin(double x) noexcept {
    double const sine = abs(x);
    if (is_nan(x) || sine < 0x1p-27) {
        return x;
    }
    if (sine >= 1.0) {
        return sine > 1.0 ? nan : x * half_pi.hi;
    }
    double_double const square = two_product(x, x);
    double_double const unit = two_sum(1.0, -square.hi);
    double_double const rest = two_sum(unit.hi, unit.lo - square.lo); // 1 - x^2
    double const root = sqrt(rest.hi);
    double_double const root_square = two_product(root, root);
    double_double const cosine = {root, (((rest.hi - root_square.hi) - root_square.lo) + rest.lo) / (2.0 * root)};
    double_double const angle =
        sine <= root ? atan_of_ratio({sine, 0.0}, cosine) : difference(half_pi, atan_of_ratio(cosine, {sine, 0.0}));
    return x < 0.0 ? -(angle.hi + angle.lo) : angle.hi + angle.lo;
}

} // namespace gainstage::detail::constant
