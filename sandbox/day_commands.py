"""The commands `record` and `replay`: a running sandbox's day into a file, and a file's day onto a running sandbox."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import aiohttp

from sandbox.control import Community, SandboxClient
from sandbox.errors import SandboxError
from sandbox.recording import Recording, read_recording
from sandbox.replaying import PATIENCE_SECONDS, Replayed, replay

COMMANDS = ("record", "replay")
FOLLOW_SECONDS = 5.0
"""How often a recording that goes on is written."""


def parser() -> argparse.ArgumentParser:
    """The options of both commands."""
    made = argparse.ArgumentParser(prog="python -m sandbox", description="Record and replay a day of a community.")
    commands = made.add_subparsers(dest="command", required=True)
    record = commands.add_parser("record", help="write what members of a running sandbox did so far to a file")
    record.add_argument("--url", required=True, help="where the sandbox listens")
    record.add_argument("--to", required=True, type=Path, help="the file, one JSON object a line")
    record.add_argument("--follow", action="store_true", help="go on until Ctrl-C, or until the sandbox stops")
    again = commands.add_parser("replay", help="do everything again on a running sandbox with its bot")
    again.add_argument("--url", required=True, help="where the sandbox listens")
    again.add_argument("--from", required=True, type=Path, dest="source", help="the recording")
    again.add_argument("--speed", type=float, default=1.0, help="1 as recorded, 10 ten times as fast, 0 at once")
    again.add_argument(
        "--patience", type=float, default=PATIENCE_SECONDS, help="seconds to wait for a message before it is missed"
    )
    again.add_argument("--quiet", action="store_true", help="tell only what is different")
    return made


def run(arguments: Sequence[str]) -> int:
    """0 when all went well; 1 when a replay came out differently, 2 when it could not be done, with the reason."""
    options = parser().parse_args(arguments)
    try:
        return asyncio.run(_record(options) if options.command == "record" else _replay(options))
    except SandboxError as problem:
        print(problem, file=sys.stderr)
    except aiohttp.ClientError as problem:
        print(f"No sandbox answers at {options.url} ({problem}). `python -m sandbox` starts one.", file=sys.stderr)
    return 2


async def _record(options: argparse.Namespace) -> int:
    async with SandboxClient(options.url) as guild:
        recording = await guild.recording()
        recording.write(options.to)
        if options.follow:
            print(f"Recording to {options.to}; Ctrl-C ends it.", flush=True)
            recording = await _follow(guild, options.to, recording)
    print(f"{len(recording.acts)} acts and {len(recording.files)} files are in {options.to}.")
    return 0


async def _follow(guild: Community, path: Path, recording: Recording) -> Recording:
    """Write the recording now and then, and once more at the end."""
    stop = asyncio.Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(one, stop.set)
    while not stop.is_set():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), FOLLOW_SECONDS)
        try:
            fresh = await guild.recording()
        except aiohttp.ClientError:
            return recording
        if fresh != recording:
            recording = fresh
            recording.write(path)
    return recording


async def _replay(options: argparse.Namespace) -> int:
    recording = read_recording(options.source)
    async with SandboxClient(options.url) as guild:
        await guild.wait_online(options.patience)
        tell = _hush if options.quiet else _say
        done = await replay(guild, recording, speed=options.speed, patience_seconds=options.patience, tell=tell)
    _print(done, len(recording.acts))
    return 1 if done.differences else 0


def _print(done: Replayed, acts: int) -> None:
    print(f"{done.acts} of {acts} acts were done again in {done.seconds:.1f} s.")
    if not done.differences:
        print("Everything came out as recorded.")
        return
    print(f"{len(done.differences)} came out differently:")
    for one in done.differences:
        print(f"  {one}")


def _say(words: str) -> None:
    print(words, flush=True)


def _hush(words: str) -> None:
    """Only the end is told."""
