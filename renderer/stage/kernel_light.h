/* Light on a finished composition, from one NV12 frame to another: matrix, vignette, rays, glow, offset. */

enum { LARGEST_WIDTH = 4320, CELL = 16 /* samples of a frame to one of the glow */ };

typedef struct {
    i32 matrix[9], offset[3], rays[3], vignette, glow, unused;
    const u8 *vignette_map, *vignette_half, *ray_map, *ray_half;
    const u8 *glow_map; /* a cell for CELL x CELL samples */
    i64 cells_wide, cells_high;
} Grade;

INLINE i32 mul15(i32 a, i32 b) { return (a * b + 0x4000) >> 15; } /* what pmulhrsw does */
INLINE i32 sat16(i32 a) { return a < -32768 ? -32768 : a > 32767 ? 32767 : a; }
INLINE i32 between(i32 a, i32 low, i32 high) { return a < low ? low : a > high ? high : a; }

/* ---- glow ---- */

/* Two rows of the glow at full width; they begin half a cell early and end up to a cell late. */
typedef struct {
    u8 rows[2][LARGEST_WIDTH + 3 * CELL];
} GlowRows;

/* One row of the glow map, CELL times as high, bilinear; cell n has its middle at sample CELL * n + 7.5. */
typedef struct {
    const u8 *upper, *lower;
    i32 down;
    i64 last;
} GlowRow;

INLINE GlowRow glow_row(const Grade *g, i64 y) {
    i64 place = 2 * y + 1 - CELL, cell = place >> 5, last = g->cells_high - 1;
    i64 upper = cell < 0 ? 0 : cell > last ? last : cell, lower = cell + 1 < last ? cell + 1 : last;
    const u8 *map = g->glow_map;
    return (GlowRow){map + upper * g->cells_wide, map + lower * g->cells_wide, (i32)(place & 31), g->cells_wide - 1};
}

/* A cell of that row, times 32; beyond the last it goes on. */
INLINE i32 glow_cell(const GlowRow *r, i64 n) {
    i64 cell = n < r->last ? n : r->last;
    return r->upper[cell] * (32 - r->down) + r->lower[cell] * r->down;
}

INLINE void grow_row(const Grade *g, u8 *out, i64 y, i64 width) {
    GlowRow r = glow_row(g, y);
    i32 left = glow_cell(&r, 0);
    for (i64 n = 0; CELL * n - CELL / 2 < width; n++) {
        i32 right = glow_cell(&r, n);
        for (i32 k = 0; k < CELL; k++) out[CELL * n + k] = (u8)((left * (31 - 2 * k) + right * (2 * k + 1)) >> 10);
        left = right;
    }
}

/* Box blurs of two rows of cells down and across, twice: nearly a Gaussian. `k` is 2^16 / (2 radius + 1). */
static void soften(u16 *plane, u16 *other, i64 width, i64 height, i64 radius, u32 k) {
    for (int turn = 0; turn < 2; turn++) {
        for (i64 x = 0; x < width; x++) {
            u32 sum = 0;
            for (i64 n = -radius; n <= radius; n++)
                sum += plane[between((i32)n, 0, (i32)height - 1) * width + x];
            for (i64 y = 0; y < height; y++) {
                other[y * width + x] = (u16)((sum * k + 32768) >> 16);
                i64 gone = y - radius < 0 ? 0 : y - radius, next = y + radius + 1 < height ? y + radius + 1 : height - 1;
                sum += plane[next * width + x] - plane[gone * width + x];
            }
        }
        for (i64 y = 0; y < height; y++) {
            const u16 *row = other + y * width;
            u32 sum = 0;
            for (i64 n = -radius; n <= radius; n++) sum += row[between((i32)n, 0, (i32)width - 1)];
            for (i64 x = 0; x < width; x++) {
                plane[y * width + x] = (u16)((sum * k + 32768) >> 16);
                i64 gone = x - radius < 0 ? 0 : x - radius, next = x + radius + 1 < width ? x + radius + 1 : width - 1;
                sum += row[next] - row[gone];
            }
        }
    }
}

/* The bright parts of a luma plane, spread out. `scratch` has room for three maps of 16 bits. */
EXPORT void stage_glow(const u8 *y, i64 width, u8 *out, i64 cells_wide, i64 cells_high, u16 *scratch) {
    i64 cells = cells_wide * cells_high;
    u16 *near = scratch, *far = scratch + cells, *other = scratch + 2 * cells;
    for (i64 row = 0; row < cells_high; row++) {
        const u8 *upper = y + (CELL * row + 4) * width, *lower = upper + 8 * width;
        for (i64 x = 0; x < cells_wide; x++) {
            /* Four of 256 samples are enough for something this soft. Above 180 of 235, four fractional bits. */
            i32 sum = upper[CELL * x + 4] + upper[CELL * x + 12] + lower[CELL * x + 4] + lower[CELL * x + 12] - 720;
            near[row * cells_wide + x] = far[row * cells_wide + x] = (u16)(sum < 0 ? 0 : sum * 605 >> 6);
        }
    }
    soften(near, other, cells_wide, cells_high, 2, 13107);
    soften(far, other, cells_wide, cells_high, 5, 5958);
    for (i64 n = 0; n < cells; n++) out[n] = (u8)at_most_255((141 * near[n] + 115 * far[n]) >> 12);
}

/* ---- two luma rows and their chroma row ---- */

INLINE void light_rows(const Grade *g, const GlowRows *glow, const u8 *y, const u16 *uv, u8 *oy, u16 *ouv, i64 width,
                       i64 row, i64 from) {
    i64 half = width / 2;
    const i32 *m = g->matrix;
    for (i64 x = from; x < half; x++) {
        i64 at = row * half + x;
        i32 cb = ((uv[at] & 255) - 128) * 64, cr = ((uv[at] >> 8) - 128) * 64;
        i32 chroma = mul15(cb, m[1]) + mul15(cr, m[2]), sum = 0;
        for (int k = 0; k < 4; k++) {
            i64 place = (2 * row + k / 2) * width + 2 * x + k % 2;
            i32 luma = y[place] - 16;
            sum += luma;
            i32 value = mul15(sat16(mul15(luma * 64, m[0]) + chroma), 32767 - g->vignette_map[place] * g->vignette);
            if (g->ray_map) value = sat16(value + mul15(g->ray_map[place] * 128, g->rays[0]));
            if (g->glow_map) value = sat16(value + mul15(glow->rows[k / 2][CELL / 2 + 2 * x + k % 2] * 128, g->glow));
            oy[place] = (u8)between(sat16(value + g->offset[0]) >> 5, 16, 235);
        }
        i32 shade = 32767 - g->vignette_half[at] * g->vignette, out[2];
        for (int k = 1; k < 3; k++) {
            i32 value = sat16(mul15(cb, m[3 * k + 1]) + mul15(cr, m[3 * k + 2]));
            value = mul15(sat16(value + mul15(sum * 16, m[3 * k])), shade);
            if (g->ray_half) value = sat16(value + mul15(g->ray_half[at] * 128, g->rays[k]));
            out[k - 1] = between(sat16(value + g->offset[k]) >> 5, 16, 240);
        }
        ouv[at] = (u16)(out[0] | out[1] << 8);
    }
}

#if HAS_AVX2
#define MUL15(a, b) _mm256_mulhrs_epi16(a, b)

AVX2 INLINE void grow_row_avx2(const Grade *g, u8 *out, i64 y, i64 width) {
    /* 31 - 2k in the low word, 2k + 1 in the high one. */
    const V steps = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7), slope = _mm256_mullo_epi32(steps, SET32(0x1fffe));
    const V first = _mm256_add_epi32(SET32(0x1001f), slope), second = _mm256_add_epi32(first, SET32(0xffff0));
    GlowRow r = glow_row(g, y);
    i32 left = glow_cell(&r, 0);
    for (i64 n = 0; CELL * n - CELL / 2 < width; n++) {
        i32 right = glow_cell(&r, n);
        V pair = SET32(left | right << 16);
        V low = _mm256_srli_epi32(_mm256_madd_epi16(pair, first), 10);
        V high = _mm256_srli_epi32(_mm256_madd_epi16(pair, second), 10);
        V words = _mm256_permute4x64_epi64(_mm256_packus_epi32(low, high), 0xD8);
        H bytes = _mm_packus_epi16(_mm256_castsi256_si128(words), _mm256_extracti128_si256(words, 1));
        _mm_storeu_si128((H *)(out + CELL * n), bytes);
        left = right;
    }
}

AVX2 INLINE V load_16(const u8 *s) { return _mm256_cvtepu8_epi16(_mm_loadu_si128((const __m128i *)s)); }
AVX2 INLINE V shade_16(const u8 *map, i32 strength) {
    return _mm256_sub_epi16(SET16(32767), _mm256_mullo_epi16(load_16(map), SET16(strength)));
}
AVX2 INLINE V ray_16(const u8 *map, i32 strength) { return MUL15(_mm256_slli_epi16(load_16(map), 7), SET16(strength)); }

AVX2 INLINE V light_luma(const Grade *g, const u8 *glow, V luma, V chroma, i64 at) {
    V value = _mm256_adds_epi16(MUL15(_mm256_slli_epi16(luma, 6), SET16(g->matrix[0])), chroma);
    value = MUL15(value, shade_16(g->vignette_map + at, g->vignette));
    if (g->ray_map) value = _mm256_adds_epi16(value, ray_16(g->ray_map + at, g->rays[0]));
    if (g->glow_map) value = _mm256_adds_epi16(value, ray_16(glow, g->glow));
    return _mm256_srai_epi16(_mm256_adds_epi16(value, SET16(g->offset[0])), 5);
}

AVX2 INLINE V light_chroma(const Grade *g, V four, V cb, V cr, i64 at, int k) {
    const i32 *m = g->matrix + 3 * k;
    V value = _mm256_adds_epi16(MUL15(cb, SET16(m[1])), MUL15(cr, SET16(m[2])));
    value = _mm256_adds_epi16(value, MUL15(four, SET16(m[0])));
    value = MUL15(value, shade_16(g->vignette_half + at, g->vignette));
    if (g->ray_half) value = _mm256_adds_epi16(value, ray_16(g->ray_half + at, g->rays[k]));
    value = _mm256_srai_epi16(_mm256_adds_epi16(value, SET16(g->offset[k])), 5);
    return _mm256_max_epi16(SET16(16), _mm256_min_epi16(SET16(240), value));
}

AVX2 static void light_avx2(const Grade *g, const u8 *y, const u16 *uv, u8 *oy, u16 *ouv, i64 width, i64 from, i64 to) {
    i64 half = width / 2, whole = half / 16 * 16;
    GlowRows glow;
    for (i64 row = from / 2; row < to / 2; row++) {
        for (int k = 0; g->glow_map && k < 2; k++) grow_row_avx2(g, glow.rows[k], 2 * row + k, width);
        for (i64 x = 0; x < whole; x += 16) {
            i64 at = row * half + x;
            V pair = _mm256_loadu_si256((const V *)(uv + at)), k128 = SET16(128), sum = _mm256_setzero_si256();
            V cb = _mm256_slli_epi16(_mm256_sub_epi16(_mm256_and_si256(pair, SET16(255)), k128), 6);
            V cr = _mm256_slli_epi16(_mm256_sub_epi16(_mm256_srli_epi16(pair, 8), k128), 6);
            V chroma = _mm256_add_epi16(MUL15(cb, SET16(g->matrix[1])), MUL15(cr, SET16(g->matrix[2])));
            V low = _mm256_unpacklo_epi16(chroma, chroma), high = _mm256_unpackhi_epi16(chroma, chroma);
            V first = _mm256_permute2x128_si256(low, high, 0x20), second = _mm256_permute2x128_si256(low, high, 0x31);
            for (int k = 0; k < 2; k++) {
                i64 place = (2 * row + k) * width + 2 * x;
                const u8 *shine = glow.rows[k] + CELL / 2 + 2 * x;
                V p = _mm256_sub_epi16(load_16(y + place), SET16(16));
                V q = _mm256_sub_epi16(load_16(y + place + 16), SET16(16));
                sum = _mm256_add_epi16(sum, _mm256_permute4x64_epi64(_mm256_hadd_epi16(p, q), 0xD8));
                p = light_luma(g, shine, p, first, place);
                q = light_luma(g, shine + 16, q, second, place + 16);
                V bytes = _mm256_permute4x64_epi64(_mm256_packus_epi16(p, q), 0xD8);
                bytes = _mm256_max_epu8(_mm256_set1_epi8(16), _mm256_min_epu8(_mm256_set1_epi8((char)235), bytes));
                _mm256_storeu_si256((V *)(oy + place), bytes);
            }
            V four = _mm256_slli_epi16(sum, 4);
            V blue = light_chroma(g, four, cb, cr, at, 1), red = light_chroma(g, four, cb, cr, at, 2);
            _mm256_storeu_si256((V *)(ouv + at), _mm256_or_si256(blue, _mm256_slli_epi16(red, 8)));
        }
        light_rows(g, &glow, y, uv, oy, ouv, width, row, whole);
    }
}
#endif

/* Rows [from, to), both even, of frames at most LARGEST_WIDTH wide. */
EXPORT void stage_grade(const Grade *g, const u8 *y, const u16 *uv, u8 *oy, u16 *ouv, i64 width, i64 from, i64 to,
                        i32 simd) {
#if HAS_AVX2
    if (simd) {
        light_avx2(g, y, uv, oy, ouv, width, from, to);
        return;
    }
#endif
    (void)simd;
    GlowRows glow;
    for (i64 row = from / 2; row < to / 2; row++) {
        for (int k = 0; g->glow_map && k < 2; k++) grow_row(g, glow.rows[k], 2 * row + k, width);
        light_rows(g, &glow, y, uv, oy, ouv, width, row, 0);
    }
}
