"""Captions keep clear of faces where there is room, at one height while a set-up lasts, within the safe area."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from renderer.art import requests_of
from renderer.captions import USUAL_Y
from renderer.crew.cels import Backdrop, Picture, Puppet
from renderer.crew.ports import BackdropRequest, CharacterRequest
from renderer.director.brief import SetupBrief
from renderer.director.clearance import Box, Face, faces_in
from renderer.director.direct import direct
from renderer.director.requests import CaptionRequest, key_of, shop, word_key
from renderer.lettering.caption import SAFE_BOTTOM, SAFE_TOP
from renderer.stage.frames import still
from renderer.stage.layers import CaptionLayer, PuppetLayer
from renderer.stage.scene import PanelLayer, Pictures, ShotScene, at_size
from renderer.stage.tracks import hold
from show.ids import ShotId
from show.script import Angle, Beat, Emotion, Framing, Shot, Staging
from tests.director.test_rhythm import briefs, planned, shots
from tests.renderer.test_timeline import MIRA, RIN, make_line
from tests.stage import golden, paper

LETTERS_PX = (560, 150)
"""Ink of a page of two lines, and its picture's clear margin."""
MARGIN_PX = 26
BOTH = (Staging(character_id=MIRA), Staging(character_id=RIN))


def page_picture() -> Picture:
    wide, high = LETTERS_PX
    pixels = np.zeros((high + 2 * MARGIN_PX, wide + 2 * MARGIN_PX, 4), np.uint8)
    pixels[MARGIN_PX:-MARGIN_PX, MARGIN_PX:-MARGIN_PX] = 255
    return Picture(pixels=pixels)


HERO = paper.puppet(1500)
STOCK: dict[type, Puppet | Backdrop | Picture] = {
    CharacterRequest: HERO,
    BackdropRequest: paper.place(480),
    CaptionRequest: page_picture(),
}


def painted(brief: SetupBrief) -> Pictures:
    room: dict[str, Puppet | Backdrop | Picture] = {}
    for key, request in requests_of(brief).items():
        room[key] = STOCK.get(type(request), Picture(pixels=golden.plate(200, 60)))
        if isinstance(request, CaptionRequest):
            room |= {word_key(key, n): room[key] for n in range(len(request.words))}
    return room


def captions_of(scene: ShotScene) -> CaptionLayer | None:
    found = [layer for layer in scene.layers if isinstance(layer, CaptionLayer)]
    assert len(found) <= 1
    return found[0] if found else None


def letters(y: float, higher: float = 0.0) -> Box:
    wide, high = LETTERS_PX[0] / 1080, LETTERS_PX[1] / 1920 + higher
    return (0.5 - wide / 2, y - high / 2, 0.5 + wide / 2, y + high / 2)


def share(page: Box, face: Box) -> float:
    across = max(0.0, min(page[2], face[2]) - max(page[0], face[0]))
    down = max(0.0, min(page[3], face[3]) - max(page[1], face[1]))
    return across * down / ((page[2] - page[0]) * (page[3] - page[1]))


def seen_under(scene: ShotScene, room: Pictures, layer: CaptionLayer, brief: SetupBrief) -> list[Face]:
    """Every face of every frame in which captions are shown."""
    behind = frozenset(key_of(r) for staging, r in shop(brief).puppets if staging.angle is Angle.BACK)
    frames = {f for page in layer.pages for f in range(page.start_frame, min(page.end_frame, scene.frames))}
    return [face for f in sorted(frames) for face in faces_in(scene, room, f, behind)]


def faces_under(scene: ShotScene, room: Pictures, layer: CaptionLayer, brief: SetupBrief) -> list[Box]:
    return [face.whole for face in seen_under(scene, room, layer, brief)]


def worst(y: float, faces: list[Box], higher: float = 0.0) -> float:
    return max((share(letters(y, higher), face) for face in faces), default=0.0)


@settings(max_examples=30, deadline=None)
@given(written=st.lists(shots, min_size=1, max_size=4), seconds=st.floats(0.6, 5.0))
def test_captions_of_any_script_lie_on_no_face_where_there_is_room(written: list[Shot], seconds: float) -> None:
    for brief in briefs(planned(written, seconds)):
        if not brief.lines:
            continue
        room = painted(brief)
        scene = direct(replace(brief, outgoing=None), room)
        layer = captions_of(scene)
        assert layer is not None
        _, top, _, bottom = letters(layer.y)
        assert SAFE_TOP - 0.001 <= top < bottom <= 1 - SAFE_BOTTOM + 0.001
        seen = seen_under(scene, room, layer, brief)
        faces, features = [face.whole for face in seen], [face.features for face in seen]
        rows = [y for y in np.arange(0.17, 0.76, 0.01) if not 0.3 < y < 0.5]
        # Sound words lie there too; whoever has them may have less room than it seems.
        if not shop(brief).sound_words and any(worst(float(y), faces, higher=0.06) == 0.0 for y in rows):
            assert worst(layer.y, faces) <= 0.1, (brief.key, brief.framing, brief.treatment)
        # A mouth's surroundings may reach a little further down than the chin.
        if worst(USUAL_Y, [*faces, *features]) == 0.0:
            assert layer.y == USUAL_Y, "nobody is in the way"


def a_brief(framing: Framing, beat: Beat, mood: Emotion, cast: tuple[Staging, ...], lines: int) -> SetupBrief:
    said = tuple(make_line(n, cast[n % len(cast)].character_id) for n in range(1, lines + 1))
    shot = Shot(id=ShotId("s1"), beat=beat, framing=framing, mood=mood, cast=cast, lines=said)
    return next(b for b in briefs(planned([shot], 1.5)) if b.lines)


def test_in_a_split_screen_captions_find_the_room_between_the_faces() -> None:
    brief = a_brief(Framing.TWO_SHOT, Beat.TWIST, Emotion.RAGE, BOTH, 2)
    room = painted(brief)
    scene = direct(brief, room)
    layer = captions_of(scene)
    assert any(isinstance(one, PanelLayer) for one in scene.layers)
    assert layer is not None
    faces = faces_under(scene, room, layer, brief)
    assert worst(USUAL_Y, faces) > 0.3
    assert worst(layer.y, faces) < 0.05


def test_captions_under_a_close_up_stand_where_they_always_stand() -> None:
    brief = a_brief(Framing.CLOSE_UP, Beat.SETUP, Emotion.NEUTRAL, BOTH[:1], 1)
    layer = captions_of(direct(brief, painted(brief)))
    assert layer is not None
    assert layer.y == USUAL_Y


def test_the_back_of_a_head_is_no_face() -> None:
    cast = (replace(BOTH[1], angle=Angle.BACK), BOTH[0])
    brief = a_brief(Framing.OVER_SHOULDER, Beat.SETUP, Emotion.NEUTRAL, cast, 1)
    scene, room = direct(brief, painted(brief)), painted(brief)
    behind = frozenset(key_of(r) for staging, r in shop(brief).puppets if staging.angle is Angle.BACK)
    assert len(list(faces_in(scene, room, 4))) == 2
    assert len(list(faces_in(scene, room, 4, behind))) == 1


def winking(scene: ShotScene, frame: int) -> ShotScene:
    """The scene with all eyes closed at a frame."""

    def closed(layer: object, at: int) -> object:
        if isinstance(layer, PuppetLayer):
            return replace(layer, blinks=(at - 2, at - 1, at), gazes=())
        if isinstance(layer, PanelLayer):
            return replace(layer, scene=winking(layer.scene, frame - layer.start_frame))
        return layer

    return replace(scene, layers=tuple(closed(layer, frame) for layer in scene.layers))  # type: ignore[arg-type]


def opened(scene: ShotScene) -> ShotScene:
    def awake(layer: object) -> object:
        if isinstance(layer, PuppetLayer):
            return replace(layer, blinks=(), gazes=())
        return replace(layer, scene=opened(layer.scene)) if isinstance(layer, PanelLayer) else layer

    return replace(scene, layers=tuple(awake(layer) for layer in scene.layers))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("framing", "mood", "cast"),
    [
        (Framing.MEDIUM, Emotion.NEUTRAL, BOTH[:1]),
        (Framing.EXTREME_CLOSE_UP, Emotion.SORROW, BOTH[:1]),
        (Framing.TWO_SHOT, Emotion.NEUTRAL, BOTH),
        (Framing.TWO_SHOT, Emotion.RAGE, BOTH),
    ],
)
def test_faces_are_where_the_stage_draws_eyes_that_close(
    framing: Framing, mood: Emotion, cast: tuple[Staging, ...]
) -> None:
    brief = a_brief(framing, Beat.TWIST if mood is Emotion.RAGE else Beat.SETUP, mood, cast, 2)
    room = painted(brief)
    scene = direct(brief, room)
    layers = tuple(layer for layer in scene.layers if not isinstance(layer, CaptionLayer))
    scene = at_size(replace(scene, layers=layers, camera=replace(scene.camera, handheld=hold(0.0))), 216, 384, 24)
    frame = scene.frames - 6
    before, after = (still(one, room, frame).astype(int) for one in (opened(scene), winking(opened(scene), frame)))
    rows, columns = np.nonzero(np.abs(after - before).max(axis=2) > 60)
    assert len(rows) > 20, "somebody blinks"
    boxes = [face.features for face in faces_in(scene, room, frame)]
    inside = [
        any(box[0] - 0.02 <= x <= box[2] + 0.02 and box[1] - 0.02 <= y <= box[3] + 0.02 for box in boxes)
        for x, y in zip(columns / 216, rows / 384, strict=True)
    ]
    assert np.mean(inside) > 0.97
