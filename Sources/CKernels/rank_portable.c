// The loops of ranking as every machine can run them, and the choice between them and faster ones.

#define NAMED(name) ck_##name##_portable
#include "rank_loops.h"

#if defined(__x86_64__)
float ck_largest_said_avx2(const float *spoken, const uint8_t *continues, const uint8_t *counted, float carried,
                           size_t count);
void ck_blend_avx2(const float *near, const float *spoken, const uint8_t *continues, const uint8_t *seen, float gain,
                   float carried, size_t count, float *base);
void ck_block_tops_avx2(const float *values, size_t count, float *tops);
void ck_clip_tops_avx2(const float *base, const int8_t *affinities, size_t stride, const int32_t *which,
                       const float *weights, size_t n, int low, int high, const ptrdiff_t *firsts, size_t clips,
                       float *most, int32_t *at);
size_t ck_above_avx2(const float *values, size_t count, float border, int32_t *places, size_t room);
#define CHOOSE(level, name, ...) ((level) >= CK_AVX2 ? ck_##name##_avx2(__VA_ARGS__) : ck_##name##_portable(__VA_ARGS__))
#else
#define CHOOSE(level, name, ...) ((void)(level), ck_##name##_portable(__VA_ARGS__))
#endif

float ck_largest_said(ck_level level, const float *spoken, const uint8_t *continues, const uint8_t *counted,
                      float carried, size_t count) {
    return CHOOSE(level, largest_said, spoken, continues, counted, carried, count);
}

void ck_blend(ck_level level, const float *near, const float *spoken, const uint8_t *continues, const uint8_t *seen,
              float gain, float carried, size_t count, float *base) {
    CHOOSE(level, blend, near, spoken, continues, seen, gain, carried, count, base);
}

void ck_block_tops(ck_level level, const float *values, size_t count, float *tops) {
    CHOOSE(level, block_tops, values, count, tops);
}

void ck_clip_tops(ck_level level, const float *base, const int8_t *affinities, size_t stride, const int32_t *which,
                  const float *weights, size_t n, int low, int high, const ptrdiff_t *firsts, size_t clips,
                  float *most, int32_t *at) {
    CHOOSE(level, clip_tops, base, affinities, stride, which, weights, n, low, high, firsts, clips, most, at);
}

size_t ck_above(ck_level level, const float *values, size_t count, float border, int32_t *places, size_t room) {
    return CHOOSE(level, above, values, count, border, places, room);
}
