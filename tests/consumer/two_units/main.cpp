// SPDX-License-Identifier: BSL-1.0
#include <gainstage/catalog/catalog.hpp>
#include <gainstage/gainstage.hpp>
#include <gainstage/report/spice.hpp>
#include <gainstage/report/text.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

gs::voltage_level level_here();
void const* address_here();

int main() {
    auto const budget = gs::analyze(gs::catalog::shure_sm58 >> gs::preamp{.gain = 40_dB} >> gs::line_input{}, 94_dBSPL);
    bool const same = budget.output().level.dBu() == level_here().dBu() && address_here() == &gs::catalog::shure_sm58;
    return same && !gs::to_text(budget).empty() ? 0 : 1;
}
