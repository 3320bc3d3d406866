"""The command line: `cliffhanger demo | try | up | bot | renderer | render | doctor`."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bot.settings import Settings, read_settings
from show.errors import CliffhangerError

Command = Callable[[argparse.Namespace, Settings], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it did what it was asked, 1 with a sentence on stderr when not."""
    parsed = _parser().parse_args(arguments)
    try:
        settings = read_settings()
        logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
        command: Command = parsed.command
        return command(parsed, settings)
    except CliffhangerError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cliffhanger", description="A community makes a serialised anime mini drama, on Discord."
    )
    parser.add_argument("--version", action="version", version=f"cliffhanger {_version()}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    demo = commands.add_parser("demo", help="let a scripted community make a whole episode on the sandbox guild")
    demo.add_argument("--out", type=Path, default=None, help="where to put the film (default: in the demo's folder)")
    demo.add_argument("--fast", action="store_true", help="a small picture (360×640), for a quick look")
    demo.set_defaults(command=_demo)

    play = commands.add_parser("try", help="play on the sandbox guild yourself, in the browser")
    play.add_argument("--port", type=int, default=8730, help="port on this machine for the page (default 8730)")
    play.set_defaults(command=_try)

    commands.add_parser("up", help="run bot and renderer against Discord").set_defaults(command=_up)
    commands.add_parser("bot", help="run the bot alone").set_defaults(command=_bot)
    commands.add_parser("renderer", help="run a renderer alone").set_defaults(command=_renderer)
    commands.add_parser("doctor", help="say what is there and what is missing").set_defaults(command=_doctor)

    render = commands.add_parser("render", help="render one order (a JSON document) to an MP4")
    render.add_argument("order", type=Path)
    render.add_argument("film", type=Path)
    render.set_defaults(command=_render)
    return parser


def _version() -> str:
    try:
        return version("cliffhanger")
    except PackageNotFoundError:
        return "(not installed)"


def _demo(parsed: argparse.Namespace, settings: Settings) -> int:
    from bot.demo import play_demo

    return play_demo(settings, out=parsed.out, fast=parsed.fast)


def _try(parsed: argparse.Namespace, settings: Settings) -> int:
    from bot.playground import open_playground

    return open_playground(settings, port=parsed.port)


def _up(parsed: argparse.Namespace, settings: Settings) -> int:
    from bot.serving import run_both

    return run_both(settings)


def _bot(parsed: argparse.Namespace, settings: Settings) -> int:
    from bot.serving import serve_bot

    return serve_bot(settings)


def _renderer(parsed: argparse.Namespace, settings: Settings) -> int:
    from bot.serving import serve_renderer

    return serve_renderer(settings)


def _doctor(parsed: argparse.Namespace, settings: Settings) -> int:
    from bot.doctor import examine

    return examine(settings)


def _render(parsed: argparse.Namespace, settings: Settings) -> int:
    from renderer.__main__ import render_order

    return render_order(parsed.order, parsed.film, settings.workshop(), workers=settings.worker_count)


if __name__ == "__main__":
    sys.exit(main())
