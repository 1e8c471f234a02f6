// SPDX-License-Identifier: BSL-1.0
// Arbitrary chains, names and styles as texts and as netlists.
#include "figures.hpp"

#include <gainstage/report/spice.hpp>
#include <gainstage/report/text.hpp>

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace fuzz;

/// UTF-8 without control characters, whatever the names are.
void hold_printable(std::string const& text, bool ascii) {
    for (char const c : text) {
        auto const code = static_cast<unsigned char>(c);
        hold(code >= ' ' || c == '\n', "a control character in a text");
        hold(!ascii || code < 127, "a text that is not ASCII");
    }
}

std::string_view first_word(std::string_view line) { return line.substr(0, line.find_first_of(" ({=")); }

/// Every line is a comment, a command or one device, every device is there once, and no number is missing.
void hold_netlist(std::string const& netlist, bool has_circuit) {
    hold_printable(netlist, true);
    hold(!netlist.empty() && netlist.back() == '\n', "a netlist without an end of line");
    std::vector<std::string_view> devices;
    std::string_view rest = netlist;
    bool first = true;
    bool circuit = false;
    while (!rest.empty()) {
        auto const line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix((std::min)(line.size() + 1, rest.size()));
        if (std::exchange(first, false) || line.empty() || line.front() == '*') continue;
        if (line.front() == '+') continue;
        if (line.front() == '.') {
            circuit = circuit || line == ".end";
            auto const value = line.substr((std::min)(line.find('='), line.size())); // a name may be "nan"
            hold(value.find("nan") == std::string_view::npos || line.substr(0, 6) != ".param",
                 "a parameter that is NaN");
            continue;
        }
        hold(std::isalpha(static_cast<unsigned char>(line.front())) != 0,
             "a line that is neither a comment nor a device");
        devices.push_back(first_word(line));
    }
    hold(circuit == has_circuit, "a circuit where there is none, or none where there should be one");
    std::sort(devices.begin(), devices.end());
    hold(std::adjacent_find(devices.begin(), devices.end()) == devices.end(), "two devices of one name");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    bytes in(data, size);
    in.allow_anything(in.byte() >= 192);
    gs::text_style style;
    style.ascii = in.maybe();
    gs::spice_options options;
    in.put(options.conditions);
    in.change(style.width, options.points_per_decade);
    options.analysis = in.one_of<gs::spice_analysis>(3);
    std::size_t const what = in.below(8);
    auto const chain = in.chain();
    auto const level = in.level_for(chain);

    // The analyses behind the last two texts take most of the time, and `chain` has them too.
    if (what < 6) {
        auto const netlist = to_spice(chain, level, options);
        hold_netlist(netlist, gs::detail::check_spice(chain.validate(level), level, options).empty());
        hold(netlist == to_spice(chain, level, options), "two netlists of one chain");
        hold_printable(to_text(validate(chain), style), style.ascii);
        hold_printable(to_text(powering(chain), style), style.ascii);
    } else if (what == 6) hold_printable(to_text(analyze(chain, level, options.conditions), style), style.ascii);
    else hold_printable(to_text(diagnose(chain, level), style), style.ascii);
    return 0;
}
