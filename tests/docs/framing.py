"""Pictures made small enough for the documents, several set side by side, and frames of a film in a strip."""

from __future__ import annotations

from pathlib import Path

import av
from PIL import Image, ImageDraw

MOST_BYTES = 120_000
BACKGROUND = (17, 18, 24)
GAP_PX = 28
PHONE_WIDTH_PX = 390
NARROW_PX = 560
FRAME_HEIGHT_PX = 480
MOMENTS = (0.12, 0.23, 0.36, 0.5, 0.58, 0.67)
"""Parts of a film's length, before its last card and its credits."""


def keep_small(png: Path, *, narrow: bool = False) -> Path:
    """Turn a PNG into a WebP of at most MOST_BYTES beside it; the PNG goes. A narrow one need not be so large."""
    with Image.open(png) as opened:
        picture = opened.convert("RGB")
    if narrow:
        size = NARROW_PX, picture.height * NARROW_PX // picture.width
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    small = save(picture, png.with_suffix(".webp"))
    png.unlink()
    return small


def save(picture: Image.Image, path: Path) -> Path:
    """Write as WebP, as good as MOST_BYTES allows."""
    for quality in (80, 72, 62, 50, 40, 28):
        picture.save(path, "WEBP", quality=quality, method=6)
        if path.stat().st_size <= MOST_BYTES:
            break
    return path


def side_by_side(folder: Path, titles: tuple[str, ...], title: str) -> Path:
    """Pictures of phones in a row, with rounded corners."""
    pictures = []
    for one in titles:
        with Image.open(folder / f"{one}.webp") as opened:
            height = PHONE_WIDTH_PX * opened.height // opened.width
            pictures.append(opened.convert("RGB").resize((PHONE_WIDTH_PX, height), Image.Resampling.LANCZOS))
    width = len(pictures) * (PHONE_WIDTH_PX + GAP_PX) + GAP_PX
    row = Image.new("RGB", (width, max(p.height for p in pictures) + 2 * GAP_PX), BACKGROUND)
    for n, picture in enumerate(pictures):
        mask = Image.new("L", picture.size)
        ImageDraw.Draw(mask).rounded_rectangle((0, 0, picture.width - 1, picture.height - 1), 26, fill=255)
        row.paste(picture, (GAP_PX + n * (PHONE_WIDTH_PX + GAP_PX), GAP_PX), mask)
    return save(row, folder / f"{title}.webp")


def film_strip(film: Path, path: Path) -> Path:
    """Frames of a film in a row, at MOMENTS."""
    frames: list[Image.Image] = []
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        assert stream.duration is not None
        assert stream.time_base is not None
        seconds = float(stream.duration * stream.time_base)
        for frame in container.decode(stream):
            if len(frames) < len(MOMENTS) and frame.time >= seconds * MOMENTS[len(frames)]:
                image = frame.to_image()
                width = FRAME_HEIGHT_PX * image.width // image.height
                frames.append(image.resize((width, FRAME_HEIGHT_PX), Image.Resampling.LANCZOS))
    row = Image.new("RGB", (sum(f.width + 8 for f in frames) - 8, FRAME_HEIGHT_PX), BACKGROUND)
    for n, image in enumerate(frames):
        row.paste(image, (n * (image.width + 8), 0))
    return save(row, path)
