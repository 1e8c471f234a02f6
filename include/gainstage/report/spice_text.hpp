// SPDX-License-Identifier: BSL-1.0
// The text of a netlist: names that are free, values at the top, devices, analysis cards.
#pragma once

#include <gainstage/analysis/budget.hpp>
#include <gainstage/circuit.hpp>
#include <gainstage/report/format.hpp>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// What a netlist is run for.
enum class spice_analysis : unsigned char { ac, noise, transient };

struct spice_options {
    /// The analysis card that is active. LTspice takes one at a time: the others are there as comments.
    spice_analysis analysis = spice_analysis::ac;
    /// Of the AC and the noise sweep, over the band of the conditions. > 0
    int points_per_decade = 50;
    /// The frequency of the transient's sine, the band, and the temperature of every resistor; crest factor and
    /// weighting play no part.
    gainstage::conditions conditions{};
};

namespace detail {

/// A netlist as it grows, stage by stage.
class spice_text {
public:
    explicit spice_text(circuit const& c) {
        for (char const* taken : {"0", "gnd", "time", "frequency", "freq", "temp", "temper", "hertz", "all", "tk",
                                  "white_1k", "flicker_1m", "signal", "signal_rms", "signal_freq"})
            used_.emplace_back(taken);
        for (stage_info const& s : c.stages) {
            names_.push_back(unique(identifier(s.name)));
            comments_.push_back(printable_name(s.name, {.ascii = true}));
        }
    }

    void begin_stage(std::size_t k) {
        stage_ = names_[k];
        counts_ = {};
        values_ += "* " + comments_[k] + '\n';
        circuit_ += "\n* " + comments_[k] + '\n';
    }
    /// The node behind the stage.
    [[nodiscard]] std::string const& stage_node() const { return stage_; }

    [[nodiscard]] std::string netlist(excitation level, spice_options const& o) const {
        double const kelvin = o.conditions.temperature.value();
        double const f = o.conditions.frequency.value();
        std::string out =
            "* " + comments_.front() + " to " + comments_.back() + "\n* v(node): volts per " +
            (level.is_sound() ? "pascal" : "volt of the source, open circuit") + ", in AC\n\n" +
            ".options temp=" + number(kelvin - 273.15) + "\n.param tk=" + number(kelvin) +
            " ; K, the same: keep both in step\n.param signal_rms=" + number(level.rms()) +
            (level.is_sound() ? " ; Pa" : " ; V") + ", in a transient\n.param signal_freq=" + number(f) + " ; Hz\n" +
            values_ +
            "\n* Noise of 1 kohm, V/rtHz; of a diode at 1 mA above its 1/f corner, V/rtHz: sqrt(2 q I) times "
            "k T/(q I).\n.param white_1k={sqrt(4*1.380649e-23*tk*1000)}\n"
            ".param flicker_1m={sqrt(2*1.602176634e-19*1m)*1.380649e-23*tk/1.602176634e-19/1m}\n" +
            circuit_ + '\n';
        std::string const sweep = "dec " + std::to_string(o.points_per_decade) + ' ' +
                                  number(o.conditions.band.low.value()) + ' ' + number(o.conditions.band.high.value());
        auto const card = [&](spice_analysis a, std::string const& text) {
            out += (a == o.analysis ? "" : "* ") + text + '\n';
        };
        card(spice_analysis::ac, ".ac " + sweep);
        card(spice_analysis::noise, ".noise v(" + names_.back() + ") V_signal " + sweep);
        card(spice_analysis::transient, ".tran " + number(1e-3 / f) + ' ' + number(10 / f) + " 0 " + number(1e-3 / f));
        return out + ".end\n";
    }

    /// 15 digits: what a person wrote comes back as it was.
    static std::string number(double x) {
        char text[32];
        return {text, std::to_chars(text, text + sizeof text, x, std::chars_format::general, 15).ptr};
    }
    /// The next of a stage's nodes or values of one kind: "xlr_lead_r1".
    std::string numbered(std::string const& kind) {
        return unique(stage_ + '_' + kind + std::to_string(++counts_[kind]));
    }
    std::string inner() { return numbered("n"); }
    /// A parameter at the top of the netlist; returns its name.
    std::string value(std::string const& kind, double x, std::string_view unit) {
        std::string name = numbered(kind);
        ((((values_ += ".param ") += name) += '=') += number(x)) += unit.empty() ? "" : " ; ";
        (values_ += unit) += '\n';
        return name;
    }
    static std::string braces(std::string const& expression) { return '{' + expression + '}'; }

    template <class... Word>
    void line(std::string const& first, Word const&... rest) {
        circuit_ += first;
        (((circuit_ += ' ') += rest), ...);
        circuit_ += '\n';
    }

private:
    /// Lower-case letters, digits and single underscores, beginning with a letter.
    static std::string identifier(std::string_view name) {
        std::string out;
        for (char const c : name) {
            bool const digit = c >= '0' && c <= '9';
            if (c >= 'A' && c <= 'Z') out += static_cast<char>(c - 'A' + 'a');
            else if (digit || (c >= 'a' && c <= 'z')) out += c;
            else if (!out.empty() && out.back() != '_') out += '_';
        }
        while (!out.empty() && out.back() == '_') out.pop_back();
        if (out.empty() || (out[0] >= '0' && out[0] <= '9')) out.insert(0, out.empty() ? "stage" : "stage_");
        return out;
    }
    /// The name, or the first of name_2, name_3, … that is free.
    std::string unique(std::string const& name) {
        std::string candidate = name;
        for (int n = 2; std::find(used_.begin(), used_.end(), candidate) != used_.end(); ++n)
            candidate = name + '_' + std::to_string(n);
        used_.push_back(candidate);
        return candidate;
    }

    std::vector<std::string> used_, names_, comments_;
    std::map<std::string, int> counts_;
    std::string stage_, values_, circuit_;
};

} // namespace detail
} // namespace gainstage
