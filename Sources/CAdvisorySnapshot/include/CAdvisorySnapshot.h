#ifndef RINGFENCE_ADVISORY_SNAPSHOT_H
#define RINGFENCE_ADVISORY_SNAPSHOT_H

#include <stddef.h>
#include <stdint.h>

/// The first byte of the table; it lives as long as the process and has no terminating zero.
const uint8_t *ringfence_advisories(void);
/// The number of bytes of the table.
size_t ringfence_advisories_length(void);

#endif
