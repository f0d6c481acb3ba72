// The bodies of the loops that order windows and clips. Compiled once for every machine and once for AVX2, as the floating-point
// loops of the encoder are.

#include "CKernels.h"

#include <math.h>

enum { RANK_LANES = 8, SPAN = 1024 };

float NAMED(largest_said)(const float *spoken, const uint8_t *continues, const uint8_t *counted, float carried,
                          size_t count) {
    float most[RANK_LANES] = {0};
    size_t i = 0;
    for (; i < count && i < 1; i++)
        if (!counted || counted[i]) most[0] = spoken[i];
    for (; i + RANK_LANES <= count; i += RANK_LANES)
        for (size_t l = 0; l < RANK_LANES; l++) {
            float value = spoken[i + l] + carried * (float)continues[i + l] * spoken[i + l - 1];
            if (counted) value *= (float)counted[i + l];
            most[l] = value > most[l] ? value : most[l];
        }
    for (; i < count; i++) {
        float value = spoken[i] + carried * (float)continues[i] * spoken[i - 1];
        if ((!counted || counted[i]) && value > most[0]) most[0] = value;
    }
    float largest = 0;
    for (size_t l = 0; l < RANK_LANES; l++) largest = most[l] > largest ? most[l] : largest;
    return largest;
}

void NAMED(blend)(const float *near, const float *spoken, const uint8_t *continues, const uint8_t *seen, float gain,
                  float carried, size_t count, float *base) {
    if (count == 0) return;
    base[0] = gain * spoken[0];
    for (size_t i = 1; i < count; i++)
        base[i] = gain * (spoken[i] + carried * (float)continues[i] * spoken[i - 1]);
    if (near)
        for (size_t i = 0; i < count; i++) base[i] += near[i];
    if (seen)
        for (size_t i = 0; i < count; i++) base[i] = seen[i] ? base[i] : -INFINITY;
}

void NAMED(block_tops)(const float *values, size_t count, float *tops) {
    size_t block = 0;
    for (; (block + 1) * CK_BLOCK <= count; block++) {
        const float *own = values + block * CK_BLOCK;
        float most[RANK_LANES];
        for (size_t l = 0; l < RANK_LANES; l++) most[l] = own[l];
        for (size_t i = RANK_LANES; i < CK_BLOCK; i += RANK_LANES)
            for (size_t l = 0; l < RANK_LANES; l++) most[l] = own[i + l] > most[l] ? own[i + l] : most[l];
        float largest = most[0];
        for (size_t l = 1; l < RANK_LANES; l++) largest = most[l] > largest ? most[l] : largest;
        tops[block] = largest;
    }
    if (block * CK_BLOCK == count) return;
    float largest = -INFINITY;
    for (size_t i = block * CK_BLOCK; i < count; i++) largest = values[i] > largest ? values[i] : largest;
    tops[block] = largest;
}

static void NAMED(summed)(const float *base, const int8_t *affinities, size_t stride, const int32_t *which,
                          const float *weights, size_t n, int low, int high, size_t first, size_t count, float *sums) {
    for (size_t i = 0; i < count; i++) sums[i] = base[first + i];
    for (size_t k = 0; k < n; k++) {
        const int8_t *own = affinities + (size_t)which[k] * stride + first;
        float weight = weights[k];
        for (size_t i = 0; i < count; i++) {
            int value = own[i];
            value = value < low ? low : value > high ? high : value;
            sums[i] += weight * (float)value;
        }
    }
}

void NAMED(clip_tops)(const float *base, const int8_t *affinities, size_t stride, const int32_t *which,
                      const float *weights, size_t n, int low, int high, const ptrdiff_t *firsts, size_t clips,
                      float *most, int32_t *at) {
    float sums[SPAN];
    size_t clip = 0;
    while (clip < clips) {
        size_t first = (size_t)firsts[clip];
        size_t end = clip + 1;
        while (end < clips && (size_t)firsts[end + 1] - first <= SPAN) end++;
        // A clip with more windows than fit is read in pieces.
        size_t left = (size_t)firsts[end] - first;
        for (size_t c = clip; c < end; c++) {
            most[c] = -INFINITY;
            at[c] = (int32_t)firsts[c];
        }
        while (left > 0) {
            size_t count = left < SPAN ? left : SPAN;
            NAMED(summed)(base, affinities, stride, which, weights, n, low, high, first, count, sums);
            for (size_t c = clip; c < end; c++) {
                size_t from = (size_t)firsts[c] > first ? (size_t)firsts[c] : first;
                size_t to = (size_t)firsts[c + 1] < first + count ? (size_t)firsts[c + 1] : first + count;
                float best = most[c];
                size_t place = (size_t)at[c];
                // Without a branch: nobody can tell beforehand which window is the best.
                for (size_t window = from; window < to; window++) {
                    int is_better = sums[window - first] > best;
                    best = is_better ? sums[window - first] : best;
                    place = is_better ? window : place;
                }
                most[c] = best;
                at[c] = (int32_t)place;
            }
            first += count;
            left -= count;
        }
        clip = end;
    }
}

size_t NAMED(above)(const float *values, size_t count, float border, int32_t *places, size_t room) {
    size_t found = 0;
    size_t i = 0;
    for (; i + RANK_LANES <= count; i += RANK_LANES) {
        int any = 0;
        for (size_t l = 0; l < RANK_LANES; l++) any |= values[i + l] >= border;
        if (!any) continue;
        for (size_t l = 0; l < RANK_LANES && found < room; l++)
            if (values[i + l] >= border) places[found++] = (int32_t)(i + l);
    }
    for (; i < count && found < room; i++)
        if (values[i] >= border) places[found++] = (int32_t)i;
    return found;
}
