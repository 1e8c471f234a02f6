// SPDX-License-Identifier: BSL-1.0
// The name of a component: owned, of fixed size, so that it can neither dangle nor allocate.
#pragma once

#include <gainstage/version.hpp>

#include <concepts>
#include <cstddef>
#include <string_view>

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
