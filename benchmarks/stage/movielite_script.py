"""The heavy scene in movielite (PyPI), run by an interpreter that has it: `python movielite_script.py SCENE.json`.

Imports nothing of ours. Prints seconds by the clock and of processor time as JSON in its last line.
"""

from __future__ import annotations

import importlib
import json
import resource
import sys
import time
from pathlib import Path
from typing import Any


def clip(lite: Any, layer: dict[str, Any], seconds: float, fps: int) -> Any:
    """One layer that moves and grows as it does on the stage."""
    places = layer["places"]

    def place(t: float) -> tuple[float, float, float]:
        scale, x, y = places[min(len(places) - 1, round(t * fps))]
        return scale, x, y

    made = lite.ImageClip(layer["path"], start=0, duration=seconds)
    if len({tuple(one) for one in places}) > 1:
        made.set_scale(lambda t: place(t)[0])
    made.set_position(lambda t: (int(place(t)[1]), int(place(t)[2])))
    return made


def write(lite: Any, scene: dict[str, Any], frames: int, out: str) -> None:
    """So many frames of the scene, by both cores, at movielite's quickest quality."""
    seconds = frames / scene["fps"]
    writer = lite.VideoWriter(out, fps=scene["fps"], size=(1080, 1920), duration=seconds)
    for layer in scene["layers"]:
        writer.add_clip(clip(lite, layer, seconds, scene["fps"]))
    writer.write(processes=scene["cores"], video_quality=lite.VideoQuality.LOW)


def spent() -> float:
    """Processor seconds of this process and of those it waited for."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def main() -> None:
    """Once to have everything compiled, then measured."""
    scene = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    lite = importlib.import_module("movielite")
    write(lite, scene, 4, scene["out"])
    before, started = spent(), time.perf_counter()
    write(lite, scene, scene["frames"], scene["out"])
    print(json.dumps({"seconds": time.perf_counter() - started, "cpu_seconds": spent() - before}))


if __name__ == "__main__":
    main()
