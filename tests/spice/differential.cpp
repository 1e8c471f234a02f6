// SPDX-License-Identifier: BSL-1.0
// Random chains, computed by gainstage and by ngspice from the exported netlist, compared at every interface.
//
//   differential [--chains N] [--seed N]
#include "generator.hpp"

#include <gainstage/report/spice.hpp>

#include <ngspice.hpp>

#include <cmath>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/resource.h> // getrusage

namespace {

namespace gs = gainstage;

constexpr double largest_dB = 0.0001;
constexpr double largest_degrees = 0.001;

/// Of the signal: 1 Hz to 1 MHz.
constexpr int decades = 6;

/// Of the band noise: 20 Hz to 20 kHz.
constexpr double band_low = 20;
constexpr double band_high = 20e3;
constexpr int finest_grid = 40960; ///< points per decade

/// Seconds of a processor, so far: of this process, or of those that it waited for.
double processor_seconds(int who) {
    rusage used{};
    ::getrusage(who, &used);
    auto const seconds = [](timeval const& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

struct seconds_of {
    seconds_of(double& sum, int who) : sum_(&sum), who_(who) {}
    seconds_of(seconds_of const&) = delete;
    seconds_of& operator=(seconds_of const&) = delete;
    ~seconds_of() { *sum_ += processor_seconds(who_) - start_; }

private:
    double* sum_;
    int who_;
    double start_ = processor_seconds(who_);
};

struct chain_run {
    test::random_chain made;
    gs::detail::dynamic_lowered lowered;
    std::vector<std::string> nodes;
    std::vector<std::size_t> pending; ///< interfaces whose band noise ngspice has not been read for
    bool failed = false;
};

struct worst {
    char const* what;
    char const* unit;
    double limit;
    double difference = 0;
};

class comparison {
public:
    comparison(std::size_t chains, std::uint64_t seed) : seed_(seed) {
        test::generator random(seed);
        for (std::size_t c = 0; c < chains; ++c) {
            chain_run run{random.next(), {}, {}, {}};
            run.lowered = run.made.chain.lower();
            runs_.push_back(std::move(run));
        }
    }

    /// False if a figure differs by more than its limit.
    bool run() {
        simulate_signal();
        for (auto& r : runs_)
            for (std::size_t k = 0; k < r.nodes.size(); ++k) r.pending.push_back(k);
        // Simpson's rule on ngspice's spectrum. Where every second point gives another result the grid is too coarse; a
        // narrow resonance can slip through it, so a difference from gainstage counts on the finest grid only.
        for (int const points_per_decade : {40, 160, 640, 2560, 10240, finest_grid}) simulate_noise(points_per_decade);
        std::size_t failed = 0;
        for (auto& r : runs_) {
            if (!r.pending.empty()) fail(r, r.pending.front(), "ngspice's band noise does not converge", 0, 0, 0, "");
            failed += r.failed ? 1 : 0;
        }
        summary(failed);
        return failed == 0;
    }

private:
    void simulate_signal() {
        std::string commands;
        for (std::size_t c = 0; c < runs_.size(); ++c) {
            chain_run& r = runs_[c];
            for (auto const& stage : r.lowered.stages) r.nodes.push_back(node_of(stage.name));
            spice_.write(file(c, ".cir"), gs::to_spice(r.made.chain, level_of(r)));
            commands += source(c);
            // By decades: ngspice keeps the pivots of a sweep's first frequency, and six decades above they can be so
            // bad that they cost 1e-4 dB.
            for (int d = 0; d < decades; ++d) {
                commands +=
                    "ac dec 10 1e" + std::to_string(d) + " 1e" + std::to_string(d + 1) + "\nwrdata " + ac_file(c, d);
                for (auto const& node : r.nodes) commands += " v(" + node + ')';
                commands += '\n';
            }
            commands += "remcirc\ndestroy all\n";
        }
        ngspice(commands);
        for (std::size_t c = 0; c < runs_.size(); ++c) {
            for (int d = 0; d < decades; ++d) compare_signal(runs_[c], spice_.read(ac_file(c, d)));
            interfaces_ += runs_[c].nodes.size();
        }
    }

    void compare_signal(chain_run& r, test::ngspice::table const& rows) {
        using number = gs::detail::complex;
        gs::circuit const circuit = r.lowered.view();
        std::vector<std::vector<number>> computed;
        {
            seconds_of const time(gainstage_seconds_, RUSAGE_SELF);
            gs::detail::signal_pass<gs::detail::dynamic_storage, number> pass(circuit);
            for (auto const& row : rows) {
                pass(circuit, gs::at_frequency(row[0], gs::room_temperature));
                auto& at = computed.emplace_back();
                for (auto const& s : pass.stages) at.push_back(s.v);
            }
        }
        for (std::size_t f = 0; f < rows.size(); ++f)
            for (std::size_t k = 0; k < r.nodes.size(); ++k) {
                std::complex<double> const spice{rows[f].at(1 + 2 * k), rows[f].at(2 + 2 * k)};
                std::complex<double> const ours{computed[f][k].re, computed[f][k].im};
                check(r, k, magnitude_, rows[f][0], decibels(std::abs(ours)), decibels(std::abs(spice)));
                double const angle = std::arg(ours) * 180 / gs::detail::pi;
                check(r, k, phase_, rows[f][0], angle, angle - std::arg(ours / spice) * 180 / gs::detail::pi);
            }
    }

    void simulate_noise(int points_per_decade) {
        std::string commands;
        for (std::size_t c = 0; c < runs_.size(); ++c) {
            chain_run const& r = runs_[c];
            if (r.pending.empty()) continue;
            commands += source(c);
            std::string vectors;
            int plot = 1; // every run makes two: the spectrum and its integral
            for (std::size_t const k : r.pending) {
                commands +=
                    "noise v(" + r.nodes[k] + ") v_signal dec " + std::to_string(points_per_decade) + " 20 20k\n";
                vectors += " noise" + std::to_string(plot) + ".onoise_spectrum";
                plot += 2;
            }
            commands += "setplot noise1\nwrdata " + file(c, ".noise") + vectors + "\nremcirc\ndestroy all\n";
        }
        if (commands.empty()) return;
        ngspice(commands);
        for (std::size_t c = 0; c < runs_.size(); ++c)
            if (!runs_[c].pending.empty()) {
                auto rows = spice_.read(file(c, ".noise"));
                rows.resize(3 * static_cast<std::size_t>(points_per_decade) + 1); // it may go on a little
                compare_noise(runs_[c], rows, points_per_decade);
            }
    }

    void compare_noise(chain_run& r, test::ngspice::table const& rows, int points_per_decade) {
        gs::circuit const circuit = r.lowered.view();
        std::size_t const n = r.nodes.size();
        std::vector<std::vector<double>> density;
        std::vector<double> band;
        {
            seconds_of const time(gainstage_seconds_, RUSAGE_SELF);
            std::vector<double> powers(n * n);
            for (auto const& row : rows) {
                gs::detail::noise_densities<gs::detail::dynamic_storage>(
                    circuit, gs::at_frequency(row[0], gs::room_temperature), powers);
                auto& at = density.emplace_back();
                for (std::size_t k = 0; k < n; ++k) {
                    double sum = 0;
                    for (std::size_t i = 0; i < n; ++i) sum += powers[k * n + i];
                    at.push_back(std::sqrt(sum));
                }
            }
            auto const budget = analyze(r.made.chain, level_of(r));
            for (auto const& s : budget.stages()) band.push_back(s.noise.dBV());
        }
        std::vector<std::size_t> coarse;
        for (std::size_t i = 0; i < r.pending.size(); ++i) {
            std::size_t const k = r.pending[i];
            for (std::size_t f = 0; f < rows.size(); ++f)
                check(r, k, density_, rows[f][0], decibels(density[f][k]), decibels(rows[f].at(1 + i)));
            double const fine = simpson(rows, 1 + i, 1);
            double const half = simpson(rows, 1 + i, 2);
            if (fine == 0 && band[k] < -400) continue;
            double const spice = decibels(std::sqrt(fine));
            bool const converged = std::abs(fine - half) <= 2e-6 * fine;
            bool const agrees = std::abs(band[k] - spice) <= band_.limit;
            if (converged && (agrees || points_per_decade == finest_grid))
                check(r, k, band_, band_high, band[k], spice);
            else coarse.push_back(k);
        }
        if (r.failed) coarse.clear(); // one report for each chain is enough
        r.pending = coarse;
    }

    /// The integral over the band of a column's square, by Simpson's rule in ln f, with every stride-th row.
    static double simpson(test::ngspice::table const& rows, std::size_t column, std::size_t stride) {
        std::size_t const last = rows.size() - 1;
        if (rows[last].empty() || std::abs(rows[last][0] / band_high - 1) > 1e-9)
            throw std::runtime_error("ngspice's grid is not the one asked for");
        double const step = std::log(band_high / band_low) / static_cast<double>(last) * static_cast<double>(stride);
        double sum = 0;
        for (std::size_t i = 0; i <= last; i += stride) {
            double const weight = i == 0 || i == last ? 1 : i / stride % 2 == 1 ? 4 : 2;
            sum += weight * rows[i][column] * rows[i][column] * rows[i][0];
        }
        return sum * step / 3;
    }

    static double decibels(double x) { return x > 0 ? 20 * std::log10(x) : -1000; }

    void check(chain_run& r, std::size_t k, worst& w, double hertz, double ours, double spice) {
        double const difference = std::abs(ours - spice);
        w.difference = difference <= w.difference ? w.difference : difference; // NaN stays
        if (!(difference <= w.limit) && !r.failed) fail(r, k, w.what, hertz, ours, spice, w.unit);
    }
    void fail(chain_run& r, std::size_t k, char const* what, double hertz, double ours, double spice,
              char const* unit) {
        r.failed = true;
        std::printf("seed %llu, chain %td, %s behind \"%s\" at %.10g Hz: gainstage %.10g %s, ngspice %.10g %s\n%s\n\n",
                    static_cast<unsigned long long>(seed_), &r - runs_.data(), what, r.nodes[k].c_str(), hertz, ours,
                    unit, spice, unit, r.made.text.c_str());
    }

    void summary(std::size_t failed) const {
        std::printf(
            "seed %llu: %zu chains, %zu interfaces, %zu chains failed; worst difference: magnitude %.2g dB, phase "
            "%.2g deg, noise density %.2g dB, band noise %.2g dB; processor time: ngspice %.2f s, gainstage %.2f s\n",
            static_cast<unsigned long long>(seed_), runs_.size(), interfaces_, failed, magnitude_.difference,
            phase_.difference, density_.difference, band_.difference, ngspice_seconds_, gainstage_seconds_);
    }

    void ngspice(std::string const& commands) {
        seconds_of const time(ngspice_seconds_, RUSAGE_CHILDREN);
        spice_.run(commands);
    }
    /// ngspice takes a pivot that is a thousandth of the largest, which can cost three digits: here it must be nine tenths.
    /// And the current of a noise diode is to be found to more digits than usual.
    static std::string source(std::size_t chain) {
        return "source " + file(chain, ".cir") + "\noption pivrel=0.9 reltol=1e-9\n";
    }
    static std::string ac_file(std::size_t chain, int decade) { return file(chain, ".ac") + std::to_string(decade); }
    static std::string file(std::size_t chain, char const* suffix) { return std::to_string(chain) + suffix; }

    /// The node behind a stage has its name: the generator's need only an underscore for what is no letter or digit.
    static std::string node_of(std::string_view name) {
        std::string node{name};
        for (char& c : node)
            if (c == ' ' || c == '-') c = '_';
        return node;
    }
    static gs::excitation level_of(chain_run const& r) {
        if (r.made.chain.takes_sound()) return gs::sound_level::from_dBSPL(94);
        return gs::voltage_level::from_dBu(4);
    }

    std::uint64_t seed_;
    std::vector<chain_run> runs_;
    test::ngspice spice_;
    worst magnitude_{"magnitude", "dB", largest_dB};
    worst phase_{"phase", "deg", largest_degrees};
    worst density_{"noise density", "dBV/rtHz", largest_dB};
    worst band_{"band noise", "dBV", largest_dB};
    std::size_t interfaces_ = 0;
    double ngspice_seconds_ = 0;
    double gainstage_seconds_ = 0;
};

} // namespace

int main(int argc, char** argv) {
    unsigned long long chains = 200;
    unsigned long long seed = 1;
    for (int i = 1; i < argc; ++i) {
        std::string const option = argv[i];
        if ((option != "--chains" && option != "--seed") || i + 1 == argc) {
            std::fputs("differential [--chains N] [--seed N]\n", stderr);
            return 2;
        }
        (option == "--seed" ? seed : chains) = std::strtoull(argv[++i], nullptr, 10);
    }
    try {
        return comparison(chains, seed).run() ? 0 : 1;
    } catch (std::exception const& e) {
        std::fprintf(stderr, "%s\n", e.what());
        return 1;
    }
}
