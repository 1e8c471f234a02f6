// SPDX-License-Identifier: BSL-1.0
// flags: -Itests
// Chains of ten components, two of them with resonances, within the compilers' own limits: no flag raises them here.
#include "../constant_evaluation.cpp"
