// SPDX-License-Identifier: BSL-1.0
// A rule is a function of what it sees and of the diagnosis it adds to.
// topic: Your own components, rules and curves
// cure: `[](gs::rule_input const& in, gs::diagnosis& out) { ... }`.
// expect-first: (invalid user-defined conversion|no viable conversion).*lambda
// max-bytes-gcc: 1400
// max-bytes-clang: 800
#include <gainstage/gainstage.hpp>

namespace gs = gainstage;
using namespace gainstage::literals;

#ifdef TWIN
constexpr gs::rule own{"MY001", "nothing", [](gs::rule_input const&, gs::diagnosis&) {}};
#else
constexpr gs::rule own{"MY001", "nothing", [](gs::rule_input const&) {}};
#endif
