"""From an order to a result, stage by stage; what carries the stages out is a Runner's business."""

from __future__ import annotations

from dataclasses import replace

from renderer.footage import Camera, Footage
from renderer.plan import PlanFacts, VoicedLine
from renderer.runner import Payload, Runner, run_missing
from renderer.stage_clock import StageClock, film_of
from show.bible import Series
from show.codec import from_plain, to_plain
from show.credits import Roll
from show.order import (
    DraftOrder,
    DraftResult,
    FilmResult,
    FilmSettings,
    FoundingOrder,
    MediaRef,
    ProductionOrder,
    Progress,
    Stage,
)
from show.script import Episode

__all__ = ["Payload", "Runner", "make_bible", "make_draft", "make_film"]

DRAFT_WEIGHTS = {Stage.WRITING: 1.0, Stage.VOICES: 12.0, Stage.PAINTING: 8.0, Stage.FRAMES: 16.0, Stage.CUT: 2.0}
FILM_WEIGHTS = {Stage.VOICES: 10.0, Stage.PAINTING: 8.0, Stage.FRAMES: 70.0, Stage.CUT: 6.0, Stage.REVIEW: 6.0}
"""Share of each stage in the whole, for the bar: seconds on two cores (benchmarks/episode)."""


NO_ROLL = Roll()
"""A draft rolls no credits: they are due to whoever sees it through."""


class _Meter(StageClock):
    """Turns finished stages and the steps' own clocks into Progress and StageTimes."""

    def __init__(self, runner: Runner, weights: dict[Stage, float]) -> None:
        super().__init__()
        self._runner = runner
        self._weights = weights
        self.shots_total = 0

    async def at(self, stage: Stage, part: float = 0.0, shots_done: int = 0) -> None:
        stages = list(self._weights)
        before = sum(self._weights[s] for s in stages[: stages.index(stage)])
        whole = sum(self._weights.values())
        fraction = min(1.0, (before + part * self._weights[stage]) / whole)
        await self._runner.report(
            Progress(
                stage=stage,
                fraction=fraction,
                shots_done=shots_done,
                shots_total=self.shots_total,
            )
        )


async def make_bible(order: FoundingOrder, runner: Runner) -> Series:
    """The series of the order with its first characters and places."""
    result = await runner.run("found", {"order": to_plain(order)})
    series: Series = from_plain(result["series"], Series)
    return series


async def make_draft(order: DraftOrder, runner: Runner) -> DraftResult:
    """Script, storyboard sheet and animatic. A script given with the order is taken as it is."""
    meter = _Meter(runner, DRAFT_WEIGHTS)
    script = order.script
    if script is None:
        await meter.at(Stage.WRITING)
        written = await runner.run("write", {"brief": to_plain(order.brief), "settings": to_plain(order.settings)})
        meter.took(Stage.WRITING, [written])
        script = from_plain(written["script"], Episode)
    production = ProductionOrder(
        id=order.id,
        reply_to=order.reply_to,
        series=order.brief.series,
        script=script,
        roll=NO_ROLL,
        settings=_spoken(order.settings, script),
        seed=order.brief.seed,
    )
    plan = await _plan(production, runner, meter)
    footage = await _footage(plan, None, runner, meter)
    await meter.at(Stage.CUT)
    cut = await runner.run("animatic", {"plan": plan.key, "segments": footage.master, "sound": footage.sound})
    sheet = await runner.run("storyboard", {"plan": plan.key})
    meter.took(Stage.CUT, [cut, sheet])
    pages = from_plain(sheet["pages"], tuple[MediaRef, ...])
    return DraftResult(
        script=script,
        storyboard=pages[0],
        more_pages=pages[1:],
        animatic=from_plain(cut["animatic"], MediaRef),
        seconds=plan.frames / plan.fps,
        stage_times=meter.stage_times(),
    )


async def make_film(order: ProductionOrder, runner: Runner) -> FilmResult:
    """The finished film, reviewed; ReviewFailed when it did not pass."""
    order = replace(order, settings=_spoken(order.settings, order.script))
    meter = _Meter(runner, FILM_WEIGHTS)
    plan = await _plan(order, runner, meter)
    footage = await _footage(plan, order.settings, runner, meter)
    await meter.at(Stage.CUT, shots_done=plan.setups)
    cut = await runner.run(
        "cut",
        {"plan": plan.key, "segments": footage.master, "posted": footage.posted, "sound": footage.sound},
    )
    meter.took(Stage.CUT, [cut])
    await meter.at(Stage.REVIEW, shots_done=plan.setups)
    review = await runner.run(
        "review",
        {"plan": plan.key, "film": cut["master"], "copy": cut["copy"], "segments": footage.master},
    )
    meter.took(Stage.REVIEW, [review])
    return film_of(order.script, cut, review, meter)


def _spoken(settings: FilmSettings, script: Episode) -> FilmSettings:
    """The settings in the language that the script is written in: the offline writer knows English alone, whatever
    the series is told in, and nobody should read English out as if it were Spanish."""
    return replace(settings, language=script.language or settings.language)


async def _plan(order: ProductionOrder, runner: Runner, meter: _Meter) -> PlanFacts:
    lines = list(order.script.lines())
    payloads = [
        {"line": to_plain(line), "series": to_plain(order.series), "settings": to_plain(order.settings)}
        for _, line in lines
    ]

    async def spoken(count: float) -> None:
        await meter.at(Stage.VOICES, count / max(1, len(lines)))

    await meter.at(Stage.VOICES)
    said = await run_missing(runner, "say", payloads, spoken)
    voiced = [from_plain(result["voiced"], VoicedLine) for result in said]
    planned = await runner.run("plan", {"order": to_plain(order), "voiced": to_plain(voiced)})
    meter.took(Stage.VOICES, [*said, planned])
    facts: PlanFacts = from_plain(planned["facts"], PlanFacts)
    meter.shots_total = facts.setups
    return facts


async def _footage(plan: PlanFacts, settings: FilmSettings | None, runner: Runner, meter: _Meter) -> Footage:
    """Pictures, then the segments of all set-ups beside the sound; without settings, those of an animatic."""

    async def filmed(part: float, shots_done: int) -> None:
        await meter.at(Stage.FRAMES, part, shots_done=shots_done)

    camera = Camera(plan, runner, filmed)
    try:
        if settings is None:
            # A draft's music is new: it is made while there are pictures to be painted beside it.
            await camera.mix()
        await _painted(plan, runner, meter)
        await meter.at(Stage.FRAMES)
        footage = await (camera.draft() if settings is None else camera.film(settings))
        meter.took(Stage.SOUND, [await camera.mixed()])
    except Exception:
        # Also what nobody foresaw: nobody waits for the rest any more.
        await camera.drop()
        raise
    meter.took(Stage.FRAMES, camera.results)
    return footage


async def _painted(plan: PlanFacts, runner: Runner, meter: _Meter) -> None:
    payloads = [{"plan": plan.key, "index": index} for index in range(plan.setups)]

    async def painted(count: float) -> None:
        await meter.at(Stage.PAINTING, count / len(payloads))

    await meter.at(Stage.PAINTING)
    meter.took(Stage.PAINTING, await run_missing(runner, "paint", payloads, painted))
