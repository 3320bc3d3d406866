"""`cliffhanger demo`: a scripted community makes a whole episode on the sandbox guild, while the terminal watches."""

from __future__ import annotations

import asyncio
import re
import shutil
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.community import ACTS, ROOM, Story
from bot.house import sandbox_environment, start_bot_and_renderer, start_sandbox
from bot.processes import Troupe
from bot.programme import Programme, read_work
from bot.settings import Settings
from renderer.review import Seen, watch
from sandbox.control import Community, SandboxClient
from sandbox.errors import SandboxError
from sandbox.told import Message
from show.errors import CliffhangerError, ReviewFailed

ONLINE_SECONDS = 60.0
LEAST_SECONDS = 30.0
LEAST_SHOTS = 8
FAST_WIDTH_PX = 360
LOOK_SECONDS = 1.0

_TOOK = re.compile(r"Order \S*-(founding|draft|film)-(\d+) is done\. It took: (.+)")
_STAGE = re.compile(r"([\w-]+) ([\d.]+) s")


def play_demo(settings: Settings, *, out: Path | None, fast: bool) -> int:
    """0 when the community got its film and the film stood the review; 1, with the reason, when not."""
    console = Console()
    folder = settings.folder / "demo"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    target = (out or folder / "episode.mp4").resolve()
    programme = Programme(console, ("start", *ACTS))
    began = time.monotonic()
    with Troupe() as troupe:
        try:
            with programme:
                seen = asyncio.run(_play(settings, folder, troupe, programme, target, fast))
        except (CliffhangerError, SandboxError) as error:
            _print_trouble(console, troupe, error)
            return 1
        peaks = troupe.measure()
    print_account(console, programme.seconds, time.monotonic() - began)
    print_stages(console, folder / "logs" / "renderer.log")
    _print_film(console, seen, target, peaks)
    return 0


async def _play(
    settings: Settings, folder: Path, troupe: Troupe, programme: Programme, target: Path, fast: bool
) -> Seen:
    programme.begin("start")
    sandbox = start_sandbox(troupe, folder)
    changes = {"width_px": str(FAST_WIDTH_PX)} if fast else {}
    start_bot_and_renderer(troupe, folder, sandbox_environment(settings, sandbox, folder, **changes))
    programme.tell(f"The sandbox guild is at {sandbox.url} (open it and watch along)")
    async with SandboxClient(sandbox.url) as guild:
        await guild.wait_online(ONLINE_SECONDS)
        programme.end("start")

        async def timed(name: str, act: Callable[[], Awaitable[None]]) -> None:
            programme.begin(name)
            await watched(act(), _watch(guild, programme, troupe))
            programme.end(name)
            troupe.measure()

        outcome = await Story(guild, programme.tell).play(timed)
        if outcome.premiere is None:
            raise ReviewFailed("No premiere came.")
        await _save_film(guild, outcome.premiere, target)
    return _judge(target, outcome.shots)


async def watched(act: Awaitable[None], watching: Awaitable[None]) -> None:
    """Carry out an act while something watches; what the watcher raises ends the act."""
    tasks = [asyncio.ensure_future(act), asyncio.ensure_future(watching)]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _save_film(guild: Community, premiere: Message, target: Path) -> None:
    film = next(a for a in premiere.attachments if a.filename.endswith(".mp4"))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(await guild.download(film))


def _judge(target: Path, shots: int) -> Seen:
    """The film as it arrived in the channel. The renderer reviewed its master; this looks at what members get."""
    seen = watch(target)
    if seen.seconds < LEAST_SECONDS:
        raise ReviewFailed("The film that was posted is only {seconds:.1f} s long.", seconds=seen.seconds)
    if shots < LEAST_SHOTS:
        raise ReviewFailed("The film that was posted has only {shots} shots.", shots=shots)
    if not len(seen.sound):
        raise ReviewFailed("The film that was posted has no sound.")
    return seen


async def _watch(guild: Community, programme: Programme, troupe: Troupe) -> None:
    """Show what the bot's own progress message says, and notice when a process ended."""
    while True:
        troupe.check()
        with suppress(SandboxError):
            works = [work for message in await guild.messages(ROOM) if (work := read_work(message.text))]
            programme.show(works[-1] if works else None)
        await asyncio.sleep(LOOK_SECONDS)


def print_account(console: Console, seconds: Mapping[str, float], total: float) -> None:
    """How long each act took."""
    table = Table(title="What it took", title_justify="left")
    table.add_column("act")
    table.add_column("seconds", justify="right")
    for name, took in seconds.items():
        table.add_row(name, f"{took:.1f}")
    table.add_row("whole", f"{total:.1f}", style="bold")
    console.print(table)


def read_stages(log: str) -> dict[str, dict[str, float]]:
    """Seconds of each stage of each order that a renderer's log tells of: `{"film 1": {"voices": 12.3}}`."""
    return {
        f"{kind} {number}": {name: float(seconds) for name, seconds in _STAGE.findall(stages)}
        for kind, number, stages in _TOOK.findall(log)
    }


def print_stages(console: Console, log: Path) -> None:
    """How long the renderer took for each stage; stages run side by side."""
    orders = read_stages(log.read_text(encoding="utf-8", errors="replace"))
    names = list(dict.fromkeys(name for stages in orders.values() for name in stages))
    table = Table(title="Of that, in the renderer (stages run side by side)", title_justify="left")
    table.add_column("order")
    for name in names:
        table.add_column(name, justify="right")
    for order, stages in orders.items():
        table.add_row(order, *(f"{stages[name]:.1f}" if name in stages else "" for name in names))
    console.print(table)


def _print_film(console: Console, seen: Seen, target: Path, peaks: Mapping[str, int]) -> None:
    held = ", ".join(f"{name} {peak / 2**20:.0f} MiB" for name, peak in peaks.items())
    console.print(f"Most memory (with children): {held}", highlight=False)
    picture = f"{seen.width_px}×{seen.height_px} at {seen.fps:.4g} frames a second"
    size = target.stat().st_size / 1e6
    console.print(f"{seen.seconds:.1f} s of film, {picture}, {size:.1f} MB", highlight=False)
    console.print(f"The film: {target}", style="bold", soft_wrap=True, highlight=False)


def _print_trouble(console: Console, troupe: Troupe, error: Exception) -> None:
    console.print(Text(f"The demo stopped: {error}", "red"), soft_wrap=True)
    for name in ("renderer", "bot"):
        with suppress(KeyError):
            console.print(Text(f"--- the {name}'s log ends ---\n{troupe.tail(name, 20)}"), soft_wrap=True)
