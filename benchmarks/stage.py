"""How fast the stage is: against the encoder alone, and against moviepy and an ffmpeg filter graph on the same scene.

python -m benchmarks.stage [--frames 72] [--rounds 2] [--without-peers] [--json FILE]

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
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import av
import numpy as np

from benchmarks.stage_peers import peers_fps_of
from renderer.crew.ports import BackdropRequest, CharacterRequest
from renderer.encode.segments import _OPTIONS, SegmentQuality, fill, render_segment, video_stream
from renderer.memory import peak_bytes, return_large_blocks
from renderer.pictures import load_pictures, save_pictures
from renderer.stage.frames import Composer, iter_frames
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
PATIENCE_SECONDS = 300.0


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


def _worker(
    kind: str, pictures: Path, frames: int, ready: Barrier, path: Path, account: Queue[tuple[float, int]]
) -> None:
    # As a worker of the pool does: pictures come from their file, large blocks go back to the system.
    return_large_blocks()
    room = load_pictures(pictures)
    scene = heavy(room, frames)
    pixels = [frame.pixels.copy() for frame in iter_frames(scene, room)] if kind == "encoder" else []
    ready.wait()
    started = time.process_time()
    if kind == "encoder":
        _encode_frames(pixels, path)
    else:
        size = at_size(scene, 540, 960, 12) if kind == "animatic" else scene
        quality = SegmentQuality.ANIMATIC if kind == "animatic" else SegmentQuality.FILM
        render_segment(size, room, path, quality=quality)
    account.put((time.process_time() - started, peak_bytes()))


def film(kind: str, pictures: Path, frames: int, folder: Path) -> dict[str, float]:
    """Frames of film a second by the clock and by processor time, all processes together, and the largest peak.

    Processor time tells what the cores would do if nobody else used them.
    """
    context = multiprocessing.get_context("spawn")
    ready, account = context.Barrier(PROCESSES + 1), context.Queue()
    workers = [
        context.Process(target=_worker, args=(kind, pictures, frames, ready, folder / f"{kind}{n}.mp4", account))
        for n in range(PROCESSES)
    ]
    for worker in workers:
        worker.start()
    ready.wait(PATIENCE_SECONDS)
    started = time.perf_counter()
    spent = [account.get(timeout=PATIENCE_SECONDS) for _ in workers]
    seconds = time.perf_counter() - started
    for worker in workers:
        worker.join()
    return {
        f"{kind}_fps": PROCESSES * frames / seconds,
        f"{kind}_fps_by_processor": PROCESSES**2 * frames / sum(cpu for cpu, _ in spent),
        f"{kind}_peak_mib": max(peak for _, peak in spent) / 2**20,
    }


def measure(frames: int, rounds: int, peers: bool) -> dict[str, Any]:
    """All figures; the median of the rounds, which take turns."""
    room = property_room()
    found: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pictures = folder / "room.npz"
        save_pictures(pictures, dict(room))
        for number in range(rounds):
            turn = {"compositor_ms_a_frame": compositor_ms(room, frames)}
            for kind in ("encoder", "film", "animatic"):
                turn |= film(kind, pictures, frames, folder)
            if peers and number == 0:
                turn |= peers_fps_of(Stage(heavy(room, frames), room), folder)
            for key, value in turn.items():
                found.setdefault(key, []).append(value)
    figures: dict[str, Any] = {key: round(statistics.median(values), 2) for key, values in found.items()}
    ours = figures["film_fps_by_processor"]
    figures["film_of_encoder"] = round(ours / figures["encoder_fps_by_processor"], 3)
    figures["film_of_encoder_by_the_clock"] = round(figures["film_fps"] / figures["encoder_fps"], 3)
    for peer in ("moviepy", "ffmpeg"):
        if f"{peer}_fps_by_processor" in figures:
            figures[f"film_of_{peer}"] = round(ours / figures[f"{peer}_fps_by_processor"], 1)
    return figures | {"kernel": kernel().name, "cores": os.cpu_count(), "frames": frames, "rounds": rounds}


TARGETS = {
    "compositor_ms_a_frame": "≤ 10",
    "film_of_encoder": "≥ 0.75",
    "film_of_moviepy": "≥ 35",
    "film_of_ffmpeg": "≥ 7",
    "film_peak_mib": "≤ 512",
}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--frames", type=int, default=72)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--without-peers", action="store_true", help="leave moviepy and ffmpeg out")
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    figures = measure(chosen.frames, chosen.rounds, not chosen.without_peers)
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    for key, value in figures.items():
        print(f"{key.replace('_', ' '):<32} {value!s:<10} {TARGETS.get(key, '')}")


if __name__ == "__main__":
    main()
