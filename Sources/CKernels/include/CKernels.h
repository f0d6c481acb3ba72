// The loops of lookup that have to be fast: products of small whole numbers for the sentence encoder and the scan of the
// meaning index. Every function takes the level of instructions it may use; all levels give the same whole numbers, and
// floating-point results that differ by rounding only.

#ifndef UNDERSTUDY_CKERNELS_H
#define UNDERSTUDY_CKERNELS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Which instructions may be used, from what every machine has to the most.
typedef enum {
    CK_PORTABLE = 0,
    /// x86-64 with AVX2 and FMA.
    CK_AVX2 = 1,
    /// x86-64 with AVX-512 VNNI.
    CK_VNNI = 2,
} ck_level;

/// The highest level of this machine.
ck_level ck_best_level(void);

// --- Whole numbers: layers of the encoder ---

/// Orders a layer's weights for the product. `n` outputs of `k` inputs; n is a multiple of 32, k of 4.
/// sums[n] are needed by the product.
void ck_pack_i8(const int8_t *weights, size_t n, size_t k, int8_t *packed, int32_t *sums);

/// Rows of floating-point numbers as bytes around 128: x is about (bytes - 128) * scale.
void ck_quantize(ck_level level, const float *x, size_t rows, size_t k, uint8_t *bytes, float *scales);

/// y[row][n] = bias[n] + weight_scales[n] * x_scales[row] * sum over k of (x[row][k] - 128) * weights[n][k].
void ck_gemm_i8(ck_level level, const uint8_t *x, const float *x_scales, size_t rows, size_t k, const int8_t *packed,
                const int32_t *sums, const float *weight_scales, const float *bias, size_t n, float *y);

// --- Floating point: the rest of the encoder, and the exact layers it is compared with ---

/// Orders a layer's weights for `ck_gemm_f32`; n is a multiple of 16.
void ck_pack_f32(const float *weights, size_t n, size_t k, float *packed);

void ck_gemm_f32(ck_level level, const float *x, size_t rows, size_t k, const float *packed, const float *bias,
                 size_t n, float *y);

/// x = norm(x + residual) * gain + bias by rows of `width`; residual may be NULL.
void ck_layer_norm(ck_level level, float *x, const float *residual, size_t rows, size_t width, const float *gain,
                   const float *bias);

void ck_gelu(ck_level level, float *x, size_t count);

/// Attention of every token to every other. `qkv` has a row of 3 * heads * 32 for each token; `scores` is room for `tokens`.
void ck_attention(ck_level level, const float *qkv, size_t tokens, size_t heads, float *scores, float *out);

// --- The scan ---

/// out[i] = scales[i] * query_scale * (query . rows[i]) for `count` rows of `width` (a multiple of 64).
void ck_dots_i8(ck_level level, const int8_t *query, float query_scale, const int8_t *rows, const float *scales,
                size_t count, size_t width, float *out);

/// The same for chosen rows only.
void ck_dots_at_i8(ck_level level, const int8_t *query, float query_scale, const int8_t *rows, const float *scales,
                   const int32_t *places, size_t count, size_t width, float *out);

/// One bit for each number of a row: whether it is above the mean. `bits` gets width / 64 words a row, of rows in whole blocks of
/// eight; factors[i] is how long the row is in the direction of its bits, 0 for a row whose scale is 0.
void ck_signs(ck_level level, const int8_t *rows, const float *scales, const float *mean, size_t count, size_t width,
              uint64_t *bits, float *factors);

/// out[i] = offset + slope * factors[i] * (2 * sum over the bits set of a whole number from -8 to 7 - middle), and 0 where the
/// factor is. The numbers come as four planes of `words` each, the highest one counting -8.
void ck_sign_estimates(ck_level level, const uint64_t *planes, const uint64_t *bits, const float *factors,
                       size_t count, size_t words, float middle, float offset, float slope, float *out);

/// The same for chosen rows only.
void ck_sign_estimates_at(ck_level level, const uint64_t *planes, const uint64_t *bits, const float *factors,
                          const int32_t *places, size_t count, size_t words, float middle, float offset, float slope,
                          float *out);

/// One row out of two: a * a_scale + b * b_scale, made one long, as bytes with a scale.
void ck_mix_i8(const int8_t *a, float a_scale, const int8_t *b, float b_scale, size_t width, int8_t *out,
               float *out_scale);

// --- Ranking: windows lie clip by clip; continues[i] is 0 for the first window of a clip, 1 for the others ---

/// The largest spoken[i] + carried * spoken[i - 1], at least 0; counted may be NULL, or tells by 0 and 1 which windows count.
float ck_largest_said(ck_level level, const float *spoken, const uint8_t *continues, const uint8_t *counted,
                      float carried, size_t count);

/// base[i] = near[i] + gain * (spoken[i] + carried * spoken[i - 1]), and less than everything where seen[i] is 0. near and seen
/// may be NULL.
void ck_blend(ck_level level, const float *near, const float *spoken, const uint8_t *continues, const uint8_t *seen,
              float gain, float carried, size_t count, float *base);

enum { CK_BLOCK = 64 };

/// The largest of each CK_BLOCK values.
void ck_block_tops(ck_level level, const float *values, size_t count, float *tops);

/// The first of the best windows of each clip and its score: base[i] + the weighted sum of n affinities, each kept within low and
/// high. Rows of affinities are `stride` long.
void ck_clip_tops(ck_level level, const float *base, const int8_t *affinities, size_t stride, const int32_t *which,
                  const float *weights, size_t n, int low, int high, const ptrdiff_t *firsts, size_t clips,
                  float *most, int32_t *at);

/// The places of the values that are `border` or more, ascending, at most `room` of them. Returns how many.
size_t ck_above(ck_level level, const float *values, size_t count, float border, int32_t *places, size_t room);

// --- Learning ---

/// gram[width][width] += transposed x times x, and right[width][n] += transposed x times y. Width is a multiple of 16, and gram
/// symmetric.
void ck_add_normal(ck_level level, const float *x, const float *y, size_t rows, size_t width, size_t n, float *gram,
                   float *right);

/// Solves gram * s = right for positive definite `gram`; the answer takes the place of `right`. 0 when it cannot be solved.
int ck_solve(double *gram, double *right, size_t width, size_t n);

// --- Files ---

/// Tells damaged bytes from whole ones; no protection against anybody who means harm.
uint64_t ck_checksum(const void *bytes, size_t count, uint64_t seed);

#ifdef __cplusplus
}
#endif
#endif
