"""Crisp places for upright pictures."""

from __future__ import annotations

import math

from renderer.stage.geometry import Affine


def snapped(place: Affine) -> Affine:
    """An upright picture moved to the nearest even pixel, so that lettering stays crisp on the chroma grid too."""
    a, b, c, d, e, f = place
    if b == 0.0 and d == 0.0:
        return (a, b, 2.0 * math.floor(c / 2.0 + 0.5), d, e, 2.0 * math.floor(f / 2.0 + 0.5))
    return place
