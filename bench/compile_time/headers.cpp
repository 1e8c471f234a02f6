// SPDX-License-Identifier: BSL-1.0
// What quickstart.cpp includes, and nothing else.
#include <gainstage/gainstage.hpp>
#include <gainstage/report/text.hpp>

#include <iostream>

int main() {}
