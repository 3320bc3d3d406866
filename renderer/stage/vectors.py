"""From a vector canvas to pixels in the form of the cels."""

from __future__ import annotations

import numpy as np
import skia

from renderer.crew.cels import Pixels


def pixels_of(surface: skia.Surface) -> Pixels:
    """What was drawn, premultiplied (skia hands out straight alpha unless told)."""
    image = surface.makeImageSnapshot()
    drawn = image.toarray(colorType=skia.kRGBA_8888_ColorType, alphaType=skia.kPremul_AlphaType)
    return np.ascontiguousarray(drawn)
