#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# The recipes of docs/packaging, as far as they can be checked without vcpkg and Conan.
#   packaging.sh WORK
set -eu
work=$1
packaging=docs/packaging
port=$packaging/vcpkg/gainstage
recipe=$packaging/conan/gainstage
rm -rf "$work"
mkdir -p "$work"

fail() {
    echo "$1"
    exit 1
}

# One version everywhere.
number() {
    sed -n "s/^#define GAINSTAGE_VERSION_$1 //p" include/gainstage/version.hpp
}
version=$(number MAJOR).$(number MINOR).$(number PATCH)
for file in "$port/vcpkg.json" "$recipe/config.yml" "$recipe/all/conandata.yml" $packaging/README.md; do
    grep -qF "$version" "$file" || fail "$file is not of version $version"
done

# vcpkg's manifest.
if python3 -c '' 2>/dev/null; then
    python3 -m json.tool "$port/vcpkg.json" >"$work/vcpkg.json"
elif command -v node >/dev/null; then
    node -e 'JSON.parse(require("fs").readFileSync(process.argv[1]))' "$port/vcpkg.json"
fi

# vcpkg's port.
cmake -DPORT_DIR="$(pwd)/$port" -DWORK="$work/vcpkg" -P tests/consumer/packaging.cmake

# Conan's recipe: it compiles, and its steps fill the package as they should.
if python3 -c '' 2>/dev/null; then
    for file in "$recipe/all/conanfile.py" "$recipe/all/test_package/conanfile.py"; do
        python3 -c 'import py_compile, sys; py_compile.compile(sys.argv[1], sys.argv[2], doraise=True)' "$file" "$work/compiled.pyc"
    done
    python3 -B tests/consumer/packaging.py "$recipe/all" "$version" "$work/conan"
    diff -r include/gainstage "$work/conan/package/include/gainstage"
    diff LICENSE "$work/conan/package/licenses/LICENSE"
    [ "$(ls "$work/conan/package/include")" = gainstage ] || fail "the Conan package has other headers than ours"
fi
