// Products of one query with very many rows.

#include "CKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

static int32_t dot_portable(const int8_t *query, const int8_t *row, size_t width) {
    int32_t sum = 0;
    for (size_t i = 0; i < width; i++) sum += query[i] * row[i];
    return sum;
}

#if defined(__x86_64__)
#define AVX2 __attribute__((target("avx2,fma")))
#define VNNI __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni")))

AVX2 static inline int32_t dot_avx2(const int8_t *query, const int8_t *row, size_t width) {
    __m256i total = _mm256_setzero_si256();
    for (size_t i = 0; i < width; i += 16) {
        __m256i one = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(query + i)));
        __m256i other = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(row + i)));
        total = _mm256_add_epi32(total, _mm256_madd_epi16(one, other));
    }
    __m128i half = _mm_add_epi32(_mm256_castsi256_si128(total), _mm256_extracti128_si256(total, 1));
    half = _mm_hadd_epi32(half, half);
    half = _mm_hadd_epi32(half, half);
    return _mm_cvtsi128_si32(half);
}

// The instruction takes one side without sign: the row is stored with it, so the query is moved by 128 and 128 times the row
// is taken away again.
VNNI static inline int32_t dot_vnni(const int8_t *query, const int8_t *row, size_t width) {
    __m512i sign = _mm512_set1_epi8((char)0x80);
    __m512i total = _mm512_setzero_si512();
    __m512i offset = _mm512_setzero_si512();
    for (size_t i = 0; i < width; i += 64) {
        __m512i in = _mm512_loadu_si512(row + i);
        total = _mm512_dpbusd_epi32(total, _mm512_xor_si512(_mm512_loadu_si512(query + i), sign), in);
        offset = _mm512_dpbusd_epi32(offset, sign, in);
    }
    return _mm512_reduce_add_epi32(_mm512_sub_epi32(total, offset));
}

AVX2 static void dots_avx2(const int8_t *query, float query_scale, const int8_t *rows, const float *scales,
                           size_t count, size_t width, float *out) {
    for (size_t i = 0; i < count; i++)
        out[i] = (float)dot_avx2(query, rows + i * width, width) * query_scale * scales[i];
}

VNNI static void dots_vnni(const int8_t *query, float query_scale, const int8_t *rows, const float *scales,
                           size_t count, size_t width, float *out) {
    for (size_t i = 0; i < count; i++)
        out[i] = (float)dot_vnni(query, rows + i * width, width) * query_scale * scales[i];
}

AVX2 static void dots_at_avx2(const int8_t *query, float query_scale, const int8_t *rows, const float *scales,
                              const int32_t *places, size_t count, size_t width, float *out) {
    for (size_t i = 0; i < count; i++) {
        size_t place = (size_t)places[i];
        out[i] = (float)dot_avx2(query, rows + place * width, width) * query_scale * scales[place];
    }
}

VNNI static void dots_at_vnni(const int8_t *query, float query_scale, const int8_t *rows, const float *scales,
                              const int32_t *places, size_t count, size_t width, float *out) {
    for (size_t i = 0; i < count; i++) {
        if (i + 4 < count)
            for (size_t byte = 0; byte < width; byte += 64)
                __builtin_prefetch(rows + (size_t)places[i + 4] * width + byte);
        size_t place = (size_t)places[i];
        out[i] = (float)dot_vnni(query, rows + place * width, width) * query_scale * scales[place];
    }
}

#endif

void ck_dots_i8(ck_level level, const int8_t *query, float query_scale, const int8_t *rows, const float *scales,
                size_t count, size_t width, float *out) {
#if defined(__x86_64__)
    if (level == CK_VNNI) {
        dots_vnni(query, query_scale, rows, scales, count, width, out);
        return;
    }
    if (level == CK_AVX2) {
        dots_avx2(query, query_scale, rows, scales, count, width, out);
        return;
    }
#endif
    for (size_t i = 0; i < count; i++)
        out[i] = (float)dot_portable(query, rows + i * width, width) * query_scale * scales[i];
}

void ck_dots_at_i8(ck_level level, const int8_t *query, float query_scale, const int8_t *rows, const float *scales,
                   const int32_t *places, size_t count, size_t width, float *out) {
#if defined(__x86_64__)
    if (level == CK_VNNI) {
        dots_at_vnni(query, query_scale, rows, scales, places, count, width, out);
        return;
    }
    if (level == CK_AVX2) {
        dots_at_avx2(query, query_scale, rows, scales, places, count, width, out);
        return;
    }
#endif
    for (size_t i = 0; i < count; i++) {
        size_t place = (size_t)places[i];
        out[i] = (float)dot_portable(query, rows + place * width, width) * query_scale * scales[place];
    }
}
