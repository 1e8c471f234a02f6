// SPDX-License-Identifier: BSL-1.0
// A source is driven by a sound level or by a voltage level.
// topic: Your own components, rules and curves
// cure: `using excitation = gs::voltage_level;`.
// expect-first: .excitation. of a source is gainstage::sound_level or gainstage::voltage_level
// max-bytes-gcc: 1500
// max-bytes-clang: 1600
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

struct generator {
    gs::component_name name = "generator";
#ifdef TWIN
    using excitation = gs::voltage_level;
#else
    using excitation = gs::voltage;
#endif
    constexpr std::array<gs::element, 1> elements() const { return {gs::voltage_source()}; }
};

constexpr auto chain = generator{} >> gs::line_input{};
