"""Folders of golden pictures: reading one, writing one, and how far it is from what is drawn today."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from renderer.crew.cels import Pixels


def kept(folder: Path, name: str) -> Pixels:
    """A golden picture as it was: uint8 (H, W, 3)."""
    with Image.open(folder / f"{name}.png") as image:
        return np.asarray(image.convert("RGB"))


def keep(folder: Path, name: str, pixels: Pixels, colours: int = 0) -> None:
    """Make a picture the golden one, in so many colours where that is said."""
    folder.mkdir(exist_ok=True)
    image = Image.fromarray(pixels)
    few = image.quantize(colours, dither=Image.Dither.NONE) if colours else image
    few.save(folder / f"{name}.png", optimize=True)


def off_by(before: Pixels, now: Pixels) -> Pixels:
    """How far each pixel is from the golden one, in levels: (H, W)."""
    assert before.shape == now.shape
    return np.abs(before.astype(int) - now.astype(int)).max(axis=2)


def check_folder(folder: Path, names: set[str], largest_bytes: int) -> None:
    """None is missing, none is left over, and all are small."""
    assert {path.stem for path in folder.glob("*.png")} == names
    assert all(path.stat().st_size <= largest_bytes for path in folder.glob("*.png"))
