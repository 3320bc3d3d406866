"""`cliffhanger demo`: a scripted community makes a whole episode on the sandbox guild, while the terminal watches."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.community import Story
from bot.house import sandbox_environment, start_bot_and_renderer, start_sandbox
from bot.processes import Troupe
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


@dataclass(slots=True)
class Account:
    """What the demo took: seconds of each act, and the most memory of each process."""

    acts: dict[str, float] = field(default_factory=dict)
    peaks: dict[str, int] = field(default_factory=dict)


def play_demo(settings: Settings, *, out: Path | None, fast: bool) -> int:
    """0 when the community got its film and the film stood the review; 1, with the reason, when not."""
    console = Console()
    folder = settings.folder / "demo"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    target = (out or folder / "episode.mp4").resolve()
    account = Account()
    began = time.monotonic()
    with Troupe() as troupe:
        try:
            seen = asyncio.run(_play(settings, folder, troupe, console, account, target, fast))
        except (CliffhangerError, SandboxError) as error:
            console.print(f"[red]The demo stopped: {error}[/red]", markup=True, highlight=False)
            for name in ("renderer", "bot"):
                with suppress(KeyError):
                    console.print(f"--- the {name}'s log ends ---\n{troupe.tail(name, 20)}", markup=False)
            return 1
        account.peaks = troupe.measure()
    _print_account(console, account, time.monotonic() - began, seen, target)
    return 0


async def _play(
    settings: Settings, folder: Path, troupe: Troupe, console: Console, account: Account, target: Path, fast: bool
) -> Seen:
    started = time.monotonic()
    sandbox = start_sandbox(troupe, folder)
    changes = {"width_px": str(FAST_WIDTH_PX)} if fast else {}
    start_bot_and_renderer(troupe, folder, sandbox_environment(settings, sandbox, folder, **changes))
    console.print(f"The sandbox guild is at {sandbox.url} (open it and watch along)", highlight=False)
    async with SandboxClient(sandbox.url) as guild:
        await guild.wait_online(ONLINE_SECONDS)
        account.acts["start"] = time.monotonic() - started
        story = Story(guild, lambda text: console.print(f"  • {text}", markup=False, highlight=False))

        async def timed(name: str, act: Callable[[], Awaitable[None]]) -> None:
            begun = time.monotonic()
            watching = asyncio.create_task(_show_progress(guild, console, troupe))
            try:
                await act()
            finally:
                watching.cancel()
                account.acts[name] = time.monotonic() - begun
                troupe.measure()

        outcome = await story.play(timed)
        if outcome.premiere is None:
            raise ReviewFailed("No premiere came.")
        await _save_film(guild, outcome.premiere, target)
    return _judge(target, outcome.shots)


async def _save_film(guild: Community, premiere: Message, target: Path) -> None:
    film = next(a for a in premiere.attachments if a.filename.endswith(".mp4"))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(await guild.download(film))


def _judge(target: Path, shots: int) -> Seen:
    """The film as it arrived in the channel. The renderer reviewed its master; this looks at what members get."""
    seen = watch(target)
    if seen.seconds < LEAST_SECONDS:
        raise ReviewFailed(f"The film that was posted is only {seen.seconds:.1f} s long.")
    if shots < LEAST_SHOTS:
        raise ReviewFailed(f"The film that was posted has only {shots} shots.")
    if not len(seen.sound):
        raise ReviewFailed("The film that was posted has no sound.")
    return seen


async def _show_progress(guild: Community, console: Console, troupe: Troupe) -> None:
    """Repeat the bot's own progress message on the terminal whenever it changes; notice dead processes."""
    shown = ""
    while True:
        troupe.check()
        with suppress(SandboxError):
            for channel in ("writers-room", "premieres"):
                bars = [m for m in await guild.messages(channel) if "▰" in m.text or ("█" in m.text and "%" in m.text)]
                text = " ".join(bars[-1].text.split()) if bars else ""
                if text and text != shown and "vote" not in text:
                    shown = text
                    console.print(f"    {text[:140]}", style="dim", markup=False, highlight=False)
        await asyncio.sleep(1.0)


def _print_account(console: Console, account: Account, total: float, seen: Seen, target: Path) -> None:
    table = Table(title="What it took", show_header=True)
    table.add_column("stage")
    table.add_column("seconds", justify="right")
    for name, seconds in account.acts.items():
        table.add_row(name, f"{seconds:.1f}")
    table.add_row("whole", f"{total:.1f}", style="bold")
    console.print(table)
    peaks = ", ".join(f"{name} {peak / 2**20:.0f} MiB" for name, peak in account.peaks.items())
    console.print(f"Most memory (with children): {peaks}", highlight=False)
    size = target.stat().st_size / 1e6
    console.print(
        f"{seen.seconds:.1f} s of film, {seen.width_px}×{seen.height_px} at {seen.fps:g} frames a second, {size:.1f} MB",
        highlight=False,
    )
    console.print(f"The film: {target}", style="bold", soft_wrap=True, highlight=False)
