// SPDX-License-Identifier: BSL-1.0
// The umbrella and nothing else.
#include <gainstage/gainstage.hpp>

int main() {}
