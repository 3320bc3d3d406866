"""What the command lines of the renderer have in common: where they keep things, and whose voice and music they use."""

from __future__ import annotations

import argparse
from pathlib import Path

from renderer.workshop import WorkshopOptions


def add_options(parser: argparse.ArgumentParser) -> None:
    """Let a command line say what `workshop_options` reads."""
    parser.add_argument("--home", type=Path, default=Path(".cliffhanger"), help="folder for takes and media")
    parser.add_argument("--kokoro-model", default="", help="an official Kokoro ONNX file, instead of the packages' own")
    parser.add_argument("--piper-voice", default="", help="a Piper voice file, for orders whose voices name piper")
    parser.add_argument("--music-folder", default="", help="folder of your own licensed tracks")


def workshop_options(parsed: argparse.Namespace) -> WorkshopOptions:
    """The workshop that a command line asked for."""
    home = parsed.home.resolve()
    return WorkshopOptions(
        media_url=f"file://{home / 'media'}",
        takes_folder=str(home / "takes"),
        cache_folder=str(home / "cache"),
        kokoro_model=parsed.kokoro_model,
        piper_voice=parsed.piper_voice,
        music_folder=parsed.music_folder,
    )
