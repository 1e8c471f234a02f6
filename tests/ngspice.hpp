// SPDX-License-Identifier: BSL-1.0
// Runs ngspice on netlists, in a scratch directory of its own, and reads what it computed.
//
//   test::ngspice spice;
//   spice.write("divider.cir", "* divider\nV1 in 0 AC 1\nR1 in mid 1k\nR2 mid 0 1k\n.end\n");
//   spice.run("source divider.cir\n"
//             "ac dec 10 10 100k\n"
//             "wrdata ac.txt v(mid)\n"                       // f, Re, Im
//             "noise v(mid) V1 dec 10 10 100k\n"
//             "setplot noise1\n"
//             "wrdata noise.txt onoise_spectrum\n");         // f, V/sqrt(Hz)
//   test::ngspice::table const ac = spice.read("ac.txt");
#pragma once

#include <cstddef>
#include <cstdlib> // mkdtemp too, where there is POSIX
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace test {

/// One scratch directory, removed at the end. Whatever goes wrong is a std::runtime_error that says what.
class ngspice {
public:
    /// The rows of a wrdata file. Its columns: the scale (frequency, time) once, then the vectors; a complex one has
    /// two.
    using table = std::vector<std::vector<double>>;

    ngspice() {
        std::string path = (std::filesystem::temp_directory_path() / "gainstage-ngspice-XXXXXX").string();
        if (::mkdtemp(path.data()) == nullptr) throw std::runtime_error("no scratch directory can be made: " + path);
        directory_ = path;
    }
    ngspice(ngspice const&) = delete;
    ngspice& operator=(ngspice const&) = delete;
    ~ngspice() {
        std::error_code ignored;
        std::filesystem::remove_all(directory_, ignored);
    }

    void write(std::string const& file, std::string_view text) const {
        std::ofstream out(directory_ / file, std::ios::binary);
        out << text;
        if (!out.flush()) throw std::runtime_error("cannot be written: " + (directory_ / file).string());
    }

    /// Runs commands (of a .control section) in one process, and returns what ngspice printed. Numbers have 15 digits.
    /// After each netlist `remcirc` and `destroy all` give its memory back.
    std::string run(std::string_view commands) const { // NOLINT(modernize-use-nodiscard): run for its files
        std::string text = "* commands\n.control\nset numdgt=15\nset wr_singlescale\n";
        text += commands;
        text += "quit 0\n.endc\n.end\n";
        write("commands.cir", text);
        std::string const call =
            "cd '" + directory_.string() + "' && LC_ALL=C ngspice -n -b commands.cir >log.txt 2>&1 </dev/null";
        int const status = std::system(call.c_str());
        std::string log = contents("log.txt");
        if (status == 0) return log;
        if (std::system("command -v ngspice >/dev/null 2>&1") != 0)
            throw std::runtime_error(
                "ngspice is not installed: install it (Debian's package ngspice), or configure with "
                "-DGAINSTAGE_TEST_NGSPICE=OFF");
        throw std::runtime_error("ngspice failed:\n" + log);
    }

    /// What `wrdata` wrote.
    [[nodiscard]] table read(std::string const& file) const {
        std::istringstream in(contents(file));
        table rows;
        for (std::string line; std::getline(in, line);) {
            std::vector<double> row;
            char const* at = line.c_str();
            for (char* end = nullptr;; at = end) {
                double const x = std::strtod(at, &end);
                if (end == at) break;
                row.push_back(x);
            }
            if (!row.empty()) rows.push_back(row);
        }
        if (rows.empty()) throw std::runtime_error("ngspice wrote no numbers to " + file + ":\n" + contents("log.txt"));
        return rows;
    }

    [[nodiscard]] std::string contents(std::string const& file) const {
        std::ifstream in(directory_ / file, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    }

private:
    std::filesystem::path directory_;
};

} // namespace test
