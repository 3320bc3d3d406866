"""Soft maps of where light falls."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image

U8 = npt.NDArray[np.uint8]


def grown(small: npt.NDArray[np.floating], width: int, height: int) -> U8:
    """A map of levels 0–255, uint8 (height, width)."""
    image = Image.fromarray(np.clip(small, 0, 255).astype(np.uint8))
    return np.ascontiguousarray(np.asarray(image.resize((width, height), Image.Resampling.BICUBIC)))
