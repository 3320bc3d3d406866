"""A railing above a city: the place for words that name no other, and the one where the sky has the stage."""

from __future__ import annotations

import skia

from renderer.colours import WHITE, mix, scale
from renderer.crew.house.brush import Brush, View
from renderer.crew.house.foliage import crown, foliage, ground, trunk, tufts
from renderer.crew.house.sky import paint_sky
from renderer.crew.house.skyline import paint_city, paint_hills, paint_rooftops
from renderer.crew.house.studio import Studio


def paint_lookout(studio: Studio) -> None:
    """A hill path with a railing and a lamp; below it roofs, a river and towers, above it the sky."""
    studio.view = View(x=540.0, y=900.0)
    horizon = studio.view.y
    left = studio.sun_x < 540
    blossom = studio.rng.random() < 0.5
    with studio.plane("sky", 0.0, coarse=1.5) as brush:
        studio.glow_at(*paint_sky(brush, horizon, sun_x=studio.sun_x, clouds=1.3))
    with studio.plane("city", 0.12) as brush:
        paint_hills(brush, horizon + 10, height=190, rows=3, base=(84.0, 116.0, 116.0))
        paint_city(brush, horizon + 70, height=230, rows=3)
        _river(brush, horizon)
        paint_rooftops(brush, horizon + 90, rows=7, river=True)
    with studio.plane("hill", 0.65, grain=0.09) as brush:
        side = -1.0 if left else 1.0
        _terrace(brush, lamp_x=-1.45 * side)
        trunk(brush, side * 2.75, 6.5, 3.0, 0.3, lean=-side * 0.1)
        spot = brush.view.at(side * 2.75, 2.7, 6.5)
        crown(
            brush,
            spot[0],
            spot[1],
            330,
            300,
            foliage(brush, 2, blossom=blossom),
            1500,
            leaf=26,
            light_from_left=left,
        )
    _branches(studio, blossom, left)


def _branches(studio: Studio, blossom: bool, left: bool) -> None:
    """Branches that frame the view."""
    with studio.plane("near", 1.3, soft=5.0) as brush:
        tones = foliage(brush, 0, blossom=blossom)
        for dx, dy in ((-620, -170), (-480, -300), (-700, 60)):
            crown(
                brush,
                540 + (dx if left else -dx),
                dy,
                260,
                190,
                tones,
                330,
                leaf=48,
                light_from_left=left,
            )


def _river(brush: Brush, horizon: float) -> None:
    air = brush.air
    water = mix(air.sky[2], air.sky[3], 0.5)
    brush.blend(
        [
            (300, horizon + 72),
            (420, horizon + 72),
            (760, horizon + 200),
            (980, horizon + 420),
            (260, horizon + 420),
            (520, horizon + 190),
        ],
        (0, horizon + 70),
        (0, horizon + 420),
        [mix(water, WHITE, 0.3), scale(water, 0.8)],
    )
    glints = [
        ((x, y), (x + 20, y))
        for x, y in ((brush.rng.uniform(380, 700), brush.rng.uniform(horizon + 80, horizon + 380)) for _ in range(60))
    ]
    brush.lines(glints, mix(air.key, WHITE, 0.4), 2.4, 0.6)


def _terrace(brush: Brush, lamp_x: float) -> None:
    air, at = brush.air, brush.view.at
    foot = at(0, 0, 5.2)[1]
    brush.canvas.save()
    brush.canvas.clipRect(skia.Rect.MakeLTRB(-400, foot - 2, 1500, 2600))
    ground(brush, (190.0, 182.0, 170.0), far=60)
    seams = [(at(-8, 0, z), at(8, 0, z)) for z in (1.4, 2.0, 2.8, 3.8, 5.0)] + [
        (at(x * 0.8, 0, 1), at(x * 0.8, 0, 5.2)) for x in range(-8, 9)
    ]
    brush.lines(seams, air.tone((130.0, 122.0, 116.0), 1, 0.7), 3, 0.5)
    brush.canvas.restore()
    brush.front(
        (-14, 14), (-0.4, 0.18), 5.25, air.tone((150.0, 146.0, 142.0), 1, 0.4), air.tone((196.0, 190.0, 184.0), 1, 0.9)
    )
    tufts(brush, 160, 4.6, 5.4, keep=1.2)
    rail = air.tone((84.0, 104.0, 120.0), 1, 0.6)
    for number in range(-12, 13):
        x = number * 0.42
        brush.edge((x, 0.15, 5.2), (x, 1.02, 5.2), rail, 9)
    for y, wide in ((1.05, 18), (0.62, 9)):
        brush.edge((-8, y, 5.2), (8, y, 5.2), rail, wide)
        brush.edge((-8, y + 0.016, 5.2), (8, y + 0.016, 5.2), mix(rail, air.key, 0.6), wide * 0.28)
    x, inward = lamp_x, -0.28 if lamp_x > 0 else 0.28
    brush.edge((x, 0, 5.0), (x, 3.1, 5.0), rail, 15)
    lamp = at(x + inward, 3.1, 5.0)
    brush.edge((x, 3.1, 5.0), (x + inward * 1.07, 3.16, 5.0), rail, 11)
    brush.round_box(
        lamp[0] - 34,
        lamp[1] - 12,
        lamp[0] + 34,
        lamp[1] + 16,
        10,
        mix(rail, (255.0, 240.0, 200.0), 0.3 + 0.7 * air.lamps),
    )
    if air.lamps > 0.05:
        brush.glow(lamp[0], lamp[1] + 10, 420, (255.0, 214.0, 150.0), 0.7 * air.lamps)
