// SPDX-License-Identifier: BSL-1.0
// What holds of every result: no figure is NaN, and what is not valid says why and holds no figure.
#pragma once

#include "bytes.hpp"

#include <cmath>

namespace fuzz {

inline bool number(double x) { return !std::isnan(x); }
inline bool number(gs::decibels d) { return number(d.value()); }
inline bool number(gs::voltage_level l) { return number(l.dBu()); }
inline bool number(gs::sound_level l) { return number(l.dBSPL()); }
inline bool number(gs::digital_level l) { return number(l.dBFS()); }
inline bool number(gs::excitation const& e) { return number(e.dB()); }
template <class Level>
bool number(gs::noise_level<Level> const& n) {
    return number(n.level());
}
inline bool number(gs::complex_impedance const& z) { return number(z.value().re) && number(z.value().im); }
template <class Q>
    requires gs::detail::is_quantity<Q>
bool number(Q const& q) { return number(q.value()); }
template <class T>
bool number(std::optional<T> const& o) {
    return !o || number(*o);
}

template <class... Figure>
void hold_numbers(char const* sentence, Figure const&... figure) {
    hold((number(figure) && ...), sentence);
}

inline void hold_explained(gs::problem_list const& problems) {
    hold(!problems.empty(), "an invalid result without a problem");
    for (gs::problem const& p : problems) hold(!p.reason.empty(), "a problem without a reason");
}

/// A budget, a headroom or an interference result stands or falls by its problems.
inline void hold_budget(gs::dynamic_budget const& b) {
    for (std::size_t k = 0; k < b.stages().size(); ++k) {
        gs::stage_budget const& s = b.stages()[k];
        hold_numbers("NaN in a budget's stage", s.level, s.peak, s.clip_level, s.headroom, s.noise, s.snr, s.gain,
                     s.cumulative_gain, s.loading_loss, s.source_impedance, s.load_impedance);
        double share = 0;
        for (auto const& n : b.noise_contributions_at(k)) {
            hold_numbers("NaN in a noise contribution", n.share, n.level);
            hold(n.share >= 0 && n.share <= 1, "a share outside of 0 ... 1");
            share += n.share;
        }
        hold(s.noise.level().is_silent() || std::abs(share - 1) < 1e-9, "shares that are not the whole");
        if (!b.valid())
            hold(s.level.is_silent() && s.noise.level().is_silent() && s.headroom.value() == gs::detail::infinity &&
                     !s.clips,
                 "a figure of an invalid budget");
    }
    if (!b.stages().empty())
        hold_numbers("NaN in the dominant noise", b.dominant_noise().share, b.dominant_noise().level);
    hold_numbers("NaN in a budget", b.headroom(), b.digital_level(), b.input_referred_noise(),
                 b.equivalent_noise_level(), b.noise_figure(), b.dynamic_range(), b.noise_error());
    if (b.valid()) hold_numbers("NaN in the largest input", b.max_input());
    else hold_explained(b.problems());
}

inline void hold_distortion(gs::stage_distortion const& d) {
    hold_numbers("NaN in a distortion", d.overdrive, d.thd, d.level);
    hold(d.thd >= 0 && std::isfinite(d.thd), "an infinite THD");
}

template <class Headroom>
void hold_headroom(Headroom const& h) {
    for (auto const& s : h.stages()) {
        hold_numbers("NaN in a headroom", s.level, s.peak, s.clip_level, s.headroom, s.load_impedance);
        if (!h.valid()) hold(s.level.is_silent(), "a figure of an invalid headroom");
    }
    if (h.valid()) hold_distortion(distortion(h));
}

} // namespace fuzz
