#ifndef RINGFENCE_ZLIB_H
#define RINGFENCE_ZLIB_H

#include <stddef.h>
#include <stdint.h>

/// Inflates raw deflate data (RFC 1951) into a buffer that it must fill exactly, using up all of its input; 0 when it
/// did, anything else when the data are broken or of another length.
int ringfence_inflate(const uint8_t *input, size_t input_length, uint8_t *output, size_t output_length);

/// The CRC-32 of some bytes.
uint32_t ringfence_crc32(const uint8_t *bytes, size_t length);

#endif
