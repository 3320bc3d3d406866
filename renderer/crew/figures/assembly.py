"""A puppet put together at rest, for sheets and tests."""

from __future__ import annotations

import numpy as np

from renderer.crew.cels import PartKind, Pixels, Puppet


def assemble(puppet: Puppet, *, eyes: str = "open", mouth: str = "rest", brows: str = "rest") -> Pixels:
    """All parts over each other with the variants named: uint8 (H, W, 4), premultiplied."""
    canvas = np.zeros((puppet.height_px, puppet.width_px, 4), np.uint16)
    wanted = {PartKind.EYES: eyes, PartKind.MOUTH: mouth, PartKind.BROWS: brows}
    for part in puppet.parts:
        picture = part.variants.get(wanted.get(part.kind, "rest")) or next(iter(part.variants.values()))
        high, wide = picture.pixels.shape[:2]
        view = canvas[picture.y_px : picture.y_px + high, picture.x_px : picture.x_px + wide]
        over = picture.pixels[: view.shape[0], : view.shape[1]].astype(np.uint16)
        view[:] = over + (view * (255 - over[..., 3:]) + 127) // 255
    return np.minimum(canvas, 255).astype(np.uint8)
