"""A scene can be written down and read back, and a wrong one is refused with the shot's and layer's name."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from renderer.crew.cels import Picture
from renderer.stage.frames import iter_frames, still
from renderer.stage.layers import (
    BackdropLayer,
    CaptionLayer,
    CaptionPage,
    Entrance,
    LinesKind,
    LinesLayer,
    ParticleKind,
    ParticleLayer,
    PlaneLayer,
    PuppetLayer,
    ScrollLayer,
    SpriteLayer,
    Viseme,
)
from renderer.stage.scene import Camera, Flash, Light, Pictures, Rays, ShotScene, TransitionIn, after, at_size
from renderer.stage.tracks import hold, travel
from renderer.stage.visemes import mouth_cues, viseme_of
from show.codec import dumps, loads
from show.errors import SceneError
from show.script import Transition
from tests.stage import scenes


def everything() -> ShotScene:
    return scenes.scene(
        layers=(
            BackdropLayer(key="place", blur=hold(0.4)),
            PlaneLayer(key="card", cover=False),
            *scenes.scene().layers,
            ParticleLayer(kind=ParticleKind.SNOW),
            LinesLayer(kind=LinesKind.FOCUS),
            SpriteLayer(key="card", entrance=Entrance.POP, start_frame=3),
            ScrollLayer(key="card"),
        ),
        light=Light(rays=Rays(strength=hold(0.5)), flashes=(Flash(frame=3),)),
        transition=after(Transition.WHIP, 6, scenes.scene()),
    )


def test_a_scene_survives_being_written_down() -> None:
    assert loads(dumps(everything()), ShotScene) == everything()


def test_a_scene_with_everything_is_drawn_at_any_size(pictures: Pictures) -> None:
    for width, height in ((144, 256), (72, 128), (256, 144), (1080, 1920)):
        picture = still(at_size(everything(), width, height, 24), pictures, 5)
        assert picture.shape == (height, width, 3)
        assert picture.std() > 5


def test_an_animatic_shows_every_second_frame(pictures: Pictures) -> None:
    frames = list(iter_frames(at_size(scenes.scene(frames=9), 72, 128, 12), pictures))
    assert [frame.index for frame in frames] == [0, 2, 4, 6, 8]


def test_a_small_frame_shows_the_same_picture(pictures: Pictures) -> None:
    large = still(at_size(scenes.scene(), 288, 512, 24), pictures, 6).astype(float)
    small = still(at_size(scenes.scene(), 144, 256, 24), pictures, 6).astype(float)
    shrunk = large.reshape(256, 2, 144, 2, 3).mean(axis=(1, 3))
    assert np.abs(shrunk - small).mean() < 3.0


@pytest.mark.parametrize(
    ("layer", "said"),
    [
        (BackdropLayer(key="nowhere"), "no picture “nowhere”"),
        (PuppetLayer(key="place"), "not a Puppet"),
        (SpriteLayer(key="hero"), "not a Picture"),
        (CaptionLayer(pages=(CaptionPage(key="lost", start_frame=0, end_frame=4),)), "no picture “lost”"),
        (SpriteLayer(key="empty"), "can't be shown"),
    ],
)
def test_a_wrong_picture_is_named_with_shot_and_layer(pictures: Pictures, layer: object, said: str) -> None:
    room = dict(pictures) | {"empty": Picture(pixels=np.zeros((0, 5, 4), np.uint8))}
    with pytest.raises(SceneError, match=said) as caught:
        still(scenes.scene(layers=(layer,)), room, 0)
    assert caught.value.shot == "s1"
    assert type(layer).__name__ in caught.value.layer


@pytest.mark.parametrize("changes", [{"frames": 0}, {"width_px": 145}, {"height_px": 8}, {"fps": 0}, {"step": 0}])
def test_an_impossible_frame_is_refused(pictures: Pictures, changes: dict[str, int]) -> None:
    with pytest.raises(SceneError, match="s1"):
        still(scenes.scene(**changes), pictures, 0)


def test_a_transition_within_a_transition_is_refused(pictures: Pictures) -> None:
    inner = scenes.scene(transition=after(Transition.FLASH, 4, None))
    with pytest.raises(SceneError, match="transition"):
        list(
            iter_frames(scenes.scene(transition=TransitionIn(kind=Transition.WHIP, frames=4, outgoing=inner)), pictures)
        )


@pytest.mark.parametrize("kind", [kind for kind in Transition if kind is not Transition.CUT])
def test_a_transition_leads_from_the_old_picture_to_the_new_one(pictures: Pictures, kind: Transition) -> None:
    old = scenes.scene(layers=(BackdropLayer(key="place"),), camera=Camera(y=hold(0.45)))
    new = scenes.scene(frames=16, layers=(PlaneLayer(key="card"),))
    frames = [f.pixels.astype(int).copy() for f in iter_frames(new, pictures)]
    mixed = [f.pixels.astype(int).copy() for f in iter_frames(scenes.scene(
        frames=16, layers=new.layers, transition=after(kind, 12, old)), pictures)]  # fmt: skip
    last = next(iter(iter_frames(old, pictures))).pixels.astype(int)
    assert np.abs(mixed[0] - last).mean() < np.abs(mixed[0] - frames[0]).mean()
    assert np.abs(mixed[11] - frames[11]).mean() < np.abs(mixed[11] - last).mean()
    for number in range(12, 16):
        assert (mixed[number] == frames[number]).all()


def test_phonemes_become_mouths_on_twos() -> None:
    assert viseme_of("ˈɑː") is Viseme.A
    assert viseme_of("m") is Viseme.CLOSED
    assert viseme_of(" ") is Viseme.REST
    cues = mouth_cues([("m", 0.0, 0.09), ("aː", 0.09, 0.4), ("t", 0.4, 0.42), ("", 0.42, 1.0)])
    assert [(cue.start_frame % 2, cue.end_frame % 2) for cue in cues] == [(0, 0)] * len(cues)
    assert [cue.viseme for cue in cues][:2] == [Viseme.CLOSED, Viseme.A]
    assert cues[-1].end_frame <= 12


numbers = st.floats(-30, 30)
tracks = st.builds(travel, numbers, numbers, st.floats(-5, 5), st.floats(-5, 30))
layers = st.one_of(
    st.builds(
        PuppetLayer,
        key=st.just("hero"),
        x=tracks,
        y=tracks,
        scale=tracks,
        rotation_degrees=tracks,
        opacity=tracks,
        dim=tracks,
        depth=numbers,
        nod=tracks,
        wind=tracks,
        tremble=numbers,
        flip=st.booleans(),
    ),
    st.builds(BackdropLayer, key=st.just("place")),
    st.builds(
        ParticleLayer,
        kind=st.sampled_from(ParticleKind),
        count=st.integers(-3, 80),
        depth=numbers,
        wind=numbers,
        size=numbers,
    ),
    st.builds(
        SpriteLayer,
        key=st.just("card"),
        x=tracks,
        y=tracks,
        scale=tracks,
        entrance=st.sampled_from(Entrance),
        exit=st.sampled_from(Entrance),
        in_world=st.booleans(),
        end_frame=st.integers(-3, 40),
    ),
    st.builds(ScrollLayer, key=st.just("card"), start_y=numbers, end_y=numbers),
)
cameras = st.builds(
    Camera, x=tracks, y=tracks, zoom=tracks, dolly=tracks, orbit=tracks, rotation_degrees=tracks, shake=tracks
)
lights = st.builds(Light, red=tracks, lift=tracks, contrast=tracks, saturation=tracks, vignette=tracks, bloom=tracks)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(standing=st.lists(layers, max_size=4), camera=cameras, light=lights, frames=st.integers(1, 6))
def test_any_scene_gives_frames(pictures: Pictures, standing: list, camera: Camera, light: Light, frames: int) -> None:
    wild = scenes.scene(layers=tuple(standing), camera=camera, light=light, frames=frames, width_px=32, height_px=64)
    assert len(list(iter_frames(wild, pictures))) == frames
