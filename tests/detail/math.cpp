// SPDX-License-Identifier: BSL-1.0

// Constant evaluation rounds every operation. So must the run-time calls below, even where the processor computes
// a * b + c in one.
#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#elif defined(__GNUC__)
#pragma GCC optimize("fp-contract=off")
#elif defined(_MSC_VER)
#pragma fp_contract(off)
#endif

#include <gainstage/detail/math.hpp>

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

// Expected numbers are exact, or those of the standard library's <cmath>. Distances are in ulps: doubles apart.

namespace {

namespace detail = gainstage::detail;
namespace constant = gainstage::detail::constant;
using limits = std::numeric_limits<double>;

constexpr double infinity = limits::infinity();
constexpr double nan = limits::quiet_NaN();
constexpr double largest = (limits::max)();
constexpr double smallest_normal = (limits::min)();
constexpr double smallest = limits::denorm_min();

constexpr bool same_bits(double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

// The standard's functions under our names.
namespace standard {
double sqrt(double x) { return std::sqrt(x); }
double ln(double x) { return std::log(x); }
double log10(double x) { return std::log10(x); }
double exp(double x) { return std::exp(x); }
double exp10(double x) { return std::pow(10.0, x); }
double atan(double x) { return std::atan(x); }
double asin(double x) { return std::asin(x); }
double abs(double x) { return std::fabs(x); }
} // namespace standard

// Consecutive doubles have consecutive numbers, from -infinity to infinity.
constexpr std::uint64_t ordinal(double x) {
    auto const bits = std::bit_cast<std::uint64_t>(x);
    constexpr std::uint64_t middle = std::uint64_t{1} << 63;
    return (bits & middle) != 0 ? middle - (bits & ~middle) : middle + bits;
}

// How many doubles a is away from b: 0 between two NaNs, beyond any bound between a NaN and a number, between an
// infinity and a finite number, and between 0 and -0.
constexpr std::uint64_t ulps(double a, double b) {
    constexpr std::uint64_t beyond = std::uint64_t{1} << 63;
    if (a != a || b != b) {
        return a != a && b != b ? 0 : beyond;
    }
    if (same_bits(a, b)) {
        return 0;
    }
    if (a == b || a == infinity || a == -infinity || b == infinity || b == -infinity) {
        return beyond;
    }
    return ordinal(a) > ordinal(b) ? ordinal(a) - ordinal(b) : ordinal(b) - ordinal(a);
}

static_assert(ulps(1.0, 1.0) == 0);
static_assert(ulps(1.0, 1.0 + limits::epsilon()) == 1);
static_assert(ulps(smallest, -smallest) == 2);
static_assert(ulps(nan, nan) == 0);
static_assert(ulps(nan, 1.0) > 1000);
static_assert(ulps(0.0, -0.0) > 1000);
static_assert(ulps(largest, infinity) > 1000);

double next_up(double x) { return std::nextafter(x, infinity); }

double next_down(double x) { return std::nextafter(x, -infinity); }

// Each x with its two neighbours, and the negatives of all.
std::vector<double> with_neighbours(std::vector<double> const& values) {
    std::vector<double> all;
    for (double const x : values) {
        for (double const y : {next_down(x), x, next_up(x)}) {
            all.push_back(y);
            all.push_back(-y);
        }
    }
    return all;
}

// 1e-30, 1e-29, ... 1e30, each the double nearest to it.
std::vector<double> powers_of_ten() {
    std::vector<double> powers;
    for (int n = -30; n <= 30; ++n) {
        powers.push_back(std::stod("1e" + std::to_string(n)));
    }
    return powers;
}

std::vector<double> corner_cases() {
    std::vector<double> values;
    for (double const x : {0.0,
                           smallest,
                           3 * smallest,
                           smallest_normal / 3,
                           smallest_normal,
                           0.1,
                           0.5,
                           0.75,
                           1.0,
                           1.5,
                           2.0,
                           3.0,
                           4.0,
                           10.0,
                           1e60,
                           1e-60,
                           1e300,
                           1e-300,
                           largest,
                           infinity}) {
        values.push_back(x);
    }
    // Where the algorithms change branch.
    for (double const x : {0x1p-27, 0x1p-60, 0x1p60, 0x1p500, 0x1p-500, 0x1p54, 1.4142135, 0.70710678, 709.782712893384,
                           308.25471555991674, 323.60724533877976, 307.65265556858878, 324.0, 708.3964185322641,
                           745.1332191019411, 746.0}) {
        values.push_back(x);
    }
    for (int i = 1; i < 16; ++i) {
        values.push_back(i / 16.0);
    }
    std::vector<double> all = with_neighbours(values);
    all.push_back(nan);
    return all;
}

// 100,000 numbers, |x| = 2^low..2^high, log-uniform, of either sign.
std::vector<double> random_values(double low, double high) {
    std::mt19937_64 generator{20'260'801}; // NOLINT(cert-msc51-cpp): the same numbers in each run
    std::vector<double> values;
    for (int i = 0; i < 100'000; ++i) {
        auto const bits = generator();
        double const uniform = static_cast<double>(bits >> 11) * 0x1p-53;
        double const x = std::exp2(low + (high - low) * uniform);
        values.push_back((bits & 1) != 0 ? -x : x);
    }
    return values;
}

struct deviation {
    std::uint64_t ulps = 0;
    double argument = 0.0;
};

template <typename Ours, typename Standard>
deviation worst(Ours const& ours, Standard const& standard, std::vector<double> const& arguments) {
    deviation result;
    for (double const x : arguments) {
        std::uint64_t const distance = ulps(ours(x), standard(x));
        if (distance > result.ulps) {
            result = {distance, x};
        }
    }
    return result;
}

// At the powers of ten, in the corners, at random with |x| = 2^low..2^high, and at random over all magnitudes.
template <typename Ours, typename Standard>
void check_within(std::uint64_t bound, Ours const& ours, Standard const& standard, double low, double high) {
    for (auto const& arguments :
         {with_neighbours(powers_of_ten()), corner_cases(), random_values(low, high), random_values(-1074.0, 1023.9)}) {
        deviation const found = worst(ours, standard, arguments);
        CAPTURE(found.argument);
        CHECK(found.ulps <= bound);
    }
}

// Usable in constant expressions, with the library's own names.

static_assert(detail::sqrt(4.0) == 2.0);
static_assert(detail::sqrt(2.0) == 1.4142135623730951);
static_assert(detail::sqrt(smallest) == 0x1p-537);
static_assert(detail::sqrt(largest) == 0x1.fffffffffffffp+511);
static_assert(detail::sqrt(infinity) == infinity);
static_assert(same_bits(detail::sqrt(-0.0), -0.0));
static_assert(detail::is_nan(detail::sqrt(-1.0)));

static_assert(detail::log10(1.0) == 0.0);
static_assert(detail::log10(10.0) == 1.0);
static_assert(detail::log10(1000.0) == 3.0);
static_assert(detail::log10(0.1) == -1.0);
static_assert(detail::log10(0.01) == -2.0);
static_assert(detail::log10(0.001) == -3.0);
static_assert(detail::log10(1e30) == 30.0);
static_assert(detail::log10(1e-30) == -30.0);
static_assert(detail::log10(0.0) == -infinity);
static_assert(detail::log10(-0.0) == -infinity);
static_assert(detail::log10(infinity) == infinity);
static_assert(detail::is_nan(detail::log10(-1.0)));
static_assert(detail::is_nan(detail::log10(-infinity)));
static_assert(detail::is_nan(detail::log10(nan)));
static_assert(ulps(detail::log10(smallest), -323.3062153431158) <= 1);

static_assert(detail::ln(1.0) == 0.0);
static_assert(detail::ln(2.0) == 0.6931471805599453);
static_assert(detail::ln(10.0) == 2.302585092994046);
static_assert(detail::ln(0.0) == -infinity);
static_assert(detail::is_nan(detail::ln(-1.0)));

static_assert(detail::exp(0.0) == 1.0);
static_assert(detail::exp(1.0) == 2.718281828459045);
static_assert(detail::exp(infinity) == infinity);
static_assert(detail::exp(-infinity) == 0.0);
static_assert(detail::exp(710.0) == infinity);
static_assert(detail::exp(-745.0) == smallest);
static_assert(detail::exp(-746.0) == 0.0);
static_assert(detail::is_nan(detail::exp(nan)));

static_assert(detail::exp10(0.0) == 1.0);
static_assert(detail::exp10(1.0) == 10.0);
static_assert(detail::exp10(22.0) == 1e22);
static_assert(detail::exp10(-2.0) == 0.01);
static_assert(detail::exp10(308.0) == 1e308);
static_assert(detail::exp10(309.0) == infinity);
static_assert(detail::exp10(largest) == infinity);
static_assert(detail::exp10(-323.0) == 1e-323);
static_assert(detail::exp10(-324.0) == 0.0);
static_assert(detail::exp10(-largest) == 0.0);
static_assert(detail::exp10(smallest) == 1.0);

static_assert(detail::atan(1.0) == 0.7853981633974483);
static_assert(detail::atan(infinity) == 1.5707963267948966);
static_assert(detail::atan(smallest) == smallest);
static_assert(same_bits(detail::atan(-0.0), -0.0));
static_assert(detail::atan2(1.0, -1.0) == 2.356194490192345);
static_assert(detail::atan2(-0.0, -1.0) == -3.141592653589793);
static_assert(detail::atan2(0.0, 1.0) == 0.0);
static_assert(detail::atan2(1.0, 0.0) == 1.5707963267948966);
static_assert(detail::atan2(infinity, -infinity) == 2.356194490192345);
static_assert(detail::atan2(largest, smallest) == 1.5707963267948966);
static_assert(same_bits(detail::atan2(-smallest, largest), -0.0));
static_assert(detail::is_nan(detail::atan2(nan, 1.0)));
static_assert(detail::is_nan(detail::atan2(1.0, nan)));
static_assert(detail::asin(1.0) == 1.5707963267948966);
static_assert(detail::asin(-1.0) == -1.5707963267948966);
static_assert(ulps(detail::asin(0.5), 0.5235987755982989) <= 1);
static_assert(detail::is_nan(detail::asin(1.0 + limits::epsilon())));

static_assert(same_bits(detail::abs(-0.0), 0.0));
static_assert(detail::abs(-1.5) == 1.5);
static_assert(detail::abs(-infinity) == infinity);
static_assert(detail::is_nan(detail::abs(nan)));
static_assert(detail::is_nan(nan) && detail::is_nan(-nan) && !detail::is_nan(infinity) && !detail::is_nan(largest));
static_assert(detail::is_finite(largest) && detail::is_finite(-0.0) && detail::is_finite(smallest));
static_assert(!detail::is_finite(infinity) && !detail::is_finite(-infinity) && !detail::is_finite(nan));

// Three hundred logarithms and exponentials within one constant expression.
constexpr double round_trips(int count) {
    double furthest = 0.0;
    for (int i = 0; i < count; ++i) {
        double const x = -60.0 + 0.4 * i;
        double const error = detail::abs(detail::log10(detail::exp10(x)) - x);
        furthest = error > furthest ? error : furthest;
    }
    return furthest;
}

static_assert(round_trips(300) < 60.0 * limits::epsilon());

} // namespace

TEST_CASE("the constant functions agree with the standard's") {
    SUBCASE("sqrt, which IEEE 754 wants correctly rounded") {
        check_within(0, constant::sqrt, standard::sqrt, -1.0, 2.0);
    }
    SUBCASE("ln") { check_within(1, constant::ln, standard::ln, -1.0, 1.0); }
    SUBCASE("log10") { check_within(2, constant::log10, standard::log10, -1.0, 1.0); }
    SUBCASE("exp") { check_within(1, constant::exp, standard::exp, -10.0, 9.55); }
    SUBCASE("exp10") { check_within(1, constant::exp10, standard::exp10, -10.0, 8.35); }
    SUBCASE("atan") { check_within(1, constant::atan, standard::atan, -10.0, 10.0); }
    SUBCASE("asin") { check_within(1, constant::asin, standard::asin, -10.0, 0.01); }
    SUBCASE("abs") { check_within(0, constant::abs, standard::abs, -10.0, 10.0); }
}

TEST_CASE("atan2 agrees with the standard's") {
    auto const furthest = [](std::vector<double> const& ys, std::vector<double> const& xs) {
        deviation result;
        for (double const y : ys) {
            deviation const found =
                worst([&](double x) { return constant::atan2(y, x); }, [&](double x) { return std::atan2(y, x); }, xs);
            result = found.ulps > result.ulps ? found : result;
        }
        return result;
    };
    std::vector<double> special = corner_cases();
    for (double const x : powers_of_ten()) {
        special.push_back(x);
        special.push_back(-x);
    }
    deviation const found = furthest(special, special);
    CAPTURE(found.argument);
    CHECK(found.ulps <= 1);

    std::vector<double> ys = random_values(-5.0, 5.0);
    std::vector<double> const xs = random_values(-3.0, 4.0);
    deviation random;
    for (std::size_t i = 0; i < ys.size(); ++i) {
        std::size_t const j = (i * 7919) % xs.size();
        std::uint64_t const distance = ulps(constant::atan2(ys[i], xs[j]), std::atan2(ys[i], xs[j]));
        random = distance > random.ulps ? deviation{distance, ys[i]} : random;
    }
    CAPTURE(random.argument);
    CHECK(random.ulps <= 1);
}

// The bounds that constant_math.hpp states, against a long double of 64 bits or more (x86; quadruple precision elsewhere).
// Where a long double is a double nothing is compared.
TEST_CASE("as near to the exact result as stated") {
    using extended = std::numeric_limits<long double>;
    if (extended::digits < 64) {
        return;
    }
    auto const furthest = [](auto const& ours, auto const& exact, std::vector<double> const& arguments) {
        double most = 0.0;
        for (double const x : arguments) {
            long double const expected = exact(static_cast<long double>(x));
            double const size = static_cast<double>(std::fabs(expected));
            if (!(size >= smallest_normal && size <= largest)) {
                continue;
            }
            double const ulp = next_up(size) - size;
            most = std::fmax(most, static_cast<double>(std::fabs(static_cast<long double>(ours(x)) - expected)) / ulp);
        }
        return most;
    };
    CHECK(furthest(
              constant::sqrt, [](long double x) { return std::sqrt(x); }, random_values(-1.0, 2.0)) <= 0.501);
    for (double const high : {0.6, 30.0}) {
        auto const values = random_values(-high, high);
        CHECK(furthest(
                  constant::ln, [](long double x) { return std::log(x); }, values) <= 0.6);
        CHECK(furthest(
                  constant::log10, [](long double x) { return std::log10(x); }, values) <= 0.6);
    }
    CHECK(furthest(
              constant::exp, [](long double x) { return std::exp(x); }, random_values(-10.0, 9.4)) <= 0.6);
    auto const power_of_ten = [](long double x) { return std::pow(10.0L, x); };
    CHECK(furthest(constant::exp10, power_of_ten, random_values(-10.0, 8.2)) <= 0.6);
    for (double const low : {-30.0, -3.5}) {
        CHECK(furthest(
                  constant::atan, [](long double x) { return std::atan(x); }, random_values(low, 3.5)) <= 0.6);
        CHECK(furthest(
                  constant::asin, [](long double x) { return std::asin(x); }, random_values(low, 0.0)) <= 0.6);
    }
}

// To 26 places: OEIS A002162, A007524, A002392, A002285, A000796. A sum of both parts, as a long double, is off by 2^-64.
TEST_CASE("the constants in two parts") {
    if (std::numeric_limits<long double>::digits < 64) {
        return;
    }
    auto const apart = [](constant::double_double sum, long double exact) {
        long double const ours = static_cast<long double>(sum.hi) + static_cast<long double>(sum.lo);
        return static_cast<double>(std::fabs(ours / exact - 1.0L));
    };
    CHECK(apart(constant::ln_2, 0.69314718055994530941723212L) < 2e-19);
    CHECK(apart(constant::log10_2, 0.30102999566398119521373889L) < 2e-19);
    CHECK(apart(constant::ln_10, 2.30258509299404568401799145L) < 2e-19);
    CHECK(apart(constant::log10_e, 0.43429448190325182765112892L) < 2e-19);
    CHECK(apart(constant::pi, 3.14159265358979323846264338L) < 2e-19);
    CHECK(apart(constant::half_pi, 1.57079632679489661923132169L) < 2e-19);
    for (int i = 1; i <= 8; ++i) {
        CAPTURE(i);
        CHECK(apart(constant::atan_of_eighths[i], std::atan(static_cast<long double>(i) / 8)) < 2e-19);
    }
}

TEST_CASE("powers of ten and their logarithms are exact") {
    for (int n = -30; n <= 30; ++n) {
        double const power = std::stod("1e" + std::to_string(n));
        CAPTURE(n);
        CHECK(ulps(constant::log10(power), n) == 0);
        CHECK(ulps(detail::log10(power), n) == 0);
        CHECK(ulps(constant::exp10(n), power) == 0);
    }
}

TEST_CASE("numbers are classified as the standard does") {
    for (double const x : corner_cases()) {
        CAPTURE(x);
        CHECK(constant::is_nan(x) == std::isnan(x));
        CHECK(constant::is_finite(x) == std::isfinite(x));
        CHECK(detail::is_nan(x) == std::isnan(x));
        CHECK(detail::is_finite(x) == std::isfinite(x));
    }
}

TEST_CASE("at run time the functions are the standard's") {
    for (auto const& arguments : {corner_cases(), random_values(-10.0, 10.0)}) {
        CHECK(worst(detail::sqrt, standard::sqrt, arguments).ulps == 0);
        CHECK(worst(detail::ln, standard::ln, arguments).ulps == 0);
        CHECK(worst(detail::log10, standard::log10, arguments).ulps == 0);
        CHECK(worst(detail::exp, standard::exp, arguments).ulps == 0);
        CHECK(worst(detail::exp10, standard::exp10, arguments).ulps == 0);
        CHECK(worst(detail::atan, standard::atan, arguments).ulps == 0);
        CHECK(worst(detail::asin, standard::asin, arguments).ulps == 0);
        CHECK(worst(detail::abs, standard::abs, arguments).ulps == 0);
    }
    CHECK(ulps(detail::atan2(1.0, -2.0), std::atan2(1.0, -2.0)) == 0);
}
