// SPDX-License-Identifier: BSL-1.0
// A vector of fixed capacity: no heap, usable in constant expressions.
#pragma once

#include <gainstage/version.hpp>

#include <array>
#include <cstddef>
#include <memory>
#include <type_traits>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// Holds up to N values. What does not fit is counted by dropped(), never written past the end. What is not held is
/// neither initialized nor copied, except in a constant expression.
template <class T, std::size_t N>
class inplace_vector {
    static_assert(std::is_trivially_destructible_v<T>);

public:
    constexpr inplace_vector() {
        if (std::is_constant_evaluated()) {
            std::construct_at(&items_);
            // GCC 12 takes an array of which only some elements were assigned for no constant, if they hold quantities.
            for (T& item : items_) item = T{};
        }
    }
    constexpr inplace_vector(inplace_vector const& other) : inplace_vector() { assign(other); }
    constexpr inplace_vector& operator=(inplace_vector const& other) {
        if (this != &other) assign(other);
        return *this;
    }
    constexpr ~inplace_vector() = default;

    constexpr void push_back(T const& value) {
        if (size_ < N) std::construct_at(items_.data() + size_++, value);
        else ++dropped_;
    }
    [[nodiscard]] constexpr std::size_t size() const { return size_; }
    [[nodiscard]] constexpr bool empty() const { return size_ == 0; }
    /// How many values came after the vector was full.
    [[nodiscard]] constexpr std::size_t dropped() const { return dropped_; }
    [[nodiscard]] constexpr T const* begin() const { return items_.data(); }
    [[nodiscard]] constexpr T const* end() const { return items_.data() + size_; }
    [[nodiscard]] constexpr T const& operator[](std::size_t i) const { return items_[i]; }
    [[nodiscard]] constexpr T& operator[](std::size_t i) { return items_[i]; }

private:
    constexpr void assign(inplace_vector const& other) {
        for (std::size_t i = 0; i < other.size_; ++i) std::construct_at(items_.data() + i, other[i]);
        size_ = other.size_;
        dropped_ = other.dropped_;
    }

    union {
        std::array<T, N> items_;
    };
    std::size_t size_ = 0;
    std::size_t dropped_ = 0;
};

} // namespace gainstage::detail
