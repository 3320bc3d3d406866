/* Which columns of a frame's row a picture covers, which of them solidly, and which others hide. */

typedef struct {
    i32 x0, x1; /* columns in which anything shows */
    i32 s0, s1; /* those of them under which nothing shows through */
    i32 hidden[4]; /* two runs of columns that pictures in front cover solidly, in order */
} Span;

INLINE i64 floor_div(i64 a, i64 b) { /* b > 0 */
    i64 q = a / b;
    return q - (a % b < 0);
}

/* Narrow [*x0, *x1) to the x with low <= base + step * x < high. */
INLINE void narrow(i64 base, i64 step, i64 low, i64 high, i64 *x0, i64 *x1) {
    if (*x0 >= *x1) return;
    i64 first = base + step * *x0, last = base + step * (*x1 - 1), from = *x0, to = *x1;
    /* Mostly all of it fits, and a division is worth forty multiplications. */
    if (first >= low && first < high && last >= low && last < high) return;
    if (step > 0) {
        from = -floor_div(base - low, step);
        to = -floor_div(base - high, step);
    } else if (step < 0) {
        from = floor_div(base - high, -step) + 1;
        to = floor_div(base - low, -step) + 1;
    } else {
        to = from;
    }
    if (from > *x0) *x0 = from;
    if (to < *x1) *x1 = to;
}

/* What shows of so many rows together, from the first sample to the last, and what is solid in all of them. */
typedef struct {
    i32 left, right, begin, end;
} Extent;

INLINE Extent extent_of_rows(const i32 *rows, i64 count) {
    Extent e = {1 << 20, -1, -1, 1 << 20};
    for (const i32 *row = rows; row < rows + 4 * count; row += 4) {
        /* Without branches: of a turned picture there are a hundred rows to a row of the frame. */
        e.left = row[0] < e.left ? row[0] : e.left;
        e.right = row[1] > e.right ? row[1] : e.right;
        e.begin = row[2] > e.begin ? row[2] : e.begin;
        e.end = row[3] < e.end ? row[3] : e.end;
    }
    return e;
}

#if HAS_AVX2
/* Two rows at a time, four at least; with its bits turned over a number's largest is its smallest. */
AVX2 static Extent extent_of_rows_avx2(const i32 *rows, i64 count) {
    const __m256i turned = _mm256_setr_epi32(0, -1, -1, 0, 0, -1, -1, 0);
    __m256i least = _mm256_xor_si256(_mm256_loadu_si256((const __m256i *)(rows + 4 * (count - 2))), turned), next = least;
    for (i64 n = 0; n + 4 <= count; n += 4) {
        const __m256i *row = (const __m256i *)(rows + 4 * n);
        least = _mm256_min_epi32(least, _mm256_xor_si256(_mm256_loadu_si256(row), turned));
        next = _mm256_min_epi32(next, _mm256_xor_si256(_mm256_loadu_si256(row + 1), turned));
    }
    least = _mm256_min_epi32(least, _mm256_xor_si256(_mm256_loadu_si256((const __m256i *)(rows + 4 * (count - 4))), turned));
    least = _mm256_xor_si256(_mm256_min_epi32(least, next), turned);
    Extent a, b;
    _mm_storeu_si128((__m128i *)&a, _mm256_castsi256_si128(least));
    _mm_storeu_si128((__m128i *)&b, _mm256_extracti128_si256(least, 1));
    a.left = b.left < a.left ? b.left : a.left, a.right = b.right > a.right ? b.right : a.right;
    a.begin = b.begin > a.begin ? b.begin : a.begin, a.end = b.end < a.end ? b.end : a.end;
    return a;
}
#endif

/* Row y of a picture of width * height samples under the map m: everything but what hides it. */
INLINE Span span_of(const Blit *b, const i64 *m, i64 width, i64 height, const i32 *rows, i64 y, i64 frame_width,
                    int simd) {
    (void)simd;
    i64 u = m[1] * y + m[2], v = m[4] * y + m[5], x0 = 0, x1 = frame_width;
    narrow(u, m[0], 0, (width - 1) << 16, &x0, &x1);
    narrow(v, m[3], 0, (height - 1) << 16, &x0, &x1);
    if (x0 > x1) x1 = x0;
    if (b->plate) return (Span){0, (i32)frame_width, (i32)x0, (i32)x1, {0}};
    if (x0 == x1) return (Span){0};
    i64 first = (v + m[3] * x0) >> 16, last = (v + m[3] * (x1 - 1)) >> 16;
    if (first > last) {
        i64 swap = first;
        first = last;
        last = swap;
    }
    Extent e;
#if HAS_AVX2
    if (simd && last - first > 4) e = extent_of_rows_avx2(rows + 4 * first, last + 2 - first);
    else
#endif
        e = extent_of_rows(rows + 4 * first, last + 2 - first);
    if (e.right < 0) return (Span){0};
    narrow(u, m[0], ((i64)e.left - 1) * 65536, ((i64)e.right + 1) * 65536, &x0, &x1);
    if (x0 > x1) x1 = x0;
    i64 s0 = x0, s1 = x0;
    if (b->plain && e.begin < e.end - 16) {
        s1 = x1;
        narrow(u, m[0], (i64)e.begin * 65536, (i64)e.end * 65536, &s0, &s1);
        if (s0 > s1) s1 = s0;
    }
    return (Span){(i32)x0, (i32)x1, (i32)s0, (i32)s1, {0}};
}

/* What hides a row once [from, to) does too: one run, the longer where two don't touch. */
INLINE void hide_more(i32 *hidden, i32 from, i32 to) {
    if (from >= to) return;
    if (hidden[0] < hidden[1] && from <= hidden[1] && to >= hidden[0]) {
        if (from < hidden[0]) hidden[0] = from;
        if (to > hidden[1]) hidden[1] = to;
    } else if (to - from > hidden[1] - hidden[0]) {
        hidden[0] = from;
        hidden[1] = to;
    }
}

/* The same for two runs, which stay in order: two people stand side by side. */
INLINE void hide_again(i32 *hidden, i32 from, i32 to) {
    i32 *first = hidden, *second = hidden + 2;
    if (from >= to) return;
    int one = first[0] < first[1] && from <= first[1] && to >= first[0];
    int other = second[0] < second[1] && from <= second[1] && to >= second[0];
    if (one || (!other && first[1] - first[0] <= second[1] - second[0])) hide_more(first, from, to);
    else hide_more(second, from, to);
    if (first[0] >= first[1] || second[0] >= second[1]) {
        if (first[0] >= first[1]) first[0] = second[0], first[1] = second[1], second[0] = second[1] = 0;
        return;
    }
    if (first[0] <= second[1] && second[0] <= first[1]) {
        hide_more(first, second[0], second[1]);
        second[0] = second[1] = 0;
    } else if (second[0] < first[0]) {
        i32 swap[2] = {first[0], first[1]};
        first[0] = second[0], first[1] = second[1], second[0] = swap[0], second[1] = swap[1];
    }
}

/* The rows of a plane that a picture may touch, within [from, to). */
INLINE void rows_of(const Blit *b, int half, i64 *from, i64 *to) {
    i64 top = b->top >> half, bottom = b->bottom >> half;
    if (b->plate && (b->width < 4 || b->height < 4)) bottom = 0; /* no two samples of chroma to mix */
    if (top > *from) *from = top;
    if (bottom < *to) *to = bottom;
}

/* Spans of all pictures in the rows [from, to) of a plane, STRIP at most; spans[n * STRIP + row - from]. */
INLINE void find_spans(const Blit *blits, i64 count, Span *spans, i64 plane_width, i64 from, i64 to, int half,
                       int simd) {
    i32 hidden[STRIP][4] = {{0}};
    for (i64 n = count - 1; n >= 0; n--) {
        const Blit *b = blits + n;
        i64 top = from, bottom = to;
        rows_of(b, half, &top, &bottom);
        for (i64 row = top; row < bottom; row++) {
            i32 *behind = hidden[row - from];
            Span s = half ? span_of(b, b->chroma, b->width / 2, b->height / 2, b->half_rows, row, plane_width, simd)
                          : span_of(b, b->luma, b->width, b->height, b->rows, row, plane_width, simd);
            __builtin_memcpy(s.hidden, behind, sizeof s.hidden);
            spans[n * STRIP + row - from] = s;
            if (b->plate) hide_again(behind, 0, (i32)plane_width);
            else hide_again(behind, s.s0, s.s1);
        }
    }
}
