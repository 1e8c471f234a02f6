// SPDX-License-Identifier: BSL-1.0
// The switches of headers that hold all their mutants (switch.awk): MUTANT in the environment names the one that is on. In a
// constant expression none is.
#pragma once

#include <chrono>
#include <concepts>
#include <cstdlib>
#include <fstream>
#include <type_traits>

namespace mutation {

inline int active = std::getenv("MUTANT") != nullptr ? std::atoi(std::getenv("MUTANT")) : 0;

/// How many microseconds the program took, and which switches it has asked, written to the file that ASKED names.
struct asked_switches {
    static constexpr int most = 9999;
    std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
    bool asked[most + 1] = {};
    ~asked_switches() {
        char const* const file = std::getenv("ASKED");
        if (file == nullptr) return;
        std::ofstream out{file};
        out << (std::chrono::steady_clock::now() - start) / std::chrono::microseconds{1} << '\n';
        for (int n = 0; n <= most; ++n)
            if (asked[n]) out << n << '\n';
    }
};
inline asked_switches switches;

constexpr bool on(int n) {
    if (std::is_constant_evaluated()) return false;
    switches.asked[n] = true;
    return n == active;
}

// What a test asserts at compile time, at run time: header.sh writes these instead of static_assert.
template <class T>
bool holds(T const& condition, char const* = "") {
    return static_cast<bool>(condition);
}
#define MUTATION_HOLDS(...) CHECK(mutation::holds(__VA_ARGS__))
#define MUTATION_CASE(...)                                                                                             \
    TEST_CASE("static_assert") { MUTATION_HOLDS(__VA_ARGS__); }
/// And what it computes at compile time outside of a function: auto const x = late{} |= what x is.
struct late {};
template <class T>
T operator|=(late, T value) {
    return value;
}

/// Stands between an operator and the same once more: a + op(n) + b is a + b, or a - b where the switch is on.
struct op {
    int n;
    constexpr explicit op(int number) : n{number} {}
};

// An operator that the operands do not have instead, or that makes another type of them, is not asked.
#define MUTATION_OPERATOR(name, sign, instead)                                                                         \
    template <class A>                                                                                                 \
    struct name {                                                                                                      \
        A const& a;                                                                                                    \
        int n;                                                                                                         \
        template <class B>                                                                                             \
        constexpr auto operator sign(B const& b) const {                                                               \
            if constexpr (requires { requires std::same_as<decltype(a instead b), decltype(a sign b)>; })              \
                if (on(n)) return a instead b;                                                                         \
            return a sign b;                                                                                           \
        }                                                                                                              \
    };                                                                                                                 \
    template <class A>                                                                                                 \
    constexpr name<A> operator sign(A const& a, op o) {                                                                \
        return {a, o.n};                                                                                               \
    }
MUTATION_OPERATOR(plus, +, -)
MUTATION_OPERATOR(minus, -, +)
MUTATION_OPERATOR(times, *, /)
MUTATION_OPERATOR(over, /, *)
MUTATION_OPERATOR(less, <, >=)
MUTATION_OPERATOR(greater, >, <=)
MUTATION_OPERATOR(at_most, <=, >)
MUTATION_OPERATOR(at_least, >=, <)
MUTATION_OPERATOR(equal, ==, !=)
MUTATION_OPERATOR(unequal, !=, ==)
#undef MUTATION_OPERATOR

// To the right they bind first: a += (op(n) += b).
#define MUTATION_ASSIGNMENT(name, sign, instead)                                                                       \
    template <class B>                                                                                                 \
    struct name {                                                                                                      \
        B const& b;                                                                                                    \
        int n;                                                                                                         \
    };                                                                                                                 \
    template <class B>                                                                                                 \
    constexpr name<B> operator sign(op o, B const& b) {                                                                \
        return {b, o.n};                                                                                               \
    }                                                                                                                  \
    template <class A, class B>                                                                                        \
    constexpr decltype(auto) operator sign(A& a, name<B> by) {                                                         \
        if constexpr (requires { a instead by.b; }) return on(by.n) ? a instead by.b : a sign by.b;                    \
        else return a sign by.b;                                                                                       \
    }
MUTATION_ASSIGNMENT(added, +=, -=)
MUTATION_ASSIGNMENT(multiplied, *=, /=)
#undef MUTATION_ASSIGNMENT

} // namespace mutation
