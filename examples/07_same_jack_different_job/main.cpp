// SPDX-License-Identifier: BSL-1.0
// A connector's shape does not tell its job, and an adapter changes the shape alone.
#include <gainstage/catalog/catalog.hpp>
#include <gainstage/gainstage.hpp>
#include <gainstage/report/text.hpp>

#include <iostream>
#include <string_view>

namespace gs = gainstage;
namespace plug = gainstage::connectors;
using namespace gainstage::literals;

constexpr auto condenser = gs::catalog::audio_technica_at4040 >> gs::catalog::microphone_cable;
constexpr gs::adapter to_jack{.name = "XLR-6.35 mm adapter", .output = plug::trs_plug};
constexpr gs::line_output mixer{
    .name = "mixer", .topology = gs::output_topology::cross_coupled, .output = plug::xlr_male};
constexpr gs::line_output synthesizer{.name = "synthesizer", .output = plug::trs_plug};
constexpr gs::line_output guitar{
    .name = "guitar", .output_impedance = 7_kohm, .output = plug::ts_plug, .gives = gs::signal_class::instrument};
constexpr gs::line_output sound_card{.name = "sound card", .output = plug::mini_stereo_plug};
constexpr gs::microphone headset{.name = "headset",
                                 .transducer = gs::transducer_kind::electret,
                                 .sensitivity = 6_mV_per_Pa,
                                 .sensitivity_load = 2.2_kohm,
                                 .output_impedance = 50_kohm,
                                 .power = gs::bias_power{.min_voltage = 1_V, .current = 0.3_mA},
                                 .topology = gs::output_topology::unbalanced,
                                 .output = plug::trrs_ctia_plug};
constexpr gs::line_input xlr_in{.name = "console", .full_scale = 20_dBu, .input = plug::xlr_female};
constexpr gs::line_input trs_in{.name = "recorder", .full_scale = 20_dBu, .input = plug::trs_socket};
constexpr gs::line_input mini_in{.name = "sound card input", .full_scale = 2_dBV, .input = plug::mini_stereo_socket};
constexpr gs::combo_input combo{
    .name = "input 1", .microphone = {.gain = 40_dB, .max_output = 18_dBu}, .phantom = gs::phantom_supply{}};

constexpr auto device(gs::component_name name, gs::connector const& socket) {
    return gs::plug_in_power{.name = name, .voltage = 2.2_V, .input = socket} >> gs::preamp{} >> gs::line_input{};
}

// The findings about plugs, level and power.
void findings(auto const& chain, auto level) {
    for (auto const& f : gs::diagnose(chain, level).findings())
        for (std::string_view id :
             {"GS101", "GS103", "GS104", "GS105", "GS107", "GS108", "GS111", "GS201", "GS202", "GS401", "GS408"})
            if (f.id == id) std::cout << "    " << id << " " << gs::fill_in(f.title, f) << '\n';
}
// What a source gives at the terminals of the input it is plugged into.
void at_the_plug(char const* job, auto const& chain, auto level) {
    auto const budget = gs::analyze(chain, level);
    std::cout << "  " << budget.infos()[0].output.name << ", " << job << ": " << gs::format(budget.stages()[0].level)
              << '\n';
}
// What the source is loaded with, and what arrives at the end of the chain.
void at_the_end(char const* title, auto const& chain, auto level) {
    auto const budget = gs::analyze(chain, level);
    auto const sine = gs::distortion(budget);
    std::cout << "  " << title << ": load " << gs::format(gs::magnitude(budget.stages()[0].load_impedance))
              << ", level " << gs::format(budget.output().level);
    if (sine.thd > 0)
        std::cout << ", clipped to " << gs::format(sine.level) << ", THD " << gs::format_percent(100 * sine.thd);
    std::cout << '\n';
    findings(chain, level);
}

int main() {
    std::cout << "1. The same connectors, different jobs\n";
    at_the_plug("microphone at 94 dB SPL", gs::catalog::shure_sm58 >> xlr_in, 94_dBSPL);
    at_the_plug("mixer", mixer >> xlr_in, 4_dBu);
    at_the_plug("guitar", guitar >> trs_in, -15_dBu);
    at_the_plug("synthesizer", synthesizer >> trs_in, 4_dBu);
    at_the_plug("headset at 94 dB SPL", headset >> device("CTIA telephone", plug::trrs_ctia_socket), 94_dBSPL);
    at_the_plug("sound card", sound_card >> mini_in, -10_dBV);

    std::cout << "\n2. A condenser at 74 dB SPL into a line input (its level if it were powered)\n";
    at_the_end("without an adapter", condenser >> trs_in, 74_dBSPL);
    at_the_end("with an adapter", condenser >> to_jack >> trs_in, 74_dBSPL);

    std::cout << "\n3. A combo socket: XLR has 40 dB and phantom power, 6.35 mm has 0 dB and none\n";
    auto const in = combo >> gs::line_input{.name = "converter", .full_scale = 20_dBu};
    at_the_end("mixer at +4 dBu by XLR", mixer >> gs::catalog::microphone_cable >> in, 4_dBu);
    at_the_end("mixer at +4 dBu by 6.35 mm", mixer >> gs::catalog::microphone_cable >> to_jack >> in, 4_dBu);
    at_the_end("microphone at 74 dB SPL by XLR", condenser >> in, 74_dBSPL);
    at_the_end("microphone at 74 dB SPL by 6.35 mm", condenser >> to_jack >> in, 74_dBSPL);

    std::cout << "\n4. Plugs that go in and do not work\n";
    constexpr gs::cable stereo{
        .name = "stereo lead", .input = plug::mini_stereo_socket, .output = plug::trs_stereo_plug};
    findings(sound_card >> stereo >> trs_in, -10_dBV);
    findings(headset >> device("OMTP telephone", plug::trrs_omtp_socket), 94_dBSPL);
    findings(headset >> device("PC", plug::pc_microphone_socket), 94_dBSPL);
}
