/* Drawing with AVX2: what is done with the samples of kernel_avx2.h. */

AVX2 INLINE void fetch_rows_ahead(const Row *r, i64 at, int half, int way) {
    const Blit *b = r->blit;
    at += AHEAD * r->width;
    fetch_ahead(half ? (const void *)(b->uv + at) : b->y + at);
    if (way != SOLID) fetch_ahead((half ? b->half_a : b->a) + at);
}

/* Sixteen samples laid over what is there, both as 16-bit numbers. */
AVX2 INLINE V laid(const Blit *b, V value, V alpha, H before, int half, int way) {
    if (way == SOLID) return value;
    if (way == DIMMED) {
        V gain = SET16(half ? b->chroma_gain : b->luma_gain), ground = SET16(half ? b->chroma_grey : b->luma_black);
        value = PART(value, gain, alpha, ground);
        alpha = _mm256_srli_epi16(_mm256_mullo_epi16(alpha, SET16(b->opacity)), 8);
    }
    V rest = _mm256_sub_epi16(_mm256_sub_epi16(SET16(256), alpha), _mm256_srli_epi16(alpha, 7));
    V below = _mm256_mullo_epi16(_mm256_cvtepu8_epi16(before), rest);
    return _mm256_add_epi16(value, _mm256_srli_epi16(below, 8));
}

/* Sixteen bytes of the frame, over what is there; the first `kept` of them stay as they are. */
AVX2 INLINE void put_block(const Blit *b, u8 *out, V value, V alpha, i64 kept, int half, int way) {
    H before = _mm_loadu_si128((const H *)out);
    value = laid(b, value, alpha, before, half, way);
    H done = _mm_packus_epi16(_mm256_castsi256_si128(value), _mm256_extracti128_si256(value, 1));
    if (kept && way != SOLID) {
        H lanes = _mm_setr_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        done = _mm_blendv_epi8(done, before, _mm_cmpgt_epi8(_mm_set1_epi8((char)kept), lanes));
    }
    _mm_storeu_si128((H *)out, done);
}

AVX2 INLINE void draw_near(const Near *n, const Place *p, void *plane, i64 x, i64 kept, int half, int way) {
    const Row *r = &n->r;
    const Blit *b = r->blit;
    int unit = half ? 2 : 1, bytes = half ? 8 : 16;
    Block block = block_at(n, p, half);
    if (n->guarded) {
        i64 later = block.at[0] > block.at[1] ? block.at[0] : block.at[1];
        if (later + block.rows * r->width + bytes > r->width * r->height) {
            for (i64 k = x + kept; k < x + (half ? 8 : 16); k++) draw_one(r, plane, k, half, way);
            return;
        }
    }
    fetch_rows_ahead(r, block.at[0], half, way);
    V value = near_samples(half ? (const u8 *)b->uv : b->y, n, &block, block.picks, unit, 16), alpha = value;
    if (way != SOLID) alpha = near_samples(half ? b->half_a : b->a, n, &block, block.single, 1, bytes);
    put_block(b, (u8 *)plane + x * unit, value, alpha, kept * unit, half, way);
}

/* How many whole blocks from x on, before `to`, take all their samples from one upper row. */
AVX2 INLINE i64 blocks_in_row(const Row *r, i64 x, i64 to, int half) {
    i64 size = half ? 8 : 16, v = r->m[3], all = (to - x) / size;
    if (!v) return all;
    if (v > 1 << 10 || v < -(1 << 10)) return 0; /* less than four of them fit */
    i64 place = (r->v + v * x) & 0xffff, left = v > 0 ? (0xffff - place) / v : place / -v;
    i64 fit = (left + 1) / size;
    return fit < all ? fit : all;
}

/* Where both rows of a plane lie from which blocks are taken. */
typedef struct {
    const u8 *upper, *lower;
} Rows;

AVX2 INLINE V pick(Rows rows, i64 first, i64 second, V picks, V across, V down, int bytes) {
    V upper = _mm256_maddubs_epi16(_mm256_shuffle_epi8(window(rows.upper + first, rows.upper + second, bytes), picks), across);
    V lower = _mm256_maddubs_epi16(_mm256_shuffle_epi8(window(rows.lower + first, rows.lower + second, bytes), picks), across);
    return between_rows(upper, lower, down);
}

/* So many blocks that lie in one row, two at a time. */
AVX2 INLINE void draw_even(const Near *n, Place *p, u8 *out, i64 blocks, int half, int way) {
    const Blit b = *n->r.blit;
    i64 unit = half ? 2 : 1, stride = n->r.width * unit, at = (p->v[0] >> 16) * n->r.width, u = p->u[0], du = n->r.m[0] * (half ? 4 : 8);
    Rows values = {(half ? (const u8 *)b.uv : b.y) + at * unit, 0}, alphas = {0, 0};
    values.lower = values.upper + stride;
    if (way != SOLID) alphas.upper = (half ? b.half_a : b.a) + at, alphas.lower = alphas.upper + n->r.width;
    V u_from = p->u_from, down = _mm256_add_epi16(p->v_from, n->v_low);
    for (i64 k = 0; k < blocks; k += 2) {
        V value[2];
        int both = k + 1 < blocks;
        for (int m = 0; m < 2; m++) {
            if (m && !both) break;
            i64 first = u >> 16, second = (u + du) >> 16;
            V low = _mm256_add_epi16(u_from, n->u_low), stays = _mm256_cmpeq_epi16(_mm256_max_epu16(low, u_from), low);
            V picks = _mm256_add_epi8(n->picks, _mm256_andnot_si256(stays, n->carry)), across = weights_of(low), row = _mm256_srli_epi16(down, 1);
            if (!m) {
                fetch_ahead(values.upper + first * unit + AHEAD * stride);
                if (way != SOLID) fetch_ahead(alphas.upper + first + AHEAD * n->r.width);
            }
            V alpha = value[m] = pick(values, first * unit, second * unit, picks, across, row, 16);
            if (way != SOLID) {
                if (half) picks = _mm256_add_epi8(n->single, _mm256_andnot_si256(stays, SET16(0x101)));
                alpha = pick(alphas, first, second, picks, across, row, half ? 8 : 16);
            }
            value[m] = laid(&b, value[m], alpha, _mm_loadu_si128((const H *)(out + 16 * m)), half, way);
            u += 2 * du;
            u_from = _mm256_add_epi16(u_from, n->u_step);
            down = _mm256_add_epi16(down, n->v_step);
        }
        if (both) {
            V bytes = _mm256_permute4x64_epi64(_mm256_packus_epi16(value[0], value[1]), 0xD8);
            _mm256_storeu_si256((V *)out, bytes);
        } else {
            H bytes = _mm_packus_epi16(_mm256_castsi256_si128(value[0]), _mm256_extracti128_si256(value[0], 1));
            _mm_storeu_si128((H *)out, bytes);
        }
        out += 32;
    }
}

AVX2 INLINE void draw_far(const Row *r, void *plane, i64 x, i64 kept, int half, int way) {
    i64 size = half ? 8 : 16, last = (r->v + r->m[3] * (x + size - 1)) >> 16, first = (r->v + r->m[3] * x) >> 16;
    /* A gather takes four bytes where it needs two. */
    if (first + 2 >= r->height || last + 2 >= r->height) {
        for (i64 k = x + kept; k < x + size; k++) draw_one(r, plane, k, half, way);
        return;
    }
    V value, alpha;
    far_samples(r, x, half, &value, way != SOLID ? &alpha : 0);
    put_block(r->blit, (u8 *)plane + x * (half ? 2 : 1), value, alpha, kept * (half ? 2 : 1), half, way);
}

/* Columns [from, to), a block at least; the last block reaches back over what is done and keeps that. */
AVX2 INLINE void draw_run(const Row *r, void *plane, i64 from, i64 to, int half, int way) {
    Near n = near_of(r, from, to, half);
    i64 x = from, size = half ? 8 : 16;
    if (n.close) {
        Place p = place_at(&n, x, half);
        while (x + size <= to) {
            i64 blocks = n.guarded ? 0 : blocks_in_row(r, x, to, half);
            if (blocks > 0) {
                draw_even(&n, &p, (u8 *)plane + x * (half ? 2 : 1), blocks, half, way);
                x += blocks * size;
                p = place_at(&n, x, half);
            } else {
                draw_near(&n, &p, plane, x, 0, half, way);
                step(&n, &p, half);
                x += size;
            }
        }
        if (x == to) return;
        p = place_at(&n, to - size, half);
        draw_near(&n, &p, plane, to - size, size - (to - x), half, way);
    } else {
        for (; x + size <= to; x += size) draw_far(r, plane, x, 0, half, way);
        if (x < to) draw_far(r, plane, to - size, size - (to - x), half, way);
    }
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
