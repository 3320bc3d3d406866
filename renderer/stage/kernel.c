/* The stage's compiled kernel: what `Kernel` in kernel.py promises, on samples of Y'CbCr 4:2:0.
 *
 * Every operation is written in plain C, which any compiler takes, where it pays a second time for AVX2 and a third
 * time for AVX-512, chosen at run time. All compute the same integers. Nothing is read outside a picture and nothing needs room behind one:
 * the columns of a row that a picture covers are found in exact integer arithmetic first, only those are sampled,
 * and wide loads are made only where they end within the plane.
 *
 * Pictures: luma and its alpha uint8, chroma uint16 at half size (Cb | Cr << 8) and its alpha uint8, premultiplied;
 * plates have no alpha. Frames: NV12.
 */
#include <stdint.h>

#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
#define HAS_AVX2 1
#include <cpuid.h>
#include <immintrin.h>
#define AVX2 __attribute__((target("avx2")))
#else
#define HAS_AVX2 0
#endif
#if defined(_WIN32)
#define EXPORT __declspec(dllexport)
#else
#define EXPORT __attribute__((visibility("default")))
#endif
#define INLINE static inline __attribute__((always_inline))

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef int16_t i16;
typedef int32_t i32;
typedef int64_t i64;

typedef struct {
    i64 luma[6], chroma[6]; /* frame sample -> source sample, 16 fractional bits */
    const u8 *y, *a;
    const u16 *uv;
    const u8 *half_a;
    const i32 *rows, *half_rows; /* of every row the first and last visible sample, and of its longest solid run */
    i32 width, height;           /* of the luma plane */
    i32 plate, plain;
    i32 luma_gain, luma_black, chroma_gain, chroma_grey, opacity;
    i32 top, bottom, unused;     /* frame rows that a sheet can touch */
} Blit;

enum {
    VERSION = 11,
    AHEAD = 6, /* rows to fetch ahead: a frame takes 6.7 ms instead of 9.5; fewer or more are slower */
    STRIP = 32 /* rows drawn by all pictures before the next: a strip of the frame stays in the cache meanwhile */
};

EXPORT i32 stage_version(void) { return VERSION; }

/* What this processor and its system allow: 0 plain C, 1 AVX2, 2 also AVX-512 with BW, VL and VBMI. */
EXPORT i32 stage_simd(void) {
#if HAS_AVX2
    /* Asked directly: zig's runtime answers no to every __builtin_cpu_supports. Leaf 1, ECX bit 27 says that XGETBV may
     * be asked which registers the system saves (bits 1, 2: AVX; 5 to 7: AVX-512); leaf 7, EBX bit 5 is AVX2, bits 16,
     * 30, 31 are AVX-512 F, BW, VL, and ECX bit 1 is VBMI. */
    const u32 wide = 1u << 16 | 1u << 30 | 1u << 31;
    u32 a, b, c, d, low, high;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & (1u << 27))) return 0;
    __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    if ((low & 6) != 6 || !__get_cpuid_count(7, 0, &a, &b, &c, &d) || !((b >> 5) & 1)) return 0;
    return (low & 0xe6) == 0xe6 && (b & wide) == wide && (c & 2) ? 2 : 1;
#else
    return 0;
#endif
}

INLINE u32 at_most_255(u32 a) { return a > 255 ? 255 : a; }
INLINE u32 rest_of(u32 alpha) { return 256 - alpha - (alpha >> 7); }

#include "kernel_spans.h"
#include "kernel_draw.h"
#include "kernel_light.h"
#include "kernel_compose.h"
#include "kernel_convert.h"
#include "kernel_lay.h"
