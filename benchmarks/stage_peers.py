"""What others do with the stage's heavy scene: the same layers in moviepy and in an ffmpeg filter graph.

Hair stands still in both, and there is no glow; whatever else they can't do is left out in their favour.
"""

from __future__ import annotations

import resource
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from renderer.stage.drawing import Blit, Drawing
from renderer.stage.geometry import Affine, inverse
from renderer.stage.sheets import Plate
from renderer.stage.staging import Stage

CORES = 2
MOVIEPY_FRAMES = 8
FFMPEG_FRAMES = 24


def peers_fps_of(stage: Stage, folder: Path) -> dict[str, float]:
    """Frames a second that two cores would give, by processor time."""
    return {
        "moviepy_fps_by_processor": _by_processor(MOVIEPY_FRAMES, lambda: moviepy(stage, folder)),
        "ffmpeg_fps_by_processor": _by_processor(FFMPEG_FRAMES, lambda: ffmpeg(stage, folder)),
    }


def _by_processor(frames: int, work: Callable[[], Callable[[], None]]) -> float:
    write = work()
    before = _spent()
    write()
    return CORES * frames / (_spent() - before)


def _spent() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def moviepy(stage: Stage, folder: Path) -> Callable[[], None]:
    """Clips with moving positions and sizes, composed and written by moviepy."""
    from moviepy import CompositeVideoClip, ImageClip

    frames = MOVIEPY_FRAMES
    drawings = [stage.drawing(n) for n in range(frames)]
    clips = []
    for index, blit in enumerate(drawings[0].world + drawings[0].screen):
        place, pixels = _placer(drawings, index), _rgba(blit)
        if not all(_seen(place(n / 24), pixels.shape) for n in range(frames)):
            continue  # moviepy 2.2.1 fails on clips that leave the frame
        clips.append(
            ImageClip(pixels)
            .with_duration(frames / 24)
            .resized(lambda t, place=place: max(0.05, place(t)[0]))
            .with_position(lambda t, place=place: place(t)[1:])
        )
    clip = CompositeVideoClip(clips, size=(1080, 1920), bg_color=(0, 0, 0))
    return lambda: clip.write_videofile(str(folder / "moviepy.mp4"), fps=24, preset="veryfast", logger=None)


def ffmpeg(stage: Stage, folder: Path) -> Callable[[], None]:
    """One filter graph: a zooming ground, scaled and turned overlays, colour, vignette and rays."""
    import imageio_ffmpeg

    first, last = stage.drawing(0), stage.drawing(FFMPEG_FRAMES - 1)
    inputs: list[str] = []
    steps = [f"color=c=black:s=1080x1920:r=24:d={FFMPEG_FRAMES / 24}[v0]"]
    count = len(first.world + first.screen)
    for index, blit in enumerate(first.world + first.screen):
        path = folder / f"layer{index}.png"
        Image.fromarray(_rgba(blit)).save(path, compress_level=1)
        inputs += _still(path)
        turns = blit.source.y.shape[0] < 60
        steps += _overlay(index, _placer([first, last], index), turns=turns)
    inputs += _still(_rays(stage, folder / "rays.png"))
    steps.append(f"[v{count}]colorchannelmixer=rr=1.05,vignette=PI/5,format=gbrp[g]")
    steps.append(f"[{count}:v]format=gbrp[r];[g][r]blend=all_mode=addition:all_opacity=0.4,format=yuv420p[out]")
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-loglevel", "error", *inputs, "-filter_complex", ";".join(steps)]
    command += ["-map", "[out]", "-frames:v", str(FFMPEG_FRAMES)]
    command += ["-c:v", "libx264", "-preset", "veryfast", "-crf", "22"]

    def run() -> None:
        subprocess.run([*command, str(folder / "ffmpeg.mp4")], check=True)

    return run


def _still(path: Path) -> list[str]:
    """The arguments that read one picture for the whole clip."""
    return ["-loop", "1", "-framerate", "24", "-t", str(FFMPEG_FRAMES / 24), "-i", str(path)]


def _overlay(index: int, place: Callable[[float], tuple[float, float, float]], *, turns: bool) -> list[str]:
    """The two filters that lay one picture over what is there, moving evenly from its first to its last place."""
    (s0, x0, y0), (s1, x1, y1) = place(0.0), place(1.0 / 24)
    way = f"*n/{FFMPEG_FRAMES - 1}"
    turn = ",rotate=0.3*t:c=none:ow=iw:oh=ih" if turns else ""
    scale = f"scale=w='iw*({s0:.4f}+{s1 - s0:.5f}{way})':h=-1:eval=frame:flags=bilinear"
    at = f"x='{x0:.1f}+{x1 - x0:.2f}{way}':y='{y0:.1f}+{y1 - y0:.2f}{way}':eval=frame"
    return [f"[{index}:v]format=rgba,{scale}{turn}[l{index}]", f"[v{index}][l{index}]overlay={at}[v{index + 1}]"]


def _rays(stage: Stage, path: Path) -> Path:
    """The stage's map of rays as a picture of the whole frame."""
    soft = stage.lighting.maps.rays
    whole = np.zeros((1920, 1080), np.uint8) if soft is None else np.repeat(np.repeat(soft, 2, 0), 2, 1)
    Image.fromarray(whole).save(path)
    return path


def _placer(drawings: list[Drawing], index: int) -> Callable[[float], tuple[float, float, float]]:
    """Scale and upper left corner of a layer at a time, from the stage's own drawings."""

    def place(t: float) -> tuple[float, float, float]:
        drawing = drawings[min(len(drawings) - 1, round(t * 24))]
        numbers = (drawing.world + drawing.screen)[index].luma
        back: Affine = tuple(value / 65536 for value in numbers)  # type: ignore[assignment]
        a, _, x, d, _, y = inverse(back)
        return float(np.hypot(a, d)), x, y

    return place


def _seen(place: tuple[float, float, float], shape: tuple[int, ...]) -> bool:
    scale, x, y = place
    return -scale * shape[1] + 8 < x < 1072 and -scale * shape[0] + 8 < y < 1912


def _rgba(blit: Blit) -> np.ndarray[Any, Any]:
    """A layer's luma and alpha as a grey RGBA picture: what it shows does not matter to the clock."""
    source = blit.source
    if isinstance(source, Plate):
        return np.repeat(source.y[..., None], 3, axis=2)
    return np.dstack([source.y] * 3 + [source.a])
