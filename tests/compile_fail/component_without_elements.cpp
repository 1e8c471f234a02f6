// SPDX-License-Identifier: BSL-1.0
// A component says which elements it is made of.
// topic: Your own components, rules and curves
// cure: Write `constexpr std::array<gs::element, N> elements() const`.
// expect-first: a component has .elements\(\) const. .*that returns a std::array of gainstage::element
// max-bytes-gcc: 1500
// max-bytes-clang: 1700
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

struct fuse {
    gs::component_name name = "fuse";
#ifdef TWIN
    constexpr std::array<gs::element, 1> elements() const { return {gs::series_resistor(10_ohm)}; }
#else
    constexpr std::array<gs::element, 1> parts() const { return {gs::series_resistor(10_ohm)}; }
#endif
};

constexpr auto chain = gs::line_output{} >> fuse{} >> gs::line_input{};
