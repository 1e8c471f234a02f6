// SPDX-License-Identifier: BSL-1.0
// A combo socket: XLR and 6.35 mm jack in one, with a path behind each. The plug decides.
#pragma once

#include <gainstage/component/phantom_supply.hpp>
#include <gainstage/component/preamp.hpp>
#include <gainstage/element.hpp>
#include <gainstage/stage.hpp>
#include <gainstage/validate.hpp>

#include <array>
#include <optional>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// A combo input of an interface or mixer.
///
///   XLR plug      ---> phantom (if on) ---> microphone path
///   6.35 mm plug  ------------------------> line path          no phantom on these contacts
///
/// Before an unspecified connector it is taken for an XLR.
struct combo_input {
    component_name name = "combo input";
    /// Behind the XLR contacts. Only its electrical fields count: name and connectors are those of the combo input.
    preamp microphone{};
    /// Behind the jack contacts: little or no gain, a high input impedance, a high maximum level.
    preamp line{
        .gain = decibels{0}, .input_impedance = detail::from_si<impedance>(10e3), .accepts = signal_class::line};
    /// On the XLR contacts only; empty: the input has none.
    std::optional<phantom_supply> phantom{};
    connector input = connectors::combo_socket;
    connector output = connectors::unspecified;

    /// The path that a plug selects.
    [[nodiscard]] constexpr bool takes_line_path(connector const& plug) const {
        return plug.shape == connector_shape::jack_6_35;
    }
    [[nodiscard]] constexpr preamp const& path(connector const& plug) const& {
        return takes_line_path(plug) ? line : microphone;
    }
    [[nodiscard]] constexpr preamp path(connector const& plug) && { return takes_line_path(plug) ? line : microphone; }

    [[nodiscard]] constexpr auto elements(hookup const& to) const {
        decltype(phantom->elements()) before{};
        if (phantom && !takes_line_path(to.plug)) before = phantom->elements(to);
        auto const behind = path(to.plug).elements(to);
        std::array<element, before.size() + behind.size()> list{};
        for (std::size_t i = 0; i < before.size(); ++i) list[i] = before[i];
        for (std::size_t i = 0; i < behind.size(); ++i) list[before.size() + i] = behind[i];
        return list;
    }

    constexpr void describe(stage_info& s, connector const& plug) const {
        path(plug).describe(s);
        s.kind = stage_kind::combo_input;
        s.input = input;
        s.output = output;
        if (!phantom || takes_line_path(plug)) return;
        if (phantom->on) s.feed = phantom->feed();
        if (phantom->in_input_impedance) return;
        // The feed resistors lie beside the legs of the input.
        preamp const& p = path(plug);
        double const feed = 1 / phantom->feed().feed_resistor.value();
        double const leg =
            p.common_mode_impedance ? 1 / p.common_mode_impedance->value() : 2 / p.input_impedance.value();
        s.common_mode.leg_to_ground = detail::from_si<impedance>(1 / (feed + leg));
        s.common_mode.leg_mismatch = phantom->feed_mismatch * feed / (feed + leg);
    }

    constexpr void check(field_checks& f) const {
        microphone.check(f);
        line.check(f);
        if (phantom) phantom->check(f);
    }
};

} // namespace gainstage
