// SPDX-License-Identifier: BSL-1.0
// How to_spice() writes each element: one function for each kind, with the circuit that it draws.
#pragma once

#include <gainstage/circuit.hpp>
#include <gainstage/detail/numbers.hpp>
#include <gainstage/element.hpp>
#include <gainstage/report/spice_text.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE::detail {

/// Writes the stages of one circuit, from left to right. `at_` is the node that the signal has reached.
class spice_writer : private spice_text {
public:
    using spice_text::netlist;
    using spice_text::spice_text;

    /// One stage. The node behind it has its name.
    void stage(circuit const& c, std::size_t k) {
        begin_stage(k);
        auto const elements = c.elements.subspan(c.first[k], c.first[k + 1] - c.first[k]);
        std::size_t last = elements.size();
        while (last > 0 && !advances(elements[last - 1])) --last;
        for (std::size_t e = 0; e < elements.size(); ++e) {
            if (!advances(elements[e])) across(elements[e]);
            else {
                std::string const next = e + 1 == last ? stage_node() : inner();
                along(elements[e], next);
                at_ = next;
            }
        }
        if (last > 0) return;
        line("V_" + stage_node(), at_, stage_node(), "0"); // only a name for the node
        at_ = stage_node();
    }

private:
    // ---- kinds of element ----

    /// The element is part of the signal path: there is another node behind it.
    static bool advances(element const& e) {
        switch (e.kind) {
        case element_kind::series: return e.resistance > 0 || e.inductance > 0 || e.elastance > 0;
        case element_kind::voltage_noise: return e.density > 0 || e.resistance > 0;
        case element_kind::network_noise: return has_noise(e);
        case element_kind::source:
        case element_kind::ratio:
        case element_kind::amplifier:
        case element_kind::op_amp:
        case element_kind::summing_op_amp: return true;
        case element_kind::limit: return e.law != limit_law::flux;
        case element_kind::nothing:
        case element_kind::shunt:
        case element_kind::current_noise: break;
        }
        return false;
    }
    static bool has_noise(element const& e) {
        bool const shorted = e.resistance == 0 && e.elastance == 0;
        return e.parallel > 0 && !shorted && (e.thermal || e.density > 0);
    }

    void along(element const& e, std::string const& next) {
        switch (e.kind) {
        case element_kind::source: source(e, next); break;
        case element_kind::series: series(e, next); break;
        case element_kind::ratio: ratio(e, next); break;
        case element_kind::amplifier: filter(e, at_, value("gain", e.gain, "V/V"), next); break;
        case element_kind::op_amp: op_amp(e, next); break;
        case element_kind::summing_op_amp: summing_op_amp(e, next); break;
        case element_kind::voltage_noise: voltage_noise(e, next); break;
        case element_kind::network_noise: network_noise(e, next); break;
        case element_kind::limit:
            if (e.law == limit_law::current) current_limit(e, next);
            else if (e.law == limit_law::slew) slew_limit(e, next);
            else voltage_limit(e, next);
            break;
        case element_kind::nothing:
        case element_kind::shunt:
        case element_kind::current_noise: break;
        }
    }
    void across(element const& e) {
        if (e.kind == element_kind::shunt && !is_open(e)) shunt(e);
        if (e.kind == element_kind::current_noise && e.density > 0) noise_current(e, at_);
        if (e.kind == element_kind::limit) flux_limit(e);
    }

    void resistor(std::string const& a, std::string const& b, double ohms, bool thermal) {
        std::string const r = value("r", ohms, "ohm");
        if (thermal) line("R_" + r, a, b, braces(r));
        else line("G_" + r, a, b, a, b, braces("1/" + r));
    }
    void conductor(std::string const& a, std::string const& b, std::string const& siemens) {
        line("G_" + numbered("g"), a, b, a, b, siemens);
    }
    void capacitor(std::string const& a, std::string const& b, double elastance) {
        std::string const c = value("c", 1 / elastance, "F");
        line("C_" + c, a, b, braces(c));
    }
    /// R, L and C one after the other; what is zero is not there.
    void branch(element const& e, std::string a, std::string const& b) {
        int parts = (e.resistance > 0) + (e.inductance > 0) + (e.elastance > 0);
        auto const part = [&](double size, auto const& write) {
            if (!(size > 0)) return;
            std::string const next = --parts > 0 ? inner() : b;
            write(next);
            a = next;
        };
        part(e.resistance, [&](std::string const& next) { resistor(a, next, e.resistance, e.thermal); });
        part(e.inductance, [&](std::string const& next) {
            std::string const l = value("l", e.inductance, "H");
            line("L_" + l, a, next, braces(l));
        });
        part(e.elastance, [&](std::string const& next) { capacitor(a, next, e.elastance); });
    }
    void series(element const& e, std::string const& next) {
        branch(e, at_, next);
        if (e.elastance > 0) line("L_" + numbered("dc"), next, "0", "1e15");
    }
    void shunt(element const& e) {
        if (e.resistance > 0 || e.inductance == 0) return branch(e, at_, "0");
        std::string const x = inner();
        std::string const y = inner();
        line("V_" + x, at_, x, "0");
        line("H_" + x, x, y, "V_" + x, "1e-9");
        branch(e, y, "0");
    }

    void source(element const& e, std::string const& next) {
        line("V_signal", "signal", "0", "DC 0 AC 1 SIN(0 {signal_rms*1.4142135623730951} {signal_freq})");
        filter(e, "signal", value("emf", e.gain, "V per unit of signal"), next);
    }
    /// gain, a high-pass C-G and a low-pass G-C, each without load:
    ///
    ///   a --|E 1>--||--+---|G>--+---|E gain>-- b
    ///                 [G]      [G]=C
    void filter(element const& e, std::string a, std::string const& gain, std::string const& b) {
        if (e.low_corner > 0) {
            std::string const f = value("f_low", e.low_corner, "Hz");
            std::string const x = inner();
            std::string const y = inner();
            line("E_" + x, x, "0", a, "0", "1");
            line("C_" + x, x, y, braces("1m/(6.283185307179586*" + f + ")"));
            conductor(y, "0", "1m");
            a = y;
        }
        if (e.high_corner > 0) {
            std::string const f = value("f_high", e.high_corner, "Hz");
            std::string const x = inner();
            line("G_" + x, "0", x, a, "0", "1m");
            line("C_" + x, x, "0", braces("1m/(6.283185307179586*" + f + ")"));
            conductor(x, "0", "1m");
            a = x;
        }
        line("E_" + gain, b, "0", a, "0", braces(gain));
    }
    /// v2 = n v1, and the current that flows on is drawn n-fold.
    void ratio(element const& e, std::string const& next) {
        std::string const n = value("n", e.gain, "v2/v1");
        std::string const m = e.current_gain == e.gain ? n : value("m", e.current_gain, "i1/i2");
        std::string const x = inner();
        line("E_" + x, x, "0", at_, "0", braces(n));
        line("V_" + x, x, next, "0");
        line("F_" + x, at_, "0", "V_" + x, braces(m));
    }
    /// The open loop: 1 mS into 1 mS/A0 beside 1 mS/(2 pi GBW). Without both it is a nullor: its loop must hold its
    /// input at zero.
    std::string open_loop(element const& e, std::string const& plus, std::string const& minus) {
        std::string x = inner();
        line("G_" + x, "0", x, plus, minus, "1m");
        if (e.open_loop_gain < infinity) conductor(x, "0", braces("1m/" + value("a0_", e.open_loop_gain, "V/V")));
        if (e.gain_bandwidth < infinity)
            line("C_" + x, x, "0", braces("1m/(6.283185307179586*" + value("gbw", e.gain_bandwidth, "Hz") + ")"));
        return x;
    }
    /// Rf = 1 kohm from the output, Rg = 1 kohm/(G - 1) and C to ground.
    void op_amp(element const& e, std::string const& next) {
        bool const follower = e.gain == 1;
        std::string const minus = follower ? next : inner();
        std::string const x = open_loop(e, at_, minus);
        line("E_" + x, next, "0", x, "0", "1");
        if (follower) return;
        std::string const gain = value("gain", e.gain, "V/V");
        conductor(next, minus, "1m");
        std::string const foot = e.low_corner > 0 ? inner() : "0";
        conductor(minus, foot, braces("1m*(" + gain + "-1)"));
        if (e.low_corner > 0)
            line("C_" + foot, foot, "0",
                 braces("1m*(" + gain + "-1)/(6.283185307179586*" + value("f_leg", e.low_corner, "Hz") + ")"));
    }
    /// The current A v1/Rf that Rf draws besides v1/Rf, and the output.
    void summing_op_amp(element const& e, std::string const& next) {
        std::string const x = open_loop(e, at_, "0");
        line("G_" + x + "_back", at_, "0", x, "0", braces("1/" + value("rf", e.resistance, "ohm")));
        line("E_" + x, next, "0", x, "0", number(e.gain));
    }

    // ---- noise ----

    /// A node with a noise of white_1k, or of flicker_1m with a corner; `scale` is what makes it one.
    struct noise_node {
        std::string node;
        std::string scale;
    };
    noise_node noisy(element const& e, std::string const& kind, std::string_view unit) {
        std::string const density = value(kind, e.density, unit);
        std::string const x = inner();
        if (!(e.noise_corner > 0)) {
            line("R_" + x, x, "0", "1k");
            return {x, braces(density + "/white_1k")};
        }
        std::string const corner = value("f_corner", e.noise_corner, "Hz");
        std::string const d = inner();
        line("I_" + d, "0", d, "1m");
        line("D_" + d, d, "0", "model_" + d);
        line(".model model_" + d, "D(IS=1e-14 N=1 KF={2*1.602176634e-19*" + corner + "} AF=1)");
        line("C_" + d, d, x, "1"); // keeps the diode's 0.6 V away
        conductor(x, "0", "1e-12");
        return {x, braces(density + "/flicker_1m")};
    }
    void voltage_noise(element const& e, std::string const& next) {
        std::string a = at_;
        if (e.density > 0) {
            std::string const b = e.resistance > 0 ? inner() : next;
            noise_node const n = noisy(e, "e", "V/rtHz");
            line("E_" + n.node, a, b, n.node, "0", n.scale);
            a = b;
        }
        if (!(e.resistance > 0)) return;
        std::string const x = inner();
        resistor(x, "0", e.resistance, true);
        line("E_" + x, a, next, x, "0", "1");
    }
    void noise_current(element const& e, std::string const& into) {
        noise_node const n = noisy(e, "i", "A/rtHz");
        line("G_" + n.node, "0", into, n.node, "0", n.scale);
    }
    /// The feedback network once more: Rf beside Rg and C, with the noise current, and its voltage copied into the
    /// path.
    void network_noise(element const& e, std::string const& next) {
        std::string const x = inner();
        resistor(x, "0", e.parallel, e.thermal);
        if (!is_open(e)) branch(e, x, "0");
        if (e.density > 0) noise_current(e, x);
        line("E_" + x, at_, next, x, "0", "1");
    }

    // ---- limits ----

    /// By how much x is over l, or under -l; exactly 0 and flat between. (Written with abs() its slope in ngspice is
    /// 1e-16.)
    static std::string excess(std::string const& x, std::string const& l) {
        return "uramp(" + x + "-{" + l + "})-uramp(-" + x + "-{" + l + "})";
    }
    std::string peak(element const& e, std::string_view unit) {
        return value("limit", e.limit, unit) + "*1.4142135623730951";
    }

    void voltage_limit(element const& e, std::string const& next) {
        std::string const v = "v(" + at_ + ')';
        line("B_" + numbered("b"), at_, next, "V=" + excess(v, peak(e, "V rms, the largest sine")));
    }
    /// The excess current meets 1 Gohm.
    void current_limit(element const& e, std::string const& next) {
        std::string const x = inner();
        std::string const i = "i(V_" + x + ')';
        line("V_" + x, at_, x, "0");
        line("B_" + x, x, next, "V=1e9*(" + excess(i, peak(e, "A rms, the largest sine")) + ')');
    }
    /// A follower of 1e13 Hz whose current into 1 F is limited: v' = clip(2 pi 1e13 (v1 - v), slew).
    void slew_limit(element const& e, std::string const& next) {
        std::string const x = inner();
        std::string const difference = "6.283185307179586e13*(v(" + at_ + ")-v(" + x + "))";
        line("B_" + x, "0", x, "I=" + difference + "-(" + excess(difference, value("slew", e.limit, "V/s")) + ')');
        line("C_" + x, x, "0", "1");
        line("E_" + x, at_, next, at_, x, "1");
    }
    /// The flux, in 1 F, and 1 uH in which what is over the limit flows away.
    void flux_limit(element const& e) {
        std::string const x = inner();
        std::string const flux = "v(" + x + ')';
        line("G_" + x, "0", x, at_, "0", "1");
        line("C_" + x, x, "0", "1");
        conductor(x, "0", "1e-9");
        line("B_" + x, at_, "0",
             "I=1e6*(" + excess(flux, value("flux", e.limit, "V rms per Hz") + "*0.22507907903927651") + ')');
    }

    std::string at_;
};

} // namespace gainstage::detail
