/*
 * simd.h - vector instructions where the compiler and the processor have them.
 *
 * Code in a function marked AVX2 is only run if simd_has_avx2() says so.
 */
#ifndef KAGIBAN_SIMD_H
#define KAGIBAN_SIMD_H

#include <stdbool.h>

#if defined(__x86_64__) && defined(__GNUC__)

#include <immintrin.h>
#define HAVE_AVX2_CODE 1
#define AVX2 __attribute__((target("avx2,bmi,popcnt")))

static inline bool simd_has_avx2(void)
{
	return __builtin_cpu_supports("avx2") &&
	       __builtin_cpu_supports("bmi") &&
	       __builtin_cpu_supports("popcnt");
}

#else

#define HAVE_AVX2_CODE 0

static inline bool simd_has_avx2(void)
{
	return false;
}

#endif

#endif
