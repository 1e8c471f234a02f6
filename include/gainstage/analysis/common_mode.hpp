// SPDX-License-Identifier: BSL-1.0
// What becomes of a voltage that is on both legs of a balanced line.
#pragma once

#include <gainstage/detail/complex.hpp>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// A balanced line between a common-mode voltage Vcm and a receiver.
///
///              Va
///     +--[ Za ]--o--[ Ya ]--+          Za, Zb: source and cable, of each leg
///     |          |          |          Ya, Yb: from each leg to ground: input, phantom feed, cable
///    Vcm        [ Yd ]     ground      Yd: between the legs, without Ya and Yb in series
///     |          |          |
///     +--[ Zb ]--o--[ Yb ]--+
///              Vb
struct balanced_line {
    complex za, zb; ///< ohm
    complex ya, yb; ///< 1/ohm
    complex yd;     ///< 1/ohm
};

/// Of 1 V on both legs.
struct common_mode_response {
    complex differential; ///< Va - Vb
    complex common;       ///< (Va + Vb)/2
};

/// Both node equations, solved. Kirchhoff: (1 - Va)/Za = Ya Va + Yd (Va - Vb), and the same for b. With
///
///   A = 1 + Za (Ya + Yd)      B = 1 + Zb (Yb + Yd)      D = A B - Za Zb Yd^2
///
///   Va - Vb = (Zb Yb - Za Ya)/D      (Va + Vb)/2 = (A + B + Yd (Za + Zb))/(2 D)
///
/// The first is written without the difference of two nearly equal voltages. For Ya = Yb = 1/Zc much smaller than 1/Za it is
/// dZ/Zc: a rejection of 20 log10(Zc/dZ). Source: Whitlock, "Balanced Lines in Audio Systems", JAES 43, June 1995 (the
/// line as a bridge).
[[nodiscard]] constexpr common_mode_response respond(balanced_line const& l) {
    complex const a = 1.0 + l.za * (l.ya + l.yd);
    complex const b = 1.0 + l.zb * (l.yb + l.yd);
    complex const d = a * b - l.za * l.zb * l.yd * l.yd;
    return {(l.zb * l.yb - l.za * l.ya) / d, (a + b + l.yd * (l.za + l.zb)) / (2.0 * d)};
}

} // namespace gainstage::detail
