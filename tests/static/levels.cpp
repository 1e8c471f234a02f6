// SPDX-License-Identifier: BSL-1.0
// What levels and quantities can and cannot be combined with, held by the compiler.
#include <gainstage/gainstage.hpp>

#include <concepts>
#include <type_traits>

namespace gs = gainstage;
using namespace gainstage::literals;

template <class A, class B>
concept addable = requires(A a, B b) {
    a + b;
};
template <class A, class B>
concept subtractable = requires(A a, B b) {
    a - b;
};
template <class A, class B>
concept comparable = requires(A a, B b) {
    a < b;
};

static_assert(!addable<gs::voltage_level, gs::voltage_level>);
static_assert(!addable<gs::sound_level, gs::sound_level>);
static_assert(!addable<decltype(4_dBu), decltype(10_dBV)>);
static_assert(!addable<gs::voltage_level, double>);
static_assert(!subtractable<gs::voltage_level, gs::sound_level>);
static_assert(!subtractable<gs::decibels, gs::voltage_level>);
static_assert(!comparable<gs::voltage_level, gs::sound_level>);
static_assert(!comparable<gs::voltage_level, double>);
static_assert(!comparable<gs::decibels, double>);
static_assert(addable<gs::voltage_level, gs::decibels>);
static_assert(std::same_as<decltype(4_dBu - 10_dBV), gs::decibels>);
static_assert(std::same_as<decltype(94_dBSPL + 6_dB), gs::sound_level>);

static_assert(!std::is_convertible_v<double, gs::voltage_level>);
static_assert(!std::is_convertible_v<int, gs::decibels>);
static_assert(!std::is_convertible_v<gs::sound_level, gs::voltage_level>);
static_assert(!std::is_convertible_v<gs::voltage, gs::voltage_level>);
static_assert(!std::is_convertible_v<gs::decibels, gs::voltage_level>);
static_assert(!std::is_convertible_v<gs::voltage, gs::impedance>);
static_assert(!std::is_convertible_v<int, gs::voltage>);
static_assert(!std::is_convertible_v<std::nullptr_t, gs::voltage>);
static_assert(!std::is_constructible_v<gs::voltage, int>);
static_assert(!std::is_constructible_v<gs::voltage, std::nullptr_t>);
static_assert(!std::is_constructible_v<gs::impedance, double>);
static_assert(std::is_convertible_v<decltype(5_V + 3_mV), gs::voltage>);
static_assert(std::is_convertible_v<decltype(2_mA * 600_ohm), gs::voltage>);
static_assert(std::numeric_limits<gs::voltage>::is_specialized);

// -10 dBV is a level of -10 dBV: the minus belongs to the number, and a level has none.
static_assert((-10_dBV).dBV() == -10.0);
static_assert((-(4_dBu)).dBu() == -4.0);
template <class T>
concept negatable = requires(T t) {
    -t;
};
static_assert(!negatable<gs::voltage_level> && !negatable<gs::sound_level> && negatable<gs::decibels>);

int main() {}
