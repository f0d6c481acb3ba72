#include "CKernels.h"

ck_level ck_best_level(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    int has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("popcnt");
    int has_avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                     __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq");
    if (has_avx2 && has_avx512 && __builtin_cpu_supports("avx512vnni")) return CK_VNNI;
    if (has_avx2) return CK_AVX2;
#endif
    return CK_PORTABLE;
}
