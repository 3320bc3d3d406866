"""Whatever is thrown at the stage, it gives all frames or says which shot and which layer is wrong."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from renderer.crew.cels import Picture
from renderer.lettering.caption import caption_sprites
from renderer.stage.description import read, written
from renderer.stage.frames import iter_frames
from renderer.stage.layers import (
    BackdropLayer,
    CaptionLayer,
    CaptionPage,
    LinesKind,
    LinesLayer,
    ParticleKind,
    ParticleLayer,
    PlaneLayer,
    PuppetLayer,
    SpriteLayer,
    WordCue,
)
from renderer.stage.scene import (
    Camera,
    Flash,
    Focus,
    Light,
    Lightning,
    Negative,
    Opening,
    PanelLayer,
    Pictures,
    Punch,
    Rays,
    Rim,
    ShotScene,
    TransitionIn,
    window_px,
)
from renderer.stage.tracks import hold, travel
from show.errors import SceneError
from show.script import Delivery, Transition
from tests.stage import scenes, wild

SCRIPTS = {
    "en": "I never told you",
    "ja": "誰が書いたの？",
    "ko": "누가 썼어?",
    "zh": "是谁写的？",
    "ru": "Кто это написал?",
    "ar": "من كتب هذا؟",
    "hi": "यह किसने लिखा?",
    "th": "ใครเขียนสิ่งนี้",
}
WIDTH, HEIGHT = 48, 84


@pytest.fixture(scope="module")
def stocked() -> Pictures:
    """The property room, and a page of captions in each of eight scripts."""
    room = dict(scenes.pictures())
    for language, text in SCRIPTS.items():
        sprites = caption_sprites(
            text.split(), width_px=270, height_px=480, colour="#ffb3c7", delivery=Delivery.SPOKEN, language=language
        )
        room[f"page-{language}"], room[f"lit-{language}"] = sprites.page, sprites.words[0]
    room["empty"] = Picture(pixels=np.zeros((0, 4, 4), np.uint8))
    return room


numbers = st.one_of(st.floats(-2, 2), st.floats(-1e4, 1e4))
tracks = st.one_of(numbers.map(hold), st.builds(travel, numbers, numbers, st.floats(-5, 5), st.floats(-5, 30)))
frames = st.integers(-3, 40)
keys = st.sampled_from(("hero", "hero", "hero", "place", "card", "nobody", "empty"))


def captions(language: str) -> CaptionLayer:
    word = WordCue(key=f"lit-{language}", start_frame=0, end_frame=2)
    return CaptionLayer(pages=(CaptionPage(key=f"page-{language}", start_frame=0, end_frame=9, words=(word,)),))


layers = st.one_of(
    st.builds(PuppetLayer, key=keys, x=tracks, y=tracks, scale=tracks, blur=tracks, turn=tracks, depth=numbers),
    st.builds(BackdropLayer, key=st.sampled_from(("place", "place", "hero", "nobody")), blur=tracks),
    st.builds(PlaneLayer, key=st.sampled_from(("card", "nobody", "empty")), depth=numbers, scale=numbers),
    st.builds(SpriteLayer, key=keys, x=tracks, scale=tracks, in_world=st.booleans(), depth=numbers),
    st.builds(ParticleLayer, kind=st.sampled_from(ParticleKind), count=st.just(300), wind=numbers, size=numbers),
    st.builds(
        LinesLayer,
        kind=st.sampled_from(LinesKind),
        x=numbers,
        y=numbers,
        clear=numbers,
        strength=tracks,
        start_frame=frames,
    ),
    st.sampled_from(sorted(SCRIPTS)).map(captions),
)
cameras = st.builds(
    Camera, x=tracks, y=tracks, zoom=tracks, dolly=tracks, orbit=tracks, rotation_degrees=tracks, shake=tracks,
    handheld=tracks, punches=st.lists(st.builds(Punch, frame=frames, zoom=numbers), max_size=2).map(tuple),
)  # fmt: skip
lights = st.builds(
    Light, red=tracks, lift=tracks, contrast=tracks, bloom=tracks, flicker=numbers,
    rays=st.builds(Rays, strength=tracks, x=numbers, y=numbers), rim=st.builds(Rim, strength=tracks),
    flashes=st.lists(st.builds(Flash, frame=frames, frames=frames), max_size=2).map(tuple),
    negatives=st.lists(st.builds(Negative, frame=frames), max_size=1).map(tuple),
    lightnings=st.lists(st.builds(Lightning, frame=frames, strength=numbers), max_size=1).map(tuple),
)  # fmt: skip
plain = st.builds(
    ShotScene, shot=st.just("07a"), frames=st.integers(0, 5), width_px=st.just(WIDTH), height_px=st.just(HEIGHT),
    painted_height_px=st.just(480), layers=st.lists(layers, max_size=4).map(tuple), camera=cameras, light=lights,
)  # fmt: skip
corner = st.tuples(st.floats(-0.5, 1.5), st.floats(-0.5, 1.5))


@st.composite
def whole(draw: st.DrawFn) -> ShotScene:
    """A scene with, at times, a split screen and a transition."""
    scene = draw(plain)
    if draw(st.booleans()):
        corners = draw(st.tuples(corner, corner, corner, corner))
        _, _, width, height = window_px(corners, WIDTH, HEIGHT)
        wrong = draw(st.integers(0, 5)) == 0
        inner = replace(draw(plain), shot="07a panel", width_px=width + 2 * wrong, height_px=height)
        panel = PanelLayer(
            scene=inner, corners=corners, start_frame=draw(frames), opening=draw(st.sampled_from(Opening))
        )
        scene = replace(scene, layers=(*scene.layers, panel))
    if draw(st.booleans()):
        transition = TransitionIn(
            kind=draw(st.sampled_from(Transition)), frames=draw(st.integers(-2, 9)),
            outgoing=draw(st.one_of(st.none(), plain)), leftwards=draw(st.booleans()),
            incoming_focus=draw(st.builds(Focus, x=numbers, y=numbers, size=numbers)),
        )  # fmt: skip
        scene = replace(scene, transition=transition)
    return scene


GOOD = ShotScene(shot="07a", frames=3, width_px=WIDTH, height_px=HEIGHT, painted_height_px=480)


@settings(
    max_examples=80,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(scene=whole())
@example(scene=replace(GOOD, frames=0))
@example(
    scene=replace(GOOD, camera=Camera(zoom=hold(1e6), rotation_degrees=hold(45)), layers=(BackdropLayer(key="place"),))
)
@example(scene=replace(GOOD, layers=tuple(captions(language) for language in SCRIPTS)))
def test_any_scene_gives_its_frames_or_names_what_is_wrong(stocked: Pictures, scene: ShotScene) -> None:
    shown, error = played(scene, stocked)
    if error is None:
        assert shown == scene.frames
        return
    assert "07a" in str(error)
    assert error.shot.startswith("07a")
    if "there is no picture" in str(error) or ("can't be shown" in str(error) and "frames at" not in str(error)):
        assert error.layer, "the layer is named"


def played(scene: ShotScene, room: Pictures) -> tuple[int, SceneError | None]:
    """How many frames came, and what was said when none did."""
    count = 0
    try:
        for frame in iter_frames(scene, room):
            assert frame.pixels.shape == (HEIGHT * 3 // 2, WIDTH)
            count += 1
    except SceneError as error:
        return count, error
    return count, None


@pytest.mark.parametrize("hundred", range(3))
def test_anything_in_any_field_gives_the_film_or_names_the_shot(hundred: int) -> None:
    room, said = wild.stocked(), []
    for seed in range(100 * hundred, 100 * hundred + 100):
        error = wild.played(wild.Wild(seed).scene(), room)
        if error is not None:
            assert error.shot.startswith("07a"), (seed, str(error))
            assert error.shot in str(error)
            said.append(seed)
    assert 5 < len(said) < 80, "neither is every scene refused nor any taken"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"camera": Camera(zoom=hold(float("nan")))}, "layer camera: “zoom” can't be nan"),
        ({"camera": Camera(x=travel(0.0, 1e9, 0, 4))}, "layer camera: “x” can't be 1e\\+09"),
        ({"light": Light(rays=Rays(strength=hold(float("inf"))))}, "layer light: “rays.strength” can't be inf"),
        ({"layers": (PlaneLayer(key="card", scale=-1e300),)}, r"layer 0 \(PlaneLayer card\): “scale”"),
        ({"layers": (SpriteLayer(key="card", start_frame=-(10**30)),)}, "“start_frame” can't be -10000"),
        ({"layers": (PlaneLayer(key="floats"),)}, r"layer 0 \(PlaneLayer floats\): a picture of shape"),
        ({"painted_height_px": 10**9}, "painted"),
        ({"frames": 10**12}, "1000000000000 frames"),
    ],
)
def test_a_number_nobody_can_draw_with_is_named_with_its_field(changes: dict[str, object], said: str) -> None:
    with pytest.raises(SceneError, match=said) as caught:
        list(iter_frames(replace(GOOD, **changes), wild.stocked()))
    assert caught.value.shot == "07a"


@settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(scene=whole())
def test_any_scene_is_written_and_read(scene: ShotScene) -> None:
    assert read(written(scene)) == scene


@pytest.mark.parametrize("language", sorted(SCRIPTS))
def test_captions_of_every_script_are_seen(stocked: Pictures, language: str) -> None:
    bare = replace(GOOD, width_px=144, height_px=256, layers=(BackdropLayer(key="place"),))
    said = replace(bare, layers=(*bare.layers, captions(language)))
    without, with_words = (
        [frame.pixels.astype(int).copy() for frame in iter_frames(scene, stocked)][-1] for scene in (bare, said)
    )
    assert (np.abs(with_words - without) > 40).sum() > 100
