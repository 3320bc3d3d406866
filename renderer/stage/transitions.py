"""How one shot becomes the next: two finished frames and a share of the way, to one frame."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

from renderer.colours import from_hex
from renderer.stage.drawing import blit
from renderer.stage.kernel import kernel
from renderer.stage.scene import TransitionIn
from renderer.stage.sheets import plate_of
from renderer.stage.tracks import CURVES, Ease
from show.script import Transition

U8 = npt.NDArray[np.uint8]
F32 = npt.NDArray[np.float32]

_INK = (21.0, 131.0, 126.0)
"""The house's ink, a violet black, as Y, Cb, Cr."""


@dataclass(slots=True, kw_only=True)
class Canvas:
    """NV12 planes of one frame: `y` uint8 (H, W), `uv` uint16 (H/2, W/2), views of one buffer."""

    y: U8
    uv: npt.NDArray[np.uint16]

    @classmethod
    def of(cls, pixels: U8) -> Canvas:
        """Views of an NV12 buffer, uint8 (H · 3 / 2, W), contiguous."""
        height = pixels.shape[0] * 2 // 3
        return cls(y=pixels[:height], uv=pixels[height:].view(np.uint16))

    def pairs(self) -> U8:
        """Chroma as uint8 (H/2, W/2, 2)."""
        return self.uv.view(np.uint8).reshape(self.uv.shape[0], self.uv.shape[1], 2)


class Changeover:
    """Draws one transition; holds what stays the same over its frames."""

    def __init__(self, transition: TransitionIn, outgoing: U8, *, seed: int) -> None:
        """`outgoing` is the NV12 of the last frame before (copied where kept)."""
        self._transition = transition
        self._before = outgoing
        self._seed = seed
        self._field: F32 | None = None
        self._mixers: dict[Transition, Callable[[U8, float, U8], None]] = {
            Transition.DISSOLVE: self._dissolve,
            Transition.FLASH: self._flash,
            Transition.WHIP: self._whip,
            Transition.CROSS_ZOOM: self._cross_zoom,
            Transition.IRIS: self._iris,
            Transition.INK_WIPE: self._ink_wipe,
        }

    def mix(self, incoming: U8, share: float, out: U8) -> None:
        """At `share` (0–1) of the way, into `out` (which may not be `incoming`)."""
        mixer = self._mixers.get(self._transition.kind)
        if mixer is None:
            out[:] = incoming
        else:
            mixer(incoming, share, out)

    def _dissolve(self, incoming: U8, share: float, out: U8) -> None:
        part = round(256 * CURVES[Ease.IN_OUT](share))
        out[:] = self._before.astype(np.uint16) * (256 - part) + incoming.astype(np.uint16) * part >> 8

    def _flash(self, incoming: U8, share: float, out: U8) -> None:
        """Burns out in the first quarter, comes back from the colour in the rest."""
        burnt = share / 0.25 if share < 0.25 else (1.0 - (share - 0.25) / 0.75) ** 1.5
        base, result = (self._before if share < 0.25 else incoming), Canvas.of(out)
        colour = _levels(self._transition.colour)
        part = round(256 * min(1.0, max(0.0, burnt)))
        source = Canvas.of(base)
        result.y[:] = source.y.astype(np.uint16) * (256 - part) + np.uint16(round(colour[0]) * part) >> 8
        tint = np.array([round(colour[1]) * part, round(colour[2]) * part], np.uint16)
        result.pairs()[:] = source.pairs().astype(np.uint16) * (256 - part) + tint >> 8

    def _whip(self, incoming: U8, share: float, out: U8) -> None:
        """Both frames side by side, passing by; blurred along the way as fast as they pass."""
        ease = CURVES[Ease.IN_OUT]
        speed = ease(min(1.0, share + 0.06)) - ease(max(0.0, share - 0.06))
        before, after, result = Canvas.of(self._before), Canvas.of(incoming), Canvas.of(out)
        pairs = (before.pairs(), after.pairs())
        order = (0, 1) if self._transition.leftwards else (1, 0)
        way = ease(share) if self._transition.leftwards else 1.0 - ease(share)
        planes = ((before.y, after.y), (pairs[0][..., 0], pairs[1][..., 0]), (pairs[0][..., 1], pairs[1][..., 1]))
        targets = (result.y, result.pairs()[..., 0], result.pairs()[..., 1])
        for both, target in zip(planes, targets, strict=True):
            strip = np.concatenate([both[order[0]], both[order[1]]], axis=1)
            target[:] = _smeared(strip, target.shape[1], way, speed * 1.4)

    def _cross_zoom(self, incoming: U8, share: float, out: U8) -> None:
        """Into the old frame with growing speed, out of the new one with falling speed, blurred towards the middle."""
        if share < 0.5:
            size, source = 1.0 + 1.6 * CURVES[Ease.IN](share * 2.0), self._before
        else:
            size, source = 1.0 + 1.6 * (1.0 - CURVES[Ease.OUT](share * 2.0 - 1.0)), incoming
        _zoomed(source, size, out)
        # Each pass averages the picture with itself grown twice as far as before: sixteen copies for four draws.
        reach = 0.26 * math.sin(math.pi * share) / 15
        grown = np.empty_like(out)
        for doubling in range(4):
            _zoomed(out, 1.0 + reach * 2**doubling, grown)
            out[:] = (out.astype(np.uint16) + grown + 1) >> 1

    def _iris(self, incoming: U8, share: float, out: U8) -> None:
        """A circle closes on the old frame and opens on the new one."""
        height = self._before.shape[0] * 2 // 3
        width = self._before.shape[1]
        far = math.hypot(width / 2, height * 0.55)
        opened = (1.0 - share / 0.47) if share < 0.47 else (share - 0.53) / 0.47
        radius = far * max(0.0, min(1.0, opened)) ** 1.4
        if self._field is None:
            x, y = np.arange(width) + 0.5 - width / 2, (np.arange(height) + 0.5 - height * 0.45)[:, None]
            self._field = np.hypot(x, y).astype(np.float32)
        seen = np.clip((radius - self._field) / 3.0, 0.0, 1.0)
        _over_colour(Canvas.of(self._before if share < 0.5 else incoming), seen, _INK, Canvas.of(out))

    def _ink_wipe(self, incoming: U8, share: float, out: U8) -> None:
        """A ragged brush front runs across the frame: old picture, ink, new picture behind it."""
        height, width = self._before.shape[0] * 2 // 3, self._before.shape[1]
        if self._field is None:
            self._field = _brush(width, height, self._seed)
        front = -0.15 + 1.65 * CURVES[Ease.IN_OUT](share)
        inked = np.clip((front - self._field) * 60.0, 0.0, 1.0)
        revealed = np.clip((front - 0.34 - self._field) * 30.0, 0.0, 1.0)
        middle = np.empty_like(out)
        _over_colour(Canvas.of(self._before), 1.0 - inked, _INK, Canvas.of(middle))
        _mixed(Canvas.of(middle), Canvas.of(incoming), revealed, Canvas.of(out))


def _zoomed(source: U8, size: float, out: U8) -> None:
    """A frame grown about the place where faces are."""
    canvas, target = Canvas.of(source), Canvas.of(out)
    height, width = canvas.y.shape
    place = (size, 0.0, width / 2 * (1.0 - size), 0.0, size, height * 0.45 * (1.0 - size))
    item = blit(plate_of(canvas.y, canvas.uv), place)
    if item is not None:
        kernel().draw([item], target.y, target.uv)


def _smeared(strip: U8, width: int, way: float, length: float) -> U8:
    """The window of a double-width strip at `way` (0–1), averaged over `length` widths."""
    left = round(way * width)
    reach = max(1, round(length * width))
    first, last = max(0, left - reach // 2), min(strip.shape[1], left + width + (reach + 1) // 2)
    window = strip[:, first:last].astype(np.int32)
    lead, trail = first - (left - reach // 2), left + width + (reach + 1) // 2 - last
    if lead or trail:
        window = np.pad(window, ((0, 0), (lead, trail)), mode="edge")
    sums = np.cumsum(np.pad(window, ((0, 0), (1, 0))), axis=1)
    smeared: U8 = ((sums[:, reach : reach + width] - sums[:, :width]) // reach).astype(np.uint8)
    return smeared


def _mixed(below: Canvas, above: Canvas, share: F32, out: Canvas) -> None:
    part = (share * 256.0).astype(np.int32)
    out.y[:] = below.y + ((above.y.astype(np.int32) - below.y) * part >> 8)
    half = part[::2, ::2, None]
    low = below.pairs().astype(np.int32)
    out.pairs()[:] = low + ((above.pairs() - low) * half >> 8)


def _over_colour(above: Canvas, share: F32, colour: tuple[float, float, float], out: Canvas) -> None:
    part = (share * 256.0).astype(np.int32)
    base = round(colour[0])
    out.y[:] = base + ((above.y.astype(np.int32) - base) * part >> 8)
    tint = np.array([round(colour[1]), round(colour[2])], np.int32)
    out.pairs()[:] = tint + ((above.pairs().astype(np.int32) - tint) * part[::2, ::2, None] >> 8)


def _levels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (channel / 255.0 for channel in from_hex(colour))
    luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return 16.0 + 219.0 * luma, 128.0 + 224.0 * (blue - luma) / 1.8556, 128.0 + 224.0 * (red - luma) / 1.5748


def _brush(width: int, height: int, seed: int) -> F32:
    """When the brush reaches each pixel, 0–1: along a slant, ragged by bristles and blots."""
    draw = np.random.default_rng(seed)
    x, y = np.linspace(0.0, 1.0, width), np.linspace(0.0, 1.0, height)[:, None]
    slant = 0.62 * x + 0.38 * y
    bristles = _noise(draw, 6, 60, width, height) * 0.6 + _noise(draw, 9, 9, width, height)
    fine = _noise(draw, 14, 220, width, height)
    field: F32 = (slant + (bristles - 0.8) * 0.20 + (fine - 0.5) * 0.07).astype(np.float32)
    return field


def _noise(draw: np.random.Generator, columns: int, rows: int, width: int, height: int) -> F32:
    small = Image.fromarray(draw.random((rows, columns), dtype=np.float32))
    return np.asarray(small.resize((width, height), Image.Resampling.BICUBIC), np.float32)
