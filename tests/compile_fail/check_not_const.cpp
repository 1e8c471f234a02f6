// SPDX-License-Identifier: BSL-1.0
// A chain is constant: a check() that is not would be passed over.
// topic: Your own components, rules and curves
// cure: Write `const` behind `check()`.
// expect-first: check\(\) of a component is .void check\(gainstage::field_checks&\) const.
// max-bytes-gcc: 1400
// max-bytes-clang: 1600
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

struct fuse {
    gs::component_name name = "fuse";
    gs::impedance value = 1_ohm;
    constexpr std::array<gs::element, 1> elements() const { return {gs::series_resistor(value)}; }
#ifdef TWIN
    constexpr void check(gs::field_checks& f) const { f.positive("value", value); }
#else
    constexpr void check(gs::field_checks& f) { f.positive("value", value); }
#endif
};

constexpr auto chain = gs::line_output{} >> fuse{} >> gs::line_input{};
