// SPDX-License-Identifier: BSL-1.0
#include <gainstage/version.hpp>

static_assert(gainstage::version_major == GAINSTAGE_VERSION_MAJOR);
static_assert(gainstage::version_minor == GAINSTAGE_VERSION_MINOR);
static_assert(gainstage::version_patch == GAINSTAGE_VERSION_PATCH);
