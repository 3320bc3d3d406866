/* Light on a finished composition, from one NV12 frame to another: matrix, vignette, rays, glow, offset. */

enum {
    LARGEST_WIDTH = 4320,
    CELL = 16,    /* samples of a frame to one of the glow */
    LIT_AHEAD = 4 /* rows of chroma to fetch ahead */
};

typedef struct {
    i32 matrix[9], offset[3], rays[3], vignette, glow, unused;
    const u8 *vignette_map, *ray_map; /* of the chroma planes' size: both are soft */
    u8 *glow_map;                     /* a cell for CELL x CELL luma samples */
    i64 cells_wide, cells_high;
} Grade;

INLINE i32 mul15(i32 a, i32 b) { return (a * b + 0x4000) >> 15; } /* what pmulhrsw does */
INLINE i32 sat16(i32 a) { return a < -32768 ? -32768 : a > 32767 ? 32767 : a; }
INLINE i32 between(i32 a, i32 low, i32 high) { return a < low ? low : a > high ? high : a; }

/* ---- glow ---- */

/* The glow over a row of chroma samples; cell n has its middle at sample 8n + 3.5, so a row begins four early. */
typedef struct {
    u8 row[LARGEST_WIDTH / 2 + 3 * CELL];
} GlowRow;

/* A map grown bilinearly, eight times in either direction. */
INLINE void grow_row(const Grade *g, u8 *out, i64 row, i64 width) {
    i64 place = 2 * row + 1 - 8, cell = place >> 4, wide = g->cells_wide, last = g->cells_high - 1;
    i64 upper = cell < 0 ? 0 : cell > last ? last : cell, lower = cell + 1 < last ? cell + 1 : last;
    const u8 *above = g->glow_map + upper * wide, *below = g->glow_map + lower * wide;
    u16 down = (u16)(place & 15), up = (u16)(16 - down), left = (u16)(above[0] * up + below[0] * down);
    for (i64 n = 0; 8 * n - 4 < width; n++) {
        i64 at = n < wide ? n : wide - 1;
        u16 right = (u16)(above[at] * up + below[at] * down);
        for (u16 k = 0; k < 8; k++)
            out[8 * n + k] = (u8)((u16)((u16)(left * (u16)(15 - 2 * k)) + (u16)(right * (u16)(2 * k + 1))) >> 8);
        left = right;
    }
}

/* A row of a map after a box blur down and one across. `k` is 2^16 / (2 radius + 1); sums stay below 2^16. */
INLINE void soften_row(const u16 *plane, u16 *out, i64 width, i64 height, i64 row, i64 radius, u32 k) {
    u16 line[LARGEST_WIDTH / CELL + 2 * CELL], sums[LARGEST_WIDTH / CELL + 2];
    for (i64 x = 0; x < width; x++) sums[x] = 0;
    for (i64 n = row - radius; n <= row + radius; n++) {
        const u16 *from = plane + (n < 0 ? 0 : n < height ? n : height - 1) * width;
        for (i64 x = 0; x < width; x++) sums[x] = (u16)(sums[x] + from[x]);
    }
    for (i64 x = 0; x < width; x++) line[radius + x] = (u16)((sums[x] * k + 32768) >> 16), sums[x] = 0;
    for (i64 n = 0; n < radius; n++) line[n] = line[radius], line[radius + width + n] = line[radius + width - 1];
    for (i64 n = 0; n <= 2 * radius; n++)
        for (i64 x = 0; x < width; x++) sums[x] = (u16)(sums[x] + line[n + x]);
    for (i64 x = 0; x < width; x++) out[x] = (u16)((sums[x] * k + 32768) >> 16);
}

/* The bright parts of a luma plane, spread out, made row of cells by row of cells as the plane comes into being. */
typedef struct {
    i64 wide, high;
    u16 *bright, *once[2], *twice[2];
    u8 *map;
    i64 sampled, softened[2][2], done; /* rows that are ready, of every map */
} Glow;

enum { NEAR_CELLS = 2, FAR_CELLS = 5 };

INLINE Glow glow_of(u16 *scratch, u8 *map, i64 wide, i64 high) {
    i64 cells = wide * high;
    Glow g = {.wide = wide, .high = high, .bright = scratch, .map = map};
    for (int k = 0; k < 2; k++) g.once[k] = scratch + (1 + k) * cells, g.twice[k] = scratch + (3 + k) * cells;
    return g;
}

/* `rows` of the plane are there, of which `y` holds those from `origin` on. */
INLINE void glow_on(Glow *g, const u8 *y, i64 width, i64 origin, i64 rows) {
    for (; g->sampled < g->high && CELL * g->sampled + 12 < rows; g->sampled++) {
        const u8 *upper = y + (CELL * g->sampled + 4 - origin) * width, *lower = upper + 8 * width;
        for (i64 x = 0; x < g->wide; x++) {
            /* Four of 256 samples are enough for something this soft. Above 180 of 235, four fractional bits. */
            i32 sum = upper[CELL * x + 4] + upper[CELL * x + 12] + lower[CELL * x + 4] + lower[CELL * x + 12] - 720;
            g->bright[g->sampled * g->wide + x] = (u16)(sum < 0 ? 0 : sum * 605 >> 6);
        }
    }
    i64 done = g->high;
    for (int k = 0; k < 2; k++) {
        i64 radius = k ? FAR_CELLS : NEAR_CELLS, ready = g->sampled;
        u32 share = k ? 5958 : 13107;
        for (int turn = 0; turn < 2; turn++) {
            const u16 *from = turn ? g->once[k] : g->bright;
            u16 *to = turn ? g->twice[k] : g->once[k];
            i64 *row = &g->softened[k][turn], end = ready == g->high ? ready : ready - radius;
            for (; *row < end; ++*row) soften_row(from, to + *row * g->wide, g->wide, g->high, *row, radius, share);
            ready = *row;
        }
        if (ready < done) done = ready;
    }
    for (i64 n = g->done * g->wide; n < done * g->wide; n++)
        g->map[n] = (u8)at_most_255((141u * g->twice[0][n] + 115u * g->twice[1][n]) >> 12);
    g->done = done;
}

/* ---- two luma rows and their chroma row ---- */

/* What is lit and where to; `y` and `uv` hold the rows from `origin` on, an even one. */
typedef struct {
    const u8 *y;
    const u16 *uv;
    u8 *out_y;
    u16 *out_uv;
    i64 origin;
} Lit;

/* Columns [from, half) of the chroma grid. */
INLINE void light_row(const Grade *g, const u8 *glow, Lit l, i64 width, i64 row, i64 from) {
    i64 half = width / 2, back = l.origin * width;
    const i32 *m = g->matrix;
    for (i64 x = from; x < half; x++) {
        i64 at = row * half + x;
        i32 pair = l.uv[at - back / 4], cb = ((pair & 255) - 128) * 64, cr = ((pair >> 8) - 128) * 64;
        i32 chroma = mul15(cb, m[1]) + mul15(cr, m[2]), sum = 0;
        i32 shade = 32767 - g->vignette_map[at] * g->vignette, rays = g->ray_map ? g->ray_map[at] * 128 : 0;
        i32 shine = mul15(rays, g->rays[0]);
        if (g->glow_map) shine = sat16(shine + mul15(glow[4 + x] * 128, g->glow));
        shine = sat16(shine + g->offset[0]);
        for (int k = 0; k < 4; k++) {
            i64 place = (2 * row + k / 2) * width + 2 * x + k % 2;
            i32 luma = l.y[place - back] - 16;
            sum += luma;
            i32 value = mul15(sat16(mul15(luma * 64, m[0]) + chroma), shade);
            l.out_y[place] = (u8)between(sat16(value + shine) >> 5, 16, 235);
        }
        i32 out[2];
        for (int k = 1; k < 3; k++) {
            i32 value = sat16(mul15(cb, m[3 * k + 1]) + mul15(cr, m[3 * k + 2]));
            value = mul15(sat16(value + mul15(sum * 16, m[3 * k])), shade);
            value = sat16(value + sat16(mul15(rays, g->rays[k]) + g->offset[k]));
            out[k - 1] = between(value >> 5, 16, 240);
        }
        l.out_uv[at] = (u16)(out[0] | out[1] << 8);
    }
}

#if HAS_AVX2
#define NAMED(name) name##_avx2
#define ROAD AVX2
#define REG __m256i
#define OP(name) _mm256_##name
#define ALL(name) _mm256_##name##_si256
#define HALF_LOAD _mm_loadu_si128
#include "kernel_light_simd.h"
#undef NAMED
#undef ROAD
#undef REG
#undef OP
#undef ALL
#undef HALF_LOAD
#define NAMED(name) name##_avx512
#define ROAD AVX512
#define REG __m512i
#define OP(name) _mm512_##name
#define ALL(name) _mm512_##name##_si512
#define HALF_LOAD _mm256_loadu_si256
#include "kernel_light_simd.h"
#endif

/* Rows [from, to), both even, of frames at most LARGEST_WIDTH wide. */
static void light(const Grade *g, Lit l, i64 width, i64 from, i64 to, int simd) {
#if HAS_AVX2
    if (simd) {
        (simd == 2 ? light_avx512 : light_avx2)(g, l, width, from, to);
        return;
    }
#endif
    (void)simd;
    GlowRow glow;
    for (i64 row = from / 2; row < to / 2; row++) {
        if (g->glow_map) grow_row(g, glow.row, row, width / 2);
        light_row(g, glow.row, l, width, row, 0);
    }
}

EXPORT void stage_grade(const Grade *g, const u8 *y, const u16 *uv, u8 *oy, u16 *ouv, i64 width, i64 from, i64 to,
                        i32 simd) {
    light(g, (Lit){y, uv, oy, ouv, 0}, width, from, to, simd);
}

/* The glow of a whole plane. `scratch` has room for five maps of 16 bits. */
EXPORT void stage_glow(const u8 *y, i64 width, u8 *out, i64 cells_wide, i64 cells_high, u16 *scratch) {
    Glow glow = glow_of(scratch, out, cells_wide, cells_high);
    for (i64 rows = CELL; glow.sampled < cells_high; rows += CELL) glow_on(&glow, y, width, 0, rows);
}
