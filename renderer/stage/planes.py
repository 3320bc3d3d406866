"""Depth planes: backdrops and still pictures that fill the frame, large enough for the camera's whole way."""

from __future__ import annotations

from renderer.crew.cels import Pixels
from renderer.stage.camera import CameraMan, View, cover_factor
from renderer.stage.drawing import Blit, blit
from renderer.stage.focus import SHRINK, STEPS, passing
from renderer.stage.geometry import SMALLEST_SCALE, chain, placed, size_of
from renderer.stage.layers import PlaneLayer
from renderer.stage.sheets import Plate, Sheet, is_opaque, level, plate, sheet
from renderer.stage.tracks import ZERO, Track


class StagedPlane:
    """Draws one plane. Kept in two sizes when the camera goes from near to far, and soft when it goes out of focus."""

    def __init__(
        self,
        layer: PlaneLayer,
        pixels: Pixels,
        man: CameraMan,
        frames: range,
        *,
        blur: Track = ZERO,
        blur_px: float = 0.0,
    ) -> None:
        """`blur_px` is how strongly it is blurred at `blur` 1."""
        self._depth, self._blur = layer.depth, blur
        height, width = pixels.shape[:2]
        # A plane of no size has nothing to grow from; of a negative one, only the size counts.
        scale = max(SMALLEST_SCALE, abs(layer.scale))
        centre = (layer.x * man.painted_width, layer.y * man.painted_height)
        if layer.cover:
            scale *= cover_factor(man, layer.depth, width * scale / 2, height * scale / 2, centre, frames)
        self._place = placed(*centre, scale, 0.0, (width / 2, height / 2))
        sizes = [size_of(chain(man.view(f).through(layer.depth), self._place)) for f in frames]
        largest, smallest = max(sizes, default=1.0), min(sizes, default=1.0)
        levels = [level(largest)]
        while smallest < 0.6 * levels[-1] and len(levels) < 4:
            levels.append(levels[-1] / 2)
        make = _plate if is_opaque(pixels) else _sheet
        resting = 0.0 if blur.keys else blur_px * min(1.0, max(0.0, blur.rest))
        self._levels = [(share, make(pixels, share, resting)) for share in levels]
        self._soft: list[Sheet] = []
        if blur.keys:
            self._soft = [
                sheet(pixels, scale=levels[0] * shrink, blur_px=blur_px * step)
                for step, shrink in zip(STEPS[1:], SHRINK[1:], strict=True)
            ]

    def blits(self, frame: int, view: View) -> list[Blit]:
        """The plane in one frame."""
        place = chain(view.through(self._depth), self._place)
        size = size_of(place)
        sharp = next((s for share, s in reversed(self._levels) if size <= share * 1.05), self._levels[0][1])
        if not self._soft:
            one = blit(sharp, place)
            return [one] if one is not None else []
        drawn = []
        for step, opacity in passing(self._blur.at(frame)):
            solid = step == 0 and isinstance(sharp, Plate)
            one = blit(self._soft[step - 1] if step else sharp, place, opacity=1.0 if solid else opacity)
            if one is not None:
                drawn.append(one)
        return drawn


def _plate(pixels: Pixels, scale: float, blur_px: float) -> Sheet | Plate:
    return plate(pixels, scale=scale, blur_px=blur_px)


def _sheet(pixels: Pixels, scale: float, blur_px: float) -> Sheet | Plate:
    return sheet(pixels, scale=scale, blur_px=blur_px)
