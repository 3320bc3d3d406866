"""What everything is measured on: a heavy scene, a moving one and a still one, in pictures by the house painter."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from renderer.crew.ports import BackdropRequest, CharacterRequest
from renderer.stage.layers import (
    BackdropLayer,
    CaptionLayer,
    CaptionPage,
    MouthCue,
    ParticleKind,
    ParticleLayer,
    PuppetLayer,
    Viseme,
)
from renderer.stage.scene import Camera, Light, Pictures, Rays, ShotScene
from renderer.stage.tracks import hold, pulse, travel
from show.bible import Character, Location
from show.ids import CharacterId, LocationId
from show.script import Angle, Emotion, Framing, Pose, TimeOfDay, Weather


def property_room() -> Pictures:
    """Two characters and a place by the house painter."""
    from renderer.crew.cels import Picture
    from renderer.crew.painter_house import HousePainter

    painter = HousePainter()
    room: dict[str, Any] = {request.character.id: painter.puppet(request) for request in _people()}
    room["place"] = painter.backdrop(_place())
    caption = np.zeros((150, 820, 4), np.uint8)
    caption[30:120, 20:800:3] = 255
    room["caption"] = Picture(pixels=caption)
    return room


def _people() -> list[CharacterRequest]:
    cast = (
        Character(id=CharacterId("a"), name="Aiko", look="long silver hair, red eyes, school uniform"),
        Character(id=CharacterId("b"), name="Ren", look="short black hair, blue eyes, black coat"),
    )
    return [
        CharacterRequest(
            character=character,
            cast=cast,
            expression=Emotion.SORROW,
            strength=0.7,
            angle=Angle.FRONT,
            pose=Pose.STAND,
            framing=Framing.TWO_SHOT,
            light_from_left=True,
            seed=1,
        )
        for character in cast
    ]


def _place() -> BackdropRequest:
    return BackdropRequest(
        location=Location(id=LocationId("roof"), name="Roof", look="school roof"),
        time=TimeOfDay.SUNSET,
        weather=Weather.CLEAR,
        mood=Emotion.SORROW,
        framing=Framing.TWO_SHOT,
        width_px=1080,
        height_px=1920,
        seed=1,
    )


def heavy(room: Pictures, frames: int) -> ShotScene:
    """The scene that everything is measured on."""
    mouths = tuple(
        MouthCue(start_frame=4 * n, end_frame=4 * n + 4, viseme=list(Viseme)[1 + n % 6]) for n in range(frames // 4)
    )
    size = 0.2 * 1920 / getattr(room["a"], "head_px", 480)
    return ShotScene(
        shot="heavy",
        frames=frames,
        seed=4,
        camera=Camera(x=travel(0.47, 0.53, 0, frames), dolly=travel(1, 1.12, 0, frames), handheld=hold(0.35)),
        layers=(
            BackdropLayer(key="place", farther_than=1.0),
            PuppetLayer(key="b", x=hold(0.73), y=hold(0.43), scale=hold(size), anchor_head=True, phase=1.7),
            PuppetLayer(
                key="a",
                x=hold(0.3),
                y=hold(0.42),
                scale=hold(size),
                anchor_head=True,
                mouths=mouths,
                blinks=(16, 60),
                tilt_degrees=pulse(7, 20, 8, 20, 10),
            ),
            BackdropLayer(key="place", nearer_than=1.0),
            ParticleLayer(kind=ParticleKind.PETALS, count=40),
            CaptionLayer(pages=(CaptionPage(key="caption", start_frame=0, end_frame=frames),)),
        ),
        light=Light(red=hold(1.05), vignette=hold(0.4), rays=Rays(strength=hold(0.4)), bloom=hold(0.35)),
    )


def moving(room: Pictures, frames: int) -> ShotScene:
    """The same room under a moving camera, without weather and light: most shots of an episode are like it."""
    scene = heavy(room, frames)
    layers = tuple(layer for layer in scene.layers if not isinstance(layer, ParticleLayer))
    return replace(scene, shot="moving", layers=layers, light=Light())


def still(room: Pictures, frames: int) -> ShotScene:
    """The same again with a camera at rest: only the puppets live, on twos."""
    return replace(moving(room, frames), shot="still", camera=Camera(x=hold(0.5)))
