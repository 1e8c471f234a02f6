// SPDX-License-Identifier: BSL-1.0
// How the tests compare numbers: an expected value and how far off it may be, both printed when a check fails.
//
//   CHECK(budget.noise_figure().value() == within(5.006, 0.001));
//
// A check of levels or quantities that fails reads in dB and in units: report/text.hpp tells doctest how.
#pragma once

#include <gainstage/quantity.hpp>
#include <gainstage/report/text.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <ostream>

namespace test {

inline constexpr double infinity = std::numeric_limits<double>::infinity();
inline constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// An expected number and the greatest absolute error. NaN is within nothing; infinity only within itself.
struct within {
    double expected;
    double absolute;

    constexpr within(double number, double largest_error) : expected(number), absolute(largest_error) {}

    friend bool operator==(double actual, within const& w) {
        return actual == w.expected || std::abs(actual - w.expected) <= w.absolute;
    }
    friend bool operator!=(double actual, within const& w) { return !(actual == w); }
    friend std::ostream& operator<<(std::ostream& out, within const& w) {
        auto const digits = out.precision(10);
        out << w.expected << " +- " << w.absolute;
        out.precision(digits);
        return out;
    }
};

/// The same, with an error relative to the expected number.
inline within within_part(double expected, double part) { return {expected, std::abs(expected) * part}; }

/// A quantity from its value in SI units, for numbers from a table.
template <class Quantity>
constexpr Quantity si(double value) {
    return Quantity{Quantity::boost_quantity::from_value(value)};
}

} // namespace test
