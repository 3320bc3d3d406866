/* Making pictures: RGBA to Y'CbCr with alpha, and what of them shows. */

INLINE u32 level(i32 sum, int bits) {
    i32 value = (sum + (1 << (bits - 1))) >> bits;
    return (u32)(value < 0 ? 0 : value > 255 ? 255 : value);
}

/* RGBA, and where it lies on a larger, transparent picture of even size. */
typedef struct {
    const u8 *rgba;
    i64 pitch, wide, high; /* bytes from row to row; samples */
    i64 left, top;
    u8 *rows;              /* room for two rows of the larger picture */
    u8 *y, *a;
    u16 *uv;
    u8 *half_a;
    i64 width, height;
} Painting;

/* BT.709 in limited range with 16 fractional bits; the fourth factor is alpha's, for the offsets 16 and 128. */
INLINE void convert_row(const u8 *restrict s, u8 *restrict y, u8 *restrict a, i64 width) {
    for (i64 x = 0; x < width; x++) {
        i32 red = s[4 * x], green = s[4 * x + 1], blue = s[4 * x + 2], alpha = s[4 * x + 3];
        y[x] = (u8)level(11966 * red + 40254 * green + 4064 * blue + 4112 * alpha, 16);
        a[x] = (u8)alpha;
    }
}

INLINE void convert_pair(const u8 *restrict s, const u8 *restrict t, u16 *restrict uv, u8 *restrict half_a, i64 half) {
    for (i64 x = 0; x < half; x++) {
        i32 sum[4];
        for (int k = 0; k < 4; k++) sum[k] = s[8 * x + k] + s[8 * x + 4 + k] + t[8 * x + k] + t[8 * x + 4 + k];
        u32 cb = level(-6596 * sum[0] - 22189 * sum[1] + 28785 * sum[2] + 32897 * sum[3], 18);
        u32 cr = level(28785 * sum[0] - 26145 * sum[1] - 2640 * sum[2] + 32897 * sum[3], 18);
        uv[x] = (u16)(cb | cr << 8);
        half_a[x] = (u8)((u32)(sum[3] + 2) >> 2);
    }
}

/* A row of the larger picture: where it lies, or a copy with what is around it, which is clear already. */
INLINE const u8 *row_of(const Painting *p, i64 row, u8 *copy) {
    const u8 *from = p->rgba + (row - p->top) * p->pitch;
    int within = row >= p->top && row < p->top + p->high;
    if (within && p->wide == p->width) return from;
    if (within) __builtin_memcpy(copy + p->left * 4, from, (u64)p->wide * 4);
    else __builtin_memset(copy + p->left * 4, 0, (u64)p->wide * 4);
    return copy;
}

/* Two rows at a time, which then are read but once. */
INLINE void convert_all(const Painting *p) {
    i64 half = p->width / 2;
    for (i64 row = 0; row < p->height; row += 2) {
        const u8 *upper = row_of(p, row, p->rows), *lower = row_of(p, row + 1, p->rows + p->width * 4);
        convert_row(upper, p->y + row * p->width, p->a + row * p->width, p->width);
        convert_row(lower, p->y + (row + 1) * p->width, p->a + (row + 1) * p->width, p->width);
        convert_pair(upper, lower, p->uv + row / 2 * half, p->half_a + row / 2 * half, half);
    }
}

#if HAS_AVX2
/* Sixteen 32-bit numbers below 256 as bytes. */
AVX2 INLINE H bytes_of(V first, V second) {
    V both = _mm256_permute4x64_epi64(_mm256_packus_epi32(first, second), 0xD8);
    return _mm_packus_epi16(_mm256_castsi256_si128(both), _mm256_extracti128_si256(both, 1));
}

/* Luma of eight pixels. 40254 does not fit 16 signed bits: what is missing is green times 2^16. */
AVX2 INLINE V luma_of(V pixels) {
    V none = _mm256_setzero_si256(), shares = _mm256_set1_epi64x(0x10100fe09d3e2ebe);
    V low = _mm256_madd_epi16(_mm256_unpacklo_epi8(pixels, none), shares);
    V high = _mm256_madd_epi16(_mm256_unpackhi_epi8(pixels, none), shares);
    V green = _mm256_slli_epi32(_mm256_and_si256(pixels, SET32(0xff00)), 8);
    V sum = _mm256_add_epi32(_mm256_add_epi32(_mm256_hadd_epi32(low, high), green), SET32(32768));
    return _mm256_srli_epi32(sum, 16);
}

/* Four sums of four pixels each, from eight pixels of either row. */
AVX2 INLINE V fours_of(V upper, V lower) {
    V none = _mm256_setzero_si256();
    V low = _mm256_add_epi16(_mm256_unpacklo_epi8(upper, none), _mm256_unpacklo_epi8(lower, none));
    V high = _mm256_add_epi16(_mm256_unpackhi_epi8(upper, none), _mm256_unpackhi_epi8(lower, none));
    return _mm256_add_epi16(_mm256_unpacklo_epi64(low, high), _mm256_unpackhi_epi64(low, high));
}

/* Eight chroma levels from eight such sums; `alphas` are theirs, in the same order. */
AVX2 INLINE V chroma_of(V first, V second, V alphas, i64 shares) {
    V factors = _mm256_set1_epi64x(shares);
    V sum = _mm256_hadd_epi32(_mm256_madd_epi16(first, factors), _mm256_madd_epi16(second, factors));
    sum = _mm256_add_epi32(_mm256_add_epi32(sum, _mm256_slli_epi32(alphas, 16)), SET32(1 << 17));
    sum = _mm256_srai_epi32(sum, 18);
    return _mm256_max_epi32(_mm256_setzero_si256(), _mm256_min_epi32(SET32(255), sum));
}

/* Sixteen pixels of two rows. */
AVX2 INLINE void convert_16(const u8 *s, const u8 *t, u8 *y, u8 *a, i64 width, u16 *uv, u8 *half_a) {
    V first[2] = {_mm256_loadu_si256((const V *)s), _mm256_loadu_si256((const V *)t)};
    V second[2] = {_mm256_loadu_si256((const V *)(s + 32)), _mm256_loadu_si256((const V *)(t + 32))};
    for (int k = 0; k < 2; k++) {
        _mm_storeu_si128((H *)(y + k * width), bytes_of(luma_of(first[k]), luma_of(second[k])));
        H alpha = bytes_of(_mm256_srli_epi32(first[k], 24), _mm256_srli_epi32(second[k], 24));
        _mm_storeu_si128((H *)(a + k * width), alpha);
    }
    V one = fours_of(first[0], first[1]), other = fours_of(second[0], second[1]);
    V alphas = _mm256_castps_si256(_mm256_shuffle_ps(_mm256_castsi256_ps(_mm256_srli_epi64(one, 48)),
                                                     _mm256_castsi256_ps(_mm256_srli_epi64(other, 48)), 0x88));
    /* -6596, -22189, 28785, 32897 - 2^16 and 28785, -26145, -2640, 32897 - 2^16 */
    V cb = chroma_of(one, other, alphas, (i64)0x80817071a953e63c), cr = chroma_of(one, other, alphas, (i64)0x8081f5b099df7071);
    V pairs = _mm256_permute4x64_epi64(_mm256_or_si256(cb, _mm256_slli_epi32(cr, 8)), 0xD8);
    alphas = _mm256_permute4x64_epi64(_mm256_srli_epi32(_mm256_add_epi32(alphas, SET32(2)), 2), 0xD8);
    V packed = _mm256_permute4x64_epi64(_mm256_packus_epi32(pairs, alphas), 0xD8);
    _mm_storeu_si128((H *)uv, _mm256_castsi256_si128(packed));
    H last = _mm256_extracti128_si256(packed, 1);
    _mm_storel_epi64((H *)half_a, _mm_packus_epi16(last, last));
}

AVX2 static void convert_avx2(const Painting *p) {
    i64 half = p->width / 2, whole = p->width / 16 * 16;
    for (i64 row = 0; row < p->height; row += 2) {
        const u8 *upper = row_of(p, row, p->rows), *lower = row_of(p, row + 1, p->rows + p->width * 4);
        u8 *y = p->y + row * p->width, *a = p->a + row * p->width, *half_a = p->half_a + row / 2 * half;
        u16 *uv = p->uv + row / 2 * half;
        for (i64 x = 0; x < whole; x += 16)
            convert_16(upper + 4 * x, lower + 4 * x, y + x, a + x, p->width, uv + x / 2, half_a + x / 2);
        convert_row(upper + 4 * whole, y + whole, a + whole, p->width - whole);
        convert_row(lower + 4 * whole, y + p->width + whole, a + p->width + whole, p->width - whole);
        convert_pair(upper + 4 * whole, lower + 4 * whole, uv + whole / 2, half_a + whole / 2, half - whole / 2);
    }
}
#endif

EXPORT void stage_convert(const Painting *p, i32 simd) {
    __builtin_memset(p->rows, 0, (u64)p->width * 8);
#if HAS_AVX2
    if (simd) {
        convert_avx2(p);
        return;
    }
#endif
    (void)simd;
    convert_all(p);
}

/* Whether anything of a row of RGBA shows, and whether all of it is solid. */
typedef struct {
    int any, all;
} Alpha;

INLINE Alpha row_alpha(const u8 *s, i64 width) {
    const u8 last_byte[4] = {0, 0, 0, 255};
    u32 alpha, any = 0, all = ~(u32)0;
    __builtin_memcpy(&alpha, last_byte, 4);
    for (i64 x = 0; x < width; x++) {
        u32 pixel;
        __builtin_memcpy(&pixel, s + 4 * x, 4);
        any |= pixel, all &= pixel;
    }
    return (Alpha){(any & alpha) != 0, (all & alpha) == alpha};
}

/* Left, top, right and bottom of what shows of RGBA, all 0 for nothing; and whether all of it is solid. */
EXPORT void stage_bounds(const u8 *rgba, i64 pitch, i64 width, i64 height, i32 *found) {
    i64 left = width, right = 0, top = 0, bottom = height, solid = 0;
    while (solid < height && row_alpha(rgba + solid * pitch, width).all) solid++;
    while (top < height && !row_alpha(rgba + top * pitch, width).any) top++;
    while (bottom > top && !row_alpha(rgba + (bottom - 1) * pitch, width).any) bottom--;
    if (top == height) left = top = bottom = 0;
    /* Between them, only what lies beside what was found already. */
    for (i64 row = top; row < bottom; row++) {
        const u8 *s = rgba + row * pitch;
        i64 x = 0;
        while (x < left && !s[4 * x + 3]) x++;
        left = x;
        for (x = width; x > right && !s[4 * x - 1];) x--;
        right = x;
    }
    found[0] = (i32)left, found[1] = (i32)top, found[2] = (i32)right, found[3] = (i32)bottom;
    found[4] = solid == height && bottom;
}

/* First and last sample of a row that shows, first and last of its longest solid run; (2^20, -1) for none. */
INLINE void extent_of(const u8 *a, i64 width, i32 *row) {
    i32 first = 1 << 20, last = -1, from = 0, best_from = 0, best_to = -1;
    int solid = 0;
    for (i64 x = 0; x < width;) {
        u64 words[4] = {0}, same = solid ? ~(u64)0 : 0;
        i64 step = width - x < 8 ? 1 : 8;
        if (width - x >= 32) __builtin_memcpy(words, a + x, 32);
        else if (step == 8) __builtin_memcpy(words, a + x, 8);
        if (width - x >= 32 && !((words[0] ^ same) | (words[1] ^ same) | (words[2] ^ same) | (words[3] ^ same))) {
            x += 32;
            continue;
        }
        if (step == 8 && words[0] == same) {
            x += 8;
            continue;
        }
        for (i64 end = x + step; x < end; x++) {
            if (a[x] == 255 && !solid) from = (i32)x;
            if (a[x] != 255 && solid) {
                last = (i32)x - 1;
                if (last - from > best_to - best_from) best_from = from, best_to = last;
            }
            solid = a[x] == 255;
            if (!a[x]) continue;
            if (first > x) first = (i32)x;
            last = (i32)x;
        }
    }
    if (solid) last = (i32)width - 1;
    if (solid && width - 1 - from > best_to - best_from) best_from = from, best_to = (i32)width - 1;
    row[0] = first, row[1] = last, row[2] = best_to < 0 ? 1 << 20 : best_from, row[3] = best_to;
}

EXPORT void stage_extents(const u8 *a, i64 width, i64 height, i32 *rows) {
    for (i64 row = 0; row < height; row++) extent_of(a + row * width, width, rows + 4 * row);
}
