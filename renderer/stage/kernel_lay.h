/* Making sheets: RGBA to Y'CbCr with alpha, the extent of rows, and parts laid over a canvas row by row. */

INLINE u32 level(i32 sum, int bits) {
    i32 value = (sum + (1 << (bits - 1))) >> bits;
    return (u32)(value < 0 ? 0 : value > 255 ? 255 : value);
}

/* BT.709 in limited range with 16 fractional bits; the fourth factor is alpha's, for the offsets 16 and 128. */
INLINE void convert_rows(const u8 *restrict rgba, u16 *restrict ya, u32 *restrict uva, i64 width, i64 height) {
    for (i64 row = 0; row < height; row++) {
        const u8 *s = rgba + row * width * 4;
        for (i64 x = 0; x < width; x++) {
            i32 r = s[4 * x], g = s[4 * x + 1], b = s[4 * x + 2], a = s[4 * x + 3];
            ya[row * width + x] = (u16)(level(11966 * r + 40254 * g + 4064 * b + 4112 * a, 16) | (u32)a << 8);
        }
    }
    for (i64 row = 0; row < height / 2; row++) {
        const u8 *s = rgba + row * 2 * width * 4, *t = s + width * 4;
        for (i64 x = 0; x < width / 2; x++) {
            i32 sum[4];
            for (int k = 0; k < 4; k++) sum[k] = s[8 * x + k] + s[8 * x + 4 + k] + t[8 * x + k] + t[8 * x + 4 + k];
            u32 cb = level(-6596 * sum[0] - 22189 * sum[1] + 28785 * sum[2] + 32897 * sum[3], 18);
            u32 cr = level(28785 * sum[0] - 26145 * sum[1] - 2640 * sum[2] + 32897 * sum[3], 18);
            uva[row * (width / 2) + x] = cb | cr << 8 | (u32)(sum[3] + 2) >> 2 << 16;
        }
    }
}

/* Part over canvas: row r of the part, moved `shifts[r]` (eight fractional bits) to the right of `left`. */
INLINE void lay_luma(u16 *canvas, i32 *canvas_rows, i64 width, i64 height, const u16 *part, const i32 *part_rows,
                     i64 part_width, i64 part_height, const i32 *shifts, i64 left, i64 top) {
    for (i64 row = 0; row < part_height; row++) {
        i64 target = row + top, start = left + (shifts[row] >> 8), x0 = 1, x1 = part_width - 1;
        if (part_rows[2 * row + 1] < 0 || target < 0 || target >= height) continue;
        if (part_rows[2 * row] > x0) x0 = part_rows[2 * row];
        if (part_rows[2 * row + 1] + 1 < x1) x1 = part_rows[2 * row + 1] + 1;
        if (-start > x0) x0 = -start;
        if (width - 1 - start < x1) x1 = width - 1 - start;
        if (x1 < x0) continue;
        u16 across = (u16)(shifts[row] & 255), along = (u16)(256 - across);
        const u16 *s = part + row * part_width;
        u16 *restrict out = canvas + target * width + start;
        for (i64 x = x0; x <= x1; x++) {
            u16 here = s[x], before = s[x - 1], below = out[x];
            u16 luma = (u16)((u16)((u16)(here & 255) * along) + (u16)((u16)(before & 255) * across)) >> 8;
            u16 alpha = (u16)((u16)((u16)(here >> 8) * along) + (u16)((u16)(before >> 8) * across)) >> 8;
            u16 rest = (u16)(256 - alpha - (alpha >> 7));
            u16 y = (u16)(luma + ((u16)((u16)(below & 255) * rest) >> 8));
            u16 a = (u16)(alpha + ((u16)((u16)(below >> 8) * rest) >> 8));
            y = y > 255 ? 255 : y;
            a = a > 255 ? 255 : a;
            out[x] = (u16)(y | (u16)(a << 8));
        }
        i32 *rows = canvas_rows + 2 * target;
        if (start + x0 < rows[0]) rows[0] = (i32)(start + x0);
        if (start + x1 > rows[1]) rows[1] = (i32)(start + x1);
    }
}

INLINE void lay_chroma(u32 *canvas, i32 *canvas_rows, i64 width, i64 height, const u32 *part, const i32 *part_rows,
                       i64 part_width, i64 part_height, const i32 *shifts, i64 left, i64 top) {
    for (i64 row = 0; row < part_height; row++) {
        i64 target = row + top, start = left + (shifts[row] >> 8), x0 = 1, x1 = part_width - 1;
        if (part_rows[2 * row + 1] < 0 || target < 0 || target >= height) continue;
        if (part_rows[2 * row] > x0) x0 = part_rows[2 * row];
        if (part_rows[2 * row + 1] + 1 < x1) x1 = part_rows[2 * row + 1] + 1;
        if (-start > x0) x0 = -start;
        if (width - 1 - start < x1) x1 = width - 1 - start;
        if (x1 < x0) continue;
        u32 across = (u32)(shifts[row] & 255), along = 256 - across;
        const u32 *s = part + row * part_width;
        u32 *restrict out = canvas + target * width + start;
        for (i64 x = x0; x <= x1; x++) {
            u32 here = s[x], before = s[x - 1], below = out[x];
            u32 cb = ((here & 255) * along + (before & 255) * across) >> 8;
            u32 cr = ((here >> 8 & 255) * along + (before >> 8 & 255) * across) >> 8;
            u32 alpha = ((here >> 16 & 255) * along + (before >> 16 & 255) * across) >> 8;
            u32 rest = 256 - alpha - (alpha >> 7);
            cb = at_most_255(cb + ((below & 255) * rest >> 8));
            cr = at_most_255(cr + ((below >> 8 & 255) * rest >> 8));
            alpha = at_most_255(alpha + ((below >> 16 & 255) * rest >> 8));
            out[x] = cb | cr << 8 | alpha << 16;
        }
        i32 *rows = canvas_rows + 2 * target;
        if (start + x0 < rows[0]) rows[0] = (i32)(start + x0);
        if (start + x1 > rows[1]) rows[1] = (i32)(start + x1);
    }
}

#define LAY_PARAMETERS(T)                                                                                         \
    T *canvas, i32 *canvas_rows, i64 width, i64 height, const T *part, const i32 *part_rows, i64 part_width,      \
        i64 part_height, const i32 *shifts, i64 left, i64 top
#define LAY_ARGUMENTS canvas, canvas_rows, width, height, part, part_rows, part_width, part_height, shifts, left, top

#if HAS_AVX2
AVX2 static void lay_luma_avx2(LAY_PARAMETERS(u16)) { lay_luma(LAY_ARGUMENTS); }
AVX2 static void lay_chroma_avx2(LAY_PARAMETERS(u32)) { lay_chroma(LAY_ARGUMENTS); }
AVX2 static void convert_avx2(const u8 *rgba, u16 *ya, u32 *uva, i64 width, i64 height) {
    convert_rows(rgba, ya, uva, width, height);
}
#endif

EXPORT void stage_lay_luma(LAY_PARAMETERS(u16), i32 simd) {
#if HAS_AVX2
    if (simd) {
        lay_luma_avx2(LAY_ARGUMENTS);
        return;
    }
#endif
    (void)simd;
    lay_luma(LAY_ARGUMENTS);
}

EXPORT void stage_lay_chroma(LAY_PARAMETERS(u32), i32 simd) {
#if HAS_AVX2
    if (simd) {
        lay_chroma_avx2(LAY_ARGUMENTS);
        return;
    }
#endif
    (void)simd;
    lay_chroma(LAY_ARGUMENTS);
}

EXPORT void stage_convert(const u8 *rgba, u16 *ya, u32 *uva, i64 width, i64 height, i32 simd) {
#if HAS_AVX2
    if (simd) {
        convert_avx2(rgba, ya, uva, width, height);
        return;
    }
#endif
    (void)simd;
    convert_rows(rgba, ya, uva, width, height);
}
