"""A small film directed with paper puppets: in every second something lives, and what should rest rests."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from renderer.art import requests_of
from renderer.crew.cels import Backdrop, Picture, Puppet
from renderer.crew.ports import BackdropRequest, CharacterRequest
from renderer.director.brief import SetupBrief, brief_of
from renderer.director.direct import direct
from renderer.director.moves import MOVES, Span
from renderer.director.requests import CaptionRequest, word_key
from renderer.plan import Kind
from renderer.stage.camera import CameraMan
from renderer.stage.frames import iter_frames
from renderer.stage.geometry import apply
from renderer.stage.layers import BackdropLayer, CaptionLayer, PuppetLayer
from renderer.stage.scene import Camera, PanelLayer, Pictures, ShotScene, at_size
from renderer.stage.tracks import hold
from renderer.timeline import lay_out
from show.ids import ShotId
from show.script import Beat, Emotion, Framing, Move, Shot, Staging, Transition
from tests.renderer.test_timeline import MIRA, RIN, make_line, make_order, say
from tests.stage import golden, paper

SIZE_PX = (54, 96)
LIVES_LEVELS = 0.30
"""Mean change of luma within a second, outside captions: a blink and a breath at this size, or a slow push."""


@pytest.fixture(scope="module")
def cast() -> dict[type, Puppet | Backdrop]:
    return {CharacterRequest: golden.actor(paper.puppet(375)), BackdropRequest: paper.place(480)}


def story() -> list[Shot]:
    mira, rin = Staging(character_id=MIRA), Staging(character_id=RIN)
    calm, twist = Emotion.NEUTRAL, Emotion.SHOCK
    rows: list[tuple[Beat, Framing, Move, Emotion, tuple[Staging, ...], int, str, Transition]] = [
        (Beat.SETUP, Framing.ESTABLISHING, Move.HOLD, calm, (), 0, "", Transition.CUT),
        (Beat.SETUP, Framing.TWO_SHOT, Move.HOLD, calm, (mira, rin), 2, "", Transition.INK_WIPE),
        (Beat.RISE, Framing.MEDIUM, Move.HOLD, Emotion.DEADPAN, (rin,), 1, "", Transition.CUT),
        (Beat.RISE, Framing.OVER_SHOULDER, Move.HOLD, Emotion.FEAR, (mira, rin), 1, "", Transition.CUT),
        (Beat.TWIST, Framing.TWO_SHOT, Move.PUSH_IN, twist, (mira, rin), 2, "Thunder.", Transition.PAGE_TURN),
        (Beat.TWIST, Framing.CLOSE_UP, Move.HOLD, twist, (mira,), 1, "", Transition.MATCH_CUT),
        (Beat.FALL, Framing.EXTREME_CLOSE_UP, Move.HOLD, Emotion.SORROW, (rin,), 0, "", Transition.CUT),
    ]
    count = itertools.count(1)
    return [
        Shot(
            id=ShotId(f"s{n}"), beat=beat, framing=framing, move=move, mood=mood, cast=seen, action=action,
            transition=transition,
            lines=tuple(make_line(next(count), seen[k % len(seen)].character_id) for k in range(lines)),
        )
        for n, (beat, framing, move, mood, seen, lines, action, transition) in enumerate(rows, 1)
    ]  # fmt: skip


def film() -> list[SetupBrief]:
    shots = story()
    plan = lay_out(make_order(shots, question="Who?"), [say(line, 2.6) for shot in shots for line in shot.lines])
    return [brief_of(plan, n) for n in range(len(plan.setups))]


def painted(brief: SetupBrief, cast: dict[type, Puppet | Backdrop]) -> Pictures:
    room: dict[str, Puppet | Backdrop | Picture] = {}
    for key, request in requests_of(brief).items():
        room[key] = cast.get(type(request), Picture(pixels=golden.plate(200, 60)))
        if isinstance(request, CaptionRequest):
            room |= {word_key(key, n): room[key] for n in range(len(request.words))}  # type: ignore[misc]
    return room


def bare(scene: ShotScene) -> ShotScene:
    """Without captions: what lives must live outside them."""
    layers = tuple(layer for layer in scene.layers if not isinstance(layer, CaptionLayer))
    return at_size(replace(scene, layers=layers), *SIZE_PX, 24)


def lumas(scene: ShotScene, room: Pictures) -> Iterator[np.ndarray]:
    for frame in iter_frames(scene, room):
        yield frame.pixels[: scene.height_px].astype(np.int16).copy()


def test_in_every_second_of_a_film_something_lives(cast: dict[type, Puppet | Backdrop]) -> None:
    still = []
    panels = 0
    for brief in film():
        room = painted(brief, cast)
        scene = bare(direct(brief, room))
        panels += sum(isinstance(layer, PanelLayer) for layer in scene.layers)
        seen = list(lumas(scene, room))
        for start in range(0, max(1, len(seen) - 23), 12):
            second = seen[start : start + 24 : 4]
            change = max(float(np.abs(later - second[0]).mean()) for later in second[1:])
            if change < LIVES_LEVELS:
                still.append((brief.key, start, round(change, 2)))
    assert still == []
    assert panels == 2, "the twist is a split screen"


def test_what_rests_does_not_stir_by_a_single_level(cast: dict[type, Puppet | Backdrop]) -> None:
    """A camera that holds, a calm place and a speaker: the place is the same in every frame, the figure on twos."""
    room: Pictures = {"place": cast[BackdropRequest], "hero": cast[CharacterRequest]}
    figure = PuppetLayer(key="hero", y=hold(1.2), scale=hold(2.2), wind=hold(0.5))
    scene = at_size(
        ShotScene(shot="calm", frames=36, layers=(BackdropLayer(key="place"), figure), camera=Camera()), *SIZE_PX, 24
    )
    seen = list(lumas(scene, room))
    sky = np.stack([frame[:20] for frame in seen])
    assert (sky == sky[0]).all()
    assert all((seen[n] == seen[n + 1]).all() for n in range(0, 36, 2))
    assert any((seen[0] != frame).any() for frame in seen)


@pytest.mark.parametrize(
    "move", [m for m in Move if m not in (Move.SHAKE, Move.HANDHELD, Move.CRASH_ZOOM, Move.WHIP_PAN)]
)
def test_a_calm_move_goes_one_way_and_never_jerks(move: Move) -> None:
    scene = ShotScene(shot="s", frames=96, camera=MOVES[move](Span(frames=96)))
    man = CameraMan(scene)
    for depth in (0.1, 1.0):
        path = np.array([apply(man.view(f).through(depth), 200.0, 300.0) for f in range(96)])
        speed = np.diff(path, axis=0)
        assert np.abs(np.diff(speed, axis=0)).max() < 1.6, "in frame pixels of 1080 across"
        for axis in (0, 1):
            assert not ((speed[:, axis] > 0.12).any() and (speed[:, axis] < -0.12).any()), "it turns round"


def test_a_walking_camera_does_not_shimmer() -> None:
    """Handheld sways, slowly: no frame goes against the one before it by more than a hair."""
    man = CameraMan(ShotScene(shot="s", frames=96, camera=Camera(handheld=hold(0.12))))
    path = np.array([apply(man.view(f).through(1.0), 540.0, 960.0) for f in range(96)])
    assert np.abs(np.diff(path, n=2, axis=0)).max() < 0.25
    assert np.ptp(path, axis=0).max() > 0.5


def test_light_moves_through_a_shot_without_pumping(cast: dict[type, Puppet | Backdrop]) -> None:
    for brief in film():
        if brief.kind is not Kind.SHOT or brief.treatment.flash or brief.treatment.lightning:
            continue
        light = direct(brief, painted(brief, cast)).light
        reds = np.array([light.red.at(frame) for frame in range(brief.frames)])
        steps = np.diff(reds)
        assert np.abs(steps).max(initial=0.0) < 0.02
        assert not ((steps > 1e-9).any() and (steps < -1e-9).any())
