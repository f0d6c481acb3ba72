// Weights lie in blocks of 16 outputs: [n / 16][k / 4][16][4]. A vector of 64 bytes holds four inputs of sixteen outputs,
// which is what one VNNI instruction takes.

#include "CKernels.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { BLOCK = 16, GROUP = 4 };

void ck_pack_i8(const int8_t *weights, size_t n, size_t k, int8_t *packed, int32_t *sums) {
    for (size_t o = 0; o < n; o++) {
        int32_t sum = 0;
        for (size_t i = 0; i < k; i++) {
            int8_t weight = weights[o * k + i];
            size_t block = o / BLOCK * (k / GROUP) + i / GROUP;
            packed[(block * BLOCK + o % BLOCK) * GROUP + i % GROUP] = weight;
            sum += weight;
        }
        sums[o] = sum;
    }
}

static inline __attribute__((always_inline)) float finished(int32_t sum, float x_scale, float weight_scale,
                                                            float bias) {
    return bias + (float)sum * x_scale * weight_scale;
}

static void gemm_portable(const uint8_t *x, const float *x_scales, size_t rows, size_t k, const int8_t *packed,
                          const int32_t *sums, const float *weight_scales, const float *bias, size_t n, float *y) {
    for (size_t row = 0; row < rows; row++) {
        for (size_t first = 0; first < n; first += BLOCK) {
            const int8_t *w = packed + first * k;
            int32_t total[BLOCK] = {0};
            for (size_t i = 0; i < k; i += GROUP, w += BLOCK * GROUP) {
                const uint8_t *in = x + row * k + i;
                for (size_t o = 0; o < BLOCK; o++) {
                    const int8_t *own = w + o * GROUP;
                    total[o] += in[0] * own[0] + in[1] * own[1] + in[2] * own[2] + in[3] * own[3];
                }
            }
            for (size_t o = 0; o < BLOCK; o++) {
                size_t out = first + o;
                y[row * n + out] = finished(total[o] - 128 * sums[out], x_scales[row], weight_scales[out], bias[out]);
            }
        }
    }
}

#if defined(__x86_64__)

#define AVX2 __attribute__((target("avx2,fma")))
#define VNNI __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni")))

// Products of bytes of unlike sign saturate in AVX2, so numbers are widened to 16 bits first.
AVX2 static inline __attribute__((always_inline)) void avx2_block(const int16_t *x, size_t stride, size_t rows,
                                                                  const float *x_scales, size_t k, const int8_t *w,
                                                                  const float *weight_scales, const float *bias,
                                                                  size_t n, float *y) {
    __m256i total[2][4];
    for (size_t r = 0; r < rows; r++)
        for (size_t part = 0; part < 4; part++) total[r][part] = _mm256_setzero_si256();
    for (size_t i = 0; i < k; i += GROUP, w += BLOCK * GROUP) {
        __m256i own[4];
        for (size_t part = 0; part < 4; part++)
            own[part] = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(w + 16 * part)));
        for (size_t r = 0; r < rows; r++) {
            int64_t four;
            memcpy(&four, x + r * stride + i, sizeof four);
            __m256i in = _mm256_set1_epi64x(four);
            for (size_t part = 0; part < 4; part++)
                total[r][part] = _mm256_add_epi32(total[r][part], _mm256_madd_epi16(own[part], in));
        }
    }
    for (size_t r = 0; r < rows; r++) {
        int32_t pairs[32];
        for (size_t part = 0; part < 4; part++) _mm256_storeu_si256((__m256i *)(pairs + 8 * part), total[r][part]);
        for (size_t o = 0; o < BLOCK; o++)
            y[r * n + o] = finished(pairs[2 * o] + pairs[2 * o + 1], x_scales[r], weight_scales[o], bias[o]);
    }
}

enum { WIDEST = 4096 };

AVX2 static void gemm_avx2(const uint8_t *x, const float *x_scales, size_t rows, size_t k, const int8_t *packed,
                           const float *weight_scales, const float *bias, size_t n, float *y) {
    int16_t wide[2 * WIDEST];
    for (size_t row = 0; row < rows; row += 2) {
        size_t count = rows - row < 2 ? 1 : 2;
        for (size_t i = 0; i < count * k; i++) wide[i] = (int16_t)(x[row * k + i] - 128);
        for (size_t first = 0; first < n; first += BLOCK) {
            const int8_t *w = packed + first * k;
            float *out = y + row * n + first;
            if (count == 2)
                avx2_block(wide, k, 2, x_scales + row, k, w, weight_scales + first, bias + first, n, out);
            else
                avx2_block(wide, k, 1, x_scales + row, k, w, weight_scales + first, bias + first, n, out);
        }
    }
}

enum { TALL = 6 };

/// Up to six rows by 32 outputs stay in registers.
VNNI static inline __attribute__((always_inline)) void vnni_block(const uint8_t *x, size_t rows,
                                                                  const float *x_scales, size_t k, const int8_t *w,
                                                                  const int32_t *sums, const float *weight_scales,
                                                                  const float *bias, size_t n, float *y) {
    const int8_t *next = w + BLOCK * k;
    __m512i total[TALL][2];
    for (size_t r = 0; r < rows; r++) total[r][0] = total[r][1] = _mm512_setzero_si512();
    for (size_t i = 0; i < k; i += GROUP) {
        __m512i one = _mm512_loadu_si512(w + BLOCK * i);
        __m512i other = _mm512_loadu_si512(next + BLOCK * i);
        for (size_t r = 0; r < rows; r++) {
            int32_t four;
            memcpy(&four, x + r * k + i, sizeof four);
            __m512i in = _mm512_set1_epi32(four);
            total[r][0] = _mm512_dpbusd_epi32(total[r][0], in, one);
            total[r][1] = _mm512_dpbusd_epi32(total[r][1], in, other);
        }
    }
    for (size_t part = 0; part < 2; part++) {
        size_t first = BLOCK * part;
        // x is stored around 128.
        __m512i offset = _mm512_slli_epi32(_mm512_loadu_si512(sums + first), 7);
        __m512 scale = _mm512_loadu_ps(weight_scales + first);
        __m512 start = _mm512_loadu_ps(bias + first);
        for (size_t r = 0; r < rows; r++) {
            __m512 sum = _mm512_cvtepi32_ps(_mm512_sub_epi32(total[r][part], offset));
            __m512 scaled = _mm512_mul_ps(_mm512_mul_ps(sum, _mm512_set1_ps(x_scales[r])), scale);
            _mm512_storeu_ps(y + r * n + first, _mm512_add_ps(start, scaled));
        }
    }
}

VNNI static void gemm_vnni(const uint8_t *x, const float *x_scales, size_t rows, size_t k, const int8_t *packed,
                           const int32_t *sums, const float *weight_scales, const float *bias, size_t n, float *y) {
    for (size_t first = 0; first < n; first += 2 * BLOCK) {
        const int8_t *w = packed + first * k;
#define ROWS(COUNT)                                                                                                  \
    vnni_block(x + row * k, COUNT, x_scales + row, k, w, sums + first, weight_scales + first, bias + first, n,        \
               y + row * n + first)
        for (size_t row = 0; row < rows; row += TALL) {
            switch (rows - row) {
                case 1: ROWS(1); break;
                case 2: ROWS(2); break;
                case 3: ROWS(3); break;
                case 4: ROWS(4); break;
                case 5: ROWS(5); break;
                default: ROWS(6); break;
            }
        }
#undef ROWS
    }
}
#endif

void ck_gemm_i8(ck_level level, const uint8_t *x, const float *x_scales, size_t rows, size_t k, const int8_t *packed,
                const int32_t *sums, const float *weight_scales, const float *bias, size_t n, float *y) {
#if defined(__x86_64__)
    if (level == CK_VNNI) {
        gemm_vnni(x, x_scales, rows, k, packed, sums, weight_scales, bias, n, y);
        return;
    }
    if (level == CK_AVX2 && k <= WIDEST) {
        gemm_avx2(x, x_scales, rows, k, packed, weight_scales, bias, n, y);
        return;
    }
#endif
    gemm_portable(x, x_scales, rows, k, packed, sums, weight_scales, bias, n, y);
}
