"""Whole episodes by real workers: one changed line, the animatic, memory by kind of work, and copies that fit."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

from benchmarks.episode import Account, CountingRunner, drafted, likeness, timed, with_another_line
from renderer.pool import Pool
from renderer.workshop import WorkshopOptions
from show.order import FilmSettings, Fit

WORKERS = 2
LINES = {36: 8, 45: 11, 60: 17}
"""How many lines of the offline writer's episode make a film of about so many seconds."""


def measure_episode(home: Path) -> dict[str, float]:
    """A draft, a film and a changed line of some 36 s; then a draft of some 45 s."""
    return asyncio.run(_episode(_options(home)))


def measure_copies(home: Path) -> dict[str, float]:
    """A quick film of some 60 s for 10 MiB, and the same with a slow copy."""
    return asyncio.run(_copies(_options(home)))


async def _episode(options: WorkshopOptions) -> dict[str, float]:
    pool = Pool(WORKERS, options)
    runner, account, longer = CountingRunner(pool), Account(workers=WORKERS), Account(workers=WORKERS)
    try:
        await pool.start()
        order = await drafted(runner, FilmSettings(), account, lines=LINES[36])
        spent = runner.cpu_seconds
        result, account.film_seconds = await timed(order, runner)
        account.film_cpu_seconds, spent = runner.cpu_since(spent), runner.cpu_seconds
        _, account.changed_line_seconds = await timed(with_another_line(order), runner)
        account.changed_line_cpu_seconds = runner.cpu_since(spent)
        await drafted(runner, FilmSettings(), longer, lines=LINES[45])
        peaks = {kind: peak / 2**20 for kind, peak in pool.peaks_by_kind().items()}
    finally:
        await pool.close()
    return {
        "episode_seconds": result.report.seconds,
        "episode_film_seconds": account.film_seconds,
        "episode_whole_seconds": account.whole_seconds,
        "changed_line_seconds": account.changed_line_seconds,
        "changed_share": account.changed_share,
        "changed_cpu_share": account.changed_cpu_share,
        "animatic_seconds": longer.animatic_seconds,
        "draft_seconds": longer.draft_seconds,
        "frames_peak_mib": peaks["part"],
        "voices_peak_mib": peaks["say"],
        "sound_peak_mib": peaks["sound"],
        "painting_peak_mib": peaks["paint"],
    }


async def _copies(options: WorkshopOptions) -> dict[str, float]:
    pool = Pool(WORKERS, options)
    runner = CountingRunner(pool)
    settings = FilmSettings()
    try:
        await pool.start()
        order = await drafted(runner, settings, Account(workers=WORKERS), lines=LINES[60])
        quick, _ = await timed(order, runner)
        quick_cut, quick_seconds = runner.cut, runner.clock_seconds["part film"]
        best, _ = await timed(replace(order, settings=replace(settings, fit=Fit.BEST)), runner)
        best_cut, best_seconds = runner.cut, runner.clock_seconds.get("part fine", 0.0)
    finally:
        await pool.close()
    limit, to_a_minute = settings.upload_limit_bytes, 60.0 / quick.report.seconds
    return {
        "copied_seconds": quick.report.seconds,
        "quick_vmaf": likeness(quick_cut, options, every=3)[0],
        "quick_share": quick.copy.size_bytes / limit,
        "quick_seconds": quick_seconds * to_a_minute,
        "best_vmaf": likeness(best_cut, options, every=3)[0],
        "best_share": best.copy.size_bytes / limit,
        "best_seconds": best_seconds * to_a_minute,
        "master_vmaf": likeness(best_cut, options, of="segments", every=3)[0],
        "master_mb": best.master.size_bytes / 1e6,
    }


def _options(home: Path) -> WorkshopOptions:
    return WorkshopOptions(
        media_url=f"file://{home / 'media'}", takes_folder=str(home / "takes"), cache_folder=str(home / "cache")
    )
