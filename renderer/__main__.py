"""`python -m renderer order.json out.mp4`: one production order to a film, without Discord and without a queue.

A dub: `… --language es --sheet lines.csv` writes the sheet of lines when the file is not there yet, and makes the film
in that language from it when it is; without `--sheet` the order's writer translates.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from renderer.at_home import add_options, workshop_options
from renderer.dubbing import DubOrder, make_dub
from renderer.pool import Pool
from renderer.production import make_film
from renderer.runner import Begun, Payload
from renderer.workshop import WorkshopOptions
from show.codec import loads
from show.errors import CliffhangerError, ReviewFailed
from show.order import FilmResult, ProductionOrder, Progress
from show.translation import read_sheet, sheet_of
from storage.media import MediaStore

TELL_SECONDS = 0.5
"""How often whoever watches hears of steps under way."""


class _Task:
    """A step carried out by a task of its own."""

    def __init__(self, task: asyncio.Task[Payload]) -> None:
        self._task = task
        # Whoever fails for another reason first does not ask any more.
        task.add_done_callback(lambda done: done.cancelled() or done.exception())

    async def result(self) -> Payload:
        """The step's result."""
        return await self._task

    async def drop(self) -> None:
        """Stop it."""
        self._task.cancel()


class DirectRunner:
    """Carries steps straight to a pool of workers and tells a terminal how far they are."""

    def __init__(self, pool: Pool, tell: Callable[[Progress], None]) -> None:
        self._pool = pool
        self._tell = tell

    async def run(self, step: str, payload: Payload) -> Payload:
        """The step's result."""
        return await self._pool.run(step, payload)

    async def begin(self, step: str, payload: Payload) -> Begun:
        """The step on its way."""
        return _Task(asyncio.create_task(self.run(step, payload)))

    async def run_all(
        self, step: str, payloads: Sequence[Payload], done: Callable[[float], Awaitable[None]]
    ) -> list[Payload]:
        """All results in order; the pool decides how many are made side by side. Progress goes by the frame."""
        shares = [0.0] * len(payloads)

        async def carry_out(number: int, payload: Payload) -> Payload:
            def heard(share: float) -> None:
                shares[number] = share

            result = await self._pool.run(step, payload, heard)
            shares[number] = 1.0
            return result

        tasks = [asyncio.ensure_future(carry_out(*numbered)) for numbered in enumerate(payloads)]
        waiting, told = set(tasks), 0.0
        try:
            while waiting:
                finished, waiting = await asyncio.wait(
                    waiting, timeout=TELL_SECONDS, return_when=asyncio.FIRST_COMPLETED
                )
                for task in finished:
                    task.result()
                if sum(shares) > told:
                    told = sum(shares)
                    await done(told)
            return [task.result() for task in tasks]
        finally:
            for task in tasks:
                task.cancel()

    async def report(self, progress: Progress) -> None:
        """Tell the terminal."""
        self._tell(progress)


def render_order(
    order: Path, film: Path, options: WorkshopOptions, *, workers: int, language: str = "", sheet: Path | None = None
) -> int:
    """Render a ProductionOrder's JSON document, or its dub, to an MP4; 0, or 1 with a sentence on stderr."""
    try:
        document = loads(order.read_text(encoding="utf-8"), ProductionOrder)
        if language and sheet is not None and not sheet.exists():
            sheet.write_text(sheet_of(document.script, document.series), encoding="utf-8")
            print(f"{sheet}: fill in the column translation, then run this again")
            return 0
        wanted = _dub(document, language, sheet) if language else document
    except (OSError, UnicodeDecodeError) as error:
        print(f"{order} can't be read: {error}", file=sys.stderr)
        return 1
    except CliffhangerError as error:
        print(error, file=sys.stderr)
        return 1
    return _delivered(wanted, film, options, workers)


def _dub(film: ProductionOrder, language: str, sheet: Path | None) -> DubOrder:
    translation = None
    if sheet is not None:
        translation = read_sheet(sheet.read_text(encoding="utf-8"), film.script, language, by=sheet.name)
    return DubOrder(
        id=f"{film.id}-{language}", reply_to=film.reply_to, film=film, language=language, translation=translation
    )


def _delivered(order: ProductionOrder | DubOrder, film: Path, options: WorkshopOptions, workers: int) -> int:
    try:
        film.parent.mkdir(parents=True, exist_ok=True)
        result = asyncio.run(_render(order, options, workers))
    except OSError as error:
        print(f"{film} can't be written: {error}", file=sys.stderr)
        return 1
    except ReviewFailed as error:
        print(error, *error.findings, sep="\n  ", file=sys.stderr)
        return 1
    except CliffhangerError as error:
        print(error, file=sys.stderr)
        return 1
    shutil.copyfile(MediaStore(options.media_url).local_path(result.master), film)
    for stage in result.stage_times:
        print(f"{stage.stage.value:10} {stage.seconds:7.1f} s")
    print(f"{film}: {result.report.seconds:.1f} s, {result.report.size_bytes / 1e6:.1f} MB")
    return 0


async def _render(order: ProductionOrder | DubOrder, options: WorkshopOptions, workers: int) -> FilmResult:
    pool = Pool(workers, options)
    runner = DirectRunner(pool, _tell)
    try:
        return await (make_dub(order, runner) if isinstance(order, DubOrder) else make_film(order, runner))
    finally:
        await pool.close()


def _tell(progress: Progress) -> None:
    print(f"{progress.stage.value:10} {progress.fraction:4.0%}", flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m renderer", description=__doc__)
    parser.add_argument("order", type=Path, help="a ProductionOrder as JSON")
    parser.add_argument("film", type=Path, help="where to write the MP4")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--language", default="", help="dub the film into this language, such as es")
    parser.add_argument("--sheet", type=Path, help="the translated lines, as CSV or JSON")
    add_options(parser)
    parsed = parser.parse_args(arguments)
    return render_order(
        parsed.order,
        parsed.film,
        workshop_options(parsed),
        workers=parsed.workers,
        language=parsed.language,
        sheet=parsed.sheet,
    )


if __name__ == "__main__":
    sys.exit(main())
