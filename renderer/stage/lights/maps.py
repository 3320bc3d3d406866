"""Soft maps of where light falls."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image

U8 = npt.NDArray[np.uint8]


def grown(small: npt.NDArray[np.floating], width: int, height: int) -> tuple[U8, U8]:
    """A map of levels 0–255 at full and at half size, uint8."""
    image = Image.fromarray(np.clip(small, 0, 255).astype(np.uint8))
    sizes = ((width, height), (width // 2, height // 2))
    full, half = (np.ascontiguousarray(np.asarray(image.resize(s, Image.Resampling.BICUBIC))) for s in sizes)
    return full, half
