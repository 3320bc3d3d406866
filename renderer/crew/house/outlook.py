"""What windows look out on."""

from __future__ import annotations

from renderer.crew.house.brush import FRAME_WIDTH
from renderer.crew.house.foliage import crown
from renderer.crew.house.sky import paint_sky
from renderer.crew.house.skyline import paint_city, paint_rooftops
from renderer.crew.house.studio import Studio


def paint_outside(studio: Studio, *, trees: bool, towers: float = 300) -> None:
    """What windows look out on."""
    horizon = studio.view.y
    # The rooms that look out have their windows on the left.
    studio.sun_x = 0.22 * FRAME_WIDTH
    with studio.plane("sky", 0.05, coarse=1.5) as brush:
        studio.glow_at(*paint_sky(brush, horizon + 40, sun_x=180, clouds=1.2, tower_x=studio.view.x - 420))
    with studio.plane("outside", 0.2) as brush:
        paint_city(brush, horizon + 60, height=towers, rows=2)
        paint_rooftops(brush, horizon + 150, rows=2, trees=False)
        if trees:
            green = [brush.air.tone(c, 14) for c in ((36.0, 82.0, 52.0), (62.0, 124.0, 62.0), (112.0, 170.0, 80.0))]
            for x in (-240, 10, 220, 400):
                crown(brush, x, horizon + 70, 170, 120, green, 360, leaf=15)
