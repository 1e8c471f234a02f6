# SPDX-License-Identifier: BSL-1.0
# Sourced by examples/run.sh and tests/run.sh: sees to what a build needs, and builds quietly.
# shellcheck shell=sh

say() {
    printf '%s\n' "$*" >&2
}

have() {
    command -v "$1" >/dev/null
}

can_install() {
    have apt-get && { [ "$(id -u)" = 0 ] || have sudo; }
}

# Can the compiler $1 build the library?
can_build() {
    "$1" -std=c++20 -x c++ -fsyntax-only - >/dev/null 2>&1 <<'EOF'
#include <boost/version.hpp>
#include <concepts>
#if defined(__clang__) ? __clang_major__ < 14 : __GNUC__ < 12
#error too old
#elif BOOST_VERSION < 107400 || !__has_include(<boost/units/quantity.hpp>)
#error no Boost.Units
#endif
EOF
}

# Sets CXX to a compiler that can, the caller's choice first.
choose_compiler() {
    for compiler in ${CXX:-g++ clang++ c++}; do
        if can_build "$compiler"; then
            export CXX="$compiler"
            return
        fi
    done
    return 1
}

have_cmake() {
    have cmake && cmake --version | awk 'NR == 1 { split($3, v, "."); exit !(v[1] > 3 || v[1] == 3 && v[2] >= 25) }'
}

have_doctest() {
    printf '#include <doctest/doctest.h>\n' | "${CXX:-c++}" -x c++ -E - >/dev/null 2>&1
}

# The Debian packages that are missing; each script may ask for more by defining missing_too.
missing() {
    choose_compiler || echo g++ libboost-dev
    have_cmake || echo cmake
    have ninja || have make || echo ninja-build
    missing_too
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif [ -t 0 ]; then
        sudo "$@" # may ask for a password
    else
        sudo -n "$@"
    fi
}

apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq update >&2 &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$@" >/dev/null
}

# Installs what is missing where it can; elsewhere says what to install, and gives up.
install_missing() {
    packages=$(missing | xargs)
    if [ -n "$packages" ] && can_install; then
        say "Installing $packages ..."
        # shellcheck disable=SC2086 # a list of packages
        apt_install $packages || say "apt-get failed."
        packages=$(missing | xargs)
    fi
    if [ -n "$packages" ]; then
        say "Something is missing (a Debian system would call it: $packages). Please install:
  - a C++20 compiler: GCC 12 or clang 14, or later
  - CMake 3.25 or later, and Ninja or Make
  - the headers of Boost 1.74 or later, with Boost.Units
  - for the tests: doctest 2.4, ngspice 39, gdb and pkg-config
and run this again. If they are in an unusual place, set CXX, CPLUS_INCLUDE_PATH and CMAKE_PREFIX_PATH."
        exit 1
    fi
    choose_compiler
}

# build DIR TARGET OPTION...: configures and builds; the log is shown only if that fails.
build() {
    dir=$1
    target=$2
    shift 2
    mkdir -p "$dir"
    if have ninja; then
        export CMAKE_GENERATOR="${CMAKE_GENERATOR:-Ninja}"
    fi
    # A build directory that was moved, or whose compiler is gone, is made anew.
    if ! {
        { cmake -S . -B "$dir" "$@" || cmake --fresh -S . -B "$dir" "$@"; } &&
            cmake --build "$dir" --target "$target" --parallel "$(jobs_to_run)"
    } >"$dir/log.txt" 2>&1; then
        cat "$dir/log.txt" >&2
        exit 1
    fi
}

jobs_to_run() {
    getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2
}
