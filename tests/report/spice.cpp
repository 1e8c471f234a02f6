// SPDX-License-Identifier: BSL-1.0
// The text of a netlist. That simulators compute from it what gainstage computes is tests/spice/.
#include <gainstage/dynamic_chain.hpp>
#include <gainstage/gainstage.hpp>
#include <gainstage/report/spice.hpp>

#include <doctest/doctest.h>

#include <set>
#include <sstream>
#include <string>

namespace gs = gainstage;
using namespace gainstage::literals;

namespace {

bool has_line(std::string const& text, std::string const& line) {
    return ('\n' + text).find('\n' + line + '\n') != std::string::npos;
}

/// The first words of the lines that are neither comments nor cards: the devices.
std::multiset<std::string> devices(std::string const& netlist) {
    std::multiset<std::string> names;
    std::istringstream in(netlist);
    for (std::string line; std::getline(in, line);)
        if (!line.empty() && line[0] != '*' && line[0] != '.') names.insert(line.substr(0, line.find(' ')));
    return names;
}

auto const small_chain =
    gs::microphone{.name = "vocal mic"} >> gs::cable{.name = "XLR lead"} >> gs::line_input{.name = "line in"};

} // namespace

TEST_CASE("a whole netlist") {
    // 94 dB SPL is 20 uPa * 10^(94/20) = 1.00237 Pa; 10 m at 100 pF/m in two halves of 0.5 nF; 2 * 10 m * 0.08 ohm/m.
    CHECK(to_spice(small_chain, 94_dBSPL) == R"(* vocal mic to line in
* v(node): volts per pascal, in AC

.options temp=20
.param tk=293.15 ; K, the same: keep both in step
.param signal_rms=1.00237446725455 ; Pa, in a transient
.param signal_freq=1000 ; Hz
* vocal mic
.param vocal_mic_emf1=0.00185 ; V per unit of signal
.param vocal_mic_r1=300 ; ohm
* XLR lead
.param xlr_lead_c1=5e-10 ; F
.param xlr_lead_r1=1.6 ; ohm
.param xlr_lead_c2=5e-10 ; F
* line in
.param line_in_r1=10000 ; ohm

* Noise of 1 kohm, V/rtHz; of a diode at 1 mA above its 1/f corner, V/rtHz: sqrt(2 q I) times k T/(q I).
.param white_1k={sqrt(4*1.380649e-23*tk*1000)}
.param flicker_1m={sqrt(2*1.602176634e-19*1m)*1.380649e-23*tk/1.602176634e-19/1m}

* vocal mic
V_signal signal 0 DC 0 AC 1 SIN(0 {signal_rms*1.4142135623730951} {signal_freq})
E_vocal_mic_emf1 vocal_mic_n1 0 signal 0 {vocal_mic_emf1}
R_vocal_mic_r1 vocal_mic_n1 vocal_mic {vocal_mic_r1}

* XLR lead
C_xlr_lead_c1 vocal_mic 0 {xlr_lead_c1}
R_xlr_lead_r1 vocal_mic xlr_lead {xlr_lead_r1}
C_xlr_lead_c2 xlr_lead 0 {xlr_lead_c2}

* line in
G_line_in_r1 xlr_lead 0 xlr_lead 0 {1/line_in_r1}
V_line_in xlr_lead line_in 0

.ac dec 50 20 20000
* .noise v(line_in) V_signal dec 50 20 20000
* .tran 1e-06 0.01 0 1e-06
.end
)");
}

TEST_CASE("one analysis card is active, the others are comments") {
    std::string const noise =
        to_spice(small_chain, 94_dBSPL, {.analysis = gs::spice_analysis::noise, .points_per_decade = 10});
    CHECK(has_line(noise, ".noise v(line_in) V_signal dec 10 20 20000"));
    CHECK(has_line(noise, "* .ac dec 10 20 20000"));
    CHECK(has_line(noise, "* .tran 1e-06 0.01 0 1e-06"));
    std::string const transient = to_spice(
        small_chain, 94_dBSPL,
        {.analysis = gs::spice_analysis::transient, .conditions = {.frequency = 100_Hz, .temperature = 300_K}});
    CHECK(has_line(transient, ".tran 1e-05 0.1 0 1e-05"));
    CHECK(has_line(transient, ".param signal_freq=100 ; Hz"));
    CHECK(has_line(transient, ".param tk=300 ; K, the same: keep both in step"));
    CHECK(transient.find("\n.ac") == std::string::npos);
    CHECK(transient.find("\n.noise") == std::string::npos);
}

TEST_CASE("names become identifiers, and stay apart") {
    auto const chain = gs::line_output{.name = "0"} >> gs::cable{.name = "Kabel (10\xC2\xA0m)"} >>
                       gs::cable{.name = "kabel-10 M"} >> gs::pad{.name = "GND"} >> gs::adapter{.name = ""} >>
                       gs::cable{.name = "kabel 10 m 2"} >> gs::line_input{.name = "time\n.end"};
    std::string const text = to_spice(chain, 4_dBu);
    CHECK(text.find("V_signal signal 0") != std::string::npos);
    CHECK(has_line(text, "R_stage_0_r1 stage_0_n1 stage_0 {stage_0_r1}"));
    CHECK(has_line(text, "R_kabel_10_m_r1 stage_0 kabel_10_m {kabel_10_m_r1}"));
    CHECK(has_line(text, "R_kabel_10_m_2_r1 kabel_10_m kabel_10_m_2 {kabel_10_m_2_r1}"));
    CHECK(has_line(text, "V_stage gnd_2 stage 0"));
    CHECK(has_line(text, "R_kabel_10_m_2_2_r1 stage kabel_10_m_2_2 {kabel_10_m_2_2_r1}"));
    CHECK(has_line(text, "* time .end"));
    CHECK(has_line(text, "V_time_end kabel_10_m_2_2 time_end 0"));
    std::size_t const end = text.find("\n.end\n");
    CHECK(end + 6 == text.size());
}

TEST_CASE("no two devices have one name") {
    gs::amplifier_noise const n{
        .input_voltage = 4_nV_per_rtHz, .input_current = 1_pA_per_rtHz, .output_voltage = 40_nV_per_rtHz};
    gs::preamp const p{
        .noise = n, .max_input = 0_dBu, .max_output = 22_dBu, .low_corner = 20_Hz, .high_corner = 50_kHz};
    std::string const text =
        to_spice(gs::microphone{} >> gs::plug_in_power{.coupling = 10_uF} >> p >> p >> gs::line_input{}, 94_dBSPL);
    auto const names = devices(text);
    CHECK(names.size() > 40);
    CHECK(std::set<std::string>(names.begin(), names.end()).size() == names.size());
}

TEST_CASE("a dynamic chain has the same netlist") {
    CHECK(to_spice(gs::dynamic_chain{small_chain}, 94_dBSPL) == to_spice(small_chain, 94_dBSPL));
}

TEST_CASE("an impossible value gives its reason and no circuit") {
    std::string const text = to_spice(
        gs::microphone{} >> gs::cable{.name = "lead\n.end", .length = 0_m - 1_m} >> gs::line_input{}, 94_dBSPL);
    CHECK(text == "* no circuit:\n* lead .end: length = -1 m: must not be negative\n");
    CHECK(to_spice(gs::dynamic_chain{}, 94_dBSPL).substr(0, 14) == "* no circuit:\n");
    CHECK(devices(to_spice(gs::dynamic_chain{small_chain}, 4_dBu)).empty());
    CHECK(devices(to_spice(small_chain, 94_dBSPL, {.conditions = {.frequency = 0_Hz}})).empty());
    CHECK(devices(to_spice(small_chain, 94_dBSPL, {.points_per_decade = 0})).empty());
}
