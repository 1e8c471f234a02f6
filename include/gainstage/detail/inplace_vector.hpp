// SPDX-License-Identifier: BSL-1.0
// A vector of fixed capacity: no heap, usable in constant expressions.
#pragma once

#include <gainstage/version.hpp>

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
