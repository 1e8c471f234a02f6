// SPDX-License-Identifier: BSL-1.0
// Every header a user includes, in one unit.
#include <gainstage/catalog/catalog.hpp>
#include <gainstage/dynamic_chain.hpp>
#include <gainstage/gainstage.hpp>
#include <gainstage/report/spice.hpp>
#include <gainstage/report/text.hpp>

int main() {}
