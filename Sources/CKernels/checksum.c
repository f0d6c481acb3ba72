#include "CKernels.h"

#include <string.h>

static inline uint64_t mixed(uint64_t sum, uint64_t word) {
    sum = (sum ^ word) * 0x9E3779B97F4A7C15ull;
    return sum ^ (sum >> 29);
}

uint64_t ck_checksum(const void *bytes, size_t count, uint64_t seed) {
    const uint8_t *at = bytes;
    // Four sums at a time: each waits for its own multiplication only.
    uint64_t sums[4] = {seed ^ count, seed + 1, seed + 2, seed + 3};
    size_t left = count;
    for (; left >= 32; left -= 32, at += 32) {
        uint64_t words[4];
        memcpy(words, at, sizeof words);
        for (int i = 0; i < 4; i++) sums[i] = mixed(sums[i], words[i]);
    }
    uint64_t rest[4] = {0};
    memcpy(rest, at, left);
    for (int i = 0; i < 4; i++) sums[i] = mixed(sums[i], rest[i]);
    return mixed(mixed(sums[0], sums[1]), mixed(sums[2], sums[3]));
}
