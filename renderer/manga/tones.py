"""From a painted frame to a printed panel: ink lines, flat greys, screentone, and lines of force."""

from __future__ import annotations

import math
import random

import numpy as np
import numpy.typing as npt
import skia

from renderer.colours import INK, WHITE, argb
from renderer.manga.layout import Box, Spot

Grey = npt.NDArray[np.float32]

_PAPER_FROM, _BLACK_BELOW = 0.66, 0.13
"""Brightness above which paper stays white, and below which ink is solid."""


def printed(picture: npt.NDArray[np.uint8], pitch_px: float) -> npt.NDArray[np.uint8]:
    """The picture, uint8 (H, W, 3), as black ink with dots `pitch_px` apart on white paper, uint8 (H, W, 3)."""
    grey = _levelled(picture)
    lines = _lines(grey, pitch_px)
    high, wide = grey.shape
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    turn = math.pi * 2 / (pitch_px * math.sqrt(2))
    # Two crossed waves at 45 degrees: their sum is the height of the dots of a halftone screen.
    screen = 0.5 + 0.25 * (np.cos((x + y) * turn) + np.cos((x - y) * turn))
    dark = np.clip((_PAPER_FROM - grey) / (_PAPER_FROM - _BLACK_BELOW), 0, 1)
    dots = np.clip((dark * 0.86 - screen) * pitch_px * 0.9 + 0.5, 0, 1) * (dark > 0.04)
    solid = np.clip((_BLACK_BELOW + 0.03 - grey) / 0.05, 0, 1)
    # A thin wash under the dots keeps faces and forms readable when the page is seen small.
    wash = np.clip(grey * 1.02 + 0.10, 0.30, 1.0)
    ink = np.maximum.reduce([dots * 0.72, solid, lines])
    value = wash * (1 - ink) + 0.07 * ink
    return np.repeat((value * 255).clip(0, 255).astype(np.uint8)[..., None], 3, axis=2)


def _levelled(picture: npt.NDArray[np.uint8]) -> Grey:
    """Brightness 0–1, stretched so that the darkest parts are ink and the lightest paper."""
    grey = picture[..., :3].astype(np.float32) @ np.array([0.30, 0.56, 0.14], np.float32) / 255
    low, high = np.percentile(grey, (2, 96))
    stretched: Grey = np.clip((grey - low) / max(0.25, high - low), 0, 1) ** 0.9
    return stretched


def _lines(grey: Grey, pitch_px: float) -> Grey:
    """Where brightness falls off sharply: the drawing's own lines, drawn again in ink."""
    # Loaded by whoever draws a page: a process that only cuts a film need not wait for it.
    from scipy.ndimage import gaussian_filter

    fine = gaussian_filter(grey, pitch_px * 0.09)
    broad = gaussian_filter(grey, pitch_px * 0.34)
    found: Grey = np.clip((broad - fine - 0.035) * 14, 0, 1).astype(np.float32)
    return found


def draw_focus_lines(canvas: skia.Canvas, box: Box, middle: Spot, clear: Spot, seed: int, strength: float) -> None:
    """Wedges of ink and paper that rush from the panel's edge to `middle`, leaving an ellipse with the half-axes
    `clear` free; `strength` is 0–1."""
    rng = random.Random(seed)
    left, top, right, bottom = box
    reach = math.hypot(right - left, bottom - top)
    for paper in (True, False):
        path = skia.Path()
        for _ in range(round((70 if paper else 110) * (0.5 + strength * 0.5))):
            angle = rng.uniform(0, math.tau)
            ratio = 1.0 + rng.random() ** 1.4 * 0.55
            inner = ratio / math.hypot(math.cos(angle) / clear[0], math.sin(angle) / clear[1])
            half = rng.uniform(0.002, 0.012 if paper else 0.009)
            path.moveTo(middle[0] + math.cos(angle) * inner, middle[1] + math.sin(angle) * inner)
            for side in (-half, half):
                path.lineTo(middle[0] + math.cos(angle + side) * reach, middle[1] + math.sin(angle + side) * reach)
            path.close()
        canvas.drawPath(path, skia.Paint(AntiAlias=True, Color=argb(WHITE if paper else INK, 0.85)))


def draw_speed_lines(canvas: skia.Canvas, box: Box, seed: int, strength: float) -> None:
    """Level streaks from both sides, longer towards the top and the foot, that leave the middle free."""
    rng = random.Random(seed)
    left, top, right, bottom = box
    wide, high = right - left, bottom - top
    for paper in (True, False):
        path = skia.Path()
        for _ in range(round(60 * (0.5 + strength * 0.5))):
            share = rng.random()
            away = abs(share * 2 - 1)
            y, long = top + high * share, wide * (0.10 + 0.34 * away) * rng.uniform(0.5, 1.2)
            half = high * rng.uniform(0.001, 0.005)
            start, end = (left, left + long) if rng.random() < 0.5 else (right, right - long)
            path.moveTo(start, y - half)
            path.lineTo(end, y)
            path.lineTo(start, y + half)
            path.close()
        canvas.drawPath(path, skia.Paint(AntiAlias=True, Color=argb(WHITE if paper else INK, 0.85)))
