// SPDX-License-Identifier: BSL-1.0
// A component has a name: every figure is found and reported by it.
// topic: Your own components, rules and curves
// cure: Write `gs::component_name name = "fuse";`.
// expect-first: a component has a name: .gainstage::component_name name
// max-bytes-gcc: 1400
// max-bytes-clang: 1600
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

struct fuse {
#ifdef TWIN
    gs::component_name name = "fuse";
#else
    gs::impedance resistance = 1_ohm;
#endif
    constexpr std::array<gs::element, 1> elements() const { return {gs::series_resistor(10_ohm)}; }
};

constexpr auto chain = gs::line_output{} >> fuse{} >> gs::line_input{};
