"""Play a scene description: `python -m renderer.stage scene.json pictures.npz --out film.mp4` (or one frame.png)."""

from __future__ import annotations

import argparse
from pathlib import Path

from PIL import Image

from renderer.encode import SegmentQuality, render_segment
from renderer.pictures import Painted, load_pictures
from renderer.stage.description import read
from renderer.stage.frames import still
from renderer.stage.scene import at_size
from show.errors import CliffhangerError


def main(arguments: list[str] | None = None) -> None:
    """Read scene and pictures, write an MP4 or, where the name ends in .png, one frame."""
    parser = argparse.ArgumentParser(prog="python -m renderer.stage", description=__doc__)
    parser.add_argument("scene", type=Path, help="the description, see docs/scene.md")
    parser.add_argument("pictures", type=Path, nargs="*", help="files of pictures, as the takes keep them")
    parser.add_argument("--out", type=Path, required=True, help="an .mp4, or a .png for one frame")
    parser.add_argument("--frame", type=int, default=0, help="which frame a .png shows")
    parser.add_argument("--size", help="width×height instead of the scene's own, as 540x960")
    asked = parser.parse_args(arguments)
    try:
        _play(asked)
    except CliffhangerError as error:
        raise SystemExit(f"The scene can't be played: {error}") from error


def _play(asked: argparse.Namespace) -> None:
    scene = read(asked.scene.read_text(encoding="utf-8"))
    pictures: dict[str, Painted] = {}
    for path in asked.pictures:
        pictures.update(load_pictures(path))
    if asked.size:
        width, height = (int(edge) for edge in asked.size.lower().replace("×", "x").split("x"))
        scene = at_size(scene, width, height, scene.fps)
    if asked.out.suffix == ".png":
        Image.fromarray(still(scene, pictures, asked.frame)).save(asked.out)
    else:
        render_segment(scene, pictures, asked.out, quality=SegmentQuality.FILM)


if __name__ == "__main__":
    main()
