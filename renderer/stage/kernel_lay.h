/* Parts laid over one another on a canvas, row by row. */

enum {
    PARTS = 32,      /* that are looked at together */
    FACTS_AHEAD = 24 /* rows to fetch ahead what tells of a part's rows */
};

typedef struct {
    const u8 *y, *a;
    const u16 *uv;
    const u8 *half_a;
    const i32 *rows, *half_rows;
    const i32 *weights;               /* of every luma row, 15 fractional bits */
    i32 width, height, left, top;     /* left and top on the canvas, even */
    i32 sway, unused;                 /* of a row of weight 1 to the right, eight fractional bits */
} Piece;

typedef struct {
    u8 *y, *a;
    u16 *uv;
    u8 *half_a;
    i32 *rows, *half_rows;
    const u8 *base_y, *base_a;
    const u16 *base_uv;
    const u8 *base_half_a;
    const i32 *base_rows, *base_half_rows;
    i32 *touched, *half_touched; /* columns [from, to) of every row in which the canvas is not its base */
    i64 width;
} Canvas;

/* Which samples of a part's row fall on the canvas, and where. */
typedef struct {
    i64 start, x0, x1; /* inclusive; the sample left of x0 is read too */
    u16 across;       /* how much of it counts, seven fractional bits */
} Shift;

INLINE Shift shift_of(i64 displacement, i64 left, const i32 *row, i64 part_width, i64 width) {
    Shift s = {left + (displacement >> 8), 1, part_width - 1, (u16)((displacement & 255) >> 1)};
    if (row[0] > s.x0) s.x0 = row[0];
    if (row[1] + 1 < s.x1) s.x1 = row[1] + 1;
    if (-s.start > s.x0) s.x0 = -s.start;
    if (width - 1 - s.start < s.x1) s.x1 = width - 1 - s.start;
    return s;
}

INLINE void lay_luma(Shift s, const u8 *restrict y, const u8 *restrict a, u8 *restrict out_y, u8 *restrict out_a) {
    u16 across = s.across, along = (u16)(128 - across);
    for (i64 x = s.x0; x <= s.x1; x++) {
        u16 luma = (u16)((u16)(y[x] * along) + (u16)(y[x - 1] * across) + 64) >> 7;
        u16 alpha = (u16)((u16)(a[x] * along) + (u16)(a[x - 1] * across) + 64) >> 7;
        u16 rest = (u16)(256 - alpha - (alpha >> 7));
        luma = (u16)(luma + ((u16)(out_y[s.start + x] * rest) >> 8));
        alpha = (u16)(alpha + ((u16)(out_a[s.start + x] * rest) >> 8));
        out_y[s.start + x] = (u8)(luma > 255 ? 255 : luma);
        out_a[s.start + x] = (u8)(alpha > 255 ? 255 : alpha);
    }
}

INLINE void lay_chroma(Shift s, const u16 *restrict uv, const u8 *restrict a, u16 *restrict out_uv,
                       u8 *restrict out_a) {
    u16 across = s.across, along = (u16)(128 - across);
    for (i64 x = s.x0; x <= s.x1; x++) {
        u16 here = uv[x], before = uv[x - 1], below = out_uv[s.start + x];
        u16 cb = (u16)((u16)((u16)(here & 255) * along) + (u16)((u16)(before & 255) * across) + 64) >> 7;
        u16 cr = (u16)((u16)((u16)(here >> 8) * along) + (u16)((u16)(before >> 8) * across) + 64) >> 7;
        u16 alpha = (u16)((u16)(a[x] * along) + (u16)(a[x - 1] * across) + 64) >> 7;
        u16 rest = (u16)(256 - alpha - (alpha >> 7));
        cb = (u16)(cb + ((u16)((u16)(below & 255) * rest) >> 8));
        cr = (u16)(cr + ((u16)((u16)(below >> 8) * rest) >> 8));
        alpha = (u16)(alpha + ((u16)(out_a[s.start + x] * rest) >> 8));
        cb = cb > 255 ? 255 : cb;
        cr = cr > 255 ? 255 : cr;
        out_uv[s.start + x] = (u16)(cb | (u16)(cr << 8));
        out_a[s.start + x] = (u8)(alpha > 255 ? 255 : alpha);
    }
}

#if HAS_AVX2
#include "kernel_lay_avx2.h"
#include "kernel_lay_avx512.h"

static void (*const rows_laid[2][2])(Shift, const i32 *, const void *, const u8 *, void *, u8 *, i64) = {
    {lay_luma_avx2, lay_chroma_avx2}, {lay_luma_avx512, lay_chroma_avx512}};
#endif

/* Columns [from, to) of the canvas that part of a row covers solidly. A sample takes from its left neighbour too. */
typedef struct {
    i32 from, to;
} Run;

INLINE Run solid_of(const i32 *part, Shift s) {
    i64 first = part[2] + 1 > s.x0 ? part[2] + 1 : s.x0, last = part[3] < s.x1 ? part[3] : s.x1;
    if (last < first) return (Run){0, 0};
    return (Run){(i32)(s.start + first), (i32)(s.start + last + 1)};
}

/* What shows of a canvas' row and what of it is solid, after part of another row, as it says, was laid over it. */
INLINE void add_extent(i32 *row, i32 *touched, const i32 *part, Shift s) {
    i32 from = (i32)(s.start + s.x0), to = (i32)(s.start + s.x1 + 1);
    if (from < row[0]) row[0] = from;
    if (to - 1 > row[1]) row[1] = to - 1;
    if (touched[0] >= touched[1]) touched[0] = from, touched[1] = to;
    if (from < touched[0]) touched[0] = from;
    if (to > touched[1]) touched[1] = to;
    /* Alpha never sinks by laying more over it. */
    Run run = solid_of(part, s);
    if (run.from >= run.to) return;
    i32 solid[2] = {row[3] < row[2] ? 0 : row[2], row[3] + 1};
    hide_more(solid, run.from, run.to);
    row[2] = solid[0], row[3] = solid[1] - 1;
}

/* Columns [from, to) of a row as they are in the base, of which `extent` tells what shows. */
INLINE void restore(void *plane, const void *base, i64 start, i32 from, i32 to, const i32 *extent, i64 unit) {
    if (from >= to) return;
    i64 at = (start + from) * unit, bytes = (to - from) * unit;
    /* Where nothing of the base shows, it need not be fetched. */
    if (extent[1] < from || extent[0] >= to) __builtin_memset((u8 *)plane + at, 0, (u64)bytes);
    else __builtin_memcpy((u8 *)plane + at, (const u8 *)base + at, (u64)bytes);
}

INLINE void restore_row(const Canvas *c, i64 start, i32 from, i32 to, const i32 *extent, int half) {
    if (half) restore(c->uv, c->base_uv, start, from, to, extent, 2);
    else restore(c->y, c->base_y, start, from, to, extent, 1);
    if (half) restore(c->half_a, c->base_half_a, start, from, to, extent, 1);
    else restore(c->a, c->base_a, start, from, to, extent, 1);
}

/* A part's row that falls on a row of the canvas. */
typedef struct {
    const Piece *piece;
    i64 row;           /* of the part */
    const i32 *extent; /* what shows of it */
    Shift shift;
} Falls;

/* Whether anything of a part falls there. */
INLINE int falls_on(Falls *f, const Piece *p, i64 row, i64 width, int half) {
    i64 own = row - (p->top >> half);
    const i32 *extents = half ? p->half_rows : p->rows, *extent = extents + 4 * own;
    /* With a dozen parts the processor loses sight of what is read row by row. */
    fetch_ahead(extents + 4 * (own + FACTS_AHEAD));
    fetch_ahead(p->weights + (own + FACTS_AHEAD) * (1 + half));
    if (own < 0 || own >= p->height >> half || extent[1] < 0) return 0;
    i64 displacement = ((i64)p->weights[own << half] * p->sway) >> (15 + half);
    *f = (Falls){p, own, extent, shift_of(displacement, p->left >> half, extent, p->width >> half, width)};
    return f->shift.x1 >= f->shift.x0;
}

/* The row as it is in the base: of what was touched that which no part is going to cover solidly, in two runs. */
INLINE void bare_row(const Canvas *c, const Falls *falls, i64 count, i64 row, i64 width, const i32 *touched,
                     const i32 *extent, int half) {
    if (touched[0] >= touched[1]) return;
    i32 solid[4] = {0}, at = touched[0], to = touched[1];
    for (const Falls *f = falls; f < falls + count; f++) {
        Run run = solid_of(f->extent, f->shift);
        hide_again(solid, run.from < at ? at : run.from, run.to > to ? to : run.to);
    }
    for (int k = 0; k < 4; k += 2) {
        if (solid[k] >= solid[k + 1]) continue;
        restore_row(c, row * width, at, solid[k], extent, half);
        at = solid[k + 1];
    }
    restore_row(c, row * width, at, to, extent, half);
}

INLINE void lay_part(const Canvas *c, const Falls *f, i64 row, i64 width, int half, int simd) {
    const Piece *p = f->piece;
    i64 part_width = p->width >> half, from = f->row * part_width, to = row * width;
    const void *values = half ? (const void *)(p->uv + from) : p->y + from;
    const u8 *a = (half ? p->half_a : p->a) + from;
    void *out = half ? (void *)(c->uv + to) : c->y + to;
    u8 *out_a = (half ? c->half_a : c->a) + to;
#if HAS_AVX2
    if (simd) {
        i64 below = f->row + AHEAD < p->height >> half ? AHEAD * part_width : 0;
        rows_laid[simd == 2][half](f->shift, f->extent, values, a, out, out_a, below);
        return;
    }
#endif
    (void)simd;
    if (half) lay_chroma(f->shift, values, a, out, out_a);
    else lay_luma(f->shift, values, a, out, out_a);
}

INLINE void assemble_row(const Canvas *c, const Piece *pieces, i64 count, i64 row, int half, int simd) {
    i64 width = half ? c->width / 2 : c->width;
    i32 *extent = (half ? c->half_rows : c->rows) + 4 * row, *touched = (half ? c->half_touched : c->touched) + 2 * row;
    const i32 *bare = (half ? c->base_half_rows : c->base_rows) + 4 * row;
    Falls falls[PARTS];
    i64 done = 0;
    do {
        i64 found = 0, last = count - done < PARTS ? count : done + PARTS;
        for (const Piece *p = pieces + done; p < pieces + last; p++)
            found += falls_on(falls + found, p, row, width, half);
        if (!done) {
            bare_row(c, falls, found, row, width, touched, bare, half);
            __builtin_memcpy(extent, bare, 4 * sizeof(i32));
            touched[0] = touched[1] = 0;
        }
        for (const Falls *f = falls; f < falls + found; f++) {
            lay_part(c, f, row, width, half, simd);
            add_extent(extent, touched, f->extent, f->shift);
        }
        done = last;
    } while (done < count);
}

/* The canvas' rows [from, to), both even: the base, and every part over it. */
INLINE void assemble_rows(const Canvas *c, const Piece *pieces, i64 count, i64 from, i64 to, int simd) {
    for (i64 row = from; row < to; row++) assemble_row(c, pieces, count, row, 0, simd);
    for (i64 row = from / 2; row < to / 2; row++) assemble_row(c, pieces, count, row, 1, simd);
}

#if HAS_AVX2
AVX2 static void assemble_avx2(const Canvas *c, const Piece *pieces, i64 count, i64 from, i64 to) {
    assemble_rows(c, pieces, count, from, to, 1);
}

AVX512 static void assemble_avx512(const Canvas *c, const Piece *pieces, i64 count, i64 from, i64 to) {
    assemble_rows(c, pieces, count, from, to, 2);
}
#endif

EXPORT void stage_assemble(const Canvas *c, const Piece *pieces, i64 count, i64 from, i64 to, i32 simd) {
#if HAS_AVX2
    if (simd) {
        (simd == 2 ? assemble_avx512 : assemble_avx2)(c, pieces, count, from, to);
        return;
    }
#endif
    (void)simd;
    assemble_rows(c, pieces, count, from, to, 0);
}
