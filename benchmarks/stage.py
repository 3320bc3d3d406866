"""How fast the stage is: against the encoder alone, and against moviepy on the same scene.

python -m benchmarks.stage [--frames 72] [--rounds 2] [--without-moviepy] [--json FILE]

Everything is measured in turns within one run, on a heavy scene at 1080×1920: four depth planes and two puppets
under a moving camera, hair in the wind, petals, rays, bloom, vignette, captions.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import av
import numpy as np

from renderer.crew.ports import BackdropRequest, CharacterRequest
from renderer.encode.segments import _OPTIONS, SegmentQuality, fill, render_segment, video_stream
from renderer.stage.drawing import Blit
from renderer.stage.frames import Composer, iter_frames
from renderer.stage.geometry import Affine
from renderer.stage.kernel import kernel
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
from renderer.stage.scene import Camera, Light, Pictures, Rays, ShotScene, at_size
from renderer.stage.staging import Stage
from renderer.stage.tracks import hold, pulse, travel
from show.bible import Character, Location
from show.ids import CharacterId, LocationId
from show.script import Angle, Emotion, Framing, Pose, TimeOfDay, Weather

PROCESSES = 2
MOVIEPY_FRAMES = 8


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


def compositor_ms(room: Pictures, frames: int) -> float:
    """Processor time a frame, one core, nothing encoded."""
    composer = Composer(Stage(heavy(room, frames), room))
    started = time.process_time()
    for frame in range(frames):
        composer.compose(frame)
    return (time.process_time() - started) / frames * 1e3


def _encode_frames(pixels: list[np.ndarray[Any, Any]], path: Path) -> None:
    with av.open(str(path), "w", format="mp4") as container:
        stream = video_stream(container, 1080, 1920, 24, 1, _OPTIONS[SegmentQuality.FILM])
        picture = av.VideoFrame(1080, 1920, "nv12")
        for number, frame in enumerate(pixels):
            fill(picture, frame)
            picture.pts = number
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))


def _worker(kind: str, room: Pictures, frames: int, ready: Barrier, path: Path) -> None:
    scene = heavy(room, frames)
    pixels = [frame.pixels.copy() for frame in iter_frames(scene, room)] if kind == "encoder" else []
    ready.wait()
    if kind == "encoder":
        _encode_frames(pixels, path)
    else:
        size = at_size(scene, 540, 960, 12) if kind == "animatic" else scene
        quality = SegmentQuality.ANIMATIC if kind == "animatic" else SegmentQuality.FILM
        render_segment(size, room, path, quality=quality)


def film_fps(kind: str, room: Pictures, frames: int, folder: Path) -> float:
    """Frames of film a second, all processes together, from the moment when each is ready."""
    context = multiprocessing.get_context("spawn")
    ready = context.Barrier(PROCESSES + 1)
    workers = [
        context.Process(target=_worker, args=(kind, room, frames, ready, folder / f"{kind}{n}.mp4"))
        for n in range(PROCESSES)
    ]
    for worker in workers:
        worker.start()
    ready.wait()
    started = time.perf_counter()
    for worker in workers:
        worker.join()
    return PROCESSES * frames / (time.perf_counter() - started)


def moviepy_fps(room: Pictures, folder: Path) -> float:
    """The same layers as clips with moving positions and sizes, written by moviepy; hair stands still."""
    from moviepy import CompositeVideoClip, ImageClip

    frames = MOVIEPY_FRAMES
    stage = Stage(heavy(room, frames), room)
    world = [stage.drawing(n) for n in range(frames)]
    clips = []
    for index, blit in enumerate(world[0].world + world[0].screen):
        place, pixels = _placer(world, index), _rgba(blit)
        if not all(_seen(place(n / 24), pixels.shape) for n in range(frames)):
            continue  # moviepy 2.2.1 fails on clips that leave the frame
        clips.append(
            ImageClip(pixels)
            .with_duration(frames / 24)
            .resized(lambda t, place=place: max(0.05, place(t)[0]))
            .with_position(lambda t, place=place: place(t)[1:])
        )
    clip = CompositeVideoClip(clips, size=(1080, 1920), bg_color=(0, 0, 0))
    started = time.perf_counter()
    clip.write_videofile(str(folder / "moviepy.mp4"), fps=24, preset="veryfast", logger=None)
    return frames / (time.perf_counter() - started)


def _placer(drawings: list[Any], index: int) -> Callable[[float], tuple[float, float, float]]:
    """Scale and upper left corner of a layer at a time, from the stage's own drawings."""
    from renderer.stage.geometry import inverse

    def place(t: float) -> tuple[float, float, float]:
        drawing = drawings[min(len(drawings) - 1, round(t * 24))]
        back: Affine = tuple(value / 65536 for value in (drawing.world + drawing.screen)[index].luma)
        a, _, x, d, _, y = inverse(back)
        return float(np.hypot(a, d)), x, y

    return place


def _seen(place: tuple[float, float, float], shape: tuple[int, ...]) -> bool:
    scale, x, y = place
    return -scale * shape[1] + 8 < x < 1072 and -scale * shape[0] + 8 < y < 1912


def _rgba(blit: Blit) -> np.ndarray[Any, Any]:
    """A layer's luma and alpha as a grey RGBA picture: what it shows does not matter to the clock."""
    source: Any = blit.source
    if hasattr(source, "a"):
        return np.dstack([source.y] * 3 + [source.a])
    return np.repeat(source.y[..., None], 3, axis=2)


def measure(frames: int, rounds: int, moviepy: bool) -> dict[str, Any]:
    """All figures; the median of the rounds, which take turns."""
    room = property_room()
    found: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(rounds):
            found.setdefault("compositor_ms_a_frame", []).append(compositor_ms(room, frames))
            for kind in ("encoder", "film", "animatic"):
                found.setdefault(f"{kind}_fps", []).append(film_fps(kind, room, frames, folder))
            if moviepy and number == 0:
                found["moviepy_fps"] = [moviepy_fps(room, folder)]
    figures: dict[str, Any] = {key: round(statistics.median(values), 2) for key, values in found.items()}
    figures["film_of_encoder"] = round(figures["film_fps"] / figures["encoder_fps"], 3)
    figures["film_times_real_time"] = round(figures["film_fps"] / 24, 2)
    if "moviepy_fps" in figures:
        figures["film_of_moviepy"] = round(figures["film_fps"] / figures["moviepy_fps"], 1)
    return figures | {"kernel": kernel().name, "cores": os.cpu_count(), "frames": frames, "rounds": rounds}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--frames", type=int, default=72)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--without-moviepy", action="store_true")
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    figures = measure(chosen.frames, chosen.rounds, not chosen.without_moviepy)
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    for key, value in figures.items():
        print(f"{key.replace('_', ' '):<24} {value}")


if __name__ == "__main__":
    main()
