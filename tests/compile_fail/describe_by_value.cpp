// SPDX-License-Identifier: BSL-1.0
// describe() fills in what it is given: a copy would be lost.
// topic: Your own components, rules and curves
// cure: Take the `stage_info` by reference.
// expect-first: describe\(\) of a component is .void describe\(gainstage::stage_info&\) const.
// max-bytes-gcc: 1500
// max-bytes-clang: 1700
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

struct fuse {
    gs::component_name name = "fuse";
    constexpr std::array<gs::element, 1> elements() const { return {gs::series_resistor(10_ohm)}; }
#ifdef TWIN
    constexpr void describe(gs::stage_info& s) const { s.dc.blocks = true; }
#else
    constexpr void describe(gs::stage_info s) const { s.dc.blocks = true; }
#endif
};

constexpr auto chain = gs::line_output{} >> fuse{} >> gs::line_input{};
