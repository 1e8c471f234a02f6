// SPDX-License-Identifier: BSL-1.0
// The version, in the one place that states it: CMakeLists.txt reads these three lines.
#pragma once

#define GAINSTAGE_VERSION_MAJOR 0
#define GAINSTAGE_VERSION_MINOR 1
#define GAINSTAGE_VERSION_PATCH 0

namespace gainstage {

inline constexpr int version_major = GAINSTAGE_VERSION_MAJOR;
inline constexpr int version_minor = GAINSTAGE_VERSION_MINOR;
inline constexpr int version_patch = GAINSTAGE_VERSION_PATCH;

} // namespace gainstage
