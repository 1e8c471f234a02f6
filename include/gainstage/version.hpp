// SPDX-License-Identifier: BSL-1.0
// The version, in the one place that states it: CMakeLists.txt reads these three lines.
#pragma once

#define GAINSTAGE_VERSION_MAJOR 0
#define GAINSTAGE_VERSION_MINOR 1
#define GAINSTAGE_VERSION_PATCH 0

// The inline namespace that everything is in, v0_1: names of two versions in one program are different names, so a program
// whose parts were compiled with different versions does not mix them up unnoticed. Nobody has to write it.
#define GAINSTAGE_JOIN_VERSION(major, minor) v##major##_##minor
#define GAINSTAGE_NAME_VERSION(major, minor) GAINSTAGE_JOIN_VERSION(major, minor)
#define GAINSTAGE_VERSION_NAMESPACE GAINSTAGE_NAME_VERSION(GAINSTAGE_VERSION_MAJOR, GAINSTAGE_VERSION_MINOR)

namespace gainstage::inline GAINSTAGE_VERSION_NAMESPACE {

inline constexpr int version_major = GAINSTAGE_VERSION_MAJOR;
inline constexpr int version_minor = GAINSTAGE_VERSION_MINOR;
inline constexpr int version_patch = GAINSTAGE_VERSION_PATCH;

} // namespace gainstage
