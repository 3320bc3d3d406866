"""Scene descriptions are read as they were written, say what is wrong with them, and stand in the documentation."""

from __future__ import annotations

import dataclasses
import json
import re
import typing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from renderer.crew.cels import Backdrop, Group, Part, PartKind, Picture, Plane, Puppet
from renderer.pictures import save_pictures
from renderer.stage.__main__ import main
from renderer.stage.description import LAYERS, read, written
from renderer.stage.frames import iter_frames, still
from renderer.stage.layers import BackdropLayer, MouthCue, PuppetLayer, Viseme
from renderer.stage.scene import (
    Camera,
    Flash,
    Light,
    Lightning,
    Pictures,
    Punch,
    Rays,
    Rim,
    ShotScene,
    TransitionIn,
    at_size,
)
from renderer.stage.tracks import hold, pulse
from show.errors import InvalidDocument
from tests.stage import paper, scenes
from tests.stage.test_scene import cameras, everything, layers, lights

PAGE = (Path(__file__).resolve().parents[2] / "docs/scene.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)[0]


def test_a_scene_is_read_as_it_was_written() -> None:
    assert read(written(everything())) == everything()


@settings(max_examples=30, deadline=None)
@given(layer=layers, camera=cameras, light=lights)
def test_any_scene_is_read_as_it_was_written(layer: typing.Any, camera: Camera, light: Light) -> None:
    scene = scenes.scene(layers=(layer,), camera=camera, light=light)
    assert read(written(scene)) == scene


def test_what_is_at_rest_is_not_written() -> None:
    plain = json.loads(written(ShotScene(shot="s", frames=3, camera=Camera(zoom=hold(1.1)))))
    assert plain == {"scene": 1, "shot": "s", "frames": 3, "camera": {"zoom": 1.1}}


def test_the_documented_example_is_a_scene_and_is_written_as_it_stands() -> None:
    scene = read(EXAMPLE)
    assert json.loads(written(scene)) == json.loads(EXAMPLE)
    assert written(scene).count("\n") < 45, "a person reads it on one screen"


def test_every_field_is_documented() -> None:
    documented = set(re.findall(r"`(?:#?[\w-]+)`", PAGE))
    kinds = [*LAYERS.values(), ShotScene, Camera, Punch, Light, Rays, Rim, Flash, Lightning, TransitionIn]
    fields = {f"`{f.name}`" for kind in kinds for f in dataclasses.fields(kind)}
    assert fields - documented == set()
    assert {f"`{name}`" for name in LAYERS} - documented == set()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ("{}", "lacks “scene”"),
        ('{"scene": 99}', "format 99"),
        ('{"scene": 1, "shot": "s"}', "lacks the field “frames”"),
        ('{"scene": 1, "shot": "s", "frames": 2, "colour": "red"}', "“colour”"),
        ('{"scene": 1, "shot": "s", "frames": 2, "layers": [{"key": "a"}]}', "which it is: backdrop"),
        ('{"scene": 1, "shot": "s", "frames": 2, "layers": [{"layer": "puppet", "key": 3}]}', r"\(puppet\).key"),
        ('{"scene": 1, "shot": "s", "frames": 2, "camera": {"zoom": "near"}}', "scene.camera.zoom must be"),
        ('{"scene": 1, "shot": "s", "frames": 2, "camera": {"zoom": [[4, 1], [2, 1]]}}', "back in time"),
        ('{"scene": 1, "shot": "s", "frames": 2, "camera": {"zoom": [[0, 1], [2, 1, "slowly"]]}}', "known are"),
        ('{"scene": 1, "shot": "s", "frames": 2, "camera": {"zoom": NaN}}', "NaN"),
        ("never mind", "not JSON"),
    ],
)
def test_a_wrong_description_is_refused_with_the_place(changed: str, said: str) -> None:
    with pytest.raises(InvalidDocument, match=said):
        read(changed)


def cut_out(height: int = 480) -> dict[str, Puppet | Backdrop]:
    """What a diffusion painter delivers: one picture of somebody, closed eyes and two mouths, one opaque plane."""
    k = height / 480
    body = np.zeros((int(400 * k), int(240 * k), 4), np.uint8)
    body[int(40 * k) :, int(40 * k) : int(200 * k)] = (210, 180, 170, 255)
    eyes = {n: Picture(pixels=paper.box(90, t, "#241a3a"), x_px=75, y_px=110) for n, t in (("open", 24), ("closed", 4))}
    mouth = {n: Picture(pixels=paper.oval(40, t, "#a03048"), x_px=100, y_px=170) for n, t in (("rest", 6), ("a", 34))}
    parts = (
        Part(name="cut-out", kind=PartKind.STILL, group=Group.BODY, variants={"rest": Picture(pixels=body)}),
        Part(name="eyes", kind=PartKind.EYES, group=Group.HEAD, variants=eyes),
        Part(name="mouth", kind=PartKind.MOUTH, group=Group.HEAD, variants=mouth),
    )
    puppet = Puppet(
        width_px=240, height_px=400, parts=parts, head_x=120, head_y=130, head_px=190, neck_x=120, neck_y=230,
        eyes=(120, 122), mouth=(120, 175),
    )  # fmt: skip
    plane = Plane(name="all", depth=0.3, pixels=paper.gradient(340, 600, "#203050", "#c08060"))
    return {"hero": puppet, "place": Backdrop(planes=(plane,))}


def test_the_same_scene_plays_vectors_and_a_diffusion_painters_cut_outs(pictures: Pictures) -> None:
    mouths = (MouthCue(start_frame=4, end_frame=8, viseme=Viseme.A),)
    scene = scenes.scene(
        layers=(BackdropLayer(key="place"), PuppetLayer(key="hero", y=hold(1.02), blinks=(10,), mouths=mouths))
    )
    for room in (pictures, cut_out()):
        frames = [frame.pixels.astype(int).copy() for frame in iter_frames(scene, room)]
        calm = still(scene, room, 0)
        assert calm.std() > 5
        assert scenes.difference(frames[0], frames[5]) > 20, "the mouth opens"
        assert scenes.difference(frames[0], frames[12]) > 20, "the eyes close"


def test_a_written_scene_is_played_from_the_command_line(tmp_path: Path, pictures: Pictures) -> None:
    scene = at_size(everything(), 72, 128, 24)
    (tmp_path / "scene.json").write_text(written(scene), encoding="utf-8")
    save_pictures(tmp_path / "room.npz", dict(pictures))
    inputs = [str(tmp_path / "scene.json"), str(tmp_path / "room.npz"), "--out"]
    main([*inputs, str(tmp_path / "frame.png"), "--frame", "3", "--size", "144x256"])
    main([*inputs, str(tmp_path / "film.mp4")])
    assert (tmp_path / "frame.png").stat().st_size > 1000
    assert (tmp_path / "film.mp4").stat().st_size > 1000
    with pytest.raises(SystemExit, match="no picture"):
        main([inputs[0], "--out", str(tmp_path / "frame.png")])


def test_a_track_that_rests_elsewhere_keeps_its_rest() -> None:
    scene = ShotScene(shot="s", frames=9, camera=Camera(shake=dataclasses.replace(pulse(1, 2, 1, 1, 1), rest=0.5)))
    assert read(written(scene)) == scene
