"""Of planes only what the camera ever sees is kept, of puppets only that is laid anew, and nobody can tell."""

from __future__ import annotations

import numpy as np
import pytest

from renderer.crew.cels import Picture
from renderer.stage import planes
from renderer.stage.drawing import Blit, as_blits
from renderer.stage.frames import iter_frames
from renderer.stage.layers import BackdropLayer, PlaneLayer, PuppetLayer
from renderer.stage.puppets import StagedPuppet
from renderer.stage.scene import Camera, ShotScene
from renderer.stage.sheets import is_opaque, outline, sheet
from renderer.stage.staging import Stage
from renderer.stage.tracks import hold, travel
from tests.stage import scenes

CAMERAS = {
    "from near to far": Camera(zoom=travel(2.5, 1.0, 0, 12), x=hold(0.2), handheld=hold(1.0)),
    "shaken and turned": Camera(zoom=hold(1.4), rotation_degrees=hold(14), shake=hold(1.0)),
    "beyond the edge": Camera(zoom=hold(0.5), x=travel(1.5, 1.9, 0, 12), y=hold(-0.6)),
    "from a dolly": Camera(dolly=travel(1.0, 1.6, 0, 12), orbit=travel(-0.2, 0.2, 0, 12)),
}


NEAR = PuppetLayer(key="hero", y=hold(1.6), scale=hold(2.0), wind=hold(1.0))


def drawn(camera: Camera, width: int, height: int) -> tuple[list[np.ndarray], list[Blit]]:
    scene = scenes.scene(
        frames=12, camera=camera, layers=(BackdropLayer(key="place"),), width_px=width, height_px=height
    )
    assert isinstance(scene, ShotScene)
    pictures = scenes.pictures()
    frames = [frame.pixels.copy() for frame in iter_frames(scene, pictures)]
    return frames, list(as_blits(Stage(scene, pictures).drawing(0).world))


@pytest.mark.parametrize("size", [(270, 480), (144, 256), (72, 128)])
@pytest.mark.parametrize("way", CAMERAS)
def test_what_is_left_away_is_never_missed(way: str, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    kept, sparing = drawn(CAMERAS[way], *size)
    monkeypatch.setattr(planes, "_needed", lambda pixels, *_: (pixels, (0, 0), is_opaque(pixels)))
    whole, wasteful = drawn(CAMERAS[way], *size)
    far = np.array([np.abs(one.astype(int) - other) for one, other in zip(kept, whole, strict=True)])
    # Where a picture is shrunk beforehand, a pixel on the very edge between two may go to the other one.
    assert far.max() <= (8 if size[1] < 480 else 0)
    assert far.mean() < 0.05
    assert sum(item.source.y.size for item in sparing) < sum(item.source.y.size for item in wasteful)


@pytest.mark.parametrize("way", CAMERAS)
def test_rows_of_a_puppet_that_nobody_sees_wait(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    scene, pictures = scenes.scene(frames=12, camera=CAMERAS[way], layers=(NEAR,)), scenes.pictures()
    sparing = [frame.pixels.copy() for frame in iter_frames(scene, pictures)]
    monkeypatch.setattr(StagedPuppet, "_seen", lambda self, canvas, place: (0, canvas.y.shape[0]))
    thorough = [frame.pixels.copy() for frame in iter_frames(scene, pictures)]
    assert any((frame != 16).any() for frame in thorough)
    assert all((one == other).all() for one, other in zip(sparing, thorough, strict=True))


@pytest.mark.parametrize("scale", [0.11, 0.5, 0.73, 1.0])
@pytest.mark.parametrize(("x_px", "y_px"), [(0, 0), (13, 8), (-7, 31)])
def test_where_a_drawing_will_lie_is_known_before_it_is_made(scale: float, x_px: int, y_px: int) -> None:
    for width, height in ((1, 1), (30, 17), (61, 44)):
        pixels = np.full((height, width, 4), 200, np.uint8)
        made = sheet(pixels, scale=scale, x_px=x_px, y_px=y_px)
        high, wide = made.y.shape
        box = (made.x_px, made.y_px, made.x_px + wide, made.y_px + high)
        assert outline(pixels, scale=scale, x_px=x_px, y_px=y_px) == box


def test_an_opaque_thing_alone_in_a_plane_has_nothing_around_it() -> None:
    pixels = np.zeros((480, 270, 4), np.uint8)
    pixels[200:280, 100:170] = 255
    layer = PlaneLayer(key="card", depth=1.0)
    scene = scenes.scene(frames=2, layers=(layer,), width_px=270, height_px=480)
    assert isinstance(scene, ShotScene)
    frame = next(iter_frames(scene, {"card": Picture(pixels=pixels)})).pixels[:480]
    assert frame.max() > 200
    assert frame[:100].max() == frame[:, :40].max() == 16
