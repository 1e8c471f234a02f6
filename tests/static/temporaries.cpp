// SPDX-License-Identifier: BSL-1.0
// What a temporary result answers outlives it: it is a copy. A pointer into it or a view of it does not compile.

#include <gainstage/analysis/batch.hpp>
#include <gainstage/component/combo_input.hpp>
#include <gainstage/component/line_input.hpp>
#include <gainstage/component/line_output.hpp>
#include <gainstage/component/preamp.hpp>
#include <gainstage/dynamic_chain.hpp>
#include <gainstage/literals.hpp>
#include <gainstage/require.hpp>
#include <gainstage/rules/diagnose.hpp>

#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

namespace {

namespace gs = gainstage;
using namespace gainstage::literals;

constexpr auto chain = gs::line_output{} >> gs::line_input{.input_impedance = 10_kohm, .full_scale = 18_dBu};

using chain_type = std::remove_const_t<decltype(chain)>;
using budget = decltype(gs::analyze(chain, 4_dBu));
using hum = decltype(gs::interference(chain, 4_dBu));
using headroom_response = decltype(gs::headroom_response(chain, 4_dBu));
using headroom = decltype(std::declval<headroom_response const&>().at(1_kHz));
using frequency_response = decltype(gs::frequency_response(chain));
using noise_spectrum = decltype(gs::noise_spectrum(chain));
using perturbation = gs::perturbation<gs::voltage_level>;

// ---- what a temporary response or spectrum answers is a constant, also of a chain with amplifiers ----

constexpr auto amplified = gs::line_output{.output = gs::connectors::ts_plug} >>
                           gs::preamp{.name = "preamp", .gain = 20_dB} >> gs::line_input{.name = "input"};
static_assert(gs::noise_spectrum(amplified).at(3_kHz, "input").defined);
static_assert(gs::noise_spectrum(amplified).band("input").defined);
static_assert(gs::frequency_response(amplified).at(3_kHz, "input").defined);
static_assert(gs::headroom_response(amplified, 4_dBu).at(3_kHz).valid());
static_assert(gs::interference(amplified, 4_dBu).valid());

// ---- in a constant expression no compiler reads what is gone ----

// 100 ohm into 10 kohm: 20 log10(10000/10100) = -0.0864 dB, so +3.9136 dBu at both stages.
constexpr bool is_3_9136(gs::voltage_level l) { return l > 3.9135_dBu && l < 3.9137_dBu; }

constexpr int stages_at_3_9136() {
    int n = 0;
    for (auto& s : gs::analyze(chain, 4_dBu).stages()) n += is_3_9136(s.level);
    for (auto& s : gs::headroom_response(chain, 4_dBu).at(1_kHz).stages()) n += is_3_9136(s.level);
    for (auto& s : gs::interference(chain, 4_dBu).stages()) n += is_3_9136(s.signal);
    auto const& output = gs::analyze(chain, 4_dBu).output();
    auto const& stage = gs::analyze(chain, 4_dBu).stage("line input");
    auto const& first = gs::analyze(chain, 4_dBu).first_to_clip();
    auto const& limiting = gs::headroom_response(chain, 4_dBu).at(1_kHz).first_to_clip();
    return n + is_3_9136(output.level) + is_3_9136(stage.level) + is_3_9136(first.level) + is_3_9136(limiting.level);
}
static_assert(stages_at_3_9136() == 10);

constexpr int loads() {
    int n = 0;
    for (auto& i : gs::analyze(chain, 4_dBu).infos()) n += i.role == gs::stage_role::load;
    return n;
}
static_assert(loads() == 1);

constexpr std::size_t problems() {
    constexpr auto impossible = gs::line_output{.output_impedance = 0_ohm} >> gs::line_input{};
    std::size_t n = 0;
    for (auto const& p : gs::analyze(impossible, 4_dBu).problems()) n += p.field == "output_impedance";
    for (auto const& p : gs::interference(impossible, 4_dBu).problems()) n += p.field == "output_impedance";
    for (auto const& p : gs::headroom_response(impossible, 4_dBu).problems()) n += p.field == "output_impedance";
    for (auto const& p : gs::frequency_response(impossible).problems()) n += p.field == "output_impedance";
    for (auto const& p : gs::noise_spectrum(impossible).problems()) n += p.field == "output_impedance";
    for (auto const& f : gs::diagnose(impossible, 4_dBu).findings()) n += f.title == "output_impedance";
    return n;
}
static_assert(problems() == 6);

// ---- what is copied ----

template <class T>
inline constexpr bool is_view = std::is_reference_v<T> || std::is_pointer_v<T> || std::is_same_v<T, std::string_view>;
template <class T>
inline constexpr bool is_view<std::span<T>> = true;
template <class T>
inline constexpr bool is_copy = !is_view<T>;

static_assert(is_copy<decltype(std::declval<budget>().stages())>);
static_assert(is_copy<decltype(std::declval<budget>().infos())>);
static_assert(is_copy<decltype(std::declval<budget>().noise_powers())>);
static_assert(is_copy<decltype(std::declval<budget>().summary())>);
static_assert(is_copy<decltype(std::declval<budget>().problems())>);
static_assert(is_copy<decltype(std::declval<budget>().conditions())>);
static_assert(is_copy<decltype(std::declval<budget>().excitation())>);
static_assert(is_copy<decltype(std::declval<budget>().stage(""))>);
static_assert(is_copy<decltype(std::declval<budget>().output())>);
static_assert(is_copy<decltype(std::declval<budget>().first_to_clip())>);
static_assert(is_copy<decltype(std::declval<gs::dynamic_budget>().stages())>);
static_assert(is_copy<decltype(std::declval<gs::voltage_noise_level>().band())>);
static_assert(is_copy<decltype(std::declval<gs::voltage_noise_level>().weighting())>);

static_assert(is_copy<decltype(std::declval<headroom>().stages())>);
static_assert(is_copy<decltype(std::declval<headroom>().stage(""))>);
static_assert(is_copy<decltype(std::declval<headroom>().first_to_clip())>);
static_assert(is_copy<decltype(std::declval<headroom_response>().problems())>);
static_assert(is_copy<decltype(std::declval<frequency_response>().problems())>);
static_assert(is_copy<decltype(std::declval<frequency_response>().conditions())>);
static_assert(is_copy<decltype(std::declval<frequency_response>().at(1_kHz))>);
static_assert(is_copy<decltype(std::declval<noise_spectrum>().problems())>);
static_assert(is_copy<decltype(std::declval<noise_spectrum>().conditions())>);
static_assert(is_copy<decltype(std::declval<noise_spectrum>().at(1_kHz))>);
static_assert(is_copy<decltype(std::declval<noise_spectrum>().contributions(1_kHz, ""))>);

static_assert(is_copy<decltype(std::declval<hum>().problems())>);
static_assert(is_copy<decltype(std::declval<hum>().stages())>);
static_assert(is_copy<decltype(std::declval<hum>().stage(""))>);
static_assert(is_copy<decltype(std::declval<hum>().output())>);
static_assert(is_copy<decltype(std::declval<gs::diagnosis>().findings())>);
static_assert(is_copy<decltype(gs::powering(chain))>);
static_assert(is_copy<decltype(gs::distortion(std::declval<budget>()))>);
static_assert(is_copy<decltype(gs::distortion_at(std::declval<budget>(), 0))>);

static_assert(is_copy<decltype(std::declval<perturbation>().base())>);
static_assert(is_copy<decltype(std::declval<perturbation>().parameters())>);
static_assert(is_copy<decltype(std::declval<perturbation>().problems())>);
static_assert(is_copy<decltype(std::declval<chain_type>().components())>);
static_assert(is_copy<decltype(std::declval<gs::combo_input>().path(gs::connector{}))>);

// ---- what does not compile ----

template <class T>
concept HasView = requires(T&& t) {
    std::forward<T>(t).view();
};
template <class T>
concept HasLinks = requires(T&& t) {
    std::forward<T>(t).links();
};
template <class T>
concept FindsStage = requires(T&& t) {
    std::forward<T>(t).find_stage("");
};
template <class T>
concept FindsFinding = requires(T&& t) {
    std::forward<T>(t).find("");
};
template <class T>
concept ShowsElements = requires(T&& t) {
    std::forward<T>(t).elements_of("");
};

static_assert(HasView<budget&> && !HasView<budget>);
static_assert(HasView<hum&> && !HasView<hum>);
static_assert(HasView<decltype(chain.lower())&> && !HasView<decltype(chain.lower())>);
static_assert(HasView<gs::detail::dynamic_lowered&> && !HasView<gs::detail::dynamic_lowered>);
static_assert(HasView<gs::requirement&> && !HasView<gs::requirement>);
static_assert(HasLinks<hum&> && !HasLinks<hum>);
static_assert(FindsStage<budget&> && !FindsStage<budget>);
static_assert(FindsFinding<gs::diagnosis&> && !FindsFinding<gs::diagnosis>);
static_assert(ShowsElements<perturbation&> && !ShowsElements<perturbation>);

} // namespace
