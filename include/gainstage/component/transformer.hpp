// SPDX-License-Identifier: BSL-1.0
// An audio transformer: ratio, windings, core.
#pragma once

#include <gainstage/element.hpp>
#include <gainstage/stage.hpp>
#include <gainstage/validate.hpp>

#include <array>
#include <optional>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// How much a core takes: "maximum level, 1 % THD: -2.5 dBu at 20 Hz". The flux is the voltage over the frequency, so
/// that at twice the frequency the level is 6.02 dB higher.
struct core_limit {
    voltage_level level = voltage_level::from_dBu(0); ///< at the primary, the largest sine
    frequency at = detail::from_si<frequency>(20);    ///< Hz, > 0
};

/// A transformer by its datasheet. The defaults are a 1:10 microphone input transformer.
///
///        Rp     Ll                    1 : n         Rs
///   o--+-[ ]--(mmm)--+------+------+         +-----[ ]---+--o
///      |             |      |      |         |           |
///     === Cp     core limit Lp    Rc  ideal  |          === Cs
///      |                    |      |         |           |
///   o--+--------------------+------+         +-----------+--o
///
/// A load R on the secondary is R/n^2 at the primary; a source impedance Z at the primary is n^2 Z at the secondary.
/// The resistances of both windings and of the core make thermal noise. Source: Whitlock, Handbook for Sound Engineers,
/// ch. 11 (audio transformer basics).
struct transformer {
    component_name name = "transformer";
    /// "Turns ratio", secondary over primary: 10 for 1:10, 1.0/12 for 12:1. > 0.
    double turns_ratio = 10;
    /// "DC resistance" of the primary, ohm. >= 0.
    impedance primary_resistance = detail::from_si<impedance>(20);
    /// "DC resistance" of the secondary, ohm. >= 0.
    impedance secondary_resistance = detail::from_si<impedance>(2500);
    /// Magnetizing inductance, seen at the primary with the secondary open, H: the low end of the response. A core's
    /// inductance rises with level and towards low frequencies; state the one that holds at the lowest frequency of
    /// interest. > 0. Empty: not stated, no loss at low frequencies.
    std::optional<inductance> primary_inductance = detail::from_si<inductance>(10);
    /// Leakage inductance of both windings, referred to the primary: measured there, the secondary shorted. H, >= 0.
    inductance leakage_inductance{};
    /// Losses of the core, as a resistance across the primary, ohm. > 0. Empty: none.
    std::optional<impedance> core_loss{};
    /// Capacitance across the primary, F. >= 0.
    capacitance primary_capacitance{};
    /// Capacitance across the secondary, F. >= 0.
    capacitance secondary_capacitance{};
    /// "Maximum level", 1 % THD, at a frequency; empty: not stated.
    std::optional<core_limit> core{};
    /// "Common-mode rejection", dB; empty: not stated.
    std::optional<decibels> cmrr{};
    connector input = connectors::unspecified;
    connector output = connectors::unspecified;

    [[nodiscard]] constexpr std::array<element, 8> elements() const {
        std::array<element, 8> list{};
        list[0] = shunt_capacitor(primary_capacitance);
        list[1] = series_resistor(primary_resistance, noise::thermal, leakage_inductance);
        if (core) list[2] = flux_limit(core->level, core->at);
        if (primary_inductance) list[3] = shunt_branch({}, *primary_inductance);
        if (core_loss) list[4] = shunt_resistor(*core_loss);
        list[5] = ideal_transformer(turns_ratio);
        list[6] = series_resistor(secondary_resistance);
        list[7] = shunt_capacitor(secondary_capacitance);
        return list;
    }

    constexpr void describe(stage_info& s) const {
        s.kind = stage_kind::transformer;
        s.input = input;
        s.output = output;
        s.topology = output_topology::floating;
        s.dc.blocks = true;
        s.common_mode.isolates = true;
        s.common_mode.cmrr = cmrr;
        s.limit_is_stated = core.has_value();
    }

    constexpr void check(field_checks& f) const {
        if (!(turns_ratio >= 1e-10 && turns_ratio <= 1e10))
            f.fail("turns_ratio", turns_ratio, "", "must be a ratio greater than zero, within +-200 dB");
        f.not_negative("primary_resistance", primary_resistance);
        f.not_negative("secondary_resistance", secondary_resistance);
        if (primary_inductance) f.positive("primary_inductance", *primary_inductance);
        f.not_negative("leakage_inductance", leakage_inductance);
        if (core_loss) f.positive("core_loss", *core_loss);
        f.not_negative("primary_capacitance", primary_capacitance);
        f.not_negative("secondary_capacitance", secondary_capacitance);
        if (core) {
            f.level("core.level", core->level);
            f.positive("core.at", core->at);
        }
        if (cmrr) f.gain("cmrr", *cmrr);
    }
};

} // namespace gainstage
