"""Where a place is built: planes of the right size, sharp or out of focus, one brush a plane."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import skia

from renderer.colours import mix
from renderer.crew.cels import Backdrop, Pixels, Plane
from renderer.crew.house.air import Air
from renderer.crew.house.brush import FRAME_HEIGHT, FRAME_WIDTH, Brush, View
from renderer.crew.house.falloff import shade_outdoors, shade_room
from renderer.lettering.text import pixels_of
from show.script import Framing, Weather

MARGIN = 0.19
"""What a plane is wider than the frame on each side, as a share of it: room for camera moves and parallax."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lens:
    """How a framing sees a place: magnification about the horizon, and blur in frame units (1080 wide)."""

    zoom: float
    blur: float


LENSES: dict[Framing, Lens] = {
    Framing.ESTABLISHING: Lens(zoom=1.0, blur=0.0),
    Framing.WIDE: Lens(zoom=1.06, blur=0.0),
    Framing.TWO_SHOT: Lens(zoom=1.2, blur=1.4),
    Framing.OVER_SHOULDER: Lens(zoom=1.3, blur=4.0),
    Framing.MEDIUM: Lens(zoom=1.35, blur=5.5),
    Framing.CLOSE_UP: Lens(zoom=1.7, blur=11.0),
    Framing.EXTREME_CLOSE_UP: Lens(zoom=2.1, blur=17.0),
    Framing.INSERT: Lens(zoom=1.8, blur=15.0),
}


class Studio:
    """Collects the planes of one backdrop, far to near."""

    def __init__(
        self, *, width_px: int, height_px: int, framing: Framing, air: Air, seed: int, indoors: bool = False
    ) -> None:
        self.air = air
        self.indoors = indoors
        self.view = View()
        self.rng = random.Random(seed)
        self._seed = seed
        self.lens = LENSES[framing]
        self.glows: list[tuple[float, float]] = []
        self.sun_x = FRAME_WIDTH * (0.22 if self.rng.random() < 0.5 else 0.78)
        self.ground_y = 0.95
        self._planes: list[Plane] = []
        self._frame = (width_px, height_px)
        self._size = (_even(width_px * (1 + 2 * MARGIN)), _even(height_px * (1 + 2 * MARGIN)))
        # A closer framing looks at another part of the place, so that two close-ups don't share a wall.
        self._aim = (self.rng.uniform(-0.16, 0.16) * (self.lens.zoom - 1.0) * FRAME_WIDTH, 0.0)

    @property
    def close(self) -> bool:
        """Whether the place is out of focus behind a face: near planes and small detail are left out."""
        return self.lens.blur >= 8

    @contextmanager
    def plane(
        self,
        name: str,
        depth: float,
        *,
        soft: float = 0.0,
        grain: float = 0.0,
        coarse: float = 1.0,
        exact: bool = False,
    ) -> Iterator[Brush]:
        """A brush for the next plane, nearer than all before. Nothing in front of the characters is kept in
        close framings. `soft` is a blur of the plane's own, in frame units; `coarse` is how many times
        coarser than the frame a plane without fine detail is painted; `exact` leaves the lens' blur out."""
        blur = soft if exact else max(self.lens.blur * (1.0 if depth < 1 else 1.4), soft)
        wide, high = self._size
        shrink = max(1.0, blur / 1.2, coarse)
        surface = skia.Surface(max(2, round(wide / shrink)), max(2, round(high / shrink)))
        canvas = surface.getCanvas()
        scale = surface.width() / (FRAME_WIDTH * (1 + 2 * MARGIN))
        canvas.scale(scale, surface.height() / (FRAME_HEIGHT * (1 + 2 * MARGIN)))
        canvas.translate(FRAME_WIDTH * MARGIN, FRAME_HEIGHT * MARGIN)
        canvas.translate(FRAME_WIDTH / 2 - self._aim[0], self.view.y)
        canvas.scale(self.lens.zoom, self.lens.zoom)
        canvas.translate(-FRAME_WIDTH / 2, -self.view.y)
        # Each plane has chance of its own: what the weather adds to one doesn't shuffle the others.
        brush = Brush(canvas, self.view, self.air, random.Random(f"{self._seed}/{name}"))
        yield brush
        if depth > 1 and self.close:
            return
        if 0.5 <= depth < 0.88:
            self._shade(brush, shell=depth < 0.7)
        if grain and not self.close and not self.indoors:
            brush.grain(grain)
        self._planes.append(Plane(name=name, depth=depth, pixels=self._finished(surface, blur * scale)))

    def _shade(self, brush: Brush, *, shell: bool) -> None:
        if self.indoors:
            shade_room(brush, left=self.sun_x < FRAME_WIDTH / 2, shell=shell)
        else:
            shade_outdoors(brush)

    def _finished(self, surface: skia.Surface, sigma: float) -> Pixels:
        if surface.width() == self._size[0] and sigma < 0.4:
            return pixels_of(surface)
        full = skia.Surface(*self._size)
        paint = skia.Paint()
        image = surface.makeImageSnapshot()
        if sigma >= 0.4:
            soft = skia.Surface(surface.width(), surface.height())
            blur = skia.Paint(ImageFilter=skia.ImageFilters.Blur(sigma, sigma, skia.TileMode.kClamp))
            soft.getCanvas().drawImage(image, 0, 0, skia.SamplingOptions(), blur)
            image = soft.makeImageSnapshot()
        full.getCanvas().drawImageRect(
            image,
            skia.Rect.MakeIWH(image.width(), image.height()),
            skia.Rect.MakeIWH(*self._size),
            skia.SamplingOptions(skia.FilterMode.kLinear),
            paint,
        )
        return pixels_of(full)

    def add_bokeh(self) -> None:
        """Discs of light out of focus, in close framings where lamps are on."""
        if not self.close or self.air.lamps < 0.3:
            return
        palette = ((255.0, 196.0, 110.0), (255.0, 120.0, 150.0), (120.0, 200.0, 255.0), (255.0, 236.0, 190.0))
        with self.plane("bokeh", 0.9, soft=2.6, exact=True) as brush:
            for _ in range(16):
                x, y = brush.rng.uniform(0, FRAME_WIDTH), brush.rng.uniform(0.08, 0.5) * FRAME_HEIGHT
                radius, colour = brush.rng.uniform(16, 50), brush.rng.choice(palette)
                brush.disc(x, y, radius, colour, 0.16 * self.air.lamps)
                brush.disc(x, y, radius * 0.9, colour, 0.10 * self.air.lamps)

    def add_fog(self) -> None:
        """Banks of fog between the place and the characters."""
        if self.air.weather is not Weather.FOG:
            return
        with self.plane("fog", 0.9, coarse=5.0) as brush:
            top, foot = self.view.y - 260, self.view.y + 760
            edge = [(-700.0, top), (1780.0, top), (1780.0, foot), (-700.0, foot)]
            haze = mix(self.air.haze, (255.0, 255.0, 255.0), 0.12)
            brush.blend(edge, (0, top), (0, foot), [haze, haze, haze], alphas=[0.0, 0.5, 0.0])
            for _ in range(14):
                brush.canvas.save()
                brush.canvas.translate(brush.rng.uniform(-200, 1280), self.view.y + brush.rng.uniform(-120, 520))
                brush.canvas.scale(1.0, 0.22)
                brush.mist(brush.rng.uniform(240, 560), haze, 0.30)
                brush.canvas.restore()

    def glow_at(self, x: float, y: float) -> None:
        """Marks a light source (frame units) for the stage's rays and bloom."""
        seen = (
            (FRAME_WIDTH / 2 - self._aim[0] + (x - FRAME_WIDTH / 2) * self.lens.zoom) / FRAME_WIDTH,
            (self.view.y + (y - self.view.y) * self.lens.zoom) / FRAME_HEIGHT,
        )
        self.glows.append(((seen[0] + MARGIN) / (1 + 2 * MARGIN), (seen[1] + MARGIN) / (1 + 2 * MARGIN)))

    def backdrop(self) -> Backdrop:
        """Everything painted so far."""
        return Backdrop(
            planes=tuple(sorted(self._planes, key=lambda plane: plane.depth)),
            light=self.air.light_hex,
            light_from_left=self.sun_x < FRAME_WIDTH / 2,
            horizon_y=self.view.y / FRAME_HEIGHT,
            ground_y=self.ground_y,
            glows=tuple(self.glows),
            indoors=self.indoors,
        )


def _even(value: float) -> int:
    return max(2, round(value / 2) * 2)
