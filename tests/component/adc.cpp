// SPDX-License-Identifier: BSL-1.0
// Converters: quantization (facts/oracles.md O17), dynamic range by the sheet (facts/line_io.csv), 0 dBFS (O14).

#include "check.hpp"

#include <gainstage/analysis/analyze.hpp>
#include <gainstage/component/adc.hpp>
#include <gainstage/component/line_output.hpp>
#include <gainstage/component/microphone.hpp>
#include <gainstage/component/preamp.hpp>
#include <gainstage/dynamic_chain.hpp>
#include <gainstage/literals.hpp>
#include <gainstage/rules/diagnose.hpp>

namespace {

namespace gs = gainstage;
using namespace gainstage::literals;
using test::si;
using test::within;

gs::line_output const source{.output_impedance = si<gs::impedance>(1e-6)};

} // namespace

TEST_SUITE("component/adc") {
    TEST_CASE("O17: a full-scale sine over the quantization noise, 0 to half the sample rate") {
        struct row {
            int bits;
            double dB;
        };
        for (row const r : {row{8, 49.93}, row{12, 74.01}, row{16, 98.09}, row{20, 122.17}})
            for (double const rate : {44.1e3, 48e3, 192e3}) {
                CAPTURE(r.bits);
                CAPTURE(rate);
                gs::adc const a{.bits = r.bits, .sample_rate = si<gs::frequency>(rate)};
                auto const b = gs::analyze(source >> a, a.full_scale,
                                           {.band = {si<gs::frequency>(0.01), si<gs::frequency>(rate / 2)}});
                CHECK(b.output().snr.value() == within(r.dB, 0.0051));
                CHECK(b.output().snr.value() == within(6.0206 * r.bits + 1.7609, 0.001));
                CHECK(b.digital_level().dBFS() == within(0, 1e-6));
            }
        // 24 bits: 6.0206 * 24 + 1.7609 = 146.2553 dB.
        gs::adc const a{.bits = 24};
        CHECK(
            gs::analyze(source >> a, a.full_scale, {.band = {si<gs::frequency>(0.01), 24_kHz}}).output().snr.value() ==
            within(146.255, 0.001));
    }

    TEST_CASE("oversampling spreads the noise: four times the rate, 6.02 dB less of it in 20 Hz to 20 kHz") {
        auto const snr = [](gs::frequency rate) {
            return gs::analyze(source >> gs::adc{.bits = 16, .sample_rate = rate}, 0_dBu).output().snr;
        };
        CHECK((snr(192_kHz) - snr(48_kHz)).value() == within(6.0206, 1e-4));
        // 98.09 dB over 24 kHz; 19,980 Hz of them: 10 log10(24/19.98) = 0.796 dB more. 0 dBu is 8.239 - 0 dB below 2 V.
        CHECK(snr(48_kHz).value() == within(98.09 + 0.796 - 8.239, 0.01));
    }

    TEST_CASE("chips: 2 V RMS full scale, dynamic range in dB(A)") {
        struct row {
            char const* name;
            double volts, ohms, dBA, full_scale_dBu;
        };
        // TI PCM1820 (DRE) and PCM1821, 2.5 and 10 kohm each pin; PCM1863 single-ended and differential; Cirrus CS4220.
        for (row const r :
             {row{"PCM1820", 2, 5e3, 123, 8.2}, row{"PCM1821", 2, 20e3, 106, 8.2}, row{"PCM1863", 2.1, 10e3, 110, 8.7},
              row{"PCM1863 differential", 4.2, 10e3, 110, 14.7}, row{"CS4220", 2, 10e3, 100, 8.2}}) {
            CAPTURE(r.name);
            gs::adc const a{.full_scale = gs::level_of(si<gs::voltage>(r.volts)),
                            .dynamic_range = gs::dynamic_range{gs::decibels{r.dBA}, gs::weighting::a},
                            .input_impedance = si<gs::impedance>(r.ohms)};
            CHECK(a.full_scale.dBu() == within(r.full_scale_dBu, 0.05));
            auto const b = gs::analyze(source >> a, a.full_scale, {.weighting = gs::weighting::a});
            CHECK(b.output().snr.value() == within(r.dBA, 1e-3));
            CHECK(b.dynamic_range().value() == within(r.dBA, 1e-3));
            CHECK(b.max_input().dBu() == within(a.full_scale.dBu(), 1e-6));
            CHECK(gs::magnitude(b.stages()[0].load_impedance).value() == within(r.ohms, 1e-6));
            // The same noise unweighted: white, 2.05 dB more (domain.md section 6).
            CHECK(gs::analyze(source >> a, a.full_scale).output().snr.value() == within(r.dBA - 2.05, 0.005));
        }
    }

    TEST_CASE("bits and dynamic range: the dynamic range counts") {
        gs::adc a{.dynamic_range = gs::dynamic_range{100_dB, gs::weighting::none}, .bits = 8};
        CHECK(gs::analyze(source >> a, a.full_scale).output().snr.value() == within(100, 1e-3));
        // 8 bits: 49.93 dB over 24 kHz, 0.796 dB more in the band.
        a.dynamic_range = {};
        CHECK(gs::analyze(source >> a, a.full_scale).output().snr.value() == within(49.93 + 0.796, 0.01));
    }

    TEST_CASE("AES17: a full-scale sine is 0 dBFS; EBU R68: 0 dBFS at +18 dBu, alignment at -18 dBFS") {
        gs::adc const a{.full_scale = 18_dBu, .bits = 24};
        CHECK(gs::analyze(source >> a, 18_dBu).digital_level().dBFS() == within(0, 1e-6));
        CHECK(gs::analyze(source >> a, 0_dBu).digital_level().dBFS() == within(-18, 1e-6));
        CHECK_FALSE(gs::analyze(source >> a, 18_dBu).clips());
        CHECK(gs::analyze(source >> a, 18.1_dBu).clips());
        auto const info = gs::analyze(source >> a, 0_dBu).infos()[1];
        CHECK(info.nominal->dBu() == 0);
        CHECK(info.full_scale->dBu() == 18);
        CHECK(info.kind == gs::stage_kind::adc);
    }

    TEST_CASE("input capacitance and coupling: two corners") {
        // 1 uF and 10 kohm: 15.915 Hz. 1 kohm || 10 kohm and 1 nF: 175.07 kHz.
        gs::adc const coupled{.coupling = 1_uF};
        CHECK(gs::analyze(source >> coupled, 0_dBu, {.frequency = 15.915_Hz}).output().level.dBu() ==
              within(-3.0103, 0.001));
        gs::adc const loaded{.input_capacitance = 1_nF};
        gs::line_output const kilohm{.output_impedance = 1_kohm};
        auto const at = [&](gs::frequency f) {
            return gs::analyze(kilohm >> loaded, 0_dBu, {.frequency = f}).output().level.dBu();
        };
        CHECK(at(175.07_kHz) - at(100_Hz) == within(-3.0103, 0.001));
    }

    TEST_CASE("its noise is not stated: reported") {
        CHECK(gs::diagnose(source >> gs::adc{}, 0_dBu).has("GS504"));
        CHECK_FALSE(gs::diagnose(source >> gs::adc{.bits = 24}, 0_dBu).has("GS504"));
    }

    TEST_CASE("impossible bits") {
        for (int const n : {-1, 0, 65, 1000000}) {
            CAPTURE(n);
            auto const problems = gs::validate(source >> gs::adc{.bits = n});
            REQUIRE(problems.size() == 1);
            CHECK(problems[0].field == "bits");
            CHECK(problems[0].value == n);
            CHECK_FALSE(gs::analyze(source >> gs::adc{.bits = n}, 0_dBu).valid());
        }
        for (int const n : {1, 64}) CHECK(gs::analyze(source >> gs::adc{.bits = n}, 0_dBu).valid());
        CHECK(gs::validate(source >> gs::adc{.full_scale = 0_dBu, .nominal_level = 4_dBu})[0].field == "full_scale");
    }

    TEST_CASE("at compile time") {
        constexpr auto b = gs::analyze(gs::microphone{} >> gs::preamp{} >> gs::adc{.bits = 24}, 94_dBSPL);
        static_assert(b.valid() && !b.clips());
    }
}
