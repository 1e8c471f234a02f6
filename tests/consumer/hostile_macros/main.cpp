// SPDX-License-Identifier: BSL-1.0
// Macros that other people's headers define (windows.h, termios.h, Arduino.h, math.h of old).
#include <algorithm> // the standard library is not ours to protect
#include <array>
#include <atomic>
#include <boost/units/limits.hpp>
#include <boost/units/quantity.hpp>
#include <boost/units/systems/si.hpp>
#include <cmath>
#include <iomanip>
#include <iostream>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <sstream>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

#define min(a, b) ((a) < (b) ? (a) : (b))
#define max(a, b) ((a) > (b) ? (a) : (b))
#define near nothing at all
#define far nothing at all
#define small char
#define interface struct
#define IN nothing at all
#define OUT nothing at all
#define B0 nothing at all
#define F(text) nothing at all
#define I nothing at all
#define PI 3
#define ERROR nothing at all
#define NONE nothing at all
#define INPUT nothing at all
#define OUTPUT nothing at all

#include <gainstage/analysis/batch.hpp>
#include <gainstage/catalog/catalog.hpp>
#include <gainstage/gainstage.hpp>
#include <gainstage/report/spice.hpp>
#include <gainstage/report/text.hpp>

int main() {
    auto const budget = gainstage::analyze(gainstage::microphone{} >> gainstage::preamp{} >> gainstage::line_input{},
                                           gainstage::sound_level::from_dBSPL(94));
    return budget.valid() ? 0 : 1;
}
