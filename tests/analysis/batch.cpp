// SPDX-License-Identifier: BSL-1.0
// A batch against the one-at-a-time path, which ngspice and the oracles check: every figure must be the same.
#include <gainstage/analysis/batch.hpp>
#include <gainstage/gainstage.hpp>
#include <gainstage/report/spice.hpp>

#include "check.hpp"
#include "ends.hpp"
#include "spice/generator.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <string>
#include <vector>

namespace gs = gainstage;
using namespace gainstage::literals;
using test::ideal_source;
using test::open_end;
using test::si;
using test::within;
using test::within_part;

namespace {

/// All figures of a batch, in order, and its report.
struct collected {
    std::vector<gs::output_figures> figures;
    gs::batch_report report;
};

template <class Make>
collected run(std::size_t count, Make const& make, auto level, gs::conditions const& cond = {},
              gs::batch_options const& o = {}) {
    collected c;
    c.report = gs::analyze_variants(
        count, make, level, cond,
        [&](std::size_t first, auto figures) {
            CHECK(first == c.figures.size());
            c.figures.insert(c.figures.end(), figures.begin(), figures.end());
        },
        o);
    return c;
}

/// Three values of a five-stage chain that change with i, none of them in step.
struct scatter {
    double a, b, c;
    explicit scatter(std::size_t i)
        : a(std::fmod(static_cast<double>(i) * 0.6180339887, 1)),
          b(std::fmod(static_cast<double>(i) * 0.7548776662, 1)),
          c(std::fmod(static_cast<double>(i) * 0.5698402910, 1)) {}
};

auto microphone_chain_with(std::size_t i, gs::length length) {
    scatter const s(i);
    return gs::microphone{.name = "microphone",
                          .transducer = gs::transducer_kind::dynamic,
                          .sensitivity = 1.85_mV_per_Pa,
                          .output_impedance = si<gs::impedance>(100 + 400 * s.a)} >>
           gs::cable{.name = "cable", .length = length} >> gs::phantom_supply{.name = "phantom"} >>
           gs::preamp{.name = "preamp", .gain = gs::decibels{20 + 40 * s.c}, .max_output = 22_dBu} >>
           gs::line_input{.name = "input", .full_scale = 20_dBu};
}

auto microphone_chain(std::size_t i) { return microphone_chain_with(i, si<gs::length>(2 + 200 * scatter(i).b)); }

/// A pickup, whose coil rings with the cable.
auto guitar_chain(std::size_t i, bool broken = false) {
    scatter const s(i);
    return gs::instrument_pickup{.name = "pickup", .inductance = si<gs::inductance>(1 + 4 * s.a)} >>
           gs::cable{.name = "cable", .length = si<gs::length>(broken ? -1 : 1 + 9 * s.b)} >>
           gs::line_input{.name = "input", .input_impedance = si<gs::impedance>(1e6 * (0.5 + s.c))};
}

template <std::size_t N>
struct many_parts {
    gs::component_name name;
    std::array<gs::element, N> list{};
    std::array<gs::element, N> const& elements() const { return list; }
};

/// Headroom may be infinite.
void check_same(gs::output_figures const& f, auto const& budget, double noise_dB) {
    REQUIRE(f.valid);
    CHECK(f.rms == within_part(gs::rms_voltage(budget.output().level).value(), 1e-12));
    CHECK(f.headroom().value() == within(budget.headroom().value(), 1e-10));
    CHECK(f.clips() == budget.clips());
    CHECK(f.noise().dBu() == within(budget.output().noise.dBu(), noise_dB));
    CHECK(f.snr().value() == within(budget.output().snr.value(), noise_dB));
}

} // namespace

TEST_CASE("variants of a microphone chain have the figures of analyze()") {
    gs::conditions const cond{.frequency = 3_kHz, .crest_factor = 12_dB, .weighting = gs::weighting::a};
    auto const batch = run(300, microphone_chain, 100_dBSPL, cond);
    auto const exact = run(300, microphone_chain, 100_dBSPL, cond, {.noise_tolerance = gs::decibels{1e-5}});
    CHECK(batch.report.computed == 300);
    CHECK(batch.report.one_at_a_time == 0);
    CHECK(batch.report.problems.empty());
    bool some_clip = false;
    for (std::size_t i = 0; i < 300; ++i) {
        auto const budget = gs::analyze(microphone_chain(i), 100_dBSPL, cond);
        check_same(batch.figures[i], budget, 0.001);
        check_same(exact.figures[i], budget, 1e-5);
        CHECK(exact.figures[i].noise_error < 2.303e-6); // 1e-5 dB of a power
        some_clip = some_clip || batch.figures[i].clips();
    }
    CHECK(some_clip);
}

TEST_CASE("a flat spectrum over one decade is one panel in both, and the same to 1e-12") {
    gs::conditions const cond{.band = {1_kHz, 10_kHz}};
    auto const batch = run(100, microphone_chain, 94_dBSPL, cond);
    for (std::size_t i = 0; i < 100; ++i)
        CHECK(batch.figures[i].noise().dBu() ==
              within(gs::analyze(microphone_chain(i), 94_dBSPL, cond).output().noise.dBu(), 4.3e-12));
}

TEST_CASE("the stated error of the noise holds for every chain that can be drawn") {
    test::generator draw(20);
    std::size_t in_lanes = 0;
    for (int k = 0; k < 400; ++k) {
        gs::dynamic_chain const chain = draw.next().chain;
        gs::excitation const level = chain.takes_sound() ? gs::excitation(94_dBSPL) : gs::excitation(4_dBu);
        auto const budget = gs::analyze(chain, level);
        auto const batch = run(
            1, [&](std::size_t) { return chain; }, level);
        REQUIRE(budget.valid());
        auto const& f = batch.figures[0];
        CAPTURE(k);
        REQUIRE(f.valid);
        CHECK(f.rms == within_part(gs::rms_voltage(budget.output().level).value(), 1e-12));
        CHECK(f.headroom().value() == within(budget.headroom().value(), 1e-10));
        CHECK(f.noise().dBu() == within(budget.output().noise.dBu(), f.one_at_a_time ? 1e-12 : 0.001));
        if (!f.one_at_a_time) ++in_lanes;
    }
    CHECK(in_lanes > 200);
}

TEST_CASE("the stated error is within the tolerance: 0.001 dB, if no other is given") {
    // A low-pass, from far below the band to far above it.
    auto const chain = [](std::size_t i) {
        double const rc = 1e-6 * std::pow(10, static_cast<double>(i) / 400);
        return ideal_source{} >>
               test::parts{"low-pass",
                           {gs::series_resistor(10_kohm), gs::shunt_capacitor(si<gs::capacitance>(rc / 10e3))}} >>
               open_end{};
    };
    for (double const dB : {0.001, 0.01}) {
        auto const batch =
            run(1600, chain, 0_dBu, {},
                dB == 0.001 ? gs::batch_options{} : gs::batch_options{.noise_tolerance = gs::decibels{dB}});
        double worst = 0;
        for (gs::output_figures const& f : batch.figures) worst = std::fmax(worst, f.noise_error);
        CAPTURE(dB);
        CHECK(10 * std::log10(1 + worst) <= dB);
        CHECK(10 * std::log10(1 + worst) > 0.9 * dB); // one of so many comes near it
    }
}

// A panel of the width 2h over u = ln f: exp(u), integrated, is 2 sinh(h) times its centre. The relative error that is stated
// of white noise is what Gauss's rule of seven points makes of that, in every panel alike.
TEST_CASE("the frequencies of a batch: panels of equal widths, with the integrals of white noise and of 1/f noise") {
    // Abramowitz and Stegun, Handbook of Mathematical Functions (1964), table 25.4.
    auto const gauss = [](double h) {
        return h * (0.417959183673469 + 2 * (0.381830050505119 * std::cosh(0.405845151377397 * h) +
                                             0.279705391489277 * std::cosh(0.741531185599394 * h) +
                                             0.129484966168870 * std::cosh(0.949107912342759 * h)));
    };
    struct row {
        double low, high, decades;
        int panels; // of at most so many decades
    };
    for (row const& r : {row{20, 20e3, 3, 1}, row{20, 20e3, 1.5, 2}, row{20, 20e3, 1, 3}, row{20, 20e3, 0.5, 6},
                         row{20, 25e3, 3, 2}, row{0.01, 10, 3, 1}, row{1000, 1000.001, 1, 1}}) {
        CAPTURE(r.high);
        CAPTURE(r.decades);
        auto const nodes =
            gs::detail::nodes_in_panels_of(r.decades, {.band = {si<gs::frequency>(r.low), si<gs::frequency>(r.high)}});
        REQUIRE(nodes.size() == 1 + 16 * static_cast<std::size_t>(r.panels)); // the edges, and 15 in each panel
        double white = 0, flicker = 0;
        for (auto const& node : nodes) {
            white += node.weight;
            flicker += node.weight / node.at.f.value;
        }
        CHECK(white == within_part(r.high - r.low, 1e-6));
        CHECK(flicker == within_part(std::log(r.high / r.low), 1e-12));
        double const h = std::log(r.high / r.low) / r.panels / 2;
        double const stated = std::fabs(gauss(h) / (2 * std::sinh(h)) - 1);
        CHECK(gs::detail::error_of_white_noise(nodes) == within(stated, 1e-3 * stated + 1e-14));
    }
}

TEST_CASE("a chain at many frequencies is what the passes say at each") {
    test::generator draw(21);
    std::vector<gs::frequency> frequencies;
    for (int k = 0; k <= 60; ++k) frequencies.push_back(si<gs::frequency>(std::pow(10, 1 + k / 15.0)));
    for (int k = 0; k < 100; ++k) {
        gs::dynamic_chain const chain = draw.next().chain;
        std::vector<gs::output_point> points(frequencies.size());
        auto const report = gs::respond(chain, frequencies, points);
        CHECK(report.computed == frequencies.size());
        auto const low = chain.lower();
        std::size_t const n = low.stages.size();
        gs::detail::signal_pass<gs::detail::dynamic_storage, gs::detail::complex> signal(low.view());
        std::vector<double> density(n * n);
        for (std::size_t i = 0; i < frequencies.size(); ++i) {
            auto const at = gs::at_frequency(frequencies[i].value(), gs::room_temperature);
            signal(low.view(), at);
            gs::detail::noise_densities<gs::detail::dynamic_storage>(low.view(), at, density);
            auto const v = signal.stages.back().v;
            double total = 0;
            for (std::size_t c = 0; c < n; ++c) total += density[(n - 1) * n + c];
            CAPTURE(k);
            CAPTURE(i);
            CHECK(points[i].re == within(v.re, 1e-12 * magnitude(v)));
            CHECK(points[i].im == within(v.im, 1e-12 * magnitude(v)));
            CHECK(points[i].noise == within_part(total, 1e-12));
        }
    }
}

TEST_CASE("the voltage at every stage at many frequencies is what the signal pass says at each") {
    test::generator draw(22);
    std::vector<gs::frequency> frequencies;
    for (int k = 0; k <= 60; ++k) frequencies.push_back(si<gs::frequency>(std::pow(10, 1 + k / 15.0)));
    for (int k = 0; k < 100; ++k) {
        gs::dynamic_chain const chain = draw.next().chain;
        auto const low = chain.lower();
        std::size_t const n = low.stages.size();
        std::vector<gs::stage_voltage> voltages(n * frequencies.size());
        auto const report = gs::respond(chain, frequencies, voltages);
        CHECK(report.computed == frequencies.size());
        gs::detail::signal_pass<gs::detail::dynamic_storage, gs::detail::complex> signal(low.view());
        for (std::size_t i = 0; i < frequencies.size(); ++i) {
            signal(low.view(), gs::at_frequency(frequencies[i].value(), gs::room_temperature));
            for (std::size_t s = 0; s < n; ++s) {
                CAPTURE(k);
                CAPTURE(i);
                CAPTURE(s);
                auto const v = signal.stages[s].v;
                CHECK(voltages[i * n + s].re == within(v.re, 1e-12 * magnitude(v)));
                CHECK(voltages[i * n + s].im == within(v.im, 1e-12 * magnitude(v)));
            }
        }
    }
}

TEST_CASE("the voltage at every stage: what frequency_response() says, and a frequency that is not one") {
    struct ladder {
        gs::component_name name = "ladder";
        constexpr std::array<gs::element, 2> elements() const {
            return {gs::series_resistor(1_kohm), gs::shunt_capacitor(100_nF)};
        }
    };
    auto const chain = gs::line_output{} >> ladder{} >> ladder{} >> gs::line_input{};
    REQUIRE(chain.validate().empty());
    std::vector<gs::frequency> const frequencies{1000_Hz, 0_Hz, 10_kHz};
    std::vector<gs::stage_voltage> voltages(4 * frequencies.size());
    auto const report = gs::respond(chain, frequencies, voltages);
    CHECK(report.computed == 2);
    CHECK(report.invalid == 1);
    CHECK(report.first_invalid == 1);
    for (std::size_t s = 0; s < 4; ++s) {
        CHECK(voltages[4 + s].re == 0);
        CHECK(voltages[4 + s].im == 0);
    }
    auto const response = gs::frequency_response(chain);
    for (std::size_t i : {0u, 2u}) {
        auto const points = response.at(frequencies[i]);
        for (std::size_t s = 0; s < 4; ++s) {
            gs::stage_voltage const& v = voltages[4 * i + s];
            CHECK(20 * std::log10(std::hypot(v.re, v.im)) == within(points[s].gain.value(), 1e-11));
            CHECK(std::atan2(v.im, v.re) == within(points[s].phase.value(), 1e-12));
        }
    }
}

TEST_CASE("the number of threads changes no bit") {
    std::size_t const count = 1600;
    auto const some = [](std::size_t i) { // every kind of fate
        auto c = guitar_chain(i);
        if (i % 97 == 5) std::get<1>(c.components()).length.value();
        return c;
    };
    auto const reference = run(count, some, 0_dBu, {}, {.threads = 1});
    for (unsigned threads : {2U, 3U, 7U}) {
        auto const batch = run(count, some, 0_dBu, {}, {.threads = threads});
        REQUIRE(batch.figures.size() == count);
        bool same = true;
        for (std::size_t i = 0; i < count; ++i) {
            auto const& a = reference.figures[i];
            auto const& b = batch.figures[i];
            same = same && a.rms == b.rms && a.overload_ratio == b.overload_ratio && a.noise_power == b.noise_power &&
                   a.noise_error == b.noise_error && a.valid == b.valid && a.one_at_a_time == b.one_at_a_time;
        }
        CHECK(same);
        CHECK(batch.report.one_at_a_time == reference.report.one_at_a_time);
    }
    std::vector<gs::frequency> frequencies;
    for (int k = 1; k <= 3000; ++k) frequencies.push_back(si<gs::frequency>(5.0 * k));
    std::vector<gs::output_point> one(frequencies.size());
    std::vector<gs::output_point> many(frequencies.size());
    (void)gs::respond(microphone_chain(1), frequencies, one, gs::room_temperature, {.threads = 1});
    (void)gs::respond(microphone_chain(1), frequencies, many, gs::room_temperature, {.threads = 3});
    CHECK(std::memcmp(one.data(), many.data(), one.size() * sizeof one[0]) == 0);
}

TEST_CASE("an invalid variant is reported and not computed; its neighbours are") {
    auto const make = [](std::size_t i) {
        bool const broken = i == 0 || i == 21 || i == 700;
        return microphone_chain_with(i, si<gs::length>(broken ? test::not_a_number : 10));
    };
    for (unsigned threads : {1U, 2U}) {
        auto const batch = run(1000, make, 94_dBSPL, {}, {.threads = threads});
        CHECK(batch.report.invalid == 3);
        CHECK(batch.report.computed == 997);
        CHECK(batch.report.first_invalid == 0);
        REQUIRE(batch.report.problems.size() == 1);
        CHECK(batch.report.problems[0].component == "cable");
        CHECK(batch.report.problems[0].field == "length");
        CHECK(batch.report.problems[0].reason == "is not a number");
        for (std::size_t i : {0U, 21U, 700U}) {
            CHECK_FALSE(batch.figures[i].valid);
            CHECK(batch.figures[i].level().is_silent());
            CHECK(batch.figures[i].noise().is_silent());
        }
        for (std::size_t i : {1U, 15U, 20U, 22U, 701U})
            check_same(batch.figures[i], gs::analyze(make(i), 94_dBSPL), 0.001);
    }
    auto const none = run(40, make, 94_dBSPL, {.temperature = si<gs::temperature>(-1)});
    CHECK(none.figures.empty());
    CHECK(none.report.computed == 0);
    REQUIRE(none.report.problems.size() == 1);
    CHECK(none.report.problems[0].field == "temperature");
    CHECK(run(0, make, 94_dBSPL).report.computed == 0);
}

TEST_CASE("what rings is found, however sharply") {
    // L and C in series without a resistor to speak of: a peak a ten-thousandth of its frequency wide, between two
    // nodes.
    auto const ringing = [](std::size_t i) {
        double const f0 = 3000 + 10 * static_cast<double>(i);
        double const c = 1e-9;
        double const l = 1 / (4 * 9.869604401089358 * f0 * f0 * c);
        return gs::line_output{.name = "source", .output_impedance = 1_ohm} >>
               test::parts{"coil",
                           {gs::series_resistor(1_ohm, gs::noise::thermal, si<gs::inductance>(l)),
                            gs::shunt_capacitor(si<gs::capacitance>(c)),
                            {}}} >>
               gs::line_input{.name = "input", .input_impedance = 100_Mohm};
    };
    auto const batch = run(64, ringing, 0_dBu);
    CHECK(batch.report.one_at_a_time == 64);
    for (std::size_t i = 0; i < 64; ++i) check_same(batch.figures[i], gs::analyze(ringing(i), 0_dBu), 1e-12);

    // A guitar's coil is well damped: some of them need no more than the lanes.
    auto const guitars = run(
        200, [](std::size_t i) { return guitar_chain(i); }, 0_dBu);
    for (std::size_t i = 0; i < 200; ++i) check_same(guitars.figures[i], gs::analyze(guitar_chain(i), 0_dBu), 0.001);
}

// Of its thermal noise, 4 k T R, a resonance makes pi/2 f0 Q at its peak, far less beside it. A white floor of 4 k T R Q hides
// all but the peak, which lies between two nodes, and is some 0.2 to 150 % of the floor. analyze() finds it (tests/analysis/
// band_noise.cpp, closed forms).
TEST_CASE("a resonance of any frequency on a floor of noise, whatever is in front of it") {
    double const q = 1e4;
    auto const floor = [&](double ohm) {
        return gs::series_noise(si<gs::voltage_noise_density>(std::sqrt(4 * 1.380649e-23 * 293.15 * ohm * q)));
    };
    auto const check = [](auto const& stage, gs::frequency_band band = gs::audio_band) {
        auto const chain = [&](std::size_t i) {
            double const f0 = band.low.value() * std::pow(1.173, 0.5 + static_cast<double>(i));
            return ideal_source{} >> stage(f0) >> open_end{};
        };
        gs::conditions const cond{.band = band};
        std::size_t const count = band.low == gs::audio_band.low ? 43 : 18;
        auto const batch = run(count, chain, 0_dBu, cond);
        for (std::size_t i = 0; i < count; ++i) {
            CAPTURE(i);
            check_same(batch.figures[i], gs::analyze(chain(i), 0_dBu, cond), 0.001);
        }
    };

    using list = std::vector<gs::element>;
    auto const resistor = [](double ohm) { return gs::series_resistor(si<gs::impedance>(ohm)); };
    auto const across = [](double ohm) { return gs::shunt_resistor(si<gs::impedance>(ohm)); };
    auto const capacitor = [](double farad) { return gs::shunt_capacitor(si<gs::capacitance>(farad)); };
    auto const coil = [](double ohm, double henry) {
        return gs::series_resistor(si<gs::impedance>(ohm), gs::noise::thermal, si<gs::inductance>(henry));
    };
    auto const sections = [](int n, gs::element const& series, gs::element const& shunt) {
        list all;
        for (int k = 0; k < n; ++k) all.insert(all.end(), {series, shunt});
        return all;
    };
    // A coil, with a resistance of its own, and a capacitor behind what is in front of them. `ohm` is the resistance that Q
    // and the floor are reckoned with.
    struct row {
        char const* name;
        list in_front;
        double ohm;
        double own;
        gs::frequency_band band = gs::audio_band;
    };
    double const golden = (std::sqrt(5.0) - 1) / 2; // R = (R + r) parallel to r, of r
    row const rows[] = {
        {"nothing", {}, 1, 1},
        {"a capacitor across the source", {capacitor(1e-6)}, 1, 1},
        {"two low-passes of 1 kHz", sections(2, resistor(0.1), capacitor(1.6e-3)), 0.1, 0},
        {"eighty sections of 10 kohm", sections(80, resistor(10e3), across(10e3)), 10e3 * golden, 0},
        {"eighty sections of 1 mohm", sections(80, resistor(1e-3), across(1e-3)), 1e-3 * golden, 0},
        {"a low-pass of 100 kHz without loss", {coil(0, 1e-6), capacitor(2.5e-6)}, 0.1, 0.1},
        {"a transformer, its leakage 1 ohm at 1 kHz",
         {coil(0.01, 0.159), capacitor(10e-12), gs::ideal_transformer(std::sqrt(0.001)), capacitor(1e-9)},
         0.1,
         0.1},
        {"all of it below 1 ohm, but a capacitor", {resistor(3e-6), capacitor(1e-9)}, 3e-6, 0, {1_kHz, 20_kHz}}};
    for (row const& r : rows) {
        CAPTURE(r.name);
        check(
            [&](double f0) {
                double const w0 = 2 * gs::detail::pi * f0;
                many_parts<163> p{"parts"};
                auto next = std::copy(r.in_front.begin(), r.in_front.end(), p.list.begin());
                *next++ = coil(r.own, r.ohm * q / w0);
                *next++ = capacitor(1 / (r.ohm * q * w0));
                *next = floor(r.ohm);
                return p;
            },
            r.band);
    }

    // A capacitor and a virtual ground, with Rf: 1/(2 pi Rf C) = f0/Q, GBW = f0 Q.
    check([&](double f0) {
        return many_parts<4>{"charge amplifier",
                             {gs::series_capacitor(si<gs::capacitance>(q / (2 * gs::detail::pi * f0 * 100e3))),
                              gs::shunt_resistor(100_kohm),
                              gs::summing_op_amp(100_kohm, {1e12, si<gs::frequency>(f0 * q)}), floor(100e3)}};
    });
}

TEST_CASE("variants from values of elements are those from components") {
    auto const chain = [](double output_impedance, double gain) {
        return gs::line_output{.name = "source", .output_impedance = si<gs::impedance>(output_impedance)} >>
               test::parts{"stage",
                           {gs::shunt_resistor(10_kohm), gs::ideal_amplifier(gain), gs::series_resistor(1_kohm)}} >>
               gs::line_input{.name = "input", .full_scale = 20_dBu};
    };
    gs::perturbation p(chain(100, 2));
    p.vary("stage", 0, &gs::element::resistance).vary("stage", 1, &gs::element::gain);
    REQUIRE(p.problems().empty());
    REQUIRE(p.elements_of("stage").size() == 3);
    CHECK(p.elements_of("stage")[0].resistance == 10e3);
    CHECK(p.elements_of("nothing").empty());
    auto const fill = [](std::size_t i, std::span<double> values) {
        values[0] = i == 33 ? 0 : 1e3 + 10 * static_cast<double>(i);
        values[1] = i == 40 ? test::not_a_number : 1 + 0.1 * static_cast<double>(i);
    };
    collected batch;
    batch.report = gs::analyze_variants(p, 100, fill, 4_dBu, {}, [&](std::size_t, auto figures) {
        batch.figures.insert(batch.figures.end(), figures.begin(), figures.end());
    });
    CHECK(batch.report.invalid == 2);
    CHECK(batch.report.first_invalid == 33);
    REQUIRE(batch.report.problems.size() == 1);
    CHECK(batch.report.problems[0].component == "stage");
    for (std::size_t i = 0; i < 100; ++i) {
        if (i == 33 || i == 40) {
            CHECK_FALSE(batch.figures[i].valid);
            continue;
        }
        double const x = static_cast<double>(i);
        auto const same = gs::line_output{.name = "source", .output_impedance = 100_ohm} >>
                          test::parts{"stage",
                                      {gs::shunt_resistor(si<gs::impedance>(1e3 + 10 * x)),
                                       gs::ideal_amplifier(1 + 0.1 * x), gs::series_resistor(1_kohm)}} >>
                          gs::line_input{.name = "input", .full_scale = 20_dBu};
        check_same(batch.figures[i], gs::analyze(same, 4_dBu), 0.001);
    }
    // What is not there cannot vary, and nothing is computed.
    p.vary("stage", 7, &gs::element::gain);
    CHECK(gs::analyze_variants(p, 3, fill, 4_dBu, {}, [](std::size_t, auto) { FAIL("computed"); }).problems.size() ==
          1);
}

TEST_CASE("variants whose elements differ in kind are computed one at a time") {
    auto const make = [](std::size_t i) {
        bool const with = i % 3 == 0;
        return gs::line_output{.name = "source"} >>
               test::parts{"filter", {gs::series_resistor(1_kohm), gs::shunt_capacitor(with ? 10_nF : 0_nF), {}}} >>
               gs::line_input{.name = "input"};
    };
    auto const batch = run(48, make, 4_dBu);
    CHECK(batch.report.computed == 48);
    CHECK(batch.report.one_at_a_time > 0);
    for (std::size_t i = 0; i < 48; ++i) check_same(batch.figures[i], gs::analyze(make(i), 4_dBu), 0.001);
}

// The first variant's branch, or the one that the values are put into, is of one part; the others' have two.
TEST_CASE("variants of a branch that gets a second part") {
    struct row {
        gs::element first, others;
        double gs::element::*second;
    };
    auto const c = gs::shunt_branch(0_ohm, {}, 10_nF);
    auto const r = gs::shunt_branch(5_kohm, {});
    auto const small = gs::shunt_branch(si<gs::impedance>(1e-3), {});
    for (row const& kinds :
         {row{c, gs::shunt_branch(3_kohm, {}, 10_nF), &gs::element::resistance},
          row{c, gs::shunt_branch(0_ohm, 1_H, 10_nF), &gs::element::inductance},
          row{r, gs::shunt_branch(5_kohm, 1_H), &gs::element::inductance},
          row{r, gs::shunt_branch(5_kohm, {}, 10_nF), &gs::element::elastance},
          // Of one ohm and of one farad: no other number stands for "none" than 0.
          row{c, gs::shunt_branch(1_ohm, {}, 10_nF), &gs::element::resistance},
          row{small, gs::shunt_branch(si<gs::impedance>(1e-3), {}, si<gs::capacitance>(1)), &gs::element::elastance}})
        for (auto const kind : {gs::element_kind::shunt, gs::element_kind::series}) {
            CAPTURE(kinds.others.resistance);
            CAPTURE(kinds.others.inductance);
            CAPTURE(kinds.others.elastance);
            CAPTURE(static_cast<int>(kind));
            gs::conditions const cond{.frequency = 5_kHz};
            // 100 kohm, so that nothing rings: what does is computed one at a time.
            auto const chain = [&](gs::element branch) {
                branch.kind = kind;
                return gs::line_output{.name = "source"} >>
                       test::parts{"filter", {gs::series_resistor(100_kohm), branch, {}}} >>
                       gs::line_input{.name = "input"};
            };
            auto const first = gs::analyze(chain(kinds.first), 4_dBu, cond);
            auto const others = gs::analyze(chain(kinds.others), 4_dBu, cond);
            auto const batch = run(
                8, [&](std::size_t i) { return chain(i == 0 ? kinds.first : kinds.others); }, 4_dBu, cond);
            check_same(batch.figures[0], first, 0.001);
            for (std::size_t i = 1; i < 8; ++i) check_same(batch.figures[i], others, 0.001);

            gs::perturbation p(chain(kinds.first));
            p.vary("filter", 1, kinds.second);
            collected by_value;
            by_value.report = gs::analyze_variants(
                p, 8, [&](std::size_t, std::span<double> values) { values[0] = kinds.others.*kinds.second; }, 4_dBu,
                cond, [&](std::size_t, auto figures) { by_value.figures.assign(figures.begin(), figures.end()); });
            REQUIRE(by_value.figures.size() == 8);
            CHECK(by_value.report.one_at_a_time == 0);
            for (gs::output_figures const& f : by_value.figures) check_same(f, others, 0.001);
        }
}

TEST_CASE("a feedback network of which only the noise current counts: i |Z| sqrt(B)") {
    // 10 kohm beside 10 kohm, and beside an open branch, with 1 pA/rtHz: 5 and 10 nV/rtHz, from 20 Hz to 20 kHz.
    auto const chain = [](std::size_t i) {
        gs::element const network{.kind = gs::element_kind::network_noise,
                                  .resistance = 1e4,
                                  .elastance = i % 2 == 0 ? 0 : test::infinity,
                                  .parallel = 1e4,
                                  .density = 1e-12};
        return gs::line_output{.name = "source"} >>
               test::parts{"buffer", {gs::ideal_amplifier(1), network, gs::ideal_amplifier(1)}} >>
               gs::line_input{.name = "input"};
    };
    auto const batch = run(4, chain, 0_dBu);
    for (std::size_t i = 0; i < 4; ++i) {
        double const volts = (i % 2 == 0 ? 5e-9 : 10e-9) * std::sqrt(19980.0);
        check_same(batch.figures[i], gs::analyze(chain(i), 0_dBu), 1e-9);
        auto const own = gs::analyze(chain(i), 0_dBu).noise_contributions_at(2)[1];
        CHECK(gs::rms_voltage(own.level.level()).value() == within_part(volts, 1e-9));
    }
}

TEST_CASE("at silence nothing clips, and the noise is there") {
    auto const silence = gs::sound_level::silence();
    auto const batch = run(40, microphone_chain, silence);
    for (std::size_t i = 0; i < 40; ++i) {
        CHECK(batch.figures[i].valid);
        CHECK(batch.figures[i].level().is_silent());
        CHECK(batch.figures[i].overload_ratio == test::infinity);
        CHECK(batch.figures[i].noise().dBu() ==
              within(gs::analyze(microphone_chain(i), silence).output().noise.dBu(), 0.001));
    }
}

TEST_CASE("signal alone, and impossible frequencies") {
    auto const batch = run(40, microphone_chain, 94_dBSPL, {}, {.noise = false});
    for (std::size_t i = 0; i < 40; ++i) {
        auto const budget = gs::analyze(microphone_chain(i), 94_dBSPL);
        CHECK(batch.figures[i].level().dBu() == within(budget.output().level.dBu(), 1e-11));
        CHECK(batch.figures[i].noise().is_silent());
    }
    std::array<gs::frequency, 3> const frequencies{1_kHz, si<gs::frequency>(-1), si<gs::frequency>(test::not_a_number)};
    std::array<gs::output_point, 3> points{};
    auto const report = gs::respond(microphone_chain(0), frequencies, points);
    CHECK(report.computed == 1);
    CHECK(report.invalid == 2);
    CHECK(report.first_invalid == 1);
    CHECK(points[0].noise > 0);
    for (std::size_t i : {1u, 2u}) {
        CHECK(points[i].re == 0);
        CHECK(points[i].im == 0);
        CHECK(points[i].noise == 0);
    }
}

TEST_CASE("what rings is found among variants from values of elements, too") {
    auto const ringing = [](double henry) {
        return gs::line_output{.name = "source", .output_impedance = 1_ohm} >>
               test::parts{"coil",
                           {gs::series_resistor(1_ohm, gs::noise::thermal, si<gs::inductance>(henry)),
                            gs::shunt_capacitor(1_nF),
                            {}}} >>
               gs::line_input{.name = "input", .input_impedance = 100_Mohm};
    };
    gs::perturbation p(ringing(1));
    p.vary("coil", 0, &gs::element::inductance);
    auto const henry = [](std::size_t i) { return 0.8 + 0.1 * static_cast<double>(i); };
    collected batch;
    batch.report = gs::analyze_variants(
        p, 10, [&](std::size_t i, std::span<double> values) { values[0] = henry(i); }, 4_dBu, {},
        [&](std::size_t, auto figures) { batch.figures.assign(figures.begin(), figures.end()); });
    CHECK(batch.report.one_at_a_time == 10);
    REQUIRE(batch.figures.size() == 10);
    for (std::size_t i = 0; i < 10; ++i) check_same(batch.figures[i], gs::analyze(ringing(henry(i)), 4_dBu), 1e-12);
}

// What checks itself is trusted with any value.
struct trusted_parts : test::parts {
    void check(gs::field_checks&) const {}
};

TEST_CASE("values that together leave the range of a double: that variant alone") {
    auto const make = [](std::size_t i) {
        double const gain = i == 3 ? 1e100 : i == 6 ? 1e250 : 1;
        double const noise = i == 7 ? 1e153 : 1e-9;
        return gs::line_output{.name = "source", .output_impedance = si<gs::impedance>(i == 5 ? -1 : 100)} >>
               trusted_parts{{"stage",
                              {gs::ideal_amplifier(1e100), gs::ideal_amplifier(gain),
                               gs::series_noise(si<gs::voltage_noise_density>(noise))}}} >>
               gs::line_input{.name = "input"};
    };
    // The square of 1e200 V is no number, 1e350 V is none, and 1e153 V/rtHz in 20 kHz is none as a power.
    auto const batch = run(8, make, 4_dBu);
    CHECK(batch.report.computed == 4);
    CHECK(batch.report.invalid == 4);
    CHECK(batch.report.first_invalid == 3);
    REQUIRE(batch.report.problems.size() == 1);
    CHECK(batch.report.problems[0].component == "chain");
    for (std::size_t i = 0; i < 8; ++i) CHECK(batch.figures[i].valid == (i != 3 && i < 5));
    auto const signal = run(8, make, 4_dBu, {}, {.noise = false});
    CHECK(signal.report.invalid == 3);
    CHECK(signal.figures[7].level().dBu() == within(signal.figures[2].level().dBu(), 1e-9));
}

TEST_CASE("nothing but impossible variants, chains and frequencies") {
    auto const broken = run(
        20, [](std::size_t i) { return guitar_chain(i, true); }, 0_dBu);
    CHECK(broken.report.invalid == 20);
    CHECK(broken.report.computed == 0);

    std::array<gs::frequency, 1> const one{1_kHz};
    std::array<gs::output_point, 1> point{};
    CHECK(gs::respond(guitar_chain(0, true), one, point).problems.size() == 1);

    std::vector<gs::frequency> const many(1000, 0_Hz); // more than one thread takes at a time
    std::vector<gs::output_point> points(many.size());
    auto const report = gs::respond(guitar_chain(0), many, points);
    CHECK(report.invalid == 1000);
    CHECK(report.first_invalid == 0);
}

TEST_CASE("a sine exactly at the limit passes") {
    auto const at_limit = run(
        1, [](std::size_t) { return gs::line_output{.max_output = 20_dBu} >> gs::line_input{}; }, 20_dBu);
    CHECK(at_limit.figures[0].headroom().value() == 0);
    CHECK_FALSE(at_limit.figures[0].clips());
}

TEST_CASE("a very narrow band: the density times its width") {
    // 4 k T R of the source's 100 ohm and 10 kohm at 293.15 K, in 0.1 mHz at 1 kHz.
    gs::conditions const cond{.band = {1_kHz, si<gs::frequency>(1000.0001)}};
    auto const chain = [](std::size_t) {
        return gs::line_output{.output_impedance = 100_ohm} >>
               test::parts{"stage", {gs::series_resistor(10_kohm), {}, {}}} >>
               gs::line_input{.input_impedance = 1000_Mohm};
    };
    double const expected = 4 * 1.380649e-23 * 293.15 * 10.1e3 * 0.0001;
    CHECK(run(1, chain, 0_dBu, cond).figures[0].noise_power == within_part(expected, 1e-4));
    CHECK(gs::rms_voltage(gs::analyze(chain(0), 0_dBu, cond).output().noise.level()).value() ==
          within_part(std::sqrt(expected), 1e-4));
}

TEST_CASE(
    "a band as narrow as the last place of its frequencies: the noise of analyze(), and no division by its width") {
    gs::conditions const cond{.band = {1_kHz, si<gs::frequency>(std::nextafter(1000.0, 2000.0))}};
    auto const batch = run(4, microphone_chain, 94_dBSPL, cond);
    for (std::size_t i = 0; i < 4; ++i) {
        auto const budget = gs::analyze(microphone_chain(i), 94_dBSPL, cond);
        REQUIRE(budget.valid());
        REQUIRE(batch.figures[i].valid);
        CHECK(batch.figures[i].noise().dBu() == within(budget.output().noise.dBu(), 0.001));
    }
}

TEST_CASE("which values an element can have") {
    using kind = gs::element_kind;
    auto const possible = [](gs::element const& e, double gs::element::*value) {
        return gs::detail::is_possible(e, value);
    };
    // A gain may be negative, a resistance not; neither infinite, nor beyond 1e-21 .. 1e21.
    CHECK(possible({.kind = kind::ratio, .current_gain = -2}, &gs::element::current_gain));
    CHECK(possible({.kind = kind::amplifier, .gain = -2}, &gs::element::gain));
    CHECK_FALSE(possible({.kind = kind::series, .resistance = -2}, &gs::element::resistance));
    CHECK_FALSE(possible({.kind = kind::amplifier, .gain = 1e22}, &gs::element::gain));
    CHECK_FALSE(possible({.kind = kind::amplifier, .gain = 1e-22}, &gs::element::gain));
    CHECK_FALSE(possible({.kind = kind::amplifier, .gain = test::infinity}, &gs::element::gain));
    CHECK_FALSE(possible({.kind = kind::amplifier, .gain = test::not_a_number}, &gs::element::gain));
    // An open branch is infinite; in the path there is none.
    CHECK(possible({.kind = kind::shunt, .resistance = test::infinity}, &gs::element::resistance));
    CHECK(possible({.kind = kind::shunt, .elastance = test::infinity}, &gs::element::elastance));
    CHECK_FALSE(possible({.kind = kind::shunt, .elastance = -test::infinity}, &gs::element::elastance));
    CHECK_FALSE(possible({.kind = kind::series, .elastance = test::infinity}, &gs::element::elastance));
    // A short circuit across the path divides by zero: one part of a branch must be there.
    CHECK_FALSE(possible({.kind = kind::shunt}, &gs::element::resistance));
    CHECK(possible({.kind = kind::shunt, .inductance = 1}, &gs::element::resistance));
    CHECK(possible({.kind = kind::shunt, .elastance = 1}, &gs::element::resistance));
    CHECK_FALSE(possible({.kind = kind::network_noise}, &gs::element::parallel));
    CHECK(possible({.kind = kind::network_noise, .parallel = 1e3}, &gs::element::parallel));
    CHECK(possible({.kind = kind::network_noise, .resistance = 1e3}, &gs::element::resistance));
    CHECK(possible({.kind = kind::limit, .limit = 1}, &gs::element::limit));
    CHECK_FALSE(possible({.kind = kind::limit}, &gs::element::limit));
    // An operational amplifier's gain and bandwidth may be infinite; with a virtual ground A0 ends at 1e15.
    CHECK(possible({.kind = kind::op_amp}, &gs::element::open_loop_gain));
    CHECK(possible({.kind = kind::op_amp}, &gs::element::gain_bandwidth));
    CHECK_FALSE(possible({.kind = kind::op_amp, .open_loop_gain = 0}, &gs::element::open_loop_gain));
    CHECK_FALSE(possible({.kind = kind::op_amp, .gain_bandwidth = 0}, &gs::element::gain_bandwidth));
    gs::element ground{.kind = kind::summing_op_amp, .resistance = 1e3, .open_loop_gain = 1e5, .gain_bandwidth = 1e6};
    CHECK(possible(ground, &gs::element::open_loop_gain));
    ground.gain_bandwidth = 0;
    CHECK_FALSE(possible(ground, &gs::element::gain_bandwidth));
    ground.open_loop_gain = test::infinity;
    CHECK_FALSE(possible(ground, &gs::element::open_loop_gain));
    ground.open_loop_gain = 0;
    CHECK_FALSE(possible(ground, &gs::element::open_loop_gain));
    ground.resistance = 0;
    CHECK_FALSE(possible(ground, &gs::element::resistance));
}

TEST_CASE("a branch of an infinite resistance or elastance is open: as if it were not there") {
    auto const chain = [](gs::element const& branch) {
        return gs::line_output{.name = "source", .output_impedance = 10_kohm} >>
               test::parts{"branch",
                           {branch, gs::series_resistor(1_kohm, gs::noise::thermal, 1_H), gs::shunt_capacitor(1_nF)}} >>
               gs::line_input{.name = "input"};
    };
    auto const without = gs::analyze(chain({}), 4_dBu);
    for (gs::element const& open :
         {gs::shunt_resistor(si<gs::impedance>(test::infinity)),
          gs::element{.kind = gs::element_kind::shunt, .thermal = true, .elastance = test::infinity}}) {
        auto const budget = gs::analyze(chain(open), 4_dBu);
        REQUIRE(budget.valid());
        CHECK(budget.output().level.dBu() == within(without.output().level.dBu(), 1e-12));
        CHECK(budget.output().noise.dBu() == within(without.output().noise.dBu(), 1e-12));
        CHECK(budget.headroom() == without.headroom());
        auto const here = gs::frequency_response(chain(open)).at(5_kHz, "input");
        auto const there = gs::frequency_response(chain({})).at(5_kHz, "input");
        CHECK(here.gain.value() == within(there.gain.value(), 1e-12));
        CHECK(here.group_delay.value() == within_part(there.group_delay.value(), 1e-12));
        CHECK(gs::noise_spectrum(chain(open)).at(5_kHz, "input").density.value() ==
              within_part(gs::noise_spectrum(chain({})).at(5_kHz, "input").density.value(), 1e-12));
        CHECK(gs::to_spice(chain(open), 4_dBu).find("inf") == std::string::npos);
        auto const batch = run(
            1, [&](std::size_t) { return chain(open); }, 4_dBu);
        check_same(batch.figures[0], without, 0.001);
    }
    // An open branch in the first variant, or in another one.
    gs::element const some[] = {gs::shunt_resistor(si<gs::impedance>(test::infinity)), gs::shunt_resistor(1_kohm),
                                gs::shunt_branch(1_kohm, {}, 1_uF)};
    for (std::size_t first : {0u, 1u, 2u}) {
        auto const of = [&](std::size_t i) { return chain(some[(first + i) % 3]); };
        auto const batch = run(6, of, 4_dBu);
        for (std::size_t i = 0; i < 6; ++i) check_same(batch.figures[i], gs::analyze(of(i), 4_dBu), 0.001);
    }
    gs::perturbation p(chain(gs::shunt_branch(1_kohm, {}, 1_uF)));
    p.vary("branch", 0, &gs::element::elastance);
    std::vector<gs::output_figures> all;
    auto const report = gs::analyze_variants(
        p, 1, [](std::size_t, std::span<double> values) { values[0] = test::infinity; }, 4_dBu, {},
        [&](std::size_t, auto figures) { all.assign(figures.begin(), figures.end()); });
    REQUIRE(report.computed == 1);
    check_same(all[0], without, 0.001);
}
