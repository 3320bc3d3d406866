"""A renderer with small makers, as a process: `python -m tests.kill.small_renderer FOLDER SECONDS WORKERS URL`."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from renderer.production import Runner
from renderer.service import Makers, RendererOptions, serve
from renderer.workshop import WorkshopOptions
from show.bible import Series
from show.errors import ReviewFailed
from show.ids import Sha256
from show.order import (
    DraftOrder,
    DraftResult,
    FilmResult,
    FoundingOrder,
    MediaRef,
    ProductionOrder,
    Progress,
    ReviewReport,
    Stage,
)
from tests.kill.house import PARTS, episode

FOLDER = Path(sys.argv[1])
SECONDS = float(sys.argv[2])
QUEUE_URL = sys.argv[4]
WORKERS = int(sys.argv[3])


def spec(order_id: str, name: str) -> dict[str, Any]:
    return {"spec": f"{order_id}/{name}", "journal": str(FOLDER / "made"), "seconds": SECONDS}


async def never(count: float) -> None:
    raise AssertionError("nothing of this can be done")


async def make_parts(order_id: str, runner: Runner) -> str:
    async def said(count: float) -> None:
        await runner.report(Progress(stage=Stage.VOICES, fraction=0.3 * count / PARTS))

    async def finished(count: float) -> None:
        fraction = 0.3 + 0.7 * count / PARTS
        await runner.report(Progress(stage=Stage.FRAMES, fraction=fraction, shots_done=int(count), shots_total=PARTS))

    await runner.run_all("say", [spec(order_id, f"line {n}") for n in range(PARTS)], said)
    await runner.run("take", spec(order_id, "plan"))
    sound = await runner.begin("take", spec(order_id, "sound"))
    parts: Sequence[dict[str, Any]] = await runner.run_all(
        "part", [spec(order_id, f"part {n}") for n in range(PARTS)], finished
    )
    keys = [part["key"] for part in (*parts, await sound.result(), await sound.result())]
    cut = await runner.run("take", spec(order_id, "cut " + " ".join(keys)))
    key: str = cut["key"]
    return key


async def make_bible(order: FoundingOrder, runner: Runner) -> Series:
    await runner.run("take", spec(order.id, "bible"))
    return replace(order.series, title="Rain, upwards")


async def make_draft(order: DraftOrder, runner: Runner) -> DraftResult:
    twist, detail = order.brief.twist, order.brief.open_question
    if twist == "drops":
        note = FOLDER / f"{order.id} 0"
        begun = await runner.begin("spawn", {"note": str(note)})
        while not note.exists():
            await asyncio.sleep(0.05)
        await begun.drop()
    if twist == "fails":
        await runner.run_all("fail", [{"kind": detail}, *[{"kind": "zero"}] * 3], never)
    if twist == "breaks":
        raise ZeroDivisionError("in the studio")
    if twist == "hoarse":
        tried = await runner.run("hoarse", {"note": str(FOLDER / order.id), "times": int(detail)})
        return draft_result(order, f"{tried['tried']:064d}")
    if twist == "naps":
        told = FOLDER / f"{order.id} told"

        async def heard(count: float) -> None:
            with told.open("a") as file:
                file.write(f"{count}\n")

        await runner.run_all("nap", [{"seconds": 2.0, "parts": 20}] * int(detail), heard)
    if twist == "spawns":
        await runner.run_all("spawn", [{"note": str(FOLDER / f"{order.id} {n}")} for n in range(int(detail))], never)
    return draft_result(order, await make_parts(order.id, runner))


def draft_result(order: DraftOrder, key: str) -> DraftResult:
    ref = MediaRef(sha256=Sha256(key), size_bytes=64, media_type="text/plain", name="film.txt")
    return DraftResult(script=episode(order.reply_to.guild_id), storyboard=ref, animatic=ref, seconds=1.0)


async def make_film(order: ProductionOrder, runner: Runner) -> FilmResult:
    key = await make_parts(order.id, runner)
    ref = MediaRef(sha256=Sha256(key), size_bytes=64, media_type="text/plain", name="film.txt")
    if order.seed == 13:
        raise ReviewFailed("The film did not pass its review: it is black.", findings=("black",))
    report = ReviewReport(
        seconds=1, planned_seconds=1, width_px=1, height_px=1, loudness_lufs=-14, true_peak_dbtp=-1, size_bytes=64
    )
    return FilmResult(script=order.script, master=ref, copy=ref, cover=ref, subtitles=(), report=report)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    serve(
        RendererOptions(
            queue_url=QUEUE_URL,
            folder=FOLDER / "locks",
            workshop=WorkshopOptions(
                media_url=f"file://{FOLDER}/media",
                takes_folder=str(FOLDER / "takes"),
                cache_folder=str(FOLDER / "cache"),
            ),
            workers=WORKERS,
            steps_module="tests.kill.small_steps",
        ),
        makers=Makers(make_bible=make_bible, make_draft=make_draft, make_film=make_film),
        ready=(FOLDER / "renderer.ready").touch,
    )
