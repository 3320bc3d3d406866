"""Steps for a pool: small lively shots, told by the hash of their frames and of their encoded picture."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import av

from renderer.encode import render_segment
from renderer.stage.frames import iter_frames
from renderer.stage.layers import ParticleKind, ParticleLayer
from renderer.stage.scene import Camera, ShotScene, at_size
from renderer.stage.tracks import hold
from renderer.workshop import StepContext
from tests.stage import scenes

FRAMES = 6


def shot(number: int) -> ShotScene:
    scene = scenes.scene(
        shot=str(number),
        frames=FRAMES,
        seed=number,
        camera=Camera(handheld=hold(1.0)),
        layers=(*scenes.scene().layers, ParticleLayer(kind=ParticleKind.PETALS, count=30)),
    )
    return at_size(scene, 540, 960, 24)


def film(payload: dict[str, Any], context: StepContext) -> dict[str, Any]:
    number, pictures = payload["index"], scenes.pictures()
    drawn = hashlib.sha256()
    for frame in iter_frames(shot(number), pictures):
        drawn.update(frame.pixels.tobytes())
    path = Path(payload["folder"]) / f"{number}.mp4"
    heard: list[int] = []
    render_segment(shot(number), pictures, path, on_frame=heard.append)
    with av.open(str(path)) as segment:
        count = sum(1 for _ in segment.decode(video=0))
    return {"drawn": drawn.hexdigest(), "frames": count, "heard": heard}


STEPS = {"part": film}
