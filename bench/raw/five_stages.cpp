// SPDX-License-Identifier: BSL-1.0
#include "five_stages.hpp"

#include <cmath>
#include <cstddef>
#include <limits>

namespace raw {
namespace {

constexpr double pi = 3.14159265358979323846;
constexpr double boltzmann = 1.380649e-23;
constexpr double infinity = std::numeric_limits<double>::infinity();

double const dBu_volts = std::sqrt(0.6);
double dBu(double volts) { return volts > 0 ? 20 * std::log10(volts / dBu_volts) : -infinity; }
double volts(double dBu) { return dBu_volts * std::pow(10.0, dBu / 20); }
double pascals(double dB_SPL) { return 20e-6 * std::pow(10.0, dB_SPL / 20); }
double dB(double ratio) { return 20 * std::log10(ratio); }
double power_dB(double ratio) { return 10 * std::log10(ratio); }
double square(double x) { return x * x; }

double const sine_crest_factor = 10 * std::log10(2.0);

/// What does not depend on frequency.
struct constants {
    double emf_per_pascal;
    double rs, rc, half_c; // microphone, cable
    double gf, gi;         // admittances of the feed resistors and of the preamp's input
    double gain, ro, rl;
    double line_loading;                                 // 1 + Ro/Rl
    double line_loaded, amplified;                       // of noise power: by the line input, and by the gain too
    double microphone, cable, feed, input, output, line; // V^2/Hz or, of the feed resistors, A^2/Hz
};

/// Of a noise that is white between 20 Hz and 20 kHz: its A-weighted bandwidth, Hz.
double a_bandwidth();

constants prepare(five_stages const& c, double temperature) {
    double const kT4 = 4 * boltzmann * temperature;
    double const noise_bandwidth = a_bandwidth();
    double const gain = std::pow(10.0, c.preamp_gain / 20);
    double const loading = 1 + c.preamp_output / c.line_impedance;
    return {.emf_per_pascal = c.sensitivity,
            .rs = c.microphone_impedance,
            .rc = c.cable_resistance,
            .half_c = c.cable_capacitance / 2,
            .gf = 1 / c.feed_resistance,
            .gi = 1 / c.preamp_input,
            .gain = gain,
            .ro = c.preamp_output,
            .rl = c.line_impedance,
            .line_loading = loading,
            .line_loaded = 1 / square(loading),
            .amplified = square(gain / loading),
            .microphone = square(c.sensitivity * pascals(c.self_noise)) / noise_bandwidth,
            .cable = kT4 * c.cable_resistance,
            .feed = kT4 / c.feed_resistance,
            .input = square(c.preamp_input_noise),
            .output = square(c.preamp_output_noise),
            .line = square(volts(c.line_full_scale - c.line_dynamic_range)) / noise_bandwidth};
}

/// Everything in front of the preamp's gain, at one frequency.
struct front_end {
    complex y[3];       // admittance seen looking right behind the microphone, the cable, the phantom supply
    complex z[3];       // impedance seen looking left there
    double scale_y;     // of noise power, by the cable's resistance, on the way to the left
    complex y_rc;       // admittance seen looking right before the cable's resistance
    complex a, b, d, e; // 1/(1.0 + z y) at the cable's two capacitors, the feed resistors, the preamp's input
};

front_end at_frequency(constants const& k, double hertz) {
    front_end f;
    complex const yc{0, 2 * pi * hertz * k.half_c};

    f.y[phantom_supply] = {k.gi, 0.0};
    f.y[cable] = {k.gi + k.gf, 0};
    complex const y = f.y[cable] + yc;
    complex const through = 1.0 / (1.0 + k.rc * y);
    f.scale_y = norm(through);
    f.y_rc = y * through;
    f.y[microphone] = f.y_rc + yc;

    f.z[microphone] = {k.rs, 0};
    f.a = 1.0 / (1.0 + k.rs * yc);
    complex const z = k.rc + k.rs * f.a;
    f.b = 1.0 / (1.0 + z * yc);
    f.z[cable] = z * f.b;
    f.d = 1.0 / (1.0 + k.gf * f.z[cable]);
    f.z[phantom_supply] = f.z[cable] * f.d;
    f.e = 1.0 / (1.0 + k.gi * f.z[phantom_supply]);
    return f;
}

using noise_powers = double[stages][stages];

/// V^2/Hz at every stage, by every stage, times the weighting.
void noise_density(constants const& k, double hertz, double weight, noise_powers& at) {
    front_end const f = at_frequency(k, hertz);

    // At the microphone: from the left its own, from the right all that comes back.
    double const loaded_0 = weight / norm(1.0 + k.rs * f.y[microphone]);
    double const across_0 = loaded_0 * square(k.rs);
    double const input_current = k.input * square(k.gi);
    at[microphone][microphone] = k.microphone * loaded_0;
    at[microphone][cable] = k.cable * norm(f.y_rc) * across_0;
    at[microphone][phantom_supply] = k.feed * f.scale_y * across_0;
    at[microphone][preamp] = input_current * f.scale_y * across_0;

    double const scale_b = norm(f.b);
    double n_microphone = k.microphone * norm(f.a) * scale_b;
    double n_cable = k.cable * scale_b;
    double const loaded_1 = weight / norm(1.0 + f.z[cable] * f.y[cable]);
    double const across_1 = loaded_1 * norm(f.z[cable]);
    at[cable][microphone] = n_microphone * loaded_1;
    at[cable][cable] = n_cable * loaded_1;
    at[cable][phantom_supply] = k.feed * across_1;
    at[cable][preamp] = input_current * across_1;

    double const scale_d = norm(f.d);
    double const z_squared = norm(f.z[phantom_supply]);
    n_microphone *= scale_d;
    n_cable *= scale_d;
    double n_feed = k.feed * z_squared;
    double const loaded_2 = weight / norm(1.0 + f.z[phantom_supply] * f.y[phantom_supply]);
    at[phantom_supply][microphone] = n_microphone * loaded_2;
    at[phantom_supply][cable] = n_cable * loaded_2;
    at[phantom_supply][phantom_supply] = n_feed * loaded_2;
    at[phantom_supply][preamp] = input_current * z_squared * loaded_2;

    // Behind the gain nothing depends on frequency any more.
    double const gain = weight * norm(f.e) * k.amplified;
    at[preamp][microphone] = n_microphone * gain;
    at[preamp][cable] = n_cable * gain;
    at[preamp][phantom_supply] = n_feed * gain;
    at[preamp][preamp] = k.input * gain + k.output * weight * k.line_loaded;
    at[line_input][microphone] = at[preamp][microphone];
    at[line_input][cable] = at[preamp][cable];
    at[line_input][phantom_supply] = at[preamp][phantom_supply];
    at[line_input][preamp] = at[preamp][preamp];
    at[line_input][line_input] = k.line * weight;
}

// Gauss and Kronrod, 7 and 15 points (QUADPACK, QK15): nodes, Kronrod's weights, and Gauss's of every second node.
constexpr double node[8] = {0.991455371120812639206854697526329, 0.949107912342758524526189684047851,
                            0.864864423359769072789712788640926, 0.741531185599394439863864773280788,
                            0.586087235467691130294144945263955, 0.405845151377397166906606412076961,
                            0.207784955007898467600689403773245, 0.0};
constexpr double kronrod_weight[8] = {0.022935322010529224963732008058970, 0.063092092629978553290700663189204,
                                      0.104790010322250183839876322541518, 0.140653259715525918745189590510238,
                                      0.169004726639267902826583426598550, 0.190350578064785409913256402421014,
                                      0.204432940075298892414161999234649, 0.209482141084727828012999174891714};
constexpr double gauss_weight[8] = {0, 0.129484966168869693270611432679082, 0, 0.279705391489276667901467771423780,
                                    0, 0.381830050505118944950369775488975, 0, 0.417959183673469387755102040816327};

constexpr double tolerance = 2e-6;
constexpr double decade = 2.302585092994046;

/// Integrates N densities over [low, high] hertz: panels of at most a decade of u = ln f, from the top down, each
/// halved until both rules agree to the tolerance. Returns the relative error, negative if some panel did not converge.
template <std::size_t N, class Density>
double integrate(double low, double high, double* integral, Density density) {
    double const start = std::log(low);
    double const width = std::log(high) - start;
    int const panels = width > decade ? static_cast<int>(std::ceil(width / decade - 1e-6)) : 1;
    double error_sum = 0;
    bool converged = true;
    int evaluations = 0;
    for (std::size_t i = 0; i < N; ++i) integral[i] = 0;
    for (int p = panels; p-- > 0;) {
        double const bottom = start + p * (width / panels);
        double top = bottom + width / panels;
        double piece = width / panels;
        long position = 0; // counted in pieces from the top
        int depth = 0;
        while (position < 1L << depth) {
            double const centre = top - static_cast<double>(position) * piece - piece / 2;
            double const half = piece / 2;
            double kronrod[N] = {};
            double gauss[N] = {};
            double value[N] = {};
            for (int j = 0; j < 15; ++j) {
                int const m = j < 8 ? j : 14 - j;
                double const hertz = std::exp(centre + (j < 8 ? -node[m] : node[m]) * half);
                density(hertz, value);
                double const wk = kronrod_weight[m] * half * hertz; // df = f du
                for (std::size_t i = 0; i < N; ++i) kronrod[i] += wk * value[i];
                if (m % 2 == 0) continue;
                double const wg = gauss_weight[m] * half * hertz;
                for (std::size_t i = 0; i < N; ++i) gauss[i] += wg * value[i];
            }
            evaluations += 15;
            double error = 0;
            for (std::size_t i = 0; i < N; ++i) {
                double const scale = integral[i] > kronrod[i] ? integral[i] : kronrod[i];
                double const difference = std::fabs(kronrod[i] - gauss[i]);
                if (difference > error * scale) error = difference / scale;
            }
            if (error > tolerance && depth < 24 && evaluations < 20000) {
                ++depth;
                position *= 2;
                piece /= 2;
                continue;
            }
            if (error > tolerance) converged = false;
            error_sum += error;
            for (std::size_t i = 0; i < N; ++i) integral[i] += kronrod[i];
            ++position;
            for (; depth > 0 && position % 2 == 0; --depth) {
                position /= 2;
                piece *= 2;
            }
        }
    }
    return converged ? error_sum : -error_sum;
}

double a_bandwidth() {
    static double const hertz = [] {
        double result = 0;
        integrate<1>(20, 20e3, &result, [](double f, double* d) { *d = a_weighting(f); });
        return result;
    }();
    return hertz;
}

} // namespace

double a_weighting(double hertz) {
    auto const unscaled = [](double f) {
        double const x = f * f;
        double const r = x * square(12194.217) / ((x + square(20.598997)) * (x + square(12194.217)));
        return r * r * (x / (x + square(107.65265))) * (x / (x + square(737.86223)));
    };
    static double const scale = 1 / unscaled(1000);
    return scale * unscaled(hertz);
}

void analyze(five_stages const& chain, double dB_SPL, conditions const& c, budget& out) {
    constants const k = prepare(chain, c.temperature);

    // The signal, at one frequency: per volt of the source.
    front_end const f = at_frequency(k, c.frequency);
    complex const v_0 = 1.0 / (1.0 + k.rs * f.y[microphone]);
    complex const open_1 = f.a * f.b;
    complex const loading_1 = 1.0 + f.z[cable] * f.y[cable];
    complex const open_2 = open_1 * f.d;
    complex const loading_2 = 1.0 + f.z[phantom_supply] * f.y[phantom_supply];
    double const v[stages] = {std::sqrt(norm(v_0)), std::sqrt(norm(open_1) / norm(loading_1)),
                              std::sqrt(norm(open_2) / norm(loading_2)),
                              std::sqrt(norm(open_2 * f.e)) * k.gain / k.line_loading,
                              std::sqrt(norm(open_2 * f.e)) * k.gain / k.line_loading};
    double const loading[stages] = {1 / norm(v_0), norm(loading_1), norm(loading_2), square(k.line_loading),
                                    square(k.line_loading)};
    complex const left[stages] = {f.z[microphone], f.z[cable], f.z[phantom_supply], {k.ro, 0}, {k.ro, 0}};
    complex const right[stages] = {
        1.0 / f.y[microphone], 1.0 / f.y[cable], 1.0 / f.y[phantom_supply], {k.rl, 0}, {k.rl, 0}};
    double const emf = k.emf_per_pascal * pascals(dB_SPL);
    // The largest sound pressure that a stage passes.
    double const largest[stages] = {pascals(chain.max_spl), infinity, infinity,
                                    volts(chain.preamp_max_output) / (v[preamp] * k.emf_per_pascal),
                                    volts(chain.line_full_scale) / (v[line_input] * k.emf_per_pascal)};
    out.max_excitation = infinity;
    double before = 1;
    for (int s = 0; s < stages; ++s) {
        stage& at = out.at[s];
        at.source_impedance = left[s];
        at.load_impedance = right[s];
        at.loading_loss = power_dB(loading[s]);
        at.level = dBu(emf * v[s]);
        at.peak = at.level + c.crest_factor;
        at.gain = dB(v[s] / before);
        at.cumulative_gain = dB(v[s]);
        before = v[s];
        at.clip_level = largest[s] < infinity ? dBu(largest[s] * k.emf_per_pascal * v[s]) : infinity;
        at.headroom = at.clip_level + sine_crest_factor - at.peak;
        if (std::fabs(at.headroom) < 1e-9) at.headroom = 0;
        at.clips = at.headroom < 0;
        if (largest[s] < out.max_excitation) out.max_excitation = largest[s];
    }

    // The noise, over the band.
    double const error = integrate<std::size_t{stages} * stages>(
        c.low, c.high, &out.noise_power[0][0], [&](double hertz, double* density) {
            double const weight = c.weighting ? c.weighting(hertz) : 1;
            noise_density(k, hertz, weight, *reinterpret_cast<noise_powers*>(density));
        });
    out.noise_error = std::fabs(error);
    out.noise_converged = error >= 0;
    for (int s = 0; s < stages; ++s) {
        double power = 0;
        for (int by = 0; by < stages; ++by) power += out.noise_power[s][by];
        out.at[s].noise = dBu(std::sqrt(power));
        out.at[s].snr = out.at[s].level - out.at[s].noise;
    }
}

} // namespace raw
