// SPDX-License-Identifier: BSL-1.0
// What quickstart.cpp cannot do without: the units, and the standard headers that the library and the program include.
#include <boost/units/systems/si.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <compare>
#include <iostream>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

int main() {}
