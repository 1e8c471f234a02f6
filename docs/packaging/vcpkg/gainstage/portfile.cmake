# SPDX-License-Identifier: BSL-1.0
set(VCPKG_BUILD_TYPE release) # header-only

# The checkout that this port is part of.
get_filename_component(SOURCE_PATH "${CMAKE_CURRENT_LIST_DIR}/../../../.." ABSOLUTE)

vcpkg_cmake_configure(
    SOURCE_PATH "${SOURCE_PATH}"
    OPTIONS
        -DGAINSTAGE_BUILD_TESTS=OFF
        -DGAINSTAGE_BUILD_EXAMPLES=OFF
        -DGAINSTAGE_BUILD_BENCHMARKS=OFF
        -DGAINSTAGE_INSTALL=ON
)
vcpkg_cmake_install()
vcpkg_cmake_config_fixup(CONFIG_PATH share/cmake/gainstage)
vcpkg_fixup_pkgconfig()

file(REMOVE_RECURSE
    "${CURRENT_PACKAGES_DIR}/lib"
    "${CURRENT_PACKAGES_DIR}/share/licenses" # the same text as share/gainstage/copyright
)
file(INSTALL "${CMAKE_CURRENT_LIST_DIR}/usage" DESTINATION "${CURRENT_PACKAGES_DIR}/share/${PORT}")
vcpkg_install_copyright(FILE_LIST "${SOURCE_PATH}/LICENSE")
