"""Puppets blink, speak and sway when they are told to, the camera goes where it should, and all of it repeats."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from renderer.stage.camera import CameraMan
from renderer.stage.frames import Composer, iter_frames
from renderer.stage.geometry import apply
from renderer.stage.layers import (
    BackdropLayer,
    CaptionLayer,
    LinesKind,
    LinesLayer,
    ParticleKind,
    ParticleLayer,
    PuppetLayer,
    VariantCue,
)
from renderer.stage.puppets import StagedPuppet
from renderer.stage.rig import Rig
from renderer.stage.scene import Camera, Flash, Light, Negative, Pictures, ShotScene
from renderer.stage.staging import Stage
from renderer.stage.tracks import Ease, Keyframe, Track, hold, travel
from tests.stage import scenes


def rig(**changes: object) -> Rig:
    layer = replace(scenes.scene().layers[1], **changes)  # type: ignore[type-var]
    assert isinstance(layer, PuppetLayer)
    return Rig(layer, scenes.scene(frames=96), head_share=0.4)


def luma(one: ShotScene, pictures: Pictures, frame: int) -> np.ndarray:
    composer = Composer(Stage(one, pictures))
    composer.compose(frame)
    return composer.pixels[: one.height_px].astype(int)


def test_a_blink_is_half_closed_closed_half_on_twos() -> None:
    seen = [rig(blinks=(8,)).pose(frame).eyes for frame in range(6, 18)]
    assert seen == ["open"] * 2 + ["half"] * 2 + ["closed"] * 4 + ["half"] * 2 + ["open"] * 2


def test_mouths_follow_their_cues_and_rest_between() -> None:
    one = rig()
    assert [one.pose(frame).mouth for frame in (0, 4, 6, 8, 10, 14, 16)] == [
        "rest",
        "a",
        "a",
        "closed",
        "o",
        "o",
        "rest",
    ]


def test_gaze_and_brows_last_as_long_as_their_cue() -> None:
    one = rig(
        gazes=(VariantCue(start_frame=4, end_frame=8, variant="left"),),
        brows=(VariantCue(start_frame=6, end_frame=10, variant="up"),),
    )
    assert [one.pose(f).gaze for f in (2, 4, 6, 8)] == ["", "left", "left", ""]
    assert [one.pose(f).brows for f in (4, 6, 8, 10)] == ["", "up", "up", ""]


def test_hair_lags_behind_a_turning_head_and_comes_to_rest() -> None:
    still = rig(idle=0.0)
    turned = rig(idle=0.0, tilt_degrees=travel(0, 14, 10, 16))
    assert all(still.pose(frame).hair == 0.0 for frame in range(0, 90, 2))
    lag = [turned.pose(frame).hair for frame in range(0, 90, 2)]
    assert min(lag[5:10]) < -0.01  # the head goes right, the tips stay behind on the left
    assert max(lag[8:20]) > 0.005  # and swing past
    assert max(abs(value) for value in lag[40:]) < 0.005


def test_hair_moves_with_the_wind_and_the_root_stays(pictures: Pictures) -> None:
    one = scenes.scene(frames=96)
    layer = one.layers[1]
    assert isinstance(layer, PuppetLayer)
    hero = pictures["hero"]
    staged = StagedPuppet(replace(layer, wind=hold(1.0), idle=0.0), hero, one, 1.0)  # type: ignore[arg-type]
    view = CameraMan(one).view(0)
    alphas = []
    for frame in (0, 12, 24, 36):
        staged.blits(frame, view)
        alphas.append(staged._sections[0].easel.canvas.a.astype(int))
    change = np.abs(np.diff(np.stack(alphas), axis=0)).max(axis=(0, 2))
    rows = np.flatnonzero(change > 40)
    assert rows.size  # the tips move
    assert rows.min() > 20  # the roots don't


def test_a_calm_puppet_in_a_calm_place_is_drawn_once(pictures: Pictures) -> None:
    layer = replace(
        scenes.scene().layers[1],
        blinks=(),
        mouths=(),
        idle=0.0,
        breath=0.0,
        wind=hold(0.0),  # type: ignore[type-var]
    )
    calm = scenes.scene(layers=(BackdropLayer(key="place"), layer))
    assert [frame.repeated for frame in iter_frames(calm, pictures)] == [False] + [True] * 23


def test_a_living_puppet_is_drawn_on_twos_while_the_camera_holds(pictures: Pictures) -> None:
    living = scenes.scene(layers=scenes.scene().layers[:2])
    repeated = [frame.repeated for frame in iter_frames(living, pictures)]
    assert all(repeated[1::2])
    assert not any(repeated[2::2])


def test_a_pan_moves_near_things_further_than_far_ones() -> None:
    man = CameraMan(scenes.scene(camera=Camera(x=travel(0.5, 0.7, 0, 23))))
    before, after = man.view(0), man.view(23)
    moved = [apply(after.through(d), 100, 100)[0] - apply(before.through(d), 100, 100)[0] for d in (0.0, 0.5, 1.0)]
    assert moved[0] == pytest.approx(0.0)
    assert moved[2] == pytest.approx(2 * moved[1])
    assert moved[2] == pytest.approx(-0.2 * scenes.WIDTH)


def test_a_dolly_zoom_keeps_the_character_and_stretches_the_place() -> None:
    man = CameraMan(scenes.scene(camera=Camera(dolly=travel(1, 1.5, 0, 23), zoom=travel(1, 1 / 1.5, 0, 23))))
    view = man.view(23)
    assert view.through(1.0)[0] == pytest.approx(man.view(0).through(1.0)[0])
    assert view.through(0.0)[0] < 0.7 * man.view(0).through(0.0)[0]


def test_planes_cover_the_frame_through_the_whole_move(pictures: Pictures) -> None:
    wild = Camera(
        x=travel(0.5, 1.1, 0, 20), zoom=travel(1, 0.7, 0, 23), rotation_degrees=hold(12), shake=hold(1), orbit=hold(0.2)
    )
    one = scenes.scene(camera=wild, layers=(BackdropLayer(key="place", farther_than=0.2),))
    for frame in (0, 7, 15, 23):
        assert luma(one, pictures, frame).min() > 60  # the sky is everywhere, black nowhere


def test_shake_and_handheld_are_the_same_for_the_same_seed_only() -> None:
    camera = Camera(shake=hold(1.0), handheld=hold(1.0))
    first, again, other = (
        [CameraMan(scenes.scene(camera=camera, seed=seed)).view(f) for f in range(8)] for seed in (1, 1, 2)
    )
    assert first == again
    assert first != other


def test_equal_scenes_give_equal_frames(pictures: Pictures) -> None:
    busy = scenes.scene(
        frames=8,
        camera=Camera(handheld=hold(0.6), shake=hold(0.3)),
        light=Light(vignette=hold(0.5), bloom=hold(0.4), flicker=0.5),
        layers=(
            *scenes.scene().layers,
            *(ParticleLayer(kind=kind, count=12) for kind in ParticleKind),
            LinesLayer(kind=LinesKind.FOCUS),
            LinesLayer(kind=LinesKind.SPEED),
        ),
    )
    first = [frame.pixels.copy() for frame in iter_frames(busy, pictures)]
    again = [frame.pixels.copy() for frame in iter_frames(busy, pictures)]
    assert all((a == b).all() for a, b in zip(first, again, strict=True))


def test_a_frame_does_not_depend_on_the_frames_before_it(pictures: Pictures) -> None:
    one = scenes.scene(camera=Camera(handheld=hold(1.0)))
    in_order = [frame.pixels.copy() for frame in iter_frames(one, pictures)]
    assert (luma(one, pictures, 17) == in_order[17][: one.height_px]).all()


def test_a_word_is_lit_while_it_is_said_and_light_leaves_captions_alone(pictures: Pictures) -> None:
    dark = scenes.scene(light=Light(red=hold(0.2), green=hold(0.2), blue=hold(0.2)))
    bare = replace(dark, layers=tuple(layer for layer in dark.layers if not isinstance(layer, CaptionLayer)))
    before, lit, gone = (
        np.abs(luma(dark, pictures, frame) - luma(bare, pictures, frame)).max(axis=1) for frame in (5, 8, 21)
    )
    rows = np.flatnonzero(lit)
    assert rows.size
    assert 0.6 < rows.mean() / dark.height_px < 0.8
    assert luma(dark, pictures, 8).max() > 200  # white letters in a dark picture
    assert not gone.any()
    assert before.any()
    assert scenes.difference(luma(dark, pictures, 5)[170:190], luma(dark, pictures, 8)[170:190]) > 20


def test_a_flash_starts_white_and_is_gone_after_its_frames(pictures: Pictures) -> None:
    one = scenes.scene(light=Light(flashes=(Flash(frame=4, frames=6),)), layers=(BackdropLayer(key="place"),))
    calm = replace(one, light=Light())
    assert luma(one, pictures, 4).min() >= 230
    assert scenes.difference(luma(one, pictures, 11), luma(calm, pictures, 11)) == 0


def test_an_impact_frame_is_a_negative_without_colour(pictures: Pictures) -> None:
    one = scenes.scene(light=Light(negatives=(Negative(frame=3, frames=2),)), layers=(BackdropLayer(key="place"),))
    composer = Composer(Stage(one, pictures))
    composer.compose(3)
    chroma = composer.pixels[one.height_px :].astype(int)
    assert np.abs(chroma - 128).max() <= 2
    plain = luma(replace(one, light=Light()), pictures, 3)
    assert np.corrcoef(plain.ravel(), luma(one, pictures, 3).ravel())[0, 1] < -0.5


@pytest.mark.parametrize("ease", list(Ease))
def test_every_ease_starts_and_ends_where_it_should(ease: Ease) -> None:
    track = Track(keys=(Keyframe(frame=10, value=2.0), Keyframe(frame=20, value=5.0, ease=ease)))
    assert track.at(-5) == track.at(10) == 2.0
    assert track.at(20) == track.at(99) == 5.0
    assert abs(track.at(10.001) - 2.0) < 0.05
    assert 1.5 < track.at(15) < 6.5
