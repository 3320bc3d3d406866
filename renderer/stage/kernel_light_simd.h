/* Light on as many samples at once as a register holds: included once for AVX2 and once for AVX-512, which differ in
 * nothing but names. The last block of a row reaches back over what is lit already: light is never put in place. */

ROAD INLINE REG NAMED(mul15)(REG a, REG b) { return OP(mulhrs_epi16)(a, b); }

ROAD INLINE REG NAMED(all16)(i32 a) { return OP(set1_epi16)((i16)a); }

ROAD INLINE REG NAMED(load_bytes)(const u8 *s) { return OP(cvtepu8_epi16)(HALF_LOAD((const void *)s)); }

/* Every number twice, in the order in which packus puts bytes: the first four of each half, or its last four. */
ROAD INLINE REG NAMED(twice)(REG a, int last) { return last ? OP(unpackhi_epi16)(a, a) : OP(unpacklo_epi16)(a, a); }

ROAD INLINE REG NAMED(light_luma)(const Grade *g, REG luma, REG chroma, REG shade, REG shine) {
    REG value = OP(adds_epi16)(NAMED(mul15)(OP(slli_epi16)(luma, 6), NAMED(all16)(g->matrix[0])), chroma);
    return OP(srai_epi16)(OP(adds_epi16)(NAMED(mul15)(value, shade), shine), 5);
}

ROAD INLINE REG NAMED(light_chroma)(const Grade *g, REG four, REG cb, REG cr, REG shade, REG rays, int k) {
    const i32 *m = g->matrix + 3 * k;
    REG value = OP(adds_epi16)(NAMED(mul15)(cb, NAMED(all16)(m[1])), NAMED(mul15)(cr, NAMED(all16)(m[2])));
    value = NAMED(mul15)(OP(adds_epi16)(value, NAMED(mul15)(four, NAMED(all16)(m[0]))), shade);
    REG shine = OP(adds_epi16)(NAMED(mul15)(rays, NAMED(all16)(g->rays[k])), NAMED(all16)(g->offset[k]));
    value = OP(srai_epi16)(OP(adds_epi16)(value, shine), 5);
    return OP(max_epi16)(NAMED(all16)(16), OP(min_epi16)(NAMED(all16)(240), value));
}

/* Of a later row of chroma what lies at the same column: where light goes, and the maps. */
ROAD INLINE void NAMED(fetch_light)(const Grade *g, const Lit *l, i64 width, i64 row, i64 x) {
    i64 at = row * (width / 2) + x, place = 2 * row * width + 2 * x;
    __builtin_prefetch(l->out_y + place, 1);
    __builtin_prefetch(l->out_y + place + width, 1);
    __builtin_prefetch(l->out_uv + at, 1);
    __builtin_prefetch(g->vignette_map + at);
    if (g->ray_map) __builtin_prefetch(g->ray_map + at);
}

/* A register's chroma samples from column x on, and the luma above them. */
ROAD INLINE void NAMED(light_block)(const Grade *g, const u8 *glow, const Lit *l, i64 width, i64 row, i64 x) {
    i64 at = row * (width / 2) + x, back = l->origin * width;
    NAMED(fetch_light)(g, l, width, row + LIT_AHEAD, x);
    REG pair = ALL(loadu)((const void *)(l->uv + at - back / 4)), k128 = NAMED(all16)(128), sum = NAMED(all16)(-64);
    REG cb = OP(slli_epi16)(OP(sub_epi16)(ALL(and)(pair, NAMED(all16)(255)), k128), 6);
    REG cr = OP(slli_epi16)(OP(sub_epi16)(OP(srli_epi16)(pair, 8), k128), 6);
    REG chroma = NAMED(mul15)(cb, NAMED(all16)(g->matrix[1]));
    chroma = OP(add_epi16)(chroma, NAMED(mul15)(cr, NAMED(all16)(g->matrix[2])));
    REG dark = OP(mullo_epi16)(NAMED(load_bytes)(g->vignette_map + at), NAMED(all16)(g->vignette));
    REG shade = OP(sub_epi16)(NAMED(all16)(32767), dark);
    REG rays = g->ray_map ? OP(slli_epi16)(NAMED(load_bytes)(g->ray_map + at), 7) : ALL(setzero)();
    REG shine = NAMED(mul15)(rays, NAMED(all16)(g->rays[0]));
    if (g->glow_map) {
        REG bright = OP(slli_epi16)(NAMED(load_bytes)(glow + 4 + x), 7);
        shine = OP(adds_epi16)(shine, NAMED(mul15)(bright, NAMED(all16)(g->glow)));
    }
    shine = OP(adds_epi16)(shine, NAMED(all16)(g->offset[0]));
    for (int k = 0; k < 2; k++) {
        i64 place = (2 * row + k) * width + 2 * x;
        REG bytes = ALL(loadu)((const void *)(l->y + place - back)), zero = ALL(setzero)();
        REG p = OP(sub_epi16)(OP(unpacklo_epi8)(bytes, zero), NAMED(all16)(16));
        REG q = OP(sub_epi16)(OP(unpackhi_epi8)(bytes, zero), NAMED(all16)(16));
        sum = OP(add_epi16)(sum, OP(maddubs_epi16)(bytes, OP(set1_epi8)(1)));
        p = NAMED(light_luma)(g, p, NAMED(twice)(chroma, 0), NAMED(twice)(shade, 0), NAMED(twice)(shine, 0));
        q = NAMED(light_luma)(g, q, NAMED(twice)(chroma, 1), NAMED(twice)(shade, 1), NAMED(twice)(shine, 1));
        bytes = OP(min_epu8)(OP(set1_epi8)((char)235), OP(packus_epi16)(p, q));
        ALL(storeu)((void *)(l->out_y + place), OP(max_epu8)(OP(set1_epi8)(16), bytes));
    }
    REG four = OP(slli_epi16)(sum, 4), blue = NAMED(light_chroma)(g, four, cb, cr, shade, rays, 1);
    REG red = NAMED(light_chroma)(g, four, cb, cr, shade, rays, 2);
    ALL(storeu)((void *)(l->out_uv + at), ALL(or)(blue, OP(slli_epi16)(red, 8)));
}

ROAD static void NAMED(light)(const Grade *grade, Lit l, i64 width, i64 from, i64 to) {
    enum { SIZE = sizeof(REG) / 2 };
    const Grade own = *grade, *g = &own;
    i64 half = width / 2;
    GlowRow glow;
    for (i64 row = from / 2; row < to / 2; row++) {
        if (g->glow_map) grow_row(g, glow.row, row, half);
        if (half < SIZE) {
            light_row(g, glow.row, l, width, row, 0);
            continue;
        }
        for (i64 x = 0; x + SIZE <= half; x += SIZE) NAMED(light_block)(g, glow.row, &l, width, row, x);
        if (half % SIZE) NAMED(light_block)(g, glow.row, &l, width, row, half - SIZE);
    }
}
