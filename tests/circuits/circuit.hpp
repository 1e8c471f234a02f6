// SPDX-License-Identifier: BSL-1.0
// A circuit written by hand as a SPICE deck, run by ngspice, and a chain of components that claims to be the same.
//
// A deck is NAME.cir beside NAME.cpp. Its source is Vs, with AC 1. Lines such as
//
//   *> hook-up | stage | v(a,b)
//
// say where in the deck the terminals of a stage are. A deck may hold several hook-ups that have nothing in common but
// Vs.
#pragma once

#include "check.hpp"
#include "ngspice.hpp"

#include <gainstage/analysis/budget.hpp>
#include <gainstage/analysis/noise.hpp>
#include <gainstage/analysis/signal.hpp>
#include <gainstage/chain.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace test {

/// How far a chain may be from the simulator.
inline constexpr double circuit_dB = 1e-4;
inline constexpr double circuit_degrees = 1e-3;

class circuit {
public:
    /// What the simulator says of one stage.
    struct probe {
        std::string hookup, stage, expression;
        std::vector<std::complex<double>> volts{}; ///< for a source of 1 V
        std::vector<double> noise{};               ///< V/sqrt(Hz)
    };

    /// Runs a deck: five frequencies a decade from 10 Hz to 100 kHz.
    explicit circuit(std::string const& name) {
        std::string const path = std::string(GAINSTAGE_SOURCE_DIR) + "/tests/circuits/" + name + ".cir";
        read_probes(path);
        ngspice const spice;
        std::string commands = "source " + path + "\nac dec 5 10 100k\nwrdata ac.txt";
        for (probe const& p : probes_) commands += ' ' + p.expression;
        commands += "\ndestroy all\n";
        for (std::size_t i = 0; i < probes_.size(); ++i)
            commands += "noise " + probes_[i].expression + " Vs dec 5 10 100k\nsetplot noise1\nwrdata noise" +
                        std::to_string(i) + ".txt onoise_spectrum\ndestroy all\n";
        spice.run(commands);
        for (auto const& row : spice.read("ac.txt")) {
            if (row.size() != 1 + 2 * probes_.size()) throw std::runtime_error(name + ": a probe is not in the deck");
            frequencies_.push_back(row[0]);
            for (std::size_t i = 0; i < probes_.size(); ++i)
                probes_[i].volts.emplace_back(row[1 + 2 * i], row[2 + 2 * i]);
        }
        for (std::size_t i = 0; i < probes_.size(); ++i) {
            for (auto const& row : spice.read("noise" + std::to_string(i) + ".txt"))
                probes_[i].noise.push_back(row.at(1));
            if (probes_[i].noise.size() != frequencies_.size())
                throw std::runtime_error(name + ": the noise has another grid");
        }
    }

    [[nodiscard]] std::vector<double> const& frequencies() const { return frequencies_; }

    /// The simulator's figures of one stage.
    [[nodiscard]] probe const& at(std::string_view hookup, std::string_view stage) const {
        for (probe const& p : probes_)
            if (p.hookup == hookup && p.stage == stage) return p;
        throw std::runtime_error("no probe: " + std::string(hookup) + ", " + std::string(stage));
    }
    /// The index of a frequency of the grid.
    [[nodiscard]] std::size_t index(double hertz) const {
        for (std::size_t i = 0; i < frequencies_.size(); ++i)
            if (std::abs(frequencies_[i] / hertz - 1) < 1e-6) return i;
        throw std::runtime_error("not on the grid");
    }

    /// Magnitude, phase and noise density at every stage of the chain, at every frequency.
    template <class... C>
    void compare(std::string_view hookup, gainstage::chain<C...> const& chain,
                 gainstage::temperature t = gainstage::room_temperature) const {
        compare_some(hookup, chain, {}, t);
    }
    /// The same at the stages named, where not all of them are probed.
    template <class... C>
    void compare_some(std::string_view hookup, gainstage::chain<C...> const& chain,
                      std::vector<std::string> const& stages,
                      gainstage::temperature t = gainstage::room_temperature) const {
        using storage = gainstage::detail::fixed_storage<gainstage::chain<C...>::element_count,
                                                         gainstage::chain<C...>::stage_count>;
        REQUIRE(chain.validate().empty());
        auto const low = chain.lower();
        std::size_t const n = low.stages.size();
        gainstage::detail::signal_pass<storage, gainstage::detail::complex> signal(low.view());
        std::array<double, sizeof...(C) * sizeof...(C)> density{};

        for (std::size_t k = 0; k < n; ++k) {
            std::string const stage{std::string_view(low.stages[k].name)};
            if (!stages.empty() && std::find(stages.begin(), stages.end(), stage) == stages.end()) continue;
            probe const& spice = at(hookup, stage);
            difference magnitude, phase, hiss;
            for (std::size_t i = 0; i < frequencies_.size(); ++i) {
                auto const conditions = gainstage::at_frequency(frequencies_[i], t);
                signal(low.view(), conditions);
                gainstage::detail::noise_densities<storage>(low.view(), conditions, density);
                double power = 0;
                for (std::size_t c = 0; c < n; ++c) power += density[k * n + c];
                std::complex<double> const v{signal.stages[k].v.re, signal.stages[k].v.im};
                magnitude.take(frequencies_[i], 20 * std::log10(std::abs(v)),
                               20 * std::log10(std::abs(spice.volts[i])));
                phase.take(frequencies_[i], degrees(v), degrees(v) + degrees(spice.volts[i] / v));
                hiss.take(frequencies_[i], 10 * std::log10(power), 20 * std::log10(spice.noise[i]));
            }
            CAPTURE(hookup);
            CAPTURE(stage);
            magnitude.check("magnitude, dB", circuit_dB);
            phase.check("phase, degrees", circuit_degrees);
            hiss.check("noise, dBV/sqrt(Hz)", circuit_dB);
        }
    }

private:
    /// The worst of several pairs.
    struct difference {
        double worst = -1, frequency = 0, ours = 0, theirs = 0;
        void take(double f, double a, double b) {
            double const d = std::abs(a - b);
            if (d <= worst) return; // a NaN is never below
            worst = d;
            frequency = f;
            ours = a;
            theirs = b;
        }
        void check(std::string const& quantity, double tolerance) const {
            CAPTURE(quantity);
            CAPTURE(frequency);
            CHECK(ours == within(theirs, tolerance));
        }
    };
    static double degrees(std::complex<double> z) { return std::arg(z) * 180 / 3.14159265358979323846; }

    void read_probes(std::string const& path) {
        std::ifstream in(path);
        for (std::string line; std::getline(in, line);) {
            if (line.rfind("*> ", 0) != 0) continue;
            std::istringstream fields(line.substr(3));
            probe p;
            std::getline(fields, p.hookup, '|');
            std::getline(fields, p.stage, '|');
            std::getline(fields, p.expression);
            for (std::string* s : {&p.hookup, &p.stage, &p.expression}) {
                s->erase(0, s->find_first_not_of(' '));
                s->erase(s->find_last_not_of(' ') + 1);
            }
            probes_.push_back(p);
        }
        if (probes_.empty()) throw std::runtime_error("no such deck, or none with probes: " + path);
    }

    std::vector<probe> probes_;
    std::vector<double> frequencies_;
};

} // namespace test
