/* Laying a row of a part over a canvas with AVX2: solid samples are only moved, all others blended, 16 at a time. */

/* What a sample and the one left of it weigh, with turned signs: -128 .. -1 and 0 .. -127, for pmaddubsw. */
AVX2 INLINE V shift_weights(Shift s) { return SET16((u8)(s.across - 128) | (u8)-s.across << 8); }

/* Sixteen samples that lie between `here` and `before`, as 16-bit numbers. */
AVX2 INLINE V shifted(H here, H before, V weights) {
    V pairs = _mm256_set_m128i(_mm_unpackhi_epi8(here, before), _mm_unpacklo_epi8(here, before));
    return _mm256_srli_epi16(_mm256_sub_epi16(SET16(64), _mm256_maddubs_epi16(pairs, weights)), 7);
}

AVX2 INLINE V shifted_at(const u8 *s, int unit, V weights) {
    return shifted(_mm_loadu_si128((const H *)s), _mm_loadu_si128((const H *)(s - unit)), weights);
}

AVX2 INLINE void move_block(const u8 *source, u8 *out, int unit, V weights, int whole) {
    V here = _mm256_loadu_si256((const V *)source);
    if (!whole) {
        V before = _mm256_loadu_si256((const V *)(source - unit)), k64 = SET16(64);
        V low = _mm256_maddubs_epi16(_mm256_unpacklo_epi8(here, before), weights);
        V high = _mm256_maddubs_epi16(_mm256_unpackhi_epi8(here, before), weights);
        low = _mm256_srli_epi16(_mm256_sub_epi16(k64, low), 7);
        high = _mm256_srli_epi16(_mm256_sub_epi16(k64, high), 7);
        here = _mm256_packus_epi16(low, high);
    }
    _mm256_storeu_si256((V *)out, here);
}

/* 32 bytes at least, of samples whose alpha is 255 and whose left neighbour's is: nothing of what was there stays. */
AVX2 INLINE void move_solid(const u8 *source, u8 *out, i64 bytes, int unit, V weights, int whole) {
    i64 at = 0;
    for (; at + 32 <= bytes; at += 32) move_block(source + at, out + at, unit, weights, whole);
    if (at < bytes) move_block(source + bytes - 32, out + bytes - 32, unit, weights, whole);
}

AVX2 INLINE H narrowed(V wide) {
    return _mm_packus_epi16(_mm256_castsi256_si128(wide), _mm256_extracti128_si256(wide, 1));
}

AVX2 INLINE V over(V value, H below, V rest) {
    return _mm256_add_epi16(value, _mm256_srli_epi16(_mm256_mullo_epi16(_mm256_cvtepu8_epi16(below), rest), 8));
}

AVX2 INLINE V rests_of(V alpha) {
    return _mm256_sub_epi16(_mm256_sub_epi16(SET16(256), alpha), _mm256_srli_epi16(alpha, 7));
}

/* Which of sixteen bytes are the first `kept`. */
AVX2 INLINE H first_bytes(i64 kept) {
    H lanes = _mm_setr_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    return _mm_cmpgt_epi8(_mm_set1_epi8((char)kept), lanes);
}

AVX2 INLINE void store_but(u8 *out, H done, H before, i64 kept) {
    if (kept > 0) done = _mm_blendv_epi8(done, before, first_bytes(kept));
    _mm_storeu_si128((H *)out, done);
}

/* Sixteen samples; the first `kept` stay as they are. */
AVX2 INLINE void blend_16(const u8 *values, const u8 *a, u8 *out, u8 *out_a, V weights, i64 kept, int half) {
    V alpha = shifted_at(a, 1, weights), rest = rests_of(alpha);
    H below = _mm_loadu_si128((const H *)out), below_a = _mm_loadu_si128((const H *)out_a);
    if (half) {
        V order = _mm256_permute4x64_epi64(rest, 0xD8), low = _mm256_unpacklo_epi16(order, order);
        V high = _mm256_unpackhi_epi16(order, order);
        H later = _mm_loadu_si128((const H *)(out + 16));
        H first = narrowed(over(shifted_at(values, 2, weights), below, low));
        H second = narrowed(over(shifted_at(values + 16, 2, weights), later, high));
        store_but(out, first, below, 2 * kept);
        store_but(out + 16, second, later, 2 * kept - 16);
    } else {
        store_but(out, narrowed(over(shifted_at(values, 1, weights), below, rest)), below, kept);
    }
    store_but(out_a, narrowed(over(alpha, below_a, rest)), below_a, kept);
}

/* What shows of a later row of the part. */
INLINE void fetch_part(const u8 *values, const u8 *a, const i32 *extent, i64 ahead, i64 unit) {
    const i32 *later = ahead ? extent + 4 * AHEAD : extent;
    if (later[1] < 0) return;
    fetch_run(values + (ahead + later[0]) * unit, values + (ahead + later[1]) * unit);
    fetch_run(a + ahead + later[0], a + ahead + later[1]);
}

/* As lay_luma and lay_chroma in kernel_lay.h; `ahead` is how far a later row lies. */
AVX2 INLINE void lay_row_avx2(Shift s, const i32 *extent, const void *values, const u8 *a, void *out, u8 *out_a,
                              i64 ahead, int half) {
    i64 from = s.x0, to = s.x1 + 1, unit = half ? 2 : 1;
    const u8 *source = (const u8 *)values;
    u8 *target = (u8 *)out + s.start * unit, *target_a = out_a + s.start;
    fetch_part(source, a, extent, ahead, unit);
    if (to - from < 16) {
        if (half) lay_chroma(s, values, a, out, out_a);
        else lay_luma(s, values, a, out, out_a);
        return;
    }
    V weights = shift_weights(s);
    i64 s0 = extent[2] + 1 > from ? extent[2] + 1 : from, s1 = extent[3] + 1 < to ? extent[3] + 1 : to;
    /* Whole blocks at either side: blending what is solid gives the same. */
    s0 = from + (s0 - from + 15) / 16 * 16, s1 = to - (to - s1 + 15) / 16 * 16;
    if (s1 - s0 < 32) s0 = s1 = to;
    for (i64 side = 0; side < 2; side++) {
        i64 x = side ? s1 : from, end = side ? to : s0;
        for (; x + 16 <= end; x += 16)
            blend_16(source + x * unit, a + x, target + x * unit, target_a + x, weights, 0, half);
        if (x < end) {
            i64 last = end - 16;
            blend_16(source + last * unit, a + last, target + last * unit, target_a + last, weights, x - last, half);
        }
    }
    if (s0 == s1) return;
    move_solid(source + s0 * unit, target + s0 * unit, (s1 - s0) * unit, (int)unit, weights, !s.across);
    __builtin_memset(target_a + s0, 255, (u64)(s1 - s0));
}

AVX2 static void lay_luma_avx2(Shift s, const i32 *extent, const void *y, const u8 *a, void *out_y, u8 *out_a,
                               i64 ahead) {
    lay_row_avx2(s, extent, y, a, out_y, out_a, ahead, 0);
}

AVX2 static void lay_chroma_avx2(Shift s, const i32 *extent, const void *uv, const u8 *a, void *out_uv, u8 *out_a,
                                 i64 ahead) {
    lay_row_avx2(s, extent, uv, a, out_uv, out_a, ahead, 1);
}
