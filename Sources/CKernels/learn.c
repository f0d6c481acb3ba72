// Small and seldom: what is learned from tags, and rows of the index.

#include "CKernels.h"

#include <math.h>

int ck_solve(double *gram, double *right, size_t width, size_t n) {
    // Cholesky: gram = lower * transposed lower, in its lower half.
    for (size_t j = 0; j < width; j++) {
        double *own = gram + j * width;
        for (size_t i = j; i < width; i++) {
            double *row = gram + i * width;
            double sum = row[j];
            for (size_t k = 0; k < j; k++) sum -= row[k] * own[k];
            if (i == j) {
                if (!(sum > 0)) return 0;
                own[j] = sqrt(sum);
            } else {
                row[j] = sum / own[j];
            }
        }
    }
    for (size_t c = 0; c < n; c++) {
        for (size_t i = 0; i < width; i++) {
            double sum = right[i * n + c];
            for (size_t k = 0; k < i; k++) sum -= gram[i * width + k] * right[k * n + c];
            right[i * n + c] = sum / gram[i * width + i];
        }
        for (size_t i = width; i-- > 0;) {
            double sum = right[i * n + c];
            for (size_t k = i + 1; k < width; k++) sum -= gram[k * width + i] * right[k * n + c];
            right[i * n + c] = sum / gram[i * width + i];
        }
    }
    return 1;
}

void ck_mix_i8(const int8_t *a, float a_scale, const int8_t *b, float b_scale, size_t width, int8_t *out,
               float *out_scale) {
    float squares = 0;
    float most = 1e-12f;
    for (size_t i = 0; i < width; i++) {
        float value = (float)a[i] * a_scale + (float)b[i] * b_scale;
        squares += value * value;
        float size = fabsf(value);
        most = size > most ? size : most;
    }
    float inverse = 127.0f / most;
    for (size_t i = 0; i < width; i++) {
        float value = (float)a[i] * a_scale + (float)b[i] * b_scale;
        out[i] = (int8_t)lrintf(value * inverse);
    }
    *out_scale = squares > 0 ? most / 127.0f / sqrtf(squares) : 0;
}
