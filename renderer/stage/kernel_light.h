/* Light on a finished composition, from one NV12 frame to another: matrix, vignette, rays, glow, offset. */

INLINE i32 mul15(i32 a, i32 b) { return (a * b + 0x4000) >> 15; } /* what pmulhrsw does */
INLINE i32 sat16(i32 a) { return a < -32768 ? -32768 : a > 32767 ? 32767 : a; }
INLINE i32 between(i32 a, i32 low, i32 high) { return a < low ? low : a > high ? high : a; }

/* Two luma rows and their chroma row, columns [from, half) of the chroma grid. */
INLINE void light_rows(const Grade *g, const u8 *y, const u16 *uv, u8 *oy, u16 *ouv, i64 width, i64 row, i64 from) {
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
            if (g->glow_map) value = sat16(value + mul15(g->glow_map[place] * 128, g->glow));
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
#define SET16(a) _mm256_set1_epi16((i16)(a))
#define MUL15(a, b) _mm256_mulhrs_epi16(a, b)

AVX2 INLINE V load_16(const u8 *s) { return _mm256_cvtepu8_epi16(_mm_loadu_si128((const __m128i *)s)); }
AVX2 INLINE V shade_16(const u8 *map, i32 strength) {
    return _mm256_sub_epi16(SET16(32767), _mm256_mullo_epi16(load_16(map), SET16(strength)));
}
AVX2 INLINE V ray_16(const u8 *map, i32 strength) { return MUL15(_mm256_slli_epi16(load_16(map), 7), SET16(strength)); }

AVX2 INLINE V light_luma(const Grade *g, V luma, V chroma, i64 at) {
    V value = _mm256_adds_epi16(MUL15(_mm256_slli_epi16(luma, 6), SET16(g->matrix[0])), chroma);
    value = MUL15(value, shade_16(g->vignette_map + at, g->vignette));
    if (g->ray_map) value = _mm256_adds_epi16(value, ray_16(g->ray_map + at, g->rays[0]));
    if (g->glow_map) value = _mm256_adds_epi16(value, ray_16(g->glow_map + at, g->glow));
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

AVX2 static void light_avx2(const Grade *g, const u8 *y, const u16 *uv, u8 *oy, u16 *ouv, i64 width, i64 height) {
    i64 half = width / 2, whole = half / 16 * 16;
    for (i64 row = 0; row < height / 2; row++) {
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
                V p = _mm256_sub_epi16(load_16(y + place), SET16(16));
                V q = _mm256_sub_epi16(load_16(y + place + 16), SET16(16));
                sum = _mm256_add_epi16(sum, _mm256_permute4x64_epi64(_mm256_hadd_epi16(p, q), 0xD8));
                p = light_luma(g, p, first, place);
                q = light_luma(g, q, second, place + 16);
                V bytes = _mm256_permute4x64_epi64(_mm256_packus_epi16(p, q), 0xD8);
                bytes = _mm256_max_epu8(_mm256_set1_epi8(16), _mm256_min_epu8(_mm256_set1_epi8((char)235), bytes));
                _mm256_storeu_si256((V *)(oy + place), bytes);
            }
            V four = _mm256_slli_epi16(sum, 4);
            V blue = light_chroma(g, four, cb, cr, at, 1), red = light_chroma(g, four, cb, cr, at, 2);
            _mm256_storeu_si256((V *)(ouv + at), _mm256_or_si256(blue, _mm256_slli_epi16(red, 8)));
        }
        light_rows(g, y, uv, oy, ouv, width, row, whole);
    }
}
#endif

EXPORT void stage_grade(const Grade *g, const u8 *y, const u16 *uv, u8 *oy, u16 *ouv, i64 width, i64 height, i32 simd) {
#if HAS_AVX2
    if (simd) {
        light_avx2(g, y, uv, oy, ouv, width, height);
        return;
    }
#endif
    (void)simd;
    for (i64 row = 0; row < height / 2; row++) light_rows(g, y, uv, oy, ouv, width, row, 0);
}

/* A map grown sixteen times, bilinear; cell n has its middle at sample 16 n + 7.5. */
EXPORT void stage_expand(const u8 *small, i64 cells_wide, i64 cells_high, u8 *out, i64 width, i64 height) {
    for (i64 y = 0; y < height; y++) {
        i64 place = 2 * y + 1 - 16, cell = place >> 5;
        u32 down = (u32)(place & 31);
        if (cell > cells_high - 1) cell = cells_high - 1;
        const u8 *upper = small + (cell < 0 ? 0 : cell) * cells_wide;
        const u8 *lower = small + (cell + 1 < cells_high ? cell + 1 : cells_high - 1) * cells_wide;
        u8 *row = out + y * width;
        for (i64 n = -1; n < cells_wide; n++) {
            i64 a = n < 0 ? 0 : n, b = n + 1 < cells_wide ? n + 1 : cells_wide - 1;
            u32 left = upper[a] * (32 - down) + lower[a] * down, right = upper[b] * (32 - down) + lower[b] * down;
            i64 first = 16 * n + 8;
            u8 cell[16];
            for (u32 k = 0; k < 16; k++) cell[k] = (u8)((left * (31 - 2 * k) + right * (2 * k + 1)) >> 10);
            if (first >= 0 && first + 16 <= width) {
                __builtin_memcpy(row + first, cell, 16);
                continue;
            }
            for (i64 k = first < 0 ? -first : 0; k < 16 && first + k < width; k++) row[first + k] = cell[k];
        }
    }
}
