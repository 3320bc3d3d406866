"""What an episode costs: seconds of every stage, memory, and one changed line, at 1080×1920 through the real workers.

python -m benchmarks.episode [--order FILE] [--width 1080] [--workers 2] [--json FILE]

Without an order the offline writer founds a series and writes the episode. Everything is made in an empty folder.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from renderer.__main__ import DirectRunner
from renderer.memory import peak_bytes
from renderer.pool import Pool
from renderer.production import make_bible, make_draft, make_film
from renderer.workshop import WorkshopOptions
from show.bible import Series
from show.codec import loads, to_plain
from show.credits import Contribution, Deed, make_roll
from show.ids import ChannelId, EpisodeId, GuildId, MemberId, SeriesId
from show.order import (
    Brief,
    DraftOrder,
    FilmResult,
    FilmSettings,
    FoundingOrder,
    ProductionOrder,
    Progress,
    ReplyTo,
    StageTime,
)

REPLY_TO = ReplyTo(guild_id=GuildId(1), channel_id=ChannelId(1), subject="benchmark")
SERIES = Series(
    id=SeriesId("letters-from-tomorrow"),
    guild_id=GuildId(1),
    title="Letters from Tomorrow",
    premise="Mika, a shy violinist with long silver hair, finds letters in her own hand, dated tomorrow.",
    seed=11,
)
TWIST = "Mika's best friend has been writing the letters all along"
NEW_LINE = "I know this handwriting. It is mine."


@dataclass
class Account:
    """Seconds by what they were spent on, and what came of it."""

    draft: dict[str, float] = field(default_factory=dict)
    film: dict[str, float] = field(default_factory=dict)
    draft_seconds: float = 0.0
    film_seconds: float = 0.0
    changed_line_seconds: float = 0.0
    length_seconds: float = 0.0
    shots: int = 0
    size_bytes: int = 0
    copy_bytes: int = 0
    workers: int = 0
    worker_peaks_bytes: dict[str, int] = field(default_factory=dict)
    own_peak_bytes: int = 0

    @property
    def real_time(self) -> float:
        """Seconds of work for one second of film."""
        return self.film_seconds / self.length_seconds if self.length_seconds else 0.0


async def measure(order: ProductionOrder | None, settings: FilmSettings, workers: int, home: Path) -> Account:
    """Make a draft (unless an order is given), the film, and the film with one line changed."""
    pool = Pool(
        workers,
        WorkshopOptions(
            media_url=f"file://{home / 'media'}", takes_folder=str(home / "takes"), cache_folder=str(home / "cache")
        ),
    )
    runner = DirectRunner(pool, _hush)
    account = Account(workers=workers)
    try:
        await pool.start()
        if order is None:
            order = await _drafted(runner, settings, account)
        result, account.film_seconds = await _timed(order, runner)
        account.film = _seconds(result.stage_times)
        account.length_seconds, account.size_bytes = result.report.seconds, result.report.size_bytes
        account.shots, account.copy_bytes = int(result.report.facts["shots"]), result.copy.size_bytes
        _, account.changed_line_seconds = await _timed(_with_another_line(order), runner)
        account.worker_peaks_bytes, account.own_peak_bytes = pool.peaks(), peak_bytes()
    finally:
        await pool.close()
    return account


async def _drafted(runner: DirectRunner, settings: FilmSettings, account: Account) -> ProductionOrder:
    series = await make_bible(FoundingOrder(id="b", reply_to=REPLY_TO, series=SERIES, settings=settings), runner)
    brief = Brief(series=series, episode_id=EpisodeId("e1"), episode_number=1, twist=TWIST, seed=11)
    began = time.perf_counter()
    draft = await make_draft(DraftOrder(id="d", reply_to=REPLY_TO, brief=brief, settings=settings), runner)
    account.draft_seconds = time.perf_counter() - began
    account.draft = _seconds(draft.stage_times)
    roll = make_roll(
        [Contribution(member_id=MemberId(n), name=f"Member {n}", deed=deed) for n, deed in enumerate(Deed)]
    )
    return ProductionOrder(
        id="f", reply_to=REPLY_TO, series=series, script=draft.script, roll=roll, settings=settings, seed=11
    )


async def _timed(order: ProductionOrder, runner: DirectRunner) -> tuple[FilmResult, float]:
    began = time.perf_counter()
    result = await make_film(order, runner)
    return result, time.perf_counter() - began


def _with_another_line(order: ProductionOrder) -> ProductionOrder:
    lines = [line for _, line in order.script.lines()]
    changed = replace(lines[len(lines) // 2], text=NEW_LINE)
    return replace(order, script=order.script.with_line(changed))


def _seconds(times: Sequence[StageTime]) -> dict[str, float]:
    return {time.stage.value: time.seconds for time in times}


def _hush(progress: Progress) -> None:
    """Nobody watches a benchmark."""


def print_account(account: Account) -> None:
    """The account as a table; stages overlap, so they add up to more than the whole."""
    table = Table("stage", "draft (s)", "film (s)", title=f"An episode, {account.workers} workers")
    for stage in dict.fromkeys([*account.draft, *account.film]):
        cells = (f"{times[stage]:.1f}" if stage in times else "" for times in (account.draft, account.film))
        table.add_row(stage, *cells)
    table.add_row("whole", f"{account.draft_seconds:.1f}", f"{account.film_seconds:.1f}", style="bold")
    table.add_row("one line changed", "", f"{account.changed_line_seconds:.1f}")
    console = Console()
    console.print(table)
    peaks = ", ".join(f"{name} {peak / 2**20:.0f} MiB" for name, peak in account.worker_peaks_bytes.items())
    console.print(
        f"{account.length_seconds:.1f} s of film, {account.shots} set-ups, {account.size_bytes / 1e6:.1f} MB "
        f"(posted {account.copy_bytes / 1e6:.1f} MB): {account.real_time:.2f} × real time\n"
        f"Most memory: {peaks}, the benchmark itself {account.own_peak_bytes / 2**20:.0f} MiB",
        highlight=False,
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.episode", description=__doc__.splitlines()[0])
    parser.add_argument("--order", type=Path, default=None, help="a ProductionOrder as JSON, made as it says")
    parser.add_argument("--width", type=int, default=1080, help="pixels; ignored with an order")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--json", type=Path, default=None, help="where to write the figures")
    parsed = parser.parse_args(arguments)
    order = loads(parsed.order.read_text(encoding="utf-8"), ProductionOrder) if parsed.order else None
    settings = FilmSettings(width_px=parsed.width, height_px=parsed.width * 16 // 9 // 2 * 2)
    with tempfile.TemporaryDirectory() as home:
        account = asyncio.run(measure(order, settings, parsed.workers, Path(home)))
    print_account(account)
    if parsed.json is not None:
        figures: dict[str, Any] = to_plain(account) | {"real_time": round(account.real_time, 3)}
        parsed.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
