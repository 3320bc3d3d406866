"""Contact sheets of the house painter's places: every place by time of day, in weathers, and in seasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from renderer.crew.cels import Backdrop
from renderer.crew.house.places import SCENERY, paint_backdrop
from renderer.crew.ports import BackdropRequest
from show.bible import Location
from show.ids import LocationId
from show.script import Emotion, Framing, TimeOfDay, Weather

OUTDOORS = ("street", "forest", "shrine", "lookout", "beach", "roof")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """A place as one frame sees it. `words` are added to its look."""

    kind: str
    time: TimeOfDay = TimeOfDay.DAY
    weather: Weather = Weather.CLEAR
    framing: Framing = Framing.ESTABLISHING
    words: str = ""


def seen(sight: Sight, size_px: tuple[int, int], *, sharper: int = 2) -> Image.Image:
    """The middle of a backdrop, painted `sharper` times as large and shrunk."""
    width, height = size_px[0] * sharper, size_px[1] * sharper
    name = SCENERY[sight.kind][1].split()[0]
    backdrop = paint_backdrop(
        BackdropRequest(
            location=Location(id=LocationId(sight.kind), name=name, look=sight.words),
            time=sight.time, weather=sight.weather, mood=Emotion.NEUTRAL, framing=sight.framing,
            width_px=width, height_px=height, seed=1,
        )
    )  # fmt: skip
    image = Image.fromarray(laid(backdrop))
    left, top = (image.width - width) // 2, (image.height - height) // 2
    return image.crop((left, top, left + width, top + height)).resize(size_px, Image.Resampling.LANCZOS)


def laid(backdrop: Backdrop) -> np.ndarray:
    """The planes over each other, uint8 (H, W, 3), margins included."""
    picture = np.zeros((*backdrop.planes[0].pixels.shape[:2], 3), np.float32)
    for plane in backdrop.planes:
        pixels = plane.pixels.astype(np.float32)
        picture = picture * (1 - pixels[..., 3:] / 255) + pixels[..., :3]
    return picture.clip(0, 255).astype(np.uint8)


def _sheet(rows: Sequence[Sequence[Sight]], size_px: tuple[int, int]) -> Image.Image:
    wide, high = size_px
    whole = Image.new("RGB", (wide * max(map(len, rows)), high * len(rows)))
    for y, row in enumerate(rows):
        for x, sight in enumerate(row):
            whole.paste(seen(sight, size_px), (x * wide, y * high))
    return whole


def places(size_px: tuple[int, int] = (108, 150), across: int = 4) -> Image.Image:
    """Every place at dawn, by day, at sunset and at night, `across` places a row."""
    kinds = list(SCENERY)
    rows = [
        [Sight(kind=kind, time=time) for kind in kinds[start : start + across] for time in TimeOfDay]
        for start in range(0, len(kinds), across)
    ]
    # What is left of the last row shows weathers.
    rows[-1] += [
        Sight(kind="street", time=TimeOfDay.NIGHT, weather=Weather.RAIN),
        Sight(kind="shrine", weather=Weather.SNOW),
        Sight(kind="lookout", weather=Weather.STORM),
        Sight(kind="forest", weather=Weather.FOG, words="autumn"),
    ]
    return _sheet(rows, size_px)


def weathers(size_px: tuple[int, int] = (216, 384)) -> Image.Image:
    """Places with a sky in every weather."""
    return _sheet([[Sight(kind=kind, weather=weather) for weather in Weather] for kind in OUTDOORS], size_px)


def seasons(size_px: tuple[int, int] = (216, 384)) -> Image.Image:
    """Places with trees in every season."""
    spoken = ("in spring", "in summer", "in autumn", "in winter")
    return _sheet([[Sight(kind=kind, words=words) for words in spoken] for kind in OUTDOORS[1:4]], size_px)


SHEETS = {"places": places, "weathers": weathers, "seasons": seasons}
