// SPDX-License-Identifier: BSL-1.0

#include "check.hpp"

#include <gainstage/frequency_grid.hpp>
#include <gainstage/literals.hpp>

#include <cmath>
#include <cstddef>

namespace gs = gainstage;
using namespace gainstage::literals;
using test::within_part;

TEST_SUITE("frequency_grid") {
    TEST_CASE("equal ratios, both ends exact") {
        constexpr auto grid = gs::log_spaced<31>(20_Hz, 20_kHz);
        static_assert(grid.front().value() == 20 && grid.back().value() == 20e3);
        for (std::size_t i = 1; i < grid.size(); ++i)
            CHECK(grid[i].value() / grid[i - 1].value() == within_part(std::pow(1000, 1.0 / 30), 1e-12));
        CHECK(grid[10].value() == within_part(200, 1e-12));
        auto const down = gs::log_spaced<2>(1_kHz, 10_Hz);
        CHECK(down[0].value() == 1000);
        CHECK(down[1].value() == 10);
    }
    TEST_CASE("below 1 Hz too: 10 mHz, 100 mHz, 1 Hz") {
        auto const grid = gs::log_spaced<3>(test::si<gs::frequency>(0.01), 1_Hz);
        CHECK(grid[0].value() == 0.01);
        CHECK(grid[1].value() == within_part(0.1, 1e-12));
        CHECK(grid[2].value() == 1);
    }
    TEST_CASE("an end that no logarithm has gives 0 Hz throughout") {
        for (double const bad : {0.0, -1.0, test::infinity, test::not_a_number})
            for (auto const& grid : {gs::log_spaced<3>(test::si<gs::frequency>(bad), 1_kHz),
                                     gs::log_spaced<3>(1_kHz, test::si<gs::frequency>(bad))})
                for (gs::frequency const& f : grid) CHECK(f.value() == 0);
    }
}
