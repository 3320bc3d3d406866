"""Equal keys are equal pixels, and what has not changed is not drawn again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from renderer.crew.cels import Puppet
from renderer.stage.frames import Composer, iter_frames
from renderer.stage.kernel import kernel
from renderer.stage.layers import LinesKind, LinesLayer, ParticleKind, ParticleLayer, PuppetLayer, VariantCue
from renderer.stage.scene import Camera, Flash, Light, PanelLayer, Pictures, Rim, ShotScene, window_px
from renderer.stage.staging import Stage
from renderer.stage.tracks import hold, pulse, travel
from tests.stage import scenes, wild

PLAIN = scenes.scene(frames=20)
HERO = PLAIN.layers[1]
assert isinstance(HERO, PuppetLayer)


def split() -> ShotScene:
    corners = ((0.0, 0.0), (1.0, 0.0), (1.0, 0.4), (0.0, 0.5))
    _, _, width, height = window_px(corners, PLAIN.width_px, PLAIN.height_px)
    inner = replace(PLAIN, width_px=width, height_px=height)
    return replace(PLAIN, layers=(*PLAIN.layers, PanelLayer(scene=inner, corners=corners, start_frame=4)))


SCENES = {
    "calm": PLAIN,
    "walking": replace(PLAIN, camera=Camera(dolly=travel(1.0, 1.2, 4, 12))),
    "lit": replace(
        PLAIN, light=Light(rim=Rim(strength=hold(0.7)), bloom=hold(0.4), flashes=(Flash(frame=9, frames=4),))
    ),
    "soft": replace(PLAIN, layers=(PLAIN.layers[0], replace(HERO, blur=travel(0.0, 1.0, 2, 9)))),
    "acted": replace(
        PLAIN,
        layers=(
            replace(HERO, gazes=(VariantCue(start_frame=4, end_frame=8, variant="left"),), nod=pulse(0.5, 2, 4, 2, 6)),
        ),
    ),
    "airy": replace(
        PLAIN,
        layers=(
            *PLAIN.layers,
            ParticleLayer(kind=ParticleKind.PETALS, opacity=pulse(1.0, 2, 2, 2, 4)),
            LinesLayer(kind=LinesKind.SPEED, start_frame=3, end_frame=9),
        ),
    ),
    "split": split(),
}


def composed(scene: ShotScene, room: Pictures, kept: int = 1) -> list[tuple[object, np.ndarray]]:
    """Of every frame, to and fro, the drawing's key and the pixels."""
    stage = Stage(scene, room)
    composer, found = Composer(stage, kept=kept), []
    for frame in (*range(scene.frames), *reversed(range(scene.frames))):
        composer.compose(frame)
        # Composed by nobody before, so that a key that hides a change is found out.
        afresh = Composer(stage)
        afresh.compose(frame)
        assert (composer.pixels == afresh.pixels).all(), frame
        found.append((stage.drawing(frame).key(), composer.pixels.copy()))
    return found


@pytest.mark.parametrize("kept", [1, 3])
@pytest.mark.parametrize("name", SCENES)
def test_equal_keys_are_equal_pixels(name: str, kept: int, pictures: Pictures) -> None:
    seen: dict[object, np.ndarray] = {}
    for key, pixels in composed(SCENES[name], pictures, kept):
        assert (seen.setdefault(key, pixels) == pixels).all()
    assert len(seen) > 3


def test_no_scene_whatsoever_hides_a_change_behind_its_key() -> None:
    room, compared = wild.stocked(), 0
    for seed in range(300, 340):
        scene = wild.Wild(seed).scene()
        if wild.played(scene, room) is None:
            compared += len(composed(replace(scene, transition=None), room, kept=1 + seed % 2))
    assert compared > 50


def counted(scene: ShotScene, room: Pictures, monkeypatch: pytest.MonkeyPatch) -> list[Counter[str]]:
    """How often each operation is asked for: while the scene is staged, and in every frame."""
    told: list[Counter[str]] = [Counter()]
    real = kernel()

    def listened(name: str) -> Callable[..., Any]:
        done = getattr(real, name)

        def heard(*arguments: Any, **more: Any) -> Any:
            told[-1][name] += 1
            return done(*arguments, **more)

        return heard

    for name in ("convert", "assemble", "extents", "compose"):
        monkeypatch.setattr(real, name, listened(name))
    frames = iter_frames(scene, room)
    for _ in range(scene.frames):
        next(frames)
        told.append(Counter())
    return [told[0], *told[1:-1]]


def test_pictures_are_converted_once_and_puppets_laid_on_twos_however_the_camera_moves(
    pictures: Pictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    moving = replace(PLAIN, layers=PLAIN.layers[:2], camera=Camera(handheld=hold(1.0)))
    first, *later = counted(moving, pictures, monkeypatch)
    hero = pictures[HERO.key]
    assert isinstance(hero, Puppet)
    faces = [part for part in hero.parts if len(part.variants) > 1]
    shown = sum(frame["convert"] for frame in later)
    assert first["convert"] > 5
    assert shown <= sum(len(part.variants) - 1 for part in faces), "painted pictures stay as they are"
    for number, frame in enumerate(later, 1):
        assert frame["compose"] == 1
        assert (frame["convert"] > 0) <= (frame["assemble"] > 0) <= (number % 2 == 0), "on twos"


def test_what_stands_still_costs_nothing(pictures: Pictures, monkeypatch: pytest.MonkeyPatch) -> None:
    statue = replace(HERO, blinks=(), mouths=(), idle=0.0, breath=0.0, wind=hold(0.0))
    _, *later = counted(replace(PLAIN, layers=(PLAIN.layers[0], statue)), pictures, monkeypatch)
    assert sum(later, Counter()) == Counter()


def test_a_statue_before_a_moving_camera_is_laid_once(pictures: Pictures, monkeypatch: pytest.MonkeyPatch) -> None:
    statue = replace(HERO, blinks=(), mouths=(), idle=0.0, breath=0.0, wind=hold(0.0))
    scene = replace(PLAIN, layers=(PLAIN.layers[0], statue), camera=Camera(handheld=hold(0.5)))
    _, *later = counted(scene, pictures, monkeypatch)
    assert sum(later, Counter()) == Counter(compose=len(later))
