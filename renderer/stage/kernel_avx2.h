/* Drawing with AVX2, sixteen bytes of a frame at a time: sixteen luma samples, or eight of Cb and Cr.
 *
 * Where the samples of either half of them lie close together in the source, as they do unless a picture is shrunk or
 * turned a lot, sixteen bytes are loaded for each half and shuffled, which takes a quarter of a gather's time. Elsewhere
 * samples are gathered, and at the plane's very end, where either would read too far, taken one by one. */

typedef __m256i V;
typedef __m128i H;
#define SET16(a) _mm256_set1_epi16((i16)(a))
#define SET32(a) _mm256_set1_epi32((i32)(a))
#define PART(a, wa, b, wb) _mm256_srli_epi16(_mm256_add_epi16(_mm256_mullo_epi16(a, wa), _mm256_mullo_epi16(b, wb)), 8)

/* ---- arithmetic: as in kernel_draw.h, but with every product's sign turned, because of pmaddubsw ---- */

/* For positions, of which 16 fractional bits are given, what two neighbours weigh: -128 .. -1 and 0 .. -127. */
AVX2 INLINE V weights_of(V low) {
    return _mm256_add_epi16(_mm256_mullo_epi16(_mm256_srli_epi16(low, 9), SET16(-255)), SET16(128));
}

/* From an upper and a lower row, mixed across, what lies `down` (15 fractional bits) between them. */
AVX2 INLINE V between_rows(V upper, V lower, V down) {
    V mixed = _mm256_add_epi16(upper, _mm256_mulhrs_epi16(_mm256_sub_epi16(lower, upper), down));
    return _mm256_srli_epi16(_mm256_sub_epi16(SET16(64), mixed), 7);
}

/* ---- samples that lie close together ---- */

/* What a row's blocks have in common; a half is eight luma or four chroma samples. */
typedef struct {
    Row r;
    int close, guarded;          /* guarded: some window may end beyond the plane */
    i64 low_u, low_v;            /* to the samples of a half that are furthest left and up */
    i64 height;                  /* from the half's uppermost sample to its lowest */
    V u_low, v_low;              /* from there to every sample: low 16 bits */
    V picks, single;             /* the bytes of every sample and its neighbour, a carry missing; those of one plane */
    V carry;                     /* how far a carry moves them */
    V u_step, v_step;            /* from block to block */
} Near;

/* Where a block lies: its halves' samples furthest left and up. */
typedef struct {
    i64 u[2], v[2];
    V u_from, v_from;            /* their low 16 bits */
} Place;

AVX2 INLINE V lanes_of(int half) {
    return half ? _mm256_setr_epi16(0, 0, 1, 1, 2, 2, 3, 3, 0, 0, 1, 1, 2, 2, 3, 3)
                : _mm256_setr_epi16(0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7);
}

/* For columns [from, to). */
AVX2 INLINE Near near_of(const Row *r, i64 from, i64 to, int half) {
    Near n = {.r = *r};
    i64 u = r->m[0], v = r->m[3], size = half ? 4 : 8, first = r->v + v * from, last = r->v + v * (to - 1);
    V lanes = lanes_of(half), back = _mm256_sub_epi16(SET16(size - 1), lanes);
    n.low_u = u < 0 ? (size - 1) * u : 0;
    n.low_v = v < 0 ? (size - 1) * v : 0;
    V to_right = u < 0 ? back : lanes, downwards = v < 0 ? back : lanes;
    n.u_step = SET16(2 * size * u), n.v_step = SET16(2 * size * v);
    u = u < 0 ? -u : u, v = v < 0 ? -v : v;
    n.height = (size - 1) * v;
    /* Sixteen bytes hold what twice as large a step needs; a half comes from three rows at most. */
    n.close = u < 2 << 16 && n.height <= 1 << 16;
    i64 lowest = ((first > last ? first : last) >> 16) + (v ? 2 : 1);
    n.guarded = (lowest + 1) * r->width - 2 + (half ? 8 : 16) > r->width * r->height;
    n.u_low = _mm256_mullo_epi16(to_right, SET16(u));
    V whole = _mm256_add_epi16(_mm256_mulhi_epu16(to_right, SET16(u)), _mm256_mullo_epi16(to_right, SET16(u >> 16)));
    n.single = _mm256_add_epi16(_mm256_mullo_epi16(whole, SET16(0x101)), SET16(0x100));
    n.picks = n.single, n.carry = SET16(0x101);
    if (half) {
        n.picks = _mm256_add_epi16(_mm256_add_epi16(n.single, n.single), SET32(0x01010000));
        n.carry = SET16(0x202);
    }
    n.v_low = _mm256_mullo_epi16(downwards, SET16(v));
    return n;
}

/* The low 16 bits of one number in the lower half, of another in the upper. */
AVX2 INLINE V halves(i64 a, i64 b) {
    return _mm256_inserti128_si256(_mm256_castsi128_si256(_mm_set1_epi16((i16)a)), _mm_set1_epi16((i16)b), 1);
}

AVX2 INLINE Place place_at(const Near *n, i64 x, int half) {
    const Row *r = &n->r;
    i64 size = half ? 4 : 8;
    Place p;
    p.u[0] = r->u + r->m[0] * x + n->low_u, p.u[1] = p.u[0] + r->m[0] * size;
    p.v[0] = r->v + r->m[3] * x + n->low_v, p.v[1] = p.v[0] + r->m[3] * size;
    p.u_from = halves(p.u[0], p.u[1]), p.v_from = halves(p.v[0], p.v[1]);
    return p;
}

AVX2 INLINE void step(const Near *n, Place *p, int half) {
    i64 size = half ? 8 : 16, u = n->r.m[0] * size, v = n->r.m[3] * size;
    p->u[0] += u, p->u[1] += u, p->v[0] += v, p->v[1] += v;
    p->u_from = _mm256_add_epi16(p->u_from, n->u_step), p->v_from = _mm256_add_epi16(p->v_from, n->v_step);
}

/* How the samples of a block are picked from the windows of both halves, and mixed. */
typedef struct {
    i64 at[2];                   /* where the windows begin in the plane */
    int rows;                    /* upper ones its samples come from: 1 or 2 */
    V picks, single, across, down, upper; /* upper: which come from the first row */
} Block;

AVX2 INLINE Block block_at(const Near *n, const Place *p, int half) {
    i64 width = n->r.width, row = p->v[0] >> 16, row2 = p->v[1] >> 16;
    Block b;
    b.at[0] = row * width + (p->u[0] >> 16);
    b.at[1] = row2 * width + (p->u[1] >> 16);
    b.rows = 1 + (((p->v[0] & 0xffff) + n->height) >> 16 | ((p->v[1] & 0xffff) + n->height) >> 16);
    V low = _mm256_add_epi16(p->u_from, n->u_low), down = _mm256_add_epi16(p->v_from, n->v_low);
    V stays = _mm256_cmpeq_epi16(_mm256_max_epu16(low, p->u_from), low); /* -1 without a carry */
    b.picks = _mm256_add_epi8(n->picks, _mm256_andnot_si256(stays, n->carry));
    b.single = half ? _mm256_add_epi8(n->single, _mm256_andnot_si256(stays, SET16(0x101))) : b.picks;
    b.across = weights_of(low);
    b.down = _mm256_srli_epi16(down, 1);
    b.upper = _mm256_cmpeq_epi16(_mm256_max_epu16(down, p->v_from), down);
    return b;
}

AVX2 INLINE V window(const void *a, const void *b, int bytes) {
    if (bytes == 8) return _mm256_set_m128i(_mm_loadl_epi64(b), _mm_loadl_epi64(a));
    return _mm256_inserti128_si256(_mm256_castsi128_si256(_mm_loadu_si128(a)), _mm_loadu_si128(b), 1);
}

/* Sixteen bilinear samples of a plane whose samples take `unit` bytes, as 16-bit numbers. */
AVX2 INLINE V near_samples(const u8 *plane, const Near *n, const Block *b, V picks, int unit, int bytes) {
    const u8 *p = plane + b->at[0] * unit, *q = plane + b->at[1] * unit;
    i64 stride = n->r.width * unit;
    V upper = _mm256_maddubs_epi16(_mm256_shuffle_epi8(window(p, q, bytes), picks), b->across);
    p += stride, q += stride;
    V lower = _mm256_maddubs_epi16(_mm256_shuffle_epi8(window(p, q, bytes), picks), b->across);
    if (b->rows == 2) {
        p += stride, q += stride;
        V third = _mm256_maddubs_epi16(_mm256_shuffle_epi8(window(p, q, bytes), picks), b->across);
        upper = _mm256_blendv_epi8(lower, upper, b->upper);
        lower = _mm256_blendv_epi8(third, lower, b->upper);
    }
    return between_rows(upper, lower, b->down);
}

/* ---- samples that don't: gathered, eight at a time ---- */

AVX2 INLINE V ramp(i64 start, i64 step) {
    V lanes = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    return _mm256_add_epi32(SET32(start), _mm256_mullo_epi32(lanes, SET32(step)));
}

/* Pairs of neighbours from two gathered rows as bytes side by side; the first four of `a`, of `b`, the others. */
AVX2 INLINE V pairs_of(const u8 *plane, V a, V b) {
    V low = _mm256_and_si256(_mm256_i32gather_epi32((const int *)plane, a, 1), SET32(0xffff));
    return _mm256_packus_epi32(low, _mm256_and_si256(_mm256_i32gather_epi32((const int *)plane, b, 1), SET32(0xffff)));
}

/* Sixteen samples from two rows that were gathered at 16 positions u and v, eight each, ordered as by packus. */
AVX2 INLINE V far_bytes(const u8 *plane, const Row *r, const V *u, const V *v) {
    V at[2], k16 = SET32(0xffff);
    for (int k = 0; k < 2; k++)
        at[k] = _mm256_add_epi32(_mm256_mullo_epi32(_mm256_srai_epi32(v[k], 16), SET32(r->width)),
                                 _mm256_srai_epi32(u[k], 16));
    V across = weights_of(_mm256_packus_epi32(_mm256_and_si256(u[0], k16), _mm256_and_si256(u[1], k16)));
    V down = _mm256_packus_epi32(_mm256_and_si256(v[0], k16), _mm256_and_si256(v[1], k16));
    V upper = _mm256_maddubs_epi16(pairs_of(plane, at[0], at[1]), across);
    V lower = _mm256_maddubs_epi16(pairs_of(plane + r->width, at[0], at[1]), across);
    return between_rows(upper, lower, _mm256_srli_epi16(down, 1));
}

/* Eight chroma samples as pairs of 16 bits. */
AVX2 INLINE V far_pairs(const u8 *plane, const Row *r, V u, V v) {
    V at = _mm256_add_epi32(_mm256_mullo_epi32(_mm256_srai_epi32(v, 16), SET32(r->width)), _mm256_srai_epi32(u, 16));
    /* Cb, Cr, Cb, Cr -> Cb, Cb, Cr, Cr */
    const V pick = _mm256_setr_epi8(0, 2, 1, 3, 4, 6, 5, 7, 8, 10, 9, 11, 12, 14, 13, 15, 0, 2, 1, 3, 4, 6, 5, 7, 8, 10,
                                    9, 11, 12, 14, 13, 15);
    V k16 = SET32(0xffff), low = _mm256_and_si256(u, k16), down = _mm256_and_si256(v, k16);
    V across = weights_of(_mm256_or_si256(low, _mm256_slli_epi32(low, 16)));
    V upper = _mm256_shuffle_epi8(_mm256_i32gather_epi32((const int *)plane, at, 2), pick);
    V lower = _mm256_shuffle_epi8(_mm256_i32gather_epi32((const int *)(plane + 2 * r->width), at, 2), pick);
    upper = _mm256_maddubs_epi16(upper, across), lower = _mm256_maddubs_epi16(lower, across);
    return between_rows(upper, lower, _mm256_srli_epi16(_mm256_or_si256(down, _mm256_slli_epi32(down, 16)), 1));
}

/* Sixteen bytes' worth of a plane and of the alphas, as 16-bit numbers in order. */
AVX2 INLINE void far_samples(const Row *r, i64 x, int half, V *value, V *alpha) {
    const Blit *b = r->blit;
    V u[2], v[2];
    for (int k = 0; k < 2; k++) {
        i64 place = x + (half ? 0 : 8 * k);
        u[k] = ramp(r->u + r->m[0] * place, r->m[0]), v[k] = ramp(r->v + r->m[3] * place, r->m[3]);
    }
    if (half) {
        *value = far_pairs((const u8 *)b->uv, r, u[0], v[0]);
        /* 0 0 1 1 2 2 3 3 0 0 ...: every alpha twice, in the order of packus */
        if (alpha) *alpha = far_bytes(b->half_a, r, u, v), *alpha = _mm256_unpacklo_epi16(*alpha, *alpha);
    } else {
        *value = _mm256_permute4x64_epi64(far_bytes(b->y, r, u, v), 0xD8);
        if (alpha) *alpha = _mm256_permute4x64_epi64(far_bytes(b->a, r, u, v), 0xD8);
    }
}
