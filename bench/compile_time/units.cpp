// SPDX-License-Identifier: BSL-1.0
// What every program's compile time is held to: the units alone.
#include <boost/units/systems/si.hpp>

int main() {}
