// SPDX-License-Identifier: BSL-1.0
// A chain as a SPICE netlist that ngspice and LTspice run unchanged: AC, noise and transient.
//
// Nodes, devices and parameters bear the names of the stages: v(xlr_lead) is the voltage behind the stage "XLR lead",
// with everything connected, and xlr_lead_r1 is a resistance of it, set at the top of the netlist. What stands in for
// what:
//
//   resistor without noise      G a b a b {1/r}
//   white noise                 1 kohm at a node of its own, its voltage scaled by an E or a G source
//   noise with a 1/f corner     a diode at 1 mA, whose noise current is 2 q I (1 + fc/f), scaled likewise
//   clipping                    B a b V = what of a is over the limit; at the operating point, 0 V, a short circuit
//   operational amplifier       an integrator G-C with its loop closed, so that stability and DC come out too
//   capacitor in series         behind it 1e15 H to ground, since every node needs a path for DC
//   inductor across the signal  in series with 1 nohm, since two such in parallel have no operating point
//
// LTspice itself puts 1 mohm into every inductor unless its control panel says otherwise.
#pragma once

#include <gainstage/analysis/analyze.hpp>
#include <gainstage/chain.hpp>
#include <gainstage/circuit.hpp>
#include <gainstage/dynamic_chain.hpp>
#include <gainstage/report/spice_writer.hpp>
#include <gainstage/report/text.hpp>

#include <string>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

namespace detail {

[[nodiscard]] inline std::string spice_of_problems(problem_list const& problems) {
    std::string out = "* no circuit:\n";
    for (char const c : to_text(problems, {.ascii = true})) (out += c == '\n' || out.back() != '\n' ? "" : "* ") += c;
    return out;
}

[[nodiscard]] inline problem_list check_spice(problem_list const& of_chain, excitation level, spice_options const& o) {
    problem_list problems = check_conditions(of_chain, level, o.conditions);
    component_name const options = "options";
    if (o.points_per_decade < 1)
        field_checks(options, problems).fail("points_per_decade", o.points_per_decade, "", "must be greater than zero");
    return problems;
}
[[nodiscard]] inline std::string spice_of_circuit(circuit const& c, excitation level, spice_options const& options) {
    spice_writer writer(c);
    for (std::size_t k = 0; k < c.stages.size(); ++k) writer.stage(c, k);
    return writer.netlist(level, options);
}

} // namespace detail

/// The chain as a netlist. Its source has AC 1: v(stage) is in volts per pascal or per volt of the source's open
/// circuit; in a transient it is a sine of `level` at the conditions' frequency. An impossible value gives a netlist
/// without a circuit, whose comments say why.
///
///   std::ofstream("chain.cir") << to_spice(microphone{} >> preamp{} >> line_input{}, 94_dBSPL);
template <class... C>
[[nodiscard]] std::string to_spice(chain<C...> const& c, excitation_of<chain<C...>> level,
                                   spice_options const& options = {}) {
    using type = chain<C...>;
    static_assert(type::has_source, "this chain has no source: begin it with a microphone or a line output");
    static_assert(type::has_load, "this chain has no load: end it with a line input");
    if constexpr (type::has_source && type::has_load) {
        auto const problems = detail::check_spice(c.validate(), level, options);
        if (!problems.empty()) return detail::spice_of_problems(problems);
        auto const low = c.lower();
        return detail::spice_of_circuit(low.view(), level, options);
    }
}
/// The same for a dynamic_chain; one without source or load, or a level of the wrong kind, has its comment too.
[[nodiscard]] inline std::string to_spice(dynamic_chain const& c, excitation level, spice_options const& options = {}) {
    auto const problems = detail::check_spice(c.validate(level), level, options);
    if (!problems.empty()) return detail::spice_of_problems(problems);
    auto const low = c.lower();
    return detail::spice_of_circuit(low.view(), level, options);
}

} // namespace gainstage
