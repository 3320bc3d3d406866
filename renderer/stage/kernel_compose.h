/* A whole frame, a strip of rows at a time, so that what was drawn is still in the cache when it is lit. */

enum {
    LAG = 6, /* strips by which light follows drawing: the glow of a row needs 2 * FAR_CELLS rows of cells below it */
    RING = 8 /* strips that are kept until they are lit */
};

typedef struct {
    const Blit *world, *screen;
    i64 worlds, screens;
    Span *spans;        /* room for as many as the more of both have in a strip */
    const Grade *grade; /* NULL leaves the world as it is drawn */
    u8 *ring_y;         /* RING strips; none without a grade */
    u16 *ring_uv;
    u16 *scratch;       /* five maps of cells, for the glow */
    u8 *out_y;
    u16 *out_uv;
    i64 width, height;
    i32 bare, simd;     /* bare: no plate lies below everything */
} Frame;

static void draw_world(const Frame *f, u8 *y, u16 *uv, i64 top, i64 bottom, i64 origin) {
    i64 luma = (top - origin) * f->width, samples = (bottom - top) * f->width;
    if (f->bare) {
        __builtin_memset(y + luma, 16, (u64)samples);
        __builtin_memset(uv + luma / 4, 128, (u64)samples / 2);
    }
    draw_strip(f->world, f->worlds, f->spans, y, uv, f->width, top, bottom, origin, f->simd);
}

static void draw_screen(const Frame *f, i64 top, i64 bottom) {
    draw_strip(f->screen, f->screens, f->spans, f->out_y, f->out_uv, f->width, top, bottom, 0, f->simd);
}

EXPORT void stage_compose(const Frame *f) {
    i64 strips = (f->height + STRIP - 1) / STRIP, size = STRIP * f->width;
    const Grade *g = f->grade;
    int glows = g && g->glow_map;
    i64 lag = glows ? LAG : 0;
    Glow glow = {0};
    if (glows) glow = glow_of(f->scratch, g->glow_map, g->cells_wide, g->cells_high);
    for (i64 n = 0; n < strips + lag; n++) {
        if (n < strips) {
            i64 top = n * STRIP, bottom = top + STRIP < f->height ? top + STRIP : f->height, slot = n % RING;
            if (!g) draw_world(f, f->out_y, f->out_uv, top, bottom, 0);
            else draw_world(f, f->ring_y + slot * size, f->ring_uv + slot * size / 4, top, bottom, top);
            if (glows) glow_on(&glow, f->ring_y + slot * size, f->width, top, bottom);
        }
        if (n < lag) continue;
        i64 top = (n - lag) * STRIP, bottom = top + STRIP < f->height ? top + STRIP : f->height, slot = (n - lag) % RING;
        Lit lit = {f->ring_y + slot * size, f->ring_uv + slot * size / 4, f->out_y, f->out_uv, top};
        if (g) light(g, lit, f->width, top, bottom, f->simd);
        draw_screen(f, top, bottom);
    }
}
