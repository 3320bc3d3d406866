"""The heavy scene: the compositor alone, the encoder alone, and both together, each in two processes of one thread.

The encoder alone gets the very frames that the film consists of, drawn beforehand and kept in memory, through the same
calls as the film's. The film's time holds everything from the scene on: staging, drawing, encoding, muxing. Before the
clock starts every process, of either kind, films a few frames, as workers of the pool have done before most shots.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterable
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

from benchmarks.stage.scenes import heavy
from renderer.encode.hardware import Encoder
from renderer.encode.segments import OPTIONS, SegmentQuality, encoded, render_segment
from renderer.memory import give_back, peak_bytes, return_large_blocks
from renderer.pictures import let_go, load_pictures
from renderer.stage.frames import Composer, Frame, Nv12, iter_frames
from renderer.stage.scene import Pictures, ShotScene, at_size
from renderer.stage.staging import Stage

PROCESSES = 2
PATIENCE_SECONDS = 300.0
WARMING_FRAMES = 6


def compositor_ms(room: Pictures, frames: int) -> float:
    """Processor time a frame, one core, nothing encoded."""
    composer = Composer(Stage(heavy(room, frames), room))
    started = time.process_time()
    for frame in range(frames):
        composer.compose(frame)
    return (time.process_time() - started) / frames * 1e3


def _encode_frames(scene: ShotScene, pixels: Iterable[Nv12], path: Path) -> None:
    """As `render_segment` does with frames that it draws."""
    with encoded(path, scene, OPTIONS[SegmentQuality.FILM], Encoder.X264) as put:
        for number, frame in enumerate(pixels):
            put(Frame(index=number, pixels=frame))


def _worker(
    kind: str, pictures: Path, frames: int, ready: Barrier, path: Path, account: Queue[tuple[float, int]]
) -> None:
    # As a worker of the pool does: pictures come from their file, large blocks go back to the system.
    return_large_blocks()
    room = load_pictures(pictures)
    scene = heavy(room, frames)
    pixels = [frame.pixels.copy() for frame in iter_frames(scene, room)] if kind == "encoder" else []
    render_segment(heavy(room, WARMING_FRAMES), room, path)
    let_go(room.values())
    give_back()
    ready.wait()
    started = time.process_time()
    if kind == "encoder":
        _encode_frames(scene, pixels, path)
    else:
        size = at_size(scene, 540, 960, 12) if kind == "animatic" else scene
        quality = SegmentQuality.ANIMATIC if kind == "animatic" else SegmentQuality.FILM
        render_segment(
            size, room, path, quality=quality, on_frame=lambda n: let_go(room.values()) if n <= size.step else None
        )
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
