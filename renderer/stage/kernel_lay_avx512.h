/* Laying a row of a part over a canvas with AVX-512: as kernel_lay_avx2.h, 32 bytes blended or 64 moved at a time. What
 * a mask leaves out is neither read nor written, so that rows may be of any length. */

/* The first so many of 64. */
AVX512 INLINE __mmask64 first_of(i64 bytes) { return bytes < 64 ? ((u64)1 << bytes) - 1 : ~(u64)0; }

/* Of 64 bytes from the left neighbour on, those of every sample and its neighbour: `unit` bytes each, or once for two
 * bytes of a pair. */
AVX512 INLINE W neighbours(int unit, int twice) {
    const W ones = numbers();
    W before = twice ? _mm512_srli_epi16(ones, 1) : ones;
    return _mm512_or_si512(_mm512_slli_epi16(before, 8), _mm512_add_epi16(before, WIDE16(unit)));
}

/* Samples between two neighbours as 16-bit numbers; `mask` holds the bytes that are read from the left neighbour on. */
AVX512 INLINE W wide_shifted(const u8 *before, __mmask64 mask, W picks, W weights) {
    W pairs = _mm512_permutexvar_epi8(picks, _mm512_maskz_loadu_epi8(mask, before));
    return _mm512_srli_epi16(_mm512_sub_epi16(WIDE16(64), _mm512_maddubs_epi16(pairs, weights)), 7);
}

AVX512 INLINE W wide_rest(W alpha) {
    return _mm512_sub_epi16(_mm512_sub_epi16(WIDE16(256), alpha), _mm512_srli_epi16(alpha, 7));
}

AVX512 INLINE W wide_over(W value, W below, W rest) {
    return _mm512_add_epi16(value, _mm512_srli_epi16(_mm512_mullo_epi16(below, rest), 8));
}

/* So many samples of luma, 32 at most. */
AVX512 INLINE void blend_luma_wide(const u8 *y, const u8 *a, u8 *out, u8 *out_a, W weights, i64 count) {
    const W picks = neighbours(1, 0);
    __mmask64 from = first_of(count + 1);
    __mmask32 to = (__mmask32)first_of(count);
    W value = wide_shifted(y - 1, from, picks, weights), alpha = wide_shifted(a - 1, from, picks, weights);
    W rest = wide_rest(alpha), below = _mm512_cvtepu8_epi16(_mm256_maskz_loadu_epi8(to, out));
    W below_a = _mm512_cvtepu8_epi16(_mm256_maskz_loadu_epi8(to, out_a));
    _mm256_mask_storeu_epi8(out, to, _mm512_cvtusepi16_epi8(wide_over(value, below, rest)));
    _mm256_mask_storeu_epi8(out_a, to, _mm512_cvtusepi16_epi8(wide_over(alpha, below_a, rest)));
}

/* So many samples of chroma, sixteen at most. */
AVX512 INLINE void blend_chroma_wide(const u8 *uv, const u8 *a, u8 *out, u8 *out_a, W weights, i64 count) {
    __mmask32 to = (__mmask32)first_of(2 * count);
    __mmask16 to_a = (__mmask16)first_of(count);
    W value = wide_shifted(uv - 2, first_of(2 * count + 2), neighbours(2, 0), weights);
    W alpha = wide_shifted(a - 1, first_of(count + 1), neighbours(1, 1), weights), rest = wide_rest(alpha);
    W below = _mm512_cvtepu8_epi16(_mm256_maskz_loadu_epi8(to, out));
    W below_a = _mm512_cvtepu8_epi32(_mm_maskz_loadu_epi8(to_a, out_a));
    /* Every alpha is there twice: in the lower half of 32 bits as it is to be. */
    W done = _mm512_and_si512(wide_over(alpha, below_a, rest), _mm512_set1_epi32(0xffff));
    _mm256_mask_storeu_epi8(out, to, _mm512_cvtusepi16_epi8(wide_over(value, below, rest)));
    _mm_mask_storeu_epi8(out_a, to_a, _mm512_cvtusepi32_epi8(done));
}

AVX512 INLINE void move_block_wide(const u8 *source, u8 *out, __mmask64 mask, int unit, W weights, int whole) {
    W here = _mm512_maskz_loadu_epi8(mask, source);
    if (!whole) {
        W before = _mm512_maskz_loadu_epi8(mask, source - unit), k64 = WIDE16(64);
        W low = _mm512_maddubs_epi16(_mm512_unpacklo_epi8(here, before), weights);
        W high = _mm512_maddubs_epi16(_mm512_unpackhi_epi8(here, before), weights);
        low = _mm512_srli_epi16(_mm512_sub_epi16(k64, low), 7);
        high = _mm512_srli_epi16(_mm512_sub_epi16(k64, high), 7);
        here = _mm512_packus_epi16(low, high);
    }
    _mm512_mask_storeu_epi8(out, mask, here);
}

/* Bytes of samples whose alpha is 255 and whose left neighbour's is: nothing of what was there stays. */
AVX512 INLINE void move_wide(const u8 *source, u8 *out, i64 bytes, int unit, W weights, int whole) {
    i64 at = 0;
    for (; at + 64 <= bytes; at += 64) move_block_wide(source + at, out + at, ~(u64)0, unit, weights, whole);
    if (at < bytes) move_block_wide(source + at, out + at, first_of(bytes - at), unit, weights, whole);
}

AVX512 INLINE void fill_wide(u8 *out, i64 bytes) {
    const W k255 = _mm512_set1_epi8(-1);
    i64 at = 0;
    for (; at + 64 <= bytes; at += 64) _mm512_storeu_si512(out + at, k255);
    if (at < bytes) _mm512_mask_storeu_epi8(out + at, first_of(bytes - at), k255);
}

AVX512 INLINE void blend_wide(const u8 *source, const u8 *a, u8 *out, u8 *out_a, W weights, i64 count, int half) {
    if (half) blend_chroma_wide(source, a, out, out_a, weights, count);
    else blend_luma_wide(source, a, out, out_a, weights, count);
}

AVX512 INLINE void lay_row_avx512(Shift s, const i32 *extent, const u8 *source, const u8 *a, u8 *out, u8 *out_a,
                                  i64 ahead, int half) {
    i64 from = s.x0, to = s.x1 + 1, unit = half ? 2 : 1, block = half ? 16 : 32;
    u8 *target = out + s.start * unit, *target_a = out_a + s.start;
    fetch_part(source, a, extent, ahead, unit);
    const W weights = WIDE16((u8)(s.across - 128) | (u8)-s.across << 8);
    i64 s0 = extent[2] + 1 > from ? extent[2] + 1 : from, s1 = extent[3] + 1 < to ? extent[3] + 1 : to;
    if (s1 - s0 < block) s0 = s1 = to;
    for (i64 side = 0; side < 2; side++) {
        i64 x = side ? s1 : from, end = side ? to : s0;
        for (; x + block <= end; x += block)
            blend_wide(source + x * unit, a + x, target + x * unit, target_a + x, weights, block, half);
        if (x < end) blend_wide(source + x * unit, a + x, target + x * unit, target_a + x, weights, end - x, half);
    }
    if (s0 == s1) return;
    move_wide(source + s0 * unit, target + s0 * unit, (s1 - s0) * unit, (int)unit, weights, !s.across);
    fill_wide(target_a + s0, s1 - s0);
}

AVX512 static void lay_luma_avx512(Shift s, const i32 *extent, const void *y, const u8 *a, void *out_y, u8 *out_a,
                                   i64 ahead) {
    lay_row_avx512(s, extent, y, a, out_y, out_a, ahead, 0);
}

AVX512 static void lay_chroma_avx512(Shift s, const i32 *extent, const void *uv, const u8 *a, void *out_uv, u8 *out_a,
                                     i64 ahead) {
    lay_row_avx512(s, extent, uv, a, out_uv, out_a, ahead, 1);
}
