"""Captions of the three episodes against the faces that the films show under them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.hearing.episodes import PITCHES, context_in, planned, written
from renderer.captions import USUAL_Y
from renderer.crew.cels import Picture
from renderer.director.brief import brief_of
from renderer.director.clearance import Box, faces_in
from renderer.director.direct import direct
from renderer.director.requests import PAINTED_HEIGHT_PX, PAINTED_WIDTH_PX, key_of, shop
from renderer.plan import Plan
from renderer.stage.layers import CaptionLayer
from renderer.workshop import StepContext
from show.order import FilmSettings
from show.script import Angle

GRAZED = 0.05
"""The share of a page that may lie on a face's edge: a stroke of the outline."""
_STEP_FRAMES = 3
_MARGIN_PX = 26
"""Clear ground around a page's letters, for its shadow."""
_QUICK = FilmSettings(voices=("espeak",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A set-up's captions: their height, and the largest share of a page over a face, and over eyes and mouth."""

    key: str
    y: float
    face: float
    features: float


def faces(home: Path) -> dict[str, Any]:
    """How many set-ups have captions, how many made room for a face, and which still lie on one, and how far."""
    context = context_in(home)
    placed = [one for pitch in PITCHES for one in _placed(planned(*written(pitch, context), _QUICK, context), context)]
    return {
        "setups": len(placed),
        "moved": sum(one.y != USUAL_Y for one in placed),
        "on_faces": {one.key: [round(one.face, 3), round(one.features, 3)] for one in placed if one.face > GRAZED},
    }


def _placed(plan: Plan, context: StepContext) -> Iterator[Placed]:
    art = context.workshop.art(plan.order.settings)
    for index, setup in enumerate(plan.setups):
        brief = replace(brief_of(plan, index), outgoing=None)
        pictures = art.pictures(brief) if setup.lines else {}
        scene = direct(brief, pictures) if setup.lines else None
        layer = next((one for one in scene.layers if isinstance(one, CaptionLayer)), None) if scene else None
        if scene is None or layer is None:
            continue
        behind = frozenset(key_of(request) for one, request in shop(brief).puppets if one.angle is Angle.BACK)
        worst = features = 0.0
        for page in layer.pages:
            picture = pictures[page.key]
            assert isinstance(picture, Picture)
            box = _box(picture, layer.y)
            for frame in range(page.start_frame, min(page.end_frame, scene.frames), _STEP_FRAMES):
                for face in faces_in(scene, pictures, frame, behind):
                    worst, features = max(worst, _share(box, face.whole)), max(features, _share(box, face.features))
        yield Placed(key=f"{plan.order.series.title} {setup.key}", y=layer.y, face=worst, features=features)


def _box(picture: Picture, y: float) -> Box:
    """Where the letters stand."""
    high, wide = picture.pixels.shape[:2]
    across, down = (wide / 2 - _MARGIN_PX) / PAINTED_WIDTH_PX, (high / 2 - _MARGIN_PX) / PAINTED_HEIGHT_PX
    return 0.5 - across, y - down, 0.5 + across, y + down


def _share(page: Box, face: Box) -> float:
    across = max(0.0, min(page[2], face[2]) - max(page[0], face[0]))
    down = max(0.0, min(page[3], face[3]) - max(page[1], face[1]))
    return across * down / ((page[2] - page[0]) * (page[3] - page[1]))
