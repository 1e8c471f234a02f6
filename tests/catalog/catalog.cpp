// SPDX-License-Identifier: BSL-1.0
#include <gainstage/analysis/analyze.hpp>
#include <gainstage/catalog/catalog.hpp>
#include <gainstage/chain.hpp>
#include <gainstage/component/phantom_supply.hpp>
#include <gainstage/literals.hpp>
#include <gainstage/validate.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// Expected figures are the makers' (maximum output, clip level), or published tables that the catalogue does not hold.

namespace {

namespace gs = gainstage;
namespace catalog = gainstage::catalog;
using namespace gainstage::literals;

// Every device of the catalogue.
constexpr std::array microphones{catalog::shure_sm58,
                                 catalog::shure_sm57,
                                 catalog::shure_sm7b,
                                 catalog::akg_d112,
                                 catalog::electro_voice_re20,
                                 catalog::coles_4038,
                                 catalog::generic_ribbon,
                                 catalog::royer_r122,
                                 catalog::neumann_u87_ai,
                                 catalog::neumann_tlm_103,
                                 catalog::neumann_tlm_193,
                                 catalog::audio_technica_at4040,
                                 catalog::lewitt_lct_440_pure,
                                 catalog::sennheiser_mkh_40,
                                 catalog::sennheiser_mkh_406_p48,
                                 catalog::rode_nt5,
                                 catalog::neumann_kmr_81_i,
                                 catalog::sennheiser_mkh_816_t,
                                 catalog::audio_technica_at2020,
                                 catalog::shure_sm89,
                                 catalog::crown_cm_150,
                                 catalog::earthworks_m23,
                                 catalog::panasonic_wm_61a,
                                 catalog::generic_electret_capsule,
                                 catalog::countryman_b6,
                                 catalog::invensense_ics_40180};
constexpr std::array preamps{catalog::focusrite_isa428, catalog::thatmicpre_1510,
                             catalog::thatmicpre_1512,  catalog::ti_pga2505,
                             catalog::focusrite_forte,  catalog::focusrite_scarlett_2i2_3rd,
                             catalog::motu_m2,          catalog::rme_fireface_400,
                             catalog::rme_babyface_pro, catalog::generic_firewire_interface,
                             catalog::ct1_booster};
constexpr std::array line_outputs{catalog::cd_player,
                                  catalog::sony_209es,
                                  catalog::harman_kardon_hd200,
                                  catalog::sound_blaster_live,
                                  catalog::panasonic_sl_s360,
                                  catalog::behringer_umc204hd_output,
                                  catalog::focusrite_isa428_output,
                                  catalog::tl_audio_pa2001_output,
                                  catalog::aurora_gtp8_output,
                                  catalog::buzz_elixir_output,
                                  catalog::ericsson_rx8000_output};
constexpr std::array line_inputs{catalog::esi_juli_rca,
                                 catalog::esi_juli_trs,
                                 catalog::rme_fireface_400_lo_gain,
                                 catalog::rme_fireface_400_plus_4,
                                 catalog::rme_fireface_400_minus_10,
                                 catalog::rme_fireface_400_instrument,
                                 catalog::focusrite_isa428_line,
                                 catalog::focusrite_forte_line,
                                 catalog::focusrite_scarlett_2i2_4th_line,
                                 catalog::soundcraft_urei_1620le,
                                 catalog::yamaha_p7000s,
                                 catalog::thomann_s75};
constexpr std::array converters{catalog::ti_pcm1820, catalog::ti_pcm1821, catalog::ti_pcm1863_differential,
                                catalog::ti_pcm1863_single_ended};
constexpr std::array cables{catalog::microphone_cable,
                            catalog::microphone_cable_32pf_per_ft,
                            catalog::belden_1800f,
                            catalog::cat5e_pair,
                            catalog::belden_8241f,
                            catalog::guitar_cable,
                            catalog::daddario_standard,
                            catalog::daddario_low_capacitance,
                            catalog::elixir_instrument_cable,
                            catalog::sixties_guitar_cable};

bool near(double a, double b, double tolerance) { return std::abs(a - b) < tolerance; }

std::size_t count_of(gs::transducer_kind kind) {
    return static_cast<std::size_t>(
        std::count_if(microphones.begin(), microphones.end(), [&](auto const& m) { return m.transducer == kind; }));
}
std::size_t count_of(gs::power_kind kind) {
    return static_cast<std::size_t>(
        std::count_if(microphones.begin(), microphones.end(), [&](auto const& m) { return m.power.kind == kind; }));
}

/// The level of a microphone across a resistor, dBu.
double level_into(gs::microphone const& m, gs::impedance load, gs::sound_level sound) {
    return gs::analyze(m >> gs::line_input{.input_impedance = load}, sound).output().level.dBu();
}

/// The level at which a microphone clips across a resistor, dBu.
double clip_level_into(gs::microphone const& m, gs::impedance load) {
    auto const budget = gs::analyze(m >> gs::line_input{.input_impedance = load}, 94_dBSPL);
    return budget.stages()[0].clip_level.dBu();
}

/// Output noise less gain, 150 ohm at the input, 20 Hz to 22 kHz, as ThatMicPre's README states it.
double equivalent_noise(gs::preamp p, gs::decibels gain) {
    p.gain = gain;
    p.max_output = {};
    p.input_impedance = 1_Mohm; // its loading is left out of an equivalent input noise
    gs::line_output const source{.output_impedance = 150_ohm};
    gs::line_input const load{.input_impedance = 100_Mohm};
    gs::conditions const at{.band = {20_Hz, 22_kHz}, .temperature = 300_K};
    auto const budget = gs::analyze(source >> p >> load, -60_dBu, at);
    REQUIRE(budget.valid());
    return budget.output().noise.dBu() - gain.value();
}

template <class Chain>
void check_valid(Chain const& c, gs::component_name const& name) {
    CAPTURE(std::string(std::string_view(name)));
    auto const problems = gs::validate(c);
    CHECK(problems.empty());
    for (auto const& p : problems) MESSAGE(std::string(p.field), ": ", std::string(p.reason));
}

// A constant expression with everything of it.
static_assert(gs::analyze(catalog::shure_sm58 >> catalog::microphone_cable >> catalog::thatmicpre_1510 >>
                              catalog::esi_juli_trs,
                          94_dBSPL)
                  .valid());

} // namespace

TEST_SUITE("catalog") {
    TEST_CASE("every device validates") {
        for (auto const& m : microphones)
            check_valid(m >> catalog::microphone_cable >> gs::phantom_supply{} >> gs::preamp{} >> gs::line_input{},
                        m.name);
        for (auto const& p : preamps)
            check_valid(gs::microphone{} >> gs::phantom_supply{} >> p >> gs::line_input{}, p.name);
        for (auto const& o : line_outputs) check_valid(o >> gs::line_input{}, o.name);
        for (auto const& i : line_inputs) check_valid(gs::line_output{} >> i, i.name);
        for (auto const& a : converters) check_valid(gs::line_output{} >> a, a.name);
        for (auto const& c : cables) check_valid(gs::line_output{} >> c >> gs::line_input{}, c.name);
    }

    TEST_CASE("every preamp validates over its gain range") {
        for (auto p : preamps) {
            for (auto const& gain : {p.min_gain, p.max_gain})
                if (gain) {
                    p.gain = *gain;
                    check_valid(gs::microphone{} >> p >> gs::line_input{}, p.name);
                }
        }
    }

    TEST_CASE("names are unique") {
        std::vector<std::string> names;
        auto const add = [&](auto const& devices) {
            for (auto const& d : devices) names.emplace_back(std::string_view(d.name));
        };
        add(microphones);
        add(preamps);
        add(line_outputs);
        add(line_inputs);
        add(converters);
        add(cables);
        std::sort(names.begin(), names.end());
        auto const twice = std::adjacent_find(names.begin(), names.end());
        CHECK_MESSAGE(twice == names.end(), (twice == names.end() ? std::string() : *twice));
        CHECK(names.front() != "");
    }

    TEST_CASE("every kind is there") {
        CHECK(microphones.size() >= 14);
        CHECK(preamps.size() >= 5);
        CHECK(line_outputs.size() + line_inputs.size() >= 8);
        CHECK(cables.size() >= 6);
        using enum gs::transducer_kind;
        CHECK(count_of(dynamic) >= 2);
        CHECK(count_of(ribbon) >= 1);
        CHECK(count_of(active_ribbon) >= 1);
        CHECK(count_of(condenser) >= 5);
        CHECK(count_of(electret) >= 4);
        CHECK(count_of(mems) >= 1);
        CHECK(count_of(gs::power_kind::a_b) >= 1);
        CHECK(count_of(gs::power_kind::plug_in) >= 2);
        for (auto const& m : microphones) {
            CAPTURE(std::string(std::string_view(m.name)));
            if (m.is_passive()) CHECK(m.power.kind == gs::power_kind::none);
            else CHECK(m.power.kind != gs::power_kind::none);
        }
    }

    // "Maximum output level" of the sheets. Into the load that the sensitivity is stated for, U = S p exactly.
    TEST_CASE("Neumann's maximum output levels follow from sensitivity and maximum SPL") {
        CHECK(near(level_into(catalog::neumann_u87_ai, 1_kohm, 117_dBSPL), -6, 0.5));
        CHECK(near(clip_level_into(catalog::neumann_u87_ai, 1_kohm), -6, 0.5));
        CHECK(near(level_into(catalog::neumann_kmr_81_i, 1_kohm, 128_dBSPL), 1.3, 0.5));
        // 11 mV/Pa * 200 Pa = 2.20 V; the sheet has 2.54 V, 1.25 dB more.
        CHECK(near(level_into(catalog::neumann_tlm_193, 1_kohm, 140_dBSPL), 20 * std::log10(2.20 / std::sqrt(0.6)),
                   0.01));
        CHECK(near(clip_level_into(catalog::neumann_tlm_193, 1_kohm), 20 * std::log10(2.54 / std::sqrt(0.6)), 1.5));
    }

    TEST_CASE("SM89: clips at -1 dBV into 800 ohm, 127 dB SPL") {
        double const dBV = 20 * std::log10(1 / std::sqrt(0.6)); // 0 dBV in dBu
        CHECK(near(level_into(catalog::shure_sm89, 800_ohm, 127_dBSPL), dBV - 1, 0.2));
        CHECK(near(clip_level_into(catalog::shure_sm89, 800_ohm), dBV - 1, 0.2));
    }

    TEST_CASE("D 112: 140 dB SPL gives 360 mV, -6.7 dBu") {
        CHECK(near(level_into(catalog::akg_d112, 1000_Mohm, 140_dBSPL), -6.7, 0.05));
    }

    TEST_CASE("SM58: 94 dB SPL gives -52.4 dBu") {
        CHECK(near(level_into(catalog::shure_sm58, 1000_Mohm, 94_dBSPL), -52.4, 0.05));
    }

    TEST_CASE("sensitivities in dBV/Pa, as their sheets print them") {
        struct row {
            gs::microphone const* microphone;
            double dBV;
        };
        for (auto const& r :
             {row{&catalog::shure_sm58, -54.5}, row{&catalog::shure_sm57, -56}, row{&catalog::shure_sm7b, -59},
              row{&catalog::coles_4038, -65}, row{&catalog::audio_technica_at2020, -37},
              row{&catalog::audio_technica_at4040, -32}, row{&catalog::shure_sm89, -33},
              row{&catalog::earthworks_m23, -40}, row{&catalog::panasonic_wm_61a, -35},
              row{&catalog::generic_electret_capsule, -44}, row{&catalog::invensense_ics_40180, -38}}) {
            CAPTURE(std::string(std::string_view(r.microphone->name)));
            CHECK(near(20 * std::log10(r.microphone->sensitivity.value()), r.dBV, 0.2));
        }
    }

    TEST_CASE("ISA428: a 300 ohm ribbon loses 1.7 dB into 1400 ohm") {
        auto const budget = gs::analyze(catalog::coles_4038 >> catalog::focusrite_isa428 >> gs::line_input{}, 94_dBSPL);
        CHECK(near(budget.stages()[0].loading_loss.value(), 1.7, 0.05));
    }

    TEST_CASE("Countryman B6: 4 kohm instead of 10 kohm costs 3 to 4 dB") {
        double const loss = level_into(catalog::countryman_b6, 10_kohm, 94_dBSPL) -
                            level_into(catalog::countryman_b6, 4_kohm, 94_dBSPL);
        CHECK(loss > 3);
        CHECK(loss < 4);
    }

    // The README's tables of equivalent input noise against gain, dBu.
    TEST_CASE("ThatMicPre: noise over the whole range of gains") {
        struct row {
            double gain, that1510, that1512;
        };
        for (auto const& r :
             {row{0, -98.5, -102.4}, row{10, -108.2, -112.0}, row{20, -116.8, -120.0}, row{30, -123.2, -125.2},
              row{40, -126.8, -127.3}, row{50, -127.8, -128.1}, row{60, -128.3, -128.6}}) {
            CAPTURE(r.gain);
            CHECK(near(equivalent_noise(catalog::thatmicpre_1510, gs::decibels{r.gain}), r.that1510, 0.5));
            CHECK(near(equivalent_noise(catalog::thatmicpre_1512, gs::decibels{r.gain}), r.that1512, 0.5));
        }
    }

    TEST_CASE("players: 2 V is +8.2 dBu, and the levels measured with them") {
        CHECK(near(catalog::cd_player.max_output->dBu(), 8.2, 0.05));
        CHECK(near(catalog::harman_kardon_hd200.max_output->dBu(), 8.8, 0.05));
        CHECK(near(catalog::sony_209es.max_output->dBu(), 7.9, 0.05));
        CHECK(near(catalog::sound_blaster_live.max_output->dBu(), 1.6, 0.05));
        CHECK(near(catalog::panasonic_sl_s360.max_output->dBu(), -1.5, 0.05));
    }

    TEST_CASE("converter chips: full scale in dBu, and what they are between their pins") {
        CHECK(near(catalog::ti_pcm1820.full_scale.dBu(), 8.2, 0.05));
        CHECK(near(catalog::ti_pcm1863_differential.full_scale.dBu(), 14.7, 0.05));
        CHECK(near(catalog::ti_pcm1863_single_ended.full_scale.dBu(), 8.7, 0.05));
        // The sheet: 2.5 kohm of "input pins INxP or INxM", so 5 kohm between them. From 100 ohm in each leg,
        // 20 log10(5000/5200) = -0.341 dB. The PCM1821's 10 kohm: 20 log10(20000/20200) = -0.086 dB.
        gs::line_output const source{.output_impedance = 200_ohm};
        CHECK(near(gs::analyze(source >> catalog::ti_pcm1820, 0_dBu).output().level.dBu(), -0.341, 0.001));
        CHECK(near(gs::analyze(source >> catalog::ti_pcm1821, 0_dBu).output().level.dBu(), -0.086, 0.001));
    }

    TEST_CASE("plugs fit: microphone, cable, preamp; player, RCA cable, RCA input") {
        using gs::mating;
        CHECK(gs::mate(catalog::shure_sm58.output, catalog::microphone_cable.input) == mating::fits);
        CHECK(gs::mate(catalog::microphone_cable.output, catalog::focusrite_isa428.input) == mating::fits);
        CHECK(gs::mate(catalog::microphone_cable.output, catalog::focusrite_scarlett_2i2_3rd.input) == mating::fits);
        CHECK(gs::mate(catalog::cd_player.output, catalog::belden_8241f.input) == mating::fits);
        CHECK(gs::mate(catalog::belden_8241f.output, catalog::esi_juli_rca.input) == mating::fits);
        CHECK(gs::mate(catalog::guitar_cable.output, catalog::rme_fireface_400_instrument.input) == mating::fits);
    }
}
