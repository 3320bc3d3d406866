"""Backdrops from words: which kind of place a location is, and the painting of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

from renderer.crew.cels import Backdrop
from renderer.crew.house.air import air_of
from renderer.crew.house.places_home import paint_bedroom, paint_cafe, paint_hospital, paint_kitchen
from renderer.crew.house.places_nature import paint_beach, paint_forest, paint_shrine
from renderer.crew.house.places_school import paint_classroom, paint_roof
from renderer.crew.house.places_street import paint_street
from renderer.crew.house.places_travel import paint_station, paint_train
from renderer.crew.house.studio import Studio
from renderer.crew.ports import BackdropRequest

Scenery = Callable[[Studio], None]

SCENERY: dict[str, Scenery] = {
    "street": paint_street,
    "roof": paint_roof,
    "classroom": paint_classroom,
    "bedroom": paint_bedroom,
    "kitchen": paint_kitchen,
    "cafe": paint_cafe,
    "hospital": paint_hospital,
    "train": paint_train,
    "station": paint_station,
    "shrine": paint_shrine,
    "forest": paint_forest,
    "beach": paint_beach,
}

KEYWORDS: tuple[tuple[str, str], ...] = (
    ("roof", "roof rooftop terrace"),
    ("bedroom", "bedroom bed dorm apartment room"),
    ("kitchen", "kitchen stove dining"),
    ("cafe", "cafe café coffee diner restaurant bar tea bakery"),
    ("hospital", "hospital clinic ward infirmary nurse doctor"),
    ("train", "train carriage subway metro tram"),
    ("station", "station platform railway terminal"),
    ("shrine", "shrine temple torii pagoda sacred"),
    ("forest", "forest wood tree jungle grove park garden"),
    ("beach", "beach sea ocean shore coast island harbour lake"),
    ("classroom", "classroom class school blackboard desk"),
    ("street", "street alley road town city market shop neon crossing downtown shibuya lane"),
)


def scenery_of(words: str) -> str:
    """The kind of place that fits the words best: the one with most keywords, earlier ones first."""
    found = re.findall(r"[\w']+", words.lower())
    best, score = "city", 0
    for name, keywords in KEYWORDS:
        known = set(keywords.split())
        hits = sum(1 for word in found if word in known or word.rstrip("s") in known)
        if hits > score:
            best, score = name, hits
    return best


def paint_backdrop(request: BackdropRequest) -> Backdrop:
    """The location in depth planes, far to near, each larger than the frame by 19 % on every side.

    Equal requests give equal pixels. The same location keeps its layout in all its shots: only light, weather
    and framing change it, and `take`.
    """
    name = scenery_of(f"{request.location.name} {request.location.look}")
    key = f"{request.seed}/{request.location.id}/{request.location.look}/{request.take}"
    seed = int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big")
    studio = Studio(
        width_px=request.width_px,
        height_px=request.height_px,
        framing=request.framing,
        air=air_of(request.time, request.weather, request.mood),
        seed=seed,
    )
    SCENERY.get(name, paint_street)(studio)
    return studio.backdrop()
