// One bit for each number of a row, and what a query says about all rows by them. Rows lie in blocks of eight: [n / 8][words][8],
// so that one instruction counts the bits of eight rows.

#include "CKernels.h"

#include <math.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { BLOCK = 8, PLANES = 4 };

// The planes of a whole number from -8 to 7: the highest one counts against the others.
static const int32_t weights[PLANES] = {1, 2, 4, -8};

static float row_signs(const int8_t *row, float scale, const float *mean, size_t width, uint64_t *signs) {
    float squares = 0;
    float sizes = 0;
    for (size_t w = 0; w < width / 64; w++) {
        uint64_t word = 0;
        for (size_t b = 0; b < 64; b++) {
            float away = (float)row[w * 64 + b] * scale - mean[w * 64 + b];
            squares += away * away;
            sizes += fabsf(away);
            if (away > 0) word |= (uint64_t)1 << b;
        }
        signs[w] = word;
    }
    return sizes > 0 ? squares / sizes : 0;
}

#if defined(__x86_64__)
#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq")))
#define COUNTING __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vpopcntdq")))

AVX512 static float row_signs_avx512(const int8_t *row, float scale, const float *mean, size_t width,
                                     uint64_t *signs) {
    __m512 squares = _mm512_setzero_ps();
    __m512 sizes = _mm512_setzero_ps();
    __m512 by = _mm512_set1_ps(scale);
    for (size_t w = 0; w < width / 64; w++) {
        uint64_t word = 0;
        for (size_t part = 0; part < 4; part++) {
            size_t at = w * 64 + part * 16;
            __m512 value = _mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(_mm_loadu_si128((const __m128i *)(row + at))));
            __m512 away = _mm512_sub_ps(_mm512_mul_ps(value, by), _mm512_loadu_ps(mean + at));
            squares = _mm512_fmadd_ps(away, away, squares);
            sizes = _mm512_add_ps(sizes, _mm512_abs_ps(away));
            word |= (uint64_t)_mm512_cmp_ps_mask(away, _mm512_setzero_ps(), _CMP_GT_OQ) << (part * 16);
        }
        signs[w] = word;
    }
    float size = _mm512_reduce_add_ps(sizes);
    return size > 0 ? _mm512_reduce_add_ps(squares) / size : 0;
}

COUNTING static void estimates_counting(const uint64_t *planes, const uint64_t *bits, const float *factors,
                                        size_t count, size_t words, float middle, float offset, float slope,
                                        float *out) {
    for (size_t first = 0; first < count; first += BLOCK, bits += words * BLOCK) {
        __m512i counts[PLANES] = {_mm512_setzero_si512(), _mm512_setzero_si512(), _mm512_setzero_si512(),
                                  _mm512_setzero_si512()};
        for (size_t w = 0; w < words; w++) {
            __m512i own = _mm512_loadu_si512(bits + w * BLOCK);
            for (size_t p = 0; p < PLANES; p++) {
                __m512i plane = _mm512_set1_epi64((long long)planes[p * words + w]);
                counts[p] = _mm512_add_epi64(counts[p], _mm512_popcnt_epi64(_mm512_and_si512(own, plane)));
            }
        }
        __m512i low = _mm512_add_epi64(counts[0], _mm512_slli_epi64(counts[1], 1));
        __m512i high = _mm512_sub_epi64(_mm512_slli_epi64(counts[2], 2), _mm512_slli_epi64(counts[3], 3));
        __m256 sum = _mm512_cvtepi64_ps(_mm512_add_epi64(low, high));
        __mmask8 here = count - first >= BLOCK ? 0xFF : (__mmask8)((1u << (count - first)) - 1);
        __m256 factor = _mm256_maskz_loadu_ps(here, factors + first);
        __m256 value = _mm256_sub_ps(_mm256_add_ps(sum, sum), _mm256_set1_ps(middle));
        value = _mm256_fmadd_ps(_mm256_mul_ps(value, factor), _mm256_set1_ps(slope), _mm256_set1_ps(offset));
        __mmask8 known = _mm256_cmp_ps_mask(factor, _mm256_setzero_ps(), _CMP_NEQ_OQ);
        _mm256_mask_storeu_ps(out + first, here, _mm256_maskz_mov_ps(known, value));
    }
}

__attribute__((target("popcnt"))) static int32_t sum_popcnt(const uint64_t *planes, const uint64_t *bits,
                                                            size_t words) {
    int32_t sum = 0;
    for (size_t p = 0; p < PLANES; p++) {
        int32_t own = 0;
        for (size_t w = 0; w < words; w++) own += __builtin_popcountll(planes[p * words + w] & bits[w * BLOCK]);
        sum += own * weights[p];
    }
    return sum;
}
#endif

static int32_t sum_portable(const uint64_t *planes, const uint64_t *bits, size_t words) {
    int32_t sum = 0;
    for (size_t p = 0; p < PLANES; p++) {
        int32_t own = 0;
        for (size_t w = 0; w < words; w++) own += __builtin_popcountll(planes[p * words + w] & bits[w * BLOCK]);
        sum += own * weights[p];
    }
    return sum;
}

static float estimate(ck_level level, const uint64_t *planes, const uint64_t *bits, float factor, size_t row,
                      size_t words, float middle, float offset, float slope) {
    const uint64_t *own = bits + row / BLOCK * BLOCK * words + row % BLOCK;
    int32_t sum;
#if defined(__x86_64__)
    sum = level >= CK_AVX2 ? sum_popcnt(planes, own, words) : sum_portable(planes, own, words);
#else
    (void)level;
    sum = sum_portable(planes, own, words);
#endif
    return factor != 0 ? offset + slope * factor * ((float)(2 * sum) - middle) : 0;
}

void ck_signs(ck_level level, const int8_t *rows, const float *scales, const float *mean, size_t count, size_t width,
              uint64_t *bits, float *factors) {
    size_t words = width / 64;
    memset(bits, 0, (count + BLOCK - 1) / BLOCK * BLOCK * words * sizeof *bits);
    uint64_t signs[64];
    for (size_t i = 0; i < count; i++) {
        factors[i] = 0;
        if (scales[i] == 0 || words > 64) continue;
#if defined(__x86_64__)
        factors[i] = level == CK_VNNI ? row_signs_avx512(rows + i * width, scales[i], mean, width, signs)
                                      : row_signs(rows + i * width, scales[i], mean, width, signs);
#else
        factors[i] = row_signs(rows + i * width, scales[i], mean, width, signs);
#endif
        for (size_t w = 0; w < words; w++) bits[i / BLOCK * BLOCK * words + w * BLOCK + i % BLOCK] = signs[w];
    }
}

void ck_sign_estimates(ck_level level, const uint64_t *planes, const uint64_t *bits, const float *factors,
                       size_t count, size_t words, float middle, float offset, float slope, float *out) {
#if defined(__x86_64__)
    if (level == CK_VNNI && __builtin_cpu_supports("avx512vpopcntdq")) {
        estimates_counting(planes, bits, factors, count, words, middle, offset, slope, out);
        return;
    }
#endif
    for (size_t i = 0; i < count; i++)
        out[i] = estimate(level, planes, bits, factors[i], i, words, middle, offset, slope);
}

void ck_sign_estimates_at(ck_level level, const uint64_t *planes, const uint64_t *bits, const float *factors,
                          const int32_t *places, size_t count, size_t words, float middle, float offset, float slope,
                          float *out) {
    for (size_t i = 0; i < count; i++) {
        size_t row = (size_t)places[i];
        out[i] = estimate(level, planes, bits, factors[row], row, words, middle, offset, slope);
    }
}
