// The floating-point loops as every machine can run them, and the choice between them and faster ones.

#define NAMED(name) ck_##name##_portable
#include "float_loops.h"

#if defined(__x86_64__)
void ck_quantize_avx2(const float *x, size_t rows, size_t k, uint8_t *bytes, float *scales);
void ck_gemm_avx2(const float *x, size_t rows, size_t k, const float *packed, const float *bias, size_t n, float *y);
void ck_layer_norm_avx2(float *x, const float *residual, size_t rows, size_t width, const float *gain, const float *bias);
void ck_gelu_avx2(float *x, size_t count);
void ck_attention_avx2(const float *qkv, size_t tokens, size_t heads, float *scores, float *out);
void ck_add_normal_avx2(const float *x, const float *y, size_t rows, size_t width, size_t n, float *gram,
                        float *right);
#define CHOOSE(level, name, ...) ((level) >= CK_AVX2 ? ck_##name##_avx2(__VA_ARGS__) : ck_##name##_portable(__VA_ARGS__))
#else
#define CHOOSE(level, name, ...) ((void)(level), ck_##name##_portable(__VA_ARGS__))
#endif

void ck_quantize(ck_level level, const float *x, size_t rows, size_t k, uint8_t *bytes, float *scales) {
    CHOOSE(level, quantize, x, rows, k, bytes, scales);
}

void ck_pack_f32(const float *weights, size_t n, size_t k, float *packed) {
    for (size_t o = 0; o < n; o++)
        for (size_t i = 0; i < k; i++)
            packed[o / FLOAT_BLOCK * FLOAT_BLOCK * k + i * FLOAT_BLOCK + o % FLOAT_BLOCK] = weights[o * k + i];
}

void ck_gemm_f32(ck_level level, const float *x, size_t rows, size_t k, const float *packed, const float *bias,
                 size_t n, float *y) {
    CHOOSE(level, gemm, x, rows, k, packed, bias, n, y);
}

void ck_layer_norm(ck_level level, float *x, const float *residual, size_t rows, size_t width, const float *gain,
                   const float *bias) {
    CHOOSE(level, layer_norm, x, residual, rows, width, gain, bias);
}

void ck_gelu(ck_level level, float *x, size_t count) { CHOOSE(level, gelu, x, count); }

void ck_attention(ck_level level, const float *qkv, size_t tokens, size_t heads, float *scores, float *out) {
    CHOOSE(level, attention, qkv, tokens, heads, scores, out);
}

void ck_add_normal(ck_level level, const float *x, const float *y, size_t rows, size_t width, size_t n, float *gram,
                   float *right) {
    CHOOSE(level, add_normal, x, y, rows, width, n, gram, right);
}
