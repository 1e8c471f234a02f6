// SPDX-License-Identifier: BSL-1.0
// What a rule finds: identifier, severity, stage, figure, limit, reason and remedy.
#pragma once

#include <gainstage/detail/inplace_vector.hpp>
#include <gainstage/level.hpp>
#include <gainstage/name.hpp>

#include <cstddef>
#include <string_view>

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

enum class severity : unsigned char {
    info,    ///< good to know
    unknown, ///< a datasheet value is missing: no verdict on this point
    warning, ///< works, with a loss
    error,   ///< does not do its job
    danger,  ///< something can be damaged
};

/// The unit that a figure is printed in.
enum class figure_unit : unsigned char { none, dB, dBu, dBSPL, dBFS, volt, ampere, ohm, hertz, percent, metre };

/// A number with its unit, in SI units or on its decibel scale (percent: 0 … 100).
struct figure {
    double value = 0;
    figure_unit unit = figure_unit::none;
};

/// One finding. The texts live as long as the program; `{stage}`, `{other}`, `{found}`, `{limit}` and `{more}` in them stand
/// for the fields of those names, which a report fills in.
struct finding {
    std::string_view id{}; ///< stable: "GS201"
    gainstage::severity severity = severity::info;
    component_name stage{};    ///< where
    component_name other{};    ///< the other party, if there is one
    figure found{};            ///< what was found
    figure limit{};            ///< what it was held to
    figure more{};             ///< a further figure of the texts
    std::string_view title{};  ///< what is the matter, in a few words
    std::string_view reason{}; ///< why it matters, in one sentence
    std::string_view remedy{}; ///< what to do
    decibels missing_gain{0};  ///< the gain that is missing; negative: the pad that is missing
};

/// pass: nothing to mend. conditional: it works, with a loss. fail: it does not do its job, or harms something.
/// indeterminate: a datasheet value is missing, and the unknown is never taken for good.
enum class verdict : unsigned char { pass, conditional, indeterminate, fail };

/// Up to 32 findings in the order of the rules; dropped() counts the rest.
using finding_list = detail::inplace_vector<finding, 32>;

/// The findings of a chain and the verdict over them.
class diagnosis {
public:
    constexpr void add(finding const& f) {
        findings_.push_back(f);
        gainstage::verdict const v = f.severity >= severity::error     ? gainstage::verdict::fail
                                     : f.severity == severity::warning ? gainstage::verdict::conditional
                                     : f.severity == severity::unknown ? gainstage::verdict::indeterminate
                                                                       : gainstage::verdict::pass;
        if (v > verdict_) verdict_ = v;
    }
    [[nodiscard]] constexpr finding_list const& findings() const& { return findings_; }
    /// Of a temporary a copy, which outlives it: `for (finding const& f : diagnose(chain, level).findings())`.
    [[nodiscard]] constexpr finding_list findings() && { return findings_; }
    /// The gravest of all findings: fail over indeterminate over conditional over pass.
    [[nodiscard]] constexpr gainstage::verdict verdict() const { return verdict_; }
    /// The first finding of that identifier, or nullptr. A pointer into a temporary does not compile.
    [[nodiscard]] constexpr finding const* find(std::string_view id) const& {
        for (finding const& f : findings_)
            if (f.id == id) return &f;
        return nullptr;
    }
    finding const* find(std::string_view id) && = delete;
    [[nodiscard]] constexpr bool has(std::string_view id) const {
        for (finding const& f : findings_)
            if (f.id == id) return true;
        return false;
    }

private:
    finding_list findings_;
    gainstage::verdict verdict_ = gainstage::verdict::pass;
};

} // namespace gainstage
