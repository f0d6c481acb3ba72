// The loops of ranking compiled for AVX2 and FMA, whatever the rest of the library is compiled for.

#if defined(__x86_64__)
#include <immintrin.h>
#include <math.h>
#include <stddef.h>

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#pragma clang fp contract(fast)
#define NAMED(name) ck_##name##_avx2
#include "rank_loops.h"
#pragma clang attribute pop
#endif
