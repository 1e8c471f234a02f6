// SPDX-License-Identifier: BSL-1.0
// interference(): the hum that a voltage between the grounds of two devices makes, at every stage.
#pragma once

#include <gainstage/analysis/analyze.hpp>
#include <gainstage/analysis/common_mode.hpp>
#include <gainstage/analysis/ground_loop.hpp>
#include <gainstage/analysis/signal.hpp>
#include <gainstage/chain.hpp>
#include <gainstage/circuit.hpp>
#include <gainstage/element.hpp>
#include <gainstage/level.hpp>
#include <gainstage/recursion.hpp>
#include <gainstage/stage.hpp>
#include <gainstage/validate.hpp>

#include <cstddef>
#include <span>
#include <string_view>
#include <utility>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

/// The hum at a stage's output terminals, against its own ground; of a load, behind its coupling capacitor.
struct stage_hum {
    component_name name{};
    voltage_level hum{}; ///< the sum of all links before it, in phase: the worst case
    voltage_level signal{};
    bool complete = true; ///< false: a lower bound, a common-mode rejection on the way is not stated

    [[nodiscard]] constexpr decibels signal_to_hum() const { return signal - hum; }
};

/// What interference() finds, whatever chain it comes from. Valid as long as the result it was made from.
struct interference_view {
    std::span<hum_link const> links{}; ///< from the source to the load
    std::span<stage_hum const> stages{};
    interference_conditions conditions{};
};

/// What interference() returns. A temporary one answers with copies; a view of it does not compile.
template <class Storage>
class basic_interference {
    using stage_list = typename Storage::template per_stage<stage_hum>;

public:
    /// False: an impossible value was found; problems() says which, nothing is computed.
    [[nodiscard]] constexpr bool valid() const { return problems_.empty(); }
    [[nodiscard]] constexpr problem_list const& problems() const& { return problems_; }
    [[nodiscard]] constexpr problem_list problems() && { return problems_; }
    [[nodiscard]] constexpr std::span<hum_link const> links() const& { return view().links; }
    std::span<hum_link const> links() && = delete;
    [[nodiscard]] constexpr std::span<stage_hum const> stages() const& { return stages_; }
    [[nodiscard]] constexpr stage_list stages() && { return std::move(stages_); }
    /// The stage of that name; if there is none, one without a name, at silence.
    [[nodiscard]] constexpr stage_hum stage(std::string_view name) const {
        for (stage_hum const& s : stages_)
            if (s.name == name) return s;
        return {};
    }
    /// The last stage: the load.
    [[nodiscard]] constexpr stage_hum output() const {
        return stages_.empty() ? stage_hum{} : stages()[stages_.size() - 1];
    }
    [[nodiscard]] constexpr interference_view view() const& {
        return {{links_.data(), link_count_}, stages_, conditions_};
    }
    interference_view view() && = delete;

private:
    template <class S>
    friend constexpr basic_interference<S> interference_of(circuit const&, problem_list const&, excitation,
                                                           interference_conditions const&);

    typename Storage::template per_stage<hum_link> links_{};
    stage_list stages_{};
    std::size_t link_count_ = 0;
    problem_list problems_{};
    interference_conditions conditions_{};
};

namespace detail {

constexpr problem_list check_interference(problem_list problems, interference_conditions const& c) {
    component_name const name = "interference conditions";
    field_checks f(name, problems);
    f.positive("frequency", c.frequency);
    f.not_negative("ground_voltage", c.ground_voltage);
    f.not_negative("ground_impedance", c.ground_impedance);
    f.not_negative("assumed_imbalance", c.assumed_imbalance);
    f.positive("signal_frequency", c.signal_frequency);
    return problems;
}

/// The gain from the terminals behind stage `from`, with everything connected, to those of every later stage: visit(k, gain).
/// It does not depend on what drives those terminals, and so not on a source that is turned down.
constexpr void follow(circuit const& c, std::size_t from, step_conditions const& at, auto const& y, auto visit) {
    visit(from, 1.0);
    thevenin_source s{complex{1}, complex{}};
    for (std::size_t k = from + 1; k < c.stages.size(); ++k) {
        for (std::size_t e = c.first[k]; e < c.first[k + 1]; ++e) (void)step_forward(c.elements[e], at, s);
        visit(k, magnitude(s.v / (1.0 + s.z * y[c.first[k + 1]])));
    }
}

/// The pass behind interference(), for any chain of possible values: the hum of every stage, in stages[k], and the links, for
/// which there is room for one of each stage. Returns the links' number. A problem: the values of the chain together leave the
/// range of numbers; there are no links then, and no stage has a name.
template <class Storage>
constexpr std::size_t compute_hum(circuit const& c, excitation drive, interference_conditions const& cond,
                                  hum_link* links, stage_hum* stages, problem_list& problems) {
    std::size_t const n = c.stages.size();
    for (std::size_t k = 0; k < n; ++k) stages[k].name = c.stages[k].name;
    if (n < 2) return 0;

    signal_pass<Storage, complex> pass(c);
    pass(c, at_frequency(cond.signal_frequency.value(), room_temperature));
    decibels const drive_gain = gain_of_amplitude_ratio(drive.rms());
    for (std::size_t k = 0; k < n; ++k)
        stages[k].signal = level_of(from_si<voltage>(magnitude(pass.stages[k].v))) + drive_gain;
    step_conditions const at = at_frequency(cond.frequency.value(), room_temperature);
    pass(c, at);

    std::size_t const link_count = find_links(c.stages, cond, links);
    typename Storage::template per_stage<double> hum{};
    Storage::resize(hum, n);
    for (std::size_t i = 0; i < link_count; ++i) {
        hum_link& l = links[i];
        std::size_t const in = l.receiver - 1; // its output terminals are those of the input
        l.signal = stages[in].signal;
        if (l.coupling == hum_coupling::no_loop) continue;
        double const volts = l.between_grounds.value();
        std::size_t from = in; // the terminals that it enters at
        double shield = 0, imbalance = 0, rejected = 0;
        l.cmrr = c.stages[l.receiver].common_mode.cmrr;
        if (l.coupling == hum_coupling::unbalanced) {
            l.cmrr = {};
            shield = volts / magnitude(pass.stages[in].loading);
        } else if (l.coupling == hum_coupling::balanced) {
            balanced_line const line =
                line_between(c, l.driver, l.receiver, pass.y[c.first[l.receiver]], at, cond.assumed_imbalance.value());
            common_mode_response const r = respond(line);
            l.imbalance = from_si<impedance>(magnitude(line.za - line.zb));
            double const to_ground = magnitude(line.ya + line.yb);
            l.leg_to_ground = from_si<impedance>(to_ground > 0 ? 2 / to_ground : infinity);
            imbalance = volts * magnitude(r.differential);
            if (l.cmrr) rejected = volts * magnitude(r.common) * amplitude_ratio(-*l.cmrr);
        } else {
            std::size_t const isolating = isolator(c.stages, l.driver, l.receiver);
            l.cmrr = c.stages[isolating].common_mode.cmrr;
            if (isolating > l.driver) from = isolating - 1;
            if (l.cmrr) rejected = volts * amplitude_ratio(-*l.cmrr);
        }
        l.complete = l.coupling == hum_coupling::unbalanced || l.cmrr.has_value();
        // From where it enters it takes the way of the signal.
        double const total = shield + imbalance + rejected;
        follow(c, from, at, pass.y, [&](std::size_t k, double gain) {
            if (k == in) {
                l.by_shield = from_si<voltage>(shield * gain);
                l.by_imbalance = from_si<voltage>(imbalance * gain);
                l.by_rejection = from_si<voltage>(rejected * gain);
                l.hum = from_si<voltage>(total * gain);
            }
            if (k == from) return;
            hum[k] += total * gain;
            stages[k].complete = stages[k].complete && l.complete;
        });
    }
    for (std::size_t k = 0; k < n; ++k) {
        if (hum[k] - hum[k] == 0) {
            stages[k].hum = level_of(from_si<voltage>(hum[k]));
            continue;
        }
        component_name const name = c.stages[k].name;
        field_checks(name, problems)
            .fail("", 0, "", "the values of the chain together leave the range of numbers at the hum's frequency");
        for (std::size_t i = 0; i < n; ++i) stages[i] = {};
        return 0;
    }
    return link_count;
}

} // namespace detail

/// The hum in a circuit, for any storage. Nothing is computed if there are problems.
template <class Storage>
[[nodiscard]] constexpr basic_interference<Storage>
interference_of(circuit const& c, problem_list const& problems, excitation drive, interference_conditions const& cond) {
    basic_interference<Storage> out;
    std::size_t const n = c.stages.size();
    Storage::resize(out.links_, n);
    Storage::resize(out.stages_, n);
    out.conditions_ = cond;
    out.problems_ = detail::check_interference(problems, cond);
    if (!out.problems_.empty())
        for (std::size_t k = 0; k < n; ++k) out.stages_[k].name = c.stages[k].name;
    else
        out.link_count_ = detail::compute_hum<typename Storage::of_passes>(c, drive, cond, out.links_.data(),
                                                                           out.stages_.data(), out.problems_);
    return out;
}

/// Hum from the ground of one mains device to that of the next, at every stage of a chain.
///
/// Unbalanced, the voltage across the shield is in series with the signal. Balanced, it is on both legs: what is left is
///
///   V = |Va - Vb| + |Va + Vb|/2 * 10^(-CMRR/20)
///
/// with the node voltages of analysis/common_mode.hpp and the input's common-mode rejection ratio; the two are added as if
/// in phase, and so are the links: the worst case. A source or an input that is no mains device makes no loop. A value that
/// is not stated counts as the worst that the others allow, except a CMRR: its part is left out, and the result is not
/// `complete`. Impossible values give a result that is not valid() and says why.
template <class... C>
[[nodiscard]] constexpr auto interference(chain<C...> const& c, excitation_of<chain<C...>> level,
                                          interference_conditions const& cond = {}) {
    using type = chain<C...>;
    if constexpr (detail::is_complete<type>()) {
        excitation const drive = level;
        problem_list const problems = detail::check_conditions(c.validate(), drive, {});
        auto const low = problems.empty() ? c.lower() : c.names(); // lowering divides: not with impossible values
        return interference_of<detail::storage_of<type>>(low.view(), problems, drive, cond);
    }
}

} // namespace gainstage
