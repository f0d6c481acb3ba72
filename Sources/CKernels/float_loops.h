// The bodies of the floating-point loops. Compiled once for every machine and once for AVX2: the includer names the functions
// with NAMED(...) and says what the compiler may use. Sums run in eight lanes, so that the compiler can keep them in one vector.

#include "CKernels.h"

#include <math.h>
#include <string.h>

enum { LANES = 8, HEAD = 32, FLOAT_BLOCK = 16 };

static inline __attribute__((always_inline)) float NAMED(sum)(const float *lanes) {
    return ((lanes[0] + lanes[4]) + (lanes[1] + lanes[5])) + ((lanes[2] + lanes[6]) + (lanes[3] + lanes[7]));
}

/// e to the power of x, to about 2e-7 of itself.
static inline __attribute__((always_inline)) float NAMED(power)(float x) {
    x = x < -87.0f ? -87.0f : x > 88.0f ? 88.0f : x;
    float z = x * 1.44269504f;
    float whole = (z + 12582912.0f) - 12582912.0f;
    float rest = (x - whole * 0.693359375f) + whole * 2.12194440e-4f;
    float p = 1.9875691500e-4f;
    p = p * rest + 1.3981999507e-3f;
    p = p * rest + 8.3334519073e-3f;
    p = p * rest + 4.1665795894e-2f;
    p = p * rest + 1.6666665459e-1f;
    p = p * rest + 5.0000001201e-1f;
    p = p * rest * rest + rest + 1.0f;
    int32_t bits = ((int32_t)whole + 127) << 23;
    float scale;
    memcpy(&scale, &bits, sizeof scale);
    return p * scale;
}

void NAMED(quantize)(const float *x, size_t rows, size_t k, uint8_t *bytes, float *scales) {
    for (size_t row = 0; row < rows; row++) {
        const float *in = x + row * k;
        float most[LANES] = {0};
        for (size_t i = 0; i < k; i += LANES)
            for (size_t l = 0; l < LANES; l++) {
                float size = fabsf(in[i + l]);
                most[l] = size > most[l] ? size : most[l];
            }
        float largest = 1e-9f;
        for (size_t l = 0; l < LANES; l++) largest = most[l] > largest ? most[l] : largest;
        float inverse = 127.0f / largest;
        scales[row] = largest / 127.0f;
        // Adding and taking away rounds to the nearest whole number.
        for (size_t i = 0; i < k; i++)
            bytes[row * k + i] = (uint8_t)(int32_t)(((in[i] * inverse + 12582912.0f) - 12582912.0f) + 128.0f);
    }
}

void NAMED(gemm)(const float *x, size_t rows, size_t k, const float *packed, const float *bias, size_t n, float *y) {
    for (size_t row = 0; row < rows; row++) {
        const float *in = x + row * k;
        for (size_t first = 0; first < n; first += FLOAT_BLOCK) {
            const float *w = packed + first * k;
            float total[FLOAT_BLOCK];
            for (size_t o = 0; o < FLOAT_BLOCK; o++) total[o] = bias[first + o];
            for (size_t i = 0; i < k; i++)
                for (size_t o = 0; o < FLOAT_BLOCK; o++) total[o] += in[i] * w[i * FLOAT_BLOCK + o];
            memcpy(y + row * n + first, total, sizeof total);
        }
    }
}

void NAMED(layer_norm)(float *x, const float *residual, size_t rows, size_t width, const float *gain,
                       const float *bias) {
    for (size_t row = 0; row < rows; row++) {
        float *own = x + row * width;
        if (residual)
            for (size_t i = 0; i < width; i++) own[i] += residual[row * width + i];
        float sums[LANES] = {0};
        for (size_t i = 0; i < width; i += LANES)
            for (size_t l = 0; l < LANES; l++) sums[l] += own[i + l];
        float mean = NAMED(sum)(sums) / (float)width;
        float squares[LANES] = {0};
        for (size_t i = 0; i < width; i += LANES)
            for (size_t l = 0; l < LANES; l++) squares[l] += (own[i + l] - mean) * (own[i + l] - mean);
        float scale = 1.0f / sqrtf(NAMED(sum)(squares) / (float)width + 1e-12f);
        for (size_t i = 0; i < width; i++) own[i] = (own[i] - mean) * scale * gain[i] + bias[i];
    }
}

void NAMED(gelu)(float *x, size_t count) {
    for (size_t i = 0; i < count; i++) {
        float value = x[i];
        float z = fabsf(value) * 0.70710678f;
        // Abramowitz and Stegun 7.1.26: the error function to 1.5e-7.
        float t = 1.0f / (1.0f + 0.3275911f * z);
        float p = 1.061405429f;
        p = p * t - 1.453152027f;
        p = p * t + 1.421413741f;
        p = p * t - 0.284496736f;
        p = p * t + 0.254829592f;
        float erf = 1.0f - p * t * NAMED(power)(-z * z);
        erf = value < 0.0f ? -erf : erf;
        x[i] = 0.5f * value * (1.0f + erf);
    }
}

void NAMED(attention)(const float *qkv, size_t tokens, size_t heads, float *scores, float *out) {
    size_t width = heads * HEAD;
    float root = 1.0f / sqrtf((float)HEAD);
    for (size_t head = 0; head < heads; head++) {
        for (size_t token = 0; token < tokens; token++) {
            const float *q = qkv + token * 3 * width + head * HEAD;
            float most = -1e30f;
            for (size_t other = 0; other < tokens; other++) {
                const float *key = qkv + other * 3 * width + width + head * HEAD;
                float lanes[LANES] = {0};
                for (size_t i = 0; i < HEAD; i += LANES)
                    for (size_t l = 0; l < LANES; l++) lanes[l] += q[i + l] * key[i + l];
                float score = NAMED(sum)(lanes) * root;
                scores[other] = score;
                most = score > most ? score : most;
            }
            for (size_t other = 0; other < tokens; other++) scores[other] = NAMED(power)(scores[other] - most);
            float all = 0.0f;
            for (size_t other = 0; other < tokens; other++) all += scores[other];
            float mixed[HEAD] = {0};
            for (size_t other = 0; other < tokens; other++) {
                const float *value = qkv + other * 3 * width + 2 * width + head * HEAD;
                float share = scores[other];
                for (size_t i = 0; i < HEAD; i++) mixed[i] += share * value[i];
            }
            float *own = out + token * width + head * HEAD;
            for (size_t i = 0; i < HEAD; i++) own[i] = mixed[i] / all;
        }
    }
}

enum { NORMAL_ROWS = 4, NORMAL_COLUMNS = 16 };

// A tile of the upper half at a time, in registers through all rows: the whole of it does not fit near the processor. The lower half
// is the same.
void NAMED(add_normal)(const float *x, const float *y, size_t rows, size_t width, size_t n, float *gram,
                       float *right) {
    for (size_t i = 0; i < width; i += NORMAL_ROWS) {
        for (size_t j = i / NORMAL_COLUMNS * NORMAL_COLUMNS; j < width; j += NORMAL_COLUMNS) {
            float sums[NORMAL_ROWS][NORMAL_COLUMNS] = {{0}};
            for (size_t row = 0; row < rows; row++) {
                const float *down = x + row * width + i;
                const float *along = x + row * width + j;
                for (size_t a = 0; a < NORMAL_ROWS; a++)
                    for (size_t b = 0; b < NORMAL_COLUMNS; b++) sums[a][b] += down[a] * along[b];
            }
            for (size_t a = 0; a < NORMAL_ROWS; a++)
                for (size_t b = 0; b < NORMAL_COLUMNS; b++) gram[(i + a) * width + j + b] += sums[a][b];
        }
    }
    for (size_t i = 0; i < width; i++)
        for (size_t j = 0; j < i; j++) gram[i * width + j] = gram[j * width + i];
    // Most rows are examples of nothing.
    for (size_t row = 0; row < rows; row++) {
        const float *in = x + row * width;
        for (size_t j = 0; j < n; j++) {
            float value = y[row * n + j];
            if (value == 0) continue;
            for (size_t i = 0; i < width; i++) right[i * n + j] += value * in[i];
        }
    }
}
