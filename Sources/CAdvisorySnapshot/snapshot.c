#include "CAdvisorySnapshot.h"

// The compilers that build this know `#embed` before C23 has reached their default language version.
#pragma clang diagnostic ignored "-Wc23-extensions"

// Written by `ringfence-dev advisories`; see NOTICE for where the facts come from.
static const uint8_t advisories[] = {
#embed "advisories.txt"
};

const uint8_t *ringfence_advisories(void) { return advisories; }
size_t ringfence_advisories_length(void) { return sizeof advisories; }
