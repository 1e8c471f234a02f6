// SPDX-License-Identifier: BSL-1.0
// The chain of tests/headline/design_rules.cpp by hand: plain doubles, this chain and no other, no library. SI units.
//
//   microphone      cable            phantom supply   preamp                        line input
//   (emf)--[ Rs ]-o--+--[ Rc ]--+--o------+-------o--(en)--+--|> G >--(eo)--[ Ro ]--o--+--(ei)--
//                    |          |         |                |                           |
//                   === C/2    === C/2  [ Rf ]           [ Ri ]                      [ Rl ]
//
// It is written to be quick: what does not depend on frequency is computed once, nothing is complex behind the preamp's
// input, and the line input's noise is not computed where it is the preamp's. It does not check its input, and knows no
// other chain.
//
// RAW_COMPLEX_OF_ITS_OWN: instead of std::complex, whose product and quotient look for NaN, one that does not.
#pragma once

#include <complex>

namespace raw {

enum { microphone, cable, phantom_supply, preamp, line_input, stages };

#ifdef RAW_COMPLEX_OF_ITS_OWN
class complex {
public:
    complex() = default;
    complex(double re, double im) : re_(re), im_(im) {}
    double real() const { return re_; }
    double imag() const { return im_; }

    friend complex operator+(complex a, complex b) { return {a.re_ + b.re_, a.im_ + b.im_}; }
    friend complex operator+(double a, complex b) { return {a + b.re_, b.im_}; }
    friend complex operator*(complex a, complex b) {
        return {a.re_ * b.re_ - a.im_ * b.im_, a.re_ * b.im_ + a.im_ * b.re_};
    }
    friend complex operator*(double a, complex b) { return {a * b.re_, a * b.im_}; }
    friend complex operator/(double a, complex b) { return {a * b.re_ / norm(b), -a * b.im_ / norm(b)}; }
    friend double norm(complex a) { return a.re_ * a.re_ + a.im_ * a.im_; }

private:
    double re_ = 0;
    double im_ = 0;
};
#else
using complex = std::complex<double>;
#endif

/// The datasheets.
struct five_stages {
    double sensitivity;          // V/Pa
    double microphone_impedance; // ohm
    double self_noise;           // dB(A)
    double max_spl;              // dB SPL
    double cable_capacitance;    // F
    double cable_resistance;     // both conductors, ohm
    double feed_resistance;      // both resistors, ohm
    double preamp_gain;          // dB
    double preamp_input;         // ohm
    double preamp_output;        // ohm
    double preamp_input_noise;   // V/sqrt(Hz)
    double preamp_output_noise;  // V/sqrt(Hz)
    double preamp_max_output;    // dBu
    double line_impedance;       // ohm
    double line_full_scale;      // dBu
    double line_dynamic_range;   // dB, A-weighted
};

struct conditions {
    double frequency = 1000;                     // Hz
    double crest_factor = 3.0103;                // dB
    double low = 20;                             // Hz
    double high = 20e3;                          // Hz
    double (*weighting)(double hertz) = nullptr; // power gain; nullptr: none
    double temperature = 293.15;                 // K
};

struct stage {
    double level, peak, clip_level; // dBu
    double headroom;                // dB
    bool clips;
    double noise;                                    // dBu
    double snr, gain, cumulative_gain, loading_loss; // dB
    complex source_impedance, load_impedance;        // ohm
};

struct budget {
    stage at[stages];
    double noise_power[stages][stages]; // V^2, at a stage, made by a stage
    double max_excitation;              // Pa
    double noise_error;                 // of the power, relative
    bool noise_converged;
};

/// IEC 61672-1 A.
double a_weighting(double hertz);

/// Level, headroom, noise, gain and impedances at every stage.
void analyze(five_stages const& chain, double dB_SPL, conditions const& c, budget& out);

} // namespace raw
