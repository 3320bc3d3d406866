/* Drawing with AVX-512, 32 bytes of a frame at a time: 32 luma samples, or sixteen of Cb and Cr.
 *
 * VBMI picks any bytes of a 64-byte window at once, so that one load and one shuffle do what kernel_avx2.h needs four
 * of each for. What doesn't fit a window is left to that. */

#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi")))

typedef __m512i W;
#define WIDE16(a) _mm512_set1_epi16((i16)(a))
#define WIDE_PART(a, wa, b, wb) \
    _mm512_srli_epi16(_mm512_add_epi16(_mm512_mullo_epi16(a, wa), _mm512_mullo_epi16(b, wb)), 8)

enum { WINDOW = 64 };

/* What the blocks of a row have in common. */
typedef struct {
    i64 size;                    /* columns of a block */
    i64 low_u, low_v;            /* to the samples of a block that are furthest left and up */
    i64 height;                  /* from a block's uppermost sample to its lowest */
    W u_low, v_low;              /* from there to every sample: low 16 bits */
    W picks, single;             /* the bytes of every sample and its neighbour, a carry missing; those of one plane */
    W u_step, v_step;            /* from block to block */
} Wide;

/* Whether columns [from, to) of a row can be taken from windows that lie within the plane, a block at least. */
AVX512 INLINE int fits_windows(const Row *r, i64 from, i64 to, int half) {
    i64 size = half ? 16 : 32, u = r->m[0], v = r->m[3], last = (to - from < size ? from + size : to) - 1;
    i64 u0 = r->u + u * from, u1 = r->u + u * last, v0 = r->v + v * from, v1 = r->v + v * last;
    i64 upper = (v0 < v1 ? v0 : v1) >> 16, lower = ((v0 < v1 ? v1 : v0) >> 16) + (v ? 2 : 1);
    i64 left = (u0 < u1 ? u0 : u1) >> 16, right = (u0 < u1 ? u1 : u0) >> 16;
    u = u < 0 ? -u : u, v = v < 0 ? -v : v;
    /* The last sample and its neighbour lie within the window, after a carry too; a block comes from three rows. */
    return (size - 1) * u < (half ? 30 << 16 : 62 << 16) && (size - 1) * v <= 1 << 16 &&
           upper * r->width + left >= 0 && lower * r->width + right + WINDOW <= r->width * r->height;
}

/* 0 to 31. */
AVX512 INLINE W numbers(void) {
    return _mm512_set_epi16(31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7,
                            6, 5, 4, 3, 2, 1, 0);
}

AVX512 INLINE Wide wide_of(const Row *r, int half) {
    const W ones = numbers();
    W lanes = half ? _mm512_srli_epi16(ones, 1) : ones, back = _mm512_sub_epi16(WIDE16(half ? 15 : 31), lanes);
    i64 u = r->m[0], v = r->m[3], last = half ? 15 : 31;
    Wide w = {.size = last + 1, .low_u = u < 0 ? last * u : 0, .low_v = v < 0 ? last * v : 0};
    W to_right = u < 0 ? back : lanes, downwards = v < 0 ? back : lanes;
    w.u_step = WIDE16(w.size * u), w.v_step = WIDE16(w.size * v);
    u = u < 0 ? -u : u, v = v < 0 ? -v : v;
    w.height = last * v;
    w.u_low = _mm512_mullo_epi16(to_right, WIDE16(u));
    w.v_low = _mm512_mullo_epi16(downwards, WIDE16(v));
    W whole = _mm512_add_epi16(_mm512_mulhi_epu16(to_right, WIDE16(u)), _mm512_mullo_epi16(to_right, WIDE16(u >> 16)));
    w.single = w.picks = _mm512_add_epi16(_mm512_mullo_epi16(whole, WIDE16(0x101)), WIDE16(0x100));
    if (half) w.picks = _mm512_add_epi16(_mm512_add_epi16(w.single, w.single), _mm512_set1_epi32(0x01010000));
    return w;
}

/* Where the samples of a block lie between their neighbours. */
typedef struct {
    i64 at;                      /* where its window begins in the plane */
    i64 rows;                    /* upper ones its samples come from: 1 or 2 */
    W picks, single, across, down;
    __mmask32 lower;             /* which come from the second row */
} Spot;

/* Where a block lies: its samples furthest left and up, and of every sample the low 16 bits. */
typedef struct {
    i64 u, v;
    W low, down;
} Corner;

AVX512 INLINE Corner corner_at(const Wide *w, const Row *r, i64 x) {
    i64 u = r->u + r->m[0] * x + w->low_u, v = r->v + r->m[3] * x + w->low_v;
    return (Corner){u, v, _mm512_add_epi16(WIDE16(u), w->u_low), _mm512_add_epi16(WIDE16(v), w->v_low)};
}

AVX512 INLINE void next_block(Corner *c, const Wide *w, const Row *r) {
    c->u += w->size * r->m[0], c->v += w->size * r->m[3];
    c->low = _mm512_add_epi16(c->low, w->u_step), c->down = _mm512_add_epi16(c->down, w->v_step);
}

AVX512 INLINE Spot spot_of(const Corner *c, const Wide *w, const Row *r, int half) {
    /* A sum that is carried is less than what was added. */
    __mmask32 carried = _mm512_cmplt_epu16_mask(c->low, w->u_low);
    Spot s = {.at = (c->v >> 16) * r->width + (c->u >> 16), .rows = 1 + (((c->v & 0xffff) + w->height) >> 16)};
    s.picks = _mm512_mask_add_epi16(w->picks, carried, w->picks, WIDE16(half ? 0x202 : 0x101));
    s.single = half ? _mm512_mask_add_epi16(w->single, carried, w->single, WIDE16(0x101)) : s.picks;
    s.across = _mm512_add_epi16(_mm512_mullo_epi16(_mm512_srli_epi16(c->low, 9), WIDE16(-255)), WIDE16(128));
    s.down = _mm512_srli_epi16(c->down, 1);
    s.lower = _mm512_cmplt_epu16_mask(c->down, w->v_low);
    return s;
}

AVX512 INLINE W across_row(const u8 *row, W picks, W across) {
    return _mm512_maddubs_epi16(_mm512_permutexvar_epi8(picks, _mm512_loadu_si512(row)), across);
}

/* 32 bilinear samples as 16-bit numbers, of a plane whose rows are `stride` bytes long. */
AVX512 INLINE W wide_samples(const u8 *from, i64 stride, const Spot *s, W picks) {
    W upper = across_row(from, picks, s->across), lower = across_row(from + stride, picks, s->across);
    if (s->rows == 2) {
        W third = across_row(from + 2 * stride, picks, s->across);
        upper = _mm512_mask_blend_epi16(s->lower, upper, lower);
        lower = _mm512_mask_blend_epi16(s->lower, lower, third);
    }
    W mixed = _mm512_add_epi16(upper, _mm512_mulhrs_epi16(_mm512_sub_epi16(lower, upper), s->down));
    return _mm512_srli_epi16(_mm512_sub_epi16(WIDE16(64), mixed), 7);
}

/* One block from column x on, of which only the bytes in `mask` are touched. */
AVX512 INLINE void draw_wide(const Wide *w, const Corner *c, const Row *r, void *plane, i64 x, __mmask32 mask, int half,
                             int way) {
    const Blit *b = r->blit;
    Spot s = spot_of(c, w, r, half);
    i64 unit = half ? 2 : 1;
    const u8 *values = (half ? (const u8 *)b->uv : b->y) + s.at * unit;
    const u8 *alphas = way == SOLID ? values : (half ? b->half_a : b->a) + s.at; /* plates have none */
    u8 *out = (u8 *)plane + x * unit;
    fetch_ahead(values + AHEAD * r->width * unit);
    W value = wide_samples(values, r->width * unit, &s, s.picks);
    if (way != SOLID) {
        fetch_ahead(alphas + AHEAD * r->width);
        W alpha = wide_samples(alphas, r->width, &s, s.single);
        if (way == DIMMED) {
            W gain = WIDE16(half ? b->chroma_gain : b->luma_gain), ground = WIDE16(half ? b->chroma_grey : b->luma_black);
            value = WIDE_PART(value, gain, alpha, ground);
            alpha = _mm512_srli_epi16(_mm512_mullo_epi16(alpha, WIDE16(b->opacity)), 8);
        }
        W rest = _mm512_sub_epi16(_mm512_sub_epi16(WIDE16(256), alpha), _mm512_srli_epi16(alpha, 7));
        W below = _mm512_cvtepu8_epi16(_mm256_maskz_loadu_epi8(mask, out));
        value = _mm512_add_epi16(value, _mm512_srli_epi16(_mm512_mullo_epi16(below, rest), 8));
    }
    _mm256_mask_storeu_epi8(out, mask, _mm512_cvtusepi16_epi8(value));
}

/* Columns [from, to); the last block reaches back over what is done and keeps that. */
AVX512 INLINE void draw_wide_run(const Row *r, void *plane, i64 from, i64 to, int half, int way) {
    Row row = *r;
    Blit blit = *r->blit;
    row.blit = &blit;
    Wide w = wide_of(&row, half);
    const __mmask32 all = 0xffffffff;
    i64 x = from, bytes = half ? 2 : 1;
    Corner c = corner_at(&w, &row, x);
    for (; x + w.size <= to; x += w.size, next_block(&c, &w, &row)) draw_wide(&w, &c, &row, plane, x, all, half, way);
    if (x == to) return;
    __mmask32 mask = all >> (32 - (to - x) * bytes);
    if (x > from) {
        mask = all << (32 - (to - x) * bytes), x = to - w.size;
        c = corner_at(&w, &row, x);
    }
    draw_wide(&w, &c, &row, plane, x, mask, half, way);
}

#define RUN(name, half, way) \
    AVX512 static int wide_##name(const Row *r, void *plane, i64 from, i64 to) { \
        int fits = fits_windows(r, from, to, half); \
        if (fits) draw_wide_run(r, plane, from, to, half, way); \
        return fits; \
    }
RUN(luma_solid, 0, SOLID)
RUN(luma_plain, 0, PLAIN)
RUN(luma_dimmed, 0, DIMMED)
RUN(chroma_solid, 1, SOLID)
RUN(chroma_plain, 1, PLAIN)
RUN(chroma_dimmed, 1, DIMMED)
#undef RUN

/* All of it or nothing: they answer whether it fitted. */
static int (*const runs_avx512[2][3])(const Row *, void *, i64, i64) = {
    {wide_luma_solid, wide_luma_plain, wide_luma_dimmed}, {wide_chroma_solid, wide_chroma_plain, wide_chroma_dimmed}};
