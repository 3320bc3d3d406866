"""Backdrops from words: which kind of place a location is, and the painting of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace

from renderer.crew.cels import Backdrop
from renderer.crew.house.air import air_of, season_of
from renderer.crew.house.places_battlefield import paint_battlefield
from renderer.crew.house.places_beach import paint_beach
from renderer.crew.house.places_cafe import paint_cafe
from renderer.crew.house.places_forest import paint_forest
from renderer.crew.house.places_home import paint_bedroom, paint_kitchen
from renderer.crew.house.places_hospital import paint_hospital
from renderer.crew.house.places_lookout import paint_lookout
from renderer.crew.house.places_school import paint_classroom, paint_roof
from renderer.crew.house.places_shrine import paint_shrine
from renderer.crew.house.places_spaceship import paint_spaceship
from renderer.crew.house.places_street import paint_street
from renderer.crew.house.places_study import paint_corridor, paint_library, paint_office
from renderer.crew.house.places_throne import paint_throne_room
from renderer.crew.house.places_travel import paint_station, paint_train
from renderer.crew.house.studio import Studio
from renderer.crew.ports import BackdropRequest

Scenery = Callable[[Studio], None]

SCENERY: dict[str, tuple[Scenery, str, str]] = {
    "roof": (paint_roof, "roof rooftop", "terrace fence tank"),
    "classroom": (paint_classroom, "classroom schoolroom", "class school blackboard chalk lecture academy"),
    "library": (paint_library, "library archive bookshop bookstore", "books shelf shelves study"),
    "office": (paint_office, "office detective bureau police", "desk notes blinds agency newsroom"),
    "corridor": (paint_corridor, "corridor hallway hall", "lockers doors passage staircase"),
    "bedroom": (paint_bedroom, "bedroom dorm dormitory", "bed room apartment flat pillow"),
    "kitchen": (paint_kitchen, "kitchen", "stove kettle pans dining home house"),
    "cafe": (paint_cafe, "cafe café restaurant diner bar tearoom bakery", "coffee tea counter"),
    "hospital": (paint_hospital, "hospital clinic ward infirmary", "nurse doctor laboratory lab"),
    "train": (paint_train, "train carriage subway metro tram", "seats straps wagon bus"),
    "station": (paint_station, "station platform railway", "rails tracks terminal stop"),
    "shrine": (paint_shrine, "shrine temple torii pagoda", "gates lanterns sacred steps graveyard cemetery"),
    "forest": (paint_forest, "forest woods wood jungle grove", "tree trees park garden moss roots clearing"),
    "beach": (paint_beach, "beach seaside shore coast", "sea ocean sand waves island harbour pier cliff lighthouse"),
    "throne": (paint_throne_room, "throne palace castle cathedral", "king queen pillars banners court church"),
    "battlefield": (paint_battlefield, "battlefield battle war wasteland", "spears ruins smoke ash army"),
    "spaceship": (paint_spaceship, "spaceship starship spacecraft cockpit", "space bridge stars ship orbit galaxy"),
    "street": (paint_street, "street alley downtown market", "road town neon crossing shop city lane night"),
    "lookout": (paint_lookout, "hill lookout tower skyline river", "city view mountain sky bridge"),
}
"""Kind → how it is painted, the words that name it, and the words that hint at it."""


INDOORS = frozenset(
    {
        "classroom",
        "library",
        "office",
        "corridor",
        "bedroom",
        "kitchen",
        "cafe",
        "hospital",
        "train",
        "throne",
        "spaceship",
    }
)
"""Kinds that no fog gets into."""


def scenery_of(name: str, look: str) -> str:
    """The kind of place the words fit best. What the name says counts twice, what comes first counts more;
    words that name nothing lead to the lookout over a city."""
    scores: dict[str, float] = {}
    for text, weight in ((name, 2.0), (look, 1.0)):
        for position, word in enumerate(re.findall(r"[^\W\d_]+", text.lower())):
            early = 1.0 / (1.0 + 0.08 * position)
            for kind, (_, names, hints) in SCENERY.items():
                forms = {word, word.removesuffix("s"), word.removesuffix("es")}
                points = 3.0 if forms & set(names.split()) else 1.0 if forms & set(hints.split()) else 0.0
                if points:
                    scores[kind] = scores.get(kind, 0.0) + points * weight * early
    if not scores:
        return "lookout"
    return max(scores, key=lambda kind: (round(scores[kind], 6), -list(SCENERY).index(kind)))


def paint_backdrop(request: BackdropRequest) -> Backdrop:
    """The location in depth planes, far to near, each larger than the frame by 19 % on every side.

    Equal requests give equal pixels. The same location keeps its layout in all its shots: only light, weather
    and framing change it, and `take`.
    """
    kind = scenery_of(request.location.name, request.location.look)
    key = f"{request.seed}/{request.location.id}/{request.location.look}/{request.take}"
    seed = int.from_bytes(hashlib.blake2b(key.encode(errors="surrogatepass"), digest_size=8).digest(), "big")
    studio = Studio(
        width_px=request.width_px,
        height_px=request.height_px,
        framing=request.framing,
        air=replace(
            air_of(request.time, request.weather, request.mood),
            season=season_of(f"{request.location.name} {request.location.look}"),
        ),
        seed=seed,
        indoors=kind in INDOORS,
    )
    SCENERY[kind][0](studio)
    if kind not in INDOORS:
        studio.add_fog()
        studio.add_bokeh()
    return studio.backdrop()
