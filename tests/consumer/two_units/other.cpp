// SPDX-License-Identifier: BSL-1.0
// The second translation unit that includes everything: nothing is defined twice.
#include <gainstage/catalog/catalog.hpp>
#include <gainstage/gainstage.hpp>
#include <gainstage/report/spice.hpp>
#include <gainstage/report/text.hpp>

#include <type_traits>

namespace gs = gainstage;
using namespace gainstage::literals;

gs::voltage_level level_here() {
    return gs::analyze(gs::catalog::shure_sm58 >> gs::preamp{.gain = 40_dB} >> gs::line_input{}, 94_dBSPL)
        .output()
        .level;
}
// The address of an inline variable is the same in both units.
void const* address_here() { return &gs::catalog::shure_sm58; }

// What the linker sees carries the version: two versions in one program do not meet.
static_assert(std::is_same_v<gs::voltage_level, gs::GAINSTAGE_VERSION_NAMESPACE::voltage_level>);
