"""What an episode costs: seconds of every stage, memory, one changed line and copies, at 1080×1920 by real workers.

python -m benchmarks.episode [--order FILE] [--width 1080] [--workers 2] [--best] [--without-vmaf] [--json FILE]

Without an order the offline writer founds a series and writes the episode. Everything is made in an empty folder.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.likeness import vmaf
from renderer.__main__ import DirectRunner
from renderer.memory import peak_bytes
from renderer.parts import segment_paths
from renderer.pool import Pool
from renderer.production import make_bible, make_draft, make_film
from renderer.runner import Payload
from renderer.steps import plan_of
from renderer.workshop import StepContext, Workshop, WorkshopOptions
from show.bible import Series
from show.codec import from_plain, loads, to_plain
from show.credits import Contribution, Deed, make_roll
from show.ids import ChannelId, EpisodeId, GuildId, MemberId, SeriesId
from show.order import (
    Brief,
    DraftOrder,
    FilmResult,
    FilmSettings,
    Fit,
    FoundingOrder,
    ProductionOrder,
    Progress,
    ReplyTo,
    StageTime,
)
from show.script import Episode

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
    draft_cpu_seconds: float = 0.0
    film_cpu_seconds: float = 0.0
    changed_line_seconds: float = 0.0
    changed_line_cpu_seconds: float = 0.0
    animatic_seconds: float = 0.0
    """Its segments, the sound and the cut, scaled to an episode of 45 s."""
    best_seconds: float = 0.0
    """Of the slow copy, on top of a film of the same scenes."""
    best_copy_bytes: int = 0
    vmaf: float = -1.0
    """Of the quick copy; −1 where it was not measured."""
    vmaf_lowest: float = -1.0
    best_vmaf: float = -1.0
    length_seconds: float = 0.0
    shots: int = 0
    size_bytes: int = 0
    copy_bytes: int = 0
    workers: int = 0
    worker_peaks_bytes: dict[str, int] = field(default_factory=dict)
    kind_peaks_bytes: dict[str, int] = field(default_factory=dict)
    """By what a process did last."""
    own_peak_bytes: int = 0

    @property
    def real_time(self) -> float:
        """Seconds of film for one second of picture and sound: filming, mixing and cutting."""
        spent = self.film.get("frames", 0.0) + self.film.get("cut", 0.0)
        return self.length_seconds / spent if spent else 0.0

    @property
    def whole_seconds(self) -> float:
        """The film from nothing: voices and painting are the draft's."""
        return self.draft.get("voices", 0.0) + self.draft.get("painting", 0.0) + self.film_seconds

    @property
    def changed_share(self) -> float:
        """One changed line by the whole from nothing."""
        return self.changed_line_seconds / self.whole_seconds if self.whole_seconds else 0.0

    @property
    def changed_cpu_share(self) -> float:
        """The same in processor time, which other work on the machine disturbs less."""
        whole = self.draft_cpu_seconds + self.film_cpu_seconds
        return self.changed_line_cpu_seconds / whole if whole else 0.0


class CountingRunner(DirectRunner):
    """Counts processor time and wall time by step, and keeps what the last film was cut from."""

    def __init__(self, pool: Pool) -> None:
        super().__init__(pool, _hush)
        self.cpu_seconds = 0.0
        self.clock_seconds: dict[str, float] = {}
        """By step, and for parts by quality; steps of one call run side by side."""
        self.cut: Payload = {}

    @property
    def animatic_seconds(self) -> float:
        """Of all animatics: their parts and the cut."""
        return self.clock_seconds.get("part animatic", 0.0) + self.clock_seconds.get("animatic", 0.0)

    async def run(self, step: str, payload: Payload) -> Payload:
        """The step's result."""
        began = time.perf_counter()
        result = await super().run(step, payload)
        self.cpu_seconds += result["cpu_seconds"]
        self._spent(step, began)
        if step == "cut":
            self.cut = payload
        return result

    async def run_all(
        self, step: str, payloads: Sequence[Payload], done: Callable[[float], Awaitable[None]]
    ) -> list[Payload]:
        """All results in order."""
        began = time.perf_counter()
        results = await super().run_all(step, payloads, done)
        self.cpu_seconds += sum(result["cpu_seconds"] for result in results)
        if payloads:
            self._spent(" ".join(filter(None, (step, payloads[-1].get("quality")))), began)
        return results

    def _spent(self, what: str, began: float) -> None:
        self.clock_seconds[what] = self.clock_seconds.get(what, 0.0) + time.perf_counter() - began

    def cpu_since(self, before: float) -> float:
        """Processor seconds since a reading of `cpu_seconds`."""
        return self.cpu_seconds - before


async def measure(
    order: ProductionOrder | None, settings: FilmSettings, workers: int, home: Path, *, best: bool, with_vmaf: bool
) -> Account:
    """Make a draft (unless an order is given), the film, the film with one line changed, and if wished a slow copy."""
    options = WorkshopOptions(
        media_url=f"file://{home / 'media'}", takes_folder=str(home / "takes"), cache_folder=str(home / "cache")
    )
    pool = Pool(workers, options)
    runner = CountingRunner(pool)
    account = Account(workers=workers)
    try:
        await pool.start()
        if order is None:
            order = await drafted(runner, settings, account)
        spent = runner.cpu_seconds
        result, account.film_seconds = await timed(order, runner)
        account.film, account.film_cpu_seconds = seconds(result.stage_times), runner.cpu_since(spent)
        account.length_seconds, account.size_bytes = result.report.seconds, result.master.size_bytes
        account.shots, account.copy_bytes = int(result.report.facts["shots"]), result.copy.size_bytes
        cuts, spent = [runner.cut], runner.cpu_seconds
        _, account.changed_line_seconds = await timed(with_another_line(order), runner)
        account.changed_line_cpu_seconds = runner.cpu_since(spent)
        if best:
            slow = replace(order, settings=replace(order.settings, fit=Fit.BEST))
            result, account.best_seconds = await timed(slow, runner)
            account.best_copy_bytes = result.copy.size_bytes
            cuts.append(runner.cut)
        account.worker_peaks_bytes, account.own_peak_bytes = pool.peaks(), peak_bytes()
        account.kind_peaks_bytes = pool.peaks_by_kind()
    finally:
        await pool.close()
    if with_vmaf:
        likenesses = [likeness(cut, options) for cut in cuts]
        account.vmaf, account.vmaf_lowest = likenesses[0]
        account.best_vmaf = likenesses[-1][0] if best else -1.0
    return account


def likeness(cut: Payload, options: WorkshopOptions, *, of: str = "posted", every: int = 2) -> tuple[float, float]:
    """Mean and lowest VMAF of what was cut: of the copy (`posted`) or of the master (`segments`)."""
    workshop = Workshop(options)
    context = StepContext(workshop=workshop, report=lambda share: None, clock=time.time)
    return vmaf(plan_of(cut, context), segment_paths(cut[of], context), workshop, every=every)


async def drafted(
    runner: CountingRunner, settings: FilmSettings, account: Account, *, lines: int = 0
) -> ProductionOrder:
    """A draft by the offline writer, and the order for its film; of only so many `lines` of it, where given."""
    series = await make_bible(FoundingOrder(id="b", reply_to=REPLY_TO, series=SERIES, settings=settings), runner)
    brief = Brief(series=series, episode_id=EpisodeId("e1"), episode_number=1, twist=TWIST, seed=11)
    script = None
    if lines:
        written = await runner.run("write", {"brief": to_plain(brief), "settings": to_plain(settings)})
        script = shortened(from_plain(written["script"], Episode), lines)
    began, before = time.perf_counter(), runner.animatic_seconds
    order = DraftOrder(id="d", reply_to=REPLY_TO, brief=brief, script=script, settings=settings)
    draft = await make_draft(order, runner)
    account.draft_seconds = time.perf_counter() - began
    account.draft, account.draft_cpu_seconds = seconds(draft.stage_times), runner.cpu_seconds
    account.animatic_seconds = (runner.animatic_seconds - before) * 45.0 / draft.seconds
    roll = make_roll(
        [Contribution(member_id=MemberId(n), name=f"Member {n}", deed=deed) for n, deed in enumerate(Deed)]
    )
    return ProductionOrder(
        id="f", reply_to=REPLY_TO, series=series, script=draft.script, roll=roll, settings=settings, seed=11
    )


def shortened(script: Episode, lines: int) -> Episode:
    """Its shots from the first up to so many lines."""
    scenes, said = [], 0
    for scene in script.scenes:
        shots = []
        for shot in scene.shots:
            if said < lines:
                shots.append(shot)
            said += len(shot.lines)
        if shots:
            scenes.append(replace(scene, shots=tuple(shots)))
    return replace(script, scenes=tuple(scenes))


async def timed(order: ProductionOrder, runner: CountingRunner) -> tuple[FilmResult, float]:
    """A film, and how long it took."""
    began = time.perf_counter()
    result = await make_film(order, runner)
    return result, time.perf_counter() - began


def with_another_line(order: ProductionOrder) -> ProductionOrder:
    """The order with other words in the line in its middle."""
    lines = [line for _, line in order.script.lines()]
    changed = replace(lines[len(lines) // 2], text=NEW_LINE)
    return replace(order, script=order.script.with_line(changed))


def seconds(times: Sequence[StageTime]) -> dict[str, float]:
    """By stage."""
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
    table.add_row("its processor time", f"{account.draft_cpu_seconds:.1f}", f"{account.film_cpu_seconds:.1f}")
    table.add_row("one line changed", "", f"{account.changed_line_seconds:.1f}")
    table.add_row("its processor time", "", f"{account.changed_line_cpu_seconds:.1f}")
    console = Console()
    console.print(table)
    console.print(_figures(account))
    peaks = ", ".join(f"{kind} {peak / 2**20:.0f} MiB" for kind, peak in account.kind_peaks_bytes.items())
    console.print(
        f"{account.length_seconds:.1f} s of film, {account.shots} set-ups, {account.size_bytes / 1e6:.1f} MB "
        f"(posted {account.copy_bytes / 1e6:.1f} MB)\n"
        f"Most memory, by kind of work: {peaks}, the benchmark itself {account.own_peak_bytes / 2**20:.0f} MiB",
        highlight=False,
    )


def _figures(account: Account) -> Table:
    table = Table("figure", "measured", "to reach")
    table.add_row("× real time, picture and sound", f"{account.real_time:.2f}", "≥ 2.2")
    table.add_row("one changed line ÷ the whole", f"{account.changed_share:.2f}", "≤ 0.15")
    table.add_row("  in processor time", f"{account.changed_cpu_share:.2f}", "")
    if account.animatic_seconds:
        table.add_row("animatic of 45 s (s)", f"{account.animatic_seconds:.1f}", "≤ 8")
    table.add_row("quick copy (MB)", f"{account.copy_bytes / 1e6:.2f}", "≤ 10.49")
    if account.vmaf >= 0:
        table.add_row("  VMAF, mean and lowest shot", f"{account.vmaf:.1f}, {account.vmaf_lowest:.1f}", "")
    if account.best_copy_bytes:
        table.add_row("best copy (MB)", f"{account.best_copy_bytes / 1e6:.2f}", "10.28–10.49")
        table.add_row("  seconds, with its master", f"{account.best_seconds:.1f}", "≤ 130 for 60 s")
        table.add_row("  VMAF", f"{account.best_vmaf:.1f}", "≥ 92")
    return table


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.episode", description=__doc__.splitlines()[0])
    parser.add_argument("--order", type=Path, default=None, help="a ProductionOrder as JSON, made as it says")
    parser.add_argument("--width", type=int, default=1080, help="pixels; ignored with an order")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--best", action="store_true", help="measure the slow copy too")
    parser.add_argument("--without-vmaf", action="store_true", help="don't compare copies with their scenes")
    parser.add_argument("--json", type=Path, default=None, help="where to write the figures")
    parsed = parser.parse_args(arguments)
    order = loads(parsed.order.read_text(encoding="utf-8"), ProductionOrder) if parsed.order else None
    settings = FilmSettings(width_px=parsed.width, height_px=parsed.width * 16 // 9 // 2 * 2)
    with tempfile.TemporaryDirectory() as home:
        measured = measure(
            order, settings, parsed.workers, Path(home), best=parsed.best, with_vmaf=not parsed.without_vmaf
        )
        account = asyncio.run(measured)
    print_account(account)
    if parsed.json is not None:
        figures: dict[str, Any] = to_plain(account) | {
            "real_time": round(account.real_time, 3),
            "changed_share": round(account.changed_share, 3),
            "changed_cpu_share": round(account.changed_cpu_share, 3),
        }
        parsed.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
