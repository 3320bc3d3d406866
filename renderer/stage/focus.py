"""What lies out of focus: soft copies of planes and puppets, and how one passes into the next."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from renderer.stage.sheets import Sheet, of_planes

F32 = npt.NDArray[np.float32]

STEPS = (0.0, 0.35, 1.0)
"""How blurred the copies are that a rack focus passes through, as shares of the strongest blur."""
SHRINK = (1.0, 0.5, 0.25)
"""How far each can be shrunk, as what is blurred has no fine detail left."""
_GRID = 8
"""Samples of a sheet that become one chroma sample of its soft copy."""


def passing(blur: float) -> list[tuple[int, float]]:
    """Which copies are drawn one over the other, with their opacities, at a blur of 0–1."""
    blur = min(1.0, max(0.0, blur))
    upper = next(n for n, step in enumerate(STEPS) if blur <= step)
    if blur == STEPS[upper]:
        return [(upper, 1.0)]
    share = (blur - STEPS[upper - 1]) / (STEPS[upper] - STEPS[upper - 1])
    # The sharper one stays solid below the softer one until it is all but hidden, lest the two show what is behind.
    return [(upper - 1, 1.0 - share**6), (upper, share)]


def softened(canvas: Sheet, radius: int) -> Sheet:
    """A copy of a quarter of a sheet's samples across, blurred over `radius` of its own samples to each side."""
    room = _GRID * (1 + radius // 2)
    left, top = canvas.x_px % _GRID + room, canvas.y_px % _GRID + room
    luma = _quarter([canvas.y, canvas.a], left, top, _GRID, radius)
    chroma = _quarter([canvas.uv & 255, canvas.uv >> 8, canvas.half_a], left // 2, top // 2, _GRID // 2, radius / 2)
    rows, columns = (min(a, 2 * b) for a, b in zip(luma[0].shape, chroma[0].shape, strict=True))
    y, a = (np.ascontiguousarray(plane[:rows, :columns].astype(np.uint8)) for plane in luma)
    cb, cr, half = (np.ascontiguousarray(plane[: rows // 2, : columns // 2]) for plane in chroma)
    return of_planes(
        y, a, cb | np.left_shift(cr, 8, dtype=np.uint16), half.astype(np.uint8),
        x_px=(canvas.x_px - left) // 4, y_px=(canvas.y_px - top) // 4, scale=canvas.scale / 4,
    )  # fmt: skip


def _quarter(
    planes: list[npt.NDArray[np.integer]], left: int, top: int, grid: int, radius: float
) -> list[npt.NDArray[np.uint16]]:
    """Planes padded to a grid whose corner lies so far up and left, averaged four by four, and blurred."""
    out = []
    for plane in planes:
        height, width = plane.shape
        tall, wide = -(-(height + 2 * top) // (2 * grid)) * 2 * grid, -(-(width + 2 * left) // (2 * grid)) * 2 * grid
        padded = np.zeros((tall, wide), np.float32)
        padded[top : top + height, left : left + width] = plane
        small: F32 = padded.reshape(tall // 4, 4, wide // 4, 4).mean(axis=(1, 3), dtype=np.float32)
        for _ in range(2):
            small = _boxed(_boxed(small, round(radius)).T, round(radius)).T
        out.append(np.clip(small + 0.5, 0, 255).astype(np.uint16))
    return out


def _boxed(plane: F32, radius: int) -> F32:
    """Averaged over `radius` samples to each side along the rows."""
    if radius < 1:
        return plane
    sums: F32 = np.cumsum(np.pad(plane, ((0, 0), (radius + 1, radius))), axis=1, dtype=np.float32)
    boxed: F32 = (sums[:, 2 * radius + 1 :] - sums[:, : -2 * radius - 1]) / np.float32(2 * radius + 1)
    return boxed
