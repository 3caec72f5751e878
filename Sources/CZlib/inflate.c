#include "CZlib.h"

#include <limits.h>
#include <string.h>
#include <zlib.h>

// zlib counts in unsigned int.
static uInt part(size_t length) { return length > UINT_MAX ? UINT_MAX : (uInt)length; }

int ringfence_inflate(const uint8_t *input, size_t input_length, uint8_t *output, size_t output_length) {
    z_stream stream;
    memset(&stream, 0, sizeof stream);
    // Negative: no zlib header, as in zip files.
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return 1;

    uint8_t nothing = 0;
    size_t unread = input_length, unfilled = output_length;
    stream.next_in = (Bytef *)(input_length > 0 ? input : &nothing);
    stream.next_out = output_length > 0 ? output : &nothing;
    int status = Z_OK;
    while (status == Z_OK) {
        if (stream.avail_in == 0) {
            stream.avail_in = part(unread);
            unread -= stream.avail_in;
        }
        if (stream.avail_out == 0) {
            stream.avail_out = part(unfilled);
            unfilled -= stream.avail_out;
        }
        status = inflate(&stream, Z_NO_FLUSH);
    }
    int is_exact = status == Z_STREAM_END && unread == 0 && unfilled == 0 && stream.avail_in == 0 && stream.avail_out == 0;
    inflateEnd(&stream);
    return is_exact ? 0 : 1;
}

uint32_t ringfence_crc32(const uint8_t *bytes, size_t length) {
    uLong sum = crc32(0L, Z_NULL, 0);
    while (length > 0) {
        uInt count = part(length);
        sum = crc32(sum, bytes, count);
        bytes += count;
        length -= count;
    }
    return (uint32_t)sum;
}
