/* Drawing with AVX2, sixteen bytes of a frame at a time: sixteen luma samples, or eight of Cb and Cr.
 *
 * Where the samples of either half of them lie close together in the source, as they do unless a picture is shrunk or
 * turned a lot, sixteen bytes are loaded for each half and shuffled, which takes a quarter of a gather's time. Elsewhere
 * samples are gathered, and near the plane's last row, where either would read too far, taken one by one. */

typedef __m256i V;
typedef __m128i H;
#define SET16(a) _mm256_set1_epi16((i16)(a))
#define SET32(a) _mm256_set1_epi32((i32)(a))
#define MIX(a, b, wa, wb) _mm256_srli_epi16(_mm256_add_epi16(_mm256_mullo_epi16(a, wa), _mm256_mullo_epi16(b, wb)), 8)

/* ---- samples that lie close together ---- */

/* What a row's blocks have in common; a half is eight luma or four chroma samples. */
typedef struct {
    const Row *r;
    int close;
    i64 size, low_u, low_v;      /* of a half, and in it the samples furthest left and up */
    i64 step_v;                  /* from the half's uppermost to its lowest sample */
    V u_low, u_high, v_low;      /* from there to every sample: low 16 bits, whole samples + 1, low 16 bits */
} Near;

/* How the samples of a block are picked from the windows of both halves, and mixed. */
typedef struct {
    i64 at[2];                   /* where the windows begin in the plane */
    int rows;                    /* upper ones its samples come from: 1 or 2 */
    V picks, across, along, down, up, lower; /* picks: index | 0x8000; lower: which come from the second row */
} Block;

AVX2 INLINE V lanes_of(int half) {
    return half ? _mm256_setr_epi16(0, 0, 1, 1, 2, 2, 3, 3, 0, 0, 1, 1, 2, 2, 3, 3)
                : _mm256_setr_epi16(0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7);
}

AVX2 INLINE Near near_of(const Row *r, int half) {
    Near n = {.r = r, .size = half ? 4 : 8};
    i64 u = r->m[0], v = r->m[3];
    V lanes = lanes_of(half), back = _mm256_sub_epi16(SET16(n.size - 1), lanes);
    n.low_u = u < 0 ? n.size - 1 : 0;
    n.low_v = v < 0 ? n.size - 1 : 0;
    V to_right = u < 0 ? back : lanes, downwards = v < 0 ? back : lanes;
    u = u < 0 ? -u : u, v = v < 0 ? -v : v;
    /* Sixteen bytes hold what twice as large a step needs; a block comes from three rows at most. */
    n.close = u < 2 << 16 && v < 1 << 13;
    n.u_low = _mm256_mullo_epi16(to_right, SET16(u));
    n.u_high = _mm256_add_epi16(_mm256_mulhi_epu16(to_right, SET16(u)), _mm256_mullo_epi16(to_right, SET16(u >> 16)));
    n.u_high = _mm256_add_epi16(n.u_high, SET16(1));
    n.v_low = _mm256_mullo_epi16(downwards, SET16(v));
    n.step_v = (n.size - 1) * v;
    return n;
}

/* The low 16 bits of one number in the lower half, of another in the upper. */
AVX2 INLINE V halves(i64 a, i64 b) {
    return _mm256_inserti128_si256(_mm256_castsi128_si256(_mm_set1_epi16((i16)a)), _mm_set1_epi16((i16)b), 1);
}

/* The block at x; `rows` is 0 when its windows would reach beyond the plane, a window being `bytes` samples. */
AVX2 INLINE Block block_at(const Near *n, i64 x, i64 bytes) {
    const Row *r = n->r;
    i64 u = r->u + r->m[0] * (x + n->low_u), v = r->v + r->m[3] * (x + n->low_v);
    i64 u2 = u + r->m[0] * n->size, v2 = v + r->m[3] * n->size, row = v >> 16, row2 = v2 >> 16;
    Block b;
    b.at[0] = row * r->width + (u >> 16);
    b.at[1] = row2 * r->width + (u2 >> 16);
    b.rows = ((v & 0xffff) + n->step_v) >> 16 || ((v2 & 0xffff) + n->step_v) >> 16 ? 2 : 1;
    i64 last = (row > row2 ? row : row2) + b.rows;
    if ((last + 1) * r->width - 2 + bytes > r->width * r->height) b.rows = 0;
    V from = halves(u, u2), low = _mm256_add_epi16(from, n->u_low);
    V whole = _mm256_cmpeq_epi16(_mm256_max_epu16(low, from), low); /* -1 without a carry */
    b.picks = _mm256_or_si256(_mm256_add_epi16(n->u_high, whole), SET16(0x8000));
    b.across = _mm256_srli_epi16(low, 8);
    b.along = _mm256_sub_epi16(SET16(256), b.across);
    from = halves(v, v2), low = _mm256_add_epi16(from, n->v_low);
    b.lower = _mm256_cmpeq_epi16(_mm256_max_epu16(low, from), low);
    b.lower = _mm256_xor_si256(b.lower, SET16(-1));
    b.down = _mm256_srli_epi16(low, 8);
    b.up = _mm256_sub_epi16(SET16(256), b.down);
    return b;
}

AVX2 INLINE V window(const void *a, const void *b, int bytes) {
    if (bytes == 8) return _mm256_set_m128i(_mm_loadl_epi64(b), _mm_loadl_epi64(a));
    return _mm256_inserti128_si256(_mm256_castsi128_si256(_mm_loadu_si128(a)), _mm_loadu_si128(b), 1);
}

/* Sixteen bilinear samples of a plane whose samples take `unit` bytes, as 16-bit numbers. */
AVX2 INLINE V near_samples(const u8 *plane, const Near *n, const Block *b, int unit, int bytes) {
    const u8 *p = plane + b->at[0] * unit, *q = plane + b->at[1] * unit;
    i64 stride = n->r->width * unit;
    V picks = b->picks, next = SET16(unit);
    if (unit == 2) picks = _mm256_add_epi8(_mm256_add_epi8(picks, _mm256_and_si256(picks, SET16(0xff))), SET32(0x10000));
    V first = window(p, q, bytes), second = window(p + stride, q + stride, bytes), right = _mm256_add_epi16(picks, next);
    V l0 = _mm256_shuffle_epi8(first, picks), l1 = _mm256_shuffle_epi8(second, picks);
    V r0 = _mm256_shuffle_epi8(first, right), r1 = _mm256_shuffle_epi8(second, right);
    if (b->rows == 2) {
        V third = window(p + 2 * stride, q + 2 * stride, bytes);
        l0 = _mm256_blendv_epi8(l0, l1, b->lower);
        r0 = _mm256_blendv_epi8(r0, r1, b->lower);
        l1 = _mm256_blendv_epi8(l1, _mm256_shuffle_epi8(third, picks), b->lower);
        r1 = _mm256_blendv_epi8(r1, _mm256_shuffle_epi8(third, right), b->lower);
    }
    return MIX(MIX(l0, l1, b->up, b->down), MIX(r0, r1, b->up, b->down), b->along, b->across);
}

/* ---- samples that don't: gathered, eight at a time ---- */

AVX2 INLINE V ramp(i64 start, i64 step) {
    V lanes = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    return _mm256_add_epi32(SET32(start), _mm256_mullo_epi32(lanes, SET32(step)));
}

/* Eight bilinear samples of a plane, as 32-bit numbers or as pairs of 16 bits. */
AVX2 INLINE V far_eight(const void *plane, const Row *r, i64 x, int unit) {
    V u = ramp(r->u + r->m[0] * x, r->m[0]), v = ramp(r->v + r->m[3] * x, r->m[3]), k255 = SET32(255), k256 = SET32(256);
    V at = _mm256_add_epi32(_mm256_mullo_epi32(_mm256_srai_epi32(v, 16), SET32(r->width)), _mm256_srai_epi32(u, 16));
    V across = _mm256_and_si256(_mm256_srli_epi32(u, 8), k255), down = _mm256_and_si256(_mm256_srli_epi32(v, 8), k255);
    down = _mm256_or_si256(down, _mm256_slli_epi32(down, 16));
    V up = _mm256_sub_epi16(SET16(256), down);
    across = _mm256_or_si256(_mm256_slli_epi32(across, 16), _mm256_sub_epi32(k256, across));
    if (unit == 1) {
        const V pick = _mm256_setr_epi8(0, -1, 1, -1, 4, -1, 5, -1, 8, -1, 9, -1, 12, -1, 13, -1, 0, -1, 1, -1, 4, -1, 5, -1,
                                        8, -1, 9, -1, 12, -1, 13, -1);
        V upper = _mm256_shuffle_epi8(_mm256_i32gather_epi32((const int *)plane, at, 1), pick);
        V lower = _mm256_shuffle_epi8(_mm256_i32gather_epi32((const int *)((const u8 *)plane + r->width), at, 1), pick);
        return _mm256_srli_epi32(_mm256_madd_epi16(MIX(upper, lower, up, down), across), 8);
    }
    V upper = _mm256_i32gather_epi32((const int *)plane, at, 2);
    V lower = _mm256_i32gather_epi32((const int *)((const u16 *)plane + r->width), at, 2);
    V cb = MIX(_mm256_and_si256(upper, SET16(255)), _mm256_and_si256(lower, SET16(255)), up, down);
    V cr = MIX(_mm256_srli_epi16(upper, 8), _mm256_srli_epi16(lower, 8), up, down);
    cb = _mm256_srli_epi32(_mm256_madd_epi16(cb, across), 8);
    cr = _mm256_slli_epi32(_mm256_srli_epi32(_mm256_madd_epi16(cr, across), 8), 16);
    return _mm256_or_si256(cb, cr);
}

/* Sixteen bytes' worth, as 16-bit numbers in order. */
AVX2 INLINE V far_samples(const void *plane, const Row *r, i64 x, int unit, int half) {
    V first = far_eight(plane, r, x, unit);
    if (unit == 2) return first;
    if (half) return _mm256_or_si256(first, _mm256_slli_epi32(first, 16));
    return _mm256_permute4x64_epi64(_mm256_packus_epi32(first, far_eight(plane, r, x + 8, unit)), 0xD8);
}

/* ---- blocks ---- */

AVX2 INLINE void fetch_ahead(const void *s) { _mm_prefetch((const char *)s, _MM_HINT_T0); }

AVX2 INLINE void fetch_rows_ahead(const Row *r, i64 at, int half, int way) {
    const Blit *b = r->blit;
    at += AHEAD * r->width;
    fetch_ahead(half ? (const void *)(b->uv + at) : b->y + at);
    if (way != SOLID) fetch_ahead((half ? b->half_a : b->a) + at);
}

/* Sixteen bytes of the frame from column x; the first `kept` samples of them stay as they are. */
AVX2 INLINE void draw_block(const Near *n, void *plane, i64 x, i64 kept, int half, int way) {
    const Row *r = n->r;
    const Blit *b = r->blit;
    int unit = half ? 2 : 1, bytes = half ? 8 : 16;
    u8 *out = (u8 *)plane + x * unit;
    Block block = block_at(n, x, bytes);
    int near = n->close && block.rows;
    i64 last = (r->v + r->m[3] * (x + 2 * n->size - 1)) >> 16, first = (r->v + r->m[3] * x) >> 16;
    if (!near && (first + 2 >= r->height || last + 2 >= r->height)) {
        for (i64 k = x + kept; k < x + 2 * n->size; k++) draw_one(r, plane, k, half, way);
        return;
    }
    fetch_rows_ahead(r, block.at[0], half, way);
    const u8 *source = half ? (const u8 *)b->uv : b->y, *alphas = half ? b->half_a : b->a;
    V value = near ? near_samples(source, n, &block, unit, 16) : far_samples(source, r, x, unit, half);
    H before = _mm_loadu_si128((const H *)out);
    if (way != SOLID) {
        V alpha = near ? near_samples(alphas, n, &block, 1, bytes) : far_samples(alphas, r, x, 1, half);
        if (way == DIMMED) {
            V gain = SET16(half ? b->chroma_gain : b->luma_gain), ground = SET16(half ? b->chroma_grey : b->luma_black);
            value = MIX(value, alpha, gain, ground);
            alpha = _mm256_srli_epi16(_mm256_mullo_epi16(alpha, SET16(b->opacity)), 8);
        }
        V rest = _mm256_sub_epi16(_mm256_sub_epi16(SET16(256), alpha), _mm256_srli_epi16(alpha, 7));
        V below = _mm256_mullo_epi16(_mm256_cvtepu8_epi16(before), rest);
        value = _mm256_add_epi16(value, _mm256_srli_epi16(below, 8));
    }
    H done = _mm_packus_epi16(_mm256_castsi256_si128(value), _mm256_extracti128_si256(value, 1));
    if (kept) {
        H lanes = _mm_setr_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        done = _mm_blendv_epi8(done, before, _mm_cmpgt_epi8(_mm_set1_epi8((char)(kept * unit)), lanes));
    }
    _mm_storeu_si128((H *)out, done);
}

/* Columns [from, to), a block at least; the last block reaches back over what is done and keeps that. */
AVX2 INLINE void draw_run(const Row *r, void *plane, i64 from, i64 to, int half, int way) {
    Near n = near_of(r, half);
    i64 x = from, size = 2 * n.size;
    for (; x + size <= to; x += size) draw_block(&n, plane, x, 0, half, way);
    if (x < to) draw_block(&n, plane, to - size, size - (to - x), half, way);
}
#define RUN(name, half, way) \
    AVX2 static void name(const Row *r, void *plane, i64 from, i64 to) { draw_run(r, plane, from, to, half, way); }
RUN(luma_solid, 0, SOLID)
RUN(luma_plain, 0, PLAIN)
RUN(luma_dimmed, 0, DIMMED)
RUN(chroma_solid, 1, SOLID)
RUN(chroma_plain, 1, PLAIN)
RUN(chroma_dimmed, 1, DIMMED)
#undef RUN

static void (*const runs_avx2[2][3])(const Row *, void *, i64, i64) = {{luma_solid, luma_plain, luma_dimmed},
                                                                       {chroma_solid, chroma_plain, chroma_dimmed}};
