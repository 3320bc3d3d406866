"""Soft maps of where light falls."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image

U8 = npt.NDArray[np.uint8]


def grown(levels: U8, width: int, height: int) -> U8:
    """A map of so many samples, uint8 (height, width)."""
    image = Image.fromarray(levels)
    return np.ascontiguousarray(np.asarray(image.resize((width, height), Image.Resampling.BICUBIC)))
