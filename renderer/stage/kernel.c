/* The stage's compiled kernel: what `Kernel` in kernel.py promises, on samples of Y'CbCr 4:2:0.
 *
 * Every operation is written twice: in plain C, which any compiler takes, and where it pays for AVX2, chosen at run
 * time. Both compute the same integers. Nothing is read outside a picture: the frame's columns that a row of a
 * picture covers are found in exact integer arithmetic first, and only those are sampled.
 *
 * Sheets: luma uint16 (Y | A << 8), chroma uint32 at half size (Cb | Cr << 8 | A << 16), premultiplied.
 * Plates: luma uint8 (with eight bytes of slack behind), chroma uint16 (Cb | Cr << 8). Frames: NV12.
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
typedef int16_t i16;
typedef int32_t i32;
typedef int64_t i64;

typedef struct {
    i64 luma[6], chroma[6]; /* frame sample -> source sample, 16 fractional bits */
    const void *ya, *uva;
    const i32 *rows, *half_rows; /* first and last visible sample of every row; sheets only */
    i32 width, height;           /* of the luma plane */
    i32 plate, plain;
    i32 luma_gain, luma_black, chroma_gain, chroma_grey, opacity;
    i32 top, bottom, unused;     /* frame rows that a sheet can touch */
} Blit;

typedef struct {
    i32 matrix[9], offset[3], rays[3], vignette, glow, unused;
    const u8 *vignette_map, *vignette_half, *ray_map, *ray_half, *glow_map;
} Grade;

enum { VERSION = 3, AHEAD = 4 /* rows to fetch ahead: 17 -> 7 ms for a background and two characters */ };

EXPORT i32 stage_version(void) { return VERSION; }

EXPORT i32 stage_has_avx2(void) {
#if HAS_AVX2
    /* Asked directly: zig's runtime answers no to every __builtin_cpu_supports. AVX2 is leaf 7, EBX bit 5; leaf 1,
     * ECX bit 27 says that XGETBV may be asked whether the system saves the wide registers (bits 1 and 2). */
    u32 a, b, c, d, low, high;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & (1u << 27))) return 0;
    __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    if ((low & 6) != 6 || !__get_cpuid_count(7, 0, &a, &b, &c, &d)) return 0;
    return (b >> 5) & 1;
#else
    return 0;
#endif
}

/* ---- which columns of a row a picture covers ---- */

INLINE i64 floor_div(i64 a, i64 b) { /* b > 0 */
    i64 q = a / b;
    return q - (a % b < 0);
}

/* Narrow [*x0, *x1) to the x with low <= base + step * x < high. */
INLINE void narrow(i64 base, i64 step, i64 low, i64 high, i64 *x0, i64 *x1) {
    i64 from = *x0, to = *x1;
    if (step > 0) {
        from = -floor_div(base - low, step);
        to = -floor_div(base - high, step);
    } else if (step < 0) {
        from = floor_div(base - high, -step) + 1;
        to = floor_div(base - low, -step) + 1;
    } else if (base < low || base >= high) {
        to = from;
    }
    if (from > *x0) *x0 = from;
    if (to < *x1) *x1 = to;
}

typedef struct {
    i64 u, v; /* source position at x = 0, 16 fractional bits */
    i64 x0, x1;
} Run;

/* The run of row y that lies within a source of width * height samples, and, with `rows`, within what is visible. */
INLINE Run run_of(const i64 *m, i64 width, i64 height, const i32 *rows, i64 y, i64 frame_width) {
    Run run = {m[1] * y + m[2], m[4] * y + m[5], 0, frame_width};
    narrow(run.u, m[0], 0, (width - 1) << 16, &run.x0, &run.x1);
    narrow(run.v, m[3], 0, (height - 1) << 16, &run.x0, &run.x1);
    if (run.x0 >= run.x1 || !rows) return run;
    i64 first = (run.v + m[3] * run.x0) >> 16, last = (run.v + m[3] * (run.x1 - 1)) >> 16;
    if (first > last) {
        i64 swap = first;
        first = last;
        last = swap;
    }
    i64 left = 1 << 20, right = -1;
    for (i64 r = first; r <= last + 1; r++) {
        if (rows[2 * r] < left) left = rows[2 * r];
        if (rows[2 * r + 1] > right) right = rows[2 * r + 1];
    }
    if (right < 0) run.x1 = run.x0;
    else narrow(run.u, m[0], (left - 1) * 65536, (right + 1) * 65536, &run.x0, &run.x1);
    return run;
}

/* ---- samples, plain C ---- */

INLINE u32 bilinear(u32 a, u32 b, u32 c, u32 d, u32 across, u32 down) {
    u32 left = (a * (256 - down) + c * down) >> 8, right = (b * (256 - down) + d * down) >> 8;
    return (left * (256 - across) + right * across) >> 8;
}

INLINE u32 at_most_255(u32 a) { return a > 255 ? 255 : a; }
INLINE u32 rest_of(u32 alpha) { return 256 - alpha - (alpha >> 7); }

INLINE void sheet_luma(const Blit *b, u8 *out, i64 x, i64 u, i64 v) {
    const u16 *s = (const u16 *)b->ya + (v >> 16) * b->width + (u >> 16);
    u32 p = s[0], q = s[1], r = s[b->width], t = s[b->width + 1], fx = (u >> 8) & 255, fy = (v >> 8) & 255;
    u32 luma = bilinear(p & 255, q & 255, r & 255, t & 255, fx, fy);
    u32 alpha = bilinear(p >> 8, q >> 8, r >> 8, t >> 8, fx, fy);
    if (!b->plain) {
        luma = (luma * b->luma_gain + alpha * b->luma_black) >> 8;
        alpha = alpha * b->opacity >> 8;
    }
    out[x] = (u8)at_most_255(luma + (out[x] * rest_of(alpha) >> 8));
}

INLINE void sheet_chroma(const Blit *b, u16 *out, i64 x, i64 u, i64 v) {
    i64 width = b->width / 2;
    const u32 *s = (const u32 *)b->uva + (v >> 16) * width + (u >> 16);
    u32 p = s[0], q = s[1], r = s[width], t = s[width + 1], fx = (u >> 8) & 255, fy = (v >> 8) & 255;
    u32 cb = bilinear(p & 255, q & 255, r & 255, t & 255, fx, fy);
    u32 cr = bilinear(p >> 8 & 255, q >> 8 & 255, r >> 8 & 255, t >> 8 & 255, fx, fy);
    u32 alpha = bilinear(p >> 16, q >> 16, r >> 16, t >> 16, fx, fy);
    if (!b->plain) {
        cb = (cb * b->chroma_gain + alpha * b->chroma_grey) >> 8;
        cr = (cr * b->chroma_gain + alpha * b->chroma_grey) >> 8;
        alpha = alpha * b->opacity >> 8;
    }
    u32 rest = rest_of(alpha);
    cb = at_most_255(cb + ((out[x] & 255) * rest >> 8));
    cr = at_most_255(cr + ((out[x] >> 8) * rest >> 8));
    out[x] = (u16)(cb | cr << 8);
}

INLINE i64 clamped(i64 value, i64 size) {
    i64 last = ((size - 1) << 16) - 1;
    return value < 0 ? 0 : value > last ? last : value;
}

INLINE void plate_luma(const Blit *b, u8 *out, i64 x, i64 u, i64 v) {
    u = clamped(u, b->width), v = clamped(v, b->height);
    const u8 *s = (const u8 *)b->ya + (v >> 16) * b->width + (u >> 16);
    out[x] = (u8)bilinear(s[0], s[1], s[b->width], s[b->width + 1], (u >> 8) & 255, (v >> 8) & 255);
}

INLINE void plate_chroma(const Blit *b, u16 *out, i64 x, i64 u, i64 v) {
    i64 width = b->width / 2;
    u = clamped(u, width), v = clamped(v, b->height / 2);
    const u16 *s = (const u16 *)b->uva + (v >> 16) * width + (u >> 16);
    u32 p = s[0], q = s[1], r = s[width], t = s[width + 1], fx = (u >> 8) & 255, fy = (v >> 8) & 255;
    u32 cb = bilinear(p & 255, q & 255, r & 255, t & 255, fx, fy);
    out[x] = (u16)(cb | bilinear(p >> 8, q >> 8, r >> 8, t >> 8, fx, fy) << 8);
}

/* ---- samples, eight at a time ---- */
#if HAS_AVX2
typedef __m256i V;
#define SET32(a) _mm256_set1_epi32((i32)(a))
#define BYTES SET32(0xff00ff)
#define MIX(a, b, wa, wb) _mm256_srli_epi16(_mm256_add_epi16(_mm256_mullo_epi16(a, wa), _mm256_mullo_epi16(b, wb)), 8)

AVX2 INLINE V both(V low) { return _mm256_or_si256(low, _mm256_slli_epi32(low, 16)); }
AVX2 INLINE V fraction(V q) { return _mm256_and_si256(_mm256_srli_epi32(q, 8), SET32(255)); }
AVX2 INLINE V ramp(i64 start, i64 step) {
    V lanes = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    return _mm256_add_epi32(SET32(start), _mm256_mullo_epi32(lanes, SET32(step)));
}
AVX2 INLINE V offsets(V u, V v, V stride) {
    return _mm256_add_epi32(_mm256_mullo_epi32(_mm256_srai_epi32(v, 16), stride), _mm256_srai_epi32(u, 16));
}
/* (256 - f) | f << 16, the two weights of a horizontal step. */
AVX2 INLINE V weights(V f) { return _mm256_or_si256(_mm256_slli_epi32(f, 16), _mm256_sub_epi32(SET32(256), f)); }
AVX2 INLINE V rest_8(V alpha) {
    return _mm256_sub_epi32(_mm256_sub_epi32(SET32(256), alpha), _mm256_srli_epi32(alpha, 7));
}
AVX2 INLINE void store_bytes(u8 *out, V t) {
    t = _mm256_packus_epi32(t, t);
    t = _mm256_packus_epi16(t, t);
    i32 low = _mm256_extract_epi32(t, 0), high = _mm256_extract_epi32(t, 4);
    __builtin_memcpy(out, &low, 4);
    __builtin_memcpy(out + 4, &high, 4);
}
AVX2 INLINE void store_pairs(u16 *out, V t) {
    t = _mm256_permute4x64_epi64(_mm256_packus_epi32(t, t), 0x08);
    _mm_storeu_si128((__m128i *)out, _mm256_castsi256_si128(t));
}

AVX2 INLINE i64 sheet_luma_run(const Blit *b, const i64 *m, u8 *out, Run run, const int plain) {
    const u16 *s = (const u16 *)b->ya;
    i64 x = run.x0;
    V u = ramp(run.u + m[0] * x, m[0]), v = ramp(run.v + m[3] * x, m[3]), stride = SET32(b->width);
    for (; x + 8 <= run.x1; x += 8) {
        V at = offsets(u, v, stride);
        _mm_prefetch((const char *)(s + _mm256_extract_epi32(at, 0) + AHEAD * (i64)b->width), _MM_HINT_T0);
        V r0 = _mm256_i32gather_epi32((const int *)s, at, 2), r1 = _mm256_i32gather_epi32((const int *)(s + b->width), at, 2);
        V down = both(fraction(v)), up = _mm256_sub_epi16(_mm256_set1_epi16(256), down), w = weights(fraction(u));
        V luma = MIX(_mm256_and_si256(r0, BYTES), _mm256_and_si256(r1, BYTES), up, down);
        V alpha = MIX(_mm256_srli_epi16(r0, 8), _mm256_srli_epi16(r1, 8), up, down);
        luma = _mm256_srli_epi32(_mm256_madd_epi16(luma, w), 8);
        alpha = _mm256_srli_epi32(_mm256_madd_epi16(alpha, w), 8);
        if (!plain) {
            V pair = _mm256_or_si256(luma, _mm256_slli_epi32(alpha, 16));
            luma = _mm256_srli_epi32(_mm256_madd_epi16(pair, SET32(b->luma_gain | b->luma_black << 16)), 8);
            alpha = _mm256_srli_epi32(_mm256_mullo_epi16(alpha, SET32(b->opacity)), 8);
        }
        V below = _mm256_cvtepu8_epi32(_mm_loadl_epi64((const __m128i *)(out + x)));
        store_bytes(out + x, _mm256_add_epi32(luma, _mm256_srli_epi32(_mm256_mullo_epi16(below, rest_8(alpha)), 8)));
        u = _mm256_add_epi32(u, SET32(8 * m[0]));
        v = _mm256_add_epi32(v, SET32(8 * m[3]));
    }
    return x;
}
AVX2 static i64 plain_luma_run(const Blit *b, u8 *out, Run run) { return sheet_luma_run(b, b->luma, out, run, 1); }
AVX2 static i64 dimmed_luma_run(const Blit *b, u8 *out, Run run) { return sheet_luma_run(b, b->luma, out, run, 0); }

AVX2 INLINE i64 sheet_chroma_run(const Blit *b, const i64 *m, u16 *out, Run run, const int plain) {
    const u32 *s = (const u32 *)b->uva;
    i64 x = run.x0, width = b->width / 2;
    V u = ramp(run.u + m[0] * x, m[0]), v = ramp(run.v + m[3] * x, m[3]), stride = SET32(width);
    for (; x + 8 <= run.x1; x += 8) {
        V at = offsets(u, v, stride);
        _mm_prefetch((const char *)(s + _mm256_extract_epi32(at, 0) + AHEAD * width), _MM_HINT_T0);
        V p = _mm256_i32gather_epi32((const int *)s, at, 4), q = _mm256_i32gather_epi32((const int *)(s + 1), at, 4);
        V r = _mm256_i32gather_epi32((const int *)(s + width), at, 4);
        V t = _mm256_i32gather_epi32((const int *)(s + width + 1), at, 4);
        V right = both(fraction(u)), down = both(fraction(v)), k256 = _mm256_set1_epi16(256);
        V left = _mm256_sub_epi16(k256, right), up = _mm256_sub_epi16(k256, down);
        V cb = MIX(MIX(_mm256_and_si256(p, BYTES), _mm256_and_si256(r, BYTES), up, down),
                   MIX(_mm256_and_si256(q, BYTES), _mm256_and_si256(t, BYTES), up, down), left, right); /* and alpha */
        V cr = MIX(MIX(_mm256_srli_epi16(p, 8), _mm256_srli_epi16(r, 8), up, down),
                   MIX(_mm256_srli_epi16(q, 8), _mm256_srli_epi16(t, 8), up, down), left, right);
        V alpha = _mm256_srli_epi32(cb, 16);
        cb = _mm256_and_si256(cb, SET32(255));
        cr = _mm256_and_si256(cr, SET32(255));
        if (!plain) {
            V grey = _mm256_slli_epi32(alpha, 16), k = SET32(b->chroma_gain | b->chroma_grey << 16);
            cb = _mm256_srli_epi32(_mm256_madd_epi16(_mm256_or_si256(cb, grey), k), 8);
            cr = _mm256_srli_epi32(_mm256_madd_epi16(_mm256_or_si256(cr, grey), k), 8);
            alpha = _mm256_srli_epi32(_mm256_mullo_epi16(alpha, SET32(b->opacity)), 8);
        }
        V below = _mm256_cvtepu16_epi32(_mm_loadu_si128((const __m128i *)(out + x)));
        below = _mm256_or_si256(_mm256_and_si256(below, SET32(255)), _mm256_slli_epi32(_mm256_srli_epi32(below, 8), 16));
        V shown = _mm256_srli_epi16(_mm256_mullo_epi16(below, both(rest_8(alpha))), 8);
        V sum = _mm256_add_epi16(_mm256_or_si256(cb, _mm256_slli_epi32(cr, 16)), shown);
        sum = _mm256_min_epi16(sum, _mm256_set1_epi16(255));
        sum = _mm256_or_si256(sum, _mm256_srli_epi32(sum, 8));
        store_pairs(out + x, _mm256_and_si256(sum, SET32(0xffff)));
        u = _mm256_add_epi32(u, SET32(8 * m[0]));
        v = _mm256_add_epi32(v, SET32(8 * m[3]));
    }
    return x;
}
AVX2 static i64 plain_chroma_run(const Blit *b, u16 *out, Run run) { return sheet_chroma_run(b, b->chroma, out, run, 1); }
AVX2 static i64 dimmed_chroma_run(const Blit *b, u16 *out, Run run) { return sheet_chroma_run(b, b->chroma, out, run, 0); }

AVX2 static i64 plate_luma_run(const Blit *b, const i64 *m, u8 *out, Run run) {
    /* Two neighbouring bytes of every gathered word, as two 16-bit lanes. */
    const V pick = _mm256_setr_epi8(0, -1, 1, -1, 4, -1, 5, -1, 8, -1, 9, -1, 12, -1, 13, -1, 0, -1, 1, -1, 4, -1, 5, -1,
                                    8, -1, 9, -1, 12, -1, 13, -1);
    const u8 *s = (const u8 *)b->ya;
    i64 x = run.x0;
    V u = ramp(run.u + m[0] * x, m[0]), v = ramp(run.v + m[3] * x, m[3]), stride = SET32(b->width);
    for (; x + 8 <= run.x1; x += 8) {
        V at = offsets(u, v, stride);
        _mm_prefetch((const char *)(s + _mm256_extract_epi32(at, 0) + AHEAD * (i64)b->width), _MM_HINT_T0);
        V r0 = _mm256_shuffle_epi8(_mm256_i32gather_epi32((const int *)s, at, 1), pick);
        V r1 = _mm256_shuffle_epi8(_mm256_i32gather_epi32((const int *)(s + b->width), at, 1), pick);
        V down = both(fraction(v)), up = _mm256_sub_epi16(_mm256_set1_epi16(256), down);
        store_bytes(out + x, _mm256_srli_epi32(_mm256_madd_epi16(MIX(r0, r1, up, down), weights(fraction(u))), 8));
        u = _mm256_add_epi32(u, SET32(8 * m[0]));
        v = _mm256_add_epi32(v, SET32(8 * m[3]));
    }
    return x;
}

AVX2 static i64 plate_chroma_run(const Blit *b, const i64 *m, u16 *out, Run run) {
    const u16 *s = (const u16 *)b->uva;
    i64 x = run.x0, width = b->width / 2;
    V u = ramp(run.u + m[0] * x, m[0]), v = ramp(run.v + m[3] * x, m[3]), stride = SET32(width);
    for (; x + 8 <= run.x1; x += 8) {
        V at = offsets(u, v, stride);
        _mm_prefetch((const char *)(s + _mm256_extract_epi32(at, 0) + AHEAD * width), _MM_HINT_T0);
        V r0 = _mm256_i32gather_epi32((const int *)s, at, 2), r1 = _mm256_i32gather_epi32((const int *)(s + width), at, 2);
        V down = both(fraction(v)), up = _mm256_sub_epi16(_mm256_set1_epi16(256), down), w = weights(fraction(u));
        V cb = MIX(_mm256_and_si256(r0, BYTES), _mm256_and_si256(r1, BYTES), up, down);
        V cr = MIX(_mm256_srli_epi16(r0, 8), _mm256_srli_epi16(r1, 8), up, down);
        cb = _mm256_srli_epi32(_mm256_madd_epi16(cb, w), 8);
        cr = _mm256_and_si256(_mm256_madd_epi16(cr, w), SET32(0xff00));
        store_pairs(out + x, _mm256_or_si256(cb, cr));
        u = _mm256_add_epi32(u, SET32(8 * m[0]));
        v = _mm256_add_epi32(v, SET32(8 * m[3]));
    }
    return x;
}
#endif

/* ---- drawing ---- */

static void draw_plate(const Blit *b, u8 *y, u16 *uv, i64 width, i64 height, int simd) {
    (void)simd;
    for (int half = 0; half < 2; half++) {
        const i64 *m = half ? b->chroma : b->luma;
        i64 w = half ? width / 2 : width, h = half ? height / 2 : height;
        for (i64 row = 0; row < h; row++) {
            u8 *oy = y + row * w;
            u16 *ouv = uv + row * w;
            Run run = run_of(m, half ? b->width / 2 : b->width, half ? b->height / 2 : b->height, 0, row, w);
            i64 x = 0, done = run.x0;
#if HAS_AVX2
            if (simd && run.x0 < run.x1) done = half ? plate_chroma_run(b, m, ouv, run) : plate_luma_run(b, m, oy, run);
#endif
            if (done == run.x0) done = run.x0 = 0;
            for (; x < w; x++) {
                if (x == run.x0) x = done;
                if (x >= w) break;
                i64 u = run.u + m[0] * x, v = run.v + m[3] * x;
                if (half) plate_chroma(b, ouv, x, u, v);
                else plate_luma(b, oy, x, u, v);
            }
        }
    }
}

static void draw_sheet(const Blit *b, u8 *y, u16 *uv, i64 width, i64 height, int simd) {
    (void)simd;
    i64 bottom = b->bottom < height ? b->bottom : height;
    for (i64 row = b->top; row < bottom; row++) {
        Run run = run_of(b->luma, b->width, b->height, b->rows, row, width);
        u8 *out = y + row * width;
        i64 x = run.x0;
#if HAS_AVX2
        if (simd && run.x0 < run.x1)
            x = b->plain ? plain_luma_run(b, out, run) : dimmed_luma_run(b, out, run);
#endif
        for (; x < run.x1; x++) sheet_luma(b, out, x, run.u + b->luma[0] * x, run.v + b->luma[3] * x);
    }
    for (i64 row = b->top / 2; row < bottom / 2; row++) {
        Run run = run_of(b->chroma, b->width / 2, b->height / 2, b->half_rows, row, width / 2);
        u16 *out = uv + row * (width / 2);
        i64 x = run.x0;
#if HAS_AVX2
        if (simd && run.x0 < run.x1)
            x = b->plain ? plain_chroma_run(b, out, run) : dimmed_chroma_run(b, out, run);
#endif
        for (; x < run.x1; x++) sheet_chroma(b, out, x, run.u + b->chroma[0] * x, run.v + b->chroma[3] * x);
    }
}

EXPORT void stage_draw(const Blit *blits, i64 count, u8 *y, u16 *uv, i64 width, i64 height, i32 simd) {
    for (i64 n = 0; n < count; n++) {
        if (blits[n].plate) draw_plate(blits + n, y, uv, width, height, simd);
        else draw_sheet(blits + n, y, uv, width, height, simd);
    }
}

#include "kernel_light.h"
#include "kernel_lay.h"
