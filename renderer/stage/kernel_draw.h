/* Drawing pictures into a frame, row by row, a strip of rows at a time. */

/* The position in the source of a row's first sample, and the plane it is read from. */
typedef struct {
    const Blit *blit;
    const i64 *m;
    i64 u, v, width, height;
} Row;

/* Of two rows of two samples: `across` has seven fractional bits, `down` fifteen. */
INLINE u32 bilinear(i32 a, i32 b, i32 c, i32 d, i32 across, i32 down) {
    i32 upper = a * (128 - across) + b * across, lower = c * (128 - across) + d * across;
    return (u32)(upper + (((lower - upper) * down + 0x3fff) >> 15) + 64) >> 7;
}

INLINE u32 byte_at(const u8 *plane, i64 width, i64 u, i64 v) {
    const u8 *s = plane + (v >> 16) * width + (u >> 16);
    return bilinear(s[0], s[1], s[width], s[width + 1], (u >> 9) & 127, (v & 0xffff) >> 1);
}

INLINE u32 pair_at(const u16 *plane, i64 width, i64 u, i64 v) {
    const u16 *s = plane + (v >> 16) * width + (u >> 16);
    i32 p = s[0], q = s[1], r = s[width], t = s[width + 1], fx = (u >> 9) & 127, fy = (v & 0xffff) >> 1;
    u32 cb = bilinear(p & 255, q & 255, r & 255, t & 255, fx, fy);
    return cb | bilinear(p >> 8, q >> 8, r >> 8, t >> 8, fx, fy) << 8;
}

INLINE i64 clamped(i64 value, i64 size) {
    i64 last = ((size - 1) << 16) - 1;
    return value < 0 ? 0 : value > last ? last : value;
}

/* Where nothing shows through; beyond a plate's edge its last samples go on. */
INLINE void solid_luma(const Row *r, u8 *out, i64 x) {
    i64 u = clamped(r->u + r->m[0] * x, r->width), v = clamped(r->v + r->m[3] * x, r->height);
    out[x] = (u8)byte_at(r->blit->y, r->width, u, v);
}

INLINE void solid_chroma(const Row *r, u16 *out, i64 x) {
    i64 u = clamped(r->u + r->m[0] * x, r->width), v = clamped(r->v + r->m[3] * x, r->height);
    out[x] = (u16)pair_at(r->blit->uv, r->width, u, v);
}

INLINE void blend_luma(const Row *r, u8 *out, i64 x) {
    const Blit *b = r->blit;
    i64 u = r->u + r->m[0] * x, v = r->v + r->m[3] * x;
    u32 luma = byte_at(b->y, r->width, u, v), alpha = byte_at(b->a, r->width, u, v);
    if (!b->plain) {
        luma = (luma * b->luma_gain + alpha * b->luma_black) >> 8;
        alpha = alpha * b->opacity >> 8;
    }
    out[x] = (u8)at_most_255(luma + (out[x] * rest_of(alpha) >> 8));
}

INLINE void blend_chroma(const Row *r, u16 *out, i64 x) {
    const Blit *b = r->blit;
    i64 u = r->u + r->m[0] * x, v = r->v + r->m[3] * x;
    u32 pair = pair_at(b->uv, r->width, u, v), alpha = byte_at(b->half_a, r->width, u, v);
    u32 cb = pair & 255, cr = pair >> 8;
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

enum { SOLID, PLAIN, DIMMED }; /* ways to blend: nothing shows through; as painted; with gains and opacity */

INLINE void draw_one(const Row *r, void *plane, i64 x, int half, int way) {
    if (half && way == SOLID) solid_chroma(r, plane, x);
    else if (half) blend_chroma(r, plane, x);
    else if (way == SOLID) solid_luma(r, plane, x);
    else blend_luma(r, plane, x);
}

INLINE void fetch_ahead(const void *s) { __builtin_prefetch(s); }

#if HAS_AVX2
#include "kernel_avx2.h"
#include "kernel_blocks.h"
#include "kernel_avx512.h"
#endif

/* Columns [from, to) of a row; `inside` says that all of them lie within the picture. */
INLINE void draw_columns(const Row *r, void *plane, i64 from, i64 to, int half, int way, int inside, int simd) {
    (void)simd, (void)inside;
#if HAS_AVX2
    if (from >= to) return;
    if (simd == 2 && inside && runs_avx512[half][way](r, plane, from, to)) return;
    if (simd && inside && to - from >= (half ? 8 : 16)) {
        runs_avx2[half][way](r, plane, from, to);
        return;
    }
#endif
    for (i64 x = from; x < to; x++) draw_one(r, plane, x, half, way);
}

/* The next multiple of a power of two, without a division. */
INLINE i64 up_to_blocks(i64 columns, i64 block) { return (columns + block - 1) & -block; }

INLINE i64 block_of(int half, int simd) { return (half ? 8 : 16) << (simd == 2); }

/* What of a span lies in [from, to): what is solid, and what lies on either side of it. */
INLINE void draw_part(const Row *r, void *out, const Span *s, i64 from, i64 to, int half, int simd) {
    const Blit *b = r->blit;
    int plate = b->plate, way = plate ? SOLID : b->plain ? PLAIN : DIMMED;
    i64 s0 = s->s0 < from ? from : s->s0 > to ? to : s->s0, s1 = s->s1 < s0 ? s0 : s->s1 > to ? to : s->s1;
    if (!plate) {
        /* Whole blocks, for what is solid looks the same when it is blended. */
        i64 block = block_of(half, simd);
        s0 = from + up_to_blocks(s0 - from, block);
        s1 = to - up_to_blocks(to - s1, block);
        if (s1 - s0 < block) s0 = s1 = to;
    }
    draw_columns(r, out, from, s0, half, way, !plate, simd);
    draw_columns(r, out, s0, s1, half, SOLID, 1, simd);
    draw_columns(r, out, s1, to, half, way, !plate, simd);
}

/* A row's span, but for what is hidden of it. */
INLINE void draw_span(const Row *r, void *out, const Span *s, int half, int simd) {
    i64 at = s->x0, block = block_of(half, simd);
    for (int k = 0; k < 4; k += 2) {
        i64 h0 = s->hidden[k] < at ? at : s->hidden[k], h1 = s->hidden[k + 1] > s->x1 ? s->x1 : s->hidden[k + 1];
        if (h1 - h0 < block) continue;
        /* Whole blocks, for what is hidden does not care. */
        i64 end = at + up_to_blocks(h0 - at, block);
        if (end > at) draw_part(r, out, s, at, end < s->x1 ? end : s->x1, half, simd);
        at = h1;
    }
    if (at < s->x1) draw_part(r, out, s, at, s->x1, half, simd);
}

#if HAS_AVX2
enum {
    EDGES_AHEAD = 2, /* rows to fetch the edges of a sheet ahead */
    BEYOND = 48      /* samples that a window reaches beyond the last that is needed, mostly */
};

INLINE void fetch_run(const u8 *from, const u8 *to) {
    for (; from < to; from += 64) fetch_ahead(from);
    fetch_ahead(to);
}

/* What lies at the edges of a span: of what moves from row to row no row above has asked for the alpha. */
INLINE void fetch_edges(const Blit *b, const Span *s, i64 row, int half) {
    const i64 *m = half ? b->chroma : b->luma;
    const u8 *values = half ? (const u8 *)b->uv : b->y, *alphas = half ? b->half_a : b->a;
    i64 width = b->width >> half, unit = half ? 2 : 1, u = m[1] * row + m[2], v = m[4] * row + m[5];
    int sides = b->plate || s->x0 >= s->x1 ? 0 : s->s0 < s->s1 ? 2 : 1;
    for (int side = 0; side < sides; side++) {
        i64 from = side ? s->s1 : s->x0, to = side || sides == 1 ? s->x1 : s->s0;
        i64 start = (((v + m[3] * from) >> 16) + 1) * width, first = (u + m[0] * from) >> 16, last = (u + m[0] * to) >> 16;
        i64 left = start + (first < last ? first : last), right = start + (first < last ? last : first) + BEYOND;
        fetch_run(alphas + left, alphas + right);
        fetch_run(values + left * unit, values + right * unit);
    }
}
#endif

/* Of the row that is drawn so much later than this one: of the same picture, or one of the first of the next. */
INLINE void fetch_later(const Blit *b, int more, const Span *spans, i64 row, i64 from, i64 to, int half, int simd) {
#if HAS_AVX2
    i64 top = from, bottom = to, later = row + EDGES_AHEAD;
    if (!simd) return;
    rows_of(b, half, &top, &bottom);
    if (later >= bottom && more) {
        later -= bottom, b++, spans += STRIP, top = from, bottom = to;
        rows_of(b, half, &top, &bottom);
        later += top;
    }
    if (later < bottom) fetch_edges(b, spans + later - from, later, half);
#endif
    (void)b, (void)more, (void)spans, (void)row, (void)from, (void)to, (void)half, (void)simd;
}

INLINE void draw_rows(const Blit *blits, i64 count, Span *spans, void *plane, i64 width, i64 from, i64 to, i64 origin,
                      int half, int simd) {
    find_spans(blits, count, spans, width, from, to, half, simd);
    for (i64 n = 0; n < count; n++, spans += STRIP) {
        const Blit *b = blits + n;
        const i64 *m = half ? b->chroma : b->luma;
        i64 top = from, bottom = to;
        rows_of(b, half, &top, &bottom);
        for (i64 row = top; row < bottom; row++) {
            const Span *s = spans + row - from;
            fetch_later(b, n + 1 < count, spans, row, from, to, half, simd);
            if (s->x0 >= s->x1) continue;
            Row r = {b, m, m[1] * row + m[2], m[4] * row + m[5], b->width >> half, b->height >> half};
            i64 start = (row - origin) * width;
            draw_span(&r, half ? (void *)((u16 *)plane + start) : (void *)((u8 *)plane + start), s, half, simd);
        }
    }
}

static void draw_luma(const Blit *blits, i64 count, Span *spans, u8 *y, i64 width, i64 from, i64 to, i64 origin,
                      int simd) {
    draw_rows(blits, count, spans, y, width, from, to, origin, 0, simd);
}

static void draw_chroma(const Blit *blits, i64 count, Span *spans, u16 *uv, i64 width, i64 from, i64 to, i64 origin,
                        int simd) {
    draw_rows(blits, count, spans, uv, width, from, to, origin, 1, simd);
}

/* Rows [from, to) of a frame, both even, that is held from row `origin` on. */
static void draw_strip(const Blit *blits, i64 count, Span *spans, u8 *y, u16 *uv, i64 width, i64 from, i64 to,
                       i64 origin, int simd) {
    draw_luma(blits, count, spans, y, width, from, to, origin, simd);
    draw_chroma(blits, count, spans, uv, width / 2, from / 2, to / 2, origin / 2, simd);
}

/* Rows [from, to) of a frame, both even; `spans` has room for count * STRIP. */
EXPORT void stage_draw(const Blit *blits, i64 count, Span *spans, u8 *y, u16 *uv, i64 width, i64 from, i64 to,
                       i32 simd) {
    for (i64 top = from; top < to; top += STRIP) {
        i64 bottom = top + STRIP < to ? top + STRIP : to;
        draw_strip(blits, count, spans, y, uv, width, top, bottom, 0, simd);
    }
}
