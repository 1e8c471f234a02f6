// SPDX-License-Identifier: BSL-1.0
// The program whose instructions ../instructions.sh counts: so many analyses of the five-stage chain, with A-weighted
// band noise, by the library or by hand. Each begins with the datasheet values and ends with every figure of the
// budget.
#include "../five_stages.hpp"

#include <cstdlib>
#include <string_view>

int main(int count, char** arguments) {
    if (count != 3) return EXIT_FAILURE;
    bool const by_hand = std::string_view{arguments[1]} == "by_hand";
    int const repetitions = std::atoi(arguments[2]);

    auto chain = bench::five_stages();
    gainstage::conditions conditions{.weighting = gainstage::weighting::a};
    raw::five_stages datasheets = bench::five_stages_by_hand;
    raw::conditions raw_conditions{.weighting = raw::a_weighting};
    raw::budget raw_budget;
    for (int i = 0; i < repetitions; ++i) {
        if (by_hand) {
            bench::touch(datasheets);
            bench::touch(raw_conditions);
            raw::analyze(datasheets, 125, raw_conditions, raw_budget);
            bench::touch(raw_budget);
        } else {
            bench::touch(chain);
            bench::touch(conditions);
            auto budget = gainstage::analyze(chain, gainstage::sound_level::from_dBSPL(125), conditions);
            bench::touch(budget);
        }
    }
}
