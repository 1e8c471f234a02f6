// SPDX-License-Identifier: BSL-1.0
// Plugs and sockets: which contact carries what, what mates with what, and what becomes of the signal.
#pragma once

#include <gainstage/version.hpp>

#include <array>
#include <cstddef>
#include <string_view>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

enum class connector_shape : unsigned char { unspecified, xlr_3, jack_6_35, jack_3_5, rca, combo };

/// A plug or an XLR with pins is male, a socket or an XLR with holes is female.
enum class connector_gender : unsigned char { unspecified, male, female };

/// What a contact is wired to.
enum class contact : unsigned char { none, ground, hot, cold, left, right, microphone, bias };

/// A connector at one end of a device or a cable. The contacts are listed in the order of the pins of an XLR (1, 2, 3);
/// tip, (rings), sleeve of a jack; centre, shell of an RCA plug.
struct connector {
    connector_shape shape = connector_shape::unspecified;
    connector_gender gender = connector_gender::unspecified;
    std::array<contact, 4> contacts{};
    std::string_view name = "unspecified connector";

    friend constexpr bool operator==(connector const& a, connector const& b) {
        return a.shape == b.shape && a.gender == b.gender && a.contacts == b.contacts;
    }
};

[[nodiscard]] constexpr bool carries(connector const& c, contact what) {
    for (contact const k : c.contacts)
        if (k == what) return true;
    return false;
}
[[nodiscard]] constexpr bool is_specified(connector const& c) { return c.shape != connector_shape::unspecified; }
/// Two signal conductors of one channel and a ground.
[[nodiscard]] constexpr bool is_balanced(connector const& c) {
    return carries(c, contact::hot) && carries(c, contact::cold);
}
/// One signal conductor and a ground, or none: known not to be balanced.
[[nodiscard]] constexpr bool is_unbalanced(connector const& c) { return is_specified(c) && !is_balanced(c); }
/// Two channels on one connector.
[[nodiscard]] constexpr bool is_stereo(connector const& c) {
    return carries(c, contact::left) && carries(c, contact::right);
}
[[nodiscard]] constexpr std::size_t contact_count(connector const& c) {
    std::size_t n = 0;
    for (contact const k : c.contacts) n += k != contact::none;
    return n;
}

/// The connectors of audio practice. XLR: pin 1 ground, pin 2 hot, pin 3 cold (IEC 61076-2-103, AES14). Jack: IEC
/// 60603-11. TRRS: CTIA tip left, ring 1 right, ring 2 ground, sleeve microphone; OMTP has the last two exchanged.
namespace connectors {
inline constexpr connector unspecified{};

inline constexpr std::array<contact, 4> xlr_wiring{contact::ground, contact::hot, contact::cold, contact::none};
inline constexpr std::array<contact, 4> xlr_pin3_hot_wiring{contact::ground, contact::cold, contact::hot,
                                                            contact::none};
inline constexpr std::array<contact, 4> ts_wiring{contact::hot, contact::ground, contact::none, contact::none};
inline constexpr std::array<contact, 4> trs_wiring{contact::hot, contact::cold, contact::ground, contact::none};
inline constexpr std::array<contact, 4> stereo_wiring{contact::left, contact::right, contact::ground, contact::none};
inline constexpr std::array<contact, 4> pc_microphone_wiring{contact::hot, contact::bias, contact::ground,
                                                             contact::none};
inline constexpr std::array<contact, 4> ctia_wiring{contact::left, contact::right, contact::ground,
                                                    contact::microphone};
inline constexpr std::array<contact, 4> omtp_wiring{contact::left, contact::right, contact::microphone,
                                                    contact::ground};

inline constexpr auto male = connector_gender::male;
inline constexpr auto female = connector_gender::female;

inline constexpr connector xlr_male{connector_shape::xlr_3, male, xlr_wiring, "XLR male"};
inline constexpr connector xlr_female{connector_shape::xlr_3, female, xlr_wiring, "XLR female"};
inline constexpr connector xlr_male_pin3_hot{connector_shape::xlr_3, male, xlr_pin3_hot_wiring, "XLR male, pin 3 hot"};
inline constexpr connector xlr_female_pin3_hot{connector_shape::xlr_3, female, xlr_pin3_hot_wiring,
                                               "XLR female, pin 3 hot"};
/// An XLR whose pin 3 is tied to pin 1: an unbalanced signal on a balanced connector.
inline constexpr connector xlr_male_unbalanced{connector_shape::xlr_3,
                                               male,
                                               {contact::ground, contact::hot, contact::ground, contact::none},
                                               "XLR male, unbalanced"};
inline constexpr connector xlr_female_unbalanced{connector_shape::xlr_3,
                                                 female,
                                                 {contact::ground, contact::hot, contact::ground, contact::none},
                                                 "XLR female, unbalanced"};

inline constexpr connector ts_plug{connector_shape::jack_6_35, male, ts_wiring, "6.35 mm TS plug"};
inline constexpr connector ts_socket{connector_shape::jack_6_35, female, ts_wiring, "6.35 mm TS socket"};
inline constexpr connector trs_plug{connector_shape::jack_6_35, male, trs_wiring, "6.35 mm TRS plug"};
inline constexpr connector trs_socket{connector_shape::jack_6_35, female, trs_wiring, "6.35 mm TRS socket"};
inline constexpr connector trs_stereo_plug{connector_shape::jack_6_35, male, stereo_wiring, "6.35 mm stereo plug"};
inline constexpr connector trs_stereo_socket{connector_shape::jack_6_35, female, stereo_wiring,
                                             "6.35 mm stereo socket"};

inline constexpr connector mini_ts_plug{connector_shape::jack_3_5, male, ts_wiring, "3.5 mm TS plug"};
inline constexpr connector mini_ts_socket{connector_shape::jack_3_5, female, ts_wiring, "3.5 mm TS socket"};
inline constexpr connector mini_stereo_plug{connector_shape::jack_3_5, male, stereo_wiring, "3.5 mm stereo plug"};
inline constexpr connector mini_stereo_socket{connector_shape::jack_3_5, female, stereo_wiring, "3.5 mm stereo socket"};
inline constexpr connector mini_trs_plug{connector_shape::jack_3_5, male, trs_wiring, "3.5 mm balanced TRS plug"};
inline constexpr connector mini_trs_socket{connector_shape::jack_3_5, female, trs_wiring, "3.5 mm balanced TRS socket"};
/// Microphone socket of a PC: tip signal, ring bias, sleeve ground.
inline constexpr connector pc_microphone_socket{connector_shape::jack_3_5, female, pc_microphone_wiring,
                                                "3.5 mm PC microphone socket"};
inline constexpr connector pc_microphone_plug{connector_shape::jack_3_5, male, pc_microphone_wiring,
                                              "3.5 mm PC microphone plug"};
inline constexpr connector trrs_ctia_plug{connector_shape::jack_3_5, male, ctia_wiring, "3.5 mm TRRS plug, CTIA"};
inline constexpr connector trrs_ctia_socket{connector_shape::jack_3_5, female, ctia_wiring, "3.5 mm TRRS socket, CTIA"};
inline constexpr connector trrs_omtp_plug{connector_shape::jack_3_5, male, omtp_wiring, "3.5 mm TRRS plug, OMTP"};
inline constexpr connector trrs_omtp_socket{connector_shape::jack_3_5, female, omtp_wiring, "3.5 mm TRRS socket, OMTP"};

inline constexpr connector rca_plug{connector_shape::rca, male, ts_wiring, "RCA plug"};
inline constexpr connector rca_socket{connector_shape::rca, female, ts_wiring, "RCA socket"};

/// XLR and 6.35 mm jack in one socket; the plug decides.
inline constexpr connector combo_socket{connector_shape::combo, female, trs_wiring, "XLR/6.35 mm combo socket"};
} // namespace connectors

/// What happens when two connectors meet.
enum class mating : unsigned char {
    fits,
    unknown,      ///< one of the two is not specified
    wrong_shape,  ///< a different kind of connector: an adapter is needed
    wrong_gender, ///< two plugs or two sockets
};

[[nodiscard]] constexpr mating mate(connector const& a, connector const& b) {
    if (!is_specified(a) || !is_specified(b)) return mating::unknown;
    auto const takes = [](connector const& combo, connector const& plug) {
        return combo.shape == connector_shape::combo &&
               (plug.shape == connector_shape::xlr_3 || plug.shape == connector_shape::jack_6_35);
    };
    if (a.shape != b.shape && !takes(a, b) && !takes(b, a)) return mating::wrong_shape;
    return a.gender == b.gender ? mating::wrong_gender : mating::fits;
}

/// A balanced plug in an unbalanced socket: its ring or pin 3 meets ground.
[[nodiscard]] constexpr bool grounds_cold_leg(connector const& output, connector const& input) {
    return is_balanced(output) && !is_balanced(input) && mate(output, input) == mating::fits;
}

/// The wiring of a balanced output's second leg, as the input side leaves it.
enum class cold_leg : unsigned char {
    used,     ///< both legs drive the input
    open,     ///< the cold leg ends nowhere
    grounded, ///< the cold leg is tied to ground
};

/// How an output drives its two legs. It decides what is left when only one of them is used.
enum class output_topology : unsigned char {
    unspecified,
    unbalanced,         ///< one leg and ground
    symmetrical,        ///< two drivers in opposite phase, each with half the voltage, referred to ground
    floating,           ///< transformer or capsule: no reference to ground
    cross_coupled,      ///< electronic imitation of a transformer
    impedance_balanced, ///< only the hot leg is driven; the cold leg has the same impedance to ground
};

/// What an unbalanced input leaves of a balanced output's open-circuit voltage.
///
/// Two opposite drivers carry half the voltage each: hot against ground is 1/2 (-6.02 dB). A transformer and its imitation
/// give the whole voltage once the cold leg is grounded (a transformer with its cold end open drives nothing but stray
/// capacitance, which is left out here: the rules report it). An impedance-balanced output loses nothing.
/// Source: Whitlock, Handbook for Sound Engineers, ch. 15 (types of line outputs); Rane Note 110.
[[nodiscard]] constexpr double fraction_left(output_topology output, cold_leg cold) {
    if (cold == cold_leg::used) return 1;
    if (output == output_topology::symmetrical) return 0.5;
    if (output == output_topology::cross_coupled && cold == cold_leg::open) return 0.5;
    return 1;
}

/// What an unbalanced input leaves of a balanced output's impedance, which is that of both legs together: with one leg in use
/// that of one, and all of it where the current comes back through the other (a transformer, or its imitation, grounded). The
/// idle leg of an impedance-balanced output lies at ground with both ends.
[[nodiscard]] constexpr double impedance_left(output_topology output, cold_leg cold) {
    if (cold != cold_leg::used && output == output_topology::impedance_balanced) return 0.5;
    return fraction_left(output, cold);
}

} // namespace gainstage
