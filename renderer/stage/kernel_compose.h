/* Whole frames, a strip of rows at a time, so that what was drawn is still in the cache when it is lit. */

enum {
    LAG = 6, /* strips by which light follows drawing: the glow of a row needs 2 * FAR_CELLS rows of cells below it */
    RING = 8, /* strips that are kept until they are lit */
    MOST_FRAMES = 2
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

/* How a frame gets on: its glow, if it has one, and how far behind it is lit. */
typedef struct {
    Glow glow;
    i64 lag;
} Course;

static void compose_strip(const Frame *f, Course *c, i64 n, i64 strips) {
    i64 size = STRIP * f->width, lit = n - c->lag;
    const Grade *g = f->grade;
    if (n < strips) {
        i64 top = n * STRIP, bottom = top + STRIP < f->height ? top + STRIP : f->height, slot = n % RING;
        if (!g) draw_world(f, f->out_y, f->out_uv, top, bottom, 0);
        else draw_world(f, f->ring_y + slot * size, f->ring_uv + slot * size / 4, top, bottom, top);
        if (c->lag) glow_on(&c->glow, f->ring_y + slot * size, f->width, top, bottom);
    }
    if (lit < 0 || lit >= strips) return;
    i64 top = lit * STRIP, bottom = top + STRIP < f->height ? top + STRIP : f->height, slot = lit % RING;
    Lit to_light = {f->ring_y + slot * size, f->ring_uv + slot * size / 4, f->out_y, f->out_uv, top};
    if (g) light(g, to_light, f->width, top, bottom, f->simd);
    draw_screen(f, top, bottom);
}

/* Up to MOST_FRAMES of one height, a strip of each in turn: what one shows is in the cache for the next. */
EXPORT void stage_compose(const Frame *frames, i64 count) {
    i64 strips = (frames->height + STRIP - 1) / STRIP;
    Course courses[MOST_FRAMES] = {0};
    for (i64 k = 0; k < count; k++) {
        const Grade *g = frames[k].grade;
        if (!g || !g->glow_map) continue;
        courses[k].lag = LAG;
        courses[k].glow = glow_of(frames[k].scratch, g->glow_map, g->cells_wide, g->cells_high);
    }
    for (i64 n = 0; n < strips + LAG; n++)
        for (i64 k = 0; k < count; k++) compose_strip(frames + k, courses + k, n, strips);
}
