"""What flashes stays harmless: at most three flashes over a large area in any second (WCAG 2.2, 2.3.1)."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from renderer.crew.cels import Backdrop, Puppet
from renderer.crew.ports import BackdropRequest, CharacterRequest
from renderer.director.brief import SetupBrief, brief_of
from renderer.director.direct import direct
from renderer.director.treatment import Treatment
from renderer.plan import Kind
from renderer.stage.frames import iter_frames
from renderer.stage.layers import BackdropLayer
from renderer.stage.scene import Light, Lightning, Pictures, ShotScene, after, at_size
from renderer.timeline import lay_out
from show.ids import ShotId
from show.script import Beat, Emotion, Framing, Move, Shot, Staging, Transition
from tests.director.test_living import SIZE_PX, painted
from tests.renderer.test_timeline import MIRA, RIN, make_order
from tests.stage import golden, paper

MOST = 3
LARGE_SHARE = 0.25
"""Of the frame: what flashes on less is seen at less than ten degrees."""
LEAST_CHANGE = 0.1
"""Of the greatest relative luminance, each way; and only where the darker of both is below `DARK`."""
DARK = 0.8


@pytest.fixture(scope="module")
def cast() -> dict[type, Puppet | Backdrop]:
    return {CharacterRequest: golden.actor(paper.puppet(375)), BackdropRequest: paper.place(480)}


def worst_scripts() -> list[SetupBrief]:
    """Blow upon blow: nothing said, so that cuts come as fast as they can."""
    looks = itertools.product(
        (Framing.CLOSE_UP, Framing.EXTREME_CLOSE_UP, Framing.WIDE),
        (Transition.CUT, Transition.FLASH),
        ("Thunder! It explodes.", "He punches, lightning strikes.", "It explodes and hits."),
    )
    shots = [
        Shot(
            id=ShotId(f"s{n}"), beat=Beat.TWIST, framing=framing, move=Move.HOLD, mood=Emotion.SHOCK,
            cast=(Staging(character_id=MIRA if n % 2 else RIN),), action=action, transition=transition,
        )
        for n, (framing, transition, action) in enumerate(looks, 1)
    ]  # fmt: skip
    plan = lay_out(make_order(shots), [])
    return [brief_of(plan, n) for n in range(len(plan.setups))]


def luminance(scene: ShotScene, room: Pictures) -> np.ndarray:
    """Relative luminance of a scene's frames, in cells: (frames, 8, 6)."""
    high, wide = scene.height_px // 8, scene.width_px // 6
    frames = []
    for frame in iter_frames(scene, room):
        luma = np.clip((frame.pixels[: scene.height_px].astype(np.float64) - 16) / 219, 0, 1) ** 2.2
        frames.append(luma[: high * 8, : wide * 6].reshape(8, high, 6, wide).mean(axis=(1, 3)))
    return np.array(frames)


def turns(level: np.ndarray) -> list[int]:
    """Frames in which one cell has changed by enough, alternately up and down."""
    found: list[int] = []
    lowest = highest = float(level[0])
    way = 0
    for frame, now in enumerate(level):
        lowest, highest = min(lowest, now), max(highest, now)
        if way <= 0 and now - lowest >= LEAST_CHANGE and lowest < DARK:
            way, highest = 1, now
            found.append(frame)
        elif way >= 0 and highest - now >= LEAST_CHANGE and now < DARK:
            way, lowest = -1, now
            found.append(frame)
    return found


def flashes(seen: np.ndarray, fps: int = 24) -> int:
    """The most that a large part of the picture flashes within a second; two opposing changes are one flash."""
    cells = seen.reshape(len(seen), -1)
    changed = np.zeros(cells.shape, int)
    for cell in range(cells.shape[1]):
        changed[turns(cells[:, cell]), cell] = 1
    worst = 0
    for start in range(max(1, len(cells) - fps + 1)):
        counts = np.sort(changed[start : start + fps].sum(axis=0))[::-1]
        worst = max(worst, int(counts[int(len(counts) * LARGE_SHARE)]) // 2)
    return worst


def test_what_is_counted_is_flashes() -> None:
    dark, bright = np.full((8, 6), 0.1), np.full((8, 6), 0.9)
    fourfold = np.array(([dark] * 3 + [bright] * 3) * 4)
    assert flashes(fourfold) == 4 - 1, "the last one does not go down again"
    assert flashes(np.array([*fourfold, dark])[1:]) == 4
    assert flashes(np.linspace(dark, bright, 24)) == 0
    corner = np.tile(dark, (24, 1, 1))
    corner[::3, :2, :2] = 0.9
    assert flashes(corner) == 0


def test_the_most_violent_script_flashes_three_times_a_second_at_most(cast: dict[type, Puppet | Backdrop]) -> None:
    seen = []
    for brief in worst_scripts():
        if brief.kind is Kind.SHOT:
            room = painted(brief, cast)
            seen.append(luminance(at_size(direct(brief, room), *SIZE_PX, 24), room))
    film = np.concatenate(seen)
    assert flashes(film) <= MOST
    assert flashes(film) >= 2, "the blows are seen"


def test_a_strike_of_lightning_comes_without_other_blows(cast: dict[type, Puppet | Backdrop]) -> None:
    brief = next(one for one in worst_scripts() if one.kind is Kind.SHOT and not one.opens_film)
    every = Treatment(framing=brief.framing, flash=True, negative=True, lightning=True)
    light = direct(replace(brief, treatment=every), painted(replace(brief, treatment=every), cast)).light
    assert (len(light.lightnings), light.flashes, light.negatives) == (1, (), ())


def test_a_strike_is_two_flashes(cast: dict[type, Puppet | Backdrop]) -> None:
    for seed in range(6):
        light = Light(lightnings=(Lightning(frame=4, seed=seed),))
        scene = ShotScene(shot="s", frames=40, layers=(BackdropLayer(key="place"),), light=light)
        seen = luminance(at_size(scene, *SIZE_PX, 24), {"place": cast[BackdropRequest]})
        assert 1 <= flashes(seen) <= 2


def test_a_flash_over_no_old_picture_is_white_at_once(cast: dict[type, Puppet | Backdrop]) -> None:
    scene = ShotScene(
        shot="s", frames=20, layers=(BackdropLayer(key="place"),), transition=after(Transition.FLASH, 12, None)
    )
    seen = luminance(at_size(scene, *SIZE_PX, 24), {"place": cast[BackdropRequest]}).mean(axis=(1, 2))
    assert seen[0] > 0.7
    assert (np.diff(seen[:12]) <= 1e-6).all(), "from white it only comes back"
