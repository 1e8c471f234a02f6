// SPDX-License-Identifier: BSL-1.0
// gainstage 0.1.0 as one header. Made by tests/consumer/single_header/amalgamate.sh: change the headers, not this.
// Define GAINSTAGE_CORE_ONLY before it to leave out the reports and the catalogue, and with them <string> and <ostream>.
#pragma once
// analyze(): level, peak, headroom, noise, gain and impedances at every stage of a chain.

// The noise of a band: the one integral behind analyze() and noise_spectrum().

// The noise at one frequency or at several side by side: at every stage, made by every stage.

// A chain as the passes see it: elements, and the stages that they are of.

// A vector of fixed capacity: no heap, usable in constant expressions.

// The version, in the one place that states it: CMakeLists.txt reads these three lines.

#define GAINSTAGE_VERSION_MAJOR 0
#define GAINSTAGE_VERSION_MINOR 1
#define GAINSTAGE_VERSION_PATCH 0

// The inline namespace that everything is in, v0_1: names of two versions in one program are different names, so a program
// whose parts were compiled with different versions does not mix them up unnoticed. Nobody has to write it.
#define GAINSTAGE_JOIN_VERSION(major, minor) v##major##_##minor
#define GAINSTAGE_NAME_VERSION(major, minor) GAINSTAGE_JOIN_VERSION(major, minor)
#define GAINSTAGE_VERSION_NAMESPACE GAINSTAGE_NAME_VERSION(GAINSTAGE_VERSION_MAJOR, GAINSTAGE_VERSION_MINOR)

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

inline constexpr int version_major = GAINSTAGE_VERSION_MAJOR;
inline constexpr int version_minor = GAINSTAGE_VERSION_MINOR;
inline constexpr int version_patch = GAINSTAGE_VERSION_PATCH;

} // namespace gainstage

#include <array>
#include <cstddef>
#include <new>
#include <type_traits>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// Holds up to N values. What does not fit is counted by dropped(), never written past the end. What is not held is
/// neither initialized nor copied, except in a constant expression.
template <class T, std::size_t N>
class inplace_vector {
    static_assert(std::is_trivially_destructible_v<T>);

public:
    constexpr inplace_vector() : storage_(std::is_constant_evaluated() ? storage(0) : storage()) {}
    constexpr inplace_vector(inplace_vector const& other) : inplace_vector() { assign(other); }
    constexpr inplace_vector& operator=(inplace_vector const& other) {
        if (this != &other) assign(other);
        return *this;
    }
    constexpr ~inplace_vector() = default;

    constexpr void push_back(T const& value) {
        if (size_ < N) construct(size_++, value);
        else ++dropped_;
    }
    /// Adds values T() up to a size n <= N.
    constexpr void resize(std::size_t n) {
        for (std::size_t i = size_; i < n; ++i) construct(i, T{});
        size_ = n;
    }
    [[nodiscard]] constexpr std::size_t size() const { return size_; }
    [[nodiscard]] constexpr bool empty() const { return size_ == 0; }
    /// How many values came after the vector was full.
    [[nodiscard]] constexpr std::size_t dropped() const { return dropped_; }
    [[nodiscard]] constexpr T const* begin() const { return storage_.items.data(); }
    [[nodiscard]] constexpr T const* end() const { return storage_.items.data() + size_; }
    [[nodiscard]] constexpr T const& operator[](std::size_t i) const { return storage_.items[i]; }
    [[nodiscard]] constexpr T& operator[](std::size_t i) { return storage_.items[i]; }
    [[nodiscard]] constexpr T* data() { return storage_.items.data(); }

private:
    /// std::construct_at() would do, but <memory> takes longer to compile than the chain itself.
    constexpr void construct(std::size_t i, T const& value) {
        if (std::is_constant_evaluated()) storage_.items[i] = value;
        else ::new (static_cast<void*>(storage_.items.data() + i)) T(value);
    }
    constexpr void assign(inplace_vector const& other) {
        for (std::size_t i = 0; i < other.size_; ++i) construct(i, other[i]);
        size_ = other.size_;
        dropped_ = other.dropped_;
    }

    union storage {
        constexpr storage() {} // NOLINT(modernize-use-equals-default): a defaulted one would be deleted
        constexpr explicit storage(int) : items{} {} ///< a constant has no uninitialized part
        std::array<T, N> items;
    };
    storage storage_;
    std::size_t size_ = 0;
    std::size_t dropped_ = 0;
};

} // namespace gainstage::detail
// The primitives a component lowers to. A chain is a ladder of these, read from left to right; recursion.hpp computes it.

#include <limits>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

inline constexpr double pi = 3.14159265358979323846;
inline constexpr double sqrt_2 = 1.41421356237309504880;
inline constexpr double infinity = std::numeric_limits<double>::infinity();

[[nodiscard]] constexpr double square(double x) { return x * x; }
[[nodiscard]] constexpr double larger(double a, double b) { return a > b ? a : b; }

} // namespace gainstage::detail
// Levels and gains. A level is a point on a decibel scale; a gain is a difference of two levels.
//
//   level - level = decibels     level +- decibels = level     decibels +- decibels = decibels
//
// level + level, or a level of one kind where another belongs, does not compile. A bare number is never a level.

// Mathematics of the passes: <cmath> at run time, the library's own algorithms in a constant expression.

#include <bit>
#include <cstdint>

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

#include <cmath>

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
// Physical quantities under the field's names: Boost.Units SI quantities of double.
//
// Each is a class of its own over boost::units::quantity, for two reasons. Boost's quantity can be made from a null
// pointer constant, so that `voltage v = 0;` compiles: here it does not. And a mistake is reported as "cannot convert
// impedance to voltage" rather than as a page of unit templates. Arithmetic is Boost's own and converts back.

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

#include <boost/units/limits.hpp>
#include <boost/units/quantity.hpp>
#include <boost/units/systems/si/capacitance.hpp>
#include <boost/units/systems/si/current.hpp>
#include <boost/units/systems/si/electric_potential.hpp>
#include <boost/units/systems/si/frequency.hpp>
#include <boost/units/systems/si/inductance.hpp>
#include <boost/units/systems/si/length.hpp>
#include <boost/units/systems/si/plane_angle.hpp>
#include <boost/units/systems/si/power.hpp>
#include <boost/units/systems/si/pressure.hpp>
#include <boost/units/systems/si/resistance.hpp>
#include <boost/units/systems/si/temperature.hpp>
#include <boost/units/systems/si/time.hpp>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

namespace detail {
namespace si = boost::units::si;

/// A Boost.Units quantity that cannot be made from a bare number or a null pointer.
template <class Unit, class Value = double>
class checked_quantity : public boost::units::quantity<Unit, Value> {
    /// A function: as a type trait it would print the unit's template in every error message.
    template <class Other>
    static constexpr bool has_this_unit() {
        if constexpr (std::is_base_of_v<boost_quantity, Other>) return true;
        else if constexpr (requires { typename Other::unit_type::dimension_type; }) {
            // Boost is asked last: that takes long, and every overload for another quantity would ask it.
            if constexpr (std::is_same_v<typename Other::unit_type::dimension_type, typename Unit::dimension_type>)
                return std::is_convertible_v<Other const&, boost_quantity>;
            else return false;
        } else return false;
    }

public:
    using boost_quantity = boost::units::quantity<Unit, Value>;

    constexpr checked_quantity() = default;
    /// From the result of Boost's arithmetic. A template, so that 0 and nullptr, which Boost's quantity takes, do not fit.
    template <class Other>
        requires(has_this_unit<Other>())
    constexpr checked_quantity(Other const& q) : boost_quantity(q) {}
};

template <class A, class B>
using product = typename boost::units::multiply_typeof_helper<A, B>::type;
template <class A, class B>
using ratio = typename boost::units::divide_typeof_helper<A, B>::type;
template <class A>
using square_root = typename boost::units::root_typeof_helper<A, boost::units::static_rational<2>>::type;
using root_hertz = square_root<si::frequency>;
} // namespace detail

/// Volt. RMS unless a name says peak or DC.
struct voltage : detail::checked_quantity<detail::si::electric_potential> {
    using checked_quantity::checked_quantity;
};
/// Ampere.
struct current : detail::checked_quantity<detail::si::current> {
    using checked_quantity::checked_quantity;
};
/// Ohm: a resistance, or the magnitude of an impedance.
struct impedance : detail::checked_quantity<detail::si::resistance> {
    using checked_quantity::checked_quantity;
};
/// Ohm, with its phase: real part resistance, imaginary part reactance.
struct complex_impedance : detail::checked_quantity<detail::si::resistance, detail::complex> {
    using checked_quantity::checked_quantity;
};
/// Farad.
struct capacitance : detail::checked_quantity<detail::si::capacitance> {
    using checked_quantity::checked_quantity;
};
/// Henry.
struct inductance : detail::checked_quantity<detail::si::inductance> {
    using checked_quantity::checked_quantity;
};
/// Hertz.
struct frequency : detail::checked_quantity<detail::si::frequency> {
    using checked_quantity::checked_quantity;
};
/// Kelvin.
struct temperature : detail::checked_quantity<detail::si::temperature> {
    using checked_quantity::checked_quantity;
};
/// Metre.
struct length : detail::checked_quantity<detail::si::length> {
    using checked_quantity::checked_quantity;
};
/// Watt.
struct power : detail::checked_quantity<detail::si::power> {
    using checked_quantity::checked_quantity;
};
/// Pascal, RMS sound pressure.
struct pressure : detail::checked_quantity<detail::si::pressure> {
    using checked_quantity::checked_quantity;
};
/// V/Pa: what a microphone gives for a sound pressure.
struct acoustic_sensitivity
    : detail::checked_quantity<detail::ratio<detail::si::electric_potential, detail::si::pressure>> {
    using checked_quantity::checked_quantity;
};
/// V/sqrt(Hz).
struct voltage_noise_density
    : detail::checked_quantity<detail::ratio<detail::si::electric_potential, detail::root_hertz>> {
    using checked_quantity::checked_quantity;
};
/// A/sqrt(Hz).
struct current_noise_density : detail::checked_quantity<detail::ratio<detail::si::current, detail::root_hertz>> {
    using checked_quantity::checked_quantity;
};
/// F/m.
struct capacitance_per_length : detail::checked_quantity<detail::ratio<detail::si::capacitance, detail::si::length>> {
    using checked_quantity::checked_quantity;
};
/// Ohm/m.
struct resistance_per_length : detail::checked_quantity<detail::ratio<detail::si::resistance, detail::si::length>> {
    using checked_quantity::checked_quantity;
};
/// H/m.
struct inductance_per_length : detail::checked_quantity<detail::ratio<detail::si::inductance, detail::si::length>> {
    using checked_quantity::checked_quantity;
};
/// V/s.
struct slew_rate : detail::checked_quantity<detail::ratio<detail::si::electric_potential, detail::si::time>> {
    using checked_quantity::checked_quantity;
};
/// Radian.
struct angle : detail::checked_quantity<detail::si::plane_angle> {
    using checked_quantity::checked_quantity;
};
/// Second: by how much something arrives later.
struct time_delay : detail::checked_quantity<detail::si::time> {
    using checked_quantity::checked_quantity;
};

/// |Z| = sqrt(R^2 + X^2).
[[nodiscard]] constexpr impedance magnitude(complex_impedance const& z) {
    return impedance::boost_quantity::from_value(detail::magnitude(z.value()));
}
/// The resistance R of Z = R + jX.
[[nodiscard]] constexpr impedance resistance(complex_impedance const& z) {
    return impedance::boost_quantity::from_value(z.value().re);
}
/// The reactance X of Z = R + jX.
[[nodiscard]] constexpr impedance reactance(complex_impedance const& z) {
    return impedance::boost_quantity::from_value(z.value().im);
}
/// An angle in degrees.
[[nodiscard]] constexpr double degrees(angle const& a) { return a.value() * (180 / detail::pi); }

namespace detail {
/// A quantity from its value in SI units.
template <class Quantity>
[[nodiscard]] constexpr Quantity from_si(double value) {
    return Quantity{Quantity::boost_quantity::from_value(value)};
}

template <class T>
inline constexpr bool is_quantity = false;
template <class T>
    requires requires { typename T::boost_quantity; }
inline constexpr bool is_quantity<T> = std::is_base_of_v<typename T::boost_quantity, T>;
} // namespace detail

namespace detail {
template <class T>
inline constexpr bool can_be_negative =
    std::is_same_v<T, voltage> || std::is_same_v<T, current> || std::is_same_v<T, power> ||
    std::is_same_v<T, pressure> || std::is_same_v<T, complex_impedance> || std::is_same_v<T, angle> ||
    std::is_same_v<T, time_delay>;
template <class>
inline constexpr bool always_false = false;
} // namespace detail

/// What is never negative has no minus sign: -10_ohm does not compile.
template <class Q>
    requires(detail::is_quantity<Q> && !detail::can_be_negative<Q>)
constexpr Q operator-(Q const& q) {
    static_assert(detail::always_false<Q>, "this quantity is never negative: take the minus sign away");
    return q;
}

/// 20 °C, the default temperature of every analysis.
inline constexpr temperature room_temperature = detail::from_si<temperature>(293.15);

/// Boltzmann's constant in J/K, exact by definition (SI, 2019).
inline constexpr double boltzmann = 1.380649e-23;

} // namespace gainstage

/// Limits of a quantity are those of double, in its unit.
template <class Q>
    requires gainstage::detail::is_quantity<Q>
class std::numeric_limits<Q> : public std::numeric_limits<typename Q::boost_quantity> {
};

#include <compare>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// A gain, a loss, or the distance of two levels, in dB. -inf is a gain of zero.
class decibels {
public:
    constexpr decibels() = default;
    constexpr explicit decibels(double dB) : dB_(dB) {}

    /// The number of decibels.
    [[nodiscard]] constexpr double value() const { return dB_; }

    constexpr decibels operator-() const { return decibels{-dB_}; }
    constexpr decibels operator+() const { return *this; }
    constexpr decibels& operator+=(decibels b) { return *this = *this + b; }
    constexpr decibels& operator-=(decibels b) { return *this = *this - b; }
    friend constexpr decibels operator+(decibels a, decibels b) { return decibels{a.dB_ + b.dB_}; }
    friend constexpr decibels operator-(decibels a, decibels b) { return decibels{a.dB_ - b.dB_}; }
    friend constexpr decibels operator*(double n, decibels a) { return decibels{n * a.dB_}; }
    friend constexpr decibels operator*(decibels a, double n) { return decibels{n * a.dB_}; }
    friend constexpr decibels operator/(decibels a, double n) { return decibels{a.dB_ / n}; }
    friend constexpr auto operator<=>(decibels, decibels) = default;

private:
    double dB_ = 0;
};

namespace detail {
/// 10 log10(x) and 20 log10(x) with log10(0) = -inf, for x >= 0.
[[nodiscard]] constexpr double power_dB(double x) { return x > 0 ? 10 * log10(x) : -infinity; }
[[nodiscard]] constexpr double amplitude_dB(double x) { return x > 0 ? 20 * log10(x) : -infinity; }
[[nodiscard]] constexpr double from_power_dB(double dB) { return dB == -infinity ? 0 : exp10(dB / 10); }
[[nodiscard]] constexpr double from_amplitude_dB(double dB) { return dB == -infinity ? 0 : exp10(dB / 20); }

/// What every kind of level has in common. The value is in dB above the kind's own reference.
template <class Kind>
class level_base {
public:
    /// Silence: -inf dB.
    [[nodiscard]] static constexpr Kind silence() { return make(-infinity); }
    [[nodiscard]] constexpr bool is_silent() const { return dB_ == -infinity; }

    friend constexpr Kind operator+(Kind a, decibels b) { return make(a.dB_ + b.value()); }
    friend constexpr Kind operator+(decibels a, Kind b) { return make(a.value() + b.dB_); }
    friend constexpr Kind operator-(Kind a, decibels b) { return make(a.dB_ - b.value()); }
    friend Kind operator+(Kind, Kind) = delete; // two levels do not add, only their powers: power_sum()
    /// The distance; two silent levels are 0 dB apart.
    friend constexpr decibels operator-(Kind a, Kind b) {
        return a.dB_ == b.dB_ ? decibels{0} : decibels{a.dB_ - b.dB_};
    }
    friend constexpr bool operator==(Kind a, Kind b) { return a.dB_ == b.dB_; }
    friend constexpr auto operator<=>(Kind a, Kind b) { return a.dB_ <=> b.dB_; }

    /// The level of two incoherent signals together: their powers add. 10 log10(10^(a/10) + 10^(b/10)).
    [[nodiscard]] friend constexpr Kind power_sum(Kind a, Kind b) {
        double const high = a.dB_ > b.dB_ ? a.dB_ : b.dB_;
        double const low = a.dB_ > b.dB_ ? b.dB_ : a.dB_;
        if (low == -infinity || high == infinity) return make(high);
        return make(high + power_dB(1 + from_power_dB(low - high)));
    }

protected:
    constexpr level_base() = default;
    constexpr explicit level_base(double dB) : dB_(dB) {}
    static constexpr Kind make(double dB) { return Kind::from_reference(dB); }
    double dB_ = -infinity;
};

/// What a literal such as 10_dBV yields: the level, and a minus sign that is part of the number. (A level itself has no
/// minus sign: -(10 dBV) and -(12.2 dBu) are different levels, though 10 dBV and 12.2 dBu are the same.)
template <class Kind, Kind (*FromNumber)(double)>
class level_literal : public Kind {
public:
    constexpr explicit level_literal(double number) : Kind(FromNumber(number)), number_(number) {}
    constexpr level_literal operator-() const { return level_literal{-number_}; }
    constexpr level_literal operator+() const { return *this; }

private:
    double number_;
};

/// 0 dBu = sqrt(0.6) V: 1 mW in 600 ohm, kept as a voltage only. In dB re 1 V: 10 log10(0.6).
inline constexpr double zero_dBu_in_dBV = 10 * log10(0.6);
/// 0 dB SPL = 20 uPa.
inline constexpr double zero_dBSPL_pascals = 20e-6;
} // namespace detail

/// A voltage on a decibel scale: dBu (0 dBu = sqrt(0.6) V) and dBV (0 dBV = 1 V) are two spellings of one quantity.
/// Default: silence. Of a periodic signal the RMS voltage, unless a name says peak.
class voltage_level : public detail::level_base<voltage_level> {
public:
    constexpr voltage_level() = default;
    [[nodiscard]] static constexpr voltage_level from_dBu(double dBu) { return voltage_level{dBu}; }
    [[nodiscard]] static constexpr voltage_level from_dBV(double dBV) {
        return voltage_level{dBV - detail::zero_dBu_in_dBV};
    }
    [[nodiscard]] constexpr double dBu() const { return dB_; }
    [[nodiscard]] constexpr double dBV() const { return dB_ + detail::zero_dBu_in_dBV; }

private:
    friend class detail::level_base<voltage_level>;
    static constexpr voltage_level from_reference(double dB) { return voltage_level{dB}; }
    constexpr explicit voltage_level(double dBu) : level_base(dBu) {}
};

/// A sound pressure level: 0 dB SPL = 20 uPa, so that 1 Pa is 93.9794 dB SPL. Default: silence.
class sound_level : public detail::level_base<sound_level> {
public:
    constexpr sound_level() = default;
    [[nodiscard]] static constexpr sound_level from_dBSPL(double dBSPL) { return sound_level{dBSPL}; }
    [[nodiscard]] constexpr double dBSPL() const { return dB_; }

private:
    friend class detail::level_base<sound_level>;
    static constexpr sound_level from_reference(double dB) { return sound_level{dB}; }
    constexpr explicit sound_level(double dB) : level_base(dB) {}
};

/// A level in a digital system: 0 dBFS is the RMS value of a sine that just reaches full scale (AES17), so that a
/// full-scale square wave is +3.01 dBFS. Default: silence.
class digital_level : public detail::level_base<digital_level> {
public:
    constexpr digital_level() = default;
    [[nodiscard]] static constexpr digital_level from_dBFS(double dBFS) { return digital_level{dBFS}; }
    [[nodiscard]] constexpr double dBFS() const { return dB_; }

private:
    friend class detail::level_base<digital_level>;
    static constexpr digital_level from_reference(double dB) { return digital_level{dB}; }
    constexpr explicit digital_level(double dB) : level_base(dB) {}
};

// ---- crossings between logarithmic and linear: named, never implicit ----

/// 20 log10(|v| / sqrt(0.6) V). 0 V is silence.
[[nodiscard]] constexpr voltage_level level_of(voltage v) {
    double const volts = v.value() < 0 ? -v.value() : v.value();
    return voltage_level::from_dBV(detail::amplitude_dB(volts));
}
/// 20 log10(|p| / 20 uPa). 0 Pa is silence.
[[nodiscard]] constexpr sound_level level_of(pressure p) {
    double const pascals = p.value() < 0 ? -p.value() : p.value();
    return sound_level::from_dBSPL(detail::amplitude_dB(pascals / detail::zero_dBSPL_pascals));
}
/// The RMS voltage of a level: 10^(dBV/20) V; 0 V for silence.
[[nodiscard]] constexpr voltage rms_voltage(voltage_level level) {
    return detail::from_si<voltage>(detail::from_amplitude_dB(level.dBV()));
}
/// The RMS sound pressure of a level: 20 uPa * 10^(dB/20); 0 Pa for silence.
[[nodiscard]] constexpr pressure rms_pressure(sound_level level) {
    return detail::from_si<pressure>(detail::zero_dBSPL_pascals * detail::from_amplitude_dB(level.dBSPL()));
}
/// A gain as a ratio of voltages (or pressures), 10^(dB/20), and of powers, 10^(dB/10).
[[nodiscard]] constexpr double amplitude_ratio(decibels gain) { return detail::from_amplitude_dB(gain.value()); }
[[nodiscard]] constexpr double power_ratio(decibels gain) { return detail::from_power_dB(gain.value()); }
/// 20 log10 of a ratio of voltages, 10 log10 of a ratio of powers. 0 gives -inf dB; a negative ratio is taken for 0.
[[nodiscard]] constexpr decibels gain_of_amplitude_ratio(double ratio) { return decibels{detail::amplitude_dB(ratio)}; }
[[nodiscard]] constexpr decibels gain_of_power_ratio(double ratio) { return decibels{detail::power_dB(ratio)}; }

/// The crest factor of a sine: its peak over its RMS value, sqrt(2), 3.0103 dB.
inline constexpr decibels sine_crest_factor{10 * detail::log10(2.0)};

} // namespace gainstage

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

enum class element_kind : unsigned char {
    nothing,   ///< no effect; a place kept for something that is absent
    source,    ///< open-circuit voltage `gain` volts per unit of excitation (Pa or V), with one low and one high corner
    series,    ///< a branch in the signal path
    shunt,     ///< a branch across the signal path
    ratio,     ///< v2 = a v1, i1 = b i2: an ideal transformer has a = b = n
    amplifier, ///< unilateral: infinite input and zero output impedance; gain, one low and one high corner
    op_amp,    ///< a non-inverting operational amplifier with its feedback network: gain by the loop
    summing_op_amp, ///< an operational amplifier whose feedback resistor comes back to its input: a virtual ground
    voltage_noise,  ///< a noise voltage in series
    current_noise,  ///< a noise current across
    network_noise,  ///< the noise voltage of a feedback network, in series
    limit,          ///< the signal here clips at a sine of `limit`
};

/// What a limit holds.
enum class limit_law : unsigned char {
    voltage, ///< the voltage: rails, full scale
    current, ///< the current that flows on to the right: an output stage that gives no more
    slew,    ///< the rate of change of the voltage: falls 6 dB per octave with frequency
    flux,    ///< the magnetic flux, which is the voltage over frequency: falls 6 dB per octave towards low frequencies
};

/// One primitive. Plain SI values: build it with the functions below, which take quantities.
struct element {
    element_kind kind = element_kind::nothing;
    bool thermal = false;               ///< series, shunt, network_noise: the resistances make Johnson-Nyquist noise
    limit_law law = limit_law::voltage; ///< limit
    double resistance = 0;   ///< series, shunt: ohm; summing_op_amp: of the feedback; network_noise: of the gain leg;
                             ///< voltage_noise: a resistance whose thermal noise is added
    double inductance = 0;   ///< series, shunt: H
    double elastance = 0;    ///< series, shunt, network_noise: 1/C, 1/F; 0: no capacitor; infinite: an open branch
    double parallel = 0;     ///< network_noise: of the feedback, ohm
    double gain = 1;         ///< source, amplifier, op_amp, ratio (a); summing_op_amp: its sign
    double current_gain = 1; ///< ratio (b)
    double low_corner =
        0; ///< source, amplifier: -3 dB corner of the high-pass, Hz; op_amp: where its gain falls to 1; 0: none
    double high_corner = 0;                   ///< source, amplifier: -3 dB corner of the low-pass, Hz; 0: none
    double open_loop_gain = detail::infinity; ///< op_amp, summing_op_amp: A0
    double gain_bandwidth = detail::infinity; ///< op_amp, summing_op_amp: Hz
    double density = 0;      ///< voltage_noise V/sqrt(Hz), current_noise and network_noise A/sqrt(Hz), white part
    double noise_corner = 0; ///< of the density: 1/f corner, Hz; 0: white
    /// The RMS value of the largest sine: V or A; slew: the greatest slope, V/s; flux: V per hertz.
    double limit = 0;
};

/// It does something: the place of what is absent, and a noise of nothing, are left out of a chain's elements.
[[nodiscard]] constexpr bool has_effect(element const& e) {
    if (e.kind == element_kind::voltage_noise || e.kind == element_kind::current_noise)
        return e.density != 0 || e.resistance != 0;
    return e.kind != element_kind::nothing;
}
/// Nothing flows through the branch, or through the leg of a feedback network.
[[nodiscard]] constexpr bool is_open(element const& e) {
    return e.resistance == detail::infinity || e.elastance == detail::infinity;
}

/// Thermal noise of a resistance, or none because it is counted elsewhere (in an amplifier's stated noise).
enum class noise : bool { none, thermal };

// ---- making elements ----

/// A source of `emf` volts (open circuit) per pascal, with a first-order high-pass and low-pass; a corner of 0 Hz is none.
[[nodiscard]] constexpr element sound_source(acoustic_sensitivity emf, frequency low_corner = {},
                                             frequency high_corner = {}) {
    return {.kind = element_kind::source,
            .gain = emf.value(),
            .low_corner = low_corner.value(),
            .high_corner = high_corner.value()};
}
/// A source whose open-circuit voltage is the excitation, times a factor.
[[nodiscard]] constexpr element voltage_source(double factor = 1) {
    return {.kind = element_kind::source, .gain = factor};
}
/// A resistor and an inductor in the signal path.
[[nodiscard]] constexpr element series_resistor(impedance r, noise n = noise::thermal, inductance l = {}) {
    return {
        .kind = element_kind::series, .thermal = n == noise::thermal, .resistance = r.value(), .inductance = l.value()};
}
/// A capacitor in the signal path. C > 0.
[[nodiscard]] constexpr element series_capacitor(capacitance c) {
    return {.kind = element_kind::series, .elastance = 1 / c.value()};
}
/// A resistor, an inductor and a capacitor one after the other, across the signal path; what is zero is not there.
[[nodiscard]] constexpr element shunt_branch(impedance r, inductance l, capacitance c = {}, noise n = noise::thermal) {
    return {.kind = element_kind::shunt,
            .thermal = n == noise::thermal,
            .resistance = r.value(),
            .inductance = l.value(),
            .elastance = c.value() > 0 ? 1 / c.value() : 0};
}
/// A resistor across the signal path. R > 0.
[[nodiscard]] constexpr element shunt_resistor(impedance r, noise n = noise::thermal) {
    return {.kind = element_kind::shunt, .thermal = n == noise::thermal, .resistance = r.value()};
}
/// A capacitor across the signal path; 0 F is no capacitor.
[[nodiscard]] constexpr element shunt_capacitor(capacitance c) {
    if (c.value() == 0) return {};
    return {.kind = element_kind::shunt, .elastance = 1 / c.value()};
}
/// An ideal transformer, secondary voltage = n times primary voltage.
[[nodiscard]] constexpr element ideal_transformer(double n) {
    return {.kind = element_kind::ratio, .gain = n, .current_gain = n};
}
/// An ideal amplifier with a first-order high-pass and low-pass; a corner of 0 Hz is none. A negative gain inverts.
[[nodiscard]] constexpr element ideal_amplifier(double gain, frequency low_corner = {}, frequency high_corner = {}) {
    return {.kind = element_kind::amplifier,
            .gain = gain,
            .low_corner = low_corner.value(),
            .high_corner = high_corner.value()};
}
/// What an operational amplifier's loop is made of: A(jf) = 1/(1/A0 + jf/GBW).
struct open_loop {
    double dc_gain = detail::infinity; ///< A0, a ratio
    frequency gain_bandwidth = detail::from_si<frequency>(detail::infinity);
};
/// A non-inverting operational amplifier of gain G = 1 + Rf/Rg. `leg_corner` is 1/(2 pi Rg C) of a capacitor in series with
/// Rg, below which the gain falls to 1; 0 Hz: no capacitor.
///
///   n(f) = 1 + (G - 1)/(1 - j fc/f)        v2 = v1 / (1/n + 1/A)
[[nodiscard]] constexpr element non_inverting_op_amp(double gain, open_loop const& loop, frequency leg_corner = {}) {
    return {.kind = element_kind::op_amp,
            .gain = gain,
            .low_corner = leg_corner.value(),
            .open_loop_gain = loop.dc_gain,
            .gain_bandwidth = loop.gain_bandwidth.value()};
}
/// An operational amplifier with its feedback resistor from the output to this node, its other input at ground. The
/// resistor itself is a shunt in front of it (Miller): what is left is the admittance A/Rf and the gain -A.
///
///        +---[ Rf ]---+            v2 = -A v1        i1 = v1/Rf + A v1/Rf
///   o----+---|- >-----+---o                               shunt   this element
/// `sign` is -1, or +1 where the signal comes to the other input (difference amplifier). An infinite A0 is taken as 1e15,
/// so that the admittance stays a number: only a resonance at this node with a Q above 1e5 would show it (0.1 % at 1e6).
[[nodiscard]] constexpr element summing_op_amp(impedance feedback, open_loop const& loop, double sign = -1) {
    return {.kind = element_kind::summing_op_amp,
            .resistance = feedback.value(),
            .gain = sign,
            .open_loop_gain = loop.dc_gain < 1e15 ? loop.dc_gain : 1e15,
            .gain_bandwidth = loop.gain_bandwidth.value()};
}
/// The noise of a feedback network as it stands in series with the amplifier's input: the thermal noise 4kT Re Z and the
/// noise current of the inverting input, i |Z|, with Z = Rf parallel to (Rg + 1/jwC). C = 0 F: no capacitor; Rg infinite: a
/// follower.
[[nodiscard]] constexpr element feedback_noise(impedance rf, impedance rg, capacitance c, current_noise_density i,
                                               frequency corner = {}) {
    return {.kind = element_kind::network_noise,
            .thermal = true,
            .resistance = rg.value(),
            .elastance = c.value() > 0 ? 1 / c.value() : 0,
            .parallel = rf.value(),
            .density = i.value(),
            .noise_corner = corner.value()};
}
/// A noise voltage in series: e^2 (1 + corner/f), plus the thermal noise of a resistance that is not in the signal path.
[[nodiscard]] constexpr element series_noise(voltage_noise_density e, frequency corner = {},
                                             impedance thermal_of = {}) {
    return {.kind = element_kind::voltage_noise,
            .resistance = thermal_of.value(),
            .density = e.value(),
            .noise_corner = corner.value()};
}
/// A noise current across the path: i^2 (1 + corner/f).
[[nodiscard]] constexpr element shunt_noise(current_noise_density i, frequency corner = {}) {
    return {.kind = element_kind::current_noise, .density = i.value(), .noise_corner = corner.value()};
}
/// The voltage here clips: the RMS level of the largest sine that passes.
[[nodiscard]] constexpr element clip_limit(voltage_level largest_sine) {
    return {.kind = element_kind::limit, .limit = rms_voltage(largest_sine).value()};
}
/// The same by the RMS voltage of the largest sine.
[[nodiscard]] constexpr element clip_limit(voltage largest_sine) {
    return {.kind = element_kind::limit, .limit = largest_sine.value()};
}
/// The current that flows on from here clips: the RMS value of the largest sine.
[[nodiscard]] constexpr element current_limit(current largest_sine) {
    return {.kind = element_kind::limit, .law = limit_law::current, .limit = largest_sine.value()};
}
/// The voltage here changes no faster than this.
[[nodiscard]] constexpr element slew_limit(slew_rate fastest) {
    return {.kind = element_kind::limit, .law = limit_law::slew, .limit = fastest.value()};
}
/// A core saturates: the largest sine at one frequency; at another it is in proportion to that.
[[nodiscard]] constexpr element flux_limit(voltage_level largest_sine, frequency at) {
    return {
        .kind = element_kind::limit, .law = limit_law::flux, .limit = rms_voltage(largest_sine).value() / at.value()};
}
/// The RMS value of the largest sine that a limit passes at a frequency, V or A. A sine of amplitude a has the greatest
/// slope 2 pi f a, and the greatest flux a/(2 pi f).
[[nodiscard]] constexpr double largest_sine(element const& limit, double hertz) {
    switch (limit.law) {
    case limit_law::slew: return limit.limit / (2 * detail::pi * hertz * detail::sqrt_2);
    case limit_law::flux: return limit.limit * hertz;
    case limit_law::voltage:
    case limit_law::current: break;
    }
    return limit.limit;
}

} // namespace gainstage
// What a component tells about itself besides its elements: what it is, what it plugs into, what power it needs or gives.

// Plugs and sockets: which contact carries what, what mates with what, and what becomes of the signal.

#include <string_view>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

enum class connector_shape : unsigned char { unspecified, xlr_3, jack_6_35, jack_3_5, rca, combo };

/// A plug or an XLR with pins is male, a socket or an XLR with holes is female.
enum class connector_gender : unsigned char { unspecified, male, female };

/// What a contact is wired to.
enum class contact : unsigned char { none, ground, hot, cold, left, right, microphone, bias };

/// A connector at one end of a device or a cable. The contacts are listed in the order of the pins of an XLR (1, 2, 3);
/// tip, (rings), sleeve of a jack; centre, shell of an RCA plug.
struct connector {
    connector_shape shape = connector_shape::unspecified;
    connector_gender gender = connector_gender::unspecified;
    std::array<contact, 4> contacts{};
    std::string_view name = "unspecified connector";

    friend constexpr bool operator==(connector const& a, connector const& b) {
        return a.shape == b.shape && a.gender == b.gender && a.contacts == b.contacts;
    }
};

[[nodiscard]] constexpr bool carries(connector const& c, contact what) {
    for (contact const k : c.contacts)
        if (k == what) return true;
    return false;
}
[[nodiscard]] constexpr bool is_specified(connector const& c) { return c.shape != connector_shape::unspecified; }
/// Two signal conductors of one channel and a ground.
[[nodiscard]] constexpr bool is_balanced(connector const& c) {
    return carries(c, contact::hot) && carries(c, contact::cold);
}
/// One signal conductor and a ground, or none: known not to be balanced.
[[nodiscard]] constexpr bool is_unbalanced(connector const& c) { return is_specified(c) && !is_balanced(c); }
/// Two channels on one connector.
[[nodiscard]] constexpr bool is_stereo(connector const& c) {
    return carries(c, contact::left) && carries(c, contact::right);
}
[[nodiscard]] constexpr std::size_t contact_count(connector const& c) {
    std::size_t n = 0;
    for (contact const k : c.contacts) n += k != contact::none;
    return n;
}

/// The connectors of audio practice. XLR: pin 1 ground, pin 2 hot, pin 3 cold (IEC 61076-2-103, AES14). Jack: IEC
/// 60603-11. TRRS: CTIA tip left, ring 1 right, ring 2 ground, sleeve microphone; OMTP has the last two exchanged.
namespace connectors {
inline constexpr connector unspecified{};

inline constexpr std::array<contact, 4> xlr_wiring{contact::ground, contact::hot, contact::cold, contact::none};
inline constexpr std::array<contact, 4> xlr_pin3_hot_wiring{contact::ground, contact::cold, contact::hot,
                                                            contact::none};
inline constexpr std::array<contact, 4> ts_wiring{contact::hot, contact::ground, contact::none, contact::none};
inline constexpr std::array<contact, 4> trs_wiring{contact::hot, contact::cold, contact::ground, contact::none};
inline constexpr std::array<contact, 4> stereo_wiring{contact::left, contact::right, contact::ground, contact::none};
inline constexpr std::array<contact, 4> pc_microphone_wiring{contact::hot, contact::bias, contact::ground,
                                                             contact::none};
inline constexpr std::array<contact, 4> ctia_wiring{contact::left, contact::right, contact::ground,
                                                    contact::microphone};
inline constexpr std::array<contact, 4> omtp_wiring{contact::left, contact::right, contact::microphone,
                                                    contact::ground};

inline constexpr auto male = connector_gender::male;
inline constexpr auto female = connector_gender::female;

inline constexpr connector xlr_male{connector_shape::xlr_3, male, xlr_wiring, "XLR male"};
inline constexpr connector xlr_female{connector_shape::xlr_3, female, xlr_wiring, "XLR female"};
inline constexpr connector xlr_male_pin3_hot{connector_shape::xlr_3, male, xlr_pin3_hot_wiring, "XLR male, pin 3 hot"};
inline constexpr connector xlr_female_pin3_hot{connector_shape::xlr_3, female, xlr_pin3_hot_wiring,
                                               "XLR female, pin 3 hot"};
/// An XLR whose pin 3 is tied to pin 1: an unbalanced signal on a balanced connector.
inline constexpr connector xlr_male_unbalanced{connector_shape::xlr_3,
                                               male,
                                               {contact::ground, contact::hot, contact::ground, contact::none},
                                               "XLR male, unbalanced"};
inline constexpr connector xlr_female_unbalanced{connector_shape::xlr_3,
                                                 female,
                                                 {contact::ground, contact::hot, contact::ground, contact::none},
                                                 "XLR female, unbalanced"};

inline constexpr connector ts_plug{connector_shape::jack_6_35, male, ts_wiring, "6.35 mm TS plug"};
inline constexpr connector ts_socket{connector_shape::jack_6_35, female, ts_wiring, "6.35 mm TS socket"};
inline constexpr connector trs_plug{connector_shape::jack_6_35, male, trs_wiring, "6.35 mm TRS plug"};
inline constexpr connector trs_socket{connector_shape::jack_6_35, female, trs_wiring, "6.35 mm TRS socket"};
inline constexpr connector trs_stereo_plug{connector_shape::jack_6_35, male, stereo_wiring, "6.35 mm stereo plug"};
inline constexpr connector trs_stereo_socket{connector_shape::jack_6_35, female, stereo_wiring,
                                             "6.35 mm stereo socket"};

inline constexpr connector mini_ts_plug{connector_shape::jack_3_5, male, ts_wiring, "3.5 mm TS plug"};
inline constexpr connector mini_ts_socket{connector_shape::jack_3_5, female, ts_wiring, "3.5 mm TS socket"};
inline constexpr connector mini_stereo_plug{connector_shape::jack_3_5, male, stereo_wiring, "3.5 mm stereo plug"};
inline constexpr connector mini_stereo_socket{connector_shape::jack_3_5, female, stereo_wiring, "3.5 mm stereo socket"};
inline constexpr connector mini_trs_plug{connector_shape::jack_3_5, male, trs_wiring, "3.5 mm balanced TRS plug"};
inline constexpr connector mini_trs_socket{connector_shape::jack_3_5, female, trs_wiring, "3.5 mm balanced TRS socket"};
/// Microphone socket of a PC: tip signal, ring bias, sleeve ground.
inline constexpr connector pc_microphone_socket{connector_shape::jack_3_5, female, pc_microphone_wiring,
                                                "3.5 mm PC microphone socket"};
inline constexpr connector pc_microphone_plug{connector_shape::jack_3_5, male, pc_microphone_wiring,
                                              "3.5 mm PC microphone plug"};
inline constexpr connector trrs_ctia_plug{connector_shape::jack_3_5, male, ctia_wiring, "3.5 mm TRRS plug, CTIA"};
inline constexpr connector trrs_ctia_socket{connector_shape::jack_3_5, female, ctia_wiring, "3.5 mm TRRS socket, CTIA"};
inline constexpr connector trrs_omtp_plug{connector_shape::jack_3_5, male, omtp_wiring, "3.5 mm TRRS plug, OMTP"};
inline constexpr connector trrs_omtp_socket{connector_shape::jack_3_5, female, omtp_wiring, "3.5 mm TRRS socket, OMTP"};

inline constexpr connector rca_plug{connector_shape::rca, male, ts_wiring, "RCA plug"};
inline constexpr connector rca_socket{connector_shape::rca, female, ts_wiring, "RCA socket"};

/// XLR and 6.35 mm jack in one socket; the plug decides.
inline constexpr connector combo_socket{connector_shape::combo, female, trs_wiring, "XLR/6.35 mm combo socket"};
} // namespace connectors

/// What happens when two connectors meet.
enum class mating : unsigned char {
    fits,
    unknown,      ///< one of the two is not specified
    wrong_shape,  ///< a different kind of connector: an adapter is needed
    wrong_gender, ///< two plugs or two sockets
};

[[nodiscard]] constexpr mating mate(connector const& a, connector const& b) {
    if (!is_specified(a) || !is_specified(b)) return mating::unknown;
    auto const takes = [](connector const& combo, connector const& plug) {
        return combo.shape == connector_shape::combo &&
               (plug.shape == connector_shape::xlr_3 || plug.shape == connector_shape::jack_6_35);
    };
    if (a.shape != b.shape && !takes(a, b) && !takes(b, a)) return mating::wrong_shape;
    return a.gender == b.gender ? mating::wrong_gender : mating::fits;
}

/// A balanced plug in an unbalanced socket: its ring or pin 3 meets ground.
[[nodiscard]] constexpr bool grounds_cold_leg(connector const& output, connector const& input) {
    return is_balanced(output) && !is_balanced(input) && mate(output, input) == mating::fits;
}

/// The wiring of a balanced output's second leg, as the input side leaves it.
enum class cold_leg : unsigned char {
    used,     ///< both legs drive the input
    open,     ///< the cold leg ends nowhere
    grounded, ///< the cold leg is tied to ground
};

/// How an output drives its two legs. It decides what is left when only one of them is used.
enum class output_topology : unsigned char {
    unspecified,
    unbalanced,         ///< one leg and ground
    symmetrical,        ///< two drivers in opposite phase, each with half the voltage, referred to ground
    floating,           ///< transformer or capsule: no reference to ground
    cross_coupled,      ///< electronic imitation of a transformer
    impedance_balanced, ///< only the hot leg is driven; the cold leg has the same impedance to ground
};

/// What an unbalanced input leaves of a balanced output's open-circuit voltage.
///
/// Two opposite drivers carry half the voltage each: hot against ground is 1/2 (-6.02 dB). A transformer and its imitation
/// give the whole voltage once the cold leg is grounded (a transformer with its cold end open drives nothing but stray
/// capacitance, which is left out here: the rules report it). An impedance-balanced output loses nothing.
/// Source: Whitlock, Handbook for Sound Engineers, ch. 15 (types of line outputs); Rane Note 110.
[[nodiscard]] constexpr double fraction_left(output_topology output, cold_leg cold) {
    if (cold == cold_leg::used) return 1;
    if (output == output_topology::symmetrical) return 0.5;
    if (output == output_topology::cross_coupled && cold == cold_leg::open) return 0.5;
    return 1;
}

/// What an unbalanced input leaves of a balanced output's impedance, which is that of both legs together: with one leg in use
/// that of one, and all of it where the current comes back through the other (a transformer, or its imitation, grounded). The
/// idle leg of an impedance-balanced output lies at ground with both ends.
[[nodiscard]] constexpr double impedance_left(output_topology output, cold_leg cold) {
    if (cold != cold_leg::used && output == output_topology::impedance_balanced) return 0.5;
    return fraction_left(output, cold);
}

} // namespace gainstage
// The name of a component: owned, of fixed size, so that it can neither dangle nor allocate.

#include <concepts>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// A component's name, up to 47 bytes. A longer string literal does not compile; a longer run-time
/// string is cut off after 47 bytes.
class component_name {
public:
    static constexpr std::size_t capacity = 47;

    constexpr component_name() = default;

    template <std::size_t N>
    constexpr component_name(char const (&literal)[N]) : component_name(std::string_view{literal}) {
        static_assert(N <= capacity + 1, "a component's name has at most 47 characters: shorten it");
    }

    constexpr explicit component_name(std::string_view text) {
        for (char const c : text.substr(0, capacity)) text_[size_++] = c;
    }

    /// The text; its data() ends with a null character.
    constexpr operator std::string_view() const { return {text_, size_}; }

    /// Equal to any text that a std::string_view can be made of.
    template <class Text>
        requires std::convertible_to<Text const&, std::string_view>
    friend constexpr bool operator==(component_name const& a, Text const& b) {
        return std::string_view{a} == std::string_view{b};
    }

private:
    char text_[capacity + 1] = {};
    unsigned char size_ = 0;
};

} // namespace gainstage
// What a microphone needs in the way of power, and what an input supplies.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

enum class power_kind : unsigned char {
    none,
    phantom, ///< IEC 61938: the same DC voltage on both signal conductors, return by the shield
    plug_in, ///< a bias voltage through a resistor on the signal conductor, return by the shield
    a_b,     ///< T-power, DIN 45595: 12 V between the two signal conductors
    battery, ///< its own
};

/// Phantom power as a microphone's datasheet asks for it: "48 V +-4 V, 3.2 mA".
struct phantom_power {
    voltage min_voltage = detail::from_si<voltage>(44); ///< least DC voltage of the supply, V
    voltage max_voltage = detail::from_si<voltage>(52); ///< greatest DC voltage of the supply, V
    gainstage::current current{};                       ///< DC drawn, A; 0: not stated
    /// Least DC voltage at the microphone itself, if its maker states it; 0: judged by the supply's window.
    voltage min_at_microphone{};
};

/// Plug-in power (bias) as an electret needs it at the capsule itself: what its transistor must keep to work. A sheet's
/// "1.5 V to 10 V" that is meant for the supply is to be lowered by what the load resistor takes.
struct bias_power {
    voltage min_voltage = detail::from_si<voltage>(1);                        ///< least DC voltage at the capsule, V
    voltage max_voltage = detail::from_si<voltage>(10);                       ///< greatest DC voltage at the capsule, V
    gainstage::current current = detail::from_si<gainstage::current>(0.5e-3); ///< DC drawn, A
};

/// A-B (T-) power: 12 V through 180 ohm in each conductor (DIN 45595).
struct a_b_power {
    voltage min_voltage = detail::from_si<voltage>(10);
    voltage max_voltage = detail::from_si<voltage>(14);
    gainstage::current current = detail::from_si<gainstage::current>(6e-3);
};

/// A battery inside: needs nothing from outside.
struct battery_power {};

/// What a microphone (or an in-line booster) needs: one of the above, or nothing.
struct power_need {
    power_kind kind = power_kind::none;
    voltage min_voltage{};
    voltage max_voltage{};
    gainstage::current current{};
    voltage min_at_microphone{};

    constexpr power_need() = default;
    constexpr power_need(phantom_power const& p)
        : kind(power_kind::phantom), min_voltage(p.min_voltage), max_voltage(p.max_voltage), current(p.current),
          min_at_microphone(p.min_at_microphone) {}
    constexpr power_need(bias_power const& p)
        : kind(power_kind::plug_in), min_voltage(p.min_voltage), max_voltage(p.max_voltage), current(p.current),
          min_at_microphone(p.min_voltage) {}
    constexpr power_need(a_b_power const& p)
        : kind(power_kind::a_b), min_voltage(p.min_voltage), max_voltage(p.max_voltage), current(p.current) {}
    constexpr power_need(battery_power) : kind(power_kind::battery) {}
};

/// What an input supplies.
struct power_feed {
    power_kind kind = power_kind::none;
    voltage supply{};           ///< open-circuit DC voltage, V
    voltage tolerance{};        ///< +- V
    impedance feed_resistor{};  ///< in each conductor (phantom), or in the one signal conductor (plug-in), ohm
    gainstage::current limit{}; ///< greatest current the supply is specified for, A; 0: not stated
};

/// What lies between two ends of a stage at DC.
struct dc_path {
    impedance leg_resistance{};    ///< of each signal conductor, ohm
    impedance return_resistance{}; ///< of the shield, ohm
    bool blocks = false;           ///< a capacitor, a transformer or an amplifier: no DC passes
    bool loads = false;            ///< a resistor from the signal conductor to ground takes the current away
};

} // namespace gainstage

#include <optional>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// Where in a chain a component can stand.
enum class stage_role : unsigned char { source, through, load };

enum class stage_kind : unsigned char {
    custom,
    microphone,
    line_output,
    cable,
    adapter,
    pad,
    phantom_supply,
    plug_in_power,
    preamp,
    line_input,
    combo_input,
    transformer,
    di_box,
    instrument_pickup,
    op_amp_stage,
    line_driver,
    adc,
};

enum class transducer_kind : unsigned char { none, dynamic, ribbon, active_ribbon, condenser, electret, mems };

/// The class of signal that an output gives or an input is made for.
enum class signal_class : unsigned char { any, microphone, line, instrument, loudspeaker };

/// What decides how much of a voltage between two grounds becomes signal.
struct common_mode_facts {
    bool earthed =
        false; ///< its ground has a potential of its own (a mains device): there can be a voltage to another one's
    bool isolates = false; ///< no conductor connects its two sides (a transformer): a ground loop ends here
    std::optional<impedance>
        leg_imbalance{}; ///< of an output or a run: by how much its two legs differ, ohm; empty: not stated
    impedance
        leg_to_ground{};     ///< of an input or a supply: impedance of each leg to ground, ohm; 0: none, or not stated
    double leg_mismatch = 0; ///< by which part of it the two legs differ, 0 … 1
    capacitance leg_to_shield{};      ///< of a run: each conductor to the shield, F
    double capacitance_imbalance = 0; ///< by which part of it the two conductors differ, 0 … 1
    std::optional<decibels> cmrr{};   ///< common-mode rejection ratio with balanced legs; empty: not stated
};

/// The facts of one stage that the rules, the powering pass and the reports read. Whatever is left out counts as unknown.
struct stage_info {
    component_name name;
    stage_role role = stage_role::through;
    stage_kind kind = stage_kind::custom;
    connector input;  ///< towards the source
    connector output; ///< towards the load

    signal_class accepts = signal_class::any; ///< what the input is made for
    signal_class gives = signal_class::any;   ///< what the output is

    transducer_kind transducer = transducer_kind::none;
    output_topology topology = output_topology::unspecified;
    cold_leg cold =
        cold_leg::grounded;    ///< where a balanced input meets an unbalanced output inside: the cold leg's end
    impedance dc_resistance{}; ///< of a source, between its conductors: a coil, a ribbon's transformer; 0: unknown
    impedance min_load{};      ///< least load the maker recommends; 0: not stated

    power_need need;
    power_feed feed;
    dc_path dc;
    common_mode_facts common_mode;
    bool tolerates_phantom = true; ///< false: DC on the signal conductors can harm it

    bool is_amplifier = false;     ///< separates what is before from what is behind: impedance, DC, wiring
    bool noise_is_stated = true;   ///< false: its sheet gives no noise, what is computed is only a lower bound
    bool limit_is_stated = true;   ///< false: its sheet gives no largest level
    decibels noise_extrapolated{}; ///< how far its gain is below the gain at which its noise was measured
    std::optional<decibels> gain;  ///< of an amplifier: as set
    std::optional<decibels> max_gain;
    std::optional<voltage_level> nominal;    ///< level the input is made for
    std::optional<voltage_level> full_scale; ///< RMS level of the largest sine a converter takes: 0 dBFS
    length run{};                            ///< of a cable
};

/// What a component learns of its neighbours when it is lowered to elements.
struct hookup {
    connector plug{};               ///< the connector that arrives from the left
    cold_leg cold = cold_leg::used; ///< what becomes of the cold leg of its output
    output_topology driver =
        output_topology::unspecified; ///< of what drives it: the source, amplifier or transformer before it

    /// In how many of its two legs the signal current flows. One leg alone, where the cold one is not used and the driver has
    /// each leg on its own; a floating driver's current comes back through the cold leg wherever that is grounded.
    [[nodiscard]] constexpr double legs() const { return 2 * impedance_left(driver, cold); }
    /// One of its conductors lies at ground, here or behind.
    [[nodiscard]] constexpr bool is_one_sided() const { return cold != cold_leg::used || (is_unbalanced(plug)); }
};

} // namespace gainstage

#include <span>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// A chain as every pass sees it: its elements, its stages, and which elements are whose.
struct circuit {
    std::span<element const> elements;
    std::span<stage_info const> stages;
    std::span<std::size_t const> first; ///< the elements of stage k are first[k] … first[k + 1] - 1
};

namespace detail {
/// Makes the results of all stages those of which nothing but the name is known.
constexpr void names_alone(circuit const& c, auto* stages) {
    for (std::size_t k = 0; k < c.stages.size(); ++k) {
        stages[k] = {};
        stages[k].name = c.stages[k].name;
    }
}
} // namespace detail

/// The storage behind a circuit, of fixed size.
template <std::size_t Elements, std::size_t Stages>
struct lowered {
    detail::inplace_vector<element, Elements> elements{}; ///< those that have an effect
    std::array<stage_info, Stages> stages{};
    std::array<std::size_t, Stages + 1> first{};

    [[nodiscard]] constexpr circuit view() const& { return {{elements.begin(), elements.size()}, stages, first}; }
    circuit view() && = delete; // a view of nothing
};

} // namespace gainstage
// The ladders of a chain, driven from each end: their sections, and for every stage the steps that depend on frequency.

// A walk along a ladder that is driven from one end: what no frequency changes is computed, what is left is noted down.

// The two recursions over a chain's elements. They make every voltage in it exact.
//
//   forward    what is seen looking left, as a Thevenin source:  open-circuit voltage v, impedance z
//   backward   what is seen looking right, as an admittance y (with its noise as a current)
//
//        z                          where the two meet:
//   +---[ ]---o---+
//   |             |                        v
//  (v)           [y]                 V = -------
//   |             |                      1 + z y
//   +---------o---+
//
// Noise runs along to the right as a power density, V^2/Hz of the Thevenin source. That is enough for the noise at the
// output; at every stage and made by every stage it is found by the ladders of analysis/noise.hpp.
// Source: Motchenbacher and Connelly, Low-Noise Electronic System Design (1993), ch. 2 and 3.
//
// The steps are written for two kinds of number: `complex`, and `dual`, which carries the slope over frequency along.
// And for two kinds of element: `element`, and one circuit's of many that are computed in lanes (detail/lanes.hpp).

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

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

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// The conditions of one step: the angular frequency and 4kT.
struct step_conditions {
    double frequency;     ///< Hz
    double omega;         ///< 2 pi f, rad/s
    double inverse_omega; ///< s/rad
    double thermal;       ///< 4 k T, J

    /// 1/f, s
    [[nodiscard]] constexpr double period() const { return 2 * detail::pi * inverse_omega; }
};

[[nodiscard]] constexpr step_conditions at_frequency(double hertz, temperature t) {
    double const omega = 2 * detail::pi * hertz;
    return {hertz, omega, 1 / omega, 4 * boltzmann * t.value()};
}

/// What a step does to the noise that comes in, and what it adds.
struct noise_step {
    double scale = 1; ///< factor on every power density so far
    double added = 0; ///< power density of the element's own
};

namespace detail {

/// What is seen looking left: v in volts per unit of excitation, z in ohm.
template <class Number>
struct basic_source {
    Number v;
    Number z;
};

/// R + jX, with the slope dX/dw where the number carries one.
template <class Number>
constexpr Number with_reactance(double r, double x, double slope) {
    if constexpr (std::is_same_v<Number, dual>) return {complex{r, x}, complex{0, slope}};
    else return {r, x};
}
/// a + j b f
template <class Number>
constexpr Number rising(double a, double b, step_conditions const& at) {
    return with_reactance<Number>(a, b * at.frequency, b / (2 * pi));
}
/// a - j b/f
template <class Number>
constexpr Number falling(double a, double b, step_conditions const& at) {
    double const x = b * at.period();
    return with_reactance<Number>(a, -x, x * at.inverse_omega);
}

/// What makes an element's steps shorter: a branch of one resistor or capacitor, an open one, a gain or a noise that is
/// the same at all frequencies.
enum class step_form : unsigned char { general, resistor, capacitor, open, flat };

constexpr step_form branch_form(element const& e) {
    if (is_open(e)) return step_form::open;
    if (e.inductance != 0) return step_form::general;
    if (e.elastance == 0) return step_form::resistor;
    return e.resistance == 0 ? step_form::capacitor : step_form::general;
}

/// It has a high-pass or a low-pass.
constexpr bool has_corners(element const& e) { return e.low_corner > 0 || e.high_corner > 0; }

// What the steps take of an element that is not one of its values.
constexpr double inverse_high_corner(element const& e) { return e.high_corner > 0 ? 1 / e.high_corner : 0; } // 1/Hz
constexpr double inverse_bandwidth(element const& e) { return 1 / e.gain_bandwidth; }                        // 1/Hz
constexpr double inverse_dc_gain(element const& e) { return 1 / e.open_loop_gain; }
constexpr double power_density(element const& e) { return e.density * e.density; } // V^2/Hz or A^2/Hz

/// z = R + jwL + 1/(jwC)
template <class Number = complex, class Element>
constexpr Number branch_impedance(Element const& e, step_conditions const& at) {
    double const down = e.elastance * at.inverse_omega;
    return with_reactance<Number>(e.resistance, at.omega * e.inductance - down, e.inductance + down * at.inverse_omega);
}
/// 1/z, and 0 for an open branch.
constexpr complex branch_admittance(element const& e, step_conditions const& at) {
    if (branch_form(e) == step_form::open) return {};
    return 1.0 / branch_impedance(e, at);
}
/// Both for a form that is known: a real or an imaginary number where that is all there is.
template <class Number, step_form Form, class Element>
constexpr auto known_impedance(Element const& e, step_conditions const& at) {
    if constexpr (Form == step_form::resistor) return e.resistance;
    else if constexpr (Form == step_form::capacitor && std::is_same_v<Number, complex>)
        return imaginary{-(e.elastance * at.inverse_omega)};
    else return branch_impedance<Number>(e, at);
}
template <class Number, step_form Form, class Element>
constexpr auto known_admittance(Element const& e, step_conditions const& at) {
    if constexpr (Form == step_form::resistor) return 1 / e.resistance;
    else if constexpr (Form == step_form::capacitor && std::is_same_v<Number, complex>)
        return imaginary{at.omega / e.elastance};
    else return 1.0 / branch_impedance<Number>(e, at);
}
constexpr double norm(double x) { return x * x; }

/// The kind and the form of an element, as a type.
template <element_kind Kind, step_form Form = step_form::general>
struct step_kind {
    static constexpr element_kind kind = Kind;
    static constexpr step_form form = Form;
};
/// An element of any kind, where a kind's own code is not worth its room.
struct any_step {};

/// It makes noise or limits, and does nothing to the signal.
constexpr bool passes_signal(element_kind k) {
    return k == element_kind::limit || k == element_kind::voltage_noise || k == element_kind::current_noise ||
           k == element_kind::network_noise;
}
/// Nothing passes it to the left.
constexpr bool is_one_way(element_kind k) {
    return k == element_kind::source || k == element_kind::amplifier || k == element_kind::op_amp ||
           k == element_kind::summing_op_amp;
}
/// Its steps do the same at every frequency, where what is seen there is the same.
constexpr bool is_flat(element const& e) {
    switch (e.kind) {
    case element_kind::series:
    case element_kind::shunt:
    case element_kind::network_noise: return e.inductance == 0 && e.elastance == 0 && e.noise_corner == 0;
    case element_kind::voltage_noise:
    case element_kind::current_noise: return e.noise_corner == 0;
    case element_kind::source:
    case element_kind::amplifier: return !has_corners(e);
    case element_kind::op_amp:
    case element_kind::summing_op_amp: return !(e.low_corner > 0) && e.gain_bandwidth == infinity;
    case element_kind::nothing:
    case element_kind::ratio:
    case element_kind::limit: break;
    }
    return true;
}
/// Calls f with an element's kind and form: they are looked up once, for one frequency or for many.
template <class Element, class F>
constexpr auto with_kind(Element const& e, F const& f) {
    switch (e.kind) {
    case element_kind::source:
        if (!has_corners(e)) return f(step_kind<element_kind::source, step_form::flat>{});
        return f(step_kind<element_kind::source>{});
    case element_kind::series:
        if (branch_form(e) == step_form::resistor) return f(step_kind<element_kind::series, step_form::resistor>{});
        return f(step_kind<element_kind::series>{});
    case element_kind::shunt: {
        step_form const form = branch_form(e);
        if (form == step_form::resistor) return f(step_kind<element_kind::shunt, step_form::resistor>{});
        if (form == step_form::capacitor) return f(step_kind<element_kind::shunt, step_form::capacitor>{});
        if (form == step_form::open) return f(step_kind<element_kind::nothing>{});
        return f(step_kind<element_kind::shunt>{});
    }
    case element_kind::ratio: return f(step_kind<element_kind::ratio>{});
    case element_kind::amplifier:
        if (!has_corners(e)) return f(step_kind<element_kind::amplifier, step_form::flat>{});
        return f(step_kind<element_kind::amplifier>{});
    case element_kind::op_amp: return f(step_kind<element_kind::op_amp>{});
    case element_kind::summing_op_amp: return f(step_kind<element_kind::summing_op_amp>{});
    case element_kind::voltage_noise: return f(step_kind<element_kind::voltage_noise>{});
    case element_kind::current_noise: return f(step_kind<element_kind::current_noise>{});
    case element_kind::network_noise: return f(step_kind<element_kind::network_noise>{});
    case element_kind::nothing:
    case element_kind::limit: break;
    }
    return f(step_kind<element_kind::nothing>{});
}

/// A(jf) = A0 / ((1 - j fl/f) (1 + j f/fh))
template <class Number, class Element>
constexpr Number amplifier_gain(Element const& e, step_conditions const& at) {
    return e.gain / (falling<Number>(1, e.low_corner, at) * rising<Number>(1, inverse_high_corner(e), at));
}
/// 1/A of an open loop: 1/A0 + j f/GBW.
template <class Number = complex, class Element>
constexpr Number inverse_open_loop(Element const& e, step_conditions const& at) {
    return rising<Number>(inverse_dc_gain(e), inverse_bandwidth(e), at);
}
/// 1/(1/n + 1/A), n = 1 + (G - 1)/(1 - j fc/f)
template <class Number, class Element>
constexpr Number closed_loop_gain(Element const& e, step_conditions const& at) {
    Number const n = 1.0 + (e.gain - 1) / falling<Number>(1, e.low_corner, at);
    return n * (1.0 / (1.0 + n * inverse_open_loop<Number>(e, at)));
}

template <class Element>
constexpr double thermal_density(Element const& e, step_conditions const& at) {
    return static_cast<double>(e.thermal) * at.thermal * e.resistance;
}
template <class Element>
constexpr double white_and_flicker(Element const& e, step_conditions const& at) {
    return power_density(e) * (1 + e.noise_corner * at.period());
}
/// Of the three kinds of noise: V^2/Hz or A^2/Hz.
template <element_kind Kind, class Element>
constexpr double noise_density(Element const& e, step_conditions const& at) {
    if constexpr (Kind != element_kind::network_noise) return white_and_flicker(e, at) + at.thermal * e.resistance;
    else {
        // Z = Rf (Rg + 1/jwC) / (Rf + Rg + 1/jwC)
        complex z{e.parallel};
        if (!is_open(e)) {
            complex const leg = branch_impedance(e, at);
            z = z * leg * (1.0 / (z + leg));
        }
        return static_cast<double>(e.thermal) * at.thermal * z.re + white_and_flicker(e, at) * norm(z);
    }
}

} // namespace detail

using thevenin_source = detail::basic_source<detail::complex>;

/// The Thevenin source seen after the element, from the one seen before it.
///
///   series    z' = z + zb                 adds 4kTR
///   shunt     v' = v zb/(z + zb)          adds 4kTR |z/(z + zb)|^2
///             z' = z zb/(z + zb)
///   ratio     v' = a v, z' = a b z
///   amplifier v' = A v, z' = 0
///   op_amp    v' = v/(1/n + 1/A), z' = 0
///   summing   v' = -v Rf/(Rf/A + z), z' = 0
///   noise     v, z unchanged              adds e^2, or i^2 |z|^2
template <class Kind, class Element, class Number>
[[gnu::always_inline]] constexpr noise_step step_forward(Kind, Element const& e, step_conditions const& at,
                                                         detail::basic_source<Number>& s) {
    using detail::norm;
    constexpr bool with_noise = std::is_same_v<Number, detail::complex>;
    constexpr element_kind kind = Kind::kind;
    auto const amplified = [&](Number const& a) -> noise_step {
        s = {a * s.v, {}};
        if constexpr (with_noise) return {norm(a), 0};
        else return {};
    };
    if constexpr (kind == element_kind::source) {
        if constexpr (Kind::form == detail::step_form::flat) s = {e.gain, {}};
        else s = {detail::amplifier_gain<Number>(e, at), {}};
        return {0, 0};
    } else if constexpr (kind == element_kind::series) {
        s.z = s.z + detail::known_impedance<Number, Kind::form>(e, at);
        return {1, detail::thermal_density(e, at)};
    } else if constexpr (kind == element_kind::shunt) {
        auto const branch = detail::known_impedance<Number, Kind::form>(e, at);
        Number const loop = s.z + branch;
        Number const a = (1.0 / loop) * branch;
        noise_step step;
        if constexpr (with_noise) {
            double const inverse = 1 / norm(loop);
            step = {norm(branch) * inverse, 0};
            if constexpr (Kind::form != detail::step_form::capacitor)
                step.added = detail::thermal_density(e, at) * (norm(s.z) * inverse);
        }
        s = {s.v * a, s.z * a};
        return step;
    } else if constexpr (kind == element_kind::ratio) {
        s = {e.gain * s.v, (e.gain * e.current_gain) * s.z};
        return {e.gain * e.gain, 0};
    } else if constexpr (kind == element_kind::amplifier) {
        if constexpr (Kind::form == detail::step_form::flat) return amplified(e.gain);
        else return amplified(detail::amplifier_gain<Number>(e, at));
    } else if constexpr (kind == element_kind::op_amp) {
        return amplified(detail::closed_loop_gain<Number>(e, at));
    } else if constexpr (kind == element_kind::summing_op_amp) {
        return amplified(e.gain * e.resistance / (e.resistance * detail::inverse_open_loop<Number>(e, at) + s.z));
    } else if constexpr (kind == element_kind::voltage_noise || kind == element_kind::network_noise) {
        return {1, detail::noise_density<kind>(e, at)};
    } else if constexpr (kind == element_kind::current_noise && with_noise) {
        return {1, detail::noise_density<kind>(e, at) * norm(s.z)};
    } else return {};
}
template <class Number>
constexpr noise_step step_forward(element const& e, step_conditions const& at, detail::basic_source<Number>& s) {
    return detail::with_kind(e, [&](auto kind) { return step_forward(kind, e, at, s); });
}

/// The admittance seen looking right before the element, from the one seen after it.
///
///   series    y' = y/(1 + y zb)
///   shunt     y' = y + yb
///   ratio     y' = a b y
///   amplifier y' = 0               nothing comes back
///   summing   y' = A/Rf            nothing comes back
template <class Kind, class Element, class Number>
[[gnu::always_inline]] constexpr void step_backward(Kind, Element const& e, step_conditions const& at, Number& y) {
    constexpr element_kind kind = Kind::kind;
    if constexpr (kind == element_kind::series) {
        y = y * (1.0 / (1.0 + y * detail::known_impedance<Number, Kind::form>(e, at)));
    } else if constexpr (kind == element_kind::shunt) {
        y = y + detail::known_admittance<Number, Kind::form>(e, at);
    } else if constexpr (kind == element_kind::ratio) {
        y = (e.gain * e.current_gain) * y;
    } else if constexpr (kind == element_kind::summing_op_amp) {
        y = 1.0 / (e.resistance * detail::inverse_open_loop<Number>(e, at));
    } else if constexpr (kind == element_kind::source || kind == element_kind::amplifier ||
                         kind == element_kind::op_amp) {
        y = {};
    }
}
template <class Number>
constexpr void step_backward(element const& e, step_conditions const& at, Number& y) {
    detail::with_kind(e, [&](auto kind) { step_backward(kind, e, at, y); });
}

} // namespace gainstage

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// A ladder that is driven at one of its ends alone: the voltage across it, and the current that comes from the other
/// end. Away from that end it is, in either direction,
///
///   series   v' = v + z i        shunt   i' = i + v/z
struct ladder_state {
    complex v;
    complex i;
};

/// What a step does. `own` is the noise that a stage makes itself, x and y are the step's.
enum class ladder_step : unsigned char {
    series_resistor, ///< own += y |i|^2, v += x i
    series,          ///< own += y |i|^2, v += z i
    shunt_resistor,  ///< own += y |v|^2, i += x v
    shunt_capacitor, ///< i += jw x v
    shunt,           ///< own += thermal |v|^2, i += v/z
    scale_voltage,   ///< own *= y, v *= x
    scale_current,   ///< own *= y, i *= x
    voltage_noise,   ///< own += y |i|^2
    current_noise,   ///< own += y |v|^2
    colored_noise,   ///< own += density(f) y, or times |i|^2 or |v|^2 where these depend on the frequency
    virtual_ground,  ///< v = Rf/A, i = 1: the section to the left of an operational amplifier
    end_section
};

struct planned_step {
    ladder_step what;
    bool flat;  ///< v and i before it are the same at all frequencies: those of `from`
    bool first; ///< so was own, until this step
    element const* of;
    double x;
    double y;
    ladder_state from;
};

/// What a stage makes itself until its end or that of a section, and what becomes of other noise on the way.
struct own_noise {
    bool flat; ///< it is `rest` at all frequencies; if not, that is a part of it
    double rest;
    double passes; ///< the factor on other noise: of ideal transformers

    [[nodiscard]] constexpr bool exists() const { return !flat || rest != 0; }
};

/// Walks along a ladder from one end: takes what is the same at all frequencies, and notes down the rest.
class ladder_walk {
public:
    /// Steps are written to a list, at most one for an element.
    constexpr ladder_walk(planned_step* list, double thermal, bool to_the_right)
        : list_(list), next_(list), at_{1, 2 * pi, 1 / (2 * pi), thermal}, to_the_right_(to_the_right) {}

    [[nodiscard]] constexpr std::size_t size() const { return static_cast<std::size_t>(next_ - list_); }
    constexpr void forget_behind(std::size_t size) { next_ = list_ + size; }

    /// Any frequency: for what is the same at all of them.
    [[nodiscard]] constexpr step_conditions const& any_frequency() const { return at_; }
    [[nodiscard]] constexpr ladder_state const& state() const { return state_; }
    [[nodiscard]] constexpr bool is_flat() const { return flat_; }
    [[nodiscard]] constexpr own_noise const& own() const { return own_; }

    constexpr void begin_section(ladder_state const& s) {
        state_ = s;
        flat_ = true;
    }
    /// From what ends a section, to the left: an open end, or a virtual ground.
    constexpr void begin_at(element const& e) {
        begin_section({{1}, {}});
        if (e.kind != element_kind::summing_op_amp) return;
        begin_section({e.resistance * inverse_open_loop(e, at_), {1}});
        if (!detail::is_flat(e)) note(ladder_step::virtual_ground, &e);
    }
    constexpr void begin_own() { own_ = {true, 0, 1}; }
    constexpr void end_section(element const& e) {
        *next_++ = {ladder_step::end_section, flat_, false, &e, 0, 0, state_};
    }

    /// A template: where a constant needs it, clang has not yet made what a plain function would call.
    template <class Element>
    constexpr void take(Element const& e) {
        with_kind(e, [&](auto kind) { take(kind, e); });
    }

private:
    template <class Kind>
    constexpr void take(Kind, element const& e) {
        constexpr element_kind k = Kind::kind;
        constexpr bool is_resistor = Kind::form == step_form::resistor;
        if constexpr (k == element_kind::series) {
            double const thermal = unless_flat(norm(state_.i), thermal_density(e, at_));
            if (!is_resistor) note(ladder_step::series, &e, 0, thermal);
            else if (!flat_) note(ladder_step::series_resistor, &e, e.resistance, thermal);
            else state_.v = state_.v + e.resistance * state_.i;
        } else if constexpr (k == element_kind::shunt && is_resistor) {
            double const y = 1 / e.resistance;
            double const thermal = unless_flat(norm(state_.v), thermal_density(e, at_) * square(y));
            if (!flat_) note(ladder_step::shunt_resistor, &e, y, thermal);
            else state_.i = state_.i + y * state_.v;
        } else if constexpr (k == element_kind::shunt && Kind::form == step_form::capacitor) {
            note(ladder_step::shunt_capacitor, &e, 1 / e.elastance);
        } else if constexpr (k == element_kind::shunt) {
            note(ladder_step::shunt, &e, 0, thermal_density(e, at_));
        } else if constexpr (k == element_kind::ratio) {
            transform(e);
        } else if constexpr (k == element_kind::voltage_noise || k == element_kind::current_noise ||
                             k == element_kind::network_noise) {
            constexpr bool across = k == element_kind::current_noise;
            double const size = norm(across ? state_.v : state_.i);
            if (!detail::is_flat(e)) {
                bool const flat = flat_;
                if (flat && size == 0) return;
                note(ladder_step::colored_noise, &e, 0, flat ? size : 1);
                flat_ = flat;
            } else if (double const density = unless_flat(size, noise_density<k>(e, at_)); density != 0) {
                note(across ? ladder_step::current_noise : ladder_step::voltage_noise, &e, 0, density);
            }
        }
    }
    /// What is to be done about a white noise: nothing more, where v and i are the same at all frequencies.
    constexpr double unless_flat(double size, double density) {
        if (!flat_) return density;
        own_.rest += density * size;
        return 0;
    }
    /// v2 = a v1, i1 = b i2. Both drives are scaled so that D is the same on both sides; noise that passes becomes a^2
    /// times as large to the right, b^2 times to the left.
    constexpr void transform(element const& e) {
        double const ab = e.gain * e.current_gain;
        double const power = square(to_the_right_ ? e.gain : e.current_gain);
        auto const what = to_the_right_ ? ladder_step::scale_voltage : ladder_step::scale_current;
        if (!flat_ || !own_.flat) *next_++ = {what, false, false, &e, flat_ ? 1 : ab, own_.flat ? 1 : power, {}};
        own_.rest *= power;
        own_.passes *= power;
        if (!flat_) return;
        if (to_the_right_) state_.v = ab * state_.v;
        else state_.i = ab * state_.i;
    }
    constexpr void note(ladder_step what, element const* of, double x = 0, double y = 0) {
        *next_++ = {what, flat_, y != 0 && own_.flat, of, x, y, state_};
        flat_ = false;
        if (y != 0) own_.flat = false;
    }

    planned_step* list_;
    planned_step* next_;
    step_conditions at_;
    bool to_the_right_;
    ladder_state state_{};
    bool flat_ = true;
    own_noise own_{true, 0, 1};
};

} // namespace gainstage::detail

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// A stage as one of the drives sees it.
struct driven_stage {
    std::size_t begin; ///< its steps
    std::size_t end;
    own_noise own;    ///< behind the last section that ends in it
    bool ends;        ///< a section ends in it
    bool only_shunts; ///< its terminals are the node that those of the stage before are
    bool flat;        ///< |v|^2 at its terminals, seen from this side, is `size` at all frequencies
    double size;
};

/// Ends the last section. Not a null pointer: in a constant expression GCC 12 does not compare one with the address of a
/// temporary's element.
inline constexpr element chain_end{};

/// The ladder between two elements that let nothing back, or an end of the chain.
struct ladder_section {
    std::size_t first;  ///< the stages whose terminals lie in it,
    std::size_t last;   ///< up to the one in which it ends
    element const* end; ///< the amplifier or virtual ground in which it ends, or chain_end
    own_noise own;      ///< of the stage in which it ends
    bool flat;          ///< D is the same at all frequencies
    bool gain_flat;     ///< so is the gain of what ends it
    bool only_sums;     ///< nothing behind it depends on the frequency: the sums at its end are enough
    double inverse;     ///< 1/|D|^2
    double gain;        ///< of power

    [[nodiscard]] constexpr bool is_last() const { return end->kind == element_kind::nothing; }
};

/// Both drives of a chain. The left end of a section is a short circuit, driven with 1 A; the right end is open, driven
/// with 1 V, or a virtual ground, driven with 1 A.
template <class Storage>
struct driven_ladder {
    constexpr driven_ladder(circuit const& c, double four_k_t) : stages(c.stages.size()), thermal(four_k_t) {
        Storage::resize(leftward, c.elements.size() + 1);
        Storage::resize(rightward, c.elements.size() + 1);
        Storage::resize(sections, c.elements.size() + 1);
        Storage::resize(left, stages);
        Storage::resize(right, stages);
        drive_leftward(c);
        drive_rightward(c);
    }

    /// D where a section ends.
    static constexpr complex determinant(ladder_state const& drive, element const& end, step_conditions const& at) {
        if (end.kind != element_kind::summing_op_amp) return drive.i;
        return drive.v + end.resistance * inverse_open_loop(end, at) * drive.i;
    }
    /// |A|^2 of what ends a section, for its open-circuit voltage; Rf^2 of a virtual ground, for the current into it.
    static constexpr double power_gain(element const& end, step_conditions const& at) {
        if (end.kind == element_kind::summing_op_amp) return square(end.gain * end.resistance);
        thevenin_source s{};
        return step_forward(end, at, s).scale;
    }

    std::size_t stages;
    double thermal; ///< 4 k T, J
    std::size_t section_count = 0;
    typename Storage::template per_element<planned_step> leftward;
    typename Storage::template per_element<planned_step> rightward;
    typename Storage::template per_element<ladder_section> sections;
    typename Storage::template per_stage<driven_stage> left;  ///< driven from the left
    typename Storage::template per_stage<driven_stage> right; ///< driven from the right

private:
    constexpr void drive_leftward(circuit const c) { // a copy: what is written cannot be a part of it
        ladder_walk walk(&leftward[0], thermal, false);
        walk.begin_section({{1}, {}});
        for (std::size_t k = stages; k-- > 0;) {
            driven_stage& p = right[k];
            set_size(p, walk);
            if (k == 0) return;
            p.begin = walk.size();
            p.ends = false;
            walk.begin_own();
            for (std::size_t e = c.first[k + 1]; e-- > c.first[k];) {
                element const& what = c.elements[e];
                if (!is_one_way(what.kind)) {
                    walk.take(what);
                    continue;
                }
                // Between it and the terminals behind the stage nothing is asked for.
                walk.forget_behind(p.begin);
                walk.begin_at(what);
                walk.begin_own();
                p.ends = true;
            }
            set_own(p, walk);
        }
    }
    constexpr void drive_rightward(circuit const c) {
        ladder_walk walk(&rightward[0], thermal, true);
        walk.begin_section({{}, {1}});
        sections[0].first = 0;
        for (std::size_t k = 0; k < stages; ++k) {
            driven_stage& p = left[k];
            p.begin = walk.size();
            walk.begin_own();
            p.only_shunts = k > 0;
            for (std::size_t e = c.first[k]; e < c.first[k + 1]; ++e) {
                element const& what = c.elements[e];
                if (!is_across(what.kind)) p.only_shunts = false;
                if (!is_one_way(what.kind)) {
                    walk.take(what);
                    continue;
                }
                if (e == 0 && what.kind == element_kind::source) continue;
                end_section(k, what, walk);
                walk.end_section(what);
                sections[section_count].first = k;
                walk.begin_section({{}, {1}});
                walk.begin_own();
            }
            set_own(p, walk);
            set_size(p, walk);
        }
        end_section(stages, chain_end, walk);
        bool flat = true;
        for (std::size_t s = section_count; s-- > 0;) {
            sections[s].only_sums = flat && sections[s].gain_flat;
            flat = sections[s].only_sums && sections[s].flat;
        }
    }
    static constexpr bool is_across(element_kind k) {
        return k == element_kind::shunt || k == element_kind::current_noise || k == element_kind::limit;
    }
    static constexpr void set_size(driven_stage& p, ladder_walk const& walk) {
        p.flat = walk.is_flat();
        p.size = norm(walk.state().v);
    }
    static constexpr void set_own(driven_stage& p, ladder_walk const& walk) {
        p.end = walk.size();
        p.own = walk.own();
    }
    constexpr void end_section(std::size_t stage, element const& what, ladder_walk const& walk) {
        ladder_section& s = sections[section_count++];
        s.last = stage;
        s.end = &what;
        s.own = walk.own();
        s.flat = walk.is_flat();
        s.gain_flat = true;
        s.gain = 0;
        double const size = norm(determinant(walk.state(), what, walk.any_frequency()));
        s.inverse = size < infinity ? 1 / size : infinity; // not 0, which would be silence
        if (s.is_last()) return;
        bool const is_flat = detail::is_flat(what);
        bool const is_virtual_ground = what.kind == element_kind::summing_op_amp;
        if (is_virtual_ground && !is_flat) s.flat = false;
        s.gain_flat = is_virtual_ground || is_flat;
        s.gain = power_gain(what, walk.any_frequency());
    }
};

} // namespace gainstage::detail
// A ladder that is driven from one end, at several frequencies side by side.

// Numbers side by side, one for each of several frequencies. Loops of fixed length over arrays that cannot be one
// another: that is what compilers make vector instructions of.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// Where a register of two doubles can be loaded from at once.
inline constexpr std::size_t alignment = 2 * sizeof(double);

template <std::size_t N>
struct alignas(alignment) numbers {
    double at[N];
};

/// A number at each of L frequencies; `flat`: the first one is that of all.
template <std::size_t L>
struct per_frequency : numbers<L> {
    using numbers<L>::at;
    bool flat;

    constexpr void operator*=(double factor) {
        if (factor == 1) return;
        if (flat) at[0] *= factor;
        else
            for (std::size_t j = 0; j < L; ++j) at[j] *= factor;
    }
    constexpr void operator*=(per_frequency const& factor) {
        if (factor.flat) return *this *= factor.at[0];
        spread();
        double product[L];
        for (std::size_t j = 0; j < L; ++j) product[j] = at[j] * factor.at[j];
        for (std::size_t j = 0; j < L; ++j) at[j] = product[j];
    }
    constexpr void operator+=(per_frequency const& other) {
        if (!other.flat) spread();
        if (flat) at[0] += other.at[0];
        else
            for (std::size_t j = 0; j < L; ++j) at[j] += other.flat ? other.at[0] : other.at[j];
    }
    constexpr void spread() {
        if (!flat) return;
        flat = false;
        for (std::size_t j = 1; j < L; ++j) at[j] = at[0];
    }
};

/// A sum over all frequencies, and one over some.
struct two_sums {
    double all = 0;
    double some = 0;

    constexpr void operator*=(double factor) {
        all *= factor;
        some *= factor;
    }
};

/// Weights w of the frequencies in two sums. In the second only the first half counts, by a given part.
template <std::size_t L>
class two_weights {
public:
    static constexpr std::size_t half = (L + 1) / 2;

    /// Both must stay where they are.
    constexpr two_weights(double const (&w)[L], double const (&part)[half]) : w_(w), part_(part) {}
    constexpr explicit two_weights(two_weights const& others)
        : w_(others.w_), part_(others.part_), factor_(others.factor_) {}
    two_weights& operator=(two_weights const&) = delete;

    /// Others, which must stay where they are, times a factor.
    constexpr void become(two_weights const& others, per_frequency<L> const& factor) {
        w_ = others.w_;
        factor_ = others.factor_;
        if (factor.flat) {
            factor_ *= factor.at[0];
            return;
        }
        numbers<L> product;
        for (std::size_t j = 0; j < L; ++j) product.at[j] = w_[j] * factor.at[j];
        for (std::size_t j = 0; j < L; ++j) own_w_.at[j] = product.at[j];
        w_ = own_w_.at;
    }

    /// Both sums of numbers times the weights.
    [[nodiscard]] constexpr two_sums sum(numbers<L> const& x) const {
        two_sums s = sums_with(x);
        s *= factor_;
        return s;
    }
    /// Both sums of the weights.
    [[nodiscard]] constexpr two_sums sum() const {
        two_sums s = sums_of_weights();
        s *= factor_;
        return s;
    }

private:
    // Pairs beside each other.
    constexpr two_sums sums_with(numbers<L> const& x) const {
        if constexpr (L == 1) return {x.at[0] * w_[0], x.at[0] * w_[0] * part_[0]};
        double all[2] = {};
        double some[2] = {};
        for (std::size_t j = 0; j < half; j += 2)
            for (std::size_t i = 0; i < 2; ++i) {
                double const product = x.at[j + i] * w_[j + i];
                all[i] += product + x.at[half + j + i] * w_[half + j + i];
                some[i] += product * part_[j + i];
            }
        return {all[0] + all[1], some[0] + some[1]};
    }
    constexpr two_sums sums_of_weights() const {
        if constexpr (L == 1) return {w_[0], w_[0] * part_[0]};
        double all[2] = {};
        double some[2] = {};
        for (std::size_t j = 0; j < half; j += 2)
            for (std::size_t i = 0; i < 2; ++i) {
                all[i] += w_[j + i] + w_[half + j + i];
                some[i] += w_[j + i] * part_[j + i];
            }
        return {all[0] + all[1], some[0] + some[1]};
    }

    double const* w_;
    double const* part_;
    double factor_ = 1;
    numbers<L> own_w_;
};

} // namespace gainstage::detail

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// The voltage, the current and the noise that a stage makes, at L frequencies, step by step. Every step is a loop over
/// all of them, which compilers turn into vector instructions.
template <std::size_t L>
class ladder_drive {
public:
    /// thermal is 4 k T, J.
    constexpr explicit ladder_drive(double thermal) : thermal_(thermal) {}

    constexpr void set_frequencies(double const (&hertz)[L]) {
        for (std::size_t j = 0; j < L; ++j) omega_[j] = 2 * pi * hertz[j];
    }
    constexpr step_conditions at(std::size_t j) const {
        return {omega_[j] / (2 * pi), omega_[j], 1 / omega_[j], thermal_};
    }
    constexpr ladder_state state(std::size_t j) const { return {{v_re_[j], v_im_[j]}, {i_re_[j], i_im_[j]}}; }
    /// Where the noise of the stages goes.
    constexpr void write_to(per_frequency<L>& own) { own_ = own.at; }

    constexpr void take(planned_step const& s) {
        double const x = s.x;
        if (s.flat && s.what == ladder_step::shunt_capacitor) return begin_with_capacitor(x, s.from);
        if (s.flat && s.what != ladder_step::colored_noise) spread(s.from);
        switch (s.what) {
        case ladder_step::series_resistor:
            if (s.y != 0) add_noise(s, i_re_, i_im_);
            for (std::size_t j = 0; j < L; ++j) {
                v_re_[j] += x * i_re_[j];
                v_im_[j] += x * i_im_[j];
            }
            return;
        case ladder_step::shunt_resistor:
            if (s.y != 0) add_noise(s, v_re_, v_im_);
            for (std::size_t j = 0; j < L; ++j) {
                i_re_[j] += x * v_re_[j];
                i_im_[j] += x * v_im_[j];
            }
            return;
        case ladder_step::shunt_capacitor:
            for (std::size_t j = 0; j < L; ++j) {
                double const y = x * omega_[j];
                i_re_[j] -= y * v_im_[j];
                i_im_[j] += y * v_re_[j];
            }
            return;
        case ladder_step::series: {
            if (s.y != 0) add_noise(s, i_re_, i_im_);
            element const e = *s.of;
            for (std::size_t j = 0; j < L; ++j) {
                complex const v =
                    complex{v_re_[j], v_im_[j]} + branch_impedance(e, at(j)) * complex{i_re_[j], i_im_[j]};
                v_re_[j] = v.re;
                v_im_[j] = v.im;
            }
            return;
        }
        case ladder_step::shunt: {
            element const e = *s.of;
            double const thermal = s.y;
            double noise[L];
            for (std::size_t j = 0; j < L; ++j) {
                complex const y = 1.0 / branch_impedance(e, at(j));
                complex const v{v_re_[j], v_im_[j]};
                complex const i = complex{i_re_[j], i_im_[j]} + y * v;
                noise[j] = thermal * norm(y) * norm(v);
                i_re_[j] = i.re;
                i_im_[j] = i.im;
            }
            if (thermal != 0) add(noise, s.first);
            return;
        }
        case ladder_step::scale_voltage: return scale(s, v_re_, v_im_);
        case ladder_step::scale_current: return scale(s, i_re_, i_im_);
        case ladder_step::voltage_noise: return add_noise(s, i_re_, i_im_);
        case ladder_step::current_noise: return add_noise(s, v_re_, v_im_);
        case ladder_step::colored_noise: return add_colored_noise(s);
        case ladder_step::virtual_ground:
            for (std::size_t j = 0; j < L; ++j) {
                complex const v = s.of->resistance * inverse_open_loop(*s.of, at(j));
                v_re_[j] = v.re;
                v_im_[j] = v.im;
            }
            return;
        case ladder_step::end_section: return;
        }
    }
    /// The same at all frequencies.
    constexpr void spread(ladder_state const& s) {
        double const v_re = s.v.re, v_im = s.v.im, i_re = s.i.re, i_im = s.i.im;
        for (std::size_t j = 0; j < L; ++j) {
            v_re_[j] = v_re;
            v_im_[j] = v_im;
            i_re_[j] = i_re;
            i_im_[j] = i_im;
        }
    }
    /// |v|^2
    constexpr void get_size(per_frequency<L>& out) const {
        double size[L];
        for (std::size_t j = 0; j < L; ++j) size[j] = v_re_[j] * v_re_[j] + v_im_[j] * v_im_[j];
        for (std::size_t j = 0; j < L; ++j) out.at[j] = size[j];
        out.flat = false;
    }
    /// 1/|i|^2
    constexpr void get_inverse(per_frequency<L>& out) const {
        double inverse[L];
        for (std::size_t j = 0; j < L; ++j) inverse[j] = 1 / (i_re_[j] * i_re_[j] + i_im_[j] * i_im_[j]);
        for (std::size_t j = 0; j < L; ++j) out.at[j] = inverse[j];
        out.flat = false;
    }

private:
    constexpr void begin_with_capacitor(double x, ladder_state const s) { // a copy: it cannot be one of the others
        for (std::size_t j = 0; j < L; ++j) {
            double const y = x * omega_[j];
            v_re_[j] = s.v.re;
            v_im_[j] = s.v.im;
            i_re_[j] = s.i.re - y * s.v.im;
            i_im_[j] = s.i.im + y * s.v.re;
        }
    }
    /// To what the stage makes itself.
    [[gnu::always_inline]] constexpr void add(double const (&noise)[L], bool first) const {
        if (first)
            for (std::size_t j = 0; j < L; ++j) own_[j] = noise[j];
        else
            for (std::size_t j = 0; j < L; ++j) own_[j] += noise[j];
    }
    [[gnu::always_inline]] constexpr void add_noise(planned_step const& s, double const (&re)[L],
                                                    double const (&im)[L]) const {
        double const density = s.y;
        double noise[L];
        for (std::size_t j = 0; j < L; ++j) noise[j] = density * (re[j] * re[j] + im[j] * im[j]);
        add(noise, s.first);
    }
    constexpr void add_colored_noise(planned_step const& s) const {
        element const& e = *s.of;
        double noise[L];
        for (std::size_t j = 0; j < L; ++j) {
            double size = s.y;
            if (!s.flat)
                size = e.kind == element_kind::current_noise ? norm(complex{v_re_[j], v_im_[j]})
                                                             : norm(complex{i_re_[j], i_im_[j]});
            noise[j] =
                size * (e.kind == element_kind::network_noise ? noise_density<element_kind::network_noise>(e, at(j))
                                                              : noise_density<element_kind::voltage_noise>(e, at(j)));
        }
        add(noise, s.first);
    }
    constexpr void scale(planned_step const& s, double (&re)[L], double (&im)[L]) {
        double const x = s.x;
        double const y = s.y;
        if (y != 1)
            for (std::size_t j = 0; j < L; ++j) own_[j] *= y;
        if (x == 1) return;
        for (std::size_t j = 0; j < L; ++j) re[j] *= x;
        for (std::size_t j = 0; j < L; ++j) im[j] *= x;
    }

    double thermal_;
    double* own_ = nullptr;
    // Arrays of one size behind each other, as compilers want them.
    alignas(alignment) double v_re_[L];
    alignas(alignment) double v_im_[L];
    alignas(alignment) double i_re_[L];
    alignas(alignment) double i_im_[L];
    alignas(alignment) double omega_[L];
};

} // namespace gainstage::detail
// Which sums over the frequencies the noise of a chain is made of: found once, from what no frequency changes.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

inline constexpr std::size_t no_sum = static_cast<std::size_t>(-1);

/// A sum over the frequencies of weights times the power density of a stage's own noise.
struct planned_sum {
    enum weights_of : unsigned char {
        all,       ///< w
        section,   ///< w/|D|^2
        from_left, ///< w |vr|^2/|D|^2 at the terminals of `stage`
        from_right ///< w |vl|^2/|D|^2
    };
    weights_of weights;
    bool begins; ///< the one before has other weights
    std::size_t stage;
    std::size_t by; ///< the stage that makes the noise, seen from that side; no_sum: the sum of the weights alone
};
/// A number of times a sum.
struct sum_part {
    std::size_t sum; ///< no_sum: none
    double factor;
};

/// What is summed at the end of a section.
struct section_sums {
    std::size_t first; ///< its sums
    std::size_t last;
    // A sum from sections before becomes a factor of itself and what the stage in which the section begins makes in it.
    sum_part merged;
    bool merged_flat; ///< that is `merged_power` at all frequencies
    double merged_power;
};

/// The sums of a chain, and how all noise follows from them.
template <class Storage>
class noise_sums {
public:
    constexpr explicit noise_sums(driven_ladder<Storage> const& ladder) : stages_(ladder.stages) {
        Storage::resize(sums, stages_ * stages_);
        Storage::resize(sections, ladder.section_count);
        Storage::resize(parts_, stages_ * stages_);
        Storage::resize(makers_, stages_);
        plan(ladder);
    }

    /// How many there are, at most one for each stage at each.
    [[nodiscard]] constexpr std::size_t size() const { return count_; }
    /// What stage c makes at stage k, out[k * stages + c], from the sums. What is 0 at every frequency is not written.
    constexpr void expand(auto const& found, auto& out) const {
        for (std::size_t i = 0; i < stages_ * stages_; ++i)
            if (parts_[i].sum != no_sum) out[i] = parts_[i].factor * found[parts_[i].sum];
    }

    typename Storage::template per_pair<planned_sum> sums;
    typename Storage::template per_element<section_sums> sections;

private:
    /// What is known of a stage's noise on its way to the right.
    struct maker {
        bool makes_noise; ///< in the sections under way
        bool flat;        ///< that is `power` at all frequencies
        double power;
        std::size_t sum;  ///< of it, at the end of this section
        sum_part carried; ///< from sections before, where nothing depends on the frequency any more
        double passes;    ///< what becomes of the noise of stages before in this one, since the section began
    };

    constexpr void plan(driven_ladder<Storage> const& ladder) {
        for (std::size_t i = 0; i < stages_ * stages_; ++i) parts_[i] = {no_sum, 0};
        for (std::size_t c = 0; c < stages_; ++c) makers_[c] = {false, true, 0, no_sum, {no_sum, 0}, 1};
        for (section_ = 0; section_ < ladder.section_count; ++section_) {
            ladder_section const& s = ladder.sections[section_];
            section_sums& here = sections[section_];
            here.first = count_;
            here.merged.sum = no_sum;
            sum_of_section_ = no_sum;
            for (std::size_t c = 0; c < stages_; ++c) {
                makers_[c].carried.factor *= s.inverse;
                makers_[c].sum = no_sum;
            }
            for (std::size_t k = s.first; k < s.last; ++k) add_own(makers_[k], ladder.left[k].own);
            if (!s.is_last()) add_own(makers_[s.last], s.own);
            merge(here, makers_[s.first]);
            for (std::size_t k = s.first; k < s.last; ++k) plan_terminals(ladder, s, k);
            if (!s.is_last()) plan_end(s);
            here.last = count_;
        }
    }
    static constexpr void add_own(maker& m, own_noise const& own) {
        m.passes = own.passes;
        m.carried.factor *= own.passes;
        m.power = m.power * own.passes + own.rest;
        m.flat = m.flat && own.flat;
        if (own.exists()) m.makes_noise = true;
    }
    /// A stage that has sums from sections before, and makes more noise in this one.
    static constexpr void merge(section_sums& s, maker& m) {
        if (m.carried.sum == no_sum || !m.makes_noise) return;
        s.merged = m.carried;
        s.merged_flat = m.flat;
        s.merged_power = m.power;
        m.carried.factor = 1;
        m.makes_noise = false;
    }
    constexpr std::size_t add(planned_sum::weights_of w, std::size_t stage, std::size_t by) {
        bool const begins =
            count_ == sections[section_].first || sums[count_ - 1].weights != w || sums[count_ - 1].stage != stage;
        sums[count_] = {w, begins, stage, by};
        return count_++;
    }
    /// The sum of w/|D|^2.
    constexpr sum_part sum_of_weights(ladder_section const& s) {
        std::size_t& sum = s.flat ? sum_of_all_ : sum_of_section_;
        if (sum == no_sum) sum = add(s.flat ? planned_sum::all : planned_sum::section, 0, no_sum);
        return {sum, s.flat ? s.inverse : 1};
    }
    /// A stage's noise at the end of a section.
    constexpr sum_part part_of(ladder_section const& s, std::size_t c) {
        maker& m = makers_[c];
        if (m.carried.sum != no_sum) return m.carried;
        if (m.flat) return times(sum_of_weights(s), m.power);
        if (m.sum == no_sum) m.sum = add(planned_sum::section, 0, c);
        return {m.sum, 1};
    }
    static constexpr sum_part times(sum_part const& p, double factor) { return {p.sum, p.factor * factor}; }

    constexpr void plan_terminals(driven_ladder<Storage> const& ladder, ladder_section const& s, std::size_t k) {
        auto const& left = ladder.left;
        auto const& right = ladder.right;
        sum_part* const row = &parts_[k * stages_];
        if (left[k].only_shunts) {
            for (std::size_t c = 0; c < stages_; ++c) row[c] = (row - stages_)[c];
            return;
        }
        double factor = 1;
        std::size_t weights = no_sum;
        for (std::size_t c = k + 1; c-- > 0; factor *= makers_[c].passes) {
            maker const& m = makers_[c];
            if (!m.makes_noise && m.carried.sum == no_sum) continue;
            if (right[k].flat) row[c] = times(part_of(s, c), factor * right[k].size);
            else row[c] = times(sum_at(planned_sum::from_left, k, c, m.flat, m.power, weights), factor);
        }
        factor = 1;
        weights = no_sum;
        for (std::size_t c = k + 1; c < stages_; factor *= right[c++].own.passes) {
            driven_stage const& p = right[c];
            if (p.own.exists()) {
                if (left[k].flat && p.own.flat) row[c] = times(sum_of_weights(s), factor * left[k].size * p.own.rest);
                else row[c] = times(sum_at(planned_sum::from_right, k, c, p.own.flat, p.own.rest, weights), factor);
            }
            if (p.ends) return;
        }
    }
    /// Noise that is the same at all frequencies has the sum of the weights.
    constexpr sum_part sum_at(planned_sum::weights_of w, std::size_t k, std::size_t c, bool flat, double power,
                              std::size_t& weights) {
        if (!flat) return {add(w, k, c), 1};
        if (weights == no_sum) weights = add(w, k, no_sum);
        return {weights, power};
    }
    /// What goes on to the next section.
    constexpr void plan_end(ladder_section const& s) {
        double factor = s.gain;
        for (std::size_t c = s.last + 1; c-- > 0;) {
            maker& m = makers_[c];
            double const passes = m.passes;
            m.passes = 1;
            if (s.only_sums) {
                // The stage in which the section ends may make more: its sum is its own.
                if (m.makes_noise && m.carried.sum == no_sum && c == s.last) {
                    m.carried = {add(planned_sum::section, 0, m.flat ? no_sum : c), m.flat ? m.power : 1};
                    m.makes_noise = false;
                } else if (m.makes_noise || m.carried.sum != no_sum) {
                    m.carried = part_of(s, c);
                    m.makes_noise = false;
                }
                m.carried.factor *= factor;
                m.power = 0;
                m.flat = true;
            } else if (m.makes_noise) {
                m.flat = m.flat && s.flat && s.gain_flat;
                m.power *= s.inverse * factor;
            }
            factor *= passes;
        }
    }

    std::size_t stages_;
    std::size_t section_ = 0; ///< whose sums are planned
    std::size_t count_ = 0;
    std::size_t sum_of_all_ = no_sum;
    std::size_t sum_of_section_ = no_sum;
    typename Storage::template per_pair<sum_part> parts_;
    typename Storage::template per_stage<maker> makers_;
};

} // namespace gainstage::detail

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// The noise power densities at L frequencies, V^2/Hz, at stage k, made by stage c.
///
/// Between two elements that let nothing back, a ladder is driven once from each of its ends: from the right one, which
/// is open, with 1 V, which gives vr and ir everywhere; and from the left one, where the source is a short circuit,
/// with 1 A, which gives vl and il. The determinant
///
///   D = vl ir + vr il
///
/// is the same at every place. At terminals k, a noise voltage e in series or a current i across, at p, makes
///
///   e il(p) vr(k)/D     i vl(p) vr(k)/D     p before k
///   e ir(p) vl(k)/D     i vr(p) vl(k)/D     p behind k
///
/// so that a stage is known by two sums over what makes noise in it, and a frequency takes one division. At the right
/// end D is il. Source: reciprocity, as in Rohrer, Nagel, Meyer and Weber, Computationally Efficient Electronic-Circuit
/// Noise Calculations, IEEE J. Solid-State Circuits SC-6 (1971).
///
/// Whatever is the same at all frequencies is computed once (detail/driven_ladder.hpp). Not every stage at every stage
/// is a sum of its own: where vr(k) is the same at all frequencies, as behind the last capacitor, all that comes from
/// the left has the same weights as at the terminals before; a stage of shunts alone is one node
/// (detail/noise_sums.hpp).
template <class Storage, std::size_t L = 1>
class noise_pass {
public:
    /// Computes what does not depend on the frequency. c must live until the last run().
    constexpr noise_pass(circuit const& c, double thermal) : ladder_(c, thermal), sums_(ladder_), drive_(thermal) {
        Storage::resize(left_, ladder_.stages);
        Storage::resize(right_, ladder_.stages);
        for (std::size_t k = 0; k < ladder_.stages; ++k) {
            left_[k].size.flat = ladder_.left[k].flat;
            left_[k].size.at[0] = ladder_.left[k].size;
        }
    }

    /// How many sums a run makes.
    [[nodiscard]] constexpr std::size_t sum_count() const { return sums_.size(); }
    /// What stage c makes at stage k, out[k * stages + c], from such sums. What is 0 at every frequency is not written.
    constexpr void expand(auto const& sums, auto& out) const { sums_.expand(sums, out); }

    /// Two sums over the frequencies for each that is planned: with weights w and, of the first half alone, w times part.
    constexpr void run(double const (&hertz)[L], double const (&w)[L], double const (&part)[two_weights<L>::half],
                       double* all, double* some) {
        drive_.set_frequencies(hertz);
        go_leftward();
        go_rightward(two_weights<L>(w, part), all, some);
    }

private:
    /// A stage as one of the drives sees it.
    struct stage_noise {
        bool has_power;
        double passes;          ///< the factor on the noise of the stages before
        per_frequency<L> power; ///< of its own noise: the sum of n |i|^2 and n |v|^2
        per_frequency<L> size;  ///< |v|^2 at its terminals
    };

    constexpr void go_leftward() {
        for (std::size_t k = ladder_.stages; k-- > 1;) {
            driven_stage const& p = ladder_.right[k];
            drive_.write_to(right_[k].power);
            for (std::size_t i = p.begin; i < p.end; ++i) drive_.take(ladder_.leftward[i]);
            if (!p.own.flat) end_own(right_[k].power, p.own);
            if (!ladder_.right[k - 1].flat) drive_.get_size(right_[k - 1].size);
        }
    }
    constexpr void go_rightward(two_weights<L> const& weights, double* all, double* some) {
        std::size_t section = 0;
        for (std::size_t k = 0; k < ladder_.stages; ++k) {
            driven_stage const& p = ladder_.left[k];
            left_[k].has_power = false;
            drive_.write_to(left_[k].power);
            for (std::size_t i = p.begin; i < p.end; ++i) {
                planned_step const& s = ladder_.rightward[i];
                if (s.what != ladder_step::end_section) {
                    drive_.take(s);
                    continue;
                }
                ladder_section const& ended = ladder_.sections[section];
                if (s.flat && !ended.flat) drive_.spread(s.from);
                if (is_wanted(left_[k], ended.own, ended)) add_own(left_[k], ended.own);
                end_section(section++, weights, all, some);
                drive_.write_to(left_[k].has_power ? more_ : left_[k].power);
            }
            if (is_wanted(left_[k], p.own, ladder_.sections[section])) add_own(left_[k], p.own);
            if (!p.flat && !p.only_shunts) drive_.get_size(left_[k].size);
        }
        end_section(section, weights, all, some);
    }

    /// At the end of a section: its sums, and what goes on to the next one.
    constexpr void end_section(std::size_t number, two_weights<L> const& weights, double* all, double* some) {
        ladder_section const& s = ladder_.sections[number];
        per_frequency<L> inverse;
        set_inverse(s, inverse);
        two_weights<L> at_end(weights);
        at_end.become(weights, inverse);
        put_sums(sums_.sections[number], s.first, weights, at_end, all, some);
        if (s.is_last()) return;
        if (s.only_sums) {
            for (std::size_t c = 0; c <= s.last; ++c) left_[c].has_power = false;
            return;
        }
        set_gain(s, inverse);
        double passes = 1;
        for (std::size_t c = s.last + 1; c-- > 0;) {
            stage_noise& p = left_[c];
            if (p.has_power) {
                p.power *= inverse;
                p.power *= passes;
            }
            passes *= p.passes;
            p.passes = 1;
        }
    }

    constexpr void end_own(per_frequency<L>& power, own_noise const& own) const {
        power.flat = own.flat;
        double const rest = own.rest;
        if (own.flat) power.at[0] = rest;
        else if (rest != 0)
            for (std::size_t j = 0; j < L; ++j) power.at[j] += rest;
    }
    /// first: the stage in which the section begins.
    constexpr void put_sums(section_sums const& s, std::size_t first, two_weights<L> const& weights,
                            two_weights<L> const& at_end, double* all, double* some) const {
        if (s.merged.sum != no_sum) {
            two_sums more = s.merged_flat ? at_end.sum() : at_end.sum(left_[first].power);
            if (s.merged_flat) more *= s.merged_power;
            all[s.merged.sum] = s.merged.factor * all[s.merged.sum] + more.all;
            some[s.merged.sum] = s.merged.factor * some[s.merged.sum] + more.some;
        }
        two_weights<L> at_terminals(weights);
        for (std::size_t i = s.first; i < s.last; ++i) {
            planned_sum const& p = sums_.sums[i];
            bool const from_right = p.weights == planned_sum::from_right;
            if (p.begins && from_right) at_terminals.become(at_end, left_[p.stage].size);
            if (p.begins && p.weights == planned_sum::from_left) at_terminals.become(at_end, right_[p.stage].size);
            two_weights<L> const& at = p.weights == planned_sum::all       ? weights
                                       : p.weights == planned_sum::section ? at_end
                                                                           : at_terminals;
            auto const& makers = from_right ? right_ : left_;
            two_sums const found = p.by == no_sum ? at.sum() : at.sum(makers[p.by].power);
            all[i] = found.all;
            some[i] = found.some;
        }
    }
    /// Not if the plan knows all about it.
    static constexpr bool is_wanted(stage_noise const& p, own_noise const& own, ladder_section const& s) {
        return !own.flat || !s.only_sums || p.has_power;
    }
    /// Adds what a stage makes itself, since its beginning or that of the section.
    constexpr void add_own(stage_noise& p, own_noise const& own) {
        p.passes = own.passes;
        if (!own.exists()) {
            if (p.has_power) p.power *= own.passes;
            return;
        }
        if (p.has_power) {
            p.power *= own.passes;
            end_own(more_, own);
            p.power += more_;
        } else end_own(p.power, own);
        p.has_power = true;
    }
    /// 1/|D|^2. Of a number beyond the range of a double it is not 0, which would be silence, but infinite.
    constexpr void set_inverse(ladder_section const& s, per_frequency<L>& out) const {
        out.flat = s.flat;
        out.at[0] = s.inverse;
        if (s.flat) return;
        if (s.end->kind == element_kind::summing_op_amp)
            for (std::size_t j = 0; j < L; ++j)
                out.at[j] = 1 / norm(ladder_.determinant(drive_.state(j), *s.end, drive_.at(j)));
        else drive_.get_inverse(out);
        if (out.at[0] == 0 || out.at[L - 1] == 0 || out.at[L - 1 - L / 2] == 0) out.at[0] = infinity;
    }
    /// Times |A|^2.
    constexpr void set_gain(ladder_section const& s, per_frequency<L>& out) const {
        if (s.gain_flat) {
            out *= s.gain;
            return;
        }
        out.spread();
        for (std::size_t j = 0; j < L; ++j) out.at[j] *= ladder_.power_gain(*s.end, drive_.at(j));
    }

    driven_ladder<Storage> ladder_;
    noise_sums<Storage> sums_;
    ladder_drive<L> drive_;
    per_frequency<L> more_;                                   ///< what a stage makes beside what it made already
    typename Storage::template per_stage<stage_noise> left_;  ///< what comes from the left
    typename Storage::template per_stage<stage_noise> right_; ///< what comes from the right
};

/// The densities at one frequency, V^2/Hz: at stage k, made by stage c, in out[k * stages + c].
template <class Storage>
constexpr void noise_densities(circuit const& c, step_conditions const& at, auto& out) {
    double const hertz[1] = {at.frequency};
    double const one[1] = {1};
    noise_pass<Storage> pass(c, at.thermal);
    typename Storage::template per_pair<double> sums{};
    typename Storage::template per_pair<double> same{};
    Storage::resize(sums, c.stages.size() * c.stages.size());
    Storage::resize(same, c.stages.size() * c.stages.size());
    pass.run(hertz, one, one, &sums[0], &same[0]);
    pass.expand(sums, out);
}

} // namespace gainstage::detail
// Where a circuit rings, however sharply: for integrals and searches over frequency, which must not step over it.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// Which elements of a circuit can ring: from the first section between two amplifiers that has an inductor, or ends in a
/// virtual ground, whose input is inductive (Rf (1/A0 + jf/GBW)), to the last. Empty if there is none.
struct element_range {
    std::size_t begin = 0;
    std::size_t end = 0;
};
constexpr bool stores_current(element const& e) { return e.inductance > 0 || e.kind == element_kind::summing_op_amp; }
constexpr element_range resonant_range(circuit const& c) {
    element_range range;
    std::size_t k = 0;
    while (k < c.elements.size() && !stores_current(c.elements[k])) ++k;
    if (k == c.elements.size()) return range;
    std::size_t section = 0;
    bool rings = false;
    for (k = 0; k < c.elements.size(); ++k) {
        element const& e = c.elements[k];
        bool const ends = e.kind == element_kind::amplifier || e.kind == element_kind::op_amp ||
                          e.kind == element_kind::summing_op_amp;
        if (stores_current(e)) rings = true;
        if (!ends && k + 1 < c.elements.size()) continue;
        if (rings && range.end == 0) range.begin = section;
        if (rings) range.end = k + 1;
        section = k + 1;
        rings = false;
    }
    return range;
}

/// Watches for resonances between two frequencies, however sharp. With z looking left, zb of a shunt branch,
///
///   h = product of (z + zb) over the shunts of a ladder
///
/// is its characteristic polynomial in jw, without the denominators. Its roots are the natural modes, and its phase
/// turns by half a circle where the frequency passes one of high Q. It is watched behind every shunt, so that two modes
/// at once cannot make up a full circle.
template <class Storage>
class resonance_watch {
public:
    constexpr resonance_watch(circuit const& c, temperature t)
        : circuit_(c), temperature_(t), range_(resonant_range(c)) {
        Storage::resize(before_, c.elements.size() + 1);
    }

    /// False: the circuit cannot ring.
    [[nodiscard]] constexpr bool needed() const { return range_.end != 0; }
    /// Some phase has turned by more than 30 degrees since the last frequency. `first`: there is none yet. After a turn
    /// the next frequency must be a first one.
    constexpr bool turned(double hertz, bool first) {
        if (!needed()) return false;
        step_conditions const at = at_frequency(hertz, temperature_);
        complex z;
        complex h{1};
        for (std::size_t k = range_.begin; k < range_.end; ++k) {
            element const& e = circuit_.elements[k];
            switch (e.kind) {
            case element_kind::series: z += branch_impedance(e, at); continue;
            case element_kind::ratio: z = (e.gain * e.current_gain) * z; continue;
            case element_kind::shunt:
            case element_kind::summing_op_amp: break;
            case element_kind::source:
            case element_kind::amplifier:
            case element_kind::op_amp: z = {}, h = {1}; continue;
            default: continue; // noise and limits
            }
            if (is_open(e)) continue;
            bool const is_shunt = e.kind == element_kind::shunt;
            complex const branch = is_shunt ? branch_impedance(e, at) : e.resistance * inverse_open_loop(e, at);
            complex const loop = z + branch;
            h = unit(h * loop);
            complex const turn = first ? h : h * conj(complex{before_[k].re, before_[k].im});
            if (!first && (turn.re < 0 || turn.re * turn.re < 3 * turn.im * turn.im)) return true;
            before_[k] = {h.re, h.im};
            if (is_shunt) z = z * branch / loop;
            else z = {}, h = {1};
        }
        return false;
    }

private:
    static constexpr complex unit(complex const& z) {
        double const size = (z.re < 0 ? -z.re : z.re) + (z.im < 0 ? -z.im : z.im);
        return size > 0 ? z / size : complex{1};
    }

    circuit circuit_;
    temperature temperature_;
    element_range range_;
    struct phase { // without a value until there is one
        double re;
        double im;
    };
    typename Storage::template per_element<phase> before_;
};

} // namespace gainstage::detail
// Integration of a power density over a frequency band, adaptive, with a stated error.

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
// Frequency bands and the weighting curves of noise measurement: none, A, C, ITU-R 468.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// The band in which a noise is measured, 0 < low < high. Default 20 Hz to 20 kHz.
struct frequency_band {
    frequency low = detail::from_si<frequency>(20);
    frequency high = detail::from_si<frequency>(20e3);

    friend constexpr bool operator==(frequency_band const& a, frequency_band const& b) {
        return a.low.value() == b.low.value() && a.high.value() == b.high.value();
    }
};

/// 20 Hz to 20 kHz.
inline constexpr frequency_band audio_band{};

/// A weighting curve: a name and the power gain (the square of the voltage gain) at a frequency in hertz. A curve of
/// your own is `constexpr gainstage::weighting mine{"mine", [](double hertz) { return ...; }};`.
class weighting {
public:
    using curve = double (*)(double hertz);

    constexpr weighting(std::string_view name, curve curve_of_power_gain)
        : name_(name), power_gain_(curve_of_power_gain) {}

    /// What is written behind a level: "A" in dB(A). Empty for no weighting.
    [[nodiscard]] constexpr std::string_view name() const { return name_; }
    [[nodiscard]] constexpr double power_gain(frequency f) const { return power_gain_(f.value()); }
    [[nodiscard]] constexpr decibels gain(frequency f) const { return gain_of_power_ratio(power_gain(f)); }

    friend constexpr bool operator==(weighting const& x, weighting const& y) { return x.power_gain_ == y.power_gain_; }

    static const weighting none;      ///< flat: 0 dB everywhere
    static const weighting a;         ///< IEC 61672-1 A, 0 dB at 1 kHz
    static const weighting c;         ///< IEC 61672-1 C, 0 dB at 1 kHz
    static const weighting itu_r_468; ///< ITU-R BS.468-4, RMS (no quasi-peak detector), +12.2 dB at 6.3 kHz

private:
    std::string_view name_;
    curve power_gain_;
};

namespace detail {

constexpr double flat_power_gain(double) { return 1; }

// IEC 61672-1:2013, annex E, with x = f^2 and the pole frequencies f1..f4:
//
//              f4^2 f^4                                             f4^2 f^2
//   RA = ------------------------------------------------    RC = --------------------
//        (f^2+f1^2) sqrt((f^2+f2^2)(f^2+f3^2)) (f^2+f4^2)         (f^2+f1^2)(f^2+f4^2)
//
// each divided by its value at 1 kHz.
inline constexpr double f1_squared = 20.598997 * 20.598997;
inline constexpr double f2_squared = 107.65265 * 107.65265;
inline constexpr double f3_squared = 737.86223 * 737.86223;
inline constexpr double f4_squared = 12194.217 * 12194.217;

constexpr double c_unscaled(double f) {
    double const x = f * f;
    double const r = x * f4_squared / ((x + f1_squared) * (x + f4_squared));
    return r * r;
}
constexpr double a_unscaled(double f) {
    double const x = f * f;
    return square(x * x * f4_squared) /
           (square((x + f1_squared) * (x + f4_squared)) * (x + f2_squared) * (x + f3_squared));
}
inline constexpr double a_scale = 1 / a_unscaled(1000);
inline constexpr double c_scale = 1 / c_unscaled(1000);
constexpr double a_power_gain(double f) { return a_scale * a_unscaled(f); }
constexpr double c_power_gain(double f) { return c_scale * c_unscaled(f); }

// ITU-R BS.468-4, figure 1b: the response of the passive network of figure 1a. Its poles in rad/s, with one zero at
// s = 0, as derived from the network's element values by endolith/waveform_analysis (ITU_R_468_weighting.py):
//
//   H(s) = k s / ((s - p1)(s - p2)(s - p3)(s - p3*)(s - p4)(s - p4*)),   |H| = +12.2 dB at 6.3 kHz
//
// |jw - p|^2 |jw - p*|^2 = (a^2 + b^2 - w^2)^2 + (2 a w)^2 for p = a + jb.
constexpr double itu_pair(double w2, double a, double b) {
    double const d = a * a + b * b - w2;
    return d * d + 4 * a * a * w2;
}
constexpr double itu_unscaled(double f) {
    double const w2 = square(2 * pi * f);
    return w2 /
           ((w2 + square(25903.70104781628)) * (w2 + square(62675.1700584679)) *
            itu_pair(w2, 23615.53521363528, 36379.90893732929) * itu_pair(w2, 18743.74669072136, 62460.15645250649));
}
inline constexpr double itu_scale = exp10(1.22) / itu_unscaled(6300);
constexpr double itu_power_gain(double f) { return itu_scale * itu_unscaled(f); }

} // namespace detail

inline constexpr weighting weighting::none{"", &detail::flat_power_gain};
inline constexpr weighting weighting::a{"A", &detail::a_power_gain};
inline constexpr weighting weighting::c{"C", &detail::c_power_gain};
inline constexpr weighting weighting::itu_r_468{"468", &detail::itu_power_gain};

namespace detail {
/// The integral of |W(f)|^2 (white) or of |W(f)|^2/f (flicker) over a band.
constexpr double integrate_weighting(weighting const& w, frequency_band const& band, bool flicker = false) {
    return integrate_over_band(
               band.low.value(), band.high.value(), std::array<double, 1>{},
               [&](double f, auto& density) { density[0] = w.power_gain(from_si<frequency>(f)) / (flicker ? f : 1); })
        .integral[0];
}
// The band and curve of nearly every datasheet, integrated once; tests/oracles/weighting.cpp integrates them again.
inline constexpr double a_bandwidth = 12467.183669502429;
inline constexpr double a_flicker_integral = 3.5766259788677655;
} // namespace detail

/// The equivalent noise bandwidth of a curve within a band: the width of a flat band through which white noise would
/// pass the same power, relative to the curve's gain of 0 dB. integral of |W(f)|^2 df. A-weighted, 20 Hz to 20 kHz:
/// 12,467 Hz. Needs 0 < low < high.
[[nodiscard]] constexpr frequency noise_bandwidth(weighting const& w, frequency_band const& band = audio_band) {
    if (w == weighting::none) return detail::from_si<frequency>(band.high.value() - band.low.value());
    if (w == weighting::a && band == audio_band) return detail::from_si<frequency>(detail::a_bandwidth);
    return detail::from_si<frequency>(detail::integrate_weighting(w, band));
}

/// What a 1/f noise has in place of a bandwidth: integral of |W(f)|^2/f df, a number. A noise of e^2 (1 + fc/f) has the
/// power e^2 (B + fc L), B its noise_bandwidth and L this. Flat: ln(high/low). A-weighted, 20 Hz to 20 kHz: 3.577.
/// Needs 0 < low < high.
[[nodiscard]] constexpr double flicker_integral(weighting const& w, frequency_band const& band = audio_band) {
    if (w == weighting::none) return detail::ln(band.high.value() / band.low.value());
    if (w == weighting::a && band == audio_band) return detail::a_flicker_integral;
    return detail::integrate_weighting(w, band, true);
}

} // namespace gainstage

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// The integral over a band of the weighted power densities, V^2: at stage k, made by stage c, in [k * stages + c].
template <class Storage>
constexpr auto band_noise(circuit const& c, frequency_band const& band, weighting const& w, temperature t) {
    using panel = quadrature_panel;
    using powers = typename Storage::template per_pair<double>;
    noise_pass<Storage, panel::size> pass(c, at_frequency(1, t).thermal);
    bool const flat = w == weighting::none;
    auto const sums = [&](panel const& p, auto& kronrod, auto& gauss) {
        if (flat) return pass.run(p.hertz, p.kronrod, p.gauss_part, kronrod.data(), gauss.data());
        alignas(alignment) double weighted[panel::size];
        for (std::size_t j = 0; j < panel::size; ++j)
            weighted[j] = p.kronrod[j] * w.power_gain(from_si<frequency>(p.hertz[j]));
        pass.run(p.hertz, weighted, p.gauss_part, kronrod.data(), gauss.data());
    };
    powers zero{};
    Storage::resize(zero, pass.sum_count());
    auto const found = integrate_over_band(band.low.value(), band.high.value(), zero, sums, quadrature_tolerance,
                                           resonance_watch<Storage>(c, t));
    band_integral<powers> out{{}, found.relative_error, found.converged, found.evaluations};
    Storage::resize(out.integral, c.stages.size() * c.stages.size());
    pass.expand(found.integral, out.integral);
    return out;
}

} // namespace gainstage::detail
// The result of analyze(): the level budget of a chain.

// Where analyses of a chain, whose size is known at compile time, keep their results and their numbers.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

constexpr std::size_t rounded_up(std::size_t n, std::size_t step) { return (n + step - 1) / step * step; }

/// For the passes: chains of up to so many elements and stages. They do not ask a list for its size, except one of pairs.
template <std::size_t Elements, std::size_t Stages>
struct pass_storage {
    template <class T>
    using per_stage = std::array<T, Stages>;
    template <class T>
    using per_pair = inplace_vector<T, Stages * Stages>;
    template <class T>
    using per_element = std::array<T, Elements + 1>;

    template <class T, std::size_t N>
    static constexpr void resize(std::array<T, N>&, std::size_t) {}
    template <class T, std::size_t N>
    static constexpr void resize(inplace_vector<T, N>& list, std::size_t n) {
        list.resize(n);
    }
};

/// For the results: lists of exactly that size.
template <std::size_t Elements, std::size_t Stages>
struct fixed_storage {
    /// One for nearly all chains, so that the passes are compiled once.
    using of_passes = pass_storage<rounded_up(Elements, 32), rounded_up(Stages, 8)>;
    template <class T>
    using per_stage = std::array<T, Stages>;
    template <class T>
    using per_pair = std::array<T, Stages * Stages>;
    template <class T>
    using per_element = std::array<T, Elements + 1>;

    static constexpr void resize(auto&, std::size_t) {}
};

/// Chains of as many stages and about as many elements have results of the same type.
template <class Chain>
using storage_of = fixed_storage<rounded_up(Chain::element_count, 8), Chain::stage_count>;

} // namespace gainstage::detail
// A noise level together with what it means nothing without: its bandwidth and its weighting.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// A level of noise in a band, with a weighting. Noise levels of unlike band or weighting are neither ordered nor
/// summed: comparing them is false both ways, their power_sum is empty.
template <class Level>
class noise_level {
public:
    constexpr noise_level() = default;
    constexpr noise_level(Level level, frequency_band band, weighting w) : level_(level), band_(band), weighting_(w) {}

    [[nodiscard]] constexpr Level level() const { return level_; }
    [[nodiscard]] constexpr frequency_band band() const { return band_; }
    [[nodiscard]] constexpr gainstage::weighting weighting() const { return weighting_; }

    [[nodiscard]] constexpr double dBu() const requires requires(Level l) { l.dBu(); }
    { return level_.dBu(); }
    [[nodiscard]] constexpr double dBV() const requires requires(Level l) { l.dBV(); }
    { return level_.dBV(); }
    [[nodiscard]] constexpr double dBSPL() const requires requires(Level l) { l.dBSPL(); }
    { return level_.dBSPL(); }

    /// Measured in the same band, with the same weighting.
    [[nodiscard]] constexpr bool is_like(noise_level const& other) const {
        return band_ == other.band_ && weighting_ == other.weighting_;
    }

    friend constexpr bool operator==(noise_level const& a, noise_level const& b) {
        return a.is_like(b) && a.level_ == b.level_;
    }
    friend constexpr std::partial_ordering operator<=>(noise_level const& a, noise_level const& b) {
        return a.is_like(b) ? a.level_ <=> b.level_ : std::partial_ordering::unordered;
    }
    /// Both noises together; empty if they were not measured alike.
    [[nodiscard]] friend constexpr std::optional<noise_level> power_sum(noise_level const& a, noise_level const& b) {
        if (!a.is_like(b)) return std::nullopt;
        return noise_level{power_sum(a.level_, b.level_), a.band_, a.weighting_};
    }
    /// Signal to noise: how far a level stands above this noise.
    friend constexpr decibels operator-(Level signal, noise_level const& noise) { return signal - noise.level_; }

    friend constexpr noise_level operator+(noise_level const& a, decibels b) {
        return {a.level_ + b, a.band_, a.weighting_};
    }
    friend constexpr noise_level operator-(noise_level const& a, decibels b) { return a + -b; }

private:
    Level level_{};
    frequency_band band_{};
    gainstage::weighting weighting_ = gainstage::weighting::none;
};

using voltage_noise_level = noise_level<voltage_level>;
using sound_noise_level = noise_level<sound_level>;

/// The level of a white noise of the given density: v = e sqrt(B), B the equivalent noise bandwidth.
[[nodiscard]] constexpr voltage_noise_level
noise_level_of(voltage_noise_density density, frequency_band band = audio_band, weighting w = weighting::none) {
    double const volts = density.value() * detail::sqrt(noise_bandwidth(w, band).value());
    return {level_of(detail::from_si<voltage>(volts)), band, w};
}

/// The density of a white noise of the given level: e = v / sqrt(B), B the equivalent noise bandwidth of its weighting.
[[nodiscard]] constexpr voltage_noise_density white_noise_density(voltage_noise_level const& noise) {
    double const bandwidth = noise_bandwidth(noise.weighting(), noise.band()).value();
    return detail::from_si<voltage_noise_density>(rms_voltage(noise.level()).value() / detail::sqrt(bandwidth));
}

/// Johnson-Nyquist noise of a resistance: e = sqrt(4 k T R), in V/sqrt(Hz).
[[nodiscard]] constexpr voltage_noise_density thermal_noise(impedance r, temperature t = room_temperature) {
    return detail::from_si<voltage_noise_density>(detail::sqrt(4 * boltzmann * t.value() * r.value()));
}

/// A dynamic range or signal-to-noise ratio as a converter's datasheet states it: full scale over the noise.
struct dynamic_range {
    decibels value{};
    gainstage::weighting weighting = gainstage::weighting::a;
    frequency_band band{};
};

/// The noise of a device: its dynamic range below its full scale.
[[nodiscard]] constexpr voltage_noise_level noise_below(voltage_level full_scale, dynamic_range const& d) {
    return {full_scale - d.value, d.band, d.weighting};
}

} // namespace gainstage
// Impossible values are reported with component, field, value and reason before anything is computed.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// One impossible value. The texts live as long as the program.
struct problem {
    component_name component;
    std::string_view field;  ///< the name of the field, empty if the problem is the chain's own
    double value = 0;        ///< in `unit`
    std::string_view unit;   ///< "ohm", "V", "dBu", …; empty where there is no value
    std::string_view reason; ///< "must be greater than zero"
};

/// Up to 32 problems; dropped() counts the rest.
using problem_list = detail::inplace_vector<problem, 32>;

namespace detail {

template <class Q>
struct range_of; // symbol and the largest value that still describes an audio circuit

// Smallest positive value: below it, a reciprocal leaves the range in which nothing overflows.
inline constexpr double smallest_positive = 1e-21;

#define GAINSTAGE_DETAIL_RANGE(type, unit_symbol, largest_value)                                                       \
    template <>                                                                                                        \
    struct range_of<type> {                                                                                            \
        static constexpr std::string_view symbol = unit_symbol;                                                        \
        static constexpr double largest = largest_value;                                                               \
    };
GAINSTAGE_DETAIL_RANGE(voltage, "V", 1e6)
GAINSTAGE_DETAIL_RANGE(current, "A", 1e6)
GAINSTAGE_DETAIL_RANGE(impedance, "ohm", 1e15)
GAINSTAGE_DETAIL_RANGE(capacitance, "F", 1e3)
GAINSTAGE_DETAIL_RANGE(inductance, "H", 1e6)
GAINSTAGE_DETAIL_RANGE(frequency, "Hz", 1e12)
GAINSTAGE_DETAIL_RANGE(temperature, "K", 1e4)
GAINSTAGE_DETAIL_RANGE(length, "m", 1e6)
GAINSTAGE_DETAIL_RANGE(acoustic_sensitivity, "V/Pa", 1e6)
GAINSTAGE_DETAIL_RANGE(voltage_noise_density, "V/rtHz", 1)
GAINSTAGE_DETAIL_RANGE(current_noise_density, "A/rtHz", 1)
GAINSTAGE_DETAIL_RANGE(capacitance_per_length, "F/m", 1)
GAINSTAGE_DETAIL_RANGE(resistance_per_length, "ohm/m", 1e6)
GAINSTAGE_DETAIL_RANGE(inductance_per_length, "H/m", 1)
GAINSTAGE_DETAIL_RANGE(slew_rate, "V/s", 1e15)
#undef GAINSTAGE_DETAIL_RANGE

/// Greatest magnitude of a gain or a level, dB: a ratio of 1e10.
inline constexpr double largest_decibels = 200;

} // namespace detail

/// Checks the fields of one component and collects what is impossible.
class field_checks {
public:
    constexpr field_checks(component_name const& component, problem_list& problems)
        : component_(&component), problems_(&problems) {}

    /// v > 0
    template <class Q>
        requires detail::is_quantity<Q>
    constexpr void positive(std::string_view field, Q const& v) {
        if (in_range(v.value(), detail::smallest_positive, detail::range_of<Q>::largest)) return;
        report_quantity(field, v.value(), detail::range_of<Q>::symbol, false);
    }
    /// v >= 0
    template <class Q>
        requires detail::is_quantity<Q>
    constexpr void not_negative(std::string_view field, Q const& v) {
        if (v.value() == 0 || in_range(v.value(), detail::smallest_positive, detail::range_of<Q>::largest)) return;
        report_quantity(field, v.value(), detail::range_of<Q>::symbol, true);
    }
    /// A gain, finite and within +-200 dB.
    constexpr void gain(std::string_view field, decibels v) { decibel_number(field, v.value(), "dB"); }
    constexpr void level(std::string_view field, voltage_level v) { decibel_number(field, v.dBu(), "dBu"); }
    constexpr void level(std::string_view field, sound_level v) { decibel_number(field, v.dBSPL(), "dB SPL"); }
    template <class T>
    constexpr void level(std::string_view field, std::optional<T> const& v) {
        if (v) level(field, *v);
    }
    constexpr void band(std::string_view field, frequency_band const& b) {
        positive(field, b.low);
        positive(field, b.high);
        if (b.high.value() <= b.low.value())
            fail(field, b.high.value(), "Hz", "the band is empty: its upper end must be above its lower end");
    }
    template <class Level>
    constexpr void level(std::string_view field, noise_level<Level> const& v) {
        level(field, v.level());
        band(field, v.band());
    }
    /// A part of one: 0 <= v < 1.
    constexpr void part(std::string_view field, double v) {
        if (!numeric(field, v, "")) return;
        if (v < 0 || v >= 1) fail(field, v, "", "must be a part of one: 0 or more, and less than 1");
    }
    /// The largest level and the one that a device is made for; either may be missing.
    constexpr void maximum(std::string_view field, std::optional<voltage_level> const& largest,
                           std::optional<voltage_level> const& nominal) {
        level("nominal_level", nominal);
        level(field, largest);
        if (largest && nominal && *largest < *nominal)
            fail(field, largest->dBu(), "dBu", "the maximum is below the nominal level");
    }
    /// "Dynamic range" below the largest level.
    constexpr void dynamic_range(std::optional<gainstage::dynamic_range> const& d) {
        if (!d) return;
        gain("dynamic_range", d->value);
        band("dynamic_range.band", d->band);
        if (d->value.value() <= 0) fail("dynamic_range", d->value.value(), "dB", "must be greater than zero");
    }
    /// What a balanced input may have for each leg to ground: 2 Z in series lie across the input, and more beside them.
    constexpr void common_mode_impedance(std::optional<impedance> const& leg, impedance input) {
        if (!leg) return;
        positive("common_mode_impedance", *leg);
        if (2 * leg->value() < input.value() * (1 - 1e-9))
            fail("common_mode_impedance", leg->value(), "ohm",
                 "is below half the input impedance: the two legs in series would be less than the whole");
    }
    /// A window: 0 <= low <= high.
    template <class Q>
        requires detail::is_quantity<Q>
    constexpr void window(std::string_view field, Q const& low, Q const& high) {
        not_negative(field, low);
        not_negative(field, high);
        if (high.value() < low.value())
            fail(field, high.value(), detail::range_of<Q>::symbol,
                 "the window is reversed: its maximum is below its minimum");
    }
    constexpr void need(power_need const& n) {
        if (n.kind == power_kind::none || n.kind == power_kind::battery) return;
        window("power", n.min_voltage, n.max_voltage);
        not_negative("power.current", n.current);
        not_negative("power.min_at_microphone", n.min_at_microphone);
    }
    /// Reports a value that is impossible for a reason of the component's own.
    constexpr void fail(std::string_view field, double value, std::string_view unit, std::string_view reason) {
        problems_->push_back({*component_, field, value, unit, reason});
    }

private:
    // Nearly every value is in range: one comparison, before it is found out what is wrong.
    static constexpr bool in_range(double v, double least, double most) { return v >= least && v <= most; }
    constexpr void decibel_number(std::string_view field, double v, std::string_view unit) {
        if (!in_range(v, -detail::largest_decibels, detail::largest_decibels)) report_decibels(field, v, unit);
    }
    constexpr bool numeric(std::string_view field, double v, std::string_view unit) {
        if (v != v) {
            fail(field, v, unit, "is not a number");
            return false;
        }
        return true;
    }
    // A value that is not in range.
    constexpr void report_quantity(std::string_view field, double v, std::string_view unit, bool zero_is_good) {
        if (!numeric(field, v, unit)) return;
        if (v < 0 && zero_is_good) fail(field, v, unit, "must not be negative");
        else if (v <= 0) fail(field, v, unit, "must be greater than zero");
        else if (v < detail::smallest_positive) fail(field, v, unit, "is too close to zero for an audio circuit");
        else if (v == detail::infinity) fail(field, v, unit, "must be finite");
        else fail(field, v, unit, "is too large for an audio circuit");
    }
    constexpr void report_decibels(std::string_view field, double v, std::string_view unit) {
        if (!numeric(field, v, unit)) return;
        if (v == detail::infinity || v == -detail::infinity) fail(field, v, unit, "must be finite");
        else fail(field, v, unit, "is outside the range of +-200 dB");
    }

    component_name const* component_;
    problem_list* problems_;
};

} // namespace gainstage

#include <utility>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// Under which conditions a chain is analysed.
struct conditions {
    gainstage::frequency frequency = detail::from_si<gainstage::frequency>(1e3); ///< of the signal. > 0
    decibels crest_factor =
        sine_crest_factor; ///< peak over RMS of the programme; a sine has 3.01 dB, speech 12, music 10 to 20
    frequency_band band{}; ///< of the noise
    gainstage::weighting weighting = gainstage::weighting::none; ///< of the noise
    gainstage::temperature temperature = room_temperature;       ///< of every resistor. > 0
};

/// What a chain is driven with: a sound level or a voltage level.
class excitation {
public:
    constexpr excitation() = default;
    constexpr excitation(sound_level l) : dB_(l.dBSPL()), sound_(true) {}
    constexpr excitation(voltage_level l) : dB_(l.dBu()) {}

    [[nodiscard]] constexpr bool is_sound() const { return sound_; }
    /// In dB SPL or dBu.
    [[nodiscard]] constexpr double dB() const { return dB_; }
    /// In Pa or V, RMS.
    [[nodiscard]] constexpr double rms() const {
        return sound_ ? rms_pressure(sound_level::from_dBSPL(dB_)).value()
                      : rms_voltage(voltage_level::from_dBu(dB_)).value();
    }
    /// Of the same kind, with another RMS value in Pa or V.
    [[nodiscard]] constexpr excitation with_rms(double rms_value) const {
        if (rms_value == detail::infinity) {
            excitation e = *this;
            e.dB_ = detail::infinity;
            return e;
        }
        if (sound_) return level_of(detail::from_si<pressure>(rms_value));
        return level_of(detail::from_si<voltage>(rms_value));
    }
    [[nodiscard]] constexpr excitation operator-(decibels d) const { return *this + -d; }
    [[nodiscard]] constexpr excitation operator+(decibels d) const {
        excitation e = *this;
        e.dB_ += d.value();
        return e;
    }
    [[nodiscard]] constexpr sound_level as(sound_level const*) const { return sound_level::from_dBSPL(dB_); }
    [[nodiscard]] constexpr voltage_level as(voltage_level const*) const { return voltage_level::from_dBu(dB_); }
    [[nodiscard]] constexpr excitation as(excitation const*) const { return *this; }

private:
    double dB_ = -detail::infinity;
    bool sound_ = false;
};

/// The figures of one stage. They are those of its output terminals, with everything connected; for a load, those of its
/// input terminals, but level and noise are those behind its coupling capacitor if it has one.
struct stage_budget {
    component_name name;
    voltage_level level; ///< RMS
    voltage_level peak;  ///< level + crest factor: the peak voltage on the same scale
    /// The RMS level here of the largest sine that this stage passes; +inf if it has no limit.
    voltage_level clip_level = voltage_level::from_dBu(detail::infinity);
    decibels headroom{detail::infinity};       ///< how much the programme may rise until its peaks clip in this stage
    limit_law limited_by = limit_law::voltage; ///< what limits it, if clip_level is finite
    bool clips = false;                        ///< its peaks clip in this stage: headroom < 0
    voltage_noise_level noise;       ///< in the band, weighted; all that comes before and what acts back from behind
    decibels snr{-detail::infinity}; ///< level over noise
    decibels gain{0};                ///< of this stage, loaded: from its input terminals, of a source from its EMF
    decibels cumulative_gain{0};     ///< from the source's open-circuit voltage (EMF)
    decibels loading_loss{0};        ///< what the load takes off the open-circuit level: -20 log10|Zl/(Zs + Zl)|
    complex_impedance source_impedance{}; ///< seen looking back into the terminals
    complex_impedance load_impedance{};   ///< seen looking forward from them
};

/// One stage's part of a noise.
struct noise_contribution {
    component_name name;
    double share = 0;          ///< of the noise power, 0 … 1
    voltage_noise_level level; ///< this part alone
};

namespace detail {

inline constexpr stage_budget no_such_stage{};

/// Called in constant evaluation only, where it stops the compiler with its name.
inline void no_stage_has_this_name() {}

/// Single figures of a budget.
struct budget_summary {
    gainstage::conditions conditions;
    gainstage::excitation excitation;
    problem_list problems;
    double emf_per_unit = 0;          ///< RMS volts of the source, open circuit, for an excitation of 1 Pa or 1 V
    double max_excitation = infinity; ///< Pa or V, RMS: the largest sine that nothing clips
    double noise_error = 0;           ///< relative, of the noise powers
    bool noise_converged = true;
};

/// The questions that every kind of budget answers. Self has stages(), infos(), summary() and noise_powers().
///
/// A temporary budget answers with copies, which outlive it: `for (auto const& s : analyze(chain, level).stages())`. A
/// pointer into it or a view of it does not compile.
template <class Self>
class budget_queries {
public:
    /// False: an impossible value was found; problems() says which, and every figure is silence.
    [[nodiscard]] constexpr bool valid() const { return problems().empty(); }
    [[nodiscard]] constexpr problem_list const& problems() const& { return self().summary().problems; }
    [[nodiscard]] constexpr problem_list problems() && { return self().summary().problems; }

    [[nodiscard]] constexpr gainstage::conditions const& conditions() const& { return self().summary().conditions; }
    [[nodiscard]] constexpr gainstage::conditions conditions() && { return self().summary().conditions; }
    [[nodiscard]] constexpr gainstage::excitation excitation() const { return self().summary().excitation; }

    /// The stage of that name, or nullptr.
    [[nodiscard]] constexpr stage_budget const* find_stage(std::string_view name) const& {
        for (auto const& s : self().stages())
            if (s.name == name) return &s;
        return nullptr;
    }
    stage_budget const* find_stage(std::string_view name) && = delete;
    /// The stage of that name. If there is none: a stage without a name, at silence; in a constant expression an error.
    [[nodiscard]] constexpr stage_budget const& stage(std::string_view name) const& {
        for (auto const& s : self().stages())
            if (s.name == name) return s;
        if (std::is_constant_evaluated()) no_stage_has_this_name();
        return no_such_stage;
    }
    [[nodiscard]] constexpr stage_budget stage(std::string_view name) && { return std::as_const(*this).stage(name); }
    /// The last stage: the load.
    [[nodiscard]] constexpr stage_budget const& output() const& {
        return self().stages().empty() ? no_such_stage : self().stages().back();
    }
    [[nodiscard]] constexpr stage_budget output() && { return std::as_const(*this).output(); }

    [[nodiscard]] constexpr bool clips() const { return headroom().value() < 0; }
    /// The least headroom of any stage; +inf if nothing has a limit.
    [[nodiscard]] constexpr decibels headroom() const { return first_to_clip().headroom; }
    /// The stage that clips first as the level rises; one without a name if nothing has a limit.
    [[nodiscard]] constexpr stage_budget const& first_to_clip() const& {
        stage_budget const* first = &no_such_stage;
        for (auto const& s : self().stages())
            if (s.headroom < first->headroom) first = &s;
        return *first;
    }
    [[nodiscard]] constexpr stage_budget first_to_clip() && { return std::as_const(*this).first_to_clip(); }

    /// The level in dBFS at a converter: its RMS level over the full-scale sine. Silence if the load states no full scale.
    [[nodiscard]] constexpr gainstage::digital_level digital_level() const {
        if (!has_full_scale() || !valid()) return gainstage::digital_level::silence();
        return gainstage::digital_level::from_dBFS((output().level - *self().infos().back().full_scale).value());
    }
    [[nodiscard]] constexpr bool has_full_scale() const {
        return !self().infos().empty() && self().infos().back().full_scale.has_value();
    }

    /// The noise at the output, referred to the source's open-circuit voltage (through the gain at the signal's frequency):
    /// equivalent input noise, with the source's own. Of a source that is turned down +inf; silence if there is no noise.
    [[nodiscard]] constexpr voltage_noise_level input_referred_noise() const {
        if (output().noise.level().is_silent()) return output().noise;
        return output().noise - output().cumulative_gain;
    }
    /// The same as an equivalent sound level, for a chain that begins with a microphone: what the whole chain hisses.
    [[nodiscard]] constexpr sound_noise_level equivalent_noise_level() const {
        sound_level level = sound_level::silence();
        if (excitation().is_sound() && valid() && excitation().rms() > 0)
            level = sound_level::from_dBSPL(excitation().dB()) - output().snr;
        return {level, conditions().band, conditions().weighting};
    }
    /// How much the chain worsens the source's signal-to-noise ratio: the noise at the output over the part of it that
    /// the source itself makes. If that is the thermal noise of its impedance this is the noise figure (IEEE: at 290 K; here
    /// at conditions.temperature). +inf for a noiseless source; 0 dB if nothing makes noise.
    [[nodiscard]] constexpr decibels noise_figure() const {
        std::size_t const n = self().stages().size();
        double total = 0;
        for (std::size_t c = 0; c < n; ++c) total += noise_power(n - 1, c);
        if (total == 0) return decibels{0};
        double const own = noise_power(n - 1, 0);
        return own > 0 ? gain_of_power_ratio(total / own) : decibels{infinity};
    }
    /// From the noise to the largest undistorted sine, at the output.
    [[nodiscard]] constexpr decibels dynamic_range() const {
        if (!valid()) return decibels{0};
        // Not from the budget's level: silence has a dynamic range too.
        auto const& sum = self().summary();
        if (sum.max_excitation == infinity) return decibels{infinity};
        voltage_level const largest = level_of(from_si<voltage>(sum.max_excitation * sum.emf_per_unit));
        return largest + output().cumulative_gain - output().noise;
    }
    /// Stated error of every noise figure, dB: the quadrature's.
    [[nodiscard]] constexpr decibels noise_error() const {
        return gain_of_power_ratio(1 + self().summary().noise_error);
    }
    /// False: the noise integral did not reach its tolerance; noise_error() says what it reached.
    [[nodiscard]] constexpr bool noise_converged() const { return self().summary().noise_converged; }

    /// What stage `contributor` makes of the noise at stage `at`.
    [[nodiscard]] constexpr noise_contribution noise_contribution_of(std::size_t contributor, std::size_t at) const {
        double total = 0;
        for (std::size_t c = 0; c < self().stages().size(); ++c) total += noise_power(at, c);
        double const own = noise_power(at, contributor);
        return {self().stages()[contributor].name,
                total > 0 ? own / total : 0,
                {level_of(from_si<voltage>(detail::sqrt(own))), conditions().band, conditions().weighting}};
    }
    /// The stage that makes most of the noise at the output, with its share.
    [[nodiscard]] constexpr noise_contribution dominant_noise() const {
        std::size_t const n = self().stages().size();
        if (n == 0) return {};
        std::size_t most = 0;
        for (std::size_t c = 1; c < n; ++c)
            if (noise_power(n - 1, c) > noise_power(n - 1, most)) most = c;
        return noise_contribution_of(most, n - 1);
    }

private:
    [[nodiscard]] constexpr Self const& self() const { return static_cast<Self const&>(*this); }
    [[nodiscard]] constexpr double noise_power(std::size_t at, std::size_t contributor) const {
        return self().noise_powers()[at * self().stages().size() + contributor];
    }
};

} // namespace detail

/// A budget as the rules see it, whatever chain it comes from. Valid as long as the budget it was made from.
class budget_view : public detail::budget_queries<budget_view> {
public:
    constexpr budget_view(std::span<stage_budget const> stages, std::span<stage_info const> infos,
                          std::span<double const> noise_powers, detail::budget_summary const& summary)
        : stages_(stages), infos_(infos), noise_powers_(noise_powers), summary_(&summary) {}

    [[nodiscard]] constexpr std::span<stage_budget const> stages() const { return stages_; }
    /// What each stage is: connectors, power, kind.
    [[nodiscard]] constexpr std::span<stage_info const> infos() const { return infos_; }
    [[nodiscard]] constexpr std::span<double const> noise_powers() const { return noise_powers_; }
    [[nodiscard]] constexpr detail::budget_summary const& summary() const { return *summary_; }

private:
    std::span<stage_budget const> stages_;
    std::span<stage_info const> infos_;
    std::span<double const> noise_powers_;
    detail::budget_summary const* summary_;
};

/// What analyze() returns. Excitation is the kind of level that the chain is driven with.
template <class Storage, class Excitation>
class basic_budget : public detail::budget_queries<basic_budget<Storage, Excitation>> {
    template <class T>
    using per_stage = typename Storage::template per_stage<T>;
    template <class T>
    using per_pair = typename Storage::template per_pair<T>;

public:
    /// From the source to the load.
    [[nodiscard]] constexpr std::span<stage_budget const> stages() const& { return stages_; }
    [[nodiscard]] constexpr per_stage<stage_budget> stages() && { return std::move(stages_); }
    [[nodiscard]] constexpr std::span<stage_info const> infos() const& { return infos_; }
    [[nodiscard]] constexpr per_stage<stage_info> infos() && { return std::move(infos_); }
    /// V^2 in the band, weighted, at stage k by stage c: [k * stages + c].
    [[nodiscard]] constexpr std::span<double const> noise_powers() const& { return noise_powers_; }
    [[nodiscard]] constexpr per_pair<double> noise_powers() && { return std::move(noise_powers_); }
    [[nodiscard]] constexpr detail::budget_summary const& summary() const& { return summary_; }
    [[nodiscard]] constexpr detail::budget_summary summary() && { return summary_; }
    [[nodiscard]] constexpr budget_view view() const& { return {stages_, infos_, noise_powers_, summary_}; }
    budget_view view() && = delete;

    /// The RMS level of the source at which the first stage just begins to clip, for the crest factor of the conditions;
    /// +inf if nothing has a limit.
    [[nodiscard]] constexpr Excitation max_input() const {
        gainstage::excitation const largest_sine = summary_.excitation.with_rms(valid_max_excitation());
        // Of an invalid budget the crest factor may be anything.
        decibels const crest = this->valid() ? summary_.conditions.crest_factor - sine_crest_factor : decibels{0};
        return (largest_sine + -crest).as(static_cast<Excitation const*>(nullptr));
    }
    /// Every stage's part of the noise at the output, in the order of the chain. The shares add up to 1.
    [[nodiscard]] constexpr auto noise_contributions() const { return noise_contributions_at(stages_.size() - 1); }
    /// Every stage's part of the noise at stage k.
    [[nodiscard]] constexpr auto noise_contributions_at(std::size_t k) const {
        per_stage<noise_contribution> list{};
        Storage::resize(list, stages_.size());
        for (std::size_t c = 0; c < stages_.size(); ++c) list[c] = this->noise_contribution_of(c, k);
        return list;
    }

private:
    [[nodiscard]] constexpr double valid_max_excitation() const {
        return this->valid() ? summary_.max_excitation : detail::infinity;
    }

    template <class S, class E>
    friend constexpr basic_budget<S, E> analyze_circuit(circuit const&, problem_list const&, excitation,
                                                        conditions const&);

    per_stage<stage_budget> stages_{};
    per_stage<stage_info> infos_{};
    per_pair<double> noise_powers_{};
    detail::budget_summary summary_{};
};

} // namespace gainstage
// The signal at one frequency: what every analysis of level, response and headroom starts from.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// The signal at one stage: at its output terminals; of a load, behind its coupling capacitor. Number is complex or dual.
template <class Number>
struct stage_signal {
    Number v{};                         ///< volts per unit of excitation, with everything connected
    Number loading{};                   ///< open-circuit voltage over v: 1 + z y
    Number source{};                    ///< impedance seen looking back, ohm
    Number load{};                      ///< admittance seen looking forward, 1/ohm
    double clip_margin = infinity;      ///< the excitation, RMS, of the largest sine that this stage passes
    limit_law law = limit_law::voltage; ///< what limits it
};

/// Both recursions at one frequency. Storage gives the containers, for chains of fixed size or of any.
template <class Storage, class Number>
struct signal_pass {
    typename Storage::template per_element<Number> y{}; ///< the admittance in front of every element
    typename Storage::template per_stage<stage_signal<Number>> stages{};
    double emf = 0; ///< volts per unit of excitation: the source's open-circuit voltage

    constexpr explicit signal_pass(circuit const& c) {
        Storage::resize(y, c.elements.size() + 1);
        Storage::resize(stages, c.stages.size());
    }

    constexpr void operator()(circuit const& c, step_conditions const& at) {
        // Copies: what is written cannot be one of them.
        auto const elements = c.elements;
        auto const first = c.first;
        std::size_t const count = c.stages.size();
        Number load{};
        y[elements.size()] = load;
        for (std::size_t e = elements.size(); e-- > 0;) {
            if (!passes_signal(elements[e].kind)) step_backward(elements[e], at, load);
            y[e] = load;
        }
        basic_source<Number> s;
        for (std::size_t k = 0; k < count; ++k) {
            stage_signal<Number>& out = stages[k];
            bool const is_load = k + 1 == count;
            if (is_load) look(out, s, y[first[k]]);
            out.clip_margin = infinity;
            for (std::size_t e = first[k]; e < first[k + 1]; ++e) {
                element const& what = elements[e];
                if (!passes_signal(what.kind)) (void)step_forward(what, at, s);
                else if (what.kind == element_kind::limit) limit(out, what, at, s, y[e + 1]);
                if (what.kind == element_kind::source) emf = size_of(s.v);
            }
            if (is_load) out.v = s.v / (1.0 + s.z * y[first[k + 1]]);
            else look(out, s, y[first[k + 1]]);
        }
    }

private:
    static constexpr double size_of(complex const& z) { return magnitude(z); }
    static constexpr double size_of(dual const& z) { return magnitude(z.value); }

    static constexpr void look(stage_signal<Number>& out, basic_source<Number> const& s, Number const& load) {
        out.source = s.z;
        out.load = load;
        out.loading = 1.0 + s.z * load;
        out.v = s.v / out.loading;
    }
    static constexpr void limit(stage_signal<Number>& out, element const& e, step_conditions const& at,
                                basic_source<Number> const& s, Number const& load) {
        Number const v = s.v / (1.0 + s.z * load);
        double const here = size_of(e.law == limit_law::current ? v * load : v);
        if (!(here > 0)) return;
        double const margin = largest_sine(e, at.frequency) / here;
        if (margin >= out.clip_margin) return;
        out.clip_margin = margin;
        out.law = e.law;
    }
};

} // namespace gainstage::detail
// operator>> composes components into a chain, whose size is known at compile time: no heap, usable in constexpr.

// What makes a type a component, and what a chain of any kind does with one: describe, check and lower it.

// What is checked of a component that has no check() of its own: its elements, and what it tells about itself.

// Which values an element can have. The library's components check their fields instead; this is for elements that
// others make.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// Whether an element's value is one that the recursions can take.
constexpr bool is_possible(element const& e, double element::*value) {
    double const x = e.*value;
    bool const may_be_negative = value == &element::gain || value == &element::current_gain;
    bool const may_be_infinite =
        value == &element::open_loop_gain || value == &element::gain_bandwidth ||
        ((value == &element::elastance || value == &element::resistance) &&
         (e.kind == element_kind::shunt || e.kind == element_kind::network_noise)); // an open branch
    double const size = may_be_negative && x < 0 ? -x : x;
    bool const in_range = size == 0 || (size >= smallest_positive && size <= 1 / smallest_positive);
    if (!in_range && !(may_be_infinite && x == infinity)) return false;
    switch (e.kind) {
    case element_kind::shunt: return e.resistance > 0 || e.inductance > 0 || e.elastance > 0;
    case element_kind::network_noise: return e.resistance > 0 || e.parallel > 0;
    case element_kind::op_amp: return e.open_loop_gain > 0 && e.gain_bandwidth > 0;
    case element_kind::summing_op_amp:
        return e.resistance > 0 && e.open_loop_gain > 0 && e.open_loop_gain <= 1e15 && e.gain_bandwidth > 0;
    case element_kind::limit: return e.limit > 0;
    default: return true;
    }
}

inline constexpr double element::*element_values[] = {
    &element::resistance,     &element::inductance,     &element::elastance,  &element::parallel,
    &element::gain,           &element::current_gain,   &element::low_corner, &element::high_corner,
    &element::open_loop_gain, &element::gain_bandwidth, &element::density,    &element::noise_corner,
    &element::limit};

} // namespace gainstage::detail

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// Reports the first value of each element that it cannot have, and a source's element anywhere but at its beginning.
constexpr void check_elements(auto const& elements, bool of_source, field_checks& f) {
    std::size_t place = 0;
    for (element const& e : elements)
        if ((place++ == 0 && of_source) != (e.kind == element_kind::source))
            f.fail("elements", 0, "", "a source, and nothing else, begins with one sound_source or voltage_source");
    for (element const& e : elements) {
        for (double element::*const value : element_values) {
            if (is_possible(e, value)) continue;
            f.fail("elements", e.*value, "SI", "no element of this kind can have this value");
            break;
        }
    }
}

/// Reports each fact that no device can have.
constexpr void check_facts(stage_info const& s, field_checks& f) {
    f.not_negative("dc_resistance", s.dc_resistance);
    f.not_negative("min_load", s.min_load);
    f.need(s.need);
    if (s.feed.kind != power_kind::none) {
        f.not_negative("feed.supply", s.feed.supply);
        f.not_negative("feed.tolerance", s.feed.tolerance);
        f.positive("feed.feed_resistor", s.feed.feed_resistor);
        f.not_negative("feed.limit", s.feed.limit);
    }
    f.not_negative("dc.leg_resistance", s.dc.leg_resistance);
    f.not_negative("dc.return_resistance", s.dc.return_resistance);
    common_mode_facts const& c = s.common_mode;
    if (c.leg_imbalance) f.not_negative("common_mode.leg_imbalance", *c.leg_imbalance);
    f.not_negative("common_mode.leg_to_ground", c.leg_to_ground);
    f.part("common_mode.leg_mismatch", c.leg_mismatch);
    f.not_negative("common_mode.leg_to_shield", c.leg_to_shield);
    f.part("common_mode.capacitance_imbalance", c.capacitance_imbalance);
    if (c.cmrr) f.gain("common_mode.cmrr", *c.cmrr);
    f.gain("noise_extrapolated", s.noise_extrapolated);
    if (s.gain) f.gain("gain", *s.gain);
    if (s.max_gain) f.gain("max_gain", *s.max_gain);
    if (s.nominal) f.level("nominal", *s.nominal);
    if (s.full_scale) f.level("full_scale", *s.full_scale);
    f.not_negative("run", s.run);
}

} // namespace gainstage::detail

#include <tuple>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

namespace detail {
template <class T>
inline constexpr bool is_array_of_elements = false;
template <std::size_t N>
inline constexpr bool is_array_of_elements<std::array<element, N>> = true;

template <class T>
concept has_plain_elements = requires(T const& t) {
    requires is_array_of_elements<std::remove_cvref_t<decltype(t.elements())>>;
};
template <class T>
concept has_hookup_elements = requires(T const& t, hookup const& h) {
    requires is_array_of_elements<std::remove_cvref_t<decltype(t.elements(h))>>;
};
template <class T>
concept has_elements = has_plain_elements<T> || has_hookup_elements<T>;
template <class T>
concept has_name = requires(T const& t) {
    { t.name } -> std::convertible_to<component_name>;
};
} // namespace detail

/// A component has a name, and says which elements it is made of: `elements()`, or `elements(hookup)` if that depends
/// on its neighbours, returning a std::array of element. It may also have
///
///   describe(stage_info&)          what it plugs into, what power it needs or gives (or with the arriving connector)
///   check(field_checks&)           which of its values are impossible; without it its elements and facts are checked
///   using excitation = ...;        it is a source: sound_level or voltage_level is what a chain of it is analysed at
///   static constexpr bool is_load  it is a load and ends a chain
template <class T>
concept Component = detail::has_name<T> && detail::has_elements<T>;

template <class T>
inline constexpr bool is_source = requires {
    typename T::excitation;
};
template <class T>
inline constexpr bool is_load = false;
template <class T>
    requires requires { T::is_load; }
inline constexpr bool is_load<T> = T::is_load;

namespace detail {

/// s is a stage_info of which nothing is known yet.
template <class C>
constexpr void describe_component(C const& c, connector const& plug, stage_info& s) {
    s.name = c.name;
    s.role = is_source<C> ? stage_role::source : is_load<C> ? stage_role::load : stage_role::through;
    if constexpr (requires { c.describe(s, plug); }) c.describe(s, plug);
    else if constexpr (requires { c.describe(s); }) c.describe(s);
}
template <class C>
constexpr stage_info describe_component(C const& c, connector const& plug) {
    stage_info s;
    describe_component(c, plug, s);
    return s;
}
template <class C>
constexpr auto lower_component(C const& c, hookup const& to) {
    if constexpr (has_hookup_elements<C>) return c.elements(to);
    else return c.elements();
}
/// Adds those elements of a component that have an effect.
template <class C>
constexpr void append_elements(C const& c, hookup const& to, auto& list) {
    for (element const& part : lower_component(c, to))
        if (has_effect(part)) list.push_back(part);
}
template <class C>
constexpr void check_component(C const& c, problem_list& problems) {
    component_name const name = c.name;
    field_checks checks(name, problems);
    if constexpr (requires { c.check(checks); }) c.check(checks);
    else {
        check_elements(lower_component(c, hookup{}), is_source<C>, checks);
        check_facts(describe_component(c, connector{}), checks);
    }
}
template <class C>
inline constexpr std::size_t element_count =
    std::tuple_size_v<decltype(lower_component(std::declval<C const&>(), std::declval<hookup const&>()))>;

} // namespace detail

} // namespace gainstage
// From components to the circuit that they make: each stage knows its neighbours, and adds its elements.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// Follows the output of stage k to the right, up to the next amplifier, transformer or load: what becomes of its cold leg?
constexpr cold_leg cold_leg_behind(std::span<stage_info const> stages, std::size_t k) {
    for (std::size_t j = k; j < stages.size(); ++j) {
        if (j > k) {
            stage_info const& s = stages[j];
            if (s.is_amplifier || s.common_mode.isolates || s.role == stage_role::load) break;
            if (is_balanced(s.input) && is_unbalanced(s.output)) return s.cold;
        }
        if (j + 1 < stages.size() && grounds_cold_leg(stages[j].output, stages[j + 1].input)) return cold_leg::grounded;
    }
    return cold_leg::used;
}
/// What stage k learns of its neighbours.
constexpr hookup hookup_of(std::span<stage_info const> stages, std::size_t k) {
    hookup to{k == 0 ? connector{} : stages[k - 1].output, cold_leg_behind(stages, k)};
    for (std::size_t j = k; j-- > 0;) {
        stage_info const& s = stages[j];
        if (s.role != stage_role::source && !s.is_amplifier && !s.common_mode.isolates) continue;
        to.driver = s.common_mode.isolates ? output_topology::floating : s.topology;
        break;
    }
    return to;
}

/// Chains of as many stages and about as many elements lower to the same type.
template <class Chain>
using lowered_type = lowered<rounded_up(Chain::element_count, 8), Chain::stage_count>;

/// Describes stage k, whose neighbour to the left has been.
template <class C>
constexpr void describe_stage(C const& c, std::size_t k, auto& out) {
    describe_component(c, k == 0 ? connector{} : out.stages[k - 1].output, out.stages[k]);
}
/// Adds the elements of stage k, when all stages have been described.
template <class C>
constexpr void lower_stage(C const& c, std::size_t k, auto& out) {
    append_elements(c, hookup_of(out.stages, k), out.elements);
    out.first[k + 1] = out.elements.size();
}

} // namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// The sentences that a wrong chain is refused with, by the compiler or in an error value.
namespace sentences {
inline constexpr std::string_view no_source = "this chain has no source: begin it with a microphone or a line output";
inline constexpr std::string_view no_load = "this chain has no load: end it with a line input";
inline constexpr std::string_view two_sources = "a chain has one source and begins with it: take the other one away";
inline constexpr std::string_view load_in_the_middle = "a load ends a chain: nothing can follow it";
inline constexpr std::string_view wrong_excitation =
    "the level is of the wrong kind: a microphone takes a sound level, a line output a voltage level";
} // namespace sentences

namespace detail {
/// A component at its place in a chain.
template <std::size_t Place, class C>
struct placed {
    C component;
};
/// The components of a chain, by value. std::tuple would do, and takes many times as long to compile.
template <class Places, class... C>
struct component_list;
template <std::size_t... Place, class... C>
struct component_list<std::index_sequence<Place...>, C...> : placed<Place, C>... {
    /// f(component, component, ...)
    template <class F>
    constexpr decltype(auto) apply(F const& f) const {
        return f(static_cast<placed<Place, C> const&>(*this).component...);
    }
};
} // namespace detail

/// Components in order, from the source to the load. Made with operator>>. Without a source or a load it is a sub-chain
/// that can be reused: `auto const microphone_input = phantom >> preamp;`
template <class... Components>
class chain {
public:
    static constexpr std::size_t stage_count = sizeof...(Components);
    static constexpr std::size_t element_count = (detail::element_count<Components> + ... + 0);
    static constexpr bool has_source = (is_source<Components> || ...);
    static constexpr bool has_load = (is_load<Components> || ...);

    /// Two lists of components behind each other.
    template <std::size_t... AtFront, class... Front, std::size_t... AtBack, class... Back>
    constexpr chain(detail::component_list<std::index_sequence<AtFront...>, Front...> const& front,
                    detail::component_list<std::index_sequence<AtBack...>, Back...> const& back)
        : components_{{static_cast<detail::placed<AtFront, Front> const&>(front).component}...,
                      {static_cast<detail::placed<AtBack, Back> const&>(back).component}...} {}

    [[nodiscard]] constexpr auto const& list() const& { return components_; }
    void list() && = delete;
    /// References to the components, from the source to the load; of a temporary chain copies.
    [[nodiscard]] constexpr std::tuple<Components const&...> components() const& {
        return components_.apply([](auto const&... c) { return std::tuple<Components const&...>(c...); });
    }
    [[nodiscard]] constexpr std::tuple<Components...> components() && {
        return components_.apply([](auto const&... c) { return std::tuple<Components...>(c...); });
    }

    /// The components as elements.
    [[nodiscard]] constexpr detail::lowered_type<chain> lower() const {
        detail::lowered_type<chain> out;
        std::size_t k = 0;
        components_.apply([&](auto const&... c) { (detail::describe_stage(c, k++, out), ...); });
        k = 0;
        components_.apply([&](auto const&... c) { (detail::lower_stage(c, k++, out), ...); });
        return out;
    }

    /// The names of the stages alone: of a chain with impossible values, which cannot be lowered.
    [[nodiscard]] constexpr detail::lowered_type<chain> names() const {
        detail::lowered_type<chain> out;
        std::size_t k = 0;
        components_.apply([&](auto const&... c) { ((out.stages[k++].name = c.name), ...); });
        return out;
    }

    /// Every impossible value of every component.
    [[nodiscard]] constexpr problem_list validate() const {
        problem_list problems;
        components_.apply([&](auto const&... c) { (detail::check_component(c, problems), ...); });
        return problems;
    }

private:
    detail::component_list<std::index_sequence_for<Components...>, Components...> components_;
};

namespace detail {

template <class T>
inline constexpr bool is_chain = false;
template <class... C>
inline constexpr bool is_chain<chain<C...>> = true;

template <class T>
concept Link = Component<T> || is_chain<T>;

template <class T>
constexpr decltype(auto) list_of(T const& t) {
    if constexpr (is_chain<T>) return t.list();
    else return component_list<std::index_sequence<0>, T>{{t}};
}
template <class PlacesA, class PlacesB, class... A, class... B>
constexpr chain<A..., B...> join(component_list<PlacesA, A...> const& a, component_list<PlacesB, B...> const& b) {
    return {a, b};
}
template <class T>
constexpr bool holds_source() {
    if constexpr (is_chain<T>) return T::has_source;
    else return is_source<T>;
}
template <class T>
constexpr bool holds_load() {
    if constexpr (is_chain<T>) return T::has_load;
    else return is_load<T>;
}

/// A member of that name which cannot be called as the library calls it would be passed over in silence.
template <class T>
inline constexpr bool is_described = requires(T const& t, stage_info& s) {
    t.describe(s);
}
|| requires(T const& t, stage_info& s, connector const& c) { t.describe(s, c); };
template <class T>
inline constexpr bool describes_a_copy = requires(T const& t, stage_info const& s) {
    t.describe(s);
};
template <class T>
inline constexpr bool is_checked = requires(T const& t, field_checks& f) {
    t.check(f);
};
template <class T>
inline constexpr bool has_excitation = true;
template <class T>
    requires is_source<T>
inline constexpr bool has_excitation<T> =
    std::is_same_v<typename T::excitation, sound_level> || std::is_same_v<typename T::excitation, voltage_level>;

/// Says what a type lacks to stand in a chain; true if it lacks nothing.
template <class T>
constexpr bool expect_link() {
    if constexpr (!is_chain<T>) {
        constexpr bool named = has_name<T>;
        constexpr bool built = has_elements<T>;
        static_assert(named || built, "this is not a component: a component has a name and elements()");
        if constexpr (named || built) {
            static_assert(named, "a component has a name: `gainstage::component_name name = \"...\";`");
            static_assert(built,
                          "a component has `elements() const` (or `elements(hookup const&) const`) that returns a "
                          "std::array of gainstage::element");
            constexpr bool described = !requires { &T::describe; }
            || (is_described<T> && !describes_a_copy<T>);
            static_assert(described, "describe() of a component is `void describe(gainstage::stage_info&) const`");
            constexpr bool checked = !requires { &T::check; }
            || is_checked<T>;
            static_assert(checked, "check() of a component is `void check(gainstage::field_checks&) const`");
            static_assert(has_excitation<T>,
                          "`excitation` of a source is gainstage::sound_level or gainstage::voltage_level");
        }
    }
    return Link<T>;
}

/// What a chain is analysed at, by its source. Without a source any level will do: the missing source is reported.
struct any_excitation {
    constexpr any_excitation(auto const&) {}
};
template <class Chain>
struct excitation_of {
    using type = any_excitation;
};
template <class First, class... Rest>
    requires is_source<First>
struct excitation_of<chain<First, Rest...>> {
    using type = typename First::excitation;
};

} // namespace detail

/// sound_level or voltage_level, by the chain's source.
template <class Chain>
using excitation_of = typename detail::excitation_of<Chain>::type;

namespace detail {
/// The chain begins with a source and ends with a load; otherwise the compiler says which is missing.
template <class Chain>
consteval bool is_complete() {
    static_assert(Chain::has_source, "this chain has no source: begin it with a microphone or a line output");
    static_assert(Chain::has_load, "this chain has no load: end it with a line input");
    return Chain::has_source && Chain::has_load;
}
} // namespace detail

/// Puts b behind a. A second source and a component behind a load do not compile.
template <class A, class B>
    requires(detail::Link<A> || detail::Link<B>)
[[nodiscard]] constexpr auto operator>>(A const& a, B const& b) {
    constexpr bool a_fits = detail::expect_link<A>();
    constexpr bool b_fits = detail::expect_link<B>();
    if constexpr (!a_fits) return b;
    else if constexpr (!b_fits) return a;
    else {
        static_assert(!detail::holds_load<A>(), "a load ends a chain: nothing can follow it");
        static_assert(!detail::holds_source<B>(), "a chain has one source and begins with it: take the other one away");
        return detail::join(detail::list_of(a), detail::list_of(b));
    }
}

namespace literals {
// `using namespace gainstage::literals;` also joins components of a user's own namespace, which >> would not look beyond.
using gainstage::operator>>;
} // namespace literals

/// Every impossible value of a chain's components; empty if there is none.
template <class... C>
[[nodiscard]] constexpr problem_list validate(chain<C...> const& c) {
    return c.validate();
}

} // namespace gainstage

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

namespace detail {

constexpr problem_list check_conditions(problem_list problems, excitation e, conditions const& c) {
    component_name const name = "conditions";
    field_checks f(name, problems);
    f.positive("frequency", c.frequency);
    f.gain("crest_factor", c.crest_factor);
    if (c.crest_factor.value() < 0)
        f.fail("crest_factor", c.crest_factor.value(), "dB",
               "must not be negative: a peak is never below the RMS value");
    f.band("band", c.band);
    f.positive("temperature", c.temperature);
    component_name const signal = "signal";
    field_checks g(signal, problems);
    if (e.dB() != -infinity) {
        if (e.is_sound()) g.level("level", sound_level::from_dBSPL(e.dB()));
        else g.level("level", voltage_level::from_dBu(e.dB()));
    }
    return problems;
}

/// A frequency that the passes can be asked at: what a field of that kind may be.
constexpr bool is_possible(frequency f) {
    return f.value() >= smallest_positive && f.value() <= range_of<frequency>::largest;
}
/// Says what level a chain is driven with, if it is given another one or none. True if a Level is right.
template <class Chain, class Level>
constexpr bool expect_level() {
    constexpr bool fits = std::is_convertible_v<Level const&, gainstage::excitation_of<Chain>>;
    constexpr bool sound = std::is_same_v<gainstage::excitation_of<Chain>, sound_level>;
    static_assert(fits || !sound, "this chain begins with a microphone: its level is a sound level, such as 94_dBSPL");
    static_assert(fits || sound,
                  "this chain begins with a line output: its level is a voltage level, such as 4_dBu or -10_dBV");
    return fits;
}
template <class Level, class Chain>
concept NotLevelOf = !std::is_convertible_v<Level const&, gainstage::excitation_of<Chain>>;
struct no_level {};
/// The result of what does not compile.
using no_budget = basic_budget<fixed_storage<0, 0>, voltage_level>;

inline constexpr double zero_dBSPL_in_dBPa = amplitude_dB(zero_dBSPL_pascals);
/// What an excitation adds to the levels for 1 Pa or 1 V of it.
constexpr decibels gain_of_drive(excitation e) {
    return decibels{e.dB() + (e.is_sound() ? zero_dBSPL_in_dBPa : zero_dBu_in_dBV)};
}

constexpr complex_impedance impedance_of_admittance(complex y) {
    if (y.re == 0 && y.im == 0) return complex_impedance::boost_quantity::from_value(complex{infinity});
    return complex_impedance::boost_quantity::from_value(1.0 / y);
}

/// -inf where nothing comes out, or goes in.
constexpr decibels gain_between(voltage_level in, voltage_level out) {
    return in.is_silent() ? decibels{-infinity} : out - in;
}

/// The limit of a stage whose output is `v` volts per unit, and how far the peak of its programme stays below it.
template <class Stage>
constexpr void set_headroom(Stage& out, double v, double clip_margin, limit_law law) {
    if (!(clip_margin < infinity)) return;
    out.limited_by = law;
    out.clip_level = level_of(from_si<voltage>(v * clip_margin));
    out.headroom = out.clip_level + sine_crest_factor - out.peak;
    // A sine exactly at the limit passes: what is left of rounding is no overload.
    if (detail::abs(out.headroom.value()) < 1e-9) out.headroom = decibels{0};
    out.clips = out.headroom.value() < 0;
}

/// Behind a source that is turned down (no open-circuit voltage) the gains are -inf; any other gain of nothing is underflow.
constexpr bool is_finite_or_silent(stage_budget const& s, double noise_power, bool turned_down) {
    double const gains = turned_down ? 0 : s.gain.value() + s.cumulative_gain.value();
    double const sum = gains + s.loading_loss.value() + magnitude(s.source_impedance).value();
    return sum - sum == 0 && noise_power - noise_power == 0 && s.level.dBu() < infinity;
}

/// The passes behind analyze(), for any chain of possible values: the stages' budgets, what each makes of the noise at each,
/// in noise_powers[k * stages + c], and the rest of a summary that says under which conditions.
template <class Storage>
constexpr void compute_budget(circuit const& c, stage_budget* stages, double* noise_powers, budget_summary& summary) {
    std::size_t const n = c.stages.size();
    gainstage::conditions const& cond = summary.conditions;

    // Signal, at one frequency.
    signal_pass<Storage, complex> signal(c);
    signal(c, at_frequency(cond.frequency.value(), cond.temperature));
    summary.emf_per_unit = signal.emf;
    decibels const drive_gain = gain_of_drive(summary.excitation);
    voltage_level const emf = level_of(from_si<voltage>(signal.emf));
    voltage_level before = emf;
    for (std::size_t k = 0; k < n; ++k) {
        stage_budget& out = stages[k];
        stage_signal<complex> const& here = signal.stages[k];
        double const v = magnitude(here.v);
        out.source_impedance = complex_impedance::boost_quantity::from_value(here.source);
        out.load_impedance = impedance_of_admittance(here.load);
        out.loading_loss = gain_of_power_ratio(norm(here.loading));
        voltage_level const per_unit = level_of(from_si<voltage>(v));
        out.level = per_unit + drive_gain;
        out.peak = out.level + cond.crest_factor;
        out.gain = gain_between(before, per_unit);
        out.cumulative_gain = gain_between(emf, per_unit);
        if (here.clip_margin < summary.max_excitation) summary.max_excitation = here.clip_margin;
        set_headroom(out, v, here.clip_margin, here.law);
        before = per_unit;
    }

    // Noise, over the band.
    auto const integrated = band_noise<Storage>(c, cond.band, cond.weighting, cond.temperature);
    for (std::size_t i = 0; i < n * n; ++i) noise_powers[i] = integrated.integral[i];
    summary.noise_error = integrated.relative_error;
    summary.noise_converged = integrated.converged;
    for (std::size_t k = 0; k < n; ++k) {
        double power = 0;
        for (std::size_t i = 0; i < n; ++i) power += noise_powers[k * n + i];
        stage_budget& out = stages[k];
        out.noise = {level_of(from_si<voltage>(detail::sqrt(power))), cond.band, cond.weighting};
        out.snr = out.level - out.noise;
        if (!is_finite_or_silent(out, power, signal.emf == 0)) {
            component_name const name = out.name;
            field_checks f(name, summary.problems);
            f.fail("", 0, "",
                   "the values of the chain together leave the range of numbers: nothing is computed behind it");
            for (std::size_t i = 0; i < n * n; ++i) noise_powers[i] = 0;
            names_alone(c, stages);
            return;
        }
    }
}

} // namespace detail

/// The budget of a circuit, for any storage. Nothing is computed if there are problems.
template <class Storage, class Excitation>
[[nodiscard]] constexpr basic_budget<Storage, Excitation>
analyze_circuit(circuit const& c, problem_list const& problems, excitation drive, conditions const& cond) {
    basic_budget<Storage, Excitation> b;
    std::size_t const n = c.stages.size();
    Storage::resize(b.stages_, n);
    Storage::resize(b.infos_, n);
    Storage::resize(b.noise_powers_, n * n);
    b.summary_.conditions = cond;
    b.summary_.excitation = drive;
    b.summary_.problems = detail::check_conditions(problems, drive, cond);
    for (std::size_t k = 0; k < n; ++k) {
        b.infos_[k] = c.stages[k];
        b.stages_[k].name = c.stages[k].name;
    }
    if (b.summary_.problems.empty() && n > 0)
        detail::compute_budget<typename Storage::of_passes>(c, b.stages_.data(), b.noise_powers_.data(), b.summary_);
    return b;
}

/// Level, peak, headroom, clipping, noise, signal-to-noise ratio, gain and impedances at every stage.
///
/// The chain begins with a source and ends with a load. A microphone takes a sound_level, a line output a voltage_level:
/// its open-circuit level. Impossible values give a budget that is not valid() and says why; no figure is ever NaN.
///
///   constexpr auto budget = analyze(microphone{} >> preamp{} >> line_input{}, 94_dBSPL);
template <class... C>
[[nodiscard]] constexpr auto analyze(chain<C...> const& c, excitation_of<chain<C...>> level,
                                     conditions const& cond = {}) {
    using type = chain<C...>;
    if constexpr (detail::is_complete<type>()) {
        auto const problems = c.validate();
        auto const low = problems.empty() ? c.lower() : c.names(); // lowering divides: not with impossible values
        return analyze_circuit<detail::storage_of<type>, excitation_of<type>>(low.view(), problems, level, cond);
    }
}

// What does not compile, with a sentence that says why.
template <class... C, detail::NotLevelOf<chain<C...>> Level>
constexpr auto analyze(chain<C...> const&, Level const&, conditions const& = {}) {
    (void)detail::expect_level<chain<C...>, Level>();
    return detail::no_budget{};
}
template <class... C>
constexpr auto analyze(chain<C...> const& c) {
    return analyze(c, detail::no_level{});
}
template <Component C>
constexpr auto analyze(C const&, detail::any_excitation const&, conditions const& = {}) {
    static_assert(detail::is_chain<C>, "analyze() takes a whole chain: source >> ... >> load");
    return detail::no_budget{};
}

} // namespace gainstage
// Opt-in: many variants of one chain, and one chain at many frequencies, several at once in the lanes of vector
// registers and on several threads. What comes out is the same whatever the number of threads, bit for bit.
//
//   analyze_variants(1'000'000, make, 94_dBSPL, {}, sink)      variants from components: make(i) is a chain
//   analyze_variants(perturbation, 1'000'000, fill, ...)       variants from values of elements: nothing is lowered
//   respond(chain, frequencies, points)                        one chain, many frequencies, at the output
//   respond(chain, frequencies, voltages)                      at every stage
//
// The noise of a band is integrated by analyze()'s rule at frequencies that are the same for all variants. A variant
// for which the stated error of that misses the tolerance, or that rings in between, gets more of them; where the most
// are not enough it is computed one at a time, by the passes of analyze().

// Opt-in: what a batch is asked for, and what it answers.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// How a batch is computed.
struct batch_options {
    unsigned threads = 0; ///< 0: as many as the machine runs at once; 1: the calling thread, and no other
    bool noise = true;    ///< false: only the signal, at one frequency
    /// A variant's noise whose stated error is larger is integrated one at a time, to analyze()'s tolerance.
    decibels noise_tolerance{0.001};
};

/// One variant's figures at the chain's output. Plain numbers, 40 bytes: levels are computed when they are asked for.
struct output_figures {
    double rms = 0; ///< V, for the excitation of the batch
    double overload_ratio =
        detail::infinity;       ///< the greatest factor on the excitation before the peaks of the programme clip
    double noise_power = 0;     ///< V^2, in the band and with the weighting of the batch's conditions
    double noise_error = 0;     ///< relative, of the power: an upper bound in practice
    bool valid = false;         ///< false: an impossible value; nothing was computed
    bool one_at_a_time = false; ///< computed by analyze()'s passes

    [[nodiscard]] voltage_level level() const { return level_of(detail::from_si<voltage>(rms)); }
    /// In the band and with the weighting of the batch's conditions.
    [[nodiscard]] voltage_level noise() const { return level_of(detail::from_si<voltage>(detail::sqrt(noise_power))); }
    [[nodiscard]] decibels snr() const { return level() - noise(); }
    /// The least of any stage, as budget.headroom().
    [[nodiscard]] decibels headroom() const {
        decibels const h = gain_of_amplitude_ratio(overload_ratio);
        return detail::abs(h.value()) < 1e-9 ? decibels{0} : h;
    }
    [[nodiscard]] bool clips() const { return headroom().value() < 0; }
};

/// What became of a batch.
struct batch_report {
    std::size_t computed = 0;
    std::size_t invalid = 0;       ///< variants (or frequencies) with impossible values: not computed
    std::size_t one_at_a_time = 0; ///< of those computed: by analyze()'s passes
    std::size_t first_invalid = 0; ///< index, if there is one
    problem_list problems;         ///< of that one; or of the conditions, and then nothing was computed at all
};

/// The output at one frequency.
struct output_point {
    double re = 0; ///< volts per unit of excitation (Pa or V): real and imaginary part
    double im = 0;
    double noise = 0; ///< V^2/Hz
};

/// The voltage at a stage and one frequency, with everything connected; of a load, behind its coupling capacitor.
struct stage_voltage {
    double re = 0; ///< volts per unit of excitation (Pa or V): real and imaginary part
    double im = 0;
};

} // namespace gainstage
// Opt-in: variants of one chain in which single values of single elements differ.

// Opt-in: a chain that is built at run time, from a file for instance. The same components, the same passes.

// frequency_response(): magnitude, phase and group delay at every stage, -3 dB points and what causes them.

// A -3 dB point of a response, and what can cause it.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// What makes a response fall: the nature of an element.
enum class corner_cause : unsigned char {
    none,               ///< no single one: a resonance of high Q takes two, and falls further without either
    series_capacitance, ///< a coupling capacitor
    shunt_capacitance,  ///< of a cable, of an input
    series_inductance,  ///< of a coil, a transformer's leakage
    shunt_inductance,   ///< a transformer's primary
    source_low_corner,  ///< of a source, as its sheet states it
    source_high_corner,
    amplifier_low_corner, ///< of an amplifier, as its sheet states it; a low-cut filter
    amplifier_high_corner,
    feedback_capacitor, ///< in the gain leg of an operational amplifier: below it the gain falls to 1
    gain_bandwidth,     ///< of an operational amplifier
};

/// "capacitance across the signal"
[[nodiscard]] constexpr std::string_view words(corner_cause c) {
    switch (c) {
    case corner_cause::series_capacitance: return "capacitance in the signal path";
    case corner_cause::shunt_capacitance: return "capacitance across the signal";
    case corner_cause::series_inductance: return "inductance in the signal path";
    case corner_cause::shunt_inductance: return "inductance across the signal";
    case corner_cause::source_low_corner: return "lower limit of the source";
    case corner_cause::source_high_corner: return "upper limit of the source";
    case corner_cause::amplifier_low_corner: return "lower limit of the amplifier";
    case corner_cause::amplifier_high_corner: return "upper limit of the amplifier";
    case corner_cause::feedback_capacitor: return "capacitor in the feedback";
    case corner_cause::gain_bandwidth: return "gain-bandwidth product";
    case corner_cause::none: break;
    }
    return "no single element";
}

/// A -3 dB point: where the response has half the power that it has at the reference frequency.
struct corner {
    frequency at{};
    component_name stage{};                  ///< whose element causes it
    corner_cause cause = corner_cause::none; ///< which of its elements
    /// How much of the 3.01 dB comes back when that element is taken away: all of it where it is the only cause.
    decibels recovered{0};
};

/// The first -3 dB points below and above the reference frequency; empty where there is none in the searched range.
struct response_corners {
    std::optional<corner> low;
    std::optional<corner> high;
};

namespace detail {

/// Every cause that can be taken away.
inline constexpr std::array corner_causes{corner_cause::series_capacitance,   corner_cause::shunt_capacitance,
                                          corner_cause::series_inductance,    corner_cause::shunt_inductance,
                                          corner_cause::source_low_corner,    corner_cause::source_high_corner,
                                          corner_cause::amplifier_low_corner, corner_cause::amplifier_high_corner,
                                          corner_cause::feedback_capacitor,   corner_cause::gain_bandwidth};

/// Takes a cause away from an element: a capacitor or coil in the path is bridged, one across it is cut off, a corner
/// goes to 0 or to infinity. False: the element has no such thing.
constexpr bool take_away(element& e, corner_cause c) {
    auto const is = [&](element_kind kind, double part) { return e.kind == kind && part > 0; };
    switch (c) {
    case corner_cause::series_capacitance: return is(element_kind::series, e.elastance) && (e.elastance = 0, true);
    case corner_cause::series_inductance: return is(element_kind::series, e.inductance) && (e.inductance = 0, true);
    case corner_cause::shunt_capacitance: return is(element_kind::shunt, e.elastance) && (e = {}, true);
    case corner_cause::shunt_inductance: return is(element_kind::shunt, e.inductance) && (e = {}, true);
    case corner_cause::source_low_corner: return is(element_kind::source, e.low_corner) && (e.low_corner = 0, true);
    case corner_cause::source_high_corner: return is(element_kind::source, e.high_corner) && (e.high_corner = 0, true);
    case corner_cause::amplifier_low_corner:
        return is(element_kind::amplifier, e.low_corner) && (e.low_corner = 0, true);
    case corner_cause::amplifier_high_corner:
        return is(element_kind::amplifier, e.high_corner) && (e.high_corner = 0, true);
    case corner_cause::feedback_capacitor: return is(element_kind::op_amp, e.low_corner) && (e.low_corner = 0, true);
    case corner_cause::gain_bandwidth:
        if (e.kind != element_kind::op_amp && e.kind != element_kind::summing_op_amp) return false;
        if (e.gain_bandwidth == infinity) return false;
        e.gain_bandwidth = infinity;
        // The admittance of a virtual ground, A/Rf, must stay a number.
        if (e.kind == element_kind::summing_op_amp && e.open_loop_gain == infinity) e.open_loop_gain = 1e9;
        return true;
    case corner_cause::none: break;
    }
    return false;
}

} // namespace detail
} // namespace gainstage
// What frequency_response() and noise_spectrum() have in common: a chain as a circuit, to be asked at any frequency.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// Owns the lowered chain: of fixed size without a heap, of a dynamic_chain in vectors.
template <class Lowered>
class spectrum_base {
public:
    constexpr spectrum_base(Lowered low, problem_list const& problems, conditions const& cond)
        : low_(std::move(low)), problems_(check_conditions(problems, {}, cond)), conditions_(cond) {}

    /// False: an impossible value was found; problems() says which, and nothing is defined.
    [[nodiscard]] constexpr bool valid() const { return problems_.empty(); }
    [[nodiscard]] constexpr problem_list const& problems() const& { return problems_; }
    [[nodiscard]] constexpr problem_list problems() && { return problems_; }
    [[nodiscard]] constexpr gainstage::conditions const& conditions() const& { return conditions_; }
    [[nodiscard]] constexpr gainstage::conditions conditions() && { return conditions_; }

protected:
    [[nodiscard]] constexpr std::size_t size() const { return low_.stages.size(); }
    [[nodiscard]] constexpr bool has_answer_at(frequency f) const { return valid() && is_possible(f); }
    /// The index of a stage; size() if none has the name, in a constant expression an error.
    [[nodiscard]] constexpr std::size_t index_of(std::string_view name) const {
        std::size_t k = 0;
        while (k < size() && low_.stages[k].name != name) ++k;
        if (k == size() && std::is_constant_evaluated()) no_stage_has_this_name();
        return k;
    }

    Lowered low_;
    problem_list problems_;
    gainstage::conditions conditions_;
};

} // namespace gainstage::detail

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
// Headroom as a function of frequency: what rails, output currents, slew rates and transformer cores leave, without the
// noise integral of analyze().

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// Level and headroom of one stage at one frequency. The fields mean what those of stage_budget do.
struct stage_headroom {
    component_name name;
    voltage_level level; ///< RMS
    voltage_level peak;  ///< level + crest factor
    /// The RMS level here of the largest sine of this frequency that the stage passes; +inf if it has no limit.
    voltage_level clip_level = voltage_level::from_dBu(detail::infinity);
    decibels headroom{detail::infinity};
    limit_law limited_by = limit_law::voltage; ///< what limits it at this frequency, if clip_level is finite
    bool clips = false;
    complex_impedance load_impedance{};
};

namespace detail {

inline constexpr stage_headroom no_such_stage_headroom{};

/// The pass behind headroom_response(): the headroom of every stage of a chain of possible values, in stages[k]. False, and
/// names alone: the frequency is none, or the values of the chain together leave the range of numbers.
template <class Storage>
constexpr bool compute_headroom(circuit const& c, excitation drive, conditions const& cond, frequency f,
                                stage_headroom* stages) {
    names_alone(c, stages);
    if (!is_possible(f)) return false;
    signal_pass<Storage, complex> signal(c);
    signal(c, at_frequency(f.value(), cond.temperature));
    decibels const drive_gain = gain_of_drive(drive);
    for (std::size_t k = 0; k < c.stages.size(); ++k) {
        stage_headroom& here = stages[k];
        auto const& found = signal.stages[k];
        double const v = magnitude(found.v);
        if (!is_finite(v)) {
            names_alone(c, stages);
            return false;
        }
        here.level = level_of(from_si<voltage>(v)) + drive_gain;
        here.peak = here.level + cond.crest_factor;
        here.load_impedance = impedance_of_admittance(found.load);
        set_headroom(here, v, found.clip_margin, found.law);
    }
    return true;
}

} // namespace detail

/// The headroom of every stage at one frequency. A temporary one answers with copies.
template <class Storage>
class basic_headroom {
    using stage_list = typename Storage::template per_stage<stage_headroom>;

public:
    /// False: the chain has impossible values, or the frequency is none (zero, negative, infinite, NaN). Every level is then
    /// silence.
    [[nodiscard]] constexpr bool valid() const { return valid_; }
    [[nodiscard]] constexpr gainstage::frequency frequency() const { return frequency_; }
    /// From the source to the load.
    [[nodiscard]] constexpr std::span<stage_headroom const> stages() const& { return stages_; }
    [[nodiscard]] constexpr stage_list stages() && { return std::move(stages_); }
    /// The stage of that name. If there is none: a stage without a name, at silence; in a constant expression an error.
    [[nodiscard]] constexpr stage_headroom const& stage(std::string_view name) const& {
        for (auto const& s : stages_)
            if (s.name == name) return s;
        if (std::is_constant_evaluated()) detail::no_stage_has_this_name();
        return detail::no_such_stage_headroom;
    }
    [[nodiscard]] constexpr stage_headroom stage(std::string_view name) && { return std::as_const(*this).stage(name); }
    /// The stage that clips first as the level rises; one without a name if nothing has a limit.
    [[nodiscard]] constexpr stage_headroom const& first_to_clip() const& {
        stage_headroom const* first = &detail::no_such_stage_headroom;
        for (auto const& s : stages_)
            if (s.headroom < first->headroom) first = &s;
        return *first;
    }
    [[nodiscard]] constexpr stage_headroom first_to_clip() && { return std::as_const(*this).first_to_clip(); }
    /// The least headroom of any stage; +inf if nothing has a limit.
    [[nodiscard]] constexpr decibels headroom() const { return first_to_clip().headroom; }
    [[nodiscard]] constexpr bool clips() const { return headroom().value() < 0; }

private:
    template <class S>
    friend constexpr basic_headroom<S> headroom_at(circuit const&, excitation, conditions const&, gainstage::frequency,
                                                   bool);

    stage_list stages_{};
    gainstage::frequency frequency_{};
    bool valid_ = false;
};

/// The headroom of a circuit at a frequency, for any storage. `possible` false: the names alone.
template <class Storage>
[[nodiscard]] constexpr basic_headroom<Storage> headroom_at(circuit const& c, excitation drive, conditions const& cond,
                                                            frequency f, bool possible = true) {
    basic_headroom<Storage> out;
    Storage::resize(out.stages_, c.stages.size());
    out.frequency_ = f;
    // Of no frequency there are the names.
    out.valid_ = detail::compute_headroom<typename Storage::of_passes>(c, drive, cond, possible ? f : frequency{},
                                                                       out.stages_.data());
    return out;
}

/// Headroom as a function of frequency, for a programme of one level and crest factor at every frequency. Lowered is the
/// storage of the chain's elements: the object owns them.
///
///   auto const response = headroom_response(chain, 4_dBu);
///   response.at(30_Hz).stage("transformer").headroom      the core's limit falls by 6 dB per octave
///   distortion(response.at(30_Hz)).thd                    what a sine of 30 Hz becomes
///   response.least({20_Hz, 20_kHz}).first_to_clip()       the worst case in a band
template <class Lowered, class Storage>
class basic_headroom_response {
public:
    constexpr basic_headroom_response(Lowered const& low, problem_list const& problems, excitation drive,
                                      conditions const& cond)
        : lowered_(low), problems_(detail::check_conditions(problems, drive, cond)), drive_(drive), conditions_(cond) {}

    /// False: an impossible value was found; problems() says which, and nothing is computed.
    [[nodiscard]] constexpr bool valid() const { return problems_.empty(); }
    [[nodiscard]] constexpr problem_list const& problems() const& { return problems_; }
    [[nodiscard]] constexpr problem_list problems() && { return problems_; }

    /// The headroom of every stage at a frequency; not valid() for one that is zero, negative, infinite or NaN.
    [[nodiscard]] constexpr basic_headroom<Storage> at(frequency f) const {
        return headroom_at<Storage>(lowered_.view(), drive_, conditions_, f, valid());
    }

    /// The frequency of the least headroom in a band, its ends included, and the headroom there; not valid() for a band that
    /// is empty or has an impossible end. If nothing has a limit: the lower end.
    ///
    /// Looked for at 50 frequencies per decade. Around each that has less headroom than its neighbours a golden-section
    /// search follows: it finds the frequency to 1 part in 1e6. A resonance narrower than the steps of 4.7 % is found by its
    /// skirts; one that has none, because something else decides on both sides of it, or another resonance within two steps,
    /// can be missed from a Q of 20 on.
    [[nodiscard]] constexpr basic_headroom<Storage> least(frequency_band const& band = {}) const {
        if (!valid() || !detail::is_possible(band.low) || !detail::is_possible(band.high) || !(band.low < band.high))
            return at({});
        return at(detail::from_si<frequency>(worst_frequency(band.low.value(), band.high.value())));
    }

private:
    [[nodiscard]] constexpr double worst_frequency(double low, double high) const {
        circuit const c = lowered_.view();
        detail::signal_pass<typename Storage::of_passes, detail::complex> signal(c);
        // The excitation of the largest sine that everything passes, Pa or V.
        auto const margin = [&](double hertz) {
            signal(c, at_frequency(hertz, conditions_.temperature));
            double least = detail::infinity;
            for (std::size_t k = 0; k < c.stages.size(); ++k)
                if (signal.stages[k].clip_margin < least) least = signal.stages[k].clip_margin;
            return least;
        };
        constexpr double per_decade = 50;
        double const decades = detail::log10(high / low);
        auto const steps = static_cast<std::size_t>(decades * per_decade) + 1;
        auto const grid = [&](std::size_t i) {
            if (i == 0) return low;
            return i >= steps ? high
                              : low * detail::exp10(decades * static_cast<double>(i) / static_cast<double>(steps));
        };

        double worst = low;
        double least = margin(low);
        auto const keep = [&](double f, double m) {
            if (m >= least) return;
            least = m;
            worst = f;
        };
        double before = detail::infinity;
        double here = least;
        for (std::size_t i = 0; i <= steps; ++i) {
            double const next = i < steps ? margin(grid(i + 1)) : detail::infinity;
            keep(grid(i), here);
            bool const lowest = here <= before && here <= next;
            bool const flat = here * (1 + 1e-9) >= before && here * (1 + 1e-9) >= next;
            if (lowest && !flat) {
                double const f = lowest_between(grid(i > 0 ? i - 1 : 0), grid(i + 1), margin);
                keep(f, margin(f));
            }
            before = here;
            here = next;
        }
        return worst;
    }

    /// The golden-section search, in ln f.
    template <class F>
    static constexpr double lowest_between(double from, double to, F const& margin) {
        constexpr double section = 0.61803398874989484820;
        double const origin = from;
        double left = 0;
        double right = detail::ln(to / from);
        auto const at_log = [&](double x) { return margin(origin * detail::exp(x)); };
        double a = right - section * (right - left);
        double b = left + section * (right - left);
        double at_a = at_log(a);
        double at_b = at_log(b);
        while (right - left > 1e-6) {
            if (at_a <= at_b) {
                right = b;
                b = a;
                at_b = at_a;
                a = right - section * (right - left);
                at_a = at_log(a);
            } else {
                left = a;
                a = b;
                at_a = at_b;
                b = left + section * (right - left);
                at_b = at_log(b);
            }
        }
        return origin * detail::exp(at_a <= at_b ? a : b);
    }

    Lowered lowered_;
    problem_list problems_;
    excitation drive_;
    conditions conditions_;
};

/// The headroom of a chain at any frequency, for a programme of this level. Of the conditions the crest factor and the
/// temperature count; their frequency does not.
template <class... C>
[[nodiscard]] constexpr auto headroom_response(chain<C...> const& c, excitation_of<chain<C...>> level,
                                               conditions const& cond = {}) {
    using type = chain<C...>;
    if constexpr (detail::is_complete<type>()) {
        auto const problems = c.validate();
        auto const low = problems.empty() ? c.lower() : c.names();
        return basic_headroom_response<detail::lowered_type<type>, detail::storage_of<type>>(low, problems, level,
                                                                                             cond);
    }
}

} // namespace gainstage
// interference(): the hum that a voltage between the grounds of two devices makes, at every stage.

// What becomes of a voltage that is on both legs of a balanced line.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// A balanced line between a common-mode voltage Vcm and a receiver.
///
///              Va
///     +--[ Za ]--o--[ Ya ]--+          Za, Zb: source and cable, of each leg
///     |          |          |          Ya, Yb: from each leg to ground: input, phantom feed, cable
///    Vcm        [ Yd ]     ground      Yd: between the legs, without Ya and Yb in series
///     |          |          |
///     +--[ Zb ]--o--[ Yb ]--+
///              Vb
struct balanced_line {
    complex za, zb; ///< ohm
    complex ya, yb; ///< 1/ohm
    complex yd;     ///< 1/ohm
};

/// Of 1 V on both legs.
struct common_mode_response {
    complex differential; ///< Va - Vb
    complex common;       ///< (Va + Vb)/2
};

/// Both node equations, solved. Kirchhoff: (1 - Va)/Za = Ya Va + Yd (Va - Vb), and the same for b. With
///
///   A = 1 + Za (Ya + Yd)      B = 1 + Zb (Yb + Yd)      D = A B - Za Zb Yd^2
///
///   Va - Vb = (Zb Yb - Za Ya)/D      (Va + Vb)/2 = (A + B + Yd (Za + Zb))/(2 D)
///
/// The first is written without the difference of two nearly equal voltages. For Ya = Yb = 1/Zc much smaller than 1/Za it is
/// dZ/Zc: a rejection of 20 log10(Zc/dZ). Source: Whitlock, "Balanced Lines in Audio Systems", JAES 43, June 1995 (the
/// line as a bridge).
[[nodiscard]] constexpr common_mode_response respond(balanced_line const& l) {
    complex const a = 1.0 + l.za * (l.ya + l.yd);
    complex const b = 1.0 + l.zb * (l.yb + l.yd);
    complex const d = a * b - l.za * l.zb * l.yd * l.yd;
    return {(l.zb * l.yb - l.za * l.ya) / d, (a + b + l.yd * (l.za + l.zb)) / (2.0 * d)};
}

} // namespace gainstage::detail
// Where the grounds of mains devices form a loop, and how its voltage meets the signal.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// The voltage between the grounds of two mains devices, as a source: what is there while nothing connects them, and its
/// impedance. The default drives 0.3 mA through a shield, the leakage current of common devices, and is 0.3 V on a balanced
/// line whose shield is open. Two outlets far apart can have as much behind an ohm or less.
/// Source: Whitlock, Handbook for Sound Engineers, "Grounding and Interfacing"; Jensen AN-004.
struct interference_conditions {
    gainstage::frequency frequency = detail::from_si<gainstage::frequency>(50); ///< of the mains. > 0
    voltage ground_voltage = detail::from_si<voltage>(0.3);                     ///< RMS, open circuit. >= 0
    impedance ground_impedance = detail::from_si<impedance>(1e3);               ///< >= 0
    /// Of balanced outputs that do not state by how much their legs differ: what IEC 60268-3 puts in one leg to measure the
    /// common-mode rejection of an input. >= 0
    impedance assumed_imbalance = detail::from_si<impedance>(10);
    gainstage::frequency signal_frequency =
        detail::from_si<gainstage::frequency>(1e3); ///< the hum is compared with it. > 0
};

/// How a voltage between two grounds gets into the signal.
enum class hum_coupling : unsigned char {
    no_loop,    ///< there is none: no second mains device, or the loop is interrupted elsewhere
    unbalanced, ///< the voltage across the shield is in series with the signal
    balanced,   ///< it is on both legs alike: only what differs between them is left
    isolated,   ///< a transformer is between: only its common-mode rejection is left
};

/// From one output (source or amplifier) to the next input. Voltages are RMS, at the input's terminals.
struct hum_link {
    component_name from{};
    component_name to{};
    std::size_t driver = 0;   ///< stage
    std::size_t receiver = 0; ///< stage
    hum_coupling coupling = hum_coupling::no_loop;
    impedance shield{};             ///< of the shield and its contacts, ohm
    length run{};                   ///< of the cables
    voltage between_grounds{};      ///< with the shield connected
    impedance imbalance{};          ///< balanced: by how much the two legs differ in series, ohm
    impedance leg_to_ground{};      ///< balanced: of each leg at the receiving end, magnitude, ohm
    std::optional<decibels> cmrr{}; ///< of the input, or of the transformer, as stated
    bool complete = true;           ///< false: a common-mode rejection is not stated, and its part is left out
    voltage by_shield{};            ///< unbalanced: what the shield's resistance makes
    voltage by_imbalance{};         ///< balanced: what the legs' imbalance makes
    voltage by_rejection{};         ///< balanced, isolated: what a finite common-mode rejection lets through
    voltage hum{};                  ///< all of it, in phase: the worst case
    voltage_level signal{};         ///< at the same terminals

    /// What is left of the voltage between the grounds: the effective common-mode rejection. +inf without a loop.
    [[nodiscard]] constexpr decibels rejection() const {
        return hum.value() > 0 ? gain_of_amplitude_ratio(between_grounds.value() / hum.value())
                               : decibels{detail::infinity};
    }
    /// +inf without hum.
    [[nodiscard]] constexpr decibels signal_to_hum() const { return signal - level_of(hum); }
};

namespace detail {

/// The next input behind output d.
constexpr std::size_t receiver_of(std::span<stage_info const> stages, std::size_t d) {
    std::size_t r = d + 1;
    while (r + 1 < stages.size() && !stages[r].is_amplifier) ++r;
    return r;
}
/// The stage between d and r, or the input r, that no conductor crosses; r + 1 if there is none. An output that floats (a
/// transformer's) is one too: 'd'.
constexpr std::size_t isolator(std::span<stage_info const> stages, std::size_t d, std::size_t r) {
    if (stages[d].topology == output_topology::floating) return d;
    for (std::size_t k = d + 1; k <= r; ++k)
        if (stages[k].common_mode.isolates) return k;
    return r + 1;
}
/// Unbalanced where it arrives, or on any cable of the way: the shield is the way back of the signal. A cable that begins at
/// an unbalanced output and ends balanced takes the cold leg back to the output's ground, which the input can reject.
constexpr bool returns_by_shield(std::span<stage_info const> stages, std::size_t d, std::size_t r) {
    if (is_unbalanced(stages[r].input) || is_unbalanced(stages[r - 1].output)) return true;
    for (std::size_t k = d + 1; k < r; ++k) {
        stage_info const& s = stages[k];
        if (s.run.value() > 0 && is_unbalanced(s.input) && is_unbalanced(s.output)) return true;
    }
    return false;
}

/// The line between output d and input r, as its elements and facts have it; all that differs, differs in the same
/// direction. What lies between the ends is put at the receiving end.
constexpr balanced_line line_between(circuit const& c, std::size_t d, std::size_t r, complex const& input,
                                     step_conditions const& at, double assumed_imbalance) {
    balanced_line l;
    stage_info const& driver = c.stages[d];
    complex source;
    for (std::size_t e = c.first[d]; e < c.first[r]; ++e) {
        element const& part = c.elements[e];
        bool const own = e < c.first[d + 1];
        if (own && part.kind != element_kind::series && part.kind != element_kind::shunt) {
            if (part.kind == element_kind::source || part.kind == element_kind::amplifier ||
                part.kind == element_kind::op_amp || part.kind == element_kind::summing_op_amp) {
                source = {};
                l = {};
            }
            continue;
        }
        if (part.kind == element_kind::series) {
            complex const z = branch_impedance(part, at);
            if (own) source += z;
            else {
                l.za += 0.5 * z;
                l.zb += 0.5 * z;
            }
        }
        if (part.kind == element_kind::shunt) l.yd += branch_admittance(part, at);
    }
    // An unbalanced output has all its impedance in one leg.
    if (driver.topology == output_topology::unbalanced || is_unbalanced(driver.output)) l.za += source;
    else {
        l.za += 0.5 * source + driver.common_mode.leg_imbalance.value_or(from_si<impedance>(assumed_imbalance)).value();
        l.zb += 0.5 * source;
    }
    auto const legs_to_ground = [&](complex const& y, double mismatch) {
        l.ya += (1 + mismatch / 2) * y;
        l.yb += (1 - mismatch / 2) * y;
        l.yd -= 0.5 * y;
    };
    l.yd += input;
    for (std::size_t k = d + 1; k <= r; ++k) {
        common_mode_facts const& f = c.stages[k].common_mode;
        if (k < r) l.za += f.leg_imbalance.value_or(impedance{}).value();
        legs_to_ground(complex{0, at.omega * f.leg_to_shield.value()}, f.capacitance_imbalance);
        if (f.leg_to_ground.value() > 0) legs_to_ground(complex{1 / f.leg_to_ground.value()}, f.leg_mismatch);
        else if (k == r) legs_to_ground(2.0 * input, f.leg_mismatch); // not stated: the least that it can be
    }
    return l;
}

/// The links of a chain, with the voltage between the grounds of each:
///
///   V = Vg Rs / (Zg + sum Rs)      Rs: shield; the sum is over the loop, from one mains device to the next
///
/// Where a transformer interrupts the loop all of Vg is across it. `links` has room for one of each stage; returns their number.
constexpr std::size_t find_links(std::span<stage_info const> stages, interference_conditions const& cond,
                                 hum_link* links) {
    std::size_t count = 0;
    for (std::size_t d = 0; d + 1 < stages.size(); d = receiver_of(stages, d)) {
        std::size_t const r = receiver_of(stages, d);
        hum_link& l = links[count++];
        l = {.from = stages[d].name, .to = stages[r].name, .driver = d, .receiver = r};
        double ohms = 0;
        double metres = 0;
        for (std::size_t k = d + 1; k < r; ++k) {
            ohms += stages[k].dc.return_resistance.value();
            metres += stages[k].run.value();
        }
        l.shield = from_si<impedance>(ohms);
        l.run = from_si<length>(metres);
        if (isolator(stages, d, r) <= r) l.coupling = hum_coupling::isolated;
        else l.coupling = returns_by_shield(stages, d, r) ? hum_coupling::unbalanced : hum_coupling::balanced;
    }
    for (std::size_t first = 0; first < count;) { // one loop after the other
        std::size_t end = first;
        double ohms = 0;
        bool broken = false;
        do {
            ohms += links[end].shield.value();
            broken = broken || links[end].coupling == hum_coupling::isolated;
            ++end;
        } while (end < count && !stages[links[end].driver].common_mode.earthed);
        bool const loop =
            stages[links[first].driver].common_mode.earthed && stages[links[end - 1].receiver].common_mode.earthed;
        for (; first < end; ++first) {
            hum_link& l = links[first];
            double const rs = l.shield.value();
            bool const isolated = l.coupling == hum_coupling::isolated;
            if (!loop || (broken && !isolated)) {
                l.coupling = hum_coupling::no_loop;
                continue;
            }
            double const part = isolated ? 1 : rs > 0 ? rs / (cond.ground_impedance.value() + ohms) : 0;
            l.between_grounds = from_si<voltage>(part * cond.ground_voltage.value());
        }
    }
    return count;
}

} // namespace detail

} // namespace gainstage

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// The hum at a stage's output terminals, against its own ground; of a load, behind its coupling capacitor.
struct stage_hum {
    component_name name{};
    voltage_level hum{}; ///< the sum of all links before it, in phase: the worst case
    voltage_level signal{};
    bool complete = true; ///< false: a lower bound, a common-mode rejection on the way is not stated

    [[nodiscard]] constexpr decibels signal_to_hum() const { return signal - hum; }
};

/// What interference() finds, whatever chain it comes from. Valid as long as the result it was made from.
struct interference_view {
    std::span<hum_link const> links{}; ///< from the source to the load
    std::span<stage_hum const> stages{};
    interference_conditions conditions{};
};

/// What interference() returns. A temporary one answers with copies; a view of it does not compile.
template <class Storage>
class basic_interference {
    using stage_list = typename Storage::template per_stage<stage_hum>;

public:
    /// False: an impossible value was found; problems() says which, nothing is computed.
    [[nodiscard]] constexpr bool valid() const { return problems_.empty(); }
    [[nodiscard]] constexpr problem_list const& problems() const& { return problems_; }
    [[nodiscard]] constexpr problem_list problems() && { return problems_; }
    [[nodiscard]] constexpr std::span<hum_link const> links() const& { return view().links; }
    std::span<hum_link const> links() && = delete;
    [[nodiscard]] constexpr std::span<stage_hum const> stages() const& { return stages_; }
    [[nodiscard]] constexpr stage_list stages() && { return std::move(stages_); }
    /// The stage of that name; if there is none, one without a name, at silence.
    [[nodiscard]] constexpr stage_hum stage(std::string_view name) const {
        for (stage_hum const& s : stages_)
            if (s.name == name) return s;
        return {};
    }
    /// The last stage: the load.
    [[nodiscard]] constexpr stage_hum output() const {
        return stages_.empty() ? stage_hum{} : stages()[stages_.size() - 1];
    }
    [[nodiscard]] constexpr interference_view view() const& {
        return {{links_.data(), link_count_}, stages_, conditions_};
    }
    interference_view view() && = delete;

private:
    template <class S>
    friend constexpr basic_interference<S> interference_of(circuit const&, problem_list const&, excitation,
                                                           interference_conditions const&);

    typename Storage::template per_stage<hum_link> links_{};
    stage_list stages_{};
    std::size_t link_count_ = 0;
    problem_list problems_{};
    interference_conditions conditions_{};
};

namespace detail {

constexpr problem_list check_interference(problem_list problems, interference_conditions const& c) {
    component_name const name = "interference conditions";
    field_checks f(name, problems);
    f.positive("frequency", c.frequency);
    f.not_negative("ground_voltage", c.ground_voltage);
    f.not_negative("ground_impedance", c.ground_impedance);
    f.not_negative("assumed_imbalance", c.assumed_imbalance);
    f.positive("signal_frequency", c.signal_frequency);
    return problems;
}

/// The gain from the terminals behind stage `from`, with everything connected, to those of every later stage: visit(k, gain).
/// It does not depend on what drives those terminals, and so not on a source that is turned down.
constexpr void follow(circuit const& c, std::size_t from, step_conditions const& at, auto const& y, auto visit) {
    visit(from, 1.0);
    thevenin_source s{complex{1}, complex{}};
    for (std::size_t k = from + 1; k < c.stages.size(); ++k) {
        for (std::size_t e = c.first[k]; e < c.first[k + 1]; ++e) (void)step_forward(c.elements[e], at, s);
        visit(k, magnitude(s.v / (1.0 + s.z * y[c.first[k + 1]])));
    }
}

/// The pass behind interference(), for any chain of possible values: the hum of every stage, in stages[k], and the links, for
/// which there is room for one of each stage. Returns the links' number. A problem: the values of the chain together leave the
/// range of numbers; there are no links then, and no stage has a name.
template <class Storage>
constexpr std::size_t compute_hum(circuit const& c, excitation drive, interference_conditions const& cond,
                                  hum_link* links, stage_hum* stages, problem_list& problems) {
    std::size_t const n = c.stages.size();
    for (std::size_t k = 0; k < n; ++k) stages[k].name = c.stages[k].name;
    if (n < 2) return 0;

    signal_pass<Storage, complex> pass(c);
    pass(c, at_frequency(cond.signal_frequency.value(), room_temperature));
    decibels const drive_gain = gain_of_amplitude_ratio(drive.rms());
    for (std::size_t k = 0; k < n; ++k)
        stages[k].signal = level_of(from_si<voltage>(magnitude(pass.stages[k].v))) + drive_gain;
    step_conditions const at = at_frequency(cond.frequency.value(), room_temperature);
    pass(c, at);

    std::size_t const link_count = find_links(c.stages, cond, links);
    typename Storage::template per_stage<double> hum{};
    Storage::resize(hum, n);
    for (std::size_t i = 0; i < link_count; ++i) {
        hum_link& l = links[i];
        std::size_t const in = l.receiver - 1; // its output terminals are those of the input
        l.signal = stages[in].signal;
        if (l.coupling == hum_coupling::no_loop) continue;
        double const volts = l.between_grounds.value();
        std::size_t from = in; // the terminals that it enters at
        double shield = 0, imbalance = 0, rejected = 0;
        l.cmrr = c.stages[l.receiver].common_mode.cmrr;
        if (l.coupling == hum_coupling::unbalanced) {
            l.cmrr = {};
            shield = volts / magnitude(pass.stages[in].loading);
        } else if (l.coupling == hum_coupling::balanced) {
            balanced_line const line =
                line_between(c, l.driver, l.receiver, pass.y[c.first[l.receiver]], at, cond.assumed_imbalance.value());
            common_mode_response const r = respond(line);
            l.imbalance = from_si<impedance>(magnitude(line.za - line.zb));
            double const to_ground = magnitude(line.ya + line.yb);
            l.leg_to_ground = from_si<impedance>(to_ground > 0 ? 2 / to_ground : infinity);
            imbalance = volts * magnitude(r.differential);
            if (l.cmrr) rejected = volts * magnitude(r.common) * amplitude_ratio(-*l.cmrr);
        } else {
            std::size_t const isolating = isolator(c.stages, l.driver, l.receiver);
            l.cmrr = c.stages[isolating].common_mode.cmrr;
            if (isolating > l.driver) from = isolating - 1;
            if (l.cmrr) rejected = volts * amplitude_ratio(-*l.cmrr);
        }
        l.complete = l.coupling == hum_coupling::unbalanced || l.cmrr.has_value();
        // From where it enters it takes the way of the signal.
        double const total = shield + imbalance + rejected;
        follow(c, from, at, pass.y, [&](std::size_t k, double gain) {
            if (k == in) {
                l.by_shield = from_si<voltage>(shield * gain);
                l.by_imbalance = from_si<voltage>(imbalance * gain);
                l.by_rejection = from_si<voltage>(rejected * gain);
                l.hum = from_si<voltage>(total * gain);
            }
            if (k == from) return;
            hum[k] += total * gain;
            stages[k].complete = stages[k].complete && l.complete;
        });
    }
    for (std::size_t k = 0; k < n; ++k) {
        if (hum[k] - hum[k] == 0) {
            stages[k].hum = level_of(from_si<voltage>(hum[k]));
            continue;
        }
        component_name const name = c.stages[k].name;
        field_checks(name, problems)
            .fail("", 0, "", "the values of the chain together leave the range of numbers at the hum's frequency");
        for (std::size_t i = 0; i < n; ++i) stages[i] = {};
        return 0;
    }
    return link_count;
}

} // namespace detail

/// The hum in a circuit, for any storage. Nothing is computed if there are problems.
template <class Storage>
[[nodiscard]] constexpr basic_interference<Storage>
interference_of(circuit const& c, problem_list const& problems, excitation drive, interference_conditions const& cond) {
    basic_interference<Storage> out;
    std::size_t const n = c.stages.size();
    Storage::resize(out.links_, n);
    Storage::resize(out.stages_, n);
    out.conditions_ = cond;
    out.problems_ = detail::check_interference(problems, cond);
    if (!out.problems_.empty())
        for (std::size_t k = 0; k < n; ++k) out.stages_[k].name = c.stages[k].name;
    else
        out.link_count_ = detail::compute_hum<typename Storage::of_passes>(c, drive, cond, out.links_.data(),
                                                                           out.stages_.data(), out.problems_);
    return out;
}

/// Hum from the ground of one mains device to that of the next, at every stage of a chain.
///
/// Unbalanced, the voltage across the shield is in series with the signal. Balanced, it is on both legs: what is left is
///
///   V = |Va - Vb| + |Va + Vb|/2 * 10^(-CMRR/20)
///
/// with the node voltages of analysis/common_mode.hpp and the input's common-mode rejection ratio; the two are added as if
/// in phase, and so are the links: the worst case. A source or an input that is no mains device makes no loop. A value that
/// is not stated counts as the worst that the others allow, except a CMRR: its part is left out, and the result is not
/// `complete`. Impossible values give a result that is not valid() and says why.
template <class... C>
[[nodiscard]] constexpr auto interference(chain<C...> const& c, excitation_of<chain<C...>> level,
                                          interference_conditions const& cond = {}) {
    using type = chain<C...>;
    if constexpr (detail::is_complete<type>()) {
        excitation const drive = level;
        problem_list const problems = detail::check_conditions(c.validate(), drive, {});
        auto const low = problems.empty() ? c.lower() : c.names(); // lowering divides: not with impossible values
        return interference_of<detail::storage_of<type>>(low.view(), problems, drive, cond);
    }
}

} // namespace gainstage
// noise_spectrum(): the noise density at every stage and any frequency, who makes it, and its integral over any band.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// The noise at one stage and one frequency, all of it or what one stage makes of it.
struct noise_point {
    component_name name; ///< of the stage where it is; of a contribution, of the stage that makes it
    /// False: there is no such figure, and what follows is silence. The frequency is not within (0 Hz, 1 THz], the
    /// chain is not valid, or the numbers leave the range of a double.
    bool defined = false;
    voltage_noise_density density{};
    double share = 0; ///< of the noise power at that stage and frequency, 0 … 1; 0 of silence
};

/// The noise of a band at one stage, and how exact it is.
struct band_noise_level {
    component_name name;
    /// False: there is no such figure, and the level is silence: not 0 < low < high, the chain is not valid, or the
    /// numbers leave the range of a double.
    bool defined = false;
    voltage_noise_level level{};
    double relative_error = 0; ///< stated error of the noise power; an upper bound in practice
    bool converged = false;    ///< false: the integration stopped before its tolerance, at relative_error
    /// The same error in dB.
    [[nodiscard]] constexpr decibels error() const { return gain_of_power_ratio(1 + relative_error); }
};

/// What noise_spectrum() returns: the chain as a circuit, asked at any frequency. Densities are weighted by
/// conditions.weighting.
template <class Storage, class Lowered>
class basic_noise_spectrum : public detail::spectrum_base<Lowered> {
    using base = detail::spectrum_base<Lowered>;
    using base::conditions_;
    using base::low_;
    using passes = typename Storage::of_passes;

public:
    using base::base;

    /// The noise at every stage, from the source to the load: a list of noise_point.
    [[nodiscard]] constexpr auto at(frequency f) const {
        auto list = named();
        auto const density = powers_at(f);
        for (std::size_t k = 0; density && k < this->size(); ++k)
            if (auto const total = total_at(*density, k)) set(list[k], *total, *total);
        return list;
    }
    /// The noise at the stage of that name. If there is none: a point without a name, not defined; in a constant
    /// expression an error.
    [[nodiscard]] constexpr noise_point at(frequency f, std::string_view stage) const {
        std::size_t const k = this->index_of(stage);
        return k < this->size() ? at(f)[k] : noise_point{};
    }

    /// What every stage makes of the noise at the stage of that name, in the order of the chain. The shares add up
    /// to 1.
    [[nodiscard]] constexpr auto contributions(frequency f, std::string_view stage) const {
        auto list = named();
        std::size_t const k = this->index_of(stage);
        if (k == this->size()) return list;
        auto const density = powers_at(f);
        if (auto const total = density ? total_at(*density, k) : std::nullopt)
            for (std::size_t c = 0; c < this->size(); ++c) set(list[c], (*density)[k * this->size() + c], *total);
        return list;
    }
    /// What one stage makes of the noise at another.
    [[nodiscard]] constexpr noise_point contribution(frequency f, std::string_view stage,
                                                     std::string_view contributor) const {
        std::size_t const c = this->index_of(contributor);
        return c < this->size() ? contributions(f, stage)[c] : noise_point{};
    }

    /// The noise at the stage of that name in a band: the integral of the density, as analyze() has it.
    [[nodiscard]] constexpr band_noise_level band(std::string_view stage, frequency_band const& over,
                                                  weighting const& w) const {
        std::size_t const n = this->size();
        std::size_t const k = this->index_of(stage);
        if (k == n) return {};
        band_noise_level out{.name = low_.stages[k].name, .level = {voltage_level::silence(), over, w}};
        if (!this->has_answer_at(over.low) || !this->has_answer_at(over.high) ||
            !(over.low.value() < over.high.value()))
            return out;
        auto const integrated = detail::band_noise<passes>(low_.view(), over, w, conditions_.temperature);
        auto const total = total_at(integrated.integral, k);
        if (!total) return out;
        out.defined = true;
        out.level = {level_of(detail::from_si<voltage>(detail::sqrt(*total))), over, w};
        out.relative_error = integrated.relative_error;
        out.converged = integrated.converged;
        return out;
    }
    /// In a band, with conditions.weighting.
    [[nodiscard]] constexpr band_noise_level band(std::string_view stage, frequency_band const& over) const {
        return band(stage, over, conditions_.weighting);
    }
    /// In conditions.band, with conditions.weighting.
    [[nodiscard]] constexpr band_noise_level band(std::string_view stage) const {
        return band(stage, conditions_.band);
    }

private:
    using powers = typename passes::template per_pair<double>;

    [[nodiscard]] constexpr auto named() const {
        typename Storage::template per_stage<noise_point> list{};
        Storage::resize(list, this->size());
        for (std::size_t k = 0; k < this->size(); ++k) list[k].name = low_.stages[k].name;
        return list;
    }
    [[nodiscard]] constexpr std::optional<powers> powers_at(frequency f) const {
        if (!this->has_answer_at(f)) return std::nullopt;
        powers density{};
        passes::resize(density, this->size() * this->size());
        detail::noise_densities<passes>(low_.view(), at_frequency(f.value(), conditions_.temperature), density);
        double const w = conditions_.weighting.power_gain(f);
        for (std::size_t i = 0; i < density.size(); ++i) density[i] *= w;
        return density;
    }
    /// The sum of all contributions to stage k, if it is a number.
    [[nodiscard]] constexpr std::optional<double> total_at(powers const& p, std::size_t k) const {
        double total = 0;
        for (std::size_t c = 0; c < this->size(); ++c) total += p[k * this->size() + c];
        if (!detail::is_finite(total)) return std::nullopt;
        return total;
    }
    static constexpr void set(noise_point& out, double power, double total) {
        out.defined = true;
        out.density = detail::from_si<voltage_noise_density>(detail::sqrt(power));
        out.share = total > 0 ? power / total : 0;
    }
};

/// The noise of a chain over frequency. Whatever is impossible makes it not valid(), and says why; no figure is ever
/// NaN.
///
///   auto const spectrum = noise_spectrum(microphone{} >> preamp{} >> line_input{});
///   spectrum.at(1_kHz, "line input").density          V/sqrt(Hz)
///   spectrum.contributions(1_kHz, "line input")       who makes it
///   spectrum.band("line input", {300_Hz, 3.4_kHz})    its integral, with the error
template <class... C>
[[nodiscard]] constexpr auto noise_spectrum(chain<C...> const& c, conditions const& cond = {}) {
    using type = chain<C...>;
    if constexpr (detail::is_complete<type>()) {
        auto const problems = c.validate();
        return basic_noise_spectrum<detail::storage_of<type>, detail::lowered_type<type>>(
            problems.empty() ? c.lower() : c.names(), problems, cond);
    }
}

} // namespace gainstage
// DC: who needs power, who gives it, what arrives, what is in the way, who can be harmed.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

enum class power_state : unsigned char {
    not_needed,   ///< needs none and gets none
    powered,      ///< gets what it needs
    marginal,     ///< gets it from a supply at its nominal voltage, not from one at the lower end of its tolerance
    unsupplied,   ///< nothing supplies it
    blocked,      ///< a capacitor, a transformer or an amplifier is in the way
    shorted,      ///< a conductor that should carry it is tied to ground
    wrong_kind,   ///< what is supplied is not what it needs
    too_low,      ///< the voltage at its terminals is below what it needs
    too_high,     ///< the voltage is above what it stands
    over_current, ///< it draws more than the supply gives
    exposed,      ///< needs none, but gets it
};

/// The DC of one stage that needs power or is exposed to it.
struct power_entry {
    component_name name{}; ///< who
    std::size_t stage = 0;
    power_state state = power_state::not_needed;
    power_need need{};
    power_feed feed{};                  ///< what is supplied
    component_name supply{};            ///< by whom; empty if by nobody
    component_name obstacle{};          ///< what blocks or shorts it
    gainstage::voltage voltage{};       ///< at the terminals, at the nominal supply voltage
    gainstage::voltage least_voltage{}; ///< … at the lower end of the supply's tolerance
    gainstage::voltage required{};      ///< what it needs there
    gainstage::current current{};       ///< drawn, or driven through it where it has no use for it
    gainstage::current fault_current{}; ///< into a grounded conductor, if one is
    bool at_risk = false;               ///< it can be harmed
    bool loaded = false;                ///< a resistor to ground on the way takes current away
    impedance resistance{};             ///< of the way there and back, feed resistors included
};

using power_report = detail::inplace_vector<power_entry, 8>;

namespace detail {

/// What a supply meets on its way from stage `from` to the supply at the right of it.
struct power_path {
    std::size_t supply = 0;
    bool found = false;
    stage_info const* blocked_by = nullptr;
    stage_info const* grounded_by = nullptr; ///< the stage where the cold conductor is grounded
    double leg_ohms = 0;
    double return_ohms = 0;
    bool loaded = false;
};

constexpr power_path find_supply(std::span<stage_info const> stages, std::size_t from) {
    power_path p;
    for (std::size_t j = from; j + 1 < stages.size(); ++j) {
        stage_info const& next = stages[j + 1];
        // The joint between j and j + 1, then the inside of j + 1.
        if (!p.grounded_by && grounds_cold_leg(stages[j].output, next.input)) p.grounded_by = &next;
        // An unbalanced plug in a balanced socket: its sleeve, or its pin 3, grounds the cold contact.
        if (!p.grounded_by && carries(stages[j].output, contact::hot) && !carries(stages[j].output, contact::cold) &&
            !carries(stages[j].output, contact::bias) && is_balanced(next.input) &&
            mate(stages[j].output, next.input) == mating::fits)
            p.grounded_by = &stages[j];
        if (next.feed.kind != power_kind::none) {
            p.supply = j + 1;
            p.found = true;
            return p;
        }
        if (next.dc.blocks && !p.blocked_by) p.blocked_by = &next;
        if (next.dc.loads) p.loaded = true;
        bool const in_balanced = is_balanced(next.input);
        bool const out_balanced = is_balanced(next.output);
        if (!p.grounded_by && is_specified(next.input) && is_specified(next.output) && in_balanced != out_balanced &&
            next.cold == cold_leg::grounded)
            p.grounded_by = &next;
        if (next.is_amplifier || next.role == stage_role::load) return p;
        p.leg_ohms += next.dc.leg_resistance.value();
        p.return_ohms += next.dc.return_resistance.value();
    }
    return p;
}

/// Feed resistor of the IEC 61938 standard that a microphone's lowest supply voltage belongs to.
constexpr double standard_feed_ohms(double volts) { return volts >= 30 ? 6800 : volts >= 18 ? 1200 : 680; }

} // namespace detail

/// DC at the stage `at`, which needs power or may be exposed to it.
///
/// Phantom power: the current runs in both conductors in parallel and returns by the shield,
///
///   V = Vs - I (Rf/2 + r/2 + rs)       Rf, r: feed resistor and cable, per conductor; rs: shield
///
/// Plug-in power, on one conductor:     V = Vb - I (R + r + rs), and never more current than Vb/(R + r + rs)
///
/// A microphone that states a window for the supply (44 V to 52 V) and its current needs, at its terminals, what a
/// standard supply at the lower end of that window would leave there. Source: IEC 61938; Neumann, "Phantom power".
[[nodiscard]] constexpr power_entry power_at(std::span<stage_info const> stages, std::size_t at) {
    stage_info const& who = stages[at];
    power_entry e{.name = who.name, .stage = at, .need = who.need};
    detail::power_path const path = detail::find_supply(stages, at);
    bool const needs = who.need.kind != power_kind::none && who.need.kind != power_kind::battery;
    if (!path.found) {
        if (path.blocked_by) e.obstacle = path.blocked_by->name;
        e.state = needs ? power_state::unsupplied : power_state::not_needed;
        return e;
    }
    e.feed = stages[path.supply].feed;
    e.supply = stages[path.supply].name;
    e.loaded = path.loaded;
    if (path.blocked_by) {
        e.obstacle = path.blocked_by->name;
        e.state = needs ? power_state::blocked : power_state::not_needed;
        return e;
    }
    bool const phantom = e.feed.kind == power_kind::phantom;
    double const supply = e.feed.supply.value();
    double const feed = e.feed.feed_resistor.value();
    bool const one_leg = phantom && path.grounded_by != nullptr;
    double const legs = phantom && !one_leg ? 2 : 1;
    double const ohms = (feed + path.leg_ohms) / legs + path.return_ohms;
    e.resistance = detail::from_si<impedance>(ohms);
    if (one_leg) {
        e.obstacle = path.grounded_by->name;
        e.fault_current = detail::from_si<current>(supply / feed);
    }
    if (!needs) {
        // A coil between the conductors sees no DC if both carry the same; with one grounded, or on plug-in power, it
        // carries the current of the other.
        bool const through = one_leg || !phantom;
        double const amperes = through ? supply / (ohms + who.dc_resistance.value()) : 0;
        e.state = power_state::exposed;
        e.current = detail::from_si<current>(amperes);
        e.voltage = detail::from_si<voltage>(through ? supply - amperes * ohms : supply);
        e.least_voltage = e.voltage;
        e.at_risk = phantom && (!who.tolerates_phantom || (one_leg && who.role == stage_role::source));
        return e;
    }
    double amperes = who.need.current.value();
    if (amperes * ohms > supply) amperes = supply / ohms;
    e.current = detail::from_si<current>(amperes);
    e.voltage = detail::from_si<voltage>(supply - amperes * ohms);
    double const low_supply = supply - e.feed.tolerance.value();
    e.least_voltage = detail::from_si<voltage>(low_supply > amperes * ohms ? low_supply - amperes * ohms : 0);
    double const least = who.need.min_voltage.value();
    e.required = who.need.min_at_microphone.value() > 0 || who.need.kind != power_kind::phantom
                     ? who.need.min_at_microphone
                     : detail::from_si<voltage>(
                           detail::larger(0, least - who.need.current.value() * detail::standard_feed_ohms(least) / 2));
    if (e.feed.kind != who.need.kind) {
        e.state = power_state::wrong_kind;
        e.at_risk = phantom && !who.tolerates_phantom;
        return e;
    }
    // A window for phantom power is that of the supply's open voltage; half a volt on both ends is for rounding and for
    // what a cable takes.
    double const highest = phantom ? supply : e.voltage.value();
    bool const by_window = phantom && who.need.min_at_microphone.value() <= 0;
    double const wanted = by_window ? e.required.value() - 0.5 : e.required.value() * (1 - 1e-9);
    if (one_leg) e.state = power_state::shorted;
    else if (who.need.max_voltage.value() > 0 && highest > who.need.max_voltage.value() + 0.5) {
        e.state = power_state::too_high;
        e.at_risk = true;
    } else if (e.feed.limit.value() > 0 && who.need.current.value() > e.feed.limit.value() * (1 + 1e-9))
        e.state = power_state::over_current;
    else if (e.voltage.value() < wanted) e.state = power_state::too_low;
    else if (e.least_voltage.value() < wanted) e.state = power_state::marginal;
    else e.state = power_state::powered;
    return e;
}

/// DC of every stage of a circuit that needs power or is exposed to it: the source, and in-line boosters.
[[nodiscard]] constexpr power_report powering(std::span<stage_info const> stages) {
    power_report report;
    for (std::size_t k = 0; k < stages.size(); ++k) {
        if (stages[k].role != stage_role::source && stages[k].need.kind == power_kind::none) continue;
        power_entry const e = power_at(stages, k);
        if (k == 0 || e.state != power_state::not_needed) report.push_back(e);
    }
    return report;
}

/// DC of a chain. It need not be complete: a microphone and a supply are enough. Impossible values give an empty report.
template <class... C>
[[nodiscard]] constexpr power_report powering(chain<C...> const& c) {
    if (!c.validate().empty()) return {};
    return powering(c.lower().stages);
}

} // namespace gainstage
// diagnose(): what is wrong with a hook-up, with figures, reasons and remedies.

// Rules 1xx: what plugs into what, and what the contacts do with the signal.

// What a rule is: a function of a chain's budget and power, held against thresholds.

// What a rule finds: identifier, severity, stage, figure, limit, reason and remedy.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

enum class severity : unsigned char {
    info,    ///< good to know
    unknown, ///< a datasheet value is missing: no verdict on this point
    warning, ///< works, with a loss
    error,   ///< does not do its job
    danger,  ///< something can be damaged
};

/// The unit that a figure is printed in.
enum class figure_unit : unsigned char { none, dB, dBu, dBSPL, dBFS, volt, ampere, ohm, hertz, percent, metre };

/// A number with its unit, in SI units or on its decibel scale (percent: 0 … 100).
struct figure {
    double value = 0;
    figure_unit unit = figure_unit::none;
};

/// One finding. The texts live as long as the program; `{stage}`, `{other}`, `{found}`, `{limit}` and `{more}` in them stand
/// for the fields of those names, which a report fills in.
struct finding {
    std::string_view id{}; ///< stable: "GS201"
    gainstage::severity severity = severity::info;
    component_name stage{};    ///< where
    component_name other{};    ///< the other party, if there is one
    figure found{};            ///< what was found
    figure limit{};            ///< what it was held to
    figure more{};             ///< a further figure of the texts
    std::string_view title{};  ///< what is the matter, in a few words
    std::string_view reason{}; ///< why it matters, in one sentence
    std::string_view remedy{}; ///< what to do
    decibels missing_gain{0};  ///< the gain that is missing; negative: the pad that is missing
};

/// pass: nothing to mend. conditional: it works, with a loss. fail: it does not do its job, or harms something.
/// indeterminate: a datasheet value is missing, and the unknown is never taken for good.
enum class verdict : unsigned char { pass, conditional, indeterminate, fail };

/// Up to 32 findings in the order of the rules; dropped() counts the rest.
using finding_list = detail::inplace_vector<finding, 32>;

/// The findings of a chain and the verdict over them.
class diagnosis {
public:
    constexpr void add(finding const& f) {
        findings_.push_back(f);
        gainstage::verdict const v = f.severity >= severity::error     ? gainstage::verdict::fail
                                     : f.severity == severity::warning ? gainstage::verdict::conditional
                                     : f.severity == severity::unknown ? gainstage::verdict::indeterminate
                                                                       : gainstage::verdict::pass;
        if (v > verdict_) verdict_ = v;
    }
    [[nodiscard]] constexpr finding_list const& findings() const& { return findings_; }
    /// Of a temporary a copy, which outlives it: `for (finding const& f : diagnose(chain, level).findings())`.
    [[nodiscard]] constexpr finding_list findings() && { return findings_; }
    /// The gravest of all findings: fail over indeterminate over conditional over pass.
    [[nodiscard]] constexpr gainstage::verdict verdict() const { return verdict_; }
    /// The first finding of that identifier, or nullptr. A pointer into a temporary does not compile.
    [[nodiscard]] constexpr finding const* find(std::string_view id) const& {
        for (finding const& f : findings_)
            if (f.id == id) return &f;
        return nullptr;
    }
    finding const* find(std::string_view id) && = delete;
    [[nodiscard]] constexpr bool has(std::string_view id) const {
        for (finding const& f : findings_)
            if (f.id == id) return true;
        return false;
    }

private:
    finding_list findings_;
    gainstage::verdict verdict_ = gainstage::verdict::pass;
};

} // namespace gainstage

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// The limits that the rules hold a chain to. Every one is a matter of judgement; change what does not suit you.
struct thresholds {
    /// GS201: a level this far below the one an input is made for is far too quiet.
    decibels too_quiet{20};
    /// GS203: less headroom than this is little.
    decibels little_headroom{6};
    /// GS204: peaks that stay this far below full scale leave a converter's range unused.
    decibels unused_range{40};
    /// GS301: a load that takes more than this. 1.6 dB is a load of 5 times the source impedance.
    decibels loading_loss{1.6};
    /// GS301: … and this is a fault. 6.5 dB is a load below the source impedance.
    decibels severe_loading_loss{6.5};
    /// GS302: how much a cable may take at the top of the audio band.
    decibels roll_off{1};
    /// GS209: the lowest frequency at which the programme may have its full level. The low B of a bass is 31 Hz.
    frequency bottom_of_band = detail::from_si<frequency>(30);
    /// GS210, GS211, GS302: the highest.
    frequency top_of_band = detail::from_si<frequency>(20e3);
    /// GS501, GS502: how much noisier than its microphone a chain may be.
    decibels noise_figure{3};
    /// GS503: the least signal-to-noise ratio; empty: none is asked for.
    std::optional<decibels> target_snr{};
    /// GS505: how far below the gain of its measurement an equivalent input noise is trusted.
    decibels noise_extrapolation{20};
    /// GS601, GS602, GS603: how far the hum must be below the signal. 60 dB: Whitlock (Jensen AN-004) calls it very poor.
    decibels signal_to_hum{60};
};

/// What a rule sees.
struct rule_input {
    budget_view budget;
    gainstage::circuit circuit;                ///< the elements, for passes of a rule's own
    std::span<stage_headroom const> at_bottom; ///< the headroom of every stage at limits.bottom_of_band
    std::span<stage_headroom const> at_top;    ///< … and at limits.top_of_band
    power_report const& power;
    gainstage::thresholds const& limits;
    interference_view hum;
    bool judges_balanced; ///< a voltage between grounds was asked for: balanced lines are held to it too

    [[nodiscard]] constexpr std::size_t size() const { return budget.stages().size(); }
    [[nodiscard]] constexpr stage_budget const& stage(std::size_t k) const { return budget.stages()[k]; }
    [[nodiscard]] constexpr stage_info const& info(std::size_t k) const { return budget.infos()[k]; }
    [[nodiscard]] constexpr bool starts_with_microphone() const { return info(0).gives == signal_class::microphone; }
    /// A source or an amplifier: what is behind it loads it.
    [[nodiscard]] constexpr bool drives(std::size_t k) const {
        return info(k).role == stage_role::source || info(k).is_amplifier;
    }
    /// The first amplifier, or size() if there is none.
    [[nodiscard]] constexpr std::size_t first_amplifier() const {
        for (std::size_t k = 0; k < size(); ++k)
            if (info(k).is_amplifier) return k;
        return size();
    }
    /// The last source, amplifier or transformer before stage k > 0.
    [[nodiscard]] constexpr std::size_t driver_of(std::size_t k) const {
        do --k;
        while (k > 0 && !info(k).is_amplifier && !info(k).common_mode.isolates);
        return k;
    }
    /// What kind of signal arrives at stage k > 0. What an in-line booster gives is still a microphone's, what a transformer
    /// gives is what it gets; a DI box says itself.
    [[nodiscard]] constexpr signal_class arriving_at(std::size_t k) const {
        std::size_t driver = driver_of(k);
        while (driver > 0 && info(driver).kind != stage_kind::di_box &&
               (info(driver).need.kind != power_kind::none || info(driver).gives == signal_class::any))
            driver = driver_of(driver);
        return info(driver).gives;
    }
};

/// A rule: a stable identifier, what it looks for in a few words, and the function that looks. A rule of your own:
///
///   constexpr gainstage::rule no_long_runs{"MY001", "cable over 50 m", [](rule_input const& in, diagnosis& out) { … }};
struct rule {
    std::string_view id;
    std::string_view summary;
    void (*check)(rule_input const& in, diagnosis& out);
};

namespace detail {

constexpr figure in_dB(decibels d) { return {d.value(), figure_unit::dB}; }
constexpr figure in_dBu(voltage_level l) { return {l.dBu(), figure_unit::dBu}; }
constexpr figure in_ohm(impedance z) { return {z.value(), figure_unit::ohm}; }
constexpr figure in_volt(voltage v) { return {v.value(), figure_unit::volt}; }
constexpr figure in_ampere(current i) { return {i.value(), figure_unit::ampere}; }

} // namespace detail

} // namespace gainstage

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

namespace detail {

/// Calls f(k) for every joint between stage k and stage k + 1.
template <class F>
constexpr void for_each_joint(rule_input const& in, F f) {
    for (std::size_t k = 0; k + 1 < in.size(); ++k) f(k);
}

constexpr void does_not_mate(rule_input const& in, diagnosis& out) {
    for_each_joint(in, [&](std::size_t k) {
        mating const m = mate(in.info(k).output, in.info(k + 1).input);
        if (m != mating::wrong_shape && m != mating::wrong_gender) return;
        finding f{.id = "GS101", .severity = severity::error, .stage = in.info(k + 1).name, .other = in.info(k).name};
        f.title = "the plug of {other} does not fit {stage}";
        f.reason = m == mating::wrong_gender ? "Two plugs or two sockets cannot be joined."
                                             : "The two connectors are of different kinds.";
        f.remedy = "Use a cable or an adapter with the right connectors. It joins the plugs and changes nothing else.";
        out.add(f);
    });
}

constexpr void balanced_to_unbalanced(rule_input const& in, diagnosis& out) {
    for (std::size_t k = 0; k + 1 < in.size(); ++k) {
        stage_info const& driver = in.info(k);
        if (!in.drives(k)) continue;
        cold_leg const cold = cold_leg_behind(in.budget.infos(), k);
        if (cold == cold_leg::used || driver.topology == output_topology::unbalanced) continue;
        if (is_unbalanced(driver.output)) continue;
        double const left = fraction_left(driver.topology, cold);
        finding f{.id = "GS102", .severity = severity::info, .stage = driver.name};
        f.found = in_dB(-gain_of_amplitude_ratio(left));
        f.title = "balanced output of {stage} into an unbalanced input";
        if (driver.topology == output_topology::unspecified) {
            f.severity = severity::unknown;
            f.reason =
                "Whether the output keeps its level, or bears a grounded leg, depends on its output stage, which is "
                "not stated.";
            f.remedy =
                "Look up the output stage: two opposite drivers, transformer, cross-coupled or impedance balanced.";
        } else if (driver.topology == output_topology::symmetrical) {
            f.severity = severity::warning;
            f.reason =
                cold == cold_leg::grounded
                    ? "Each of the two drivers carries half the voltage, so that {found} is lost, and the cold driver "
                      "works into a short circuit."
                    : "Each of the two drivers carries half the voltage, so that {found} is lost.";
            f.remedy = "Leave the cold leg open, and make up the level; or use a transformer.";
        } else if (driver.topology == output_topology::floating && cold == cold_leg::open) {
            f.severity = severity::error;
            f.reason = "A transformer or capsule drives the voltage between its two legs: with one end open no signal "
                       "current flows.";
            f.remedy = "Connect the cold leg to ground at the unbalanced input.";
        } else if (driver.topology == output_topology::cross_coupled && cold == cold_leg::open) {
            f.severity = severity::warning;
            f.reason = "A cross-coupled output gives its whole level only with the cold leg grounded: {found} is lost.";
            f.remedy = "Connect the cold leg to ground at the unbalanced input.";
        } else {
            f.reason = "The level stays, but hum and noise that the cable picks up are no longer rejected.";
            f.remedy = "Keep the unbalanced part short.";
        }
        out.add(f);
    }
}

constexpr void stereo_into_balanced(rule_input const& in, diagnosis& out) {
    for_each_joint(in, [&](std::size_t k) {
        connector const& a = in.info(k).output;
        connector const& b = in.info(k + 1).input;
        if (mate(a, b) != mating::fits || !is_stereo(a) || !is_balanced(b)) return;
        out.add(
            {.id = "GS103",
             .severity = severity::error,
             .stage = in.info(k + 1).name,
             .other = in.info(k).name,
             .title = "stereo plug in the balanced mono input of {stage}",
             .reason = "The input takes the difference of tip and ring: what left and right have in common cancels.",
             .remedy = "Use a cable that splits left and right to two inputs."});
    });
}

constexpr bool is_headset(connector const& c) { return carries(c, contact::microphone); }

constexpr void headset_pinout(rule_input const& in, diagnosis& out) {
    for_each_joint(in, [&](std::size_t k) {
        connector const& a = in.info(k).output;
        connector const& b = in.info(k + 1).input;
        if (mate(a, b) != mating::fits || !is_headset(a) || !is_headset(b) || a.contacts == b.contacts) return;
        out.add({.id = "GS104",
                 .severity = severity::error,
                 .stage = in.info(k + 1).name,
                 .other = in.info(k).name,
                 .title = "CTIA and OMTP headset pin-outs meet at {stage}",
                 .reason =
                     "Microphone and ground are exchanged: the microphone gets its bias the wrong way round and stays "
                     "silent, and the earpieces play the difference of left and right.",
                 .remedy = "Use an adapter that exchanges ring 2 and sleeve."});
    });
}

constexpr void headset_contact_missed(rule_input const& in, diagnosis& out) {
    if (!in.starts_with_microphone()) return;
    for_each_joint(in, [&](std::size_t k) {
        connector const& a = in.info(k).output;
        connector const& b = in.info(k + 1).input;
        if (mate(a, b) != mating::fits || is_headset(a) == is_headset(b)) return;
        out.add(
            {.id = "GS105",
             .severity = severity::error,
             .stage = in.info(k + 1).name,
             .other = in.info(k).name,
             .title = "the headset's microphone contact meets none of its kind at {stage}",
             .reason =
                 "A four-pole headset connector carries the microphone on ring 2 or sleeve; one with fewer poles has "
                 "ground there.",
             .remedy = "Use a headset splitter with separate microphone and headphone plugs."});
    });
}

constexpr void mono_plug_in_stereo_socket(rule_input const& in, diagnosis& out) {
    for_each_joint(in, [&](std::size_t k) {
        connector const& a = in.info(k).output;
        stage_info const& b = in.info(k + 1);
        if (mate(a, b.input) != mating::fits || contact_count(a) != 2 || !is_stereo(b.input)) return;
        finding f{.id = "GS106", .severity = severity::warning, .stage = b.name, .other = in.info(k).name};
        f.title = "mono plug in the stereo socket of {stage}";
        f.reason = "The sleeve of the plug shorts the ring of the socket to ground: the right channel is silent.";
        if (b.feed.kind == power_kind::plug_in) {
            f.found = in_ampere(from_si<current>(b.feed.supply.value() / b.feed.feed_resistor.value()));
            f.reason =
                "The sleeve of the plug shorts the ring of the socket to ground: the right channel is silent, and its "
                "bias drives {found} into the short.";
        }
        f.remedy = "Use a three-pole plug with tip and ring joined, or with the ring open.";
        out.add(f);
    });
}

constexpr void wrong_side_of_combo(rule_input const& in, diagnosis& out) {
    for (std::size_t k = 1; k < in.size(); ++k) {
        stage_info const& s = in.info(k);
        if (s.kind != stage_kind::combo_input) continue;
        bool const line_path = s.accepts == signal_class::line;
        signal_class const arriving = in.arriving_at(k);
        if (!line_path && arriving == signal_class::line && in.info(k - 1).output.shape == connector_shape::xlr_3)
            out.add({.id = "GS107",
                     .severity = severity::warning,
                     .stage = s.name,
                     .other = in.info(in.driver_of(k)).name,
                     .title = "a line source on the XLR contacts of {stage}",
                     .reason =
                         "The XLR contacts lead to the microphone path: its gain, its low input impedance and phantom "
                         "power if it is on.",
                     .remedy = "Use a 6.35 mm plug: it selects the line path."});
        if (line_path && arriving == signal_class::microphone)
            out.add({.id = "GS108",
                     .severity = severity::error,
                     .stage = s.name,
                     .other = in.info(0).name,
                     .title = "a microphone on the 6.35 mm contacts of {stage}",
                     .reason = "The 6.35 mm contacts lead to the line path: little or no gain, and no phantom power.",
                     .remedy = "Use an XLR plug: it selects the microphone path."});
    }
}

constexpr void balanced_into_pc_socket(rule_input const& in, diagnosis& out) {
    for_each_joint(in, [&](std::size_t k) {
        connector const& a = in.info(k).output;
        stage_info const& b = in.info(k + 1);
        if (mate(a, b.input) != mating::fits || !is_balanced(a) || !carries(b.input, contact::bias)) return;
        out.add(
            {.id = "GS109",
             .severity = severity::warning,
             .stage = b.name,
             .other = in.info(k).name,
             .title = "balanced plug in the PC microphone socket of {stage}",
             .reason =
                 "The ring of that socket carries the bias voltage: it meets the cold leg, and drives a direct current "
                 "through the microphone.",
             .remedy = "Use an adapter that grounds the cold leg and leaves the ring open."});
    });
}

constexpr void polarity(rule_input const& in, diagnosis& out) {
    for_each_joint(in, [&](std::size_t k) {
        connector const& a = in.info(k).output;
        connector const& b = in.info(k + 1).input;
        if (mate(a, b) != mating::fits || a.shape != b.shape || !is_balanced(a) || !is_balanced(b)) return;
        if (a.contacts == b.contacts) return;
        out.add({.id = "GS110",
                 .severity = severity::info,
                 .stage = in.info(k + 1).name,
                 .other = in.info(k).name,
                 .title = "hot and cold are exchanged between {other} and {stage}",
                 .reason =
                     "One of the two has hot and cold the other way round (XLR: pin 3 hot). The polarity is inverted, "
                     "which is heard when the signal is mixed with others.",
                 .remedy = "Switch the polarity on one side, or exchange pins 2 and 3 in the cable."});
    });
}

/// Runs after all the others: it reads their findings.
constexpr void adapter_corrects_nothing(rule_input const& in, diagnosis& out) {
    bool const matters =
        out.has("GS201") || out.has("GS202") || out.has("GS301") || out.has("GS401") || out.has("GS408");
    if (!matters) return;
    for (std::size_t k = 0; k < in.size(); ++k) {
        if (in.info(k).kind != stage_kind::adapter) continue;
        out.add(
            {.id = "GS111",
             .severity = severity::info,
             .stage = in.info(k).name,
             .title = "{stage} joins the plugs and corrects nothing",
             .reason =
                 "An adapter has no gain, gives no power and changes no impedance: two devices that do not suit each "
                 "other still do not.",
             .remedy = "Put in what the other findings ask for: a preamp, a pad, a supply."});
        return;
    }
}

} // namespace detail

/// 1xx, as far as they stand alone; GS111 is last of all rules.
inline constexpr std::array connection_rules{
    rule{"GS101", "plug does not fit", &detail::does_not_mate},
    rule{"GS102", "balanced output into unbalanced input", &detail::balanced_to_unbalanced},
    rule{"GS103", "stereo plug in balanced mono input", &detail::stereo_into_balanced},
    rule{"GS104", "CTIA and OMTP mixed", &detail::headset_pinout},
    rule{"GS105", "headset microphone contact missed", &detail::headset_contact_missed},
    rule{"GS106", "mono plug in stereo socket", &detail::mono_plug_in_stereo_socket},
    rule{"GS107", "line source on a combo socket's XLR contacts", &detail::wrong_side_of_combo},
    rule{"GS108", "microphone on a combo socket's 6.35 mm contacts", nullptr}, // found together with GS107
    rule{"GS109", "balanced plug in PC microphone socket", &detail::balanced_into_pc_socket},
    rule{"GS110", "hot and cold exchanged", &detail::polarity},
};
inline constexpr std::array closing_rules{
    rule{"GS111", "adapter where something else is missing", &detail::adapter_corrects_nothing},
};

} // namespace gainstage
// Rules 3xx: bridging, cables, rated loads. Judged by the loss and the response they cause, not by a factor of ten.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

namespace detail {

/// |V behind stage `at`| over the open-circuit voltage behind stage `from`, at a frequency.
constexpr double section_gain(circuit const& c, step_conditions const& f, std::size_t from, std::size_t at) {
    complex y;
    for (std::size_t e = c.elements.size(); e-- > c.first[at + 1];) step_backward(c.elements[e], f, y);
    thevenin_source s;
    double open = 0;
    for (std::size_t k = 0; k <= at; ++k) {
        for (std::size_t e = c.first[k]; e < c.first[k + 1]; ++e) (void)step_forward(c.elements[e], f, s);
        if (k == from) open = magnitude(s.v);
    }
    return open > 0 ? magnitude(s.v / (1.0 + s.z * y)) / open : 0;
}

/// A two-wire electret is a current source: the bias resistor is meant to take most of its open-circuit voltage.
constexpr bool is_two_wire(stage_info const& s) { return s.need.kind == power_kind::plug_in; }

constexpr void loading(rule_input const& in, diagnosis& out) {
    for (std::size_t k = 0; k + 1 < in.size(); ++k) {
        if (!in.drives(k) || is_two_wire(in.info(k))) continue;
        decibels const loss = in.stage(k).loading_loss;
        if (loss <= in.limits.loading_loss) continue;
        out.add(
            {.id = "GS301",
             .severity = loss > in.limits.severe_loading_loss ? severity::error : severity::warning,
             .stage = in.info(k).name,
             .found = in_dB(loss),
             .limit = in_ohm(magnitude(in.stage(k).source_impedance)),
             .more = in_ohm(magnitude(in.stage(k).load_impedance)),
             .title = "{stage} loses {found} in its load",
             .reason =
                 "A source impedance of {limit} drives a load of {more}. To pass the voltage on, the load should be "
                 "several times the source impedance (bridging).",
             .remedy = "Use an input of higher impedance, or put a buffer or a DI box in between.",
             .missing_gain = loss});
    }
}

constexpr void cable_roll_off(rule_input const& in, diagnosis& out) {
    step_conditions const low =
        at_frequency(in.budget.conditions().frequency.value(), in.budget.conditions().temperature);
    step_conditions const high = at_frequency(in.limits.top_of_band.value(), in.budget.conditions().temperature);
    for (std::size_t k = 0; k < in.size(); ++k) {
        if (in.info(k).kind != stage_kind::cable) continue;
        std::size_t const driver = in.driver_of(k);
        double const reference = section_gain(in.circuit, low, driver, k);
        double const top = section_gain(in.circuit, high, driver, k);
        if (reference <= 0 || top <= 0) continue;
        decibels const loss = gain_of_amplitude_ratio(reference / top);
        if (loss <= in.limits.roll_off) continue;
        out.add(
            {.id = "GS302",
             .severity = severity::warning,
             .stage = in.info(k).name,
             .other = in.info(driver).name,
             .found = in_dB(loss),
             .limit = {in.limits.top_of_band.value(), figure_unit::hertz},
             .more = in_ohm(magnitude(in.stage(driver).source_impedance)),
             .title = "{stage} loses {found} at {limit}",
             .reason =
                 "The source impedance of {other} ({more}) and the capacitance of the cable form a low-pass filter.",
             .remedy = "A shorter cable, one of less capacitance, or a source of lower impedance."});
    }
}

constexpr void below_rated_load(rule_input const& in, diagnosis& out) {
    for (std::size_t k = 0; k + 1 < in.size(); ++k) {
        double const least = in.info(k).min_load.value();
        impedance const load = magnitude(in.stage(k).load_impedance);
        if (least <= 0 || load.value() >= 0.95 * least) continue;
        out.add({.id = "GS303",
                 .severity = severity::warning,
                 .stage = in.info(k).name,
                 .found = in_ohm(load),
                 .limit = in_ohm(in.info(k).min_load),
                 .title = "{stage} works into {found}; its maker recommends {limit} or more",
                 .reason = "Below the rated load a microphone loses level and maximum level, and a ribbon its low end.",
                 .remedy = "Use an input of higher impedance."});
    }
}

} // namespace detail

inline constexpr std::array impedance_rules{
    rule{"GS301", "loading loss", &detail::loading},
    rule{"GS302", "cable roll-off", &detail::cable_roll_off},
    rule{"GS303", "load below the rated one", &detail::below_rated_load},
};

} // namespace gainstage
// Rules 6xx: hum between the grounds of two mains devices.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

namespace detail {

/// Calls f for every link of that coupling whose hum is too close to the signal; not at silence.
template <class F>
constexpr void for_each_hum(rule_input const& in, hum_coupling coupling, F f) {
    for (hum_link const& l : in.hum.links)
        if (l.coupling == coupling && !l.signal.is_silent() && l.signal_to_hum() < in.limits.signal_to_hum) f(l);
}

constexpr finding hum_finding(rule_input const& in, hum_link const& l, std::string_view id) {
    finding f{.id = id, .severity = severity::warning, .stage = l.to, .other = l.from};
    f.found = in_dB(l.signal_to_hum());
    f.limit = in_dB(in.limits.signal_to_hum);
    f.more = in_dBu(level_of(l.hum));
    return f;
}

constexpr void unbalanced_loop(rule_input const& in, diagnosis& out) {
    for_each_hum(in, hum_coupling::unbalanced, [&](hum_link const& l) {
        finding f = hum_finding(in, l, "GS601");
        f.title = "hum loop between {other} and {stage}: {more}, only {found} below the signal";
        f.reason = "Both are mains devices. The current between their grounds flows in the shield of an unbalanced "
                   "line, and what "
                   "drops there is in series with the signal; {limit} is the least that is asked for.";
        f.remedy = "A balanced connection, an isolation transformer, or a shorter cable with a heavier shield.";
        out.add(f);
    });
}

/// Two devices are never closer than that.
inline constexpr double shortest_run_metres = 0.5;

/// The run at which the hum is just as low as is asked for: Vg R/(Zg + R0 + R) = V, so that R = V (Zg + R0)/(Vg - V), with R0
/// the rest of the loop. The resistance of the contacts is counted with the cable's.
constexpr void unbalanced_run(rule_input const& in, diagnosis& out) {
    for_each_hum(in, hum_coupling::unbalanced, [&](hum_link const& l) {
        double const source = in.hum.conditions.ground_voltage.value();
        double const now = l.between_grounds.value();
        double const then = now * amplitude_ratio(l.signal_to_hum() - in.limits.signal_to_hum);
        // Vg/now = (Zg + R0 + R)/R gives Zg + R0 without a look at the rest of the loop.
        double const rest = l.shield.value() * (source - now) / now;
        double const metres = l.run.value() * then * rest / (source - then) / l.shield.value();
        if (metres < shortest_run_metres || !(metres < l.run.value()))
            return; // no length is short enough, or none is to blame
        finding f{.id = "GS605", .severity = severity::info, .stage = l.to, .other = l.from};
        f.found = {l.run.value(), figure_unit::metre};
        f.limit = {metres, figure_unit::metre};
        f.more = in_dB(in.limits.signal_to_hum);
        f.title = "{found} of unbalanced cable from {other} to {stage}, where {limit} would do";
        f.reason = "The resistance of the shield grows with its length, and with it the hum: {limit} of this cable "
                   "would leave it "
                   "{more} below the signal.";
        f.remedy = "Put the devices closer together, or use a cable whose shield has less resistance per metre.";
        out.add(f);
    });
}

constexpr void imbalance(rule_input const& in, diagnosis& out) {
    if (!in.judges_balanced) return;
    for_each_hum(in, hum_coupling::balanced, [&](hum_link const& l) {
        if (l.by_imbalance < l.by_rejection) return;
        finding f = hum_finding(in, l, "GS602");
        f.more = in_ohm(l.leg_to_ground);
        f.title = "the line from {other} to {stage} is not balanced well enough: hum {found} below the signal";
        f.reason = "Its two legs differ, and {more} from each leg to ground is little: the voltage between the grounds "
                   "does not "
                   "arrive alike on both, and what differs is amplified as signal. {limit} is asked for.";
        f.remedy = "An input with a higher common-mode impedance (a transformer's is highest), equal output "
                   "impedances, or new contacts.";
        out.add(f);
    });
}

constexpr void low_rejection(rule_input const& in, diagnosis& out) {
    if (!in.judges_balanced) return;
    auto const add = [&](hum_link const& l) {
        if (l.by_imbalance >= l.by_rejection || !l.cmrr) return;
        finding f = hum_finding(in, l, "GS603");
        f.more = in_dB(*l.cmrr);
        f.title = "a common-mode rejection of {more} is too little before {stage}: hum {found} below the signal";
        f.reason = "The voltage between the grounds of {other} and {stage} is on both legs alike, and this much of it "
                   "gets through. "
                   "{limit} is asked for.";
        f.remedy = "An input with more common-mode rejection, or an isolation transformer.";
        out.add(f);
    };
    for_each_hum(in, hum_coupling::balanced, add);
    for_each_hum(in, hum_coupling::isolated, add);
}

constexpr void unstated_rejection(rule_input const& in, diagnosis& out) {
    if (!in.judges_balanced) return;
    for (hum_link const& l : in.hum.links)
        if (!l.complete)
            out.add({.id = "GS604",
                     .severity = severity::unknown,
                     .stage = l.to,
                     .other = l.from,
                     .title = "no common-mode rejection is stated between {other} and {stage}",
                     .reason = "How much of the voltage between their grounds becomes signal cannot be judged.",
                     .remedy = "Take the CMRR of the input, or of the transformer, from the datasheet."});
}

} // namespace detail

inline constexpr std::array interference_rules{
    rule{"GS601", "hum loop on an unbalanced line", &detail::unbalanced_loop},
    rule{"GS602", "imbalance lets hum in", &detail::imbalance},
    rule{"GS603", "too little common-mode rejection", &detail::low_rejection},
    rule{"GS604", "common-mode rejection not stated", &detail::unstated_rejection},
    rule{"GS605", "unbalanced run too long", &detail::unbalanced_run},
};

} // namespace gainstage
// Rules 2xx: too quiet, too loud, and the room between; too loud at one end of the band.

// What an overloaded stage makes of a sine: rails and currents clip it, a slew limit and a transformer core bend it.

// What hard clipping makes of a sine, in closed form.

// What every waveform that a limit makes of a sine can be asked. Amplitudes are those over the largest sine that passes.

#include <algorithm>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// From the amplitude b1 of the fundamental and the RMS value V:
///
///   THD_F = sqrt(2 V^2/b1^2 - 1), of the fundamental      THD_R = sqrt(1 - b1^2/(2 V^2)), of the whole
///
/// The difference leaves an error of some 1e-8 (-160 dB) in both.
class distorted_sine {
public:
    [[nodiscard]] constexpr bool is_distorted() const { return distorted_; }

    /// Harmonics over the fundamental, a ratio (0.48 is 48 %).
    [[nodiscard]] constexpr double thd() const {
        return distorted_ ? residue(2 * rms_squared_ / (fundamental_ * fundamental_) - 1) : 0;
    }
    /// Harmonics over the whole signal, a ratio.
    [[nodiscard]] constexpr double thd_of_total() const {
        return distorted_ ? residue(1 - fundamental_ * fundamental_ / (2 * rms_squared_)) : 0;
    }
    /// Level of the fundamental over the largest undistorted sine.
    [[nodiscard]] constexpr decibels fundamental() const { return gain_of_amplitude_ratio(fundamental_); }
    /// RMS level over that of the largest undistorted sine.
    [[nodiscard]] constexpr decibels level() const { return gain_of_power_ratio(2 * rms_squared_); }

protected:
    /// The level of the sine over that of the largest one that passes. Zero and below (and NaN): it stays a sine. What is
    /// above 300 dB is taken for 300 dB.
    constexpr explicit distorted_sine(decibels overdrive) {
        bool const is_number = overdrive.value() == overdrive.value();
        amplitude_ = is_number ? amplitude_ratio((std::min)(overdrive, decibels{300})) : 1;
        distorted_ = amplitude_ > 1;
        fundamental_ = amplitude_;
        rms_squared_ = amplitude_ * amplitude_ / 2;
    }

    double amplitude_;   ///< of the undistorted sine
    double fundamental_; ///< amplitude
    double rms_squared_;
    bool distorted_;

private:
    static constexpr double residue(double squared) { return squared > 0 ? detail::sqrt(squared) : 0; }
};

namespace detail {

/// z^n
constexpr complex integer_power(complex z, std::size_t n) {
    complex result{1};
    for (; n > 0; n /= 2) {
        if (n % 2 == 1) result = result * z;
        z = z * z;
    }
    return result;
}

} // namespace detail

} // namespace gainstage

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// A sine of amplitude A, clipped symmetrically at 1 (A = 10^(overdrive/20) > 1). With theta = asin(1/A), the phase at
/// which clipping begins, the amplitude of the n-th harmonic (n odd; even ones vanish) is
///
///   b1 = (2/pi) (A theta + cos theta)
///   bn = (4/pi) [ (A/2) (sin (n-1)theta/(n-1) - sin (n+1)theta/(n+1)) + cos(n theta)/n ]
///
/// and the RMS value
///
///   V^2 = (2/pi) [ (A^2/2)(theta - sin theta cos theta) + pi/2 - theta ]
///
/// THD_F = sqrt(2 V^2/b1^2 - 1), of the fundamental; THD_R = sqrt(1 - b1^2/(2 V^2)), of the whole. From the Fourier
/// integral of min(A sin, 1) over a quarter period. As the overdrive grows all tends to a square wave: THD_F 48.34 %.
class clipped_sine : public distorted_sine {
public:
    /// The level of the sine over the clip level. Zero and below (and NaN): not clipped, no distortion.
    constexpr explicit clipped_sine(decibels overdrive) : distorted_sine(overdrive) {
        if (!distorted_) return;
        sine_ = 1 / amplitude_;
        // cos = sqrt(1 - 1/A^2) = sqrt((A - 1)(A + 1))/A, without cancellation near A = 1
        cosine_ = detail::sqrt((amplitude_ - 1) * (amplitude_ + 1)) / amplitude_;
        theta_ = detail::atan2(sine_, cosine_);
        fundamental_ = 2 / detail::pi * (amplitude_ * theta_ + cosine_);
        rms_squared_ =
            2 / detail::pi * (amplitude_ * amplitude_ / 2 * (theta_ - sine_ * cosine_) + detail::pi / 2 - theta_);
    }

    [[nodiscard]] constexpr bool is_clipped() const { return distorted_; }

    /// How square the wave is: the part of the time that it stands at the limit, 0 … 1.
    [[nodiscard]] constexpr double squareness() const { return distorted_ ? 1 - 2 * theta_ / detail::pi : 0; }
    /// Amplitude of the n-th harmonic over that of the fundamental, with its sign; 0 for even n. n = 1 gives 1.
    [[nodiscard]] constexpr double harmonic(std::size_t n) const {
        if (n == 1) return 1;
        if (!distorted_ || n % 2 == 0) return 0;
        // Powers of e^(j theta)
        detail::complex const step{cosine_, sine_};
        detail::complex const below = detail::integer_power(step, n - 1);
        detail::complex const at = below * step;
        auto const order = static_cast<double>(n);
        double const lower = below.im / (order - 1);
        double const middle = at.re / order;
        double const upper = (at * step).im / (order + 1);
        return 4 / detail::pi * (amplitude_ / 2 * (lower - upper) + middle) / fundamental_;
    }

private:
    double sine_ = 0;
    double cosine_ = 0;
    double theta_ = 0;
};

} // namespace gainstage
// What a saturating transformer core makes of a sine, in closed form.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// A sine A sin u, A = 10^(overdrive/20) > 1, on a core whose flux (the integral of the voltage) cannot pass +-1. From where
/// the voltage reverses the flux runs from -1 to 1; there the core saturates and nothing more comes through, until the
/// voltage reverses again: -1 + A (1 - cos s) = 1, cos s = 1 - 2/A.
///
///        .-|                          sin(s/2) = 1/sqrt A
///       /  |
///     -/   |----.    .----- u         With Yn the n-th Fourier coefficient, n odd (even ones vanish):
///      0   s     \   |
///                 \_-|
///
///   Yn = A/(pi j) [I(n-1) - I(n+1)]     I(m) = integral from 0 to s of e^(-jmu) du = 2 sin(ms/2)/m e^(-jms/2)
///   V^2 = A^2/(2 pi) (s - sin s cos s)
///
/// From the law of flux linkage, v = N dphi/dt, for a source of no impedance and a core of no loss with a sharp knee: no
/// distortion below its limit. A real core's is gradual: its level is stated at 1 % of THD, and a decibel or two above it
/// a real transformer distorts less than this. The flux, and with it the distortion, is inversely proportional to
/// frequency: Whitlock, "Audio Transformers", in Ballou, Handbook for Sound Engineers, 11.1.3.1.
class saturated_sine : public distorted_sine {
public:
    /// The level of the sine over that of the largest one of its frequency that passes. Zero and below (and NaN): not
    /// saturated, no distortion.
    constexpr explicit saturated_sine(decibels overdrive) : distorted_sine(overdrive) {
        if (!distorted_) return;
        double const a = amplitude_;
        half_ = {detail::sqrt((a - 1) / a), -1 / detail::sqrt(a)};
        s_ = 2 * detail::atan2(-half_.im, half_.re);
        fundamental_ = amplitude_of(1);
        rms_squared_ = a * a / (2 * detail::pi) * lobe();
    }

    /// The part of the time that the core is saturated, 0 … 1.
    [[nodiscard]] constexpr double saturation() const { return distorted_ ? 1 - s_ / detail::pi : 0; }

    /// Amplitude of the n-th harmonic over that of the fundamental; 0 for even n. n = 1 gives 1.
    [[nodiscard]] constexpr double harmonic(std::size_t n) const {
        if (n == 1) return 1;
        if (!distorted_ || n % 2 == 0) return 0;
        return amplitude_of(n) / fundamental_;
    }

private:
    /// s - sin s cos s, by its series where the difference would lose digits.
    [[nodiscard]] constexpr double lobe() const {
        if (s_ < 0.3) {
            double const x2 = 4 * s_ * s_;
            return s_ * x2 / 6 * (1 - x2 / 20 * (1 - x2 / 42 * (1 - x2 / 72 * (1 - x2 / 110))));
        }
        // sin s cos s = 2 sin(s/2) cos(s/2) (cos^2 - sin^2)
        double const product = half_.re * -half_.im;
        return s_ - 2 * product * (half_.re * half_.re - half_.im * half_.im);
    }
    /// |Yn|
    [[nodiscard]] constexpr double amplitude_of(std::size_t n) const {
        auto const integral = [this](std::size_t m) {
            if (m == 0) return detail::complex{s_};
            detail::complex const turn = detail::integer_power(half_, m);
            return -2 * turn.im / static_cast<double>(m) * turn;
        };
        return amplitude_ / detail::pi * magnitude(integral(n - 1) - integral(n + 1));
    }

    detail::complex half_{1}; ///< e^(-js/2)
    double s_ = 0;
};

} // namespace gainstage
// What a slew-rate limit makes of a sine, in closed form.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// A sine x = A sin u of greatest slope A = 2 pi f Vpk/SR = 10^(overdrive/20) > 1, whose output y changes no faster than 1.
///
///        x .-.        y leaves x at u = -p, where the slope passes 1 (cos p = 1/A), and climbs with slope 1 until it
///         / / \       meets x again at u = q: A (sin q + sin p) = q + p. It follows x up to u = pi - p, where the same
///        / /y  \      begins with slope -1.
///       / /     .
///
/// If x is already too fast for y where they would meet, y never follows it: a triangle. That is so from 2 A sin p = pi,
/// A = sqrt(1 + pi^2/4) = 1.862, 5.4 dB. q is found by Newton's method in t = tan(u/2): sin u = 2t/(1 + t^2), cos u = (1 -
/// t^2)/(1 + t^2). With Yn the n-th Fourier coefficient of y, n odd (even ones vanish), and V its RMS value:
///
///   Yn = 2/(pi j n) [ integral from -p to q of e^(-jnu) du + A integral from q to pi - p of cos u e^(-jnu) du ]
///   V^2 = 1/pi [ A^3 (sin^3 q + sin^3 p)/3 + A^2/2 (pi - p - q + sin p cos p + sin q cos q) ]
///
/// The triangle has the amplitude pi/2, a fundamental of 4/pi and harmonics of 1/n^2: THD_F = sqrt(pi^4/96 - 1) = 12.1 %.
/// From the definition of the slew limit; an amplifier slews less sharply.
class slewed_sine : public distorted_sine {
public:
    /// The level of the sine over that of the largest one of its frequency that passes. Zero and below (and NaN): not
    /// slewed, no distortion.
    constexpr explicit slewed_sine(decibels overdrive) : distorted_sine(overdrive) {
        using detail::pi;
        if (!distorted_) return;
        if (is_triangle()) {
            fundamental_ = 4 / pi;
            rms_squared_ = pi * pi / 12;
            return;
        }
        double const a = amplitude_;
        double const start = detail::sqrt((a - 1) / (a + 1)); // tan(p/2)
        leave_ = circle_point(start);
        p_ = 2 * detail::atan(start);
        double const meet = meeting_point(start);
        meet_ = circle_point(meet);
        q_ = 2 * detail::atan(meet);
        fundamental_ = amplitude_of(1);
        double const sp = leave_.im;
        double const sq = meet_.im;
        rms_squared_ = (a * a * a * (sq * sq * sq + sp * sp * sp) / 3 +
                        a * a / 2 * (pi - p_ - q_ + sp * leave_.re + sq * meet_.re)) /
                       pi;
    }

    /// It never reaches the sine's own slope again: a triangle.
    [[nodiscard]] constexpr bool is_triangle() const {
        return amplitude_ * amplitude_ >= 1 + detail::pi * detail::pi / 4;
    }
    /// The part of the time that it slews, 0 … 1.
    [[nodiscard]] constexpr double slewing() const {
        if (!distorted_) return 0;
        return is_triangle() ? 1 : (p_ + q_) / detail::pi;
    }
    /// Amplitude of the n-th harmonic over that of the fundamental; 0 for even n. n = 1 gives 1.
    [[nodiscard]] constexpr double harmonic(std::size_t n) const {
        if (n == 1) return 1;
        if (!distorted_ || n % 2 == 0) return 0;
        auto const order = static_cast<double>(n);
        return is_triangle() ? 1 / (order * order) : amplitude_of(n) / fundamental_;
    }

private:
    /// e^(ju) with t = tan(u/2)
    static constexpr detail::complex circle_point(double t) { return {(1 - t * t) / (1 + t * t), 2 * t / (1 + t * t)}; }
    /// tan(q/2). The excess A (sin q + sin p) - q - p falls from q = p to q = pi - p, and is concave: bisection where
    /// Newton's step leaves the bracket.
    [[nodiscard]] constexpr double meeting_point(double start) const {
        // q = 2p (1 + p^2/20 + ...), to the same order in the tangents: nearer than the excess could tell
        if (start < 5e-4) return start * (2 + 2.4 * start * start);
        double low = start;
        double high = 1 / start;
        double t = (std::min)(2 * start, high);
        for (int i = 0; i < 60; ++i) {
            detail::complex const u = circle_point(t);
            double const excess = amplitude_ * (u.im + leave_.im) - 2 * detail::atan(t) - p_;
            (excess > 0 ? low : high) = t;
            double const slope = (amplitude_ * u.re - 1) * 2 / (1 + t * t);
            double next = slope < 0 ? t - excess / slope : low;
            if (!(next > low && next < high)) next = (low + high) / 2;
            if (detail::abs(next - t) <= 1e-16 * t) break;
            t = next;
        }
        return t;
    }
    /// |Yn|
    [[nodiscard]] constexpr double amplitude_of(std::size_t n) const {
        using detail::complex;
        // e^(-jnu) at -p, q and pi - p, and the integral of e^(-jmu) between the last two
        complex const at_p = leave_;
        complex const at_q = detail::conj(meet_);
        complex const at_end = -leave_;
        auto const integral = [](complex const& from, complex const& to, std::size_t m) {
            return (detail::integer_power(from, m) - detail::integer_power(to, m)) / complex{0, static_cast<double>(m)};
        };
        complex const lower = n == 1 ? complex{detail::pi - p_ - q_} : integral(at_q, at_end, n - 1);
        complex const slope = integral(at_p, at_q, n) + amplitude_ / 2 * (lower + integral(at_q, at_end, n + 1));
        return 2 / (detail::pi * static_cast<double>(n)) * magnitude(slope);
    }

    detail::complex leave_{1}; ///< e^(jp)
    detail::complex meet_{1};  ///< e^(jq)
    double p_ = 0;
    double q_ = 0;
};

} // namespace gainstage

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

namespace detail {

/// Calls f with the waveform that a law makes of a sine. A voltage source of limited current clips in a resistance; a
/// capacitance it charges no faster than dV/dt = I/C, which is a slew limit.
template <class F>
constexpr auto with_waveform(limit_law law, decibels overdrive, complex_impedance const& load, F f) {
    switch (law) {
    case limit_law::slew: return f(slewed_sine(overdrive));
    case limit_law::flux: return f(saturated_sine(overdrive));
    case limit_law::current:
        if (-reactance(load).value() > resistance(load).value()) return f(slewed_sine(overdrive));
        break;
    case limit_law::voltage: break;
    }
    return f(clipped_sine(overdrive));
}

} // namespace detail

/// What a sine of the level becomes at a stage.
struct stage_distortion {
    component_name name{};
    decibels overdrive{
        -detail::infinity};             ///< over the largest sine of whatever limits it so far; below 0: not distorted
    double thd = 0;                     ///< harmonics over the fundamental, a ratio
    voltage_level level{};              ///< RMS, after the limit
    component_name limited_by{};        ///< the stage that limits it, here or before; empty: none
    limit_law law = limit_law::voltage; ///< what limits it there
};

/// What a sine at the level of a budget, or of a headroom at one frequency, becomes at stage k, limited by the stages up to
/// it.
///
/// Two hard clips in a row are one, at whichever limit is lower when both are referred to the same point: the greatest
/// overdrive of the stages so far decides. That is exact for limits of one law; of different laws in a row the lesser one
/// is left out, and so is what the response behind the limit does to the harmonics. (The crest factor plays no part: the
/// signal is a sine.)
template <class Levels>
[[nodiscard]] constexpr stage_distortion distortion_at(Levels const& levels, std::size_t k) {
    auto const stages = levels.stages();
    stage_distortion d{.name = stages[k].name, .level = stages[k].level};
    std::size_t limiting = 0;
    for (std::size_t j = 0; j <= k; ++j) {
        decibels const over = stages[j].level - stages[j].clip_level;
        if (over.value() > d.overdrive.value()) {
            d.overdrive = over;
            limiting = j;
        }
    }
    if (!(d.overdrive.value() > 0)) return d;
    d.limited_by = stages[limiting].name;
    d.law = stages[limiting].limited_by;
    detail::with_waveform(d.law, d.overdrive, stages[limiting].load_impedance, [&](auto const& wave) {
        d.thd = wave.thd();
        d.level = stages[k].level - d.overdrive + wave.level();
    });
    return d;
}

/// What a sine has become at the end of the chain.
///
///   distortion(analyze(chain, 4_dBu))                            at the frequency of the conditions
///   distortion(headroom_response(chain, 4_dBu).at(30_Hz))        at another
template <class Levels>
[[nodiscard]] constexpr stage_distortion distortion(Levels const& levels) {
    if (levels.stages().empty()) return {};
    return distortion_at(levels, levels.stages().size() - 1);
}

} // namespace gainstage

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

namespace detail {

/// The gain that the load misses to reach the level it is made for; 0 if it states none, or at silence.
constexpr decibels gain_missing_at_load(rule_input const& in) {
    stage_info const& load = in.info(in.size() - 1);
    voltage_level const level = in.budget.output().level;
    if (!load.nominal || level.is_silent()) return decibels{0};
    return *load.nominal - level;
}

constexpr void too_quiet(rule_input const& in, diagnosis& out) {
    decibels const missing = gain_missing_at_load(in);
    if (missing <= in.limits.too_quiet) return;
    std::size_t const last = in.size() - 1;
    bool const bare = in.starts_with_microphone() && in.first_amplifier() == in.size();
    finding f{.id = "GS201",
              .severity = bare ? severity::error : severity::warning,
              .stage = in.info(last).name,
              .other = in.info(0).name};
    f.found = in_dBu(in.stage(last).level);
    f.limit = in_dBu(*in.info(last).nominal);
    f.more = in_dB(missing);
    f.missing_gain = missing;
    if (bare) {
        f.title = "a microphone straight into {stage}: {found} where {limit} is expected";
        f.reason = "A line input has little or no gain and is made for hundreds to thousands of times the voltage of a "
                   "microphone. Turned up later, the noise comes up with it.";
        f.remedy = "Put a microphone preamp in front of {stage}: {more} of gain is missing.";
    } else {
        f.title = "far too quiet for {stage}: {found} where {limit} is expected";
        f.reason = "The signal is {more} below the level that the input is made for. Turned up later, the noise comes "
                   "up with it.";
        f.remedy = "Add {more} of gain before {stage}.";
    }
    out.add(f);
}

constexpr void microphone_clips(rule_input const& in, diagnosis& out) {
    decibels const over = -in.stage(0).headroom;
    out.add(
        {.id = "GS205",
         .severity = severity::error,
         .stage = in.info(0).name,
         .found = in_dB(over),
         .limit = in_dBu(in.stage(0).clip_level),
         .title = "{stage} itself clips, by {found}",
         .reason = "The sound is above the microphone's maximum level. Nothing behind the microphone can mend that.",
         .remedy = "More distance, the microphone's own pad, or a microphone whose maximum level is {found} higher.",
         .missing_gain = -over});
}

/// Every stage that is overloaded by more than those before it: mending these in order mends all.
constexpr void overload(rule_input const& in, diagnosis& out) {
    decibels worst{0};
    for (std::size_t k = 0; k < in.size(); ++k) {
        stage_budget const& here = in.stage(k);
        decibels const over = -here.headroom;
        if (!here.clips || over <= worst) continue;
        worst = over;
        stage_info const& where = in.info(k);
        if (k == 0 && where.kind == stage_kind::microphone) {
            microphone_clips(in, out);
            continue;
        }
        finding f{.id = "GS202", .severity = severity::error, .stage = where.name};
        if (k > 0) f.other = in.info(in.driver_of(k)).name;
        f.found = in_dB(over);
        f.limit = in_dBu(here.clip_level);
        f.more = {100 * with_waveform(here.limited_by, here.level - here.clip_level, here.load_impedance,
                                      [](auto const& wave) { return wave.thd(); }),
                  figure_unit::percent};
        f.missing_gain = -over;
        if (k > 0 && in.arriving_at(k) == signal_class::line && where.accepts == signal_class::microphone) {
            f.title = "a line source into a microphone input: {stage} clips, by {found}";
            f.reason =
                "A microphone input amplifies a signal hundreds to thousands of times weaker. A sine of this level "
                "leaves it with {more} of distortion (a square wave has 48 %).";
            f.remedy = "Use a line input. Otherwise less gain or a pad: {found}, and some headroom on top.";
        } else {
            f.title = "{stage} clips, by {found}";
            f.reason =
                "The largest sine it passes is {limit}; a sine of this level leaves it with {more} of distortion.";
            f.remedy = k == 0 ? "Turn the source down: {found}, and some headroom on top."
                              : "Less gain before its limit, or a pad: {found}, and some headroom on top.";
        }
        out.add(f);
    }
}

constexpr void little_headroom(rule_input const& in, diagnosis& out) {
    decibels const room = in.budget.headroom();
    if (room.value() < 0 || room >= in.limits.little_headroom) return;
    stage_budget const& first = in.budget.first_to_clip();
    out.add({.id = "GS203",
             .severity = severity::warning,
             .stage = first.name,
             .found = in_dB(room),
             .limit = in_dB(in.limits.little_headroom),
             .title = "only {found} of headroom in {stage}",
             .reason = "Its peaks clip as soon as the signal rises by more than that.",
             .remedy = &first == &in.stage(0)
                           ? "A lower level at the source: {limit} above the loudest passage should be left."
                           : "Less gain before its limit: {limit} above the loudest passage should be left."});
}

constexpr void unused_range(rule_input const& in, diagnosis& out) {
    std::size_t const last = in.size() - 1;
    if (!in.info(last).full_scale || out.has("GS201") || in.stage(last).level.is_silent()) return;
    decibels const below = in.stage(last).headroom;
    if (below <= in.limits.unused_range) return;
    out.add({.id = "GS204",
             .severity = severity::warning,
             .stage = in.info(last).name,
             .found = in_dB(below),
             .limit = in_dB(in.limits.unused_range),
             .more = in_dB(below - in.limits.unused_range),
             .title = "the peaks stay {found} below the full scale of {stage}",
             .reason = "The signal uses only the lowest part of the converter's range, close to its noise.",
             .remedy = "More gain before it: {more} or more.",
             .missing_gain = below - in.limits.unused_range});
}

constexpr void unstated_limit(rule_input const& in, diagnosis& out) {
    for (std::size_t k = 0; k < in.size(); ++k)
        if (!in.info(k).limit_is_stated)
            out.add({.id = "GS206",
                     .severity = severity::unknown,
                     .stage = in.info(k).name,
                     .title = "no maximum level is stated for {stage}",
                     .reason = "Whether it is overloaded cannot be judged.",
                     .remedy = "Take its maximum level from the datasheet."});
}

constexpr void gain_shortage(rule_input const& in, diagnosis& out) {
    decibels const missing = gain_missing_at_load(in);
    std::size_t const k = in.first_amplifier();
    if (k == in.size() || !in.info(k).max_gain || !in.info(k).gain || missing.value() <= 0) return;
    decibels const left = *in.info(k).max_gain - *in.info(k).gain;
    if (missing - left < in.limits.little_headroom) return;
    out.add({.id = "GS207",
             .severity = severity::warning,
             .stage = in.info(k).name,
             .found = in_dB(*in.info(k).gain + missing),
             .limit = in_dB(*in.info(k).max_gain),
             .more = in_dB(missing - left),
             .title = "{found} of gain is needed, {stage} has {limit} at most",
             .reason = "Even at full gain the signal does not reach the level that the end of the chain is made for.",
             .remedy = "An in-line booster, a preamp with {more} more gain, or a more sensitive microphone.",
             .missing_gain = missing - left});
}

constexpr void loudspeaker_level(rule_input const& in, diagnosis& out) {
    if (in.info(0).gives != signal_class::loudspeaker) return;
    for (std::size_t k = 1; k < in.size(); ++k) {
        stage_info const& s = in.info(k);
        bool const input = s.is_amplifier || s.role == stage_role::load;
        if (!input) continue;
        if (s.accepts != signal_class::loudspeaker && s.accepts != signal_class::any)
            out.add({.id = "GS208",
                     .severity = severity::danger,
                     .stage = s.name,
                     .other = in.info(0).name,
                     .found = in_dBu(in.stage(0).level),
                     .title = "{other} gives loudspeaker level, {stage} is not made for it",
                     .reason = "A power amplifier gives {found}, and enough current to destroy an input.",
                     .remedy = "Take the signal before the power amplifier, or use a DI box or attenuator made for "
                               "loudspeaker level."});
        return;
    }
}

/// Stages that pass the programme at the frequency of the analysis but not at one end of the band, for one reason. `what`
/// has the texts.
constexpr void overload_at(rule_input const& in, std::span<stage_headroom const> there, frequency f, limit_law reason,
                           finding what, diagnosis& out) {
    for (std::size_t k = 0; k < in.size(); ++k) {
        stage_headroom const& here = there[k];
        if (!here.clips || here.limited_by != reason || in.stage(k).clips) continue;
        what.stage = here.name;
        what.found = in_dB(-here.headroom);
        what.limit = {f.value(), figure_unit::hertz};
        what.more = in_dBu(here.clip_level);
        what.missing_gain = here.headroom;
        out.add(what);
    }
}

constexpr void core_saturates(rule_input const& in, diagnosis& out) {
    overload_at(in, in.at_bottom, in.limits.bottom_of_band, limit_law::flux,
                {.id = "GS209",
                 .severity = severity::warning,
                 .title = "the core of {stage} saturates at {limit}: the level is {found} too high",
                 .reason =
                     "The largest sine it passes there is {more}: a transformer takes 6 dB less with every octave "
                     "down. Loud bass comes out distorted.",
                 .remedy = "A pad of {found} or a low-cut filter before it, or a transformer with a larger core."},
                out);
}

constexpr void too_slow(rule_input const& in, diagnosis& out) {
    overload_at(in, in.at_top, in.limits.top_of_band, limit_law::slew,
                {.id = "GS210",
                 .severity = severity::warning,
                 .title = "{stage} is too slow for this level at {limit}, by {found}",
                 .reason =
                     "The largest sine that its slew rate passes there is {more}. Louder treble becomes triangular, "
                     "and sounds harsh.",
                 .remedy = "{found} less level in it, or an amplifier with a higher slew rate."},
                out);
}

constexpr void out_of_current(rule_input const& in, diagnosis& out) {
    overload_at(in, in.at_top, in.limits.top_of_band, limit_law::current,
                {.id = "GS211",
                 .severity = severity::warning,
                 .title = "{stage} runs out of current at {limit}, by {found}",
                 .reason = "What it drives, the capacitance of the cable above all, takes all its current there with a "
                           "sine of {more}. Louder treble comes out distorted.",
                 .remedy = "A shorter cable or one of less capacitance, an output that gives more current, or {found} "
                           "less level."},
                out);
}

} // namespace detail

inline constexpr std::array level_rules{
    rule{"GS201", "far too quiet for the input", &detail::too_quiet},
    rule{"GS202", "overload", &detail::overload},
    rule{"GS203", "little headroom", &detail::little_headroom},
    rule{"GS204", "converter range unused", &detail::unused_range},
    rule{"GS205", "the microphone clips", nullptr}, // found together with GS202
    rule{"GS206", "maximum level not stated", &detail::unstated_limit},
    rule{"GS207", "gain shortage", &detail::gain_shortage},
    rule{"GS208", "loudspeaker level into an input", &detail::loudspeaker_level},
    rule{"GS209", "transformer core saturates", &detail::core_saturates},
    rule{"GS210", "slew rate too low", &detail::too_slow},
    rule{"GS211", "output current too low for the cable", &detail::out_of_current},
};

} // namespace gainstage
// Rules 5xx: who makes the noise, and whether it had to be.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

namespace detail {

/// The stage behind the source that makes most of the noise at the output.
constexpr std::size_t noisiest_behind_source(rule_input const& in) {
    std::size_t most = 1;
    for (std::size_t k = 2; k < in.size(); ++k)
        if (in.budget.noise_contribution_of(k, in.size() - 1).share >
            in.budget.noise_contribution_of(most, in.size() - 1).share)
            most = k;
    return most;
}

/// GS501 and GS502 ask the same question; which one is found depends on where the noise is made.
constexpr void chain_noise(rule_input const& in, diagnosis& out) {
    if (!in.starts_with_microphone() || !in.info(0).noise_is_stated || in.size() < 2) return;
    decibels const nf = in.budget.noise_figure();
    if (nf <= in.limits.noise_figure) return;
    std::size_t const k = noisiest_behind_source(in);
    std::size_t const amplifier = in.first_amplifier();
    bool const late = amplifier == in.size() ? in.info(k).role == stage_role::load : k > amplifier;
    finding f{.id = late ? "GS502" : "GS501",
              .severity = severity::warning,
              .stage = in.info(k).name,
              .other = in.info(0).name};
    f.found = in_dB(nf);
    f.limit = in_dB(in.limits.noise_figure);
    f.more = {100 * in.budget.noise_contribution_of(k, in.size() - 1).share, figure_unit::percent};
    if (late) {
        f.title = "{stage} makes {more} of the noise: the gain comes too late";
        f.reason =
            "The signal is still so small there that the chain is {found} noisier than its microphone alone. The first "
            "stage should decide the noise.";
        f.remedy = "More gain before {stage}.";
    } else {
        f.title = "{stage} makes {more} of the noise";
        f.reason = "The chain is {found} noisier than its microphone alone.";
        f.remedy = "A preamp with less noise, a more sensitive microphone, or less attenuation before the first gain.";
    }
    out.add(f);
}

constexpr void target_missed(rule_input const& in, diagnosis& out) {
    if (!in.limits.target_snr || in.budget.output().snr >= *in.limits.target_snr) return;
    out.add({.id = "GS503",
             .severity = severity::warning,
             .stage = in.budget.output().name,
             .other = in.budget.dominant_noise().name,
             .found = in_dB(in.budget.output().snr),
             .limit = in_dB(*in.limits.target_snr),
             .more = in_dB(*in.limits.target_snr - in.budget.output().snr),
             .title = "a signal-to-noise ratio of {found} at {stage} where {limit} is asked for",
             .reason = "{other} makes most of the noise.",
             .remedy = "{more} is missing: more level from the source, or less noise from {other}."});
}

constexpr void unstated_noise(rule_input const& in, diagnosis& out) {
    for (std::size_t k = 0; k < in.size(); ++k)
        if (!in.info(k).noise_is_stated)
            out.add({.id = "GS504",
                     .severity = severity::unknown,
                     .stage = in.info(k).name,
                     .title = "no noise figure is stated for {stage}",
                     .reason = "What is computed leaves its noise out: the real chain is noisier.",
                     .remedy = "Take its self-noise, dynamic range or input noise from the datasheet."});
}

constexpr void extrapolated_noise(rule_input const& in, diagnosis& out) {
    for (std::size_t k = 0; k < in.size(); ++k)
        if (in.info(k).noise_extrapolated > in.limits.noise_extrapolation)
            out.add({.id = "GS505",
                     .severity = severity::unknown,
                     .stage = in.info(k).name,
                     .found = in_dB(in.info(k).noise_extrapolated),
                     .limit = in_dB(in.limits.noise_extrapolation),
                     .title = "the noise of {stage} is stated for {found} more gain than it is set to",
                     .reason =
                         "At low gain the noise of the output stage adds to the equivalent input noise, and of that "
                         "nothing is stated.",
                     .remedy = "Fill in output_noise, or state the noise by its parts (amplifier_noise)."});
}

} // namespace detail

inline constexpr std::array noise_rules{
    rule{"GS501", "the preamp's noise over the microphone's", &detail::chain_noise},
    rule{"GS502", "a late stage makes the noise", nullptr}, // found together with GS501
    rule{"GS503", "target signal-to-noise ratio missed", &detail::target_missed},
    rule{"GS504", "noise not stated", &detail::unstated_noise},
    rule{"GS505", "equivalent input noise at another gain", &detail::extrapolated_noise},
};

} // namespace gainstage
// Rules 4xx: who needs power, who gets it, who is harmed by it.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

namespace detail {

constexpr finding power_finding(power_entry const& e, std::string_view id, severity s) {
    finding f{.id = id, .severity = s, .stage = e.name, .other = e.supply};
    f.found = in_volt(e.voltage);
    f.limit = in_volt(e.required);
    f.more = in_ampere(e.current);
    return f;
}

/// Calls f for every entry in that state.
template <class F>
constexpr void for_each_in(rule_input const& in, power_state state, F f) {
    for (power_entry const& e : in.power)
        if (e.state == state) f(e);
}

constexpr void unsupplied(rule_input const& in, diagnosis& out) {
    for_each_in(in, power_state::unsupplied, [&](power_entry const& e) {
        finding f = power_finding(e, "GS401", severity::error);
        f.other = in.info(in.size() - 1).name;
        f.title = "{stage} needs power and gets none";
        f.reason =
            in.info(in.size() - 1).accepts == signal_class::line && in.first_amplifier() == in.size()
                ? "It holds an amplifier that is dead without power, and {other} is a line input, which gives none."
                : "It holds an amplifier that is dead without power.";
        for (std::size_t k = e.stage + 1; k < in.size(); ++k) {
            if (!in.info(k).is_amplifier || in.info(k).feed.kind != power_kind::none) continue;
            for (std::size_t j = k + 1; j < in.size(); ++j) {
                if (in.info(j).feed.kind == power_kind::none) continue;
                f.other = in.info(k).name;
                f.reason = "It holds an amplifier that is dead without power, and {other} lets no power through.";
            }
            break;
        }
        f.remedy = e.need.kind == power_kind::phantom
                       ? "Switch phantom power on, or put a phantom supply in front of the preamp."
                   : e.need.kind == power_kind::plug_in ? "Use an input with plug-in power (bias), not a line input."
                                                        : "Use a supply for A-B (T-) powering.";
        out.add(f);
    });
}

constexpr void too_low(rule_input const& in, diagnosis& out) {
    for_each_in(in, power_state::too_low, [&](power_entry const& e) {
        // A little too low is a loss, far too low is silence.
        bool const far_below = e.voltage.value() < 0.8 * e.required.value();
        finding f = power_finding(e, "GS402", far_below ? severity::error : severity::warning);
        f.title = "{stage} starves: {found} at its terminals where it needs {limit}";
        f.reason =
            "Drawing {more}, it loses the rest in the feed resistors and the cable; it distorts early, hisses or stays "
            "silent.";
        f.remedy = "Use a supply of higher voltage or with smaller feed resistors.";
        out.add(f);
    });
}

constexpr void marginal(rule_input const& in, diagnosis& out) {
    for_each_in(in, power_state::marginal, [&](power_entry const& e) {
        finding f = power_finding(e, "GS403", severity::warning);
        f.found = in_volt(e.least_voltage);
        f.title = "{stage} starves if {other} is at the lower end of its tolerance: {found} where it needs {limit}";
        f.reason = "The nominal voltage of the supply is enough; the least that its tolerance allows is not.";
        f.remedy = "Measure the supply, or take one of a closer tolerance.";
        out.add(f);
    });
}

constexpr void too_high(rule_input const& in, diagnosis& out) {
    for_each_in(in, power_state::too_high, [&](power_entry const& e) {
        finding f = power_finding(e, "GS404", severity::danger);
        f.found = e.feed.kind == power_kind::phantom ? in_volt(e.feed.supply) : in_volt(e.voltage);
        f.limit = in_volt(e.need.max_voltage);
        f.title = "{other} puts {found} on {stage}, which is made for {limit} at most";
        f.reason = "Above their greatest voltage its electronics can break down.";
        f.remedy = "Use the supply that it is made for, or an adapter that lowers the voltage.";
        out.add(f);
    });
}

constexpr void over_current(rule_input const& in, diagnosis& out) {
    for_each_in(in, power_state::over_current, [&](power_entry const& e) {
        finding f = power_finding(e, "GS405", severity::warning);
        f.found = in_ampere(e.need.current);
        f.limit = in_ampere(e.feed.limit);
        f.title = "{stage} draws {found}; {other} gives {limit} at most";
        f.reason = "The voltage sags, here and on the other channels of the same supply.";
        f.remedy = "Use a stronger supply.";
        out.add(f);
    });
}

constexpr void blocked(rule_input const& in, diagnosis& out) {
    for_each_in(in, power_state::blocked, [&](power_entry const& e) {
        finding f = power_finding(e, "GS406", severity::error);
        f.other = e.obstacle;
        f.title = "{other} keeps the power away from {stage}";
        f.reason = "The capacitor or transformer in it passes the signal but no direct current.";
        f.remedy = "Put the supply between {stage} and {other}.";
        out.add(f);
    });
}

constexpr void shorted(rule_input const& in, diagnosis& out) {
    for (power_entry const& e : in.power) {
        if (e.fault_current.value() == 0) continue;
        finding f = power_finding(e, "GS407",
                                  e.at_risk                         ? severity::danger
                                  : e.state == power_state::exposed ? severity::warning
                                                                    : severity::error);
        f.other = e.obstacle;
        f.found = in_ampere(e.fault_current);
        f.title = "unbalanced wiring at {other} shorts one leg of the phantom power of {stage}: {found}";
        f.reason = "Phantom power is harmless only as long as it is the same on both conductors. With one of them "
                   "grounded it lies "
                   "between the two, across {stage}.";
        f.remedy = "Switch phantom power off, or keep the connection balanced up to the supply.";
        out.add(f);
    }
}

constexpr void harmed(rule_input const& in, diagnosis& out) {
    for_each_in(in, power_state::exposed, [&](power_entry const& e) {
        if (e.feed.kind != power_kind::phantom || !e.at_risk) return;
        stage_info const& who = in.info(e.stage);
        bool const ribbon = who.transducer == transducer_kind::ribbon;
        finding f =
            power_finding(e, "GS408", ribbon && e.fault_current.value() == 0 ? severity::warning : severity::danger);
        f.found = in_volt(e.feed.supply);
        bool const coil = ribbon || who.transducer == transducer_kind::dynamic;
        bool const through = coil && e.fault_current.value() > 0;
        f.more = through ? in_ampere(e.current)
                         : in_ampere(from_si<current>(2 * e.feed.supply.value() / e.feed.feed_resistor.value()));
        f.title = "{other} puts {found} on {stage}";
        f.reason =
            through ? "With one conductor grounded, {more} of direct current flows through the coil or ribbon, which "
                      "is not "
                      "made for it; a ribbon is stretched."
            : ribbon
                ? "A ribbon is safe only as long as both conductors carry exactly the same voltage: plugging in, a "
                  "short or an unbalanced cable sends a current through it that stretches it."
            : who.role == stage_role::source && who.kind == stage_kind::microphone
                ? "Its electronics are not made for phantom power and can break down."
                : "Up to {more} flow into an output that is not made for it, and its coupling capacitors are charged.";
        f.remedy = "Switch phantom power off before connecting, or isolate with a transformer.";
        out.add(f);
    });
}

constexpr void bias_on_others(rule_input const& in, diagnosis& out) {
    for_each_in(in, power_state::exposed, [&](power_entry const& e) {
        if (e.feed.kind != power_kind::plug_in) return;
        stage_info const& who = in.info(e.stage);
        if (who.kind != stage_kind::microphone) return;
        bool const mems = who.transducer == transducer_kind::mems;
        bool const coil = who.transducer == transducer_kind::dynamic || who.transducer == transducer_kind::ribbon;
        if (!mems && !coil) return;
        finding f = power_finding(e, mems ? "GS412" : "GS409", severity::warning);
        f.title = mems ? "{other} biases {stage}, which has an amplifier of its own"
                       : "{other} drives {more} through {stage}";
        f.reason = mems ? "The bias resistor pulls its output away from its resting voltage, so that it clips early."
                        : "A direct current through a coil or ribbon pushes the diaphragm off its centre, and plugging "
                          "in thumps.";
        f.remedy = mems ? "Take the bias resistor out, or switch plug-in power off."
                        : "Switch plug-in power off, or put a capacitor in series.";
        out.add(f);
    });
}

constexpr void wrong_kind(rule_input const& in, diagnosis& out) {
    for_each_in(in, power_state::wrong_kind, [&](power_entry const& e) {
        finding f = power_finding(e, "GS410", e.at_risk ? severity::danger : severity::error);
        f.found = in_volt(e.feed.supply);
        f.title = "{other} gives another kind of power than {stage} needs";
        f.reason = e.need.kind == power_kind::a_b
                       ? "An A-B (T-) powered microphone needs 12 V between its two signal conductors, and "
                         "gets none there: it does not work."
                   : e.at_risk ? "An electret capsule made for a few volts gets {found}: its transistor can break down."
                               : "Plug-in power is far below phantom power, and is on one conductor only.";
        f.remedy = "Use the kind of supply that the microphone's sheet names, or an adapter made for the pair.";
        out.add(f);
    });
}

constexpr void harmless_phantom(rule_input const& in, diagnosis& out) {
    for_each_in(in, power_state::exposed, [&](power_entry const& e) {
        if (e.feed.kind != power_kind::phantom || e.at_risk) return;
        finding f = power_finding(e, "GS411", severity::info);
        f.title = "phantom power is on; {stage} does not need it";
        f.reason = "It does no harm as long as the wiring is balanced and sound: both conductors carry the same "
                   "voltage, so that "
                   "no current flows through {stage}.";
        f.remedy = "Switch it off if nothing else needs it.";
        out.add(f);
    });
}

constexpr void switch_on_last(rule_input const& in, diagnosis& out) {
    for_each_in(in, power_state::powered, [&](power_entry const& e) {
        if (e.feed.kind != power_kind::phantom || e.loaded) return;
        finding f = power_finding(e, "GS413", severity::info);
        f.found = in_volt(e.feed.supply);
        f.title = "{stage} is powered with {found} from {other}";
        f.reason = "Plugging in while the power is on sends a step of {found} into everything behind: a loud thump.";
        f.remedy = "Connect first, then switch on, with the monitors down.";
        out.add(f);
    });
}

constexpr void drained(rule_input const& in, diagnosis& out) {
    for (power_entry const& e : in.power) {
        if (!e.loaded || e.supply == "" || e.state == power_state::exposed) continue;
        finding f = power_finding(e, "GS414", severity::error);
        f.title = "a resistor between {stage} and {other} leads the supply current to ground";
        f.reason =
            "The shunt of an unbalanced pad lies between the signal conductor and ground, so that the supply's voltage "
            "does not reach {stage}.";
        f.remedy = "Use a balanced (U or H) pad, or put it behind the supply.";
        out.add(f);
    }
}

constexpr void unstated_current(rule_input const& in, diagnosis& out) {
    for (power_entry const& e : in.power) {
        if (e.need.kind != power_kind::phantom || e.need.current.value() > 0 || e.supply == "") continue;
        finding f = power_finding(e, "GS415", severity::unknown);
        f.title = "the supply current of {stage} is not stated";
        f.reason = "How much voltage the feed resistors leave for it cannot be judged.";
        f.remedy = "Take the current from the datasheet.";
        out.add(f);
    }
}

} // namespace detail

inline constexpr std::array power_rules{
    rule{"GS401", "needs power and gets none", &detail::unsupplied},
    rule{"GS402", "voltage too low", &detail::too_low},
    rule{"GS403", "voltage too low at the supply's tolerance", &detail::marginal},
    rule{"GS404", "voltage too high", &detail::too_high},
    rule{"GS405", "draws more than the supply gives", &detail::over_current},
    rule{"GS406", "path of the power blocked", &detail::blocked},
    rule{"GS407", "phantom power shorted by unbalanced wiring", &detail::shorted},
    rule{"GS408", "phantom power on a device it can harm", &detail::harmed},
    rule{"GS409", "plug-in power on a coil or ribbon", &detail::bias_on_others},
    rule{"GS410", "wrong kind of power", &detail::wrong_kind},
    rule{"GS411", "phantom power not needed, harmless", &detail::harmless_phantom},
    rule{"GS412", "bias on a microphone with an output of its own", nullptr}, // found together with GS409
    rule{"GS413", "phantom power: connect first", &detail::switch_on_last},
    rule{"GS414", "pad drains the supply", &detail::drained},
    rule{"GS415", "supply current not stated", &detail::unstated_current},
};

} // namespace gainstage

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// How diagnose() looks: the conditions of the analysis, the limits, and rules of your own, which run after the library's.
///
/// Hum on unbalanced lines between mains devices is always judged, with the defaults of interference_conditions. Balanced
/// lines are judged if `interference` is given: then an input that states no common-mode rejection leaves the verdict open.
struct diagnose_options {
    gainstage::conditions conditions{};
    gainstage::thresholds thresholds{};
    std::span<rule const> own_rules{};
    std::optional<interference_conditions> interference{};
};

/// Found before any rule runs: a value that no device can have.
inline constexpr rule impossible_value_rule{"GS001", "impossible value", nullptr};

/// Rules that run one after the other. std::span would do; the concepts of its iterators take longer to compile than a rule.
class rule_family {
public:
    template <std::size_t N>
    constexpr rule_family(std::array<rule, N> const& rules) : first_(rules.data()), count_(N) {}
    [[nodiscard]] constexpr rule const* begin() const { return first_; }
    [[nodiscard]] constexpr rule const* end() const { return first_ + count_; }

private:
    rule const* first_;
    std::size_t count_;
};

/// Every family of rules, in the order in which they run.
inline constexpr rule_family rule_families[] = {connection_rules, level_rules,        impedance_rules, power_rules,
                                                noise_rules,      interference_rules, closing_rules};

namespace detail {

/// The rules over a budget and the circuit that it came from, which is not asked for if the budget is not valid.
template <class Storage>
[[nodiscard]] constexpr diagnosis diagnose_circuit(budget_view const& budget, circuit const& c,
                                                   diagnose_options const& options) {
    diagnosis out;
    auto const report = [&](problem_list const& problems) {
        for (problem const& p : problems)
            out.add({.id = impossible_value_rule.id,
                     .severity = severity::error,
                     .stage = p.component,
                     .found = {p.value, figure_unit::none},
                     .title = p.field,
                     .reason = p.reason,
                     .remedy = "Correct the value: nothing was computed."});
        return !problems.empty();
    };
    interference_conditions const ground = options.interference.value_or(interference_conditions{});
    problem_list problems = budget.problems();
    component_name const limits = "thresholds";
    field_checks checks(limits, problems);
    checks.positive("bottom_of_band", options.thresholds.bottom_of_band);
    checks.positive("top_of_band", options.thresholds.top_of_band);
    if (problems.empty()) problems = check_interference({}, ground);
    if (report(problems)) return out;

    std::size_t const n = c.stages.size();
    typename Storage::template per_stage<hum_link> links{};
    typename Storage::template per_stage<stage_hum> hum{};
    typename Storage::template per_stage<stage_headroom> bottom{};
    typename Storage::template per_stage<stage_headroom> top{};
    Storage::resize(links, n);
    Storage::resize(hum, n);
    Storage::resize(bottom, n);
    Storage::resize(top, n);
    excitation const drive = budget.excitation();
    std::size_t const link_count = compute_hum<Storage>(c, drive, ground, links.data(), hum.data(), problems);
    if (report(problems)) return out;
    (void)compute_headroom<Storage>(c, drive, options.conditions, options.thresholds.bottom_of_band, bottom.data());
    (void)compute_headroom<Storage>(c, drive, options.conditions, options.thresholds.top_of_band, top.data());
    power_report const power = powering(c.stages);
    rule_input const in{budget,
                        c,
                        {bottom.data(), n},
                        {top.data(), n},
                        power,
                        options.thresholds,
                        {{links.data(), link_count}, {hum.data(), n}, ground},
                        options.interference.has_value()};
    auto const run = [&](auto const& rules) {
        for (rule const& r : rules)
            if (r.check != nullptr) r.check(in, out);
    };
    for (auto const& family : rule_families) run(family);
    run(options.own_rules);
    return out;
}

/// Either kind of chain; one with impossible values has no elements to show.
template <class Storage, class Chain, class Level>
[[nodiscard]] constexpr diagnosis diagnose_chain(Chain const& c, Level level, diagnose_options const& options) {
    auto const budget = analyze(c, level, options.conditions);
    if (!budget.valid()) return diagnose_circuit<Storage>(budget.view(), {}, options);
    auto const low = c.lower();
    return diagnose_circuit<Storage>(budget.view(), low.view(), options);
}

} // namespace detail

/// Runs every rule over a chain at a level. Nothing is forbidden: any hook-up that can be plugged in is explained.
template <class... C>
[[nodiscard]] constexpr diagnosis diagnose(chain<C...> const& c, excitation_of<chain<C...>> level,
                                           diagnose_options const& options = {}) {
    return detail::diagnose_chain<typename detail::storage_of<chain<C...>>::of_passes>(c, level, options);
}
// Does not compile, with a sentence that says why.
template <class... C, detail::NotLevelOf<chain<C...>> Level>
constexpr diagnosis diagnose(chain<C...> const&, Level const&, diagnose_options const& = {}) {
    (void)detail::expect_level<chain<C...>, Level>();
    return {};
}

} // namespace gainstage

#include <memory>
#include <vector>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

namespace detail {

/// A component whose type is no longer known.
class any_component {
public:
    template <Component C>
    explicit any_component(C component) : model_(std::make_shared<model<C>>(std::move(component))) {}

    [[nodiscard]] component_name name() const { return model_->name(); }
    [[nodiscard]] stage_info describe(connector const& plug) const { return model_->describe(plug); }
    void check(problem_list& problems) const { model_->check(problems); }
    void lower(hookup const& to, std::vector<element>& out) const { model_->lower(to, out); }
    [[nodiscard]] stage_role role() const { return model_->role; }
    /// Of a source: it takes a sound level.
    [[nodiscard]] bool takes_sound() const { return model_->takes_sound; }

private:
    struct base {
        stage_role role = stage_role::through;
        bool takes_sound = false;
        base() = default;
        base(base const&) = delete;
        base& operator=(base const&) = delete;
        virtual ~base() = default;
        virtual component_name name() const = 0;
        virtual stage_info describe(connector const&) const = 0;
        virtual void check(problem_list&) const = 0;
        virtual void lower(hookup const&, std::vector<element>&) const = 0;
    };
    template <class C>
    struct model final : base {
        C component;
        explicit model(C c) : component(std::move(c)) {
            if constexpr (is_source<C>) {
                this->role = stage_role::source;
                this->takes_sound = std::is_same_v<typename C::excitation, sound_level>;
            } else if constexpr (is_load<C>) this->role = stage_role::load;
        }
        component_name name() const override { return component.name; }
        stage_info describe(connector const& plug) const override { return describe_component(component, plug); }
        void check(problem_list& problems) const override { check_component(component, problems); }
        void lower(hookup const& to, std::vector<element>& out) const override { append_elements(component, to, out); }
    };
    std::shared_ptr<base const> model_;
};

struct dynamic_storage {
    using of_passes = dynamic_storage;
    template <class T>
    using per_stage = std::vector<T>;
    template <class T>
    using per_pair = std::vector<T>;
    template <class T>
    using per_element = std::vector<T>;

    static void resize(auto& list, std::size_t n) { list.resize(n); }
};

/// The storage behind a circuit, of any size.
struct dynamic_lowered {
    std::vector<element> elements;
    std::vector<stage_info> stages;
    std::vector<std::size_t> first{0};

    [[nodiscard]] circuit view() const& { return {elements, stages, first}; }
    circuit view() && = delete;
};

} // namespace detail

/// A chain of components in a vector. What a chain refuses to compile is here an error value with the same sentence.
///
///   dynamic_chain c;
///   c.append(microphone{}).append(preamp{}).append(line_input{});
class dynamic_chain {
public:
    dynamic_chain() = default;
    template <class... C>
    explicit dynamic_chain(chain<C...> const& c) {
        append(c);
    }

    /// Adds a component, or all of a chain, at the end.
    template <class C>
    dynamic_chain& append(C const& c) {
        if constexpr (!detail::expect_link<C>()) return *this;
        else if constexpr (detail::is_chain<C>)
            c.list().apply([&](auto const&... part) { (parts_.emplace_back(part), ...); });
        else parts_.emplace_back(c);
        return *this;
    }
    dynamic_chain& append(dynamic_chain const& c) {
        std::size_t const count = c.size(); // c may be this chain
        for (std::size_t k = 0; k < count; ++k) parts_.push_back(detail::any_component(c.parts_[k]));
        return *this;
    }

    [[nodiscard]] std::size_t size() const { return parts_.size(); }

    /// Every impossible value, and whatever is wrong with the order: no source, no load, two sources, a load in the middle.
    [[nodiscard]] problem_list validate() const {
        problem_list problems;
        auto const wrong = [&](component_name const& who, std::string_view why) {
            field_checks(who, problems).fail("", 0, "", why);
        };
        component_name const whole = "chain";
        if (parts_.empty() || parts_.front().role() != stage_role::source) wrong(whole, sentences::no_source);
        for (std::size_t k = 0; k < parts_.size(); ++k) {
            if (k > 0 && parts_[k].role() == stage_role::source) wrong(parts_[k].name(), sentences::two_sources);
            if (k + 1 < parts_.size() && parts_[k].role() == stage_role::load)
                wrong(parts_[k].name(), sentences::load_in_the_middle);
        }
        if (parts_.empty() || parts_.back().role() != stage_role::load) wrong(whole, sentences::no_load);
        check(problems);
        return problems;
    }

    /// The same, and a level of the wrong kind for the source.
    [[nodiscard]] problem_list validate(excitation level) const {
        problem_list problems = validate();
        component_name const signal = "signal";
        if (problems.empty() && level.is_sound() != takes_sound())
            field_checks(signal, problems)
                .fail("level", level.dB(), level.is_sound() ? "dB SPL" : "dBu", sentences::wrong_excitation);
        return problems;
    }

    /// The impossible values alone, whatever the order.
    void check(problem_list& problems) const {
        for (auto const& p : parts_) p.check(problems);
    }

    /// The components' facts and elements. Only of a chain without impossible values: they divide.
    [[nodiscard]] detail::dynamic_lowered lower() const {
        detail::dynamic_lowered out;
        out.stages = describe();
        for (std::size_t k = 0; k < parts_.size(); ++k) {
            parts_[k].lower(detail::hookup_of(out.stages, k), out.elements);
            out.first.push_back(out.elements.size());
        }
        return out;
    }
    /// The facts alone, whatever the order of the components.
    [[nodiscard]] std::vector<stage_info> describe() const {
        std::vector<stage_info> stages;
        for (auto const& p : parts_) stages.push_back(p.describe(stages.empty() ? connector{} : stages.back().output));
        return stages;
    }
    /// The names of the stages alone: of a chain with problems.
    [[nodiscard]] detail::dynamic_lowered names() const {
        detail::dynamic_lowered out;
        out.stages.resize(parts_.size());
        out.first.resize(parts_.size() + 1);
        for (std::size_t k = 0; k < parts_.size(); ++k) out.stages[k].name = parts_[k].name();
        return out;
    }

    /// The source takes a sound level.
    [[nodiscard]] bool takes_sound() const { return !parts_.empty() && parts_.front().takes_sound(); }

private:
    std::vector<detail::any_component> parts_;
};

[[nodiscard]] inline problem_list validate(dynamic_chain const& c) { return c.validate(); }

namespace detail {
[[nodiscard]] inline dynamic_lowered lowered_of(dynamic_chain const& c, problem_list const& problems) {
    return problems.empty() ? c.lower() : c.names();
}
} // namespace detail

/// The budget of a dynamic_chain. Its max_input() is an excitation: a sound or a voltage level, as the source has it.
using dynamic_budget = basic_budget<detail::dynamic_storage, excitation>;

namespace detail {
// The passes below are templates of it, so that a program which has no dynamic_chain does not pay for compiling them.
template <class C>
concept DynamicChain = std::same_as<C, dynamic_chain>;
} // namespace detail

/// analyze() for a dynamic_chain. A level of the wrong kind, or a chain without source or load, gives a budget that is not
/// valid() and says why.
template <detail::DynamicChain C>
[[nodiscard]] dynamic_budget analyze(C const& c, excitation level, conditions const& cond = {}) {
    problem_list const problems = c.validate(level);
    auto const low = detail::lowered_of(c, problems);
    return analyze_circuit<detail::dynamic_storage, excitation>(low.view(), problems, level, cond);
}

/// frequency_response() for a dynamic_chain.
template <detail::DynamicChain C>
[[nodiscard]] auto frequency_response(C const& c, conditions const& cond = {}) {
    auto const problems = c.validate();
    return basic_frequency_response<detail::dynamic_storage, detail::dynamic_lowered>(detail::lowered_of(c, problems),
                                                                                      problems, cond);
}

/// noise_spectrum() for a dynamic_chain.
template <detail::DynamicChain C>
[[nodiscard]] auto noise_spectrum(C const& c, conditions const& cond = {}) {
    auto const problems = c.validate();
    return basic_noise_spectrum<detail::dynamic_storage, detail::dynamic_lowered>(detail::lowered_of(c, problems),
                                                                                  problems, cond);
}

/// headroom_response() for a dynamic_chain.
template <detail::DynamicChain C>
[[nodiscard]] auto headroom_response(C const& c, excitation level, conditions const& cond = {}) {
    problem_list const problems = c.validate(level);
    return basic_headroom_response<detail::dynamic_lowered, detail::dynamic_storage>(detail::lowered_of(c, problems),
                                                                                     problems, level, cond);
}

/// Hum in a dynamic_chain.
using dynamic_interference = basic_interference<detail::dynamic_storage>;
template <detail::DynamicChain C>
[[nodiscard]] dynamic_interference interference(C const& c, excitation level,
                                                interference_conditions const& cond = {}) {
    problem_list const problems = detail::check_conditions(c.validate(level), level, {});
    auto const low = detail::lowered_of(c, problems);
    return interference_of<detail::dynamic_storage>(low.view(), problems, level, cond);
}

/// DC of a dynamic_chain; empty if it has impossible values.
template <detail::DynamicChain C>
[[nodiscard]] power_report powering(C const& c) {
    problem_list problems;
    c.check(problems);
    return problems.empty() ? powering(c.describe()) : power_report{};
}

/// diagnose() for a dynamic_chain.
template <detail::DynamicChain C>
[[nodiscard]] diagnosis diagnose(C const& c, excitation level, diagnose_options const& options = {}) {
    return detail::diagnose_chain<detail::dynamic_storage>(c, level, options);
}

} // namespace gainstage

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

namespace detail {

/// A value of an element that differs from variant to variant.
struct parameter {
    std::size_t element;
    std::size_t stage;
    double element::*value;
};

} // namespace detail

/// A chain, lowered once, and which of its elements' values differ from variant to variant. Excitation: sound_level or
/// voltage_level, as the chain's source has it.
///
///   perturbation p(vocal >> lead >> mic_preamp >> line_in);
///   p.vary("lead", 0, &element::resistance);
template <class Excitation>
class perturbation {
public:
    template <class... C>
    explicit perturbation(chain<C...> const& c) : problems_(c.validate()) {
        static_assert(detail::is_complete<chain<C...>>());
        auto const low = problems_.empty() ? c.lower() : c.names();
        base_.elements.assign(low.elements.begin(), low.elements.end());
        base_.stages.assign(low.stages.begin(), low.stages.end());
        base_.first.assign(low.first.begin(), low.first.end());
    }

    /// A value of the element with that index within a stage varies. A stage or an element that is not there is a
    /// problem.
    perturbation& vary(std::string_view stage, std::size_t index, double element::*value) {
        for (std::size_t k = 0; k < base_.stages.size(); ++k) {
            if (base_.stages[k].name != stage || index >= base_.first[k + 1] - base_.first[k]) continue;
            parameters_.push_back({base_.first[k] + index, k, value});
            return *this;
        }
        component_name const whole = "perturbation";
        field_checks(whole, problems_)
            .fail("element", static_cast<double>(index), "", "no stage of that name has such an element");
        return *this;
    }
    /// The elements of a stage, in the order of their indices; empty if there is no such stage.
    [[nodiscard]] std::span<element const> elements_of(std::string_view stage) const& {
        for (std::size_t k = 0; k < base_.stages.size(); ++k)
            if (base_.stages[k].name == stage)
                return std::span<element const>(base_.elements)
                    .subspan(base_.first[k], base_.first[k + 1] - base_.first[k]);
        return {};
    }
    std::span<element const> elements_of(std::string_view stage) && = delete;

    // Of a temporary, copies.
    [[nodiscard]] detail::dynamic_lowered const& base() const& { return base_; }
    [[nodiscard]] detail::dynamic_lowered base() && { return std::move(base_); }
    [[nodiscard]] std::span<detail::parameter const> parameters() const& { return parameters_; }
    [[nodiscard]] std::vector<detail::parameter> parameters() && { return std::move(parameters_); }
    [[nodiscard]] problem_list const& problems() const& { return problems_; }
    [[nodiscard]] problem_list problems() && { return problems_; }

private:
    detail::dynamic_lowered base_;
    std::vector<detail::parameter> parameters_;
    problem_list problems_;
};
template <class... C>
perturbation(chain<C...> const&) -> perturbation<excitation_of<chain<C...>>>;

} // namespace gainstage
// What one thread of a batch does.

// A block of circuits in lanes: signal, noise and resonances of all of them.

// The frequencies at which a batch computes noise: the same for every variant, known before the first.

// Many circuits at once. All have the same kinds of elements in the same order; a value is an array of one number for
// each circuit, a lane.

#include <initializer_list>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// How many circuits go together: four registers of AVX, two of AVX-512.
inline constexpr std::size_t lane_count = 16;

struct alignas(64) lane {
    std::array<double, lane_count> of{};

    constexpr double& operator[](std::size_t l) { return of[l]; }
    constexpr double const& operator[](std::size_t l) const { return of[l]; }
    constexpr void fill(double x) { of.fill(x); }
};
struct complex_lane {
    lane re;
    lane im;
};

/// The same number in every lane.
struct every_lane {
    double value = 0;

    constexpr double operator[](std::size_t) const { return value; }
};

/// Frequencies. Number is every_lane or lane: one for all, or one for each.
template <class Number>
struct basic_lane_frequency {
    Number f{};             ///< Hz
    Number omega{};         ///< rad/s
    Number inverse_omega{}; ///< s/rad
    double thermal = 0;     ///< 4 k T, J

    constexpr step_conditions operator[](std::size_t l) const { return {f[l], omega[l], inverse_omega[l], thermal}; }
};
constexpr basic_lane_frequency<every_lane> frequency_of_every_lane(double hertz, double thermal) {
    double const omega = 2 * pi * hertz;
    return {{hertz}, {omega}, {1 / omega}, thermal};
}
constexpr void set_frequency(basic_lane_frequency<lane>& at, std::size_t l, double hertz) {
    double const omega = 2 * pi * hertz;
    at.f[l] = hertz;
    at.omega[l] = omega;
    at.inverse_omega[l] = 1 / omega;
}

/// One circuit's element as the steps of recursion.hpp take it: what they divide by is there already.
struct lane_values {
    double thermal;
    double resistance;
    double inductance;
    double elastance;
    double parallel;
    double gain;
    double current_gain;
    double low_corner;
    double inverse_high;
    double inverse_open_loop;
    double power_density;
    double noise_corner;
};
constexpr double inverse_high_corner(lane_values const& e) { return e.inverse_high; }
constexpr double inverse_bandwidth(lane_values const& e) { return e.inverse_high; }
constexpr double inverse_dc_gain(lane_values const& e) { return e.inverse_open_loop; }
constexpr double power_density(lane_values const& e) { return e.power_density; }
constexpr bool is_open(lane_values const&) { return false; }

/// The form of an element in a lane, where an open branch is a large resistor.
constexpr step_form form_in_lane(element const& e) {
    if (e.kind == element_kind::source || e.kind == element_kind::amplifier)
        return has_corners(e) ? step_form::general : step_form::flat;
    if (e.kind != element_kind::series && e.kind != element_kind::shunt) return step_form::general;
    step_form const form = branch_form(e);
    return form == step_form::open ? step_form::resistor : form;
}

/// One element of all circuits.
struct lane_element {
    /// An open branch as an impedance: 1/z is below every rounding, and |z|^2 is still a number.
    static constexpr double open = 1e150;

    element_kind kind = element_kind::nothing;
    limit_law law = limit_law::voltage;
    step_form form = step_form::general; ///< right for every lane that was set since begin()
    lane thermal;                        ///< 1: the resistance makes thermal noise; 0: it does not
    lane resistance;                     ///< ohm
    lane inductance;                     ///< H
    lane elastance;                      ///< 1/F
    lane parallel;                       ///< ohm
    lane gain;
    lane current_gain;
    lane low_corner;        ///< Hz
    lane inverse_high;      ///< of the high corner, or of the gain-bandwidth product: 1/Hz
    lane inverse_open_loop; ///< 1/A0
    lane power_density;     ///< V^2/Hz or A^2/Hz
    lane noise_corner;      ///< Hz
    lane limit;

    [[gnu::always_inline]] constexpr lane_values operator[](std::size_t l) const {
        return {thermal[l],       resistance[l],   inductance[l], elastance[l],    parallel[l],
                gain[l],          current_gain[l], low_corner[l], inverse_high[l], inverse_open_loop[l],
                power_density[l], noise_corner[l]};
    }

    /// Before the lanes of a block are set: the form is that of a circuit's element until one differs.
    void begin(element const& e) { form = form_in_lane(e); }
    /// Puts one circuit's element, of the same kind, into a lane. Only what the kind has is written.
    [[gnu::always_inline]] void set(std::size_t l, element const& e) {
        switch (e.kind) {
        case element_kind::nothing: break;
        case element_kind::source:
        case element_kind::amplifier:
            gain[l] = e.gain;
            low_corner[l] = e.low_corner;
            inverse_high[l] = inverse_high_corner(e);
            if (has_corners(e)) form = step_form::general;
            break;
        case element_kind::op_amp:
        case element_kind::summing_op_amp:
            gain[l] = e.gain;
            resistance[l] = e.resistance;
            low_corner[l] = e.low_corner;
            inverse_high[l] = inverse_bandwidth(e);
            inverse_open_loop[l] = inverse_dc_gain(e);
            break;
        case element_kind::ratio:
            gain[l] = e.gain;
            current_gain[l] = e.current_gain;
            break;
        case element_kind::series:
        case element_kind::shunt:
            set_branch(l, e);
            if (form == step_form::resistor && (e.inductance != 0 || e.elastance != 0)) form = step_form::general;
            if (form == step_form::capacitor && (e.resistance != 0 || e.inductance != 0)) form = step_form::general;
            break;
        case element_kind::network_noise:
            set_branch(l, e);
            thermal[l] = e.thermal ? 1 : 0;
            parallel[l] = e.parallel;
            power_density[l] = detail::power_density(e);
            noise_corner[l] = e.noise_corner;
            break;
        case element_kind::voltage_noise:
        case element_kind::current_noise:
            resistance[l] = e.resistance;
            power_density[l] = detail::power_density(e);
            noise_corner[l] = e.noise_corner;
            break;
        case element_kind::limit: limit[l] = e.limit; break;
        }
    }
    void copy(std::size_t to, std::size_t from) {
        for (lane* values : {&thermal, &resistance, &inductance, &elastance, &parallel, &gain, &current_gain,
                             &low_corner, &inverse_high, &inverse_open_loop, &power_density, &noise_corner, &limit})
            (*values)[to] = (*values)[from];
    }

private:
    void set_branch(std::size_t l, element const& e) {
        bool const closed = !is_open(e);
        thermal[l] = e.thermal && closed ? 1 : 0;
        resistance[l] = closed ? e.resistance : open;
        inductance[l] = closed ? e.inductance : 0;
        elastance[l] = closed ? e.elastance : 0;
    }
};
constexpr step_form branch_form(lane_element const& e) { return e.form; }
constexpr bool has_corners(lane_element const& e) { return e.form != step_form::flat; }

} // namespace gainstage::detail

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
// The recursions of recursion.hpp in lanes. Every step is one loop over the lanes without a branch, which compilers
// turn into vector instructions; the formulas are those of recursion.hpp.
//
// Only the output is looked at: behind the last element nothing loads the source any more, so the forward recursion
// alone gives its voltage v and its noise n. What a limit in the middle carries needs the admittance behind it, at one
// frequency.

// The arrays of two parameters are not the same: without this promise nothing is vectorized.
#if defined(_MSC_VER)
#define GAINSTAGE_DETAIL_DISTINCT __restrict
#else
#define GAINSTAGE_DETAIL_DISTINCT __restrict__
#endif

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// What is seen looking left: v in volts per unit of excitation, z in ohm, and the noise beside v in V^2/Hz.
struct lane_source {
    complex_lane v;
    complex_lane z;
    lane n;
};

/// What a forward pass keeps account of.
enum class account : unsigned char { signal, noise };

/// step_forward() in every lane.
template <account A, class Kind, class At>
void lane_forward(Kind kind, lane_element const& e, At const& at, lane_source* GAINSTAGE_DETAIL_DISTINCT s) {
    constexpr element_kind k = Kind::kind;
    constexpr bool is_noise =
        k == element_kind::voltage_noise || k == element_kind::current_noise || k == element_kind::network_noise;
    if constexpr (k == element_kind::nothing || (is_noise && A == account::signal)) return;
    for (std::size_t l = 0; l < lane_count; ++l) {
        thevenin_source here{{s->v.re[l], s->v.im[l]}, {s->z.re[l], s->z.im[l]}};
        noise_step const step = step_forward(kind, e[l], at[l], here);
        s->z.re[l] = here.z.re;
        s->z.im[l] = here.z.im;
        if constexpr (A == account::signal) {
            s->v.re[l] = here.v.re;
            s->v.im[l] = here.v.im;
        } else s->n[l] = s->n[l] * step.scale + step.added;
    }
}
template <account A, class At>
void lane_forward(lane_element const& e, At const& at, lane_source& s) {
    with_kind(e, [&](auto kind) { lane_forward<A>(kind, e, at, &s); });
}

/// step_backward() in every lane.
template <class Kind, class At>
void lane_backward(Kind kind, lane_element const& e, At const& at, complex_lane* GAINSTAGE_DETAIL_DISTINCT y) {
    for (std::size_t l = 0; l < lane_count; ++l) {
        complex here{y->re[l], y->im[l]};
        step_backward(kind, e[l], at[l], here);
        y->re[l] = here.re;
        y->im[l] = here.im;
    }
}
template <class At>
void lane_backward(lane_element const& e, At const& at, complex_lane& y) {
    with_kind(e, [&](auto kind) { lane_backward(kind, e, at, &y); });
}

/// Where both meet: y becomes the voltage v/(1 + z y).
inline void lane_load(lane_source const& s, complex_lane* GAINSTAGE_DETAIL_DISTINCT y) {
    for (std::size_t l = 0; l < lane_count; ++l) {
        complex const loading = 1.0 + complex{s.z.re[l], s.z.im[l]} * complex{y->re[l], y->im[l]};
        complex const v = complex{s.v.re[l], s.v.im[l]} * (1.0 / loading);
        y->re[l] = v.re;
        y->im[l] = v.im;
    }
}

/// The square of the excitation, RMS, of the largest sine that a limit passes, if that is less than `margin`. y: what
/// lies behind the limit.
inline void lane_limit(lane_element const& e, basic_lane_frequency<every_lane> const& at, lane_source const& s,
                       complex_lane const& y, lane* GAINSTAGE_DETAIL_DISTINCT margin) {
    double const per_limit = square(largest_sine({.law = e.law, .limit = 1}, at.f.value));
    bool const of_current = e.law == limit_law::current;
    for (std::size_t l = 0; l < lane_count; ++l) {
        double const dr = 1 + s.z.re[l] * y.re[l] - s.z.im[l] * y.im[l];
        double const di = s.z.re[l] * y.im[l] + s.z.im[l] * y.re[l];
        double const per_voltage = of_current ? y.re[l] * y.re[l] + y.im[l] * y.im[l] : 1;
        double const here = (s.v.re[l] * s.v.re[l] + s.v.im[l] * s.v.im[l]) * per_voltage;
        double const m = e.limit[l] * e.limit[l] * per_limit * (dr * dr + di * di) / (here > 0 ? here : 1);
        (*margin)[l] = here > 0 && m < (*margin)[l] ? m : (*margin)[l]; // without a signal nothing is limited
    }
}

/// resonance_watch in every lane: 1 in `far_off` where a phase has turned by more than 30 degrees since the last
/// frequency. h and `before` are those of resonance_watch; h is taken one step further, behind the element e with s
/// before it.
template <class At>
void lane_watch(lane_element const& e, At const& at, lane_source const& s, complex_lane* GAINSTAGE_DETAIL_DISTINCT h,
                complex_lane* GAINSTAGE_DETAIL_DISTINCT before, lane* GAINSTAGE_DETAIL_DISTINCT far_off) {
    double const is_shunt = e.kind == element_kind::shunt ? 1 : 0;
    for (std::size_t l = 0; l < lane_count; ++l) {
        lane_values const here = e[l];
        complex const branch = is_shunt * branch_impedance(here, at[l]) +
                               (1 - is_shunt) * here.resistance * inverse_open_loop(here, at[l]);
        complex const x = complex{h->re[l], h->im[l]} * (complex{s.z.re[l], s.z.im[l]} + branch);
        double const size = std::fabs(x.re) + std::fabs(x.im);
        double const inverse = 1 / (size > 0 ? size : 1);
        double const hr = size > 0 ? x.re * inverse : 1;
        double const hi = x.im * inverse;
        double const tr = hr * before->re[l] + hi * before->im[l];
        double const ti = hi * before->re[l] - hr * before->im[l];
        double const cone = tr < 0 ? -1 : tr * tr - 3 * ti * ti;
        (*far_off)[l] = cone < 0 ? 1 : (*far_off)[l];
        before->re[l] = hr;
        before->im[l] = hi;
        // Without an impedance in front of it a branch turns nothing behind it.
        double const z = std::fabs(s.z.re[l]) + std::fabs(s.z.im[l]);
        h->re[l] = z > 0 ? hr : 1;
        h->im[l] = z > 0 ? hi : 0;
    }
}

} // namespace gainstage::detail

#undef GAINSTAGE_DETAIL_DISTINCT

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// What became of one circuit of a block.
enum class lane_state : unsigned char {
    loaded,
    invalid,     ///< nothing to compute
    other_kinds, ///< not of the block's kinds of elements: computed one at a time
    done,
};
using lane_states = std::array<lane_state, lane_count>;

class lane_block {
public:
    // Squares: roots are taken of what is wanted.
    [[nodiscard]] lane const& voltage2() const { return voltage2_; } ///< of the voltage per unit of excitation
    [[nodiscard]] lane const& margin2() const { return margin2_; }   ///< of the excitation of the largest sine, RMS
    [[nodiscard]] lane const& noise_power() const { return noise_power_; } ///< V^2
    [[nodiscard]] lane const& noise_error() const { return noise_error_; } ///< V^2
    [[nodiscard]] lane const& rings() const { return rings_; } ///< not 0: a resonance lies between two nodes

    /// The kinds of elements become those of a circuit.
    void adopt(std::span<element const> circuit) {
        has_kinds_ = true;
        if (!is_of_these_kinds(circuit)) take_kinds(circuit);
        for (std::size_t e = 0; e < circuit.size(); ++e) elements_[e].begin(circuit[e]);
    }
    void forget_kinds() { has_kinds_ = false; }
    [[nodiscard]] bool has_kinds() const { return has_kinds_; }

    /// A circuit into a lane; false if its kinds are not those of the block.
    [[nodiscard]] bool put(std::size_t l, std::span<element const> circuit) {
        if (!is_of_these_kinds(circuit)) return false;
        for (std::size_t e = 0; e < circuit.size(); ++e) elements_[e].set(l, circuit[e]);
        return true;
    }
    /// An element that differs from lane to lane: put_one() in every lane follows.
    void begin_one(std::size_t e, element const& like) { elements_[e].begin(like); }
    void put_one(std::size_t l, std::size_t e, element const& value) { elements_[e].set(l, value); }

    /// Lanes that were not loaded are computed along as copies of one that was. False if there is none.
    [[nodiscard]] bool end_block(lane_states const& states) {
        std::size_t model = 0;
        while (model < lane_count && states[model] != lane_state::loaded) ++model;
        if (model == lane_count) return false;
        for (std::size_t l = 0; l < lane_count; ++l)
            if (states[l] != lane_state::loaded)
                for (auto& e : elements_) e.copy(l, model);
        return true;
    }

    /// Voltage at the output, and the margin to the nearest limit.
    void signal(conditions const& cond) {
        auto const at = frequency_of_every_lane(cond.frequency.value(), 0);
        margin2_.fill(infinity);
        if (!behind_.empty()) {
            complex_lane y{};
            std::size_t k = behind_.size();
            for (std::size_t e = elements_.size(); e-- > 0;) {
                if (elements_[e].kind == element_kind::limit) behind_[--k] = y;
                else lane_backward(elements_[e], at, y);
            }
        }
        lane_source s{};
        std::size_t k = 0;
        for (lane_element const& e : elements_) {
            if (e.kind == element_kind::limit) lane_limit(e, at, s, behind_[k++], &margin2_);
            else lane_forward<account::signal>(e, at, s);
        }
        for (std::size_t l = 0; l < lane_count; ++l) voltage2_[l] = s.v.re[l] * s.v.re[l] + s.v.im[l] * s.v.im[l];
    }

    /// The noise at the output, integrated; and whether something rings between the nodes.
    void noise(std::span<quadrature_node const> nodes) {
        bool const watched = can_ring();
        rings_.fill(0);
        noise_power_.fill(0);
        noise_error_.fill(0);
        lane difference{};
        bool first = true;
        for (quadrature_node const& node : nodes) {
            if (node.is_edge) {
                for (std::size_t l = 0; l < lane_count; ++l) noise_error_[l] += std::fabs(difference[l]);
                difference.fill(0);
                if (!watched) continue;
            }
            lane_source s{};
            if (watched) forward_watching(node.at, s);
            else
                for (lane_element const& e : elements_) lane_forward<account::noise>(e, node.at, s);
            if (first) rings_.fill(0); // there was no frequency before
            first = false;
            for (std::size_t l = 0; l < lane_count; ++l) {
                noise_power_[l] += node.weight * s.n[l];
                difference[l] += node.difference * s.n[l];
            }
        }
    }

    /// The whole chain in every lane.
    void put_everywhere(std::span<element const> circuit) {
        adopt(circuit);
        for (std::size_t l = 0; l < lane_count; ++l)
            for (std::size_t e = 0; e < circuit.size(); ++e) elements_[e].set(l, circuit[e]);
    }
    /// Voltage and noise density at the output, at a frequency for every lane.
    void respond(basic_lane_frequency<lane> const& at, lane_source& s) const {
        s = {};
        for (lane_element const& e : elements_) lane_forward<account::signal>(e, at, s);
        complex_lane const v = s.v;
        s = {};
        for (lane_element const& e : elements_) lane_forward<account::noise>(e, at, s);
        s.v = v;
    }

    /// The voltage at every stage with everything connected, at a frequency for every lane. first: the elements of stage
    /// k begin at first[k].
    void respond(basic_lane_frequency<lane> const& at, std::span<std::size_t const> first,
                 std::span<complex_lane> voltages) const {
        complex_lane y{};
        for (std::size_t k = voltages.size(); k-- > 0;) {
            voltages[k] = y;
            for (std::size_t e = first[k + 1]; e-- > first[k];) lane_backward(elements_[e], at, y);
        }
        lane_source s{};
        for (std::size_t k = 0; k < voltages.size(); ++k) {
            for (std::size_t e = first[k]; e < first[k + 1]; ++e) lane_forward<account::signal>(elements_[e], at, s);
            lane_load(s, &voltages[k]);
        }
    }

private:
    void take_kinds(std::span<element const> circuit) {
        elements_.assign(circuit.size(), {});
        std::size_t limits = 0;
        for (std::size_t e = 0; e < circuit.size(); ++e) {
            elements_[e].kind = circuit[e].kind;
            elements_[e].law = circuit[e].law;
            if (circuit[e].kind == element_kind::limit) ++limits;
        }
        behind_.resize(limits);
        before_.resize(circuit.size());
    }
    [[nodiscard]] bool is_of_these_kinds(std::span<element const> circuit) const {
        if (circuit.size() != elements_.size()) return false;
        for (std::size_t e = 0; e < circuit.size(); ++e)
            if (circuit[e].kind != elements_[e].kind || circuit[e].law != elements_[e].law) return false;
        return true;
    }
    [[nodiscard]] bool can_ring() const {
        for (lane_element const& e : elements_) {
            if (e.kind == element_kind::summing_op_amp) return true;
            if (e.kind != element_kind::series && e.kind != element_kind::shunt) continue;
            for (std::size_t l = 0; l < lane_count; ++l)
                if (e.inductance[l] > 0) return true;
        }
        return false;
    }
    void forward_watching(basic_lane_frequency<every_lane> const& at, lane_source& s) {
        complex_lane h{};
        h.re.fill(1);
        for (std::size_t k = 0; k < elements_.size(); ++k) {
            lane_element const& e = elements_[k];
            if (e.kind == element_kind::shunt || e.kind == element_kind::summing_op_amp)
                lane_watch(e, at, s, &h, &before_[k], &rings_);
            lane_forward<account::noise>(e, at, s);
            bool const decoupled = e.kind == element_kind::amplifier || e.kind == element_kind::op_amp ||
                                   e.kind == element_kind::summing_op_amp;
            if (!decoupled) continue;
            h.re.fill(1);
            h.im.fill(0);
        }
    }

    std::vector<lane_element> elements_;
    std::vector<complex_lane> behind_; ///< every limit: the admittance
    std::vector<complex_lane> before_; ///< every element: resonance_watch's phase at the last frequency
    lane voltage2_;
    lane margin2_;
    lane noise_power_;
    lane noise_error_;
    lane rings_;
    bool has_kinds_ = false;
};

} // namespace gainstage::detail

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// The factor on the excitation up to the limits; `margin` is the excitation of the largest sine. Silence has none.
inline double overload_of(double margin, double drive, double crest) {
    return drive > 0 ? margin / drive * crest : infinity;
}

/// The passes of analyze() on one circuit. False: its values together leave the range of numbers.
inline bool figures_one_at_a_time(circuit const& c, double drive, double crest, conditions const& cond, bool with_noise,
                                  output_figures& out) {
    signal_pass<dynamic_storage, complex> signal(c);
    signal(c, at_frequency(cond.frequency.value(), cond.temperature));
    double margin = infinity;
    for (auto const& s : signal.stages) margin = (std::min)(margin, s.clip_margin);
    double const v = magnitude(signal.stages.back().v);
    out = {v * drive, overload_of(margin, drive, crest), 0, 0, true, true};
    if (!with_noise) return is_finite(v);
    auto const noise = band_noise<dynamic_storage>(c, cond.band, cond.weighting, cond.temperature);
    std::size_t const n = c.stages.size();
    for (std::size_t k = n * n - n; k < n * n; ++k) out.noise_power += noise.integral[k];
    out.noise_error = noise.relative_error;
    return is_finite(v) && is_finite(out.noise_power);
}

/// As a part of the power.
inline double noise_tolerance_of(batch_options const& o) { return exp10(o.noise_tolerance.value() / 10) - 1; }

/// What one thread has: a block of lanes, and the figures of one chunk.
template <class Variants>
class variant_worker {
public:
    static constexpr std::size_t chunk = 32 * lane_count;

    variant_worker(Variants variants, std::size_t count, excitation drive, conditions const& cond,
                   batch_options const& options, std::span<quadrature_nodes const> levels)
        : variants_(std::move(variants)), count_(count), cond_(cond), levels_(levels), drive_(drive.rms()),
          crest_(exp10((sine_crest_factor - cond.crest_factor).value() / 20)), tolerance_(noise_tolerance_of(options)),
          with_noise_(options.noise), figures_(chunk) {}

    void operator()(std::size_t number) {
        first_ = number * chunk;
        used_ = (std::min)(chunk, count_ - first_);
        report_ = {};
        for (std::size_t k = 0; k < used_; k += lane_count) block(k, (std::min)(lane_count, used_ - k));
    }
    template <class Sink>
    void deliver(batch_report& total, Sink& sink) {
        if (total.invalid == 0 && report_.invalid > 0) {
            total.first_invalid = report_.first_invalid;
            total.problems = report_.problems;
        }
        total.computed += report_.computed;
        total.invalid += report_.invalid;
        total.one_at_a_time += report_.one_at_a_time;
        sink(first_, std::span<output_figures const>(figures_.data(), used_));
    }

private:
    void block(std::size_t begin, std::size_t width) {
        lane_states states{};
        variants_.begin_block(lanes_);
        for (std::size_t l = 0; l < width; ++l) {
            states[l] = variants_.load(lanes_, l, first_ + begin + l, problems_);
            if (states[l] != lane_state::invalid) continue;
            reject(begin + l, problems_);
            problems_ = {};
        }
        for (std::size_t l = width; l < lane_count; ++l) states[l] = lane_state::invalid;
        if (!lanes_.end_block(states)) return alone(begin, width, states);
        lanes_.signal(cond_);
        if (!with_noise_) take(begin, width, states);
        for (auto const& nodes : levels_) {
            if (!with_noise_ || std::ranges::count(states, lane_state::loaded) == 0) break;
            lanes_.noise(nodes);
            take(begin, width, states);
        }
        alone(begin, width, states);
    }
    /// The figures that are good.
    void take(std::size_t begin, std::size_t width, lane_states& states) {
        for (std::size_t l = 0; l < width; ++l) {
            if (states[l] != lane_state::loaded) continue;
            double const power = lanes_.noise_power()[l];
            double const error = lanes_.noise_error()[l];
            double const v = sqrt(lanes_.voltage2()[l]);
            if (!(error <= tolerance_ * power && is_finite(v) && is_finite(power) && lanes_.rings()[l] == 0)) continue;
            double const overload = overload_of(sqrt(lanes_.margin2()[l]), drive_, crest_);
            figures_[begin + l] = {v * drive_, overload, power, power > 0 ? error / power : 0, true, false};
            states[l] = lane_state::done;
            ++report_.computed;
        }
    }
    /// Those whose lane gave no good figures.
    void alone(std::size_t begin, std::size_t width, lane_states const& states) {
        for (std::size_t l = 0; l < width; ++l) {
            if (states[l] != lane_state::other_kinds && states[l] != lane_state::loaded) continue;
            auto const low = variants_.lowered_at(first_ + begin + l);
            if (figures_one_at_a_time(low.view(), drive_, crest_, cond_, with_noise_, figures_[begin + l])) {
                ++report_.computed;
                ++report_.one_at_a_time;
                continue;
            }
            problem_list problems;
            component_name const whole = "chain";
            field_checks(whole, problems)
                .fail("", 0, "", "the values of the chain together leave the range of numbers");
            reject(begin + l, problems);
        }
    }
    void reject(std::size_t k, problem_list const& problems) {
        figures_[k] = {};
        if (report_.invalid == 0 || first_ + k < report_.first_invalid) {
            report_.first_invalid = first_ + k;
            report_.problems = problems;
        }
        ++report_.invalid;
    }

    Variants variants_;
    std::size_t count_;
    conditions cond_;
    std::span<quadrature_nodes const> levels_;
    double drive_;
    double crest_;
    double tolerance_;
    bool with_noise_;
    std::vector<output_figures> figures_;
    lane_block lanes_;
    std::size_t first_ = 0;
    std::size_t used_ = 0;
    problem_list problems_; ///< empty but while one is reported
    batch_report report_;
};

/// One thread's part of respond(): a point for every frequency, or a voltage for every frequency and stage.
template <class Point>
class respond_worker {
public:
    static constexpr std::size_t chunk = 32 * lane_count;

    respond_worker(circuit const& c, std::span<frequency const> frequencies, std::span<Point> points, temperature t)
        : first_(c.first), frequencies_(frequencies), points_(points), voltages_(c.stages.size()) {
        lanes_.put_everywhere(c.elements);
        at_.thermal = at_frequency(1, t).thermal;
    }
    void operator()(std::size_t number) {
        report_ = {};
        std::size_t const end = (std::min)(frequencies_.size(), (number + 1) * chunk);
        for (std::size_t k = number * chunk; k < end; k += lane_count) block(k, (std::min)(lane_count, end - k));
    }
    void deliver(batch_report& total) const {
        if (total.invalid == 0) total.first_invalid = report_.first_invalid;
        total.computed += report_.computed;
        total.invalid += report_.invalid;
    }

private:
    void block(std::size_t begin, std::size_t width) {
        for (std::size_t l = 0; l < lane_count; ++l) {
            bool const possible = l < width && is_possible(frequencies_[begin + l]);
            set_frequency(at_, l, possible ? frequencies_[begin + l].value() : 1);
        }
        lane_source s;
        if constexpr (std::is_same_v<Point, output_point>) lanes_.respond(at_, s);
        else lanes_.respond(at_, first_, voltages_);
        for (std::size_t l = 0; l < width; ++l) {
            bool const possible = is_possible(frequencies_[begin + l]);
            put(begin + l, l, possible, s);
            if (!possible && report_.invalid++ == 0) report_.first_invalid = begin + l;
            if (possible) ++report_.computed;
        }
    }
    void put(std::size_t i, std::size_t l, bool possible, lane_source const& s) {
        if constexpr (std::is_same_v<Point, output_point>)
            points_[i] = possible ? output_point{s.v.re[l], s.v.im[l], s.n[l]} : output_point{};
        else {
            Point* const row = &points_[i * voltages_.size()];
            for (std::size_t k = 0; k < voltages_.size(); ++k)
                row[k] = possible ? Point{voltages_[k].re[l], voltages_[k].im[l]} : Point{};
        }
    }

    std::span<std::size_t const> first_;
    std::span<frequency const> frequencies_;
    std::span<Point> points_;
    std::vector<complex_lane> voltages_; ///< at every stage
    lane_block lanes_;
    basic_lane_frequency<lane> at_;
    batch_report report_;
};

} // namespace gainstage::detail
// Work in numbered chunks on several threads, delivered in order.

#include <atomic>
#include <thread>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// For every chunk 0 … chunks - 1: some worker computes it, `worker(number)`, and then `deliver(worker)` is called, in
/// the order of the numbers and never twice at once. `make_worker()` makes what one thread works with.
template <class Make, class Deliver>
void run_ordered(std::size_t chunks, unsigned threads, Make const& make_worker, Deliver const& deliver) {
    std::atomic<std::size_t> taken{0};
    std::atomic<std::size_t> delivered{0};
    auto const work = [&] {
        auto worker = make_worker();
        // Chunks are taken in order: the one that all others wait for is always being worked on.
        for (std::size_t k = taken++; k < chunks; k = taken++) {
            worker(k);
            for (std::size_t now = delivered; now != k; now = delivered) delivered.wait(now);
            deliver(worker);
            delivered = k + 1;
            delivered.notify_all();
        }
    };
    std::size_t wanted = threads > 0 ? threads : std::thread::hardware_concurrency();
    if (wanted > chunks) wanted = chunks;
    std::vector<std::thread> others;
    for (std::size_t t = 1; t < wanted; ++t) others.emplace_back(work);
    work();
    for (auto& t : others) t.join();
}

} // namespace gainstage::detail
// Where a batch's variants come from: chains that are made, or values of elements.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// Variants from a callable that gives chains.
template <class Make>
class made_variants {
public:
    made_variants(Make const& make, excitation drive) : make_(&make), drive_(drive) {}

    void begin_block(lane_block& lanes) const { lanes.forget_kinds(); }
    lane_state load(lane_block& lanes, std::size_t l, std::size_t i, problem_list& problems) const {
        auto const variant = (*make_)(i);
        problems = problems_of(variant);
        if (!problems.empty()) return lane_state::invalid;
        auto const low = variant.lower();
        if (!lanes.has_kinds()) lanes.adopt(low.elements);
        return lanes.put(l, low.elements) ? lane_state::loaded : lane_state::other_kinds;
    }
    [[nodiscard]] auto lowered_at(std::size_t i) const { return (*make_)(i).lower(); }

private:
    [[nodiscard]] problem_list problems_of(auto const& variant) const {
        if constexpr (requires { variant.validate(drive_); }) return variant.validate(drive_);
        else return variant.validate();
    }

    Make const* make_;
    excitation drive_;
};

/// Variants from values of elements.
template <class Fill>
class perturbed_variants {
public:
    perturbed_variants(dynamic_lowered const& base, std::span<parameter const> parameters, Fill const& fill)
        : base_(&base), parameters_(parameters), fill_(&fill), values_(parameters.size()), changed_(base.elements) {}

    void begin_block(lane_block& lanes) const {
        if (!lanes.has_kinds()) lanes.put_everywhere(base_->elements);
        for (parameter const& p : parameters_) lanes.begin_one(p.element, base_->elements[p.element]);
    }
    lane_state load(lane_block& lanes, std::size_t l, std::size_t i, problem_list& problems) {
        apply(i);
        lane_state state = lane_state::loaded;
        for (parameter const& p : parameters_) {
            if (is_possible(changed_[p.element], p.value)) continue;
            field_checks(base_->stages[p.stage].name, problems)
                .fail("", changed_[p.element].*p.value, "SI", "no element of this kind can have this value");
            state = lane_state::invalid;
        }
        if (state == lane_state::loaded)
            for (parameter const& p : parameters_) lanes.put_one(l, p.element, changed_[p.element]);
        return state;
    }
    [[nodiscard]] dynamic_lowered lowered_at(std::size_t i) {
        apply(i);
        dynamic_lowered low = *base_;
        low.elements = changed_;
        return low;
    }

private:
    void apply(std::size_t i) {
        (*fill_)(i, std::span<double>(values_));
        for (std::size_t k = 0; k < parameters_.size(); ++k)
            changed_[parameters_[k].element].*parameters_[k].value = values_[k];
    }

    dynamic_lowered const* base_;
    std::span<parameter const> parameters_;
    Fill const* fill_;
    std::vector<double> values_;
    std::vector<element> changed_;
};

/// A batch of chains is driven with what their source takes; chains built at run time with either kind.
template <class Chain>
struct batch_excitation {
    using type = gainstage::excitation_of<Chain>;
};
template <>
struct batch_excitation<dynamic_chain> {
    using type = excitation;
};
template <class Make>
using excitation_made = typename batch_excitation<std::invoke_result_t<Make const&, std::size_t>>::type;

} // namespace gainstage::detail

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

namespace detail {

template <class Variants, class Sink>
batch_report run_variants(Variants const& variants, std::size_t count, excitation drive, conditions const& cond,
                          Sink& sink, batch_options const& options, problem_list const& problems = {}) {
    batch_report report;
    report.problems = check_conditions(problems, drive, cond);
    if (!report.problems.empty()) return report;
    auto const levels = quadrature_levels(cond, noise_tolerance_of(options));
    using worker = variant_worker<Variants>;
    run_ordered((count + worker::chunk - 1) / worker::chunk, options.threads,
                [&] { return worker(variants, count, drive, cond, options, levels); },
                [&](worker& w) { w.deliver(report, sink); });
    return report;
}

} // namespace detail

/// analyze() at the output, for `count` variants. make(i) gives variant i, a chain: its values may differ, its
/// components may not. It is called from several threads at once, in any order, and must not throw.
///
/// sink(first, figures) takes the figures of variants first, first + 1, …, some hundred at a time. It is called in the
/// order of the variants and never twice at once, so it may add up what it gets; the memory needed does not grow with
/// `count`.
///
///   auto const make = [](std::size_t i) { return microphone{...} >> preamp{...} >> line_input{...}; };
///   analyze_variants(1'000'000, make, 94_dBSPL, {}, [&](std::size_t, auto figures) {
///       for (auto const& f : figures) too_noisy += f.snr() < 60_dB;
///   });
template <std::regular_invocable<std::size_t> Make, class Sink>
batch_report analyze_variants(std::size_t count, Make const& make, detail::excitation_made<Make> level,
                              conditions const& cond, Sink&& sink, batch_options const& options = {}) {
    return detail::run_variants(detail::made_variants<Make>(make, level), count, level, cond, sink, options);
}

/// The same, of variants that are given by values of single elements: nothing is lowered again. fill(i, values) writes
/// the values of variant i, in the order of the perturbation's parameters.
template <class Excitation, class Fill, class Sink>
batch_report analyze_variants(perturbation<Excitation> const& p, std::size_t count, Fill const& fill,
                              std::type_identity_t<Excitation> level, conditions const& cond, Sink&& sink,
                              batch_options const& options = {}) {
    return detail::run_variants(detail::perturbed_variants<Fill>(p.base(), p.parameters(), fill), count, level, cond,
                                sink, options, p.problems());
}

namespace detail {

/// `stride` points belong to every frequency.
template <class Chain, class Point>
batch_report respond_in_lanes(Chain const& c, std::span<frequency const> frequencies, std::span<Point> points,
                              std::size_t stride, temperature t, batch_options const& options) {
    if constexpr (is_chain<Chain>) static_assert(is_complete<Chain>());
    batch_report report;
    report.problems = check_conditions(c.validate(), {}, {.temperature = t});
    if (!report.problems.empty()) return report;
    auto const low = c.lower();
    std::size_t const n = (std::min)(frequencies.size(), points.size() / stride);
    using worker = respond_worker<Point>;
    run_ordered((n + worker::chunk - 1) / worker::chunk, options.threads,
                [&] { return worker(low.view(), frequencies.first(n), points.first(n * stride), t); },
                [&](worker& w) { w.deliver(report); });
    return report;
}
template <class Chain>
concept AnyChain = is_chain<Chain> || std::same_as<Chain, dynamic_chain>;

} // namespace detail

/// One chain at many frequencies: points[i] belongs to frequencies[i]. The spans must be of the same size; what is
/// beyond the shorter one is left alone. An impossible frequency gives a point of zeros and is counted. Chain is a
/// chain or a dynamic_chain.
template <detail::AnyChain Chain>
batch_report respond(Chain const& c, std::span<frequency const> frequencies, std::span<output_point> points,
                     temperature t = room_temperature, batch_options const& options = {}) {
    return detail::respond_in_lanes(c, frequencies, points, 1, t, options);
}

/// The same at every stage, as frequency_response() has it: the voltage at stage k and frequencies[i] is
/// voltages[i * n + k], n the number of stages.
template <detail::AnyChain Chain>
batch_report respond(Chain const& c, std::span<frequency const> frequencies, std::span<stage_voltage> voltages,
                     batch_options const& options = {}) {
    std::size_t const stages = c.names().stages.size();
    return detail::respond_in_lanes(c, frequencies, voltages, stages, room_temperature, options);
}

} // namespace gainstage
// An analogue-to-digital converter: the end of a chain.

// The input terminals of preamps, line inputs and converters by their sheets: what these have in common.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// The input of a load, its limit if it has one, and its own noise.
///
///   o---||---+-------< clips at limit >---(noise)---
///   coupling |
///          [ Z ]   without noise: it is in the stated noise
template <class Load>
[[nodiscard]] constexpr std::array<element, 5> load_elements(Load const& l, std::optional<voltage_level> const& limit,
                                                             voltage_noise_density own_noise) {
    std::array<element, 5> list{};
    if (l.coupling) list[0] = series_capacitor(*l.coupling);
    list[1] = shunt_resistor(l.input_impedance, noise::none);
    list[2] = shunt_capacitor(l.input_capacitance);
    if (limit) list[3] = clip_limit(*limit);
    list[4] = series_noise(own_noise);
    return list;
}

/// The level that a converter is made for, if its sheet has none: 18 dB below full scale (EBU R68).
[[nodiscard]] constexpr voltage_level alignment_level(voltage_level full_scale) { return full_scale - decibels{18}; }

/// What is known of the input: its plug, no DC through it, what becomes of a voltage common to its legs.
template <class Component>
constexpr void describe_input(stage_info& s, Component const& c) {
    s.input = c.input;
    s.dc.blocks = true;
    s.common_mode.cmrr = c.cmrr;
    s.common_mode.leg_to_ground = c.common_mode_impedance.value_or(impedance{});
    s.common_mode.earthed = c.earthed;
}

template <class Component>
constexpr void check_input(field_checks& f, Component const& c) {
    f.positive("input_impedance", c.input_impedance);
    f.not_negative("input_capacitance", c.input_capacitance);
    if (c.coupling) f.positive("coupling", *c.coupling);
    if (c.cmrr) f.gain("cmrr", *c.cmrr);
    f.common_mode_impedance(c.common_mode_impedance, c.input_impedance);
}

} // namespace gainstage::detail

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// A converter by its chip's sheet, or an ideal one by its bits. (An input by the sheet of a whole device, analogue or
/// digital, is a `line_input`.) The defaults are a chip with a full scale of 2 V RMS.
///
///   o---||---+-------< clips at full_scale >---(noise)--- to 0 dBFS = full_scale
///   coupling |
///          [ Z ]   without noise: it is in the stated noise
///
/// An ideal converter of N bits has only quantization noise, white from 0 to half the sample rate, of q/sqrt(12) with
/// q = 2 sqrt(2) V_fs/2^N (Bennett, 1948):
///
///   SNR = 20 log10(2^N sqrt(3/2)) = 6.0206 N + 1.7609 dB
///
/// A sheet's dynamic range contains it: if both are stated, the dynamic range counts.
struct adc {
    component_name name = "ADC";
    /// "Full-scale input": the level of the largest sine, 0 dBFS (AES17).
    voltage_level full_scale = level_of(detail::from_si<voltage>(2));
    /// "Dynamic range" below full scale, with its weighting; empty: not stated.
    std::optional<gainstage::dynamic_range> dynamic_range{};
    /// Bits of an ideal converter, 1 to 64; counts if there is no dynamic_range.
    std::optional<int> bits{};
    /// Hz. > 0. The quantization noise is spread from 0 to half of it.
    frequency sample_rate = detail::from_si<frequency>(48e3);
    /// Level it is made for; empty: 18 dB below full_scale (EBU R68).
    std::optional<voltage_level> nominal_level{};
    /// "Input impedance", ohm; of a differential input between its pins: twice that of each. > 0.
    impedance input_impedance = detail::from_si<impedance>(10e3);
    /// Across the input, F. >= 0.
    gainstage::capacitance input_capacitance{};
    /// Coupling capacitor in series with the input, F (one in each leg of a balanced input: half of its value). > 0.
    /// Empty: none that matters.
    std::optional<capacitance> coupling{};
    connector input = connectors::unspecified;
    /// "CMRR", with balanced legs, dB; empty: not stated.
    std::optional<decibels> cmrr{};
    /// "Common-mode input impedance", of each leg to ground, ohm; empty: not stated, taken for half the input impedance,
    /// the least that it can be.
    std::optional<impedance> common_mode_impedance{};
    /// A mains device, whose ground has a potential of its own. False: battery.
    bool earthed = true;

    static constexpr bool is_load = true;

    [[nodiscard]] constexpr std::array<element, 5> elements() const {
        return detail::load_elements(*this, full_scale, noise_density());
    }

    /// Of its own noise at its input, V/sqrt(Hz); 0 if neither dynamic range nor bits are stated.
    [[nodiscard]] constexpr voltage_noise_density noise_density() const {
        if (dynamic_range) return white_noise_density(noise_below(full_scale, *dynamic_range));
        if (!bits) return {};
        double steps = 1;
        for (int i = 0; i < *bits; ++i) steps *= 2;
        double const quantization = rms_voltage(full_scale).value() / (steps * detail::sqrt(1.5));
        return detail::from_si<voltage_noise_density>(quantization / detail::sqrt(sample_rate.value() / 2));
    }

    constexpr void describe(stage_info& s) const {
        detail::describe_input(s, *this);
        s.kind = stage_kind::adc;
        s.accepts = signal_class::line;
        s.nominal = nominal_level.value_or(detail::alignment_level(full_scale));
        s.full_scale = full_scale;
        s.noise_is_stated = dynamic_range || bits;
    }

    constexpr void check(field_checks& f) const {
        f.maximum("full_scale", full_scale, nominal_level);
        f.dynamic_range(dynamic_range);
        if (bits && (*bits < 1 || *bits > 64)) f.fail("bits", *bits, "", "must be from 1 to 64");
        f.positive("sample_rate", sample_rate);
        detail::check_input(f, *this);
    }
};

} // namespace gainstage
// The noise of an amplifier, as datasheets state it, turned into a noise voltage and a noise current at its input and a
// noise voltage at its output, so that it comes out right at every gain and for every source.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// The resistor that sets the gain of an instrumentation-amplifier input stage: G = unset_gain + feedback/R_G. Its
/// thermal noise counts at low gains, where it is large.
struct gain_setting_resistor {
    impedance feedback{};  ///< "G = 1 + 10k/RG": 10 kohm. > 0
    double unset_gain = 1; ///< the gain without R_G, a ratio: the 1 of "G = 1 + 10k/RG"
};

/// Noise by its parts. With G the gain from the source's open-circuit voltage and A that from the input terminals:
///
///   e_out^2 = G^2 (e_n^2 + (i_n |Zs|)^2) + A^2 4kT R_G ((A - g0)/A)^2 + e_o^2      R_G = R0/(A - g0)
///
/// Each density is the white part; with a corner it is e^2 (1 + corner/f).
///
/// e_n and i_n contain the noise of the input resistance and stand in front of it. Source: Motchenbacher and Connelly
/// (1993), sec. 2.4; the term of R_G: each input transistor's emitter sees R_G in series with its noise voltage, multiplied
/// by the gain of the feedback network, R0/R_G = A - g0. It lies behind the input resistance.
struct amplifier_noise {
    voltage_noise_density input_voltage{}; ///< e_n at high gain, V/sqrt(Hz)
    frequency input_voltage_corner{};      ///< "1/f corner": where the 1/f part equals the white part, Hz; 0: white
    /// i_n between the input terminals, A/sqrt(Hz). Of a balanced input with i_n at each leg: i_n/sqrt(2).
    current_noise_density input_current{};
    frequency input_current_corner{};
    voltage_noise_density output_voltage{}; ///< e_o, what remains at the output at low gain, V/sqrt(Hz)
    frequency output_voltage_corner{};
    std::optional<gain_setting_resistor> gain_resistor{};
};

/// Equivalent input noise with the conditions that it means nothing without. Its level contains the thermal noise of the
/// source it was measured with; what is left is the amplifier's:
///
///   e_n^2 = V_EIN^2/B - 4kT R_s - (i_n R_s)^2 - (e_o/G)^2
///
/// An EIN below the thermal noise of its own source impedance is reported by validate().
struct equivalent_input_noise {
    voltage_level level = voltage_level::from_dBu(-128); ///< "EIN", dBu
    impedance source_impedance = detail::from_si<impedance>(150);
    std::optional<decibels> at_gain{}; ///< the gain it was measured at; empty: not stated, taken to hold at every gain
    frequency_band band{};
    gainstage::weighting weighting = gainstage::weighting::none;
    gainstage::temperature temperature = room_temperature;
    current_noise_density input_current{};       ///< i_n if stated, A/sqrt(Hz)
    std::optional<voltage_level> output_noise{}; ///< "output noise at minimum gain", same band and weighting
};

/// Either statement, as noise densities.
class amplifier_noise_model {
public:
    constexpr amplifier_noise_model(amplifier_noise const& n) : parts_(n) {}
    constexpr amplifier_noise_model(equivalent_input_noise const& n) : ein_(n) {}
    /// Nothing is stated: computed as noiseless, and reported as unknown.
    constexpr amplifier_noise_model() = default;

    [[nodiscard]] constexpr bool is_stated() const { return parts_ || ein_; }

    /// How far the gain is below the one that the EIN was measured at, if nothing is known of the output noise.
    [[nodiscard]] constexpr decibels extrapolated(decibels gain) const {
        if (!ein_ || !ein_->at_gain || ein_->output_noise || *ein_->at_gain <= gain) return decibels{0};
        return *ein_->at_gain - gain;
    }

    /// The noise voltage at the input, in front of the input resistance.
    [[nodiscard]] constexpr element input_voltage_noise() const {
        if (parts_) return series_noise(parts_->input_voltage, parts_->input_voltage_corner);
        double const squared = ein_ ? ein_input_squared() : 0;
        return series_noise(detail::from_si<voltage_noise_density>(squared > 0 ? detail::sqrt(squared) : 0));
    }
    /// That of R_G, behind the input resistance; the amplifier's voltage gain is a ratio.
    [[nodiscard]] constexpr element gain_resistor_noise(double gain) const {
        if (!parts_ || !parts_->gain_resistor) return {};
        // 4kT R_G ((A - g0)/A)^2 with R_G = R0/(A - g0) is 4kT R0 (A - g0)/A^2
        double const above = gain - parts_->gain_resistor->unset_gain;
        if (above <= 0) return {};
        return series_noise(
            {}, {}, detail::from_si<impedance>(parts_->gain_resistor->feedback.value() * above / (gain * gain)));
    }
    [[nodiscard]] constexpr element input_current_noise() const {
        if (parts_) return shunt_noise(parts_->input_current, parts_->input_current_corner);
        return shunt_noise(ein_ ? ein_->input_current : current_noise_density{});
    }
    [[nodiscard]] constexpr element output_voltage_noise() const {
        if (parts_) return series_noise(parts_->output_voltage, parts_->output_voltage_corner);
        return series_noise(detail::from_si<voltage_noise_density>(ein_output_density()));
    }

    constexpr void check(field_checks& f, decibels gain) const {
        if (parts_) {
            f.not_negative("noise.input_voltage", parts_->input_voltage);
            f.not_negative("noise.input_current", parts_->input_current);
            f.not_negative("noise.output_voltage", parts_->output_voltage);
            f.not_negative("noise.input_voltage_corner", parts_->input_voltage_corner);
            f.not_negative("noise.input_current_corner", parts_->input_current_corner);
            f.not_negative("noise.output_voltage_corner", parts_->output_voltage_corner);
            if (parts_->gain_resistor) {
                f.positive("noise.gain_resistor.feedback", parts_->gain_resistor->feedback);
                double const g0 = parts_->gain_resistor->unset_gain;
                if (!(g0 >= 0) || g0 > 1e10)
                    f.fail("noise.gain_resistor.unset_gain", g0, "", "must be a ratio of zero or more");
                else if (amplitude_ratio(gain) < g0 * (1 - 1e-9))
                    f.fail("gain", gain.value(), "dB",
                           "is below the gain that the stage has without its gain-setting resistor");
            }
        }
        if (ein_) check_ein(f);
    }

private:
    constexpr void check_ein(field_checks& f) const {
        problem_list nested;
        component_name const none;
        field_checks probe(none, nested);
        for (auto* to : {&probe, &f}) {
            to->level("noise.level", ein_->level);
            to->not_negative("noise.source_impedance", ein_->source_impedance);
            to->band("noise.band", ein_->band);
            to->positive("noise.temperature", ein_->temperature);
            to->not_negative("noise.input_current", ein_->input_current);
            to->level("noise.output_noise", ein_->output_noise);
            if (ein_->at_gain) to->gain("noise.at_gain", *ein_->at_gain);
        }
        // 1 % (0.04 dB) of tolerance: sheets round.
        if (nested.empty() && ein_input_squared() < -0.01 * ein_total_squared())
            f.fail("noise.level", ein_->level.dBu(), "dBu",
                   "is below the thermal noise of its source impedance: no amplifier can be that quiet");
    }
    [[nodiscard]] constexpr double ein_total_squared() const {
        return detail::square(white_noise_density({ein_->level, ein_->band, ein_->weighting}).value());
    }
    [[nodiscard]] constexpr double ein_output_density() const {
        if (!ein_ || !ein_->output_noise) return 0;
        return white_noise_density({*ein_->output_noise, ein_->band, ein_->weighting}).value();
    }
    [[nodiscard]] constexpr double ein_input_squared() const {
        double const rs = ein_->source_impedance.value();
        double const current = ein_->input_current.value() * rs;
        double const output = ein_->at_gain ? ein_output_density() / amplitude_ratio(*ein_->at_gain) : 0;
        return ein_total_squared() - 4 * boltzmann * ein_->temperature.value() * rs - current * current -
               output * output;
    }

    std::optional<amplifier_noise> parts_{};
    std::optional<equivalent_input_noise> ein_{};
};

} // namespace gainstage
// A cable, and an adapter: neither has gain, and neither corrects a level, an impedance or a missing supply.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// A cable by its length and what its sheet states per metre. The defaults are a 10 m microphone cable.
///
///   o--+--[ 2 r l   L' l ]--+--o      r: of one conductor. The signal current meets two: both conductors of a
///      |                    |         balanced cable, or the conductor and the shield.
///     === C' l/2           === C' l/2
struct cable {
    component_name name = "cable";
    gainstage::length length = detail::from_si<gainstage::length>(10);
    /// "Capacitance", conductor to conductor (or conductor to shield if unbalanced), F/m.
    capacitance_per_length capacitance = detail::from_si<capacitance_per_length>(100e-12);
    /// "Conductor resistance", of one conductor, ohm/m.
    resistance_per_length resistance = detail::from_si<resistance_per_length>(0.08);
    /// "Shield resistance", ohm/m: the way back of phantom and plug-in power.
    resistance_per_length shield_resistance = detail::from_si<resistance_per_length>(0.03);
    /// Loop inductance, H/m; rarely stated.
    inductance_per_length inductance{};
    connector input = connectors::xlr_female;
    connector output = connectors::xlr_male;
    /// If one end is balanced and the other is not: what the cable does with the cold conductor at the unbalanced end.
    cold_leg cold = cold_leg::grounded;
    /// Balanced: by how much the resistances of its two legs differ, contacts included, ohm; an oxidized contact has some.
    impedance leg_imbalance{};
    /// Contacts of the shield at both ends together, ohm.
    impedance shield_contacts{};
    /// "Capacitance", each conductor to the shield, F/m; empty: not stated, taken for twice that between the conductors,
    /// the most that it can be.
    std::optional<capacitance_per_length> shield_capacitance{};
    /// By which part of it the two conductors differ, 0 … 1; no sheet states it.
    double capacitance_imbalance = 0.05;

    [[nodiscard]] constexpr std::array<element, 3> elements(hookup const& to = {}) const {
        double const l = length.value();
        // Back through the other conductor, or through the shield.
        bool const unbalanced = is_unbalanced(input) && is_unbalanced(output);
        double const loop = unbalanced || to.legs() < 2
                                ? (resistance.value() + shield_resistance.value()) * l + shield_contacts.value()
                                : 2 * resistance.value() * l;
        auto const half = detail::from_si<gainstage::capacitance>(capacitance.value() * l / 2);
        return {shunt_capacitor(half),
                series_resistor(detail::from_si<impedance>(loop), noise::thermal,
                                detail::from_si<gainstage::inductance>(inductance.value() * l)),
                shunt_capacitor(half)};
    }

    constexpr void describe(stage_info& s) const {
        s.kind = stage_kind::cable;
        s.input = input;
        s.output = output;
        s.cold = cold;
        s.run = length;
        s.dc.leg_resistance = detail::from_si<impedance>(resistance.value() * length.value());
        s.dc.return_resistance =
            detail::from_si<impedance>(shield_resistance.value() * length.value() + shield_contacts.value());
        s.common_mode.leg_imbalance = leg_imbalance;
        s.common_mode.leg_to_shield = detail::from_si<gainstage::capacitance>(
            length.value() * (shield_capacitance ? shield_capacitance->value() : 2 * capacitance.value()));
        s.common_mode.capacitance_imbalance = capacitance_imbalance;
    }

    constexpr void check(field_checks& f) const {
        f.not_negative("length", length);
        f.not_negative("capacitance", capacitance);
        f.not_negative("resistance", resistance);
        f.not_negative("shield_resistance", shield_resistance);
        f.not_negative("inductance", inductance);
        f.not_negative("leg_imbalance", leg_imbalance);
        f.not_negative("shield_contacts", shield_contacts);
        if (shield_capacitance) {
            f.not_negative("shield_capacitance", *shield_capacitance);
            if (shield_capacitance->value() > 2 * capacitance.value() * (1 + 1e-9))
                f.fail("shield_capacitance", shield_capacitance->value(), "F/m",
                       "is more than twice the capacitance between the conductors, of which it is a part");
        }
        f.part("capacitance_imbalance", capacitance_imbalance);
    }
};

/// An adapter: one connector in, another out. It joins plugs; the signal, the impedances and the power stay what they
/// were, except that an unbalanced end leaves the cold leg open or grounds it.
struct adapter {
    component_name name = "adapter";
    connector input = connectors::xlr_female;
    connector output = connectors::ts_plug;
    /// If one end is balanced and the other is not: what the adapter does with the cold leg.
    cold_leg cold = cold_leg::grounded;
    /// It holds a capacitor or a transformer that stops DC (an adapter for recorders and cameras often does).
    bool blocks_dc = false;

    [[nodiscard]] constexpr std::array<element, 0> elements() const { return {}; }

    constexpr void describe(stage_info& s) const {
        s.kind = stage_kind::adapter;
        s.input = input;
        s.output = output;
        s.cold = cold;
        s.dc.blocks = blocks_dc;
    }
};

} // namespace gainstage
// A combo socket: XLR and 6.35 mm jack in one, with a path behind each. The plug decides.

// Phantom power: IEC 61938 P12, P24 and P48.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

enum class phantom_standard : unsigned char { p12, p24, p48 };

/// A phantom supply. Empty fields take the standard's value:
///
///            voltage      feed resistor per leg   current
///   P12      12 +- 1 V         680 ohm             15 mA
///   P24      24 +- 4 V       1,200 ohm             10 mA
///   P48      48 +- 4 V       6,800 ohm             10 mA
///
///       +V                                The same voltage on both conductors: no DC between them. For the signal the two
///     +--+--+                             resistors lie in series across the line: 13.6 kohm for P48, with their noise.
///     R     R                             Of the capacitors one lies in each leg: for the signal half of one in series.
///   o-+-----)--||--o  hot
///   o-------+--||--o  cold
///
/// Source: IEC 61938:2018, as read in the sources of the project's tests.
struct phantom_supply {
    component_name name = "phantom supply";
    phantom_standard standard = phantom_standard::p48;
    /// Open-circuit voltage, V.
    std::optional<gainstage::voltage> voltage{};
    /// Tolerance of the voltage, +- V.
    std::optional<gainstage::voltage> tolerance{};
    /// Resistor in each leg, ohm. > 0.
    std::optional<impedance> feed_resistor{};
    /// Greatest current for one microphone, A.
    std::optional<current> current_limit{};
    /// Switched on. Off, the resistors stay in circuit.
    bool on = true;
    /// The input impedance stated for the preamp behind already contains the feed resistors (many sheets mean it so):
    /// they then do not load the signal a second time, and their noise is part of the preamp's.
    bool in_input_impedance = false;
    /// Capacitor in each leg that keeps the DC away from what is behind, F. 22 uF per leg before 2 kohm: 7 Hz. > 0. Empty:
    /// none that matters to the signal.
    std::optional<capacitance> blocking{};
    connector input = connectors::xlr_female;
    /// Inside a preamp there is no connector behind the supply.
    connector output = connectors::unspecified;
    /// By which part the two feed resistors differ; IEC 61938: 0.4 % at most. 0 … 1.
    double feed_mismatch = 0.004;

    /// What the supply gives, with the standard's values filled in.
    [[nodiscard]] constexpr power_feed feed() const {
        struct row {
            double volts, tolerance, ohms, amperes;
        };
        row const s = standard == phantom_standard::p12   ? row{12, 1, 680, 15e-3}
                      : standard == phantom_standard::p24 ? row{24, 4, 1200, 10e-3}
                                                          : row{48, 4, 6800, 10e-3};
        return {power_kind::phantom, voltage.value_or(detail::from_si<gainstage::voltage>(s.volts)),
                tolerance.value_or(detail::from_si<gainstage::voltage>(s.tolerance)),
                feed_resistor.value_or(detail::from_si<impedance>(s.ohms)),
                current_limit.value_or(detail::from_si<current>(s.amperes))};
    }

    [[nodiscard]] constexpr std::array<element, 2> elements(hookup const& to = {}) const {
        double const feeds = to.is_one_sided() ? 1 : 2; // that of a conductor at ground is shorted
        std::array<element, 2> list{};
        if (!in_input_impedance)
            list[0] = shunt_resistor(detail::from_si<impedance>(feeds * feed().feed_resistor.value()));
        if (blocking) list[1] = series_capacitor(detail::from_si<capacitance>(blocking->value() / to.legs()));
        return list;
    }

    constexpr void describe(stage_info& s) const {
        s.kind = stage_kind::phantom_supply;
        s.input = input;
        s.output = output;
        if (on) s.feed = feed();
        s.dc.blocks = blocking.has_value();
        if (in_input_impedance) return; // the preamp's CMRR is then stated with them
        s.common_mode.leg_to_ground = feed().feed_resistor;
        s.common_mode.leg_mismatch = feed_mismatch;
    }

    constexpr void check(field_checks& f) const {
        if (voltage) f.not_negative("voltage", *voltage);
        if (tolerance) f.not_negative("tolerance", *tolerance);
        if (feed_resistor) f.positive("feed_resistor", *feed_resistor);
        if (current_limit) f.not_negative("current_limit", *current_limit);
        if (blocking) f.positive("blocking", *blocking);
        f.part("feed_mismatch", feed_mismatch);
    }
};

} // namespace gainstage
// An amplifier stage by its datasheet: microphone preamp, line amplifier, in-line booster.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// An amplifier with its input impedance, gain, noise and limits. The defaults are a typical microphone preamp.
///
///                 e_n                                    e_o
///   o---||---+---(  )---+---< max_input >---|> G >------(  )---[ Zout ]---< max_output, slew, current >---o
///    coupling|          |
///          (i_n)      [ Zin ]   without noise: it is in e_n and i_n
///
/// The gain is that from the input terminals to the open-circuit output. Equivalent input noise is referred to the
/// source's open-circuit voltage, so that it does not depend on Zin (Motchenbacher and Connelly, 1993, sec. 2.4).
struct preamp {
    component_name name = "preamp";
    /// Gain as set, dB.
    decibels gain{40};
    /// "Gain range"; empty: not stated.
    std::optional<decibels> min_gain{};
    std::optional<decibels> max_gain{};
    /// "Input impedance", differential if balanced, ohm. > 0.
    impedance input_impedance = detail::from_si<impedance>(2000);
    /// Across the input, F.
    gainstage::capacitance input_capacitance{};
    /// Coupling capacitor in series with the input, F (one in each leg of a balanced input: half of its value). With the
    /// input impedance a high-pass of 1/(2 pi Zin C). > 0. Empty: none that matters.
    std::optional<capacitance> coupling{};
    /// "Output impedance", ohm. >= 0.
    impedance output_impedance = detail::from_si<impedance>(100);
    /// "Equivalent input noise" or noise densities; empty: not stated.
    amplifier_noise_model noise{};
    /// "Maximum input level" at this gain, the largest sine; empty: only the output limits.
    std::optional<voltage_level> max_input{};
    /// "Maximum output level", the largest sine; empty: not stated.
    std::optional<voltage_level> max_output{};
    /// "Slew rate" at the output, V/s; empty: not stated.
    std::optional<gainstage::slew_rate> slew_rate{};
    /// The largest output current, RMS of a sine (a peak current over sqrt(2)), A; empty: not stated.
    std::optional<current> max_output_current{};
    /// "Frequency response", -3 dB, Hz; empty: not limited.
    std::optional<frequency> low_corner{};
    std::optional<frequency> high_corner{};
    /// Inverts the polarity.
    bool inverts = false;
    /// What its input is made for.
    signal_class accepts = signal_class::microphone;
    /// Power that an in-line booster needs from behind.
    power_need power{};
    output_topology topology = output_topology::unspecified;
    connector input = connectors::xlr_female;
    connector output = connectors::unspecified;
    /// "CMRR", with balanced legs, dB; empty: not stated.
    std::optional<decibels> cmrr{};
    /// "Common-mode input impedance", of each leg to ground, ohm; empty: not stated, taken for half the input impedance,
    /// the least that it can be.
    std::optional<impedance> common_mode_impedance{};
    /// Balanced output: by how much the impedances of its two legs differ, ohm; empty: not stated.
    std::optional<impedance> leg_imbalance{};
    /// A mains device, whose ground has a potential of its own. False: battery. An in-line booster never is.
    bool earthed = true;

    [[nodiscard]] constexpr std::array<element, 13> elements(hookup const& to) const {
        double const part = fraction_left(topology, to.cold);
        double const g = amplitude_ratio(gain);
        std::array<element, 13> list{};
        if (coupling) list[0] = series_capacitor(*coupling);
        list[1] = noise.input_current_noise();
        list[2] = noise.input_voltage_noise();
        list[3] = shunt_resistor(input_impedance, gainstage::noise::none);
        list[4] = shunt_capacitor(input_capacitance);
        list[5] = noise.gain_resistor_noise(g);
        if (max_input) list[6] = clip_limit(*max_input);
        list[7] = ideal_amplifier((inverts ? -g : g) * part, low_corner.value_or(frequency{}),
                                  high_corner.value_or(frequency{}));
        list[8] = noise.output_voltage_noise();
        list[8].density *= part;
        impedance const z = detail::from_si<impedance>(output_impedance.value() * impedance_left(topology, to.cold));
        list[9] = series_resistor(z, gainstage::noise::none);
        if (max_output) list[10] = clip_limit(part * rms_voltage(*max_output));
        if (slew_rate) list[11] = slew_limit(detail::from_si<gainstage::slew_rate>(slew_rate->value() * part));
        if (max_output_current) list[12] = current_limit(*max_output_current);
        return list;
    }

    constexpr void describe(stage_info& s) const {
        detail::describe_input(s, *this);
        s.kind = stage_kind::preamp;
        s.output = output;
        s.accepts = accepts;
        s.gives = signal_class::line;
        s.topology = topology;
        s.is_amplifier = true;
        s.need = power;
        s.gain = gain;
        s.max_gain = max_gain;
        s.noise_is_stated = noise.is_stated();
        s.limit_is_stated = max_output.has_value() || max_input.has_value();
        s.noise_extrapolated = noise.extrapolated(gain);
        s.common_mode.leg_imbalance = leg_imbalance;
        s.common_mode.earthed = earthed && power.kind == power_kind::none;
    }

    constexpr void check(field_checks& f) const {
        f.gain("gain", gain);
        if (min_gain) f.gain("min_gain", *min_gain);
        if (max_gain) f.gain("max_gain", *max_gain);
        if (min_gain && max_gain && *max_gain < *min_gain)
            f.fail("max_gain", max_gain->value(), "dB", "the maximum is below the minimum");
        if (max_gain && gain > *max_gain) f.fail("gain", gain.value(), "dB", "is above max_gain");
        if (min_gain && gain < *min_gain) f.fail("gain", gain.value(), "dB", "is below min_gain");
        detail::check_input(f, *this);
        f.not_negative("output_impedance", output_impedance);
        noise.check(f, gain);
        f.level("max_input", max_input);
        f.level("max_output", max_output);
        if (slew_rate) f.positive("slew_rate", *slew_rate);
        if (max_output_current) f.positive("max_output_current", *max_output_current);
        if (low_corner) f.positive("low_corner", *low_corner);
        if (high_corner) f.positive("high_corner", *high_corner);
        if (low_corner && high_corner && high_corner->value() <= low_corner->value())
            f.fail("high_corner", high_corner->value(), "Hz", "must be above low_corner");
        f.need(power);
        if (leg_imbalance) f.not_negative("leg_imbalance", *leg_imbalance);
    }
};

} // namespace gainstage

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// A combo input of an interface or mixer.
///
///   XLR plug      ---> phantom (if on) ---> microphone path
///   6.35 mm plug  ------------------------> line path          no phantom on these contacts
///
/// Before an unspecified connector it is taken for an XLR.
struct combo_input {
    component_name name = "combo input";
    /// Behind the XLR contacts. Only its electrical fields count: name and connectors are those of the combo input.
    preamp microphone{};
    /// Behind the jack contacts: little or no gain, a high input impedance, a high maximum level.
    preamp line{
        .gain = decibels{0}, .input_impedance = detail::from_si<impedance>(10e3), .accepts = signal_class::line};
    /// On the XLR contacts only; empty: the input has none.
    std::optional<phantom_supply> phantom{};
    connector input = connectors::combo_socket;
    connector output = connectors::unspecified;

    /// The path that a plug selects.
    [[nodiscard]] constexpr bool takes_line_path(connector const& plug) const {
        return plug.shape == connector_shape::jack_6_35;
    }
    [[nodiscard]] constexpr preamp const& path(connector const& plug) const& {
        return takes_line_path(plug) ? line : microphone;
    }
    [[nodiscard]] constexpr preamp path(connector const& plug) && { return takes_line_path(plug) ? line : microphone; }

    [[nodiscard]] constexpr auto elements(hookup const& to) const {
        decltype(phantom->elements()) before{};
        if (phantom && !takes_line_path(to.plug)) before = phantom->elements(to);
        auto const behind = path(to.plug).elements(to);
        std::array<element, before.size() + behind.size()> list{};
        for (std::size_t i = 0; i < before.size(); ++i) list[i] = before[i];
        for (std::size_t i = 0; i < behind.size(); ++i) list[before.size() + i] = behind[i];
        return list;
    }

    constexpr void describe(stage_info& s, connector const& plug) const {
        path(plug).describe(s);
        s.kind = stage_kind::combo_input;
        s.input = input;
        s.output = output;
        if (!phantom || takes_line_path(plug)) return;
        if (phantom->on) s.feed = phantom->feed();
        if (phantom->in_input_impedance) return;
        // The feed resistors lie beside the legs of the input.
        preamp const& p = path(plug);
        double const feed = 1 / phantom->feed().feed_resistor.value();
        double const leg =
            p.common_mode_impedance ? 1 / p.common_mode_impedance->value() : 2 / p.input_impedance.value();
        s.common_mode.leg_to_ground = detail::from_si<impedance>(1 / (feed + leg));
        s.common_mode.leg_mismatch = phantom->feed_mismatch * feed / (feed + leg);
    }

    constexpr void check(field_checks& f) const {
        microphone.check(f);
        line.check(f);
        if (phantom) phantom->check(f);
    }
};

} // namespace gainstage
// DI boxes: an instrument's high-impedance, unbalanced output made into a balanced signal of microphone level.

// Resistive attenuators: L, U and H pads, from resistors or from an attenuation and impedances.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// L: unbalanced, series and shunt. U: balanced, a series resistor in each leg and a shunt. H: balanced, series
/// resistors in each leg on both sides of the shunt.
enum class pad_kind : unsigned char { l, u, h };

/// The resistors of a pad, ohm each. Series resistors are those of one leg.
struct pad_network {
    pad_kind kind = pad_kind::u;
    impedance series_in{};  ///< per leg, towards the source, >= 0
    impedance shunt{};      ///< across the signal, > 0
    impedance series_out{}; ///< per leg, towards the load, >= 0 (H only)
};

/// An L pad by its unloaded attenuation and its shunt: R1 = R2 (k - 1), k = 10^(dB/20), since k = (R1 + R2)/R2.
[[nodiscard]] constexpr pad_network l_pad(decibels attenuation, impedance shunt) {
    double const k = amplitude_ratio(attenuation);
    return {pad_kind::l, detail::from_si<impedance>(shunt.value() * (k - 1)), shunt, {}};
}
/// A U pad: the same total series resistance, half of it in each leg. 20 dB with 150 ohm: 2 x 675 ohm.
[[nodiscard]] constexpr pad_network u_pad(decibels attenuation, impedance shunt) {
    double const k = amplitude_ratio(attenuation);
    return {pad_kind::u, detail::from_si<impedance>(shunt.value() * (k - 1) / 2), shunt, {}};
}
/// An H pad that presents z_in and z_out to matching terminations, with N = 10^(dB/10):
///
///   shunt = 2 sqrt(N z_in z_out)/(N - 1)
///   series_in = (z_in (N + 1)/(N - 1) - shunt)/2    series_out = (z_out (N + 1)/(N - 1) - shunt)/2
///
/// The attenuation is that of power between the terminations. Below the minimum loss of unequal impedances a series
/// resistor would be negative, which validate() reports, as it does an attenuation of 0 dB or less. Source: Reference Data for Radio Engineers, ch. 11 (T pad, split).
[[nodiscard]] constexpr pad_network h_pad(decibels attenuation, impedance z_in, impedance z_out) {
    double const n = power_ratio(attenuation);
    if (!(n > 1)) return {pad_kind::h, {}, {}, {}}; // no attenuation, no pad: validate() reports the missing shunt
    double const shunt = 2 * detail::sqrt(n * z_in.value() * z_out.value()) / (n - 1);
    double const spread = (n + 1) / (n - 1);
    return {pad_kind::h, detail::from_si<impedance>((z_in.value() * spread - shunt) / 2),
            detail::from_si<impedance>(shunt), detail::from_si<impedance>((z_out.value() * spread - shunt) / 2)};
}
[[nodiscard]] constexpr pad_network h_pad(decibels attenuation, impedance z) { return h_pad(attenuation, z, z); }

/// An attenuator. Every resistor of it makes thermal noise. Default: the U pad of 20 dB that is usual before a
/// microphone input, 2 x 680 ohm and 150 ohm.
struct pad {
    component_name name = "pad";
    pad_network network{pad_kind::u, detail::from_si<impedance>(680), detail::from_si<impedance>(150), {}};
    connector input = connectors::xlr_female;
    connector output = connectors::xlr_male;
    /// A capacitor in each leg keeps phantom power away from what is in front.
    bool blocks_dc = false;

    [[nodiscard]] constexpr std::array<element, 3> elements(hookup const& to = {}) const {
        double const legs = network.kind == pad_kind::l ? 1 : to.legs();
        return {series_resistor(detail::from_si<impedance>(legs * network.series_in.value())),
                shunt_resistor(network.shunt),
                series_resistor(detail::from_si<impedance>(legs * network.series_out.value()))};
    }

    constexpr void describe(stage_info& s) const {
        s.kind = stage_kind::pad;
        s.input = input;
        s.output = output;
        s.dc.blocks = blocks_dc;
        // The shunt of a U or H pad joins two conductors of the same DC voltage; that of an L pad leads to ground.
        s.dc.loads = network.kind == pad_kind::l;
        s.dc.leg_resistance = detail::from_si<impedance>(network.series_in.value() + network.series_out.value());
    }

    constexpr void check(field_checks& f) const {
        f.not_negative("network.series_in", network.series_in);
        f.positive("network.shunt", network.shunt);
        f.not_negative("network.series_out", network.series_out);
    }
};

} // namespace gainstage
// An audio transformer: ratio, windings, core.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// How much a core takes: "maximum level, 1 % THD: -2.5 dBu at 20 Hz". The flux is the voltage over the frequency, so
/// that at twice the frequency the level is 6.02 dB higher.
struct core_limit {
    voltage_level level = voltage_level::from_dBu(0); ///< at the primary, the largest sine
    frequency at = detail::from_si<frequency>(20);    ///< Hz, > 0
};

/// A transformer by its datasheet. The defaults are a 1:10 microphone input transformer.
///
///        Rp     Ll                    1 : n         Rs
///   o--+-[ ]--(mmm)--+------+------+         +-----[ ]---+--o
///      |             |      |      |         |           |
///     === Cp     core limit Lp    Rc  ideal  |          === Cs
///      |                    |      |         |           |
///   o--+--------------------+------+         +-----------+--o
///
/// A load R on the secondary is R/n^2 at the primary; a source impedance Z at the primary is n^2 Z at the secondary.
/// The resistances of both windings and of the core make thermal noise. Source: Whitlock, Handbook for Sound Engineers,
/// ch. 11 (audio transformer basics).
struct transformer {
    component_name name = "transformer";
    /// "Turns ratio", secondary over primary: 10 for 1:10, 1.0/12 for 12:1. > 0.
    double turns_ratio = 10;
    /// "DC resistance" of the primary, ohm. >= 0.
    impedance primary_resistance = detail::from_si<impedance>(20);
    /// "DC resistance" of the secondary, ohm. >= 0.
    impedance secondary_resistance = detail::from_si<impedance>(2500);
    /// Magnetizing inductance, seen at the primary with the secondary open, H: the low end of the response. A core's
    /// inductance rises with level and towards low frequencies; state the one that holds at the lowest frequency of
    /// interest. > 0. Empty: not stated, no loss at low frequencies.
    std::optional<inductance> primary_inductance = detail::from_si<inductance>(10);
    /// Leakage inductance of both windings, referred to the primary: measured there, the secondary shorted. H, >= 0.
    inductance leakage_inductance{};
    /// Losses of the core, as a resistance across the primary, ohm. > 0. Empty: none.
    std::optional<impedance> core_loss{};
    /// Capacitance across the primary, F. >= 0.
    capacitance primary_capacitance{};
    /// Capacitance across the secondary, F. >= 0.
    capacitance secondary_capacitance{};
    /// "Maximum level", 1 % THD, at a frequency; empty: not stated.
    std::optional<core_limit> core{};
    /// "Common-mode rejection", dB; empty: not stated.
    std::optional<decibels> cmrr{};
    connector input = connectors::unspecified;
    connector output = connectors::unspecified;

    [[nodiscard]] constexpr std::array<element, 8> elements() const {
        std::array<element, 8> list{};
        list[0] = shunt_capacitor(primary_capacitance);
        list[1] = series_resistor(primary_resistance, noise::thermal, leakage_inductance);
        if (core) list[2] = flux_limit(core->level, core->at);
        if (primary_inductance) list[3] = shunt_branch({}, *primary_inductance);
        if (core_loss) list[4] = shunt_resistor(*core_loss);
        list[5] = ideal_transformer(turns_ratio);
        list[6] = series_resistor(secondary_resistance);
        list[7] = shunt_capacitor(secondary_capacitance);
        return list;
    }

    constexpr void describe(stage_info& s) const {
        s.kind = stage_kind::transformer;
        s.input = input;
        s.output = output;
        s.topology = output_topology::floating;
        s.dc.blocks = true;
        s.common_mode.isolates = true;
        s.common_mode.cmrr = cmrr;
        s.limit_is_stated = core.has_value();
    }

    constexpr void check(field_checks& f) const {
        if (!(turns_ratio >= 1e-10 && turns_ratio <= 1e10))
            f.fail("turns_ratio", turns_ratio, "", "must be a ratio greater than zero, within +-200 dB");
        f.not_negative("primary_resistance", primary_resistance);
        f.not_negative("secondary_resistance", secondary_resistance);
        if (primary_inductance) f.positive("primary_inductance", *primary_inductance);
        f.not_negative("leakage_inductance", leakage_inductance);
        if (core_loss) f.positive("core_loss", *core_loss);
        f.not_negative("primary_capacitance", primary_capacitance);
        f.not_negative("secondary_capacitance", secondary_capacitance);
        if (core) {
            f.level("core.level", core->level);
            f.positive("core.at", core->at);
        }
        if (cmrr) f.gain("cmrr", *cmrr);
    }
};

} // namespace gainstage

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

namespace detail {
/// The pad of a DI box, if it is switched in, in front of what follows.
template <std::size_t N>
constexpr std::array<element, 3 + N> behind_pad(std::optional<pad_network> const& network,
                                                std::array<element, N> const& behind) {
    std::array<element, 3 + N> list{};
    if (network) {
        auto const before = gainstage::pad{.network = *network}.elements();
        for (std::size_t i = 0; i < before.size(); ++i) list[i] = before[i];
    }
    for (std::size_t i = 0; i < N; ++i) list[3 + i] = behind[i];
    return list;
}
} // namespace detail

/// A passive DI box: a step-down transformer. It needs no power and joins no grounds; its input impedance is what lies
/// behind it times the square of the ratio. The defaults are a 12:1 box: 2 kohm of a preamp are 288 kohm at its input.
///
///   o--[ pad ]--+ 12 : 1 +--o
///               |        |
///   o-----------+        +--o
struct passive_di_box {
    component_name name = "DI box";
    /// Its transformer. Only the electrical fields count: name and connectors are those of the box.
    gainstage::transformer transformer{.turns_ratio = 1.0 / 12,
                                       .primary_resistance = detail::from_si<impedance>(2500),
                                       .secondary_resistance = detail::from_si<impedance>(30),
                                       .primary_inductance = detail::from_si<inductance>(500)};
    /// The pad for line or loudspeaker level, an L pad in front, if it is switched in.
    std::optional<pad_network> pad{};
    connector input = connectors::ts_socket;
    connector output = connectors::xlr_male;

    [[nodiscard]] constexpr auto elements() const { return detail::behind_pad(pad, transformer.elements()); }

    constexpr void describe(stage_info& s) const {
        transformer.describe(s);
        s.kind = stage_kind::di_box;
        s.input = input;
        s.output = output;
        s.accepts = pad ? signal_class::any : signal_class::instrument;
        s.gives = signal_class::microphone;
    }

    constexpr void check(field_checks& f) const {
        transformer.check(f);
        if (pad) gainstage::pad{.network = *pad}.check(f);
    }
};

/// An active DI box: a buffer, mostly a FET, with a high input impedance whatever lies behind it. It needs phantom
/// power or a battery. The defaults are a phantom-powered box of 1 Mohm.
///
///   o--[ pad ]---||---+---< max_input >---|> gain >---(noise)---[ Zout ]---< max_output >---o
///            coupling |
///                  [ Zin ]   without noise: it is in the stated noise
struct active_di_box {
    component_name name = "DI box";
    /// From the input to the open-circuit output, without the pad, dB. Many have 0 dB or lose some.
    decibels gain{0};
    /// "Input impedance", ohm. > 0.
    impedance input_impedance = detail::from_si<impedance>(1e6);
    /// Across the input, F. >= 0.
    gainstage::capacitance input_capacitance{};
    /// Coupling capacitor in series with the input, F. > 0. Empty: none that matters.
    std::optional<capacitance> coupling{};
    /// "Output impedance", ohm. >= 0.
    impedance output_impedance = detail::from_si<impedance>(150);
    /// Noise at the input; empty: not stated.
    amplifier_noise_model noise{};
    /// "Maximum input level", without the pad, and "maximum output level", the largest sine; empty: not stated.
    std::optional<voltage_level> max_input{};
    std::optional<voltage_level> max_output{};
    /// -3 dB, Hz; empty: not limited.
    std::optional<frequency> high_corner{};
    /// The pad in front, an L pad, if it is switched in.
    std::optional<pad_network> pad{};
    /// phantom_power or battery_power.
    power_need power = phantom_power{.current = detail::from_si<current>(4e-3)};
    output_topology topology = output_topology::impedance_balanced;
    connector input = connectors::ts_socket;
    connector output = connectors::xlr_male;

    /// What it is inside: an amplifier stage.
    [[nodiscard]] constexpr preamp buffer() const {
        return {.name = name,
                .gain = gain,
                .input_impedance = input_impedance,
                .input_capacitance = input_capacitance,
                .coupling = coupling,
                .output_impedance = output_impedance,
                .noise = noise,
                .max_input = max_input,
                .max_output = max_output,
                .high_corner = high_corner,
                .accepts = pad ? signal_class::any : signal_class::instrument,
                .power = power,
                .topology = topology,
                .input = input,
                .output = output};
    }

    [[nodiscard]] constexpr auto elements(hookup const& to) const {
        return detail::behind_pad(pad, buffer().elements(to));
    }

    constexpr void describe(stage_info& s) const {
        buffer().describe(s);
        s.kind = stage_kind::di_box;
        s.gives = signal_class::microphone;
    }

    constexpr void check(field_checks& f) const {
        buffer().check(f);
        if (pad) gainstage::pad{.network = *pad}.check(f);
    }
};

} // namespace gainstage
// An operational amplifier and four resistors as a difference amplifier: the balanced line receiver.

// An operational amplifier by its datasheet, and what the stages built from it have in common.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// The device. What a datasheet does not give stays empty and counts as unknown, not as good.
///
///   e^2(f) = e_n^2 (1 + f_e/f)    i^2(f) = i_n^2 (1 + f_i/f)    A(jf) = 1/(1/A0 + j f/GBW)
///
/// Source: Horowitz and Hill, The Art of Electronics, 3rd ed., ch. 4 and 8; TI SLVA043, Noise Analysis in Operational
/// Amplifier Circuits.
struct op_amp {
    component_name name = "op amp";
    /// "Input voltage noise", the white part (mostly stated at 1 kHz), V/sqrt(Hz); empty: not stated.
    std::optional<voltage_noise_density> input_voltage_noise{};
    /// Where its 1/f part is as large as the white part, Hz; 0: white.
    frequency voltage_noise_corner{};
    /// "Input current noise" of each input, A/sqrt(Hz); empty: not stated.
    std::optional<current_noise_density> input_current_noise{};
    frequency current_noise_corner{};
    /// "Open-loop gain" at DC (120 dB is 1000 V/mV), 0 dB to 200 dB.
    decibels open_loop_gain{120};
    /// "Gain-bandwidth product", Hz. > 0.
    frequency gain_bandwidth = detail::from_si<frequency>(10e6);
    /// "Slew rate", V/s; empty: not stated.
    std::optional<gainstage::slew_rate> slew_rate{};
    /// How far its output stays away from either supply rail, V ("swing +-13 V" on +-15 V: 2 V); empty: not stated.
    std::optional<voltage> swing_from_rails{};
    /// "Output current", peak, A; empty: not stated.
    std::optional<current> output_current{};

    [[nodiscard]] constexpr open_loop loop() const { return {amplitude_ratio(open_loop_gain), gain_bandwidth}; }

    /// The largest sine at its output on supplies of +-`supply`: (Vs - Vswing)/sqrt(2) RMS; empty: swing not stated.
    [[nodiscard]] constexpr std::optional<voltage_level> max_output(voltage supply) const {
        if (!swing_from_rails) return std::nullopt;
        return level_of(detail::from_si<voltage>((supply.value() - swing_from_rails->value()) / detail::sqrt_2));
    }

    constexpr void check(field_checks& f) const {
        if (input_voltage_noise) f.not_negative("device.input_voltage_noise", *input_voltage_noise);
        f.not_negative("device.voltage_noise_corner", voltage_noise_corner);
        if (input_current_noise) f.not_negative("device.input_current_noise", *input_current_noise);
        f.not_negative("device.current_noise_corner", current_noise_corner);
        f.gain("device.open_loop_gain", open_loop_gain);
        if (open_loop_gain.value() < 0)
            f.fail("device.open_loop_gain", open_loop_gain.value(), "dB", "must not be negative: it is a gain");
        f.positive("device.gain_bandwidth", gain_bandwidth);
        if (slew_rate) f.positive("device.slew_rate", *slew_rate);
        if (swing_from_rails) f.not_negative("device.swing_from_rails", *swing_from_rails);
        if (output_current) f.positive("device.output_current", *output_current);
    }
};

namespace detail {

constexpr element op_amp_current_noise(op_amp const& d, double factor = 1) {
    double const i = d.input_current_noise ? d.input_current_noise->value() : 0;
    return shunt_noise(from_si<current_noise_density>(factor * i), d.current_noise_corner);
}
constexpr element op_amp_voltage_noise(op_amp const& d, double factor = 1) {
    double const e = d.input_voltage_noise ? d.input_voltage_noise->value() : 0;
    return series_noise(from_si<voltage_noise_density>(factor * e), d.voltage_noise_corner);
}
constexpr element op_amp_network_noise(op_amp const& d, impedance rf, impedance rg, capacitance c, double factor = 1) {
    double const i = d.input_current_noise ? d.input_current_noise->value() : 0;
    return feedback_noise(rf, rg, c, from_si<current_noise_density>(factor * i), d.current_noise_corner);
}
/// 1/(2 pi R C), 0 without a capacitor.
constexpr frequency leg_corner(impedance r, capacitance c) {
    return from_si<frequency>(c.value() > 0 ? 1 / (2 * pi * r.value() * c.value()) : 0);
}

/// From the output of an operational amplifier to the terminals. `feedback` is what its own network draws, a shunt without
/// noise; it counts only against the output current.
///
///   |> o--< rails >--< slew >--< current >--+--[ build-out ]--[ C ]--o
///                                         [Rf..]
struct op_amp_output {
    impedance build_out{};
    capacitance coupling{};

    [[nodiscard]] constexpr std::array<element, 6> elements(op_amp const& d, voltage supply,
                                                            element const& feedback) const {
        std::array<element, 6> list{};
        if (auto const most = d.max_output(supply)) list[0] = clip_limit(*most);
        if (d.slew_rate) list[1] = slew_limit(*d.slew_rate);
        if (d.output_current) {
            list[2] = current_limit(from_si<current>(d.output_current->value() / sqrt_2));
            list[3] = feedback;
        }
        list[4] = series_resistor(build_out);
        if (coupling.value() > 0) list[5] = series_capacitor(coupling);
        return list;
    }
};

constexpr void describe_op_amp_stage(stage_info& s, op_amp const& d, double gain) {
    s.kind = stage_kind::op_amp_stage;
    s.gives = signal_class::line;
    s.topology = output_topology::unbalanced;
    s.is_amplifier = true;
    s.dc.blocks = true;
    s.gain = gain_of_amplitude_ratio(gain);
    s.noise_is_stated = d.input_voltage_noise && d.input_current_noise;
    s.limit_is_stated = d.swing_from_rails.has_value();
}

constexpr void check_op_amp_stage(field_checks& f, op_amp const& d, voltage supply, op_amp_output const& out) {
    d.check(f);
    f.positive("supply", supply);
    if (d.swing_from_rails && supply.value() <= d.swing_from_rails->value())
        f.fail("supply", supply.value(), "V", "leaves no swing: it must be more than the device's swing_from_rails");
    f.not_negative("build_out_resistor", out.build_out);
    f.not_negative("output_capacitor", out.coupling);
}

/// A ratio of resistors that still is a gain.
constexpr void check_ratio(field_checks& f, std::string_view field, impedance feedback, impedance leg) {
    if (leg.value() > 0 && feedback.value() / leg.value() > 1e10)
        f.fail(field, leg.value(), "ohm", "is too small beside the feedback resistor: a gain of more than 200 dB");
}

} // namespace detail

} // namespace gainstage

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// Gain R2/R1 between the legs if R4/R3 = R2/R1. Every resistor makes thermal noise.
///
///                     +--[R2]--+
///   cold o--[C]-[R1]--+--|-\   |
///                        |  >--+--[ build-out ]--[Co]--o
///   hot  o--[C]-[R3]--+--|+/
///                     +--[R4]--gnd
///
/// A floating source drives one current i through R3 and R4, and back through R2 and R1. With d = v_p - v_n and
/// v2 = A (d + e_n):
///
///   v_s = i (Zs + R1 + R3) + d        d = i (R2 + R4) - v2
///
/// R1 + R3 in series, R2 + R4 across, e_n in series, then an admittance A/(R2 + R4): an inverting stage of the sums, with
/// the other sign. Each noise current sees its own resistor: i_n sqrt(R2^2 + R4^2)/(R2 + R4) across the sum. A source that
/// is symmetrical about ground gives the same if R4/R3 = R2/R1, which is what common-mode rejection rests on. But its two legs
/// do not carry the same current. With a part h of v_s on the hot leg, v_p = h v_s R4/(R3 + R4), and the inputs and the output give
///
///   hot  h v_s/(R3 + R4)      cold  (1 - h + h R4/(R3 + R4)) v_s/R1      output  (1 - h R3/(R3 + R4)) v_2/R2
///
/// instead of v_s/(R1 + R3) and v_2/(R2 + R4). It counts where an output current is limited.
///
/// Behind an unbalanced plug the cold leg is grounded: R3 and R4 divide, and R2 and R1 (with C) are the feedback of a
/// non-inverting stage. Before an unspecified connector the source is taken for balanced.
///
///   CMRR >= A_d/A_cm,   A_cm = |R1 R4 - R2 R3|/(R1 (R3 + R4)) + 4 t G/(1 + G)     t: tolerance of each resistor
///
/// which is (1 + G)/(4 t) for matched values. Source: Pallas-Areny and Webster (1991), IEEE Trans. Instrum. Meas. 40(4);
/// Whitlock, Handbook for Sound Engineers, ch. 15. The defaults are the receiver of unity gain with 10 kohm resistors.
struct difference_stage {
    component_name name = "difference stage";
    op_amp device{};
    /// Supply rails of +- so many volts. > 0, and more than the swing the device loses.
    voltage supply = detail::from_si<voltage>(15);
    /// C, in series with each leg, F; 0: none.
    capacitance input_capacitor{};
    /// Of the inverting leg: in series, and feedback, ohm. > 0.
    impedance r1 = detail::from_si<impedance>(10e3);
    impedance r2 = detail::from_si<impedance>(10e3);
    /// Of the non-inverting leg: in series, and to ground, ohm. > 0. Unless stated, those of the other leg.
    impedance r3 = r1;
    impedance r4 = r2;
    /// Of each resistor, a ratio (0.01 is 1 %), 0 to 1; empty: not stated, and neither is the CMRR.
    std::optional<double> resistor_tolerance{};
    /// In series with the output, ohm, 0 or more.
    impedance build_out_resistor = detail::from_si<impedance>(100);
    /// Co, in series with the output, F; 0: none.
    capacitance output_capacitor{};
    signal_class accepts = signal_class::line;
    connector input = connectors::unspecified;
    connector output = connectors::unspecified;
    /// A mains device with a ground of its own; false: it runs on a battery.
    bool earthed = true;

    /// (R2 + R4)/(R1 + R3), a ratio.
    [[nodiscard]] constexpr double gain() const { return (r2.value() + r4.value()) / (r1.value() + r3.value()); }

    /// The least common-mode rejection ratio that the resistors guarantee; empty: tolerance not stated. Of exact resistors
    /// (tolerance 0) none is the limit, and it is empty too.
    [[nodiscard]] constexpr std::optional<decibels> cmrr() const {
        if (!resistor_tolerance) return std::nullopt;
        double const unmatched = r1.value() * r4.value() - r2.value() * r3.value();
        double const common = detail::abs(unmatched) / (r1.value() * (r3.value() + r4.value())) +
                              4 * *resistor_tolerance * gain() / (1 + gain());
        if (!(common > 0)) return std::nullopt;
        return gain_of_amplitude_ratio(gain() / common);
    }

    [[nodiscard]] constexpr std::array<element, 13> elements(hookup const& to) const {
        return elements(to, to.driver == output_topology::symmetrical ? std::optional{0.5} : std::nullopt);
    }
    /// hot_part: h of a source that is referred to ground; empty: it floats.
    [[nodiscard]] constexpr std::array<element, 13> elements(hookup const& to, std::optional<double> hot_part) const {
        std::array<element, 13> list{};
        double const c = input_capacitor.value();
        element network{};
        if (is_unbalanced(to.plug)) {
            if (c > 0) list[0] = series_capacitor(input_capacitor);
            list[1] = series_resistor(r3);
            list[2] = shunt_resistor(r4);
            list[3] = detail::op_amp_current_noise(device);
            list[5] = detail::op_amp_network_noise(device, r2, r1, input_capacitor);
            list[6] = non_inverting_op_amp(1 + r2.value() / r1.value(), device.loop(),
                                           detail::leg_corner(r1, input_capacitor));
            network = shunt_branch(r1 + r2, {}, input_capacitor, noise::none);
        } else {
            impedance const sum = r2 + r4;
            double const both = detail::sqrt(r2.value() * r2.value() + r4.value() * r4.value()) / sum.value();
            if (c > 0) list[0] = series_capacitor(detail::from_si<capacitance>(c / 2));
            list[1] = series_resistor(r1 + r3);
            list[2] = shunt_resistor(sum);
            list[3] = detail::op_amp_current_noise(device, both);
            list[6] = summing_op_amp(sum, device.loop(), +1);
            double const at_output =
                hot_part ? r2.value() / (1 - *hot_part * r3.value() / (r3 + r4).value()) : sum.value();
            network = shunt_resistor(detail::from_si<impedance>(at_output), noise::none);
        }
        list[4] = detail::op_amp_voltage_noise(device);
        auto const behind = out().elements(device, supply, network);
        for (std::size_t i = 0; i < behind.size(); ++i) list[7 + i] = behind[i];
        return list;
    }

    /// From hot to cold, what the leg that carries more current carries besides the current from hot to cold. R1 times
    /// the cold leg's and R3 times the hot leg's add up to v_s, so the greater is v_s/(R1 + R3) or more.
    [[nodiscard]] constexpr element greater_leg(double hot_part) const {
        double const hot = hot_part / (r3 + r4).value();
        double const cold = (1 - hot_part + hot * r4.value()) / r1.value();
        double const both = (r1 + r3).value();
        double const more = (std::max)(hot, cold) - 1 / both;
        if (!(more > 1e-9 / both)) return {};
        // With C the corner is that of both legs.
        return shunt_branch(detail::from_si<impedance>(1 / more), {},
                            detail::from_si<capacitance>(input_capacitor.value() / 2 * both * more), noise::none);
    }

    constexpr void describe(stage_info& s) const {
        detail::describe_op_amp_stage(s, device, gain());
        s.input = input;
        s.output = output;
        s.accepts = accepts;
        s.common_mode.earthed = earthed;
        s.common_mode.cmrr = cmrr();
        s.common_mode.leg_to_ground = r3 + r4;
    }

    constexpr void check(field_checks& f) const {
        detail::check_op_amp_stage(f, device, supply, out());
        f.not_negative("input_capacitor", input_capacitor);
        f.positive("r1", r1);
        f.positive("r2", r2);
        f.positive("r3", r3);
        f.positive("r4", r4);
        detail::check_ratio(f, "r1", r2, r1);
        detail::check_ratio(f, "r3", r4, r3);
        if (resistor_tolerance && !(*resistor_tolerance >= 0 && *resistor_tolerance <= 1))
            f.fail("resistor_tolerance", *resistor_tolerance, "", "must be a ratio from 0 to 1 (1 % is 0.01)");
    }

private:
    [[nodiscard]] constexpr detail::op_amp_output out() const { return {build_out_resistor, output_capacitor}; }
};

} // namespace gainstage
// A passive instrument pickup with its volume and tone controls.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// A volume control: a potentiometer from the signal to ground, the output at its wiper.
struct volume_control {
    impedance track = detail::from_si<impedance>(250e3); ///< ohm, > 0
    /// The part of the track between wiper and ground: 1 is full volume, 0 is silence. (Of an audio taper this is not
    /// the angle.) 0, or 1e-6 to 1.
    double position = 1;
};

/// A tone control: a variable resistor and a capacitor from the signal to ground.
struct tone_control {
    impedance track = detail::from_si<impedance>(250e3); ///< ohm, > 0
    double position = 1;                                 ///< the part of the track in circuit, 0 to 1 (full treble)
    gainstage::capacitance capacitor = detail::from_si<capacitance>(22e-9); ///< F, > 0
};

/// A magnetic pickup. The level that a chain is analysed at is its open-circuit EMF, before the controls. The defaults
/// are a single coil of an electric guitar.
///
///        R      L
///   +---[ ]---(mmm)---+------+-------+------+
///   |                 |      |       |      |
///   |                 |      |      [ ]    [ ]
/// (emf)              === C  [ ]      |     [ ]<-----o
///   |                 |    eddy     ===    [ ]
///   |                 |    loss    tone   volume
///   +-----------------+------+-------+------+-------o
///
/// L and the capacitance of coil and cable resonate: f0 = 1/(2 pi sqrt(L C)). Every resistor makes thermal noise.
struct instrument_pickup {
    component_name name = "pickup";
    /// "DC resistance", ohm. > 0.
    impedance coil_resistance = detail::from_si<impedance>(6e3);
    /// Inductance, H. >= 0 (0: a pickup without coil, or not stated).
    gainstage::inductance inductance = detail::from_si<gainstage::inductance>(2.5);
    /// Capacitance of the winding, F. >= 0.
    gainstage::capacitance winding_capacitance = detail::from_si<gainstage::capacitance>(100e-12);
    /// Eddy currents in cover and poles, as a resistance across the coil, ohm. > 0. Empty: none.
    std::optional<impedance> eddy_loss{};
    /// Empty: no such control.
    std::optional<volume_control> volume = volume_control{};
    std::optional<tone_control> tone = tone_control{};
    connector output = connectors::ts_socket;

    using excitation = voltage_level;

    [[nodiscard]] constexpr bool is_turned_down() const { return volume && volume->position == 0; }

    /// Turned down, the wiper lies at ground: no voltage, no impedance, no noise.
    [[nodiscard]] constexpr std::array<element, 7> elements() const {
        std::array<element, 7> list{};
        list[0] = voltage_source(is_turned_down() ? 0 : 1);
        if (is_turned_down()) return list;
        list[1] = series_resistor(coil_resistance, noise::thermal, inductance);
        list[2] = shunt_capacitor(winding_capacitance);
        if (eddy_loss) list[3] = shunt_resistor(*eddy_loss);
        if (tone)
            list[4] =
                shunt_branch(detail::from_si<impedance>(tone->track.value() * tone->position), {}, tone->capacitor);
        if (volume) {
            list[5] = series_resistor(detail::from_si<impedance>(volume->track.value() * (1 - volume->position)));
            list[6] = shunt_resistor(detail::from_si<impedance>(volume->track.value() * volume->position));
        }
        return list;
    }

    constexpr void describe(stage_info& s) const {
        s.kind = stage_kind::instrument_pickup;
        s.output = output;
        s.gives = signal_class::instrument;
        s.topology = output_topology::unbalanced;
        s.dc_resistance = coil_resistance;
    }

    constexpr void check(field_checks& f) const {
        f.positive("coil_resistance", coil_resistance);
        f.not_negative("inductance", inductance);
        f.not_negative("winding_capacitance", winding_capacitance);
        if (eddy_loss) f.positive("eddy_loss", *eddy_loss);
        if (volume) {
            f.positive("volume.track", volume->track);
            double const p = volume->position;
            if (!(p == 0 || (p >= 1e-6 && p <= 1)))
                f.fail("volume.position", p, "", "must be 0 (silence), or a part of the track from 1e-6 to 1");
        }
        if (tone) {
            f.positive("tone.track", tone->track);
            if (!(tone->position >= 0 && tone->position <= 1))
                f.fail("tone.position", tone->position, "", "must be a part of the track, from 0 to 1");
            f.positive("tone.capacitor", tone->capacitor);
        }
    }
};

} // namespace gainstage
// Three operational amplifiers as an instrumentation amplifier: the microphone preamp with a balanced input.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// Gain (1 + 2 Rf/Rg) times that of the difference stage behind it. Every resistor makes thermal noise.
///
///   hot  o--[C]--+--|+\      first amplifier
///              [Rb] |  >---+------- hot of the difference stage
///               gnd |-/    |
///                    +[Rf]-+
///                    |
///                [Rg, Cg]
///                    |
///                    +[Rf]-+
///               gnd |-\    |
///              [Rb] |  >---+------- cold of the difference stage
///   cold o--[C]--+--|+/      second amplifier
///
/// Between hot and cold, with a source that floats or is symmetrical about ground: C/2 in series, 2 Rb across, two noise
/// voltages (e_n sqrt(2)), and two noise currents of which one half each flows between the inputs (i_n/sqrt(2)). The
/// feedback network is 2 Rf and Rg; each inverting input's noise current meets its own Rf, i_n sqrt(2) Rf at the output,
/// which is i_n/sqrt(2) in 2 Rf parallel Rg at the input. Both outputs swing in opposite phase: twice one device's limits of
/// voltage and slope. They drive 2 Rf + Rg and the difference stage, of which one leg takes more current than the other.
///
/// Behind an unbalanced plug the cold leg is grounded: C and Rb of the hot leg count, i_n of one input, and the hot
/// amplifier clips first, at (1 + Rf/Rg)/(1 + 2 Rf/Rg) of the whole voltage instead of a half. The cold input is at ground
/// through its C: 4kT Re Z + (i_n |Z|)^2 with Z = Rb || C stand in series too.
///
/// Common mode passes the first two at a gain of 1: CMRR is that of the difference stage times 1 + 2 Rf/Rg.
/// Source: Horowitz and Hill, The Art of Electronics, 3rd ed., sec. 5.15. The defaults are a gain of 41 (32.3 dB).
struct instrumentation_stage {
    component_name name = "instrumentation stage";
    /// Each of the two input amplifiers.
    op_amp device{};
    /// Supply rails of +- so many volts. > 0, and more than the swing the device loses.
    voltage supply = detail::from_si<voltage>(15);
    /// C, in series with each leg, F; 0: none. Phantom power needs one.
    capacitance input_capacitor{};
    /// Rb, from each input to ground, ohm. > 0.
    impedance bias_resistor = detail::from_si<impedance>(10e3);
    /// Between the inputs, F.
    capacitance input_capacitance{};
    /// Rf, each, ohm, 0 or more.
    impedance feedback_resistor = detail::from_si<impedance>(2e3);
    /// Rg, ohm. > 0; empty: two followers.
    std::optional<impedance> gain_resistor = detail::from_si<impedance>(100);
    /// Cg, in series with Rg, F; 0: none, gain at DC too.
    capacitance gain_capacitor{};
    /// Behind it: its resistors, its device and supply (unless stated, the same), its output. Name and connectors do not count.
    difference_stage difference{.device = device, .supply = supply};
    signal_class accepts = signal_class::microphone;
    connector input = connectors::unspecified;
    connector output = connectors::unspecified;
    /// A mains device with a ground of its own; false: it runs on a battery.
    bool earthed = true;

    /// 1 + 2 Rf/Rg, a ratio: of the first two amplifiers.
    [[nodiscard]] constexpr double first_gain() const {
        return gain_resistor ? 1 + 2 * feedback_resistor.value() / gain_resistor->value() : 1;
    }
    /// Of the whole stage, a ratio.
    [[nodiscard]] constexpr double gain() const { return first_gain() * difference.gain(); }

    /// The least common-mode rejection ratio; empty: the tolerance of the difference stage's resistors is not stated.
    [[nodiscard]] constexpr std::optional<decibels> cmrr() const {
        auto const behind = difference.cmrr();
        if (!behind) return std::nullopt;
        return *behind + gain_of_amplitude_ratio(first_gain());
    }

    [[nodiscard]] constexpr std::array<element, 26> elements(hookup const& to) const {
        std::array<element, 26> list{};
        bool const one_leg = is_unbalanced(to.plug);
        double const legs = one_leg ? 1 : 2;
        impedance const rg = gain_resistor.value_or(detail::from_si<impedance>(detail::infinity));
        impedance const rf = feedback_resistor + feedback_resistor;
        capacitance const cg = gain_resistor ? gain_capacitor : capacitance{};
        if (input_capacitor.value() > 0)
            list[0] = series_capacitor(detail::from_si<capacitance>(input_capacitor.value() / legs));
        list[1] = shunt_resistor(detail::from_si<impedance>(legs * bias_resistor.value()));
        list[2] = shunt_capacitor(input_capacitance);
        list[3] = detail::op_amp_current_noise(device, one_leg ? 1 : 1 / detail::sqrt_2);
        list[4] = detail::op_amp_voltage_noise(device, detail::sqrt_2);
        list[5] = detail::op_amp_network_noise(device, rf, rg, cg, 1 / detail::sqrt_2);
        if (one_leg && input_capacitor.value() > 0) // the other leg is at ground through its capacitor only
            list[6] = detail::op_amp_network_noise(device, bias_resistor, {}, input_capacitor);
        list[7] =
            non_inverting_op_amp(first_gain(), device.loop(), gain_resistor ? detail::leg_corner(rg, cg) : frequency{});
        // The output which swings most, hot, over the voltage between both.
        double const hot_part = one_leg ? (first_gain() + 1) / (2 * first_gain()) : 0.5;
        if (auto const most = device.max_output(supply)) list[8] = clip_limit(rms_voltage(*most) / hot_part);
        if (device.slew_rate)
            list[9] = slew_limit(detail::from_si<gainstage::slew_rate>(device.slew_rate->value() / hot_part));
        if (device.output_current) {
            list[10] = current_limit(detail::from_si<current>(device.output_current->value() / detail::sqrt_2));
            if (gain_resistor) list[11] = shunt_branch(rf + rg, {}, cg, noise::none);
            list[12] = difference.greater_leg(hot_part);
        }
        auto const behind = difference.elements({}, hot_part);
        for (std::size_t i = 0; i < behind.size(); ++i) list[13 + i] = behind[i];
        return list;
    }

    constexpr void describe(stage_info& s) const {
        detail::describe_op_amp_stage(s, device, gain());
        stage_info behind;
        difference.describe(behind);
        s.noise_is_stated = s.noise_is_stated && behind.noise_is_stated;
        s.limit_is_stated = s.limit_is_stated && behind.limit_is_stated;
        s.input = input;
        s.output = output;
        s.accepts = accepts;
        s.common_mode.earthed = earthed;
        s.common_mode.cmrr = cmrr();
        s.common_mode.leg_to_ground = bias_resistor;
    }

    constexpr void check(field_checks& f) const {
        detail::check_op_amp_stage(f, device, supply, {});
        f.not_negative("input_capacitor", input_capacitor);
        f.positive("bias_resistor", bias_resistor);
        f.not_negative("input_capacitance", input_capacitance);
        f.not_negative("feedback_resistor", feedback_resistor);
        f.not_negative("gain_capacitor", gain_capacitor);
        if (gain_resistor) {
            f.positive("gain_resistor", *gain_resistor);
            detail::check_ratio(f, "gain_resistor", feedback_resistor, *gain_resistor);
        }
        difference.check(f);
    }
};

} // namespace gainstage
// An operational amplifier as an inverting stage: summing bus, polarity inverter, virtual ground.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// Gain -Rf/R1. Every resistor makes thermal noise.
///
///                      +--[Rf]--+
///   o--[Ci]--[R1]--o---+--|-\   |
///                      u  |  >--+--[ build-out ]--[Co]--o
///        gnd--[Rp]--------|+/
///
/// With u = v_n + e_n at the input proper and v2 = -A u, Kirchhoff's current law at the node is
///
///   (v_n - v_s)/R1 + v_n/Rf + A u/Rf = 0
///
/// Rf to ground, e_n in series, then an admittance A/Rf: that is how it is lowered, and it is exact. The input impedance is
/// R1 + Rf/(1 + A). The noise of what is at the + input, 4kT Rp + (i_n Rp)^2, stands in series with e_n.
struct inverting_stage {
    component_name name = "inverting stage";
    op_amp device{};
    /// Supply rails of +- so many volts. > 0, and more than the swing the device loses.
    voltage supply = detail::from_si<voltage>(15);
    /// Ci, in series with the input, F; 0: none.
    capacitance input_capacitor{};
    /// R1, ohm. > 0.
    impedance input_resistor = detail::from_si<impedance>(10e3);
    /// Rf, ohm. > 0.
    impedance feedback_resistor = detail::from_si<impedance>(10e3);
    /// Rp, from the + input to ground against the offset of the bias current, ohm; 0: none, or bypassed by a capacitor.
    impedance offset_resistor{};
    /// In series with the output, ohm, 0 or more.
    impedance build_out_resistor = detail::from_si<impedance>(100);
    /// Co, in series with the output, F; 0: none.
    capacitance output_capacitor{};
    signal_class accepts = signal_class::any;
    connector input = connectors::unspecified;
    connector output = connectors::unspecified;
    /// A mains device with a ground of its own; false: it runs on a battery.
    bool earthed = true;

    /// Rf/R1, a ratio; the output is in opposite phase.
    [[nodiscard]] constexpr double gain() const { return feedback_resistor.value() / input_resistor.value(); }

    [[nodiscard]] constexpr std::array<element, 13> elements() const {
        std::array<element, 13> list{};
        impedance const open = detail::from_si<impedance>(detail::infinity);
        if (input_capacitor.value() > 0) list[0] = series_capacitor(input_capacitor);
        list[1] = series_resistor(input_resistor);
        list[2] = shunt_resistor(feedback_resistor);
        list[3] = detail::op_amp_current_noise(device);
        list[4] = detail::op_amp_voltage_noise(device);
        list[5] = detail::op_amp_network_noise(device, offset_resistor, open, {});
        list[6] = summing_op_amp(feedback_resistor, device.loop());
        auto const behind = out().elements(device, supply, shunt_resistor(feedback_resistor, noise::none));
        for (std::size_t i = 0; i < behind.size(); ++i) list[7 + i] = behind[i];
        return list;
    }

    constexpr void describe(stage_info& s) const {
        detail::describe_op_amp_stage(s, device, gain());
        s.input = input;
        s.output = output;
        s.accepts = accepts;
        s.common_mode.earthed = earthed;
    }

    constexpr void check(field_checks& f) const {
        detail::check_op_amp_stage(f, device, supply, out());
        f.not_negative("input_capacitor", input_capacitor);
        f.positive("input_resistor", input_resistor);
        f.positive("feedback_resistor", feedback_resistor);
        f.not_negative("offset_resistor", offset_resistor);
        detail::check_ratio(f, "input_resistor", feedback_resistor, input_resistor);
    }

private:
    [[nodiscard]] constexpr detail::op_amp_output out() const { return {build_out_resistor, output_capacitor}; }
};

} // namespace gainstage
// An output stage that drives a line: build-out resistors, balanced or not, with the limits of its amplifiers.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// A line driver by its datasheet. The defaults are an integrated cross-coupled driver: 50 ohm in each leg, +6 dB.
///
///               +---|> +G/2 >---[ R ]---o  hot         voltages between the two legs; the limits are those
///   o--(e_n)--+-+                                      of the amplifiers, before the resistors
///      (i_n) [Zin]
///               +---|> -G/2 >---[ R ]---o  cold        Zin without noise: it is in e_n and i_n
///
/// What is left if only one leg is used depends on the topology:
///
///                        balanced     cold leg open   cold leg grounded
///   symmetrical          G    2R      G/2  R          G/2  R
///   cross_coupled        G    2R      G/2  R          G    2R   with half the maximum: one amplifier gives it all
///   floating             G    2R      G    2R         G    2R
///   impedance_balanced   G    2R      G    R          G    R    only the hot leg is driven
///   unbalanced           G    R       G    R          G    R
///
/// Source: Whitlock, Handbook for Sound Engineers, ch. 15; Rane Note 110.
struct line_driver {
    component_name name = "line driver";
    /// From the input to the open-circuit output, between the legs if balanced, dB.
    decibels gain{6};
    /// "Input impedance", ohm. > 0.
    impedance input_impedance = detail::from_si<impedance>(10e3);
    /// Resistor in each leg (of an unbalanced output: the one), ohm. >= 0.
    impedance build_out = detail::from_si<impedance>(50);
    /// Their tolerance, as a part: 0.01 for 1 %. 0 to 1.
    double build_out_tolerance = 0.01;
    output_topology topology = output_topology::cross_coupled;
    /// "Maximum output level", balanced, open circuit, the largest sine; empty: not stated.
    std::optional<voltage_level> max_output{};
    /// "Output current" or "short-circuit current", peak, A. > 0. Empty: not stated.
    std::optional<current> max_peak_current{};
    /// "Slew rate" of the output voltage (between the legs, if balanced: both amplifiers together). > 0. Empty: not
    /// stated.
    std::optional<gainstage::slew_rate> slew_rate{};
    /// Noise, without that of the build-out resistors; empty: not stated.
    amplifier_noise_model noise{};
    /// -3 dB, Hz; empty: not limited.
    std::optional<frequency> low_corner{};
    std::optional<frequency> high_corner{};
    /// Most outputs can be harmed by phantom power; true if the maker says that it is protected.
    bool protected_against_phantom = false;
    connector input = connectors::unspecified;
    connector output = connectors::xlr_male;
    /// A mains device, whose ground has a potential of its own. False: battery.
    bool earthed = true;

    [[nodiscard]] constexpr std::array<element, 10> elements(hookup const& to) const {
        double const part = fraction_left(topology, to.cold);
        double const g = amplitude_ratio(gain);
        std::array<element, 10> list{};
        list[0] = noise.input_current_noise();
        list[1] = noise.input_voltage_noise();
        list[2] = shunt_resistor(input_impedance, gainstage::noise::none);
        list[3] = noise.gain_resistor_noise(g);
        list[4] = ideal_amplifier(g * part, low_corner.value_or(frequency{}), high_corner.value_or(frequency{}));
        list[5] = noise.output_voltage_noise();
        list[5].density *= part;
        double const swing = largest_part(to.cold);
        if (max_output) list[6] = clip_limit(swing * rms_voltage(*max_output));
        if (slew_rate) list[7] = slew_limit(detail::from_si<gainstage::slew_rate>(slew_rate->value() * swing));
        if (max_peak_current)
            list[8] = current_limit(detail::from_si<current>(max_peak_current->value() / detail::sqrt_2));
        list[9] = series_resistor(detail::from_si<impedance>(build_out.value() * legs_in_circuit(to.cold)));
        return list;
    }

    constexpr void describe(stage_info& s) const {
        s.kind = stage_kind::line_driver;
        s.input = input;
        s.output = output;
        s.accepts = signal_class::line;
        s.gives = signal_class::line;
        s.topology = topology;
        s.is_amplifier = true;
        s.dc.blocks = true;
        s.gain = gain;
        s.tolerates_phantom = protected_against_phantom;
        s.noise_is_stated = noise.is_stated();
        s.limit_is_stated = max_output.has_value();
        s.common_mode.earthed = earthed;
        // At worst one resistor is at its upper limit, the other at its lower.
        if (topology != output_topology::unbalanced)
            s.common_mode.leg_imbalance = detail::from_si<impedance>(2 * build_out_tolerance * build_out.value());
    }

    constexpr void check(field_checks& f) const {
        f.gain("gain", gain);
        f.positive("input_impedance", input_impedance);
        f.not_negative("build_out", build_out);
        if (!(build_out_tolerance >= 0 && build_out_tolerance <= 1))
            f.fail("build_out_tolerance", build_out_tolerance, "", "must be a part of the resistance, from 0 to 1");
        f.level("max_output", max_output);
        if (max_peak_current) f.positive("max_peak_current", *max_peak_current);
        if (slew_rate) f.positive("slew_rate", *slew_rate);
        noise.check(f, gain);
        if (low_corner) f.positive("low_corner", *low_corner);
        if (high_corner) f.positive("high_corner", *high_corner);
        if (low_corner && high_corner && high_corner->value() <= low_corner->value())
            f.fail("high_corner", high_corner->value(), "Hz", "must be above low_corner");
    }

private:
    /// How many of the build-out resistors the signal's current meets.
    [[nodiscard]] constexpr double legs_in_circuit(cold_leg cold) const {
        if (topology == output_topology::unbalanced) return 1;
        return 2 * impedance_left(topology, cold);
    }
    /// The part of the balanced maximum, and slew rate, that is left: one of two opposite amplifiers gives half of it.
    [[nodiscard]] constexpr double largest_part(cold_leg cold) const {
        bool const opposite = topology == output_topology::symmetrical || topology == output_topology::cross_coupled;
        return opposite && cold != cold_leg::used ? 0.5 : 1;
    }
};

} // namespace gainstage
// A line input: the end of a chain. It has little or no gain and supplies no power.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// A line input of a mixer, recorder, converter or power amplifier. The defaults are a +4 dBu input of 10 kohm.
///
///   o---||---+-------< clips at full_scale >---(noise)--- to the converter
///   coupling |
///          [ Z ]   without noise: it is in the stated noise
///
/// For an input by the sheet of a whole device; a converter by its bits, or its chip's sheet, is an `adc`.
struct line_input {
    component_name name = "line input";
    /// Level it is made for: +4 dBu (professional), -10 dBV (consumer). Empty: 18 dB below full_scale (EBU R68), or
    /// +4 dBu if that is not stated either.
    std::optional<voltage_level> nominal_level{};
    /// "Input impedance", differential if balanced, ohm. > 0.
    impedance input_impedance = detail::from_si<impedance>(10e3);
    /// Across the input, F.
    gainstage::capacitance input_capacitance{};
    /// Coupling capacitor in series with the input, F (one in each leg of a balanced input: half of its value). > 0. Empty:
    /// none that matters.
    std::optional<capacitance> coupling{};
    /// The level of 0 dBFS of a converter, the largest sine; also the clip level of an analogue input, or the level that
    /// drives a power amplifier fully. Empty: not stated.
    std::optional<voltage_level> full_scale{};
    /// "Dynamic range" of the converter below full_scale, with its weighting; empty: not stated.
    std::optional<gainstage::dynamic_range> dynamic_range{};
    /// Noise of an analogue input, at its terminals; empty: not stated.
    std::optional<voltage_noise_level> input_noise{};
    /// It is a converter: full_scale is 0 dBFS.
    bool digital = true;
    /// What it is made for.
    signal_class accepts = signal_class::line;
    connector input = connectors::unspecified;
    /// "CMRR", with balanced legs, dB; empty: not stated.
    std::optional<decibels> cmrr{};
    /// "Common-mode input impedance", of each leg to ground, ohm; empty: not stated, taken for half the input impedance,
    /// the least that it can be.
    std::optional<impedance> common_mode_impedance{};
    /// A mains device, whose ground has a potential of its own. False: battery.
    bool earthed = true;

    static constexpr bool is_load = true;

    [[nodiscard]] constexpr std::array<element, 5> elements() const {
        auto const n = noise_at_input();
        return detail::load_elements(*this, full_scale, n ? white_noise_density(*n) : voltage_noise_density{});
    }

    /// The noise it adds at its terminals, if stated: full scale less the dynamic range, or input_noise.
    [[nodiscard]] constexpr std::optional<voltage_noise_level> noise_at_input() const {
        if (input_noise) return input_noise;
        if (!dynamic_range || !full_scale) return std::nullopt;
        return noise_below(*full_scale, *dynamic_range);
    }

    constexpr void describe(stage_info& s) const {
        detail::describe_input(s, *this);
        s.kind = stage_kind::line_input;
        s.accepts = accepts;
        s.nominal = nominal_level ? *nominal_level
                    : full_scale  ? detail::alignment_level(*full_scale)
                                  : voltage_level::from_dBu(4);
        if (digital) s.full_scale = full_scale;
        s.noise_is_stated = noise_at_input().has_value();
        s.limit_is_stated = full_scale.has_value();
    }

    constexpr void check(field_checks& f) const {
        detail::check_input(f, *this);
        f.maximum("full_scale", full_scale, nominal_level);
        f.dynamic_range(dynamic_range);
        if (dynamic_range && !full_scale && !input_noise)
            f.fail("dynamic_range", dynamic_range->value.value(), "dB",
                   "a dynamic range needs the full_scale that it is below");
        f.level("input_noise", input_noise);
    }
};

} // namespace gainstage
// A line-level source: CD player, synthesizer, interface or mixer output.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// An output by its datasheet. The level that a chain is analysed at is its open-circuit level.
///
///   (level)--[noise]--< clips at max_output >--[ Z ]--o
struct line_output {
    component_name name = "line output";
    /// "Output impedance", both legs together if balanced, ohm. > 0.
    impedance output_impedance = detail::from_si<impedance>(100);
    /// "Nominal output level"; empty: not stated.
    std::optional<voltage_level> nominal_level{};
    /// "Maximum output level", the largest sine, open circuit; empty: not stated.
    std::optional<voltage_level> max_output{};
    /// "Dynamic range" or "signal-to-noise ratio" below max_output; empty: the thermal noise of the output impedance.
    std::optional<gainstage::dynamic_range> dynamic_range{};
    output_topology topology = output_topology::unspecified;
    connector output = connectors::unspecified;
    /// Line, unless it is an instrument's or a loudspeaker's output.
    signal_class gives = signal_class::line;
    /// Most outputs can be harmed by phantom power; true if the maker says that it is protected.
    bool protected_against_phantom = false;
    /// Balanced: by how much the impedances of its two legs differ, ohm; empty: not stated, IEC 60268-3 tests with 10 ohm.
    std::optional<impedance> leg_imbalance{};
    /// A mains device, whose ground has a potential of its own. False: battery. An instrument never is.
    bool earthed = true;

    using excitation = voltage_level;

    [[nodiscard]] constexpr std::array<element, 4> elements(hookup const& to) const {
        double const part = fraction_left(topology, to.cold);
        std::array<element, 4> list{};
        list[0] = voltage_source(part);
        if (dynamic_range && max_output)
            list[1] = series_noise(detail::from_si<voltage_noise_density>(
                part * white_noise_density(noise_below(*max_output, *dynamic_range)).value()));
        if (max_output) list[2] = clip_limit(part * rms_voltage(*max_output));
        list[3] =
            series_resistor(detail::from_si<impedance>(output_impedance.value() * impedance_left(topology, to.cold)));
        return list;
    }

    constexpr void describe(stage_info& s) const {
        s.kind = stage_kind::line_output;
        s.output = output;
        s.gives = gives;
        s.topology = topology;
        s.nominal = nominal_level;
        s.limit_is_stated = max_output.has_value();
        s.tolerates_phantom = protected_against_phantom;
        s.dc_resistance = output_impedance;
        s.common_mode.leg_imbalance = leg_imbalance;
        s.common_mode.earthed = earthed && gives != signal_class::instrument;
    }

    constexpr void check(field_checks& f) const {
        f.positive("output_impedance", output_impedance);
        if (leg_imbalance) f.not_negative("leg_imbalance", *leg_imbalance);
        f.maximum("max_output", max_output, nominal_level);
        f.dynamic_range(dynamic_range);
        if (dynamic_range && !max_output)
            f.fail("dynamic_range", dynamic_range->value.value(), "dB",
                   "a dynamic range needs the max_output that it is below");
    }
};

} // namespace gainstage
// A microphone: sound pressure in, a voltage behind an impedance out.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// A maximum sound level that holds into a load: "119 dB SPL into 150 ohm".
struct max_level_into_load {
    sound_level level;
    impedance load; ///< ohm, > 0
};

/// A microphone by its datasheet. The defaults are a typical vocal dynamic.
///
///      emf = sensitivity * p * (Z + RL)/RL          RL: the load of the sensitivity figure, infinite if open circuit
///   (emf)--[noise]--< clips at max_spl >--[ Z ]--< max_output_current >--o
///
/// Self-noise, an A-weighted sound level, becomes a white noise voltage: e = S * 20 uPa * 10^(dBA/20) / sqrt(B_A), with
/// B_A the A-weighted noise bandwidth (12,467 Hz). With a 1/f corner fc it is e^2 (1 + fc/f), and e is so much smaller that
/// the figure still holds: B_A + fc L_A in place of B_A, L_A = 3.577 (flicker_integral). Without a figure a passive microphone has the thermal noise of its
/// impedance (IEC 60268-4 gives passive microphones no other); of an active one that is only a lower bound, and the
/// rules say so.
struct microphone {
    component_name name = "microphone";
    transducer_kind transducer = transducer_kind::dynamic;
    /// "Sensitivity", V/Pa at 1 kHz. > 0.
    acoustic_sensitivity sensitivity = detail::from_si<acoustic_sensitivity>(1.85e-3);
    /// The load for which the sensitivity is stated, ohm ("into 1 kohm"); empty: open circuit. > 0.
    std::optional<impedance> sensitivity_load{};
    /// "Source impedance", the actual one, ohm. > 0. Of a two-wire electret capsule: the impedance of its transistor's
    /// drain, some 50 kohm or more; the "output impedance" of its sheet is only the load resistor.
    impedance output_impedance = detail::from_si<impedance>(300);
    /// "Rated load impedance", the least one recommended, ohm; 0: not stated.
    impedance rated_load{};
    /// "Frequency range" or "frequency response", -3 dB, Hz, first order; empty: not limited. The sensitivity holds at 1 kHz.
    std::optional<frequency> low_corner{};
    std::optional<frequency> high_corner{};
    /// "Equivalent noise level", dB(A); empty: not stated.
    std::optional<sound_noise_level> self_noise{};
    /// Below it the self-noise rises as 1/f, Hz; 0: white.
    frequency self_noise_corner{};
    /// "Maximum SPL", the largest sine; empty: not stated.
    std::optional<sound_level> max_spl{};
    /// A lower maximum SPL for a low load: the output stage gives no more current, I = emf/(Z + load); empty: not stated.
    std::optional<max_level_into_load> max_spl_into{};
    /// The largest output current, RMS of a sine (a peak current over sqrt(2)), A. What the cable's capacitance draws counts.
    /// Empty: not stated. If max_spl_into is stated too, the lower one decides.
    std::optional<current> max_output_current{};
    /// Attenuator in the microphone, dB, 0 or more: lowers the sensitivity and raises the maximum SPL. State the
    /// self-noise that holds with it.
    decibels pad{0};
    /// "Powering": phantom_power, bias_power, a_b_power, battery_power; empty: none needed.
    power_need power{};
    /// How its output drives the two conductors. Coils, transformers and most electronic outputs may have one grounded.
    output_topology topology = output_topology::floating;
    connector output = connectors::xlr_male;

    using excitation = sound_level;

    [[nodiscard]] constexpr bool is_passive() const {
        return transducer == transducer_kind::dynamic || transducer == transducer_kind::ribbon;
    }

    /// Open-circuit sensitivity with the pad, V/Pa.
    [[nodiscard]] constexpr acoustic_sensitivity open_circuit_sensitivity() const {
        double const loading =
            sensitivity_load ? (output_impedance.value() + sensitivity_load->value()) / sensitivity_load->value() : 1;
        return detail::from_si<acoustic_sensitivity>(sensitivity.value() * loading * amplitude_ratio(-pad));
    }

    /// What the output current is limited to, RMS, by max_output_current and by max_spl_into; empty: neither is stated.
    [[nodiscard]] constexpr std::optional<current> output_current_limit() const {
        if (!max_spl_into) return max_output_current;
        double const volts = open_circuit_sensitivity().value() * rms_pressure(max_spl_into->level + pad).value();
        auto const most = detail::from_si<current>(volts / (output_impedance.value() + max_spl_into->load.value()));
        return max_output_current && max_output_current->value() < most.value() ? *max_output_current : most;
    }

    [[nodiscard]] constexpr std::array<element, 5> elements(hookup const& to) const {
        double const part = fraction_left(topology, to.cold);
        double const emf = open_circuit_sensitivity().value() * part;
        double const z = output_impedance.value() * impedance_left(topology, to.cold);
        std::array<element, 5> list{};
        list[0] = sound_source(detail::from_si<acoustic_sensitivity>(emf * over_1_kHz()),
                               low_corner.value_or(frequency{}), high_corner.value_or(frequency{}));
        if (self_noise) {
            double const pascals = rms_pressure(self_noise->level()).value();
            double bandwidth = noise_bandwidth(self_noise->weighting(), self_noise->band()).value();
            if (self_noise_corner.value() > 0)
                bandwidth += self_noise_corner.value() * flicker_integral(self_noise->weighting(), self_noise->band());
            list[1] = series_noise(detail::from_si<voltage_noise_density>(emf * pascals / detail::sqrt(bandwidth)),
                                   self_noise_corner);
        }
        if (max_spl) {
            double const volts = emf * rms_pressure(*max_spl + pad).value();
            list[2] = clip_limit(detail::from_si<voltage>(volts));
        }
        list[3] = series_resistor(detail::from_si<impedance>(z), self_noise ? noise::none : noise::thermal);
        if (auto const most = output_current_limit()) list[4] = current_limit(*most);
        return list;
    }

    constexpr void describe(stage_info& s) const {
        s.kind = stage_kind::microphone;
        s.output = output;
        s.gives = signal_class::microphone;
        s.transducer = transducer;
        s.topology = topology;
        s.min_load = rated_load;
        s.need = power;
        s.noise_is_stated = self_noise.has_value() || is_passive();
        s.limit_is_stated = max_spl.has_value() || transducer == transducer_kind::dynamic;
        if (is_passive()) s.dc_resistance = output_impedance;
        // Only a microphone made for phantom power, and a coil or transformer that sees it on both ends, is safe with it.
        s.tolerates_phantom = power.kind == power_kind::phantom || power.kind == power_kind::a_b ||
                              transducer == transducer_kind::dynamic;
    }

    constexpr void check(field_checks& f) const {
        f.positive("sensitivity", sensitivity);
        if (sensitivity_load) f.positive("sensitivity_load", *sensitivity_load);
        f.positive("output_impedance", output_impedance);
        f.not_negative("rated_load", rated_load);
        if (low_corner) f.positive("low_corner", *low_corner);
        if (high_corner) f.positive("high_corner", *high_corner);
        if (low_corner && high_corner && high_corner->value() <= low_corner->value())
            f.fail("high_corner", high_corner->value(), "Hz", "must be above low_corner");
        f.level("self_noise", self_noise);
        f.not_negative("self_noise_corner", self_noise_corner);
        if (self_noise_corner.value() > 0 && !self_noise)
            f.fail("self_noise_corner", self_noise_corner.value(), "Hz",
                   "needs the self_noise that it is the corner of");
        f.level("max_spl", max_spl);
        if (max_spl_into) {
            f.level("max_spl_into.level", max_spl_into->level);
            f.positive("max_spl_into.load", max_spl_into->load);
            if (max_spl && max_spl_into->level > *max_spl)
                f.fail("max_spl_into.level", max_spl_into->level.dBSPL(), "dB SPL",
                       "is above max_spl, which holds for every load");
        }
        if (max_output_current) f.positive("max_output_current", *max_output_current);
        f.gain("pad", pad);
        if (pad.value() < 0) f.fail("pad", pad.value(), "dB", "must not be negative: an attenuator has no gain");
        f.need(power);
        if (self_noise && max_spl && *max_spl <= self_noise->level())
            f.fail("max_spl", max_spl->dBSPL(), "dB SPL", "the maximum must be above the self-noise");
    }

private:
    /// The sensitivity where the response is flat, over that at 1 kHz: |(1 - j fl/1 kHz)(1 + j 1 kHz/fh)|.
    [[nodiscard]] constexpr double over_1_kHz() const {
        if (!low_corner && !high_corner) return 1;
        double const low = low_corner ? low_corner->value() / 1000 : 0;
        double const high = high_corner ? 1000 / high_corner->value() : 0;
        return detail::sqrt((1 + low * low) * (1 + high * high));
    }
};

} // namespace gainstage
// An operational amplifier as a non-inverting stage: microphone preamp, buffer, line amplifier.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// Gain 1 + Rf/Rg; with a capacitor under Rg it falls to 1 below 1/(2 pi Rg Cg). Every resistor makes thermal noise.
///
///   o--[Ci]--+----+----|+\      v1 here
///            |    |    |  >--+--[ build-out ]--[Co]--o
///          [Rb] ===   |-/   |
///            |    |    +-[Rf]+
///           gnd  gnd   |
///                     [Rg]--[Cg]--gnd
///
///   n(f) = 1 + Rf/(Rg + 1/jwCg)        v2 = v1/(1/n + 1/A)
///   noise at the + input: e_n^2 + (i_n |Zs|)^2 + 4kT Re Z + (i_n |Z|)^2,   Z = Rf parallel (Rg + 1/jwCg)
///
/// The inverting input is a node of Z = Rf || leg once the loop is closed: its noise current, and the thermal noise of Rf
/// and Rg, give there the voltage that the same impedance would by itself, which stands in series with e_n. Source: TI
/// SLVA043; Motchenbacher and Connelly (1993), ch. 3. The defaults are a gain of 11 (20.8 dB).
struct non_inverting_stage {
    component_name name = "non-inverting stage";
    op_amp device{};
    /// Supply rails of +- so many volts. > 0, and more than the swing the device loses.
    voltage supply = detail::from_si<voltage>(15);
    /// Ci, in series with the input, F; 0: none. It needs a bias resistor.
    capacitance input_capacitor{};
    /// Rb, from the input to ground, ohm. > 0; empty: the source is the path of the bias current.
    std::optional<impedance> bias_resistor = detail::from_si<impedance>(100e3);
    /// Of the device's input and the wiring, F.
    capacitance input_capacitance{};
    /// Rf, ohm, 0 or more: a follower may have a wire.
    impedance feedback_resistor = detail::from_si<impedance>(10e3);
    /// Rg, ohm. > 0; empty: a follower.
    std::optional<impedance> gain_resistor = detail::from_si<impedance>(1e3);
    /// Cg, in series with Rg, F; 0: none, gain at DC too.
    capacitance gain_capacitor{};
    /// In series with the output, ohm, 0 or more.
    impedance build_out_resistor = detail::from_si<impedance>(100);
    /// Co, in series with the output, F; 0: none.
    capacitance output_capacitor{};
    signal_class accepts = signal_class::any;
    connector input = connectors::unspecified;
    connector output = connectors::unspecified;
    /// A mains device with a ground of its own; false: it runs on a battery.
    bool earthed = true;

    /// 1 + Rf/Rg, a ratio.
    [[nodiscard]] constexpr double gain() const {
        return gain_resistor ? 1 + feedback_resistor.value() / gain_resistor->value() : 1;
    }

    [[nodiscard]] constexpr std::array<element, 13> elements() const {
        std::array<element, 13> list{};
        impedance const rg = gain_resistor.value_or(detail::from_si<impedance>(detail::infinity));
        capacitance const cg = gain_resistor ? gain_capacitor : capacitance{};
        if (input_capacitor.value() > 0) list[0] = series_capacitor(input_capacitor);
        if (bias_resistor) list[1] = shunt_resistor(*bias_resistor);
        list[2] = shunt_capacitor(input_capacitance);
        list[3] = detail::op_amp_current_noise(device);
        list[4] = detail::op_amp_voltage_noise(device);
        list[5] = detail::op_amp_network_noise(device, feedback_resistor, rg, cg);
        list[6] = non_inverting_op_amp(gain(), device.loop(), gain_resistor ? detail::leg_corner(rg, cg) : frequency{});
        element const network = gain_resistor ? shunt_branch(feedback_resistor + rg, {}, cg, noise::none) : element{};
        auto const behind = out().elements(device, supply, network);
        for (std::size_t i = 0; i < behind.size(); ++i) list[7 + i] = behind[i];
        return list;
    }

    constexpr void describe(stage_info& s) const {
        detail::describe_op_amp_stage(s, device, gain());
        s.input = input;
        s.output = output;
        s.accepts = accepts;
        s.common_mode.earthed = earthed;
    }

    constexpr void check(field_checks& f) const {
        detail::check_op_amp_stage(f, device, supply, out());
        f.not_negative("input_capacitor", input_capacitor);
        if (bias_resistor) f.positive("bias_resistor", *bias_resistor);
        if (!bias_resistor && input_capacitor.value() > 0)
            f.fail("input_capacitor", input_capacitor.value(), "F",
                   "leaves the input without a path for its bias current: give it a bias_resistor");
        f.not_negative("input_capacitance", input_capacitance);
        f.not_negative("feedback_resistor", feedback_resistor);
        f.not_negative("gain_capacitor", gain_capacitor);
        if (!gain_resistor) return;
        f.positive("gain_resistor", *gain_resistor);
        detail::check_ratio(f, "gain_resistor", feedback_resistor, *gain_resistor);
    }

private:
    [[nodiscard]] constexpr detail::op_amp_output out() const { return {build_out_resistor, output_capacitor}; }
};

} // namespace gainstage
// Operational amplifier stages from parts: the device, the resistors and capacitors around it, and its supply.
//
//   non_inverting_stage      1 + Rf/Rg            a high input impedance
//   inverting_stage          -Rf/R1               a virtual ground
//   difference_stage         R2/R1                balanced line input
//   instrumentation_stage    (1 + 2 Rf/Rg) R2/R1  balanced microphone input
//
// All take an op_amp as their device. Gain, bandwidth, noise and limits follow from the parts.

// Plug-in power: the bias of recorders, cameras, PCs and telephones.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// A bias voltage through a resistor onto the signal conductor. For a two-wire electret the resistor is also the load:
/// halve it and the level halves. Default: 2.5 V through 2.2 kohm. There is no universal standard (JEITA CP-1203A, IEC
/// 61938:2013): 1.5 V to 5 V, 1 to 10 kohm.
///
///      +Vb
///       |
///      [R]         C
///       |
///   o---+----------||---o
struct plug_in_power {
    component_name name = "plug-in power";
    gainstage::voltage voltage = detail::from_si<gainstage::voltage>(2.5);
    /// > 0
    impedance resistor = detail::from_si<impedance>(2200);
    /// +- V
    gainstage::voltage tolerance{};
    /// Coupling capacitor behind it, F; empty: none that matters.
    std::optional<capacitance> coupling{};
    bool on = true;
    connector input = connectors::mini_stereo_socket;
    connector output = connectors::unspecified;

    [[nodiscard]] constexpr std::array<element, 2> elements() const {
        return {shunt_resistor(resistor), coupling ? series_capacitor(*coupling) : element{}};
    }

    constexpr void describe(stage_info& s) const {
        s.kind = stage_kind::plug_in_power;
        s.input = input;
        s.output = output;
        if (on) s.feed = {power_kind::plug_in, voltage, tolerance, resistor, {}};
    }

    constexpr void check(field_checks& f) const {
        f.not_negative("voltage", voltage);
        f.not_negative("tolerance", tolerance);
        f.positive("resistor", resistor);
        if (coupling) f.positive("coupling", *coupling);
    }
};

} // namespace gainstage
// Frequencies to look at.

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
// The umbrella: everything that needs only the standard library and Boost.Units.

// First, so that a message about a chain does not tell by which analysis it came.

// Literals for what datasheets print, from integers and decimals: 48_V, 1.85_mV_per_Pa, -128_dBu, 6.8_kohm.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

namespace detail {
/// What 20_degC yields: kelvin, with a minus sign that belongs to the number of degrees.
class celsius_literal : public temperature {
public:
    constexpr explicit celsius_literal(double degrees)
        : temperature(from_si<temperature>(degrees + 273.15)), degrees_(degrees) {}
    constexpr celsius_literal operator-() const { return celsius_literal{-degrees_}; }

private:
    double degrees_;
};

using dBu_literal = level_literal<voltage_level, &voltage_level::from_dBu>;
using dBV_literal = level_literal<voltage_level, &voltage_level::from_dBV>;
using dBSPL_literal = level_literal<sound_level, &sound_level::from_dBSPL>;
using dBFS_literal = level_literal<digital_level, &digital_level::from_dBFS>;
} // namespace detail

namespace literals {

// One pair of literals, for integers and for decimals: the unit, its value in SI units, its type.
#define GAINSTAGE_DETAIL_LITERAL(suffix, type, scale)                                                                  \
    constexpr type operator""_##suffix(unsigned long long n) {                                                         \
        return detail::from_si<type>(static_cast<double>(n) * (scale));                                                \
    }                                                                                                                  \
    constexpr type operator""_##suffix(long double n) {                                                                \
        return detail::from_si<type>(static_cast<double>(n) * (scale));                                                \
    }

GAINSTAGE_DETAIL_LITERAL(V, voltage, 1)
GAINSTAGE_DETAIL_LITERAL(mV, voltage, 1e-3)
GAINSTAGE_DETAIL_LITERAL(uV, voltage, 1e-6)
GAINSTAGE_DETAIL_LITERAL(nV, voltage, 1e-9)
GAINSTAGE_DETAIL_LITERAL(A, current, 1)
GAINSTAGE_DETAIL_LITERAL(mA, current, 1e-3)
GAINSTAGE_DETAIL_LITERAL(uA, current, 1e-6)
GAINSTAGE_DETAIL_LITERAL(ohm, impedance, 1)
GAINSTAGE_DETAIL_LITERAL(kohm, impedance, 1e3)
GAINSTAGE_DETAIL_LITERAL(Mohm, impedance, 1e6)
GAINSTAGE_DETAIL_LITERAL(pF, capacitance, 1e-12)
GAINSTAGE_DETAIL_LITERAL(nF, capacitance, 1e-9)
GAINSTAGE_DETAIL_LITERAL(uF, capacitance, 1e-6)
GAINSTAGE_DETAIL_LITERAL(uH, inductance, 1e-6)
GAINSTAGE_DETAIL_LITERAL(mH, inductance, 1e-3)
GAINSTAGE_DETAIL_LITERAL(H, inductance, 1)
GAINSTAGE_DETAIL_LITERAL(Hz, frequency, 1)
GAINSTAGE_DETAIL_LITERAL(kHz, frequency, 1e3)
GAINSTAGE_DETAIL_LITERAL(MHz, frequency, 1e6)
GAINSTAGE_DETAIL_LITERAL(Pa, pressure, 1)
GAINSTAGE_DETAIL_LITERAL(m, length, 1)
GAINSTAGE_DETAIL_LITERAL(mW, power, 1e-3)
GAINSTAGE_DETAIL_LITERAL(W, power, 1)
GAINSTAGE_DETAIL_LITERAL(K, temperature, 1)
GAINSTAGE_DETAIL_LITERAL(mV_per_Pa, acoustic_sensitivity, 1e-3)
GAINSTAGE_DETAIL_LITERAL(V_per_Pa, acoustic_sensitivity, 1)
GAINSTAGE_DETAIL_LITERAL(nV_per_rtHz, voltage_noise_density, 1e-9)
GAINSTAGE_DETAIL_LITERAL(pA_per_rtHz, current_noise_density, 1e-12)
GAINSTAGE_DETAIL_LITERAL(fA_per_rtHz, current_noise_density, 1e-15)
GAINSTAGE_DETAIL_LITERAL(pF_per_m, capacitance_per_length, 1e-12)
GAINSTAGE_DETAIL_LITERAL(ohm_per_m, resistance_per_length, 1)
GAINSTAGE_DETAIL_LITERAL(uH_per_m, inductance_per_length, 1e-6)
GAINSTAGE_DETAIL_LITERAL(V_per_us, slew_rate, 1e6)
GAINSTAGE_DETAIL_LITERAL(deg, angle, detail::pi / 180)
GAINSTAGE_DETAIL_LITERAL(ms, time_delay, 1e-3)
GAINSTAGE_DETAIL_LITERAL(us, time_delay, 1e-6)
GAINSTAGE_DETAIL_LITERAL(ns, time_delay, 1e-9)
#undef GAINSTAGE_DETAIL_LITERAL

#define GAINSTAGE_DETAIL_LEVEL_LITERAL(suffix, type)                                                                   \
    constexpr type operator""_##suffix(unsigned long long n) { return type{static_cast<double>(n)}; }                  \
    constexpr type operator""_##suffix(long double n) { return type{static_cast<double>(n)}; }

GAINSTAGE_DETAIL_LEVEL_LITERAL(dB, decibels)
GAINSTAGE_DETAIL_LEVEL_LITERAL(dBu, detail::dBu_literal)
GAINSTAGE_DETAIL_LEVEL_LITERAL(dBV, detail::dBV_literal)
GAINSTAGE_DETAIL_LEVEL_LITERAL(dBFS, detail::dBFS_literal)
GAINSTAGE_DETAIL_LEVEL_LITERAL(dBSPL, detail::dBSPL_literal)
GAINSTAGE_DETAIL_LEVEL_LITERAL(degC, detail::celsius_literal)
#undef GAINSTAGE_DETAIL_LEVEL_LITERAL

/// An equivalent noise level of a microphone, A-weighted, 20 Hz to 20 kHz: 13_dBA.
constexpr sound_noise_level operator""_dBA(unsigned long long n) {
    return {sound_level::from_dBSPL(static_cast<double>(n)), audio_band, weighting::a};
}
constexpr sound_noise_level operator""_dBA(long double n) {
    return {sound_level::from_dBSPL(static_cast<double>(n)), audio_band, weighting::a};
}

} // namespace literals
} // namespace gainstage
// A specification that the compiler checks, and whose failure names the stage, the figure and the limit:
//
//   static_assert(met<require(loud, "converter", figures::headroom > 6_dB)>);
//
// A static_assert's own text is fixed before anything is computed. A template argument is not: GCC prints one that is a
// text. clang does not, but prints the arguments of the call that a constant expression ended in.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// What require() finds: nothing if the requirement is met, otherwise a sentence. To be a template argument its members
/// are public.
struct requirement {
    static constexpr std::size_t capacity = 160;
    char text[capacity + 1] = {};

    [[nodiscard]] constexpr bool is_met() const { return text[0] == '\0'; }
    [[nodiscard]] constexpr std::string_view view() const& { return text; }
    std::string_view view() && = delete; // of a sentence that is gone
};

enum class relation : unsigned char { above, at_least, below, at_most };

namespace detail {

/// A figure as a number and its unit.
struct stated {
    double number;
    char const* unit;
};
constexpr stated state(double v) { return {v, ""}; }
constexpr stated state(decibels v) { return {v.value(), "dB"}; }
constexpr stated state(voltage_level v) { return {v.dBu(), "dBu"}; }
constexpr stated state(sound_level v) { return {v.dBSPL(), "dB SPL"}; }
constexpr stated state(digital_level v) { return {v.dBFS(), "dBFS"}; }
constexpr stated state(voltage_noise_level const& v) { return {v.dBu(), "dBu"}; }
constexpr stated state(sound_noise_level const& v) { return {v.dBSPL(), "dB SPL"}; }
constexpr stated state(voltage v) { return {v.value(), "V"}; }
constexpr stated state(current v) { return {v.value(), "A"}; }
constexpr stated state(impedance v) { return {v.value(), "ohm"}; }
constexpr stated state(frequency v) { return {v.value(), "Hz"}; }
constexpr stated state(power v) { return {v.value(), "W"}; }

/// The type in which a figure is held to a limit: a literal is its level, of a complex impedance counts the magnitude.
template <class T>
constexpr T comparable(T const& v) {
    return v;
}
template <class Kind, Kind (*FromNumber)(double)>
constexpr Kind comparable(level_literal<Kind, FromNumber> const& v) {
    return v;
}
constexpr impedance comparable(complex_impedance const& v) { return magnitude(v); }

template <class T>
constexpr bool are_alike(T const&, T const&) {
    return true;
}
template <class Level>
constexpr bool are_alike(noise_level<Level> const& a, noise_level<Level> const& b) {
    return a.is_like(b);
}

constexpr bool holds(double figure, relation r, double limit) {
    switch (r) {
    case relation::above: return figure > limit;
    case relation::at_least: return figure >= limit;
    case relation::below: return figure < limit;
    case relation::at_most: return figure <= limit;
    }
    return false;
}
constexpr char const* words(relation r) {
    switch (r) {
    case relation::above: return "must be above";
    case relation::at_least: return "must be at least";
    case relation::below: return "must be below";
    case relation::at_most: return "must be at most";
    }
    return "";
}

/// Writes the sentence; what is too long is cut off.
class requirement_writer {
public:
    constexpr requirement_writer& operator<<(std::string_view s) {
        for (char const c : s)
            if (size_ < requirement::capacity) out_.text[size_++] = c;
        return *this;
    }
    /// Four digits: "-2.282", "10000", "0.0032", "5.1e-9".
    constexpr requirement_writer& operator<<(double v) {
        if (v != v) return *this << "not a number";
        if (v < 0) *this << "-";
        double const size = v < 0 ? -v : v;
        if (size == infinity) return *this << "infinite";
        if (size == 0) return *this << "0";
        int exponent = 0;
        double mantissa = size;
        while (mantissa >= 10) mantissa /= 10, ++exponent;
        while (mantissa < 1) mantissa *= 10, --exponent;
        auto digits = static_cast<int>(mantissa * 1000 + 0.5);
        if (digits == 10000) digits = 1000, ++exponent;
        bool const plain = exponent >= -4 && exponent < 7;
        number(digits, plain ? exponent : 0);
        if (!plain) {
            *this << (exponent < 0 ? "e-" : "e");
            count(exponent < 0 ? -exponent : exponent);
        }
        return *this;
    }
    [[nodiscard]] constexpr requirement done() const { return out_; }

private:
    constexpr void digit(int d) { *this << std::string_view("0123456789").substr(static_cast<std::size_t>(d), 1); }
    constexpr void count(int n) {
        if (n >= 10) count(n / 10);
        digit(n % 10);
    }
    /// `digits`/1000 * 10^exponent, without zeros behind the point.
    constexpr void number(int digits, int exponent) {
        if (exponent < 0) *this << "0.";
        for (int zeros = exponent; zeros < -1; ++zeros) digit(0);
        for (int k = 0, place = 1000; k < 4 || k <= exponent; ++k, place /= 10) {
            if (k > exponent && digits == 0) return;
            if (k == exponent + 1 && exponent >= 0) *this << ".";
            digit(place > 0 ? digits / place : 0);
            if (place > 0) digits %= place;
        }
    }

    requirement out_{};
    std::size_t size_ = 0;
};

#if defined(__clang__)
/// Not constexpr: a constant expression ends here, and clang prints the arguments of not_met().
inline void a_requirement_is_not_met() {}
#else
constexpr void a_requirement_is_not_met() {}
#endif

constexpr requirement not_met(char const* who, char const* figure, double is, char const* must, double limit,
                              char const* unit) {
    if (std::is_constant_evaluated()) a_requirement_is_not_met();
    char const* const space = unit[0] == '\0' ? "" : " ";
    return (requirement_writer{} << who << ": " << figure << " is " << is << space << unit << ", " << must << " "
                                 << limit << space << unit)
        .done();
}
constexpr requirement not_met(char const* who, char const* why) {
    if (std::is_constant_evaluated()) a_requirement_is_not_met();
    return (requirement_writer{} << who << ": " << why).done();
}

template <requirement>
struct requirement_not_met; // never defined: its name is the message

/// A figure held to a limit.
template <class Figure, class Limit>
struct held_figure {
    Figure figure;
    relation how;
    Limit limit;
};

/// A figure by its name: compared with a limit of its own kind it is a condition for require().
template <class Value, class Where>
struct named_figure {
    using limit_type = decltype(comparable(std::declval<Value>()));
    using held = held_figure<named_figure, limit_type>;

    char const* name;
    Where where; ///< the member of stage_budget, or the value itself

    friend constexpr held operator>(named_figure const& f, limit_type l) { return {f, relation::above, l}; }
    friend constexpr held operator>=(named_figure const& f, limit_type l) { return {f, relation::at_least, l}; }
    friend constexpr held operator<(named_figure const& f, limit_type l) { return {f, relation::below, l}; }
    friend constexpr held operator<=(named_figure const& f, limit_type l) { return {f, relation::at_most, l}; }
};
template <class Value>
using stage_figure = named_figure<Value, Value stage_budget::*>;
template <class Value>
using value_figure = named_figure<Value, Value>;

template <class Value, class Held>
constexpr requirement require_value(char const* who, Value const& value, Held const& h) {
    auto const is = comparable(value);
    if (!are_alike(is, h.limit)) return not_met(who, "the noise and its limit have unlike bands or weightings");
    auto const [number, unit] = state(is);
    double const limit = state(h.limit).number;
    return holds(number, h.how, limit) ? requirement{} : not_met(who, h.figure.name, number, words(h.how), limit, unit);
}

} // namespace detail

/// The figures of a stage that a specification can name.
namespace figures {
inline constexpr detail::stage_figure<voltage_level> level{"level", &stage_budget::level};
inline constexpr detail::stage_figure<voltage_level> peak{"peak", &stage_budget::peak};
inline constexpr detail::stage_figure<voltage_level> clip_level{"clip level", &stage_budget::clip_level};
inline constexpr detail::stage_figure<decibels> headroom{"headroom", &stage_budget::headroom};
inline constexpr detail::stage_figure<voltage_noise_level> noise{"noise", &stage_budget::noise};
inline constexpr detail::stage_figure<decibels> snr{"signal-to-noise ratio", &stage_budget::snr};
inline constexpr detail::stage_figure<decibels> gain{"gain", &stage_budget::gain};
inline constexpr detail::stage_figure<decibels> cumulative_gain{"cumulative gain", &stage_budget::cumulative_gain};
inline constexpr detail::stage_figure<decibels> loading_loss{"loading loss", &stage_budget::loading_loss};
/// Magnitudes.
inline constexpr detail::stage_figure<complex_impedance> source_impedance{"source impedance",
                                                                          &stage_budget::source_impedance};
inline constexpr detail::stage_figure<complex_impedance> load_impedance{"load impedance",
                                                                        &stage_budget::load_impedance};

/// Any other figure, with a name for the message: `figures::named("noise figure", budget.noise_figure()) < 3_dB`.
template <class Value>
[[nodiscard]] constexpr auto named(char const* name, Value const& value) {
    using type = decltype(detail::comparable(value));
    return detail::value_figure<type>{name, detail::comparable(value)};
}
} // namespace figures

/// Holds a figure of the stage of that name to a limit. A stage that does not exist, and a budget that is not valid(),
/// meet no requirement.
template <class Storage, class Excitation, class Value, class Limit>
[[nodiscard]] constexpr requirement require(basic_budget<Storage, Excitation> const& budget, char const* stage,
                                            detail::held_figure<detail::stage_figure<Value>, Limit> const& condition) {
    stage_budget const* const found = budget.find_stage(stage);
    if (found == nullptr) return detail::not_met(stage, "no stage has this name");
    if (!budget.valid()) return detail::not_met(stage, "nothing was computed: the chain has an impossible value");
    return detail::require_value(stage, found->*condition.figure.where, condition);
}

/// Holds any figure to a limit; `who` stands in the message: `require("P48", figures::named("voltage", v) >= 44_V)`.
template <class Value, class Limit>
[[nodiscard]] constexpr requirement require(char const* who,
                                            detail::held_figure<detail::value_figure<Value>, Limit> const& condition) {
    return detail::require_value(who, condition.figure.where, condition);
}

/// True if the requirement is met. If it is not, this does not compile, and the message is the requirement's.
template <requirement Found>
inline constexpr bool met = detail::requirement_not_met<Found>::value;
template <>
inline constexpr bool met<requirement{}> = true;

} // namespace gainstage

#ifndef GAINSTAGE_CORE_ONLY
// Cables by what their sheets state per metre. The length is the user's to set; 10 m stands here.
// Every figure was read at the address named with it. What the source does not give is left at the component's default
// and marked "not stated: typical"; noise and limits that are not given stay empty.
// Connectors are those of the usual ready-made cable.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::catalog {

using namespace gainstage::literals;

// ---- Balanced, with XLR connectors ----

/// Typical microphone cable.
///   capacitance 100 pF/m, wire to wire
///   resistances not stated: typical
/// Read at http://www.sengpielaudio.com/calculator-cable.htm
inline constexpr cable microphone_cable{.name = "microphone cable",
                                        .length = 10_m,
                                        .capacitance = 100_pF_per_m,
                                        .input = connectors::xlr_female,
                                        .output = connectors::xlr_male};

/// Microphone cable of 32 pF/ft.
///   capacitance 105 pF/m (32 pF/ft)
///   resistances not stated: typical
/// Read at https://livesoundsystem.blogspot.com/2007/06/microphone-or-line-level-cables.html
inline constexpr cable microphone_cable_32pf_per_ft{.name = "microphone cable, 32 pF/ft",
                                                    .length = 10_m,
                                                    .capacitance = 105_pF_per_m,
                                                    .input = connectors::xlr_female,
                                                    .output = connectors::xlr_male};

/// Belden 1800F, 110 ohm, low capacitance.
///   capacitance 42.7 pF/m (13 pF/ft)
///   resistances not stated: typical
/// Read at https://www.belden.com/blogs/broadcast/cable-substitution
inline constexpr cable belden_1800f{.name = "Belden 1800F",
                                    .length = 10_m,
                                    .capacitance = 42.7_pF_per_m,
                                    .input = connectors::xlr_female,
                                    .output = connectors::xlr_male};

/// One pair of a Cat 5e or Cat 6 cable, with XLR adapters.
///   capacitance 49.2 pF/m (15 pF/ft)
///   resistances not stated: typical
/// Read at https://www.belden.com/blogs/broadcast/cable-substitution
inline constexpr cable cat5e_pair{.name = "Cat 5e pair",
                                  .length = 10_m,
                                  .capacitance = 49.2_pF_per_m,
                                  .input = connectors::xlr_female,
                                  .output = connectors::xlr_male};

// ---- Unbalanced, with RCA plugs ----

/// Belden 8241F, coaxial.
///   capacitance 55.8 pF/m (17 pF/ft)
///   shield resistance 0.0085 ohm/m (2.6 mohm/ft)
///   resistance of the conductor not stated: typical
///   connectors: the user's
/// Read at https://issuhub.com/view/index?id=4743&pageIndex=1246
inline constexpr cable belden_8241f{.name = "Belden 8241F",
                                    .length = 10_m,
                                    .capacitance = 55.8_pF_per_m,
                                    .shield_resistance = 0.0085_ohm_per_m,
                                    .input = connectors::rca_plug,
                                    .output = connectors::rca_plug};

// ---- Instrument cables, with 6.35 mm TS plugs ----

/// Typical guitar cable.
///   capacitance 100 pF/m (30 pF/ft)
///   resistances not stated: typical
/// Read at http://soundonsound.com/sos/nov09/articles/guitarcables.htm
inline constexpr cable guitar_cable{.name = "guitar cable",
                                    .length = 10_m,
                                    .capacitance = 100_pF_per_m,
                                    .input = connectors::ts_plug,
                                    .output = connectors::ts_plug};

/// D'Addario, standard instrument cable.
///   capacitance 148 pF/m (45 pF/ft)
///   resistances not stated: typical
/// Read at http://daddarioinc.blogspot.com/2009/03/capacitance-what-is-it-and-how-does-it.html
inline constexpr cable daddario_standard{.name = "D'Addario instrument cable",
                                         .length = 10_m,
                                         .capacitance = 148_pF_per_m,
                                         .input = connectors::ts_plug,
                                         .output = connectors::ts_plug};

/// D'Addario, low-capacitance instrument cable.
///   capacitance 108 pF/m (33 pF/ft)
///   resistances not stated: typical
/// Read at http://daddarioinc.blogspot.com/2009/03/capacitance-what-is-it-and-how-does-it.html
inline constexpr cable daddario_low_capacitance{.name = "D'Addario low-capacitance cable",
                                                .length = 10_m,
                                                .capacitance = 108_pF_per_m,
                                                .input = connectors::ts_plug,
                                                .output = connectors::ts_plug};

/// Elixir instrument cable.
///   capacitance 33 pF/m at most ("under 10 pF per foot")
///   resistances not stated: typical
/// Read at https://www.guitarplayer.com/.amp/technique/choosing-the-right-cable
inline constexpr cable elixir_instrument_cable{.name = "Elixir instrument cable",
                                               .length = 10_m,
                                               .capacitance = 33_pF_per_m,
                                               .input = connectors::ts_plug,
                                               .output = connectors::ts_plug};

/// Guitar cable of the 1960s.
///   capacitance 110 pF/m, from 300 pF for 8 to 10 ft
///   resistances not stated: typical
/// Read at https://wildepickups.com/pages/instrument-cable-and-sound
inline constexpr cable sixties_guitar_cable{.name = "1960s guitar cable",
                                            .length = 10_m,
                                            .capacitance = 110_pF_per_m,
                                            .input = connectors::ts_plug,
                                            .output = connectors::ts_plug};

} // namespace gainstage::catalog
// The catalogue of devices, opt-in: no other header of the library includes it.

// Line outputs and line inputs: players, preamp outputs, sound cards, converters, power amplifiers.
// Every figure was read at the address named with it. What the source does not give is left at the component's default
// and marked "not stated: typical"; noise and limits that are not given stay empty.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::catalog {

using namespace gainstage::literals;

// ---- Outputs ----

/// CD player, the convention.
///   maximum 2 V: 0 dBFS, the nominal value
///   impedance not stated: typical
/// Read at http://www.diyaudio.com/forums/digital-source/
///     7087-what-correct-output-line-levels-unbalanced-balanced-print.html
inline constexpr line_output cd_player{.name = "CD player",
                                       .max_output = level_of(2_V),
                                       .topology = output_topology::unbalanced,
                                       .output = connectors::rca_socket};

/// Sony 209ES, CD player, as measured.
///   maximum 1.92 V: a full-scale sine
///   impedance not stated: typical
/// Read at http://www.diyaudio.com/forums/digital-source/
///     7087-what-correct-output-line-levels-unbalanced-balanced-print.html
inline constexpr line_output sony_209es{.name = "Sony 209ES",
                                        .max_output = level_of(1.92_V),
                                        .topology = output_topology::unbalanced,
                                        .output = connectors::rca_socket};

/// Harman Kardon HD200, CD player, as measured.
///   maximum 2.14 V: a full-scale sine
///   impedance not stated: typical
/// Read at http://www.diyaudio.com/forums/digital-source/
///     7087-what-correct-output-line-levels-unbalanced-balanced-print.html
inline constexpr line_output harman_kardon_hd200{.name = "Harman Kardon HD200",
                                                 .max_output = level_of(2.14_V),
                                                 .topology = output_topology::unbalanced,
                                                 .output = connectors::rca_socket};

/// Sound Blaster Live, line output of a PC, as measured.
///   maximum 0.93 V: a full-scale sine
///   impedance not stated: typical
/// Read at http://www.diyaudio.com/forums/digital-source/
///     7087-what-correct-output-line-levels-unbalanced-balanced-print.html
inline constexpr line_output sound_blaster_live{.name = "Sound Blaster Live",
                                                .max_output = level_of(0.93_V),
                                                .topology = output_topology::unbalanced,
                                                .output = connectors::mini_stereo_socket};

/// Panasonic SL-S360, portable CD player, line output, as measured.
///   maximum 0.65 V: a full-scale sine
///   impedance not stated: typical
/// Read at http://www.diyaudio.com/forums/digital-source/
///     7087-what-correct-output-line-levels-unbalanced-balanced-print.html
inline constexpr line_output panasonic_sl_s360{.name = "Panasonic SL-S360",
                                               .max_output = level_of(0.65_V),
                                               .topology = output_topology::unbalanced,
                                               .output = connectors::mini_stereo_socket};

/// Behringer UMC204HD, line output.
///   impedance 100 ohm
///   connector TRS
/// Read at https://www.faullab.com/post/cable-frequency-response/
inline constexpr line_output behringer_umc204hd_output{
    .name = "Behringer UMC204HD output", .output_impedance = 100_ohm, .output = connectors::trs_socket};

/// Focusrite ISA428 MkII, line output.
///   maximum +25 dBu
///   connector XLR
///   impedance not stated: typical
/// Read at https://www.manualsdir.com/manuals/855560/
///     focusrite-isa428-mkii-rackmount-4-channel-microphone-preamp.html?page=15
inline constexpr line_output focusrite_isa428_output{
    .name = "Focusrite ISA428 output", .max_output = 25_dBu, .output = connectors::xlr_male};

/// TL Audio PA-2001, valve preamp, XLR output.
///   nominal +4 dBu
///   maximum +26 dBu
///   impedance not stated: typical
/// Read at https://usersmanualguide.com/t-l-audio/amplifier/pa-2001-valve/user-manual/2accq
inline constexpr line_output tl_audio_pa2001_output{
    .name = "TL Audio PA-2001 output", .nominal_level = 4_dBu, .max_output = 26_dBu, .output = connectors::xlr_male};

/// Aurora Audio GTP8, preamp, line output.
///   maximum +26 dBu
///   impedance not stated: typical; connector not stated
/// Read at https://manualesdeusuario.es/aurora-audio/amplifier/gtp8/user-manual/2gb52
inline constexpr line_output aurora_gtp8_output{.name = "Aurora GTP8 output", .max_output = 26_dBu};

/// Buzz Audio Elixir, preamp, line output: the highest level here.
///   maximum +34 dBu
///   impedance not stated: typical; connector not stated
/// Read at https://www.manualshelf.com/manual/buzz-audio/elixir-mic-preamplifier/user-guide-english/page-4.html
inline constexpr line_output buzz_elixir_output{.name = "Buzz Elixir output", .max_output = 34_dBu};

/// Ericsson RX8000, broadcast receiver; its clip level can be set from +12 to +24 dBm.
///   impedance 50 ohm
///   maximum +20 dBu, one of the settings
///   connector: D-sub, which the library does not have
/// Read at https://www.easymanua.ls/ericsson/rx8000/manual?p=473
inline constexpr line_output ericsson_rx8000_output{
    .name = "Ericsson RX8000 output", .output_impedance = 50_ohm, .max_output = 20_dBu};

// ---- Inputs of sound cards, interfaces and mixers ----

/// ESI Juli@, RCA line input.
///   nominal -10 dBV
///   impedance 10 kohm
///   0 dBFS = +6 dBV
///   connector RCA
/// Read at https://guitarplayer.ru/guitar-studio/el-gitarazvukovuha-kakaya-kommutaciya-k-esi-juli/75
inline constexpr line_input esi_juli_rca{.name = "ESI Juli@ RCA",
                                         .nominal_level = -10_dBV,
                                         .input_impedance = 10_kohm,
                                         .full_scale = 6_dBV,
                                         .input = connectors::rca_socket};

/// ESI Juli@, TRS line input.
///   nominal +4 dBu
///   impedance 10 kohm
///   0 dBFS = +20 dBu
///   connector TRS
/// Read at https://guitarplayer.ru/guitar-studio/el-gitarazvukovuha-kakaya-kommutaciya-k-esi-juli/75
inline constexpr line_input esi_juli_trs{.name = "ESI Juli@ TRS",
                                         .nominal_level = 4_dBu,
                                         .input_impedance = 10_kohm,
                                         .full_scale = 20_dBu,
                                         .input = connectors::trs_socket};

/// RME Fireface 400, line input, reference Lo Gain.
///   impedance 10 kohm
///   0 dBFS = +19 dBu
///   connector TRS
/// Read at http://38.142.81.21:8001/manual/rme-audio/fireface-400/1-user-s-guide-english/page-55.html
inline constexpr line_input rme_fireface_400_lo_gain{.name = "RME Fireface 400 Lo Gain",
                                                     .input_impedance = 10_kohm,
                                                     .full_scale = 19_dBu,
                                                     .input = connectors::trs_socket};

/// RME Fireface 400, line input, reference +4 dBu.
///   nominal +4 dBu
///   impedance 10 kohm
///   0 dBFS = +13 dBu
///   connector TRS
/// Read at http://38.142.81.21:8001/manual/rme-audio/fireface-400/1-user-s-guide-english/page-55.html
inline constexpr line_input rme_fireface_400_plus_4{.name = "RME Fireface 400 +4 dBu",
                                                    .nominal_level = 4_dBu,
                                                    .input_impedance = 10_kohm,
                                                    .full_scale = 13_dBu,
                                                    .input = connectors::trs_socket};

/// RME Fireface 400, line input, reference -10 dBV.
///   nominal -10 dBV
///   impedance 10 kohm
///   0 dBFS = +2 dBV
///   connector TRS
/// Read at http://38.142.81.21:8001/manual/rme-audio/fireface-400/1-user-s-guide-english/page-55.html
inline constexpr line_input rme_fireface_400_minus_10{.name = "RME Fireface 400 -10 dBV",
                                                      .nominal_level = -10_dBV,
                                                      .input_impedance = 10_kohm,
                                                      .full_scale = 2_dBV,
                                                      .input = connectors::trs_socket};

/// RME Fireface 400, instrument input, without its pad.
///   nominal -10 dBV
///   impedance 470 kohm
///   0 dBFS = +2 dBV
///   connector TS
/// Read at http://38.142.81.21:8001/manual/rme-audio/fireface-400/1-user-s-guide-english/page-55.html
inline constexpr line_input rme_fireface_400_instrument{.name = "RME Fireface 400 instrument",
                                                        .nominal_level = -10_dBV,
                                                        .input_impedance = 470_kohm,
                                                        .full_scale = 2_dBV,
                                                        .accepts = signal_class::instrument,
                                                        .input = connectors::ts_socket};

/// Focusrite ISA428 MkII, line input.
///   nominal +4 dBu
///   impedance 10 kohm
///   maximum +25.4 dBu
///   connector XLR
/// Read at https://www.manualsdir.com/manuals/855560/
///     focusrite-isa428-mkii-rackmount-4-channel-microphone-preamp.html?page=15
inline constexpr line_input focusrite_isa428_line{.name = "Focusrite ISA428 line",
                                                  .nominal_level = 4_dBu,
                                                  .input_impedance = 10_kohm,
                                                  .full_scale = 25.4_dBu,
                                                  .digital = false,
                                                  .input = connectors::xlr_female};

/// Focusrite Forte, line input at its minimum gain.
///   nominal +4 dBu
///   0 dBFS = +20 dBu
///   dynamic range 116 dB, A-weighted
///   connector TRS
///   impedance not stated: typical
/// Read at http://us.focusrite.com/usb-audio-interfaces/forte/specifications
inline constexpr line_input focusrite_forte_line{
    .name = "Focusrite Forte line",
    .nominal_level = 4_dBu,
    .full_scale = 20_dBu,
    .dynamic_range = gainstage::dynamic_range{.value = 116_dB, .weighting = weighting::a},
    .input = connectors::trs_socket};

/// Focusrite Scarlett 2i2, 4th generation, line input at 0 dB.
///   0 dBFS = +22 dBu
///   connector TRS
///   impedance not stated: typical; dynamic range left out
/// Read at https://www.audiosciencereview.com/forum/index.php?threads/
///     focusrite-scarlett-2i2-4th-gen-interface-review.58790/page-6
inline constexpr line_input focusrite_scarlett_2i2_4th_line{
    .name = "Focusrite Scarlett 2i2 4th gen line", .full_scale = 22_dBu, .input = connectors::trs_socket};

/// Soundcraft Urei 1620LE, line input of a DJ mixer.
///   impedance 10 kohm
///   connector RCA
///   nominal -10 dBV class
/// Read at https://manualshive.com/en/manual/soundcraft/urei-1620le/1334281?page=21
inline constexpr line_input soundcraft_urei_1620le{.name = "Soundcraft Urei 1620LE",
                                                   .nominal_level = -10_dBV,
                                                   .input_impedance = 10_kohm,
                                                   .digital = false,
                                                   .input = connectors::rca_socket};

// ---- Converter chips: their connectors are those of the board ----

/// TI PCM1820, differential.
///   impedance 2.5 kohm of each pin: 5 kohm between the two
///   0 dBFS = 2 V
///   dynamic range 123 dB, A-weighted, with its dynamic range enhancer (113 dB without)
/// Read at https://ti.com/document-viewer/PCM1820/datasheet/GUID-XXXXXXXX-SF0T-XXXX-XXXX-000000196864
inline constexpr adc ti_pcm1820{.name = "TI PCM1820",
                                .full_scale = level_of(2_V),
                                .dynamic_range = gainstage::dynamic_range{.value = 123_dB, .weighting = weighting::a},
                                .input_impedance = 5_kohm};

/// TI PCM1821, differential.
///   impedance 10 kohm of each pin, on the PCM1820's sheet: 20 kohm between the two
///   0 dBFS = 2 V
///   dynamic range 106 dB, A-weighted
/// Read at https://ti.com/lit/pdf/SBASAH4
///     and https://ti.com/document-viewer/PCM1820/datasheet/GUID-XXXXXXXX-SF0T-XXXX-XXXX-000000196864
inline constexpr adc ti_pcm1821{.name = "TI PCM1821",
                                .full_scale = level_of(2_V),
                                .dynamic_range = gainstage::dynamic_range{.value = 106_dB, .weighting = weighting::a},
                                .input_impedance = 20_kohm};

/// TI PCM1863, differential.
///   0 dBFS = 4.2 V
///   dynamic range 110 dB, A-weighted
///   impedance not stated: typical
/// Read at https://ti.com/document-viewer/pcm1862/datasheet
inline constexpr adc ti_pcm1863_differential{.name = "TI PCM1863 differential",
                                             .full_scale = level_of(4.2_V),
                                             .dynamic_range =
                                                 gainstage::dynamic_range{.value = 110_dB, .weighting = weighting::a}};

/// TI PCM1863, single-ended.
///   0 dBFS = 2.1 V
///   dynamic range 110 dB, A-weighted
///   impedance not stated: typical
/// Read at https://ti.com/document-viewer/pcm1862/datasheet
inline constexpr adc ti_pcm1863_single_ended{.name = "TI PCM1863 single-ended",
                                             .full_scale = level_of(2.1_V),
                                             .dynamic_range =
                                                 gainstage::dynamic_range{.value = 110_dB, .weighting = weighting::a}};

// ---- Power amplifiers: full_scale is the level that drives them fully ----

/// Yamaha P7000S, power amplifier.
///   sensitivity +8 dBu for full output
///   connector XLR
///   impedance not stated: typical
/// Read at http://my.safaribooksonline.com/book/-/9780240817385/
///     chapter-16dot-line-inputs-and-outputs/161_external_signal_levels
inline constexpr line_input yamaha_p7000s{
    .name = "Yamaha P7000S", .full_scale = 8_dBu, .digital = false, .input = connectors::xlr_female};

/// Thomann S-75, power amplifier, set to 1.4 V.
///   sensitivity 1.4 V for full power (0.775 V at its other setting)
///   connector XLR
///   impedance not stated: typical
/// Read at https://www.easymanua.ls/thomann/s-75/manual?p=14
inline constexpr line_input thomann_s75{
    .name = "Thomann S-75", .full_scale = level_of(1.4_V), .digital = false, .input = connectors::xlr_female};

} // namespace gainstage::catalog
// Microphones of every kind, by their datasheets.
// Every figure was read at the address named with it. What the source does not give is left at the component's default
// and marked "not stated: typical"; noise and limits that are not given stay empty.
// Sensitivities are open-circuit unless a sensitivity_load stands with them.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::catalog {

using namespace gainstage::literals;

// ---- Moving coils ----

/// Shure SM58, cardioid.
///   sensitivity 1.85 mV/Pa (-54.5 dBV/Pa)
///   impedance 300 ohm actual, 150 ohm rated
///   connector XLR
/// Read at http://en.wikipedia.org/wiki/Shure_SM58
inline constexpr microphone shure_sm58{.name = "Shure SM58",
                                       .transducer = transducer_kind::dynamic,
                                       .sensitivity = 1.85_mV_per_Pa,
                                       .output_impedance = 300_ohm,
                                       .output = connectors::xlr_male};

/// Shure SM57, cardioid.
///   sensitivity 1.6 mV/Pa (-56 dBV/Pa) [1]; another figure is in circulation, 1.88 mV/Pa [2]
///   impedance not stated: typical
/// [1] https://camtechno.blogspot.com/2011/07/what-is-difference-between-shure-58.html
/// [2] https://www.thomannmusic.no/shure_sm57_lc.htm
inline constexpr microphone shure_sm57{.name = "Shure SM57",
                                       .transducer = transducer_kind::dynamic,
                                       .sensitivity = 1.6_mV_per_Pa,
                                       .output = connectors::xlr_male};

/// Shure SM7B, cardioid: quiet, so that it needs much gain.
///   sensitivity 1.12 mV/Pa (-59 dBV/Pa)
///   impedance not stated: typical
/// Read at https://fxbgpublicradio.com/blog/hmm/sm7b
inline constexpr microphone shure_sm7b{.name = "Shure SM7B",
                                       .transducer = transducer_kind::dynamic,
                                       .sensitivity = 1.12_mV_per_Pa,
                                       .output = connectors::xlr_male};

/// AKG D 112, cardioid, for bass drums.
///   sensitivity 1.8 mV/Pa; its example: 140 dB SPL gives 360 mV
///   maximum 160 dB SPL, as claimed, without a distortion
///   impedance not stated: typical
/// Read at http://forums.seventhcircleaudio.com/viewtopic.php?f=2&t=106
///     and http://www.stephanschutze.com/reviews/category/akg
inline constexpr microphone akg_d112{.name = "AKG D 112",
                                     .transducer = transducer_kind::dynamic,
                                     .sensitivity = 1.8_mV_per_Pa,
                                     .max_spl = 160_dBSPL,
                                     .output = connectors::xlr_male};

/// Electro-Voice RE20, cardioid, with a transformer.
///   sensitivity 1.5 mV/Pa
///   impedance 150 ohm
///   connector XLR
/// Read at https://micpedia.com/electro-voice-re20
///     and https://de.wikipedia.org/wiki/Electro-Voice_RE20
inline constexpr microphone electro_voice_re20{.name = "Electro-Voice RE20",
                                               .transducer = transducer_kind::dynamic,
                                               .sensitivity = 1.5_mV_per_Pa,
                                               .output_impedance = 150_ohm,
                                               .output = connectors::xlr_male};

// ---- Ribbons ----

/// Coles 4038, figure of eight. Never phantom or T-power.
///   sensitivity 0.56 mV/Pa (-65 dB re 1 V/Pa) [1]
///   impedance 300 ohm [1]
///   maximum 125 dB SPL: 1 % at 110 Hz [1] (110 dB at 55 Hz)
///   never into a phantom or T-powered input [2]
///   connector: Western Electric 4069, here with its XLR adaptor [1]
/// [1] https://en-academic.com/dic.nsf/enwiki/11561475
/// [2] https://manualzz.com/doc/11112364/audio-engineering-associates
inline constexpr microphone coles_4038{.name = "Coles 4038",
                                       .transducer = transducer_kind::ribbon,
                                       .sensitivity = 0.56_mV_per_Pa,
                                       .output_impedance = 300_ohm,
                                       .max_spl = 125_dBSPL,
                                       .output = connectors::xlr_male};

/// A passive ribbon with its transformer, after Self, Small Signal Audio Design, 3rd ed., ch. 17.
///   sensitivity 2.4 mV/Pa (-50 dBu/Pa)
///   impedance 200 to 300 ohm: the middle
///   connector not stated: typical
/// Read at https://ebookreading.net/view/book/Small+Signal+Audio+Design%2C+3rd+Edition-EB9781000050448_26.html
inline constexpr microphone generic_ribbon{.name = "passive ribbon",
                                           .transducer = transducer_kind::ribbon,
                                           .sensitivity = 2.4_mV_per_Pa,
                                           .output_impedance = 250_ohm,
                                           .output = connectors::xlr_male};

/// Royer R-122, figure of eight, active: without power there is no sound.
///   sensitivity 10 mV/Pa
///   maximum SPL: the sheet says more than 135 dB
///   phantom power P48 required; window 48 +- 4 V and no current: not stated: typical
///   impedance and self-noise not stated: typical / none
/// Read at https://www.mixonline.com/technology/royer-r-122-369499
///     and http://www.royerlabs.com/articles/REC1002.html
inline constexpr microphone royer_r122{.name = "Royer R-122",
                                       .transducer = transducer_kind::active_ribbon,
                                       .sensitivity = 10_mV_per_Pa,
                                       .max_spl = 135_dBSPL,
                                       .power = phantom_power{},
                                       .output = connectors::xlr_male};

// ---- Large-diaphragm condensers ----

/// Neumann U 87 Ai, set to cardioid, with a transformer.
///   sensitivity 28 mV/Pa into 1 kohm
///   impedance 200 ohm
///   rated load 1 kohm
///   self-noise 12 dB(A)
///   maximum 117 dB SPL for 0.5 %, 127 dB with the pad of 10 dB; maximum output -6 dBu
///   phantom power 48 +- 4 V, 0.8 mA
///   connector XLR
/// Read at https://manualsdump.com/en/manuals/pelco-u_87_ai/240560/5
inline constexpr microphone neumann_u87_ai{
    .name = "Neumann U 87 Ai",
    .transducer = transducer_kind::condenser,
    .sensitivity = 28_mV_per_Pa,
    .sensitivity_load = 1_kohm,
    .output_impedance = 200_ohm,
    .rated_load = 1_kohm,
    .self_noise = 12_dBA,
    .max_spl = 117_dBSPL,
    .power = phantom_power{.min_voltage = 44_V, .max_voltage = 52_V, .current = 0.8_mA},
    .output = connectors::xlr_male};

/// Neumann TLM 103, cardioid, transformerless.
///   sensitivity 23 mV/Pa into 1 kohm
///   impedance 50 ohm
///   self-noise 7 dB(A)
///   maximum 138 dB SPL for 0.5 %
///   phantom power P48; window 48 +- 4 V and no current: not stated: typical
/// Read at https://eatsip365.com/understanding-neumann-tlm-103-specifications
inline constexpr microphone neumann_tlm_103{.name = "Neumann TLM 103",
                                            .transducer = transducer_kind::condenser,
                                            .sensitivity = 23_mV_per_Pa,
                                            .sensitivity_load = 1_kohm,
                                            .output_impedance = 50_ohm,
                                            .self_noise = 7_dBA,
                                            .max_spl = 138_dBSPL,
                                            .power = phantom_power{},
                                            .output = connectors::xlr_male};

/// Neumann TLM 193, cardioid, transformerless.
///   sensitivity 11 mV/Pa into 1 kohm
///   impedance 50 ohm
///   rated load 1 kohm
///   self-noise 10 dB(A)
///   maximum 140 dB SPL for 0.5 %; maximum output 2540 mV
///   phantom power 48 +- 4 V, 2.4 mA
///   connector XLR
/// Read at https://www.manualshelf.com/manual/neumann/tlm-193/manual-german/page-4.html
inline constexpr microphone neumann_tlm_193{
    .name = "Neumann TLM 193",
    .transducer = transducer_kind::condenser,
    .sensitivity = 11_mV_per_Pa,
    .sensitivity_load = 1_kohm,
    .output_impedance = 50_ohm,
    .rated_load = 1_kohm,
    .self_noise = 10_dBA,
    .max_spl = 140_dBSPL,
    .power = phantom_power{.min_voltage = 44_V, .max_voltage = 52_V, .current = 2.4_mA},
    .output = connectors::xlr_male};

/// Audio-Technica AT4040, cardioid.
///   sensitivity 25.1 mV/Pa (-32 dBV/Pa), open circuit
///   impedance 100 ohm
///   self-noise 12 dB(A)
///   maximum 145 dB SPL for 1 % at 1 kHz, 155 dB with the pad of 10 dB
///   phantom power 48 V, 4.2 mA; window +- 4 V not stated: typical
///   connector XLR
/// Read at https://manualsdump.com/en/manuals/audio-technica-40_series_studio_microphones/243367/2
inline constexpr microphone audio_technica_at4040{.name = "Audio-Technica AT4040",
                                                  .transducer = transducer_kind::condenser,
                                                  .sensitivity = 25.1_mV_per_Pa,
                                                  .output_impedance = 100_ohm,
                                                  .self_noise = 12_dBA,
                                                  .max_spl = 145_dBSPL,
                                                  .power = phantom_power{.current = 4.2_mA},
                                                  .output = connectors::xlr_male};

/// Lewitt LCT 440 PURE, cardioid.
///   sensitivity 27.4 mV/Pa
///   self-noise 7 dB(A)
///   maximum 140 dB SPL for 0.5 % at 1 kHz
///   phantom power P48; window 48 +- 4 V and no current: not stated: typical
///   impedance not stated: typical
/// Read at https://manualshive.com/ru/manual/lewitt/lct-440-pure/1886907?page=5
inline constexpr microphone lewitt_lct_440_pure{.name = "Lewitt LCT 440 PURE",
                                                .transducer = transducer_kind::condenser,
                                                .sensitivity = 27.4_mV_per_Pa,
                                                .self_noise = 7_dBA,
                                                .max_spl = 140_dBSPL,
                                                .power = phantom_power{},
                                                .output = connectors::xlr_male};

// ---- Small-diaphragm condensers and shotguns ----

/// Sennheiser MKH 40-P48, cardioid, RF condenser.
///   sensitivity 25 mV/Pa (8 mV/Pa and 16 dB(A) with the pad of 10 dB)
///   impedance 150 ohm
///   rated load 1 kohm; down to 600 ohm up to 130 dB SPL
///   self-noise 12 dB(A)
///   maximum 134 dB SPL for 0.5 % at 1 kHz, 142 dB with the pad
///   phantom power 48 +- 4 V, 2 mA
///   connector XLR
/// Read at https://gammaelectronics.xyz/audio_01-1988_sennheiser.html
inline constexpr microphone sennheiser_mkh_40{
    .name = "Sennheiser MKH 40-P48",
    .transducer = transducer_kind::condenser,
    .sensitivity = 25_mV_per_Pa,
    .output_impedance = 150_ohm,
    .rated_load = 1_kohm,
    .self_noise = 12_dBA,
    .max_spl = 134_dBSPL,
    .power = phantom_power{.min_voltage = 44_V, .max_voltage = 52_V, .current = 2_mA},
    .output = connectors::xlr_male};

/// Sennheiser MKH 406-P48, cardioid, RF condenser, of the 1970s.
///   sensitivity 20 mV/Pa
///   impedance 10 ohm
///   rated load 1 kohm; down to 200 ohm below 30 Pa
///   maximum 75 Pa, 131.5 dB SPL
///   phantom power 48 +- 12 V, 2 mA
///   connector: 3-pin DIN 41524, which the library does not have
///   self-noise: stated as a weighted signal-to-noise ratio of DIN 45590 only, left out
/// Read at https://manualsdump.com/en/manuals/sennheiser-mkh_406_p48/241991/4
inline constexpr microphone sennheiser_mkh_406_p48{
    .name = "Sennheiser MKH 406-P48",
    .transducer = transducer_kind::condenser,
    .sensitivity = 20_mV_per_Pa,
    .output_impedance = 10_ohm,
    .rated_load = 1_kohm,
    .max_spl = 131.5_dBSPL,
    .power = phantom_power{.min_voltage = 36_V, .max_voltage = 60_V, .current = 2_mA},
    .output = connectors::unspecified};

/// Rode NT5, cardioid.
///   sensitivity 12 mV/Pa
///   self-noise 16 dB(A)
///   phantom power 18 V to 48 V nominal, so up to the 52 V of a P48 supply; no current stated
///   impedance not stated: typical
/// Read at https://raajmaan.com/2019/05/08/
inline constexpr microphone rode_nt5{.name = "Rode NT5",
                                     .transducer = transducer_kind::condenser,
                                     .sensitivity = 12_mV_per_Pa,
                                     .self_noise = 16_dBA,
                                     .power = phantom_power{.min_voltage = 18_V, .max_voltage = 52_V},
                                     .output = connectors::xlr_male};

/// Neumann KMR 81 i, shotgun.
///   sensitivity 18 mV/Pa into 1 kohm
///   impedance 150 ohm
///   rated load 1 kohm
///   self-noise 12 dB(A)
///   maximum 128 dB SPL for 0.5 %, 138 dB with the pad of 10 dB; maximum output 1.3 dBu
///   phantom power 48 +- 4 V, 0.8 mA
///   connector XLR
/// Read at https://dependentmedia.com/the-sound-of-science
inline constexpr microphone neumann_kmr_81_i{
    .name = "Neumann KMR 81 i",
    .transducer = transducer_kind::condenser,
    .sensitivity = 18_mV_per_Pa,
    .sensitivity_load = 1_kohm,
    .output_impedance = 150_ohm,
    .rated_load = 1_kohm,
    .self_noise = 12_dBA,
    .max_spl = 128_dBSPL,
    .power = phantom_power{.min_voltage = 44_V, .max_voltage = 52_V, .current = 0.8_mA},
    .output = connectors::xlr_male};

// ---- T-power (A-B) ----

/// Sennheiser MKH 816 T, shotgun, RF condenser: 12 V between its signal pins.
///   sensitivity 40 mV/Pa
///   impedance 8 ohm
///   rated load 400 ohm; down to 200 ohm up to 10 Pa
///   self-noise 15 dB(A)
///   maximum 15 Pa, 118 dB SPL
///   T-power 12 +- 2 V, 6 mA
///   connector: 3-pin DIN, which the library does not have
/// Read at https://manualsdump.com/en/manuals/sennheiser-mkh_816_tu-3/242078/4
inline constexpr microphone sennheiser_mkh_816_t{
    .name = "Sennheiser MKH 816 T",
    .transducer = transducer_kind::condenser,
    .sensitivity = 40_mV_per_Pa,
    .output_impedance = 8_ohm,
    .rated_load = 400_ohm,
    .self_noise = 15_dBA,
    .max_spl = 118_dBSPL,
    .power = a_b_power{.min_voltage = 10_V, .max_voltage = 14_V, .current = 6_mA},
    .output = connectors::unspecified};

// ---- Electrets with phantom power ----

/// Audio-Technica AT2020, cardioid, back-electret.
///   sensitivity 14.1 mV/Pa (-37 dBV/Pa), open circuit
///   impedance 100 ohm
///   self-noise 20 dB(A)
///   maximum 144 dB SPL for 1 % at 1 kHz
///   phantom power P48; window 48 +- 4 V and no current: not stated: typical
/// Read at http://www.soundonsound.com/sos/feb06/articles/at2020.htm
///     and https://www.hollagully.com/audio-technica-at2020-cardioid-condenser-microphone-review/
inline constexpr microphone audio_technica_at2020{.name = "Audio-Technica AT2020",
                                                  .transducer = transducer_kind::electret,
                                                  .sensitivity = 14.1_mV_per_Pa,
                                                  .output_impedance = 100_ohm,
                                                  .self_noise = 20_dBA,
                                                  .max_spl = 144_dBSPL,
                                                  .power = phantom_power{},
                                                  .output = connectors::xlr_male};

/// Shure SM89, short shotgun: its headroom depends on the load.
///   sensitivity 22.4 mV/Pa (-33 dBV/Pa), open circuit
///   impedance 100 ohm
///   least load 800 ohm
///   self-noise 16 dB(A)
///   maximum 127 dB SPL for 0.5 % into 800 ohm, 119 dB into 150 ohm; clips at -1 dBV, -12 dBV
///   phantom power 11 V to 52 V, 2 mA
///   connector XLR
/// Read at https://gammaelectronics.xyz/audio_12-1990_shure.html
inline constexpr microphone shure_sm89{.name = "Shure SM89",
                                       .transducer = transducer_kind::electret,
                                       .sensitivity = 22.4_mV_per_Pa,
                                       .output_impedance = 100_ohm,
                                       .rated_load = 800_ohm,
                                       .self_noise = 16_dBA,
                                       .max_spl = 127_dBSPL,
                                       .max_spl_into = max_level_into_load{119_dBSPL, 150_ohm},
                                       .power =
                                           phantom_power{.min_voltage = 11_V, .max_voltage = 52_V, .current = 2_mA},
                                       .output = connectors::xlr_male};

/// Crown CM-150, omnidirectional, for measurement.
///   sensitivity 5.4 mV/Pa, open circuit
///   impedance 240 ohm
///   self-noise 26.5 dB(A)
///   maximum 127 dB SPL for 3 % at 48 V
///   phantom power 18 V to 48 V nominal, so up to the 52 V of a P48 supply; no current stated
///   connector XLR
/// Read at http://www.crownaudio.com/china/cm150.htm
inline constexpr microphone crown_cm_150{.name = "Crown CM-150",
                                         .transducer = transducer_kind::electret,
                                         .sensitivity = 5.4_mV_per_Pa,
                                         .output_impedance = 240_ohm,
                                         .self_noise = 26.5_dBA,
                                         .max_spl = 127_dBSPL,
                                         .power = phantom_power{.min_voltage = 18_V, .max_voltage = 52_V},
                                         .output = connectors::xlr_male};

/// Earthworks M23 (2nd generation), omnidirectional, for measurement: draws much current.
///   sensitivity 10 mV/Pa (-40 dBV/Pa)
///   maximum 140 dB SPL
///   phantom power P48, 7.2 mA; window 48 +- 4 V not stated: typical
///   impedance not stated: typical; self-noise not stated
/// Read at https://store.minet.jp/category/_EARTHWORKS/M23G2.html
inline constexpr microphone earthworks_m23{.name = "Earthworks M23",
                                           .transducer = transducer_kind::electret,
                                           .sensitivity = 10_mV_per_Pa,
                                           .max_spl = 140_dBSPL,
                                           .power = phantom_power{.current = 7.2_mA},
                                           .output = connectors::xlr_male};

// ---- Two-wire electrets with plug-in power, and MEMS ----

/// Panasonic WM-61A, bare capsule, here on a lead with a 3.5 mm plug.
///   sensitivity 17.8 mV/Pa (-35 dBV/Pa)
///   self-noise 32 dB(A), from the signal-to-noise ratio of 62 dB
///   plug-in power 0.5 mA; window 1.5 V to 10 V not stated: typical
///   impedance of the drain: typical, 50 kohm or more, not on sheets
///   load of the sensitivity figure 2.2 kohm not stated: typical
/// Read at https://nodus.ligo.caltech.edu:8081/40m/6565
///     and http://www.richardmudhar.com/articles/technote/micdesigns/index.html
inline constexpr microphone panasonic_wm_61a{.name = "Panasonic WM-61A",
                                             .transducer = transducer_kind::electret,
                                             .sensitivity = 17.8_mV_per_Pa,
                                             .sensitivity_load = 2.2_kohm,
                                             .output_impedance = 50_kohm,
                                             .self_noise = 32_dBA,
                                             .power = bias_power{.min_voltage = 1.5_V, .current = 0.5_mA},
                                             .topology = output_topology::unbalanced,
                                             .output = connectors::mini_ts_plug};

/// BL-MP6022P-2C-44DB, bare capsule of a microcontroller board.
///   sensitivity 6.3 mV/Pa (-44 +- 3 dBV/Pa)
///   self-noise 36 dB(A), from the signal-to-noise ratio of 58 dB
///   plug-in power 2 V, at most 0.5 mA; window 1 V to 10 V at the capsule not stated: typical
///   "Impedance < 2.2 kohm" is the load resistor, here that of the sensitivity figure
///   impedance of the drain: typical, 50 kohm or more, not on sheets
/// Read at https://onlinedocs.microchip.com/oxy/GUID-1795ED5E-CFCE-453C-8171-4DFEAAD6158E-en-US-1/
///     GUID-58802FBA-8DA0-4F20-9633-1A39FFDD393E.html
inline constexpr microphone generic_electret_capsule{.name = "electret capsule",
                                                     .transducer = transducer_kind::electret,
                                                     .sensitivity = 6.3_mV_per_Pa,
                                                     .sensitivity_load = 2.2_kohm,
                                                     .output_impedance = 50_kohm,
                                                     .self_noise = 36_dBA,
                                                     .power = bias_power{.current = 0.5_mA},
                                                     .topology = output_topology::unbalanced,
                                                     .output = connectors::mini_ts_plug};

/// Countryman B6 (standard gain), lavalier for a wireless transmitter.
///   sensitivity 6 mV/Pa into 10 kohm
///   load 10 kohm
///   impedance 5 kohm: computed, since 4 kohm instead of 10 kohm lowers the level by 3 to 4 dB
///   maximum 118 dB SPL (it was found to clip at 114 to 117 dB)
///   bias 0.5 mA; window 1 V to 10 V at the capsule not stated: typical
///   connector: that of the transmitter
/// Read at https://www.lectrosonics.com/wireless-faq/microphones/how-should-i-wire-a-countryman-b6-or-e6-for-
///     use-with-a-mm400a.html
inline constexpr microphone countryman_b6{.name = "Countryman B6",
                                          .transducer = transducer_kind::electret,
                                          .sensitivity = 6_mV_per_Pa,
                                          .sensitivity_load = 10_kohm,
                                          .output_impedance = 5_kohm,
                                          .rated_load = 10_kohm,
                                          .max_spl = 118_dBSPL,
                                          .power = bias_power{.current = 0.5_mA},
                                          .topology = output_topology::unbalanced,
                                          .output = connectors::unspecified};

/// InvenSense ICS-40180, MEMS on a board, fed by a supply pin of its own (260 uA) and not by its output.
///   sensitivity 12.6 mV/Pa (-38 dBV/Pa)
///   self-noise 29 dB(A), from the signal-to-noise ratio of 65 dB(A)
///   maximum 124 dB SPL, acoustic overload point
///   impedance not stated: typical
/// Read at https://learn.sparkfun.com/tutorials/mems-microphone-hookup-guide/hardware-overview
inline constexpr microphone invensense_ics_40180{.name = "InvenSense ICS-40180",
                                                 .transducer = transducer_kind::mems,
                                                 .sensitivity = 12.6_mV_per_Pa,
                                                 .self_noise = 29_dBA,
                                                 .max_spl = 124_dBSPL,
                                                 .power = battery_power{},
                                                 .topology = output_topology::unbalanced,
                                                 .output = connectors::unspecified};

} // namespace gainstage::catalog
// Operational amplifiers, the devices of the operational amplifier stages.
// Every figure was read at the address named with it. What the source does not give is left at the component's default
// and marked "not stated: typical"; noise and limits that are not given stay empty.
// A macromodel states its 1/f noise as a density at one frequency: the corner is f (density there/white density)^2.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::catalog {

using namespace gainstage::literals;

// ---- Bipolar inputs ----

/// LM4562 (LME49720).
///   voltage noise 2.7 nV, its 1/f part 6.3 nV at 10 Hz: corner 54 Hz
///   current noise 1.6 pA, its 1/f part 3.1 pA at 10 Hz: corner 38 Hz
///   open-loop gain 140 dB, gain-bandwidth 55 MHz
///   slew rate 20 V/us
///   output 1 V from the rails; +53 mA, -42 mA
/// Texas Instruments' macromodel of 2012, version 1.1. Read at github:kicad-spice-library/KiCad-Spice-Library,
///     Models/uncategorized/Bordodynovs Electronics Lib/sub/LM4562.txt
inline constexpr op_amp lm4562{.name = "LM4562",
                               .input_voltage_noise = 2.7_nV_per_rtHz,
                               .voltage_noise_corner = 54_Hz,
                               .input_current_noise = 1.6_pA_per_rtHz,
                               .current_noise_corner = 38_Hz,
                               .open_loop_gain = 140_dB,
                               .gain_bandwidth = 55_MHz,
                               .slew_rate = 20_V_per_us,
                               .swing_from_rails = 1_V,
                               .output_current = 42_mA};

/// OPA1611 (OPA1612).
///   voltage noise 1.24 nV, its 1/f part 23.85 nV at 0.1 Hz: corner 37 Hz
///   current noise 1.68 pA, its 1/f part 39.5 pA at 0.1 Hz: corner 55 Hz
///   open-loop gain: 922 at 100 kHz, so gain-bandwidth 92 MHz; 424,000 at 100 Hz, so 114 dB (the model simulated)
///   output short-circuit current +49.8 mA, -47 mA
///   slew rate and swing not stated
/// Texas Instruments' macromodel of 2018, final 1.1. Read at github:kicad-spice-library/KiCad-Spice-Library,
///     Models/uncategorized/Bordodynovs Electronics Lib/sub/OPA1611.txt
inline constexpr op_amp opa1611{.name = "OPA1611",
                                .input_voltage_noise = 1.24_nV_per_rtHz,
                                .voltage_noise_corner = 37_Hz,
                                .input_current_noise = 1.68_pA_per_rtHz,
                                .current_noise_corner = 55_Hz,
                                .open_loop_gain = 114_dB,
                                .gain_bandwidth = 92_MHz,
                                .output_current = 47_mA};

/// LT1115.
///   voltage noise 0.9 nV, current noise 1.2 pA: optimum source 750 ohm
///   gain-bandwidth not stated: typical; limits not stated
/// Read at https://groupdiy.com/threads/jung-mic-pre-anyone-tried-it.8626/page-3
inline constexpr op_amp lt1115{
    .name = "LT1115", .input_voltage_noise = 0.9_nV_per_rtHz, .input_current_noise = 1.2_pA_per_rtHz};

// ---- JFET inputs ----

/// OPA140 (OPA2140, OPA4140).
///   voltage noise 5.1 nV, corner 15 Hz; current noise 0.8 fA
///   open-loop gain 120 dB, gain-bandwidth 11 MHz
///   slew rate 20 V/us
///   output 0.05 V from the rails, 30 mA
/// A macromodel. Read at github:kicad-spice-library/KiCad-Spice-Library,
///     Models/uncategorized/Bordodynovs Electronics Lib/sub/OPA140.sub
inline constexpr op_amp opa140{.name = "OPA140",
                               .input_voltage_noise = 5.1_nV_per_rtHz,
                               .voltage_noise_corner = 15_Hz,
                               .input_current_noise = 0.8_fA_per_rtHz,
                               .open_loop_gain = 120_dB,
                               .gain_bandwidth = 11_MHz,
                               .slew_rate = 20_V_per_us,
                               .swing_from_rails = 0.05_V,
                               .output_current = 30_mA};

/// OPA134 (OPA2134).
///   current noise 3 fA; voltage noise not stated
///   gain-bandwidth 8 MHz: 402 uS/(2 pi 8 pF)
///   slew rate 20 V/us: 160 uA/8 pF
///   swing not stated
/// A macromodel of 1996. Read at github:kicad-spice-library/KiCad-Spice-Library,
///     Models/uncategorized/Bordodynovs Electronics Lib/sub/Sborka.lib
inline constexpr op_amp opa134{
    .name = "OPA134", .input_current_noise = 3_fA_per_rtHz, .gain_bandwidth = 8_MHz, .slew_rate = 20_V_per_us};

/// TL072.
///   gain-bandwidth 3 MHz: 282.8 uS/(2 pi 15 pF)
///   slew rate 13 V/us: 195 uA/15 pF
///   noise and swing not stated
/// A macromodel of 1989. Read at github:kicad-spice-library/KiCad-Spice-Library,
///     Models/uncategorized/Bordodynovs Electronics Lib/sub/TL072.cir
inline constexpr op_amp tl072{.name = "TL072", .gain_bandwidth = 3_MHz, .slew_rate = 13_V_per_us};

} // namespace gainstage::catalog
// Microphone preamps, and the microphone inputs of interfaces.
// Every figure was read at the address named with it. What the source does not give is left at the component's default
// and marked "not stated: typical"; noise and limits that are not given stay empty.
// The gain is the user's to set; it stands at a usable middle value. Phantom power is a component of its own.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::catalog {

using namespace gainstage::literals;

// ---- Preamps ----

/// Focusrite ISA428 MkII, with a transformer; impedance switch at 1400 ohm.
///   gain 0 to 60 dB in steps and 0 to 20 dB of trim; set to 40 dB
///   input impedance 600, 1400, 2400 or 6800 ohm by a switch: 1400 ohm is chosen
///   equivalent input noise -126 dBu, 150 ohm, gain 60 dB, 22 Hz to 22 kHz, unweighted
///   output noise at unity gain -98 dBu
///   maximum input level +7.4 dBu
///   maximum output level +25 dBu
///   output impedance not stated: typical
/// Read at https://www.manualsdir.com/manuals/855560/
///     focusrite-isa428-mkii-rackmount-4-channel-microphone-preamp.html?page=15
inline constexpr preamp focusrite_isa428{.name = "Focusrite ISA428 MkII",
                                         .gain = 40_dB,
                                         .min_gain = 0_dB,
                                         .max_gain = 80_dB,
                                         .input_impedance = 1.4_kohm,
                                         .noise = equivalent_input_noise{.level = -126_dBu,
                                                                         .source_impedance = 150_ohm,
                                                                         .at_gain = 60_dB,
                                                                         .band = {22_Hz, 22_kHz},
                                                                         .output_noise = -98_dBu},
                                         .max_input = 7.4_dBu,
                                         .max_output = 25_dBu,
                                         .input = connectors::xlr_female,
                                         .output = connectors::xlr_male};

/// ThatMicPre with the THAT1510, open hardware.
///   gain 0 to 60 dB; set to 40 dB
///   input impedance 2.0 kohm
///   output impedance 200 ohm, impedance-balanced
///   noise: fitted to its table of output noise against gain (150 ohm, 20 Hz to 22 kHz), within 0.5 dB:
///     e_n 1.20 nV/rtHz, e_o 61.5 nV/rtHz, G = 1 + 10 kohm/R_G
///   maximum output level +20 dBu for 0.1 %
/// Read at github:ojg/thatmicpre, README.md
inline constexpr preamp thatmicpre_1510{
    .name = "ThatMicPre THAT1510",
    .gain = 40_dB,
    .min_gain = 0_dB,
    .max_gain = 60_dB,
    .input_impedance = 2_kohm,
    .output_impedance = 200_ohm,
    .noise = amplifier_noise{.input_voltage = 1.20_nV_per_rtHz,
                             .output_voltage = 61.5_nV_per_rtHz,
                             .gain_resistor = gain_setting_resistor{.feedback = 10_kohm, .unset_gain = 1}},
    .max_output = 20_dBu,
    .topology = output_topology::impedance_balanced,
    .input = connectors::xlr_female};

/// ThatMicPre with the THAT1512: quieter at low gain.
///   gain 0 to 60 dB; set to 40 dB
///   input impedance 2.0 kohm
///   output impedance 200 ohm, impedance-balanced
///   noise: fitted to its table of equivalent input noise (150 ohm, 20 Hz to 22 kHz), within 0.5 dB:
///     e_n 1.18 nV/rtHz, e_o 38.3 nV/rtHz, G = 0.5 + 5 kohm/R_G
///   maximum output level +20 dBu for 0.1 %
/// Read at github:ojg/thatmicpre, README.md
inline constexpr preamp thatmicpre_1512{
    .name = "ThatMicPre THAT1512",
    .gain = 40_dB,
    .min_gain = 0_dB,
    .max_gain = 60_dB,
    .input_impedance = 2_kohm,
    .output_impedance = 200_ohm,
    .noise = amplifier_noise{.input_voltage = 1.18_nV_per_rtHz,
                             .output_voltage = 38.3_nV_per_rtHz,
                             .gain_resistor = gain_setting_resistor{.feedback = 5_kohm, .unset_gain = 0.5}},
    .max_output = 20_dBu,
    .topology = output_topology::impedance_balanced,
    .input = connectors::xlr_female};

/// Texas Instruments PGA2505, integrated circuit on +-5 V.
///   gain 0 dB and 9 to 60 dB in steps of 3 dB; set to 30 dB
///   equivalent input noise -123 dBu, 150 ohm, gain 30 dB
///   input and output impedance, levels not stated: typical / none
/// Read at https://ti.com/product/PGA2505
inline constexpr preamp ti_pga2505{
    .name = "TI PGA2505",
    .gain = 30_dB,
    .min_gain = 0_dB,
    .max_gain = 60_dB,
    .noise = equivalent_input_noise{.level = -123_dBu, .source_impedance = 150_ohm, .at_gain = 30_dB},
    .input = connectors::unspecified};

// ---- Microphone inputs of interfaces, without their converters: see line_devices.hpp for line inputs.
// Where the sheet gives 0 dBFS at gain 0 dB, that is the level that the stage drives its converter to: max_output.

/// Focusrite Forte, microphone input.
///   gain 0 to 75 dB; set to 40 dB
///   equivalent input noise -128 dBu, 150 ohm, gain 60 dB, 22 Hz to 22 kHz
///   0 dBFS = +12 dBu at gain 0 dB (and -63 dBu at 75 dB)
///   impedances not stated: typical
/// Read at http://us.focusrite.com/usb-audio-interfaces/forte/specifications
inline constexpr preamp focusrite_forte{.name = "Focusrite Forte",
                                        .gain = 40_dB,
                                        .min_gain = 0_dB,
                                        .max_gain = 75_dB,
                                        .noise = equivalent_input_noise{.level = -128_dBu,
                                                                        .source_impedance = 150_ohm,
                                                                        .at_gain = 60_dB,
                                                                        .band = {22_Hz, 22_kHz}},
                                        .max_output = 12_dBu,
                                        .input = connectors::xlr_female};

/// Focusrite Scarlett 2i2, 3rd generation, microphone input.
///   gain range 56 dB, taken for 0 to 56 dB; set to 40 dB
///   input impedance 3 kohm
///   equivalent input noise -128 dBu, A-weighted; source 150 ohm and gain 56 dB not stated: typical
///   levels and output impedance not stated: typical / none
/// Read at https://podcastage.com/rev/2i23rd
inline constexpr preamp focusrite_scarlett_2i2_3rd{.name = "Focusrite Scarlett 2i2 3rd gen",
                                                   .gain = 40_dB,
                                                   .min_gain = 0_dB,
                                                   .max_gain = 56_dB,
                                                   .input_impedance = 3_kohm,
                                                   .noise = equivalent_input_noise{.level = -128_dBu,
                                                                                   .source_impedance = 150_ohm,
                                                                                   .at_gain = 56_dB,
                                                                                   .weighting = weighting::a},
                                                   .input = connectors::combo_socket};

/// MOTU M2 and M4, microphone input.
///   gain 0 to 60 dB; set to 40 dB
///   equivalent input noise -129 dBu, A-weighted; source 150 ohm and gain 60 dB not stated: typical
///   impedances and levels not stated: typical / none
/// Read at https://shivanshelectronics.in/products/motu-m2-copy
inline constexpr preamp motu_m2{.name = "MOTU M2",
                                .gain = 40_dB,
                                .min_gain = 0_dB,
                                .max_gain = 60_dB,
                                .noise = equivalent_input_noise{.level = -129_dBu,
                                                                .source_impedance = 150_ohm,
                                                                .at_gain = 60_dB,
                                                                .weighting = weighting::a},
                                .input = connectors::combo_socket};

/// RME Fireface 400, microphone input.
///   gain 0 dB and 10 to 65 dB; set to 40 dB
///   maximum input level +10 dBu at gain 0 dB
///   impedances and noise not stated: typical / none
/// Read at http://38.142.81.21:8001/manual/rme-audio/fireface-400/user-s-guide-english/page-31.html
inline constexpr preamp rme_fireface_400{.name = "RME Fireface 400",
                                         .gain = 40_dB,
                                         .min_gain = 0_dB,
                                         .max_gain = 65_dB,
                                         .max_output = 10_dBu,
                                         .input = connectors::xlr_female};

/// RME Babyface Pro, microphone input, without its pad of 11 dB.
///   gain 0 to 65 dB in steps of 1 dB; set to 40 dB
///   maximum input level +8 dBu at gain 0 dB (+19 dBu with the pad)
///   impedances and noise not stated: typical / none
/// Read at http://38.142.81.21:8001/manual/rme/rmebfp/user-manual-english/page-21.html
inline constexpr preamp rme_babyface_pro{.name = "RME Babyface Pro",
                                         .gain = 40_dB,
                                         .min_gain = 0_dB,
                                         .max_gain = 65_dB,
                                         .max_output = 8_dBu,
                                         .input = connectors::xlr_female};

/// A budget FireWire interface of the 2000s: its low impedance loads what is plugged in.
///   gain up to 44 dB; set to 30 dB
///   input impedance 600 ohm
///   equivalent input noise -115 dBu, A-weighted, 150 ohm, gain 44 dB
///   maximum input level +6.5 dBu
///   output impedance not stated: typical
/// Read at https://forums.cockos.com/showpost.php?p=614524&postcount=51
inline constexpr preamp generic_firewire_interface{.name = "budget FireWire interface",
                                                   .gain = 30_dB,
                                                   .max_gain = 44_dB,
                                                   .input_impedance = 600_ohm,
                                                   .noise = equivalent_input_noise{.level = -115_dBu,
                                                                                   .source_impedance = 150_ohm,
                                                                                   .at_gain = 44_dB,
                                                                                   .weighting = weighting::a},
                                                   .max_input = 6.5_dBu,
                                                   .input = connectors::xlr_female};

// ---- In-line booster ----

/// CT1, in-line booster, as measured.
///   gain 25.5 dB
///   maximum input level -28 dBu: clean up to about there
///   phantom power, impedances not stated: typical; noise not stated
/// Read at https://sendegate.de/t/neuer-guenstiger-inline-mikrofonvorverstaerker/10579/3
inline constexpr preamp ct1_booster{.name = "CT1 in-line booster",
                                    .gain = 25.5_dB,
                                    .min_gain = 25.5_dB,
                                    .max_gain = 25.5_dB,
                                    .max_input = -28_dBu,
                                    .power = phantom_power{},
                                    .input = connectors::xlr_female,
                                    .output = connectors::xlr_male};

} // namespace gainstage::catalog
// Audio transformers. Ratio, resistances and core limit are the makers', read in transcriptions of the sheets named; what
// is computed from other figures of the sheet says so. What the sheet does not give is left out.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::catalog {

using namespace gainstage::literals;

/// Jensen JT-115K-E, microphone input, 1:10.
///   windings 19.7 ohm, 2465 ohm
///   maximum -2.5 dBu at 20 Hz (1 % THD)
///   core loss: computed from the input impedance, 1.40 kohm at 1 kHz with 150 kohm on the secondary
///   inductance: computed from -0.26 dB at 20 Hz (150 ohm, 150 kohm); the -3 dB point, stated as 2.5 Hz, comes out at 5 Hz,
///   because a core's inductance rises towards low frequencies
///   leakage and capacitance: computed from -0.13 dB at 20 kHz and -3 dB at 90 kHz
/// Sheet: https://www.jensen-transformers.com/wp-content/uploads/2014/08/jt-115K-e1.pdf
inline constexpr transformer jensen_jt_115k_e{.name = "Jensen JT-115K-E",
                                              .turns_ratio = 10,
                                              .primary_resistance = 19.7_ohm,
                                              .secondary_resistance = 2465_ohm,
                                              .primary_inductance = 4.84_H,
                                              .leakage_inductance = 164_uH,
                                              .core_loss = 14.58_kohm,
                                              .secondary_capacitance = 136_pF,
                                              .core = core_limit{-2.5_dBu, 20_Hz}};

/// Lundahl LL1538, microphone input, 1:5 (primaries in parallel).
///   windings 22 ohm (2 x 44 ohm in parallel), 880 ohm
///   maximum +10 dBu at 50 Hz (1 % THD)
///   inductance, leakage, capacitance not stated (response +-0.3 dB, 10 Hz to 100 kHz)
/// Sheet: lundahltransformers.com, datasheets/1538_8xl.pdf (R980616)
inline constexpr transformer lundahl_ll1538{.name = "Lundahl LL1538",
                                            .turns_ratio = 5,
                                            .primary_resistance = 22_ohm,
                                            .secondary_resistance = 880_ohm,
                                            .primary_inductance = {},
                                            .core = core_limit{10_dBu, 50_Hz}};

} // namespace gainstage::catalog
// Characters of a terminal: their columns, what is printable, and signs in UTF-8 or ASCII.

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// How a text is written. ascii: 7-bit characters only ("-", "ohm", "u", "inf", "rtHz"), otherwise UTF-8. width: the
/// longest line in columns; less than 40 counts as 40.
struct text_style {
    bool ascii = false;
    int width = 100;
};

namespace detail {

// Spelled in bytes: a compiler may read this file in another encoding than UTF-8.
struct sign {
    std::string_view utf8, ascii;
    [[nodiscard]] std::string_view in(text_style const& s) const { return s.ascii ? ascii : utf8; }
};
inline constexpr sign minus_sign{"\xE2\x88\x92", "-"};
inline constexpr sign infinity_sign{"\xE2\x88\x9E", "inf"};
inline constexpr sign ohm_sign{"\xCE\xA9", "ohm"};
inline constexpr sign micro_sign{"\xC2\xB5", "u"};
inline constexpr sign root_sign{"\xE2\x88\x9A", "rt"};
inline constexpr sign degree_sign{"\xC2\xB0", " deg"};
inline constexpr sign arrow_sign{"\xE2\x86\x92", "->"};
inline constexpr sign ellipsis_sign{"\xE2\x80\xA6", "..."};
inline constexpr sign dash_sign{"\xE2\x80\x93", "-"};

// ---- characters ----

struct code_point {
    char32_t value = 0; ///< of what is not good: 0, one column wide
    std::size_t bytes = 1;
    bool good = false; ///< well-formed UTF-8
};

/// The first character of a text that is not empty.
[[nodiscard]] inline code_point first_code_point(std::string_view text) {
    auto const byte = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(text[i])); };
    char32_t const lead = byte(0);
    if (lead < 0x80) return {lead, 1, true};
    std::size_t const n = lead < 0xC2 || lead > 0xF4 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (n == 0 || text.size() < n) return {};
    char32_t value = lead & (0x7Fu >> n);
    for (std::size_t i = 1; i < n; ++i) {
        if ((byte(i) & 0xC0u) != 0x80u) return {};
        value = (value << 6) | (byte(i) & 0x3Fu);
    }
    bool const overlong = (n == 3 && value < 0x800) || (n == 4 && value < 0x10000);
    if (overlong || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return {};
    return {value, n, true};
}

/// Columns of a character in a terminal: 0 for a combining mark, 2 for East Asian and pictures, else 1.
[[nodiscard]] inline std::size_t columns_of(char32_t c) {
    auto const within = [c](char32_t low, char32_t high) { return c >= low && c <= high; };
    if (within(0x300, 0x36F) || within(0x200B, 0x200D) || within(0xFE00, 0xFE0F)) return 0;
    bool const wide = within(0x1100, 0x115F) || within(0x2E80, 0xA4CF) || within(0xAC00, 0xD7A3) ||
                      within(0xF900, 0xFAFF) || within(0xFE30, 0xFE6F) || within(0xFF01, 0xFF60) ||
                      within(0x1F300, 0x1FAFF) || within(0x20000, 0x3FFFD);
    return wide ? 2 : 1;
}

/// A character and the bytes that spell it.
struct character {
    code_point point;
    std::string_view bytes;
};
/// Takes the first character off a text that is not empty.
[[nodiscard]] inline character take_character(std::string_view& text) {
    code_point const c = first_code_point(text);
    character const first{c, text.substr(0, c.bytes)};
    text.remove_prefix(c.bytes);
    return first;
}

[[nodiscard]] inline std::size_t columns(std::string_view text) {
    std::size_t n = 0;
    while (!text.empty()) n += columns_of(take_character(text).point.value);
    return n;
}

/// A text of somebody else's, made fit for a line: no control characters, no broken UTF-8, ASCII if that is the style.
[[nodiscard]] inline std::string printable(std::string_view text, text_style const& s) {
    struct spelling {
        char32_t character;
        std::string_view ascii;
    };
    constexpr spelling spelled[] = {{0xA0, " "},     {0xB0, "deg "},  {0xB1, "+-"},   {0xB5, "u"},    {0xD7, "x"},
                                    {0x3A9, "ohm"},  {0x3BC, "u"},    {0x2010, "-"},  {0x2011, "-"},  {0x2013, "-"},
                                    {0x2014, "-"},   {0x2018, "'"},   {0x2019, "'"},  {0x201C, "\""}, {0x201D, "\""},
                                    {0x2026, "..."}, {0x2126, "ohm"}, {0x2192, "->"}, {0x2212, "-"},  {0x221A, "rt"},
                                    {0x221E, "inf"}};
    std::string out;
    while (!text.empty()) {
        auto const [c, bytes] = take_character(text);
        char32_t const v = c.value;
        bool const directs =
            (v >= 0x200E && v <= 0x200F) || (v >= 0x2028 && v <= 0x202E) || (v >= 0x2066 && v <= 0x2069) || v == 0xFEFF;
        if (!c.good || directs || (v >= 0x7F && v <= 0x9F)) out += '?';
        else if (v < 0x20) out += v == '\t' || v == '\n' || v == '\r' ? ' ' : '?';
        else if (v < 0x80 || !s.ascii) out += bytes;
        else {
            std::string_view replacement = "?";
            for (spelling const& one : spelled)
                if (one.character == v) replacement = one.ascii;
            out += replacement;
        }
    }
    return out;
}

[[nodiscard]] inline std::string printable_name(std::string_view name, text_style const& s) {
    return name.empty() ? "(no name)" : printable(name, s);
}

/// The pieces of a text behind each other.
[[nodiscard]] inline std::string joined(std::initializer_list<std::string_view> pieces) {
    std::string out;
    for (std::string_view const piece : pieces) out += piece;
    return out;
}

} // namespace detail

} // namespace gainstage
// Levels, quantities and figures in the notation of the field: "+4.0 dBu", "3.00 kΩ", "1.20 nV/√Hz".
//
// Never scientific notation, never "-0.0", and no locale: the decimal point is a point. What is too large or too close
// to zero for its notation is printed as a bound, ">999 TΩ", "<1 fV". An infinity is "∞", what is not a number is "?".

#include <cmath>
#include <utility>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

namespace detail {

// ---- numbers ----

/// 0 <= x < 1e12 with 0 to 3 decimals, halves rounded up.
[[nodiscard]] inline std::string fixed_point(double x, int decimals) {
    double scale = 1;
    for (int i = 0; i < decimals; ++i) scale *= 10;
    std::string digits = std::to_string(std::llround(x * scale));
    auto const n = static_cast<std::size_t>(decimals);
    if (n == 0) return digits;
    if (digits.size() <= n) digits.insert(0, n + 1 - digits.size(), '0');
    return digits.insert(digits.size() - n, 1, '.');
}

[[nodiscard]] inline std::string without_trailing_zeros(std::string number) {
    if (number.find('.') == std::string::npos) return number;
    number.erase(number.find_last_not_of('0') + 1);
    if (number.back() == '.') number.pop_back();
    return number;
}

/// "−" or nothing, and the number; "?" and infinities where it is none.
[[nodiscard]] inline bool is_special(double x) { return !(x - x == 0); }
[[nodiscard]] inline std::string special_number(double x, text_style const& s) {
    if (x != x) return "?";
    return std::string(x < 0 ? minus_sign.in(s) : "") += infinity_sign.in(s);
}

enum class plus : unsigned char { omitted, written };

/// A number of decibels, with one decimal.
[[nodiscard]] inline std::string decibel_number(double dB, plus sign, text_style const& s) {
    if (is_special(dB)) return special_number(dB, s);
    std::string digits = std::abs(dB) < 999999.95 ? fixed_point(std::abs(dB), 1) : "999999.9";
    if (digits == "0.0") return digits;
    std::string out;
    if (std::abs(dB) >= 999999.95) out = dB < 0 ? "<" : ">";
    if (dB < 0) out += minus_sign.in(s);
    else if (sign == plus::written) out += '+';
    return out += digits;
}

/// A number of no certain scale: up to three decimals, as few as needed.
[[nodiscard]] inline std::string plain_number(double x, text_style const& s) {
    if (is_special(x)) return special_number(x, s);
    if (x == 0) return "0";
    double const size = std::abs(x);
    std::string const negative{x < 0 ? minus_sign.in(s) : ""};
    if (size < 0.0005) return (x < 0 ? ">" : "<") + negative + "0.001";
    if (size >= 999999999.5) return (x < 0 ? "<" : ">") + negative + "999999999";
    return negative + without_trailing_zeros(fixed_point(size, 3));
}

/// A unit that is written in ASCII here, in the style's characters.
[[nodiscard]] inline std::string unit_text(std::string_view unit, text_style const& s) {
    std::string out{unit};
    if (s.ascii) return out;
    constexpr sign proper[] = {{ohm_sign.utf8, "ohm"}, {"\xE2\x88\x9AHz", "rtHz"}, {"/\xC2\xB5s", "/us"}};
    for (sign const& p : proper)
        if (auto const at = out.find(p.ascii); at != std::string::npos) out.replace(at, p.ascii.size(), p.utf8);
    return out;
}

enum class zeros : unsigned char { kept, trimmed };

/// Three significant digits and a prefix from f (1e-15) to T (1e12). `unit` in ASCII; without one, "3.00 k".
[[nodiscard]] inline std::string engineering(double x, std::string_view unit, text_style const& s,
                                             zeros z = zeros::kept) {
    struct metric_prefix {
        double factor;
        std::string_view name;
    };
    constexpr metric_prefix prefixes[] = {{1e12, "T"}, {1e9, "G"},  {1e6, "M"},  {1e3, "k"},   {1, ""},
                                          {1e-3, "m"}, {1e-6, "u"}, {1e-9, "n"}, {1e-12, "p"}, {1e-15, "f"}};
    constexpr std::size_t count = sizeof prefixes / sizeof prefixes[0];
    std::string out;
    std::string_view prefix;
    if (is_special(x)) out = special_number(x, s);
    else if (x == 0) out = "0";
    else {
        double const size = std::abs(x);
        std::string const negative{x < 0 ? minus_sign.in(s) : ""};
        std::size_t p = 0;
        while (p < count && size / prefixes[p].factor < 0.9995) ++p; // 0.9995 would be rounded up to 1.00
        if (p == count) {
            out = (x < 0 ? ">" : "<") + negative + "1";
            prefix = "f";
        } else {
            double const scaled = size / prefixes[p].factor;
            prefix = prefixes[p].name;
            if (scaled >= 999.5) out = (x < 0 ? "<" : ">") + negative + "999";
            else {
                std::string digits = fixed_point(scaled, scaled < 9.995 ? 2 : scaled < 99.95 ? 1 : 0);
                out = negative + (z == zeros::trimmed ? without_trailing_zeros(std::move(digits)) : digits);
            }
        }
    }
    if (prefix == "u") prefix = micro_sign.in(s);
    if (!prefix.empty() || !unit.empty()) ((out += ' ') += prefix) += unit_text(unit, s);
    return out;
}

} // namespace detail

// ---- decibels ----

/// "+54.2 dB"
[[nodiscard]] inline std::string format(decibels d, text_style const& s = {}) {
    return detail::decibel_number(d.value(), detail::plus::written, s) + " dB";
}
/// "+4.0 dBu": always in dBu.
[[nodiscard]] inline std::string format(voltage_level l, text_style const& s = {}) {
    return detail::decibel_number(l.dBu(), detail::plus::written, s) + " dBu";
}
/// "94.0 dB SPL"
[[nodiscard]] inline std::string format(sound_level l, text_style const& s = {}) {
    return detail::decibel_number(l.dBSPL(), detail::plus::omitted, s) + " dB SPL";
}
/// "−30.7 dBFS"
[[nodiscard]] inline std::string format(digital_level l, text_style const& s = {}) {
    return detail::decibel_number(l.dBFS(), detail::plus::written, s) + " dBFS";
}
/// "−88.9 dBu", weighted "−88.9 dBu(A)".
[[nodiscard]] inline std::string format(voltage_noise_level const& n, text_style const& s = {}) {
    std::string const level = format(n.level(), s);
    return n.weighting().name().empty() ? level : level + "(" + detail::printable(n.weighting().name(), s) + ")";
}
/// "16.4 dB SPL", weighted "16.4 dB(A)".
[[nodiscard]] inline std::string format(sound_noise_level const& n, text_style const& s = {}) {
    if (n.weighting().name().empty()) return format(n.level(), s);
    return detail::decibel_number(n.dBSPL(), detail::plus::omitted, s) + " dB(" +
           detail::printable(n.weighting().name(), s) + ")";
}
/// "94.0 dB SPL" or "+4.0 dBu", whichever it is.
[[nodiscard]] inline std::string format(excitation const& e, text_style const& s = {}) {
    return e.is_sound() ? format(e.as(static_cast<sound_level const*>(nullptr)), s)
                        : format(e.as(static_cast<voltage_level const*>(nullptr)), s);
}

// ---- quantities: three significant digits ----

/// "245 mV"
[[nodiscard]] inline std::string format(voltage const& v, text_style const& s = {}) {
    return detail::engineering(v.value(), "V", s);
}
/// "3.20 mA"
[[nodiscard]] inline std::string format(current const& v, text_style const& s = {}) {
    return detail::engineering(v.value(), "A", s);
}
/// "3.00 kΩ"
[[nodiscard]] inline std::string format(impedance const& v, text_style const& s = {}) {
    return detail::engineering(v.value(), "ohm", s);
}
/// "150 Ω − j 20.0 Ω"
[[nodiscard]] inline std::string format(complex_impedance const& z, text_style const& s = {}) {
    double const x = z.value().im;
    std::string out = format(resistance(z), s);
    ((out += ' ') += x < 0 ? detail::minus_sign.in(s) : "+") += " j ";
    return out += detail::engineering(x < 0 ? -x : x, "ohm", s);
}
/// "100 pF"
[[nodiscard]] inline std::string format(capacitance const& v, text_style const& s = {}) {
    return detail::engineering(v.value(), "F", s);
}
/// "1.00 mH"
[[nodiscard]] inline std::string format(inductance const& v, text_style const& s = {}) {
    return detail::engineering(v.value(), "H", s);
}
/// "20.0 kHz"
[[nodiscard]] inline std::string format(frequency const& v, text_style const& s = {}) {
    return detail::engineering(v.value(), "Hz", s);
}
/// "293 K"
[[nodiscard]] inline std::string format(temperature const& v, text_style const& s = {}) {
    double const k = v.value();
    return detail::plain_number(std::abs(k) >= 10 && std::abs(k) < 1e9 ? std::round(k) : k, s) + " K";
}
/// "10 m", "0.5 m", "15 mm"
[[nodiscard]] inline std::string format(length const& v, text_style const& s = {}) {
    double const m = v.value();
    if (std::abs(m) >= 0.1 && std::abs(m) < 1) return detail::plain_number(m, s) + " m";
    return detail::engineering(m, "m", s, detail::zeros::trimmed);
}
/// "1.00 mW"
[[nodiscard]] inline std::string format(power const& v, text_style const& s = {}) {
    return detail::engineering(v.value(), "W", s);
}
/// "1.00 Pa"
[[nodiscard]] inline std::string format(pressure const& v, text_style const& s = {}) {
    return detail::engineering(v.value(), "Pa", s);
}
/// "1.85 mV/Pa"
[[nodiscard]] inline std::string format(acoustic_sensitivity const& v, text_style const& s = {}) {
    return detail::engineering(v.value(), "V/Pa", s);
}
/// "1.20 nV/√Hz"
[[nodiscard]] inline std::string format(voltage_noise_density const& v, text_style const& s = {}) {
    return detail::engineering(v.value(), "V/rtHz", s);
}
/// "2.00 pA/√Hz"
[[nodiscard]] inline std::string format(current_noise_density const& v, text_style const& s = {}) {
    return detail::engineering(v.value(), "A/rtHz", s);
}
/// "100 pF/m"
[[nodiscard]] inline std::string format(capacitance_per_length const& v, text_style const& s = {}) {
    return detail::engineering(v.value(), "F/m", s);
}
/// "84.0 mΩ/m"
[[nodiscard]] inline std::string format(resistance_per_length const& v, text_style const& s = {}) {
    return detail::engineering(v.value(), "ohm/m", s);
}
/// "600 nH/m"
[[nodiscard]] inline std::string format(inductance_per_length const& v, text_style const& s = {}) {
    return detail::engineering(v.value(), "H/m", s);
}
/// "13.0 V/µs"
[[nodiscard]] inline std::string format(slew_rate const& v, text_style const& s = {}) {
    return detail::engineering(v.value() / 1e6, "V/us", s);
}
/// "−45.0°"
[[nodiscard]] inline std::string format(angle const& v, text_style const& s = {}) {
    return detail::decibel_number(degrees(v), detail::plus::written, s) + std::string(detail::degree_sign.in(s));
}
/// "1.59 µs"
[[nodiscard]] inline std::string format(time_delay const& v, text_style const& s = {}) {
    return detail::engineering(v.value(), "s", s);
}

/// "69 %"; below 10 with one decimal, "3.2 %". 100 is the whole.
[[nodiscard]] inline std::string format_percent(double percent, text_style const& s = {}) {
    double const size = std::abs(percent);
    if (detail::is_special(percent) || size == 0 || size >= 1e9) return detail::plain_number(percent, s) + " %";
    std::string const negative{percent < 0 ? detail::minus_sign.in(s) : ""};
    if (size < 0.05) return (percent < 0 ? ">" : "<") + negative + "0.1 %";
    return negative + detail::fixed_point(size, size < 9.95 ? 1 : 0) + " %";
}

/// A figure by its unit. Decibels in a sentence have no plus sign: "clips, by 12.1 dB".
[[nodiscard]] inline std::string format(figure const& f, text_style const& s = {}) {
    switch (f.unit) {
    case figure_unit::dB: return detail::decibel_number(f.value, detail::plus::omitted, s) + " dB";
    case figure_unit::dBu: return format(voltage_level::from_dBu(f.value), s);
    case figure_unit::dBSPL: return format(sound_level::from_dBSPL(f.value), s);
    case figure_unit::dBFS: return format(digital_level::from_dBFS(f.value), s);
    case figure_unit::volt: return detail::engineering(f.value, "V", s);
    case figure_unit::ampere: return detail::engineering(f.value, "A", s);
    case figure_unit::ohm: return detail::engineering(f.value, "ohm", s);
    case figure_unit::hertz: return detail::engineering(f.value, "Hz", s);
    case figure_unit::percent: return format_percent(f.value, s);
    case figure_unit::metre: return format(detail::from_si<length>(f.value), s);
    case figure_unit::none: break;
    }
    return detail::plain_number(f.value, s);
}

/// A finding's title, reason or remedy with {stage}, {other}, {found}, {limit} and {more} filled in. Any other braces
/// stay as they are, also those in a name.
[[nodiscard]] inline std::string fill_in(std::string_view text, finding const& f, text_style const& s = {}) {
    std::string out;
    while (!text.empty()) {
        std::size_t const open = text.find('{');
        out += detail::printable(text.substr(0, open), s);
        if (open == std::string_view::npos) break;
        text.remove_prefix(open);
        std::size_t const length = text.find('}') == std::string_view::npos ? 1 : text.find('}') + 1;
        std::string_view const field = text.substr(0, length);
        std::size_t taken = length;
        if (field == "{stage}") out += detail::printable_name(f.stage, s);
        else if (field == "{other}") out += detail::printable_name(f.other, s);
        else if (field == "{found}") out += format(f.found, s);
        else if (field == "{limit}") out += format(f.limit, s);
        else if (field == "{more}") out += format(f.more, s);
        else {
            out += '{';
            taken = 1;
        }
        text.remove_prefix(taken);
    }
    return out;
}

} // namespace gainstage
// Lines of a report: words wrapped to its width.

#include <algorithm>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

[[nodiscard]] inline std::size_t line_width(text_style const& s) {
    return s.width < 40 ? 40 : static_cast<std::size_t>(s.width);
}

[[nodiscard]] inline std::string spaces(std::size_t n) { return std::string(n, ' '); }

/// The text, cut to so many columns with an ellipsis.
[[nodiscard]] inline std::string cut(std::string const& text, std::size_t limit, text_style const& s) {
    if (columns(text) <= limit) return text;
    std::size_t const room = limit - (std::min)(limit, columns(ellipsis_sign.in(s)));
    std::string out;
    std::size_t used = 0;
    bool full = false;
    for (std::string_view rest = text; !rest.empty() && !full;) {
        character const c = take_character(rest);
        used += columns_of(c.point.value);
        full = used > room;
        if (!full) out += c.bytes;
    }
    return out += ellipsis_sign.in(s);
}

/// A number and its unit stay on one line: "48.0 V", "94.0 dB SPL".
[[nodiscard]] inline bool holds_together(std::string_view word, std::string_view next) {
    if (word == "dB") return next.substr(0, 3) == "SPL";
    std::string_view start = word;
    if (start.substr(0, minus_sign.utf8.size()) == minus_sign.utf8) start.remove_prefix(minus_sign.utf8.size());
    start.remove_prefix((std::min)(start.find_first_not_of("+-<>"), start.size()));
    bool const number = !start.empty() && ((start[0] >= '0' && start[0] <= '9') || start == infinity_sign.utf8);
    return number && std::string_view{",;:.)"}.find(word.back()) == std::string_view::npos;
}

/// Adds words to a last line that is `column` columns long; the lines that follow begin with `indent` spaces.
inline void add_wrapped(std::string& out, std::string_view text, std::size_t column, std::size_t indent,
                        text_style const& s) {
    std::size_t const width = line_width(s);
    indent = (std::min)(indent, width / 2);
    bool first_word = true;
    auto const new_line = [&] {
        (out += '\n') += spaces(indent);
        column = indent;
        first_word = true;
    };
    auto const next_word = [&text] {
        text.remove_prefix((std::min)(text.find_first_not_of(' '), text.size()));
        std::string_view const word = text.substr(0, text.find(' '));
        text.remove_prefix(word.size());
        return word;
    };
    std::string_view word = next_word();
    while (!word.empty()) {
        std::string piece{word};
        std::string_view following = next_word();
        while (!following.empty() && holds_together(word, following)) {
            (piece += ' ') += following;
            word = following;
            following = next_word();
        }
        word = following;
        std::size_t const n = columns(piece);
        if (!first_word && column + 1 + n > width) new_line();
        if (first_word && column > indent && column + n > width) new_line();
        if (!first_word) {
            out += ' ';
            ++column;
        }
        for (std::string_view rest = piece; !rest.empty();) { // a word longer than a line is broken
            character const c = take_character(rest);
            std::size_t const w = columns_of(c.point.value);
            if (column + w > width) new_line();
            out += c.bytes;
            column += w;
        }
        first_word = false;
    }
    out += '\n';
}
inline void add_paragraph(std::string& out, std::string_view text, std::size_t indent, text_style const& s) {
    out += spaces(indent);
    add_wrapped(out, text, indent, indent, s);
}
inline void add_line(std::string& out, std::string_view text, text_style const& s) { add_wrapped(out, text, 0, 4, s); }

} // namespace gainstage::detail
// A chain as a SPICE netlist that ngspice and LTspice run unchanged: AC, noise and transient.
//
// Nodes, devices and parameters bear the names of the stages: v(xlr_lead) is the voltage behind the stage "XLR lead",
// with everything connected, and xlr_lead_r1 is a resistance of it, set at the top of the netlist. What stands in for
// what:
//
//   resistor without noise      G a b a b {1/r}
//   white noise                 1 kohm at a node of its own, its voltage scaled by an E or a G source
//   noise with a 1/f corner     a diode at 1 mA, whose noise current is 2 q I (1 + fc/f), scaled likewise
//   clipping                    B a b V = what of a is over the limit; at the operating point, 0 V, a short circuit
//   operational amplifier       an integrator G-C with its loop closed, so that stability and DC come out too
//   capacitor in series         behind it 1e15 H to ground, since every node needs a path for DC
//   inductor across the signal  in series with 1 nohm, since two such in parallel have no operating point
//
// LTspice itself puts 1 mohm into every inductor unless its control panel says otherwise.

// How to_spice() writes each element: one function for each kind, with the circuit that it draws.

// The text of a netlist: names that are free, values at the top, devices, analysis cards.

#include <charconv>
#include <map>
#include <vector>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// What a netlist is run for.
enum class spice_analysis : unsigned char { ac, noise, transient };

struct spice_options {
    /// The analysis card that is active. LTspice takes one at a time: the others are there as comments.
    spice_analysis analysis = spice_analysis::ac;
    /// Of the AC and the noise sweep, over the band of the conditions. > 0
    int points_per_decade = 50;
    /// The frequency of the transient's sine, the band, and the temperature of every resistor; crest factor and
    /// weighting play no part.
    gainstage::conditions conditions{};
};

namespace detail {

/// A netlist as it grows, stage by stage.
class spice_text {
public:
    explicit spice_text(circuit const& c) {
        for (char const* taken : {"0", "gnd", "time", "frequency", "freq", "temp", "temper", "hertz", "all", "tk",
                                  "white_1k", "flicker_1m", "signal", "signal_rms", "signal_freq"})
            used_.emplace_back(taken);
        for (stage_info const& s : c.stages) {
            names_.push_back(unique(identifier(s.name)));
            comments_.push_back(printable_name(s.name, {.ascii = true}));
        }
    }

    void begin_stage(std::size_t k) {
        stage_ = names_[k];
        counts_ = {};
        values_ += "* " + comments_[k] + '\n';
        circuit_ += "\n* " + comments_[k] + '\n';
    }
    /// The node behind the stage.
    [[nodiscard]] std::string const& stage_node() const { return stage_; }

    [[nodiscard]] std::string netlist(excitation level, spice_options const& o) const {
        double const kelvin = o.conditions.temperature.value();
        double const f = o.conditions.frequency.value();
        std::string out =
            "* " + comments_.front() + " to " + comments_.back() + "\n* v(node): volts per " +
            (level.is_sound() ? "pascal" : "volt of the source, open circuit") + ", in AC\n\n" +
            ".options temp=" + number(kelvin - 273.15) + "\n.param tk=" + number(kelvin) +
            " ; K, the same: keep both in step\n.param signal_rms=" + number(level.rms()) +
            (level.is_sound() ? " ; Pa" : " ; V") + ", in a transient\n.param signal_freq=" + number(f) + " ; Hz\n" +
            values_ +
            "\n* Noise of 1 kohm, V/rtHz; of a diode at 1 mA above its 1/f corner, V/rtHz: sqrt(2 q I) times "
            "k T/(q I).\n.param white_1k={sqrt(4*1.380649e-23*tk*1000)}\n"
            ".param flicker_1m={sqrt(2*1.602176634e-19*1m)*1.380649e-23*tk/1.602176634e-19/1m}\n" +
            circuit_ + '\n';
        std::string const sweep = "dec " + std::to_string(o.points_per_decade) + ' ' +
                                  number(o.conditions.band.low.value()) + ' ' + number(o.conditions.band.high.value());
        auto const card = [&](spice_analysis a, std::string const& text) {
            out += (a == o.analysis ? "" : "* ") + text + '\n';
        };
        card(spice_analysis::ac, ".ac " + sweep);
        card(spice_analysis::noise, ".noise v(" + names_.back() + ") V_signal " + sweep);
        card(spice_analysis::transient, ".tran " + number(1e-3 / f) + ' ' + number(10 / f) + " 0 " + number(1e-3 / f));
        return out + ".end\n";
    }

    /// 15 digits: what a person wrote comes back as it was.
    static std::string number(double x) {
        char text[32];
        return {text, std::to_chars(text, text + sizeof text, x, std::chars_format::general, 15).ptr};
    }
    /// The next of a stage's nodes or values of one kind: "xlr_lead_r1".
    std::string numbered(std::string const& kind) {
        return unique(stage_ + '_' + kind + std::to_string(++counts_[kind]));
    }
    std::string inner() { return numbered("n"); }
    /// A parameter at the top of the netlist; returns its name.
    std::string value(std::string const& kind, double x, std::string_view unit) {
        std::string name = numbered(kind);
        ((((values_ += ".param ") += name) += '=') += number(x)) += unit.empty() ? "" : " ; ";
        (values_ += unit) += '\n';
        return name;
    }
    static std::string braces(std::string const& expression) { return '{' + expression + '}'; }

    template <class... Word>
    void line(std::string const& first, Word const&... rest) {
        circuit_ += first;
        (((circuit_ += ' ') += rest), ...);
        circuit_ += '\n';
    }

private:
    /// Lower-case letters, digits and single underscores, beginning with a letter.
    static std::string identifier(std::string_view name) {
        std::string out;
        for (char const c : name) {
            bool const digit = c >= '0' && c <= '9';
            if (c >= 'A' && c <= 'Z') out += static_cast<char>(c - 'A' + 'a');
            else if (digit || (c >= 'a' && c <= 'z')) out += c;
            else if (!out.empty() && out.back() != '_') out += '_';
        }
        while (!out.empty() && out.back() == '_') out.pop_back();
        if (out.empty() || (out[0] >= '0' && out[0] <= '9')) out.insert(0, out.empty() ? "stage" : "stage_");
        return out;
    }
    /// The name, or the first of name_2, name_3, … that is free.
    std::string unique(std::string const& name) {
        std::string candidate = name;
        for (int n = 2; std::find(used_.begin(), used_.end(), candidate) != used_.end(); ++n)
            candidate = name + '_' + std::to_string(n);
        used_.push_back(candidate);
        return candidate;
    }

    std::vector<std::string> used_, names_, comments_;
    std::map<std::string, int> counts_;
    std::string stage_, values_, circuit_;
};

} // namespace detail
} // namespace gainstage

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// Writes the stages of one circuit, from left to right. `at_` is the node that the signal has reached.
class spice_writer : private spice_text {
public:
    using spice_text::netlist;
    using spice_text::spice_text;

    /// One stage. The node behind it has its name.
    void stage(circuit const& c, std::size_t k) {
        begin_stage(k);
        auto const elements = c.elements.subspan(c.first[k], c.first[k + 1] - c.first[k]);
        std::size_t last = elements.size();
        while (last > 0 && !advances(elements[last - 1])) --last;
        for (std::size_t e = 0; e < elements.size(); ++e) {
            if (!advances(elements[e])) across(elements[e]);
            else {
                std::string const next = e + 1 == last ? stage_node() : inner();
                along(elements[e], next);
                at_ = next;
            }
        }
        if (last > 0) return;
        line("V_" + stage_node(), at_, stage_node(), "0"); // only a name for the node
        at_ = stage_node();
    }

private:
    // ---- kinds of element ----

    /// The element is part of the signal path: there is another node behind it.
    static bool advances(element const& e) {
        switch (e.kind) {
        case element_kind::series: return e.resistance > 0 || e.inductance > 0 || e.elastance > 0;
        case element_kind::voltage_noise: return e.density > 0 || e.resistance > 0;
        case element_kind::network_noise: return has_noise(e);
        case element_kind::source:
        case element_kind::ratio:
        case element_kind::amplifier:
        case element_kind::op_amp:
        case element_kind::summing_op_amp: return true;
        case element_kind::limit: return e.law != limit_law::flux;
        case element_kind::nothing:
        case element_kind::shunt:
        case element_kind::current_noise: break;
        }
        return false;
    }
    static bool has_noise(element const& e) {
        bool const shorted = e.resistance == 0 && e.elastance == 0;
        return e.parallel > 0 && !shorted && (e.thermal || e.density > 0);
    }

    void along(element const& e, std::string const& next) {
        switch (e.kind) {
        case element_kind::source: source(e, next); break;
        case element_kind::series: series(e, next); break;
        case element_kind::ratio: ratio(e, next); break;
        case element_kind::amplifier: filter(e, at_, value("gain", e.gain, "V/V"), next); break;
        case element_kind::op_amp: op_amp(e, next); break;
        case element_kind::summing_op_amp: summing_op_amp(e, next); break;
        case element_kind::voltage_noise: voltage_noise(e, next); break;
        case element_kind::network_noise: network_noise(e, next); break;
        case element_kind::limit:
            if (e.law == limit_law::current) current_limit(e, next);
            else if (e.law == limit_law::slew) slew_limit(e, next);
            else voltage_limit(e, next);
            break;
        case element_kind::nothing:
        case element_kind::shunt:
        case element_kind::current_noise: break;
        }
    }
    void across(element const& e) {
        if (e.kind == element_kind::shunt && !is_open(e)) shunt(e);
        if (e.kind == element_kind::current_noise && e.density > 0) noise_current(e, at_);
        if (e.kind == element_kind::limit) flux_limit(e);
    }

    void resistor(std::string const& a, std::string const& b, double ohms, bool thermal) {
        std::string const r = value("r", ohms, "ohm");
        if (thermal) line("R_" + r, a, b, braces(r));
        else line("G_" + r, a, b, a, b, braces("1/" + r));
    }
    void conductor(std::string const& a, std::string const& b, std::string const& siemens) {
        line("G_" + numbered("g"), a, b, a, b, siemens);
    }
    void capacitor(std::string const& a, std::string const& b, double elastance) {
        std::string const c = value("c", 1 / elastance, "F");
        line("C_" + c, a, b, braces(c));
    }
    /// R, L and C one after the other; what is zero is not there.
    void branch(element const& e, std::string a, std::string const& b) {
        int parts = (e.resistance > 0) + (e.inductance > 0) + (e.elastance > 0);
        auto const part = [&](double size, auto const& write) {
            if (!(size > 0)) return;
            std::string const next = --parts > 0 ? inner() : b;
            write(next);
            a = next;
        };
        part(e.resistance, [&](std::string const& next) { resistor(a, next, e.resistance, e.thermal); });
        part(e.inductance, [&](std::string const& next) {
            std::string const l = value("l", e.inductance, "H");
            line("L_" + l, a, next, braces(l));
        });
        part(e.elastance, [&](std::string const& next) { capacitor(a, next, e.elastance); });
    }
    void series(element const& e, std::string const& next) {
        branch(e, at_, next);
        if (e.elastance > 0) line("L_" + numbered("dc"), next, "0", "1e15");
    }
    void shunt(element const& e) {
        if (e.resistance > 0 || e.inductance == 0) return branch(e, at_, "0");
        std::string const x = inner();
        std::string const y = inner();
        line("V_" + x, at_, x, "0");
        line("H_" + x, x, y, "V_" + x, "1e-9");
        branch(e, y, "0");
    }

    void source(element const& e, std::string const& next) {
        line("V_signal", "signal", "0", "DC 0 AC 1 SIN(0 {signal_rms*1.4142135623730951} {signal_freq})");
        filter(e, "signal", value("emf", e.gain, "V per unit of signal"), next);
    }
    /// gain, a high-pass C-G and a low-pass G-C, each without load:
    ///
    ///   a --|E 1>--||--+---|G>--+---|E gain>-- b
    ///                 [G]      [G]=C
    void filter(element const& e, std::string a, std::string const& gain, std::string const& b) {
        if (e.low_corner > 0) {
            std::string const f = value("f_low", e.low_corner, "Hz");
            std::string const x = inner();
            std::string const y = inner();
            line("E_" + x, x, "0", a, "0", "1");
            line("C_" + x, x, y, braces("1m/(6.283185307179586*" + f + ")"));
            conductor(y, "0", "1m");
            a = y;
        }
        if (e.high_corner > 0) {
            std::string const f = value("f_high", e.high_corner, "Hz");
            std::string const x = inner();
            line("G_" + x, "0", x, a, "0", "1m");
            line("C_" + x, x, "0", braces("1m/(6.283185307179586*" + f + ")"));
            conductor(x, "0", "1m");
            a = x;
        }
        line("E_" + gain, b, "0", a, "0", braces(gain));
    }
    /// v2 = n v1, and the current that flows on is drawn n-fold.
    void ratio(element const& e, std::string const& next) {
        std::string const n = value("n", e.gain, "v2/v1");
        std::string const m = e.current_gain == e.gain ? n : value("m", e.current_gain, "i1/i2");
        std::string const x = inner();
        line("E_" + x, x, "0", at_, "0", braces(n));
        line("V_" + x, x, next, "0");
        line("F_" + x, at_, "0", "V_" + x, braces(m));
    }
    /// The open loop: 1 mS into 1 mS/A0 beside 1 mS/(2 pi GBW). Without both it is a nullor: its loop must hold its
    /// input at zero.
    std::string open_loop(element const& e, std::string const& plus, std::string const& minus) {
        std::string x = inner();
        line("G_" + x, "0", x, plus, minus, "1m");
        if (e.open_loop_gain < infinity) conductor(x, "0", braces("1m/" + value("a0_", e.open_loop_gain, "V/V")));
        if (e.gain_bandwidth < infinity)
            line("C_" + x, x, "0", braces("1m/(6.283185307179586*" + value("gbw", e.gain_bandwidth, "Hz") + ")"));
        return x;
    }
    /// Rf = 1 kohm from the output, Rg = 1 kohm/(G - 1) and C to ground.
    void op_amp(element const& e, std::string const& next) {
        bool const follower = e.gain == 1;
        std::string const minus = follower ? next : inner();
        std::string const x = open_loop(e, at_, minus);
        line("E_" + x, next, "0", x, "0", "1");
        if (follower) return;
        std::string const gain = value("gain", e.gain, "V/V");
        conductor(next, minus, "1m");
        std::string const foot = e.low_corner > 0 ? inner() : "0";
        conductor(minus, foot, braces("1m*(" + gain + "-1)"));
        if (e.low_corner > 0)
            line("C_" + foot, foot, "0",
                 braces("1m*(" + gain + "-1)/(6.283185307179586*" + value("f_leg", e.low_corner, "Hz") + ")"));
    }
    /// The current A v1/Rf that Rf draws besides v1/Rf, and the output.
    void summing_op_amp(element const& e, std::string const& next) {
        std::string const x = open_loop(e, at_, "0");
        line("G_" + x + "_back", at_, "0", x, "0", braces("1/" + value("rf", e.resistance, "ohm")));
        line("E_" + x, next, "0", x, "0", number(e.gain));
    }

    // ---- noise ----

    /// A node with a noise of white_1k, or of flicker_1m with a corner; `scale` is what makes it one.
    struct noise_node {
        std::string node;
        std::string scale;
    };
    noise_node noisy(element const& e, std::string const& kind, std::string_view unit) {
        std::string const density = value(kind, e.density, unit);
        std::string const x = inner();
        if (!(e.noise_corner > 0)) {
            line("R_" + x, x, "0", "1k");
            return {x, braces(density + "/white_1k")};
        }
        std::string const corner = value("f_corner", e.noise_corner, "Hz");
        std::string const d = inner();
        line("I_" + d, "0", d, "1m");
        line("D_" + d, d, "0", "model_" + d);
        line(".model model_" + d, "D(IS=1e-14 N=1 KF={2*1.602176634e-19*" + corner + "} AF=1)");
        line("C_" + d, d, x, "1"); // keeps the diode's 0.6 V away
        conductor(x, "0", "1e-12");
        return {x, braces(density + "/flicker_1m")};
    }
    void voltage_noise(element const& e, std::string const& next) {
        std::string a = at_;
        if (e.density > 0) {
            std::string const b = e.resistance > 0 ? inner() : next;
            noise_node const n = noisy(e, "e", "V/rtHz");
            line("E_" + n.node, a, b, n.node, "0", n.scale);
            a = b;
        }
        if (!(e.resistance > 0)) return;
        std::string const x = inner();
        resistor(x, "0", e.resistance, true);
        line("E_" + x, a, next, x, "0", "1");
    }
    void noise_current(element const& e, std::string const& into) {
        noise_node const n = noisy(e, "i", "A/rtHz");
        line("G_" + n.node, "0", into, n.node, "0", n.scale);
    }
    /// The feedback network once more: Rf beside Rg and C, with the noise current, and its voltage copied into the
    /// path.
    void network_noise(element const& e, std::string const& next) {
        std::string const x = inner();
        resistor(x, "0", e.parallel, e.thermal);
        if (!is_open(e)) branch(e, x, "0");
        if (e.density > 0) noise_current(e, x);
        line("E_" + x, at_, next, x, "0", "1");
    }

    // ---- limits ----

    /// By how much x is over l, or under -l; exactly 0 and flat between. (Written with abs() its slope in ngspice is
    /// 1e-16.)
    static std::string excess(std::string const& x, std::string const& l) {
        return "uramp(" + x + "-{" + l + "})-uramp(-" + x + "-{" + l + "})";
    }
    std::string peak(element const& e, std::string_view unit) {
        return value("limit", e.limit, unit) + "*1.4142135623730951";
    }

    void voltage_limit(element const& e, std::string const& next) {
        std::string const v = "v(" + at_ + ')';
        line("B_" + numbered("b"), at_, next, "V=" + excess(v, peak(e, "V rms, the largest sine")));
    }
    /// The excess current meets 1 Gohm.
    void current_limit(element const& e, std::string const& next) {
        std::string const x = inner();
        std::string const i = "i(V_" + x + ')';
        line("V_" + x, at_, x, "0");
        line("B_" + x, x, next, "V=1e9*(" + excess(i, peak(e, "A rms, the largest sine")) + ')');
    }
    /// A follower of 1e13 Hz whose current into 1 F is limited: v' = clip(2 pi 1e13 (v1 - v), slew).
    void slew_limit(element const& e, std::string const& next) {
        std::string const x = inner();
        std::string const difference = "6.283185307179586e13*(v(" + at_ + ")-v(" + x + "))";
        line("B_" + x, "0", x, "I=" + difference + "-(" + excess(difference, value("slew", e.limit, "V/s")) + ')');
        line("C_" + x, x, "0", "1");
        line("E_" + x, at_, next, at_, x, "1");
    }
    /// The flux, in 1 F, and 1 uH in which what is over the limit flows away.
    void flux_limit(element const& e) {
        std::string const x = inner();
        std::string const flux = "v(" + x + ')';
        line("G_" + x, "0", x, at_, "0", "1");
        line("C_" + x, x, "0", "1");
        conductor(x, "0", "1e-9");
        line("B_" + x, at_, "0",
             "I=1e6*(" + excess(flux, value("flux", e.limit, "V rms per Hz") + "*0.22507907903927651") + ')');
    }

    std::string at_;
};

} // namespace gainstage::detail
// Reports as plain text: what analyze(), diagnose(), powering() and validate() return, for a terminal of 100 columns.

// A table of a report; columns are left out where its width is short.

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// One column. The first to be left out where the width is short is the one of the lowest rank; rank 0 always stays.
struct text_column {
    std::string head, unit;
    std::vector<std::string> cells;
    int rank = 0;
    bool left = false;
    bool left_out = false;

    /// The head, the unit, and behind them the cells.
    [[nodiscard]] std::string const& row(std::size_t k) const { return k == 0 ? head : k == 1 ? unit : cells[k - 2]; }
    [[nodiscard]] std::size_t width() const {
        std::size_t w = (std::max)(columns(head), columns(unit));
        for (auto const& c : cells) w = (std::max)(w, columns(c));
        return w;
    }
};

/// Names, columns, and what stands at the end of a row.
inline void add_table(std::string& out, std::string_view head, std::vector<std::string> const& names,
                      std::vector<text_column> table, std::vector<std::string> const& marks, text_style const& s) {
    constexpr std::size_t gap = 2;
    constexpr std::size_t least_name = 8;
    std::size_t name_width = columns(head);
    std::size_t mark_width = 0;
    for (auto const& n : names) name_width = (std::max)(name_width, columns(n));
    for (auto const& m : marks) mark_width = (std::max)(mark_width, m.empty() ? 0 : gap + columns(m));
    auto const others = [&] {
        std::size_t sum = mark_width;
        for (auto const& c : table)
            if (!c.left_out) sum += gap + c.width();
        return sum;
    };
    while (others() + (std::min)(name_width, least_name) > line_width(s)) {
        text_column* drop = nullptr;
        for (auto& c : table)
            if (!c.left_out && c.rank > 0 && (drop == nullptr || c.rank < drop->rank)) drop = &c;
        if (drop == nullptr) break;
        drop->left_out = true;
    }
    std::size_t const rest = line_width(s) > others() ? line_width(s) - others() : 0;
    name_width = (std::min)(name_width, (std::max)(rest, least_name));
    for (std::size_t k = 0; k < names.size() + 2; ++k) {
        std::string line = cut(k == 0 ? std::string{head} : k == 1 ? std::string{} : names[k - 2], name_width, s);
        line += spaces(name_width - columns(line));
        for (auto const& c : table) {
            if (c.left_out) continue;
            std::string const padding = spaces(c.width() - columns(c.row(k)));
            line += spaces(gap);
            if (!c.left) line += padding;
            line += c.row(k);
            if (c.left) line += padding;
        }
        if (k > 1 && !marks[k - 2].empty()) line += spaces(gap) + marks[k - 2];
        line.erase(line.find_last_not_of(' ') + 1);
        (out += line) += '\n';
    }
}

} // namespace gainstage::detail

#include <ostream>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

namespace detail {

// ---- words ----

[[nodiscard]] inline std::string_view word_for(severity v) {
    switch (v) {
    case severity::info: return "info";
    case severity::unknown: return "unknown";
    case severity::warning: return "warning";
    case severity::error: return "error";
    case severity::danger: return "danger";
    }
    return "?";
}
[[nodiscard]] inline std::string_view word_for(verdict v) {
    switch (v) {
    case verdict::pass: return "pass";
    case verdict::conditional: return "conditional";
    case verdict::indeterminate: return "indeterminate";
    case verdict::fail: return "fail";
    }
    return "?";
}
[[nodiscard]] inline std::string_view word_for(power_kind k) {
    switch (k) {
    case power_kind::none: return "no power";
    case power_kind::phantom: return "phantom power";
    case power_kind::plug_in: return "plug-in power";
    case power_kind::a_b: return "A-B power";
    case power_kind::battery: return "a battery";
    }
    return "?";
}

/// The value of a problem in its unit: engineering notation for SI units, a plain number otherwise.
[[nodiscard]] inline std::string problem_value(double value, std::string_view unit, text_style const& s) {
    for (std::string_view const si :
         {"V", "A", "ohm", "F", "H", "Hz", "m", "W", "Pa", "V/Pa", "V/rtHz", "A/rtHz", "F/m", "ohm/m", "H/m"})
        if (unit == si) return engineering(value, unit, s, zeros::trimmed);
    std::string const number = plain_number(value, s);
    return unit.empty() ? number : joined({number, " ", printable(unit_text(unit, s), s)});
}

inline void add_problems(std::string& out, problem_list const& problems, std::size_t indent, text_style const& s) {
    for (problem const& p : problems) {
        std::string line = joined({printable_name(p.component, s), ": "});
        if (!p.field.empty()) line += joined({printable(p.field, s), " = ", problem_value(p.value, p.unit, s), ": "});
        line += printable(p.reason, s);
        out += spaces(indent);
        add_wrapped(out, line, indent, indent + 4, s);
    }
    if (problems.dropped() > 0) out += joined({spaces(indent), "and ", std::to_string(problems.dropped()), " more\n"});
}

// ---- the budget's parts ----

[[nodiscard]] inline std::string conditions_text(budget_view const& b, text_style const& s) {
    conditions const& c = b.conditions();
    auto const edge = [&](frequency f) { return engineering(f.value(), "Hz", s, zeros::trimmed); };
    std::string const curve = printable(c.weighting.name(), s);
    return joined({"at ", format(b.excitation(), s), ", ", format(c.frequency, s), ", crest factor ",
                   format(figure{c.crest_factor.value(), figure_unit::dB}, s), "; noise ", edge(c.band.low), " to ",
                   edge(c.band.high), ", ", curve.empty() ? "unweighted" : curve, curve.empty() ? "" : "-weighted",
                   ", ", format(c.temperature, s)});
}

inline void add_heading(std::string& out, budget_view const& b, text_style const& s) {
    std::string names;
    std::string const arrow = joined({" ", arrow_sign.in(s), " "});
    std::size_t const n = b.stages().size();
    if (n > 0) names = printable_name(b.stages()[0].name, s);
    if (n > 2) names += joined({arrow, ellipsis_sign.in(s)});
    if (n > 1) names += joined({arrow, printable_name(b.stages()[n - 1].name, s)});
    std::string const how = conditions_text(b, s);
    if (columns(names) + 3 + columns(how) <= line_width(s)) {
        out += joined({names, names.empty() ? "" : "   ", how, "\n"});
        return;
    }
    if (!names.empty()) add_line(out, names, s);
    out += "  ";
    add_wrapped(out, how, 2, 4, s);
}

inline void add_stages(std::string& out, budget_view const& b, text_style const& s) {
    std::string const dash{dash_sign.in(s)};
    std::string const weight = printable(b.conditions().weighting.name(), s);
    std::string const noise_unit = weight.empty() ? "dBu" : joined({"dBu(", weight, ")"});
    std::string const ohm{ohm_sign.in(s)};
    std::string const arrow = joined({" ", arrow_sign.in(s), " "});
    text_column level{"level", "dBu", {}}, peak{"peak", "dBu", {}, 2}, limit{"clips at", "dBu", {}, 3},
        room{"headroom", "dB", {}}, noise{"noise", noise_unit, {}, 6}, snr{"SNR", "dB", {}, 5},
        gain{"gain", "dB", {}, 4}, z{"", "", {}, 1, true};
    std::vector<std::string> names, marks, sources;
    std::size_t source_width = (std::max)(columns("Zs"), columns(ohm));
    for (stage_budget const& k : b.stages()) {
        bool const unlimited = k.clip_level.dBu() == infinity;
        names.push_back(printable_name(k.name, s));
        marks.push_back(k.clips ? "CLIPS" : "");
        level.cells.push_back(decibel_number(k.level.dBu(), plus::written, s));
        peak.cells.push_back(decibel_number(k.peak.dBu(), plus::written, s));
        limit.cells.push_back(unlimited ? dash : decibel_number(k.clip_level.dBu(), plus::written, s));
        room.cells.push_back(unlimited ? dash : decibel_number(k.headroom.value(), plus::omitted, s));
        noise.cells.push_back(decibel_number(k.noise.dBu(), plus::written, s));
        snr.cells.push_back(decibel_number(k.snr.value(), plus::omitted, s));
        gain.cells.push_back(decibel_number(k.gain.value(), plus::written, s));
        sources.push_back(engineering(magnitude(k.source_impedance).value(), "", s));
        source_width = (std::max)(source_width, columns(sources.back()));
        z.cells.push_back(arrow + engineering(magnitude(k.load_impedance).value(), "", s));
    }
    auto const beside = [&](std::string const& source) { return spaces(source_width - columns(source)) + source; };
    for (std::size_t k = 0; k < sources.size(); ++k) z.cells[k] = beside(sources[k]) + z.cells[k];
    z.head = beside("Zs") + arrow + "ZL";
    z.unit = beside(ohm) + spaces(columns(arrow)) + ohm;
    add_table(out, "stage", names, {level, peak, limit, room, noise, snr, gain, z}, marks, s);
}

inline void add_summary(std::string& out, budget_view const& b, text_style const& s) {
    bool const silent = b.excitation().dB() == -infinity;
    stage_budget const& first = b.first_to_clip();
    if (silent) add_line(out, "first to clip: nothing, at silence", s);
    else if (!(first.headroom.value() < infinity)) add_line(out, "first to clip: no stage states a limit", s);
    else
        add_line(out,
                 joined({"first to clip: ", printable_name(first.name, s), ", at ",
                         format(b.excitation() + b.headroom(), s)}),
                 s);
    if (b.has_full_scale()) add_line(out, joined({"digital level: ", format(b.digital_level(), s)}), s);
    if (b.output().noise.level().is_silent()) {
        add_line(out, "noise: none", s);
        return;
    }
    noise_contribution const most = b.dominant_noise();
    add_line(out,
             joined({"noise: ", printable_name(most.name, s), " makes ", format_percent(100 * most.share, s),
                     " of it; referred to the source ", format(b.input_referred_noise(), s), "; noise figure ",
                     format(figure{b.noise_figure().value(), figure_unit::dB}, s)}),
             s);
    if (!b.noise_converged())
        add_line(
            out,
            joined({"the noise figures may be off by ", format(figure{b.noise_error().value(), figure_unit::dB}, s),
                    ": the integral did not converge"}),
            s);
    if (b.excitation().is_sound() && !silent)
        add_line(out, joined({"the whole chain hisses like ", format(b.equivalent_noise_level(), s)}), s);
}

// ---- power ----

[[nodiscard]] inline std::string power_sentence(power_entry const& e, text_style const& s) {
    std::string const from = joined({word_for(e.feed.kind), " from ", printable_name(e.supply, s)});
    std::string const obstacle = printable_name(e.obstacle, s);
    std::string const at_terminals = joined({format(e.voltage, s), " at its terminals"});
    std::string const drawn = e.need.current.value() > 0 ? joined({", ", format(e.current, s), " drawn"})
                                                         : std::string{", its current is not stated"};
    std::string const needed =
        e.required.value() > 0 ? joined({", ", format(e.required, s), " needed"}) : std::string{};
    std::string need{word_for(e.need.kind)};
    if (e.need.max_voltage.value() > 0)
        need += joined({", ", engineering(e.need.min_voltage.value(), "V", s, zeros::trimmed), " to ",
                        engineering(e.need.max_voltage.value(), "V", s, zeros::trimmed)});
    switch (e.state) {
    case power_state::not_needed:
        return e.need.kind == power_kind::battery ? "not needed; it has a battery" : "not needed, and none arrives";
    case power_state::powered: return joined({"powered; ", from, ", ", at_terminals, drawn, needed});
    case power_state::marginal:
        return joined({"marginal; ", from, ", ", at_terminals, drawn, needed, "; only ", format(e.least_voltage, s),
                       " if the supply is at the lower end of its tolerance"});
    case power_state::unsupplied: return joined({"unsupplied; it needs ", need, ", and nothing supplies it"});
    case power_state::blocked:
        return joined({"blocked; it needs ", need, ", and ", obstacle, " keeps away the ", from});
    case power_state::shorted:
        return joined({"shorted; ", obstacle, " grounds one conductor of the ", from, ": ", format(e.fault_current, s),
                       " into ground, ", at_terminals, needed});
    case power_state::wrong_kind:
        return joined({"wrong kind; it needs ", need, ", and gets ", from, ", ", format(e.feed.supply, s)});
    case power_state::too_low: return joined({"too low; ", from, ", ", at_terminals, drawn, needed});
    case power_state::too_high:
        return joined({"too high; ", from, " of ", format(e.feed.supply, s), ", ", at_terminals, drawn, "; it stands ",
                       format(e.need.max_voltage, s)});
    case power_state::over_current:
        return joined({"over current; ", from, ", which gives ", format(e.feed.limit, s), " at most; it draws ",
                       format(e.need.current, s), ", ", at_terminals, needed});
    case power_state::exposed: {
        std::string out = joined({"exposed; it needs none and gets ", from, ", ", at_terminals});
        if (e.current.value() > 0) out += joined({", ", format(e.current, s), " through it"});
        else out += ", no current through it";
        if (e.fault_current.value() > 0)
            out += joined({"; ", obstacle, " grounds one conductor, ", format(e.fault_current, s), " into ground"});
        return out;
    }
    }
    return "?";
}

/// A finding with its reason and remedy.
inline void add_finding(std::string& out, finding const& f, text_style const& s) {
    std::string start = joined({"  ", printable(f.id, s), " "});
    std::size_t const indent = columns(start);
    std::string_view const word = word_for(f.severity);
    start += joined({word, spaces(9 - word.size())});
    // What has no title of its own, an impossible value of the whole chain, has its reason for one.
    std::string_view const title = f.title.empty() ? f.reason : f.title;
    std::string what = fill_in(title, f, s);
    bool const named = title.find("{stage}") != std::string_view::npos || std::string_view{f.stage}.empty();
    if (!named) what = joined({printable(f.stage, s), ": ", what});
    out += start;
    add_wrapped(out, what, columns(start), columns(start), s);
    if (!f.reason.empty() && !f.title.empty()) add_paragraph(out, fill_in(f.reason, f, s), indent, s);
    if (f.remedy.empty()) return;
    std::string const arrow = joined({arrow_sign.in(s), " "});
    std::size_t const hang = indent + columns(arrow);
    out += joined({spaces(indent), arrow});
    add_wrapped(out, fill_in(f.remedy, f, s), hang, hang, s);
}

} // namespace detail

/// Impossible values, one per line: "component: field = value unit: reason". Empty if there are none.
[[nodiscard]] inline std::string to_text(problem_list const& problems, text_style const& s = {}) {
    std::string out;
    detail::add_problems(out, problems, 0, s);
    return out;
}

/// The budget: conditions, a row for every stage, and the figures of the whole chain. Where the width is short, columns
/// are left out: impedances, peak, clips at, gain, SNR, noise, in that order.
[[nodiscard]] inline std::string to_text(budget_view const& b, text_style const& s = {}) {
    std::string out;
    detail::add_heading(out, b, s);
    if (!b.valid()) {
        out += "not computed:\n";
        detail::add_problems(out, b.problems(), 2, s);
        return out;
    }
    detail::add_stages(out, b, s);
    detail::add_summary(out, b, s);
    return out;
}
template <class Storage, class Excitation>
[[nodiscard]] std::string to_text(basic_budget<Storage, Excitation> const& b, text_style const& s = {}) {
    return to_text(b.view(), s);
}

/// The verdict, then every finding with its reason and remedy, the gravest first.
[[nodiscard]] inline std::string to_text(diagnosis const& d, text_style const& s = {}) {
    constexpr severity gravest_first[] = {severity::danger, severity::error, severity::warning, severity::unknown,
                                          severity::info};
    std::string counts;
    for (severity const v : gravest_first) {
        std::size_t n = 0;
        for (finding const& f : d.findings())
            if (f.severity == v) ++n;
        if (n == 0) continue;
        bool const countable = v == severity::danger || v == severity::error || v == severity::warning;
        counts += detail::joined(
            {counts.empty() ? "" : ", ", std::to_string(n), " ", detail::word_for(v), countable && n > 1 ? "s" : ""});
    }
    if (!counts.empty()) counts = detail::joined({" (", counts, ")"});
    std::string out;
    detail::add_line(out, detail::joined({"verdict: ", detail::word_for(d.verdict()), counts}), s);
    for (severity const v : gravest_first)
        for (finding const& f : d.findings())
            if (f.severity == v) detail::add_finding(out, f, s);
    if (d.findings().dropped() > 0)
        out += detail::joined({"  and ", std::to_string(d.findings().dropped()), " more\n"});
    return out;
}

/// Who needs power, and what becomes of it.
[[nodiscard]] inline std::string to_text(power_report const& report, text_style const& s = {}) {
    std::string out;
    for (power_entry const& e : report) {
        std::string line =
            detail::joined({"power of ", detail::printable_name(e.name, s), ": ", detail::power_sentence(e, s)});
        if (e.loaded) line += "; a resistor to ground on the way takes current away";
        if (e.at_risk) line += "; it can be harmed";
        detail::add_line(out, line, s);
    }
    if (report.empty()) out = "power: nothing to report\n";
    if (report.dropped() > 0) out += detail::joined({"and ", std::to_string(report.dropped()), " more\n"});
    return out;
}

// ---- streams ----

inline std::ostream& operator<<(std::ostream& out, budget_view const& b) { return out << to_text(b); }
template <class Storage, class Excitation>
std::ostream& operator<<(std::ostream& out, basic_budget<Storage, Excitation> const& b) {
    return out << to_text(b);
}
inline std::ostream& operator<<(std::ostream& out, diagnosis const& d) { return out << to_text(d); }
inline std::ostream& operator<<(std::ostream& out, power_report const& p) { return out << to_text(p); }
inline std::ostream& operator<<(std::ostream& out, problem_list const& p) { return out << to_text(p); }

inline std::ostream& operator<<(std::ostream& out, decibels d) { return out << format(d); }
inline std::ostream& operator<<(std::ostream& out, voltage_level l) { return out << format(l); }
inline std::ostream& operator<<(std::ostream& out, sound_level l) { return out << format(l); }
inline std::ostream& operator<<(std::ostream& out, digital_level l) { return out << format(l); }
inline std::ostream& operator<<(std::ostream& out, excitation const& e) { return out << format(e); }
inline std::ostream& operator<<(std::ostream& out, figure const& f) { return out << format(f); }
template <class Level>
std::ostream& operator<<(std::ostream& out, noise_level<Level> const& n) {
    return out << format(n);
}
template <class Q>
requires detail::is_quantity<Q> std::ostream& operator<<(std::ostream& out, Q const& q) { return out << format(q); }

} // namespace gainstage

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

namespace detail {

[[nodiscard]] inline std::string spice_of_problems(problem_list const& problems) {
    std::string out = "* no circuit:\n";
    for (char const c : to_text(problems, {.ascii = true})) (out += c == '\n' || out.back() != '\n' ? "" : "* ") += c;
    return out;
}

[[nodiscard]] inline problem_list check_spice(problem_list const& of_chain, excitation level, spice_options const& o) {
    problem_list problems = check_conditions(of_chain, level, o.conditions);
    component_name const options = "options";
    if (o.points_per_decade < 1)
        field_checks(options, problems).fail("points_per_decade", o.points_per_decade, "", "must be greater than zero");
    return problems;
}
[[nodiscard]] inline std::string spice_of_circuit(circuit const& c, excitation level, spice_options const& options) {
    spice_writer writer(c);
    for (std::size_t k = 0; k < c.stages.size(); ++k) writer.stage(c, k);
    return writer.netlist(level, options);
}

} // namespace detail

/// The chain as a netlist. Its source has AC 1: v(stage) is in volts per pascal or per volt of the source's open
/// circuit; in a transient it is a sine of `level` at the conditions' frequency. An impossible value gives a netlist
/// without a circuit, whose comments say why.
///
///   std::ofstream("chain.cir") << to_spice(microphone{} >> preamp{} >> line_input{}, 94_dBSPL);
template <class... C>
[[nodiscard]] std::string to_spice(chain<C...> const& c, excitation_of<chain<C...>> level,
                                   spice_options const& options = {}) {
    using type = chain<C...>;
    static_assert(type::has_source, "this chain has no source: begin it with a microphone or a line output");
    static_assert(type::has_load, "this chain has no load: end it with a line input");
    if constexpr (type::has_source && type::has_load) {
        auto const problems = detail::check_spice(c.validate(), level, options);
        if (!problems.empty()) return detail::spice_of_problems(problems);
        auto const low = c.lower();
        return detail::spice_of_circuit(low.view(), level, options);
    }
}
/// The same for a dynamic_chain; one without source or load, or a level of the wrong kind, has its comment too.
[[nodiscard]] inline std::string to_spice(dynamic_chain const& c, excitation level, spice_options const& options = {}) {
    auto const problems = detail::check_spice(c.validate(level), level, options);
    if (!problems.empty()) return detail::spice_of_problems(problems);
    auto const low = c.lower();
    return detail::spice_of_circuit(low.view(), level, options);
}

} // namespace gainstage
#endif // GAINSTAGE_CORE_ONLY
