"""What others do with the stage's heavy scene: the same layers in moviepy, in an ffmpeg filter graph, in movielite.

Hair stands still in all, and there is no glow; whatever else they can't do is left out in their favour. Each writes
an MP4 at x264's veryfast with both cores, as its users would.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from renderer.stage.drawing import Blit, as_blits
from renderer.stage.geometry import Affine, inverse
from renderer.stage.sheets import Plate
from renderer.stage.staging import Stage

CORES = 2
FPS = 24
MOVIEPY_FRAMES = 12
FFMPEG_FRAMES = 24
MOVIELITE_FRAMES = 48

Place = tuple[float, float, float]
"""Scale, and the upper left corner in pixels of the frame."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lay:
    """One layer: RGBA of any size, where it stands in every frame, and whether it may turn (petals)."""

    pixels: np.ndarray[Any, Any]
    places: list[Place]
    turns: bool = False


def lays_of(stage: Stage, frames: int) -> list[Lay]:
    """The stage's own layers back to front, with vignette and rays as pictures of the whole frame."""
    worlds, screens = zip(*(_blits(stage, n) for n in range(frames)), strict=True)
    lays = _lays(worlds)
    whole = [(1.0, 0.0, 0.0)] * frames
    lays += [Lay(pixels=pixels, places=whole) for pixels in _lights(stage)]
    return lays + _lays(screens)


def measured(frames: int, write: Callable[[], object]) -> tuple[float, float]:
    """Frames a second by the clock, and those that two cores would give by processor time."""
    spent, started = _spent(), time.perf_counter()
    write()
    return frames / (time.perf_counter() - started), CORES * frames / (_spent() - spent)


def _spent() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def moviepy(stage: Stage, folder: Path) -> Callable[[], object]:
    """Clips with moving positions and sizes, composed and written by moviepy."""
    from moviepy import CompositeVideoClip, ImageClip

    clips = []
    for lay in lays_of(stage, MOVIEPY_FRAMES):
        if not all(_seen(place, lay.pixels.shape) for place in lay.places):
            continue  # moviepy 2.2.1 fails on clips that leave the frame
        clip = ImageClip(lay.pixels).with_duration(MOVIEPY_FRAMES / FPS)
        if len(set(lay.places)) > 1:
            clip = clip.resized(lambda t, lay=lay: max(0.05, _at(lay, t)[0]))
        clips.append(clip.with_position(lambda t, lay=lay: _at(lay, t)[1:]))
    whole = CompositeVideoClip(clips, size=(1080, 1920), bg_color=(0, 0, 0))
    out = str(folder / "moviepy.mp4")
    return lambda: whole.write_videofile(out, fps=FPS, preset="veryfast", threads=CORES, logger=None)


def ffmpeg(stage: Stage, folder: Path) -> Callable[[], object]:
    """One filter graph: scaled and turned overlays, colour, vignette and rays."""
    import imageio_ffmpeg

    first, last = (world + screen for world, screen in (_blits(stage, 0), _blits(stage, FFMPEG_FRAMES - 1)))
    inputs: list[str] = []
    steps = [f"color=c=black:s=1080x1920:r={FPS}:d={FFMPEG_FRAMES / FPS}[v0]"]
    count = len(first)
    for index, lay in enumerate(_lays([first, last])):
        path = folder / f"layer{index}.png"
        Image.fromarray(lay.pixels).save(path, compress_level=1)
        inputs += _still(path)
        steps += _overlay(index, lay)
    rays = folder / "rays.png"
    Image.fromarray(_lights(stage)[1][..., 3]).save(rays)
    inputs += _still(rays)
    steps.append(f"[v{count}]colorchannelmixer=rr=1.05,vignette=PI/5,format=gbrp[g]")
    steps.append(f"[{count}:v]format=gbrp[r];[g][r]blend=all_mode=addition:all_opacity=0.4,format=yuv420p[out]")
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-loglevel", "error", *inputs, "-filter_complex", ";".join(steps)]
    command += ["-map", "[out]", "-frames:v", str(FFMPEG_FRAMES), "-threads", str(CORES)]
    command += ["-c:v", "libx264", "-preset", "veryfast", "-crf", "22", str(folder / "ffmpeg.mp4")]
    return lambda: subprocess.run(command, check=True)


def movielite(stage: Stage, folder: Path, python: Path) -> tuple[float, float]:
    """Frames a second by the clock and by processor time, measured by a script in an interpreter that has movielite.

    It pins libraries older than ours, so it lives in a virtual environment of its own.
    """
    import imageio_ffmpeg

    commands, layers = folder / "commands", []
    commands.mkdir()
    for name in ("ffmpeg", "ffprobe"):
        # It looks for both by name, and never starts the second for stills.
        (commands / name).symlink_to(imageio_ffmpeg.get_ffmpeg_exe())
    for number, lay in enumerate(lays_of(stage, MOVIELITE_FRAMES)):
        path = folder / f"lite{number}.png"
        Image.fromarray(lay.pixels).save(path, compress_level=1)
        layers.append({"path": str(path), "places": lay.places})
    told = {"layers": layers, "fps": FPS, "cores": CORES, "frames": MOVIELITE_FRAMES, "out": str(folder / "lite.mp4")}
    (folder / "lite.json").write_text(json.dumps(told), encoding="utf-8")
    script = Path(__file__).with_name("movielite_script.py")
    done = subprocess.run(
        [str(python), str(script), str(folder / "lite.json")],
        check=False,
        capture_output=True,
        text=True,
        env=_without_ours(os.environ) | {"PATH": f"{commands}{os.pathsep}{os.environ.get('PATH', '')}"},
    )
    if done.returncode:
        raise SystemExit(f"movielite failed in {python}:\n{done.stderr[-2000:]}")
    found = json.loads(done.stdout.splitlines()[-1])
    return MOVIELITE_FRAMES / found["seconds"], CORES * MOVIELITE_FRAMES / found["cpu_seconds"]


def _without_ours(environment: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in environment.items() if key != "PYTHONPATH"}


def _still(path: Path) -> list[str]:
    """The arguments that read one picture for the whole clip."""
    return ["-loop", "1", "-framerate", str(FPS), "-t", str(FFMPEG_FRAMES / FPS), "-i", str(path)]


def _overlay(index: int, lay: Lay) -> list[str]:
    """The two filters that lay one picture over what is there, moving evenly from its first to its last place."""
    (s0, x0, y0), (s1, x1, y1) = lay.places
    way = f"*n/{FFMPEG_FRAMES - 1}"
    turn = ",rotate=0.3*t:c=none:ow=iw:oh=ih" if lay.turns else ""
    scale = f"scale=w='iw*({s0:.4f}+{s1 - s0:.5f}{way})':h=-1:eval=frame:flags=bilinear"
    at = f"x='{x0:.1f}+{x1 - x0:.2f}{way}':y='{y0:.1f}+{y1 - y0:.2f}{way}':eval=frame"
    return [f"[{index}:v]format=rgba,{scale}{turn}[l{index}]", f"[v{index}][l{index}]overlay={at}[v{index + 1}]"]


def _lights(stage: Stage) -> list[np.ndarray[Any, Any]]:
    """The stage's maps of vignette and rays as RGBA pictures of the whole frame: black, and a warm white."""
    maps = stage.lighting.maps
    soft = np.zeros((960, 540), np.uint8) if maps.rays is None else maps.rays
    pictures = []
    for plane, colour in ((maps.vignette, (0, 0, 0)), (soft, (255, 226, 168))):
        alpha = np.repeat(np.repeat(plane, 2, 0), 2, 1) // 5 * 2
        pictures.append(np.dstack([np.full_like(alpha, level) for level in colour] + [alpha]))
    return pictures


def _blits(stage: Stage, frame: int) -> tuple[list[Blit], list[Blit]]:
    """What is in the world in a frame, and what lies on the screen."""
    drawing = stage.drawing(frame)
    return list(as_blits(drawing.world)), list(as_blits(drawing.screen))


def _lays(drawn: Sequence[list[Blit]]) -> list[Lay]:
    """Everything that is drawn in the first frame, and its way through all of them; what fades out stays in its place,
    so that the peers lay as many pictures as we do at first."""
    return [_lay([blits[min(n, len(blits) - 1)] for blits in drawn if blits]) for n in range(len(drawn[0]))]


def _lay(blits: list[Blit]) -> Lay:
    pixels = _rgba(blits[0])
    return Lay(pixels=pixels, places=[_place(one) for one in blits], turns=pixels.shape[0] < 60)


def _place(blit: Blit) -> Place:
    back: Affine = tuple(value / 65536 for value in blit.luma)  # type: ignore[assignment]
    a, _, x, d, _, y = inverse(back)
    return float(np.hypot(a, d)), x, y


def _at(lay: Lay, t: float) -> Place:
    return lay.places[min(len(lay.places) - 1, round(t * FPS))]


def _seen(place: Place, shape: tuple[int, ...]) -> bool:
    scale, x, y = place
    return -scale * shape[1] + 8 < x < 1072 and -scale * shape[0] + 8 < y < 1912


def _rgba(blit: Blit) -> np.ndarray[Any, Any]:
    """A layer's luma and alpha as a grey RGBA picture: what it shows does not matter to the clock."""
    source = blit.source
    if isinstance(source, Plate):
        return np.repeat(source.y[..., None], 3, axis=2)
    return np.dstack([source.y] * 3 + [source.a])
