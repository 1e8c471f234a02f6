// SPDX-License-Identifier: BSL-1.0
#include <gainstage/dynamic_chain.hpp>
#include <gainstage/gainstage.hpp>
#include <gainstage/report/text.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <clocale>
#include <cstddef>
#include <limits>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

// Expected texts are written by hand, in the notation of datasheets and consoles. Of a whole report, properties.

namespace gs = gainstage;
using namespace gainstage::literals;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr gs::text_style ascii{.ascii = true};

template <class Q>
Q si(double v) {
    return gs::detail::from_si<Q>(v);
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

bool is_7_bit(std::string_view text) {
    for (char const c : text)
        if (static_cast<unsigned char>(c) > 126 || (static_cast<unsigned char>(c) < 32 && c != '\n')) return false;
    return true;
}

// A digit, an e and a digit or a sign.
bool is_scientific(std::string_view text) {
    for (std::size_t i = 1; i + 1 < text.size(); ++i) {
        bool const e = text[i] == 'e' || text[i] == 'E';
        bool const digit = text[i - 1] >= '0' && text[i - 1] <= '9';
        bool const exponent = (text[i + 1] >= '0' && text[i + 1] <= '9') || text[i + 1] == '-' || text[i + 1] == '+';
        if (e && digit && exponent) return true;
    }
    return false;
}

std::vector<std::string> lines(std::string const& text) {
    std::vector<std::string> out;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) out.push_back(line);
    return out;
}

// Counted here on its own: bytes that do not continue a character.
std::size_t characters(std::string_view line) {
    std::size_t n = 0;
    for (char const c : line)
        if ((static_cast<unsigned char>(c) & 0xC0u) != 0x80u) ++n;
    return n;
}
std::size_t longest_line(std::string const& text) {
    std::size_t n = 0;
    for (auto const& l : lines(text)) n = characters(l) > n ? characters(l) : n;
    return n;
}
bool has_trailing_space(std::string const& text) {
    for (auto const& l : lines(text))
        if (!l.empty() && l.back() == ' ') return true;
    return false;
}

constexpr gs::microphone vocal{.name = "vocal microphone",
                               .transducer = gs::transducer_kind::dynamic,
                               .sensitivity = 1.85_mV_per_Pa,
                               .output_impedance = 300_ohm};
constexpr gs::cable lead{.name = "XLR lead", .length = 10_m};
constexpr gs::preamp amplifier{
    .name = "microphone preamp",
    .gain = 50_dB,
    .input_impedance = 3_kohm,
    .output_impedance = 100_ohm,
    .noise = gs::equivalent_input_noise{.level = -128_dBu, .source_impedance = 150_ohm, .at_gain = 60_dB},
    .max_output = 22_dBu};
constexpr gs::line_input line_in{.name = "line in", .input_impedance = 10_kohm, .full_scale = 20_dBu};
constexpr gs::line_output player{.name = "CD player", .output_impedance = 100_ohm, .max_output = 8.2_dBu};

// Names of 47 characters, the longest there are.
constexpr char long_name[] = "the microphone with the longest name in the box";
auto long_chain() {
    auto mic = vocal;
    auto cable = lead;
    auto amp = amplifier;
    auto in = line_in;
    mic.name = long_name;
    cable.name = long_name;
    amp.name = long_name;
    in.name = long_name;
    return mic >> cable >> amp >> in;
}

// One element of one's own at each end.
struct ideal_source {
    gs::component_name name = "source";
    std::array<gs::element, 1> list{};
    using excitation = gs::voltage_level;
    constexpr std::array<gs::element, 1> elements() const { return list; }
};
struct ideal_load {
    gs::component_name name = "load";
    std::array<gs::element, 1> list{};
    static constexpr bool is_load = true;
    constexpr std::array<gs::element, 1> elements() const { return list; }
};

gs::finding example() {
    return {.id = "GS201",
            .severity = gs::severity::error,
            .stage = "line in",
            .other = "vocal microphone",
            .found = {-54.23, gs::figure_unit::dBu},
            .limit = {4, gs::figure_unit::dBu},
            .more = {58.23, gs::figure_unit::dB},
            .title = "a microphone into a line input: {found} where {limit} belong",
            .reason = "A line input has little or no gain and expects thousands of times the voltage of a microphone; "
                      "what is turned up later is mostly noise.",
            .remedy = "Put a microphone preamp in front: {more} of gain are missing."};
}

} // namespace

TEST_SUITE_BEGIN("report");

TEST_CASE("decibels have a sign and one decimal") {
    CHECK(gs::format(54.2_dB) == "+54.2 dB");
    CHECK(gs::format(-54.2_dB) == "−54.2 dB");
    CHECK(gs::format(-54.2_dB, ascii) == "-54.2 dB");
    CHECK(gs::format(4_dBu) == "+4.0 dBu");
    CHECK(gs::format(0_dBV) == "+2.2 dBu"); // 20 log10(1/sqrt(0.6)) = 2.218
    CHECK(gs::format(94_dBSPL) == "94.0 dB SPL");
    CHECK(gs::format(gs::digital_level::from_dBFS(-30.74)) == "−30.7 dBFS");
    CHECK(gs::format(gs::decibels{9.96}) == "+10.0 dB");
    CHECK(gs::format(gs::excitation{94_dBSPL}) == "94.0 dB SPL");
    CHECK(gs::format(gs::excitation{4_dBu}) == "+4.0 dBu");
}

TEST_CASE("a noise level carries its weighting") {
    gs::voltage_level const v = gs::voltage_level::from_dBu(-88.9);
    gs::sound_level const p = gs::sound_level::from_dBSPL(16.4);
    CHECK(gs::format(gs::voltage_noise_level{v, {}, gs::weighting::none}) == "−88.9 dBu");
    CHECK(gs::format(gs::voltage_noise_level{v, {}, gs::weighting::a}, ascii) == "-88.9 dBu(A)");
    CHECK(gs::format(gs::sound_noise_level{p, {}, gs::weighting::none}) == "16.4 dB SPL");
    CHECK(gs::format(gs::sound_noise_level{p, {}, gs::weighting::a}) == "16.4 dB(A)");
}

TEST_CASE("zero has no sign") {
    for (double const x : {0.0, -0.0, 0.04, -0.04, -1e-300}) {
        CHECK(gs::format(gs::decibels{x}) == "0.0 dB");
        CHECK(gs::format(gs::voltage_level::from_dBu(x)) == "0.0 dBu");
        CHECK(gs::format(gs::digital_level::from_dBFS(x), ascii) == "0.0 dBFS");
        CHECK(gs::format(gs::figure{x, gs::figure_unit::dB}) == "0.0 dB");
    }
    CHECK(gs::format(si<gs::voltage>(-0.0)) == "0 V");
    CHECK(gs::format(-0.06_dB) == "−0.1 dB");
}

TEST_CASE("infinities, and what is not a number") {
    CHECK(gs::format(gs::voltage_level::silence()) == "−∞ dBu");
    CHECK(gs::format(gs::voltage_level::silence(), ascii) == "-inf dBu");
    CHECK(gs::format(gs::decibels{inf}) == "∞ dB");
    CHECK(gs::format(si<gs::impedance>(inf)) == "∞ Ω");
    CHECK(gs::format(si<gs::impedance>(inf), ascii) == "inf ohm");
    CHECK(gs::format(gs::decibels{not_a_number}) == "? dB");
    CHECK(gs::format(si<gs::voltage>(not_a_number)) == "? V");
    CHECK(gs::format_percent(not_a_number) == "? %");
    CHECK(gs::format(gs::figure{not_a_number, gs::figure_unit::none}) == "?");
}

TEST_CASE("quantities have three digits and a prefix") {
    CHECK(gs::format(150_ohm) == "150 Ω");
    CHECK(gs::format(3_kohm) == "3.00 kΩ");
    CHECK(gs::format(3_kohm, ascii) == "3.00 kohm");
    CHECK(gs::format(si<gs::impedance>(1e6)) == "1.00 MΩ");
    CHECK(gs::format(si<gs::impedance>(999.6)) == "1.00 kΩ"); // never "1000 Ω"
    CHECK(gs::format(si<gs::impedance>(999.4)) == "999 Ω");
    CHECK(gs::format(si<gs::impedance>(9.996)) == "10.0 Ω");
    CHECK(gs::format(si<gs::voltage>(1.23)) == "1.23 V");
    CHECK(gs::format(si<gs::voltage>(-0.245)) == "−245 mV");
    CHECK(gs::format(si<gs::voltage>(1.2e-6)) == "1.20 µV");
    CHECK(gs::format(si<gs::voltage>(1.2e-6), ascii) == "1.20 uV");
    CHECK(gs::format(3.2_mA) == "3.20 mA");
    CHECK(gs::format(20_kHz) == "20.0 kHz");
    CHECK(gs::format(1.2_nV_per_rtHz) == "1.20 nV/√Hz");
    CHECK(gs::format(1.2_nV_per_rtHz, ascii) == "1.20 nV/rtHz");
    CHECK(gs::format(1.85_mV_per_Pa) == "1.85 mV/Pa");
    CHECK(gs::format(gs::room_temperature) == "293 K");
    CHECK(gs::format(si<gs::slew_rate>(13e6)) == "13.0 V/µs"); // a TL072
    CHECK(gs::format(-45_deg) == "−45.0°");
    CHECK(gs::format(180_deg, ascii) == "+180.0 deg");
    CHECK(gs::format(1.59_us) == "1.59 µs");
    CHECK(gs::format(100_nF) == "100 nF");
    CHECK(gs::format(1.5_H) == "1.50 H");
    CHECK(gs::format(si<gs::power>(1e-3)) == "1.00 mW");
    CHECK(gs::format(si<gs::pressure>(1)) == "1.00 Pa");
    CHECK(gs::format(si<gs::current_noise_density>(0.6e-12)) == "600 fA/√Hz");
    CHECK(gs::format(100_pF_per_m) == "100 pF/m");
    CHECK(gs::format(0.084_ohm_per_m) == "84.0 mΩ/m");
    CHECK(gs::format(si<gs::inductance_per_length>(600e-9), ascii) == "600 nH/m");
    auto const z = [](double re, double im) {
        return gs::complex_impedance{gs::complex_impedance::boost_quantity::from_value({re, im})};
    };
    CHECK(gs::format(z(150, -20)) == "150 Ω − j 20.0 Ω");
    CHECK(gs::format(z(150, 20)) == "150 Ω + j 20.0 Ω");
}

TEST_CASE("lengths and percentages are written as short as they are said") {
    CHECK(gs::format(10_m) == "10 m");
    CHECK(gs::format(si<gs::length>(1.5)) == "1.5 m");
    CHECK(gs::format(si<gs::length>(0.5)) == "0.5 m");
    CHECK(gs::format_percent(69.3) == "69 %");
    CHECK(gs::format_percent(3.21) == "3.2 %");
    CHECK(gs::format_percent(9.96) == "10 %");
    CHECK(gs::format_percent(0) == "0 %");
    CHECK(gs::format_percent(0.001) == "<0.1 %");
}

TEST_CASE("a figure is printed by its unit") {
    using unit = gs::figure_unit;
    CHECK(gs::format(gs::figure{12.1, unit::dB}) == "12.1 dB"); // in a sentence: "clips, by 12.1 dB"
    CHECK(gs::format(gs::figure{4, unit::dBu}) == "+4.0 dBu");
    CHECK(gs::format(gs::figure{94, unit::dBSPL}) == "94.0 dB SPL");
    CHECK(gs::format(gs::figure{-3, unit::dBFS}) == "−3.0 dBFS");
    CHECK(gs::format(gs::figure{48, unit::volt}) == "48.0 V");
    CHECK(gs::format(gs::figure{7.06e-3, unit::ampere}) == "7.06 mA");
    CHECK(gs::format(gs::figure{6800, unit::ohm}) == "6.80 kΩ");
    CHECK(gs::format(gs::figure{20e3, unit::hertz}) == "20.0 kHz");
    CHECK(gs::format(gs::figure{43.4, unit::percent}) == "43 %");
    CHECK(gs::format(gs::figure{10, unit::metre}) == "10 m");
    CHECK(gs::format(gs::figure{-2.5, unit::none}) == "−2.5");
}

TEST_CASE("a value that its enumeration does not have is no word") {
    CHECK(gs::detail::word_for(static_cast<gs::severity>(99)) == "?");
    CHECK(gs::detail::word_for(static_cast<gs::verdict>(99)) == "?");
    CHECK(gs::detail::word_for(static_cast<gs::power_kind>(99)) == "?");
    CHECK(gs::detail::power_sentence({.state = static_cast<gs::power_state>(99)}, {}) == "?");
    CHECK(gs::format(gs::figure{2.5, static_cast<gs::figure_unit>(99)}) == "2.5");
}

TEST_CASE("never scientific, whatever the value") {
    for (int exponent = -30; exponent <= 30; ++exponent)
        for (double const mantissa : {1.0, 9.995, -3.3, 9.9999999, -1.0}) {
            double v = mantissa;
            for (int i = 0; i < exponent; ++i) v *= 10;
            for (int i = 0; i > exponent; --i) v /= 10;
            CAPTURE(v);
            for (auto const& style : {gs::text_style{}, ascii})
                for (std::string const& text :
                     {gs::format(si<gs::voltage>(v), style), gs::format(si<gs::current>(v), style),
                      gs::format(si<gs::impedance>(v), style), gs::format(si<gs::frequency>(v), style),
                      gs::format(si<gs::length>(v), style), gs::format(si<gs::temperature>(v), style),
                      gs::format(si<gs::voltage_noise_density>(v), style), gs::format(gs::decibels{v}, style),
                      gs::format(gs::voltage_level::from_dBu(v), style),
                      gs::format(gs::sound_level::from_dBSPL(v), style), gs::format_percent(v, style),
                      gs::format(gs::figure{v, gs::figure_unit::none}, style)}) {
                    CAPTURE(text);
                    CHECK_FALSE(is_scientific(text));
                    CHECK(characters(text) <= 20);
                    if (style.ascii) CHECK(is_7_bit(text));
                    // Nothing but a decibel's or percentage's own rounding makes a nonzero value zero.
                    if (contains(text, "V") || contains(text, "A")) CHECK_FALSE(text.substr(0, 2) == "0 ");
                }
        }
    CHECK(gs::format(si<gs::voltage>(1e-30)) == "<1 fV");
    CHECK(gs::format(si<gs::voltage>(-1e-30)) == ">−1 fV");
    CHECK(gs::format(si<gs::impedance>(1e30)) == ">999 TΩ");
    CHECK(gs::format(gs::decibels{-1e30}, ascii) == "<-999999.9 dB");
    CHECK(gs::format(si<gs::voltage>((std::numeric_limits<double>::max)())) == ">999 TV");
    CHECK(gs::format(si<gs::voltage>(std::numeric_limits<double>::denorm_min())) == "<1 fV");
}

TEST_CASE("the locale changes nothing") {
    std::string const before = std::setlocale(LC_NUMERIC, nullptr);
    for (char const* name : {"de_DE.UTF-8", "fr_FR.UTF-8", "C"})
        if (std::setlocale(LC_NUMERIC, name) != nullptr) CHECK(gs::format(54.2_dB) == "+54.2 dB");
    std::setlocale(LC_NUMERIC, before.c_str());
}

TEST_CASE("placeholders are filled in once, unknown ones stay") {
    gs::finding f = example();
    CHECK(gs::fill_in("{stage}, {other}: {found} {limit} {more}", f) ==
          "line in, vocal microphone: −54.2 dBu +4.0 dBu 58.2 dB");
    CHECK(gs::fill_in("{stage}{stage}", f) == "line inline in");
    CHECK(gs::fill_in("{nothing} {} { {found", f) == "{nothing} {} { {found");
    CHECK(gs::fill_in("{{stage}}", f) == "{line in}");
    CHECK(gs::fill_in("", f) == "");
    f.stage = "{found}";
    CHECK(gs::fill_in("in {stage}", f) == "in {found}");
    f.stage = "";
    CHECK(gs::fill_in("{stage}", f) == "(no name)");
    f.stage = "Röhre µ\n";
    CHECK(is_7_bit(gs::fill_in("{stage} → {found} …", f, ascii)));
    CHECK(contains(gs::fill_in("{stage}", f, ascii), "R?hre u"));
}

TEST_CASE("names of bytes that are no text leave a line a line") {
    CHECK(gs::detail::printable("a\nb\tc\x1B[31m", {}) == "a b c?[31m");
    CHECK(gs::detail::printable("cut \xE2\x88", {}) == "cut ??");          // the first two bytes of three
    CHECK(gs::detail::printable("\xC0\xAF \xED\xA0\x80", {}) == "?? ???"); // overlong; a surrogate
    CHECK(gs::detail::printable("\xE2\x80\xAE", {}) == "?");               // right-to-left override
    CHECK(gs::detail::columns("Ω→é") == 3);
    CHECK(gs::detail::columns("e\xCC\x81") == 1); // e and a combining accent
    CHECK(gs::detail::columns("マイク") == 6);

    // Unicode 15, chapter 3, table 3-7: what is well-formed. Of everything else each byte is a "?".
    CHECK(gs::detail::printable("\xE2\x28\xA1", {}) == "?(?");      // a second byte that continues nothing
    CHECK(gs::detail::printable("\xE0\x80\x80", {}) == "???");      // overlong, three bytes
    CHECK(gs::detail::printable("\xF0\x80\x80\x80", {}) == "????"); // overlong, four
    CHECK(gs::detail::printable("\xF4\x90\x80\x80", {}) == "????"); // beyond U+10FFFF
    CHECK(gs::detail::printable("\xF5\x80", {}) == "??");
    CHECK(gs::detail::printable("\xF0\x9F\x8E\xA4", {}) == "\xF0\x9F\x8E\xA4"); // U+1F3A4, a microphone
    CHECK(gs::detail::columns("\xE2\x88") == 2);
    // What directs or marks the text: U+200E, U+2028, U+2066, U+FEFF; DEL, U+0085; a carriage return.
    CHECK(gs::detail::printable("\xE2\x80\x8E\xE2\x80\xA8\xE2\x81\xA6\xEF\xBB\xBF\x7F\xC2\x85", {}) == "??????");
    CHECK(gs::detail::printable("a\rb\x01", {}) == "a b?");

    // Unicode Standard Annex 11, East Asian Width: W and F are two columns wide; marks that combine, none.
    for (char const* wide :
         {"\xE1\x84\x80", "\xE6\xBC\xA2", "\xED\x95\x9C", "\xEF\xA4\x80", "\xEF\xB8\xB0", "\xEF\xBC\x81",
          "\xF0\x9F\x8E\xA4", "\xF0\xA0\x80\x80"}) // U+1100, U+6F22, U+D55C, U+F900, U+FE30, U+FF01, U+1F3A4, U+20000
        CHECK(gs::detail::columns(wide) == 2);
    for (char const* none : {"\xCC\x81", "\xE2\x80\x8D", "\xEF\xB8\x8F"}) // U+0301, U+200D, U+FE0F
        CHECK(gs::detail::columns(none) == 0);
    for (char const* one : {"a", "\xE2\x82\xAC", "\xEF\xBF\xBD", "\xF0\x9D\x84\x9E"}) // €, U+FFFD, a clef (U+1D11E)
        CHECK(gs::detail::columns(one) == 1);
}

TEST_CASE("a column that must stay does, even where it is wider than the line") {
    std::string out;
    gs::detail::text_column wide{"wide", "", {std::string(60, 'x')}};
    gs::detail::text_column least{"least", "", {"1"}, 1};
    gs::detail::add_table(out, "stage", {"microphone"}, {wide, least}, {""}, {.width = 40});
    CHECK(contains(out, "microph…  " + std::string(60, 'x') + "\n")); // the name in eight columns
    CHECK_FALSE(contains(out, "least"));
}

TEST_CASE("the budget of a microphone chain says what it should") {
    auto const budget = gs::analyze(vocal >> lead >> amplifier >> line_in, 94_dBSPL);
    std::string const text = gs::to_text(budget);
    INFO(text);
    CHECK(contains(text, "vocal microphone → … → line in"));
    CHECK(contains(text, "at 94.0 dB SPL, 1.00 kHz, crest factor 3.0 dB; noise 20 Hz to 20 kHz, unweighted, 293 K"));
    CHECK(contains(text, "first to clip: " + std::string{std::string_view{budget.first_to_clip().name}} + ", at " +
                             gs::format(budget.max_input())));
    CHECK(contains(text, "digital level: " + gs::format(budget.digital_level())));
    CHECK(contains(text, "referred to the source " + gs::format(budget.input_referred_noise())));
    CHECK(contains(text, "the whole chain hisses like " + gs::format(budget.equivalent_noise_level())));
    CHECK_FALSE(contains(text, "CLIPS"));
    CHECK_FALSE(has_trailing_space(text));
    CHECK(longest_line(text) <= 100);
    CHECK(text.back() == '\n');
    // A row for every stage, under a head: all columns end where the head's do.
    auto const all = lines(text);
    std::size_t head = 0;
    while (head < all.size() && all[head].substr(0, 5) != "stage") ++head;
    REQUIRE(head + 6 <= all.size());
    std::size_t const headroom_ends = characters(std::string_view{all[head]}.substr(0, all[head].find("headroom") + 8));
    for (std::size_t k = 0; k < 4; ++k) {
        std::string const& row = all[head + 2 + k];
        CHECK(row.substr(0, 7) == std::string_view{budget.stages()[k].name}.substr(0, 7));
        std::string shown = budget.stages()[k].clip_level.dBu() == inf
                                ? "–"
                                : gs::format(gs::figure{budget.stages()[k].headroom.value(), gs::figure_unit::dB});
        if (shown != "–") shown.resize(shown.size() - 3); // the unit stands in the head
        bool aligned = false; // the cell occurs, and one of its occurrences ends in the column
        for (std::size_t i = 0; i < row.size(); ++i)
            aligned = aligned || (row.compare(i, shown.size(), shown) == 0 &&
                                  characters(std::string_view{row}.substr(0, i + shown.size())) == headroom_ends);
        CHECK(aligned);
    }
    std::ostringstream stream;
    stream << budget << budget.view();
    CHECK(stream.str() == text + text);
}

TEST_CASE("the weighting stands in the units") {
    auto const budget = gs::analyze(vocal >> lead >> amplifier >> line_in, 94_dBSPL, {.weighting = gs::weighting::a});
    std::string const text = gs::to_text(budget, ascii);
    INFO(text);
    CHECK(contains(text, "A-weighted"));
    CHECK(contains(text, "dBu(A)"));
    CHECK(contains(text, " dB(A)\n"));
}

TEST_CASE("a weighting of one's own is named as it is called") {
    std::string const name = "voice\n";
    gs::weighting const voice{name, [](double f) { return f > 300 && f < 3400 ? 1.0 : 0.0; }};
    std::string const text = gs::to_text(gs::analyze(vocal >> line_in, 94_dBSPL, {.weighting = voice}));
    CHECK(contains(text, "voice -weighted"));
    CHECK(contains(text, "dBu(voice )"));
}

TEST_CASE("a stage that clips is marked, and a voltage source has its limit in dBu") {
    auto const budget = gs::analyze(player >> lead >> amplifier >> line_in, 4_dBu);
    std::string const text = gs::to_text(budget);
    INFO(text);
    std::size_t marked = 0, clipping = 0;
    for (auto const& l : lines(text)) marked += l.size() > 5 && l.substr(l.size() - 5) == "CLIPS" ? 1u : 0u;
    for (auto const& k : budget.stages()) clipping += k.clips ? 1u : 0u;
    CHECK(clipping > 0);
    CHECK(marked == clipping);
    CHECK(contains(text, "at " + gs::format(budget.max_input()) + "\n"));
    CHECK_FALSE(contains(text, "SPL"));
    CHECK(longest_line(text) <= 100);
}

TEST_CASE("no line is longer than the width, and names are cut") {
    for (auto const level : {94.0, 170.0, -200.0})
        for (int const width : {100, 80, 60, 40, 0, -5})
            for (bool const plain : {false, true}) {
                gs::text_style const style{plain, width};
                std::size_t const limit = width < 40 ? 40 : static_cast<std::size_t>(width);
                auto const chain = long_chain();
                std::string const text = gs::to_text(gs::analyze(chain, gs::sound_level::from_dBSPL(level)), style) +
                                         gs::to_text(gs::diagnose(chain, gs::sound_level::from_dBSPL(level)), style) +
                                         gs::to_text(gs::powering(chain), style);
                CAPTURE(width);
                INFO(text);
                CHECK(longest_line(text) <= limit);
                CHECK_FALSE(has_trailing_space(text));
                CHECK(contains(text, plain ? "..." : "…"));
                if (plain) CHECK(is_7_bit(text));
            }
}

TEST_CASE("a wide terminal has names and conditions on one line") {
    auto const text = lines(gs::to_text(gs::analyze(vocal >> line_in, 94_dBSPL), {.width = 200}));
    CHECK(text[0] == "vocal microphone → line in   at 94.0 dB SPL, 1.00 kHz, crest factor 3.0 dB; "
                     "noise 20 Hz to 20 kHz, unweighted, 293 K");
    // Of a chain without stages there are only the conditions.
    auto const none = lines(gs::to_text(gs::analyze(gs::dynamic_chain{}, 94_dBSPL), {.width = 60}));
    CHECK(none[0].substr(0, 18) == "  at 94.0 dB SPL, ");
}

TEST_CASE("a chain that has neither limits nor noise says so") {
    constexpr ideal_source source{.list = {gs::voltage_source()}};
    constexpr ideal_load load{.list = {gs::shunt_resistor(10_kohm, gs::noise::none)}};
    std::string const text = gs::to_text(gs::analyze(source >> load, 4_dBu));
    INFO(text);
    CHECK(contains(text, "first to clip: no stage states a limit\n"));
    CHECK(contains(text, "noise: none\n"));
    CHECK_FALSE(contains(text, "digital level"));
}

TEST_CASE("an integral that did not converge is stated with its error") {
    // A curve of a thousand steps: no number of panels follows it.
    constexpr gs::weighting comb{"comb", [](double f) { return static_cast<long>(f / 10) % 2 == 0 ? 1.0 : 0.0; }};
    auto const budget = gs::analyze(vocal >> line_in, 94_dBSPL, {.weighting = comb});
    REQUIRE_FALSE(budget.noise_converged());
    CHECK(contains(gs::to_text(budget), "the noise figures may be off by " +
                                            gs::format(gs::figure{budget.noise_error().value(), gs::figure_unit::dB}) +
                                            ": the integral did not converge\n"));
}

TEST_CASE("silence has a budget too") {
    auto const budget = gs::analyze(vocal >> lead >> amplifier >> line_in, gs::sound_level::silence());
    std::string const text = gs::to_text(budget);
    INFO(text);
    CHECK(contains(text, "at −∞ dB SPL"));
    CHECK_FALSE(contains(text, "?"));
    CHECK_FALSE(contains(text, "nan"));
}

TEST_CASE("an impossible value is named, and nothing computed is shown") {
    auto bad = vocal;
    bad.output_impedance = si<gs::impedance>(-150);
    auto const budget = gs::analyze(bad >> lead >> line_in, 94_dBSPL);
    REQUIRE_FALSE(budget.valid());
    std::string const text = gs::to_text(budget);
    INFO(text);
    CHECK(contains(text, "not computed:\n  vocal microphone: output_impedance = −150 Ω: must be greater than zero\n"));
    CHECK_FALSE(contains(text, "headroom"));
    CHECK(gs::to_text(budget.problems(), ascii) ==
          "vocal microphone: output_impedance = -150 ohm: must be greater than zero\n");
    CHECK(is_7_bit(gs::to_text(budget, ascii)));
    CHECK(gs::to_text(gs::problem_list{}) == "");
    CHECK(contains(gs::to_text(gs::diagnose(bad >> lead >> line_in, 94_dBSPL)), "verdict: fail (1 error)"));

    gs::problem_list list;
    list.push_back({"chain", "", 0, "", "this chain has no source"});
    list.push_back({"mic", "output_impedance", not_a_number, "ohm", "is not a number"});
    list.push_back({"amp", "crest_factor", -0.01, "dB", "must not be negative"});
    list.push_back({"amp", "turns_ratio", 0, "", "must be greater than zero"});
    for (int i = 0; i < 30; ++i) list.push_back({"x", "y", 1e300, "V", "is too large for an audio circuit"});
    auto const all = lines(gs::to_text(list));
    CHECK(all[0] == "chain: this chain has no source");
    CHECK(all[1] == "mic: output_impedance = ? Ω: is not a number");
    CHECK(all[2] == "amp: crest_factor = −0.01 dB: must not be negative");
    CHECK(all[3] == "amp: turns_ratio = 0: must be greater than zero");
    CHECK(all[4] == "x: y = >999 TV: is too large for an audio circuit");
    CHECK(all.back() == "and 2 more");
    std::ostringstream stream;
    stream << list;
    CHECK(stream.str() == gs::to_text(list));

    gs::dynamic_chain const empty;
    CHECK(contains(gs::to_text(gs::analyze(empty, 94_dBSPL)), "not computed:\n  chain: this chain has no source"));
}

TEST_CASE("a diagnosis: verdict first, then the gravest") {
    gs::diagnosis d;
    CHECK(gs::to_text(d) == "verdict: pass\n");
    gs::finding note = example();
    note.id = "GS411";
    note.severity = gs::severity::info;
    note.title = "first of its kind";
    d.add(note);
    CHECK(lines(gs::to_text(d))[0] == "verdict: pass (1 info)");
    gs::finding warning = example();
    warning.id = "GS203";
    warning.severity = gs::severity::warning;
    warning.title = "only {more} left in {stage}";
    d.add(warning);
    d.add(example());
    gs::finding second = example();
    second.id = "GS202";
    d.add(second);

    std::string const text = gs::to_text(d);
    INFO(text);
    auto const all = lines(text);
    CHECK(all[0] == "verdict: fail (2 errors, 1 warning, 1 info)");
    CHECK(all[1] == "  GS201 error    line in: a microphone into a line input: −54.2 dBu where +4.0 dBu belong");
    CHECK(text.find("GS201") < text.find("GS202")); // stable
    CHECK(text.find("GS202") < text.find("GS203"));
    CHECK(text.find("GS203") < text.find("GS411"));
    // A title that names the stage is not prefixed by it.
    CHECK(contains(text, "  GS203 warning  only 58.2 dB left in line in\n"));
    CHECK(contains(text, "        → Put a microphone preamp in front: 58.2 dB of gain are missing.\n"));
    CHECK_FALSE(contains(text, "{"));
    std::ostringstream stream;
    stream << d;
    CHECK(stream.str() == text);

    // The reason has more than 100 columns: it is wrapped under its own beginning, and no word is lost.
    CHECK(all[2].substr(0, 9) == "        A");
    CHECK(all[3].substr(0, 8) == "        ");
    CHECK(all[3][8] != ' ');
    CHECK(all[2].substr(8) + " " + all[3].substr(8) == std::string{example().reason});
    CHECK(longest_line(text) <= 100);

    for (int i = 0; i < 40; ++i) d.add(example());
    CHECK(lines(gs::to_text(d)).back() == "  and 12 more");
}

TEST_CASE("a finding of one's own: without reason, remedy, stage; danger; a long identifier") {
    gs::diagnosis d;
    d.add({.id = "OWN1", .severity = gs::severity::danger, .title = "smoke"});
    d.add({.id = "OWN2", .severity = gs::severity::warning, .stage = "amp", .reason = "It is {stage} that hums."});
    std::string const text = gs::to_text(d);
    CHECK(text == "verdict: fail (1 danger, 1 warning)\n"
                  "  OWN1 danger   smoke\n"
                  "  OWN2 warning  It is amp that hums.\n");
    gs::diagnosis warned;
    warned.add({.id = "OWN3", .severity = gs::severity::warning, .stage = "amp", .title = "hot"});
    CHECK(gs::to_text(warned) == "verdict: conditional (1 warning)\n  OWN3 warning  amp: hot\n");
    // What stands in front of the text is longer than half a line: the first word goes to the next.
    gs::diagnosis narrow;
    narrow.add({.id = "a_rule_of_ones_own_house",
                .severity = gs::severity::warning,
                .title = "transconductance_of_the_stage"});
    CHECK(longest_line(gs::to_text(narrow, {.width = 40})) <= 40);
    CHECK(contains(gs::to_text(narrow, {.width = 40}), "\n" + std::string(20, ' ') + "transconductance_of"));
    gs::diagnosis fits;
    fits.add({.id = "a_rule_of_ones_own_house", .severity = gs::severity::warning, .title = "hot"});
    CHECK(contains(gs::to_text(fits, {.width = 40}), "\n  a_rule_of_ones_own_house warning  hot\n"));
}

TEST_CASE("a number is never parted from its unit, a word longer than a line is broken") {
    gs::finding f = example();
    std::string const text(200, 'x');
    f.reason = text;
    gs::diagnosis d;
    d.add(f);
    CHECK(longest_line(gs::to_text(d)) <= 100);
    for (int width = 40; width <= 100; ++width) {
        gs::diagnosis e;
        e.add(example());
        for (auto const& l : lines(gs::to_text(e, {.width = width}))) {
            CHECK(l.find_first_not_of(' ') != std::string::npos);
            std::string const start = l.substr((std::min)(l.find_first_not_of(' '), l.size()));
            CHECK(start.substr(0, 2) != "dB");
        }
    }
}

TEST_CASE("a power report in words, for every state") {
    gs::power_report report;
    CHECK(gs::to_text(report) == "power: nothing to report\n");
    // 48 V behind 6.8 kohm in each conductor, 3.2 mA: 48 - 3.2e-3 * 3400 = 37.1 V. (IEC 61938)
    gs::power_entry e{.name = "condenser",
                      .state = gs::power_state::powered,
                      .need = gs::phantom_power{.min_voltage = 44_V, .max_voltage = 52_V, .current = 3.2_mA},
                      .supply = "P48",
                      .obstacle = "adapter",
                      .voltage = si<gs::voltage>(37.12),
                      .required = si<gs::voltage>(33.12),
                      .current = 3.2_mA};
    e.feed.kind = gs::power_kind::phantom;
    e.feed.supply = 48_V;
    report.push_back(e);
    CHECK(gs::to_text(report) ==
          "power of condenser: powered; phantom power from P48, 37.1 V at its terminals, 3.20 mA drawn, 33.1 V\n"
          "    needed\n"); // a line of 100 columns
    std::string last;
    for (int k = 0; k <= static_cast<int>(gs::power_state::exposed); ++k) {
        gs::power_report one;
        e.state = static_cast<gs::power_state>(k);
        e.at_risk = true;
        e.loaded = true;
        one.push_back(e);
        std::string const text = gs::to_text(one, ascii);
        INFO(text);
        CHECK(text.substr(0, 20) == "power of condenser: ");
        CHECK_FALSE(contains(text, "?"));
        CHECK(contains(text, "can be harmed"));
        CHECK(is_7_bit(text));
        CHECK(longest_line(text) <= 100);
        CHECK(text != last);
        last = text;
    }
    std::ostringstream stream;
    stream << report;
    CHECK(stream.str() == gs::to_text(report));

    auto const alone = [](gs::power_entry const& entry) {
        gs::power_report one;
        one.push_back(entry);
        return gs::to_text(one);
    };
    e.at_risk = e.loaded = false;
    e.state = gs::power_state::not_needed;
    e.need = gs::power_need{};
    e.need.kind = gs::power_kind::battery;
    CHECK(alone(e) == "power of condenser: not needed; it has a battery\n");
    e.state = gs::power_state::unsupplied;
    e.need.kind = gs::power_kind::plug_in;
    CHECK(alone(e) == "power of condenser: unsupplied; it needs plug-in power, and nothing supplies it\n");
    e.need.kind = gs::power_kind::a_b;
    CHECK(alone(e) == "power of condenser: unsupplied; it needs A-B power, and nothing supplies it\n");
    // One leg on ground: 48 V / 6.8 kohm = 7.06 mA.
    e.state = gs::power_state::exposed;
    e.current = 0_mA;
    e.fault_current = 7.06_mA;
    CHECK(alone(e) ==
          "power of condenser: exposed; it needs none and gets phantom power from P48, 37.1 V at its terminals,\n"
          "    no current through it; adapter grounds one conductor, 7.06 mA into ground\n");

    for (int i = 0; i < 10; ++i) report.push_back(e);
    CHECK(lines(gs::to_text(report)).back() == "and 3 more"); // eleven, and room for eight
}

TEST_CASE("levels and quantities go into a stream") {
    std::ostringstream out;
    out << 4_dBu << '|' << -3_dB << '|' << 94_dBSPL << '|' << 150_ohm << '|' << 13_dBA << '|' << gs::excitation{4_dBu}
        << '|' << gs::digital_level::silence() << '|' << gs::figure{43.4, gs::figure_unit::percent};
    CHECK(out.str() == "+4.0 dBu|−3.0 dB|94.0 dB SPL|150 Ω|13.0 dB(A)|+4.0 dBu|−∞ dBFS|43 %");
}

TEST_SUITE_END();
