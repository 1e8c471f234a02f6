// SPDX-License-Identifier: BSL-1.0
// Band noise of circuits that ring, on any floor of white noise, against closed forms; its stated error against the true one.

#include "check.hpp"
#include "ends.hpp"

#include <gainstage/analysis/analyze.hpp>
#include <gainstage/analysis/band_noise.hpp>
#include <gainstage/chain.hpp>
#include <gainstage/component/line_input.hpp>
#include <gainstage/component/line_output.hpp>
#include <gainstage/literals.hpp>

#include <array>
#include <cmath>
#include <complex>
#include <cstddef>

namespace {

namespace gs = gainstage;
using namespace gainstage::literals;
using test::ideal_source;
using test::open_end;
using test::within;
using test::within_part;
using gs::operator>>;
constexpr double pi = 3.14159265358979323846;
constexpr double four_kT = 4 * 1.380649e-23 * 293.15;

// A coil and a capacitor, and a white noise of the same stage.
struct tank {
    gs::component_name name = "tank";
    gs::impedance r = 100_ohm;
    gs::inductance l = 1_H;
    gs::capacitance c = 1_nF;
    gs::voltage_noise_density floor{};
    constexpr std::array<gs::element, 3> elements() const {
        return {gs::series_resistor(r, gs::noise::thermal, l), gs::shunt_capacitor(c), gs::series_noise(floor)};
    }
};

// A tank that resonates at f0 with a quality Q; its floor is `floor` times the thermal noise of r.
tank tuned(double f0, double q, double floor) {
    double const c = 1e-9;
    double const l = 1 / (4 * pi * pi * f0 * f0 * c);
    double const r = std::sqrt(l / c) / q;
    return {.r = test::si<gs::impedance>(r),
            .l = test::si<gs::inductance>(l),
            .c = test::si<gs::capacitance>(c),
            .floor = test::si<gs::voltage_noise_density>(std::sqrt(floor * four_kT * r))};
}

// The integral of |H|^2 = f0^4/((f0^2 - f^2)^2 + (f f0/Q)^2). With p a root of the denominator in f (tests/analysis/
// quadrature.cpp), partial fractions give f0^4/Im(p^2) Im(1/2p ln((f - p)/(f + p))).
double low_pass_integral(double low, double high, double f0, double q) {
    std::complex<double> const p = f0 * std::complex<double>{std::sqrt(1 - 1 / (4 * q * q)), 1 / (2 * q)};
    auto const at = [&](double f) { return std::imag((std::log(f - p) - std::log(f + p)) / (2.0 * p)); };
    return std::pow(f0, 4) / std::imag(p * p) * (at(high) - at(low));
}

// The integral of (f/f0)^2 |H|^2, by the same roots: f0^2/Im(p^2) Im(p/2 ln((f - p)/(f + p))).
double band_pass_integral(double low, double high, double f0, double q) {
    std::complex<double> const p = f0 * std::complex<double>{std::sqrt(1 - 1 / (4 * q * q)), 1 / (2 * q)};
    auto const at = [&](double f) { return std::imag(p / 2.0 * (std::log(f - p) - std::log(f + p))); };
    return f0 * f0 / std::imag(p * p) * (at(high) - at(low));
}

// A charge amplifier without a resistor in front: a capacitor into the virtual ground. Rf and the device's falling gain are
// an inductance Rf/(2 pi GBW) there, and the two resonate (Graeme, Photodiode Amplifiers, 1996: gain peaking).
struct charge_amplifier {
    gs::component_name name = "charge amplifier";
    gs::capacitance c = 1_nF;
    gs::impedance rf = 100_kohm;
    gs::open_loop loop{};
    gs::voltage_noise_density behind{};
    constexpr std::array<gs::element, 5> elements() const {
        return {gs::series_capacitor(c), gs::shunt_resistor(rf), gs::series_noise(1_nV_per_rtHz),
                gs::summing_op_amp(rf, loop), gs::series_noise(behind)};
    }
};

template <class Chain>
auto noise_of(Chain const& chain, gs::frequency_band band = gs::audio_band) {
    auto const low = chain.lower();
    return gs::detail::band_noise<gs::detail::fixed_storage<Chain::element_count, Chain::stage_count>>(
        low.view(), band, gs::weighting::none, gs::room_temperature);
}

} // namespace

TEST_SUITE("analysis/band_noise") {
    TEST_CASE("a resonance of any Q, anywhere, on any floor: right to 0.0001 dB, and no worse than stated") {
        for (double const q : {0.7, 1.0, 2.0, 5.0, 20.0, 100.0, 1000.0, 1e5})
            for (double const floor : {0.0, 1e-4, 0.01, 0.1, 1.0, 10.0, 100.0, 1000.0})
                for (double f0 = 22; f0 < 19e3; f0 *= 1.173) {
                    CAPTURE(q);
                    CAPTURE(floor);
                    CAPTURE(f0);
                    tank const t = tuned(f0, q, floor);
                    auto const r = noise_of(ideal_source{} >> t >> open_end{});
                    double const exact = four_kT * t.r.value() * (floor * 19980 + low_pass_integral(20, 20e3, f0, q));
                    double const error = std::abs(r.integral[1 * 3 + 1] - exact) / exact;
                    REQUIRE(r.converged);
                    REQUIRE(error <= 2.3e-6);                   // 0.00001 dB
                    REQUIRE(error <= r.relative_error + 1e-12); // 1e-12: rounding
                }
    }

    TEST_CASE("kT/C, whatever the coil (Nyquist; equipartition): R, L and C over a very wide band") {
        for (double const q : {0.5001, 5.0, 300.0}) {
            tank const t = tuned(3e3, q, 0);
            auto const r = noise_of(ideal_source{} >> t >> open_end{}, {test::si<gs::frequency>(1e-3), 1000_MHz});
            CHECK(r.converged);
            // Below the band 4kTR 1 mHz is missing, at Q = 0.5 a part of 1e-6; nothing to speak of above it.
            CHECK(r.integral[4] == within_part(1.380649e-23 * 293.15 / 1e-9, 2e-6));
        }
    }

    // 1/A = 1/A0 + jf/GBW and beta = 1/(1 + jf/fp), fp = 1/(2 pi Rf C). The device's noise comes out as 1/(1/A + beta), that of
    // Rf as beta/(1/A + beta); so both have the denominator of a resonance at f0 = sqrt(GBW fp), 1/Q = f0/GBW + f0/(A0 fp):
    //   (1 + jf/fp)/(1 - f^2/f0^2 + jf/(f0 Q))      1/(1 - f^2/f0^2 + jf/(f0 Q))
    // A white noise behind it hides all but the peak.
    TEST_CASE("a capacitor and a virtual ground resonate, on any floor") {
        for (double const ratio : {2.0, 100.0, 1e4, 1e6}) // f0/fp
            for (double const floor : {0.0, 1.0, 1e3, 1e6})
                for (double f0 = 30; f0 < 19e3; f0 *= 1.31) {
                    CAPTURE(ratio);
                    CAPTURE(floor);
                    CAPTURE(f0);
                    double const fp = f0 / ratio;
                    double const rf = 100e3;
                    double const behind = ratio * 1e-9 * std::sqrt(floor);
                    auto const r = noise_of(ideal_source{} >>
                                            charge_amplifier{.c = test::si<gs::capacitance>(1 / (2 * pi * fp * rf)),
                                                             .loop = {1e12, test::si<gs::frequency>(ratio * f0)},
                                                             .behind = test::si<gs::voltage_noise_density>(behind)} >>
                                            open_end{});
                    double const q = 1 / (1 / ratio + ratio / 1e12);
                    double const low_pass = low_pass_integral(20, 20e3, f0, q);
                    double const exact = four_kT * rf * low_pass +
                                         1e-18 * (low_pass + ratio * ratio * band_pass_integral(20, 20e3, f0, q)) +
                                         behind * behind * 19980;
                    REQUIRE(r.converged);
                    REQUIRE(r.integral[1 * 3 + 1] == within_part(exact, 2.3e-6)); // 0.00001 dB
                }
    }

    // Behind it the coil is n^2 times as large, and so is its resistance.
    TEST_CASE("a coil and a capacitor with a transformer between them resonate, on any floor") {
        struct coil {
            gs::component_name name = "coil";
            tank t;
            double n = 1;
            constexpr std::array<gs::element, 4> elements() const {
                return {gs::series_resistor(t.r, gs::noise::thermal, t.l), gs::ideal_transformer(n),
                        gs::shunt_capacitor(t.c), gs::series_noise(t.floor)};
            }
        };
        for (double const n : {0.02, 50.0})
            for (double const q : {30.0, 1e5})
                for (double const floor : {1.0, 1000.0})
                    for (double f0 = 22; f0 < 19e3; f0 *= 1.173) {
                        CAPTURE(n);
                        CAPTURE(q);
                        CAPTURE(floor);
                        CAPTURE(f0);
                        tank const t = tuned(f0, q, floor); // as it is behind the transformer
                        coil const c{.t = {.r = t.r / (n * n), .l = t.l / (n * n), .c = t.c, .floor = t.floor}, .n = n};
                        auto const r = noise_of(ideal_source{} >> c >> open_end{});
                        double const exact =
                            four_kT * t.r.value() * (floor * 19980 + low_pass_integral(20, 20e3, f0, q));
                        REQUIRE(r.converged);
                        REQUIRE(r.integral[1 * 3 + 1] == within_part(exact, 2.3e-6)); // 0.00001 dB
                    }
    }

    // The resistors, all at one temperature, make the thermal noise of the resistance that the coil sees (Nyquist). A section
    // makes R' = (R + 1 kohm) parallel to 1 kohm of a resistance R in front of it.
    TEST_CASE("a resonance behind a ladder of many sections, on a floor") {
        struct ladder {
            gs::component_name name = "ladder";
            tank t;
            constexpr std::array<gs::element, 43> elements() const {
                std::array<gs::element, 43> list{};
                for (std::size_t k = 0; k < 40; k += 2) {
                    list[k] = gs::series_resistor(1_kohm);
                    list[k + 1] = gs::shunt_resistor(1_kohm);
                }
                list[40] = gs::series_resistor(0_ohm, gs::noise::none, t.l);
                list[41] = gs::shunt_capacitor(t.c);
                list[42] = gs::series_noise(t.floor);
                return list;
            }
        };
        double ohm = 0;
        for (int k = 0; k < 20; ++k) ohm = 1 / (1 / (ohm + 1000) + 1 / 1000.0);
        for (double const q : {30.0, 1e5})
            for (double f0 = 22; f0 < 19e3; f0 *= 1.173) {
                CAPTURE(q);
                CAPTURE(f0);
                double const floor = 1000;
                double const w0 = 2 * pi * f0;
                ladder const l{.t = {.l = test::si<gs::inductance>(ohm * q / w0),
                                     .c = test::si<gs::capacitance>(1 / (ohm * q * w0)),
                                     .floor = test::si<gs::voltage_noise_density>(std::sqrt(floor * four_kT * ohm))}};
                auto const r = noise_of(ideal_source{} >> l >> open_end{});
                double const exact = four_kT * ohm * (floor * 19980 + low_pass_integral(20, 20e3, f0, q));
                REQUIRE(r.converged);
                REQUIRE(r.integral[1 * 3 + 1] == within_part(exact, 2.3e-6)); // 0.00001 dB
            }
    }

    TEST_CASE("two resonances as close as they can be") {
        // Two coils and two capacitors in a ladder: four storing elements, two natural modes. Dense reference: the midpoint
        // rule over the same density.
        auto const chain = ideal_source{} >> tank{.r = 1_ohm, .l = 1_H, .c = 1_nF} >>
                           tank{.name = "second", .r = 1000_ohm, .l = 1000_H, .c = 1_pF, .floor = 50_nV_per_rtHz} >>
                           open_end{};
        auto const low = chain.lower();
        using storage = gs::detail::fixed_storage<decltype(chain)::element_count, decltype(chain)::stage_count>;
        auto const r = noise_of(chain);
        CHECK(r.converged);
        std::array<double, 16> density{};
        std::array<double, 16> sum{};
        // From 4 to 6 kHz, where both are (5.03 kHz and +-1.6 %), in steps of 0.01 Hz (0.16 Hz wide); and the rest in steps of 1 Hz.
        auto const add = [&](double a, double b, double step) {
            for (double f = a + step / 2; f < b; f += step) {
                gs::detail::noise_densities<storage>(low.view(), gs::at_frequency(f, gs::room_temperature), density);
                for (std::size_t i = 0; i < 16; ++i) sum[i] += density[i] * step;
            }
        };
        add(20, 4000, 1);
        add(4000, 6000, 0.01);
        add(6000, 20e3, 1);
        for (std::size_t i : {5u, 6u, 9u, 10u, 13u, 14u}) {
            CAPTURE(i);
            CHECK(r.integral[i] == within_part(sum[i], 2.3e-5));
        }
    }

    TEST_CASE("two resonances with an amplifier between them: each is that of its stage alone") {
        struct buffer {
            gs::component_name name = "buffer";
            constexpr std::array<gs::element, 1> elements() const { return {gs::ideal_amplifier(1)}; }
        };
        for (double const q : {10.0, 1e6}) {
            CAPTURE(q);
            double const floor = 1e6; // it hides all but the peak
            double const f0[] = {1234, 9876};
            tank const first = tuned(f0[0], q, floor);
            tank second = tuned(f0[1], q, floor);
            second.name = "second";
            auto const r = noise_of(ideal_source{} >> first >> buffer{} >> second >> open_end{});
            CHECK(r.converged);
            auto const exact = [&](tank const& t, double f) {
                return four_kT * t.r.value() * (floor * 19980 + low_pass_integral(20, 20e3, f, q));
            };
            CHECK(r.integral[1 * 5 + 1] == within_part(exact(first, f0[0]), 2.3e-6));
            CHECK(r.integral[3 * 5 + 3] == within_part(exact(second, f0[1]), 2.3e-6));
            auto const behind = noise_of(ideal_source{} >> buffer{} >> first >> open_end{});
            CHECK(behind.integral[2 * 4 + 2] == within_part(exact(first, f0[0]), 2.3e-6));
        }
    }

    TEST_CASE("a circuit that cannot ring is not watched") {
        auto const low = (ideal_source{} >> tank{.l = {}} >> open_end{}).lower();
        CHECK(gs::detail::resonant_range(low.view()).end == 0);
        auto const ringing = (ideal_source{} >> tank{} >> open_end{}).lower();
        CHECK(gs::detail::resonant_range(ringing.view()).end > 0);
    }

    TEST_CASE("a lossless resonance in the band has no finite noise: it does not converge, and says so") {
        // A noise current across an undamped tank.
        struct hiss {
            gs::component_name name = "hiss";
            constexpr std::array<gs::element, 1> elements() const { return {gs::shunt_noise(1_pA_per_rtHz)}; }
        };
        auto const undamped = gs::analyze(ideal_source{} >> tank{.r = {}} >> hiss{} >> open_end{}, 0_dBu);
        CHECK_FALSE(undamped.noise_converged());
        CHECK(undamped.noise_error().value() > 0.1);
    }

    // What is the same at all frequencies is computed once: it must not be taken for so where it is not.
    TEST_CASE(
        "the integral is that of the densities at single frequencies, wherever a capacitor, a coil or a corner lies") {
        struct stage {
            gs::component_name name = "stage";
            int kind = 0;
            std::array<gs::element, 8> elements() const {
                std::array<gs::element, 8> list{};
                auto const noise = gs::series_noise(3_nV_per_rtHz, kind == 5 ? 200_Hz : 0_Hz);
                auto const c = gs::shunt_capacitor(50_nF);
                if (kind == 6) // a coil alone: into 5 or 10 kohm of the next stage
                    return {noise, gs::ideal_amplifier(3),
                            gs::series_resistor(0_ohm, gs::noise::none, test::si<gs::inductance>(0.1))};
                if (kind == 1) list[0] = c;
                list[1] = noise;
                list[2] = gs::shunt_resistor(5_kohm);
                if (kind == 2) list[3] = gs::ideal_transformer(2);
                else list[3] = gs::ideal_amplifier(3, {}, kind == 3 ? 3_kHz : 0_Hz);
                list[4] = gs::series_resistor(300_ohm);
                if (kind == 4) list[5] = c;
                list[6] = noise;
                list[7] = gs::series_resistor(200_ohm);
                return list;
            }
        };
        for (int first = 0; first < 7; ++first)
            for (int second = 0; second < 7; ++second) {
                CAPTURE(first);
                CAPTURE(second);
                auto const chain =
                    gs::line_output{} >> stage{.kind = first} >> stage{.kind = second} >> gs::line_input{};
                using storage = gs::detail::storage_of<std::remove_const_t<decltype(chain)>>;
                auto const low = chain.lower();
                auto const one_by_one =
                    gs::detail::integrate_over_band(20, 20e3, std::array<double, 16>{}, [&](double f, auto& out) {
                        gs::detail::noise_densities<storage>(low.view(), gs::at_frequency(f, gs::room_temperature),
                                                             out);
                    });
                auto const b = gs::analyze(chain, 4_dBu);
                for (std::size_t i = 0; i < 16; ++i)
                    CHECK(b.noise_powers()[i] == test::within_part(one_by_one.integral[i], 1e-12));
            }
    }
}
