"""Depth planes: backdrops and still pictures that fill the frame, large enough for the camera's whole way."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from renderer.crew.cels import Pixels
from renderer.stage.camera import CameraMan, View, cover_factor
from renderer.stage.drawing import Blit, blit
from renderer.stage.focus import SHRINK, STEPS, passing
from renderer.stage.geometry import SMALLEST_SCALE, Affine, apply, chain, degenerate, inverse, placed, size_of
from renderer.stage.kernel import kernel
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
        shown: range,
        *,
        blur: Track = ZERO,
        blur_px: float = 0.0,
    ) -> None:
        """`frames` tell its sizes, `shown` are all that may be drawn; at `blur` 1 it is blurred by `blur_px`."""
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
        resting = 0.0 if blur.keys else blur_px * min(1.0, max(0.0, blur.rest))
        if blur.keys or resting:
            corner, solid = (0, 0), is_opaque(pixels)
        else:
            seen = self._ways(man, layer.depth, shown)
            pixels, corner, solid = _needed(pixels, seen, man.frame_px, 4.0 / levels[-1])
        make = _plate if solid else _sheet
        self._levels = [(share, make(pixels, share, resting, corner)) for share in levels]
        self._soft: list[Sheet] = []
        if blur.keys:
            self._soft = [
                sheet(pixels, scale=levels[0] * shrink, blur_px=blur_px * step)
                for step, shrink in zip(STEPS[1:], SHRINK[1:], strict=True)
            ]

    def _ways(self, man: CameraMan, depth: float, shown: range) -> Iterator[Affine]:
        """From the picture's pixels to the frame's, in every frame in which it is seen at all."""
        for frame in shown:
            way = chain(man.view(frame).through(depth), self._place)
            if not degenerate(way):
                yield way

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


def _needed(
    pixels: Pixels, ways: Iterable[Affine], frame_px: tuple[int, int], room_px: float
) -> tuple[Pixels, tuple[int, int], bool]:
    """What of a picture is ever seen, with so much room around it, where its corner lies, and whether it is opaque.

    Of a shot that goes near, most of every plane is never looked at; and most of a plane may be empty.
    """
    height, width = pixels.shape[:2]
    left, top, right, bottom = float(width), float(height), 0.0, 0.0
    for way in ways:
        back = inverse(way)
        for x, y in ((0, 0), (frame_px[0], 0), (0, frame_px[1]), frame_px):
            u, v = apply(back, x, y)
            left, top, right, bottom = min(left, u), min(top, v), max(right, u), max(bottom, v)
    # Beyond a plate's edge its last samples go on: some of them must be left, on the even grid of chroma.
    x0, x1 = _within(left - room_px, right + room_px, width)
    y0, y1 = _within(top - room_px, bottom + room_px, height)
    seen = pixels[y0:y1, x0:x1]
    (left_px, top_px, right_px, bottom_px), solid = kernel().bounds(seen)
    if solid or not right_px:
        return seen, (x0, y0), solid
    left_px, top_px = left_px // 2 * 2, top_px // 2 * 2
    # Even if what is left is opaque: there is nothing around it.
    return seen[top_px:bottom_px, left_px:right_px], (x0 + left_px, y0 + top_px), False


def _within(first: float, last: float, size: int) -> tuple[int, int]:
    """The range [first, last) as whole pixels of a picture's edge, eight at least where it has them."""
    end = min(size, max(8, math.ceil(last)))
    start = min(max(0, math.floor(first)), max(0, end - 8)) // 2 * 2
    return start, end


def _plate(pixels: Pixels, scale: float, blur_px: float, corner: tuple[int, int]) -> Sheet | Plate:
    return plate(pixels, scale=scale, blur_px=blur_px, x_px=corner[0], y_px=corner[1])


def _sheet(pixels: Pixels, scale: float, blur_px: float, corner: tuple[int, int]) -> Sheet | Plate:
    return sheet(pixels, scale=scale, blur_px=blur_px, x_px=corner[0], y_px=corner[1])
